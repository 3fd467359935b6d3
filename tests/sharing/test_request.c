/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/request.h"

#include "example.h"

#define GIVEN(name_text, day)                                                       \
    {                                                                               \
        .record = SL_STR(name_text), .outcome = SL_OUTCOME_GIVEN, .decided = (day), \
        .decided_by = SL_STR("holly")                                               \
    }
#define KEPT(name_text, day, how)                                                             \
    {                                                                                         \
        .record = SL_STR(name_text), .outcome = (how), .reason = SL_WITHHELD_OTHERS,          \
        .words = SL_STR("about a neighbour"), .decided = (day), .decided_by = SL_STR("holly") \
    }
#define WAITS(name_text)            \
    {                               \
        .record = SL_STR(name_text) \
    }

static struct sl_record_request request_of(const struct sl_request_item *items, size_t count)
{
    return (struct sl_record_request){
        .asked_by = SL_STR("ann"),
        .agency = SL_STR("gmp"),
        .holder = SL_STR("bolton"),
        .identity = SL_STR("child-1"),
        .purpose = SL_PURPOSE_INVESTIGATION,
        .reason = SL_STR("to see who was at the address"),
        .asked = example_day("2026-06-01"), /* a Monday */
        .clock_days = SL_REQUEST_DAYS,
        .items = items,
        .item_count = count,
    };
}

static void test_states(void **state)
{
    const int32_t friday = example_day("2026-06-05"), due = example_day("2026-06-08");
    const int32_t late = example_day("2026-06-10");
    const struct sl_request_item waiting[] = { WAITS("a"), GIVEN("b", friday) };
    const struct sl_request_item full[] = { GIVEN("a", friday), GIVEN("b", late) };
    const struct sl_request_item part[] = { GIVEN("a", friday),
                                            KEPT("b", due, SL_OUTCOME_WITHHELD) };
    const struct sl_request_item redacted[] = { KEPT("a", friday, SL_OUTCOME_REDACTED) };
    const struct sl_request_item refused[] = { KEPT("a", due, SL_OUTCOME_WITHHELD),
                                               KEPT("b", friday, SL_OUTCOME_WITHHELD) };
    const struct {
        const struct sl_request_item *items;
        size_t count;
        const char *day;
        int32_t withdrawn;
        enum sl_request_state state;
        int32_t closed;
        int32_t late_days; /* 0: not late */
    } rows[] = {
        {waiting,   2, "2026-06-08", 0,      SL_REQUEST_ASKED,     0,      0},
        { waiting,  2, "2026-06-09", 0,      SL_REQUEST_ASKED,     0,      1},
        { waiting,  2, "2026-06-15", 0,      SL_REQUEST_ASKED,     0,      5},
        { waiting,  2, "2026-06-04", friday, SL_REQUEST_ASKED,     0,      0},
        { waiting,  2, "2026-06-05", friday, SL_REQUEST_WITHDRAWN, friday, 0},
        { waiting,  2, "2026-07-05", late,   SL_REQUEST_WITHDRAWN, late,   2},
        { full,     2, "2026-06-05", 0,      SL_REQUEST_ASKED,     0,      0},
        { full,     2, "2026-06-10", 0,      SL_REQUEST_FULL,      late,   2},
        { full,     2, "2026-06-10", late,   SL_REQUEST_FULL,      late,   2},
        { part,     2, "2026-06-30", 0,      SL_REQUEST_PART,      due,    0},
        { redacted, 1, "2026-06-30", 0,      SL_REQUEST_PART,      friday, 0},
        { refused,  2, "2026-06-30", 0,      SL_REQUEST_REFUSED,   due,    0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_record_request request = request_of(rows[i].items, rows[i].count);
        struct sl_request_status status;
        struct sl_error err;
        request.withdrawn = rows[i].withdrawn;
        SL_CHECK_OK(sl_request_check(&request, &err), &err);
        SL_CHECK_OK(sl_request_status_on(&request, example_day(rows[i].day), &status, &err), &err);
        SL_CHECK_U64(status.state, rows[i].state);
        SL_CHECK_I64(status.due, due);
        SL_CHECK_I64(status.closed, rows[i].closed);
        SL_CHECK_I64(status.late_days, rows[i].late_days);
        SL_CHECK_I64(status.late, rows[i].late_days > 0);
        SL_CHECK_U64(
            status.undecided_count + status.given_count + status.redacted_count +
                status.withheld_count,
            rows[i].count
        );
    }
}

static void check_fault(struct sl_record_request request, const char *message)
{
    struct sl_error err;
    SL_CHECK_STATUS(sl_request_check(&request, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), message);
}

static void check_item_fault(struct sl_request_item item, const char *message)
{
    check_fault(request_of(&item, 1), message);
}

static void test_request_faults(void **state)
{
    static struct sl_request_item many[SL_REQUEST_ITEM_LIMIT + 1];
    const struct sl_request_item twice[] = { WAITS("a"), WAITS("a") };
    const struct sl_record_request good = request_of(twice, 1);
    struct sl_record_request bad = good;
    (void)state;
    bad.asked_by = SL_STR(" ");
    check_fault(bad, "it is not said who asks whom, about whom");
    bad = good;
    bad.agency = SL_STR("");
    check_fault(bad, "it is not said who asks whom, about whom");
    bad = good;
    bad.holder = SL_STR("");
    check_fault(bad, "it is not said who asks whom, about whom");
    bad = good;
    bad.identity = SL_STR("");
    check_fault(bad, "it is not said who asks whom, about whom");
    bad = good;
    bad.holder = bad.agency;
    check_fault(bad, "an agency does not ask itself");
    bad = good;
    bad.reason = SL_STR("");
    check_fault(bad, "a request needs a reason in words");
    bad = good;
    bad.clock_days = 0;
    check_fault(bad, "a request has at least one day");
    bad = good;
    bad.withdrawn = bad.asked - 1;
    check_fault(bad, "it was withdrawn before it was asked");
    check_fault(request_of(twice, 0), "a request names at least one record, and not too many");
    check_fault(
        request_of(many, SL_REQUEST_ITEM_LIMIT + 1),
        "a request names at least one record, and not too many"
    );
    check_fault(request_of(twice, 2), "a record is named twice");
}

static void test_item_faults(void **state)
{
    const int32_t friday = example_day("2026-06-05");
    const struct sl_request_item kept = KEPT("a", friday, SL_OUTCOME_REDACTED);
    struct sl_request_item bad = kept;
    (void)state;
    bad.record = SL_STR("");
    check_item_fault(bad, "a record has no name");
    bad = kept;
    bad.decided = example_day("2026-05-31");
    check_item_fault(bad, "a record was decided before it was asked for");
    bad = kept;
    bad.decided_by = SL_STR("");
    check_item_fault(bad, "it is not said who decided");
    bad = kept;
    bad.reason = SL_WITHHELD_COUNT;
    check_item_fault(bad, "what is withheld needs a reason from the list, and one in words");
    bad = kept;
    bad.words = SL_STR(" ");
    check_item_fault(bad, "what is withheld needs a reason from the list, and one in words");
    for (unsigned i = 0; i < SL_WITHHELD_COUNT; i++) {
        const struct sl_term *terms = sl_withheld_terms();
        SL_CHECK_U64(sl_term_find(terms, SL_WITHHELD_COUNT, terms[i].name), i);
    }
}

/* Years of which nobody knows the holidays. */
static void test_calendar_ends(void **state)
{
    const struct sl_request_item waiting[] = { WAITS("a") };
    struct sl_record_request request = request_of(waiting, 1);
    struct sl_request_status status;
    (void)state;
    SL_CHECK_STATUS(
        sl_request_status_on(&request, example_day("2040-01-01"), &status, NULL), SL_UNSUPPORTED
    );
    request.asked = example_day("2040-01-01");
    SL_CHECK_STATUS(
        sl_request_status_on(&request, example_day("2040-01-01"), &status, NULL), SL_UNSUPPORTED
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_request_faults),
        cmocka_unit_test(test_item_faults),
        cmocka_unit_test(test_calendar_ends),
    };
    return cmocka_run_group_tests_name("sharing/request", tests, NULL, NULL);
}
