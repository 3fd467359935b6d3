/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "app/people.h"
#include "cli/capture.h"
#include "support/support.h"

struct files {
    struct sl_test_folder folder;
    char people[600];
    char model[600];
    char page[600];
};

static int set_up(void **state)
{
    static struct files files;
    struct capture capture;
    struct sl_buf text;

    sl_test_folder_open(&files.folder);
    (void)snprintf(files.people, sizeof(files.people), "%s/people.csv", files.folder.path);
    (void)snprintf(files.model, sizeof(files.model), "%s/model.json", files.folder.path);
    (void)snprintf(files.page, sizeof(files.page), "%s/page.html", files.folder.path);
    sl_buf_init(&text, CAPTURE_LIMIT_BYTES);
    people_print(40, 0, 2, &text);
    (void)sl_test_folder_write(&files.folder, "people.csv", sl_buf_str(&text));
    sl_buf_finish(&text);
    CAPTURE(
        &capture,
        "link",
        "dedupe",
        files.people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--save-model",
        files.model
    );
    const int failed = capture.exit_status;
    capture_finish(&capture);
    *state = &files;
    return failed;
}

static int tear_down(void **state)
{
    struct files *files = *state;

    sl_test_folder_close(&files->folder);
    return 0;
}

static void test_shows_text_json_and_a_page(void **state)
{
    const struct files *files = *state;
    struct capture capture;
    struct sl_buf page;

    CAPTURE(
        &capture,
        "link",
        "explain",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--model",
        files->model,
        "--pair=3-0,3-1",
        "--html",
        files->page
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Are 3-0 and 3-1 the same person?\n"));
    assert_true(capture_has(&capture.out, "\nMatch weight "));
    SL_CHECK_U64(capture.err.len, 0);
    capture_finish(&capture);

    sl_buf_init(&page, CAPTURE_LIMIT_BYTES);
    sl_test_read(files->page, &page);
    assert_non_null(strstr(page.ptr, "class=\"chart\""));
    sl_buf_finish(&page);

    CAPTURE(
        &capture,
        "link",
        "explain",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--model",
        files->model,
        "--pair=3-0,3-1",
        "--json"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    assert_true(json_array_size(json_object_get(json, "steps")) >= 3);
    json_decref(json);
    capture_finish(&capture);
}

/* Two files: the first id is looked for in the first. */
static void test_two_files(void **state)
{
    const struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "explain",
        files->people,
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--model",
        files->model,
        "--pair=3-0,3-0"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Are 3-0 and 3-0 the same person?\n"));
    capture_finish(&capture);
}

static void test_an_absent_id(void **state)
{
    const struct files *files = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "link",
        "explain",
        files->people,
        "--id=id",
        "--fields",
        PEOPLE_FIELDS,
        "--model",
        files->model,
        "--pair=3-0,nobody"
    );
    SL_CHECK_I64(capture.exit_status, 4);
    assert_true(capture_has(&capture.err, "nobody"));
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shows_text_json_and_a_page),
        cmocka_unit_test(test_two_files),
        cmocka_unit_test(test_an_absent_id),
    };
    return cmocka_run_group_tests_name("cli/link_explain", tests, set_up, tear_down);
}
