/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_text_impl.h"

#include "picture/codes.h"
#include "picture/labels.h"
#include "record/say.h"

/* Somebody younger than this is a child; a leap day more or less does no harm. */
#define CHILD_DAYS (18 * 365 + 5)

#define INDENT 2u /* with the blank behind the empty cell; a cell has two columns at least */

void sl_page_heading(struct sl_page *page, const char *part, const char *words)
{
    if (page->as_rows) {
        sl_told_part(page, part);
    } else {
        sl_buf_addf(page->out, "\n%s\n", words);
    }
}

void sl_page_end(struct sl_page *page)
{
    SL_ASSERT(page->cell_count < SL_SCREEN_CELL_LIMIT);
    page->ends[page->cell_count++] = page->text.len;
}

void sl_page_cell(struct sl_page *page, struct sl_str text)
{
    sl_buf_add(&page->text, text);
    sl_page_end(page);
}

/* Show the row as columns. */
static void show_columns(struct sl_page *page, const size_t *widths, size_t width_count)
{
    struct sl_screen_cell cells[SL_SCREEN_CELL_LIMIT];
    size_t left = page->columns - INDENT - 1;
    size_t first = 0;
    cells[0] = (struct sl_screen_cell){ .width = INDENT };
    for (size_t i = 0; i < page->cell_count; i++) {
        const bool is_last = i + 1 == page->cell_count;
        struct sl_screen_cell *cell = &cells[i + 1];
        cell->text = sl_str_part(sl_buf_str(&page->text), first, page->ends[i] - first);
        cell->width = is_last || i >= width_count ? left : widths[i];
        left -= is_last ? 0 : cell->width + 1;
        first = page->ends[i];
    }
    sl_screen_row(page->out, cells, page->cell_count + 1);
}

void sl_page_row(struct sl_page *page, const size_t *widths, size_t width_count)
{
    SL_ASSERT(page->cell_count > 0);
    if (page->text.status != SL_OK) {
        page->out->status = page->text.status;
    } else if (page->as_rows) {
        sl_told_row(page);
    } else {
        SL_ASSERT(page->cell_count <= width_count + 1);
        show_columns(page, widths, width_count);
    }
    sl_buf_clear(&page->text);
    page->cell_count = 0;
    page->span_count = 0;
    page->mark = SL_STR("");
}

void sl_page_line(struct sl_page *page, struct sl_str text)
{
    sl_page_cell(page, text);
    sl_page_row(page, NULL, 0);
}

/* What the text has from `first` on stands for something; columns do not say so. */
static void add_span(struct sl_page *page, size_t first, const char *kind, struct sl_str value)
{
    if (page->as_rows && page->text.status == SL_OK) {
        sl_told_span(page, first, kind, value);
    }
}

void sl_page_record(struct sl_page *page, size_t record)
{
    const size_t first = page->text.len;
    sl_buf_addf(&page->text, "#%lld", (long long)page->picture->input->records[record].id);
    add_span(page, first, "record", sl_str_part(sl_buf_str(&page->text), first + 1, SIZE_MAX));
}

void sl_page_agency(struct sl_page *page, struct sl_str agency)
{
    const size_t first = page->text.len;
    sl_buf_add(&page->text, agency);
    add_span(page, first, "agency", agency);
}

/* Is it known that somebody is a child, or will be one? */
static bool is_child(const struct sl_picture *picture, const struct sl_picture_person *person)
{
    struct sl_moment birth;
    if (person->birth_date.value == NULL) {
        return person->expected_birth_date.value != NULL;
    }
    return sl_say_parse(person->birth_date.value->text, &birth) &&
           birth.day > picture->input->today - CHILD_DAYS;
}

void sl_page_person(struct sl_page *page, const struct sl_picture_person *person)
{
    const size_t first = page->text.len;
    sl_picture_add_name(person, &page->text);
    if (person->identity.len > 0 && is_child(page->picture, person)) {
        add_span(page, first, "person", person->identity);
    }
}

void sl_page_sources(struct sl_page *page, const struct sl_picture_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        sl_buf_add(&page->text, i > 0 ? SL_STR(" ") : SL_STR(""));
        sl_page_record(page, sources->records[i]);
    }
}

void sl_page_add_basis(const struct sl_picture *picture, struct sl_buf *text)
{
    sl_buf_add(text, SL_STR("On "));
    sl_say_day(sl_moment_of_day(picture->input->today), text);
    size_t record_count = 0;
    for (size_t i = 0; i < picture->holder_count; i++) {
        record_count += picture->holders[i].record_count;
    }
    sl_buf_addf(
        text,
        record_count == 1 ? ", from %zu record that names the child"
                          : ", from %zu records that name the child",
        record_count
    );
    sl_buf_addf(
        text,
        " and %zu about people and things around. Numbers such as #12 are those of records.",
        picture->input->record_count - record_count
    );
}

/* A line of the whole width. */
static void print_line(struct sl_page *page)
{
    const struct sl_screen_cell cell = { sl_buf_str(&page->text), page->columns };
    sl_screen_row(page->out, &cell, 1);
    sl_buf_clear(&page->text);
}

/* Who it is, in one line: name, age, birth; then of which day, and from how many records. */
static void print_title(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    struct sl_buf *text = &page->text;
    sl_picture_add_child_name(picture, text);
    const size_t name = text->len;
    sl_buf_add(text, SL_STR(", "));
    sl_picture_add_life(picture, text);
    if (text->len == name + 2) {
        sl_buf_cut(text, name);
    }
    sl_buf_add(text, SL_STR("   "));
    sl_buf_add(text, picture->input->child);
    print_line(page);
    sl_page_add_basis(picture, text);
    print_line(page);
    for (size_t i = 0; i < picture->input->note_count; i++) {
        static const size_t widths[] = { 5 };
        sl_page_cell(page, SL_STR("NOTE"));
        sl_page_cell(page, picture->input->notes[i]);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
}

static void print_words(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    const size_t widths[] = { page->columns - 46 };
    sl_page_heading(page, "words", "IN THE CHILD'S OWN WORDS");
    for (size_t i = 0; i < picture->word_count; i++) {
        const struct sl_picture_words *words = &picture->words[i];
        sl_buf_addf(&page->text, "\xE2\x80\x9C%.*s\xE2\x80\x9D", SL_STR_ARG(words->value->text));
        if (words->shared) {
            sl_buf_add(&page->text, SL_STR(" (of an event about several people)"));
        }
        sl_page_end(page);
        if (words->event != SL_PICTURE_NONE) {
            const struct sl_entity *event = picture->events[words->event].entity;
            sl_say_day(event->start, &page->text);
            sl_buf_add(
                &page->text, event->start.precision == SL_PRECISION_NONE ? SL_STR("") : SL_STR(", ")
            );
            sl_buf_add(&page->text, sl_event_kind_terms()[event->kind].words);
            sl_buf_add(&page->text, SL_STR(", "));
        }
        sl_page_agency(page, picture->input->records[words->record].agency);
        sl_buf_add_byte(&page->text, ' ');
        sl_page_sources(page, &words->sources);
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
    if (picture->word_count == 0) {
        sl_page_line(page, SL_STR("No record has any."));
    }
}

/* What a gap is about, in words. */
static void add_gap(struct sl_page *page, const struct sl_picture_gap *gap)
{
    const struct sl_picture *picture = page->picture;
    if (gap->attribute != SL_ATTRIBUTE_TABLE_COUNT) {
        sl_buf_add(&page->text, sl_attribute_terms()[gap->attribute].words);
    }
    if (gap->kind == SL_PICTURE_NO_AGENCY) {
        sl_page_agency(page, gap->text);
    } else {
        sl_buf_add(&page->text, gap->text);
    }
    if (gap->event != SL_PICTURE_NONE) {
        const struct sl_entity *event = picture->events[gap->event].entity;
        sl_buf_add(&page->text, sl_event_kind_terms()[event->kind].words);
        sl_buf_add_byte(&page->text, ' ');
        sl_say_day(event->start, &page->text);
    }
    if (gap->record != SL_PICTURE_NONE) {
        sl_buf_add_byte(&page->text, ' ');
        sl_page_record(page, gap->record);
    }
}

/* Gaps of one kind, and of fields of one reason, stand in one row. */
static bool is_one_row(const struct sl_picture_gap *left, const struct sl_picture_gap *right)
{
    return left->kind == right->kind &&
           (left->kind != SL_PICTURE_NO_FIELD || left->known == right->known);
}

static void print_gaps(struct sl_page *page)
{
    static const size_t widths[] = { 30 };
    const struct sl_picture *picture = page->picture;
    sl_page_heading(
        page,
        "gaps",
        picture->input->answer_count > 0 ? "NOT KNOWN, AS FAR AS RECORDS ARE OPEN TO YOU"
                                         : "NOT KNOWN"
    );
    for (size_t i = 0; i < picture->gap_count; i++) {
        const struct sl_picture_gap *gap = &picture->gaps[i];
        bool is_told = false;
        for (size_t j = 0; j < i && !is_told; j++) {
            is_told = is_one_row(&picture->gaps[j], gap);
        }
        if (is_told) {
            continue;
        }
        sl_page_cell(
            page,
            gap->kind == SL_PICTURE_NO_FIELD && gap->known != SL_NOT_RECORDED
                ? sl_picture_known_terms()[gap->known].words
                : sl_picture_gap_terms()[gap->kind].words
        );
        for (size_t j = i; j < picture->gap_count; j++) {
            if (is_one_row(gap, &picture->gaps[j])) {
                sl_buf_add(&page->text, j > i ? SL_STR(", ") : SL_STR(""));
                add_gap(page, &picture->gaps[j]);
            }
        }
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
    if (picture->gap_count == 0) {
        sl_page_line(page, SL_STR("Nothing that should be there is missing."));
    }
}

static void print_holders(struct sl_page *page)
{
    static const size_t widths[] = { 30 };
    const struct sl_picture *picture = page->picture;
    sl_page_heading(page, "holders", "WHO HOLDS RECORDS OF THE CHILD");
    for (size_t i = 0; i < picture->holder_count; i++) {
        const struct sl_picture_holder *holder = &picture->holders[i];
        sl_page_agency(page, holder->agency);
        sl_buf_addf(&page->text, ", %.*s", SL_STR_ARG(holder->system));
        sl_page_end(page);
        sl_buf_addf(
            &page->text,
            holder->record_count == 1 ? "%zu record, " : "%zu records, ",
            holder->record_count
        );
        sl_buf_add(&page->text, SL_STR("the latest of "));
        sl_say_day(holder->latest, &page->text);
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
}

void sl_page_open(
    struct sl_page *page,
    const struct sl_picture *picture,
    const struct sl_picture_view *view,
    struct sl_buf *out
)
{
    const size_t columns =
        view->columns < SL_PICTURE_MIN_COLUMNS ? SL_PICTURE_MIN_COLUMNS : view->columns;
    *page = (struct sl_page){ .picture = picture, .view = view, .out = out };
    page->columns = columns > SL_PICTURE_MAX_COLUMNS ? SL_PICTURE_MAX_COLUMNS : columns;
    sl_buf_init(&page->text, (size_t)64 << 20);
    sl_arena_init(&page->arena, (size_t)64 << 20);
}

void sl_page_close(struct sl_page *page)
{
    sl_arena_finish(&page->arena);
    sl_buf_finish(&page->text);
}

void sl_page_sections(struct sl_page *page)
{
    print_words(page);
    sl_page_now(page);
    sl_page_who(page);
    sl_page_network(page);
    sl_page_chronology(page);
    print_gaps(page);
    print_holders(page);
    sl_page_answers(page);
}

void sl_picture_print(
    const struct sl_picture *picture, const struct sl_picture_view *view, struct sl_buf *buf
)
{
    struct sl_page page;
    sl_page_open(&page, picture, view, buf);
    print_title(&page);
    sl_page_sections(&page);
    sl_page_close(&page);
}
