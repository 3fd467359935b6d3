/* SPDX-License-Identifier: Apache-2.0 */
/* Programs read of a child: the picture, who holds records, and what is asked. */
#include "app/picture_door.h"
#include "app/question_list.h"
#include "base/json_write.h"
#include "identity/identity_id.h"
#include "picture/picture_json.h"
#include "web/api.h"
#include "web/child_told.h"
#include "web/handlers.h"
#include "web/limit.h"

typedef void print_fn(const struct sl_picture *picture, struct sl_buf *json);

/* Find the child of the address, and print what is asked for of the picture. */
static enum sl_status
tell(struct sl_visit *visit, const char *kind, print_fn *print, struct sl_error *err)
{
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *search = NULL;
    SL_CLEANUP(sl_picture_loader_close_ptr) struct sl_picture_loader *loader = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    const struct sl_search_request question = { .text = sl_visit_param(visit, 0),
                                                .today = sl_visit_today(visit),
                                                .limit = 1 };
    const struct sl_picture *picture = NULL;
    struct sl_picture_found found;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_child_check_id(question.text, err));
    SL_TRY(sl_picture_find(visit->access, &search, &question, visit->arena, &found, err));
    SL_TRY(sl_picture_loader_open(&loader, err));
    const struct sl_picture_request wanted = {
        .identity = found.identity,
        .access = visit->access,
        .today = question.today,
        .kind = sl_str_from(kind),
        .notes = found.notes,
        .note_count = found.note_count,
    };
    SL_TRY(sl_picture_open(loader, &wanted, &picture, err));
    print(picture, &json);
    return sl_api_say(visit, &json, err);
}

enum sl_status sl_visit_api_child(struct sl_visit *visit, struct sl_error *err)
{
    return tell(visit, "picture", sl_picture_json, err);
}

enum sl_status sl_visit_api_holders(struct sl_visit *visit, struct sl_error *err)
{
    return tell(visit, "holders", sl_picture_holders_json, err);
}

static void add_optional(struct sl_buf *json, const char *name, struct sl_str text)
{
    if (text.len > 0) {
        sl_json_add_text(json, name, text);
    }
}

static void add_deed(const struct sl_question_deed *deed, struct sl_buf *json)
{
    const bool is_answer = deed->act == SL_ACT_ANSWERED;

    sl_json_begin_object(json, NULL);
    sl_json_add_text(json, "act", sl_question_act_terms()[deed->act].name);
    sl_api_add_day(json, "day", deed->day);
    add_optional(json, "by", deed->by);
    add_optional(json, "agency", deed->agency);
    add_optional(json, "to", deed->user);
    if (is_answer) {
        sl_json_add_text(json, "answer", sl_question_reply_terms()[deed->reply].name);
    }
    sl_api_add_day(json, "until", is_answer ? deed->until : 0);
    add_optional(json, "words", deed->words);
    sl_json_end_object(json);
}

static void add_question(const struct sl_question_line *line, struct sl_buf *json)
{
    const struct sl_question_status *status = &line->status;

    sl_json_begin_object(json, NULL);
    sl_json_add_i64(json, "question", line->stored.id);
    sl_json_add_text(json, "state", sl_question_state_terms()[status->state].name);
    sl_json_add_text(json, "indicator", line->stored.indicator);
    sl_json_add_text(json, "wording", line->stored.wording);
    sl_json_add_text(json, "asks", line->stored.asks);
    sl_json_add_text(
        json, "meaning", sl_indicator_meaning_terms()[line->seen.question.meaning].name
    );
    sl_json_add_text(json, "owner", line->seen.question.owner);
    add_optional(json, "allocated", status->user);
    sl_json_add_truth(json, "is_raised", status->is_raised);
    sl_json_add_truth(json, "is_over", status->is_over);
    sl_json_add_i64(json, "round", (int64_t)status->round);
    sl_api_add_day(json, "opened", status->opened);
    sl_api_add_day(json, "due", status->due);
    sl_json_begin_list(json, "deeds");
    for (size_t i = 0; i < line->seen.question.deed_count; i++) {
        add_deed(&line->seen.question.deeds[i], json);
    }
    sl_json_end_list(json);
    sl_json_end_object(json);
}

/* Of one of whom nothing is asked that they may know, and of nobody, the list is empty. */
enum sl_status sl_visit_api_questions(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    struct sl_question_asked asked = { .all = true };
    struct sl_question_line *lines = NULL;
    size_t count = 0;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    SL_TRY(sl_identity_parse(sl_visit_param(visit, 0), &asked.identity, err));
    SL_TRY(sl_question_list(visit->access, &asked, visit->arena, &lines, &count, err));
    sl_json_begin_object(&json, NULL);
    sl_json_begin_list(&json, "questions");
    for (size_t i = 0; i < count; i++) {
        add_question(&lines[i], &json);
    }
    sl_json_end_list(&json);
    sl_json_end_object(&json);
    return sl_api_say(visit, &json, err);
}
