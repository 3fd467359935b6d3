/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "note_site.h"

#define WRITERS (ROLE(PRACTITIONER) | ROLE(INVESTIGATOR) | ROLE(MANAGER))
#define NOTE    "/note/" NOTE_A

static void a_note_is_written_and_read(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    site_get(&site->world, note_site_path(site, "/record"), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply, "<title>Record something - Sightline</title>", "Aisha", "name=\"form\" value=\"n-"
    );
    assert_false(site_says(&reply, "Why do you change it?"));
    site_reply_finish(&reply);
    note_site_record(
        site,
        "/record",
        note_site_fields(
            'a',
            "time=9.30&words=I+want+%3Cb%3Emy%3C%2Fb%3E+nan&observed=Thin+coat&told_by=2A&"
            "who_1=Mum&role_1=present&who_3=Mr+Teale&role_3=professional"
        ),
        &reply
    );
    CHILD_SITE_ORDER(
        &reply,
        "Your note is recorded.",
        "Aisha",
        "Written by <bdi>practitioner</bdi>",
        "I want &lt;b&gt;my&lt;/b&gt; nan",
        "Visit: the child was seen, 31 Mar 2026 09:30",
        "Thin coat",
        "Mum</bdi>, was there",
        "Mr Teale</bdi>, is a professional"
    );
    site_reply_finish(&reply);
    site_get(&site->world, note_site_path(site, ""), &reply);
    CHILD_SITE_ORDER(&reply, "Record something", "I want &lt;b&gt;my&lt;/b&gt; nan");
    site_reply_finish(&reply);
    site_get(&site->world, note_site_path(site, "/record"), &reply);
    CHILD_SITE_ORDER(&reply, "What your agency has written about this child", NOTE_A);
    site_reply_finish(&reply);
}

/* A double click, and a form that is sent again after its answer was lost. */
static void sent_twice_it_is_recorded_once(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    for (int i = 0; i < 3; i++) {
        note_site_record(site, "/record", note_site_fields('a', "words=Once"), &reply);
        assert_true(site_says(&reply, "Your note is recorded."));
        assert_false(site_says(&reply, "Version 2"));
        site_reply_finish(&reply);
    }
    note_query(site->house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "1\n");
}

static void what_is_wrong_is_said_and_nothing_is_lost(void **state)
{
    /* clang-format off */
    static const struct {
        const char *fields, *said;
    } cases[] = {
        { "kind=visit&year=2026", "<a href=\"#words\">Write what the child said" },
        { "kind=crime&year=2026&words=w", "<a href=\"#kind\">Select what you record" },
        { "kind=visit&words=w", "<a href=\"#happened-day\">Enter when it happened" },
        { "kind=visit&year=26&words=w", "Enter the year, with four figures" },
        { "kind=visit&day=3&year=2026&words=w", "A day needs its month" },
        { "kind=visit&month=2&day=30&year=2026&words=w", "Enter a date that there is" },
        { "kind=visit&month=13&year=2026&words=w", "Enter a date that there is" },
        { "kind=visit&month=2&year=2026&time=9&words=w", "A time needs its day" },
        { "kind=visit&month=2&day=3&year=2026&time=25:00&words=w", "Enter the time by a 24" },
        { "kind=visit&year=2027&words=w", "Enter a date that is not in the future" },
        { "kind=visit&year=2026&words=w&base=1", "Say why you change the note" },
    };
    /* clang-format on */
    struct child_site *site = *state;
    struct site_reply reply;
    char fields[300];

    note_site_open(site);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        (void)snprintf(fields, sizeof fields, "form=" NOTE_A "&summary=%s&%s", "", cases[i].fields);
        site_post(&site->world, note_site_path(site, "/record"), fields, &reply);
        SL_CHECK_U64(reply.response.status, 400);
        if (!site_says(&reply, cases[i].said)) {
            fail_msg("%s does not say: %s", cases[i].fields, cases[i].said);
        }
        assert_true(site_says(&reply, "value=\"" NOTE_A "\"")); /* the same form goes on */
        site_reply_finish(&reply);
    }
    note_query(site->house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "0\n");
}

/* Both versions side by side; both are kept. */
static void two_people_change_one_note(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    note_site_record(site, "/record", note_site_fields('a', "words=First"), &reply);
    site_reply_finish(&reply);
    site_get(&site->world, note_site_path(site, NOTE "/change"), &reply);
    CHILD_SITE_ORDER(&reply, "Change a note", "name=\"base\" value=\"1\"", "First", "value=\"31\"");
    site_reply_finish(&reply);
    note_site_record(
        site,
        NOTE "/change",
        note_site_fields('a', "base=1&words=First&summary=School+rang&why=left+out"),
        &reply
    );
    assert_true(site_says(&reply, "Version 2"));
    site_reply_finish(&reply);
    role_site_as(site, "manager");
    const char *theirs = note_site_fields('a', "base=1&words=First&observed=Coat&why=the+coat");
    site_post(&site->world, note_site_path(site, NOTE "/change"), theirs, &reply);
    SL_CHECK_U64(reply.response.status, 409);
    CHILD_SITE_ORDER(
        &reply,
        "Somebody else has changed this note",
        "What <bdi>practitioner</bdi> recorded",
        "School rang",
        "name=\"base\" value=\"2\"",
        "What you wrote",
        "Coat",
        "Record my version"
    );
    site_reply_finish(&reply);
    note_query(site->house, "SELECT account FROM draft", "manager\n");
    note_site_record(
        site,
        NOTE "/change",
        note_site_fields('a', "base=2&words=First&observed=Coat&why=the+coat"),
        &reply
    );
    CHILD_SITE_ORDER(&reply, "Version 3", "Coat", "Version 2", "School rang", "Version 1");
    site_reply_finish(&reply);
    note_query(site->house, "SELECT count(*) FROM draft", "0\n");
}

/* The time-out: who is led to sign in finds the draft again afterwards. */
static void a_draft_outlives_its_session(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    site_post(
        &site->world,
        note_site_path(site, "/record"),
        note_site_fields('a', "do=keep&words=I+want+to&day=&observed=%26"),
        &reply
    );
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "{\"saved\":\""));
    site_reply_finish(&reply);
    sign_in_world.now_us += INT64_C(7200000000);
    site_post(
        &site->world,
        note_site_path(site, "/record"),
        note_site_fields('a', "do=keep&words=I+want+to+go"),
        &reply
    );
    SL_CHECK_U64(reply.response.status, 303);
    assert_non_null(strstr(site_header(&reply, "location"), "/sign-in?to=%2Fchild%2F"));
    site_reply_finish(&reply);
    sign_in_world.now_us = ACCESS_NOW;
    role_site_as(site, "practitioner");
    site_get(&site->world, note_site_path(site, "/record?draft=" NOTE_A), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(&reply, "value=\"" NOTE_A "\"", "I want to</textarea>", "&amp;</textarea>");
    site_reply_finish(&reply);
    role_site_as(site, "manager");
    site_get(&site->world, note_site_path(site, "/record?draft=" NOTE_A), &reply);
    SL_CHECK_U64(reply.response.status, 404);
    assert_false(site_says(&reply, "I want to"));
    site_reply_finish(&reply);
}

static void a_draft_is_saved_without_scripts(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    site_post(
        &site->world,
        note_site_path(site, "/record"),
        note_site_fields('a', "do=save&words=Half+a+sen"),
        &reply
    );
    child_site_follow(site, &reply);
    CHILD_SITE_ORDER(&reply, "Your draft is saved.", "Half a sen</textarea>");
    site_reply_finish(&reply);
    note_query(site->house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "0\n");
}

/* While somebody else writes records: nothing is lost, and the page says so. */
static void not_while_records_are_taken_in(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    people_open(&site->house->people);
    site_post(
        &site->world, note_site_path(site, "/record"), note_site_fields('a', "words=Later"), &reply
    );
    SL_CHECK_U64(reply.response.status, 503);
    CHILD_SITE_ORDER(&reply, "Not recorded yet", "kept as your draft", "Later</textarea>");
    site_reply_finish(&reply);
    note_query(site->house, "SELECT form FROM draft", NOTE_A "\n");
    note_let_go(site->house);
    note_site_record(site, "/record", note_site_fields('a', "words=Later"), &reply);
    site_reply_finish(&reply);
    note_query(site->house, "SELECT count(*) FROM draft", "0\n");
}

/* Phrases are pointed out, while one types and afterwards, and hinder nobody; the child's own words
 * are never weighed. */
static void words_to_look_at_again(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    site_post(
        &site->world,
        note_site_path(site, "/record"),
        note_site_fields('a', "do=keep&words=sexually+active&summary=She+is+sexually+active"),
        &reply
    );
    CHILD_SITE_ORDER(&reply, "{\"text\":\"sexually active\",\"why\":\"", "\",\"better\":\"");
    SL_CHECK_U64(child_site_count(&reply, "{\"text\":"), 1);
    site_reply_finish(&reply);
    note_site_record(
        site, "/record", note_site_fields('a', "summary=She+is+sexually+active"), &reply
    );
    CHILD_SITE_ORDER(&reply, "Your note is recorded", "Words to look at again", "sexually active");
    site_reply_finish(&reply);
}

static void withdrawn_with_a_reason(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    note_site_open(site);
    note_site_record(site, "/record", note_site_fields('a', "words=Of+her+sister"), &reply);
    site_reply_finish(&reply);
    site_post(&site->world, note_site_path(site, NOTE "/withdraw"), "why=+", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "Say why the note is withdrawn"));
    site_reply_finish(&reply);
    note_site_record(site, NOTE "/withdraw", "why=It+was+her+sister", &reply);
    CHILD_SITE_ORDER(&reply, "withdrawn by", "It was her sister", "Version 1", "Of her sister");
    site_reply_finish(&reply);
    site_get(&site->world, note_site_path(site, ""), &reply);
    assert_false(site_says(&reply, "Of her sister"));
    site_reply_finish(&reply);
    site_get(&site->world, note_site_path(site, NOTE "/change"), &reply);
    SL_CHECK_U64(reply.response.status, 400);
    site_reply_finish(&reply);
}

static void for_those_who_record(void **state)
{
    struct child_site *site = *state;

    note_site_open(site);
    role_site_only(site, note_site_path(site, "/record"), WRITERS);
    role_site_refused(
        site, note_site_path(site, "/record"), note_site_fields('a', "words=No"), WRITERS
    );
    role_site_refused(
        site, note_site_path(site, "/record"), note_site_fields('a', "do=keep&words=No"), WRITERS
    );
    role_site_refused(site, note_site_path(site, NOTE "/withdraw"), "why=no", WRITERS);
    role_site_refused(site, "/draft/" NOTE_A "/drop", "", WRITERS);
    note_query(site->house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "0\n");
    note_query(site->house, "SELECT count(*) FROM draft", "0\n");
}

/* Record notes until somebody ends it; each that is acknowledged is told by a byte. */
_Noreturn static void writer(struct child_site *site, int acknowledge)
{
    struct site_reply reply;
    char fields[300];

    for (unsigned i = 0;; i++) {
        (void
        )snprintf(fields, sizeof fields, "form=n-%032x&kind=visit&year=2026&words=Word+%u", i, i);
        site_post(&site->world, note_site_path(site, "/record"), fields, &reply);
        if (reply.response.status != 303 || write(acknowledge, "+", 1) != 1) {
            _exit(2);
        }
        site_reply_finish(&reply);
    }
}

static void reopen(struct child_site *site)
{
    const struct sl_site_job job = {
        .store = site->house->people.store_path,
        .cost = SL_PASSWORD_COST_FOR_TESTS,
        .now_us = site_now,
    };
    struct sl_error err;

    sl_site_close(site->world.site);
    SL_CHECK_OK(sl_site_open(&job, &site->world.site, &err), &err);
}

/* It is there once, and on the child's picture. */
static void check_recorded(struct child_site *site, unsigned number)
{
    char sql[300];

    (void)snprintf(
        sql,
        sizeof sql,
        "SELECT count(*) FROM record r JOIN run u ON u.id = r.run AND u.state = 'finished' "
        "WHERE r.key = 'n-%032x'",
        number
    );
    note_query(site->house, sql, "1\n");
    note_query(
        site->house,
        "SELECT count(*) FROM mention m JOIN membership b ON b.mention = m.id WHERE m.key LIKE "
        "'c-%'",
        "1\n"
    );
}

/* Killed at a moment that nobody chose, whatever was acknowledged is there, once, and the next one
 * is recorded. */
static void killed_at_any_moment(void **state)
{
    struct child_site *site = *state;
    struct sl_random random;
    struct site_reply reply;

    note_site_open(site);
    size_t total = 0;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 5; round++) {
        int pipes[2];
        char bytes[4096];
        size_t count = 0;
        assert_int_equal(pipe(pipes), 0);
        reopen(site); /* nothing is open that a child would share */
        const pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            writer(site, pipes[1]);
        }
        (void)close(pipes[1]);
        (void)usleep((useconds_t)(100000 + sl_random_below(&random, 400000)));
        (void)kill(pid, SIGKILL);
        SL_CHECK_I64(waitpid(pid, NULL, 0), pid);
        for (ssize_t got = 1; got > 0; count += got > 0 ? (size_t)got : 0) {
            got = read(pipes[0], bytes, sizeof bytes);
        }
        (void)close(pipes[0]);
        total += count;
        for (size_t i = 0; i < count; i++) {
            check_recorded(site, (unsigned)i);
        }
    }
    assert_true(total > 0);
    note_site_record(site, "/record", note_site_fields('a', "words=Afterwards"), &reply);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(a_note_is_written_and_read),
        CHILD_SITE_TEST(sent_twice_it_is_recorded_once),
        CHILD_SITE_TEST(what_is_wrong_is_said_and_nothing_is_lost),
        CHILD_SITE_TEST(two_people_change_one_note),
        CHILD_SITE_TEST(a_draft_outlives_its_session),
        CHILD_SITE_TEST(a_draft_is_saved_without_scripts),
        CHILD_SITE_TEST(not_while_records_are_taken_in),
        CHILD_SITE_TEST(words_to_look_at_again),
        CHILD_SITE_TEST(withdrawn_with_a_reason),
        CHILD_SITE_TEST(for_those_who_record),
        CHILD_SITE_TEST(killed_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
