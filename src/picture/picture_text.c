/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_text.h"

#include "picture/codes.h"
#include "picture/labels.h"
#include "picture/screen.h"

/* Cells of a row under way; their texts lie one behind the other in the buffer until it is shown.
 */
struct printing {
    const struct sl_picture *picture;
    const struct sl_picture_view *view;
    struct sl_buf *out;
    struct sl_buf text;
    size_t columns;
    size_t ends[SL_SCREEN_CELL_LIMIT]; /* of the cells' texts */
    size_t cell_count;
    struct sl_arena arena;
    bool *shown; /* records whose number was printed */
};

static void end_cell(struct printing *print)
{
    SL_ASSERT(print->cell_count < SL_SCREEN_CELL_LIMIT);
    print->ends[print->cell_count++] = print->text.len;
}

static void cell(struct printing *print, struct sl_str text)
{
    sl_buf_add(&print->text, text);
    end_cell(print);
}

/* Show the row; the last of the widths takes what is left of the columns. */
static void row(struct printing *print, const size_t *widths)
{
    struct sl_screen_cell cells[SL_SCREEN_CELL_LIMIT];
    size_t left = print->columns;
    size_t first = 0;
    for (size_t i = 0; i < print->cell_count; i++) {
        cells[i].text = sl_str_part(sl_buf_str(&print->text), first, print->ends[i] - first);
        cells[i].width = i + 1 < print->cell_count ? widths[i] : left;
        left -= i + 1 < print->cell_count ? widths[i] + 1 : 0;
        first = print->ends[i];
    }
    if (print->text.status == SL_OK) {
        sl_screen_row(print->out, cells, print->cell_count);
    } else {
        print->out->status = print->text.status;
    }
    sl_buf_clear(&print->text);
    print->cell_count = 0;
}

static void heading(struct printing *print, const char *words)
{
    sl_buf_addf(print->out, "\n%s\n", words);
}

static void add_record(struct printing *print, size_t record)
{
    print->shown[record] = true;
    sl_buf_addf(&print->text, "#%lld", (long long)print->picture->input->records[record].id);
}

static void add_agency(struct printing *print, size_t record)
{
    const struct sl_picture_record *found = &print->picture->input->records[record];
    sl_buf_add(&print->text, found->agency);
    sl_buf_add_byte(&print->text, '/');
    sl_buf_add(&print->text, found->system);
}

static void add_span(struct printing *print, struct sl_moment start, struct sl_moment end)
{
    if (start.precision == SL_PRECISION_NONE) {
        sl_buf_add(&print->text, SL_STR("no date"));
    }
    sl_moment_print(start, &print->text);
    if (end.precision != SL_PRECISION_NONE && sl_moment_compare(start, end) != 0) {
        sl_buf_add(&print->text, SL_STR(" to "));
        sl_moment_print(end, &print->text);
    }
}

static struct sl_str kind_words(const struct sl_picture_event *event)
{
    return sl_event_kind_terms()[event->entity->kind].words;
}

static void print_title(struct printing *print)
{
    const struct sl_picture_person *child = &print->picture->persons[0];
    sl_picture_add_name(child, &print->text);
    if (child->birth_date.value != NULL) {
        sl_buf_add(&print->text, SL_STR(", born "));
        sl_buf_add(&print->text, child->birth_date.value->text);
    }
    sl_buf_add(&print->text, SL_STR("   identity "));
    sl_buf_add(&print->text, print->picture->input->child);
    sl_buf_add(&print->text, SL_STR("   on "));
    sl_moment_print(sl_moment_of_day(print->picture->input->today), &print->text);
    end_cell(print);
    row(print, (const size_t[SL_SCREEN_CELL_LIMIT]){ 0 });
}

static void print_words(struct printing *print)
{
    static const size_t widths[SL_SCREEN_CELL_LIMIT] = { 16, 24 };
    heading(print, "THE CHILD'S OWN WORDS");
    for (size_t i = 0; i < print->picture->word_count; i++) {
        const struct sl_picture_words *words = &print->picture->words[i];
        if (words->event != SL_PICTURE_NONE) {
            const struct sl_picture_event *event = &print->picture->events[words->event];
            add_span(print, event->entity->start, (struct sl_moment){ .day = 0 });
            end_cell(print);
            sl_buf_add(&print->text, kind_words(event));
            sl_buf_add_byte(&print->text, ' ');
        } else {
            end_cell(print);
        }
        add_agency(print, words->record);
        sl_buf_add_byte(&print->text, ' ');
        add_record(print, words->record);
        end_cell(print);
        sl_buf_addf(&print->text, "\xE2\x80\x9C%.*s\xE2\x80\x9D", SL_STR_ARG(words->value->text));
        if (words->shared) {
            sl_buf_add(&print->text, SL_STR(" (of an event about several people)"));
        }
        end_cell(print);
        row(print, widths);
    }
    if (print->picture->word_count == 0) {
        sl_buf_add(print->out, SL_STR("No record has any.\n"));
    }
}

static void add_value(struct printing *print, const struct sl_picture_value *value)
{
    const char *words = sl_picture_code_words(NULL, value->value);
    if (value->known != SL_KNOWN) {
        sl_buf_add(&print->text, sl_picture_known_terms()[value->known].words);
    } else if (words != NULL) {
        sl_buf_addf(&print->text, "%s (%.*s)", words, SL_STR_ARG(value->value->text));
    } else {
        sl_buf_add(&print->text, value->value->text);
    }
    if (value->value->from.precision != SL_PRECISION_NONE ||
        value->value->until.precision != SL_PRECISION_NONE) {
        sl_buf_add(&print->text, SL_STR(", "));
        add_span(print, value->value->from, value->value->until);
    }
    if (!value->current) {
        sl_buf_add(&print->text, SL_STR(" (earlier)"));
    }
}

static void print_who(struct printing *print)
{
    const size_t widths[SL_SCREEN_CELL_LIMIT] = {
        22, 14, print->columns - 22 - 14 - 20 - 10 - 12, 20, 10
    };
    heading(print, "WHO");
    for (size_t i = 0; i < print->picture->field_count; i++) {
        const struct sl_picture_field *field = &print->picture->fields[i];
        for (size_t j = 0; j < field->value_count; j++) {
            const struct sl_picture_value *value = &field->values[j];
            cell(print, j > 0 ? SL_STR("") : sl_attribute_terms()[field->attribute].words);
            cell(print, j > 0 ? SL_STR("") : sl_picture_agreement_terms()[field->agreement].words);
            add_value(print, value);
            end_cell(print);
            add_agency(print, value->record);
            end_cell(print);
            sl_moment_print(
                value->dated.precision == SL_PRECISION_NONE  ? value->dated
                : value->dated.precision <= SL_PRECISION_DAY ? value->dated
                                                             : sl_moment_of_day(value->dated.day),
                &print->text
            );
            end_cell(print);
            add_record(print, value->record);
            end_cell(print);
            row(print, widths);
        }
        if (field->value_count == 0) {
            cell(print, sl_attribute_terms()[field->attribute].words);
            cell(print, sl_picture_agreement_terms()[field->agreement].words);
            row(print, widths);
        }
    }
}

/* What an event is, in a cell: how often, and what may be the same. */
static void add_event(struct printing *print, const struct sl_picture_event *event)
{
    static const enum sl_attribute told[] = {
        SL_ATTRIBUTE_SUMMARY, SL_ATTRIBUTE_CODE,    SL_ATTRIBUTE_CATEGORY, SL_ATTRIBUTE_NEED,
        SL_ATTRIBUTE_STATUS,  SL_ATTRIBUTE_OUTCOME, SL_ATTRIBUTE_TEAM,     SL_ATTRIBUTE_WORKER,
    };
    sl_buf_add(&print->text, kind_words(event));
    if (event->role != SL_ROLE_SUBJECT) {
        sl_buf_addf(&print->text, " (%.*s)", SL_STR_ARG(sl_role_terms()[event->role].name));
    }
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        for (size_t j = 0; j < event->entity->value_count; j++) {
            const struct sl_value *value = &event->facts->values[event->entity->first_value + j];
            if (value->attribute == told[i] && value->known == SL_KNOWN) {
                sl_buf_addf(
                    &print->text,
                    "; %.*s %.*s",
                    SL_STR_ARG(sl_attribute_terms()[value->attribute].words),
                    SL_STR_ARG(value->text)
                );
            }
        }
    }
    if (event->same_as != SL_PICTURE_NONE) {
        sl_buf_add(&print->text, SL_STR("; possibly the same as "));
        add_record(print, print->picture->events[event->same_as].record);
    }
}

static void print_current(struct printing *print)
{
    static const size_t widths[SL_SCREEN_CELL_LIMIT] = { 16, 20, 8 };
    bool any = false;
    heading(print, "NOW");
    for (size_t i = 0; i < print->picture->event_count; i++) {
        const struct sl_picture_event *event = &print->picture->events[i];
        if (!event->current) {
            continue;
        }
        any = true;
        sl_buf_add(&print->text, SL_STR("since "));
        add_span(print, event->entity->start, (struct sl_moment){ .day = 0 });
        end_cell(print);
        add_agency(print, event->record);
        end_cell(print);
        add_record(print, event->record);
        end_cell(print);
        add_event(print, event);
        end_cell(print);
        row(print, widths);
    }
    if (!any) {
        sl_buf_add(print->out, SL_STR("Nothing that has begun and not ended.\n"));
    }
}

static void add_reason(struct printing *print, const struct sl_picture_reason *reason)
{
    switch (reason->bond) {
    case SL_PICTURE_STATED:
        sl_buf_add(&print->text, reason->of_child ? SL_STR("") : SL_STR("the child is "));
        sl_buf_add(&print->text, sl_role_terms()[reason->role].words);
        sl_buf_add(&print->text, reason->of_child ? SL_STR(" the child") : SL_STR(" them"));
        break;
    case SL_PICTURE_SIBLINGS:
        sl_buf_add(&print->text, SL_STR("child of "));
        sl_picture_add_name(&print->picture->persons[reason->via], &print->text);
        sl_buf_add(&print->text, SL_STR(" too"));
        break;
    case SL_PICTURE_EVENT:
        sl_buf_add(&print->text, sl_role_terms()[reason->role].words);
        sl_buf_add_byte(&print->text, ' ');
        sl_buf_add(&print->text, kind_words(&print->picture->events[reason->event]));
        sl_buf_add_byte(&print->text, ' ');
        sl_moment_print(print->picture->events[reason->event].entity->start, &print->text);
        break;
    case SL_PICTURE_ADDRESS:
    case SL_PICTURE_PHONE:
    case SL_PICTURE_EMAIL:
    case SL_PICTURE_VEHICLE:
    case SL_PICTURE_ACCOUNT:
    case SL_PICTURE_OBJECT:
    case SL_PICTURE_PLACE:
    case SL_PICTURE_BOND_COUNT:
        sl_buf_add(&print->text, sl_picture_bond_terms()[reason->bond].words);
        sl_buf_add_byte(&print->text, ' ');
        sl_buf_add(&print->text, reason->what);
        break;
    }
    sl_buf_add_byte(&print->text, ' ');
    add_record(print, reason->record);
    if (reason->child_record != reason->record) {
        sl_buf_add_byte(&print->text, ' ');
        add_record(print, reason->child_record);
    }
}

static void print_network(struct printing *print)
{
    static const size_t widths[SL_SCREEN_CELL_LIMIT] = { 13, 28, 10, 8 };
    heading(print, "FAMILY, HOUSEHOLD AND NETWORK");
    for (size_t i = 0; i < print->picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &print->picture->ties[i];
        const struct sl_picture_person *person = &print->picture->persons[tie->person];
        cell(print, sl_picture_circle_terms()[tie->circle].words);
        sl_picture_add_name(person, &print->text);
        sl_buf_add(&print->text, person->death_date.value != NULL ? SL_STR(" (dead)") : SL_STR(""));
        end_cell(print);
        cell(print, person->birth_date.value != NULL ? person->birth_date.value->text : SL_STR(""));
        cell(print, tie->stated ? SL_STR("stated") : SL_STR("inferred"));
        for (size_t j = 0; j < tie->reason_count; j++) {
            sl_buf_add(&print->text, j > 0 ? SL_STR("; ") : SL_STR(""));
            add_reason(print, &tie->reasons[j]);
        }
        end_cell(print);
        row(print, widths);
    }
    if (print->picture->tie_count == 0) {
        sl_buf_add(print->out, SL_STR("No record ties anybody to the child.\n"));
    }
}

static bool is_wanted(const struct printing *print, const struct sl_picture_event *event)
{
    const struct sl_str agency = print->picture->input->records[event->record].agency;
    return (print->view->agency.len == 0 || sl_str_equal(print->view->agency, agency)) &&
           (print->view->kind >= SL_EVENT_KIND_COUNT || print->view->kind == event->entity->kind);
}

static void print_chronology(struct printing *print)
{
    static const size_t widths[SL_SCREEN_CELL_LIMIT] = { 16, 9, 18, 8 };
    const size_t count = print->picture->event_count;
    size_t row_count = 0;
    heading(print, "CHRONOLOGY");
    for (size_t i = 0; i < count; i++) {
        const size_t at = print->view->oldest_first ? i : count - 1 - i;
        const struct sl_picture_event *event = &print->picture->events[at];
        if (!is_wanted(print, event) ||
            (++row_count > print->view->row_limit && print->view->row_limit > 0)) {
            continue;
        }
        add_span(print, event->entity->start, event->entity->end);
        end_cell(print);
        sl_buf_addf(&print->text, "no. %zu", event->number);
        if (event->in_year > 1) {
            sl_buf_addf(&print->text, ", %zu in 12 months", event->in_year);
        }
        end_cell(print);
        add_agency(print, event->record);
        end_cell(print);
        add_record(print, event->record);
        end_cell(print);
        add_event(print, event);
        end_cell(print);
        row(print, widths);
    }
    if (print->view->row_limit > 0 && row_count > print->view->row_limit) {
        sl_buf_addf(print->out, "and %zu more\n", row_count - print->view->row_limit);
    }
}

static void print_gaps(struct printing *print)
{
    static const size_t widths[SL_SCREEN_CELL_LIMIT] = { 32 };
    heading(print, "NOT KNOWN");
    for (size_t i = 0; i < print->picture->gap_count; i++) {
        const struct sl_picture_gap *gap = &print->picture->gaps[i];
        cell(
            print,
            gap->kind == SL_PICTURE_NO_FIELD && gap->known != SL_NOT_RECORDED
                ? sl_picture_known_terms()[gap->known].words
                : sl_picture_gap_terms()[gap->kind].words
        );
        if (gap->attribute != SL_ATTRIBUTE_TABLE_COUNT) {
            sl_buf_add(&print->text, sl_attribute_terms()[gap->attribute].words);
        }
        sl_buf_add(&print->text, gap->text);
        if (gap->event != SL_PICTURE_NONE) {
            const struct sl_picture_event *event = &print->picture->events[gap->event];
            sl_buf_add(&print->text, kind_words(event));
            sl_buf_add_byte(&print->text, ' ');
            add_span(print, event->entity->start, event->entity->end);
        }
        if (gap->record != SL_PICTURE_NONE) {
            sl_buf_add_byte(&print->text, ' ');
            add_record(print, gap->record);
        }
        end_cell(print);
        row(print, widths);
    }
}

static void print_records(struct printing *print)
{
    static const size_t widths[SL_SCREEN_CELL_LIMIT] = { 8, 24 };
    heading(print, "RECORDS");
    for (size_t i = 0; i < print->picture->input->record_count; i++) {
        const struct sl_picture_record *record = &print->picture->input->records[i];
        if (!print->shown[i]) {
            continue;
        }
        sl_buf_addf(&print->text, "#%lld", (long long)record->id);
        end_cell(print);
        add_agency(print, i);
        end_cell(print);
        sl_buf_addf(
            &print->text,
            "%.*s, version %lld, received ",
            SL_STR_ARG(record->key),
            (long long)record->version
        );
        sl_moment_print(record->received, &print->text);
        end_cell(print);
        row(print, widths);
    }
}

void sl_picture_print(
    const struct sl_picture *picture, const struct sl_picture_view *view, struct sl_buf *buf
)
{
    struct printing print = { .picture = picture, .view = view, .out = buf };
    const size_t columns =
        view->columns < SL_PICTURE_MIN_COLUMNS ? SL_PICTURE_MIN_COLUMNS : view->columns;
    print.columns = columns > SL_PICTURE_MAX_COLUMNS ? SL_PICTURE_MAX_COLUMNS : columns;
    sl_buf_init(&print.text, (size_t)64 << 20);
    sl_arena_init(&print.arena, picture->input->record_count * sizeof *print.shown + 4096);
    print.shown = sl_arena_alloc(&print.arena, picture->input->record_count, sizeof *print.shown);
    if (print.shown == NULL) {
        buf->status = SL_NO_MEMORY;
    } else {
        for (size_t i = 0; i < picture->input->record_count; i++) {
            print.shown[i] = false;
        }
        print_title(&print);
        print_words(&print);
        print_who(&print);
        print_current(&print);
        print_network(&print);
        print_chronology(&print);
        print_gaps(&print);
        print_records(&print);
    }
    sl_arena_finish(&print.arena);
    sl_buf_finish(&print.text);
}
