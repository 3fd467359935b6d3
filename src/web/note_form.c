/* SPDX-License-Identifier: Apache-2.0 */
#include "web/note_form.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "record/code_list.h"
#include "record/say.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/url.h"

#define MOMENT_BYTES ((size_t)64)
#define VERSION_MAX  INT64_C(1000000)
#define HITS_MAX     12u
/* A date as ISO 8601 has it, before it is parsed: "2026-03-31T09:30~", with room for nonsense. */
#define DATE_BYTES 40u

static const struct sl_str names[SL_NOTE_FIELD_COUNT] = {
#define FIELD_NAME(enumerator, name) [enumerator] = { .ptr = (name), .len = sizeof(name) - 1 },
    SL_NOTE_FIELD_TABLE(FIELD_NAME)
#undef FIELD_NAME
};

void sl_note_form_take(const struct sl_form *sent, struct sl_note_form *ret_form)
{
    for (unsigned i = 0; i < SL_NOTE_FIELD_COUNT; i++) {
        ret_form->texts[i] = sl_str_trim(sl_form_get(sent, names[i]));
    }
}

/* The date in its parts, as far as it is known. */
static void fill_date(struct sl_visit *visit, struct sl_moment moment, struct sl_note_form *form)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf buf;

    sl_buf_init(&buf, MOMENT_BYTES);
    sl_moment_print(moment, &buf);
    struct sl_str text = sl_value_str(sl_visit_take(visit, &buf));
    if (moment.approximate) {
        form->texts[SL_NOTE_FIELD_ABOUT] = SL_STR("yes");
        text = sl_str_part(text, 0, text.len - 1);
    }
    form->texts[SL_NOTE_FIELD_YEAR] = sl_str_part(text, 0, 4);
    form->texts[SL_NOTE_FIELD_MONTH] = sl_str_part(text, 5, 2);
    form->texts[SL_NOTE_FIELD_DAY] = sl_str_part(text, 8, 2);
    form->texts[SL_NOTE_FIELD_TIME] = sl_str_part(text, 11, 5);
}

void sl_note_form_fill(
    struct sl_visit *visit, const struct sl_note *note, int64_t version, struct sl_note_form *form
)
{
    *form = (struct sl_note_form){ .texts[0] = note->id };
    form->texts[SL_NOTE_FIELD_BASE] = sl_told_print(visit, "%lld", (long long)version);
    form->texts[SL_NOTE_FIELD_KIND] = sl_note_kind_terms()[note->kind].name;
    fill_date(visit, note->happened, form);
    form->texts[SL_NOTE_FIELD_CHILD_WORDS] = note->child_words;
    form->texts[SL_NOTE_FIELD_OBSERVED] = note->observed;
    form->texts[SL_NOTE_FIELD_SUMMARY] = note->summary;
    form->texts[SL_NOTE_FIELD_TOLD_BY] = note->told_by;
    for (size_t i = 0; i < note->person_count; i++) {
        form->texts[SL_NOTE_FIELD_WHO_1 + i] = note->people[i].who;
        form->texts[SL_NOTE_FIELD_ROLE_1 + i] = sl_note_role_terms()[note->people[i].role].name;
    }
}

void sl_note_form_print(const struct sl_note_form *form, struct sl_buf *buf)
{
    bool is_first = true;

    for (unsigned i = 0; i < SL_NOTE_FIELD_COUNT; i++) {
        if (form->texts[i].len > 0) {
            sl_buf_add(buf, is_first ? SL_STR("") : SL_STR("&"));
            sl_buf_add(buf, names[i]);
            sl_buf_add_byte(buf, '=');
            sl_url_encode(form->texts[i], buf);
            is_first = false;
        }
    }
}

bool sl_note_form_has_words(const struct sl_note_form *form)
{
    return form->texts[SL_NOTE_FIELD_CHILD_WORDS].len + form->texts[SL_NOTE_FIELD_OBSERVED].len +
               form->texts[SL_NOTE_FIELD_SUMMARY].len >
           0;
}

/* Two digits of a number that people write with one. */
static bool add_part(char date[DATE_BYTES], const char *before, struct sl_str text, int64_t max)
{
    const size_t len = strlen(date);
    int64_t number = 0;

    if (sl_parse_i64(text, 1, max, &number, NULL) != SL_OK) {
        return false;
    }
    (void)snprintf(date + len, DATE_BYTES - len, "%s%02lld", before, (long long)number);
    return true;
}

/* "9:30" and "9.30" are half past nine, too. */
static bool add_time(char date[DATE_BYTES], struct sl_str text)
{
    const size_t len = strlen(date);
    size_t mark = 0;
    int64_t hour = 0;
    int64_t minute = 0;

    while (mark < text.len && text.ptr[mark] != ':' && text.ptr[mark] != '.') {
        mark++;
    }
    if (mark + 3 != text.len ||
        sl_parse_i64(sl_str_part(text, 0, mark), 0, 23, &hour, NULL) != SL_OK ||
        sl_parse_i64(sl_str_part(text, mark + 1, 2), 0, 59, &minute, NULL) != SL_OK) {
        return false;
    }
    (void
    )snprintf(date + len, DATE_BYTES - len, "T%02lld:%02lld", (long long)hour, (long long)minute);
    return true;
}

/* A date that is only as precise as what was given. NULL, or what to do. */
static const char *read_date(const struct sl_note_form *form, struct sl_moment *ret_moment)
{
    const struct sl_str *texts = form->texts;
    const bool has_month = texts[SL_NOTE_FIELD_MONTH].len > 0;
    const bool has_day = texts[SL_NOTE_FIELD_DAY].len > 0;
    const bool has_time = texts[SL_NOTE_FIELD_TIME].len > 0;
    char date[DATE_BYTES] = "";

    if (texts[SL_NOTE_FIELD_YEAR].len == 0) {
        return has_day || has_month ? "Enter the year, with four figures"
                                    : "Enter when it happened, as precisely as you know";
    }
    if ((has_day && !has_month) || (has_time && !has_day)) {
        return has_time ? "A time needs its day" : "A day needs its month";
    }
    (void)snprintf(date, sizeof date, "%.*s", (int)4, "");
    if (texts[SL_NOTE_FIELD_YEAR].len != 4) {
        return "Enter the year, with four figures";
    }
    (void)snprintf(date, sizeof date, "%.*s", SL_STR_ARG(texts[SL_NOTE_FIELD_YEAR]));
    if ((has_month && !add_part(date, "-", texts[SL_NOTE_FIELD_MONTH], 12)) ||
        (has_day && !add_part(date, "-", texts[SL_NOTE_FIELD_DAY], 31))) {
        return "Enter a date that there is";
    }
    if (has_time && !add_time(date, texts[SL_NOTE_FIELD_TIME])) {
        return "Enter the time by a 24-hour clock, such as 14:30";
    }
    if (texts[SL_NOTE_FIELD_ABOUT].len > 0) {
        (void)snprintf(date + strlen(date), sizeof date - strlen(date), "~");
    }
    return sl_moment_parse(sl_str_from(date), ret_moment, NULL) == SL_OK
               ? NULL
               : "Enter a date that there is";
}

static void read_people(const struct sl_note_form *form, struct sl_note *note)
{
    for (unsigned i = 0; i < SL_NOTE_PEOPLE; i++) {
        const struct sl_str who = form->texts[SL_NOTE_FIELD_WHO_1 + i];
        const unsigned role = sl_term_find(
            sl_note_role_terms(), SL_NOTE_ROLE_COUNT, form->texts[SL_NOTE_FIELD_ROLE_1 + i]
        );
        if (who.len > 0) {
            note->people[note->person_count++] = (struct sl_note_person
            ){ who, role == SL_NOTE_ROLE_COUNT ? SL_NOTE_PRESENT : (enum sl_note_role)role };
        }
    }
}

/* What sl_note_check would refuse, each by its field. */
static size_t find_problems(
    struct sl_visit *visit,
    const struct sl_note_form *form,
    const struct sl_note_written *written,
    struct sl_child_problem *problems
)
{
    const struct sl_note *note = &written->note;
    const struct sl_moment now = sl_moment_of_utc(visit->now_us / 1000000);
    size_t count = 0;

    if (note->happened.precision != SL_PRECISION_NONE &&
        sl_moment_compare(note->happened, now) > 0) {
        problems[count++] = (struct sl_child_problem
        ){ SL_STR("happened-day"), SL_STR("Enter a date that is not in the future") };
    }
    if (!sl_note_form_has_words(form)) {
        problems[count++] = (struct sl_child_problem
        ){ SL_STR("words"), SL_STR("Write what the child said, what you saw, or what happened") };
    }
    if (written->base > 0 && note->why.len == 0) {
        problems[count++] =
            (struct sl_child_problem){ SL_STR("why"), SL_STR("Say why you change the note") };
    }
    return count;
}

size_t sl_note_form_read(
    struct sl_visit *visit,
    const struct sl_note_form *form,
    struct sl_note_written *ret_written,
    struct sl_child_problem problems[SL_NOTE_PROBLEMS]
)
{
    const struct sl_str *texts = form->texts;
    const unsigned kind =
        sl_term_find(sl_note_kind_terms(), SL_NOTE_KIND_COUNT, texts[SL_NOTE_FIELD_KIND]);
    struct sl_note_written written = {
        .note = {
            .id = texts[SL_NOTE_FIELD_FORM],
            .kind = kind == SL_NOTE_KIND_COUNT ? SL_NOTE_CONTACT : (enum sl_note_kind)kind,
            .child_words = texts[SL_NOTE_FIELD_CHILD_WORDS],
            .observed = texts[SL_NOTE_FIELD_OBSERVED],
            .summary = texts[SL_NOTE_FIELD_SUMMARY],
            .told_by = texts[SL_NOTE_FIELD_TOLD_BY],
            .why = texts[SL_NOTE_FIELD_WHY],
        },
    };
    size_t count = 0;

    if (sl_parse_i64(texts[SL_NOTE_FIELD_BASE], 0, VERSION_MAX, &written.base, NULL) != SL_OK) {
        written.base = 0;
    }
    if (kind == SL_NOTE_KIND_COUNT) {
        problems[count++] =
            (struct sl_child_problem){ SL_STR("kind"), SL_STR("Select what you record") };
    }
    const char *wrong = read_date(form, &written.note.happened);
    if (wrong != NULL) {
        problems[count++] = (struct sl_child_problem){ SL_STR("happened-day"), sl_str_from(wrong) };
    }
    read_people(form, &written.note);
    count += find_problems(visit, form, &written, &problems[count]);
    *ret_written = written;
    return count;
}

/* What can be chosen, as items. */
static struct sl_value items_of(struct sl_visit *visit, const struct sl_term *terms, unsigned count)
{
    struct sl_value *items = sl_page_room(&visit->page, count);

    for (unsigned i = 0; items != NULL && i < count; i++) {
        items[i] = sl_child_option(&visit->page, terms[i].name, terms[i].words);
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, count);
}

/* Who can tell somebody something: the codes of a referral's source. */
static struct sl_value tellers_of(struct sl_visit *visit)
{
    const struct sl_word_table *codes = &sl_code_list_get(SL_CODES_REFERRAL_SOURCE)->codes;
    struct sl_value *items = sl_page_room(&visit->page, codes->count + 1);

    if (items == NULL) {
        return sl_value_undefined();
    }
    items[0] = sl_child_option(&visit->page, SL_STR(""), SL_STR("Nobody, or not known"));
    for (size_t i = 0; i < codes->count; i++) {
        items[i + 1] = sl_child_option(
            &visit->page,
            sl_str_from(codes->rows[i].word),
            sl_told_sentence(visit, sl_str_from(codes->rows[i].value))
        );
    }
    return sl_value_list(items, codes->count + 1);
}

static struct sl_value people_of(struct sl_visit *visit, const struct sl_note_form *form)
{
    struct sl_value *people = sl_page_room(&visit->page, SL_NOTE_PEOPLE);

    for (unsigned i = 0; people != NULL && i < SL_NOTE_PEOPLE; i++) {
        const struct sl_member members[] = {
            {SL_STR("number"), sl_value_number(i + 1)                              },
            { SL_STR("who"),   sl_value_text(form->texts[SL_NOTE_FIELD_WHO_1 + i]) },
            { SL_STR("role"),  sl_value_text(form->texts[SL_NOTE_FIELD_ROLE_1 + i])},
        };
        people[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    return people == NULL ? sl_value_undefined() : sl_value_list(people, SL_NOTE_PEOPLE);
}

struct sl_value sl_note_form_value(struct sl_visit *visit, const struct sl_note_form *form)
{
    struct sl_member members[SL_NOTE_FIELD_COUNT + 4];

    for (unsigned i = 0; i < SL_NOTE_FIELD_COUNT; i++) {
        members[i] = (struct sl_member){ names[i], sl_value_text(form->texts[i]) };
    }
    struct sl_member *more = &members[SL_NOTE_FIELD_COUNT];
    more[0] = (struct sl_member){ SL_STR("kinds"),
                                  items_of(visit, sl_note_kind_terms(), SL_NOTE_KIND_COUNT) };
    more[1] = (struct sl_member){ SL_STR("roles"),
                                  items_of(visit, sl_note_role_terms(), SL_NOTE_ROLE_COUNT) };
    more[2] = (struct sl_member){ SL_STR("tellers"), tellers_of(visit) };
    more[3] = (struct sl_member){ SL_STR("people"), people_of(visit, form) };
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* "31 Mar 2026, 09:30"; what is not known is empty. */
static struct sl_value moment_of(struct sl_visit *visit, struct sl_moment moment)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, MOMENT_BYTES);
    if (moment.precision != SL_PRECISION_NONE) {
        sl_say_moment(moment, &text);
    }
    return sl_visit_take(visit, &text);
}

struct sl_value sl_note_value(struct sl_visit *visit, const struct sl_note *note, int64_t version)
{
    struct sl_value *people = sl_page_room(&visit->page, note->person_count);
    const char *teller = sl_code_words(SL_CODES_REFERRAL_SOURCE, note->told_by);

    for (size_t i = 0; people != NULL && i < note->person_count; i++) {
        const struct sl_member members[] = {
            {SL_STR("who"),   sl_value_text(note->people[i].who)                             },
            { SL_STR("role"), sl_value_text(sl_note_role_terms()[note->people[i].role].words)},
        };
        people[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("id"), sl_value_text(note->id) },
        { SL_STR("version"), sl_value_number((double)version) },
        { SL_STR("isWithdrawn"), sl_value_bool(note->withdrawn) },
        { SL_STR("kind"), sl_value_text(sl_note_kind_terms()[note->kind].words) },
        { SL_STR("happened"), moment_of(visit, note->happened) },
        { SL_STR("words"), sl_value_text(note->child_words) },
        { SL_STR("observed"), sl_value_text(note->observed) },
        { SL_STR("summary"), sl_value_text(note->summary) },
        { SL_STR("toldBy"), sl_value_text(teller == NULL
                                              ? note->told_by
                                              : sl_told_sentence(visit, sl_str_from(teller))) },
        { SL_STR("people"), people == NULL ? sl_value_undefined()
                                           : sl_value_list(people, note->person_count) },
        { SL_STR("worker"), sl_value_text(note->worker.len > 0 ? note->worker : note->by) },
        { SL_STR("at"), moment_of(visit, note->at) },
        { SL_STR("why"), sl_value_text(note->why) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* Add the phrases of one text. */
static void
add_phrases(struct sl_visit *visit, struct sl_str text, struct sl_value *items, size_t *count)
{
    const struct sl_language *language = &visit->site->catalogues.language;
    const struct sl_language_hit *hits = NULL;
    size_t hit_count = 0;

    const enum sl_status status =
        sl_language_find(language, text, visit->arena, &hits, &hit_count, NULL);
    if (status != SL_OK) {
        sl_page_fail(&visit->page, status);
        return;
    }
    for (size_t i = 0; i < hit_count && *count < HITS_MAX; i++) {
        const struct sl_language_phrase *phrase = hits[i].phrase;
        const struct sl_member members[] = {
            {SL_STR("text"), sl_visit_text(visit, hits[i].text) },
            { SL_STR("why"),             sl_value_text(phrase->why)                  },
            { SL_STR("better"),             sl_value_text(phrase->better[0])},
        };
        items[(*count)++] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
}

struct sl_value
sl_note_phrases(struct sl_visit *visit, struct sl_str observed, struct sl_str summary)
{
    struct sl_value *items = sl_page_room(&visit->page, HITS_MAX);
    size_t count = 0;

    if (items != NULL) {
        add_phrases(visit, observed, items, &count);
        add_phrases(visit, summary, items, &count);
    }
    return count == 0 ? sl_value_undefined() : sl_value_list(items, count);
}
