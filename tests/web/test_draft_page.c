/* SPDX-License-Identifier: Apache-2.0 */
#include "note_site.h"

/* What somebody has begun waits on their home page, and on nobody else's. */
static void drafts_wait_on_the_home_page(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    site_get(&site->world, "/", &reply);
    assert_false(site_says(&reply, "Drafts you have not finished"));
    site_reply_finish(&reply);
    site_post(
        &site->world,
        note_site_path(site, "/record"),
        note_site_fields('a', "do=keep&words=I+want+%3Cto%3E"),
        &reply
    );
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
    site_get(&site->world, "/", &reply);
    CHILD_SITE_ORDER(
        &reply,
        "Drafts you have not finished",
        "/record?draft=" NOTE_A,
        "Saved 1 Apr 2026",
        "Kept until 1 May 2026",
        "I want &lt;to&gt;",
        "/draft/" NOTE_A "/drop"
    );
    site_reply_finish(&reply);
    role_site_as(site, "manager");
    site_get(&site->world, "/", &reply);
    assert_false(site_says(&reply, "I want"));
    site_reply_finish(&reply);
}

/* A text that is cut is cut between characters. */
static void long_words_are_cut(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    char words[1300] = "do=keep&words=a";

    note_site_open(site);
    for (unsigned i = 0; i < 100; i++) {
        (void)snprintf(words + strlen(words), sizeof words - strlen(words), "%%C3%%A9");
    }
    site_post(&site->world, note_site_path(site, "/record"), note_site_fields('a', words), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
    site_get(&site->world, "/", &reply);
    assert_true(site_says(&reply, "\xC3\xA9 …"));
    SL_CHECK_U64(child_site_count(&reply, "\xC3\xA9"), 59);
    site_reply_finish(&reply);
}

static void given_up_by_its_writer(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    site_post(
        &site->world,
        note_site_path(site, "/record"),
        note_site_fields('a', "do=keep&words=I"),
        &reply
    );
    site_reply_finish(&reply);
    role_site_as(site, "manager");
    site_post(&site->world, "/draft/" NOTE_A "/drop", "", &reply);
    site_reply_finish(&reply);
    note_query(site->house, "SELECT account FROM draft", "practitioner\n");
    role_site_as(site, "practitioner");
    site_post(&site->world, "/draft/" NOTE_A "/drop", "", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
    note_query(site->house, "SELECT account FROM draft", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(drafts_wait_on_the_home_page),
        CHILD_SITE_TEST(long_words_are_cut),
        CHILD_SITE_TEST(given_up_by_its_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
