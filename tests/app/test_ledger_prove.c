/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_prove.h"

#include "app/ledger_fixture.h"

static void proofs(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct sl_error err;
    struct sl_buf text;

    sl_buf_init(&text, 100000);
    SL_CHECK_OK(sl_ledger_prove(fixture->path, 8, &text, &err), &err);
    assert_true(sl_str_starts(sl_buf_str(&text), SL_STR("c2sp.org/tlog-proof@v1\nindex 8\n")));
    assert_true(sl_str_find(sl_buf_str(&text), SL_STR("\n\nowner\n9\n")) < text.len);
    sl_buf_clear(&text);
    SL_CHECK_OK(sl_ledger_prove_growth(fixture->path, 8, &text, &err), &err);
    assert_true(sl_str_starts(sl_buf_str(&text), SL_STR("old 8\n")));
    SL_CHECK_STATUS(sl_ledger_prove(fixture->path, 9, &text, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_ledger_prove_growth(fixture->path, 10, &text, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_ledger_prove("/no/such", 9, &text, &err), SL_IO);
    SL_CHECK_STATUS(sl_ledger_prove_growth("/no/such", 9, &text, &err), SL_IO);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { LEDGER_TEST(proofs) };
    return cmocka_run_group_tests_name("app/ledger_prove", tests, NULL, NULL);
}
