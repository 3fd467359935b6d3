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

/* Erased by hand, in the name of an order that does not cover it: both find it, and only that. */
static void an_order_covers_what_it_names(void **state)
{
    static const struct {
        const char *kind;
        bool is_covered;
    } rows[] = {
        {"both 1",         true },
        { "about 0-1,4-7", true },
        { "who 1",         false},
        { "about 01",      false},
        { "about 1,2",     false},
        { "about 2,1",     false},
        { "about 1\n",     false},
    };
    struct fixture *fixture = *state;
    const uint64_t count = sizeof rows / sizeof rows[0];
    char name[30];
    struct sl_buf bytes;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 2);
    for (uint64_t i = 0; i < count; i++) {
        (void)fixture_order(fixture->book, rows[i].kind);
    }
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    fixture_close(fixture);
    if (!has_openssl()) {
        print_message("openssl is not installed: skipped\n");
        skip();
    }
    (void)snprintf(name, sizeof name, "private/000.p/%u", (unsigned)count + 2);
    damage_read(fixture, name, &bytes);
    for (uint64_t i = 0; i < count; i++) {
        const struct sl_entry_part gone = { .is_erased = true, .erased_by = 2 + i };
        struct sl_buf other;
        damage_erase(sl_buf_str(&bytes), 3, &gone, &other);
        damage_write(fixture, name, sl_buf_str(&other));
        damage_check(fixture, rows[i].is_covered ? "" : "erased 1-2; ");
        assert_int_equal(run_script(fixture), rows[i].is_covered ? 0 : 1);
        sl_buf_finish(&other);
    }
    sl_buf_finish(&bytes);
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
    static const uint64_t indexes[] = { 2 };
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 4);
    const struct sl_erasure erasure = {
        .what = {.parts = { [SL_PART_WHO] = true }, .indexes = indexes, .count = 1},
        .ordered_by = fixture_order(fixture->book, "who 2"),
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
    const struct CMUnitTest tests[] = { BOOK_TEST(agrees),
                                        BOOK_TEST(an_order_covers_what_it_names) };
    return cmocka_run_group_tests_name("logbook/second", tests, NULL, NULL);
}
