/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/key.h"

#include <string.h>

#include "base/buf.h"
#include "intake/format.h"
#include "support/support.h"

static void test_check(void **state)
{
    char longest[SL_SPLIT_KEY_LIMIT_BYTES + 1];
    struct sl_error err;
    (void)state;
    memset(longest, 'a', sizeof longest);
    SL_CHECK_OK(sl_key_check(SL_STR("a b/\xC3\xA9"), &err), &err);
    SL_CHECK_OK(sl_key_check((struct sl_str){ longest, SL_SPLIT_KEY_LIMIT_BYTES }, &err), &err);
    SL_CHECK_STATUS(sl_key_check((struct sl_str){ longest, sizeof longest }, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_key_check(SL_STR(""), &err), SL_INVALID);
    SL_CHECK_STATUS(sl_key_check(SL_STR("a "), &err), SL_INVALID);
    SL_CHECK_STATUS(sl_key_check(SL_STR("a\nb"), &err), SL_INVALID);
    SL_CHECK_STATUS(sl_key_check(SL_STR("a\x7F"), &err), SL_INVALID);
}

static uint32_t number_of(struct sl_key_set *set, const char *key, const char *row)
{
    uint32_t number = 0;
    struct sl_error err;
    SL_CHECK_OK(sl_key_set_number(set, sl_str_from(key), sl_str_from(row), &number, &err), &err);
    return number;
}

static void test_numbers(void **state)
{
    struct sl_key_set set = { 0 };
    (void)state;
    SL_CHECK_U64(number_of(&set, "a", "one"), 1);
    SL_CHECK_U64(number_of(&set, "b", "one"), 1);
    SL_CHECK_U64(number_of(&set, "a", "two"), 2);
    SL_CHECK_U64(number_of(&set, "a", "one"), 1);
    SL_CHECK_U64(number_of(&set, "a", "three"), 3);
    SL_CHECK_U64(number_of(&set, "a", "two"), 2);
    sl_key_set_finish(&set);
}

/* The set grows; what was in it keeps its number. */
static void test_many(void **state)
{
    struct sl_key_set set = { 0 };
    (void)state;
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 20000; i++) {
            struct sl_buf row;
            char key[16];
            uint32_t number = 0;
            sl_buf_init(&row, 64);
            sl_buf_add_u64(&row, i);
            key[0] = (char)('a' + i % 10);
            SL_CHECK_STATUS(
                sl_key_set_number(&set, (struct sl_str){ key, 1 }, sl_buf_str(&row), &number, NULL),
                SL_OK
            );
            SL_CHECK_U64(number, i / 10 + 1);
            sl_buf_finish(&row);
        }
    }
    sl_key_set_finish(&set);
}

static enum sl_status number_some(void *context)
{
    struct sl_key_set set = { 0 };
    uint32_t number = 0;
    enum sl_status status = SL_OK;
    (void)context;
    for (char i = 0; i < 127 && status == SL_OK; i++) {
        status = sl_key_set_number(&set, (struct sl_str){ &i, 1 }, SL_STR("x"), &number, NULL);
    }
    sl_key_set_finish(&set);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(number_some, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
