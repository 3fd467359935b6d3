/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>

#include "cli/capture.h"
#include "support/support.h"

struct files {
    struct sl_test_folder folder;
    char clusters[600];
    char truth[600];
};

static int set_up(void **state)
{
    static struct files files;

    sl_test_folder_open(&files.folder);
    (void)snprintf(
        files.clusters,
        sizeof(files.clusters),
        "%s",
        sl_test_folder_write(
            &files.folder, "c.csv", SL_STR("id,cluster\na-1,x\na-2,x\nb-1,x\nb-2,y\nb-3,y\n")
        )
    );
    (void)snprintf(
        files.truth,
        sizeof(files.truth),
        "%s",
        sl_test_folder_write(&files.folder, "t.csv", SL_STR("id\na-1\na-2\nb-1\nb-2\nb-3\n"))
    );
    *state = &files;
    return 0;
}

static int tear_down(void **state)
{
    struct files *files = *state;

    sl_test_folder_close(&files->folder);
    return 0;
}

static double number_at(const json_t *json, const char *object, const char *key)
{
    return json_number_value(json_object_get(json_object_get(json, object), key));
}

/* The keys that the contract of the command names; the figures are those of tests/link. */
static void test_json_has_the_keys_of_the_contract(void **state)
{
    struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "evaluate",
        "--clusters",
        files->clusters,
        "--truth",
        files->truth,
        "--id",
        "id",
        "--truth-from-id",
        "^([a-z])",
        "--json"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_NEAR(number_at(json, "pairs", "precision"), 0.5, 1e-12);
    SL_CHECK_NEAR(number_at(json, "pairs", "recall"), 0.5, 1e-12);
    SL_CHECK_NEAR(number_at(json, "pairs", "f1"), 0.5, 1e-12);
    SL_CHECK_NEAR(number_at(json, "bcubed", "precision"), 11.0 / 15.0, 1e-11);
    SL_CHECK_NEAR(number_at(json, "bcubed", "recall"), 11.0 / 15.0, 1e-11);
    SL_CHECK_NEAR(number_at(json, "bcubed", "f1"), 11.0 / 15.0, 1e-11);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "clusters")), 2);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "records")), 5);
    json_decref(json);
    capture_finish(&capture);
}

static void test_needs_one_kind_of_truth(void **state)
{
    struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "evaluate",
        "--clusters",
        files->clusters,
        "--truth",
        files->truth,
        "--id=id"
    );
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "one of --truth-column COL and --truth-from-id"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_has_the_keys_of_the_contract),
        cmocka_unit_test(test_needs_one_kind_of_truth),
    };
    return cmocka_run_group_tests_name("cli/link_evaluate", tests, set_up, tear_down);
}
