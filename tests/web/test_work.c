/* SPDX-License-Identifier: Apache-2.0 */
#include "web/work.h"

#include <stdio.h>

#include "visit_fixture.h"

static void test_the_clock_of_a_request(void **state)
{
    /* clang-format off */
    static const struct {
        struct sl_request_status status;
        const char *text;
        enum sl_tag colour;
    } cases[] = {
        { { .due = VISIT_DAY + 3 }, "Due 17 Nov 2023", SL_TAG_OPEN },
        { { .due = VISIT_DAY + 1 }, "Due tomorrow", SL_TAG_SOON },
        { { .due = VISIT_DAY }, "Due today", SL_TAG_SOON },
        { { .due = 1, .late = true, .late_days = 1 }, "1 working day late", SL_TAG_LATE },
        { { .due = 1, .late = true, .late_days = 9 }, "9 working days late", SL_TAG_LATE },
        { { .state = SL_REQUEST_PART }, "Given in part", SL_TAG_DONE },
        { { .state = SL_REQUEST_WITHDRAWN }, "Taken back", SL_TAG_CLOSED },
    };
    /* clang-format on */
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_work_tag tag = sl_work_request_tag(&fixture.visit, &cases[i].status);
        SL_CHECK_STR(tag.text, cases[i].text);
        SL_CHECK_I64(tag.colour, cases[i].colour);
    }
    visit_close(&fixture);
}

static void test_a_request_in_a_row(void **state)
{
    const struct sl_request_line line = {
        .request = {.id = 7,
                    .request = { .agency = SL_STR("oldham"),
                                  .holder = SL_STR("police"),
                                  .identity = SL_STR("P00000001"),
                                  .asked_by = SL_STR("ann"),
                                  .reason = SL_STR("why"),
                                  .asked = VISIT_DAY,
                                  .item_count = 1 } },
        .status = { .due = VISIT_DAY     },
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    const struct sl_row row = sl_work_request(&fixture.visit, &line);
    SL_CHECK_STR(row.title, "oldham asks police for 1 record about P00000001");
    SL_CHECK_STR(row.href, "/request/7");
    SL_CHECK_STR(row.facts[0], "Asked on 14 Nov 2023 by ann");
    SL_CHECK_STR(row.words, "why");
    visit_close(&fixture);
}

static void test_a_claim_in_a_row(void **state)
{
    struct sl_store_glass glass = {
        .id = 3,
        .glass = {.user = SL_STR("ann"),
                  .identity = SL_STR("P00000001"),
                  .reason = SL_GLASS_MISSING,
                  .words = SL_STR("gone"),
                  .from = VISIT_NOW,
                  .until = VISIT_NOW + INT64_C(3600000000)},
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    const struct sl_row row = sl_work_glass(&fixture.visit, &glass);
    SL_CHECK_STR(row.title, "ann read the records of P00000001");
    SL_CHECK_STR(row.facts[0], "From 14 Nov 2023 22:13 to 14 Nov 2023 23:13 (UTC)");
    SL_CHECK_STR(row.facts[1], "A child is missing");
    SL_CHECK_STR(row.tag, "To be judged");
    glass.glass.from -= INT64_C(8) * 24 * 3600 * 1000000;
    glass.glass.until = glass.glass.from + 1;
    SL_CHECK_STR(sl_work_glass_tag(&fixture.visit, &glass).text, "Overdue to be judged");
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_clock_of_a_request),
        cmocka_unit_test(test_a_request_in_a_row),
        cmocka_unit_test(test_a_claim_in_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
