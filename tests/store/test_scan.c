/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scan.h"

#include "store/fixture.h"
#include "store/membership.h"
#include "store/store_impl.h"

static void put_members(struct sl_store *store, int64_t count)
{
    SL_CHECK_OK(sl_store_begin(store, NULL), NULL);
    for (int64_t i = 1; i <= count; i++) {
        const struct sl_membership member = { .mention = i, .identity = 1, .rows_hash = i };
        SL_CHECK_OK(sl_store_membership_put(store, &member, NULL), NULL);
    }
    SL_CHECK_OK(sl_store_commit(store, NULL), NULL);
}

static void check_next(struct sl_scan *scan, int64_t mention)
{
    bool has_row = false;
    SL_CHECK_OK(sl_scan_next(scan, &has_row, NULL), NULL);
    assert_true(has_row);
    SL_CHECK_I64(sl_column_i64(scan->statement, 0), mention);
}

static void check_end(struct sl_scan *scan)
{
    bool has_row = true;
    SL_CHECK_OK(sl_scan_next(scan, &has_row, NULL), NULL);
    assert_false(has_row);
}

static void it_stays_at_its_end(void **state)
{
    struct sl_store *store = ((struct store_fixture *)*state)->store;
    struct sl_scan *scan = NULL;
    put_members(store, 4);
    SL_CHECK_OK(sl_scan_open_range(store->db, SL_SQL_MEMBERSHIP_SCAN, 2, 3, &scan, NULL), NULL);
    check_next(scan, 2);
    check_next(scan, 3);
    for (int i = 0; i < 3; i++) {
        check_end(scan);
    }
    sl_scan_close(scan);
}

static void two_over_one_statement_do_not_meet(void **state)
{
    struct sl_store *store = ((struct store_fixture *)*state)->store;
    struct sl_scan *one = NULL;
    struct sl_scan *other = NULL;
    put_members(store, 3);
    SL_CHECK_OK(sl_scan_open_range(store->db, SL_SQL_MEMBERSHIP_SCAN, 1, 2, &one, NULL), NULL);
    check_next(one, 1);
    SL_CHECK_OK(sl_scan_open(store->db, SL_SQL_MEMBERSHIP_SCAN, &other, NULL), NULL);
    sl_bind_i64(other->statement, 1, 3);
    sl_bind_i64(other->statement, 2, 3);
    check_next(other, 3);
    check_next(one, 2);
    check_end(other);
    check_end(one);
    sl_scan_close(one);
    sl_scan_close(other);
}

static void nothing_is_closed(void **state)
{
    (void)state;
    sl_scan_close(NULL);
}

static enum sl_status open_scan(void *context)
{
    struct store_fixture *fixture = context;
    struct sl_scan *scan = NULL;
    SL_TRY(sl_scan_open_range(fixture->store->db, SL_SQL_MEMBERSHIP_SCAN, 1, 9, &scan, NULL));
    sl_scan_close(scan);
    return SL_OK;
}

static void failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(open_scan, *state) > 0);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(it_stays_at_its_end),
        STORE_TEST(two_over_one_statement_do_not_meet),
        STORE_TEST(nothing_is_closed),
        STORE_TEST(failing_allocations),
    };
#undef STORE_TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
