/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/logbook.h"

#include <unistd.h>

#include "logbook/damage.h"

/* Order and erase; gives the order's number. */
static uint64_t erase(
    struct fixture *fixture,
    const struct sl_erase_order *what,
    const char *kind,
    enum sl_status status
)
{
    struct sl_error err;
    const struct sl_erasure erasure = {
        .what = *what,
        .ordered_by = fixture_order(fixture->book, kind),
    };

    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), status);
    return erasure.ordered_by;
}

static void check_erased(struct fixture *fixture, uint64_t count)
{
    struct sl_verify_result result;

    fixture_verify(fixture, &result);
    SL_CHECK_U64(result.fault_count, 0);
    SL_CHECK_U64(result.erased, count);
    sl_verify_finish(&result);
}

/* A text is nowhere in the file. */
static void check_gone(struct fixture *fixture, const char *name, const char *text)
{
    struct sl_buf bytes;

    damage_read(fixture, name, &bytes);
    SL_CHECK_U64(sl_str_find(sl_buf_str(&bytes), sl_str_from(text)), bytes.len);
    sl_buf_finish(&bytes);
}

static void erased_for_good(void **state)
{
    static const uint64_t five[] = { 5 };
    static const uint64_t many[] = { 5, 200, 254, 255, 256, 300 };
    struct fixture *fixture = *state;
    struct sl_erase_order what = {
        .parts = {false, true},
          .indexes = five, .count = 1
    };
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 11);
    (void)erase(fixture, &what, "about 5", SL_OK);
    check_gone(fixture, "private/000.p/12", "child/5");
    check_erased(fixture, 1);
    (void)erase(fixture, &what, "about 5", SL_OK); /* again */
    what.parts[SL_PART_WHO] = true;
    (void)erase(fixture, &what, "both 3-7", SL_OK);
    check_erased(fixture, 2);
    /* It stays so when the bundle grows and is full. */
    fixture_add(fixture, 300);
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    check_erased(fixture, 2);
    what.indexes = many;
    what.count = sizeof many / sizeof many[0];
    (void)erase(fixture, &what, "both 5,200,254-256,300", SL_OK);
    check_erased(fixture, 12);
    fixture_close(fixture);
    fixture_open(fixture);
    fixture_add(fixture, 300);
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    check_erased(fixture, 12);
}

/* What a crash has left of the same parts goes, too. */
static void nothing_is_left(void **state)
{
    static const char *const names[] = {
        "private/000.p/3", "private/000", "private/000.p/3.tmp", "journal.cut"
    };
    static const uint64_t one[] = { 1 };
    struct fixture *fixture = *state;
    const struct sl_erase_order what = {
        .parts = {false, true},
          .indexes = one, .count = 1
    };

    fixture_open(fixture);
    fixture_add(fixture, 5);
    (void)erase(fixture, &what, "about 1", SL_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        damage_write(fixture, names[i], SL_STR("child/1"));
        (void)erase(fixture, &what, "about 1", SL_OK);
        assert_int_not_equal(access(damage_path(fixture, names[i]), F_OK), 0);
    }
    check_erased(fixture, 1);
}

static void refused(void **state)
{
    static const uint64_t some[] = { 1, 3 };
    static const char *const kinds[] = { "about 1,3", "both 1", "both 1-2", "both 3", "record" };
    struct fixture *fixture = *state;
    struct sl_erasure erasure = {
        .what = {.parts = { true, true }, .indexes = some, .count = 2}
    };
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 5);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        (void)erase(fixture, &erasure.what, kinds[i], SL_INVALID);
    }
    erasure.ordered_by = sl_logbook_count(fixture->book); /* none */
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID);
    check_erased(fixture, 0);
    /* An order for what comes later is none. */
    const uint64_t later[] = { sl_logbook_count(fixture->book) };
    erasure.what.indexes = later;
    erasure.what.count = 1;
    (void)erase(fixture, &erasure.what, "both 10", SL_INVALID);
    check_erased(fixture, 0);
    erasure.what.indexes = some;
    damage_write(fixture, "private/000.p/11", SL_STR("short"));
    erasure.ordered_by = 6; /* both 1 */
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID);
    damage_write(fixture, "tile/entries/000.p/11", SL_STR("short"));
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID);
}

/* Erased by hand, with no entry that orders it. */
static void by_hand(void **state)
{
    static const uint64_t named[] = { 2, 9, 0 };
    struct fixture *fixture = *state;
    struct sl_buf bytes;
    struct sl_buf other;

    fixture_fill(fixture, 3);
    damage_read(fixture, "private/000.p/3", &bytes);
    for (unsigned i = 0; i < 3; i++) {
        const struct sl_entry_part gone = { .is_erased = true, .erased_by = named[i] };
        damage_erase(sl_buf_str(&bytes), 0, &gone, &other);
        damage_write(fixture, "private/000.p/3", sl_buf_str(&other));
        damage_check(fixture, "erased 0-1; ");
        sl_buf_finish(&other);
    }
    sl_buf_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(erased_for_good),
                                        BOOK_TEST(nothing_is_left),
                                        BOOK_TEST(refused),
                                        BOOK_TEST(by_hand) };
    return cmocka_run_group_tests_name("logbook/erase", tests, NULL, NULL);
}
