/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_watch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/intake_fixture.h"
#include "app/store_access.h"

#define GOOD "{\"type\":\"location\",\"id\":\"a\",\"kind\":\"place\"}\n"

static void tell_failed(void *context, const char *name, const struct sl_error *reason)
{
    struct intake_fixture *fixture = context;

    (void)name;
    assert_true(reason->message[0] != '\0');
    fixture->result.finding_count++; /* how often */
}

static enum sl_status
watch(struct intake_fixture *fixture, const char *format, bool once, bool (*stop)(void *))
{
    struct sl_error err;
    const struct sl_intake_plan plan = {
        .access = store_access(fixture->store_path, SL_STORE_WRITE),
        .clock = intake_clock,
        .watcher = {.context = fixture, .stop = stop},
    };
    const struct sl_intake_folder folder = {
        .path = fixture->path,
        .agency = "police",
        .system = "records",
        .format = sl_format_find(sl_str_from(format)),
        .once = once,
        .failed = tell_failed,
    };

    const enum sl_status status = sl_intake_watch(&plan, &folder, &err);
    sl_access_close(plan.access);
    return status;
}

static bool is_there(struct intake_fixture *fixture, const char *name)
{
    return access(sl_test_folder_path(&fixture->folder, name), F_OK) == 0;
}

/* The folder "in" beside the store; fixture->path is its path. */
static void make_inbox(struct intake_fixture *fixture)
{
    (void)snprintf(
        fixture->path, sizeof(fixture->path), "%s", sl_test_folder_path(&fixture->folder, "in")
    );
    assert_int_equal(mkdir(fixture->path, 0700), 0);
    store_equip(&fixture->folder, fixture->store_path);
    fixture->result.finding_count = 0;
}

static void takes_what_arrived(void **state)
{
    struct intake_fixture *fixture = *state;
    uint64_t count = 0;

    make_inbox(fixture);
    (void)sl_test_folder_write(&fixture->folder, "in/1.jsonl", SL_STR(GOOD));
    (void)sl_test_folder_write(&fixture->folder, "in/2.jsonl", SL_STR(GOOD "broken\n"));
    (void)sl_test_folder_write(&fixture->folder, "in/3.jsonl.part", SL_STR(GOOD));
    (void)sl_test_folder_write(&fixture->folder, "in/.4", SL_STR(GOOD));
    SL_CHECK_STATUS(watch(fixture, "pole-jsonl", true, NULL), SL_OK);
    assert_true(is_there(fixture, "in/done/1.jsonl") && !is_there(fixture, "in/1.jsonl"));
    assert_true(is_there(fixture, "in/done/2.jsonl"));
    assert_true(is_there(fixture, "in/3.jsonl.part") && is_there(fixture, "in/.4"));
    assert_true(is_there(fixture, "in/rejects/run-2-rejects.jsonl"));
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 1);

    /* The same name again does not replace what is there. */
    (void)sl_test_folder_write(&fixture->folder, "in/1.jsonl", SL_STR(GOOD));
    SL_CHECK_STATUS(watch(fixture, "pole-jsonl", true, NULL), SL_OK);
    assert_true(is_there(fixture, "in/done/1.jsonl.2"));
    SL_CHECK_U64(fixture->result.finding_count, 0);
}

static void sets_aside_what_fails(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_buf text;

    make_inbox(fixture);
    (void)sl_test_folder_write(&fixture->folder, "in/1.xml", SL_STR("no return"));
    SL_CHECK_STATUS(watch(fixture, "cin-xml", true, NULL), SL_OK);
    assert_true(is_there(fixture, "in/failed/1.xml") && !is_there(fixture, "in/1.xml"));
    sl_buf_init(&text, 10000);
    sl_test_read(sl_test_folder_path(&fixture->folder, "in/failed/1.xml.error.txt"), &text);
    assert_true(text.len > 10);
    sl_buf_finish(&text);
    SL_CHECK_U64(fixture->result.finding_count, 1);
}

/* When it cannot be written down that a file is taken in, the file is not to blame and stays. */
static void a_store_that_fails_is_no_files_fault(void **state)
{
    struct intake_fixture *fixture = *state;

    make_inbox(fixture);
    (void)sl_test_folder_write(&fixture->folder, "in/1.jsonl", SL_STR(GOOD));
    char ledger[600];
    char away[700];
    (void)snprintf(ledger, sizeof ledger, "%s", sl_test_folder_path(&fixture->folder, "s.ledger"));
    (void)snprintf(away, sizeof away, "%s.away", ledger);
    assert_int_equal(rename(ledger, away), 0);
    SL_CHECK_STATUS(watch(fixture, "pole-jsonl", true, NULL), SL_IO);
    assert_true(is_there(fixture, "in/1.jsonl"));
    (void)snprintf(fixture->path, sizeof(fixture->path), "/absent/folder");
    SL_CHECK_STATUS(watch(fixture, "pole-jsonl", true, NULL), SL_IO);
}

/* Asked in each round; files arrive in the first, and it is told to stop in the third. */
static bool arrive_and_stop(void *context)
{
    static unsigned asked;
    struct intake_fixture *fixture = context;

    if (asked++ == 1) {
        (void)sl_test_folder_write(&fixture->folder, "in/late.tmp", SL_STR(GOOD));
        char from[600];
        (void
        )snprintf(from, sizeof(from), "%s", sl_test_folder_path(&fixture->folder, "in/late.tmp"));
        assert_int_equal(rename(from, sl_test_folder_path(&fixture->folder, "in/late.jsonl")), 0);
    }
    return is_there(fixture, "in/done/late.jsonl");
}

static void watches_until_it_is_told_to_stop(void **state)
{
    struct intake_fixture *fixture = *state;
    uint64_t count = 0;

    make_inbox(fixture);
    SL_CHECK_STATUS(watch(fixture, "pole-jsonl", false, arrive_and_stop), SL_OK);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(takes_what_arrived),
        INTAKE_TEST(sets_aside_what_fails),
        INTAKE_TEST(a_store_that_fails_is_no_files_fault),
        INTAKE_TEST(watches_until_it_is_told_to_stop),
    };
    return cmocka_run_group_tests_name("app/intake_watch", tests, NULL, NULL);
}
