/* SPDX-License-Identifier: Apache-2.0 */
/* Opening a ledger: with what a crash leaves, and with what it must not be opened with. */
#include "logbook/logbook_impl.h"

#include <unistd.h>

#include "logbook/damage.h"

static void check_refused(struct fixture *fixture)
{
    struct sl_logbook *book = NULL;
    struct sl_error err;

    SL_CHECK_STATUS(sl_logbook_open(fixture->path, &fixture->signer, &book, &err), SL_INVALID);
}

/* A journal that was not emptied, and one that was cut off at any place. */
static void cut_off(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf journal;

    fixture_fill(fixture, 10);
    fixture_open(fixture);
    fixture_add(fixture, 3);
    fixture_add(fixture, 2);
    damage_read(fixture, "journal", &journal);
    fixture_close(fixture);
    for (size_t len = 1; len < journal.len; len += 97) {
        struct sl_test_folder twin;
        sl_test_folder_open(&twin);
        char from[700];
        (void)snprintf(from, sizeof from, "%s/.", fixture->path);
        char *const words[] = { (char[]){ "cp" }, (char[]){ "-r" }, from, twin.path, NULL };
        assert_int_equal(damage_run(words), 0);
        struct fixture copy = { .signer = fixture->signer };
        (void)snprintf(copy.path, sizeof copy.path, "%s", twin.path);
        damage_write(&copy, "journal", sl_str_part(sl_buf_str(&journal), 0, len));
        fixture_open(&copy);
        const uint64_t count = sl_logbook_count(copy.book);
        assert_true(count == 10 || count == 13);
        assert_true(sl_logbook_cut(copy.book)->bytes > 0);
        fixture_add(&copy, 4);
        fixture_close(&copy);
        fixture_check_sound(&copy, count + 4);
        sl_test_folder_close(&twin);
    }
    /* What is published already is passed over. */
    fixture_open(fixture);
    SL_CHECK_U64(sl_logbook_count(fixture->book), 15);
    fixture_close(fixture);
    damage_write(fixture, "journal", sl_buf_str(&journal));
    fixture_open(fixture);
    SL_CHECK_U64(sl_logbook_count(fixture->book), 15);
    SL_CHECK_U64(sl_logbook_cut(fixture->book)->bytes, 0);
    sl_buf_finish(&journal);
}

/* A changed batch with another behind it is no crash. */
static void changed_batch(void **state)
{
    struct fixture *fixture = *state;

    fixture_open(fixture);
    fixture_add(fixture, 3);
    fixture_add(fixture, 2);
    fixture_close(fixture);
    damage_flip(fixture, "journal", (size_t)8 * 300);
    check_refused(fixture);
    damage_flip(fixture, "journal", (size_t)8 * 300);
    damage_flip(fixture, "journal", (size_t)8 * 19);
    check_refused(fixture);
    damage_flip(fixture, "journal", (size_t)8 * 19);
    fixture_open(fixture);
    SL_CHECK_U64(sl_logbook_count(fixture->book), 5);
}

static void damaged_files(void **state)
{
    static const char *const names[] = {
        "tile/0/001.p/44", "tile/1/000.p/1", "checkpoint", "key", "tile/entries/001.p/44"
    };
    struct fixture *fixture = *state;
    struct sl_buf kept;

    fixture_fill(fixture, 300);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        damage_read(fixture, names[i], &kept);
        if (i < 4) {
            damage_flip(fixture, names[i], 20);
            check_refused(fixture);
        }
        damage_write(fixture, names[i], SL_STR("x"));
        check_refused(fixture);
        assert_int_equal(unlink(damage_path(fixture, names[i])), 0);
        check_refused(fixture);
        damage_write(fixture, names[i], sl_buf_str(&kept));
        sl_buf_finish(&kept);
    }
    assert_int_equal(unlink(damage_path(fixture, "private/001.p/44")), 0);
    check_refused(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(cut_off),
                                        BOOK_TEST(changed_batch),
                                        BOOK_TEST(damaged_files) };
    return cmocka_run_group_tests_name("logbook/load", tests, NULL, NULL);
}
