/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sign_in_folder.h"

static void sessions_are_listed_and_ended(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "session", "list", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "one-time code"));
    assert_true(capture_has(&capture.out, "(this one)"));
    assert_true(capture_has(&capture.out, "terminal of "));
    capture_finish(&capture);
    /* The session of the same file takes its place. */
    sign_in_again(folder, &capture, SIGN_IN_PASSWORD "\n");
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "session",
        "list",
        "--user",
        "*",
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_false(capture_has(&capture.out, "one-time code"));
    capture_finish(&capture);
    CAPTURE(
        &capture, "session", "end", "1", "--store", folder->store, "--session", folder->session
    );
    SL_CHECK_I64(capture.exit_status, 4);
    capture_finish(&capture);
    CAPTURE(
        &capture, "session", "end", "one", "--store", folder->store, "--session", folder->session
    );
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
    CAPTURE(
        &capture, "session", "end", "2", "--store", folder->store, "--session", folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0); /* one's own, in use */
    capture_finish(&capture);
    CAPTURE(&capture, "session", "list", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    assert_true(capture_has(&capture.err, "the session was ended"));
    capture_finish(&capture);
}

static void all_of_a_user_are_ended(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "session", "end", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_USAGE));
    assert_true(capture_has(&capture.err, "name one session by its number"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "session",
        "end",
        "--user",
        "root",
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "1 session of root ended"));
    capture_finish(&capture);
    CAPTURE(&capture, "session", "list", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    capture_finish(&capture);
}

static void passkeys_are_listed_and_removed(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "passkey", "list", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "number"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "passkey",
        "remove",
        "1",
        "--password-file",
        folder->password,
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 4);
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "passkey",
        "remove",
        "0",
        "--password-file",
        folder->password,
        "--store",
        folder->store,
        "--session",
        folder->session
    );
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_FOLDER_TEST(sessions_are_listed_and_ended),
        SIGN_IN_FOLDER_TEST(all_of_a_user_are_ended),
        SIGN_IN_FOLDER_TEST(passkeys_are_listed_and_removed),
    };
    return cmocka_run_group_tests_name("cli/session", tests, NULL, NULL);
}
