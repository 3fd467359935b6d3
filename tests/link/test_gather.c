/* SPDX-License-Identifier: Apache-2.0 */
#include "link/gather.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "link/fixture.h"
#include "support/support.h"

static void make_table(struct fixture_table *made, const struct fixture *fixture, unsigned threads)
{
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(fixture_table_init(made, fixture, threads, false, &err), &err);
}

/* Two tables hold the same, to the last code. */
static void check_same(const struct sl_table *one, const struct sl_table *two)
{
    SL_CHECK_U64(one->record_count, two->record_count);
    SL_CHECK_U64(one->field_count, two->field_count);
    SL_CHECK_U64(one->source_count[0], two->source_count[0]);
    for (uint32_t record = 0; record < one->record_count; record++) {
        SL_CHECK_BYTES(one->ids[record], two->ids[record]);
    }
    const size_t cells = (size_t)one->record_count * one->field_count;
    assert_memory_equal(one->rows, two->rows, cells * sizeof(uint32_t));
    for (unsigned field = 0; field < one->field_count; field++) {
        const struct sl_dictionary *left = &sl_table_domain(one, field)->dictionary;
        const struct sl_dictionary *right = &sl_table_domain(two, field)->dictionary;
        SL_CHECK_U64(left->count, right->count);
        for (uint32_t number = 0; number < left->count; number++) {
            SL_CHECK_BYTES(left->values[number], right->values[number]);
        }
        SL_CHECK_U64(one->date_order[field], two->date_order[field]);
        assert_memory_equal(
            one->frequency[field], two->frequency[field], (left->count + 1) * sizeof(uint32_t)
        );
    }
}

static void test_order_of_records_and_threads_change_nothing(void **state)
{
    struct fixture_people people = fixture_people_usual();
    struct fixture fixture;
    struct fixture_table first;
    (void)state;
    people.seed = sl_test_seed();
    people.two_sources = true;
    fixture_make_people(&fixture, &people);
    make_table(&first, &fixture, 1);
    for (unsigned round = 0; round < 4; round++) {
        struct fixture_table again;
        fixture_shuffle(&fixture, round);
        make_table(&again, &fixture, 1 + round);
        check_same(&first.table, &again.table);
        fixture_table_finish(&again);
    }
    fixture_table_finish(&first);
    fixture_finish(&fixture);
}

static void test_records_go_by_source_and_id_in_bytes(void **state)
{
    static const enum sl_kind kind = SL_KIND_CATEGORY;
    static const char *const value = "x";
    static const struct {
        unsigned source;
        const char *id;
    } rows[] = {
        {1,  "a" },
        { 0, "b" },
        { 0, "10"},
        { 1, ""  },
        { 0, "9" },
        { 0, "B" }
    };
    static const char *const sorted[] = { "10", "9", "B", "b", "", "a" };
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_init(&fixture, &kind, 1);
    for (size_t at = 0; at < 6; at++) {
        fixture_add(&fixture, rows[at].source, rows[at].id, &value);
    }
    make_table(&made, &fixture, 1);
    SL_CHECK_U64(made.table.source_count[0], 4);
    SL_CHECK_U64(made.table.source_count[1], 2);
    for (uint32_t record = 0; record < 6; record++) {
        SL_CHECK_STR(made.table.ids[record], sorted[record]);
    }
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

static void test_a_repeated_id_is_named(void **state)
{
    static const enum sl_kind kind = SL_KIND_CATEGORY;
    static const char *const values[] = { "x", "y" };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_error err = { .status = SL_OK };
    (void)state;
    fixture_init(&fixture, &kind, 1);
    fixture_add(&fixture, 0, "eleven", &values[0]);
    fixture_add(&fixture, 1, "eleven", &values[0]); /* another source may have it, too */
    fixture_add(&fixture, 1, "twelve", &values[0]);
    SL_CHECK_STATUS(fixture_table_init(&made, &fixture, 1, false, &err), SL_OK);
    fixture_table_finish(&made);
    fixture_add(&fixture, 1, "twelve", &values[1]);
    SL_CHECK_STATUS(fixture_table_init(&made, &fixture, 1, false, &err), SL_INVALID);
    SL_CHECK_STATUS(err.status, SL_INVALID);
    assert_non_null(strstr(err.detail, "'twelve'"));
    assert_true(strlen(err.hint) > 0);
    fixture_finish(&fixture);
}

/* The code of a field is that of the value's normal form; a value that says nothing is missing. */
static void test_rows_hold_normal_forms(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_GIVEN_NAME, SL_KIND_TOWN };
    static const char *const rows[][3] = {
        {"O'Brien",  "Lee", "unknown"},
        { "OBRIEN ", "",    "Hyde"   },
        { "Lee",     "N/A", "hyde"   },
    };
    static const char *const ids[] = { "0", "1", "2" };
    static const char *const normal[][3] = {
        {"obrien",  "lee", ""    },
        { "obrien", "",    "hyde"},
        { "lee",    "",    "hyde"}
    };
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_init(&fixture, kinds, 3);
    for (size_t at = 0; at < 3; at++) {
        fixture_add(&fixture, 0, ids[at], rows[at]);
    }
    make_table(&made, &fixture, 1);
    for (uint32_t record = 0; record < 3; record++) {
        for (unsigned field = 0; field < 3; field++) {
            const uint32_t code = sl_table_row(&made.table, record)[field];
            const struct sl_domain *domain = sl_table_domain(&made.table, field);
            SL_CHECK_STR(sl_domain_value(domain, code), normal[record][field]);
            assert_true((code == SL_CODE_MISSING) == (normal[record][field][0] == '\0'));
        }
    }
    SL_CHECK_U64(made.table.rows[0], made.table.rows[3]);
    SL_CHECK_U64(made.table.rows[1], made.table.rows[6]); /* one dictionary for both names */
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

static void test_frequencies_count_records_by_field(void **state)
{
    struct fixture_people people = fixture_people_usual();
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_make_people(&fixture, &people);
    make_table(&made, &fixture, 1);
    for (unsigned field = 0; field < made.table.field_count; field++) {
        const uint32_t codes = sl_table_domain(&made.table, field)->dictionary.count + 1;
        uint32_t *counts = sl_calloc(codes, sizeof(*counts));
        assert_non_null(counts);
        for (uint32_t record = 0; record < made.table.record_count; record++) {
            counts[sl_table_row(&made.table, record)[field]]++;
        }
        assert_memory_equal(counts, made.table.frequency[field], codes * sizeof(*counts));
        sl_free(counts);
    }
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

/* All values of a column say how it writes dates, wherever the telling one stands. */
static void test_a_column_of_dates_is_read_in_one_order(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_DOB, SL_KIND_DOB };
    static const char *const rows[][2] = {
        {"02/03/2015",  "02/03/2015"},
        { "12/25/2014", "25/12/2014"}
    };
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    fixture_add(&fixture, 0, "1", rows[0]);
    fixture_add(&fixture, 0, "2", rows[1]);
    make_table(&made, &fixture, 1);
    const struct sl_domain *domain = sl_table_domain(&made.table, 0);
    SL_CHECK_STR(sl_domain_value(domain, sl_table_row(&made.table, 0)[0]), "20150203");
    SL_CHECK_STR(sl_domain_value(domain, sl_table_row(&made.table, 0)[1]), "20150302");
    SL_CHECK_U64(made.table.date_order[0], SL_DATE_MONTH_FIRST);
    SL_CHECK_U64(made.table.date_order[1], SL_DATE_DAY_FIRST);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

/* More records and values than are kept or normalised at once. */
static void test_many_records_keep_their_places(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_IDENTIFIER, SL_KIND_CATEGORY };
    enum { COUNT = 40000 };
    struct sl_schema schema;
    struct sl_gather gather;
    struct sl_table table;
    (void)state;
    SL_CHECK_STATUS(sl_schema_init(&schema, kinds, NULL, 2, NULL), SL_OK);
    SL_CHECK_STATUS(sl_gather_init(&gather, &schema, 2, NULL), SL_OK);
    for (unsigned at = 0; at < COUNT; at++) {
        const unsigned number = (at * 7919U) % COUNT; /* each once, for 7919 is prime */
        char id[16];
        char value[16];
        (void)snprintf(id, sizeof(id), "%06u", number);
        (void)snprintf(value, sizeof(value), "A%06u", number);
        const struct sl_str raw[] = { sl_str_from(value), SL_STR("same") };
        SL_CHECK_STATUS(sl_gather_add(&gather, 0, sl_str_from(id), raw, NULL), SL_OK);
    }
    SL_CHECK_STATUS(sl_gather_table(&gather, &table, NULL), SL_OK);
    sl_gather_finish(&gather);
    SL_CHECK_U64(table.record_count, COUNT);
    for (uint32_t record = 0; record < COUNT; record++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "%06u", record);
        assert_true(sl_str_equal(table.ids[record], sl_str_from(id)));
        assert_true(sl_table_row(&table, record)[0] == record + 1);
        assert_true(sl_table_row(&table, record)[1] == 1);
    }
    sl_table_finish(&table);
    sl_schema_finish(&schema);
}

static void test_no_records_make_an_empty_table(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_POSTCODE, SL_KIND_FULL_NAME };
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    make_table(&made, &fixture, 2);
    SL_CHECK_U64(made.table.record_count, 0);
    SL_CHECK_U64(made.table.field_count, 4);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

static enum sl_status gather_afresh(void *context)
{
    struct fixture_table made;
    SL_TRY(fixture_table_init(&made, context, 1, false, NULL));
    fixture_table_finish(&made);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_FULL_NAME, SL_KIND_POSTCODE, SL_KIND_YEAR };
    static const char *const rows[][3] = {
        {"Lee, Ann", "M1 1AA", "2015"},
        { "Bo Lee",  "M1 1AB", "2014"}
    };
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture, kinds, 3);
    fixture_add(&fixture, 0, "1", rows[0]);
    fixture_add(&fixture, 0, "2", rows[1]);
    assert_true(sl_test_failing_allocations(gather_afresh, &fixture) > 20);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_of_records_and_threads_change_nothing),
        cmocka_unit_test(test_records_go_by_source_and_id_in_bytes),
        cmocka_unit_test(test_a_repeated_id_is_named),
        cmocka_unit_test(test_rows_hold_normal_forms),
        cmocka_unit_test(test_frequencies_count_records_by_field),
        cmocka_unit_test(test_a_column_of_dates_is_read_in_one_order),
        cmocka_unit_test(test_many_records_keep_their_places),
        cmocka_unit_test(test_no_records_make_an_empty_table),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/gather", tests, NULL, NULL);
}
