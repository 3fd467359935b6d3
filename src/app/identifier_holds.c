/* SPDX-License-Identifier: Apache-2.0 */
/* What holds a mention, when a run has changed what is known of it. */
#include "app/identifier_impl.h"
#include "app/identity_about.h"
#include "identity/expected.h"
#include "identity/row_key.h"
#include "store/decision.h"

/* Tell the growth what begins and what is over. */
static enum sl_status tell_changes(
    struct sl_identifier *identifier, const struct sl_hold_changes *changes, struct sl_error *err
)
{
    for (size_t i = 0; i < changes->over.count + changes->begun.count; i++) {
        const bool is_over = i < changes->over.count;
        const struct sl_mention_hold *hold =
            is_over ? &changes->over.items[i] : &changes->begun.items[i - changes->over.count];
        const struct sl_row_key left = sl_row_key_print(hold->left, 0);
        const struct sl_row_key right = sl_row_key_print(hold->right, 0);
        const enum sl_hold kind = sl_identity_linkage_hold(hold->kind);
        const enum sl_status status =
            is_over
                ? sl_growth_release(
                      identifier->growth, kind, sl_row_key_str(&left), sl_row_key_str(&right), err
                  )
                : sl_growth_hold(
                      identifier->growth, kind, sl_row_key_str(&left), sl_row_key_str(&right), err
                  );
        if (status != SL_OK && !(is_over && status == SL_NOT_FOUND)) {
            return status;
        }
    }
    return SL_OK;
}

/* From now on these hold a mention for a reason, and no others do. */
static enum sl_status replace_holds(
    struct sl_identifier *identifier,
    int64_t mention,
    enum sl_hold_reason reason,
    const struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    struct sl_hold_changes changes = { .begun = { 0 } };
    enum sl_status status =
        sl_hold_book_replace(&identifier->book, mention, reason, holds, &changes, err);

    if (status == SL_OK) {
        status = tell_changes(identifier, &changes, err);
    }
    sl_mention_holds_finish(&changes.begun);
    sl_mention_holds_finish(&changes.over);
    return status;
}

/* What lists say of it and others now. */
static enum sl_status
replace_listed(struct sl_identifier *identifier, int64_t mention, struct sl_error *err)
{
    const struct sl_listing *listing = &identifier->known.listing;
    const struct sl_listed *found = sl_listing_find(listing, mention);
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds holds = { 0 };

    if (found != NULL) {
        SL_TRY(sl_listing_holds(listing, found, &holds, err));
        SL_TRY(sl_listing_number_holds(listing, found, &holds, err));
        SL_TRY(sl_expected_holds(listing, found, &holds, err));
    }
    return replace_holds(identifier, mention, SL_HELD_LISTED, &holds, err);
}

/* Who is known by a council's number alone is whose it is, for which another may be the reason. */
static enum sl_status
replace_numbered(struct sl_identifier *identifier, uint64_t child_number, struct sl_error *err)
{
    int64_t mentions[SL_LISTED_NUMBER_LIMIT + 1];
    const size_t count = sl_listing_bare(&identifier->known.listing, child_number, mentions);

    for (size_t i = 0; i < count; i++) {
        SL_TRY(replace_listed(identifier, mentions[i], err));
    }
    return SL_OK;
}

/* Who is expected may be somebody, until there is another who may be it, too. */
static enum sl_status replace_expected(
    struct sl_identifier *identifier, const struct sl_listed *listed, struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds pairs = { 0 };

    SL_TRY(sl_expected_pairs(&identifier->known.listing, listed, &pairs, err));
    for (size_t i = 0; i < pairs.count; i++) {
        const struct sl_mention_hold *pair = &pairs.items[i];
        const int64_t other = pair->left == listed->mention ? pair->right : pair->left;
        SL_TRY(replace_listed(identifier, other, err));
    }
    return SL_OK;
}

/* What lists say of a mention whose rows have changed, and of those for whom it may be a reason. */
static enum sl_status change_listed(
    struct sl_identifier *identifier, const struct sl_changed_mention *changed, struct sl_error *err
)
{
    const struct sl_listed *found = sl_listing_find(&identifier->known.listing, changed->mention);
    struct sl_listed now = { .mention = 0 };

    if (found != NULL) {
        now = *found;
    }
    SL_TRY(replace_listed(identifier, changed->mention, err));
    SL_TRY(replace_numbered(identifier, now.child_number, err));
    SL_TRY(replace_expected(identifier, &now, err));
    if (changed->old.child_number != now.child_number) {
        SL_TRY(replace_numbered(identifier, changed->old.child_number, err));
    }
    return replace_expected(identifier, &changed->old, err);
}

/* What people have decided about it and others. */
static enum sl_status find_decided(
    struct sl_identifier *identifier,
    int64_t mention,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds all = { 0 };
    struct sl_decision decision = { .id = 0 };

    for (;;) {
        const enum sl_status status = sl_identity_decision_about(
            identifier->store, mention, decision.id, &identifier->arena, &decision, err
        );
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(
            sl_identity_decision_holds(identifier->store, &decision, &identifier->arena, &all, err)
        );
    }
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].left == mention || all.items[i].right == mention) {
            SL_TRY(sl_mention_holds_add(holds, &all.items[i], err));
        }
    }
    return SL_OK;
}

/* Without the bond that a mention had, and with another one. */
static enum sl_status rebind(
    struct sl_identifier *identifier,
    const struct sl_stored_bond *old,
    const struct sl_stored_bond *new,
    struct sl_error *err
)
{
    const struct sl_mention_hold added = {
        .kind = SL_MENTION_BEFORE,
        .reason = SL_HELD_BOUND,
        .left = new->mention,
        .right = new->other,
    };
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds holds = { 0 };
    const int64_t mention = old->mention != 0 ? old->mention : new->mention;

    SL_TRY(sl_hold_book_find(&identifier->book, mention, SL_HELD_BOUND, &holds, err));
    for (size_t i = 0; i < holds.count && old->mention != 0; i++) {
        const struct sl_mention_hold *hold = &holds.items[i];
        if ((hold->left == old->mention && hold->right == old->other) ||
            (hold->left == old->other && hold->right == old->mention)) {
            holds.items[i] = holds.items[--holds.count];
            break;
        }
    }
    if (new->mention != 0) {
        SL_TRY(sl_mention_holds_add(&holds, &added, err));
    }
    return replace_holds(identifier, mention, SL_HELD_BOUND, &holds, err);
}

/* Whose rows have changed is bound to who they were. */
static enum sl_status bind(struct sl_identifier *identifier, int64_t mention, struct sl_error *err)
{
    struct sl_membership was = { .mention = 0 };
    struct sl_stored_bond bond = { .mention = 0 };
    struct sl_stored_bond old = { .mention = 0 };

    SL_TRY(sl_store_membership_get(identifier->store, mention, &was, err));
    SL_TRY(sl_identity_bond_of(identifier->store, &was, &bond, err));
    if (bond.other == 0) {
        return SL_OK;
    }
    const enum sl_status status = sl_store_bond_next(identifier->store, mention - 1, &old, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    if (status == SL_NOT_FOUND || old.mention != mention) {
        old = (struct sl_stored_bond){ .mention = 0 };
    }
    SL_TRY(sl_store_bond_put(identifier->store, &bond, err));
    return rebind(identifier, &old, &bond, err);
}

enum sl_status
sl_identifier_unbound(void *context, const struct sl_stored_bond *bond, struct sl_error *err)
{
    const struct sl_stored_bond none = { .mention = 0 };

    return rebind(context, bond, &none, err);
}

/* Everything that holds one changed mention. */
static enum sl_status change_holds_of(
    struct sl_identifier *identifier, const struct sl_changed_mention *changed, struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds holds = { 0 };
    const int64_t mention = changed->mention;

    SL_TRY(sl_identity_related_holds(identifier->store, mention, &holds, err));
    SL_TRY(replace_holds(identifier, mention, SL_HELD_RELATED, &holds, err));
    if (!changed->has_new_rows) {
        return SL_OK;
    }
    SL_TRY(change_listed(identifier, changed, err));
    if (changed->was_there && changed->is_there) {
        return bind(identifier, mention, err);
    }
    holds.count = 0;
    SL_TRY(find_decided(identifier, mention, &holds, err));
    return replace_holds(identifier, mention, SL_HELD_DECIDED, &holds, err);
}

enum sl_status sl_identifier_change_holds(struct sl_identifier *identifier, struct sl_error *err)
{
    for (size_t i = 0; i < identifier->changed_count; i++) {
        SL_TRY(change_holds_of(identifier, &identifier->changed[i], err));
    }
    return SL_OK;
}
