/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>

#include "app/people.h"
#include "cli/capture.h"
#include "support/support.h"

struct files {
    struct sl_test_folder folder;
    char first[600];
    char second[600];
    char clusters[600];
};

static int set_up(void **state)
{
    static struct files files;
    struct sl_buf text;

    sl_test_folder_open(&files.folder);
    (void)snprintf(files.first, sizeof(files.first), "%s/a.csv", files.folder.path);
    (void)snprintf(files.second, sizeof(files.second), "%s/b.csv", files.folder.path);
    (void)snprintf(files.clusters, sizeof(files.clusters), "%s/clusters.csv", files.folder.path);
    sl_buf_init(&text, CAPTURE_LIMIT_BYTES);
    people_print(80, 0, 1, &text);
    (void)sl_test_folder_write(&files.folder, "a.csv", sl_buf_str(&text));
    sl_buf_clear(&text);
    people_print(80, 1, 1, &text);
    (void)sl_test_folder_write(&files.folder, "b.csv", sl_buf_str(&text));
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

static void test_finds_partners(void **state)
{
    const struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "match",
        files->first,
        files->second,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--out",
        files->clusters,
        "--one-to-one",
        "--distinct-in-source"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.err, "records    160 (80 in a, 80 in b)\n"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "link",
        "evaluate",
        "--clusters",
        files->clusters,
        "--truth",
        files->first,
        "--truth",
        files->second,
        "--id=id",
        "--truth-from-id=^([0-9]+)-",
        "--json"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    const json_t *pairs = json_object_get(json, "pairs");
    assert_true(json_number_value(json_object_get(pairs, "f1")) > 0.9);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "records")), 160);
    json_decref(json);
    capture_finish(&capture);
}

static void test_the_second_file_may_name_its_columns_otherwise(void **state)
{
    struct files *files = *state;
    struct capture capture;
    struct sl_buf text;

    sl_buf_init(&text, CAPTURE_LIMIT_BYTES);
    sl_test_read(files->second, &text);
    const size_t header = sl_str_find(sl_buf_str(&text), SL_STR("\n"));
    struct sl_buf renamed;
    sl_buf_init(&renamed, CAPTURE_LIMIT_BYTES);
    sl_buf_add(&renamed, SL_STR("nr,first,last,dob,pc,who"));
    sl_buf_add(&renamed, sl_str_part(sl_buf_str(&text), header, text.len));
    (void)sl_test_folder_write(&files->folder, "b.csv", sl_buf_str(&renamed));
    CAPTURE(
        &capture,
        "link",
        "match",
        files->first,
        files->second,
        "--id=id",
        "--id-b=nr",
        "--fields",
        PEOPLE_FIELDS,
        "--fields-b",
        "pc=postcode,dob=dob,last=surname,first=given_name",
        "--quiet"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "link",
        "match",
        files->first,
        files->second,
        "--id=id",
        "--id-b=nr",
        "--fields",
        PEOPLE_FIELDS,
        "--fields-b",
        "pc=postcode,dob=dob"
    );
    SL_CHECK_I64(capture.exit_status, 3);
    assert_true(capture_has(&capture.err, "not compared on the same kinds of column"));
    capture_finish(&capture);
    (void)sl_test_folder_write(&files->folder, "b.csv", sl_buf_str(&text));
    sl_buf_finish(&renamed);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_partners),
        cmocka_unit_test(test_the_second_file_may_name_its_columns_otherwise),
    };
    return cmocka_run_group_tests_name("cli/link_match", tests, set_up, tear_down);
}
