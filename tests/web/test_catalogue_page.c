/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_load.h"
#include "role_site.h"

#define EVERYBODY ((UINT32_C(1) << SL_USER_ROLE_COUNT) - 1)

static void test_every_part_is_a_list(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "practitioner", "/catalogue", NULL, 200, "Time limits, from which event");
    role_site_says(
        site, "practitioner", "/catalogue", NULL, 200, "A return home interview is held"
    );
    for (unsigned i = 0; i < SL_INDICATOR_SET_COUNT; i++) {
        char path[80];
        (void
        )snprintf(path, sizeof path, "/catalogue?set=%s", sl_indicator_set_terms()[i].name.ptr);
        role_site_says(site, "practitioner", path, NULL, 200, "href=\"/catalogue/");
    }
    role_site_only(site, "/catalogue", EVERYBODY);
}

/* What it means, when it holds in words, what it asks, and who says so. */
static void test_an_indicator(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "leader");
    site_get(&site->world, "/catalogue/pattern-repeated-missing", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "Missing on three days or more within 90 days",
        "A sign of harm",
        "At least 3 days with missing",
        "at least 3 missing, absent in 90 days",
        "Has a strategy discussion been considered?",
        "1 working day",
        "Patterns that inspections and reviews found missed"
    );
    site_reply_finish(&reply);
    role_site_says(
        site, "leader", "/catalogue/vulnerable-bereavement", NULL, 200, "Only a person can say it"
    );
}

static void test_every_one_has_its_page(void **state)
{
    struct child_site *site = *state;
    struct sl_notice_catalogues catalogues;
    struct sl_error err;
    char path[200];

    SL_CHECK_OK(sl_notice_load_own(&site->house->arena, &catalogues, &err), &err);
    for (size_t i = 0; i < catalogues.clocks.count; i++) {
        (void
        )snprintf(path, sizeof path, "/catalogue/%.*s", SL_STR_ARG(catalogues.clocks.items[i].id));
        role_site_says(site, "leader", path, NULL, 200, "Whose it is");
    }
    for (size_t i = 0; i < catalogues.indicators.count; i++) {
        (void)snprintf(
            path, sizeof path, "/catalogue/%.*s", SL_STR_ARG(catalogues.indicators.items[i].id)
        );
        role_site_says(site, "leader", path, NULL, 200, "When it holds");
    }
    role_site_says(site, "leader", "/catalogue/nothing", NULL, 404, "nothing of that name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_every_part_is_a_list),
        CHILD_SITE_TEST(test_an_indicator),
        CHILD_SITE_TEST(test_every_one_has_its_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
