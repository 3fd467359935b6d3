/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_part.h"

#include <stdlib.h>
#include <string.h>

#include "app/identity_about.h"
#include "base/array.h"
#include "base/memory.h"
#include "store/bond.h"
#include "store/membership.h"
#include "store/near.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 20)

/* A part in the making. */
struct reaching {
    struct sl_store *store;
    struct sl_identity_part *part;
    struct sl_stored_bond *bonds; /* both ways, by mention */
    size_t bond_count, bond_capacity;
    int64_t *queue; /* mentions of the part in the order in which they were reached */
    size_t queue_count, queue_capacity;
    struct sl_arena arena; /* of one decision */
};

static size_t place_of(const struct sl_identity_set *set, int64_t number)
{
    size_t low = 0;
    size_t high = set->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (set->items[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool set_has(const struct sl_identity_set *set, int64_t number)
{
    const size_t place = place_of(set, number);

    return place < set->count && set->items[place] == number;
}

static enum sl_status
set_add(struct sl_identity_set *set, int64_t number, bool *ret_is_new, struct sl_error *err)
{
    const size_t place = place_of(set, number);

    *ret_is_new = place == set->count || set->items[place] != number;
    if (!*ret_is_new) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        (void *)&set->items, &set->capacity, set->count + 1, sizeof *set->items, err
    ));
    memmove(&set->items[place + 1], &set->items[place], (set->count - place) * sizeof *set->items);
    set->items[place] = number;
    set->count++;
    return SL_OK;
}

/* A mention that is published is of the part. */
static enum sl_status reach(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    struct sl_membership member;
    bool is_new = false;

    if (set_has(&reaching->part->mentions, mention)) {
        return SL_OK;
    }
    const enum sl_status status = sl_store_membership_get(reaching->store, mention, &member, err);
    if (status != SL_OK) {
        return status == SL_NOT_FOUND ? SL_OK : status;
    }
    SL_TRY(sl_array_reserve(
        (void *)&reaching->queue,
        &reaching->queue_capacity,
        reaching->queue_count + 1,
        sizeof *reaching->queue,
        err
    ));
    SL_TRY(set_add(&reaching->part->mentions, mention, &is_new, err));
    reaching->queue[reaching->queue_count++] = mention;
    return SL_OK;
}

static enum sl_status reach_near(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    SL_CLEANUP(sl_near_cursor_close_ptr) struct sl_near_cursor *cursor = NULL;
    struct sl_stored_near near;
    bool has_one = true;

    SL_TRY(sl_store_near_open(reaching->store, mention, mention, &cursor, err));
    for (;;) {
        SL_TRY(sl_near_cursor_next(cursor, &near, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        SL_TRY(reach(reaching, near.other, err));
    }
}

/* An answer tells of whole identities. */
static enum sl_status
reach_identity(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    struct sl_membership member = { .mention = 0 };
    int64_t after = 0;

    SL_TRY(sl_store_membership_get(reaching->store, mention, &member, err));
    for (;;) {
        const enum sl_status status =
            sl_store_membership_next(reaching->store, member.identity, after, &member, err);
        if (status != SL_OK) {
            return status == SL_NOT_FOUND ? SL_OK : status;
        }
        SL_TRY(reach(reaching, member.mention, err));
        after = member.mention;
    }
}

/* Whom a join has together; what holds apart leads nowhere. */
static enum sl_status
reach_joined(struct reaching *reaching, const struct sl_decision *decision, struct sl_error *err)
{
    struct sl_decided_mention *mentions = NULL;
    size_t count = 0;

    if (decision->kind != SL_DECISION_JOIN || decision->reversed_by != 0) {
        return SL_OK;
    }
    SL_TRY(sl_identity_decided(reaching->store, decision, &reaching->arena, &mentions, &count, err)
    );
    for (size_t i = 0; i < count; i++) {
        SL_TRY(reach(reaching, mentions[i].mention, err));
    }
    return SL_OK;
}

static enum sl_status
reach_decided(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    struct sl_decision decision = { .id = 0 };
    bool is_new = false;

    for (int64_t after = 0;; after = decision.id) {
        sl_arena_reset(&reaching->arena);
        const enum sl_status status = sl_identity_decision_about(
            reaching->store, mention, after, &reaching->arena, &decision, err
        );
        if (status != SL_OK) {
            return status == SL_NOT_FOUND ? SL_OK : status;
        }
        SL_TRY(set_add(&reaching->part->decisions, decision.id, &is_new, err));
        SL_TRY(is_new ? reach_joined(reaching, &decision, err) : SL_OK);
    }
}

static enum sl_status reach_bound(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    size_t low = 0;
    size_t high = reaching->bond_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (reaching->bonds[middle].mention < mention) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < reaching->bond_count && reaching->bonds[low].mention == mention; low++) {
        const struct sl_mention_hold hold = { .kind = SL_MENTION_BEFORE,
                                              .left = mention,
                                              .right = reaching->bonds[low].other };
        SL_TRY(sl_mention_holds_add(&reaching->part->holds, &hold, err));
        SL_TRY(reach(reaching, hold.right, err));
    }
    return SL_OK;
}

/* A mention without a date of birth is told from a child of the same name by the child's. */
static enum sl_status note_related(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    struct sl_identity_part *part = reaching->part;
    const size_t before = part->holds.count;
    bool is_new = false;

    SL_TRY(sl_identity_related_holds(reaching->store, mention, &part->holds, err));
    for (size_t i = before; i < part->holds.count; i++) {
        const struct sl_mention_hold *hold = &part->holds.items[i];
        if (hold->kind == SL_MENTION_PARENT && hold->left == mention) {
            SL_TRY(set_add(&part->children, hold->right, &is_new, err));
        }
    }
    return SL_OK;
}

static enum sl_status follow(struct reaching *reaching, int64_t mention, struct sl_error *err)
{
    SL_TRY(reach_near(reaching, mention, err));
    SL_TRY(reach_identity(reaching, mention, err));
    SL_TRY(reach_decided(reaching, mention, err));
    SL_TRY(reach_bound(reaching, mention, err));
    return note_related(reaching, mention, err);
}

static int by_mention(const void *left, const void *right)
{
    const struct sl_stored_bond *one = left;
    const struct sl_stored_bond *two = right;

    return one->mention < two->mention ? -1 : one->mention > two->mention;
}

/* Bonds are kept one way only, so to follow them all are read. */
static enum sl_status read_bonds(struct reaching *reaching, struct sl_error *err)
{
    struct sl_stored_bond bond = { .mention = 0 };

    for (;;) {
        const enum sl_status status = sl_store_bond_next(reaching->store, bond.mention, &bond, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(sl_array_reserve(
            (void *)&reaching->bonds,
            &reaching->bond_capacity,
            reaching->bond_count + 2,
            sizeof *reaching->bonds,
            err
        ));
        reaching->bonds[reaching->bond_count++] = bond;
        reaching->bonds[reaching->bond_count++] =
            (struct sl_stored_bond){ .mention = bond.other, .other = bond.mention };
    }
    if (reaching->bond_count > 1) {
        qsort(reaching->bonds, reaching->bond_count, sizeof *reaching->bonds, by_mention);
    }
    return SL_OK;
}

static enum sl_status
reach_all(struct reaching *reaching, const int64_t *mentions, size_t count, struct sl_error *err)
{
    SL_TRY(read_bonds(reaching, err));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(reach(reaching, mentions[i], err));
    }
    for (size_t i = 0; i < reaching->queue_count; i++) {
        SL_TRY(follow(reaching, reaching->queue[i], err));
    }
    return SL_OK;
}

enum sl_status sl_identity_part_find(
    struct sl_store *store,
    const int64_t *mentions,
    size_t count,
    struct sl_identity_part *part,
    struct sl_error *err
)
{
    struct reaching reaching = { .store = store, .part = part };

    sl_arena_init(&reaching.arena, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = reach_all(&reaching, mentions, count, err);
    sl_arena_finish(&reaching.arena);
    sl_free(reaching.bonds);
    sl_free(reaching.queue);
    return status;
}

bool sl_identity_part_has(const struct sl_identity_part *part, int64_t mention)
{
    return set_has(&part->mentions, mention);
}

/* One mention's rows, when it has any. */
static enum sl_status load_mention(
    struct sl_store *store,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
)
{
    struct sl_stored_mention stored;
    struct sl_identity_rows rows;

    sl_arena_reset(arena);
    SL_TRY(sl_identity_rows(store, &known->seals, mention, arena, &rows, err));
    if (rows.count == 0) {
        return SL_OK;
    }
    SL_TRY(sl_store_mention_get(store, mention, arena, &stored, err));
    return sl_identity_add_mention(known, stored.source, &rows, linkage, err);
}

static enum sl_status load_mentions(
    struct sl_store *store,
    const struct sl_identity_part *part,
    struct sl_arena *arena,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
)
{
    const struct sl_identity_set *one = &part->mentions;
    const struct sl_identity_set *two = &part->children;

    for (size_t i = 0, j = 0; i < one->count || j < two->count;) {
        const bool is_within =
            i < one->count && (j == two->count || one->items[i] <= two->items[j]);
        const int64_t mention = is_within ? one->items[i] : two->items[j];
        SL_TRY(load_mention(store, mention, arena, known, linkage, err));
        j += j < two->count && two->items[j] == mention ? 1 : 0;
        i += is_within ? 1 : 0;
    }
    return SL_OK;
}

static enum sl_status load_holds(
    struct sl_store *store,
    const struct sl_identity_part *part,
    struct sl_arena *arena,
    struct sl_identity_known *known,
    struct sl_error *err
)
{
    struct sl_decision decision = { .id = 0 };

    for (size_t i = 0; i < part->holds.count; i++) {
        SL_TRY(sl_identity_add_hold(known, &part->holds.items[i], err));
    }
    for (size_t i = 0; i < part->decisions.count; i++) {
        sl_arena_reset(arena);
        SL_TRY(sl_store_decision_next(store, part->decisions.items[i] - 1, arena, &decision, err));
        SL_TRY(sl_identity_add_decision(store, known, &decision, arena, err));
    }
    return sl_identity_settle_holds(known, err);
}

enum sl_status sl_identity_part_load(
    struct sl_store *store,
    const struct sl_identity_part *part,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
)
{
    struct sl_arena arena;

    SL_TRY(sl_identity_load_seals(store, &known->seals, err));
    SL_TRY(sl_identity_see_runs(store, known, err));
    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    enum sl_status status = load_mentions(store, part, &arena, known, linkage, err);
    if (status == SL_OK) {
        status = load_holds(store, part, &arena, known, err);
    }
    sl_arena_finish(&arena);
    return status != SL_OK ? status : sl_identity_tell_holds(known, linkage, err);
}

void sl_identity_part_finish(struct sl_identity_part *part)
{
    sl_free(part->mentions.items);
    sl_free(part->children.items);
    sl_free(part->decisions.items);
    sl_mention_holds_finish(&part->holds);
    *part = (struct sl_identity_part){ .children = { 0 } };
}
