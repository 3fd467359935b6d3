/* SPDX-License-Identifier: Apache-2.0 */
#include "store/membership.h"

#include "store/fixture.h"

static void put(struct store_fixture *fixture, int64_t mention, int64_t identity)
{
    const struct sl_membership member = { .mention = mention,
                                          .identity = identity,
                                          .rows_hash = -mention };
    SL_CHECK_OK(sl_store_membership_put(fixture->store, &member, NULL), NULL);
}

static void members_are_found_both_ways(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_membership found = { .mention = 0 };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 1024, 1024);
    put(fixture, 3072, 3072);
    put(fixture, 2048, 1024);
    put(fixture, 3072, 1024);
    put(fixture, 4096, 4096);
    SL_CHECK_OK(sl_store_membership_remove(fixture->store, 2048, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_membership_get(fixture->store, 3072, &found, NULL), NULL);
    SL_CHECK_I64(found.identity, 1024);
    SL_CHECK_I64(found.rows_hash, -3072);
    SL_CHECK_STATUS(sl_store_membership_get(fixture->store, 2048, &found, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_membership_next(fixture->store, 1024, 0, &found, NULL), NULL);
    SL_CHECK_I64(found.mention, 1024);
    SL_CHECK_OK(sl_store_membership_next(fixture->store, 1024, found.mention, &found, NULL), NULL);
    SL_CHECK_I64(found.mention, 3072);
    SL_CHECK_STATUS(
        sl_store_membership_next(fixture->store, 1024, found.mention, &found, NULL), SL_NOT_FOUND
    );
}

static void a_cursor_goes_through_a_range(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_membership_cursor *cursor = NULL;
    struct sl_membership member = { .mention = 0 };
    bool has_one = false;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    for (int64_t i = 1; i <= 4; i++) {
        put(fixture, i, i - i % 2);
    }
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_memberships_open(fixture->store, 2, 3, &cursor, NULL), NULL);
    for (int64_t i = 2; i <= 3; i++) {
        SL_CHECK_OK(sl_membership_cursor_next(cursor, &member, &has_one, NULL), NULL);
        assert_true(has_one);
        SL_CHECK_I64(member.mention, i);
        SL_CHECK_I64(member.identity, 2);
    }
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_membership_cursor_next(cursor, &member, &has_one, NULL), NULL);
        assert_false(has_one);
    }
    sl_membership_cursor_close(cursor);
}

static enum sl_status open_cursor(void *context)
{
    struct store_fixture *fixture = context;
    SL_CLEANUP(sl_membership_cursor_close_ptr) struct sl_membership_cursor *cursor = NULL;
    return sl_store_memberships_open(fixture->store, 1, 9, &cursor, NULL);
}

static void failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(open_cursor, *state) > 0);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(members_are_found_both_ways),
        STORE_TEST(a_cursor_goes_through_a_range),
        STORE_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
