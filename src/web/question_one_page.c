/* SPDX-License-Identifier: Apache-2.0 */
/* One question: what raised it, what was done with it, and what can be done now. */
#include "app/access_change.h"
#include "app/notice_history.h"
#include "app/question_manage.h"
#include "base/number.h"
#include "web/pages.h"
#include "web/question_row.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"

#define QUESTIONS SL_STR("/questions")
#define SEEN      SL_STR("seen")

enum { REPLY, UNTIL, WORDS, ANSWER_FIELDS };

/* clang-format off */
#define WORDS_FIELD(label_text, missing_text) \
    { .kind = SL_ASK_WORDS, .is_guarded = true, .name = "words", .label = (label_text), \
      .hint = "What you write stays, and everybody who may see the question reads it.", \
      .missing = (missing_text) }
#define ANSWER_FIELD(count) \
    [REPLY] = { .kind = SL_ASK_RADIOS, .name = "reply", .label = "What is the answer?", \
                .missing = "choose the answer", .terms = sl_question_reply_terms, \
                .term_count = (count) }, \
    [UNTIL] = { .kind = SL_ASK_DAY, .name = "until", .label = "If it is planned: by which day?", \
                .hint = "For example, 27 3 2026. When that day has passed, it is over." }, \
    [WORDS] = WORDS_FIELD("Why?", "say why, in words")

static const struct sl_ask_field answer_fields[ANSWER_FIELDS] = {
    ANSWER_FIELD(SL_REPLY_UNRELATED) /* all but the last */
};
static const struct sl_ask_field pattern_fields[ANSWER_FIELDS] = {
    ANSWER_FIELD(SL_QUESTION_REPLY_COUNT)
};
static const struct sl_ask_field allocate_fields[] = {
    { .kind = SL_ASK_SELECT, .name = "user", .label = "To whom?",
      .missing = "choose somebody of your agency" },
};
static const struct sl_ask_field why_fields[] = { WORDS_FIELD("Why?", "say why, in words") };

/* What a person can do with it. */
static const struct way {
    enum sl_question_act act;
    const char *name;  /* in addresses */
    const char *offer; /* of the link to it */
    struct sl_ask ask;
} ways[] = {
    { SL_ACT_ANSWERED, "answer", "Answer it",
      { .heading = "Answer", .button = "Save the answer", .fields = answer_fields,
        .field_count = ANSWER_FIELDS } },
    { SL_ACT_ESCALATED, "escalate", "Escalate it",
      { .heading = "Escalate",
        .text = "Whoever is asked has one working day to answer.", .button = "Escalate",
        .fields = why_fields, .field_count = 1 } },
    { SL_ACT_CHALLENGED, "challenge", "Challenge the answer",
      { .heading = "Challenge the answer",
        .text = "Whoever is asked has two working days to answer again.",
        .button = "Challenge the answer", .fields = why_fields, .field_count = 1 } },
    { SL_ACT_ALLOCATED, "allocate", "Allocate it",
      { .heading = "Allocate", .button = "Allocate", .fields = allocate_fields,
        .field_count = 1 } },
    { SL_ACT_CLOSED, "close", "Close it",
      { .heading = "Close", .text = "New evidence opens it again.", .button = "Close the question",
        .fields = why_fields, .field_count = 1 } },
};
#define WAY_COUNT (sizeof ways / sizeof ways[0])

static const struct sl_done done[] = {
    { "answer", "Your answer is kept." },
    { "escalate", "It is escalated." },
    { "challenge", "The answer is challenged." },
    { "allocate", "It is allocated." },
    { "close", "It is closed." },
    { "raise", "The question is asked." },
    { "again", "The question has been asked before: this is how it stands." },
};
/* clang-format on */

/* The way of the address; NULL when it names none. */
static const struct way *find_way(const struct sl_visit *visit)
{
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (sl_str_equal(visit->params[1], sl_str_from(ways[i].name))) {
            return &ways[i];
        }
    }
    return NULL;
}

static enum sl_status
read_line(struct sl_visit *visit, struct sl_question_line *line, struct sl_error *err)
{
    struct sl_question_asked asked = {
        .all = true,
        .clocks = &visit->site->catalogues.clocks,
    };
    int64_t number = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &number, err));
    SL_TRY(sl_notice_instant(visit->now_us, &asked.as_of, err));
    return sl_question_show(visit->access, number, &asked, visit->arena, line, err);
}

/* Can the user do this now? The rules of questions say so, of a deed with all that it needs. */
static bool
is_open(const struct sl_visit *visit, const struct sl_question_line *line, const struct way *way)
{
    const struct sl_user *user = sl_access_user(visit->access);
    const struct sl_question_deed deed = {
        .act = way->act,
        .day = sl_access_day(visit->access),
        .by = user->id,
        .agency = user->agency,
        .user = way->act == SL_ACT_ALLOCATED ? user->id : SL_STR(""),
        .reply = SL_REPLY_DONE,
        .words = way->act == SL_ACT_ALLOCATED ? SL_STR("") : SL_STR("why"),
    };

    return (way->act != SL_ACT_ALLOCATED || sl_access_holds(visit->access, SL_MAY_ALLOCATE)) &&
           sl_question_check(&line->seen.question, &deed, NULL) == SL_OK;
}

static void add_facts(struct sl_sheet *sheet, const struct sl_question_line *line)
{
    struct sl_visit *visit = sheet->visit;
    const bool links = line->identity.len > 0 && sl_access_holds(visit->access, SL_MAY_PICTURE);
    const struct sl_question_status *status = &line->status;

    sl_sheet_fact(
        sheet,
        "About",
        sl_question_about(visit, line),
        links ? sl_told_path(visit, "/child/", line->identity) : SL_STR("")
    );
    sl_sheet_fact(
        sheet,
        "What was noticed",
        line->stored.wording,
        sl_told_path(visit, "/catalogue/", line->stored.indicator)
    );
    sl_sheet_fact(
        sheet,
        "Meaning",
        sl_told_sentence(visit, sl_indicator_meaning_terms()[line->seen.question.meaning].words),
        SL_STR("")
    );
    sl_sheet_fact(sheet, "Asked of", sl_question_asked_of(visit, line), SL_STR(""));
    sl_sheet_fact(sheet, "First asked", sl_told_day(visit, status->opened), SL_STR(""));
    if (status->round > 1) {
        sl_sheet_fact(
            sheet,
            "Asked again",
            sl_told_print(
                visit,
                "%u time%s, by new evidence",
                status->round - 1,
                status->round == 2 ? "" : "s"
            ),
            SL_STR("")
        );
    }
    if (status->due != 0) {
        sl_sheet_fact(sheet, "Answer due", sl_told_day(visit, status->due), SL_STR(""));
    }
    if (line->over_count > 0) {
        sl_sheet_fact(
            sheet,
            "Statutory time limits of the child that are over",
            sl_told_print(visit, "%zu", line->over_count),
            SL_STR("")
        );
    }
    if (!status->is_raised) {
        sl_sheet_warning(
            sheet, SL_STR("The records no longer say so. It stays open until a person closes it.")
        );
    }
}

static void add_records(struct sl_sheet *sheet, const struct sl_question_line *line)
{
    struct sl_rows rows;

    sl_rows_init_short(&rows, sheet->visit, line->record_count);
    for (size_t i = 0; i < line->record_count; i++) {
        const struct sl_row row = sl_question_record_row(sheet->visit, &line->records[i]);
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){ .heading = SL_STR("What raised it"),
                                 .empty = SL_STR("No record that you may see.") }
    );
}

static void add_deeds(struct sl_sheet *sheet, const struct sl_question_line *line)
{
    const size_t count = line->seen.question.deed_count;
    struct sl_rows rows;

    sl_rows_init_short(&rows, sheet->visit, count);
    for (size_t i = count; i-- > 0;) {
        const struct sl_row row = sl_question_deed_row(sheet->visit, &line->seen.question.deeds[i]);
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet, &rows, &(struct sl_rows_words){ .heading = SL_STR("What was done, latest first") }
    );
}

/* What goes with each form: how many deeds there were when it was decided. */
static struct sl_value hidden_of(struct sl_visit *visit, const struct sl_question_line *line)
{
    const struct sl_ask_hidden hidden = {
        "seen", sl_told_print(visit, "%zu", line->seen.question.deed_count)
    };

    return sl_ask_hidden(visit, &hidden, 1);
}

static struct sl_str
path_of(struct sl_visit *visit, const struct sl_question_line *line, const struct way *way)
{
    return sl_told_print(visit, "/question/%lld/%s", (long long)line->stored.id, way->name);
}

/* The form of a way, with whom of the agency it can be given to. */
static enum sl_status add_form(
    struct sl_sheet *sheet,
    const struct sl_question_line *line,
    const struct way *way,
    struct sl_error *err
)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_term *users = NULL;
    struct sl_ask ask = way->ask;

    if (way->act == SL_ACT_ANSWERED && line->seen.question.set == SL_SET_PATTERNS) {
        ask.fields = pattern_fields;
    }
    if (way->act == SL_ACT_ALLOCATED) {
        SL_TRY(
            sl_question_colleagues(visit->access, visit->arena, &users, &sheet->choice_count, err)
        );
        sheet->choices = users;
    }
    sl_sheet_form(sheet, &ask, path_of(visit, line, way), hidden_of(visit, line));
    return SL_OK;
}

/* All else that can be done is a link: the page has one form. */
static void
add_links(struct sl_sheet *sheet, const struct sl_question_line *line, const struct way *shown)
{
    bool has_heading = false;

    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (&ways[i] == shown || !is_open(sheet->visit, line, &ways[i])) {
            continue;
        }
        if (!has_heading) {
            sl_sheet_heading(
                sheet, shown == NULL ? SL_STR("What you can do") : SL_STR("What else you can do")
            );
            has_heading = true;
        }
        sl_sheet_link(sheet, sl_str_from(ways[i].offer), path_of(sheet->visit, line, &ways[i]));
    }
}

/* What somebody wrote for a form that is not on the page any more. */
static void add_unsent(struct sl_sheet *sheet)
{
    const struct sl_str words = sl_str_trim(sl_form_get(&sheet->visit->form, SL_STR("words")));

    if (sheet->why != NULL && words.len > 0) {
        sl_sheet_heading(sheet, SL_STR("What you wrote was not kept"));
        sl_sheet_text(sheet, SL_STR("Copy it, if it still holds:"));
        sl_sheet_code(sheet, words);
    }
}

/* Words to think about, of what the user has just written. */
static void add_wording(struct sl_sheet *sheet, const struct sl_question_line *line)
{
    const struct sl_question *question = &line->seen.question;
    const struct sl_question_deed *last = &question->deeds[question->deed_count - 1];

    if (sheet->notice.len > 0 && sl_str_equal(last->by, sl_access_user(sheet->visit->access)->id)) {
        sl_sheet_wording(sheet, last->words);
    }
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    const struct way *way = find_way(visit);
    struct sl_question_line line;
    struct sl_sheet sheet;

    SL_TRY(read_line(visit, &line, err));
    const struct sl_work_tag tag = sl_question_tag(visit, &line.status);
    if (way == NULL && is_open(visit, &line, &ways[0]) && sl_question_waits(line.status.state)) {
        way = &ways[0];
    }
    sl_sheet_init(&sheet, visit, line.stored.asks);
    sheet.back = SL_STR("Questions to answer");
    sheet.back_href = QUESTIONS;
    sheet.caption = sl_question_who(visit, &line);
    sheet.tag = sl_told_sentence(visit, sl_question_state_terms()[line.status.state].words);
    sheet.colour = tag.colour;
    sheet.why = why;
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    add_wording(&sheet, &line);
    add_facts(&sheet, &line);
    add_records(&sheet, &line);
    add_deeds(&sheet, &line);
    if (way != NULL && is_open(visit, &line, way)) {
        SL_TRY(add_form(&sheet, &line, way, err));
    } else {
        add_unsent(&sheet);
        way = NULL;
    }
    add_links(&sheet, &line, way);
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_question(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

static enum sl_status fail_no_way(struct sl_error *err)
{
    return sl_fail(err, SL_NOT_FOUND, "nothing of that name can be done with a question");
}

enum sl_status sl_visit_question_way(struct sl_visit *visit, struct sl_error *err)
{
    return find_way(visit) == NULL ? fail_no_way(err) : show(visit, NULL, err);
}

/* What is to be done, out of the form. */
static enum sl_status read_doing(
    const struct sl_visit *visit,
    const struct way *way,
    struct sl_question_doing *doing,
    struct sl_error *err
)
{
    const struct sl_form *form = &visit->form;
    const struct sl_str seen = sl_form_get(form, SEEN);
    int64_t deed_count = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &doing->question, err));
    if (seen.len > 0) {
        SL_TRY(sl_parse_i64(seen, 1, INT32_MAX, &deed_count, err));
    }
    /* Whether a question can be answered so is for its own rules to say. */
    struct sl_ask ask = way->ask;
    ask.fields = way->act == SL_ACT_ANSWERED ? pattern_fields : ask.fields;
    SL_TRY(sl_ask_check(&ask, form, err));
    doing->act = way->act;
    doing->deed_count = (size_t)deed_count;
    doing->words = sl_form_get(form, SL_STR("words"));
    doing->user = sl_form_get(form, SL_STR("user"));
    if (way->act == SL_ACT_ANSWERED) {
        doing->reply = (enum sl_question_reply)sl_ask_chosen(&pattern_fields[REPLY], form);
        SL_TRY(sl_ask_day(&answer_fields[UNTIL], form, &doing->until, err));
    }
    return SL_OK;
}

enum sl_status sl_visit_question_do(struct sl_visit *visit, struct sl_error *err)
{
    const struct way *way = find_way(visit);
    struct sl_question_doing doing = { .question = 0 };

    if (way == NULL) {
        return fail_no_way(err);
    }
    if (sl_ask_wants_wording(&visit->form)) {
        return show(visit, NULL, err);
    }
    enum sl_status status = read_doing(visit, way, &doing, err);
    if (status == SL_OK) {
        status = sl_question_do(visit->access, &doing, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show, err);
    }
    return sl_visit_go(
        visit,
        sl_told_print(visit, "/question/%lld?done=%s", (long long)doing.question, way->name),
        err
    );
}
