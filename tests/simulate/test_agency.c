/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/agency.h"

#include <string.h>

#include "base/memory.h"
#include "base/sort.h"
#include "support/support.h"

/* Every stream has a path of its own, and all but the truth an agency, a system and a format. */
static void test_streams(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_STREAM_COUNT; i++) {
        const struct sl_stream stream = sl_stream_describe(i);
        assert_true(strlen(stream.path) > 0);
        assert_int_equal(stream.agency == NULL, i >= SL_STREAM_MENTIONS);
        assert_int_equal(stream.format == NULL, i >= SL_STREAM_MENTIONS);
        for (unsigned j = 0; j < i; j++) {
            assert_string_not_equal(stream.path, sl_stream_describe(j).path);
        }
    }
}

/* Numbers differ within a system, and are the same in all files of one council's care. */
static void test_numbers(void **state)
{
    (void)state;
    static const uint64_t COUNT = 200000;
    uint64_t *numbers = sl_alloc(COUNT, sizeof(*numbers));
    assert_non_null(numbers);
    for (uint64_t i = 0; i < COUNT; i++) {
        numbers[i] = sl_agency_number(SL_STREAM_POLICE, i / 4, (unsigned)(i % 4));
    }
    SL_CHECK_OK(sl_sort_u64(numbers, COUNT, NULL), NULL);
    for (uint64_t i = 1; i < COUNT; i++) {
        assert_true(numbers[i] != numbers[i - 1]);
    }
    sl_free(numbers);
    const unsigned cin = sl_stream_of_council(SL_COUNCIL_BURY, SL_FILE_CIN);
    const unsigned csc = sl_stream_of_council(SL_COUNCIL_BURY, SL_FILE_CSC);
    const unsigned schools = sl_stream_of_council(SL_COUNCIL_BURY, SL_FILE_SCHOOLS);
    SL_CHECK_U64(sl_agency_number(cin, 5, 0), sl_agency_number(csc, 5, 0));
    assert_true(sl_agency_number(cin, 5, 0) != sl_agency_number(schools, 5, 0));
}

/* The check letter, worked out another way: from the right, with falling weights. */
static char check_letter(struct sl_str digits)
{
    unsigned sum = 0;
    for (unsigned weight = 13; weight >= 2; weight--) {
        sum += weight * (unsigned)(digits.ptr[weight - 2] - '0');
    }
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23];
}

static void test_pupil_numbers(void **state)
{
    (void)state;
    /* B801200005001 is a number with a right letter: 16+0+4+10+50+13 = 93, which leaves 1. */
    assert_int_equal(check_letter(SL_STR("801200005001")), 'B');
    for (uint64_t person = 0; person < 2000; person++) {
        struct sl_text upn;
        sl_agency_print_upn(SL_COUNCIL_WIGAN, person, &upn);
        const struct sl_str text = sl_text_str(&upn);
        SL_CHECK_U64(text.len, 13);
        assert_true(sl_str_starts(sl_str_part(text, 1, 12), SL_STR("359")));
        assert_int_equal(text.ptr[0], check_letter(sl_str_part(text, 1, 12)));
    }
}

/* Source: Department for Education, local authority codes: 350 Bolton to 359 Wigan. */
static void test_councils(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_council_code(SL_COUNCIL_BOLTON), 350);
    SL_CHECK_U64(sl_council_code(SL_COUNCIL_MANCHESTER), 352);
    SL_CHECK_U64(sl_council_code(SL_COUNCIL_WIGAN), 359);
    for (unsigned i = 0; i < SL_COUNCIL_COUNT; i++) {
        assert_true(sl_council_trust((enum sl_council)i) < SL_TRUST_COUNT);
    }
    for (unsigned i = 0; i < SL_COMMUNITY_COUNT; i++) {
        SL_CHECK_U64(strlen(sl_agency_ethnicity((enum sl_name_community)i)), 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_pupil_numbers),
        cmocka_unit_test(test_councils),
    };
    return cmocka_run_group_tests_name("simulate/agency", tests, NULL, NULL);
}
