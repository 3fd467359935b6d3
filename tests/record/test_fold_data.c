/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fold_data.h"

#include "base/utf8.h"
#include "normal_cases.h"

static void test_ranges_ascend_and_are_filled(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_FOLD_RANGE_COUNT; i++) {
        const struct sl_fold_range *range = &sl_fold_ranges[i];
        assert_true(range->first <= range->last);
        assert_true(i == 0 || sl_fold_ranges[i - 1].last < range->first);
        SL_CHECK_U64(strlen(range->text), range->width * (range->last - range->first + 1));
    }
}

static void test_texts_are_lower_case_letters_then_blanks(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_FOLD_RANGE_COUNT; i++) {
        const struct sl_fold_range *range = &sl_fold_ranges[i];
        bool blank = false;
        for (size_t k = 0; range->text[k] != '\0'; k++) {
            const char byte = range->text[k];
            blank = k % range->width == 0 ? false : blank;
            assert_true(byte == ' ' || byte == '?' || (byte >= 'a' && byte <= 'z'));
            assert_true(byte == ' ' || !blank);
            blank = byte == ' ';
        }
    }
}

/*
 * Capital and small letter become the same, where Unicode pairs them: Latin-1 and Cyrillic have
 * them a fixed distance apart, most others side by side.
 */
static void check_pair(struct fixture *fixture, uint32_t capital, uint32_t small)
{
    struct sl_buf left;
    struct sl_buf right;
    sl_buf_init(&left, 16);
    sl_buf_init(&right, 16);
    sl_utf8_add(&left, capital);
    sl_utf8_add(&right, small);
    sl_buf_clear(&fixture->again);
    sl_fold_text(fixture->fold, sl_buf_str(&left), &fixture->again);
    SL_CHECK_BYTES(
        normal_of(fixture, sl_fold_text, sl_buf_str(&right)), sl_buf_str(&fixture->again)
    );
    sl_buf_finish(&left);
    sl_buf_finish(&right);
}

static void test_capitals_equal_small_letters(void **state)
{
    for (uint32_t letter = 0xC0; letter <= 0xDE; letter++) {
        check_pair(*state, letter, letter + 0x20);
    }
    for (uint32_t letter = 0x100; letter <= 0x136; letter += 2) {
        check_pair(*state, letter, letter + 1);
    }
    for (uint32_t letter = 0x14A; letter <= 0x176; letter += 2) {
        check_pair(*state, letter, letter + 1);
    }
    for (uint32_t letter = 0x410; letter <= 0x42F; letter++) {
        check_pair(*state, letter, letter + 0x20);
    }
    for (uint32_t letter = 0x400; letter <= 0x40F; letter++) {
        check_pair(*state, letter, letter + 0x50);
    }
    for (uint32_t letter = 0x1E00; letter <= 0x1E94; letter += 2) {
        check_pair(*state, letter, letter + 1);
    }
    for (uint32_t letter = 0x1EA0; letter <= 0x1EFE; letter += 2) {
        check_pair(*state, letter, letter + 1);
    }
}

/* A letter that both the table and ICU know: our table says what CLDR says (version 42). */
static void test_known_letters(void **state)
{
    static const struct normal_case cases[] = {
        {"Àß",     "ass"   },
        { "Œ",      "oe"    },
        { "Ŋ",      "n"     },
        { "Þór",   "thor"  },
        { "ǅ",      "dz"    },
        { "Əliyev", "eliyev"},
        { "Ỳẵ",  "ya"    },
    };
    CHECK_CASES(*state, sl_fold_text, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges_ascend_and_are_filled),
        cmocka_unit_test(test_texts_are_lower_case_letters_then_blanks),
        cmocka_unit_test(test_capitals_equal_small_letters),
        cmocka_unit_test(test_known_letters),
    };
    return cmocka_run_group_tests_name("record/fold_data", tests, group_open, group_close);
}
