/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_note.h"

#include "app/ledger_show.h"
#include "app/sign_in_fixture.h"
#include "ledger/key.h"

static const struct sl_deed deed = { .when_us = START,
                                     .verb = SL_VERB_SIGN_IN,
                                     .outcome = SL_OUTCOME_REFUSED };

static void an_entry_needs_the_key(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_READ);
    uint8_t secret[SL_KEY_BYTES] = { 0 };
    uint8_t again[SL_KEY_BYTES] = { 1 };
    struct sl_error err;
    char path[600];

    SL_CHECK_OK(sl_ledger_note(store, &deed, &err), &err);
    SL_CHECK_OK(sl_ledger_secret(store, secret, &err), &err);
    SL_CHECK_OK(sl_ledger_secret(store, again, &err), &err);
    assert_memory_equal(secret, again, sizeof secret);
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&world->folder, "s.key"));
    assert_int_equal(rename(path, sl_test_folder_path(&world->folder, "away")), 0);
    SL_CHECK_STATUS(sl_ledger_note(store, &deed, &err), SL_IO);
    SL_CHECK_STATUS(sl_ledger_secret(store, secret, &err), SL_IO);
    sl_store_close(store);
}

static void a_store_of_another_way_has_no_ledger(void **state)
{
    struct sign_in_fixture *world = *state;
    const char *path = sl_test_folder_path(&world->folder, "bare.db");
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_create(path, &err), &err);
    SL_CHECK_OK(sl_store_open(path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_STATUS(sl_ledger_note(store, &deed, &err), SL_INVALID);
    assert_non_null(strstr(err.hint, "sightline init"));
    sl_store_close(store);
}

/* Flip the last bit of the journal: of an entry that was acknowledged. */
static void damage(struct sign_in_fixture *world)
{
    char path[700];
    int byte = 0;

    (void
    )snprintf(path, sizeof path, "%s/journal", sl_test_folder_path(&world->folder, "s.ledger"));
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, -1, SEEK_END), 0);
    assert_true((byte = fgetc(file)) != EOF);
    assert_int_equal(fseek(file, -1, SEEK_END), 0);
    assert_true(fputc(byte ^ 1, file) != EOF);
    assert_int_equal(fclose(file), 0);
}

static enum sl_status
count_cut(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    size_t *count = context;
    struct sl_str subject;
    struct sl_str detail;

    (void)err;
    assert_true(sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail));
    *count += sl_str_equal(entry->entry.texts[SL_ENTRY_KIND], SL_STR("ledger")) &&
              entry->entry.outcome == SL_OUTCOME_FAILED &&
              sl_str_find(detail, SL_STR("journal.cut, SHA-256 ")) < detail.len;
    return SL_OK;
}

/* Nobody takes out the entry that was written last without another that tells of it. */
static void what_is_cut_off_is_told(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_READ);
    const struct sl_ledger_filter filter = { .until_us = 0 };
    const char *ledger = sl_test_folder_path(&world->folder, "s.ledger");
    size_t count = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_ledger_note(store, &deed, &err), &err);
    SL_CHECK_OK(sl_ledger_show(ledger, &filter, count_cut, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    damage(world);
    SL_CHECK_OK(sl_ledger_note(store, &deed, &err), &err);
    SL_CHECK_OK(sl_ledger_note(store, &deed, &err), &err);
    SL_CHECK_OK(
        sl_ledger_show(
            sl_test_folder_path(&world->folder, "s.ledger"), &filter, count_cut, &count, &err
        ),
        &err
    );
    SL_CHECK_U64(count, 1);
    sl_store_close(store);
}

/* The words of the last entry about the ledger itself. */
struct last_words {
    size_t count;
    char text[300];
};

static enum sl_status
keep_words(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct last_words *last = context;
    struct sl_str subject;
    struct sl_str detail;

    (void)err;
    if (entry->parts[SL_PART_WHO].content.len == 0 &&
        sl_str_equal(entry->entry.texts[SL_ENTRY_KIND], SL_STR("ledger")) &&
        entry->entry.outcome == SL_OUTCOME_FAILED) {
        assert_true(sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail));
        (void)snprintf(last->text, sizeof last->text, "%.*s", SL_STR_ARG(detail));
        last->count++;
    }
    return SL_OK;
}

#define AHEAD  SL_LEDGER_AHEAD_US
#define BEHIND SL_LEDGER_BEHIND_US
#define FAR    (SL_LOGBOOK_LEAP_US - 40 * INT64_C(86400) * 1000000)

/* A clock that was put back or ahead is told of, with what it says; small steps are not. */
static void the_clock_is_watched(void **state)
{
    static const struct {
        int64_t when_us; /* after the first */
        size_t count;
        const char *words;
    } rows[] = {
        {0,                   0, NULL                               },
        { AHEAD,              0, NULL                               },
        { AHEAD - BEHIND,     0, NULL                               },
        { AHEAD - BEHIND - 1, 1, ", before the last entry, of 2"    },
        { 0,                  2, ", before the last entry, of 2"    },
        { 2 * AHEAD,          2, NULL                               },
        { 3 * AHEAD + 1,      3, ", days after the last entry, of 2"},
        { FAR,                4, ", days after the last entry, of 2"},
    };
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_READ);
    const struct sl_ledger_filter filter = { .until_us = 0 };
    struct sl_deed at = deed;
    struct sl_error err;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct last_words last = { .count = 0 };
        at.when_us = START + rows[i].when_us;
        SL_CHECK_OK(sl_ledger_note(store, &at, &err), &err);
        SL_CHECK_OK(
            sl_ledger_show(
                sl_test_folder_path(&world->folder, "s.ledger"), &filter, keep_words, &last, &err
            ),
            &err
        );
        SL_CHECK_U64(last.count, rows[i].count);
        if (rows[i].words != NULL) {
            assert_true(strncmp(last.text, "the clock says 20", 17) == 0);
            assert_non_null(strstr(last.text, rows[i].words));
        }
    }
    at.when_us = START + 2 * SL_LOGBOOK_LEAP_US;
    SL_CHECK_STATUS(sl_ledger_note(store, &at, &err), SL_INVALID);
    assert_non_null(strstr(err.hint, "clock"));
    at.when_us = START + FAR; /* nothing was written */
    SL_CHECK_OK(sl_ledger_note(store, &at, &err), &err);
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(an_entry_needs_the_key),
        SIGN_IN_TEST(a_store_of_another_way_has_no_ledger),
        SIGN_IN_TEST(what_is_cut_off_is_told),
        SIGN_IN_TEST(the_clock_is_watched),
    };
    return cmocka_run_group_tests_name("app/ledger_note", tests, NULL, NULL);
}
