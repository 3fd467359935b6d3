/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf8.h"
#include "support/support.h"

static void test_every_status_has_a_text_and_its_own_exit(void **state)
{
    bool seen[10] = { false };
    size_t count = 0;
    (void)state;
#define CHECK_ROW(name, exit, words)                        \
    assert_string_equal(sl_status_text(name), words);       \
    assert_int_equal(sl_status_exit(name), exit);           \
    assert_true((exit) >= 0 && (exit) <= 9 && !seen[exit]); \
    seen[exit] = true;                                      \
    count++;
    SL_STATUS_TABLE(CHECK_ROW)
#undef CHECK_ROW
    SL_CHECK_U64(count, 9);
}

static void test_an_unknown_status_is_never_success(void **state)
{
    (void)state;
    assert_int_equal(sl_status_exit((enum sl_status)99), sl_status_exit(SL_INVALID));
    assert_non_null(sl_status_text((enum sl_status)99));
}

static void test_fail_fills_in_all_parts(void **state)
{
    struct sl_error err;
    (void)state;
    memset(&err, 'x', sizeof err);
    SL_CHECK_STATUS(sl_fail(&err, SL_LIMIT, "%d of %s", 3, "four"), SL_LIMIT);
    SL_CHECK_STATUS(err.status, SL_LIMIT);
    assert_string_equal(err.message, "3 of four");
    assert_string_equal(err.detail, "");
    assert_string_equal(err.hint, "");
    sl_fail_detail(&err, "row %d", 7);
    sl_fail_hint(&err, "Give %s.", "less");
    assert_string_equal(err.message, "3 of four");
    assert_string_equal(err.detail, "row 7");
    assert_string_equal(err.hint, "Give less.");
    SL_CHECK_STATUS(sl_fail_memory(&err), SL_NO_MEMORY);
    assert_string_equal(err.message, "not enough memory");
    assert_string_equal(err.detail, "");
}

static void test_no_error_is_fine(void **state)
{
    (void)state;
    SL_CHECK_STATUS(sl_fail(NULL, SL_IO, "%s", "x"), SL_IO);
    SL_CHECK_STATUS(sl_fail_memory(NULL), SL_NO_MEMORY);
    SL_CHECK_STATUS(sl_fail_io(NULL, "open", "x", ENOENT), SL_IO);
    sl_fail_detail(NULL, "%s", "x");
    sl_fail_hint(NULL, "%s", "x");
}

static void test_system_failures_say_what_and_why(void **state)
{
    struct sl_error err;
    (void)state;
    SL_CHECK_STATUS(sl_fail_io(&err, "open", "a.csv", ENOENT), SL_IO);
    assert_string_equal(err.message, "cannot open 'a.csv'");
    assert_string_equal(err.detail, strerror(ENOENT));
}

static void test_text_is_cut_between_code_points(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 8; shift++) {
        static const char *const letters[] = {
            "x", "\xC3\xA9", "\xE2\x89\xA2", "\xF0\xA3\x8E\xB4"
        };
        for (size_t kind = 0; kind < 4; kind++) {
            char text[400] = "";
            size_t len = 0;
            while (len < shift) {
                text[len++] = '.';
            }
            while (len < 300) {
                memcpy(text + len, letters[kind], kind + 1);
                len += kind + 1;
            }
            struct sl_error err;
            (void)sl_fail(&err, SL_INVALID, "%.*s", (int)len, text);
            const struct sl_str message = sl_str_from(err.message);
            SL_CHECK_U64(sl_utf8_check(message), message.len);
            assert_true(message.len <= SL_ERROR_TEXT_BYTES - 1);
            assert_true(message.len >= SL_ERROR_TEXT_BYTES - 4);
            assert_true(sl_str_starts((struct sl_str){ text, len }, message));
        }
    }
}

/* What foreign input brings must not move a terminal's cursor or end the line. */
static void test_text_is_fit_to_be_shown(void **state)
{
    struct sl_error err;
    (void)state;
    (void)sl_fail(
        &err,
        SL_INVALID,
        "a\nb\x1B[31mc\td\x7F\xC2\x9B"
        "e\xFF\xC3\xA9\xC3"
    );
    assert_string_equal(err.message, "a?b?[31mc?d???e?\xC3\xA9?");
    sl_fail_detail(&err, "x\r\n");
    assert_string_equal(err.detail, "x??");
}

static enum sl_status count_calls(int *calls, enum sl_status status)
{
    (*calls)++;
    return status;
}

static enum sl_status try_three(int *calls, enum sl_status second)
{
    SL_TRY(count_calls(calls, SL_OK));
    SL_TRY(count_calls(calls, second));
    SL_TRY(count_calls(calls, SL_OK));
    return SL_OK;
}

static void test_try_returns_at_the_first_failure(void **state)
{
    int calls = 0;
    (void)state;
    SL_CHECK_STATUS(try_three(&calls, SL_OK), SL_OK);
    assert_int_equal(calls, 3);
    calls = 0;
    SL_CHECK_STATUS(try_three(&calls, SL_NOT_FOUND), SL_NOT_FOUND);
    assert_int_equal(calls, 2);
}

/* Where the cleanup below notes that it ran. */
static int cleaned_value;

static void note_cleanup(const int *value)
{
    cleaned_value = *value;
}

static void test_cleanup_runs_at_the_end_of_the_scope(void **state)
{
    (void)state;
    cleaned_value = 0;
    {
        SL_CLEANUP(note_cleanup) int value = 7;
        assert_int_equal(cleaned_value, 0);
        value++;
    }
    assert_int_equal(cleaned_value, 8);
}

/* An assertion that holds costs nothing; one that does not ends the program with SIGABRT. */
static void test_assert_stops_the_program(void **state)
{
    (void)state;
    SL_ASSERT(2 > 1);
    const pid_t child = fork();
    if (child == 0) {
        (void)signal(SIGABRT, SIG_DFL);
        (void)fclose(stderr);
        SL_ASSERT(1 > 2);
        _exit(0);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_status_has_a_text_and_its_own_exit),
        cmocka_unit_test(test_an_unknown_status_is_never_success),
        cmocka_unit_test(test_fail_fills_in_all_parts),
        cmocka_unit_test(test_no_error_is_fine),
        cmocka_unit_test(test_system_failures_say_what_and_why),
        cmocka_unit_test(test_text_is_cut_between_code_points),
        cmocka_unit_test(test_text_is_fit_to_be_shown),
        cmocka_unit_test(test_try_returns_at_the_first_failure),
        cmocka_unit_test(test_cleanup_runs_at_the_end_of_the_scope),
        cmocka_unit_test(test_assert_stops_the_program),
    };
    return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
