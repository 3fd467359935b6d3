/* SPDX-License-Identifier: Apache-2.0 */
#include "store/text.h"

#include "support/support.h"

static void what_any_database_keeps(void **state)
{
    struct sl_error err;
    (void)state;

    SL_CHECK_OK(sl_text_check(SL_STR("\xc3\xa9"), "the key", 2, &err), &err);
    SL_CHECK_STATUS(sl_text_check(SL_STR(""), "the key", 2, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "the key is empty");
    SL_CHECK_STATUS(sl_text_check(SL_STR("abc"), "the key", 2, &err), SL_LIMIT);
    SL_CHECK_STATUS(sl_text_check(SL_STR("\xff"), "the key", 2, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_text_check(SL_STR("\0"), "the key", 2, &err), SL_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_any_database_keeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
