/* SPDX-License-Identifier: Apache-2.0 */
#include "store/mention.h"

#include "record/entity_key.h"
#include "store/fixture.h"

static void put(struct store_fixture *fixture, int64_t id, const char *key, int64_t changed)
{
    const struct sl_stored_mention mention = {
        .id = id,
        .source = fixture->source,
        .key = sl_str_from(key),
        .flags = SL_MENTION_NAMED,
        .changed = changed,
    };
    const int64_t hash = sl_entity_hash(fixture->source, mention.key);
    SL_CHECK_OK(sl_store_mention_put(fixture->store, &mention, NULL), NULL);
    SL_CHECK_OK(sl_store_mention_key_add(fixture->store, hash, id, NULL), NULL);
}

static void
add_row(struct store_fixture *fixture, int64_t mention, unsigned ordinal, const char *name)
{
    struct sl_mention_row row = { .mention = mention, .ordinal = ordinal };
    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(name);
    row.values[SL_MENTION_CHILD_ID] = SL_STR("wigan/1");
    SL_CHECK_OK(sl_store_mention_row_add(fixture->store, &row, NULL), NULL);
}

static void found_by_key_and_by_id(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_stored_mention mention = { .id = 0 };
    int64_t id = 0;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 1024, "child/1", 1);
    put(fixture, 1025, "child/2", 1);
    put(fixture, 1024, "child/1", 3);
    SL_CHECK_OK(sl_store_mention_get(fixture->store, 1025, &fixture->arena, &mention, NULL), NULL);
    SL_CHECK_STR(mention.key, "child/2");
    SL_CHECK_OK(
        sl_store_mention_find(fixture->store, fixture->source, SL_STR("child/1"), &mention, NULL),
        NULL
    );
    SL_CHECK_I64(mention.id, 1024);
    SL_CHECK_I64(mention.changed, 3);
    SL_CHECK_U64(mention.flags, SL_MENTION_NAMED);
    SL_CHECK_STATUS(
        sl_store_mention_find(fixture->store, 77, SL_STR("child/1"), &mention, NULL), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_store_mention_get(fixture->store, 9, &fixture->arena, &mention, NULL), SL_NOT_FOUND
    );
    int64_t source = 0;
    SL_CHECK_OK(sl_store_mention_source(fixture->store, 1025, &source, NULL), NULL);
    SL_CHECK_I64(source, fixture->source);
    SL_CHECK_STATUS(sl_store_mention_source(fixture->store, 9, &source, NULL), SL_NOT_FOUND);
    const int64_t hash = sl_entity_hash(fixture->source, SL_STR("child/2"));
    SL_CHECK_OK(sl_store_mention_of_entity(fixture->store, hash, 0, &id, NULL), NULL);
    SL_CHECK_I64(id, 1025);
    SL_CHECK_STATUS(sl_store_mention_of_entity(fixture->store, hash, id, &id, NULL), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

/* Two keys whose hashes are the same by chance. */
static void keys_that_meet_are_told_apart(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_stored_mention mention = { .id = 0 };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 1024, "child/1", 1);
    put(fixture, 2048, "child/2", 1);
    const int64_t hash = sl_entity_hash(fixture->source, SL_STR("child/2"));
    SL_CHECK_OK(sl_store_mention_key_add(fixture->store, hash, 1024, NULL), NULL);
    SL_CHECK_OK(
        sl_store_mention_find(fixture->store, fixture->source, SL_STR("child/2"), &mention, NULL),
        NULL
    );
    SL_CHECK_I64(mention.id, 2048);
    sl_store_rollback(fixture->store);
}

static void check_next(struct sl_mention_cursor *cursor, int64_t id)
{
    struct sl_stored_mention mention = { .id = 0 };
    bool has_one = false;
    SL_CHECK_OK(sl_mention_cursor_next(cursor, &mention, &has_one, NULL), NULL);
    SL_CHECK_I64(has_one ? mention.id : 0, id);
}

static void gone_through_by_id_and_by_change(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_mention_cursor *cursor = NULL;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 1024, "child/1", 9);
    put(fixture, 1025, "child/2", 5);
    put(fixture, 2048, "child/3", 7);
    SL_CHECK_OK(sl_store_mentions_open(fixture->store, 1025, INT64_MAX, &cursor, NULL), NULL);
    check_next(cursor, 1025);
    check_next(cursor, 2048);
    check_next(cursor, 0);
    check_next(cursor, 0);
    sl_mention_cursor_close(cursor);
    SL_CHECK_OK(sl_store_mentions_changed_open(fixture->store, 5, &cursor, NULL), NULL);
    check_next(cursor, 2048);
    check_next(cursor, 1024);
    check_next(cursor, 0);
    sl_mention_cursor_close_ptr(&cursor);
    assert_null(cursor);
    sl_store_rollback(fixture->store);
}

static void rows_are_replaced_together(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    struct sl_mention_cursor *cursor = NULL;
    struct sl_mention_row row = { .mention = 0 };
    size_t count = 0;
    int64_t total = 0;
    bool has_one = false;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    add_row(fixture, 1024, 0, "Ann");
    add_row(fixture, 1024, 1, "Anna");
    add_row(fixture, 1025, 0, "Ben");
    SL_CHECK_OK(
        sl_store_mention_rows(fixture->store, 1024, &fixture->arena, rows, &count, NULL), NULL
    );
    SL_CHECK_U64(count, 2);
    SL_CHECK_U64(rows[1].ordinal, 1);
    SL_CHECK_STR(rows[1].values[SL_MENTION_GIVEN_NAME], "Anna");
    SL_CHECK_STR(rows[1].values[SL_MENTION_SURNAME], "");
    SL_CHECK_STR(rows[1].values[SL_MENTION_CHILD_ID], "wigan/1");
    SL_CHECK_OK(sl_store_mention_rows_remove(fixture->store, 1024, NULL), NULL);
    SL_CHECK_OK(sl_store_mention_row_count(fixture->store, &total, NULL), NULL);
    SL_CHECK_I64(total, 1);
    SL_CHECK_OK(sl_store_mention_rows_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    SL_CHECK_OK(sl_mention_cursor_next_row(cursor, &row, &has_one, NULL), NULL);
    assert_true(has_one);
    SL_CHECK_I64(row.mention, 1025);
    SL_CHECK_STR(row.values[SL_MENTION_GIVEN_NAME], "Ben");
    SL_CHECK_OK(sl_mention_cursor_next_row(cursor, &row, &has_one, NULL), NULL);
    assert_false(has_one);
    sl_mention_cursor_close(cursor);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(found_by_key_and_by_id),
        STORE_TEST(keys_that_meet_are_told_apart),
        STORE_TEST(gone_through_by_id_and_by_change),
        STORE_TEST(rows_are_replaced_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
