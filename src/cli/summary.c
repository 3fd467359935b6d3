/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/summary.h"

#include <math.h>
#include <sys/resource.h>

#include "cli/print.h"

/* Stages shorter than this, in seconds, are not worth a word. */
#define SHORT_SECONDS 0.005

/* Room for one cell of a table. */
#define CELL_LIMIT_BYTES 64u

/* Sources that people are shown, and how wide their names may be. */
#define SOURCES_SHOWN  20u
#define SOURCE_COLUMNS 19

static const char *const stage_keys[SL_STAGE_COUNT] = {
    [SL_STAGE_READ] = "read",   [SL_STAGE_SIMILAR] = "similar", [SL_STAGE_TRAIN] = "train",
    [SL_STAGE_INDEX] = "index", [SL_STAGE_SCORE] = "score",     [SL_STAGE_CLUSTER] = "cluster",
};

size_t sl_summary_peak_bytes(void)
{
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) != 0 || usage.ru_maxrss < 0) {
        return 0;
    }
    return (size_t)usage.ru_maxrss << 10; /* Linux counts in KiB */
}

/* How the threshold came about. */
static const char *
threshold_source(const struct sl_link_job *job, const struct sl_linkage_summary *summary)
{
    if (!summary->threshold_was_auto) {
        return "given";
    }
    return job->inputs.model_path != NULL ? "model" : "auto";
}

static const char *threshold_text(const char *source)
{
    switch (source[0]) {
    case 'a':
        return "where the expected F1 is best, by the model";
    case 'm':
        return "as the saved model and these records have it";
    default:
        return "as given";
    }
}

static void add_label(struct sl_buf *buf, const char *label)
{
    sl_buf_addf(buf, "%-11s", label);
}

static void add_records(
    const struct sl_link_job *job, const struct sl_linkage_summary *summary, struct sl_buf *buf
)
{
    add_label(buf, "records");
    sl_print_count(buf, summary->record_count[0] + summary->record_count[1]);
    if (job->inputs.input_count == 2) {
        sl_buf_addf(buf, " (");
        sl_print_count(buf, summary->record_count[0]);
        sl_buf_addf(buf, " in a, ");
        sl_print_count(buf, summary->record_count[1]);
        sl_buf_addf(buf, " in b)");
    }
    if (job->inputs.short_rows != NULL && *job->inputs.short_rows > 0) {
        const uint64_t count = *job->inputs.short_rows;
        sl_buf_addf(buf, ", of which ");
        sl_print_count(buf, count);
        sl_buf_addf(buf, count == 1 ? " lacks fields" : " lack fields");
    }
    sl_buf_addf(buf, "\n");
    add_label(buf, "pairs");
    sl_print_count(buf, summary->pair_space);
    sl_buf_addf(buf, " possible, ");
    sl_print_count(buf, summary->pairs_scored);
    sl_buf_addf(buf, " scored, ");
    sl_print_count(buf, summary->pairs_kept);
    sl_buf_addf(buf, " at or above the threshold\n");
    add_label(buf, "clusters");
    sl_print_count(buf, summary->cluster_count);
    sl_buf_addf(buf, ", the largest of ");
    sl_print_count(buf, summary->largest_cluster);
    sl_buf_addf(buf, summary->largest_cluster == 1 ? " record\n" : " records\n");
}

/* What a rule has kept two. */
static void add_kept_apart(uint64_t count, const char *why, struct sl_buf *buf)
{
    add_label(buf, "kept apart");
    sl_print_count(buf, count);
    sl_buf_addf(buf, count == 1 ? " pair of clusters" : " pairs of clusters");
    sl_buf_addf(buf, " %s\n", why);
}

static void add_times(const struct sl_link_report *report, struct sl_buf *buf)
{
    const char *separator = ": ";

    add_label(buf, "time");
    sl_print_seconds(buf, report->total_seconds);
    for (unsigned stage = 0; stage < SL_STAGE_COUNT; stage++) {
        const double seconds = report->summary.stage_seconds[stage];
        if (seconds >= SHORT_SECONDS) {
            sl_buf_addf(buf, "%s%s %.2f", separator, sl_stage_text((enum sl_stage)stage), seconds);
            separator = ", ";
        }
    }
    if (report->write_seconds >= SHORT_SECONDS) {
        sl_buf_addf(buf, "%swriting %.2f", separator, report->write_seconds);
    }
    sl_buf_addf(buf, "\n");
}

/* A count with its commas, right-aligned. */
static void add_count_cell(struct sl_buf *buf, uint64_t count, int width)
{
    struct sl_buf cell;

    sl_buf_init(&cell, CELL_LIMIT_BYTES);
    sl_print_count(&cell, count);
    if (sl_buf_status(&cell, NULL) == SL_OK) {
        sl_buf_addf(buf, "%*s", width, cell.ptr);
    } else if (buf->status == SL_OK) {
        buf->status = cell.status;
    }
    sl_buf_finish(&cell);
}

static void add_band(const struct sl_calibration_band *band, struct sl_buf *buf)
{
    if (!isfinite(band->low_bits)) {
        sl_buf_addf(buf, "     below %6.1f", band->high_bits);
    } else if (!isfinite(band->high_bits)) {
        sl_buf_addf(buf, "%6.1f and more ", band->low_bits);
    } else {
        sl_buf_addf(buf, "%6.1f to %6.1f", band->low_bits, band->high_bits);
    }
    add_count_cell(buf, band->pair_count, 14);
    if (band->pair_count > 0) {
        sl_buf_addf(buf, "%13.4f", band->expected_precision);
    } else {
        sl_buf_addf(buf, "%13s", "-");
    }
    add_count_cell(buf, band->joined_count, 13);
    sl_buf_addf(buf, "\n");
}

/* Do the probabilities hold what they promise? Pairs by weight, and what became of them. */
static void add_calibration(const struct sl_linkage_summary *summary, struct sl_buf *buf)
{
    if (summary->calibration_count == 0) {
        return;
    }
    sl_buf_addf(buf, "\nweight in bits           pairs  probability       joined\n");
    for (size_t i = 0; i < summary->calibration_count; i++) {
        add_band(&summary->calibration[i], buf);
    }
}

static void add_source(const struct sl_linkage_source *source, struct sl_buf *buf)
{
    const bool named = source->name.len > 0;
    sl_print_value(buf, named ? source->name : SL_STR("(none)"), SOURCE_COLUMNS, SOURCE_COLUMNS);
    add_count_cell(buf, source->record_count, 13);
    add_count_cell(buf, source->within_count, 17);
    add_count_cell(buf, source->across_count, 16);
    sl_buf_addf(buf, "\n");
}

/* How many records of each source are repeats of others, there or elsewhere. */
static void add_sources(const struct sl_link_report *report, struct sl_buf *buf)
{
    if (report->source_count == 0) {
        return;
    }
    sl_buf_addf(
        buf,
        "\n%-*s%13s%17s%16s\n",
        SOURCE_COLUMNS,
        "source",
        "records",
        "repeated in it",
        "also in others"
    );
    for (size_t i = 0; i < report->source_count && i < SOURCES_SHOWN; i++) {
        add_source(&report->sources[i], buf);
    }
    if (report->source_count > SOURCES_SHOWN) {
        sl_buf_addf(buf, "and %zu more, which --json has\n", report->source_count - SOURCES_SHOWN);
    }
}

void sl_summary_text(
    const struct sl_link_job *job,
    const struct sl_link_report *report,
    size_t process_peak_bytes,
    struct sl_buf *buf
)
{
    const struct sl_linkage_summary *summary = &report->summary;

    add_records(job, summary, buf);
    add_label(buf, "threshold");
    sl_buf_addf(
        buf,
        "%.2f bits, %s\n",
        summary->threshold_bits,
        threshold_text(threshold_source(job, summary))
    );
    add_label(buf, "expected");
    sl_buf_addf(
        buf,
        "precision %.4f, recall %.4f, F1 %.4f, by the model, of what these fields can show\n",
        summary->expected_precision,
        summary->expected_recall,
        summary->expected_f1
    );
    if (report->distinct_in_source) {
        const uint64_t count = summary->kept_apart[SL_RULE_SOURCE];
        add_kept_apart(count, "by --distinct-in-source", buf);
    }
    if (job->inputs.never_differ != NULL) {
        const uint64_t count = summary->kept_apart[SL_RULE_IDENTIFIER];
        add_kept_apart(count, "by --never-differ", buf);
    }
    if (report->strict_twins) {
        add_kept_apart(summary->kept_apart[SL_RULE_TWIN], "by --strict-twins", buf);
    }
    add_times(report, buf);
    add_label(buf, "memory");
    sl_print_bytes(buf, process_peak_bytes);
    sl_buf_addf(buf, " at most, ");
    sl_print_bytes(buf, summary->peak_bytes);
    sl_buf_addf(buf, " of it for the records and the index\n");
    add_calibration(summary, buf);
    add_sources(report, buf);
}

static json_t *calibration_json(const struct sl_linkage_summary *summary)
{
    json_t *bands = json_array();

    for (size_t i = 0; bands != NULL && i < summary->calibration_count; i++) {
        const struct sl_calibration_band *band = &summary->calibration[i];
        json_t *row = json_pack(
            "{s:o, s:o, s:I, s:o, s:I}",
            "from_bits",
            sl_print_json_number(band->low_bits),
            "to_bits",
            sl_print_json_number(band->high_bits),
            "pairs",
            (json_int_t)band->pair_count,
            "probability",
            band->pair_count > 0 ? sl_print_json_number(band->expected_precision) : json_null(),
            "joined",
            (json_int_t)band->joined_count
        );
        if (json_array_append_new(bands, row) != 0) {
            json_decref(bands);
            return NULL;
        }
    }
    return bands;
}

static json_t *sources_json(const struct sl_link_report *report)
{
    json_t *list = json_array();

    for (size_t i = 0; list != NULL && i < report->source_count; i++) {
        const struct sl_linkage_source *source = &report->sources[i];
        json_t *name =
            source->name.len == 0 ? json_null() : json_stringn(source->name.ptr, source->name.len);
        json_t *row = json_pack(
            "{s:o, s:I, s:I, s:I}",
            "name",
            name,
            "records",
            (json_int_t)source->record_count,
            "repeated",
            (json_int_t)source->within_count,
            "in_others",
            (json_int_t)source->across_count
        );
        if (json_array_append_new(list, row) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *seconds_json(const struct sl_link_report *report)
{
    json_t *seconds = json_object();

    for (unsigned stage = 0; stage < SL_STAGE_COUNT; stage++) {
        json_t *number = sl_print_json_number(report->summary.stage_seconds[stage]);
        if (json_object_set_new(seconds, stage_keys[stage], number) != 0) {
            json_decref(seconds);
            return NULL;
        }
    }
    if (json_object_set_new(seconds, "write", json_real(report->write_seconds)) != 0 ||
        json_object_set_new(seconds, "total", json_real(report->total_seconds)) != 0) {
        json_decref(seconds);
        return NULL;
    }
    return seconds;
}

static json_t *records_json(const struct sl_link_job *job, const struct sl_linkage_summary *summary)
{
    const json_int_t first = (json_int_t)summary->record_count[0];
    const json_int_t second = (json_int_t)summary->record_count[1];

    return job->inputs.input_count == 2 ? json_pack("[I, I]", first, second)
                                        : json_pack("[I]", first);
}

static json_t *pairs_json(const struct sl_linkage_summary *summary)
{
    return json_pack(
        "{s:I, s:I, s:I}",
        "possible",
        (json_int_t)summary->pair_space,
        "scored",
        (json_int_t)summary->pairs_scored,
        "kept",
        (json_int_t)summary->pairs_kept
    );
}

static json_t *
threshold_json(const struct sl_link_job *job, const struct sl_linkage_summary *summary)
{
    return json_pack(
        "{s:o, s:s}",
        "bits",
        sl_print_json_number(summary->threshold_bits),
        "chosen",
        threshold_source(job, summary)
    );
}

static json_t *expected_json(const struct sl_linkage_summary *summary)
{
    return json_pack(
        "{s:o, s:o, s:o}",
        "precision",
        sl_print_json_number(summary->expected_precision),
        "recall",
        sl_print_json_number(summary->expected_recall),
        "f1",
        sl_print_json_number(summary->expected_f1)
    );
}

static json_t *memory_json(const struct sl_linkage_summary *summary, size_t process_peak_bytes)
{
    return json_pack(
        "{s:I, s:I}",
        "process_peak_bytes",
        (json_int_t)process_peak_bytes,
        "engine_peak_bytes",
        (json_int_t)summary->peak_bytes
    );
}

static json_t *kept_apart_json(const struct sl_linkage_summary *summary)
{
    return json_pack(
        "{s:I, s:I, s:I}",
        "by_source",
        (json_int_t)summary->kept_apart[SL_RULE_SOURCE],
        "by_identifier",
        (json_int_t)summary->kept_apart[SL_RULE_IDENTIFIER],
        "by_twins",
        (json_int_t)summary->kept_apart[SL_RULE_TWIN]
    );
}

json_t *sl_summary_json(
    const struct sl_link_job *job, const struct sl_link_report *report, size_t process_peak_bytes
)
{
    const struct sl_linkage_summary *summary = &report->summary;
    const uint64_t *short_rows = job->inputs.short_rows;

    return json_pack(
        "{s:I, s:o, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I}",
        "records",
        (json_int_t)summary->record_count[0] + (json_int_t)summary->record_count[1],
        "records_by_file",
        records_json(job, summary),
        "pairs",
        pairs_json(summary),
        "clusters",
        (json_int_t)summary->cluster_count,
        "largest_cluster",
        (json_int_t)summary->largest_cluster,
        "threshold",
        threshold_json(job, summary),
        "expected",
        expected_json(summary),
        "matches_per_record",
        sl_print_json_number(summary->matches_per_record),
        "seconds",
        seconds_json(report),
        "memory",
        memory_json(summary, process_peak_bytes),
        "calibration",
        calibration_json(summary),
        "kept_apart",
        kept_apart_json(summary),
        "sources",
        sources_json(report),
        "short_rows",
        short_rows == NULL ? (json_int_t)0 : (json_int_t)*short_rows
    );
}
