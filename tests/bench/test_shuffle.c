/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/shuffle.h"

#include <string.h>

#include "support/support.h"

enum { LINES = 500 };

struct seen {
    unsigned char counts[LINES];
    unsigned order[LINES];
    unsigned count;
};

static void see(void *context, struct sl_str line)
{
    struct seen *seen = context;
    unsigned value = 0;
    memcpy(&value, line.ptr, sizeof(value));
    SL_CHECK_U64(line.len, sizeof(value) + value % 7);
    seen->counts[value]++;
    seen->order[seen->count++] = value;
}

static void run(size_t pool, uint64_t seed, struct seen *seen)
{
    struct sl_shuffle *shuffle = NULL;
    memset(seen, 0, sizeof(*seen));
    SL_CHECK_OK(sl_shuffle_open(pool, seed, see, seen, &shuffle, NULL), NULL);
    for (unsigned i = 0; i < LINES; i++) {
        char bytes[16] = { 0 };
        memcpy(bytes, &i, sizeof(i));
        sl_shuffle_add(shuffle, (struct sl_str){ .ptr = bytes, .len = sizeof(i) + i % 7 });
    }
    sl_shuffle_flush(shuffle);
    sl_shuffle_close(shuffle);
}

/* Whatever the size of the pool, every line comes out once. */
static void test_every_line_once(void **state)
{
    (void)state;
    static const size_t POOLS[] = { 1, 2, 50, LINES, (size_t)2 * LINES };
    for (size_t i = 0; i < sizeof(POOLS) / sizeof(POOLS[0]); i++) {
        struct seen seen;
        run(POOLS[i], 4, &seen);
        SL_CHECK_U64(seen.count, LINES);
        for (unsigned line = 0; line < LINES; line++) {
            SL_CHECK_U64(seen.counts[line], 1);
        }
    }
}

static void test_order_depends_on_the_seed_alone(void **state)
{
    (void)state;
    struct seen first;
    struct seen second;
    struct seen other;
    run(100, 4, &first);
    run(100, 4, &second);
    run(100, 5, &other);
    assert_memory_equal(first.order, second.order, sizeof(first.order));
    assert_true(memcmp(first.order, other.order, sizeof(first.order)) != 0);
    unsigned neighbours = 0;
    for (unsigned i = 1; i < LINES; i++) {
        neighbours += first.order[i] == first.order[i - 1] + 1;
    }
    assert_true(neighbours < 30);
}

static enum sl_status open_and_close(void *context)
{
    (void)context;
    struct sl_shuffle *shuffle = NULL;
    SL_TRY(sl_shuffle_open(10, 1, see, NULL, &shuffle, NULL));
    sl_shuffle_close(shuffle);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(open_and_close, NULL), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_line_once),
        cmocka_unit_test(test_order_depends_on_the_seed_alone),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("bench/shuffle", tests, NULL, NULL);
}
