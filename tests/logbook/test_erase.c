/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/logbook.h"

#include <unistd.h>

#include "logbook/damage.h"

/* Adds the entry that orders it; gives its number. */
static uint64_t add_order(struct fixture *fixture)
{
    struct fixture_room room;
    struct sl_error err;
    uint64_t index = 0;
    struct sl_deed deed = fixture_deed(&room, sl_logbook_count(fixture->book));

    deed.verb = SL_VERB_ERASE;
    SL_CHECK_OK(sl_logbook_add(fixture->book, &deed, &index, &err), &err);
    return index;
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
    struct fixture *fixture = *state;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 11);
    struct sl_erasure erasure = {
        .index = 5, .parts = {false, true}
    };
    erasure.ordered_by = add_order(fixture);
    SL_CHECK_OK(sl_logbook_erase(fixture->book, &erasure, &err), &err);
    check_gone(fixture, "private/000.p/12", "child/5");
    check_erased(fixture, 1);
    SL_CHECK_OK(sl_logbook_erase(fixture->book, &erasure, &err), &err); /* again */
    erasure.parts[0] = true;
    SL_CHECK_OK(sl_logbook_erase(fixture->book, &erasure, &err), &err);
    check_erased(fixture, 2);
    /* It stays so when the bundle grows and is full. */
    fixture_add(fixture, 300);
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    check_erased(fixture, 2);
    erasure.index = 200;
    erasure.ordered_by = add_order(fixture);
    SL_CHECK_OK(sl_logbook_erase(fixture->book, &erasure, &err), &err);
    fixture_close(fixture);
    fixture_open(fixture);
    check_erased(fixture, 4);
}

static void refused(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 5);
    struct sl_erasure erasure = {
        .index = 1, .parts = {true, true},
             .ordered_by = 3
    };
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID); /* a read */
    erasure.ordered_by = 5;
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID); /* none */
    erasure.ordered_by = 1;
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID);
    erasure.ordered_by = add_order(fixture);
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    damage_write(fixture, "private/000.p/6", SL_STR("short"));
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID);
    damage_write(fixture, "tile/entries/000.p/6", SL_STR("short"));
    SL_CHECK_STATUS(sl_logbook_erase(fixture->book, &erasure, &err), SL_INVALID);
}

/* Erased by hand, with no entry that orders it. */
static void by_hand(void **state)
{
    const struct sl_entry_part gone = { .is_erased = true, .erased_by = 2 };
    struct fixture *fixture = *state;
    struct sl_entry_part part;
    struct sl_buf bytes;
    struct sl_buf other;

    fixture_fill(fixture, 3);
    damage_read(fixture, "private/000.p/3", &bytes);
    struct sl_str rest = sl_buf_str(&bytes);
    assert_true(sl_entry_part_take(&rest, &part));
    for (unsigned i = 0; i < 2; i++) {
        struct sl_entry_part named = gone;
        named.erased_by = i == 0 ? 2 : 9;
        sl_buf_init(&other, 10000);
        sl_entry_part_print(&named, &other);
        sl_buf_add(&other, rest);
        damage_write(fixture, "private/000.p/3", sl_buf_str(&other));
        damage_check(fixture, "erased 0-1; ");
        sl_buf_finish(&other);
    }
    sl_buf_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(erased_for_good),
                                        BOOK_TEST(refused),
                                        BOOK_TEST(by_hand) };
    return cmocka_run_group_tests_name("logbook/erase", tests, NULL, NULL);
}
