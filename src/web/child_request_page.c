/* SPDX-License-Identifier: Apache-2.0 */
/* Asking the agency that holds records of a child; and what was asked before. */
#include "app/request_manage.h"
#include "record/say.h"
#include "web/agency.h"
#include "web/child_form.h"
#include "web/child_told.h"
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

#define TEXT_BYTES ((size_t)1 << 10)

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* By enum sl_request_state. */
static const struct sl_str state_words[] = {
    TEXT("Waiting for an answer"),
    TEXT("Answered"),
    TEXT("Answered in part"),
    TEXT("Refused"),
    TEXT("Taken back"),
};

static struct sl_value day_of(struct sl_visit *visit, int32_t day)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    sl_say_day(sl_moment_of_day(day), &text);
    return sl_visit_take(visit, &text);
}

static struct sl_value line_of(struct sl_visit *visit, const struct sl_request_line *line)
{
    const struct sl_record_request *request = &line->request.request;
    struct sl_value *records = sl_page_room(&visit->page, request->item_count);

    for (size_t i = 0; records != NULL && i < request->item_count; i++) {
        records[i] = sl_visit_text(visit, request->items[i].record);
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("id"), sl_value_number((double)line->request.id) },
        { SL_STR("holder"), sl_visit_text(visit, request->holder) },
        { SL_STR("agency"), sl_visit_text(visit, request->agency) },
        { SL_STR("state"), sl_value_text(state_words[line->status.state]) },
        { SL_STR("isLate"), sl_value_bool(line->status.late) },
        { SL_STR("isOpen"), sl_value_bool(line->status.state == SL_REQUEST_ASKED) },
        { SL_STR("due"), day_of(visit, line->status.due) },
        { SL_STR("records"), records == NULL ? sl_value_undefined()
                                             : sl_value_list(records, request->item_count) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* The requests about this child that the user's agency has asked or is asked. */
static enum sl_status
list_requests(struct sl_visit *visit, struct sl_value *ret_requests, struct sl_error *err)
{
    struct sl_request_line *lines = NULL;
    size_t count = 0;
    size_t shown = 0;

    SL_TRY(sl_request_list(visit->access, true, visit->arena, &lines, &count, err));
    struct sl_value *items = sl_page_room(&visit->page, count);
    for (size_t i = count; items != NULL && i-- > 0;) {
        if (sl_str_equal(lines[i].request.request.identity, sl_visit_param(visit, 0))) {
            items[shown++] = line_of(visit, &lines[i]);
        }
    }
    *ret_requests = items == NULL ? sl_value_undefined() : sl_value_list(items, shown);
    return SL_OK;
}

/* The agencies that can be asked, as items of a select. */
static struct sl_value holders_of(struct sl_visit *visit, struct sl_value agencies)
{
    struct sl_page *page = &visit->page;
    const struct sl_str own = sl_access_user(visit->access)->agency;
    struct sl_value *items = sl_page_room(page, (size_t)agencies.count + 1);
    size_t count = 0;

    if (items == NULL || agencies.kind != SL_VALUE_MAP) {
        return sl_value_undefined();
    }
    items[count++] = sl_child_option(page, SL_STR(""), SL_STR("Choose an agency"));
    for (size_t i = 0; i < agencies.count; i++) {
        const struct sl_member *agency = &agencies.members[i];
        const struct sl_str name = sl_value_str(sl_value_get(agency->value, SL_STR("name")));
        if (!sl_str_equal(agency->name, own)) {
            items[count++] = sl_child_option(page, agency->name, name);
        }
    }
    return sl_value_list(items, count);
}

static enum sl_status show(
    struct sl_visit *visit,
    const struct sl_child_problem *problems,
    size_t count,
    struct sl_error *err
)
{
    const struct sl_form *form = &visit->form;
    const struct sl_value agencies =
        sl_agency_values(&visit->page, sl_access_policy(visit->access));
    struct sl_value requests = sl_value_undefined();

    SL_TRY(list_requests(visit, &requests, err));
    sl_pages_child_request_print(
        &visit->page,
        &(struct sl_pages_child_request_page){
            .site = sl_visit_frame(visit),
            .child = sl_value_text(sl_visit_param(visit, 0)),
            .agencies = agencies,
            .holders = holders_of(visit, agencies),
            .holder = sl_value_text(sl_form_get(form, SL_STR("holder"))),
            .records = sl_value_text(sl_form_get(form, SL_STR("records"))),
            .reason = sl_value_text(sl_form_get(form, SL_STR("reason"))),
            .urgent = sl_value_text(sl_form_get(form, SL_STR("urgent"))),
            .isSent = sl_value_bool(sl_form_has(&visit->query, SL_STR("sent"))),
            .requests = requests,
            .problems = sl_child_problems(&visit->page, problems, count),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_child_request(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    return show(visit, NULL, 0, err);
}

/* The lines that say something; at most one more than a request may have. */
static size_t read_records(struct sl_str text, struct sl_str records[SL_REQUEST_ITEM_LIMIT + 1])
{
    struct sl_str line;
    size_t count = 0;

    while (count <= SL_REQUEST_ITEM_LIMIT && sl_str_split(&text, '\n', &line)) {
        line = sl_str_trim(line);
        if (line.len > 0) {
            records[count++] = line;
        }
    }
    return count;
}

/* Returns how many problems there are. */
static size_t
find_problems(const struct sl_request_question *question, struct sl_child_problem problems[3])
{
    size_t count = 0;

    if (question->holder.len == 0) {
        problems[count++] =
            (struct sl_child_problem){ SL_STR("holder"), SL_STR("Select whom you ask") };
    }
    if (question->record_count == 0 || question->record_count > SL_REQUEST_ITEM_LIMIT) {
        problems[count++] = (struct sl_child_problem
        ){ SL_STR("records"), SL_STR("Name the records that you need, up to 200") };
    }
    if (question->reason.len == 0) {
        problems[count++] =
            (struct sl_child_problem){ SL_STR("reason"), SL_STR("Say why you need them") };
    }
    return count;
}

enum sl_status sl_visit_child_request_ask(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_form *form = &visit->form;
    struct sl_str records[SL_REQUEST_ITEM_LIMIT + 1];
    struct sl_child_problem problems[3];
    int64_t id = 0;
    const struct sl_request_question question = {
        .child = sl_visit_param(visit, 0),
        .holder = sl_form_get(form, SL_STR("holder")),
        .records = records,
        .record_count = read_records(sl_form_get(form, SL_STR("records")), records),
        .reason = sl_str_trim(sl_form_get(form, SL_STR("reason"))),
        .is_urgent = sl_form_has(form, SL_STR("urgent")),
    };

    SL_TRY(sl_child_check_id(question.child, err));
    const size_t count = find_problems(&question, problems);
    if (count > 0) {
        return show(visit, problems, count, err);
    }
    SL_TRY(sl_request_ask(visit->access, &question, &id, err));
    return sl_child_go(visit, "/ask?sent", err);
}
