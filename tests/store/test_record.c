/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include <stdio.h>

#include "store/fixture.h"

static void versions_first_to_last(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_record_key key = { .source = fixture->source,
                                       .key = SL_STR("k"),
                                       .as_of = SL_AS_OF_NOW };
    static const char *const bodies[] = { "a", "b", "c" };
    struct sl_record_cursor *cursor = NULL;
    struct sl_stored_record record;
    struct sl_error err;
    bool has_record = false;

    for (int i = 0; i < 3; i++) {
        (void)store_take_in(fixture, bodies[i], "k", bodies[i]);
    }
    SL_CHECK_OK(sl_store_versions_open(fixture->store, &key, &cursor, &err), &err);
    for (int i = 0; i < 3; i++) {
        SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
        assert_true(has_record);
        SL_CHECK_I64(record.version, i + 1);
        SL_CHECK_STR(record.body, bodies[i]);
        const struct sl_digest digest = sl_digest_of(record.body);
        assert_true(sl_digest_equal(&record.hash, &digest));
    }
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
        assert_false(has_record);
    }
    sl_record_cursor_close_ptr(&cursor);
    sl_record_cursor_close(NULL);
}

/* With the same number two readers see the same, whatever has been finished between them. */
static void as_of_stays_the_same(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_record_range range = { .first_id = 1, .last_id = INT64_MAX };
    struct sl_record_key key = { .source = fixture->source, .key = SL_STR("k") };
    struct sl_record_cursor *cursor = NULL;
    struct sl_stored_record record;
    struct sl_error err;
    bool has_record = false;

    (void)store_take_in(fixture, "one", "k", "a");
    SL_CHECK_OK(sl_store_as_of(fixture->store, &range.as_of, &err), &err);
    SL_CHECK_I64(range.as_of, 1);
    (void)store_take_in(fixture, "two", "k", "b");
    (void)store_take_in(fixture, "three", "other", "c");
    SL_CHECK_OK(sl_store_records_open(fixture->store, &range, &cursor, &err), &err);
    SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
    assert_true(has_record);
    SL_CHECK_STR(record.body, "a");
    SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
    assert_false(has_record);
    sl_record_cursor_close(cursor);
    key.as_of = 1;
    SL_CHECK_OK(sl_store_record_find(fixture->store, &key, &fixture->arena, &record, &err), &err);
    SL_CHECK_STR(record.body, "a");
}

static void ranges_and_sources_divide_all(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    int64_t last = 0;
    uint64_t count = 0;

    for (int i = 0; i < 20; i++) {
        char key[16];
        (void)snprintf(key, sizeof key, "k%d", i);
        (void)store_take_in(fixture, key, key, "a");
    }
    SL_CHECK_OK(sl_store_record_last(fixture->store, &last, &err), &err);
    SL_CHECK_I64(last, 20);
    for (int64_t first = 1; first <= last; first += 7) {
        for (int64_t source = 0; source <= 2; source++) {
            const struct sl_record_range range = {
                .source = source, .first_id = first, .last_id = first + 6, .as_of = SL_AS_OF_NOW
            };
            struct sl_record_cursor *cursor = NULL;
            struct sl_stored_record record;
            bool has_record = true;
            SL_CHECK_OK(sl_store_records_open(fixture->store, &range, &cursor, &err), &err);
            while (has_record) {
                SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
                count += has_record ? 1 : 0;
            }
            sl_record_cursor_close(cursor);
        }
    }
    SL_CHECK_U64(count, 40); /* once as any source, once as its own */
}

static void by_ids(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t ids[] = { 2, 1 };
    const int64_t absent[] = { 1, 9 };
    struct sl_stored_record records[2];
    struct sl_error err;

    (void)store_take_in(fixture, "one", "k", "a");
    (void)store_take_in(fixture, "two", "l", "b");
    SL_CHECK_OK(
        sl_store_record_get_all(fixture->store, ids, 2, &fixture->arena, records, &err), &err
    );
    SL_CHECK_STR(records[0].key, "l");
    SL_CHECK_STR(records[1].body, "a");
    SL_CHECK_STATUS(
        sl_store_record_get_all(fixture->store, absent, 2, &fixture->arena, records, &err),
        SL_NOT_FOUND
    );
    const int64_t run = store_begin_run(fixture, "open");
    (void)store_put(fixture, run, "m", "c");
    SL_CHECK_STATUS(
        sl_store_record_get(fixture->store, 3, &fixture->arena, records, &err), SL_NOT_FOUND
    );
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(versions_first_to_last),
        STORE_TEST(as_of_stays_the_same),
        STORE_TEST(ranges_and_sources_divide_all),
        STORE_TEST(by_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
