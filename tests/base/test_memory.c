/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"

#include <signal.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/number.h"
#include "base/threads.h"
#include "support/support.h"

static void test_zero_items_are_a_valid_pointer(void **state)
{
    (void)state;
    void *none = sl_alloc(0, 8);
    void *zero = sl_calloc(8, 0);
    assert_non_null(none);
    assert_non_null(zero);
    none = sl_realloc(none, 0, 0);
    assert_non_null(none);
    sl_free(none);
    sl_free(zero);
    sl_free(NULL);
}

static void test_too_much_is_refused(void **state)
{
    char *kept = sl_alloc(10, 1);
    const size_t held = sl_memory_held_bytes();
    (void)state;
    memcpy(kept, "123456789", 10);
    assert_null(sl_alloc(SIZE_MAX / 2, 3));
    assert_null(sl_calloc(SIZE_MAX, SIZE_MAX));
    assert_null(sl_alloc(SIZE_MAX, 1));
    assert_null(sl_alloc(SIZE_MAX / 4, 1));
    assert_null(sl_realloc(kept, SIZE_MAX / 2, 3));
    assert_null(sl_realloc(kept, SIZE_MAX / 8, 1));
    assert_string_equal(kept, "123456789");
    SL_CHECK_U64(sl_memory_held_bytes(), held);
    sl_free(kept);
}

/* Sizes on both sides of where blocks become huge. */
static const size_t SIZES[] = {
    1,
    16,
    4096,
    SL_MEMORY_HUGE_BYTES - 1,
    SL_MEMORY_HUGE_BYTES,
    SL_MEMORY_HUGE_BYTES + 1,
    SL_MEMORY_HUGE_BYTES * 3 + 12345,
};
#define SIZE_COUNT (sizeof SIZES / sizeof SIZES[0])

/* Bytes that depend on their place, written and checked every 997 bytes and at the end. */
static void write_pattern(unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i += 997) {
        bytes[i] = (unsigned char)(i / 997);
    }
    bytes[len - 1] = 0xA5;
}

static void check_pattern(const unsigned char *bytes, size_t len, size_t written)
{
    for (size_t i = 0; i < len && i + 1 < written; i += 997) {
        assert_true(bytes[i] == (unsigned char)(i / 997));
    }
    if (written <= len) {
        assert_true(bytes[written - 1] == 0xA5);
    }
}

static void test_every_size_to_every_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZE_COUNT; i++) {
        for (size_t j = 0; j < SIZE_COUNT; j++) {
            unsigned char *bytes = sl_alloc(SIZES[i], 1);
            assert_non_null(bytes);
            write_pattern(bytes, SIZES[i]);
            bytes = sl_realloc(bytes, SIZES[j], 1);
            assert_non_null(bytes);
            check_pattern(bytes, SIZES[j], SIZES[i]);
            write_pattern(bytes, SIZES[j]);
            sl_free(bytes);
        }
    }
}

static void test_alignment(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZE_COUNT; i++) {
        const size_t align =
            SIZES[i] >= SL_MEMORY_HUGE_BYTES ? (size_t)sysconf(_SC_PAGESIZE) : alignof(max_align_t);
        void *plain = sl_alloc(SIZES[i], 1);
        void *grown = sl_realloc(NULL, SIZES[i], 1);
        assert_true((uintptr_t)plain % align == 0);
        assert_true((uintptr_t)grown % align == 0);
        sl_free(plain);
        sl_free(grown);
    }
}

static void test_calloc_is_zero(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZE_COUNT; i++) {
        unsigned char *dirty = sl_alloc(SIZES[i], 1);
        assert_non_null(dirty);
        memset(dirty, 0xFF, SIZES[i]);
        sl_free(dirty);
        unsigned char *bytes = sl_calloc(SIZES[i], 1);
        assert_non_null(bytes);
        size_t sum = 0;
        for (size_t at = 0; at < SIZES[i]; at++) {
            sum += bytes[at];
        }
        SL_CHECK_U64(sum, 0);
        sl_free(bytes);
    }
}

/* Several huge arrays that grow in turn get into each other's way and must move. */
static void test_huge_arrays_grow_beside_each_other(void **state)
{
    unsigned char *arrays[4] = { NULL };
    size_t len = SL_MEMORY_HUGE_BYTES;
    (void)state;
    for (int round = 0; round < 6; round++) {
        const size_t longer = len + len / 2 + 4097;
        for (size_t i = 0; i < 4; i++) {
            arrays[i] = sl_realloc(arrays[i], longer, 1);
            assert_non_null(arrays[i]);
            if (round > 0) {
                check_pattern(arrays[i], longer, len);
            }
            write_pattern(arrays[i], longer);
        }
        len = longer;
    }
    for (size_t i = 0; i < 4; i++) {
        sl_free(arrays[i]);
    }
}

static void test_counts_what_is_held(void **state)
{
    const size_t before = sl_memory_held_bytes();
    (void)state;
    sl_memory_reset_peak();
    SL_CHECK_U64(sl_memory_peak_bytes(), before);
    void *first = sl_alloc(10, 100);
    SL_CHECK_U64(sl_memory_held_bytes(), before + 1000);
    void *second = sl_calloc(1, SL_MEMORY_HUGE_BYTES);
    SL_CHECK_U64(sl_memory_held_bytes(), before + 1000 + SL_MEMORY_HUGE_BYTES);
    first = sl_realloc(first, 3000, 1);
    SL_CHECK_U64(sl_memory_held_bytes(), before + 3000 + SL_MEMORY_HUGE_BYTES);
    sl_free(second);
    sl_free_ptr(&first);
    SL_CHECK_U64(sl_memory_held_bytes(), before);
    assert_true(sl_memory_peak_bytes() >= before + 3000 + SL_MEMORY_HUGE_BYTES);
    sl_memory_reset_peak();
    SL_CHECK_U64(sl_memory_peak_bytes(), before);
}

static void test_fails_after_as_many_as_asked(void **state)
{
    (void)state;
    sl_memory_fail_after(2);
    void *first = sl_alloc(1, 1);
    void *grown = sl_realloc(first, 2, 1);
    void *third = sl_calloc(1, 1);
    void *fourth = sl_realloc(grown, 3, 1);
    void *fifth = sl_alloc(1, 1);
    sl_memory_fail_after(UINT64_MAX);
    assert_non_null(first);
    assert_non_null(grown);
    assert_null(third);
    assert_null(fourth);
    assert_null(fifth);
    sl_free(grown);
    void *again = sl_alloc(1, 1);
    assert_non_null(again);
    sl_free(again);
}

static enum sl_status allocate_and_free(void *context, size_t index, unsigned worker)
{
    (void)worker;
    void *blocks[16];
    size_t *given = context;
    for (size_t i = 0; i < 16; i++) {
        blocks[i] = sl_alloc(index % 1000 + 1, i + 1);
        if (blocks[i] != NULL) {
            (void)__atomic_fetch_add(given, 1, __ATOMIC_RELAXED);
        }
    }
    for (size_t i = 0; i < 16; i++) {
        sl_free(blocks[i]);
    }
    return SL_OK;
}

static void test_counts_across_threads(void **state)
{
    const size_t before = sl_memory_held_bytes();
    size_t given = 0;
    (void)state;
    sl_memory_reset_peak();
    SL_CHECK_OK(sl_threads_run(4, 5000, allocate_and_free, &given, NULL), NULL);
    SL_CHECK_U64(sl_memory_held_bytes(), before);
    SL_CHECK_U64(given, 80000);
    assert_true(sl_memory_peak_bytes() > before);
    /* The allowance is one for all threads together. */
    given = 0;
    sl_memory_fail_after(1234);
    SL_CHECK_OK(sl_threads_run(4, 5000, allocate_and_free, &given, NULL), NULL);
    sl_memory_fail_after(UINT64_MAX);
    SL_CHECK_U64(given, 1234);
    SL_CHECK_U64(sl_memory_held_bytes(), before);
}

static void test_a_foreign_pointer_stops_the_program(void **state)
{
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        _Alignas(max_align_t) char foreign[256] = { 0 };
        (void)signal(SIGABRT, SIG_DFL);
        (void)fclose(stderr);
        sl_free(foreign + 128);
        _exit(0);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT);
}

/* Bytes of memory that the process has, by the kernel's count; 0 where it does not say. */
static size_t resident_bytes(void)
{
    char line[128] = "";
    struct sl_str part = { 0 };
    int64_t pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL) {
        return 0;
    }
    const bool read = fgets(line, sizeof(line), file) != NULL;
    (void)fclose(file);
    struct sl_str rest = sl_str_from(line);
    const bool found = read && sl_str_split(&rest, ' ', &part) && sl_str_split(&rest, ' ', &part);
    if (!found || sl_parse_i64(part, 0, INT32_MAX, &pages, NULL) != SL_OK) {
        return 0;
    }
    return (size_t)(pages * sysconf(_SC_PAGESIZE));
}

/* Small blocks behind which one is still held are kept for later, unless asked for. */
static void test_what_was_freed_is_given_back(void **state)
{
    enum { BLOCKS = 2048, BLOCK_BYTES = 32 << 10 };
    static void *blocks[BLOCKS];
    (void)state;
    for (size_t at = 0; at < BLOCKS; at++) {
        blocks[at] = sl_alloc(BLOCK_BYTES, 1);
        assert_non_null(blocks[at]);
        memset(blocks[at], (int)(at % 251), BLOCK_BYTES);
    }
    const size_t before = resident_bytes();
    for (size_t at = 0; at + 1 < BLOCKS; at++) {
        sl_free(blocks[at]);
    }
    sl_memory_give_back();
    const unsigned char *last = blocks[BLOCKS - 1];
    for (size_t at = 0; at < BLOCK_BYTES; at++) {
        SL_CHECK_U64(last[at], (BLOCKS - 1) % 251);
    }
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    if (before > 0) {
        assert_true(resident_bytes() + (size_t)(BLOCKS / 2) * BLOCK_BYTES < before);
    }
#else
    (void)before;
#endif
    sl_free(blocks[BLOCKS - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zero_items_are_a_valid_pointer),
        cmocka_unit_test(test_too_much_is_refused),
        cmocka_unit_test(test_every_size_to_every_size),
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_calloc_is_zero),
        cmocka_unit_test(test_huge_arrays_grow_beside_each_other),
        cmocka_unit_test(test_counts_what_is_held),
        cmocka_unit_test(test_fails_after_as_many_as_asked),
        cmocka_unit_test(test_counts_across_threads),
        cmocka_unit_test(test_what_was_freed_is_given_back),
        cmocka_unit_test(test_a_foreign_pointer_stops_the_program),
    };
    return cmocka_run_group_tests_name("base/memory", tests, NULL, NULL);
}
