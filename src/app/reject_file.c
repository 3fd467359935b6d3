/* SPDX-License-Identifier: Apache-2.0 */
#include "app/reject_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/file.h"
#include "intake/stream.h"
#include "store/put.h"

/* How records of a format stand in a file: what is round them. */
struct shape {
    const char *format;
    const char *suffix;
    const char *before, *after;
    const char *behind_layout;
    const char *between;
    /* The layout is the first line, whether or not a record follows. */
    bool is_layout_line;
    /* A line end in a record is a blank, and becomes one. */
    bool is_json_line;
};

/* clang-format off */
static const struct shape shapes[] = {
    { .format = "cin-xml",
      .suffix = "xml",
      .before = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message>\n",
      .after = "</Children>\n</Message>\n",
      .behind_layout = "\n<Children>\n" },
    { .format = "dfe-csc-json",
      .suffix = "json",
      .before = "[\n",
      .after = "]\n",
      .between = ",\n",
      .is_json_line = true },
    { .format = "fhir-r4", .suffix = "ndjson", .is_json_line = true },
    { .format = "pole-jsonl", .suffix = "jsonl" },
    { .format = "ssda903-csv", .suffix = "csv", .behind_layout = "\n", .is_layout_line = true },
    { .format = "ssda903-xml",
      .suffix = "xml",
      .before = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EXPSSDA903>\n",
      .after = "</EXPSSDA903>\n" },
    { .format = "sui-csv", .suffix = "csv", .behind_layout = "\n", .is_layout_line = true },
};
/* clang-format on */

/* One record a line, for formats that need no more, or are not known here. */
static const struct shape plain = { .suffix = "txt" };

static const struct shape *find_shape(const struct sl_format *format)
{
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (sl_str_equal(sl_format_name(format), sl_str_from(shapes[i].format))) {
            return &shapes[i];
        }
    }
    return &plain;
}

/* The two files while they are written. */
struct output {
    const struct sl_reject_job *job;
    const struct shape *shape;
    struct sl_reject_files *files;
    struct sl_file_writer *rejects, *reasons;
    struct sl_arena arena; /* one reject */
    struct sl_buf text;    /* one line */
};

static void write_text(struct sl_file_writer *writer, const char *text)
{
    sl_file_write(writer, sl_str_from(text));
}

static enum sl_status
first_line(const struct output *output, struct sl_buf *layout, struct sl_error *err)
{
    struct sl_stream stream = { .fd = -1 };
    struct sl_line line = { .number = 0 };
    uint64_t number = 0;
    bool more = false;

    enum sl_status status = sl_stream_open(&stream, output->job->path, err);
    if (status == SL_OK) {
        status = sl_stream_line(&stream, &number, &line, &more, err);
    }
    if (status == SL_OK && more) {
        sl_buf_add(layout, line.text);
    }
    sl_stream_close(&stream);
    return status;
}

/* What the first good record of the file shares with the others. */
static enum sl_status
first_layout(const struct output *output, struct sl_buf *layout, struct sl_error *err)
{
    SL_CLEANUP(sl_splitter_close_ptr) struct sl_splitter *splitter = NULL;
    struct sl_split split = { .step = SL_SPLIT_REJECT };

    SL_TRY(sl_splitter_open(output->job->format, output->job->path, &splitter, err));
    while (split.step == SL_SPLIT_REJECT) {
        SL_TRY(sl_splitter_next(splitter, &split, err));
    }
    if (split.step == SL_SPLIT_RECORD) {
        sl_buf_add(layout, split.record.layout);
    }
    return SL_OK;
}

static enum sl_status write_before(struct output *output, struct sl_error *err)
{
    const struct shape *shape = output->shape;
    struct sl_buf layout;

    sl_buf_init(&layout, SL_SPLIT_RECORD_LIMIT_BYTES);
    enum sl_status status = SL_OK;
    if (shape->is_layout_line) {
        status = first_line(output, &layout, err);
    } else if (shape->behind_layout != NULL) {
        status = first_layout(output, &layout, err);
    }
    if (status == SL_OK) {
        status = sl_buf_status(&layout, err);
    }
    if (status == SL_OK) {
        write_text(output->rejects, shape->before);
        sl_file_write(output->rejects, sl_buf_str(&layout));
        write_text(output->rejects, shape->behind_layout);
    }
    sl_buf_finish(&layout);
    return status;
}

static void add_number(struct sl_buf *line, uint64_t number)
{
    sl_buf_add_byte(line, ',');
    if (number > 0) {
        sl_buf_add_u64(line, number);
    }
}

/* RFC 8259: in JSON a line end stands between tokens only. */
static void write_record(const struct output *output, struct sl_str text)
{
    struct sl_str line;

    if (output->files->count > output->files->cut_count + 1) {
        write_text(output->rejects, output->shape->between);
    }
    while (output->shape->is_json_line && text.ptr != NULL &&
           sl_str_find(text, SL_STR("\n")) < text.len) {
        (void)sl_str_split(&text, '\n', &line);
        sl_file_write(output->rejects, line);
        write_text(output->rejects, " ");
    }
    sl_file_write(output->rejects, text);
    write_text(output->rejects, "\n");
}

static void write_reject(struct output *output, const struct sl_stored_reject *reject)
{
    struct sl_buf *line = &output->text;

    sl_buf_clear(line);
    sl_buf_add_u64(line, reject->line);
    add_number(line, reject->column);
    sl_csv_write_field(line, reject->field, false);
    sl_csv_write_field(line, reject->reason, false);
    sl_buf_addf(line, "\n");
    sl_file_write(output->reasons, sl_buf_str(line));
    output->files->count++;
    if (reject->is_cut) {
        output->files->cut_count++;
        return;
    }
    write_record(output, reject->text);
}

static enum sl_status write_all(struct sl_store *store, struct output *output, struct sl_error *err)
{
    struct sl_stored_reject reject = { .id = 0 };
    enum sl_status status = write_before(output, err);

    write_text(output->reasons, "line,column,field,reason\n");
    while (status == SL_OK) {
        sl_arena_reset(&output->arena);
        status =
            sl_store_reject_next(store, output->job->run, reject.id, &output->arena, &reject, err);
        if (status == SL_OK) {
            write_reject(output, &reject);
            status = sl_buf_status(&output->text, err);
        }
    }
    write_text(output->rejects, output->shape->after);
    return status == SL_NOT_FOUND ? SL_OK : status;
}

static enum sl_status name_file(
    const struct output *output,
    const char *what,
    const char *suffix,
    char *path,
    struct sl_error *err
)
{
    const int len = snprintf(
        path,
        SL_REJECT_PATH_BYTES,
        "%s/run-%lld-%s.%s",
        output->job->folder,
        (long long)output->job->run,
        what,
        suffix
    );
    if (len < 0 || (size_t)len >= SL_REJECT_PATH_BYTES) {
        return sl_fail(err, SL_LIMIT, "the path of the folder for rejects is too long");
    }
    return SL_OK;
}

static enum sl_status open_files(struct output *output, struct sl_error *err)
{
    struct sl_reject_files *files = output->files;
    const char *folder = output->job->folder;

    SL_TRY(name_file(output, "rejects", output->shape->suffix, files->rejects_path, err));
    SL_TRY(name_file(output, "reasons", "csv", files->reasons_path, err));
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        return sl_fail_io(err, "make the folder", folder, errno);
    }
    SL_TRY(sl_file_create(files->rejects_path, &output->rejects, err));
    return sl_file_create(files->reasons_path, &output->reasons, err);
}

static enum sl_status commit(struct sl_file_writer **writer, struct sl_error *err)
{
    struct sl_file_writer *written = *writer;

    *writer = NULL; /* it is freed either way */
    return sl_file_commit(written, err);
}

enum sl_status sl_reject_files_write(
    struct sl_store *store,
    const struct sl_reject_job *job,
    struct sl_reject_files *ret_files,
    struct sl_error *err
)
{
    struct output output = { .job = job, .shape = find_shape(job->format), .files = ret_files };

    *ret_files = (struct sl_reject_files){ .count = 0 };
    sl_arena_init(&output.arena, 4 * SL_SPLIT_RECORD_LIMIT_BYTES);
    sl_buf_init(&output.text, SL_SPLIT_RECORD_LIMIT_BYTES);
    enum sl_status status = open_files(&output, err);
    if (status == SL_OK) {
        status = write_all(store, &output, err);
    }
    if (status == SL_OK) {
        status = commit(&output.rejects, err);
    }
    if (status == SL_OK) {
        status = commit(&output.reasons, err);
    }
    sl_file_abandon(output.rejects);
    sl_file_abandon(output.reasons);
    sl_arena_finish(&output.arena);
    sl_buf_finish(&output.text);
    return status;
}
