/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_init.h"

#include "app/ledger_show.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/one_time_code.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"
#include "store/setting.h"
#include "support/support.h"

#define NOW INT64_C(1700000000000000)

struct place {
    struct sl_test_folder folder;
    char store[600];
};

static int set_up(void **state)
{
    static struct place place;

    sl_test_folder_open(&place.folder);
    (void)snprintf(
        place.store, sizeof place.store, "%s", sl_test_folder_path(&place.folder, "My+region.db")
    );
    *state = &place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;

    sl_test_folder_close(&place->folder);
    return 0;
}

static bool exists(struct place *place, const char *name)
{
    struct stat state;

    return stat(sl_test_folder_path(&place->folder, name), &state) == 0;
}

/* Is it its owner's only? */
static void check_private(struct place *place, const char *name)
{
    struct stat state;

    assert_int_equal(stat(sl_test_folder_path(&place->folder, name), &state), 0);
    assert_int_equal(state.st_mode & (S_IRWXG | S_IRWXO), 0);
}

static void init(struct place *place, struct sl_buf *code)
{
    const struct sl_init_job job = { .store = place->store, .now_us = NOW };
    struct sl_error err;

    sl_buf_init(code, 100);
    SL_CHECK_OK(sl_store_init(&job, code, &err), &err);
}

static void four_things_are_made_for_their_owner(void **state)
{
    struct place *place = *state;
    struct sl_buf code;

    init(place, &code);
    check_private(place, "My+region.db");
    check_private(place, "My+region.ledger");
    check_private(place, "My+region.key");
    check_private(place, "My+region.agreements");
    sl_buf_finish(&code);
}

static void the_store_knows_where_they_are(void **state)
{
    struct place *place = *state;
    struct sl_store *store = NULL;
    struct sl_logbook *book = NULL;
    struct sl_signer signer;
    struct sl_arena arena;
    struct sl_str key;
    struct sl_str ledger;
    struct sl_error err;
    struct sl_buf code;

    init(place, &code);
    sl_buf_finish(&code);
    sl_arena_init(&arena, 100000);
    SL_CHECK_OK(sl_store_open(place->store, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(
        sl_store_setting_find(store, SL_STR(SL_SETTING_LEDGER_KEY), &arena, &key, &err), &err
    );
    SL_CHECK_OK(
        sl_store_setting_find(store, SL_STR(SL_SETTING_LEDGER), &arena, &ledger, &err), &err
    );
    assert_true(sl_str_ends(key, SL_STR("/My+region.key")));
    SL_CHECK_OK(sl_key_file_read(key.ptr, &signer, &err), &err);
    SL_CHECK_STR(sl_str_from(signer.verifier.name), "sightline/My-region");
    SL_CHECK_OK(sl_logbook_open(ledger.ptr, &signer, &book, &err), &err);
    SL_CHECK_U64(sl_logbook_count(book), 1);
    sl_logbook_close(book);
    sl_signer_wipe(&signer);
    sl_store_close(store);
    sl_arena_finish(&arena);
}

/* Good for a day, and only when the clock was not put back behind its making. */
static void the_code_is_good_for_a_day(void **state)
{
    static const struct {
        int64_t at;
        enum sl_status status;
    } cases[] = {
        {0,                     SL_OK       },
        { SL_INIT_CODE_US - 1,  SL_OK       },
        { SL_INIT_CODE_US,      SL_NOT_FOUND},
        { -INT64_C(3600000000), SL_NOT_FOUND},
    };
    struct place *place = *state;
    struct sl_store *store = NULL;
    struct sl_credential found;
    struct sl_arena arena;
    struct sl_error err;
    struct sl_buf code;

    init(place, &code);
    SL_CHECK_U64(code.len, 29);
    sl_arena_init(&arena, 100000);
    SL_CHECK_OK(sl_store_open(place->store, SL_STORE_READ, &store, &err), &err);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_typed_code typed = { .kind = SL_CREDENTIAL_ONE_TIME,
                                             .text = sl_buf_str(&code),
                                             .now_us = NOW + cases[i].at };
        SL_CHECK_STATUS(
            sl_one_time_code_find(store, &typed, &arena, &found, &err), cases[i].status
        );
    }
    sl_store_close(store);
    sl_arena_finish(&arena);
    sl_buf_finish(&code);
}

/* The detail of the last entry. */
static enum sl_status
note_detail(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct sl_str subject;
    struct sl_str detail;

    (void)err;
    if (sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail)) {
        (void)snprintf(context, 200, "%.*s", SL_STR_ARG(detail));
    }
    return SL_OK;
}

/* When the last of them cannot be made, none is left. */
static void all_or_nothing(void **state)
{
    struct place *place = *state;
    struct sl_buf code;
    struct sl_error err;
    const struct sl_init_job job = { .store = place->store, .now_us = NOW };

    sl_buf_init(&code, 100);
    assert_int_equal(mkdir(sl_test_folder_path(&place->folder, "My+region.ledger"), 0700), 0);
    SL_CHECK_STATUS(sl_store_init(&job, &code, &err), SL_INVALID);
    assert_false(exists(place, "My+region.db"));
    assert_false(exists(place, "My+region.db-lock"));
    assert_false(exists(place, "My+region.key"));
    assert_false(exists(place, "My+region.agreements"));
    assert_int_equal(rmdir(sl_test_folder_path(&place->folder, "My+region.ledger")), 0);
    (void)sl_test_folder_write(&place->folder, "My+region.key", SL_STR("mine"));
    SL_CHECK_STATUS(sl_store_init(&job, &code, &err), SL_INVALID);
    assert_false(exists(place, "My+region.db"));
    assert_true(exists(place, "My+region.key"));
    sl_buf_finish(&code);
}

static void places_can_be_named(void **state)
{
    struct place *place = *state;
    char key[600];
    char agreements[600];
    struct sl_buf code;
    struct sl_error err;

    (void)snprintf(key, sizeof key, "%s", sl_test_folder_path(&place->folder, "k"));
    (void)snprintf(agreements, sizeof agreements, "%s", sl_test_folder_path(&place->folder, "a"));
    const struct sl_init_job job = { .store = place->store,
                                     .ledger = sl_test_folder_path(&place->folder, "l"),
                                     .ledger_key = key,
                                     .agreements = agreements,
                                     .now_us = NOW };
    assert_int_equal(mkdir(agreements, 0700), 0); /* one that exists is taken */
    sl_buf_init(&code, 100);
    SL_CHECK_OK(sl_store_init(&job, &code, &err), &err);
    check_private(place, "k");
    check_private(place, "l");
    assert_false(exists(place, "My+region.key"));
    sl_buf_finish(&code);
}

/* Two factors are needed unless it was said, and then the ledger says it, too. */
static void one_factor_is_said_and_written_down(void **state)
{
    struct place *place = *state;
    const struct sl_init_job job = { .store = place->store, .now_us = NOW, .single_factor = true };
    const struct sl_ledger_filter filter = { .user = SL_STR("") };
    struct sl_store *store = NULL;
    struct sl_arena arena;
    struct sl_str value;
    struct sl_error err;
    struct sl_buf code;
    char detail[200] = "";

    sl_buf_init(&code, 100);
    sl_arena_init(&arena, 100000);
    SL_CHECK_OK(sl_store_init(&job, &code, &err), &err);
    SL_CHECK_OK(sl_store_open(place->store, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(
        sl_store_setting_find(store, SL_STR(SL_SETTING_FACTORS), &arena, &value, &err), &err
    );
    SL_CHECK_STR(value, "one");
    sl_store_close(store);
    SL_CHECK_OK(
        sl_ledger_show(
            sl_test_folder_path(&place->folder, "My+region.ledger"),
            &filter,
            note_detail,
            detail,
            &err
        ),
        &err
    );
    assert_non_null(strstr(detail, "one factor is enough"));
    sl_arena_finish(&arena);
    sl_buf_finish(&code);
}

static void two_factors_are_the_default(void **state)
{
    struct place *place = *state;
    struct sl_store *store = NULL;
    struct sl_arena arena;
    struct sl_str value;
    struct sl_error err;
    struct sl_buf code;

    init(place, &code);
    sl_arena_init(&arena, 100000);
    SL_CHECK_OK(sl_store_open(place->store, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_STATUS(
        sl_store_setting_find(store, SL_STR(SL_SETTING_FACTORS), &arena, &value, &err), SL_NOT_FOUND
    );
    sl_store_close(store);
    sl_arena_finish(&arena);
    sl_buf_finish(&code);
}

/* In a new place each time: what was made before the first entry failed stays. */
static void failing_allocations(void **state)
{
    struct place *place = *state;
    enum sl_status status = SL_NO_MEMORY;
    uint64_t allowed = 0;

    for (; status != SL_OK; allowed += 1 + allowed / 20) {
        const size_t held = sl_memory_held_bytes();
        struct sl_buf code;
        char path[700];
        char name[40];

        (void)snprintf(name, sizeof name, "s%llu.db", (unsigned long long)allowed);
        (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&place->folder, name));
        const struct sl_init_job job = { .store = path, .now_us = NOW };
        sl_buf_init(&code, 100);
        sl_memory_fail_after(allowed);
        status = sl_store_init(&job, &code, NULL);
        sl_memory_fail_after(UINT64_MAX);
        sl_buf_finish(&code);
        SL_CHECK_U64(sl_memory_held_bytes(), held);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
        }
    }
    assert_true(allowed > 50);
}

int main(void)
{
#define INIT_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        INIT_TEST(failing_allocations),
        INIT_TEST(one_factor_is_said_and_written_down),
        INIT_TEST(two_factors_are_the_default),
        INIT_TEST(four_things_are_made_for_their_owner),
        INIT_TEST(the_store_knows_where_they_are),
        INIT_TEST(the_code_is_good_for_a_day),
        INIT_TEST(all_or_nothing),
        INIT_TEST(places_can_be_named),
    };
    return cmocka_run_group_tests_name("app/store_init", tests, NULL, NULL);
}
