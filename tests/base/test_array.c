/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"

#include <stdint.h>

#include "base/memory.h"
#include "support/support.h"

static void test_makes_room_and_keeps_contents(void **state)
{
    uint32_t *items = NULL;
    size_t capacity = 0;
    size_t moves = 0;
    (void)state;
    for (uint32_t i = 0; i < 100000; i++) {
        const size_t before = capacity;
        SL_CHECK_OK(sl_array_reserve(&items, &capacity, i + 1, sizeof *items, NULL), NULL);
        assert_true(capacity > i);
        moves += capacity != before;
        items[i] = i;
    }
    for (uint32_t i = 0; i < 100000; i++) {
        assert_true(items[i] == i);
    }
    assert_true(moves < 40); /* it grows by half, not by one */
    sl_free(items);
}

static void test_leaves_alone_what_is_large_enough(void **state)
{
    uint64_t *items = NULL;
    size_t capacity = 0;
    (void)state;
    SL_CHECK_OK(sl_array_reserve(&items, &capacity, 1000, sizeof *items, NULL), NULL);
    const uint64_t *first = items;
    const size_t first_capacity = capacity;
    assert_true(capacity >= 1000);
    SL_CHECK_OK(sl_array_reserve(&items, &capacity, 0, sizeof *items, NULL), NULL);
    SL_CHECK_OK(sl_array_reserve(&items, &capacity, 1000, sizeof *items, NULL), NULL);
    assert_ptr_equal(items, first);
    SL_CHECK_U64(capacity, first_capacity);
    sl_free(items);
}

static void test_a_failure_changes_nothing(void **state)
{
    uint64_t *items = NULL;
    size_t capacity = 0;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(sl_array_reserve(&items, &capacity, 10, sizeof *items, NULL), NULL);
    const uint64_t *first = items;
    const size_t first_capacity = capacity;
    items[9] = 7;
    SL_CHECK_STATUS(
        sl_array_reserve(&items, &capacity, SIZE_MAX / 4, sizeof *items, &err), SL_NO_MEMORY
    );
    SL_CHECK_STATUS(err.status, SL_NO_MEMORY);
    sl_memory_fail_after(0);
    const enum sl_status status =
        sl_array_reserve(&items, &capacity, capacity + 1, sizeof *items, NULL);
    sl_memory_fail_after(UINT64_MAX);
    SL_CHECK_STATUS(status, SL_NO_MEMORY);
    assert_ptr_equal(items, first);
    SL_CHECK_U64(capacity, first_capacity);
    SL_CHECK_U64(items[9], 7);
    sl_free(items);
}

static void test_room_in_an_arena(void **state)
{
    struct sl_arena arena;
    struct sl_arena small;
    struct sl_error err;
    int64_t *items = NULL;
    (void)state;

    sl_arena_init(&arena, (size_t)1 << 20);
    for (size_t i = 0; i < 1000; i++) {
        SL_CHECK_OK(sl_array_room(&arena, &items, i, sizeof *items, &err), &err);
        items[i] = (int64_t)i;
    }
    for (size_t i = 0; i < 1000; i++) {
        SL_CHECK_I64(items[i], (int64_t)i);
    }
    sl_arena_finish(&arena);
    sl_arena_init(&small, 8);
    items = NULL;
    SL_CHECK_STATUS(sl_array_room(&small, &items, 0, sizeof *items, &err), SL_NO_MEMORY);
    assert_null(items);
    sl_arena_finish(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_makes_room_and_keeps_contents),
        cmocka_unit_test(test_leaves_alone_what_is_large_enough),
        cmocka_unit_test(test_a_failure_changes_nothing),
        cmocka_unit_test(test_room_in_an_arena),
    };
    return cmocka_run_group_tests_name("base/array", tests, NULL, NULL);
}
