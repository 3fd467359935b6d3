/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/people.h"
#include "support/support.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 20)

struct files {
    struct sl_test_folder folder;
    char people[600];
    char clusters[600];
    char pairs[600];
    char ties[600];
    char model[600];
};

static int set_up(void **state)
{
    static struct files files;
    struct sl_buf text;

    sl_test_folder_open(&files.folder);
    const char *folder = files.folder.path;
    (void)snprintf(files.people, sizeof(files.people), "%s/people.csv", folder);
    (void)snprintf(files.clusters, sizeof(files.clusters), "%s/clusters.csv", folder);
    (void)snprintf(files.pairs, sizeof(files.pairs), "%s/pairs.csv", folder);
    (void)snprintf(files.ties, sizeof(files.ties), "%s/ties.csv", folder);
    (void)snprintf(files.model, sizeof(files.model), "%s/model.json", folder);
    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    people_print(60, 0, 2, &text);
    (void)sl_test_folder_write(&files.folder, "people.csv", sl_buf_str(&text));
    sl_buf_finish(&text);
    *state = &files;
    return 0;
}

static int tear_down(void **state)
{
    struct files *files = *state;

    sl_test_folder_close(&files->folder);
    return 0;
}

static struct sl_link_job job_of(const struct files *files)
{
    return (struct sl_link_job){
        .inputs = {
            .input_count = 1,
            .inputs = { { .path = files->people, .id_column = "id", .fields = PEOPLE_FIELDS } },
        },
        .clusters_path = files->clusters,
        .pairs_path = files->pairs,
        .ties_path = files->ties,
        .save_model_path = files->model,
    };
}

static const struct sl_linkage_options plain = {
    .threshold_auto = true,
    .thread_count = 1,
    .seed = 1,
};

static uint64_t count_lines(const char *path)
{
    struct sl_buf buf;
    uint64_t count = 0;

    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    sl_test_read(path, &buf);
    for (size_t i = 0; i < buf.len; i++) {
        count += buf.ptr[i] == '\n' ? 1 : 0;
    }
    sl_buf_finish(&buf);
    return count;
}

static void test_from_files_to_files(void **state)
{
    const struct files *files = *state;
    const struct sl_link_job job = job_of(files);
    struct sl_link_report report;
    struct sl_error err;

    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    SL_CHECK_U64(report.summary.record_count[0], 120);
    SL_CHECK_U64(count_lines(files->clusters), 121);
    SL_CHECK_U64(count_lines(files->pairs), 1 + report.summary.pairs_kept);
    SL_CHECK_NEAR(report.total_seconds, 0.0, 0.0); /* there was no clock */
}

/* Two children of each of 400 families, with a telephone that they share. */
static void print_families(struct sl_buf *text)
{
    struct sl_random random;

    sl_random_init(&random, 20110303);
    sl_buf_addf(text, "id,phone,nr,forename,surname,born,postcode,person\n");
    for (unsigned i = 0; i < 400; i++) {
        struct person person = person_draw(&random);
        const struct person other = person_draw(&random);
        char id[64];
        (void)snprintf(id, sizeof(id), "%u-a,0161 496 0%03u,1", i, i);
        person_print(&person, id, i, text);
        person.forename = other.forename;
        person.year = other.year;
        person.month = other.month;
        person.day = other.day;
        id[strlen(id) - 1] = '2';
        id[strcspn(id, ",") - 1] = 'b';
        person_print(&person, id, i, text);
    }
}

static void test_relatives_are_listed_when_asked_for(void **state)
{
    struct files *files = *state;
    struct sl_link_job job = job_of(files);
    struct sl_link_report report;
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    print_families(&text);
    job.inputs.inputs[0].path =
        sl_test_folder_write(&files->folder, "families.csv", sl_buf_str(&text));
    job.inputs.inputs[0].fields = PEOPLE_FIELDS ",phone=phone";
    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    assert_true(count_lines(files->ties) > 300);
    sl_buf_finish(&text);
}

/* A saved model gives the same results again. */
static void test_a_model_saved_is_a_model_used(void **state)
{
    const struct files *files = *state;
    struct sl_link_job job = job_of(files);
    struct sl_link_report report;
    struct sl_buf there;
    struct sl_buf back;
    struct sl_error err;

    sl_buf_init(&there, TEXT_LIMIT_BYTES);
    sl_buf_init(&back, TEXT_LIMIT_BYTES);
    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    sl_test_read(files->pairs, &there);
    job.inputs.model_path = files->model;
    job.save_model_path = NULL;
    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    sl_test_read(files->pairs, &back);
    SL_CHECK_BYTES(sl_buf_str(&back), sl_buf_str(&there));
    sl_buf_finish(&there);
    sl_buf_finish(&back);
}

static void test_a_failure_writes_nothing(void **state)
{
    const struct files *files = *state;
    struct sl_link_job job = job_of(files);
    struct sl_link_report report;
    struct sl_error err;

    assert_int_equal(unlink(files->clusters), 0);
    job.inputs.inputs[0].id_column = "person"; /* not unique */
    SL_CHECK_STATUS(sl_link_run(&job, &plain, &report, &err), SL_INVALID);
    assert_true(sl_str_starts(sl_str_from(err.detail), sl_str_from(files->people)));
    assert_true(sl_str_ends(sl_str_from(err.detail), SL_STR(": id 'p0'")));
    assert_int_not_equal(access(files->clusters, F_OK), 0);
    job = job_of(files);
    job.pairs_path = files->people; /* would be written over */
    SL_CHECK_STATUS(sl_link_run(&job, &plain, &report, NULL), SL_USAGE);
    assert_int_not_equal(access(files->clusters, F_OK), 0);
    SL_CHECK_U64(count_lines(files->people), 121);
}

/* Told of each source: the one with the most records first, those of equals by name. */
static void test_sources_are_reported(void **state)
{
    const struct files *files = *state;
    struct sl_link_job job = job_of(files);
    struct sl_link_report report;
    struct sl_arena arena;
    struct sl_error err;

    sl_arena_init(&arena, TEXT_LIMIT_BYTES);
    job.inputs.inputs[0].source_column = "person";
    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    SL_CHECK_U64(report.source_count, 0); /* nowhere to keep them */
    job.arena = &arena;
    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    SL_CHECK_U64(report.source_count, 60);
    SL_CHECK_STR(report.sources[0].name, "p0");
    SL_CHECK_STR(report.sources[1].name, "p1");
    SL_CHECK_STR(report.sources[2].name, "p10");
    SL_CHECK_U64(report.sources[2].record_count, 2);
    job.inputs.inputs[0].source_column = "forename";
    SL_CHECK_OK(sl_link_run(&job, &plain, &report, &err), &err);
    for (size_t i = 1; i < report.source_count; i++) {
        assert_true(report.sources[i].record_count <= report.sources[i - 1].record_count);
    }
    sl_arena_finish(&arena);
}

/* Few records: every allocation is tried. */
static enum sl_status run_afresh(void *context)
{
    const struct sl_link_job job = job_of(context);
    struct sl_link_report report;
    return sl_link_run(&job, &plain, &report, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    struct files *files = *state;
    struct sl_buf text;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    people_print(4, 0, 2, &text);
    (void)sl_test_folder_write(&files->folder, "people.csv", sl_buf_str(&text));
    sl_buf_finish(&text);
    assert_true(sl_test_failing_allocations(run_afresh, files) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_files_to_files),
        cmocka_unit_test(test_relatives_are_listed_when_asked_for),
        cmocka_unit_test(test_a_model_saved_is_a_model_used),
        cmocka_unit_test(test_a_failure_writes_nothing),
        cmocka_unit_test(test_sources_are_reported),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/link_run", tests, set_up, tear_down);
}
