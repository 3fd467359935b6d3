/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/secret_input.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/support.h"

static void lines_are_read_without_their_ends(void **state)
{
    static const struct {
        const char *file, *first, *second;
    } cases[] = {
        {"one\ntwo\nthree\n", "one", "two"  },
        { "one\r\ntwo\r\n",   "one", "two"  },
        { "one",              "one", ""     },
        { "one\n",            "one", ""     },
        { "",                 "",    ""     },
        { "\n two ",          "",    " two "},
    };
    struct sl_test_folder folder;
    struct sl_error err;

    (void)state;
    sl_test_folder_open(&folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_buf first;
        struct sl_buf second;
        sl_buf_init(&first, 2000);
        sl_buf_init(&second, 2000);
        const char *path = sl_test_folder_write(&folder, "f", sl_str_from(cases[i].file));
        SL_CHECK_OK(sl_secret_read(path, &first, &second, &err), &err);
        SL_CHECK_STR(sl_buf_str(&first), cases[i].first);
        SL_CHECK_STR(sl_buf_str(&second), cases[i].second);
        sl_buf_finish(&first);
        sl_buf_finish(&second);
    }
    sl_test_folder_close(&folder);
}

static void far_too_long_lines_are_refused(void **state)
{
    static char letters[SL_SECRET_LINE_BYTES + 2];
    struct sl_test_folder folder;
    struct sl_buf line;
    struct sl_error err;

    (void)state;
    memset(letters, 'x', sizeof letters - 1);
    sl_test_folder_open(&folder);
    sl_buf_init(&line, 4000);
    const char *path = sl_test_folder_write(&folder, "f", sl_str_from(letters));
    SL_CHECK_STATUS(sl_secret_read(path, &line, &line, &err), SL_LIMIT);
    assert_null(strstr(err.message, "xxx"));
    SL_CHECK_STATUS(
        sl_secret_read(sl_test_folder_path(&folder, "absent"), &line, &line, &err), SL_IO
    );
    SL_CHECK_STATUS(sl_secret_read(folder.path, &line, &line, &err), SL_IO);
    sl_buf_finish(&line);
    sl_test_folder_close(&folder);
}

/* What the child process does: it has a terminal of its own, and asks. */
static _Noreturn void ask_in_child(const char *name, int result)
{
    struct sl_buf secret;

    sl_buf_init(&secret, 100);
    (void)setsid();
    const int fd = open(name, O_RDWR); /* becomes the controlling terminal */
    if (fd < 0 || sl_secret_ask("Password: ", &secret, NULL) != SL_OK) {
        _exit(1);
    }
    (void)!write(result, secret.ptr, secret.len);
    _exit(0);
}

static void what_is_typed_is_not_shown(void **state)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    char shown[256] = "";
    char typed[64] = "";
    int result[2];
    int code = -1;

    (void)state;
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
        skip();
    }
    assert_int_equal(pipe(result), 0);
    const pid_t child = fork();
    if (child == 0) {
        ask_in_child(ptsname(terminal), result[1]);
    }
    /* The prompt comes when the terminal is silent already. */
    const ssize_t len = read(terminal, shown, sizeof shown - 1);
    assert_true(len > 0);
    assert_int_equal(write(terminal, "my secret\n", 10), 10);
    assert_int_equal(read(result[0], typed, sizeof typed - 1), 9);
    assert_true(read(terminal, shown + len, sizeof shown - 1 - (size_t)len) >= 0);
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_int_equal(code, 0);
    SL_CHECK_STR(sl_str_from(typed), "my secret");
    assert_non_null(strstr(shown, "Password: "));
    assert_null(strstr(shown, "secret"));
    (void)close(terminal);
    (void)close(result[0]);
    (void)close(result[1]);
}

/* Without a terminal: a daemon, a build. */
static void without_a_terminal_it_says_what_to_do(void **state)
{
    int code = -1;

    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        struct sl_buf secret;
        struct sl_error err;
        sl_buf_init(&secret, 100);
        (void)setsid();
        const enum sl_status status = sl_secret_ask("Password: ", &secret, &err);
        _exit(status == SL_USAGE && strstr(err.hint, "--password-file") != NULL ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_int_equal(code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_read_without_their_ends),
        cmocka_unit_test(far_too_long_lines_are_refused),
        cmocka_unit_test(what_is_typed_is_not_shown),
        cmocka_unit_test(without_a_terminal_it_says_what_to_do),
    };
    return cmocka_run_group_tests_name("cli/secret_input", tests, NULL, NULL);
}
