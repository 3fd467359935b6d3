/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sign_in_folder.h"

static void tokens_are_made_listed_and_ended(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;

    CAPTURE(
        &capture,
        "token",
        "add",
        "the warehouse",
        "--scopes",
        "intake search",
        "--system",
        "csc",
        "--la-code",
        "350",
        "--days",
        "7",
        "--password-file",
        folder->password,
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    /* The token is alone in the output, for whoever puts it into a file. */
    SL_CHECK_U64(capture.out.len, 48);
    assert_true(sl_str_starts(sl_buf_str(&capture.out), SL_STR("slt_")));
    assert_true(capture_has(&capture.err, "shown once"));
    capture_finish(&capture);
    CAPTURE(&capture, "token", "list", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "the warehouse (search intake; csc; authority 350)"));
    assert_true(capture_has(&capture.out, "never"));
    assert_false(capture_has(&capture.out, "slt_"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "token",
        "list",
        "--user",
        "*",
        "--json",
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\"la_code\""));
    assert_false(capture_has(&capture.out, "slt_"));
    capture_finish(&capture);
    CAPTURE(&capture, "token", "end", "1", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "token", "end", "1", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_NOT_FOUND));
    capture_finish(&capture);
}

static void what_makes_no_sense_is_refused(void **state)
{
    static const char *const wrong[][4] = {
        {"--scopes",  "all",    "--days",    "7"  },
        { "--scopes", "search", "--days",    "0"  },
        { "--scopes", "search", "--days",    "367"},
        { "--scopes", "intake", "--la-code", "x"  },
        { "--scopes", "intake", "--la-code", "350"},
        { "--scopes", "search", "--system",  "csc"},
    };
    struct sign_in_folder *folder = *state;
    struct capture capture;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CAPTURE(
            &capture,
            "token",
            "add",
            "a program",
            wrong[i][0],
            wrong[i][1],
            wrong[i][2],
            wrong[i][3],
            "--password-file",
            folder->password,
            "--store",
            folder->store,
            "--session",
            folder->session
        );
        assert_true(capture.exit_status != 0);
        SL_CHECK_U64(capture.out.len, 0);
        capture_finish(&capture);
    }
    CAPTURE(&capture, "token", "end", "x", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_USAGE));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_FOLDER_TEST(tokens_are_made_listed_and_ended),
        SIGN_IN_FOLDER_TEST(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests_name("cli/token", tests, NULL, NULL);
}
