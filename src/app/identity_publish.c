/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_publish.h"

#include "app/notice_keep.h"
#include "base/memory.h"
#include "store/bond.h"
#include "store/derived.h"
#include "store/identity_event.h"
#include "store/mention.h"

/* The derived tables of an answer. */
static const char *const tables[] = { "membership", "review", "near" };

static const enum sl_identity_event_kind event_kinds[SL_TURN_COUNT] = {
    [SL_TURN_CREATED] = SL_IDENTITY_CREATED,
    [SL_TURN_SPLIT] = SL_IDENTITY_SPLIT,
    [SL_TURN_JOINED] = SL_IDENTITY_JOINED,
    [SL_TURN_RETIRED] = SL_IDENTITY_RETIRED,
};

/* Both lists go by mention: write what is not the same in both. */
static enum sl_status write_memberships(
    struct sl_store *store, const struct sl_identity_answer *answer, struct sl_error *err
)
{
    size_t old = 0;
    size_t new = 0;

    while (old < answer->before_count || new < answer->after_count) {
        const struct sl_membership *was = old < answer->before_count ? &answer->before[old] : NULL;
        const struct sl_membership *is = new < answer->after_count ? &answer->after[new] : NULL;
        if (is == NULL || (was != NULL && was->mention < is->mention)) {
            SL_ASSERT(was != NULL); /* one of the two is there */
            SL_TRY(sl_store_membership_remove(store, was->mention, err));
            old++;
            continue;
        }
        const bool is_same = was != NULL && was->mention == is->mention;
        if (!is_same || was->identity != is->identity || was->rows_hash != is->rows_hash) {
            SL_TRY(sl_store_membership_put(store, is, err));
        }
        old += is_same ? 1 : 0;
        new ++;
    }
    return SL_OK;
}

static enum sl_status
write_reviews(struct sl_store *store, const struct sl_identity_answer *answer, struct sl_error *err)
{
    if (answer->all_reviews) {
        SL_TRY(sl_store_derived_drop(store, SL_STR("review"), err));
    }
    for (size_t i = 0; i < answer->reviewed_count; i++) {
        SL_TRY(sl_store_review_remove(store, answer->reviewed[i], err));
    }
    for (size_t i = 0; i < answer->review_count; i++) {
        SL_TRY(sl_store_review_put(store, &answer->reviews[i], err));
    }
    return SL_OK;
}

static struct sl_identity_event event_of(const struct sl_identity_answer *answer)
{
    return (struct sl_identity_event){
        .happened_at = answer->at,
        .decision = answer->decision,
        .run = answer->run,
    };
}

/* Does the journal say that an identity is there? */
static enum sl_status
is_alive(struct sl_store *store, int64_t identity, bool *ret_is_alive, struct sl_error *err)
{
    struct sl_identity_event event = { .id = 0 };

    *ret_is_alive = false;
    for (;;) {
        const enum sl_status status =
            sl_store_identity_event_next(store, event.id, identity, &event, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        if (event.identity == identity && event.kind != SL_IDENTITY_SEALED) {
            *ret_is_alive = event.kind == SL_IDENTITY_CREATED || event.kind == SL_IDENTITY_SPLIT;
        }
    }
}

/*
 * Where the last answer was dropped, and not where there never was one, everybody seems new: what
 * the journal has is not told twice.
 */
static enum sl_status is_told(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    const struct sl_identity_change *change,
    bool *ret_is_told,
    struct sl_error *err
)
{
    *ret_is_told = false;
    if (answer->before_count > 0 || change->turn != SL_TURN_CREATED) {
        return SL_OK;
    }
    return is_alive(store, change->identity, ret_is_told, err);
}

bool sl_identity_is_closed(const struct sl_seal_book *book, int64_t mention)
{
    return book != NULL && sl_seal_book_mention(book, mention) > SL_SEAL_OPEN;
}

/* Has an identity a mention in a list that is not sealed to who asks? Nor is it there when it has
 * none at all. */
static bool is_open_in(
    const struct sl_identity_answer *answer,
    const struct sl_membership *list,
    size_t count,
    int64_t identity
)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].identity == identity && !sl_identity_is_closed(answer->book, list[i].mention)) {
            return true;
        }
    }
    return false;
}

/* May it be counted what became of an identity? An identity has the number of its lowest mention:
 * when that is open, so is the identity. */
static bool is_counted(const struct sl_identity_answer *answer, int64_t identity)
{
    return !sl_identity_is_closed(answer->book, identity) ||
           is_open_in(answer, answer->after, answer->after_count, identity) ||
           is_open_in(answer, answer->before, answer->before_count, identity);
}

static enum sl_status write_turns(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    const struct sl_partition_changes *changes,
    struct sl_identity_turns *turns,
    struct sl_error *err
)
{
    struct sl_identity_event event = event_of(answer);
    int64_t id = 0;

    for (size_t i = 0; i < changes->count; i++) {
        bool is_in_journal = false;
        SL_TRY(is_told(store, answer, &changes->items[i], &is_in_journal, err));
        if (is_in_journal) {
            continue;
        }
        event.kind = event_kinds[changes->items[i].turn];
        event.identity = changes->items[i].identity;
        event.other_identity = changes->items[i].other;
        SL_TRY(sl_store_identity_event_add(store, &event, &id, err));
        turns->turns[changes->items[i].turn] += is_counted(answer, event.identity) ? 1 : 0;
    }
    turns->moved_mentions = changes->moved_count;
    return SL_OK;
}

/* Only the two first columns matter to the comparison. */
static struct sl_partition_member *members_of(const struct sl_membership *memberships, size_t count)
{
    struct sl_partition_member *members = sl_alloc(count, sizeof *members);

    for (size_t i = 0; i < count && members != NULL; i++) {
        members[i] = (struct sl_partition_member){ .mention = memberships[i].mention,
                                                   .identity = memberships[i].identity };
    }
    return members;
}

static enum sl_status write_journal(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    struct sl_identity_turns *turns,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr)
    struct sl_partition_member *before = members_of(answer->before, answer->before_count);
    SL_CLEANUP(sl_free_ptr)
    struct sl_partition_member *after = members_of(answer->after, answer->after_count);
    SL_CLEANUP(sl_partition_changes_finish) struct sl_partition_changes changes = { 0 };

    if (before == NULL || after == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_partition_compare(
        before, answer->before_count, after, answer->after_count, &changes, err
    ));
    return write_turns(store, answer, &changes, turns, err);
}

/* Has the journal a seal of an identity? */
static enum sl_status
is_sealed(struct sl_store *store, int64_t identity, bool *ret_is_sealed, struct sl_error *err)
{
    struct sl_identity_event event = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_identity_event_next(store, event.id, identity, &event, err);
        if (status == SL_NOT_FOUND) {
            *ret_is_sealed = false;
            return SL_OK;
        }
        SL_TRY(status);
        if (event.kind == SL_IDENTITY_SEALED && event.identity == identity) {
            *ret_is_sealed = true;
            return SL_OK;
        }
    }
}

/* Identities that have an adopted child's former mentions; who the child is now is not written. */
static enum sl_status write_seals(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    struct sl_identity_turns *turns,
    struct sl_error *err
)
{
    struct sl_identity_event event = event_of(answer);
    int64_t id = 0;

    event.kind = SL_IDENTITY_SEALED;
    for (size_t i = 0; i < answer->sealed_count; i++) {
        const int64_t identity = answer->sealed[i];
        bool is_written = false;
        SL_TRY(is_sealed(store, identity, &is_written, err));
        if (!is_written) {
            event.identity = identity;
            SL_TRY(sl_store_identity_event_add(store, &event, &id, err));
            turns->sealed += is_counted(answer, identity) ? 1 : 0;
        }
    }
    return SL_OK;
}

/* The identity of a mention now; 0 when it has none. */
static enum sl_status
identity_now(struct sl_store *store, int64_t mention, int64_t *ret_identity, struct sl_error *err)
{
    struct sl_membership member = { .identity = 0 };
    const enum sl_status status = sl_store_membership_get(store, mention, &member, err);

    *ret_identity = member.identity;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* Remove a bond that holds nothing together any more. */
static enum sl_status unbind_if_parted(
    struct sl_store *store,
    const struct sl_stored_bond *bond,
    sl_unbound_fn *unbound,
    void *context,
    struct sl_error *err
)
{
    int64_t one = 0;
    int64_t other = 0;

    SL_TRY(identity_now(store, bond->mention, &one, err));
    SL_TRY(identity_now(store, bond->other, &other, err));
    if (one == other && one != 0) {
        return SL_OK;
    }
    SL_TRY(sl_store_bond_remove(store, bond->mention, err));
    return unbound == NULL ? SL_OK : unbound(context, bond, err);
}

enum sl_status sl_identity_unbind(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    sl_unbound_fn *unbound,
    void *context,
    struct sl_error *err
)
{
    struct sl_stored_bond bond = { .mention = 0 };

    for (size_t i = 0; i < answer->before_count; i++) {
        const int64_t mention = answer->before[i].mention;
        if (bond.mention < mention) {
            const enum sl_status status = sl_store_bond_next(store, mention - 1, &bond, err);
            if (status == SL_NOT_FOUND) {
                return SL_OK;
            }
            SL_TRY(status);
        }
        if (bond.mention == mention) {
            SL_TRY(unbind_if_parted(store, &bond, unbound, context, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_identity_publish(
    struct sl_store *store,
    const struct sl_identity_answer *answer,
    struct sl_identity_turns *ret_turns,
    struct sl_error *err
)
{
    struct sl_identity_turns turns = { .sealed = 0 };
    const int64_t through = answer->built_through;

    SL_TRY(write_memberships(store, answer, err));
    SL_TRY(write_reviews(store, answer, err));
    SL_TRY(write_journal(store, answer, &turns, err));
    SL_TRY(write_seals(store, answer, &turns, err));
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const struct sl_str name = sl_str_from(tables[i]);
        SL_TRY(sl_store_derived_mark(store, name, SL_DERIVED_FRESH, through, err));
    }
    SL_TRY(sl_notice_keep_stale(store, err));
    *ret_turns = turns;
    return SL_OK;
}

enum sl_status
sl_identity_is_published(struct sl_store *store, int64_t as_of, bool *ret_is, struct sl_error *err)
{
    struct sl_derived derived = { .version = 0 };

    SL_TRY(sl_store_derived_get(store, SL_STR("mention"), &derived, err));
    bool is_published = derived.state == SL_DERIVED_FRESH && derived.built_through == as_of;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        SL_TRY(sl_store_derived_get(store, sl_str_from(tables[i]), &derived, err));
        is_published =
            is_published && derived.state == SL_DERIVED_FRESH && derived.built_through == as_of;
    }
    *ret_is = is_published;
    return SL_OK;
}

enum sl_status sl_identity_bond_of(
    struct sl_store *store,
    const struct sl_membership *was,
    struct sl_stored_bond *ret_bond,
    struct sl_error *err
)
{
    struct sl_membership next = { .mention = was->identity };

    *ret_bond = (struct sl_stored_bond){ .mention = was->mention, .other = was->identity };
    if (was->mention != was->identity) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_store_membership_next(store, was->identity, was->mention, &next, err);
    ret_bond->other = status == SL_OK ? next.mention : 0;
    return status == SL_NOT_FOUND ? SL_OK : status;
}
