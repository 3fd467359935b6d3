/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake.h"

#include <string.h>

#include "app/intake_fixture.h"
#include "app/store_access.h"
#include "app/store_runs.h"

static void counts_what_became_of_records(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_error err;
    uint64_t count = 0;

    intake_write_lines(fixture, 100, "one", 10);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_check_counts(fixture, 90, 0, 0, 10);
    assert_int_equal(fixture->result.outcome, SL_INTAKE_DONE);
    intake_write_lines(fixture, 100, "one", 0);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_check_counts(fixture, 10, 0, 90, 0);
    intake_write_lines(fixture, 120, "two", 0);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_check_counts(fixture, 20, 100, 0, 0);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 120);
    intake_check_sound(fixture->store_path);
}

static void the_same_file_changes_nothing(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_error err;
    uint64_t counts[2];

    intake_write_lines(fixture, 100, "one", 10);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    const struct sl_digest before = intake_visible(fixture->store_path, &counts[0]);
    const int64_t run = fixture->result.run;
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_check_counts(fixture, 0, 0, 90, 10);
    assert_int_equal(fixture->result.outcome, SL_INTAKE_SAME);
    SL_CHECK_I64(fixture->result.run, run);
    const struct sl_digest after = intake_visible(fixture->store_path, &counts[1]);
    assert_true(sl_digest_equal(&before, &after));
}

/* More than the batches that go round, and an end in the middle of one. */
static void many_batches_are_one_run(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_error err;
    uint64_t count = 0;

    intake_write_lines(fixture, 45001, "one", 7);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_check_counts(fixture, 45001 - 6428, 0, 0, 6428);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 45001 - 6428);
    intake_check_sound(fixture->store_path);
}

/* Stops when asked for the so-manieth time. */
static bool stop_later(void *context)
{
    unsigned *left = context;

    return (*left)-- == 0;
}

static void a_stopped_run_is_unseen_and_goes_on(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_job job = intake_job(fixture);
    unsigned left = 20;
    struct sl_error err;
    uint64_t count = 1;

    intake_write_lines(fixture, 30000, "one", 0);
    job.watcher = (struct sl_intake_watcher){ .context = &left, .stop = stop_later };
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_file(store, &job, &fixture->result, &err), &err);
    sl_store_close(store);
    assert_int_equal(fixture->result.outcome, SL_INTAKE_STOPPED);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 0);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    assert_true(fixture->result.is_resumed);
    intake_check_counts(fixture, 30000, 0, 0, 0);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 30000);

    /* While a run is open no other file of the system is taken in, and that is told. */
    left = 20;
    intake_write_lines(fixture, 30000, "two", 0);
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_file(store, &job, &fixture->result, &err), &err);
    sl_store_close(store);
    const int64_t open = fixture->result.run;
    intake_write_lines(fixture, 10, "three", 0);
    SL_CHECK_STATUS(intake_take(fixture, &err), SL_INVALID);
    assert_int_equal(fixture->result.fault, SL_INTAKE_FAULT_BLOCKED);
    store_equip(&fixture->folder, fixture->store_path);
    struct sl_access *access = store_access(fixture->store_path, SL_STORE_WRITE);
    SL_CHECK_OK(sl_run_give_up(access, open, &err), &err);
    sl_access_close(access);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_check_counts(fixture, 0, 10, 0, 0);
    intake_check_sound(fixture->store_path);
}

static void a_file_of_another_format_leaves_no_run(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_job job = intake_job(fixture);
    struct sl_error err;
    uint64_t count = 1;

    intake_write_lines(fixture, 3, "one", 0);
    job.format = sl_format_find(SL_STR("cin-xml"));
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_STATUS(sl_intake_file(store, &job, &fixture->result, &err), SL_INVALID);
    assert_int_equal(fixture->result.fault, SL_INTAKE_FAULT_FILE);
    job.path = "/absent";
    SL_CHECK_STATUS(sl_intake_file(store, &job, &fixture->result, &err), SL_IO);
    job.path = "/";
    SL_CHECK_STATUS(sl_intake_file(store, &job, &fixture->result, &err), SL_INVALID);
    sl_store_close(store);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 0);
}

/* Grows the file when it has been hashed and is being taken apart. */
static void grow_file(void *context, const char *step, uint64_t done, uint64_t total)
{
    (void)done;
    (void)total;
    if (strcmp(step, "taking in") == 0) {
        FILE *file = fopen(context, "a");
        assert_non_null(file);
        (void)fputs("{\"type\":\"location\",\"id\":\"more\",\"kind\":\"place\"}\n", file);
        (void)fclose(file);
    }
}

static void a_file_that_grows_is_not_taken(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_job job = intake_job(fixture);
    struct sl_error err;
    uint64_t count = 1;

    intake_write_lines(fixture, 15000, "one", 0);
    job.watcher = (struct sl_intake_watcher){ .context = fixture->path, .progress = grow_file };
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_STATUS(sl_intake_file(store, &job, &fixture->result, &err), SL_INVALID);
    assert_int_equal(fixture->result.fault, SL_INTAKE_FAULT_CHANGING);
    sl_store_close(store);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 0);
    /* Nothing stands in its way later. */
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    assert_false(fixture->result.is_resumed);
}

/* What a department's rules find is counted, and the records are taken. */
static void findings_are_counted(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_job job = intake_job(fixture);
    struct sl_error err;

    (void)sl_test_folder_write(
        &fixture->folder,
        "f.jsonl",
        SL_STR(
            "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
            "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>\n<Children>\n"
            "<Child><ChildIdentifiers><LAchildID>A1</LAchildID>"
            "<PersonBirthDate>2015-01-02</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>"
            "</Child>\n</Children></Message>\n"
        )
    );
    job.format = sl_format_find(SL_STR("cin-xml"));
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_file(store, &job, &fixture->result, &err), &err);
    sl_store_close(store);
    intake_check_counts(fixture, 1, 0, 0, 0);
    assert_true(fixture->result.finding_count >= 1);
    assert_true(fixture->result.rule_count >= 1);
    assert_true(strlen(fixture->result.rules[0].words) > 0);
}

static enum sl_status take_with_little_memory(void *context)
{
    struct sl_error err;

    return intake_take(context, &err);
}

/* Whatever fails, the next try goes on with the run, and nothing leaks. */
static void memory_may_run_out(void **state)
{
    struct intake_fixture *fixture = *state;

    intake_write_lines(fixture, 40, "one", 9);
    assert_true(sl_test_failing_allocations(take_with_little_memory, fixture) > 5);
    /* Memory may also run out behind the last commit; then the file was taken in before. */
    const struct sl_run_counts *counts = &fixture->result.counts;
    SL_CHECK_U64(counts->accepted + counts->unchanged, 36);
    SL_CHECK_U64(counts->rejected, 4);
    intake_check_sound(fixture->store_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(counts_what_became_of_records),
        INTAKE_TEST(the_same_file_changes_nothing),
        INTAKE_TEST(many_batches_are_one_run),
        INTAKE_TEST(a_stopped_run_is_unseen_and_goes_on),
        INTAKE_TEST(a_file_of_another_format_leaves_no_run),
        INTAKE_TEST(a_file_that_grows_is_not_taken),
        INTAKE_TEST(findings_are_counted),
        INTAKE_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests_name("app/intake", tests, NULL, NULL);
}
