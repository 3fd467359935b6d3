/* SPDX-License-Identifier: Apache-2.0 */
#include "store/version.h"

#include "store/fixture.h"

static void check_next(struct sl_version_cursor *cursor, const char *key, int64_t version)
{
    struct sl_stored_version found = { .id = 0 };
    bool has_one = false;
    SL_CHECK_OK(sl_version_cursor_next(cursor, &found, &has_one, NULL), NULL);
    assert_true(has_one);
    SL_CHECK_STR(found.key, key);
    SL_CHECK_I64(found.version, version);
}

static void all_versions_are_seen(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_version_cursor *cursor = NULL;
    struct sl_stored_version version = { .id = 0 };
    bool has_one = true;
    (void)store_take_in(fixture, "one", "a", "first");
    (void)store_take_in(fixture, "two", "b", "other");
    const int64_t run = store_begin_run(fixture, "three");
    (void)store_put(fixture, run, "a", "second");

    SL_CHECK_OK(sl_store_all_versions_open(fixture->store, 1, INT64_MAX, &cursor, NULL), NULL);
    check_next(cursor, "a", 1);
    check_next(cursor, "b", 1);
    check_next(cursor, "a", 2);
    SL_CHECK_OK(sl_version_cursor_next(cursor, &version, &has_one, NULL), NULL);
    assert_false(has_one);
    SL_CHECK_OK(sl_version_cursor_next(cursor, &version, &has_one, NULL), NULL);
    assert_false(has_one);
    sl_version_cursor_close_ptr(&cursor);
    assert_null(cursor);

    store_finish_run(fixture, run);
    version =
        (struct sl_stored_version){ .source = fixture->source, .key = SL_STR("a"), .version = 1 };
    SL_CHECK_OK(sl_store_version_get(fixture->store, &fixture->arena, &version, NULL), NULL);
    SL_CHECK_STR(version.body, "first");
    SL_CHECK_I64(version.next_run, run);
    version.version = 2;
    SL_CHECK_OK(sl_store_version_get(fixture->store, &fixture->arena, &version, NULL), NULL);
    SL_CHECK_STR(version.body, "second");
    SL_CHECK_I64(version.run, run);
    SL_CHECK_I64(version.next_run, 0);
    version.version = 3;
    SL_CHECK_STATUS(
        sl_store_version_get(fixture->store, &fixture->arena, &version, NULL), SL_NOT_FOUND
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_versions_are_seen, store_set_up, store_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
