/* SPDX-License-Identifier: Apache-2.0 */
/* What a settled growth means for those who are published. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/identifier_impl.h"
#include "identity/row_key.h"

/* Numbers in the arena, sorted and each once when they are settled. */
struct numbers {
    int64_t *items;
    size_t count, room;
};

/* Lists in the making; all in the identifier's arena. */
struct work {
    struct sl_identifier *identifier;
    struct sl_partition_member
        *moved; /* mentions that are named by another row; identity 0: gone */
    size_t moved_count;
    struct numbers identities; /* that are touched in any way: before or after */
    struct numbers reviewed;
    struct sl_membership *before, *after;
    size_t before_count, before_room, after_count;
};

static enum sl_status
grow(struct sl_arena *arena, void *ptr_to_ptr, size_t count, size_t *room, size_t item_bytes)
{
    void **items = ptr_to_ptr;

    if (count < *room) {
        return SL_OK;
    }
    const size_t larger = *room * 2 + 32;
    void *moved = sl_arena_alloc(arena, larger, item_bytes);
    if (moved == NULL) {
        return SL_NO_MEMORY;
    }
    if (count > 0) {
        memcpy(moved, *items, count * item_bytes);
    }
    *items = moved;
    *room = larger;
    return SL_OK;
}

static enum sl_status
add_number(struct work *work, struct numbers *numbers, int64_t number, struct sl_error *err)
{
    if (number == 0) {
        return SL_OK;
    }
    if (grow(
            &work->identifier->arena,
            (void *)&numbers->items,
            numbers->count,
            &numbers->room,
            sizeof *numbers->items
        ) != SL_OK) {
        return sl_fail_memory(err);
    }
    numbers->items[numbers->count++] = number;
    return SL_OK;
}

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left;
    const int64_t *two = right;

    return *one < *two ? -1 : *one > *two;
}

static void settle_numbers(struct numbers *numbers)
{
    size_t count = 0;

    if (numbers->count > 1) {
        qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    }
    for (size_t i = 0; i < numbers->count; i++) {
        if (count == 0 || numbers->items[count - 1] != numbers->items[i]) {
            numbers->items[count++] = numbers->items[i];
        }
    }
    numbers->count = count;
}

static int by_mention(const void *left, const void *right)
{
    const struct sl_membership *one = left;
    const struct sl_membership *two = right;

    return one->mention < two->mention ? -1 : one->mention > two->mention;
}

static int by_member(const void *left, const void *right)
{
    const struct sl_partition_member *one = left;
    const struct sl_partition_member *two = right;

    if (one->mention != two->mention) {
        return one->mention < two->mention ? -1 : 1;
    }
    /* A row that was replaced is told twice: it came, and it went. */
    return one->identity > two->identity ? -1 : one->identity < two->identity;
}

/* The identity of a mention when last published; 0: it was nobody's. */
static enum sl_status
identity_before(struct work *work, int64_t mention, int64_t *ret_identity, struct sl_error *err)
{
    struct sl_membership member = { .identity = 0 };
    const enum sl_status status =
        sl_store_membership_get(work->identifier->store, mention, &member, err);

    *ret_identity = member.identity;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

static int64_t mention_of(const struct work *work, uint32_t record, unsigned *ret_ordinal)
{
    return sl_row_key_parse(sl_growth_record_id(work->identifier->growth, record), ret_ordinal);
}

/* First rows that are named by another row than before. */
static enum sl_status read_moves(struct work *work, struct sl_error *err)
{
    const struct sl_growth *growth = work->identifier->growth;
    const size_t count = sl_growth_change_count(growth);
    size_t kept = 0;

    work->moved = sl_arena_alloc(&work->identifier->arena, count, sizeof *work->moved);
    if (work->moved == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        const struct sl_growth_change change = sl_growth_change_get(growth, i);
        unsigned ordinal = 0;
        const int64_t mention = mention_of(work, change.record, &ordinal);
        if (ordinal == 0) {
            work->moved[kept++] = (struct sl_partition_member){
                .mention = mention,
                .identity =
                    change.after == SL_RECORD_NONE ? 0 : mention_of(work, change.after, NULL),
            };
        }
    }
    if (kept > 1) {
        qsort(work->moved, kept, sizeof *work->moved, by_member);
    }
    for (size_t i = 0; i < kept; i++) {
        if (work->moved_count == 0 ||
            work->moved[work->moved_count - 1].mention != work->moved[i].mention) {
            work->moved[work->moved_count++] = work->moved[i];
        }
    }
    return SL_OK;
}

/* Every identity that gained, lost or changed a mention. */
static enum sl_status find_identities(struct work *work, struct sl_error *err)
{
    int64_t identity = 0;

    for (size_t i = 0; i < work->moved_count; i++) {
        SL_TRY(add_number(work, &work->identities, work->moved[i].identity, err));
        SL_TRY(identity_before(work, work->moved[i].mention, &identity, err));
        SL_TRY(add_number(work, &work->identities, identity, err));
    }
    for (size_t i = 0; i < work->identifier->changed_count; i++) {
        const struct sl_changed_mention *changed = &work->identifier->changed[i];
        if (changed->has_new_rows) {
            SL_TRY(identity_before(work, changed->mention, &identity, err));
            SL_TRY(add_number(work, &work->identities, identity, err));
        }
    }
    settle_numbers(&work->identities);
    return SL_OK;
}

static enum sl_status read_before(struct work *work, struct sl_error *err)
{
    for (size_t i = 0; i < work->identities.count; i++) {
        struct sl_membership member = { .mention = 0 };
        for (;;) {
            const enum sl_status status = sl_store_membership_next(
                work->identifier->store, work->identities.items[i], member.mention, &member, err
            );
            if (status == SL_NOT_FOUND) {
                break;
            }
            SL_TRY(status);
            if (grow(
                    &work->identifier->arena,
                    (void *)&work->before,
                    work->before_count,
                    &work->before_room,
                    sizeof member
                ) != SL_OK) {
                return sl_fail_memory(err);
            }
            work->before[work->before_count++] = member;
        }
    }
    if (work->before_count > 1) {
        qsort(work->before, work->before_count, sizeof *work->before, by_mention);
    }
    return SL_OK;
}

/* Add a mention as it is now, unless it is gone. */
static void add_after(struct work *work, const struct sl_membership *was, int64_t identity)
{
    const struct sl_changed_mention *changed =
        sl_identifier_changed(work->identifier, was->mention);

    if (identity != 0 && (changed == NULL || changed->is_there)) {
        work->after[work->after_count++] = (struct sl_membership){
            .mention = was->mention,
            .identity = identity,
            .rows_hash = changed == NULL ? was->rows_hash : changed->rows_hash,
        };
    }
}

/* Both lists go by mention: who was there and has not moved is where they were. */
static enum sl_status make_after(struct work *work, struct sl_error *err)
{
    size_t old = 0;
    size_t new = 0;

    work->after = sl_arena_alloc(
        &work->identifier->arena, work->before_count + work->moved_count, sizeof *work->after
    );
    if (work->after == NULL) {
        return sl_fail_memory(err);
    }
    while (old < work->before_count || new < work->moved_count) {
        const bool has_new =
            new < work->moved_count &&
            (old == work->before_count || work->moved[new].mention <= work->before[old].mention);
        if (!has_new) {
            add_after(work, &work->before[old], work->before[old].identity);
            old++;
            continue;
        }
        const struct sl_membership moved = { .mention = work->moved[new].mention };
        const bool was_there =
            old < work->before_count && work->before[old].mention == moved.mention;
        add_after(work, was_there ? &work->before[old] : &moved, work->moved[new].identity);
        old += was_there ? 1 : 0;
        new ++;
    }
    return SL_OK;
}

/* Whose possible matches are told anew: of all that were looked at, and of those that are gone. */
static enum sl_status find_reviewed(struct work *work, struct sl_error *err)
{
    const uint32_t *records = NULL;
    size_t count = 0;
    int64_t identity = 0;

    sl_growth_touched(work->identifier->growth, &records, &count);
    for (size_t i = 0; i < count; i++) {
        unsigned ordinal = 0;
        const int64_t mention = mention_of(work, records[i], &ordinal);
        if (ordinal == 0) {
            SL_TRY(identity_before(work, mention, &identity, err));
            SL_TRY(add_number(work, &work->reviewed, identity, err));
        }
    }
    for (size_t i = 0; i < work->identities.count; i++) {
        SL_TRY(add_number(work, &work->reviewed, work->identities.items[i], err));
    }
    settle_numbers(&work->reviewed);
    return SL_OK;
}

static enum sl_status
read_possible(struct work *work, struct sl_identity_answer *answer, struct sl_error *err)
{
    const struct sl_growth *growth = work->identifier->growth;
    const size_t count = sl_growth_possible_count(growth);
    struct sl_stored_review *reviews =
        sl_arena_alloc(&work->identifier->arena, count, sizeof *reviews);

    if (reviews == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        const struct sl_linkage_possible pair = sl_growth_possible_get(growth, i);
        const int64_t one = mention_of(work, pair.left, NULL);
        const int64_t two = mention_of(work, pair.right, NULL);
        reviews[i] = (struct sl_stored_review){
            .low = one < two ? one : two,
            .high = one < two ? two : one,
            .weight_millibits = llround(pair.weight_bits * 1000.0),
        };
    }
    answer->reviews = reviews;
    answer->review_count = count;
    return SL_OK;
}

/* Identities of those who are known under a former self. */
static enum sl_status
find_sealed(struct work *work, struct sl_identity_answer *answer, struct sl_error *err)
{
    struct numbers sealed = { .items = NULL };

    for (size_t i = 0; i < work->after_count; i++) {
        const struct sl_row_key key = sl_row_key_print(work->after[i].mention, 0);
        if (sl_seals_has(&work->identifier->known.seals, sl_row_key_str(&key))) {
            SL_TRY(add_number(work, &sealed, work->after[i].identity, err));
        }
    }
    settle_numbers(&sealed);
    answer->sealed = sealed.items;
    answer->sealed_count = sealed.count;
    return SL_OK;
}

enum sl_status sl_identifier_answer(
    struct sl_identifier *identifier, struct sl_identity_answer *answer, struct sl_error *err
)
{
    struct work work = { .identifier = identifier };

    SL_TRY(read_moves(&work, err));
    SL_TRY(find_identities(&work, err));
    SL_TRY(read_before(&work, err));
    SL_TRY(make_after(&work, err));
    SL_TRY(find_reviewed(&work, err));
    SL_TRY(read_possible(&work, answer, err));
    SL_TRY(find_sealed(&work, answer, err));
    answer->before = work.before;
    answer->before_count = work.before_count;
    answer->after = work.after;
    answer->after_count = work.after_count;
    answer->reviewed = work.reviewed.items;
    answer->reviewed_count = work.reviewed.count;
    return SL_OK;
}
