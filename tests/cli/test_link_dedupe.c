/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "app/people.h"
#include "cli/capture.h"
#include "support/support.h"

struct files {
    struct sl_test_folder folder;
    char people[600];
    char clusters[600];
    char pairs[600];
};

static int set_up(void **state)
{
    static struct files files;
    struct sl_buf text;

    sl_test_folder_open(&files.folder);
    (void)snprintf(files.people, sizeof(files.people), "%s/people.csv", files.folder.path);
    (void)snprintf(files.clusters, sizeof(files.clusters), "%s/clusters.csv", files.folder.path);
    (void)snprintf(files.pairs, sizeof(files.pairs), "%s/pairs.csv", files.folder.path);
    sl_buf_init(&text, CAPTURE_LIMIT_BYTES);
    people_print(80, 0, 2, &text);
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

/* Pairwise F1 of the clusters that were written, as the program itself says. */
static double evaluate(const struct files *files)
{
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "evaluate",
        "--clusters",
        files->clusters,
        "--truth",
        files->people,
        "--id",
        "id",
        "--truth-column",
        "person",
        "--json"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    const double f1 = json_number_value(json_object_get(json_object_get(json, "pairs"), "f1"));
    json_decref(json);
    capture_finish(&capture);
    return f1;
}

static void test_finds_who_is_who(void **state)
{
    const struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "dedupe",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--out",
        files->clusters,
        "--pairs",
        files->pairs
    );
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "records    160\n"));
    assert_true(capture_has(&capture.err, "\nthreshold "));
    capture_finish(&capture);
    assert_true(evaluate(files) > 0.9);
}

/* The same bytes in any order of records and with any number of threads. */
static void test_order_and_threads_change_nothing(void **state)
{
    struct files *files = *state;
    struct sl_str lines[200];
    struct sl_buf there;
    struct sl_buf back;
    struct sl_buf text;
    struct capture capture;
    size_t count = 0;

    sl_buf_init(&there, CAPTURE_LIMIT_BYTES);
    sl_buf_init(&back, CAPTURE_LIMIT_BYTES);
    sl_buf_init(&text, CAPTURE_LIMIT_BYTES);
    sl_test_read(files->people, &text);
    struct sl_str rest = sl_buf_str(&text);
    while (count < 200 && sl_str_split(&rest, '\n', &lines[count])) {
        count++;
    }
    CAPTURE(
        &capture,
        "link",
        "dedupe",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--pairs",
        files->pairs,
        "--quiet",
        "--threads=1"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_U64(capture.err.len, 0);
    capture_finish(&capture);
    sl_test_read(files->pairs, &there);

    sl_buf_add(&back, lines[0]);
    sl_buf_add_byte(&back, '\n');
    for (size_t i = count - 1; i > 0; i--) {
        sl_buf_add(&back, lines[i]);
        sl_buf_add_byte(&back, '\n');
    }
    (void)sl_test_folder_write(&files->folder, "people.csv", sl_buf_str(&back));
    CAPTURE(
        &capture,
        "link",
        "dedupe",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--pairs",
        files->pairs,
        "--quiet",
        "--threads=3"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    sl_buf_clear(&back);
    sl_test_read(files->pairs, &back);
    SL_CHECK_BYTES(sl_buf_str(&back), sl_buf_str(&there));
    (void)sl_test_folder_write(&files->folder, "people.csv", sl_buf_str(&text));
    sl_buf_finish(&there);
    sl_buf_finish(&back);
    sl_buf_finish(&text);
}

static void test_gives_the_summary_as_json(void **state)
{
    const struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "dedupe",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--threshold",
        "3.5",
        "--json"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    const json_t *threshold = json_object_get(json, "threshold");
    SL_CHECK_I64(json_integer_value(json_object_get(json, "records")), 160);
    SL_CHECK_NEAR(json_number_value(json_object_get(threshold, "bits")), 3.5, 0.0);
    SL_CHECK_STR(sl_str_from(json_string_value(json_object_get(threshold, "chosen"))), "given");
    json_decref(json);
    capture_finish(&capture);
}

static void test_a_failure_leaves_nothing(void **state)
{
    const struct files *files = *state;
    struct capture capture;

    (void)unlink(files->clusters);
    CAPTURE(
        &capture,
        "link",
        "dedupe",
        files->people,
        "--id=person",
        "--fields",
        PEOPLE_FIELDS,
        "--out",
        files->clusters
    );
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    assert_int_not_equal(access(files->clusters, F_OK), 0);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_who_is_who),
        cmocka_unit_test(test_order_and_threads_change_nothing),
        cmocka_unit_test(test_gives_the_summary_as_json),
        cmocka_unit_test(test_a_failure_leaves_nothing),
    };
    return cmocka_run_group_tests_name("cli/link_dedupe", tests, set_up, tear_down);
}
