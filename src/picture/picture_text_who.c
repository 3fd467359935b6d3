/* SPDX-License-Identifier: Apache-2.0 */
/* Who the child is, and who is around: sections of the page. */
#include "picture/codes.h"
#include "picture/labels.h"
#include "picture/picture_text_impl.h"
#include "record/say.h"

/* Earlier values of one field that are shown; how many more there are is said. */
#define EARLIER_LIMIT 2u
/* Reasons of one tie that are shown; how many more there are is said. */
#define REASON_LIMIT 5u

static bool is_date(enum sl_attribute attribute)
{
    return attribute == SL_ATTRIBUTE_BIRTH_DATE || attribute == SL_ATTRIBUTE_DEATH_DATE ||
           attribute == SL_ATTRIBUTE_EXPECTED_BIRTH_DATE;
}

static char small_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + 'a' - 'A') : letter;
}

/* Do two spellings differ in capitals and blanks only, so that they are read aloud alike? */
static bool is_alike(struct sl_str left, struct sl_str right)
{
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        while (i < left.len && left.ptr[i] == ' ') {
            i++;
        }
        while (j < right.len && right.ptr[j] == ' ') {
            j++;
        }
        if (i == left.len || j == right.len) {
            return i == left.len && j == right.len;
        }
        if (small_letter(left.ptr[i++]) != small_letter(right.ptr[j++])) {
            return false;
        }
    }
}

/* "190662488 (local-patient-identifier)" of a number and the address of who gives it. */
static void add_identifier(struct sl_str text, struct sl_buf *buf)
{
    struct sl_str system = sl_str_part(text, 0, sl_str_find(text, SL_STR("|")));
    struct sl_str part;
    struct sl_str last = system;
    if (system.len == text.len) {
        sl_buf_add(buf, text);
        return;
    }
    sl_buf_add(buf, sl_str_part(text, system.len + 1, text.len));
    while (sl_str_split(&system, '/', &part)) {
        last = part.len > 0 ? part : last;
    }
    sl_buf_add(buf, SL_STR(" ("));
    sl_buf_add(buf, last);
    sl_buf_add_byte(buf, ')');
}

/* "900 005 7418": in the groups in which people read it out. */
static void add_nhs_number(struct sl_str text, struct sl_buf *buf)
{
    const bool is_plain = text.len == 10 && sl_str_find(text, SL_STR(" ")) == text.len;
    sl_buf_add(buf, is_plain ? sl_str_part(text, 0, 3) : text);
    if (is_plain) {
        sl_buf_add_byte(buf, ' ');
        sl_buf_add(buf, sl_str_part(text, 3, 3));
        sl_buf_add_byte(buf, ' ');
        sl_buf_add(buf, sl_str_part(text, 6, 4));
    }
}

/* "SK3 9PH", also where somebody left out the blank: a whole one ends in a digit and two letters.
 */
static void add_postcode(struct sl_str text, struct sl_buf *buf)
{
    const bool is_plain = text.len >= 5 && text.len <= 7 &&
                          sl_str_find(text, SL_STR(" ")) == text.len &&
                          text.ptr[text.len - 3] >= '0' && text.ptr[text.len - 3] <= '9';
    const size_t first = is_plain ? text.len - 3 : text.len;
    sl_buf_add(buf, sl_str_part(text, 0, first));
    sl_buf_add(buf, is_plain ? SL_STR(" ") : SL_STR(""));
    sl_buf_add(buf, sl_str_part(text, first, text.len));
}

/* "male", "White British", "3 May 2009", or as it was written; then for how long it held. */
static void add_value(struct sl_page *page, const struct sl_picture_field *field, size_t index)
{
    const struct sl_picture_value *value = &field->values[index];
    const struct sl_fact_value *said = value->value;
    const char *words = sl_picture_code_words(NULL, said);
    struct sl_buf *text = &page->text;
    if (value->known != SL_KNOWN) {
        sl_buf_add(text, sl_picture_known_terms()[value->known].words);
        if (words != NULL) {
            sl_buf_addf(text, ": %s", words);
        }
    } else if (is_date(said->attribute)) {
        sl_say_date(said->text, text);
    } else if (said->attribute == SL_ATTRIBUTE_OTHER_ID) {
        add_identifier(said->text, text);
    } else if (said->attribute == SL_ATTRIBUTE_NHS_NUMBER) {
        add_nhs_number(said->text, text);
    } else if (said->attribute == SL_ATTRIBUTE_POSTCODE) {
        add_postcode(sl_picture_spelling(field, index), text);
    } else {
        sl_buf_add(text, words != NULL ? sl_str_from(words) : sl_picture_spelling(field, index));
    }
    if (said->from.precision != SL_PRECISION_NONE || said->until.precision != SL_PRECISION_NONE) {
        sl_buf_add(text, SL_STR(" ("));
        sl_buf_add(
            text,
            said->from.precision != SL_PRECISION_NONE && said->until.precision == SL_PRECISION_NONE
                ? SL_STR("since ")
                : SL_STR("")
        );
        sl_say_span(said->from, said->until, text);
        sl_buf_add(text, SL_STR(")"));
    }
}

/* Do two statements stand in one row: both current or neither, and the same said? */
static bool is_one_row(const struct sl_picture_value *left, const struct sl_picture_value *right)
{
    return left->known == right->known && left->current == right->current &&
           (left->known != SL_KNOWN || sl_str_equal(left->normal, right->normal));
}

/* Spellings of the same value that differ in more than capitals. */
static void add_spellings(struct sl_page *page, const struct sl_picture_field *field, size_t first)
{
    const struct sl_picture_value *shown = &field->values[first];
    if (shown->known != SL_KNOWN || is_date(field->attribute) ||
        sl_picture_code_words(NULL, shown->value) != NULL) {
        return;
    }
    for (size_t i = first; i < field->value_count; i++) {
        bool is_said = !is_one_row(shown, &field->values[i]) ||
                       is_alike(sl_picture_spelling(field, first), field->values[i].value->text);
        for (size_t j = first; j < i && !is_said; j++) {
            is_said = is_one_row(shown, &field->values[j]) &&
                      is_alike(field->values[j].value->text, field->values[i].value->text);
        }
        if (!is_said) {
            sl_buf_add(&page->text, SL_STR("; also written "));
            sl_buf_add(&page->text, field->values[i].value->text);
        }
    }
}

/* The agencies that say it, each once, and behind them the numbers of their records. */
static void add_tellers(struct sl_page *page, const struct sl_picture_field *field, size_t first)
{
    const struct sl_picture_record *records = page->picture->input->records;
    const struct sl_picture_value *shown = &field->values[first];
    bool is_begun = false;
    for (size_t i = first; i < field->value_count; i++) {
        const struct sl_str agency = records[field->values[i].record].agency;
        bool is_told = !is_one_row(shown, &field->values[i]);
        for (size_t j = first; j < i && !is_told; j++) {
            is_told = is_one_row(shown, &field->values[j]) &&
                      sl_str_equal(agency, records[field->values[j].record].agency);
        }
        if (is_told) {
            continue;
        }
        sl_buf_add(&page->text, is_begun ? SL_STR(", ") : SL_STR(""));
        sl_buf_add(&page->text, agency);
        is_begun = true;
        for (size_t j = i; j < field->value_count; j++) {
            if (is_one_row(shown, &field->values[j]) &&
                sl_str_equal(agency, records[field->values[j].record].agency)) {
                sl_buf_add_byte(&page->text, ' ');
                sl_page_sources(page, &field->values[j].sources);
            }
        }
    }
}

/*
 * Is a row of its own due? Not for what stands in the row of one before, nor for an empty place
 * where another agency knows.
 */
static bool is_due(const struct sl_picture_field *field, size_t index)
{
    const struct sl_picture_value *value = &field->values[index];
    if (field->known == SL_KNOWN && value->known == SL_NOT_RECORDED) {
        return false;
    }
    for (size_t i = 0; i < index; i++) {
        if (is_one_row(&field->values[i], value)) {
            return false;
        }
    }
    return true;
}

static void print_field(struct sl_page *page, const struct sl_picture_field *field)
{
    const size_t widths[] = { 20, 7, page->columns - 22 - 8 - 6 - 32 };
    size_t earlier_count = 0;
    size_t row_count = 0;
    for (size_t i = 0; i < field->value_count; i++) {
        const struct sl_picture_value *value = &field->values[i];
        if (!is_due(field, i)) {
            continue;
        }
        const bool is_earlier = !value->current;
        if (is_earlier && earlier_count++ >= EARLIER_LIMIT) {
            continue;
        }
        const bool differs = field->agreement == SL_PICTURE_DIFFERS && value->current &&
                             value->known == SL_KNOWN && !value->leads;
        page->mark = differs      ? SL_STR("differs")
                     : is_earlier ? SL_STR("earlier")
                                  : sl_picture_known_terms()[value->known].name;
        sl_page_cell(
            page, row_count++ > 0 ? SL_STR("") : sl_attribute_terms()[field->attribute].words
        );
        sl_page_cell(
            page,
            differs      ? SL_STR("DIFFERS")
            : is_earlier ? SL_STR("earlier")
                         : SL_STR("")
        );
        add_value(page, field, i);
        add_spellings(page, field, i);
        sl_page_end(page);
        add_tellers(page, field, i);
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
    if (earlier_count > EARLIER_LIMIT) {
        sl_page_cell(page, SL_STR(""));
        sl_page_cell(page, SL_STR("earlier"));
        sl_buf_addf(&page->text, "and %zu more", earlier_count - EARLIER_LIMIT);
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
}

void sl_page_who(struct sl_page *page)
{
    sl_page_heading(page, "who", "WHO");
    for (size_t i = 0; i < page->picture->field_count; i++) {
        print_field(page, &page->picture->fields[i]);
    }
}

/* Do two reasons say the same, so that one stands for both? */
static bool
is_same_reason(const struct sl_picture_reason *left, const struct sl_picture_reason *right)
{
    return left->bond == right->bond && left->role == right->role &&
           left->of_child == right->of_child && left->event == right->event &&
           left->via == right->via && is_alike(left->what, right->what) &&
           sl_moment_compare(left->end, right->end) == 0;
}

/* The event that stands for those that are possibly the same; NONE of what is no event. */
static size_t leader_of(const struct sl_picture *picture, const struct sl_picture_reason *reason)
{
    if (reason->bond != SL_PICTURE_EVENT) {
        return SL_PICTURE_NONE;
    }
    const size_t same_as = picture->events[reason->event].same_as;
    return same_as == SL_PICTURE_NONE ? reason->event : same_as;
}

/* Does a reason before say it? A role in events that are possibly the same is one reason. */
static bool
is_told_before(const struct sl_picture *picture, const struct sl_picture_tie *tie, size_t index)
{
    const struct sl_picture_reason *reason = &tie->reasons[index];
    const size_t leader = leader_of(picture, reason);
    for (size_t i = 0; i < index; i++) {
        const struct sl_picture_reason *other = &tie->reasons[i];
        if (is_same_reason(other, reason) ||
            (leader != SL_PICTURE_NONE && leader_of(picture, other) == leader &&
             other->role == reason->role)) {
            return true;
        }
    }
    return false;
}

/* A reason, with the numbers of all records that give it. */
static void add_reason(struct sl_page *page, const struct sl_picture_tie *tie, size_t index)
{
    const struct sl_picture_record *records = page->picture->input->records;
    int64_t shown[8] = { 0 };
    size_t count = 0;
    sl_picture_add_reason(page->picture, tie, &tie->reasons[index], &page->text);
    for (size_t i = index; i < tie->reason_count; i++) {
        const size_t both[2] = { tie->reasons[i].record, tie->reasons[i].child_record };
        if (!is_same_reason(&tie->reasons[i], &tie->reasons[index])) {
            continue;
        }
        for (size_t j = 0; j < 2 && count < sizeof shown / sizeof shown[0]; j++) {
            bool is_shown = false;
            for (size_t k = 0; k < count; k++) {
                is_shown = is_shown || shown[k] == records[both[j]].id;
            }
            if (!is_shown) {
                shown[count++] = records[both[j]].id;
                sl_buf_add_byte(&page->text, ' ');
                sl_page_record(page, both[j]);
            }
        }
    }
}

/* What stands between two reasons: of rows each is a cell. */
static void part_reasons(struct sl_page *page)
{
    if (page->as_rows) {
        sl_page_end(page);
    } else {
        sl_buf_add(&page->text, SL_STR("; "));
    }
}

static void add_reasons(struct sl_page *page, const struct sl_picture_tie *tie)
{
    size_t count = 0;
    page->mark = tie->stated ? SL_STR("stated") : SL_STR("inferred");
    sl_buf_add(&page->text, tie->stated || page->as_rows ? SL_STR("") : SL_STR("inferred: "));
    for (size_t i = 0; i < tie->reason_count; i++) {
        if (is_told_before(page->picture, tie, i)) {
            continue;
        }
        if (count++ < REASON_LIMIT) {
            if (count > 1) {
                part_reasons(page);
            }
            add_reason(page, tie, i);
        }
    }
    if (count > REASON_LIMIT) {
        part_reasons(page);
        sl_buf_addf(
            &page->text,
            count == REASON_LIMIT + 1 ? "and %zu more reason" : "and %zu more reasons",
            count - REASON_LIMIT
        );
    }
}

/* "14, born 3 May 2009", "died 3 May 2019": as far as it is known. */
static void add_life(struct sl_page *page, const struct sl_picture_person *person)
{
    struct sl_moment birth = { .precision = SL_PRECISION_NONE };
    struct sl_buf *text = &page->text;
    const size_t begin = text->len;
    if (person->birth_date.value != NULL) {
        (void)sl_say_parse(person->birth_date.value->text, &birth);
        if (person->death_date.value == NULL) {
            sl_say_age(birth, page->picture->input->today, text);
        }
        sl_buf_add(text, text->len > begin ? SL_STR(", born ") : SL_STR("born "));
        sl_say_date(person->birth_date.value->text, text);
    } else if (person->expected_birth_date.value != NULL) {
        sl_buf_add(text, SL_STR("expected "));
        sl_say_date(person->expected_birth_date.value->text, text);
    }
    if (person->death_date.value != NULL) {
        sl_buf_add(text, text->len > begin ? SL_STR(", died ") : SL_STR("died "));
        sl_say_date(person->death_date.value->text, text);
    }
}

void sl_page_network(struct sl_page *page)
{
    static const size_t widths[] = { 13, 26, 22 };
    const struct sl_picture *picture = page->picture;
    const size_t limit = page->view->row_limit;
    size_t counts[SL_PICTURE_CIRCLE_COUNT] = { 0 };
    sl_page_heading(page, "network", "FAMILY, HOUSEHOLD AND NETWORK");
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[i];
        const struct sl_picture_person *person = &picture->persons[tie->person];
        const bool is_first = counts[tie->circle]++ == 0;
        if (limit > 0 && counts[tie->circle] > limit) {
            continue;
        }
        sl_page_cell(page, is_first ? sl_picture_circle_terms()[tie->circle].words : SL_STR(""));
        sl_picture_add_name(person, &page->text);
        sl_page_end(page);
        add_life(page, person);
        sl_page_end(page);
        add_reasons(page, tie);
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
    for (size_t i = 0; limit > 0 && i < SL_PICTURE_CIRCLE_COUNT; i++) {
        if (counts[i] > limit) {
            sl_page_cell(page, sl_picture_circle_terms()[i].words);
            sl_buf_addf(&page->text, "and %zu more people", counts[i] - limit);
            sl_page_end(page);
            sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
        }
    }
    if (picture->tie_count == 0) {
        sl_page_line(page, SL_STR("No record ties anybody to the child."));
    }
}
