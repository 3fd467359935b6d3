/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/number.h"

#include "support/support.h"

static void most_significant_first(void **state)
{
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 100);
    sl_number_add(&buf, 2, 0x1234);
    sl_number_add(&buf, 8, UINT64_C(0x0102030405060708));
    sl_number_add(&buf, 0, 7);
    SL_CHECK_BYTES(sl_buf_str(&buf), SL_STR("\x12\x34\x01\x02\x03\x04\x05\x06\x07\x08"));
    SL_CHECK_U64(sl_number_read(buf.ptr, 2), 0x1234);
    SL_CHECK_U64(sl_number_read(buf.ptr + 2, 8), UINT64_C(0x0102030405060708));
    SL_CHECK_U64(sl_number_read(buf.ptr, 0), 0);
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(most_significant_first) };
    return cmocka_run_group_tests_name("ledger/number", tests, NULL, NULL);
}
