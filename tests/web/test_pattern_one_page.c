/* SPDX-License-Identifier: Apache-2.0 */
#include "pattern_site.h"

#define QUESTIONERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))

/* The page of the group, by either of its people. */
static const char *path_of(const struct child_site *site)
{
    static char path[120];

    (void)snprintf(
        path, sizeof path, "/pattern/" PATTERN "/%.*s", SL_STR_ARG(child_id(site->house->child))
    );
    return path;
}

static void test_who_and_why(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "manager");
    site_get(&site->world, path_of(site), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "<svg",
        "role=\"img\"",
        "Who, and why",
        "Aisha Brien",
        "15 years old",
        "In police/records/m1",
        "Asked of police: the team",
        "/question/2",
        "Yusuf Brien",
        "/question/3",
        "Do they belong together?"
    );
    SL_CHECK_U64(child_site_count(&reply, "<circle"), 2);
    SL_CHECK_U64(child_site_count(&reply, "<rect"), 1);
    SL_CHECK_U64(child_site_count(&reply, "<line"), 2);
    site_reply_finish(&reply);
}

/* What is decided is an answer to each question, and is shown. */
static void test_decided_with_a_reason(void **state)
{
    struct child_site *site = *state;
    char done[160];

    (void)snprintf(done, sizeof done, "%s?done=judged", path_of(site));
    role_site_says(site, "manager", path_of(site), "judged=unrelated", 400, "Say why");
    role_site_says(site, "manager", path_of(site), "words=x", 400, "Choose whether");
    role_site_done(
        site, "manager", path_of(site), "judged=unrelated&words=Two+schools+on+one+bus", done
    );
    for (int64_t id = 2; id <= 3; id++) {
        const struct sl_store_question stored = question_stored(site->house, id);
        SL_CHECK_U64(stored.question.deed_count, 2);
        SL_CHECK_I64(stored.question.deeds[1].reply, SL_REPLY_UNRELATED);
        SL_CHECK_STR(stored.question.deeds[1].words, "Two schools on one bus");
    }
    role_site_says(site, "manager", path_of(site), NULL, 200, "Two schools on one bus");
    role_site_says(site, "manager", path_of(site), NULL, 200, "No question about them waits");
}

static void test_words_are_pointed_out(void **state)
{
    struct child_site *site = *state;

    role_site_says(
        site,
        "manager",
        path_of(site),
        "judged=together&words=She+puts+herself+at+risk&check=words",
        200,
        "Words to think about"
    );
    SL_CHECK_U64(question_stored(site->house, 2).question.deed_count, 1);
}

static void test_what_is_not_there(void **state)
{
    struct child_site *site = *state;
    char path[120];

    role_site_says(site, "manager", "/pattern/" PATTERN "/P00000001", NULL, 404, "no such group");
    role_site_says(site, "manager", "/pattern/none/P00000001", NULL, 404, "none");
    role_site_says(site, "worker", path_of(site), NULL, 404, "no such group");
    (void)snprintf(path, sizeof path, "%s", path_of(site));
    child_seal(site->house, 1, "m1");
    role_site_says(site, "manager", path, NULL, 404, "no such group");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    role_site_only(site, path_of(site), QUESTIONERS);
    role_site_refused(site, path_of(site), "judged=unrelated&words=x", QUESTIONERS);
    SL_CHECK_U64(question_stored(site->house, 2).question.deed_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PATTERN_SITE_TEST(test_who_and_why),
        PATTERN_SITE_TEST(test_decided_with_a_reason),
        PATTERN_SITE_TEST(test_words_are_pointed_out),
        PATTERN_SITE_TEST(test_what_is_not_there),
        PATTERN_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
