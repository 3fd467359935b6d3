/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_evaluate.h"

#include <stdio.h>

#include "support/support.h"

struct files {
    struct sl_test_folder folder;
    char clusters[600];
    char truth_a[600];
    char truth_b[600];
};

static void write_file(struct files *files, char path[600], const char *name, const char *text)
{
    const char *written = sl_test_folder_write(&files->folder, name, sl_str_from(text));
    (void)snprintf(path, 600, "%s", written);
}

static int set_up(void **state)
{
    static struct files files;

    sl_test_folder_open(&files.folder);
    write_file(
        &files,
        files.clusters,
        "clusters.csv",
        "file,id,cluster\na,1,a:1\na,2,a:2\nb,1,a:1\nb,2,a:1\nb,3,b:3\n"
    );
    write_file(&files, files.truth_a, "a.csv", "id,who\n1,x\n2,y\n");
    write_file(&files, files.truth_b, "b.csv", "nr,who\n1,x\n2,y\n3,\n");
    *state = &files;
    return 0;
}

static int tear_down(void **state)
{
    struct files *files = *state;

    sl_test_folder_close(&files->folder);
    return 0;
}

static struct sl_evaluate_job job_of(const struct files *files)
{
    return (struct sl_evaluate_job){
        .clusters_path = files->clusters,
        .truth_count = 2,
        .truth_paths = {files->truth_a, files->truth_b},
        .id_columns = { "id",          "nr"          },
        .truth_column = "who",
    };
}

/* Clusters {a1 b1 b2} {a2} {b3}; people {a1 b1} {a2 b2} {b3}: by hand. */
static void test_two_files(void **state)
{
    const struct sl_evaluate_job job = job_of(*state);
    struct sl_evaluation result;
    struct sl_error err;

    SL_CHECK_OK(sl_link_evaluate(&job, &result, &err), &err);
    SL_CHECK_U64(result.record_count, 5);
    SL_CHECK_U64(result.cluster_count, 3);
    SL_CHECK_U64(result.class_count, 3);
    SL_CHECK_U64(result.joined_pairs, 3);
    SL_CHECK_U64(result.true_pairs, 2);
    SL_CHECK_U64(result.joined_true_pairs, 1);
    SL_CHECK_NEAR(result.pairs.precision, 1.0 / 3.0, 1e-12);
    SL_CHECK_NEAR(result.pairs.recall, 0.5, 1e-12);
    /* (2/3 + 1 + 2/3 + 1/3 + 1) / 5 and (1 + 1/2 + 1 + 1/2 + 1) / 5 */
    SL_CHECK_NEAR(result.bcubed.precision, 11.0 / 15.0, 1e-12);
    SL_CHECK_NEAR(result.bcubed.recall, 0.8, 1e-12);
}

static void test_a_record_is_missing(void **state)
{
    struct sl_evaluate_job job = job_of(*state);
    struct sl_evaluation result;
    struct sl_error err;

    job.truth_paths[0] = job.truth_paths[1];
    job.id_columns[0] = "nr";
    SL_CHECK_STATUS(sl_link_evaluate(&job, &result, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "the record 'a:3' is in no cluster");
}

static enum sl_status evaluate_afresh(void *context)
{
    const struct sl_evaluate_job job = job_of(context);
    struct sl_evaluation result;
    return sl_link_evaluate(&job, &result, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(evaluate_afresh, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_files),
        cmocka_unit_test(test_a_record_is_missing),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/link_evaluate", tests, set_up, tear_down);
}
