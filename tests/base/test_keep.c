/* SPDX-License-Identifier: Apache-2.0 */
#include "base/keep.h"

#include <stdatomic.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"
#include "support/support.h"

#define LIMIT       ((size_t)1 << 20)
#define THING_BYTES ((size_t)20000)

/* How many things of a test are alive. */
static atomic_int alive;

static void free_thing(void *thing)
{
    alive--;
    sl_free(thing);
}

static struct sl_digest digest_of(uint64_t number)
{
    return sl_digest_of((struct sl_str){ .ptr = (const char *)&number, .len = sizeof number });
}

static void *thing_of(uint64_t number)
{
    uint64_t *thing = sl_alloc(1, sizeof *thing);

    assert_non_null(thing);
    *thing = number;
    alive++;
    return thing;
}

static struct sl_keep *open_keep(void)
{
    struct sl_keep *keep = NULL;

    alive = 0;
    SL_CHECK_OK(sl_keep_open(LIMIT, free_thing, &keep, NULL), NULL);
    return keep;
}

static struct sl_kept *put(struct sl_keep *keep, uint64_t number, size_t bytes)
{
    const struct sl_digest digest = digest_of(number);
    struct sl_kept *kept = NULL;

    SL_CHECK_OK(sl_keep_put(keep, &digest, thing_of(number), bytes, &kept, NULL), NULL);
    return kept;
}

static struct sl_kept *find(struct sl_keep *keep, uint64_t number)
{
    const struct sl_digest digest = digest_of(number);

    return sl_keep_find(keep, &digest);
}

static bool has(struct sl_keep *keep, uint64_t number)
{
    struct sl_kept *kept = find(keep, number);

    if (kept != NULL) {
        SL_CHECK_U64(*(uint64_t *)sl_kept_thing(kept), number);
    }
    sl_keep_release(keep, kept);
    return kept != NULL;
}

static void kept_and_found(void **state)
{
    struct sl_keep *keep = open_keep();

    (void)state;
    assert_false(has(keep, 1));
    sl_keep_release(keep, put(keep, 1, 8));
    assert_true(has(keep, 1));
    assert_false(has(keep, 2));
    const struct sl_keep_counts counts = sl_keep_counts(keep);
    SL_CHECK_U64(counts.found, 1);
    SL_CHECK_U64(counts.missed, 2);
    SL_CHECK_U64(counts.count, 1);
    assert_true(counts.bytes >= 8);
    sl_keep_release(keep, NULL);
    sl_keep_close(keep);
    sl_keep_close(NULL);
    assert_int_equal(alive, 0);
}

/* The last one of a digest is the one that is kept; who holds the other one keeps it. */
static void one_in_the_place_of_another(void **state)
{
    struct sl_keep *keep = open_keep();
    struct sl_kept *first = put(keep, 1, 8);
    struct sl_kept *second = put(keep, 1, 8);

    (void)state;
    SL_CHECK_U64(sl_keep_counts(keep).count, 1);
    struct sl_kept *found = find(keep, 1);
    assert_ptr_equal(found, second);
    assert_int_equal(alive, 2);
    sl_keep_release(keep, first);
    assert_int_equal(alive, 1);
    sl_keep_release(keep, second);
    sl_keep_release(keep, found);
    assert_int_equal(alive, 1);
    sl_keep_close(keep);
    assert_int_equal(alive, 0);
}

/* What was asked for longest ago goes first; never more than the limit is kept. */
static void the_oldest_go(void **state)
{
    struct sl_keep *keep = open_keep();
    const uint64_t count = LIMIT / THING_BYTES;

    (void)state;
    for (uint64_t i = 0; i < count; i++) {
        sl_keep_release(keep, put(keep, i, THING_BYTES));
        assert_true(sl_keep_counts(keep).bytes <= LIMIT);
        assert_true(has(keep, 0)); /* asked for all the time */
    }
    for (uint64_t i = count; i < 2 * count; i++) {
        sl_keep_release(keep, put(keep, i, THING_BYTES));
        assert_true(sl_keep_counts(keep).bytes <= LIMIT);
        assert_true(has(keep, 0));
    }
    assert_false(has(keep, 1));
    assert_true(has(keep, 2 * count - 1));
    const struct sl_keep_counts counts = sl_keep_counts(keep);
    SL_CHECK_U64(counts.dropped, 2 * count - counts.count);
    assert_int_equal(alive, (int)counts.count);
    sl_keep_close(keep);
    assert_int_equal(alive, 0);
}

/* What is held is good after it has gone; what is too large, or has no digest, is only held. */
static void held_and_not_kept(void **state)
{
    struct sl_keep *keep = open_keep();
    struct sl_kept *held = put(keep, 7, 8);
    struct sl_kept *nameless = NULL;

    (void)state;
    sl_keep_clear(keep);
    assert_false(has(keep, 7));
    SL_CHECK_U64(*(uint64_t *)sl_kept_thing(held), 7);
    SL_CHECK_U64(sl_keep_counts(keep).bytes, 0);
    sl_keep_release(keep, held);
    assert_int_equal(alive, 0);
    held = put(keep, 8, LIMIT / 2);
    assert_false(has(keep, 8));
    SL_CHECK_U64(*(uint64_t *)sl_kept_thing(held), 8);
    SL_CHECK_OK(sl_keep_put(keep, NULL, thing_of(9), 8, &nameless, NULL), NULL);
    SL_CHECK_U64(sl_keep_counts(keep).count, 0);
    sl_keep_release(keep, nameless);
    sl_keep_release(keep, held);
    assert_int_equal(alive, 0);
    sl_keep_close(keep);
}

/* Find or put numbers by chance; what is found under a digest is what was put there. */
static enum sl_status browse(void *context, size_t index, unsigned worker)
{
    struct sl_keep *keep = context;
    struct sl_random random;

    (void)worker;
    sl_random_init(&random, index);
    for (int i = 0; i < 500; i++) {
        const uint64_t number = sl_random_below(&random, 100);
        struct sl_kept *kept = find(keep, number);
        kept = kept == NULL ? put(keep, number, THING_BYTES) : kept;
        if (*(uint64_t *)sl_kept_thing(kept) != number) {
            return SL_INVALID;
        }
        sl_keep_release(keep, kept);
    }
    return SL_OK;
}

static void many_at_once(void **state)
{
    struct sl_keep *keep = open_keep();

    (void)state;
    SL_CHECK_OK(sl_threads_run(6, 24, browse, keep, NULL), NULL);
    const struct sl_keep_counts counts = sl_keep_counts(keep);
    SL_CHECK_U64(counts.found + counts.missed, UINT64_C(12000));
    assert_true(counts.dropped > 0 && counts.bytes <= LIMIT);
    assert_int_equal(alive, (int)counts.count);
    sl_keep_close(keep);
    assert_int_equal(alive, 0);
}

static enum sl_status keep_one(void *context)
{
    const struct sl_digest digest = digest_of(1);
    struct sl_keep *keep = NULL;
    struct sl_kept *kept = NULL;
    uint64_t *thing = NULL;

    (void)context;
    SL_TRY(sl_keep_open(LIMIT, sl_free, &keep, NULL));
    thing = sl_alloc(1, sizeof *thing);
    enum sl_status status = thing == NULL ? SL_NO_MEMORY : SL_OK;
    if (status == SL_OK) {
        status = sl_keep_put(keep, &digest, thing, sizeof *thing, &kept, NULL);
    }
    if (status != SL_OK) {
        sl_free(thing);
    }
    sl_keep_release(keep, kept);
    sl_keep_close(keep);
    return status;
}

static void memory_that_runs_out(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(keep_one, NULL), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_and_found), cmocka_unit_test(one_in_the_place_of_another),
        cmocka_unit_test(the_oldest_go),  cmocka_unit_test(held_and_not_kept),
        cmocka_unit_test(many_at_once),   cmocka_unit_test(memory_that_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
