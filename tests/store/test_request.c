/* SPDX-License-Identifier: Apache-2.0 */
#include "store/request.h"

#include "identity/identity_id.h"
#include "store/fixture.h"

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

static const struct sl_request_item wanted[] = {
    { .record = TEXT("bolton/csc/assessment/1") },
    { .record = TEXT("bolton/csc/plan/2") },
};

static struct sl_record_request request_of(const struct sl_identity_id *id)
{
    return (struct sl_record_request){
        .asked_by = SL_STR("pat"),
        .agency = SL_STR("police"),
        .holder = SL_STR("bolton"),
        .identity = sl_str_from(id->text),
        .purpose = SL_PURPOSE_SAFEGUARDING,
        .reason = SL_STR("strategy discussion"),
        .asked = 20000,
        .clock_days = 5,
        .items = wanted,
        .item_count = 2,
    };
}

static int64_t ask(struct store_fixture *fixture)
{
    const struct sl_identity_id id = sl_identity_print(1024);
    const struct sl_record_request request = request_of(&id);
    struct sl_error err;
    int64_t number = 0;

    SL_CHECK_OK(sl_store_request_add(fixture->store, &request, 123, &number, &err), &err);
    return number;
}

static void asked_answered_and_read_back(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_answer answer = {
        .item = {
            .record = SL_STR("bolton/csc/plan/2"),
            .outcome = SL_OUTCOME_REDACTED,
            .reason = SL_WITHHELD_OTHERS,
            .words = SL_STR("names of other children"),
            .decided = 20001,
            .decided_by = SL_STR("ann"),
        },
        .at = 456,
    };
    struct sl_store_request back;
    struct sl_request_status status;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    answer.request = ask(fixture);
    SL_CHECK_OK(sl_store_request_answer(fixture->store, &answer, &err), &err);
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &answer, &err), SL_INVALID);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_request_get(fixture->store, answer.request, &fixture->arena, &back, &err), &err
    );
    SL_CHECK_STR(back.request.asked_by, "pat");
    SL_CHECK_STR(back.request.holder, "bolton");
    SL_CHECK_STR(back.request.identity, sl_identity_print(1024).text);
    SL_CHECK_I64(back.asked_at, 123);
    SL_CHECK_U64(back.request.item_count, 2);
    SL_CHECK_I64(back.request.items[0].outcome, SL_OUTCOME_NONE);
    SL_CHECK_I64(back.request.items[1].outcome, SL_OUTCOME_REDACTED);
    SL_CHECK_I64(back.request.items[1].reason, SL_WITHHELD_OTHERS);
    SL_CHECK_STR(back.request.items[1].words, "names of other children");
    SL_CHECK_STR(back.request.items[1].decided_by, "ann");
    SL_CHECK_OK(sl_request_check(&back.request, &err), &err);
    SL_CHECK_OK(sl_request_status_on(&back.request, 20002, &status, &err), &err);
    SL_CHECK_I64(status.state, SL_REQUEST_ASKED);

    answer.item = (struct sl_request_item){
        .record = wanted[0].record,
        .outcome = SL_OUTCOME_GIVEN,
        .decided = 20003,
        .decided_by = SL_STR("bob"),
    };
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_request_answer(fixture->store, &answer, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_request_get(fixture->store, answer.request, &fixture->arena, &back, &err), &err
    );
    SL_CHECK_OK(sl_request_status_on(&back.request, 20003, &status, &err), &err);
    SL_CHECK_I64(status.state, SL_REQUEST_PART);
    store_check_sound(fixture->store);
}

static void answers_that_do_not_fit(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_store_answer fine = {
        .request = 1,
        .item = {
            .record = SL_STR("bolton/csc/plan/2"),
            .outcome = SL_OUTCOME_WITHHELD,
            .reason = SL_WITHHELD_COURT,
            .words = SL_STR("an order of March"),
            .decided = 20001,
            .decided_by = SL_STR("ann"),
        },
    };
    struct sl_store_answer answer;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_I64(ask(fixture), 1);
    answer = fine;
    answer.request = 2;
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &answer, &err), SL_NOT_FOUND);
    answer = fine;
    answer.item.record = SL_STR("bolton/csc/plan/3");
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &answer, &err), SL_NOT_FOUND);
    answer = fine;
    answer.item.words = SL_STR(" ");
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &answer, &err), SL_INVALID);
    answer = fine;
    answer.item.decided = 19999; /* before it was asked */
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &answer, &err), SL_INVALID);
    answer = fine;
    answer.item.decided_by = SL_STR("eve");
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &answer, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_request_withdraw(fixture->store, 1, 20001, 9, &err), &err);
    SL_CHECK_STATUS(sl_store_request_withdraw(fixture->store, 1, 20001, 9, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_store_request_withdraw(fixture->store, 2, 20001, 9, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_request_answer(fixture->store, &fine, &err), SL_INVALID);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

static void each_agency_has_its_own(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_request request = { .id = 0 };
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    const int64_t first = ask(fixture);
    const int64_t second = ask(fixture);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_request_next(fixture->store, SL_STR("police"), 0, &fixture->arena, &request, &err),
        &err
    );
    SL_CHECK_I64(request.id, first);
    SL_CHECK_OK(
        sl_store_request_next(
            fixture->store, SL_STR("bolton"), first, &fixture->arena, &request, &err
        ),
        &err
    );
    SL_CHECK_I64(request.id, second);
    SL_CHECK_STATUS(
        sl_store_request_next(
            fixture->store, SL_STR("bolton"), second, &fixture->arena, &request, &err
        ),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_store_request_next(fixture->store, SL_STR("hub"), 0, &fixture->arena, &request, &err),
        SL_NOT_FOUND
    );
}

static void questions_that_do_not_fit(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_identity_id id = sl_identity_print(1024);
    struct sl_record_request request = request_of(&id);
    struct sl_error err;
    int64_t number = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    request.holder = request.agency;
    SL_CHECK_STATUS(sl_store_request_add(fixture->store, &request, 1, &number, &err), SL_INVALID);
    request = request_of(&id);
    request.asked_by = SL_STR("eve");
    SL_CHECK_STATUS(sl_store_request_add(fixture->store, &request, 1, &number, &err), SL_NOT_FOUND);
    request = request_of(&id);
    request.item_count = 0;
    SL_CHECK_STATUS(sl_store_request_add(fixture->store, &request, 1, &number, &err), SL_INVALID);
    sl_store_rollback(fixture->store);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_identity_id identity = sl_identity_print(1024);
    const struct sl_record_request request = request_of(&identity);
    struct sl_store_answer answer = {
        .item = {
            .record = SL_STR("bolton/csc/plan/2"),
            .outcome = SL_OUTCOME_REDACTED,
            .reason = SL_WITHHELD_OTHERS,
            .words = SL_STR("names of other children"),
            .decided = 20001,
            .decided_by = SL_STR("ann"),
        },
        .at = 456,
    };
    struct sl_store_request back;

    (void)context;
    SL_TRY(sl_store_request_add(store, &request, 123, &answer.request, NULL));
    SL_TRY(sl_store_request_answer(store, &answer, NULL));
    SL_TRY(sl_store_request_get(store, answer.request, arena, &back, NULL));
    SL_TRY(sl_store_request_next(store, SL_STR("bolton"), 0, arena, &back, NULL));
    return sl_store_request_withdraw(store, answer.request, 20002, 789, NULL);
}

static void failing_allocations(void **state)
{
    store_add_users(*state);
    store_failing(*state, do_all, *state);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(failing_allocations),       STORE_TEST(asked_answered_and_read_back),
        STORE_TEST(answers_that_do_not_fit),   STORE_TEST(each_agency_has_its_own),
        STORE_TEST(questions_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
