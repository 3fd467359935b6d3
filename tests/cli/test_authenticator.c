/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sign_in_folder.h"

static void an_authenticator_is_set_up_and_given_up(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;
    char code[600];

    CAPTURE(
        &capture, "authenticator", "begin", "--store", folder->store, "--session", folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "otpauth://totp/Sightline:root?secret="));
    capture_finish(&capture);
    (void)snprintf(
        code, sizeof code, "%s", sl_test_folder_write(&folder->folder, "code", SL_STR("none\n"))
    );
    CAPTURE(
        &capture,
        "authenticator",
        "confirm",
        "--code-file",
        code,
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "the code is not right"));
    capture_finish(&capture);
    CAPTURE(
        &capture, "authenticator", "end", "--store", folder->store, "--session", folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "authenticator",
        "confirm",
        "--code-file",
        code,
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 4);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_FOLDER_TEST(an_authenticator_is_set_up_and_given_up),
    };
    return cmocka_run_group_tests_name("cli/authenticator", tests, NULL, NULL);
}
