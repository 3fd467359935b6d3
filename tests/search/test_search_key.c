/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_key.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "support/support.h"

struct fixture {
    struct sl_fold *fold;
    struct sl_search_keys keys, others;
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    SL_CHECK_OK(sl_fold_open(&fixture.fold, NULL), NULL);
    sl_search_keys_init(&fixture.keys);
    sl_search_keys_init(&fixture.others);
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    sl_search_keys_finish(&fixture->keys);
    sl_search_keys_finish(&fixture->others);
    sl_search_keys_finish(NULL);
    sl_fold_close(fixture->fold);
    return 0;
}

static struct sl_mention_row row_of(const char *given_name, const char *surname)
{
    struct sl_mention_row row = { .ordinal = 0 };
    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(given_name);
    row.values[SL_MENTION_SURNAME] = sl_str_from(surname);
    return row;
}

static void make(struct fixture *fixture, struct sl_search_keys *keys, struct sl_mention_row row)
{
    struct sl_error err = { .status = SL_OK };
    const struct sl_search_mention mention = { .rows = &row, .row_count = 1 };
    SL_CHECK_OK(sl_search_keys_make(keys, fixture->fold, &mention, &err), &err);
}

static struct sl_str sound_of(struct fixture *fixture, const char *word)
{
    struct sl_search_word words[1];
    size_t count = 0;
    SL_CHECK_OK(
        sl_search_words(sl_str_from(word), &fixture->others.text, words, 1, &count, NULL), NULL
    );
    SL_CHECK_U64(count, 1);
    return words[0].sound;
}

static bool
has(const struct sl_search_keys *keys,
    enum sl_search_key_kind kind,
    const char *first,
    const char *second)
{
    const int64_t key = sl_search_key(kind, sl_str_from(first), sl_str_from(second));
    for (size_t i = 0; i < keys->key_count; i++) {
        if (keys->keys[i] == key) {
            return true;
        }
    }
    return false;
}

static bool has_word(const struct sl_search_keys *keys, const char *word)
{
    for (size_t i = 0; i < keys->word_count; i++) {
        if (sl_str_equal(keys->words[i], sl_str_from(word))) {
            return true;
        }
    }
    return false;
}

static void check_order(const struct sl_search_keys *keys)
{
    for (size_t i = 0; i < keys->key_count; i++) {
        assert_true(keys->keys[i] > 0 && keys->keys[i] >> SL_SEARCH_KEY_BITS == 0);
        assert_true(i == 0 || keys->keys[i - 1] < keys->keys[i]);
    }
    for (size_t i = 1; i < keys->word_count; i++) {
        assert_true(sl_str_compare(keys->words[i - 1], keys->words[i]) < 0);
    }
}

/* The values are stored: they may not change without a new version of the derived table. */
static void test_key_values(void **state)
{
    (void)state;
    const struct sl_str kan = SL_STR("kan");
    const struct sl_str emen = SL_STR("emen");
    assert_true(
        sl_search_key(SL_SEARCH_PAIR, kan, emen) == sl_search_key(SL_SEARCH_PAIR, emen, kan)
    );
    assert_true(
        sl_search_key(SL_SEARCH_WORD, kan, SL_STR("")) !=
        sl_search_key(SL_SEARCH_SECTOR, kan, SL_STR(""))
    );
    assert_true(
        sl_search_key(SL_SEARCH_WORD_YEAR, SL_STR("ab"), SL_STR("c")) !=
        sl_search_key(SL_SEARCH_WORD_YEAR, SL_STR("a"), SL_STR("bc"))
    );
    SL_CHECK_I64(sl_search_key(SL_SEARCH_BIRTH, SL_STR("20130214"), SL_STR("")), 96444115938432);
    SL_CHECK_I64(sl_search_key(SL_SEARCH_WORD, kan, SL_STR("")), 88994243405369);
}

static void test_names(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;

    make(fixture, keys, row_of("Sarah Jane", "O'Neill-Smith"));
    check_order(keys);
    assert_true(has_word(keys, "") && has_word(keys, "sarah") && has_word(keys, "jane"));
    assert_true(has_word(keys, "oneill") && has_word(keys, "smith"));
    SL_CHECK_U64(keys->word_count, 5);
    SL_CHECK_U64(keys->key_count, 4 + 6);

    /* One spelling or another, one order or another, one script or another. */
    make(fixture, keys, row_of("Mohammed", "Khan"));
    const char *const others[][2] = {
        {"Khan",      "Muhammad"},
        { "محمد", "خان"  },
        { "Mohamad",  "Kahn"    }
    };
    for (size_t i = 0; i < 3; i++) {
        make(fixture, &fixture->others, row_of(others[i][0], others[i][1]));
        SL_CHECK_U64(fixture->others.key_count, keys->key_count);
        assert_memory_equal(
            fixture->others.keys, keys->keys, keys->key_count * sizeof keys->keys[0]
        );
    }
}

static void test_compound_names(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;

    make(fixture, keys, row_of("Abdulkarim", "Al Hussain"));
    assert_true(has_word(keys, "abdul") && has_word(keys, "karim") && has_word(keys, "alhussain"));
    make(fixture, &fixture->others, row_of("Abdul Karim", "Al-Hussain"));
    SL_CHECK_U64(fixture->others.key_count, keys->key_count);
    assert_memory_equal(fixture->others.keys, keys->keys, keys->key_count * sizeof keys->keys[0]);
    make(fixture, keys, row_of("Abdurahman", "Ali"));
    assert_true(has_word(keys, "abdul") && has_word(keys, "rahman"));
    make(fixture, keys, row_of("Abdullahi", "Ali"));
    assert_true(has_word(keys, "abdullahi") && !has_word(keys, "abdul"));
}

/* Apart or joined, in one script or another: the keys are those of the first. */
static void test_arabic_compounds(void **state)
{
    static const char *const names[][4] = {
        {"Rahmatullah",  "Rahmat Ullah",  "رحمة الله",   "Rahmatallah"       },
        { "Abdulrahman", "Abd al-Rahman", "عبد الرحمن", "عبدالرحمن"},
        { "Saifuddin",   "Saif ud-Din",   "سيف الدين",   "Saifeddine"        },
        { "Abdullah",    "Abd Allah",     "عبد الله",     "عبدالله"    },
        { "Abubakar",    "Abu Bakr",      "أبو بكر",       "Abubakr"           },
    };
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        make(fixture, keys, row_of(names[i][0], "Noori"));
        for (size_t j = 1; j < 4; j++) {
            make(fixture, &fixture->others, row_of(names[i][j], "Noori"));
            SL_CHECK_U64(fixture->others.key_count, keys->key_count);
            assert_memory_equal(
                fixture->others.keys, keys->keys, keys->key_count * sizeof keys->keys[0]
            );
        }
    }
    make(fixture, keys, row_of("Rahmatullah", "Noori"));
    assert_true(has_word(keys, "rahmat") && has_word(keys, "ullah"));
    make(fixture, keys, row_of("Ullah", "Bullah"));
    assert_true(has_word(keys, "ullah") && has_word(keys, "bullah"));
}

static void test_combined(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;
    struct sl_mention_row row = row_of("Ola", "Kan");

    row.values[SL_MENTION_BIRTH_DATE] = SL_STR("20130214");
    row.values[SL_MENTION_POSTCODE] = SL_STR("M13 9PL");
    row.values[SL_MENTION_PHONE] = SL_STR("+44 7700 900123");
    row.values[SL_MENTION_NHS_NUMBER] = SL_STR("943 476 5919");
    row.values[SL_MENTION_UPN] = SL_STR("A801200001001");
    row.values[SL_MENTION_CHILD_ID] = SL_STR("manchester/DfEX0000001");
    make(fixture, keys, row);
    check_order(keys);
    const struct sl_str kan = sound_of(fixture, "kan");
    SL_CHECK_STR(kan, "kan");
    assert_true(has(keys, SL_SEARCH_BIRTH, "20130214", ""));
    assert_true(has(keys, SL_SEARCH_WORD_YEAR, "kan", "2013"));
    assert_true(has(keys, SL_SEARCH_WORD_DISTRICT, "kan", "m13"));
    assert_true(has(keys, SL_SEARCH_YEAR_DISTRICT, "2013", "m13"));
    assert_true(has(keys, SL_SEARCH_UNIT, "m139pl", "") && has(keys, SL_SEARCH_SECTOR, "m139", ""));
    assert_true(has(keys, SL_SEARCH_PHONE, "07700900123", ""));
    assert_true(has(keys, SL_SEARCH_IDENTIFIER, "9434765919", ""));
    assert_true(has(keys, SL_SEARCH_IDENTIFIER, "a801200001001", ""));
    assert_true(has(keys, SL_SEARCH_IDENTIFIER, "dfex0000001", ""));
    assert_false(has(keys, SL_SEARCH_IDENTIFIER, "manchesterdfex0000001", ""));
    SL_CHECK_U64(keys->key_count, 2 + 1 + 2 + 2 + 1 + 1 + 1 + 1 + 1 + 3);
}

static void test_own_key(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;
    const struct sl_mention_row row = row_of("Ola", "");
    struct sl_search_mention mention = { .own_key = SL_STR("nominal/48213"),
                                         .rows = &row,
                                         .row_count = 1 };

    SL_CHECK_OK(sl_search_keys_make(keys, fixture->fold, &mention, NULL), NULL);
    assert_true(has(keys, SL_SEARCH_IDENTIFIER, "nominal48213", ""));
    assert_true(has(keys, SL_SEARCH_IDENTIFIER, "48213", ""));
    mention.own_key = SL_STR("child/X/mother");
    SL_CHECK_OK(sl_search_keys_make(keys, fixture->fold, &mention, NULL), NULL);
    assert_false(has(keys, SL_SEARCH_IDENTIFIER, "mother", ""));
    mention.row_count = 0;
    SL_CHECK_OK(sl_search_keys_make(keys, fixture->fold, &mention, NULL), NULL);
    SL_CHECK_U64(keys->key_count + keys->word_count, 0);
}

/* What is known in part is filed under that part. */
static void test_in_part(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;
    struct sl_mention_row row = row_of("Ola", "");

    row.values[SL_MENTION_BIRTH_DATE] = SL_STR("20130000");
    row.values[SL_MENTION_POSTCODE] = SL_STR("M13");
    make(fixture, keys, row);
    assert_true(has(keys, SL_SEARCH_YEAR_DISTRICT, "2013", "m13"));
    assert_false(has(keys, SL_SEARCH_BIRTH, "20130000", ""));
    SL_CHECK_U64(keys->key_count, 4); /* ola, ola 2013, ola m13, 2013 m13 */
    row.values[SL_MENTION_BIRTH_DATE] = SL_STR("about twelve");
    row.values[SL_MENTION_POSTCODE] = SL_STR("unknown");
    make(fixture, keys, row);
    SL_CHECK_U64(keys->key_count, 1);
}

/* The longest rows that there can be fit. */
static void test_room(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_keys *keys = &fixture->keys;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    char names[SL_MENTION_ROW_LIMIT][2][4096];
    char dates[SL_MENTION_ROW_LIMIT][9];
    char codes[SL_MENTION_ROW_LIMIT][9];
    struct sl_random random;

    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < SL_MENTION_ROW_LIMIT; i++) {
        for (size_t part = 0; part < 2; part++) {
            for (size_t at = 0; at < sizeof names[i][part] - 1; at++) {
                const bool blank = sl_random_below(&random, 9) == 0;
                names[i][part][at] = blank ? ' ' : (char)('a' + sl_random_below(&random, 26));
            }
            names[i][part][sizeof names[i][part] - 1] = '\0';
        }
        rows[i] = row_of(names[i][0], names[i][1]);
        memcpy(dates[i], "20100214", 9);
        memcpy(codes[i], "M10 9PL", 8);
        dates[i][3] = codes[i][2] = (char)('0' + i);
        rows[i].values[SL_MENTION_BIRTH_DATE] = sl_str_from(dates[i]);
        rows[i].values[SL_MENTION_POSTCODE] = sl_str_from(codes[i]);
    }
    const struct sl_search_mention mention = { .rows = rows, .row_count = SL_MENTION_ROW_LIMIT };
    SL_CHECK_OK(sl_search_keys_make(keys, fixture->fold, &mention, NULL), NULL);
    check_order(keys);
    assert_true(keys->word_count == SL_SEARCH_WORD_LIMIT + 1 && keys->key_count > 1000);
}

static size_t shared_slips(const char *left, const char *right)
{
    int64_t left_keys[SL_SEARCH_SLIP_LIMIT];
    int64_t right_keys[SL_SEARCH_SLIP_LIMIT];
    const size_t left_count = sl_search_slip_keys(sl_str_from(left), left_keys);
    const size_t right_count = sl_search_slip_keys(sl_str_from(right), right_keys);
    size_t shared = 0;
    for (size_t i = 0; i < left_count; i++) {
        for (size_t j = 0; j < right_count; j++) {
            shared += left_keys[i] == right_keys[j];
        }
    }
    return shared;
}

static void test_slips(void **state)
{
    (void)state;
    assert_true(shared_slips("smith", "smth") > 0);
    assert_true(shared_slips("smith", "smiith") > 0);
    assert_true(shared_slips("smith", "smyth") > 0);
    assert_true(shared_slips("smith", "simth") > 0);
    assert_true(shared_slips("smith", "asmith") > 0);
    assert_true(shared_slips("smith", "smit") > 0);
    SL_CHECK_U64(shared_slips("smith", "jones"), 0);
    SL_CHECK_U64(shared_slips("ali", "alia"), 0); /* short words have none */
    int64_t keys[SL_SEARCH_SLIP_LIMIT];
    SL_CHECK_U64(sl_search_slip_keys(SL_STR("aaaa"), keys), 2);
    SL_CHECK_U64(
        sl_search_slip_keys(SL_STR("abcdefghijklmnopqrstuvwxyzabcdefghijklm"), keys),
        SL_SEARCH_SLIP_LIMIT
    );
}

static enum sl_status make_failing(void *context)
{
    struct fixture *fixture = context;
    struct sl_search_keys keys;
    const struct sl_mention_row row = row_of("Abdulkarim Sarah", "O'Neill");
    const struct sl_search_mention mention = { .own_key = SL_STR("nominal/48213"),
                                               .rows = &row,
                                               .row_count = 1 };
    sl_search_keys_init(&keys);
    const enum sl_status status = sl_search_keys_make(&keys, fixture->fold, &mention, NULL);
    sl_search_keys_finish(&keys);
    return status;
}

static void test_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(make_failing, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key_values),     cmocka_unit_test(test_names),
        cmocka_unit_test(test_compound_names), cmocka_unit_test(test_arabic_compounds),
        cmocka_unit_test(test_combined),       cmocka_unit_test(test_own_key),
        cmocka_unit_test(test_in_part),        cmocka_unit_test(test_room),
        cmocka_unit_test(test_slips),          cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
