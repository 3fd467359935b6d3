/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sign_in_folder.h"

static void an_authenticator_is_set_up_and_given_up(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;
    char code[600];

    CAPTURE(
        &capture,
        "authenticator",
        "begin",
        "--password-file",
        folder->password,
        "--store",
        folder->store,
        "--session",
        folder->session
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
        &capture,
        "authenticator",
        "end",
        "--password-file",
        folder->password,
        "--store",
        folder->store,
        "--session",
        folder->session
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

/* Where nothing was lowered, a password alone opens the way to the second factor, and sign-out. */
static void a_password_alone_opens_nothing_else(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;
    char store[600];
    char session[600];
    char code[CODE_CHARS + 1];

    (void)snprintf(store, sizeof store, "%s", sl_test_folder_path(&folder->folder, "strict.db"));
    (void)snprintf(session, sizeof session, "%s", sl_test_folder_path(&folder->folder, "strict"));
    CAPTURE(&capture, "init", "--store", store);
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_U64(capture.err.len, 0);
    (void)snprintf(code, sizeof code, "%s", capture.out.ptr + capture.out.len - CODE_CHARS - 1);
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "sign-in",
        "root",
        "--agency",
        "hub",
        "--code",
        code,
        "--store",
        store,
        "--session",
        session,
        "--password-file",
        folder->password
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "user", "list", "--store", store, "--session", session);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "your role needs two"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "authenticator",
        "begin",
        "--password-file",
        folder->password,
        "--store",
        store,
        "--session",
        session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(&capture, "sign-out", "--store", store, "--session", session);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
}

static void one_factor_is_said_loudly(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;
    char store[600];

    (void)snprintf(store, sizeof store, "%s", sl_test_folder_path(&folder->folder, "other.db"));
    CAPTURE(&capture, "init", "--single-factor", "--store", store);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.err, "WARNING: a password alone is enough"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_FOLDER_TEST(a_password_alone_opens_nothing_else),
        SIGN_IN_FOLDER_TEST(one_factor_is_said_loudly),
        SIGN_IN_FOLDER_TEST(an_authenticator_is_set_up_and_given_up),
    };
    return cmocka_run_group_tests_name("cli/authenticator", tests, NULL, NULL);
}
