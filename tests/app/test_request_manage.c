/* SPDX-License-Identifier: Apache-2.0 */
#include "app/request_manage.h"

#include "app/people_small.h"

#define FIRST  "oldham/csc/plan/1"
#define SECOND "oldham/csc/plan/2"

/* Ask oldham as a user of the police. */
static enum sl_status
ask(struct small_people *small,
    const char *user,
    const char *holder,
    int64_t *ret_id,
    struct sl_error *err)
{
    struct sl_access *access = small_open(small, user);
    const struct sl_str records[] = { SL_STR(FIRST), SL_STR(SECOND) };
    const struct sl_request_question question = {
        .child = SL_STR(SMALL_NHS),
        .holder = sl_str_from(holder),
        .records = records,
        .record_count = 2,
        .reason = SL_STR("strategy meeting"),
    };
    const enum sl_status status = sl_request_ask(access, &question, ret_id, err);

    sl_access_close(access);
    return status;
}

/* Answer as a user. */
static enum sl_status answer(
    struct small_people *small,
    const char *user,
    int64_t id,
    const char *record,
    enum sl_request_outcome outcome,
    struct sl_error *err
)
{
    struct sl_access *access = small_open(small, user);
    const struct sl_request_reply reply = {
        .request = id,
        .record = sl_str_from(record),
        .outcome = outcome,
        .reason = SL_WITHHELD_OTHERS,
        .words = outcome == SL_OUTCOME_GIVEN ? SL_STR("") : SL_STR("names of others"),
    };
    const enum sl_status status = sl_request_reply_make(access, &reply, err);

    sl_access_close(access);
    return status;
}

/* The requests that a user sees. */
static size_t
list(struct small_people *small, const char *user, bool all, struct sl_request_line **ret_lines)
{
    struct sl_access *access = small_open(small, user);
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_OK(sl_request_list(access, all, &small->arena, ret_lines, &count, &err), &err);
    sl_access_close(access);
    return count;
}

/* A manager of oldham, who answers. */
static void add_boss(struct small_people *small)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_user(store, "boss", "oldham", UINT32_C(1) << SL_USER_MANAGER);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

static void asked_and_answered(void **state)
{
    struct small_people *small = *state;
    struct sl_request_line *lines = NULL;
    struct sl_error err;
    int64_t id = 0;

    add_boss(small);
    SL_CHECK_OK(ask(small, "investigator", "oldham", &id, &err), &err);
    SL_CHECK_U64(small_entries(small, "investigator", SL_VERB_ASK, SL_OUTCOME_ALLOWED), 1);
    SL_CHECK_U64(list(small, "boss", false, &lines), 1);
    SL_CHECK_I64(lines[0].status.state, SL_REQUEST_ASKED);
    SL_CHECK_STR(lines[0].request.request.identity, small_id(1024));
    SL_CHECK_U64(list(small, "investigator", false, &lines), 1);
    SL_CHECK_I64(lines[0].request.request.clock_days, SL_REQUEST_DAYS);
    SL_CHECK_OK(answer(small, "boss", id, FIRST, SL_OUTCOME_GIVEN, &err), &err);
    SL_CHECK_STATUS(answer(small, "boss", id, FIRST, SL_OUTCOME_WITHHELD, &err), SL_INVALID);
    SL_CHECK_OK(answer(small, "boss", id, SECOND, SL_OUTCOME_REDACTED, &err), &err);
    SL_CHECK_U64(list(small, "boss", false, &lines), 0);
    SL_CHECK_U64(list(small, "boss", true, &lines), 1);
    SL_CHECK_I64(lines[0].status.state, SL_REQUEST_PART);
    SL_CHECK_STR(lines[0].request.request.items[1].words, "names of others");
    SL_CHECK_STR(lines[0].request.request.items[1].decided_by, "boss");
    SL_CHECK_U64(small_entries(small, "boss", SL_VERB_ANSWER, SL_OUTCOME_ALLOWED), 3);
    SL_CHECK_U64(small_entries(small, "boss", SL_VERB_ANSWER, SL_OUTCOME_FAILED), 1);
}

static void only_who_may(void **state)
{
    struct small_people *small = *state;
    struct sl_request_line *lines = NULL;
    struct sl_error err;
    size_t count = 0;
    int64_t id = 0;

    add_boss(small);
    SL_CHECK_STATUS(ask(small, "data_steward", "oldham", &id, &err), SL_DENIED);
    SL_CHECK_STATUS(ask(small, "investigator", "nowhere", &id, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(ask(small, "investigator", "police", &id, &err), SL_INVALID);
    SL_CHECK_U64(small_entries(small, "investigator", SL_VERB_ASK, SL_OUTCOME_FAILED), 1);
    SL_CHECK_OK(ask(small, "investigator", "oldham", &id, &err), &err);
    SL_CHECK_STATUS(answer(small, "worker", id, FIRST, SL_OUTCOME_GIVEN, &err), SL_DENIED);
    SL_CHECK_STATUS(answer(small, "manager", id, FIRST, SL_OUTCOME_GIVEN, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(answer(small, "boss", id + 1, FIRST, SL_OUTCOME_GIVEN, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(answer(small, "boss", id, "x", SL_OUTCOME_GIVEN, &err), SL_NOT_FOUND);
    struct sl_access *access = small_open(small, "leader");
    SL_CHECK_STATUS(sl_request_list(access, true, &small->arena, &lines, &count, &err), SL_DENIED);
    sl_access_close(access);
}

static void taken_back(void **state)
{
    struct small_people *small = *state;
    struct sl_request_line *lines = NULL;
    struct sl_error err;
    int64_t id = 0;

    add_boss(small);
    SL_CHECK_OK(ask(small, "investigator", "oldham", &id, &err), &err);
    struct sl_access *access = small_open(small, "boss");
    SL_CHECK_STATUS(sl_request_take_back(access, id, &err), SL_NOT_FOUND);
    sl_access_close(access);
    access = small_open(small, "practitioner"); /* a colleague of who asked */
    SL_CHECK_OK(sl_request_take_back(access, id, &err), &err);
    SL_CHECK_STATUS(sl_request_take_back(access, id, &err), SL_INVALID);
    sl_access_close(access);
    SL_CHECK_STATUS(answer(small, "boss", id, FIRST, SL_OUTCOME_GIVEN, &err), SL_INVALID);
    SL_CHECK_U64(list(small, "boss", true, &lines), 1);
    SL_CHECK_I64(lines[0].status.state, SL_REQUEST_WITHDRAWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(asked_and_answered),
        SMALL_TEST(only_who_may),
        SMALL_TEST(taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
