/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/partition.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"

/* Both lists, and where the work stands. */
struct work {
    const struct sl_partition_member *before, *after;
    size_t before_count, after_count;
    /* By identity that was there before: its lowest mention that is still somebody's. Ascending. */
    struct sl_partition_member *heirs;
    size_t heir_count;
    struct sl_partition_changes *changes;
};

size_t sl_members_find(const struct sl_partition_member *members, size_t count, int64_t mention)
{
    size_t low = 0;

    while (low < count) {
        const size_t middle = low + (count - low) / 2;
        if (members[middle].mention < mention) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

/* The identity of a mention, or 0. */
static int64_t identity_in(const struct sl_partition_member *members, size_t count, int64_t mention)
{
    const size_t place = sl_members_find(members, count, mention);

    return place < count && members[place].mention == mention ? members[place].identity : 0;
}

static bool was_there(const struct work *work, int64_t identity)
{
    return identity_in(work->before, work->before_count, identity) == identity;
}

static bool is_there(const struct work *work, int64_t identity)
{
    return identity_in(work->after, work->after_count, identity) == identity;
}

static enum sl_status
add(struct work *work,
    enum sl_identity_turn turn,
    int64_t identity,
    int64_t other,
    struct sl_error *err)
{
    struct sl_partition_changes *changes = work->changes;

    SL_TRY(sl_array_reserve(
        (void *)&changes->items, &changes->capacity, changes->count + 1, sizeof *changes->items, err
    ));
    changes->items[changes->count++] =
        (struct sl_identity_change){ .turn = turn, .identity = identity, .other = other };
    return SL_OK;
}

static int by_identity_then_mention(const void *left, const void *right)
{
    const struct sl_partition_member *one = left;
    const struct sl_partition_member *two = right;

    if (one->identity != two->identity) {
        return one->identity < two->identity ? -1 : 1;
    }
    return one->mention < two->mention ? -1 : one->mention > two->mention;
}

/* Of each identity that has ended, or has lost a mention, the lowest mention that is left. */
static enum sl_status find_heirs(struct work *work, struct sl_error *err)
{
    size_t count = 0;

    work->heirs = sl_alloc(work->before_count, sizeof *work->heirs);
    if (work->heirs == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < work->before_count; i++) {
        if (identity_in(work->after, work->after_count, work->before[i].mention) != 0) {
            work->heirs[count++] = work->before[i];
        }
    }
    if (count > 1) {
        qsort(work->heirs, count, sizeof *work->heirs, by_identity_then_mention);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || work->heirs[i].identity != work->heirs[i - 1].identity) {
            work->heirs[work->heir_count++] = work->heirs[i];
        }
    }
    return SL_OK;
}

/* Into which identity one that was there has gone; 0: into none. */
static int64_t successor(const struct work *work, int64_t identity)
{
    size_t low = 0;
    size_t high = work->heir_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (work->heirs[middle].identity < identity) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == work->heir_count || work->heirs[low].identity != identity) {
        return 0;
    }
    return identity_in(work->after, work->after_count, work->heirs[low].mention);
}

/*
 * A new identity: where did its lowest mention come from that was somebody's? The members of an
 * identity do not stand together, so all are collected with where they were.
 */
static enum sl_status
tell_new(struct work *work, struct sl_partition_member *origins, size_t count, struct sl_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const int64_t identity = origins[i].identity;
        if (i > 0 && origins[i - 1].identity == identity) {
            continue;
        }
        int64_t from = 0;
        for (size_t j = i; j < count && origins[j].identity == identity && from == 0; j++) {
            from = identity_in(work->before, work->before_count, origins[j].mention);
        }
        const bool is_split = from != 0 && successor(work, from) != identity;
        SL_TRY(add(
            work, is_split ? SL_TURN_SPLIT : SL_TURN_CREATED, identity, is_split ? from : 0, err
        ));
    }
    return SL_OK;
}

/* All members of identities that were not there before. */
static enum sl_status tell_all_new(struct work *work, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr)
    struct sl_partition_member *origins = sl_alloc(work->after_count, sizeof *origins);
    size_t count = 0;

    if (origins == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < work->after_count; i++) {
        const struct sl_partition_member *member = &work->after[i];
        const int64_t was = identity_in(work->before, work->before_count, member->mention);
        if (was != 0 && was != member->identity) {
            work->changes->moved_count++;
        }
        if (!was_there(work, member->identity)) {
            origins[count++] = *member;
        }
    }
    if (count > 1) {
        qsort(origins, count, sizeof *origins, by_identity_then_mention);
    }
    return tell_new(work, origins, count, err);
}

/* Identities that are not there any more: each is the number of a mention that was its own. */
static enum sl_status tell_gone(struct work *work, struct sl_error *err)
{
    for (size_t i = 0; i < work->before_count; i++) {
        const int64_t identity = work->before[i].identity;
        if (work->before[i].mention != identity || is_there(work, identity)) {
            continue;
        }
        const int64_t into = successor(work, identity);
        SL_TRY(add(work, into == 0 ? SL_TURN_RETIRED : SL_TURN_JOINED, identity, into, err));
    }
    return SL_OK;
}

static int by_turn(const void *left, const void *right)
{
    const struct sl_identity_change *one = left;
    const struct sl_identity_change *two = right;

    if (one->turn != two->turn) {
        return one->turn < two->turn ? -1 : 1;
    }
    return one->identity < two->identity ? -1 : one->identity > two->identity;
}

enum sl_status sl_partition_compare(
    const struct sl_partition_member *before,
    size_t before_count,
    const struct sl_partition_member *after,
    size_t after_count,
    struct sl_partition_changes *ret_changes,
    struct sl_error *err
)
{
    struct sl_partition_changes changes = { 0 };
    struct work work = {
        .before = before,
        .after = after,
        .before_count = before_count,
        .after_count = after_count,
        .changes = &changes,
    };

    enum sl_status status = find_heirs(&work, err);
    if (status == SL_OK) {
        status = tell_all_new(&work, err);
    }
    if (status == SL_OK) {
        status = tell_gone(&work, err);
    }
    sl_free(work.heirs);
    if (status != SL_OK) {
        sl_partition_changes_finish(&changes);
        return status;
    }
    if (changes.count > 1) {
        qsort(changes.items, changes.count, sizeof *changes.items, by_turn);
    }
    *ret_changes = changes;
    return SL_OK;
}

void sl_partition_changes_finish(struct sl_partition_changes *changes)
{
    sl_free(changes->items);
    *changes = (struct sl_partition_changes){ 0 };
}
