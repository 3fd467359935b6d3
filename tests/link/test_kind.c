/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/kind.h"

#include <string.h>

#include "sightline/linkage.h"
#include "support/support.h"

/* Kinds that users write in commands: their names never change. */
static void test_promised_names_are_known(void **state)
{
    static const struct {
        const char *name;
        enum sl_kind kind;
        enum sl_field_role role;
    } rows[] = {
        {"given_name",    SL_KIND_GIVEN_NAME,   SL_FIELD_PERSONAL },
        { "surname",      SL_KIND_SURNAME,      SL_FIELD_SHAREABLE},
        { "full_name",    SL_KIND_FULL_NAME,    SL_FIELD_PERSONAL },
        { "dob",          SL_KIND_DOB,          SL_FIELD_BOTH     },
        { "day",          SL_KIND_DAY,          SL_FIELD_BOTH     },
        { "month",        SL_KIND_MONTH,        SL_FIELD_BOTH     },
        { "year",         SL_KIND_YEAR,         SL_FIELD_BOTH     },
        { "sex",          SL_KIND_SEX,          SL_FIELD_PERSONAL },
        { "postcode",     SL_KIND_POSTCODE,     SL_FIELD_SHAREABLE},
        { "address",      SL_KIND_ADDRESS,      SL_FIELD_SHAREABLE},
        { "house_number", SL_KIND_HOUSE_NUMBER, SL_FIELD_SHAREABLE},
        { "town",         SL_KIND_TOWN,         SL_FIELD_SHAREABLE},
        { "phone",        SL_KIND_PHONE,        SL_FIELD_SHAREABLE},
        { "email",        SL_KIND_EMAIL,        SL_FIELD_PERSONAL },
        { "identifier",   SL_KIND_IDENTIFIER,   SL_FIELD_PERSONAL },
        { "nhs_number",   SL_KIND_NHS_NUMBER,   SL_FIELD_PERSONAL },
        { "category",     SL_KIND_CATEGORY,     SL_FIELD_SHAREABLE},
        { "text",         SL_KIND_TEXT,         SL_FIELD_SHAREABLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum sl_kind kind = SL_KIND_COUNT;
        SL_CHECK_STATUS(sl_kind_find(sl_str_from(rows[i].name), &kind, NULL), SL_OK);
        SL_CHECK_U64(kind, rows[i].kind);
        SL_CHECK_U64(sl_kind_role(kind), rows[i].role);
    }
}

static void test_every_kind_is_found_by_its_name_alone(void **state)
{
    (void)state;
    for (unsigned at = 0; at < SL_KIND_COUNT; at++) {
        const struct sl_str name = sl_str_from(sl_kind_name((enum sl_kind)at));
        enum sl_kind kind = SL_KIND_COUNT;
        SL_CHECK_STATUS(sl_kind_find(name, &kind, NULL), SL_OK);
        SL_CHECK_U64(kind, at); /* so no two have one name */
        assert_true(strlen(sl_kind_text(kind)) > 0);
        assert_true(name.len == strspn(name.ptr, "abcdefghijklmnopqrstuvwxyz_"));
    }
}

static void test_other_names_are_refused_with_the_known_ones(void **state)
{
    static const char *const names[] = { "", "DOB", "dob ", "do", "dobs", "name", "given name" };
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        enum sl_kind kind = SL_KIND_TEXT;
        struct sl_error err = { .status = SL_OK };
        SL_CHECK_STATUS(sl_kind_find(sl_str_from(names[i]), &kind, &err), SL_NOT_FOUND);
        SL_CHECK_U64(kind, SL_KIND_TEXT);
        SL_CHECK_STATUS(err.status, SL_NOT_FOUND);
        assert_non_null(strstr(err.message, names[i]));
        for (unsigned at = 0; at < SL_KIND_COUNT; at++) {
            assert_non_null(strstr(err.hint, sl_kind_name((enum sl_kind)at)));
        }
    }
}

static void test_stages_and_ties_have_texts_of_their_own(void **state)
{
    (void)state;
    for (unsigned one = 0; one < SL_STAGE_COUNT; one++) {
        assert_true(strlen(sl_stage_text((enum sl_stage)one)) > 0);
        for (unsigned two = 0; two < one; two++) {
            assert_string_not_equal(
                sl_stage_text((enum sl_stage)one), sl_stage_text((enum sl_stage)two)
            );
        }
    }
    SL_CHECK_STR(sl_str_from(sl_tie_name(SL_TIE_TWIN)), "twin");
    SL_CHECK_STR(sl_str_from(sl_tie_name(SL_TIE_FAMILY)), "family");
    SL_CHECK_STR(sl_str_from(sl_tie_name(SL_TIE_HOUSEHOLD)), "household");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_promised_names_are_known),
        cmocka_unit_test(test_every_kind_is_found_by_its_name_alone),
        cmocka_unit_test(test_other_names_are_refused_with_the_known_ones),
        cmocka_unit_test(test_stages_and_ties_have_texts_of_their_own),
    };
    return cmocka_run_group_tests_name("link/kind", tests, NULL, NULL);
}
