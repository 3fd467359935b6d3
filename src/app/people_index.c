/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_index.h"

#include "app/people_build.h"
#include "app/people_step.h"
#include "base/memory.h"
#include "store/derived.h"
#include "store/record.h"
#include "store/version.h"

/* Versions of one transaction. */
#define STEP_VERSIONS 2000u
/* With more new records than these, and than a third of all, it is quicker to begin anew. */
#define STEP_RECORDS 50000
#define STEP_SHARE   3

/* The tables, all of one state. The first one speaks for them. */
static const struct sl_str tables[] = {
    {"mention",      7 },
    { "mention_key", 11},
    { "mention_row", 11},
    { "relation",    8 },
    { "entity_use",  10},
    { "node",        4 },
    { "node_use",    8 },
    { "search_key",  10},
    { "search_word", 11},
    { "search_slip", 11},
};
#define TABLE_COUNT (sizeof tables / sizeof tables[0])

struct sl_people_index {
    struct sl_people_step step;
};

/* An update under way. */
struct update {
    struct sl_people_step *step;
    struct sl_store *store;
    const struct sl_people_index_options *options;
    struct sl_people_index_result *result;
    int64_t as_of;
    int64_t through;      /* built so far, when it is only added to */
    size_t version_count; /* in this transaction */
    bool has_transaction; /* of our own */
    uint64_t done, total;
};

enum sl_status sl_people_index_open(struct sl_people_index **ret_index, struct sl_error *err)
{
    struct sl_people_index *index = sl_calloc(1, sizeof *index);

    if (index == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = sl_people_step_open(&index->step, err);
    if (status != SL_OK) {
        sl_people_index_close(index);
        return status;
    }
    *ret_index = index;
    return SL_OK;
}

void sl_people_index_close(struct sl_people_index *index)
{
    if (index != NULL) {
        sl_people_step_close(&index->step);
        sl_free(index);
    }
}

void sl_people_index_close_ptr(struct sl_people_index **index)
{
    sl_people_index_close(*index);
    *index = NULL;
}

static enum sl_status
mark_all(struct sl_store *store, enum sl_derived_state state, int64_t through, struct sl_error *err)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        SL_TRY(sl_store_derived_mark(store, tables[i], state, through, err));
    }
    return SL_OK;
}

static enum sl_status begin(struct update *update, struct sl_error *err)
{
    if (update->options->is_in_transaction) {
        return SL_OK;
    }
    SL_TRY(sl_store_begin(update->store, err));
    update->has_transaction = true;
    return SL_OK;
}

static enum sl_status commit(struct update *update, struct sl_error *err)
{
    if (update->options->is_in_transaction) {
        return SL_OK;
    }
    update->has_transaction = false;
    return sl_store_commit(update->store, err);
}

/* Empty tables that are stale through 0 are being built, and are built anew when that is cut off.
 */
static enum sl_status build(struct update *update, struct sl_error *err)
{
    SL_TRY(begin(update, err));
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        SL_TRY(sl_store_derived_drop(update->store, tables[i], err));
    }
    SL_TRY(mark_all(update->store, SL_DERIVED_STALE, 0, err));
    SL_TRY(commit(update, err));
    SL_TRY(sl_people_build(
        update->store,
        &update->step->names,
        update->options,
        update->as_of,
        &update->result->record_count,
        err
    ));
    update->result->was_built = true;
    SL_TRY(begin(update, err));
    SL_TRY(mark_all(update->store, SL_DERIVED_FRESH, update->as_of, err));
    return commit(update, err);
}

/* Write what was taken; when more is to come, the tables stay stale through what they were. */
static enum sl_status end_step(struct update *update, bool is_last, struct sl_error *err)
{
    SL_TRY(sl_people_step_end(update->step, err));
    SL_TRY(mark_all(
        update->store,
        is_last ? SL_DERIVED_FRESH : SL_DERIVED_STALE,
        is_last ? update->as_of : update->through,
        err
    ));
    update->version_count = 0;
    if (update->options->progress != NULL) {
        update->options->progress(
            update->options->context, "adding records", update->done, update->total
        );
    }
    return commit(update, err);
}

static enum sl_status
take_version(struct update *update, const struct sl_stored_version *version, struct sl_error *err)
{
    SL_TRY(sl_people_step_take(update->step, version, err));
    update->done++;
    update->result->record_count++;
    update->version_count++;
    if (update->version_count == STEP_VERSIONS) {
        SL_TRY(end_step(update, false, err));
        return begin(update, err);
    }
    return SL_OK;
}

static enum sl_status
take_run(struct update *update, const struct sl_finished_run *run, struct sl_error *err)
{
    SL_CLEANUP(sl_version_cursor_close_ptr) struct sl_version_cursor *cursor = NULL;
    struct sl_stored_version version;
    bool has_one = true;

    SL_TRY(
        sl_store_all_versions_open(update->store, run->first_record, run->last_record, &cursor, err)
    );
    for (;;) {
        SL_TRY(sl_version_cursor_next(cursor, &version, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (version.run == run->id) {
            SL_TRY(take_version(update, &version, err));
        }
    }
}

static enum sl_status add_runs(struct update *update, struct sl_error *err)
{
    struct sl_finished_run run = { .order = update->through };

    SL_TRY(begin(update, err));
    for (;;) {
        const enum sl_status status = sl_store_run_after(update->store, run.order, &run, err);
        if (status == SL_NOT_FOUND) {
            return end_step(update, true, err);
        }
        SL_TRY(status);
        if (run.first_record != 0) {
            SL_TRY(take_run(update, &run, err));
        }
    }
}

/* How many records the runs behind `through` have at most: other sources' may stand between. */
static enum sl_status count_new(struct update *update, struct sl_error *err)
{
    struct sl_finished_run run = { .order = update->through };

    for (;;) {
        const enum sl_status status = sl_store_run_after(update->store, run.order, &run, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        update->total +=
            run.first_record == 0 ? 0 : (uint64_t)(run.last_record - run.first_record + 1);
    }
}

/* Must the tables be built from nothing? Else `through` is what they are built through. */
static enum sl_status must_build(struct update *update, bool *ret_must, struct sl_error *err)
{
    struct sl_derived first = { .built_through = 0 };
    bool must = update->options->must_rebuild;
    int64_t last = 0;

    SL_TRY(sl_store_derived_get(update->store, tables[0], &first, err));
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        struct sl_derived table = { .built_through = 0 };
        SL_TRY(sl_store_derived_get(update->store, tables[i], &table, err));
        must = must || table.state == SL_DERIVED_EMPTY || table.state != first.state ||
               table.built_through != first.built_through;
    }
    must = must || (first.state == SL_DERIVED_STALE && first.built_through == 0) ||
           first.built_through > update->as_of;
    update->through = first.built_through;
    if (!must) {
        SL_TRY(count_new(update, err));
        SL_TRY(sl_store_record_last(update->store, &last, err));
        must = update->total > STEP_RECORDS && update->total > (uint64_t)last / STEP_SHARE;
    }
    update->result->is_fresh = first.state == SL_DERIVED_FRESH && update->through == update->as_of;
    *ret_must = must;
    return SL_OK;
}

static enum sl_status run_update(struct update *update, struct sl_error *err)
{
    bool must = false;

    SL_TRY(sl_store_as_of(update->store, &update->as_of, err));
    update->result->built_through = update->as_of;
    SL_TRY(must_build(update, &must, err));
    if (must) {
        return build(update, err);
    }
    return update->result->is_fresh ? SL_OK : add_runs(update, err);
}

enum sl_status sl_people_index_update(
    struct sl_people_index *index,
    struct sl_store *store,
    const struct sl_people_index_options *options,
    struct sl_people_index_result *ret_result,
    struct sl_error *err
)
{
    struct update update = {
        .step = &index->step, .store = store, .options = options, .result = ret_result
    };

    *ret_result = (struct sl_people_index_result){ .was_built = false };
    index->step.store = store;
    const enum sl_status status = run_update(&update, err);
    if (status != SL_OK) {
        if (update.has_transaction) {
            sl_store_rollback(store);
        }
        sl_people_step_reset(&index->step);
    }
    return status;
}

enum sl_status
sl_people_index_check(struct sl_store *store, int64_t *ret_built_through, struct sl_error *err)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        struct sl_derived table = { .built_through = 0 };
        SL_TRY(sl_store_derived_get(store, tables[i], &table, err));
        if (table.state != SL_DERIVED_FRESH) {
            const enum sl_status status =
                sl_fail(err, SL_INVALID, "the index of people is not complete");
            sl_fail_hint(err, "Run 'sightline identify', or 'sightline rebuild'.");
            return status;
        }
        *ret_built_through = table.built_through;
    }
    return SL_OK;
}
