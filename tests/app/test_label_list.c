/* SPDX-License-Identifier: Apache-2.0 */
#include "app/label_list.h"

#include <stdio.h>

#include "base/memory.h"
#include "support/support.h"

struct world {
    struct sl_test_folder folder;
    struct sl_label_list clusters;
    struct sl_label_list truths;
    uint32_t *numbers[2];
};

static int set_up(void **state)
{
    static struct world world;

    sl_test_folder_open(&world.folder);
    sl_label_list_init(&world.clusters);
    sl_label_list_init(&world.truths);
    world.numbers[0] = NULL;
    world.numbers[1] = NULL;
    *state = &world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;

    sl_label_list_finish(&world->clusters);
    sl_label_list_finish(&world->truths);
    sl_free(world->numbers[0]);
    sl_free(world->numbers[1]);
    sl_test_folder_close(&world->folder);
    return 0;
}

static enum sl_status
read_clusters(struct world *world, const char *text, bool two_files, struct sl_error *err)
{
    return sl_label_list_read_clusters(
        &world->clusters,
        sl_test_folder_write(&world->folder, "clusters.csv", sl_str_from(text)),
        two_files,
        err
    );
}

static enum sl_status read_truth(
    struct world *world, const char *text, struct sl_truth_source source, struct sl_error *err
)
{
    char path[600];

    (void)snprintf(
        path,
        sizeof(path),
        "%s",
        sl_test_folder_write(&world->folder, "truth.csv", sl_str_from(text))
    );
    source.path = path;
    source.id_column = "id";
    source.prefix = source.prefix == NULL ? "" : source.prefix;
    const enum sl_status status = sl_label_list_read_truth(&world->truths, &source, err);
    for (size_t i = 0; i < world->truths.count; i++) {
        world->truths.labels[i].path = "truth.csv"; /* path is about to go */
    }
    return status;
}

static void test_brings_both_together(void **state)
{
    struct world *world = *state;
    struct sl_error err;

    SL_CHECK_OK(read_clusters(world, "id,cluster\n3,x\n1,x\n2,y\n4,\n", false, &err), &err);
    SL_CHECK_OK(
        read_truth(
            world, "who,id\np,1\nq,2\n,3\n,4\n", (struct sl_truth_source){ .column = "who" }, &err
        ),
        &err
    );
    SL_CHECK_OK(sl_label_list_join(&world->clusters, &world->truths, world->numbers, &err), &err);
    const uint32_t *clusters = world->numbers[0];
    const uint32_t *truths = world->numbers[1];
    SL_CHECK_U64(world->clusters.count, 4);
    assert_int_equal(clusters[0], clusters[2]); /* 1 and 3 */
    assert_int_not_equal(clusters[0], clusters[1]);
    assert_int_not_equal(truths[0], truths[1]);
    assert_int_not_equal(truths[2], truths[3]); /* no truth: each alone */
}

static void test_tells_two_files_apart(void **state)
{
    struct world *world = *state;
    struct sl_error err;

    SL_CHECK_OK(
        read_clusters(world, "file,id,cluster\na,1,a:1\nb,1,a:1\nb,2,b:2\n", true, &err), &err
    );
    SL_CHECK_OK(
        read_truth(
            world, "id,w\n1,p\n", (struct sl_truth_source){ .column = "w", .prefix = "a:" }, &err
        ),
        &err
    );
    SL_CHECK_OK(
        read_truth(
            world,
            "id,w\n2,q\n1,p\n",
            (struct sl_truth_source){ .column = "w", .prefix = "b:" },
            &err
        ),
        &err
    );
    SL_CHECK_OK(sl_label_list_join(&world->clusters, &world->truths, world->numbers, &err), &err);
    assert_int_equal(world->numbers[1][0], world->numbers[1][1]);
    assert_int_not_equal(world->numbers[1][0], world->numbers[1][2]);
}

static void test_reads_the_truth_out_of_ids(void **state)
{
    struct world *world = *state;
    struct sl_error err;

    SL_CHECK_OK(
        read_truth(
            world,
            "id\nrec-12-org\nrec-12-dup-0\nrec-7-org\n",
            (struct sl_truth_source){ .pattern = "^rec-([0-9]+)-" },
            &err
        ),
        &err
    );
    SL_CHECK_STR(world->truths.labels[0].label, "12");
    SL_CHECK_STR(world->truths.labels[1].label, "12");
    SL_CHECK_STR(world->truths.labels[2].label, "7");
    SL_CHECK_STATUS(
        read_truth(world, "id\nx\n", (struct sl_truth_source){ .pattern = "^rec-([0-9]+)-" }, &err),
        SL_INVALID
    );
    SL_CHECK_STR(sl_str_from(err.message), "the expression does not fit the id 'x'");
    SL_CHECK_STATUS(
        read_truth(world, "id\nx\n", (struct sl_truth_source){ .pattern = "rec" }, &err), SL_USAGE
    );
    SL_CHECK_STATUS(
        read_truth(world, "id\nx\n", (struct sl_truth_source){ .pattern = "(" }, &err), SL_USAGE
    );
}

static void test_takes_the_guard_off_ids(void **state)
{
    struct world *world = *state;

    SL_CHECK_STATUS(
        read_clusters(world, "id,cluster\n'=1,x\n'quoted,x\n''=1,x\n", false, NULL), SL_OK
    );
    SL_CHECK_STR(world->clusters.labels[0].key, "=1");
    SL_CHECK_STR(world->clusters.labels[1].key, "'quoted");
    SL_CHECK_STR(world->clusters.labels[2].key, "'=1");
}

static void test_names_the_first_record_that_is_missing(void **state)
{
    static const struct {
        const char *clusters;
        const char *truth;
        const char *message;
        const char *place; /* the end of the detail */
    } rows[] = {
  /* clang-format off */
        { "id,cluster\n1,x\n9,x\n5,x\n", "id,w\n1,p\n",
          "the record '9' is not in the truth", ":3" },
        { "id,cluster\n1,x\n", "id,w\n8,p\n1,p\n4,q\n",
          "the record '8' is in no cluster", ":2" },
        { "id,cluster\n1,x\n1,y\n", "id,w\n1,p\n",
          "the record '1' is there twice", ":3" },
        { "id,cluster\n1,x\n", "id,w\n1,p\n1,p\n",
          "the record '1' is there twice", ":3" },
  /* clang-format on */
    };
    struct world *world = *state;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_error err;
        sl_label_list_finish(&world->clusters);
        sl_label_list_finish(&world->truths);
        sl_label_list_init(&world->clusters);
        sl_label_list_init(&world->truths);
        SL_CHECK_OK(read_clusters(world, rows[i].clusters, false, &err), &err);
        SL_CHECK_OK(
            read_truth(world, rows[i].truth, (struct sl_truth_source){ .column = "w" }, &err), &err
        );
        for (size_t k = 0; k < world->clusters.count; k++) {
            world->clusters.labels[k].path = "clusters.csv";
        }
        SL_CHECK_STATUS(
            sl_label_list_join(&world->clusters, &world->truths, world->numbers, &err), SL_INVALID
        );
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        assert_true(sl_str_ends(sl_str_from(err.detail), sl_str_from(rows[i].place)));
    }
}

static void test_refuses_what_is_no_clusters_file(void **state)
{
    struct world *world = *state;
    struct sl_error err;

    SL_CHECK_STATUS(read_clusters(world, "id,group\n1,x\n", false, &err), SL_INVALID);
    SL_CHECK_STATUS(read_clusters(world, "id,cluster\n1,x\n", true, &err), SL_INVALID);
    SL_CHECK_STATUS(read_clusters(world, "file,id,cluster\nc,1,x\n", true, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "the column 'file' says 'c'");
    SL_CHECK_STATUS(read_clusters(world, "file,id,cluster\na,1,x\n", false, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "these are clusters of two files");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_brings_both_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tells_two_files_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reads_the_truth_out_of_ids, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_takes_the_guard_off_ids, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_names_the_first_record_that_is_missing, set_up, tear_down
        ),
        cmocka_unit_test_setup_teardown(test_refuses_what_is_no_clusters_file, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("app/label_list", tests, NULL, NULL);
}
