/* SPDX-License-Identifier: Apache-2.0 */
#include "link/profile.h"

#include <stdio.h>

#include "base/csv.h"
#include "support/support.h"

static const char FILE_TEXT[] = "id,first_name,surname,full,dob,postcode,cluster\n"
                                "1,Robert,Allen,Robert Allen,1971-06-24,M13 9PL,a\n"
                                "2,Rob,Allen,Rob Allen,1971-06-24,unknown,a\n"
                                "3, Ada ,King,Ada King,1915-12-10,M1 1AE,b\n"
                                "4,,King,King,,M1 1AE,b\n";

static enum sl_status
profile_text(const char *text, struct sl_profile **ret_profile, struct sl_error *err)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    struct sl_str columns[16];
    const struct sl_str *values = NULL;
    bool more = true;

    SL_TRY(sl_csv_open_bytes(sl_str_from(text), "test", &reader, err));
    for (size_t i = 0; i < sl_csv_column_count(reader); i++) {
        columns[i] = sl_csv_column(reader, i);
    }
    SL_TRY(sl_profile_open(columns, sl_csv_column_count(reader), &profile, err));
    while (more) {
        SL_TRY(sl_csv_next(reader, &values, &more, err));
        if (more) {
            SL_TRY(sl_profile_add(profile, values, err));
        }
    }
    SL_TRY(sl_profile_finish(profile, err));
    *ret_profile = profile;
    profile = NULL;
    return SL_OK;
}

static void test_counts_what_is_there(void **state)
{
    struct sl_profile *profile = NULL;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(profile_text(FILE_TEXT, &profile, &err), &err);
    SL_CHECK_U64(sl_profile_record_count(profile), 4);
    SL_CHECK_U64(sl_profile_column_count(profile), 7);

    const struct sl_profile_column *surname = sl_profile_column(profile, 2);
    SL_CHECK_STR(surname->name, "surname");
    SL_CHECK_U64(surname->filled_count, 4);
    SL_CHECK_U64(surname->distinct_count, 2);
    SL_CHECK_U64(surname->value_count, 2);
    SL_CHECK_STR(surname->values[0].text, "Allen"); /* as often as King, and before it */
    SL_CHECK_U64(surname->values[0].count, 2);
    assert_false(surname->distinct_is_minimum);

    const struct sl_profile_column *given = sl_profile_column(profile, 1);
    SL_CHECK_U64(given->filled_count, 3);
    SL_CHECK_STR(given->values[0].text, "Ada"); /* without its blanks */

    const struct sl_profile_column *postcode = sl_profile_column(profile, 5);
    SL_CHECK_U64(postcode->filled_count, 3);
    SL_CHECK_U64(postcode->placeholder_count, 1);
    SL_CHECK_STR(postcode->values[0].text, "M1 1AE");
    SL_CHECK_STR(postcode->shapes[0].text, "A9 9AA");
    SL_CHECK_U64(postcode->shapes[0].count, 2);
    SL_CHECK_STR(postcode->shapes[1].text, "A99 9AA");
    sl_profile_close(profile);
}

static void test_proposes_a_line(void **state)
{
    struct sl_profile *profile = NULL;
    struct sl_spec spec;
    struct sl_buf line;
    struct sl_error err;

    (void)state;
    sl_buf_init(&line, 1000);
    SL_CHECK_OK(profile_text(FILE_TEXT, &profile, &err), &err);
    SL_CHECK_U64(sl_profile_id(profile), 0);
    sl_profile_spec(profile, &spec);
    sl_spec_print(&spec, &line);
    SL_CHECK_STR(
        sl_buf_str(&line), "first_name=given_name,surname=surname,dob=dob,postcode=postcode"
    );
    sl_buf_finish(&line);
    sl_profile_close(profile);
}

static void test_shapes(void **state)
{
    static const struct {
        const char *value;
        const char *shape;
    } rows[] = {
        {"M13 9PL",                    "A99 9AA"                 },
        { "Robert",                    "Aa+"                     },
        { "ROBERT",                    "A+"                      },
        { "Al",                        "Aa"                      },
        { "+44 161",                   "+99 999"                 },
        { "1971-06-24",                "9999-99-99"              },
        { "Zo\xC3\xAB",                "Aaa"                     },
        { "+5",                        "+9"                      },
        { "1234567890123456789012345", "99999999999999999999999~"},
        { "12345678901234567890123",   "99999999999999999999999" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_profile *profile = NULL;
        char text[64];
        (void)snprintf(text, sizeof(text), "x\n%s\n", rows[i].value);
        SL_CHECK_STATUS(profile_text(text, &profile, NULL), SL_OK);
        SL_CHECK_STR(sl_profile_column(profile, 0)->shapes[0].text, rows[i].shape);
        sl_profile_close(profile);
    }
}

static void test_the_order_of_records_does_not_matter(void **state)
{
    struct sl_profile *there = NULL;
    struct sl_profile *back = NULL;

    (void)state;
    SL_CHECK_STATUS(profile_text("x\nb\na\nc\nd\ne\nf\ng\ng\n", &there, NULL), SL_OK);
    SL_CHECK_STATUS(profile_text("x\ng\nf\ne\nd\nc\ng\na\nb\n", &back, NULL), SL_OK);
    const struct sl_profile_column *first = sl_profile_column(there, 0);
    const struct sl_profile_column *second = sl_profile_column(back, 0);
    SL_CHECK_U64(first->value_count, SL_PROFILE_VALUES);
    for (size_t i = 0; i < SL_PROFILE_VALUES; i++) {
        SL_CHECK_BYTES(first->values[i].text, second->values[i].text);
        SL_CHECK_U64(first->values[i].count, second->values[i].count);
    }
    SL_CHECK_STR(first->values[0].text, "g");
    SL_CHECK_STR(first->values[1].text, "a");
    sl_profile_close(there);
    sl_profile_close(back);
}

static void test_a_file_without_records(void **state)
{
    struct sl_profile *profile = NULL;
    struct sl_spec spec;

    (void)state;
    SL_CHECK_STATUS(profile_text("id,dob\n", &profile, NULL), SL_OK);
    SL_CHECK_U64(sl_profile_record_count(profile), 0);
    SL_CHECK_U64(sl_profile_id(profile), SIZE_MAX);
    sl_profile_spec(profile, &spec);
    SL_CHECK_U64(spec.count, 0);
    sl_profile_close(profile);
}

static enum sl_status profile_afresh(void *context)
{
    struct sl_profile *profile = NULL;

    (void)context;
    const enum sl_status status = profile_text(FILE_TEXT, &profile, NULL);
    sl_profile_close(profile);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(profile_afresh, NULL) > 0);
}

/* What a person who reads the file would write, for files that are at hand. */
static void check_data(const char *name, const char *expected)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    struct sl_profile *profile = NULL;
    struct sl_str columns[64];
    const struct sl_str *values = NULL;
    bool more = true;
    struct sl_error err;
    struct sl_spec spec;
    struct sl_buf line;

    SL_CHECK_STATUS(sl_csv_open(sl_test_data(name), &reader, NULL), SL_OK);
    for (size_t i = 0; i < sl_csv_column_count(reader); i++) {
        columns[i] = sl_csv_column(reader, i);
    }
    SL_CHECK_STATUS(sl_profile_open(columns, sl_csv_column_count(reader), &profile, NULL), SL_OK);
    while (more) {
        SL_CHECK_OK(sl_csv_next(reader, &values, &more, &err), &err);
        if (more) {
            SL_CHECK_STATUS(sl_profile_add(profile, values, NULL), SL_OK);
        }
    }
    SL_CHECK_STATUS(sl_profile_finish(profile, NULL), SL_OK);
    sl_buf_init(&line, 4000);
    const size_t id = sl_profile_id(profile);
    sl_buf_add(&line, id == SIZE_MAX ? SL_STR("none") : sl_profile_column(profile, id)->name);
    sl_buf_add_byte(&line, ' ');
    sl_profile_spec(profile, &spec);
    sl_spec_print(&spec, &line);
    SL_CHECK_STR(sl_buf_str(&line), expected);
    sl_buf_finish(&line);
    sl_profile_close(profile);
}

static void test_proposes_what_a_person_would(void **state)
{
    (void)state;
    check_data(
        "linkage/febrl_dataset3.csv",
        "rec_id given_name=given_name,surname=surname,street_number=house_number,address_1=address,"
        "address_2=address,suburb=town,postcode=postcode,state=category,date_of_birth=dob,"
        "soc_sec_id=identifier"
    );
    check_data(
        "linkage/febrl_dataset4a.csv",
        "rec_id given_name=given_name,surname=surname,street_number=house_number,address_1=address,"
        "address_2=address,suburb=town,postcode=postcode,state=category,date_of_birth=dob,"
        "soc_sec_id=identifier"
    );
    check_data(
        "linkage/fake_1000.csv",
        "unique_id first_name=given_name,surname=surname,dob=dob,city=town,email=email"
    );
    check_data(
        "linkage/historical_50k.csv",
        "unique_id full_name=full_name,first_name=given_name,surname=surname,dob=dob,"
        "birth_place=town,postcode_fake=postcode,gender=sex,occupation=category"
    );
    check_data(
        "returns/sui/reconciliation_test_data.csv",
        "none SourceID=identifier,DOB=dob,Surname=surname,Forename=given_name,Gender=sex,"
        "PostCode=postcode,NHSNumber=nhs_number"
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_what_is_there),
        cmocka_unit_test(test_proposes_a_line),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_the_order_of_records_does_not_matter),
        cmocka_unit_test(test_a_file_without_records),
        cmocka_unit_test(test_survives_failing_allocations),
        cmocka_unit_test(test_proposes_what_a_person_would),
    };
    return cmocka_run_group_tests_name("link/profile", tests, NULL, NULL);
}
