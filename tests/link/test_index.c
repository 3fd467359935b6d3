/* SPDX-License-Identifier: Apache-2.0 */
#include "link/index.h"

#include "link/engine.h"

/* Every list holds exactly the records with its value, ascending. */
static void check_lists(const struct sl_index *index, const struct sl_table *table)
{
    for (unsigned field = 0; field < table->field_count; field++) {
        const uint32_t values = sl_table_domain(table, field)->dictionary.count;
        uint32_t listed = 0;
        for (uint32_t code = 1; code <= values; code++) {
            const uint32_t start = index->starts[field][code];
            const uint32_t end = index->starts[field][code + 1];
            assert_true(start <= end);
            SL_CHECK_U64(end - start, table->frequency[field][code]);
            for (uint32_t at = start; at < end; at++) {
                const uint32_t record = index->records[field][at];
                SL_CHECK_U64(sl_table_row(table, record)[field], code);
                assert_true(at == start || index->records[field][at - 1] < record);
                for (unsigned other = 0; other < table->field_count; other++) {
                    const uint16_t mark = index->marks[field][at * table->field_count + other];
                    SL_CHECK_U64(mark, sl_mark(sl_table_row(table, record)[other]));
                }
            }
            listed += end - start;
        }
        SL_CHECK_U64(listed, table->record_count - table->frequency[field][SL_CODE_MISSING]);
    }
}

static void test_each_record_is_listed_under_its_values(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 120);
        struct fixture fixture;
        struct fixture_table made;
        fixture_make_people(&fixture, &people);
        SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
        for (unsigned threads = 1; threads <= 3; threads++) {
            struct sl_index index;
            SL_CHECK_OK(sl_index_init(&index, &made.table, threads, NULL), NULL);
            assert_ptr_equal(index.table, &made.table);
            check_lists(&index, &made.table);
            sl_index_finish(&index);
        }
        fixture_table_finish(&made);
        fixture_finish(&fixture);
    }
}

/* A mark tells a missing value from all others, and two values mostly from each other. */
static void test_marks(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_mark(SL_CODE_MISSING), 0);
    for (uint32_t code = 1; code < 3 * SL_MARK_COUNT; code++) {
        assert_true(sl_mark(code) > 0 && sl_mark(code) < SL_MARK_COUNT);
        assert_true(sl_mark(code) != sl_mark(code + 1));
    }
    assert_true(sl_mark(UINT32_MAX) > 0 && sl_mark(UINT32_MAX) < SL_MARK_COUNT);
}

/* A field that nobody has, and no records at all. */
static void test_nothing_to_list(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_POSTCODE };
    const char *const values[] = { "Clegg", NULL };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_index index;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    for (unsigned count = 0; count < 2; count++) {
        SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
        SL_CHECK_OK(sl_index_init(&index, &made.table, 1, NULL), NULL);
        check_lists(&index, &made.table);
        sl_index_finish(&index);
        fixture_table_finish(&made);
        fixture_add(&fixture, 0, "only", values);
    }
    fixture_finish(&fixture);
}

static enum sl_status make_index(void *context)
{
    struct sl_index index;
    const struct sl_table *table = context;
    SL_TRY(sl_index_init(&index, table, 1, NULL));
    sl_index_finish(&index);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    const struct fixture_people people = engine_people(0, 10);
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_make_people(&fixture, &people);
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
    assert_true(sl_test_failing_allocations(make_index, &made.table) > made.table.field_count);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_record_is_listed_under_its_values),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_nothing_to_list),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
