/* SPDX-License-Identifier: Apache-2.0 */
#include "link/column_name.h"

#include <stdbool.h>

#include "support/support.h"

struct row {
    const char *name;
    enum sl_name_sense sense;
    enum sl_kind kind;
};

#define IS(name, kind)             \
    {                              \
        name, SL_SENSE_FIELD, kind \
    }

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_name_meaning meaning = sl_column_name_meaning(sl_str_from(rows[i].name));
        const bool kind = rows[i].sense != SL_SENSE_FIELD || meaning.kind == rows[i].kind;
        if (meaning.sense != rows[i].sense || !kind) {
            print_error("the name is '%s'\n", rows[i].name);
        }
        SL_CHECK_U64(meaning.sense, rows[i].sense);
        assert_true(kind);
    }
}

static void test_knows_the_fields_of_a_person(void **state)
{
    static const struct row rows[] = {
        IS("given_name", SL_KIND_GIVEN_NAME),
        IS("GivenName", SL_KIND_GIVEN_NAME),
        IS("First name", SL_KIND_GIVEN_NAME),
        IS("fname_c1", SL_KIND_GIVEN_NAME),
        IS("SURNAME", SL_KIND_SURNAME),
        IS("lname_c1", SL_KIND_SURNAME),
        IS("Family.Name", SL_KIND_SURNAME),
        IS("full_name", SL_KIND_FULL_NAME),
        IS("Name", SL_KIND_FULL_NAME),
        IS("first_and_surname", SL_KIND_FULL_NAME),
        IS("date_of_birth", SL_KIND_DOB),
        IS("DOB", SL_KIND_DOB),
        IS("D.O.B.", SL_KIND_DOB),
        IS("birth_year", SL_KIND_YEAR),
        IS("by", SL_KIND_YEAR),
        IS("bm", SL_KIND_MONTH),
        IS("bd", SL_KIND_DAY),
        IS("Gender", SL_KIND_SEX),
        IS("postcode_fake", SL_KIND_POSTCODE),
        IS("PostCode", SL_KIND_POSTCODE),
        IS("street_number", SL_KIND_HOUSE_NUMBER),
        IS("address_1", SL_KIND_ADDRESS),
        IS("Street", SL_KIND_ADDRESS),
        IS("suburb", SL_KIND_TOWN),
        IS("city", SL_KIND_TOWN),
        IS("birth_place", SL_KIND_TOWN),
        IS("Home phone", SL_KIND_PHONE),
        IS("mobile2", SL_KIND_PHONE),
        IS("E-mail address", SL_KIND_EMAIL),
        IS("NHSNumber", SL_KIND_NHS_NUMBER),
        IS("soc_sec_id", SL_KIND_IDENTIFIER),
        IS("UPN", SL_KIND_IDENTIFIER),
        IS("Ethnicity", SL_KIND_CATEGORY),
        IS("occupation", SL_KIND_CATEGORY),
        IS("state", SL_KIND_CATEGORY),
        IS("name, first", SL_KIND_GIVEN_NAME),
        IS("name_last", SL_KIND_SURNAME),
        IS("School name", SL_KIND_CATEGORY),
    };
    (void)state;
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void test_knows_what_is_not_to_be_compared(void **state)
{
    static const struct row rows[] = {
        {"cluster",                   SL_SENSE_ANSWER,       0},
        { "cluster_id",               SL_SENSE_ANSWER,       0},
        { "ground_truth",             SL_SENSE_ANSWER,       0},
        { "mother_surname",           SL_SENSE_OTHER_PERSON, 0},
        { "Social worker name",       SL_SENSE_OTHER_PERSON, 0},
        { "Case notes",               SL_SENSE_NOTE,         0},
        { "referral_date",            SL_SENSE_OTHER_DATE,   0},
        { "rec_id",                   SL_SENSE_RECORD_ID,    0},
        { "unique_id",                SL_SENSE_RECORD_ID,    0},
        { "SourceID",                 SL_SENSE_RECORD_ID,    0},
        { "source",                   SL_SENSE_SOURCE,       0},
        { "Source system",            SL_SENSE_SOURCE,       0},
        { "Agency",                   SL_SENSE_SOURCE,       0},
        { "sources_seen",             SL_SENSE_NONE,         0},
        { "referralRef",              SL_SENSE_NUMBER,       0},
        { "crime_number",             SL_SENSE_NUMBER,       0},
        { "paid",                     SL_SENSE_NONE,         0},
        { "Column17",                 SL_SENSE_NONE,         0},
        { "",                         SL_SENSE_NONE,         0},
        { "\xD0\xB8\xD0\xBC\xD1\x8F", SL_SENSE_NONE,         0},
    };
    (void)state;
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_knows_the_fields_of_a_person),
        cmocka_unit_test(test_knows_what_is_not_to_be_compared),
    };
    return cmocka_run_group_tests_name("link/column_name", tests, NULL, NULL);
}
