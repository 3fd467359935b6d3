/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/capture.h"

#define EXAMPLE  "docs/formats/agreement/greater-manchester.yaml"
#define SCENARIO "docs/formats/agreement/night.yaml"

/* The example of the documents is an agreement. */
static void test_check(void **state)
{
    struct capture capture;
    (void)state;
    CAPTURE(&capture, "agreement", "check", EXAMPLE);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "(greater-manchester-safeguarding, version 1)\n"));
    capture_finish(&capture);
    CAPTURE(&capture, "agreement", "check", SCENARIO);
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "night.yaml, line 2, column 1"));
    capture_finish(&capture);
}

static void test_diff(void **state)
{
    struct capture capture;
    (void)state;
    CAPTURE(&capture, "agreement", "diff", EXAMPLE, EXAMPLE);
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_STR(sl_buf_str(&capture.out), "The same is shared.\n");
    capture_finish(&capture);
    CAPTURE(&capture, "agreement", "diff", EXAMPLE);
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
}

/* In a folder of its own: the scenario lies beside the example and is no agreement. */
static void test_explain(void **state)
{
    struct capture capture;
    struct sl_test_folder folder;
    struct sl_buf text;
    (void)state;
    sl_test_folder_open(&folder);
    sl_buf_init(&text, CAPTURE_LIMIT_BYTES);
    sl_test_read(EXAMPLE, &text);
    (void)sl_test_folder_write(&folder, "a.yaml", sl_buf_str(&text));
    CAPTURE(
        &capture,
        "agreement",
        "explain",
        "--agreements",
        folder.path,
        "--scenario",
        SCENARIO,
        "tom.hale"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(
        &capture.out,
        "tom.hale of bolton, on 1 June 2026, wants to read the picture of a child: child-17\n"
    ));
    assert_false(capture_has(&capture.out, "sealed"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "agreement",
        "explain",
        "--agreements",
        folder.path,
        "--scenario",
        SCENARIO,
        "--permission",
        "search",
        "tom.hale",
        "child-99"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "wants to search for a person: child-99\n"));
    capture_finish(&capture);
    CAPTURE(&capture, "agreement", "explain", "--agreements", folder.path, "--scenario", SCENARIO);
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "the scenario has 2 users"));
    capture_finish(&capture);
    sl_buf_finish(&text);
    sl_test_folder_close(&folder);
}

static void test_permission(void **state)
{
    struct capture capture;
    (void)state;
    CAPTURE(
        &capture,
        "agreement",
        "explain",
        "--agreements",
        ".",
        "--scenario",
        SCENARIO,
        "--permission",
        "pictur"
    );
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "Did you mean 'picture'?"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "agreement",
        "explain",
        "--agreements",
        ".",
        "--scenario",
        SCENARIO,
        "--permission",
        "quite something else"
    );
    SL_CHECK_I64(capture.exit_status, 2);
    assert_false(capture_has(&capture.err, "Did you mean"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_diff),
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_permission),
    };
    return cmocka_run_group_tests_name("cli/agreement", tests, NULL, NULL);
}
