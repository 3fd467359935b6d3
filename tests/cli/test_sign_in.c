/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/sign_in_folder.h"

static void the_first_administrator_signs_in_and_out(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;
    struct stat file;

    assert_int_equal(stat(folder->session, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    CAPTURE(&capture, "sign-out", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    assert_int_not_equal(stat(folder->session, &file), 0);
    CAPTURE(&capture, "sign-out", "--store", folder->store, "--session", folder->session);
    SL_CHECK_I64(capture.exit_status, 0); /* again: nothing to do */
    capture_finish(&capture);
    sign_in_again(folder, &capture, SIGN_IN_PASSWORD "\n");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "root: signed in until "));
    assert_false(capture_has(&capture.out, "kettle"));
    capture_finish(&capture);
}

static void what_is_wrong_is_said_without_secrets(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;

    sign_in_again(folder, &capture, "not the password at all\n");
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "the user or the password is not right"));
    assert_false(capture_has(&capture.err, "not the password at all"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "sign-in",
        "ann",
        "--agency",
        "hub",
        "--store",
        folder->store,
        "--password-file",
        "absent"
    );
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "--agency needs --invited"));
    capture_finish(&capture);
    CAPTURE(
        &capture,
        "sign-in",
        "ann",
        "--store",
        folder->store,
        "--password-file",
        sl_test_folder_path(&folder->folder, "absent")
    );
    SL_CHECK_I64(capture.exit_status, 7);
    capture_finish(&capture);
}

/* Arguments are for all users of a machine to see: no option of any command takes a secret. */
static void no_secret_is_an_argument(void **state)
{
    static const char *const secrets[] = { "CODE", "PASSWORD", "TOKEN", "SECRET" };
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < commands[i]->option_count; j++) {
            const char *value = commands[i]->options[j].value;
            for (size_t k = 0; value != NULL && k < sizeof secrets / sizeof secrets[0]; k++) {
                assert_string_not_equal(value, secrets[k]);
            }
        }
    }
}

static void a_password_is_changed(void **state)
{
    struct sign_in_folder *folder = *state;
    struct capture capture;
    const char *file = sl_test_folder_write(
        &folder->folder, "change", SL_STR(SIGN_IN_PASSWORD "\r\nmarble otter canteen\r\n")
    );

    CAPTURE(
        &capture,
        "password",
        "--store",
        folder->store,
        "--session",
        folder->session,
        "--password-file",
        file
    );
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_U64(capture.out.len, 0);
    capture_finish(&capture);
    sign_in_again(folder, &capture, SIGN_IN_PASSWORD "\n");
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    capture_finish(&capture);
    sign_in_again(folder, &capture, "marble otter canteen");
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_FOLDER_TEST(the_first_administrator_signs_in_and_out),
        SIGN_IN_FOLDER_TEST(what_is_wrong_is_said_without_secrets),
        cmocka_unit_test(no_secret_is_an_argument),
        SIGN_IN_FOLDER_TEST(a_password_is_changed),
    };
    return cmocka_run_group_tests_name("cli/sign_in", tests, NULL, NULL);
}
