/* SPDX-License-Identifier: Apache-2.0 */
#include "app/request_manage.h"
#include "role_site.h"

#define ASKERS    (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))
#define ANSWERERS (ROLE(MANAGER) | ROLE(PRIVACY))
#define EITHER    (ASKERS | ROLE(PRIVACY))

/* A practitioner of oldham asks the police for two records about the child. */
static void ask(struct child_site *site)
{
    const struct sl_str records[] = { SL_STR("police/niche/1"), SL_STR("police/niche/2") };
    const struct sl_request_question question = {
        .child = child_id(site->house->child),
        .holder = SL_STR("police"),
        .records = records,
        .record_count = 2,
        .reason = SL_STR("For the meeting"),
        .is_urgent = true,
    };
    struct sl_access *access = role_site_door(site, "worker");
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_request_ask(access, &question, &id, &err), &err);
    sl_access_close(access);
}

static void test_a_request_is_asked_and_decided(void **state)
{
    struct child_site *site = *state;

    ask(site);
    role_site_says(site, "manager", "/requests", NULL, 200, "oldham asks police for 2 records");
    role_site_says(site, "manager", "/request/1", NULL, 200, "Decide on police/niche/1");
    role_site_says(site, "manager", "/request/1", "record=police/niche/1", 400, "Choose what you");
    role_site_says(
        site,
        "manager",
        "/request/1",
        "record=police/niche/1&outcome=withheld&reason=enquiry",
        400,
        "Say why something is withheld"
    );
    role_site_done(
        site,
        "manager",
        "/request/1",
        "record=police/niche/1&outcome=withheld&reason=enquiry&words=A+search+is+planned",
        "/request/1?done=answered"
    );
    role_site_done(
        site,
        "privacy_officer",
        "/request/1",
        "record=police/niche/2&outcome=given",
        "/request/1?done=answered"
    );
    role_site_says(site, "worker", "/request/1", NULL, 200, "A search is planned");
    role_site_says(site, "worker", "/request/1", NULL, 200, "Telling it would prejudice");
    role_site_says(site, "worker", "/requests", NULL, 200, "Your agency waits for no answer");
    role_site_says(site, "worker", "/requests?all=1", NULL, 200, "Given in part");
}

static void test_it_is_taken_back_by_who_asked(void **state)
{
    struct child_site *site = *state;

    ask(site);
    role_site_says(site, "manager", "/request/1/take-back", "", 404, "no request 1");
    role_site_says(site, "worker", "/request/1", NULL, 200, "Take the request back");
    role_site_done(site, "worker", "/request/1/take-back", "", "/request/1?done=taken-back");
    role_site_says(site, "worker", "/request/1", NULL, 200, "Taken back");
}

static void test_what_is_not_there(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "worker", "/requests", NULL, 200, "Your agency waits for no answer");
    role_site_says(site, "worker", "/request/9", NULL, 404, "no request 9");
    role_site_says(site, "worker", "/request/x", NULL, 400, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    ask(site);
    role_site_only(site, "/requests", EITHER);
    role_site_only(site, "/request/1", EITHER);
    role_site_refused(site, "/request/1", "record=police/niche/1&outcome=given", ANSWERERS);
    role_site_refused(site, "/request/1/take-back", "", ASKERS);
    role_site_says(site, "manager", "/request/1", NULL, 200, "No answer yet");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_a_request_is_asked_and_decided),
        CHILD_SITE_TEST(test_it_is_taken_back_by_who_asked),
        CHILD_SITE_TEST(test_what_is_not_there),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
