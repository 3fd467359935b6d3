/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/logbook_impl.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "logbook/damage.h"

static bool is_there(struct fixture *fixture, const char *name)
{
    return access(damage_path(fixture, name), F_OK) == 0;
}

/* The files of 70,000 entries are those that tlog-tiles names, and no others are left. */
static void as_others_expect(void **state)
{
    struct fixture *fixture = *state;

    fixture_fill(fixture, 300);
    assert_true(is_there(fixture, "tile/0/001.p/44") && is_there(fixture, "tile/1/000.p/1"));
    assert_true(is_there(fixture, "private/001.p/44"));
    fixture_fill(fixture, 69700);
    assert_true(is_there(fixture, "tile/0/272") && is_there(fixture, "tile/0/273.p/112"));
    assert_true(is_there(fixture, "tile/1/000") && is_there(fixture, "tile/1/001.p/17"));
    assert_true(is_there(fixture, "tile/2/000.p/1"));
    assert_true(is_there(fixture, "tile/entries/273.p/112"));
    assert_false(is_there(fixture, "tile/0/273") || is_there(fixture, "tile/3"));
    assert_false(is_there(fixture, "tile/0/001.p") || is_there(fixture, "tile/1/000.p"));
    assert_false(is_there(fixture, "tile/entries/001.p") || is_there(fixture, "private/001.p"));
    fixture_check_sound(fixture, 70000);
}

/* A tile that was signed is not written again, so that a kill in the midst leaves it whole. */
static void leaves_what_is_signed(void **state)
{
    static const struct timespec long_ago[2] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
    struct fixture *fixture = *state;
    struct stat info;

    fixture_fill(fixture, 300);
    assert_int_equal(utimensat(AT_FDCWD, damage_path(fixture, "tile/1/000.p/1"), long_ago, 0), 0);
    fixture_fill(fixture, 10);
    assert_int_equal(stat(damage_path(fixture, "tile/1/000.p/1"), &info), 0);
    SL_CHECK_I64(info.st_mtim.tv_sec, 1);
    assert_true(is_there(fixture, "tile/0/001.p/54"));
    fixture_check_sound(fixture, 310);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(as_others_expect),
                                        BOOK_TEST(leaves_what_is_signed) };
    return cmocka_run_group_tests_name("logbook/spread", tests, NULL, NULL);
}
