/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

static void test_an_arena_costs_nothing_until_used(void **state)
{
    struct sl_arena arena;
    const size_t held = sl_memory_held_bytes();
    (void)state;
    sl_arena_init(&arena, 1000);
    SL_CHECK_U64(sl_memory_held_bytes(), held);
    sl_arena_finish(&arena);
    sl_arena_finish(&arena);
    sl_arena_finish(NULL);
}

static void test_a_zeroed_arena_gives_nothing(void **state)
{
    struct sl_arena arena;
    (void)state;
    memset(&arena, 0, sizeof arena);
    assert_null(sl_arena_alloc(&arena, 1, 1));
    assert_null(sl_arena_copy(&arena, SL_STR("")).ptr);
    sl_arena_reset(&arena);
    sl_arena_finish(&arena);
}

/* Many pieces of many sizes: aligned, apart from each other, and still as written at the end. */
static void test_pieces_do_not_touch(void **state)
{
    enum { COUNT = 3000 };
    static const char *pieces[COUNT];
    static size_t sizes[COUNT];
    struct sl_arena arena;
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_arena_init(&arena, (size_t)64 << 20);
    for (int i = 0; i < COUNT; i++) {
        sizes[i] = (size_t)sl_random_below(&random, i % 100 == 0 ? 100000 : 100);
        if (i % 3 == 0) {
            char text[100000];
            memset(text, i % 251, sizes[i]);
            const struct sl_str copy =
                sl_arena_copy(&arena, (struct sl_str){ .ptr = text, .len = sizes[i] });
            SL_CHECK_U64(copy.len, sizes[i]);
            assert_int_equal(copy.ptr[copy.len], 0);
            pieces[i] = copy.ptr;
        } else {
            char *piece = sl_arena_alloc(&arena, sizes[i], 1);
            assert_non_null(piece);
            assert_true((uintptr_t)piece % alignof(max_align_t) == 0);
            memset(piece, i % 251, sizes[i]);
            pieces[i] = piece;
        }
        assert_non_null(pieces[i]);
        assert_true(arena.used_bytes <= arena.limit_bytes);
    }
    for (int i = 0; i < COUNT; i++) {
        for (size_t at = 0; at < sizes[i]; at++) {
            if ((unsigned char)pieces[i][at] != i % 251) {
                fail_msg("piece %d was overwritten", i);
            }
        }
    }
    sl_arena_finish(&arena);
}

static void test_the_limit_holds(void **state)
{
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, 1000);
    assert_non_null(sl_arena_alloc(&arena, 1000, 1));
    assert_null(sl_arena_alloc(&arena, 1, 1));
    assert_null(sl_arena_alloc(&arena, 0, 1));
    assert_null(sl_arena_copy(&arena, SL_STR("")).ptr);
    sl_arena_reset(&arena);
    assert_null(sl_arena_alloc(&arena, 1001, 1));
    assert_null(sl_arena_alloc(&arena, SIZE_MAX, 2));
    assert_null(sl_arena_alloc(&arena, SIZE_MAX, 1));
    SL_CHECK_STR(sl_arena_copy(&arena, SL_STR("abc")), "abc");
    SL_CHECK_U64(arena.used_bytes, 4);
    assert_non_null(sl_arena_alloc(&arena, 1, 1000 - 16));
    SL_CHECK_U64(arena.used_bytes, 1000);
    sl_arena_finish(&arena);

    sl_arena_init(&arena, SIZE_MAX);
    assert_null(sl_arena_alloc(&arena, SIZE_MAX, 1));
    assert_null(sl_arena_alloc(&arena, SIZE_MAX - 20, 1));
    sl_arena_finish(&arena);
}

static void test_nothing_twice(void **state)
{
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, 1000);
    const void *first = sl_arena_alloc(&arena, 0, 8);
    const void *second = sl_arena_alloc(&arena, 0, 8);
    assert_non_null(first);
    assert_non_null(second);
    assert_ptr_not_equal(first, second);
    sl_arena_finish(&arena);
}

static void fill(struct sl_arena *arena)
{
    for (size_t i = 0; i < 2000; i++) {
        assert_non_null(sl_arena_alloc(arena, i, 1));
    }
}

static void test_reset_keeps_memory_for_reuse(void **state)
{
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, (size_t)1 << 30);
    fill(&arena);
    const size_t used = arena.used_bytes;
    const size_t held = sl_memory_held_bytes();
    for (int round = 0; round < 10; round++) {
        sl_arena_reset(&arena);
        SL_CHECK_U64(arena.used_bytes, 0);
        fill(&arena);
        SL_CHECK_U64(arena.used_bytes, used);
    }
    /* The order of the blocks may turn once; then nothing new is needed any more. */
    assert_true(sl_memory_held_bytes() <= held * 2);
    const size_t settled = sl_memory_held_bytes();
    sl_arena_reset(&arena);
    fill(&arena);
    SL_CHECK_U64(sl_memory_held_bytes(), settled);
    sl_arena_finish(&arena);
}

static void test_a_large_piece_after_a_reset(void **state)
{
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, (size_t)1 << 30);
    assert_non_null(sl_arena_alloc(&arena, 100, 1));
    sl_arena_reset(&arena);
    char *large = sl_arena_alloc(&arena, (size_t)10 << 20, 1);
    assert_non_null(large);
    large[((size_t)10 << 20) - 1] = 1;
    char *small = sl_arena_alloc(&arena, 100, 1);
    assert_non_null(small);
    sl_arena_finish(&arena);
}

/* Pieces that grow need ever larger blocks; the smaller ones must not pile up. */
static void test_resets_do_not_add_up(void **state)
{
    struct sl_arena arena;
    size_t held_first = 0;
    (void)state;
    sl_arena_init(&arena, (size_t)64 << 20);
    for (int round = 0; round < 20; round++) {
        sl_arena_reset(&arena);
        for (size_t bytes = 1; bytes < 20000; bytes += 37) {
            assert_non_null(sl_arena_alloc(&arena, bytes, 1));
        }
        if (round == 2) {
            held_first = sl_memory_held_bytes();
        }
        assert_true(round <= 2 || sl_memory_held_bytes() <= held_first);
    }
    sl_arena_finish(&arena);
}

static enum sl_status use(void *context)
{
    struct sl_arena arena;
    enum sl_status status = SL_OK;
    (void)context;
    sl_arena_init(&arena, (size_t)1 << 20);
    for (size_t i = 0; i < 100 && status == SL_OK; i++) {
        if (sl_arena_alloc(&arena, i, 100) == NULL ||
            sl_arena_copy(&arena, SL_STR("text")).ptr == NULL) {
            status = SL_NO_MEMORY;
        }
    }
    sl_arena_finish(&arena);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(use, NULL) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_arena_costs_nothing_until_used),
        cmocka_unit_test(test_a_zeroed_arena_gives_nothing),
        cmocka_unit_test(test_pieces_do_not_touch),
        cmocka_unit_test(test_the_limit_holds),
        cmocka_unit_test(test_nothing_twice),
        cmocka_unit_test(test_reset_keeps_memory_for_reuse),
        cmocka_unit_test(test_a_large_piece_after_a_reset),
        cmocka_unit_test(test_resets_do_not_add_up),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
