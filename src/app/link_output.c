/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_output.h"

#include "base/buf.h"
#include "base/csv.h"

/* Room for one line: two ids, each at most a record of the input. */
#define LINE_LIMIT_BYTES (4 * SL_CSV_RECORD_LIMIT_BYTES)

/* A line under construction, and the name of a cluster for it. */
struct line {
    struct sl_buf text;
    struct sl_buf name;
    struct sl_file_writer *writer;
};

static void begin(struct line *line, struct sl_file_writer *writer)
{
    sl_buf_init(&line->text, LINE_LIMIT_BYTES);
    sl_buf_init(&line->name, LINE_LIMIT_BYTES);
    line->writer = writer;
}

static void finish(struct line *line)
{
    sl_buf_finish(&line->text);
    sl_buf_finish(&line->name);
}

/* Write the line out and start the next one. */
static enum sl_status end_line(struct line *line, struct sl_error *err)
{
    sl_buf_add_byte(&line->text, '\n');
    SL_TRY(sl_buf_status(&line->name, err));
    SL_TRY(sl_buf_status(&line->text, err));
    sl_file_write(line->writer, sl_buf_str(&line->text));
    sl_buf_clear(&line->text);
    return SL_OK;
}

static struct sl_str file_name(unsigned file)
{
    return file == 0 ? SL_STR("a") : SL_STR("b");
}

/* The name of a cluster: the id of the record that names it. */
static struct sl_str
cluster_name(struct line *line, const struct sl_linkage *linkage, uint32_t record, bool two_files)
{
    const struct sl_str id = sl_linkage_record_id(linkage, record);

    if (!two_files) {
        return id;
    }
    sl_buf_clear(&line->name);
    sl_buf_add(&line->name, file_name(sl_linkage_record_file(linkage, record)));
    sl_buf_add_byte(&line->name, ':');
    sl_buf_add(&line->name, id);
    return sl_buf_str(&line->name);
}

static enum sl_status write_clusters(
    struct line *line, const struct sl_linkage *linkage, bool two_files, struct sl_error *err
)
{
    const size_t count = sl_linkage_record_count(linkage);

    sl_buf_add(&line->text, two_files ? SL_STR("file,id,cluster") : SL_STR("id,cluster"));
    SL_TRY(end_line(line, err));
    for (uint32_t i = 0; i < count; i++) {
        const struct sl_str id = sl_linkage_record_id(linkage, i);
        const uint32_t cluster = sl_linkage_cluster(linkage, i);
        if (two_files) {
            sl_buf_add(&line->text, file_name(sl_linkage_record_file(linkage, i)));
        }
        sl_csv_write_field(&line->text, id, !two_files);
        sl_csv_write_field(&line->text, cluster_name(line, linkage, cluster, two_files), false);
        SL_TRY(end_line(line, err));
    }
    return SL_OK;
}

static enum sl_status
write_pairs(struct line *line, const struct sl_linkage *linkage, struct sl_error *err)
{
    const size_t count = sl_linkage_pair_count(linkage);

    sl_buf_add(&line->text, SL_STR("id_a,id_b,match_weight,match_probability"));
    SL_TRY(end_line(line, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_linkage_pair pair = sl_linkage_pair_get(linkage, i);
        sl_csv_write_field(&line->text, sl_linkage_record_id(linkage, pair.left), true);
        sl_csv_write_field(&line->text, sl_linkage_record_id(linkage, pair.right), false);
        sl_buf_addf(&line->text, ",%.4f,%.6g", pair.weight_bits, pair.probability);
        SL_TRY(end_line(line, err));
    }
    return SL_OK;
}

static enum sl_status write_ties(
    struct line *line, const struct sl_linkage *linkage, bool two_files, struct sl_error *err
)
{
    const size_t count = sl_linkage_tie_count(linkage);

    sl_buf_add(&line->text, SL_STR("cluster_a,cluster_b,tie,probability"));
    SL_TRY(end_line(line, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_linkage_tie tie = sl_linkage_tie_get(linkage, i);
        sl_csv_write_field(&line->text, cluster_name(line, linkage, tie.left, two_files), true);
        sl_csv_write_field(&line->text, cluster_name(line, linkage, tie.right, two_files), false);
        sl_buf_addf(&line->text, ",%s,%.6g", sl_tie_name(tie.kind), tie.probability);
        SL_TRY(end_line(line, err));
    }
    return SL_OK;
}

enum sl_status sl_link_write_clusters(
    const struct sl_linkage *linkage,
    bool two_files,
    struct sl_file_writer *writer,
    struct sl_error *err
)
{
    struct line line;

    begin(&line, writer);
    const enum sl_status status = write_clusters(&line, linkage, two_files, err);
    finish(&line);
    return status;
}

enum sl_status sl_link_write_pairs(
    const struct sl_linkage *linkage, struct sl_file_writer *writer, struct sl_error *err
)
{
    struct line line;

    begin(&line, writer);
    const enum sl_status status = write_pairs(&line, linkage, err);
    finish(&line);
    return status;
}

enum sl_status sl_link_write_ties(
    const struct sl_linkage *linkage,
    bool two_files,
    struct sl_file_writer *writer,
    struct sl_error *err
)
{
    struct line line;

    begin(&line, writer);
    const enum sl_status status = write_ties(&line, linkage, two_files, err);
    finish(&line);
    return status;
}
