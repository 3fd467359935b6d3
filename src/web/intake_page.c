/* SPDX-License-Identifier: Apache-2.0 */
/* What was taken in: files, one of them with what was rejected, and what rules of quality find. */
#include "app/access_change.h"
#include "app/findings.h"
#include "app/store_runs.h"
#include "base/array.h"
#include "base/number.h"
#include "web/home.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

#define INTAKE SL_STR("/intake")

/* A file that was taken in, and whose it is. */
struct line {
    struct sl_run run;
    struct sl_store_source source;
};

/* Those that were told of, with texts that live as long as the request. */
struct lines {
    struct sl_visit *visit;
    struct line *items;
    size_t count;
};

static struct sl_str keep(struct sl_visit *visit, struct sl_str text)
{
    return sl_value_str(sl_visit_text(visit, text));
}

static enum sl_status keep_run(
    void *context,
    const struct sl_run *run,
    const struct sl_store_source *source,
    struct sl_error *err
)
{
    struct lines *lines = context;
    struct sl_visit *visit = lines->visit;
    struct line line = { .run = *run, .source = *source };

    line.run.file.name = keep(visit, run->file.name);
    line.run.file.format = keep(visit, run->file.format);
    line.source.agency = keep(visit, source->agency);
    line.source.system = keep(visit, source->system);
    SL_TRY(sl_array_room(visit->arena, &lines->items, lines->count, sizeof line, err));
    lines->items[lines->count++] = line;
    return SL_OK;
}

/* How it ended, and whether something is to be mended. */
static void set_tag(struct sl_visit *visit, const struct sl_run *run, struct sl_row *row)
{
    const uint64_t rejected = run->counts.rejected;

    if (run->state == SL_RUN_OPEN) {
        row->tag = SL_STR("Not finished");
        row->colour = SL_TAG_OPEN;
    } else if (run->state == SL_RUN_ABANDONED) {
        row->tag = SL_STR("Given up");
        row->colour = SL_TAG_CLOSED;
    } else if (rejected > 0) {
        row->tag = sl_told_print(visit, "%llu rejected", (unsigned long long)rejected);
        row->colour = SL_TAG_SOON;
    } else {
        row->tag = SL_STR("Taken in");
        row->colour = SL_TAG_DONE;
    }
}

static struct sl_str counts_of(struct sl_visit *visit, const struct sl_run_counts *counts)
{
    return sl_told_print(
        visit,
        "%llu new, %llu new versions, %llu unchanged, %llu rejected",
        (unsigned long long)counts->accepted,
        (unsigned long long)counts->new_version,
        (unsigned long long)counts->unchanged,
        (unsigned long long)counts->rejected
    );
}

static void add_line(struct sl_rows *rows, const struct line *line)
{
    struct sl_visit *visit = rows->visit;
    struct sl_row row = {
        .title = line->run.file.name,
        .href = sl_told_print(visit, "/intake/%lld", (long long)line->run.id),
        .facts[0] = sl_told_print(
            visit,
            "%.*s %.*s, %.*s (UTC)",
            SL_STR_ARG(line->source.agency),
            SL_STR_ARG(line->source.system),
            SL_STR_ARG(sl_told_time(visit, line->run.started_at))
        ),
        .facts[1] = counts_of(visit, &line->run.counts),
    };

    set_tag(visit, &line->run, &row);
    sl_rows_add(rows, &row);
}

enum sl_status sl_visit_intake(struct sl_visit *visit, struct sl_error *err)
{
    struct lines lines = { .visit = visit };
    struct sl_sheet sheet;
    struct sl_rows rows;

    SL_TRY(sl_runs_tell(visit->access, keep_run, &lines, err));
    sl_sheet_init(&sheet, visit, SL_STR("Files taken in"));
    sl_rows_init(&rows, visit);
    for (size_t i = lines.count; i-- > 0;) { /* the latest first */
        if (sl_rows_wants(&rows)) {
            add_line(&rows, &lines.items[i]);
        } else {
            sl_rows_add(&rows, NULL);
        }
    }
    sl_sheet_list(
        &sheet,
        &rows,
        &(struct sl_rows_words){ .empty = SL_STR("No file was taken in yet. Files are taken in "
                                                 "with the command 'sightline intake'.") }
    );
    if (sl_access_holds(visit->access, SL_MAY_REJECTS)) {
        sl_sheet_link(&sheet, SL_STR("What rules of data quality find"), SL_STR("/findings"));
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_home_rejects(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct lines lines = { .visit = visit };
    struct sl_rows rows;

    SL_TRY(sl_runs_tell(visit->access, keep_run, &lines, err));
    sl_rows_init_short(&rows, visit, SL_ROWS_SHORT);
    for (size_t i = lines.count; i-- > 0;) { /* the latest first */
        if (lines.items[i].run.counts.rejected > 0) {
            add_line(&rows, &lines.items[i]);
        }
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Files with rejected records"),
            .empty = SL_STR("Every record that came was taken in."),
            .more = SL_STR("All files"),
            .more_href = INTAKE,
        }
    );
    return SL_OK;
}

static enum sl_status add_reject(
    void *context,
    const struct sl_run *run,
    const struct sl_stored_reject *reject,
    struct sl_error *err
)
{
    struct sl_rows *rows = context;
    struct sl_visit *visit = rows->visit;
    const struct sl_row row = {
        .title = sl_told_print(
            visit,
            "Line %llu%s%.*s",
            (unsigned long long)reject->line,
            reject->field.len > 0 ? ": " : "",
            SL_STR_ARG(reject->field)
        ),
        .facts[0] = sl_told_sentence(visit, reject->reason),
        .facts[1] =
            reject->is_cut ? SL_STR("Of this record only the beginning was kept:") : SL_STR(""),
        .words = reject->text,
    };

    (void)run;
    (void)err;
    sl_rows_add(rows, sl_rows_wants(rows) ? &row : NULL);
    return SL_OK;
}

/* What was rejected, for who may see it: those of the own agency. */
static enum sl_status add_rejects(struct sl_sheet *sheet, int64_t run, struct sl_error *err)
{
    struct sl_rows rows;

    sl_rows_init(&rows, sheet->visit);
    const enum sl_status status =
        sl_rejects_tell(sheet->visit->access, run, add_reject, &rows, err);
    if (status == SL_NOT_FOUND) {
        sl_sheet_text(sheet, SL_STR("What was rejected is told to the agency whose file it is."));
        return SL_OK;
    }
    SL_TRY(status);
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Rejected"),
            .text = rows.count == 0
                        ? SL_STR("")
                        : SL_STR("Mend these records in the system that they come from, and send "
                                 "the file again: what has not changed stays as it is."),
            .empty = SL_STR("Every record of the file was taken in."),
        }
    );
    return SL_OK;
}

static const struct line *find_line(const struct lines *lines, int64_t run)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].run.id == run) {
            return &lines->items[i];
        }
    }
    return NULL;
}

static void add_run(struct sl_sheet *sheet, const struct line *line)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_run *run = &line->run;
    struct sl_row tag = { .colour = SL_TAG_NONE };

    set_tag(visit, run, &tag);
    sheet->tag = tag.tag;
    sheet->colour = tag.colour;
    sl_sheet_fact(sheet, "Agency", line->source.agency, SL_STR(""));
    sl_sheet_fact(sheet, "System", line->source.system, SL_STR(""));
    sl_sheet_fact(sheet, "Format", run->file.format, SL_STR(""));
    sl_sheet_fact(sheet, "Started (UTC)", sl_told_time(visit, run->started_at), SL_STR(""));
    sl_sheet_fact(sheet, "Ended (UTC)", sl_told_time(visit, run->ended_at), SL_STR(""));
    sl_sheet_fact(sheet, "Records", counts_of(visit, &run->counts), SL_STR(""));
}

enum sl_status sl_visit_run(struct sl_visit *visit, struct sl_error *err)
{
    struct lines lines = { .visit = visit };
    struct sl_sheet sheet;
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(sl_runs_tell(visit->access, keep_run, &lines, err));
    const struct line *line = find_line(&lines, id);
    if (line == NULL) {
        return sl_fail(
            err, SL_NOT_FOUND, "no file was taken in with the number %lld", (long long)id
        );
    }
    sl_sheet_init(&sheet, visit, line->run.file.name);
    sheet.back = SL_STR("Files taken in");
    sheet.back_href = INTAKE;
    add_run(&sheet, line);
    if (sl_access_holds(visit->access, SL_MAY_REJECTS)) {
        SL_TRY(add_rejects(&sheet, id, err));
        sl_sheet_link(
            &sheet,
            SL_STR("What rules of data quality find in this file"),
            sl_told_print(visit, "/findings?run=%lld", (long long)id)
        );
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}

static enum sl_status
add_finding(void *context, const struct sl_told_finding *told, struct sl_error *err)
{
    struct sl_rows *rows = context;
    struct sl_visit *visit = rows->visit;
    const struct sl_finding *finding = told->finding;
    const struct sl_str key = finding->key.len > 0 ? finding->key : told->record->key;

    (void)err;
    if (!sl_rows_wants(rows)) {
        sl_rows_add(rows, NULL);
        return SL_OK;
    }
    const struct sl_row row = {
        .title = sl_told_sentence(visit, finding->words),
        .facts[0] = sl_told_print(
            visit,
            "%.*s %.*s %.*s",
            SL_STR_ARG(told->source->agency),
            SL_STR_ARG(told->source->system),
            SL_STR_ARG(key)
        ),
        .tag = sl_told_print(visit, "Rule %.*s", SL_STR_ARG(finding->rule)),
        .colour = SL_TAG_CLOSED,
    };
    sl_rows_add(rows, &row);
    return SL_OK;
}

enum sl_status sl_visit_findings(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str asked = sl_form_get(&visit->query, SL_STR("run"));
    struct sl_findings_job job = { .access = visit->access };
    struct sl_sheet sheet;
    struct sl_rows rows;

    if (asked.len > 0) {
        SL_TRY(sl_parse_i64(asked, 1, INT64_MAX, &job.run, err));
    }
    sl_rows_init(&rows, visit);
    if (job.run != 0) {
        rows.keep = sl_told_print(visit, "run=%lld&", (long long)job.run);
    }
    SL_TRY(sl_findings_tell(&job, add_finding, &rows, err));
    sl_sheet_init(&sheet, visit, SL_STR("What rules of data quality find"));
    sheet.back = SL_STR("Files taken in");
    sheet.back_href = INTAKE;
    sl_sheet_text(
        &sheet,
        SL_STR("The departments’ published rules, on the latest version of each record of your "
               "agency. What was mended and sent again is found no more.")
    );
    sl_sheet_list(&sheet, &rows, &(struct sl_rows_words){ .empty = SL_STR("They find nothing.") });
    sl_sheet_show(&sheet);
    return SL_OK;
}
