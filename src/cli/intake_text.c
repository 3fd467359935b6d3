/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/intake_text.h"

#include "cli/print.h"

static const char *const outcome_names[] = {
    [SL_INTAKE_DONE] = "taken in",
    [SL_INTAKE_SAME] = "taken in before",
    [SL_INTAKE_STOPPED] = "stopped",
};

void sl_intake_report_init(struct sl_intake_report *report, bool as_json, bool has_lines)
{
    *report = (struct sl_intake_report){ .as_json = as_json, .has_lines = has_lines };
    report->files = as_json && !has_lines ? json_array() : NULL;
    sl_buf_init(&report->text, SL_PRINT_LIMIT_BYTES);
    sl_buf_init(&report->notes, SL_PRINT_LIMIT_BYTES);
}

void sl_intake_report_finish(struct sl_intake_report *report)
{
    json_decref(report->files);
    sl_buf_finish(&report->text);
    sl_buf_finish(&report->notes);
}

static json_t *rules_json(const struct sl_intake_result *result)
{
    json_t *rules = json_array();

    for (size_t i = 0; i < result->rule_count; i++) {
        const struct sl_intake_rule *rule = &result->rules[i];
        (void)json_array_append_new(
            rules,
            json_pack(
                "{s:s, s:s, s:I}",
                "rule",
                rule->name,
                "words",
                rule->words,
                "findings",
                (json_int_t)rule->count
            )
        );
    }
    return rules;
}

static json_t *counts_json(const struct sl_run_counts *counts)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I}",
        "accepted",
        (json_int_t)counts->accepted,
        "new_version",
        (json_int_t)counts->new_version,
        "unchanged",
        (json_int_t)counts->unchanged,
        "rejected",
        (json_int_t)counts->rejected
    );
}

static json_t *file_json(
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    const struct sl_reject_files *rejects
)
{
    const struct sl_str format = sl_format_name(item->format);

    return json_pack(
        "{s:s, s:s, s:s, s:s%, s:I, s:s, s:b, s:o, s:I, s:o, s:s?, s:s?}",
        "file",
        item->name,
        "agency",
        item->agency,
        "system",
        item->system,
        "format",
        format.ptr,
        format.len,
        "run",
        (json_int_t)result->run,
        "outcome",
        outcome_names[result->outcome],
        "resumed",
        result->is_resumed,
        "counts",
        counts_json(&result->counts),
        "findings",
        (json_int_t)result->finding_count,
        "rules",
        rules_json(result),
        "rejects_file",
        rejects == NULL ? NULL : rejects->rejects_path,
        "reasons_file",
        rejects == NULL ? NULL : rejects->reasons_path
    );
}

static void add_row(struct sl_buf *text, const struct sl_run_counts *counts)
{
    sl_buf_addf(
        text,
        "%11llu %12llu %11llu %10llu  ",
        (unsigned long long)counts->accepted,
        (unsigned long long)counts->new_version,
        (unsigned long long)counts->unchanged,
        (unsigned long long)counts->rejected
    );
}

static void add_notes(
    struct sl_buf *notes,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    const struct sl_reject_files *rejects
)
{
    const struct sl_str name = sl_str_from(item->name);

    if (result->finding_count > 0) {
        sl_print_value(notes, name, 0, 0);
        sl_buf_addf(notes, ": rules of data quality found:\n");
    }
    for (size_t i = 0; i < result->rule_count; i++) {
        const struct sl_intake_rule *rule = &result->rules[i];
        sl_buf_addf(
            notes, "%11llu  %s: %s\n", (unsigned long long)rule->count, rule->name, rule->words
        );
    }
    if (rejects != NULL) {
        sl_print_value(notes, name, 0, 0);
        sl_buf_addf(
            notes,
            ": rejected records are in %s, reasons in %s\n",
            rejects->rejects_path,
            rejects->reasons_path
        );
    } else if (result->counts.rejected > 0) {
        sl_print_value(notes, name, 0, 0);
        sl_buf_addf(
            notes, ": 'sightline rejects %lld' shows what was rejected\n", (long long)result->run
        );
    }
    if (result->outcome == SL_INTAKE_STOPPED) {
        sl_print_value(notes, name, 0, 0);
        sl_buf_addf(notes, ": stopped; the same command goes on with it\n");
    }
}

static void add_text(
    struct sl_intake_report *report,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result
)
{
    struct sl_buf *text = &report->text;

    if (report->file_count == 1) {
        sl_buf_addf(text, "  run    accepted  new version   unchanged   rejected  file\n");
    }
    sl_buf_addf(text, "%5lld ", (long long)result->run);
    add_row(text, &result->counts);
    sl_print_value(text, sl_str_from(item->agency), 0, 0);
    sl_buf_addf(text, "/");
    sl_print_value(text, sl_str_from(item->system), 0, 0);
    sl_buf_addf(text, " ");
    sl_print_value(text, sl_str_from(item->name), 0, 0);
    if (result->outcome == SL_INTAKE_SAME) {
        sl_buf_addf(text, " (taken in before)");
    } else if (result->is_resumed) {
        sl_buf_addf(text, " (gone on with)");
    }
    sl_buf_addf(text, "\n");
}

static int add_bytes(const char *bytes, size_t len, void *context)
{
    sl_buf_add(context, (struct sl_str){ .ptr = bytes, .len = len });
    return 0; /* the buffer keeps what went wrong */
}

/* One object on one line. */
static void add_json_line(struct sl_buf *text, json_t *value)
{
    const size_t flags = JSON_COMPACT | JSON_SORT_KEYS;

    if (value == NULL || json_dump_callback(value, add_bytes, text, flags) != 0) {
        text->status = SL_NO_MEMORY;
    }
    sl_buf_add_byte(text, '\n');
    json_decref(value);
}

void sl_intake_report_add(
    struct sl_intake_report *report,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    const struct sl_reject_files *rejects
)
{
    report->file_count++;
    report->counts.accepted += result->counts.accepted;
    report->counts.new_version += result->counts.new_version;
    report->counts.unchanged += result->counts.unchanged;
    report->counts.rejected += result->counts.rejected;
    report->finding_count += result->finding_count;
    if (report->as_json && report->has_lines) {
        add_json_line(&report->text, file_json(item, result, rejects));
    } else if (report->as_json) {
        if (json_array_append_new(report->files, file_json(item, result, rejects)) != 0) {
            report->text.status = SL_NO_MEMORY;
        }
    } else {
        add_text(report, item, result);
        add_notes(report->has_lines ? &report->text : &report->notes, item, result, rejects);
    }
}

static void add_sum(struct sl_intake_report *report)
{
    if (report->file_count > 1) {
        sl_buf_addf(&report->text, "      ");
        add_row(&report->text, &report->counts);
        sl_buf_addf(&report->text, "%zu files\n", report->file_count);
    }
    if (report->notes.len > 0) {
        sl_buf_addf(&report->text, "\n");
        sl_buf_add(&report->text, sl_buf_str(&report->notes));
    }
}

enum sl_status
sl_intake_report_print(struct sl_intake_report *report, FILE *stream, struct sl_error *err)
{
    SL_TRY(sl_buf_status(&report->text, err));
    if (report->file_count == 0 && report->files == NULL) {
        return SL_OK;
    }
    if (report->files != NULL) {
        json_t *json = json_pack(
            "{s:O, s:o, s:I}",
            "files",
            report->files,
            "counts",
            counts_json(&report->counts),
            "findings",
            (json_int_t)report->finding_count
        );
        return sl_print_json(stream, json, err);
    }
    add_sum(report);
    return sl_print_buf(stream, &report->text, err);
}

enum sl_status
sl_intake_report_flush(struct sl_intake_report *report, FILE *stream, struct sl_error *err)
{
    const enum sl_status status = sl_print_buf(stream, &report->text, err);

    sl_buf_clear(&report->text);
    return status;
}
