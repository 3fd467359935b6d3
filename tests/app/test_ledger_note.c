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

    (void)err;
    *count += sl_str_equal(entry->entry.texts[SL_ENTRY_KIND], SL_STR("ledger")) &&
              entry->entry.outcome == SL_OUTCOME_FAILED;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(an_entry_needs_the_key),
        SIGN_IN_TEST(a_store_of_another_way_has_no_ledger),
        SIGN_IN_TEST(what_is_cut_off_is_told),
    };
    return cmocka_run_group_tests_name("app/ledger_note", tests, NULL, NULL);
}
