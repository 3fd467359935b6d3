/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_runs.h"

#include <stdio.h>

#include "app/access_change.h"
#include "app/intake_reach.h"
#include "base/arena.h"
#include "store/store.h"

/* All sources; one run, or one reject with its text. */
#define SOURCES_LIMIT_BYTES ((size_t)64 << 20)
#define ROW_LIMIT_BYTES     ((size_t)64 << 20)

/* A store, and what is remembered while it is gone through. */
struct tour {
    struct sl_store *store;
    struct sl_str agency; /* whose runs are told; empty: all agencies' */
    struct sl_arena sources;
    struct sl_arena row;
};

static void open_tour(struct sl_access *access, struct tour *tour)
{
    *tour = (struct tour){ .store = sl_access_store(access) };
    sl_arena_init(&tour->sources, SOURCES_LIMIT_BYTES);
    sl_arena_init(&tour->row, ROW_LIMIT_BYTES);
}

static void close_tour(struct tour *tour)
{
    sl_store_rollback(tour->store);
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
        if (tour->agency.len == 0 || sl_str_equal(tour->agency, source->agency)) {
            SL_TRY(told(context, &run, source, err));
        }
    }
}

enum sl_status
sl_runs_tell(struct sl_access *access, sl_run_told_fn *told, void *context, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("runs") };
    const bool is_steward = sl_access_holds(access, SL_MAY_REJECTS);
    SL_CLEANUP(close_tour) struct tour tour;
    bool is_of_hub = false;

    open_tour(access, &tour);
    SL_TRY(sl_access_act(access, is_steward ? SL_MAY_REJECTS : SL_MAY_INTAKE, &deed, err));
    SL_TRY(sl_intake_is_of_hub(access, &is_of_hub, err));
    tour.agency = is_of_hub ? SL_STR("") : sl_access_user(access)->agency;
    return tell_runs(&tour, told, context, err);
}

/* A run, and whose file it took in. */
static enum sl_status get_run(
    struct tour *tour,
    int64_t run,
    struct sl_run *ret_run,
    struct sl_str *ret_agency,
    struct sl_error *err
)
{
    struct sl_store_source *sources = NULL;
    size_t count = 0;

    SL_TRY(sl_store_source_list(tour->store, &tour->sources, &sources, &count, err));
    SL_TRY(sl_store_run_get(tour->store, run, &tour->sources, ret_run, err));
    const struct sl_store_source *source = find_source(sources, count, ret_run->file.source);
    *ret_agency = source == NULL ? SL_STR("-") : source->agency;
    return SL_OK;
}

/* Is the run of the own agency? Another one's is not there. */
static enum sl_status find_run(
    struct sl_access *access,
    struct tour *tour,
    int64_t run,
    struct sl_run *of,
    struct sl_error *err
)
{
    struct sl_access_asked asked = { .kind = SL_SHARE_DETAILS };

    SL_TRY(get_run(tour, run, of, &asked.holder, err));
    if (sl_access_decide(access, &asked).sight != SL_SIGHT_CONTENT) {
        return sl_fail(err, SL_NOT_FOUND, "there is no run %lld", (long long)run);
    }
    return SL_OK;
}

enum sl_status sl_rejects_tell(
    struct sl_access *access,
    int64_t run,
    sl_reject_told_fn *told,
    void *context,
    struct sl_error *err
)
{
    SL_CLEANUP(close_tour) struct tour tour;
    struct sl_stored_reject reject = { .id = 0 };
    char detail[32];
    struct sl_run of;

    open_tour(access, &tour);
    (void)snprintf(detail, sizeof detail, "run %lld", (long long)run);
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST,
                                         .kind = SL_STR("rejects"),
                                         .detail = sl_str_from(detail) };
    SL_TRY(sl_access_may(access, SL_MAY_REJECTS, &deed, err));
    SL_TRY(sl_store_begin(tour.store, err));
    SL_TRY(find_run(access, &tour, run, &of, err));
    SL_TRY(sl_access_say(access, &deed, 1, err));
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

static enum sl_status give_up(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct sl_run *run = context;

    return sl_store_run_abandon(store, run->id, run->ended_at, err);
}

enum sl_status sl_run_give_up(struct sl_access *access, int64_t run, struct sl_error *err)
{
    SL_CLEANUP(close_tour) struct tour tour;
    struct sl_run of;
    struct sl_run ended = { .id = run, .ended_at = sl_access_now(access) };
    char detail[32];

    (void)snprintf(detail, sizeof detail, "run %lld given up", (long long)run);
    struct sl_access_deed deed = { .verb = SL_VERB_WRITE,
                                   .kind = SL_STR("run"),
                                   .detail = sl_str_from(detail) };
    open_tour(access, &tour);
    SL_TRY(sl_access_may(access, SL_MAY_INTAKE, &deed, err));
    SL_TRY(sl_access_done(access, &deed, get_run(&tour, run, &of, &deed.on_behalf, err), err));
    SL_TRY(sl_intake_reach(access, deed.on_behalf, &deed, err));
    return sl_access_change(access, &deed, 1, give_up, &ended, err);
}
