/* SPDX-License-Identifier: Apache-2.0 */
#include "web/wording.h"

#include "role_site.h"
#include "visit_fixture.h"

/* The part of a form: what blames a child, why, and what is better; each phrase once. */
static void test_phrases_are_pointed_out(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "practitioner");
    site_post(
        &site->world,
        "/wording",
        "text=She+puts+herself+at+risk.+She+PUTS+HERSELF+AT+RISK+again",
        &reply
    );
    SL_CHECK_U64(reply.response.status, 200);
    SL_CHECK_U64(child_site_count(&reply, "sl-wording__item"), 1);
    CHILD_SITE_ORDER(&reply, "puts herself at risk", "Better: “");
    site_reply_finish(&reply);
}

static void test_nothing_is_said_of_other_words(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    static const char *const fields[] = { "text=She+was+not+at+home", "text=", "" };

    role_site_as(site, "leader");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        site_post(&site->world, "/wording", fields[i], &reply);
        SL_CHECK_U64(reply.response.status, 200);
        assert_false(site_says(&reply, "<"));
        site_reply_finish(&reply);
    }
}

/* What is between the words of a phrase is not HTML of ours. */
static void test_it_stays_text(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "practitioner");
    site_post(&site->world, "/wording", "text=puts+%3Cb%3Eherself+at+risk", &reply);
    assert_false(site_says(&reply, "<b>"));
    site_reply_finish(&reply);
}

static void test_without_a_site_there_is_no_catalogue(void **state)
{
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_I64(
        sl_wording_value(&fixture.visit, SL_STR("puts herself at risk")).kind, SL_VALUE_UNDEFINED
    );
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_phrases_are_pointed_out),
        CHILD_SITE_TEST(test_nothing_is_said_of_other_words),
        CHILD_SITE_TEST(test_it_stays_text),
        cmocka_unit_test(test_without_a_site_there_is_no_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
