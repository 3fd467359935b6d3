/* SPDX-License-Identifier: Apache-2.0 */
#include "family.h"

static enum sl_status make_once(void *context)
{
    struct told *told = context;
    struct sl_arena arena;
    struct sl_picture picture;
    sl_arena_init(&arena, (size_t)64 << 20);
    const enum sl_status status = sl_picture_make(&told->input, told->fold, &arena, &picture, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_family(&told);
    assert_true(sl_test_failing_allocations(make_once, &told) > 1);
    told_close(&told);
}

static void test_full_arena(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    struct sl_arena small;
    tell_family(&told);
    for (size_t limit_bytes = 0;; limit_bytes += 512) {
        sl_arena_init(&small, limit_bytes);
        const enum sl_status status =
            sl_picture_make(&told.input, told.fold, &small, &told.picture, NULL);
        sl_arena_finish(&small);
        if (status == SL_OK) {
            break;
        }
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
    }
    told_close(&told);
}

static void test_no_records(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->person_count, 1);
    SL_CHECK_U64(picture->event_count, 0);
    SL_CHECK_U64(picture->tie_count, 0);
    assert_true(picture->field_count > 5);
    assert_non_null(told_gap(picture, SL_PICTURE_NO_FIELD));
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_full_arena),
        cmocka_unit_test(test_no_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
