/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identifier.h"

#include <stdlib.h>

#include "app/identifier_impl.h"
#include "app/identity_model.h"
#include "app/identity_near.h"
#include "base/array.h"
#include "base/memory.h"
#include "identity/row_key.h"
#include "store/derived.h"
#include "store/identity_event.h"
#include "store/near.h"

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
    identifier->model_row_count = model.row_count;
    SL_TRY(sl_linkage_open(&options, &identifier->linkage, err));
    return sl_identity_model_use(&model, identifier->linkage, err);
}

/* Everybody as they were last published, ready to be compared. */
static enum sl_status load(struct sl_identifier *identifier, struct sl_error *err)
{
    struct sl_identity_known *known = &identifier->known;

    unload(identifier);
    const enum sl_status status = open_linkage(identifier, err);
    if (status == SL_NOT_FOUND) {
        return SL_OK; /* nobody is there yet: the first who comes is compared in full */
    }
    SL_TRY(status);
    SL_TRY(sl_identity_load_rows(identifier->store, known, identifier->linkage, err));
    identifier->row_count = (int64_t)known->row_count;
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
    SL_TRY(sl_growth_open(identifier->linkage, &identifier->growth, err));
    return sl_identity_near_load(identifier->store, identifier->linkage, identifier->growth, err);
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

/* Is it more than a trickle, or may a seal change what others are compared by? */
static enum sl_status
must_be_full(struct sl_identifier *identifier, bool *ret_must, struct sl_error *err)
{
    const int64_t learned = identifier->model_row_count;
    uint64_t added = 0;

    *ret_must = true;
    if (identifier->growth == NULL || identifier->changed_count > CHANGED_LIMIT) {
        return SL_OK;
    }
    for (size_t i = 0; i < identifier->changed_count; i++) {
        struct sl_changed_mention *changed = &identifier->changed[i];
        const struct sl_row_key key = sl_row_key_print(changed->mention, 0);
        size_t count = 0;
        if ((changed->flags & SL_MENTION_ADOPTED) != 0 ||
            sl_seals_has(&identifier->known.seals, sl_row_key_str(&key))) {
            return SL_OK;
        }
        SL_TRY(look_at(identifier, changed, &count, err));
        added += count;
    }
    /* Rows that go are not counted: a model may be outgrown a little early. */
    *ret_must = identifier->tail_count + added > SL_TAIL_LIMIT ||
                sl_identity_model_is_outgrown(learned, identifier->row_count + (int64_t)added);
    return SL_OK;
}

/* Take the rows of a mention out of the growth. */
static enum sl_status remove_rows(
    struct sl_identifier *identifier, struct sl_changed_mention *changed, struct sl_error *err
)
{
    const int64_t mention = changed->mention;
    const struct sl_listed *listed = sl_listing_find(&identifier->known.listing, mention);

    changed->old = (struct sl_listed){ .mention = 0 };
    if (listed != NULL) {
        changed->old = *listed;
    }
    for (unsigned ordinal = 0; ordinal < SL_MENTION_ROW_LIMIT; ordinal++) {
        const struct sl_row_key key = sl_row_key_print(mention, ordinal);
        const enum sl_status status =
            sl_growth_remove(identifier->growth, sl_row_key_str(&key), err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        identifier->row_count--;
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
        identifier->row_count++;
        if (i > 0) {
            SL_TRY(hold_row(identifier, &first, &key, err));
        }
    }
    const struct sl_listed listed = sl_listed_of(
        changed->source, sl_identity_list_kind(known, changed->source), &rows.items[0]
    );
    return sl_listing_add(&known->listing, &listed, err);
}

static enum sl_status change_rows(struct sl_identifier *identifier, struct sl_error *err)
{
    for (size_t i = 0; i < identifier->changed_count; i++) {
        struct sl_changed_mention *changed = &identifier->changed[i];
        if (changed->has_new_rows && changed->was_there) {
            SL_TRY(remove_rows(identifier, changed, err));
        }
        if (changed->has_new_rows && changed->is_there) {
            SL_TRY(add_rows(identifier, changed, err));
        }
    }
    return SL_OK;
}

/* Who is near those whose rows have changed. */
static enum sl_status change_near(struct sl_identifier *identifier, struct sl_error *err)
{
    for (size_t i = 0; i < identifier->changed_count; i++) {
        if (identifier->changed[i].has_new_rows) {
            SL_TRY(sl_store_near_remove(identifier->store, identifier->changed[i].mention, err));
        }
    }
    for (size_t i = 0; i < identifier->changed_count; i++) {
        const struct sl_changed_mention *changed = &identifier->changed[i];
        if (changed->has_new_rows) {
            SL_TRY(sl_identity_near_add(
                identifier->store,
                identifier->growth,
                &identifier->known.listing,
                changed->mention,
                err
            ));
        }
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
    SL_TRY(change_near(identifier, err));
    SL_TRY(sl_identifier_change_holds(identifier, err));
    SL_TRY(sl_growth_settle(identifier->growth, err));
    SL_TRY(sl_identifier_answer(identifier, answer, err));
    SL_TRY(sl_identity_publish(identifier->store, answer, &result->turns, err));
    return sl_identity_unbind(identifier->store, answer, sl_identifier_unbound, identifier, err);
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

/* The last entries of the journal and of the decisions, to see whether somebody else adds to them.
 */
static enum sl_status
find_last(struct sl_identifier *identifier, int64_t *event, int64_t *decision, struct sl_error *err)
{
    SL_TRY(sl_store_identity_event_last(identifier->store, event, err));
    return sl_store_decision_last(identifier->store, decision, err);
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
    return find_last(identifier, &identifier->last_event, &identifier->last_decision, err);
}

void sl_identifier_forget(struct sl_identifier *identifier)
{
    unload(identifier);
}

enum sl_status
sl_identifier_reopen(struct sl_identifier *identifier, struct sl_store *store, struct sl_error *err)
{
    int64_t event = identifier->last_event;
    int64_t decision = identifier->last_decision;
    struct sl_derived membership = { .version = 0 };

    identifier->store = store;
    SL_TRY(sl_store_derived_get(store, SL_STR("membership"), &membership, err));
    SL_TRY(find_last(identifier, &event, &decision, err));
    if (membership.built_through != identifier->through || event != identifier->last_event ||
        decision != identifier->last_decision) {
        unload(identifier);
    }
    return SL_OK;
}

/* Is everybody published who is in the people index? */
static enum sl_status
is_up_to_date(struct sl_identifier *identifier, bool *ret_is, struct sl_error *err)
{
    int64_t as_of = 0;

    SL_TRY(sl_store_as_of(identifier->store, &as_of, err));
    identifier->through = as_of;
    return sl_identity_is_published(identifier->store, as_of, ret_is, err);
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
    SL_TRY(find_last(identifier, &identifier->last_event, &identifier->last_decision, err));
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
