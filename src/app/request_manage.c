/* SPDX-License-Identifier: Apache-2.0 */
#include "app/request_manage.h"

#include <stdio.h>

#include "app/access_change.h"
#include "app/child_find.h"
#include "base/array.h"
#include "base/buf.h"
#include "identity/identity_id.h"
#include "store/source.h"

#define DETAIL_BYTES  ((size_t)1 << 20)
#define SCRATCH_BYTES ((size_t)8 << 20)
/* "request 7" */
#define NUMBER_BYTES 32

/* A change under way. */
struct work {
    struct sl_access *access;
    struct sl_arena scratch;
    struct sl_record_request request;
    struct sl_store_answer answer;
    int64_t id;
};

/* Has an agency sent anything? One that has not holds nothing that could be asked for here. */
static enum sl_status check_holder(struct work *work, struct sl_str holder, struct sl_error *err)
{
    struct sl_store_source *sources = NULL;
    size_t count = 0;

    SL_TRY(
        sl_store_source_list(sl_access_store(work->access), &work->scratch, &sources, &count, err)
    );
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(sources[i].agency, holder)) {
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "there is no agency '%.*s'", SL_STR_ARG(holder));
}

static enum sl_status
make_items(struct work *work, const struct sl_request_question *question, struct sl_error *err)
{
    struct sl_request_item *items =
        sl_arena_alloc(&work->scratch, question->record_count + 1, sizeof *items);

    if (items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < question->record_count; i++) {
        items[i] = (struct sl_request_item){ .record = sl_str_trim(question->records[i]) };
    }
    work->request.items = items;
    work->request.item_count = question->record_count;
    return SL_OK;
}

static enum sl_status add_request(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;

    return sl_store_request_add(store, &work->request, sl_access_now(work->access), &work->id, err);
}

/* What the entry says: why, and for which records. */
static void add_question(const struct sl_record_request *request, struct sl_buf *detail)
{
    sl_buf_addf(detail, "of %.*s: %.*s;", SL_STR_ARG(request->holder), SL_STR_ARG(request->reason));
    for (size_t i = 0; i < request->item_count; i++) {
        sl_buf_addf(detail, " %.*s", SL_STR_ARG(request->items[i].record));
    }
}

static enum sl_status say_and_ask(struct work *work, struct sl_buf *detail, struct sl_error *err)
{
    add_question(&work->request, detail);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_ASK,
        .kind = SL_STR("request"),
        .subject = work->request.identity,
        .detail = sl_buf_str(detail),
    };

    return sl_access_change(work->access, &deed, 1, add_request, work, err);
}

static enum sl_status
ask(struct work *work,
    const struct sl_request_question *question,
    struct sl_buf *detail,
    struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_ASK,
        .kind = SL_STR("request"),
        .subject = question->child,
    };
    const struct sl_user *user = sl_access_user(work->access);
    struct sl_child_found child;

    SL_TRY(sl_access_may(work->access, SL_MAY_ASK, &deed, err));
    SL_TRY(sl_access_done(work->access, &deed, check_holder(work, question->holder, err), err));
    const enum sl_status status =
        sl_child_find_known(work->access, question->child, &deed, &work->scratch, &child, err);
    /* Who tries names or numbers until one is somebody's leaves a trace of each. */
    SL_TRY(sl_access_done(work->access, &deed, status, err));
    const struct sl_identity_id id = sl_identity_print(child.identity);
    work->request = (struct sl_record_request){
        .asked_by = user->id,
        .agency = user->agency,
        .holder = question->holder,
        .identity = sl_str_from(id.text),
        .purpose = sl_access_asking(work->access)->purpose,
        .reason = sl_str_trim(question->reason),
        .asked = sl_access_day(work->access),
        .clock_days = question->is_urgent ? SL_REQUEST_DAYS_URGENT : SL_REQUEST_DAYS,
    };
    SL_TRY(make_items(work, question, err));
    SL_TRY(sl_access_done(work->access, &deed, sl_request_check(&work->request, err), err));
    return say_and_ask(work, detail, err);
}

enum sl_status sl_request_ask(
    struct sl_access *access,
    const struct sl_request_question *question,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct work work = { .access = access };
    struct sl_buf detail;

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    sl_buf_init(&detail, DETAIL_BYTES);
    const enum sl_status status = ask(&work, question, &detail, err);
    sl_buf_finish(&detail);
    sl_arena_finish(&work.scratch);
    if (status == SL_OK) {
        *ret_id = work.id;
    }
    return status;
}

/*
 * A request of the user's agency: as the asker, or as the one that is asked. Who tries numbers
 * until one is a request leaves a trace of each.
 *
 *   deed  by its verb it is asked or answered
 */
static enum sl_status find_request(
    struct work *work,
    int64_t id,
    const struct sl_access_deed *deed,
    struct sl_store_request *ret_request,
    struct sl_error *err
)
{
    const struct sl_str agency = sl_access_user(work->access)->agency;
    const struct sl_record_request *request = &ret_request->request;
    struct sl_access_deed tried = *deed;
    char detail[NUMBER_BYTES];

    (void)snprintf(detail, sizeof detail, "request %lld", (long long)id);
    tried.detail = sl_str_from(detail);
    enum sl_status status =
        sl_store_request_get(sl_access_store(work->access), id, &work->scratch, ret_request, err);
    if (status == SL_OK &&
        !sl_str_equal(deed->verb == SL_VERB_ANSWER ? request->holder : request->agency, agency)) {
        status = sl_fail(err, SL_NOT_FOUND, "there is no request %lld", (long long)id);
    }
    return sl_access_done(work->access, &tried, status, err);
}

static enum sl_status add_answer(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return sl_store_request_answer(store, &work->answer, err);
}

static enum sl_status make_reply(
    struct work *work,
    const struct sl_request_reply *reply,
    struct sl_buf *detail,
    struct sl_error *err
)
{
    static const char *const words[] = { "", "given", "redacted", "withheld" };
    struct sl_access_deed deed = { .verb = SL_VERB_ANSWER, .kind = SL_STR("request") };
    struct sl_store_request request;

    SL_ASSERT(reply->outcome > SL_OUTCOME_NONE && reply->outcome <= SL_OUTCOME_WITHHELD);
    SL_TRY(sl_access_may(work->access, SL_MAY_ANSWER, &deed, err));
    SL_TRY(find_request(work, reply->request, &deed, &request, err));
    work->answer = (struct sl_store_answer){
        .request = reply->request,
        .item = {
            .record = sl_str_trim(reply->record),
            .outcome = reply->outcome,
            .reason = reply->reason,
            .words = sl_str_trim(reply->words),
            .decided = sl_access_day(work->access),
            .decided_by = sl_access_user(work->access)->id,
        },
        .at = sl_access_now(work->access),
    };
    sl_buf_addf(
        detail,
        "to %.*s: %s %.*s",
        SL_STR_ARG(request.request.agency),
        words[reply->outcome],
        SL_STR_ARG(work->answer.item.record)
    );
    deed.subject = request.request.identity;
    deed.on_behalf = request.request.agency;
    deed.detail = sl_buf_str(detail);
    return sl_access_change(work->access, &deed, 1, add_answer, work, err);
}

enum sl_status sl_request_reply_make(
    struct sl_access *access, const struct sl_request_reply *made, struct sl_error *err
)
{
    struct work work = { .access = access };
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    sl_buf_init(&detail, DETAIL_BYTES);
    const enum sl_status status = make_reply(&work, made, &detail, err);
    sl_arena_finish(&work.scratch);
    return status;
}

static enum sl_status withdraw(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    return sl_store_request_withdraw(
        store, work->id, sl_access_day(work->access), sl_access_now(work->access), err
    );
}

static enum sl_status take_back(struct work *work, struct sl_error *err)
{
    struct sl_access_deed deed = {
        .verb = SL_VERB_ASK,
        .kind = SL_STR("request"),
        .detail = SL_STR("take back"),
    };
    struct sl_store_request request;

    SL_TRY(sl_access_may(work->access, SL_MAY_ASK, &deed, err));
    SL_TRY(find_request(work, work->id, &deed, &request, err));
    deed.subject = request.request.identity;
    return sl_access_change(work->access, &deed, 1, withdraw, work, err);
}

enum sl_status sl_request_take_back(struct sl_access *access, int64_t id, struct sl_error *err)
{
    struct work work = { .access = access, .id = id };

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    const enum sl_status status = take_back(&work, err);
    sl_arena_finish(&work.scratch);
    return status;
}

enum sl_status sl_request_list(
    struct sl_access *access,
    bool all,
    struct sl_arena *arena,
    struct sl_request_line **ret_lines,
    size_t *ret_count,
    struct sl_error *err
)
{
    const bool answers = sl_access_holds(access, SL_MAY_ANSWER);
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("request") };
    const struct sl_str agency = sl_access_user(access)->agency;
    struct sl_request_line *lines = NULL;
    struct sl_request_line line = { .request = { .id = 0 } };
    size_t count = 0;

    SL_TRY(sl_access_act(access, answers ? SL_MAY_ANSWER : SL_MAY_ASK, &deed, err));
    for (;;) {
        const enum sl_status status = sl_store_request_next(
            sl_access_store(access), agency, line.request.id, arena, &line.request, err
        );
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(sl_request_status_on(&line.request.request, sl_access_day(access), &line.status, err)
        );
        if (all || line.status.state == SL_REQUEST_ASKED) {
            SL_TRY(sl_array_room(arena, &lines, count, sizeof line, err));
            lines[count++] = line;
        }
    }
    *ret_lines = lines;
    *ret_count = count;
    return SL_OK;
}
