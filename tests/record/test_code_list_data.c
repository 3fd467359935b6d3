/* SPDX-License-Identifier: Apache-2.0 */
#include "record/code_list_data.h"

#include "normal_cases.h"

/* Codes ascend, each stands once and is found; they are upper case and have words. */
static void test_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_CODE_LIST_COUNT; i++) {
        const struct sl_word_table *codes = &sl_code_lists[i].codes;
        assert_true(codes->count > 0);
        check_table(codes);
        for (size_t k = 0; k < codes->count; k++) {
            assert_true(strlen(codes->rows[k].word) <= 6);
            assert_true(strlen(codes->rows[k].value) > 1);
            for (const char *byte = codes->rows[k].word; *byte != '\0'; byte++) {
                assert_true((*byte >= 'A' && *byte <= 'Z') || (*byte >= '0' && *byte <= '9'));
            }
        }
    }
}

/* Every code in a column of the samples has words, so that no reader sees a bare code. */
static void check_codes(const char *file, const char *column, enum sl_code_list_id id)
{
    struct sl_error err = { .status = SL_OK };
    struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    bool more = true;
    SL_CHECK_OK(sl_csv_open(sl_test_data(file), &reader, &err), &err);
    const size_t index = sl_csv_find(reader, sl_str_from(column));
    assert_true(index < sl_csv_column_count(reader));
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
        if (!more) {
            break;
        }
        const struct sl_str code = fields[index];
        if (code.len > 0 && sl_code_words(id, code) == NULL) {
            fail_msg("%s: '%.*s' has no words", column, SL_STR_ARG(code));
        }
    }
    sl_csv_close(reader);
}

static void test_samples(void **state)
{
    (void)state;
    check_codes("returns/ssda903/header.csv", "ETHNIC", SL_CODES_ETHNICITY);
    check_codes("returns/ssda903/episodes.csv", "RNE", SL_CODES_NEW_EPISODE);
    check_codes("returns/ssda903/episodes.csv", "LS", SL_CODES_LEGAL_STATUS);
    check_codes("returns/ssda903/episodes.csv", "CIN", SL_CODES_NEED);
    check_codes("returns/ssda903/episodes.csv", "PLACE", SL_CODES_PLACEMENT);
    check_codes("returns/ssda903/episodes.csv", "PLACE_PROVIDER", SL_CODES_PROVIDER);
    check_codes("returns/ssda903/episodes.csv", "REC", SL_CODES_EPISODE_CEASED);
    check_codes("returns/ssda903/episodes.csv", "REASON_PLACE_CHANGE", SL_CODES_PLACE_CHANGE);
    check_codes("returns/ssda903/missing.csv", "MISSING", SL_CODES_MISSING);
    check_codes("returns/ssda903/reviews.csv", "REVIEW_CODE", SL_CODES_REVIEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests_name("record/code_list_data", tests, NULL, NULL);
}
