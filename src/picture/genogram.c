/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/genogram.h"

#include "base/utf8.h"
#include "picture/labels.h"

/* The text of a label: quotes and backslashes escaped, control characters as blanks. */
static void add_label(struct sl_buf *buf, struct sl_str text)
{
    while (text.len > 0) {
        const uint32_t point = sl_utf8_take(&text);
        if (point == '"' || point == '\\') {
            sl_buf_add_byte(buf, '\\');
        }
        sl_utf8_add(buf, point < 0x20 || point == 0x7F ? ' ' : point);
    }
}

static void
add_person(const struct sl_picture *picture, size_t index, struct sl_buf *name, struct sl_buf *buf)
{
    const struct sl_picture_person *person = &picture->persons[index];
    const char sex = sl_picture_sex(person);
    const bool is_dead = person->death_date.value != NULL;
    sl_buf_clear(name);
    sl_picture_add_name(person, name);
    sl_buf_addf(buf, "  p%zu [label=\"", index);
    if (is_dead) {
        /* Both diagonals of a cross, which DOT has no shape for. */
        sl_buf_add(buf, SL_STR("\xE2\x95\xB3 "));
    }
    add_label(buf, sl_buf_str(name));
    if (person->birth_date.value != NULL) {
        sl_buf_add(buf, SL_STR("\\nborn "));
        add_label(buf, person->birth_date.value->text);
    }
    if (is_dead) {
        sl_buf_add(buf, SL_STR("\\ndied "));
        add_label(buf, person->death_date.value->text);
    }
    sl_buf_addf(
        buf,
        "\", shape=%s%s%s%s];\n",
        sex == 'm'   ? "square"
        : sex == 'f' ? "circle"
                     : "box",
        sex == 'm' || sex == 'f' ? "" : ", style=rounded",
        is_dead ? ", color=gray40" : "",
        index == 0 ? ", peripheries=2, penwidth=2" : ""
    );
}

static void add_edge_end(struct sl_buf *buf, int64_t one, int64_t other)
{
    if (one == other) {
        sl_buf_addf(buf, "\", tooltip=\"#%lld\"", (long long)one);
    } else {
        sl_buf_addf(buf, "\", tooltip=\"#%lld #%lld\"", (long long)one, (long long)other);
    }
}

/* What records state between people who are shown. Parents stand above, partners side by side. */
static void add_relations(const struct sl_picture *picture, const bool *shown, struct sl_buf *buf)
{
    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        if (!shown[relation->from] || !shown[relation->to]) {
            continue;
        }
        const bool is_above = relation->role >= SL_ROLE_MOTHER && relation->role <= SL_ROLE_ADOPTER;
        sl_buf_addf(buf, "  p%zu -> p%zu [label=\"", relation->from, relation->to);
        sl_buf_add(buf, sl_role_terms()[relation->role].words);
        const int64_t id = picture->input->records[relation->record].id;
        add_edge_end(buf, id, id);
        sl_buf_add(buf, is_above ? SL_STR("];\n") : SL_STR(", dir=none, constraint=false];\n"));
    }
}

/* One dashed line for each sort of inferred reason. */
static void add_inferred(const struct sl_picture *picture, struct sl_buf *buf)
{
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[i];
        for (size_t j = 0; j < tie->reason_count && tie->circle != SL_PICTURE_PROFESSIONALS; j++) {
            const struct sl_picture_reason *reason = &tie->reasons[j];
            if (reason->bond == SL_PICTURE_STATED || (j > 0 && reason[-1].bond == reason->bond)) {
                continue;
            }
            sl_buf_addf(buf, "  p0 -> p%zu [label=\"", tie->person);
            sl_buf_add(buf, sl_picture_bond_terms()[reason->bond].words);
            add_edge_end(
                buf,
                picture->input->records[reason->child_record].id,
                picture->input->records[reason->record].id
            );
            sl_buf_add(buf, SL_STR(", style=dashed, dir=none, constraint=false];\n"));
        }
    }
}

/* Is the person shown? The child, and whoever is tied to the child, but for professionals. */
static bool is_shown(const struct sl_picture *picture, size_t person)
{
    for (size_t i = 0; i < picture->tie_count; i++) {
        if (picture->ties[i].person == person) {
            return picture->ties[i].circle != SL_PICTURE_PROFESSIONALS;
        }
    }
    return person == 0;
}

void sl_picture_genogram(const struct sl_picture *picture, struct sl_buf *buf)
{
    struct sl_buf name;
    struct sl_arena scratch;
    sl_buf_init(&name, (size_t)1 << 20);
    sl_arena_init(&scratch, (size_t)16 << 20);
    bool *shown = sl_arena_alloc(&scratch, picture->person_count, sizeof *shown);
    sl_buf_add(
        buf,
        SL_STR("digraph genogram {\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n"
               "  edge [fontname=\"sans-serif\", fontsize=10];\n")
    );
    for (size_t i = 0; shown != NULL && i < picture->person_count; i++) {
        shown[i] = is_shown(picture, i);
        if (shown[i]) {
            add_person(picture, i, &name, buf);
        }
    }
    if (shown != NULL) {
        add_relations(picture, shown, buf);
    }
    add_inferred(picture, buf);
    sl_buf_add(buf, SL_STR("}\n"));
    if (shown == NULL || name.status != SL_OK) {
        buf->status = SL_NO_MEMORY;
    }
    sl_arena_finish(&scratch);
    sl_buf_finish(&name);
}
