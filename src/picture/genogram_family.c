/* SPDX-License-Identifier: Apache-2.0 */
/* The family of a genogram, drawn: people, and the lines of couples, children and care. */
#include "picture/genogram_impl.h"
#include "picture/labels.h"
#include "record/say.h"

#define HALF (SL_GENOGRAM_SYMBOL / 2)
/* The second outline of the child stands so far from the first. */
#define DOUBLE_GAP 4.5
/* From a symbol to the line of a couple below all its words, and to the bar of children above. */
#define COUPLE_DROP 44.0
#define CHILD_RISE  20.0
/* Lines of families that could be taken for one are so far apart. */
#define FAMILY_STEP  6.0
#define FAMILY_STEPS 3u

#define SOURCE_LIMIT 4

static const struct sl_svg_lines name_lines = { "name", 15, 16, 2 };
static const struct sl_svg_lines kin_lines = { "more", 13, 24, 1 };
static const struct sl_svg_lines date_lines = { "more", 13, 24, 2 };
static const struct sl_svg_lines source_lines = { "source", 12, 28, 1 };

/* "born 3 May 2009", "born 1985, died 2024", "due 3 May 2025": as far as it is known. */
static void add_dates(const struct sl_genogram_person *person, struct sl_buf *buf)
{
    const bool has_birth = person->birth.precision != SL_PRECISION_NONE;
    if (has_birth) {
        sl_buf_add(buf, person->shape == SL_SVG_TRIANGLE ? SL_STR("due ") : SL_STR("born "));
        sl_say_day(person->birth, buf);
    }
    if (person->is_dead) {
        sl_buf_add(buf, has_birth ? SL_STR(", died ") : SL_STR("died "));
        sl_say_day(person->death, buf);
    }
}

/* What somebody is to the child, by the first reason; nothing of the child. */
static void add_kin(const struct sl_genogram *genogram, size_t tie, struct sl_buf *buf)
{
    const struct sl_picture *picture = genogram->picture;
    const struct sl_picture_tie *found = tie == SL_PICTURE_NONE ? NULL : &picture->ties[tie];
    if (found == NULL) {
        return;
    }
    if (found->reasons[0].bond == SL_PICTURE_SIBLINGS) {
        /* Through whom is seen in the drawing. */
        const char sex = sl_picture_sex(&picture->persons[found->person]);
        sl_buf_add(buf, sl_picture_kin(SL_ROLE_SIBLING, true, sex));
    } else {
        sl_picture_add_reason(picture, found, &found->reasons[0], buf);
    }
}

void sl_genogram_add_sources(const struct sl_genogram *genogram, size_t tie, struct sl_buf *buf)
{
    const struct sl_picture *picture = genogram->picture;
    int64_t shown[SOURCE_LIMIT] = { 0 };
    size_t count = 0;
    for (size_t i = 0; tie != SL_PICTURE_NONE && i < picture->ties[tie].reason_count; i++) {
        const int64_t id = picture->input->records[picture->ties[tie].reasons[i].record].id;
        bool is_shown = false;
        for (size_t j = 0; j < count && !is_shown; j++) {
            is_shown = shown[j] == id;
        }
        if (!is_shown && count == SOURCE_LIMIT) {
            sl_buf_add(buf, SL_STR(" \xE2\x80\xA6"));
            return;
        }
        if (!is_shown) {
            sl_buf_addf(buf, "%s#%lld", count > 0 ? " " : "", (long long)id);
            shown[count++] = id;
        }
    }
}

static void add_name(const struct sl_genogram *genogram, size_t index, struct sl_buf *buf)
{
    if (index == 0) {
        sl_picture_add_child_name(genogram->picture, buf);
    } else {
        sl_picture_add_name(&genogram->picture->persons[genogram->persons[index].person], buf);
    }
}

void sl_genogram_add_sentence(const struct sl_genogram *genogram, size_t index, struct sl_buf *buf)
{
    const struct sl_genogram_person *person = &genogram->persons[index];
    add_name(genogram, index, buf);
    if (index == 0) {
        sl_buf_add(buf, SL_STR(", the child"));
    } else if (person->tie != SL_PICTURE_NONE) {
        sl_buf_add(buf, SL_STR(", "));
        add_kin(genogram, person->tie, buf);
    }
    if (person->is_dead || person->birth.precision != SL_PRECISION_NONE) {
        sl_buf_add(buf, SL_STR(", "));
        add_dates(person, buf);
    }
    if (index > 0 && person->is_with_child) {
        sl_buf_add(buf, SL_STR(", lives with the child"));
    }
}

/* The middle of somebody's symbol, the bottom of it, and its top. */
static struct sl_svg_point middle_of(const struct sl_genogram_drawing *drawing, size_t person)
{
    const struct sl_svg_point *place = &drawing->layout->persons[person];
    return (struct sl_svg_point){
        place->x - (SL_GENOGRAM_BOX_WIDTH - SL_GENOGRAM_SYMBOL) / 2 + drawing->left + DOUBLE_GAP,
        place->y + drawing->top,
    };
}

static struct sl_svg_point bottom_of(const struct sl_genogram_drawing *drawing, size_t person)
{
    struct sl_svg_point at = middle_of(drawing, person);
    at.y += HALF + (person == 0 ? DOUBLE_GAP : 0);
    return at;
}

static struct sl_svg_point top_of(const struct sl_genogram_drawing *drawing, size_t person)
{
    struct sl_svg_point at = middle_of(drawing, person);
    at.y -= HALF + (person == 0 ? DOUBLE_GAP : 0);
    return at;
}

static void draw_symbol(
    struct sl_genogram_drawing *drawing, const struct sl_genogram_person *person, bool is_child
)
{
    struct sl_svg *svg = &drawing->svg;
    const size_t index = (size_t)(person - drawing->genogram->persons);
    const struct sl_svg_point at = middle_of(drawing, index);
    if (is_child) {
        sl_svg_symbol(svg, "symbol", person->shape, at, SL_GENOGRAM_SYMBOL + 2 * DOUBLE_GAP);
    }
    sl_svg_symbol(
        svg, person->is_with_child ? "symbol home" : "symbol", person->shape, at, SL_GENOGRAM_SYMBOL
    );
    if (person->is_dead) {
        sl_svg_cross(
            svg,
            "line",
            at,
            person->shape == SL_SVG_SQUARE ? SL_GENOGRAM_SYMBOL : SL_GENOGRAM_SYMBOL * 0.7
        );
        return;
    }
    sl_say_age(person->birth, drawing->genogram->picture->input->today, &svg->text);
    /* Years stand in the symbol; weeks and months would not fit. */
    if (svg->text.len > 0 && svg->text.len <= 2) {
        const struct sl_svg_point foot = { at.x, at.y + 4.5 };
        sl_svg_line_of_text(svg, "age", foot, sl_buf_str(&svg->text));
    }
    sl_buf_clear(&svg->text);
}

static void draw_person(struct sl_genogram_drawing *drawing, size_t index)
{
    struct sl_svg *svg = &drawing->svg;
    const struct sl_genogram *genogram = drawing->genogram;
    const struct sl_genogram_person *person = &genogram->persons[index];
    struct sl_svg_point at = middle_of(drawing, index);
    sl_svg_put(svg, "<g><title>");
    sl_genogram_add_sentence(genogram, index, &svg->text);
    sl_svg_text(svg, sl_buf_str(&svg->text));
    sl_buf_clear(&svg->text);
    sl_svg_put(svg, "</title>");
    draw_symbol(drawing, person, index == 0);
    at.x += HALF + (index == 0 ? DOUBLE_GAP : 0) + 9;
    /* A twin's line comes from the side, above the name. */
    at.y -= person->is_twin ? 8 : 18;
    add_name(genogram, index, &svg->text);
    at.y = sl_svg_lines_of_text(svg, &name_lines, at) - 1;
    add_kin(genogram, person->tie, &svg->text);
    at.y = sl_svg_lines_of_text(svg, &kin_lines, at);
    add_dates(person, &svg->text);
    at.y = sl_svg_lines_of_text(svg, &date_lines, at);
    sl_genogram_add_sources(genogram, person->tie, &svg->text);
    (void)sl_svg_lines_of_text(svg, &source_lines, at);
    sl_svg_put(svg, "</g>\n");
}

static void draw_level(struct sl_genogram_drawing *drawing, double low, double high, double y)
{
    if (high > low) {
        sl_svg_stroke(
            &drawing->svg, "line", (struct sl_svg_point){ low, y }, (struct sl_svg_point){ high, y }
        );
    }
}

/* Is a child of a family drawn from one point with the one behind? */
static bool
is_pair(const struct sl_genogram *genogram, const struct sl_genogram_family *family, size_t index)
{
    return index + 1 < family->child_count && genogram->persons[family->children[index]].is_twin &&
           genogram->persons[family->children[index + 1]].is_twin;
}

/* The children of a family, hanging from a bar below a point; the bar is moved by `shift`. */
static void draw_children(
    struct sl_genogram_drawing *drawing,
    const struct sl_genogram_family *family,
    struct sl_svg_point from,
    double shift
)
{
    double low = from.x;
    double high = low;
    double bar = from.y;
    for (size_t i = 0; i < family->child_count; i++) {
        const size_t child = family->children[i];
        struct sl_svg_point foot = top_of(drawing, child);
        const struct sl_svg_point top = foot;
        bar = middle_of(drawing, child).y - HALF - CHILD_RISE - shift;
        foot.y = bar;
        if (is_pair(drawing->genogram, family, i)) {
            const struct sl_svg_point twin = top_of(drawing, family->children[++i]);
            foot.x = (top.x + twin.x) / 2;
            sl_svg_stroke(&drawing->svg, "line", foot, twin);
        }
        sl_svg_stroke(&drawing->svg, "line", foot, top);
        low = foot.x < low ? foot.x : low;
        high = foot.x > high ? foot.x : high;
    }
    if (family->child_count > 0) {
        sl_svg_stroke(&drawing->svg, "line", from, (struct sl_svg_point){ from.x, bar });
        draw_level(drawing, low, high, bar);
    }
}

static void draw_family(struct sl_genogram_drawing *drawing, size_t index)
{
    const struct sl_genogram_family *family = &drawing->genogram->families[index];
    const double shift = FAMILY_STEP * (double)(index % FAMILY_STEPS);
    double low = 0;
    double high = 0;
    double bar = 0;
    for (size_t i = 0; i < family->parent_count; i++) {
        const double below = middle_of(drawing, family->parents[i]).y + HALF + COUPLE_DROP + shift;
        bar = below > bar ? below : bar;
    }
    for (size_t i = 0; i < family->parent_count; i++) {
        const struct sl_svg_point bottom = bottom_of(drawing, family->parents[i]);
        sl_svg_stroke(&drawing->svg, "line", bottom, (struct sl_svg_point){ bottom.x, bar });
        low = i == 0 || bottom.x < low ? bottom.x : low;
        high = i == 0 || bottom.x > high ? bottom.x : high;
    }
    draw_level(drawing, low, high, bar);
    /* From the couple's line, in its middle. */
    draw_children(drawing, family, (struct sl_svg_point){ (low + high) / 2, bar }, shift);
}

/* What is stated of two people and is not a couple with children: a dashed line with its words. */
static void draw_line(struct sl_genogram_drawing *drawing, const struct sl_genogram_line *line)
{
    struct sl_svg *svg = &drawing->svg;
    const struct sl_picture *picture = drawing->genogram->picture;
    const struct sl_genogram_person *persons = drawing->genogram->persons;
    const bool is_elder = sl_genogram_is_elder(line->role);
    const struct sl_svg_point to = top_of(drawing, line->to);
    const struct sl_svg_point from =
        is_elder ? bottom_of(drawing, line->from) : top_of(drawing, line->from);
    const double nearest = from.y < to.y ? from.y : to.y;
    /* A little aside, so that it does not lie on the lines of the family. */
    const double aside = is_elder ? 7 : -7;
    sl_picture_add_name(&picture->persons[persons[line->from].person], &svg->text);
    sl_buf_add_byte(&svg->text, ' ');
    sl_buf_add(&svg->text, sl_role_terms()[line->role].words);
    sl_buf_add_byte(&svg->text, ' ');
    sl_picture_add_name(&picture->persons[persons[line->to].person], &svg->text);
    sl_buf_addf(&svg->text, ", #%lld", (long long)picture->input->records[line->record].id);
    sl_svg_put(svg, "<g><title>");
    sl_svg_text(svg, sl_buf_str(&svg->text));
    sl_buf_clear(&svg->text);
    sl_svg_put(svg, "</title><path class=\"said\" d=\"M");
    sl_svg_number(svg, from.x + aside);
    sl_svg_put(svg, " ");
    sl_svg_number(svg, from.y);
    sl_svg_put(svg, "V");
    sl_svg_number(svg, is_elder ? to.y - CHILD_RISE / 2 : nearest - CHILD_RISE / 2);
    sl_svg_put(svg, "H");
    sl_svg_number(svg, to.x + aside);
    sl_svg_put(svg, "V");
    sl_svg_number(svg, to.y);
    sl_svg_put(svg, "\"/></g>\n");
}

void sl_genogram_draw_family(struct sl_genogram_drawing *drawing)
{
    for (size_t i = 0; i < drawing->genogram->family_count; i++) {
        sl_svg_put(&drawing->svg, "<g>");
        draw_family(drawing, i);
        sl_svg_put(&drawing->svg, "</g>\n");
    }
    for (size_t i = 0; i < drawing->genogram->line_count; i++) {
        draw_line(drawing, &drawing->genogram->lines[i]);
    }
    for (size_t i = 0; i < drawing->genogram->person_count; i++) {
        draw_person(drawing, i);
    }
}
