/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_in_folder.h - a folder with an empty store, whose first administrator is signed in.
 */
#ifndef SL_TESTS_CLI_SIGN_IN_FOLDER_H
#define SL_TESTS_CLI_SIGN_IN_FOLDER_H

#include <stdio.h>
#include <string.h>

#include "cli/capture.h"

#define SIGN_IN_PASSWORD "wobbly kettle brigade"
#define CODE_CHARS       29

struct sign_in_folder {
    struct sl_test_folder folder;
    char store[600], session[600], password[600];
};

/* Sign in as root, with these lines for the password file. */
static inline void
sign_in_again(struct sign_in_folder *folder, struct capture *capture, const char *lines)
{
    (void)sl_test_folder_write(&folder->folder, "password", sl_str_from(lines));
    CAPTURE(
        capture,
        "sign-in",
        "root",
        "--store",
        folder->store,
        "--session",
        folder->session,
        "--password-file",
        folder->password
    );
}

static inline int sign_in_folder_set_up(void **state)
{
    static struct sign_in_folder folder;
    struct capture capture;
    char code[CODE_CHARS + 1];

    sl_test_folder_open(&folder.folder);
    (void
    )snprintf(folder.store, sizeof folder.store, "%s", sl_test_folder_path(&folder.folder, "s.db"));
    (void)snprintf(
        folder.session, sizeof folder.session, "%s", sl_test_folder_path(&folder.folder, "session")
    );
    (void)snprintf(
        folder.password,
        sizeof folder.password,
        "%s",
        sl_test_folder_write(&folder.folder, "password", SL_STR(SIGN_IN_PASSWORD "\n"))
    );
    CAPTURE(&capture, "init", "--single-factor", "--store", folder.store);
    SL_CHECK_I64(capture.exit_status, 0);
    /* The code is the last line. */
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
        folder.store,
        "--session",
        folder.session,
        "--password-file",
        folder.password
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    *state = &folder;
    return 0;
}

static inline int sign_in_folder_tear_down(void **state)
{
    struct sign_in_folder *folder = *state;

    sl_test_folder_close(&folder->folder);
    return 0;
}

#define SIGN_IN_FOLDER_TEST(test) \
    cmocka_unit_test_setup_teardown(test, sign_in_folder_set_up, sign_in_folder_tear_down)

#endif
