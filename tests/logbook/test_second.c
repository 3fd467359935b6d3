/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_second.c - a second verifier, a shell script with openssl that knows docs/formats/ledger.md
 * and nothing else, finds what the first one finds.
 */
#include "logbook/damage.h"

/* The exit status of the script; what it says goes where the test's own words go. */
static int run_script(struct fixture *fixture)
{
    char *const words[] = { (char[]){ "tools/ledger-verify" }, fixture->path, NULL };

    return damage_run(words);
}

static bool has_openssl(void)
{
    char *const words[] = { (char[]){ "openssl" }, (char[]){ "version" }, NULL };

    return damage_run(words) == 0;
}

static void agrees(void **state)
{
    static const struct {
        const char *name;
        size_t byte;
    } rows[] = {
        {"checkpoint",            3  },
        { "checkpoint",           70 },
        { "key",                  40 },
        { "tile/0/000.p/5",       70 },
        { "tile/entries/000.p/5", 150},
        { "private/000.p/5",      30 },
        { "tile/entries/000.p/5", 20 },
    };
    struct fixture *fixture = *state;
    struct fixture_room room;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 4);
    struct sl_deed deed = fixture_deed(&room, 4);
    deed.verb = SL_VERB_ERASE;
    SL_CHECK_OK(sl_logbook_add(fixture->book, &deed, NULL, &err), &err);
    const struct sl_erasure erasure = {
        .index = 2, .parts = {true, false},
             .ordered_by = 4
    };
    SL_CHECK_OK(sl_logbook_erase(fixture->book, &erasure, &err), &err);
    fixture_close(fixture);
    if (!has_openssl()) {
        print_message("openssl is not installed: skipped\n");
        skip();
    }
    assert_int_equal(run_script(fixture), 0);
    fixture_check_sound(fixture, 5);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        damage_flip(fixture, rows[i].name, 8 * rows[i].byte);
        assert_int_equal(run_script(fixture), 1);
        damage_flip(fixture, rows[i].name, 8 * rows[i].byte);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(agrees) };
    return cmocka_run_group_tests_name("logbook/second", tests, NULL, NULL);
}
