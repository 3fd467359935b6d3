/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/support.h"

static double now;

static double test_clock(void *context)
{
    (void)context;
    return now;
}

static void test_draws_nothing_but_on_a_terminal(void **state)
{
    struct sl_progress progress;
    FILE *file = tmpfile();

    (void)state;
    assert_non_null(file);
    now = 1.0;
    sl_progress_init(&progress, file, true, test_clock);
    now = 100.0;
    sl_progress_tell(&progress, SL_STAGE_SCORE, 1, 2);
    sl_progress_finish(&progress);
    SL_CHECK_I64(ftell(file), 0);
    (void)fclose(file);
}

/* A terminal of our own; the reading end gives what was drawn. */
static FILE *open_terminal(int *ret_reader)
{
    const int reader = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);

    if (reader < 0 || grantpt(reader) != 0 || unlockpt(reader) != 0) {
        return NULL;
    }
    *ret_reader = reader;
    return fopen(ptsname(reader), "w");
}

static size_t read_drawn(int reader, char *text, size_t room)
{
    const ssize_t len = read(reader, text, room - 1);
    text[len > 0 ? len : 0] = '\0';
    return len > 0 ? (size_t)len : 0;
}

static void test_draws_late_seldom_and_clears(void **state)
{
    struct sl_progress progress;
    char text[256];
    int reader = -1;
    FILE *terminal = open_terminal(&reader);

    (void)state;
    if (terminal == NULL) {
        skip();
        return;
    }
    now = 10.0;
    sl_progress_init(&progress, terminal, true, test_clock);
    now = 11.9;
    sl_progress_tell(&progress, SL_STAGE_SCORE, 1, 4);
    SL_CHECK_U64(read_drawn(reader, text, sizeof(text)), 0);
    now = 12.0;
    sl_progress_tell(&progress, SL_STAGE_SCORE, 1, 4);
    (void)read_drawn(reader, text, sizeof(text));
    SL_CHECK_STR(sl_str_from(text), "\r\033[Kscoring pairs: 25%  (2 s)");
    now = 12.05;
    sl_progress_tell(&progress, SL_STAGE_SCORE, 2, 4);
    SL_CHECK_U64(read_drawn(reader, text, sizeof(text)), 0);
    now = 12.2;
    sl_progress_tell(&progress, SL_STAGE_TRAIN, 0, 1);
    (void)read_drawn(reader, text, sizeof(text));
    SL_CHECK_STR(sl_str_from(text), "\r\033[Klearning the model  (2 s)");
    sl_progress_finish(&progress);
    (void)read_drawn(reader, text, sizeof(text));
    SL_CHECK_STR(sl_str_from(text), "\r\033[K");
    sl_progress_finish(&progress);
    SL_CHECK_U64(read_drawn(reader, text, sizeof(text)), 0);
    (void)fclose(terminal);
    (void)close(reader);
}

static void test_the_clock_goes_forward(void **state)
{
    (void)state;
    const double first = sl_progress_clock(NULL);
    assert_true(first > 0.0);
    assert_true(sl_progress_clock(NULL) >= first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws_nothing_but_on_a_terminal),
        cmocka_unit_test(test_draws_late_seldom_and_clears),
        cmocka_unit_test(test_the_clock_goes_forward),
    };
    return cmocka_run_group_tests_name("cli/progress", tests, NULL, NULL);
}
