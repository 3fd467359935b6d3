/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_runs.h"

#include "base/arena.h"
#include "store/store.h"

/* All sources; one run, or one reject with its text. */
#define SOURCES_LIMIT_BYTES ((size_t)64 << 20)
#define ROW_LIMIT_BYTES     ((size_t)64 << 20)

/* An open store, and what is remembered while it is gone through. */
struct tour {
    struct sl_store *store;
    struct sl_arena sources;
    struct sl_arena row;
};

static enum sl_status open_tour(const char *path, struct tour *tour, struct sl_error *err)
{
    *tour = (struct tour){ .store = NULL };
    sl_arena_init(&tour->sources, SOURCES_LIMIT_BYTES);
    sl_arena_init(&tour->row, ROW_LIMIT_BYTES);
    return sl_store_open(path, SL_STORE_READ, &tour->store, err);
}

static void close_tour(struct tour *tour)
{
    sl_store_close(tour->store);
    sl_arena_finish(&tour->sources);
    sl_arena_finish(&tour->row);
}

/* Ids are 1, 2, 3 ... and a run's source is there before it. */
static const struct sl_store_source *
find_source(const struct sl_store_source *sources, size_t count, int64_t id)
{
    size_t i = 0;

    while (i < count && sources[i].id != id) {
        i++;
    }
    return i < count ? &sources[i] : NULL;
}

static enum sl_status
tell_runs(struct tour *tour, sl_run_told_fn *told, void *context, struct sl_error *err)
{
    struct sl_store_source *sources = NULL;
    struct sl_run run = { .id = 0 };
    size_t count = 0;

    /* One snapshot, so that no run has a source that was not there a moment ago. */
    SL_TRY(sl_store_begin(tour->store, err));
    SL_TRY(sl_store_source_list(tour->store, &tour->sources, &sources, &count, err));
    for (;;) {
        sl_arena_reset(&tour->row);
        const enum sl_status status = sl_store_run_next(tour->store, run.id, &tour->row, &run, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        const struct sl_store_source *source = find_source(sources, count, run.file.source);
        if (source == NULL) {
            return sl_fail(err, SL_INVALID, "run %lld has no source", (long long)run.id);
        }
        SL_TRY(told(context, &run, source, err));
    }
}

enum sl_status
sl_runs_tell(const char *path, sl_run_told_fn *told, void *context, struct sl_error *err)
{
    SL_CLEANUP(close_tour) struct tour tour;

    SL_TRY(open_tour(path, &tour, err));
    return tell_runs(&tour, told, context, err);
}

enum sl_status sl_rejects_tell(
    const char *path, int64_t run, sl_reject_told_fn *told, void *context, struct sl_error *err
)
{
    SL_CLEANUP(close_tour) struct tour tour;
    struct sl_stored_reject reject = { .id = 0 };
    struct sl_run of;

    SL_TRY(open_tour(path, &tour, err));
    SL_TRY(sl_store_begin(tour.store, err));
    SL_TRY(sl_store_run_get(tour.store, run, &tour.sources, &of, err));
    for (;;) {
        sl_arena_reset(&tour.row);
        const enum sl_status status =
            sl_store_reject_next(tour.store, run, reject.id, &tour.row, &reject, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(told(context, &of, &reject, err));
    }
}

enum sl_status sl_run_give_up(const char *path, int64_t run, int64_t at, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_open(path, SL_STORE_WRITE, &store, err));
    SL_TRY(sl_store_begin(store, err));
    SL_TRY(sl_store_run_abandon(store, run, at, err));
    return sl_store_commit(store, err);
}
