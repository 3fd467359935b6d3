/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_erase.h"

#include "app/erase_fixture.h"
#include "base/memory.h"

static void an_order_and_what_it_names(void **state)
{
    static const uint64_t some[] = { 0, 2, 3 };
    struct small_people *small = *state;
    const struct sl_erase_order what = { .parts = { [SL_PART_ABOUT] = true },
                                         .indexes = some,
                                         .count = 3 };
    struct sl_access *access = small_open(small, "privacy_officer");
    struct sl_error err;

    erase_fill(small);
    SL_CHECK_OK(sl_access_erase(access, &what, SL_STR("why"), &err), &err);
    struct erase_told told = erase_look(small);
    assert_string_equal(
        told.parts,
        "w.wa"
        "w.w."
        "wa"
        "wa"
    );
    SL_CHECK_U64(told.order_count, 1);
    assert_string_equal(told.orders[0], "about 0,2-3");
    SL_CHECK_U64(small_entries(small, "privacy_officer", SL_VERB_ERASE, SL_OUTCOME_ALLOWED), 1);
    /* The door goes on. */
    erase_act(small, "practitioner", "x");
    SL_CHECK_OK(sl_access_erase(access, &what, SL_STR("again"), &err), &err);
    told = erase_look(small);
    assert_string_equal(
        told.parts,
        "w.wa"
        "w.w."
        "wa"
        "wawawa"
    );
    sl_access_close(access);
}

/* What does not fit into one entry stands in several. */
static void as_many_orders_as_it_takes(void **state)
{
    struct small_people *small = *state;
    uint64_t indexes[80];
    struct sl_erase_order what = {
        .parts = {true, true},
          .indexes = indexes, .count = 80
    };
    struct sl_access *access = small_open(small, "privacy_officer");
    struct sl_access *acting = small_open(small, "practitioner");
    const struct sl_access_deed deed = { .verb = SL_VERB_READ, .subject = SL_STR("x") };
    const struct sl_verify_job job = { .path = small->access.ledger };
    struct sl_verify_result result;
    struct sl_error err;

    for (size_t i = 0; i < 170; i++) {
        SL_CHECK_OK(sl_access_say(acting, &deed, 1, &err), &err);
    }
    for (size_t i = 0; i < 80; i++) {
        indexes[i] = 2 * i;
    }
    SL_CHECK_OK(sl_access_erase(access, &what, SL_STR("why"), &err), &err);
    SL_CHECK_U64(small_entries(small, "privacy_officer", SL_VERB_ERASE, 0), 2);
    SL_CHECK_OK(sl_verify(&job, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 0);
    SL_CHECK_U64(result.erased, 160);
    sl_verify_finish(&result);
    sl_access_close(acting);
    sl_access_close(access);
}

static void no_ledger_no_erasing(void **state)
{
    static const uint64_t one[] = { 0 };
    struct small_people *small = *state;
    const struct sl_erase_order what = { .parts = { [SL_PART_ABOUT] = true },
                                         .indexes = one,
                                         .count = 1 };
    struct sl_access *access = small_open(small, "privacy_officer");
    struct sl_error err;
    char away[600];

    (void)snprintf(away, sizeof away, "%s.away", small->access.ledger);
    assert_int_equal(rename(small->access.ledger, away), 0);
    SL_CHECK_STATUS(sl_access_erase(access, &what, SL_STR("why"), &err), SL_IO);
    assert_int_equal(rename(away, small->access.ledger), 0);
    /* An entry that is to come is not named by an order that stands before it. */
    SL_CHECK_STATUS(sl_access_erase(access, &what, SL_STR("why"), &err), SL_INVALID);
    sl_access_close(access);
}

/* The door is open before anything fails. */
struct round {
    struct small_people *small;
    uint64_t allowed;
};

static enum sl_status erase_once(void *context)
{
    static const uint64_t one[] = { 1 };
    struct round *round = context;
    const struct sl_erase_order what = { .parts = { [SL_PART_ABOUT] = true },
                                         .indexes = one,
                                         .count = 1 };

    sl_memory_fail_after(UINT64_MAX);
    struct sl_access *access = small_open(round->small, "privacy_officer");
    sl_memory_fail_after(round->allowed++);
    const enum sl_status status = sl_access_erase(access, &what, SL_STR("why"), NULL);
    sl_access_close(access);
    return status;
}

static void failing_allocations(void **state)
{
    struct round round = { .small = *state };

    erase_fill(round.small);
    sl_test_failing_allocations(erase_once, &round);
    assert_int_equal(erase_look(round.small).parts[3], '.');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(an_order_and_what_it_names),
        SMALL_TEST(as_many_orders_as_it_takes),
        SMALL_TEST(no_ledger_no_erasing),
        SMALL_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
