/* SPDX-License-Identifier: Apache-2.0 */
#include "link/schema.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

/* Make a schema that must work. */
static void
make(struct sl_schema *schema, const enum sl_kind *kinds, const char *const *columns, size_t count)
{
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_schema_init(schema, kinds, columns, count, &err), &err);
}

static void test_one_column_is_one_field(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_SURNAME, SL_KIND_TOWN, SL_KIND_GIVEN_NAME, SL_KIND_SEX
    };
    static const char *const columns[] = { "Family name", "born in", "Forename", "F/M" };
    struct sl_schema schema;
    (void)state;
    make(&schema, kinds, columns, 4);
    SL_CHECK_U64(schema.column_count, 4);
    SL_CHECK_U64(schema.field_count, 4);
    for (unsigned field = 0; field < 4; field++) {
        SL_CHECK_STR(schema.fields[field].name, columns[field]);
        SL_CHECK_U64(schema.fields[field].kind, kinds[field]);
        SL_CHECK_U64(schema.fields[field].role, sl_kind_role(kinds[field]));
        SL_CHECK_U64(schema.fields[field].column_count, 1);
        SL_CHECK_U64(schema.fields[field].columns[0], field);
    }
    SL_CHECK_U64(schema.surname, 0);
    SL_CHECK_U64(schema.given, 2);
    SL_CHECK_U64(schema.rest, SL_FIELD_NONE);
    SL_CHECK_U64(schema.full_name_count, 0);
    sl_schema_finish(&schema);
    SL_CHECK_U64(schema.field_count, 0);
    sl_schema_finish(&schema);
}

static void test_every_kind_is_compared_in_its_way(void **state)
{
    static const struct {
        enum sl_kind kind;
        enum sl_family family;
        bool shared; /* two columns of the kind are compared with each other, too */
    } rows[] = {
        {SL_KIND_GIVEN_NAME,    SL_FAMILY_NAME,     true },
        { SL_KIND_SURNAME,      SL_FAMILY_NAME,     true },
        { SL_KIND_DOB,          SL_FAMILY_DATE,     true },
        { SL_KIND_SEX,          SL_FAMILY_CATEGORY, true },
        { SL_KIND_POSTCODE,     SL_FAMILY_POSTCODE, true },
        { SL_KIND_ADDRESS,      SL_FAMILY_TEXT,     true },
        { SL_KIND_HOUSE_NUMBER, SL_FAMILY_CODE,     true },
        { SL_KIND_TOWN,         SL_FAMILY_TEXT,     true },
        { SL_KIND_PHONE,        SL_FAMILY_CODE,     true },
        { SL_KIND_EMAIL,        SL_FAMILY_EMAIL,    true },
        { SL_KIND_IDENTIFIER,   SL_FAMILY_CODE,     false},
        { SL_KIND_NHS_NUMBER,   SL_FAMILY_CODE,     true },
        { SL_KIND_CATEGORY,     SL_FAMILY_CATEGORY, false},
        { SL_KIND_TEXT,         SL_FAMILY_TEXT,     false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const enum sl_kind kinds[2] = { rows[i].kind, rows[i].kind };
        struct sl_schema schema;
        make(&schema, kinds, NULL, 2);
        SL_CHECK_U64(schema.fields[0].family, rows[i].family);
        SL_CHECK_U64(schema.fields[1].family, rows[i].family);
        SL_CHECK_U64(schema.domain_count, rows[i].shared ? 1 : 2);
        SL_CHECK_U64(schema.domain_family[schema.fields[1].domain], rows[i].family);
        SL_CHECK_STR(schema.fields[0].name, sl_kind_name(rows[i].kind));
        sl_schema_finish(&schema);
    }
}

static void test_given_names_and_surnames_share_a_dictionary(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_DOB, SL_KIND_SURNAME, SL_KIND_GIVEN_NAME
    };
    struct sl_schema schema;
    (void)state;
    make(&schema, kinds, NULL, 4);
    SL_CHECK_U64(schema.domain_count, 2);
    SL_CHECK_U64(schema.fields[0].domain, schema.fields[2].domain);
    SL_CHECK_U64(schema.fields[0].domain, schema.fields[3].domain);
    assert_true(schema.fields[0].domain != schema.fields[1].domain);
    SL_CHECK_U64(schema.given, 0); /* the first of two */
    sl_schema_finish(&schema);
}

static void test_parts_of_a_date_make_one_field(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_YEAR, SL_KIND_SEX, SL_KIND_DAY, SL_KIND_MONTH };
    static const char *const columns[] = { "yy", "sex", "dd", "mm" };
    struct sl_schema schema;
    (void)state;
    make(&schema, kinds, columns, 4);
    SL_CHECK_U64(schema.field_count, 2);
    const struct sl_field *date = &schema.fields[1];
    SL_CHECK_U64(date->kind, SL_KIND_DOB);
    SL_CHECK_U64(date->family, SL_FAMILY_DATE);
    SL_CHECK_U64(date->column_count, 3);
    SL_CHECK_U64(date->columns[0], 2);
    SL_CHECK_U64(date->columns[1], 3);
    SL_CHECK_U64(date->columns[2], 0);
    SL_CHECK_STR(date->name, "dd+mm+yy");
    sl_schema_finish(&schema);
}

static void test_a_date_may_lack_day_and_month(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_MONTH, SL_KIND_YEAR };
    struct sl_schema schema;
    (void)state;
    make(&schema, kinds, NULL, 2);
    SL_CHECK_STR(schema.fields[0].name, "month+year");
    assert_true(schema.fields[0].columns[0] >= schema.column_count);
    sl_schema_finish(&schema);
    make(&schema, kinds + 1, NULL, 1);
    SL_CHECK_STR(schema.fields[0].name, "year");
    SL_CHECK_U64(schema.fields[0].kind, SL_KIND_DOB);
    sl_schema_finish(&schema);
}

static void test_other_parts_of_dates_are_refused(void **state)
{
    static const struct {
        size_t count;
        enum sl_kind kinds[4];
    } rows[] = {
        {1,  { SL_KIND_DAY }                                           },
        { 1, { SL_KIND_MONTH }                                         },
        { 2, { SL_KIND_DAY, SL_KIND_MONTH }                            },
        { 2, { SL_KIND_YEAR, SL_KIND_YEAR }                            },
        { 4, { SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR, SL_KIND_DAY } },
        { 4, { SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR, SL_KIND_YEAR }},
        { 3, { SL_KIND_MONTH, SL_KIND_MONTH, SL_KIND_YEAR }            },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_schema schema;
        struct sl_error err = { .status = SL_OK };
        SL_CHECK_STATUS(
            sl_schema_init(&schema, rows[i].kinds, NULL, rows[i].count, &err), SL_INVALID
        );
        SL_CHECK_STATUS(err.status, SL_INVALID);
        assert_non_null(strstr(err.hint, "year"));
        SL_CHECK_U64(schema.field_count, 0);
    }
}

static void test_full_names_alone_feed_three_fields(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_FULL_NAME, SL_KIND_DOB, SL_KIND_FULL_NAME };
    static const char *const columns[] = { "name", "born", "alias" };
    struct sl_schema schema;
    (void)state;
    make(&schema, kinds, columns, 3);
    SL_CHECK_U64(schema.field_count, 4);
    SL_CHECK_U64(schema.full_name_count, 2);
    SL_CHECK_U64(schema.full_names[0], 0);
    SL_CHECK_U64(schema.full_names[1], 2);
    SL_CHECK_STR(schema.fields[schema.given].name, "given_name");
    SL_CHECK_STR(schema.fields[schema.surname].name, "surname");
    SL_CHECK_STR(schema.fields[schema.rest].name, "full_name");
    SL_CHECK_U64(schema.fields[schema.given].kind, SL_KIND_GIVEN_NAME);
    SL_CHECK_U64(schema.fields[schema.surname].kind, SL_KIND_SURNAME);
    SL_CHECK_U64(schema.fields[schema.rest].kind, SL_KIND_FULL_NAME);
    SL_CHECK_U64(schema.fields[schema.given].column_count, 0);
    SL_CHECK_U64(schema.fields[schema.surname].column_count, 0);
    SL_CHECK_U64(schema.fields[schema.rest].column_count, 0);
    SL_CHECK_U64(schema.fields[schema.given].domain, schema.fields[schema.surname].domain);
    sl_schema_finish(&schema);
}

static void test_a_full_name_beside_its_parts_adds_only_the_rest(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_FULL_NAME, SL_KIND_GIVEN_NAME };
    static const char *const columns[] = { "last", "name", "first" };
    struct sl_schema schema;
    (void)state;
    make(&schema, kinds, columns, 3);
    SL_CHECK_U64(schema.field_count, 3);
    SL_CHECK_STR(schema.fields[schema.given].name, "first");
    SL_CHECK_STR(schema.fields[schema.surname].name, "last");
    SL_CHECK_U64(schema.fields[schema.rest].kind, SL_KIND_FULL_NAME);
    sl_schema_finish(&schema);
    make(&schema, kinds, columns, 2);
    SL_CHECK_U64(schema.field_count, 3);
    SL_CHECK_STR(schema.fields[schema.given].name, "given_name");
    SL_CHECK_STR(schema.fields[schema.surname].name, "last");
    sl_schema_finish(&schema);
}

static void test_has_limits(void **state)
{
    enum sl_kind kinds[SL_COLUMN_LIMIT + 1];
    struct sl_schema schema;
    struct sl_error err;
    (void)state;
    for (size_t column = 0; column <= SL_COLUMN_LIMIT; column++) {
        kinds[column] = SL_KIND_FULL_NAME;
    }
    SL_CHECK_STATUS(sl_schema_init(&schema, kinds, NULL, 0, &err), SL_INVALID);
    make(&schema, kinds, NULL, SL_COLUMN_LIMIT);
    SL_CHECK_U64(schema.field_count, 3);
    sl_schema_finish(&schema);
    SL_CHECK_STATUS(sl_schema_init(&schema, kinds, NULL, SL_COLUMN_LIMIT + 1, &err), SL_LIMIT);
    for (size_t column = 0; column <= SL_FIELD_LIMIT; column++) {
        kinds[column] = SL_KIND_TEXT;
    }
    make(&schema, kinds, NULL, SL_FIELD_LIMIT);
    SL_CHECK_U64(schema.field_count, SL_FIELD_LIMIT);
    SL_CHECK_U64(schema.domain_count, SL_FIELD_LIMIT);
    sl_schema_finish(&schema);
    SL_CHECK_STATUS(sl_schema_init(&schema, kinds, NULL, SL_FIELD_LIMIT + 1, &err), SL_LIMIT);
    SL_CHECK_STATUS(err.status, SL_LIMIT);
}

static void check_invariants(const struct sl_schema *schema)
{
    assert_true(schema->field_count <= SL_FIELD_LIMIT);
    for (unsigned field = 0; field < schema->field_count; field++) {
        const struct sl_field *one = &schema->fields[field];
        assert_true(one->domain < schema->domain_count);
        SL_CHECK_U64(schema->domain_family[one->domain], one->family);
        SL_CHECK_U64(one->role, sl_kind_role(one->kind));
        assert_true(one->name.len > 0);
    }
    if (schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE) {
        SL_CHECK_U64(schema->fields[schema->given].domain, schema->fields[schema->surname].domain);
    }
    assert_true((schema->full_name_count > 0) == (schema->rest != SL_FIELD_NONE));
}

static void test_invariants_hold_for_any_columns(void **state)
{
    struct sl_random random;
    unsigned made = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 2000; round++) {
        enum sl_kind kinds[SL_COLUMN_LIMIT];
        const size_t count = 1 + (size_t)sl_random_below(&random, 12);
        struct sl_schema schema;
        for (size_t column = 0; column < count; column++) {
            kinds[column] = (enum sl_kind)sl_random_below(&random, SL_KIND_COUNT);
        }
        if (sl_schema_init(&schema, kinds, NULL, count, NULL) == SL_OK) {
            check_invariants(&schema);
            made++;
        }
        sl_schema_finish(&schema);
    }
    assert_true(made > 200);
}

static enum sl_status init_afresh(void *context)
{
    static const enum sl_kind kinds[] = { SL_KIND_FULL_NAME, SL_KIND_YEAR, SL_KIND_TEXT };
    struct sl_schema schema;
    (void)context;
    SL_TRY(sl_schema_init(&schema, kinds, NULL, 3, NULL));
    sl_schema_finish(&schema);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(init_afresh, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_column_is_one_field),
        cmocka_unit_test(test_every_kind_is_compared_in_its_way),
        cmocka_unit_test(test_given_names_and_surnames_share_a_dictionary),
        cmocka_unit_test(test_parts_of_a_date_make_one_field),
        cmocka_unit_test(test_a_date_may_lack_day_and_month),
        cmocka_unit_test(test_other_parts_of_dates_are_refused),
        cmocka_unit_test(test_full_names_alone_feed_three_fields),
        cmocka_unit_test(test_a_full_name_beside_its_parts_adds_only_the_rest),
        cmocka_unit_test(test_has_limits),
        cmocka_unit_test(test_invariants_hold_for_any_columns),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/schema", tests, NULL, NULL);
}
