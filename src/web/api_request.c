/* SPDX-License-Identifier: Apache-2.0 */
/* Programs see what agencies have asked of each other, and ask. */
#include "app/request_manage.h"
#include "base/json_write.h"
#include "web/api.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/limit.h"

#define NAME_BYTES   ((size_t)255)
#define REASON_BYTES ((size_t)4000)

enum { CHILD, HOLDER, RECORDS, REASON, URGENT, MEMBER_COUNT };

/* clang-format off */
static const struct sl_body_member members[MEMBER_COUNT] = {
    [CHILD] = { .name = "child", .kind = SL_BODY_TEXT, .is_required = true, .most = NAME_BYTES },
    [HOLDER] = { .name = "holder", .kind = SL_BODY_TEXT, .is_required = true,
                 .most = NAME_BYTES },
    [RECORDS] = { .name = "records", .kind = SL_BODY_TEXTS, .is_required = true,
                  .most = SL_REQUEST_ITEM_LIMIT },
    [REASON] = { .name = "reason", .kind = SL_BODY_TEXT, .is_required = true,
                 .most = REASON_BYTES },
    [URGENT] = { .name = "urgent", .kind = SL_BODY_TRUTH },
};
/* clang-format on */

static void add_record(const struct sl_request_item *item, struct sl_buf *json)
{
    const bool is_withheld = item->outcome > SL_OUTCOME_GIVEN;

    sl_json_begin_object(json, NULL);
    sl_json_add_text(json, "record", item->record);
    sl_json_add_text(json, "answer", sl_request_outcome_name(item->outcome));
    if (is_withheld && item->reason < SL_WITHHELD_COUNT) {
        sl_json_add_text(json, "reason", sl_withheld_terms()[item->reason].name);
        sl_json_add_text(json, "words", item->words);
    }
    if (item->outcome != SL_OUTCOME_NONE) {
        sl_json_add_text(json, "by", item->decided_by);
        sl_api_add_day(json, "day", item->decided);
    }
    sl_json_end_object(json);
}

static void add_line(const struct sl_request_line *line, struct sl_buf *json)
{
    const struct sl_record_request *request = &line->request.request;

    sl_json_begin_object(json, NULL);
    sl_json_add_i64(json, "request", line->request.id);
    sl_json_add_text(json, "state", sl_request_state_name(line->status.state));
    sl_json_add_text(json, "child", request->identity);
    sl_json_add_text(json, "asked_by", request->asked_by);
    sl_json_add_text(json, "agency", request->agency);
    sl_json_add_text(json, "holder", request->holder);
    sl_json_add_text(json, "purpose", sl_purpose_terms()[request->purpose].name);
    sl_json_add_text(json, "reason", request->reason);
    sl_api_add_day(json, "asked", request->asked);
    sl_api_add_day(json, "due", line->status.due);
    sl_json_add_truth(json, "is_late", line->status.late);
    sl_json_add_i64(json, "late_days", (int64_t)line->status.late_days);
    sl_json_begin_list(json, "records");
    for (size_t i = 0; i < request->item_count; i++) {
        add_record(&request->items[i], json);
    }
    sl_json_end_list(json);
    sl_json_end_object(json);
}

enum sl_status sl_visit_api_requests(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    struct sl_request_line *lines = NULL;
    size_t count = 0;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_request_list(visit->access, true, visit->arena, &lines, &count, err));
    sl_json_begin_object(&json, NULL);
    sl_json_begin_list(&json, "requests");
    for (size_t i = 0; i < count; i++) {
        add_line(&lines[i], &json);
    }
    sl_json_end_list(&json);
    sl_json_end_object(&json);
    return sl_api_say(visit, &json, err);
}

enum sl_status sl_visit_api_request_ask(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    struct sl_body_value sent[MEMBER_COUNT];
    int64_t id = 0;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_body_read(visit->request->body, members, MEMBER_COUNT, visit->arena, sent, err));
    const struct sl_request_question question = {
        .child = sent[CHILD].text,
        .holder = sent[HOLDER].text,
        .records = sent[RECORDS].texts,
        .record_count = sent[RECORDS].text_count,
        .reason = sent[REASON].text,
        .is_urgent = sent[URGENT].truth,
    };
    SL_TRY(sl_request_ask(visit->access, &question, &id, err));
    visit->response->status = 201;
    sl_json_begin_object(&json, NULL);
    sl_json_add_i64(&json, "request", id);
    sl_json_end_object(&json);
    return sl_api_say(visit, &json, err);
}
