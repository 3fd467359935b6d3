/* SPDX-License-Identifier: Apache-2.0 */
#include "app/findings.h"

#include "app/access.h"

#include "base/arena.h"
#include "store/run.h"

/* All sources; a run's name; the facts and findings of one record. */
#define SOURCES_LIMIT_BYTES ((size_t)64 << 20)
#define RUN_LIMIT_BYTES     ((size_t)1 << 20)

/* What is open while the records are gone through. */
struct tour {
    const struct sl_findings_job *job;
    sl_finding_told_fn *told;
    void *context;
    struct sl_store *store;
    const struct sl_store_source *sources;
    size_t source_count;
    struct sl_arena kept; /* sources */
    struct sl_arena of_run, of_layout, of_record;
    int64_t layout; /* that was read last: records of one file share one */
    struct sl_str layout_text;
};

static void close_tour(struct tour *tour)
{
    if (tour->store != NULL) {
        sl_store_rollback(tour->store);
    }
    sl_arena_finish(&tour->kept);
    sl_arena_finish(&tour->of_run);
    sl_arena_finish(&tour->of_layout);
    sl_arena_finish(&tour->of_record);
}

static enum sl_status open_tour(struct tour *tour, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("findings") };
    struct sl_store_source *sources = NULL;

    sl_arena_init(&tour->kept, SOURCES_LIMIT_BYTES);
    sl_arena_init(&tour->of_run, RUN_LIMIT_BYTES);
    sl_arena_init(&tour->of_layout, SL_SPLIT_FACTS_LIMIT_BYTES);
    sl_arena_init(&tour->of_record, SL_SPLIT_FACTS_LIMIT_BYTES);
    SL_TRY(sl_access_may(tour->job->access, SL_MAY_REJECTS, &deed, err));
    tour->store = sl_access_store(tour->job->access);
    SL_TRY(sl_store_begin(tour->store, err)); /* one snapshot */
    SL_TRY(sl_store_source_list(tour->store, &tour->kept, &sources, &tour->source_count, err));
    tour->sources = sources;
    return sl_access_say(tour->job->access, &deed, 1, err);
}

/* Is it the own agency's, and not sealed: the record, or anybody or anything that it describes? */
static bool is_open(
    const struct tour *tour,
    const struct sl_store_source *source,
    struct sl_str key,
    const struct sl_facts *facts
)
{
    struct sl_access_asked asked = {
        .holder = source->agency, .kind = SL_SHARE_DETAILS, .source = source->id, .key = key
    };
    bool is_shown = sl_access_decide(tour->job->access, &asked).sight == SL_SIGHT_CONTENT;

    for (size_t i = 0; facts != NULL && i < facts->entity_count && is_shown; i++) {
        asked.key = facts->entities[i].key;
        is_shown = sl_access_decide(tour->job->access, &asked).sight == SL_SIGHT_CONTENT;
    }
    return is_shown;
}

static const struct sl_store_source *find_source(const struct tour *tour, int64_t id)
{
    for (size_t i = 0; i < tour->source_count; i++) {
        if (tour->sources[i].id == id) {
            return &tour->sources[i];
        }
    }
    return NULL;
}

static enum sl_status read_layout(struct tour *tour, int64_t layout, struct sl_error *err)
{
    if (layout == tour->layout) {
        return SL_OK;
    }
    sl_arena_reset(&tour->of_layout);
    tour->layout = layout;
    return sl_store_layout_text(tour->store, layout, &tour->of_layout, &tour->layout_text, err);
}

static enum sl_status tell_record(
    struct tour *tour,
    const struct sl_format *format,
    const struct sl_store_source *source,
    const struct sl_stored_record *record,
    struct sl_error *err
)
{
    struct sl_facts facts;
    struct sl_findings findings = { .arena = &tour->of_record };

    SL_TRY(read_layout(tour, record->layout, err));
    sl_arena_reset(&tour->of_record);
    sl_facts_init(&facts, &tour->of_record);
    SL_TRY(sl_format_read(format, tour->layout_text, record->key, record->body, &facts, err));
    if (facts.entity_count == 0 || !is_open(tour, source, record->key, &facts)) {
        return SL_OK; /* the agency has taken it back, or it is not for this reader */
    }
    SL_TRY(sl_format_check(format, tour->layout_text, &facts, &findings, err));
    for (size_t i = 0; i < findings.count; i++) {
        struct sl_finding *finding = &findings.items[i];
        if (tour->job->rule.len > 0 && !sl_str_equal(tour->job->rule, finding->rule)) {
            continue;
        }
        finding->key = finding->key.len > 0 ? finding->key : record->key;
        const struct sl_told_finding told = { .record = record,
                                              .source = source,
                                              .finding = finding };
        SL_TRY(tour->told(tour->context, &told, err));
    }
    return SL_OK;
}

/* What is still the latest of what a run brought. */
static enum sl_status tell_run(struct tour *tour, const struct sl_run *run, struct sl_error *err)
{
    SL_CLEANUP(sl_record_cursor_close_ptr) struct sl_record_cursor *cursor = NULL;
    const struct sl_format *format = sl_format_find(run->file.format);
    const struct sl_store_source *source = find_source(tour, run->file.source);
    const struct sl_record_range range = {
        .source = run->file.source,
        .first_id = run->first_record,
        .last_id = run->last_record,
        .as_of = SL_AS_OF_NOW,
    };
    struct sl_stored_record record;
    bool has_record = true;

    if (run->state != SL_RUN_FINISHED || run->first_record == 0) {
        return SL_OK;
    }
    if (format == NULL || source == NULL) {
        sl_fail(err, SL_UNSUPPORTED, "this program cannot read run %lld", (long long)run->id);
        sl_fail_detail(err, "its format is '%.*s'", SL_STR_ARG(run->file.format));
        return SL_UNSUPPORTED;
    }
    if (!is_open(tour, source, SL_STR(""), NULL)) {
        return SL_OK; /* another agency's */
    }
    SL_TRY(sl_store_records_open(tour->store, &range, &cursor, err));
    for (;;) {
        SL_TRY(sl_record_cursor_next(cursor, &record, &has_record, err));
        if (!has_record) {
            return SL_OK;
        }
        SL_TRY(tell_record(tour, format, source, &record, err));
    }
}

static enum sl_status tell_runs(struct tour *tour, struct sl_error *err)
{
    struct sl_run run = { .id = 0 };

    for (;;) {
        sl_arena_reset(&tour->of_run);
        const enum sl_status status =
            sl_store_run_next(tour->store, run.id, &tour->of_run, &run, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(tell_run(tour, &run, err));
    }
}

enum sl_status sl_findings_tell(
    const struct sl_findings_job *job, sl_finding_told_fn *told, void *context, struct sl_error *err
)
{
    SL_CLEANUP(close_tour)
    struct tour tour = { .job = job, .told = told, .context = context, .layout = 0 };
    struct sl_run run;

    SL_TRY(open_tour(&tour, err));
    if (job->run == 0) {
        return tell_runs(&tour, err);
    }
    SL_TRY(sl_store_run_get(tour.store, job->run, &tour.of_run, &run, err));
    const struct sl_store_source *source = find_source(&tour, run.file.source);
    if (source == NULL || !is_open(&tour, source, SL_STR(""), NULL)) {
        return sl_fail(err, SL_NOT_FOUND, "there is no run %lld", (long long)job->run);
    }
    return tell_run(&tour, &run, err);
}
