/* SPDX-License-Identifier: Apache-2.0 */
/* Requests between agencies: what is asked of us and by us, one of them, deciding it. */
#include "app/request_manage.h"

#include "app/access_change.h"
#include "base/number.h"
#include "web/home.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"
#include "web/work.h"

#define REQUESTS SL_STR("/requests")

#define TERM(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* clang-format off */
/* What can be said of a record; by enum sl_request_outcome, without the first. */
static const struct sl_term outcomes[] = {
    { TERM("given"), TERM("give all of it") },
    { TERM("redacted"), TERM("give a part of it") },
    { TERM("withheld"), TERM("withhold it") },
};
#define OUTCOME_COUNT 3u
/* clang-format on */

static const struct sl_term *outcome_terms(void)
{
    return outcomes;
}

/* clang-format off */
static const struct sl_done done[] = {
    { "answered", "Your answer is kept. Answer the next record, if there is one." },
    { "taken-back", "The request was taken back. What was answered before stays." },
};

enum { OUTCOME, REASON, WORDS, ANSWER_COUNT };
static const struct sl_ask_field answer_fields[ANSWER_COUNT] = {
    [OUTCOME] = { .kind = SL_ASK_RADIOS, .name = "outcome", .label = "What do you decide?",
                  .missing = "choose what you decide", .terms = outcome_terms,
                  .term_count = OUTCOME_COUNT },
    [REASON] = { .kind = SL_ASK_RADIOS, .name = "reason",
                 .label = "Why is something withheld?",
                 .hint = "Leave this out when you give all of it",
                 .terms = sl_withheld_terms, .term_count = SL_WITHHELD_COUNT },
    [WORDS] = { .kind = SL_ASK_WORDS, .name = "words", .label = "What is withheld, and why",
                .hint = "The agency that asked reads this" },
};
static const struct sl_ask answer_ask = {
    .button = "Save decision",
    .text = "A record is decided once.",
    .fields = answer_fields,
    .field_count = ANSWER_COUNT,
};

static const struct sl_ask withdraw_ask = {
    .heading = "You do not need it any more?",
    .button = "Take the request back",
    .is_grave = true,
};

/* What was decided of a record. By enum sl_request_outcome. */
static const struct {
    const char *words;
    enum sl_tag colour;
} decided[] = {
    { "No answer yet", SL_TAG_OPEN },
    { "Given", SL_TAG_DONE },
    { "Given in part", SL_TAG_SOON },
    { "Withheld", SL_TAG_CLOSED },
};
/* clang-format on */

/* Requests of the agency, all or the open ones. */
struct lines {
    struct sl_request_line *items;
    size_t count;
};

static enum sl_status
read_lines(struct sl_visit *visit, bool all, struct lines *ret_lines, struct sl_error *err)
{
    return sl_request_list(
        visit->access, all, visit->arena, &ret_lines->items, &ret_lines->count, err
    );
}

static bool is_ours_to_decide(const struct sl_visit *visit, const struct sl_request_line *line)
{
    return sl_str_equal(line->request.request.holder, sl_access_user(visit->access)->agency);
}

/* One side of the list: what is asked of us, or by us; as they came, so those due first are first.
 */
static void add_side(
    struct sl_sheet *sheet,
    const struct lines *lines,
    bool of_us,
    size_t limit,
    const struct sl_rows_words *words
)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, limit);
    for (size_t i = 0; i < lines->count; i++) {
        if (is_ours_to_decide(visit, &lines->items[i]) == of_us) {
            const struct sl_row row = sl_work_request(visit, &lines->items[i]);
            sl_rows_add(&rows, &row);
        }
    }
    sl_sheet_list(sheet, &rows, words);
}

enum sl_status sl_visit_requests(struct sl_visit *visit, struct sl_error *err)
{
    const bool all = sl_form_has(&visit->query, SL_STR("all"));
    struct sl_sheet sheet;
    struct lines lines;

    SL_TRY(read_lines(visit, all, &lines, err));
    sl_sheet_init(&sheet, visit, SL_STR("Requests for records"));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    add_side(
        &sheet,
        &lines,
        true,
        lines.count,
        &(struct sl_rows_words){
            .heading = SL_STR("Asked of your agency"),
            .empty = SL_STR("Nobody waits for an answer from your agency."),
        }
    );
    add_side(
        &sheet,
        &lines,
        false,
        lines.count,
        &(struct sl_rows_words){
            .heading = SL_STR("Asked by your agency"),
            .empty = SL_STR("Your agency waits for no answer. To ask, open the page of the child."),
        }
    );
    sl_sheet_link(
        &sheet,
        all ? SL_STR("Show only those that wait") : SL_STR("Show those that are closed, too"),
        all ? REQUESTS : SL_STR("/requests?all=1")
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

/* For who decides, what is asked of the agency; for who asks, what it waits for. */
enum sl_status sl_home_requests(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    const bool answers = sl_access_holds(visit->access, SL_MAY_ANSWER);
    struct lines lines;

    SL_TRY(read_lines(visit, false, &lines, err));
    add_side(
        sheet,
        &lines,
        answers,
        SL_ROWS_SHORT,
        &(struct sl_rows_words){
            .heading = answers ? SL_STR("Requests to decide") : SL_STR("Requests you wait for"),
            .empty = answers ? SL_STR("Nobody waits for an answer from your agency.")
                             : SL_STR("Your agency waits for no answer."),
            .more = SL_STR("All requests"),
            .more_href = REQUESTS,
        }
    );
    return SL_OK;
}

/* The request of the address. */
static enum sl_status
find_line(struct sl_visit *visit, const struct sl_request_line **ret_line, struct sl_error *err)
{
    struct lines lines;
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(read_lines(visit, true, &lines, err));
    const struct sl_request_line *items = lines.items; /* in the arena */
    for (size_t i = 0; i < lines.count; i++) {
        if (items[i].request.id == id) {
            *ret_line = &items[i];
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "there is no request %lld of your agency", (long long)id);
}

static void add_request(struct sl_sheet *sheet, const struct sl_request_line *line)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_record_request *request = &line->request.request;

    sl_sheet_fact(sheet, "Asked by", request->asked_by, SL_STR(""));
    sl_sheet_fact(sheet, "For agency", request->agency, SL_STR(""));
    sl_sheet_fact(sheet, "Of agency", request->holder, SL_STR(""));
    sl_sheet_fact(
        sheet,
        "Child",
        request->identity,
        sl_access_holds(visit->access, SL_MAY_PICTURE)
            ? sl_told_path(visit, "/child/", request->identity)
            : SL_STR("")
    );
    sl_sheet_fact(
        sheet,
        "Purpose",
        sl_told_sentence(visit, sl_purpose_terms()[request->purpose].words),
        SL_STR("")
    );
    sl_sheet_fact(sheet, "Reason", request->reason, SL_STR(""));
    sl_sheet_fact(sheet, "Asked on", sl_told_day(visit, request->asked), SL_STR(""));
    sl_sheet_fact(sheet, "Answer due", sl_told_day(visit, line->status.due), SL_STR(""));
    if (line->status.closed != 0) {
        sl_sheet_fact(sheet, "Closed on", sl_told_day(visit, line->status.closed), SL_STR(""));
    }
}

static void add_records(struct sl_sheet *sheet, const struct sl_record_request *request)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, request->item_count);
    for (size_t i = 0; i < request->item_count; i++) {
        const struct sl_request_item *item = &request->items[i];
        const bool is_withheld = item->outcome > SL_OUTCOME_GIVEN;
        struct sl_row row = {
            .title = item->record,
            .tag = sl_str_from(decided[item->outcome].words),
            .colour = decided[item->outcome].colour,
            .words = item->words,
        };
        if (is_withheld && item->reason < SL_WITHHELD_COUNT) {
            row.facts[0] = sl_told_sentence(visit, sl_withheld_terms()[item->reason].words);
        }
        if (item->outcome != SL_OUTCOME_NONE) {
            row.facts[1] = sl_told_print(
                visit,
                "Decided on %.*s by %.*s",
                SL_STR_ARG(sl_told_day(visit, item->decided)),
                SL_STR_ARG(item->decided_by)
            );
        }
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(sheet, &rows, &(struct sl_rows_words){ .heading = SL_STR("Records") });
}

/* The form for the first record that is not decided. */
static void add_answer(struct sl_sheet *sheet, const struct sl_record_request *request)
{
    struct sl_visit *visit = sheet->visit;
    size_t at = 0;

    while (at < request->item_count && request->items[at].outcome != SL_OUTCOME_NONE) {
        at++;
    }
    if (at == request->item_count) {
        return;
    }
    const struct sl_ask_hidden hidden = { "record", request->items[at].record };
    sl_sheet_heading(
        sheet, sl_told_print(visit, "Decide on %.*s", SL_STR_ARG(request->items[at].record))
    );
    sl_sheet_form(sheet, &answer_ask, visit->path, sl_ask_hidden(visit, &hidden, 1));
}

static enum sl_status
show_request(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    const struct sl_request_line *line = NULL;
    struct sl_sheet sheet;

    SL_TRY(find_line(visit, &line, err));
    const struct sl_work_tag tag = sl_work_request_tag(visit, &line->status);
    const bool is_open = line->status.state == SL_REQUEST_ASKED;
    sl_sheet_init(&sheet, visit, sl_told_print(visit, "Request %lld", (long long)line->request.id));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sheet.back = SL_STR("Requests for records");
    sheet.back_href = REQUESTS;
    sheet.tag = tag.text;
    sheet.colour = tag.colour;
    sheet.why = why;
    add_request(&sheet, line);
    add_records(&sheet, &line->request.request);
    if (is_open && is_ours_to_decide(visit, line) &&
        sl_access_holds(visit->access, SL_MAY_ANSWER)) {
        add_answer(&sheet, &line->request.request);
    }
    if (is_open && !is_ours_to_decide(visit, line) && sl_access_holds(visit->access, SL_MAY_ASK)) {
        sl_sheet_form(
            &sheet,
            &withdraw_ask,
            sl_told_print(visit, "/request/%lld/take-back", (long long)line->request.id),
            sl_value_undefined()
        );
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_request(struct sl_visit *visit, struct sl_error *err)
{
    return show_request(visit, NULL, err);
}

/* What is decided, out of the form. What is withheld has a reason, and words. */
static enum sl_status
read_reply(struct sl_visit *visit, struct sl_request_reply *reply, struct sl_error *err)
{
    const struct sl_form *form = &visit->form;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &reply->request, err));
    SL_TRY(sl_ask_check(&answer_ask, form, err));
    const unsigned reason = sl_ask_chosen(&answer_fields[REASON], form);
    reply->record = sl_form_get(form, SL_STR("record"));
    reply->outcome =
        (enum sl_request_outcome)(sl_ask_chosen(&answer_fields[OUTCOME], form) + SL_OUTCOME_GIVEN);
    if (reply->outcome == SL_OUTCOME_GIVEN) {
        return SL_OK;
    }
    reply->words = sl_ask_given(&answer_fields[WORDS], form);
    if (reason == SL_WITHHELD_COUNT || reply->words.len == 0) {
        sl_fail(err, SL_INVALID, "say why something is withheld");
        sl_fail_hint(err, "Choose a reason, and say in words what is withheld and why.");
        return SL_INVALID;
    }
    reply->reason = (enum sl_withheld_reason)reason;
    return SL_OK;
}

enum sl_status sl_visit_request_answer(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_request_reply reply = { .request = 0 };
    enum sl_status status = read_reply(visit, &reply, err);

    if (status == SL_OK) {
        status = sl_request_reply_make(visit->access, &reply, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show_request, err);
    }
    return sl_visit_go(
        visit, sl_told_print(visit, "/request/%lld?done=answered", (long long)reply.request), err
    );
}

enum sl_status sl_visit_request_take_back(struct sl_visit *visit, struct sl_error *err)
{
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(sl_request_take_back(visit->access, id, err));
    return sl_visit_go(
        visit, sl_told_print(visit, "/request/%lld?done=taken-back", (long long)id), err
    );
}
