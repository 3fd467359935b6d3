/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identifier.h"

#include <stdlib.h>

#include "app/identifier_impl.h"
#include "app/identity_model.h"
#include "base/array.h"
#include "base/memory.h"
#include "identity/row_key.h"
#include "store/derived.h"
#include "store/relation.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 30)
#define MODEL_LIMIT_BYTES ((size_t)2 << 30)
/* So many changed mentions at once are no trickle: everybody is compared. */
#define CHANGED_LIMIT 2000u

static void unload(struct sl_identifier *identifier)
{
    sl_growth_close(identifier->growth);
    sl_linkage_close(identifier->linkage);
    identifier->growth = NULL;
    identifier->linkage = NULL;
    identifier->tail_count = 0;
    sl_identity_known_finish(&identifier->known);
    sl_hold_book_finish(&identifier->book);
}

static enum sl_status open_linkage(struct sl_identifier *identifier, struct sl_error *err)
{
    struct sl_linkage_options options = sl_identity_linkage_options();
    SL_CLEANUP(sl_arena_finish) struct sl_arena models;
    struct sl_identity_model model = { .json = { 0 } };

    sl_arena_init(&models, MODEL_LIMIT_BYTES);
    options.thread_count = identifier->options.thread_count;
    SL_TRY(sl_identity_model_find(identifier->store, &models, &model, err));
    SL_TRY(sl_linkage_open(&options, &identifier->linkage, err));
    return sl_identity_model_use(&model, identifier->linkage, err);
}

/* Everybody as they were last published, ready to be compared. */
static enum sl_status load(struct sl_identifier *identifier, struct sl_error *err)
{
    struct sl_identity_known *known = &identifier->known;

    unload(identifier);
    SL_TRY(open_linkage(identifier, err));
    SL_TRY(sl_identity_load_rows(identifier->store, known, identifier->linkage, err));
    SL_TRY(sl_identity_load_holds(identifier->store, known, err));
    SL_TRY(sl_identity_tell_holds(known, identifier->linkage, err));
    for (size_t i = 0; i < known->holds.count; i++) {
        SL_TRY(sl_hold_book_add(&identifier->book, &known->holds.items[i], err));
    }
    sl_mention_holds_finish(&known->holds);
    sl_free(known->described);
    known->described = NULL;
    known->described_count = known->described_capacity = 0;
    SL_TRY(sl_linkage_prepare(identifier->linkage, err));
    return sl_growth_open(identifier->linkage, &identifier->growth, err);
}

/* Compare everybody, and begin anew from there. */
static enum sl_status follow_fully(
    struct sl_identifier *identifier,
    const struct sl_identity_answer *cause,
    struct sl_identifier_result *result,
    struct sl_error *err
)
{
    struct sl_identify_options options = identifier->options;
    struct sl_identify_result identified;

    unload(identifier);
    options.at = cause->at;
    options.run = cause->run;
    options.must_learn = false;
    SL_TRY(sl_identify_again(identifier->store, &options, cause->built_through, &identified, err));
    result->turns = identified.turns;
    result->was_full = true;
    return load(identifier, err);
}

static int by_mention(const void *left, const void *right)
{
    const struct sl_changed_mention *one = left;
    const struct sl_changed_mention *two = right;

    return one->mention < two->mention ? -1 : one->mention > two->mention;
}

const struct sl_changed_mention *
sl_identifier_changed(const struct sl_identifier *identifier, int64_t mention)
{
    const struct sl_changed_mention sought = { .mention = mention };

    return identifier->changed_count == 0 ? NULL
                                          : bsearch(
                                                &sought,
                                                identifier->changed,
                                                identifier->changed_count,
                                                sizeof sought,
                                                by_mention
                                            );
}

/* Whom the runs since have named. */
static enum sl_status read_changed(struct sl_identifier *identifier, struct sl_error *err)
{
    SL_CLEANUP(sl_mention_cursor_close_ptr) struct sl_mention_cursor *cursor = NULL;
    struct sl_stored_mention mention;
    bool has_one = true;

    identifier->changed_count = 0;
    SL_TRY(sl_store_mentions_changed_open(identifier->store, identifier->through, &cursor, err));
    while (identifier->changed_count <= CHANGED_LIMIT) {
        SL_TRY(sl_mention_cursor_next(cursor, &mention, &has_one, err));
        if (!has_one) {
            break;
        }
        SL_TRY(sl_array_reserve(
            (void *)&identifier->changed,
            &identifier->changed_capacity,
            identifier->changed_count + 1,
            sizeof *identifier->changed,
            err
        ));
        identifier->changed[identifier->changed_count++] = (struct sl_changed_mention
        ){ .mention = mention.id, .flags = mention.flags, .source = mention.source };
    }
    if (identifier->changed_count > 1) {
        qsort(
            identifier->changed, identifier->changed_count, sizeof *identifier->changed, by_mention
        );
    }
    return SL_OK;
}

/* What a mention was and is. */
static enum sl_status look_at(
    struct sl_identifier *identifier,
    struct sl_changed_mention *changed,
    size_t *ret_row_count,
    struct sl_error *err
)
{
    struct sl_membership was = { .mention = 0 };
    struct sl_identity_rows rows;

    const enum sl_status status =
        sl_store_membership_get(identifier->store, changed->mention, &was, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    SL_TRY(sl_identity_rows(
        identifier->store,
        &identifier->known.seals,
        changed->mention,
        &identifier->arena,
        &rows,
        err
    ));
    changed->was_there = status == SL_OK;
    changed->is_there = rows.count > 0;
    changed->rows_hash = rows.hash;
    changed->has_new_rows = changed->was_there != changed->is_there ||
                            (changed->is_there && was.rows_hash != rows.hash);
    *ret_row_count = changed->has_new_rows ? rows.count : 0;
    return SL_OK;
}

/* Is it more than a trickle, or does a seal change what others are compared by? */
static enum sl_status
must_be_full(struct sl_identifier *identifier, bool *ret_must, struct sl_error *err)
{
    uint64_t rows = identifier->tail_count;

    *ret_must = true;
    if (identifier->growth == NULL || identifier->changed_count > CHANGED_LIMIT) {
        return SL_OK;
    }
    for (size_t i = 0; i < identifier->changed_count; i++) {
        struct sl_changed_mention *changed = &identifier->changed[i];
        const struct sl_row_key key = sl_row_key_print(changed->mention, 0);
        size_t count = 0;
        if (sl_seals_has(&identifier->known.seals, sl_row_key_str(&key)) !=
            ((changed->flags & SL_MENTION_ADOPTED) != 0)) {
            return SL_OK;
        }
        SL_TRY(look_at(identifier, changed, &count, err));
        rows += count;
    }
    *ret_must = rows > SL_TAIL_LIMIT;
    return SL_OK;
}

/* Take the rows of a mention out of the growth. */
static enum sl_status
remove_rows(struct sl_identifier *identifier, int64_t mention, struct sl_error *err)
{
    for (unsigned ordinal = 0; ordinal < SL_MENTION_ROW_LIMIT; ordinal++) {
        const struct sl_row_key key = sl_row_key_print(mention, ordinal);
        const enum sl_status status =
            sl_growth_remove(identifier->growth, sl_row_key_str(&key), err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
    }
    sl_listing_remove(&identifier->known.listing, mention);
    return SL_OK;
}

/* Rows of one mention are one, whether or not that was said of an earlier version. */
static enum sl_status hold_row(
    struct sl_identifier *identifier,
    const struct sl_row_key *first,
    const struct sl_row_key *row,
    struct sl_error *err
)
{
    const struct sl_str left = sl_row_key_str(first);
    const struct sl_str right = sl_row_key_str(row);
    const enum sl_status status =
        sl_growth_release(identifier->growth, SL_HOLD_MENTION, left, right, err);

    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    return sl_growth_hold(identifier->growth, SL_HOLD_MENTION, left, right, err);
}

static enum sl_status add_rows(
    struct sl_identifier *identifier, const struct sl_changed_mention *changed, struct sl_error *err
)
{
    const struct sl_row_key first = sl_row_key_print(changed->mention, 0);
    struct sl_identity_known *known = &identifier->known;
    struct sl_identity_rows rows;
    uint32_t record = 0;

    SL_TRY(sl_identity_rows(
        identifier->store, &known->seals, changed->mention, &identifier->arena, &rows, err
    ));
    for (unsigned i = 0; i < rows.count; i++) {
        const struct sl_row_key key = sl_row_key_print(changed->mention, i);
        const struct sl_str id = sl_row_key_str(&key);
        SL_TRY(sl_growth_add(identifier->growth, id, rows.items[i].values, &record, err));
        identifier->tail_count++;
        if (i > 0) {
            SL_TRY(hold_row(identifier, &first, &key, err));
        }
    }
    const struct sl_listed listed = sl_listed_of(
        changed->source, sl_identity_is_register(known, changed->source), &rows.items[0]
    );
    return sl_listing_add(&known->listing, &listed, err);
}

static enum sl_status change_rows(struct sl_identifier *identifier, struct sl_error *err)
{
    for (size_t i = 0; i < identifier->changed_count; i++) {
        const struct sl_changed_mention *changed = &identifier->changed[i];
        if (changed->has_new_rows && changed->was_there) {
            SL_TRY(remove_rows(identifier, changed->mention, err));
        }
        if (changed->has_new_rows && changed->is_there) {
            SL_TRY(add_rows(identifier, changed, err));
        }
    }
    return SL_OK;
}

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

/* What its list, and what sources say of it and others. */
static enum sl_status find_listed(
    const struct sl_identifier *identifier,
    int64_t mention,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    const struct sl_listed *found = sl_listing_find(&identifier->known.listing, mention);

    return found == NULL ? SL_OK : sl_listing_holds(&identifier->known.listing, found, holds, err);
}

static enum sl_status find_related(
    const struct sl_identifier *identifier,
    int64_t mention,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_relation_cursor_close_ptr) struct sl_relation_cursor *cursor = NULL;
    struct sl_stored_relation relation;
    bool has_one = true;

    SL_TRY(sl_store_relations_open(identifier->store, mention, mention, &cursor, err));
    for (;;) {
        struct sl_mention_hold hold = { .reason = SL_HELD_RELATED };
        SL_TRY(sl_relation_cursor_next(cursor, &relation, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (sl_hold_of_role(relation.role, &hold.kind)) {
            hold.left = relation.is_to ? relation.other : relation.mention;
            hold.right = relation.is_to ? relation.mention : relation.other;
            SL_TRY(sl_mention_holds_add(holds, &hold, err));
        }
    }
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
    struct sl_stored_mention stored;
    struct sl_decision decision = { .id = 0 };

    SL_TRY(sl_store_mention_get(identifier->store, mention, &identifier->arena, &stored, err));
    const struct sl_mention about = { .source = stored.source, .key = stored.key };
    for (int64_t id = 0;;) {
        const enum sl_status status =
            sl_store_decision_find(identifier->store, &about, id, &id, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(sl_store_decision_next(identifier->store, id - 1, &identifier->arena, &decision, err)
        );
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

static enum sl_status
unbound(void *context, const struct sl_stored_bond *bond, struct sl_error *err)
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

    SL_TRY(find_related(identifier, mention, &holds, err));
    SL_TRY(replace_holds(identifier, mention, SL_HELD_RELATED, &holds, err));
    if (!changed->has_new_rows) {
        return SL_OK;
    }
    holds.count = 0;
    SL_TRY(find_listed(identifier, mention, &holds, err));
    SL_TRY(replace_holds(identifier, mention, SL_HELD_LISTED, &holds, err));
    if (changed->was_there && changed->is_there) {
        return bind(identifier, mention, err);
    }
    holds.count = 0;
    SL_TRY(find_decided(identifier, mention, &holds, err));
    return replace_holds(identifier, mention, SL_HELD_DECIDED, &holds, err);
}

static enum sl_status change_holds(struct sl_identifier *identifier, struct sl_error *err)
{
    for (size_t i = 0; i < identifier->changed_count; i++) {
        SL_TRY(change_holds_of(identifier, &identifier->changed[i], err));
    }
    return SL_OK;
}

/* Compare whom the changes touch, and publish what came of it. */
static enum sl_status follow_changes(
    struct sl_identifier *identifier,
    struct sl_identity_answer *answer,
    struct sl_identifier_result *result,
    struct sl_error *err
)
{
    for (size_t i = 0; i < identifier->changed_count; i++) {
        result->changed_mentions += identifier->changed[i].has_new_rows ? 1 : 0;
    }
    SL_TRY(change_rows(identifier, err));
    SL_TRY(change_holds(identifier, err));
    SL_TRY(sl_growth_settle(identifier->growth, err));
    SL_TRY(sl_identifier_answer(identifier, answer, err));
    SL_TRY(sl_identity_publish(identifier->store, answer, &result->turns, err));
    return sl_identity_unbind(identifier->store, answer, unbound, identifier, err);
}

/* Within a transaction. */
static enum sl_status follow(
    struct sl_identifier *identifier,
    struct sl_identity_answer *answer,
    struct sl_identifier_result *result,
    struct sl_error *err
)
{
    const struct sl_people_index_options options = { .is_in_transaction = true };
    struct sl_people_index_result index = { .built_through = 0 };
    bool must_be_all = false;

    sl_arena_reset(&identifier->arena);
    SL_TRY(sl_people_index_update(identifier->index, identifier->store, &options, &index, err));
    answer->built_through = index.built_through;
    if (identifier->growth != NULL && index.built_through == identifier->through) {
        return SL_OK;
    }
    SL_TRY(sl_identity_see_runs(identifier->store, &identifier->known, err));
    SL_TRY(read_changed(identifier, err));
    SL_TRY(must_be_full(identifier, &must_be_all, err));
    return must_be_all ? follow_fully(identifier, answer, result, err)
                       : follow_changes(identifier, answer, result, err);
}

enum sl_status sl_identifier_follow(
    struct sl_identifier *identifier,
    int64_t at,
    int64_t run,
    bool is_in_transaction,
    struct sl_identifier_result *ret_result,
    struct sl_error *err
)
{
    struct sl_identifier_result result = { .was_full = false };
    struct sl_identity_answer answer = { .at = at, .run = run };

    if (!is_in_transaction) {
        SL_TRY(sl_store_begin(identifier->store, err));
    }
    enum sl_status status = follow(identifier, &answer, &result, err);
    if (!is_in_transaction && status == SL_OK) {
        status = sl_store_commit(identifier->store, err);
    } else if (!is_in_transaction) {
        sl_store_rollback(identifier->store);
    }
    if (status != SL_OK) {
        sl_identifier_forget(identifier);
        return status;
    }
    identifier->through = answer.built_through;
    *ret_result = result;
    return SL_OK;
}

void sl_identifier_forget(struct sl_identifier *identifier)
{
    unload(identifier);
}

/* Is everybody published who is in the people index? */
static enum sl_status
is_up_to_date(struct sl_identifier *identifier, bool *ret_is, struct sl_error *err)
{
    struct sl_derived mention = { .version = 0 };
    struct sl_derived membership = { .version = 0 };
    int64_t as_of = 0;

    SL_TRY(sl_store_derived_get(identifier->store, SL_STR("mention"), &mention, err));
    SL_TRY(sl_store_derived_get(identifier->store, SL_STR("membership"), &membership, err));
    SL_TRY(sl_store_as_of(identifier->store, &as_of, err));
    *ret_is = mention.state == SL_DERIVED_FRESH && membership.state == SL_DERIVED_FRESH &&
              mention.built_through == as_of && membership.built_through == as_of;
    identifier->through = membership.built_through;
    return SL_OK;
}

static enum sl_status make_ready(struct sl_identifier *identifier, struct sl_error *err)
{
    struct sl_identify_result result;
    bool is_ready = false;

    SL_TRY(sl_people_index_open(&identifier->index, err));
    SL_TRY(is_up_to_date(identifier, &is_ready, err));
    if (!is_ready) {
        SL_TRY(sl_identify(identifier->store, &identifier->options, &result, err));
        SL_TRY(is_up_to_date(identifier, &is_ready, err));
    }
    return load(identifier, err);
}

enum sl_status sl_identifier_open(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_identifier **ret_identifier,
    struct sl_error *err
)
{
    struct sl_identifier *identifier = sl_calloc(1, sizeof *identifier);

    if (identifier == NULL) {
        return sl_fail_memory(err);
    }
    identifier->store = store;
    identifier->options = *options;
    sl_arena_init(&identifier->arena, ARENA_LIMIT_BYTES);
    const enum sl_status status = make_ready(identifier, err);
    if (status != SL_OK) {
        sl_identifier_close(identifier);
        return status;
    }
    *ret_identifier = identifier;
    return SL_OK;
}

void sl_identifier_close(struct sl_identifier *identifier)
{
    if (identifier != NULL) {
        unload(identifier);
        sl_people_index_close(identifier->index);
        sl_arena_finish(&identifier->arena);
        sl_free(identifier->changed);
        sl_free(identifier);
    }
}

void sl_identifier_close_ptr(struct sl_identifier **identifier)
{
    sl_identifier_close(*identifier);
}
