/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_load.h"

#include <string.h>

#include "app/record_file.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/memory.h"
#include "link/spec.h"

/* The largest model that is read, and the room for the names of columns. */
#define MODEL_LIMIT_BYTES ((size_t)256 << 20)
#define SPEC_LIMIT_BYTES  ((size_t)1 << 20)

/* Progress is told once for so many records. */
#define PROGRESS_RECORDS 4096u

/* The files while they are read. */
struct load {
    const struct sl_link_inputs *inputs;
    const struct sl_linkage_options *options;
    struct sl_arena arena;
    struct sl_spec specs[2]; /* in the order of the first */
    struct sl_record_file *files[2];
    uint64_t bytes_total;
};

static void finish(struct load *load)
{
    sl_record_file_close(load->files[0]);
    sl_record_file_close(load->files[1]);
    sl_arena_finish(&load->arena);
}

/* Say which file's specification is at fault, when there are two. */
static enum sl_status parse_spec(struct load *load, size_t file, struct sl_error *err)
{
    const char *text = load->inputs->inputs[file].fields;
    const char *fields = text == NULL ? load->inputs->inputs[0].fields : text;
    return sl_spec_parse(sl_str_from(fields), &load->arena, &load->specs[file], err);
}

/* Both specifications, the second in the order of the first. */
static enum sl_status parse_specs(struct load *load, struct sl_error *err)
{
    size_t order[SL_COLUMN_LIMIT];

    SL_TRY(parse_spec(load, 0, err));
    if (load->inputs->input_count < 2) {
        return SL_OK;
    }
    SL_TRY(parse_spec(load, 1, err));
    SL_TRY(sl_spec_align(&load->specs[0], &load->specs[1], order, err));
    const struct sl_spec second = load->specs[1];
    for (size_t i = 0; i < second.count; i++) {
        load->specs[1].fields[i] = second.fields[order[i]];
    }
    return SL_OK;
}

static enum sl_status open_files(struct load *load, struct sl_error *err)
{
    const struct sl_link_inputs *inputs = load->inputs;

    if (inputs->input_count == 2 && strcmp(inputs->inputs[0].path, "-") == 0 &&
        strcmp(inputs->inputs[1].path, "-") == 0) {
        return sl_fail(err, SL_USAGE, "only one file can be standard input");
    }
    for (size_t i = 0; i < inputs->input_count; i++) {
        const struct sl_link_input *input = &inputs->inputs[i];
        SL_TRY(sl_record_file_open(
            input->path, input->id_column, &load->specs[i], &load->files[i], err
        ));
        if (inputs->short_rows != NULL) {
            sl_record_file_fill_short(load->files[i], inputs->short_rows);
        }
        if (input->source_column != NULL) {
            SL_TRY(sl_record_file_want(load->files[i], input->source_column, err));
        }
        load->bytes_total += sl_record_file_bytes_total(load->files[i]);
    }
    return SL_OK;
}

/* Which of the columns that are compared is this? */
static enum sl_status find_identifier(
    const struct load *load, struct sl_str name, uint64_t *ret_bit, struct sl_error *err
)
{
    const struct sl_spec *spec = &load->specs[0];

    for (size_t i = 0; i < spec->count; i++) {
        const enum sl_kind kind = spec->fields[i].kind;
        if (!sl_str_equal(spec->fields[i].column, name)) {
            continue;
        }
        if (kind == SL_KIND_IDENTIFIER || kind == SL_KIND_NHS_NUMBER) {
            *ret_bit = (uint64_t)1 << i;
            return SL_OK;
        }
        sl_fail(err, SL_INVALID, "'%.*s' is not an identifier", SL_STR_ARG(name));
        sl_fail_detail(err, "--fields says that it is a %s.", sl_kind_name(kind));
        sl_fail_hint(err, "Only columns of the kinds identifier and nhs_number can never differ.");
        return SL_INVALID;
    }
    sl_fail(err, SL_INVALID, "'%.*s' is not a column that is compared", SL_STR_ARG(name));
    sl_fail_hint(err, "What never differs must be in --fields, as identifier or nhs_number.");
    return SL_INVALID;
}

/* The identifiers that never differ, by their places in the specification. */
static enum sl_status
parse_never_differ(struct load *load, uint64_t *ret_columns, struct sl_error *err)
{
    struct sl_str rest = sl_str_from(load->inputs->never_differ);
    struct sl_str name;
    uint64_t bit = 0;

    *ret_columns = 0;
    while (rest.ptr != NULL && load->inputs->never_differ != NULL) {
        SL_TRY(sl_spec_take(&rest, &load->arena, &name, err));
        SL_TRY(find_identifier(load, name, &bit, err));
        *ret_columns |= bit;
    }
    return SL_OK;
}

static enum sl_status
open_linkage(struct load *load, struct sl_linkage **ret_linkage, struct sl_error *err)
{
    enum sl_kind kinds[SL_COLUMN_LIMIT];
    const char *columns[SL_COLUMN_LIMIT];
    struct sl_linkage_options options = *load->options;

    for (size_t i = 0; i < load->specs[0].count; i++) {
        kinds[i] = load->specs[0].fields[i].kind;
        columns[i] = load->specs[0].fields[i].column.ptr;
    }
    options.kinds = kinds;
    options.columns = columns;
    options.column_count = load->specs[0].count;
    options.two_sources = load->inputs->input_count == 2;
    options.named_sources = load->inputs->inputs[0].source_column != NULL;
    SL_TRY(parse_never_differ(load, &options.never_differ, err));
    return sl_linkage_open(&options, ret_linkage, err);
}

static enum sl_status use_model(const char *path, struct sl_linkage *linkage, struct sl_error *err)
{
    struct sl_buf json;

    sl_buf_init(&json, MODEL_LIMIT_BYTES);
    enum sl_status status = sl_file_read(path, &json, err);
    if (status == SL_OK) {
        status = sl_linkage_use_model(linkage, sl_buf_str(&json), err);
        if (status != SL_OK && err != NULL && err->detail[0] == '\0') {
            sl_fail_detail(err, "%s", path);
        }
    }
    sl_buf_finish(&json);
    return status;
}

static void tell_progress(const struct load *load)
{
    const struct sl_linkage_options *options = load->options;
    uint64_t done = 0;

    if (options->progress == NULL) {
        return;
    }
    for (size_t i = 0; i < load->inputs->input_count; i++) {
        done += sl_record_file_bytes_read(load->files[i]);
    }
    options->progress(options->context, SL_STAGE_READ, done, load->bytes_total);
}

static enum sl_status
add_records(struct load *load, unsigned source, struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_str *values = NULL;
    struct sl_str id;
    uint64_t count = 0;
    bool more = true;

    for (;;) {
        SL_TRY(sl_record_file_next(load->files[source], &id, &values, &more, err));
        if (!more) {
            break;
        }
        SL_TRY(sl_linkage_add(linkage, source, id, values, err));
        if (++count % PROGRESS_RECORDS == 0) {
            tell_progress(load);
        }
    }
    if (count == 0) {
        sl_fail(err, SL_INVALID, "the file has no records");
        sl_fail_detail(err, "%s", load->inputs->inputs[source].path);
        sl_fail_hint(err, "Below the line that names the columns, each line is one record.");
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status
load_linkage(struct load *load, struct sl_linkage **ret_linkage, struct sl_error *err)
{
    SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;

    SL_TRY(parse_specs(load, err));
    SL_TRY(open_files(load, err));
    SL_TRY(open_linkage(load, &linkage, err));
    if (load->inputs->model_path != NULL) {
        SL_TRY(use_model(load->inputs->model_path, linkage, err));
    }
    for (unsigned source = 0; source < load->inputs->input_count; source++) {
        SL_TRY(add_records(load, source, linkage, err));
    }
    *ret_linkage = linkage;
    linkage = NULL;
    return SL_OK;
}

enum sl_status sl_link_load(
    const struct sl_link_inputs *inputs,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage,
    struct sl_error *err
)
{
    struct load *load = sl_calloc(1, sizeof(*load));

    if (load == NULL) {
        return sl_fail_memory(err);
    }
    load->inputs = inputs;
    load->options = options;
    sl_arena_init(&load->arena, SPEC_LIMIT_BYTES);
    const enum sl_status status = load_linkage(load, ret_linkage, err);
    finish(load);
    sl_free(load);
    return status;
}
