/* SPDX-License-Identifier: Apache-2.0 */
#include "link/table.h"

#include "base/memory.h"
#include "link/fixture.h"
#include "support/support.h"

static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_TOWN, SL_KIND_SURNAME };

/* Three records of source 0, two of source 1. */
static void make(struct fixture *fixture)
{
    static const char *const rows[][3] = {
        {"Ann",  "Bury", "Lee"},
        { "Bo",  "",     "Ann"},
        { "",    "Hyde", "Lee"},
        { "Lee", "Bury", ""   },
        { "Ann", "Sale", "Lee"},
    };
    static const char *const ids[] = { "3", "1", "2", "1", "0" };
    fixture_init(fixture, kinds, 3);
    for (size_t at = 0; at < 5; at++) {
        fixture_add(fixture, at < 3 ? 0 : 1, ids[at], rows[at]);
    }
}

static void test_rows_domains_and_sources_are_found(void **state)
{
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    make(&fixture);
    SL_CHECK_STATUS(fixture_table_init(&made, &fixture, 1, false, NULL), SL_OK);
    const struct sl_table *table = &made.table;
    SL_CHECK_U64(table->record_count, 5);
    for (uint32_t record = 0; record < 5; record++) {
        SL_CHECK_U64(sl_table_source(table, record), record < 3 ? 0 : 1);
        assert_ptr_equal(sl_table_row(table, record), table->rows + 3 * (size_t)record);
    }
    assert_ptr_equal(sl_table_domain(table, 0), sl_table_domain(table, 2));
    assert_ptr_not_equal(sl_table_domain(table, 0), sl_table_domain(table, 1));
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

static void test_finishing_gives_all_back_and_may_be_repeated(void **state)
{
    struct fixture fixture;
    struct fixture_table made;
    struct sl_table zeroed = { 0 };
    (void)state;
    make(&fixture);
    const size_t held = sl_memory_held_bytes();
    SL_CHECK_STATUS(fixture_table_init(&made, &fixture, 1, true, NULL), SL_OK);
    assert_true(sl_memory_held_bytes() > held);
    fixture_table_finish(&made);
    SL_CHECK_U64(sl_memory_held_bytes(), held);
    sl_table_finish(&made.table);
    sl_table_finish(&zeroed);
    SL_CHECK_U64(sl_memory_held_bytes(), held);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_domains_and_sources_are_found),
        cmocka_unit_test(test_finishing_gives_all_back_and_may_be_repeated),
    };
    return cmocka_run_group_tests_name("link/table", tests, NULL, NULL);
}
