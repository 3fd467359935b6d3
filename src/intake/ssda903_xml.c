/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Elements: Guide to the SSDA903 collection, 1 April 2024 to 31 March 2025. What a child's element
 * holds are the rows of the CSV files, so it is read as these.
 */
#include "intake/child_part.h"
#include "intake/ssda903.h"
#include "intake/xml_cut.h"
#include "intake/xml_read.h"

#define NAME(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* Entities of one child; more reject the record. */

/* What stands in front of the first child. */
#define BEFORE_LIMIT_BYTES ((size_t)64 << 10)

/* Rows whose fields are elements of HEADER itself: there is one when one of `needs` is not empty.
 */
static const struct {
    struct sl_str kind;
    struct sl_str needs[3];
} singles[] = {
  /* clang-format off */
    { NAME("child"), { NAME("CHILDID") } },
    { NAME("oc3"), { NAME("IN_TOUCH"), NAME("ACTIV"), NAME("ACCOM") } },
    { NAME("uasc"), { NAME("DUC"), NAME("UASC") } },
    { NAME("ad1"), { NAME("DATE_INT"), NAME("DATE_MATCH") } },
  /* clang-format on */
};

/* Rows that have an element of their own. */
static const struct {
    struct sl_str element, kind;
} groups[] = {
    {NAME("AREVIEW"),     NAME("reviews")            },
    { NAME("AMISSING"),   NAME("missing")            },
    { NAME("OC2"),        NAME("oc2")                },
    { NAME("PERMANENCE"), NAME("previous_permanence")},
    { NAME("AD_PLACED"),  NAME("placed_for_adoption")},
    { NAME("EPISODE"),    NAME("episodes")           },
};

/* Columns that are called otherwise here. */
static const struct {
    struct sl_str column, element;
} others[] = {
    {NAME("CHILD"),  NAME("CHILDID")},
    { NAME("PLACE"), NAME("PL")     },
};

static struct sl_str
text_of(const struct sl_xml_node *group, const struct sl_xml_node *header, struct sl_str column)
{
    struct sl_str name = column;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        name = sl_str_equal(others[i].column, column) ? others[i].element : name;
    }
    const struct sl_xml_node *node = sl_xml_find(group, name);
    node = node == NULL ? sl_xml_find(header, name) : node;
    return node == NULL ? SL_STR("") : node->text;
}

/* The elements as a row: every column of the kind, in its order. */
static void make_row(
    const struct sl_file_kind *kind,
    const struct sl_xml_node *group,
    const struct sl_xml_node *header,
    struct sl_row *names,
    struct sl_row *row
)
{
    names->count = row->count = kind->column_count;
    for (size_t i = 0; i < kind->column_count; i++) {
        names->fields[i] = kind->columns[i].name;
        row->fields[i] = text_of(group, header, kind->columns[i].name);
    }
}

/* Read a row twice: for its key, and for its facts under the key that it then has. */
static enum sl_status read_row(
    struct sl_reading *reading,
    struct sl_str kind_name,
    const struct sl_xml_node *group,
    const struct sl_xml_node *header,
    struct sl_error *err
)
{
    const struct sl_file_kind *kind = sl_ssda903_kind(kind_name);
    struct sl_row names;
    struct sl_row row;
    struct sl_facts scratch;
    struct sl_reading part = { .facts = &scratch };
    SL_ASSERT(kind != NULL);
    if (reading->facts->entity_count >= SL_CHILD_PART_LIMIT) {
        return sl_fail(err, SL_LIMIT, "the child has more than %u entities", SL_CHILD_PART_LIMIT);
    }
    make_row(kind, group, header, &names, &row);
    sl_facts_init(&scratch, reading->facts->arena);
    enum sl_status status = sl_table_read(kind, &names, &row, &part, err);
    if (status == SL_OK) {
        status = sl_child_free_key(reading->facts, part.key, &part.key, err);
    }
    if (status == SL_OK) {
        part.facts = reading->facts;
        status = sl_table_read(kind, &names, &row, &part, err);
    }
    reading->field = part.field;
    reading->line = group->line;
    if (status == SL_OK && reading->key.len == 0) {
        reading->key = part.key;
    }
    return status;
}

static enum sl_status read_groups(
    struct sl_reading *reading,
    const struct sl_xml_node *around,
    const struct sl_xml_node *header,
    struct sl_error *err
)
{
    const struct sl_xml_node *at = around == NULL ? NULL : around->first;
    for (; at != NULL; at = at->next) {
        for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
            if (sl_str_equal(groups[i].element, at->name)) {
                SL_TRY(read_row(reading, groups[i].kind, at, header, err));
            }
        }
    }
    return SL_OK;
}

static enum sl_status read_child(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_xml_node *root = NULL;
    size_t line = 0;
    const enum sl_status status =
        sl_xml_read(reading->body, reading->facts->arena, &root, &line, err);
    reading->line = line;
    SL_TRY(status);
    const struct sl_xml_node *header = sl_xml_find(root, SL_STR("HEADER"));
    if (text_of(header, NULL, SL_STR("CHILD")).len == 0) {
        reading->field = SL_STR("CHILDID");
        return sl_fail(err, SL_INVALID, "the element is missing");
    }
    for (size_t i = 0; i < sizeof singles / sizeof singles[0]; i++) {
        bool is_there = false;
        for (size_t j = 0; j < 3; j++) {
            is_there = is_there || text_of(header, NULL, singles[i].needs[j]).len > 0;
        }
        if (is_there) {
            SL_TRY(read_row(reading, singles[i].kind, header, header, err));
        }
    }
    SL_TRY(read_groups(reading, header, header, err));
    SL_TRY(read_groups(reading, root, header, err));
    sl_ssda903_settle(reading->facts);
    return SL_OK;
}

static enum sl_status open_file(struct sl_splitter *splitter, struct sl_error *err)
{
    struct sl_xml_cut *cut = splitter->state;
    struct sl_buf before;
    *cut = (struct sl_xml_cut){ .name = SL_STR("CHILD") };
    sl_buf_init(&before, BEFORE_LIMIT_BYTES);
    const enum sl_status status =
        sl_xml_cut_open(cut, &splitter->stream, SL_STR("EXPSSDA903"), &before, err);
    sl_buf_finish(&before);
    return status;
}

static enum sl_status
next_child(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    return sl_xml_cut_split(splitter->state, splitter, SL_STR(""), ret_split, err);
}

const struct sl_format sl_format_ssda903_xml = {
    .name = NAME("ssda903-xml"),
    .title = NAME("looked-after children, the SSDA903 return as XML"),
    .state_bytes = sizeof(struct sl_xml_cut),
    .open = open_file,
    .next = next_child,
    .read = read_child,
};
