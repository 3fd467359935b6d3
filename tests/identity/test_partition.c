/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/partition.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

#define LIMIT 40

/* What became of identities when `before` became `after`: member i is mention i + 1. 0: nobody's.
 */
static struct sl_partition_changes
compare(const int64_t *before, const int64_t *after, size_t count)
{
    struct sl_partition_member lists[2][LIMIT];
    size_t counts[2] = { 0, 0 };
    struct sl_partition_changes changes = { 0 };
    struct sl_error err;

    for (size_t i = 0; i < count; i++) {
        if (before[i] != 0) {
            lists[0][counts[0]++] = (struct sl_partition_member){ (int64_t)i + 1, before[i] };
        }
        if (after[i] != 0) {
            lists[1][counts[1]++] = (struct sl_partition_member){ (int64_t)i + 1, after[i] };
        }
    }
    SL_CHECK_OK(
        sl_partition_compare(lists[0], counts[0], lists[1], counts[1], &changes, &err), &err
    );
    return changes;
}

static void check_change(
    const struct sl_partition_changes *changes,
    size_t index,
    enum sl_identity_turn turn,
    int64_t identity,
    int64_t other
)
{
    assert_true(index < changes->count);
    SL_CHECK_U64(changes->items[index].turn, turn);
    SL_CHECK_I64(changes->items[index].identity, identity);
    SL_CHECK_I64(changes->items[index].other, other);
}

static void new_people_are_created(void **state)
{
    struct sl_partition_changes changes =
        compare((int64_t[]){ 1, 0, 0, 0 }, (int64_t[]){ 1, 2, 1, 2 }, 4);

    (void)state;
    SL_CHECK_U64(changes.count, 1);
    check_change(&changes, 0, SL_TURN_CREATED, 2, 0);
    SL_CHECK_U64(changes.moved_count, 0);
    sl_partition_changes_finish(&changes);
}

static void joining_keeps_the_lower(void **state)
{
    struct sl_partition_changes changes =
        compare((int64_t[]){ 1, 2, 2, 4 }, (int64_t[]){ 1, 1, 1, 4 }, 4);

    (void)state;
    SL_CHECK_U64(changes.count, 1);
    check_change(&changes, 0, SL_TURN_JOINED, 2, 1);
    SL_CHECK_U64(changes.moved_count, 2);
    sl_partition_changes_finish(&changes);
}

static void splitting_gives_the_other_part_its_own(void **state)
{
    struct sl_partition_changes changes =
        compare((int64_t[]){ 1, 1, 1, 1 }, (int64_t[]){ 1, 2, 1, 2 }, 4);

    (void)state;
    SL_CHECK_U64(changes.count, 1);
    check_change(&changes, 0, SL_TURN_SPLIT, 2, 1);
    sl_partition_changes_finish(&changes);
}

/* 1 takes 3 over from 2, and what is left of 2 goes on. */
static void a_mention_may_move(void **state)
{
    struct sl_partition_changes changes =
        compare((int64_t[]){ 1, 2, 2 }, (int64_t[]){ 1, 2, 1 }, 3);

    (void)state;
    SL_CHECK_U64(changes.count, 0);
    SL_CHECK_U64(changes.moved_count, 1);
    sl_partition_changes_finish(&changes);
}

static void what_nobody_names_is_retired(void **state)
{
    struct sl_partition_changes changes =
        compare((int64_t[]){ 1, 2, 2 }, (int64_t[]){ 1, 0, 0 }, 3);

    (void)state;
    SL_CHECK_U64(changes.count, 1);
    check_change(&changes, 0, SL_TURN_RETIRED, 2, 0);
    sl_partition_changes_finish(&changes);
}

/* The mention that gave the number goes: another number takes its place, and that is told. */
static void a_number_may_be_succeeded(void **state)
{
    struct sl_partition_changes changes =
        compare((int64_t[]){ 1, 1, 1 }, (int64_t[]){ 0, 2, 3 }, 3);

    (void)state;
    SL_CHECK_U64(changes.count, 3);
    check_change(&changes, 0, SL_TURN_CREATED, 2, 0);
    check_change(&changes, 1, SL_TURN_SPLIT, 3, 1);
    check_change(&changes, 2, SL_TURN_JOINED, 1, 2);
    sl_partition_changes_finish(&changes);
}

/* A mention that is told who it is only later may have the lowest number of all. */
static void an_earlier_mention_takes_over(void **state)
{
    struct sl_partition_changes changes = compare((int64_t[]){ 0, 2 }, (int64_t[]){ 1, 1 }, 2);

    (void)state;
    SL_CHECK_U64(changes.count, 2);
    check_change(&changes, 0, SL_TURN_CREATED, 1, 0);
    check_change(&changes, 1, SL_TURN_JOINED, 2, 1);
    sl_partition_changes_finish(&changes);
}

/* A random partition of 1 .. count, some of it nobody's, numbered as it must be. */
static void draw(struct sl_random *random, int64_t *identities, size_t count)
{
    int64_t lowest[LIMIT] = { 0 };

    for (size_t i = 0; i < count; i++) {
        const uint64_t group = sl_random_below(random, count / 2 + 2);
        if (group == 0) {
            identities[i] = 0;
            continue;
        }
        if (lowest[group] == 0) {
            lowest[group] = (int64_t)i + 1;
        }
        identities[i] = lowest[group];
    }
}

static bool has(const int64_t *identities, size_t count, int64_t identity)
{
    for (size_t i = 0; i < count; i++) {
        if (identities[i] == identity) {
            return true;
        }
    }
    return false;
}

/* Following the journal from the identities before leads to those after: no id is lost. */
static void the_journal_is_complete(void **state)
{
    struct sl_random random;

    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 2000; round++) {
        int64_t before[LIMIT];
        int64_t after[LIMIT];
        int alive[LIMIT + 1] = { 0 };
        const size_t count = 1 + round / 60;
        draw(&random, before, count);
        draw(&random, after, count);
        for (int64_t id = 1; id <= (int64_t)count; id++) {
            alive[id] = has(before, count, id) ? 1 : 0;
        }
        struct sl_partition_changes changes = compare(before, after, count);
        for (size_t i = 0; i < changes.count; i++) {
            const struct sl_identity_change *change = &changes.items[i];
            const bool appears = change->turn <= SL_TURN_SPLIT;
            alive[change->identity] += appears ? 1 : -1;
            if (change->turn == SL_TURN_SPLIT) {
                assert_true(has(before, count, change->other));
            } else if (change->turn == SL_TURN_JOINED) {
                assert_true(has(after, count, change->other));
            }
        }
        for (int64_t id = 1; id <= (int64_t)count; id++) {
            SL_CHECK_I64(alive[id], has(after, count, id) ? 1 : 0);
        }
        sl_partition_changes_finish(&changes);
    }
}

static enum sl_status compare_some(void *context)
{
    const struct sl_partition_member before[] = {
        {1,  1},
        { 2, 1},
        { 3, 3}
    };
    const struct sl_partition_member after[] = {
        {1,  1},
        { 2, 2},
        { 3, 2}
    };
    struct sl_partition_changes changes = { 0 };

    (void)context;
    const enum sl_status status = sl_partition_compare(before, 3, after, 3, &changes, NULL);
    sl_partition_changes_finish(&changes);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(compare_some, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_people_are_created),
        cmocka_unit_test(joining_keeps_the_lower),
        cmocka_unit_test(splitting_gives_the_other_part_its_own),
        cmocka_unit_test(a_mention_may_move),
        cmocka_unit_test(what_nobody_names_is_retired),
        cmocka_unit_test(a_number_may_be_succeeded),
        cmocka_unit_test(an_earlier_mention_takes_over),
        cmocka_unit_test(the_journal_is_complete),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
