/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "picture/genogram.h"
#include "picture/labels.h"
#include "picture/screen.h"
#include "record/say.h"

/* The text of a label: quotes and backslashes escaped, what could hide other text as '?'. */
static void add_label(struct sl_buf *buf, struct sl_str text)
{
    while (text.len > 0) {
        const uint32_t point = sl_screen_letter(sl_utf8_take(&text));
        if (point == '"' || point == '\\') {
            sl_buf_add_byte(buf, '\\');
        }
        sl_utf8_add(buf, point);
    }
}

static const char *const shapes[] = {
    [SL_SVG_SQUARE] = "square",
    [SL_SVG_CIRCLE] = "circle",
    [SL_SVG_DIAMOND] = "diamond",
    [SL_SVG_TRIANGLE] = "triangle",
};

static void add_person(
    const struct sl_genogram *genogram, size_t index, struct sl_buf *name, struct sl_buf *buf
)
{
    const struct sl_genogram_person *person = &genogram->persons[index];
    sl_buf_clear(name);
    sl_picture_add_name(&genogram->picture->persons[person->person], name);
    sl_buf_addf(buf, "  p%zu [label=\"", index);
    if (person->is_dead) {
        /* Both diagonals of a cross, which DOT has no shape for. */
        sl_buf_add(buf, SL_STR("\xE2\x95\xB3 "));
    }
    add_label(buf, sl_buf_str(name));
    if (person->birth.precision != SL_PRECISION_NONE) {
        sl_buf_add(buf, SL_STR("\\nborn "));
        sl_say_day(person->birth, buf);
    }
    if (person->death.precision != SL_PRECISION_NONE) {
        sl_buf_add(buf, SL_STR("\\ndied "));
        sl_say_day(person->death, buf);
    }
    sl_buf_addf(
        buf,
        "\", shape=%s%s%s%s];\n",
        shapes[person->shape],
        person->is_dead ? ", color=gray40" : "",
        person->is_with_child ? ", style=filled, fillcolor=\"#e3efe8\"" : "",
        index == 0 ? ", peripheries=2, penwidth=2" : ""
    );
}

/* Append the numbers of the records that relate two people, in either direction. */
static void
add_records(const struct sl_genogram *genogram, size_t one, size_t other, struct sl_buf *buf)
{
    const struct sl_picture *picture = genogram->picture;
    const size_t from = genogram->persons[one].person;
    const size_t to = genogram->persons[other].person;
    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        if ((relation->from == from && relation->to == to) ||
            (relation->from == to && relation->to == from)) {
            sl_buf_addf(buf, "#%lld ", (long long)picture->input->records[relation->record].id);
        }
    }
}

static void add_family(const struct sl_genogram *genogram, size_t index, struct sl_buf *buf)
{
    const struct sl_genogram_family *family = &genogram->families[index];
    sl_buf_addf(buf, "  f%zu [shape=point, width=0.05, label=\"\"];\n", index);
    for (size_t i = 0; i < family->parent_count; i++) {
        sl_buf_addf(buf, "  p%zu -> f%zu [tooltip=\"", family->parents[i], index);
        if (family->parent_count > 1) {
            add_records(genogram, family->parents[0], family->parents[1], buf);
        }
        sl_buf_add(buf, SL_STR("\", dir=none, weight=4];\n"));
    }
    for (size_t i = 0; i < family->child_count; i++) {
        sl_buf_addf(buf, "  f%zu -> p%zu [tooltip=\"", index, family->children[i]);
        for (size_t j = 0; j < family->parent_count; j++) {
            add_records(genogram, family->parents[j], family->children[i], buf);
        }
        sl_buf_add(buf, SL_STR("\", dir=none];\n"));
    }
}

/* One dashed line for each sort of reason that somebody around the child is tied by. */
static void
add_other(const struct sl_genogram *genogram, size_t index, struct sl_buf *name, struct sl_buf *buf)
{
    const struct sl_picture *picture = genogram->picture;
    const struct sl_picture_tie *tie = &picture->ties[genogram->others[index]];
    sl_buf_clear(name);
    sl_picture_add_name(&picture->persons[tie->person], name);
    sl_buf_addf(buf, "  o%zu [label=\"", index);
    add_label(buf, sl_buf_str(name));
    sl_buf_addf(
        buf, "\", shape=%s];\n", shapes[sl_genogram_shape_of(&picture->persons[tie->person])]
    );
    for (size_t i = 0; i < tie->reason_count; i++) {
        const struct sl_picture_reason *reason = &tie->reasons[i];
        if (i > 0 && reason[-1].bond == reason->bond) {
            continue;
        }
        sl_buf_clear(name);
        sl_picture_add_reason(picture, tie, reason, name);
        sl_buf_addf(buf, "  p0 -> o%zu [label=\"", index);
        add_label(buf, sl_buf_str(name));
        sl_buf_addf(
            buf,
            "\", tooltip=\"#%lld\", style=%s, dir=none, minlen=2];\n",
            (long long)picture->input->records[reason->record].id,
            reason->bond == SL_PICTURE_STATED ? "solid" : "dashed"
        );
    }
}

void sl_genogram_dot(const struct sl_genogram *genogram, struct sl_buf *buf)
{
    const struct sl_picture_input *input = genogram->picture->input;
    struct sl_buf name;
    sl_buf_init(&name, (size_t)1 << 20);
    sl_buf_add(
        buf,
        SL_STR("digraph genogram {\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n"
               "  edge [fontname=\"sans-serif\", fontsize=10];\n")
    );
    for (size_t i = 0; i < genogram->person_count; i++) {
        add_person(genogram, i, &name, buf);
    }
    for (size_t i = 0; i < genogram->family_count; i++) {
        add_family(genogram, i, buf);
    }
    for (size_t i = 0; i < genogram->line_count; i++) {
        const struct sl_genogram_line *line = &genogram->lines[i];
        sl_buf_addf(buf, "  p%zu -> p%zu [label=\"", line->from, line->to);
        sl_buf_add(buf, sl_role_terms()[line->role].words);
        sl_buf_addf(
            buf,
            "\", tooltip=\"#%lld\", style=dashed%s];\n",
            (long long)input->records[line->record].id,
            sl_genogram_is_elder(line->role) ? "" : ", dir=none, constraint=false"
        );
    }
    for (size_t i = 0; i < genogram->other_count; i++) {
        add_other(genogram, i, &name, buf);
    }
    sl_buf_add(buf, SL_STR("}\n"));
    if (name.status != SL_OK) {
        buf->status = name.status;
    }
    sl_buf_finish(&name);
}
