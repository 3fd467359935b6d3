/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_values.h"

#include "support/support.h"

#define NAMES                                                                                  \
    {                                                                                          \
        SL_STR("john smith"), SL_STR("smith john"), SL_STR("john paul smith"), SL_STR("john"), \
            SL_STR("jon smith"), SL_STR("smith"), SL_STR("ann ann"), SL_STR("ann"),            \
            SL_STR("a b c d e f g h i")                                                        \
    }
#define NAME_COUNT 9u

enum { JOHN_SMITH, SMITH_JOHN, JOHN_PAUL_SMITH, JOHN, JON_SMITH, SMITH, ANN_ANN, ANN, NINE };

static struct sl_neighbour_source source_of(const struct sl_str *values, size_t count)
{
    return (struct sl_neighbour_source
    ){ .family = SL_FAMILY_NAME, .values = values, .count = count };
}

static bool any_word(const struct sl_value_probe *probe, unsigned chosen)
{
    return probe->count > 0 && chosen != 0;
}

static bool no_word(const struct sl_value_probe *probe, unsigned chosen)
{
    return probe->count == 0 && chosen == 0;
}

/* The values found so far, each once, must be those expected, with one level; then forget them. */
static void
check_found(struct sl_pairs *pairs, const uint32_t *expected, size_t count, unsigned level)
{
    SL_CHECK_OK(sl_pairs_settle(pairs, NULL), NULL);
    SL_CHECK_U64(pairs->count, count);
    for (size_t i = 0; i < count; i++) {
        SL_CHECK_U64(sl_pair_right(pairs->items[i]), expected[i]);
        SL_CHECK_U64(sl_grade_level(sl_pair_grade(pairs->items[i])), level);
    }
    pairs->count = 0;
}

static void test_words_are_numbered(void **state)
{
    const struct sl_str names[] = NAMES;
    struct sl_value_index index;
    (void)state;
    const struct sl_neighbour_source source = source_of(names, NAME_COUNT);
    SL_CHECK_OK(sl_value_index_init(&index, &source, NULL), NULL);
    SL_CHECK_U64(index.words.count, 14); /* john smith paul jon ann, and a to i */
    SL_CHECK_U64(index.many_count, 6);
    SL_CHECK_U64(sl_value_token_count(&index, JOHN_PAUL_SMITH), 3);
    SL_CHECK_U64(index.tokens[index.token_starts[SMITH_JOHN]], 1);
    SL_CHECK_U64(index.alone[0], JOHN);
    SL_CHECK_U64(index.alone[1], SMITH);
    SL_CHECK_U64(index.alone[2], SL_NUMBER_NONE); /* no value is paul alone */
    SL_CHECK_U64(index.sums[JOHN_SMITH], index.sums[SMITH_JOHN]);
    assert_true(index.sums[JOHN_SMITH] != index.sums[JOHN_PAUL_SMITH]);
    SL_CHECK_U64(index.sums[ANN_ANN], 2 * index.sums[ANN]);
    sl_value_index_finish(&index);
}

static void test_too_many_words_are_none(void **state)
{
    char bytes[2 * (SL_TOKEN_LIMIT + 1)];
    struct sl_value_index index;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = i % 2 == 0 ? 'a' : ' ';
    }
    const struct sl_str values[] = {
        {bytes, sizeof bytes - 1},
        SL_STR("a")
    };
    const struct sl_neighbour_source source = source_of(values, 2);
    SL_CHECK_OK(sl_value_index_init(&index, &source, NULL), NULL);
    SL_CHECK_U64(sl_value_token_count(&index, 0), 0);
    SL_CHECK_U64(sl_value_token_count(&index, 1), 1);
    sl_value_index_finish(&index);
}

static void test_finders(void **state)
{
    const struct sl_str names[] = NAMES;
    struct sl_value_index index;
    struct sl_postings postings;
    struct sl_value_probe probe = { 0 };
    struct sl_pairs pairs = { 0 };
    (void)state;
    const struct sl_neighbour_source source = source_of(names, NAME_COUNT);
    SL_CHECK_OK(sl_value_index_init(&index, &source, NULL), NULL);
    SL_CHECK_OK(sl_postings_init(&postings, &index, NULL), NULL);

    sl_value_probe_init(&probe, &index, SL_STR("smith john"), SL_NUMBER_NONE, &pairs);
    sl_value_find_same_words(&probe);
    const uint32_t same[] = { JOHN_SMITH, SMITH_JOHN };
    check_found(&pairs, same, 2, SL_LEVEL_CLOSE);

    sl_value_probe_init(&probe, &index, names[SMITH_JOHN], SMITH_JOHN, &pairs);
    sl_value_find_same_words(&probe); /* in a join the earlier finds the later */
    check_found(&pairs, NULL, 0, SL_LEVEL_CLOSE);

    sl_value_probe_init(&probe, &index, names[JOHN_PAUL_SMITH], JOHN_PAUL_SMITH, &pairs);
    sl_value_find_contained(&probe, any_word);
    const uint32_t contained[] = { JOHN_SMITH, SMITH_JOHN, JOHN, SMITH };
    check_found(&pairs, contained, 4, SL_LEVEL_NEAR);
    sl_value_find_contained(&probe, no_word);
    check_found(&pairs, NULL, 0, SL_LEVEL_NEAR);

    sl_value_probe_init(&probe, &index, SL_STR("smith"), SL_NUMBER_NONE, &pairs);
    sl_value_find_containing(&probe, &postings, any_word);
    const uint32_t containing[] = { JOHN_SMITH, SMITH_JOHN, JOHN_PAUL_SMITH, JON_SMITH };
    check_found(&pairs, containing, 4, SL_LEVEL_NEAR);

    sl_value_probe_init(&probe, &index, SL_STR("ann"), SL_NUMBER_NONE, &pairs);
    sl_value_find_containing(&probe, &postings, any_word); /* posted twice, found once */
    const uint32_t twice[] = { ANN_ANN };
    check_found(&pairs, twice, 1, SL_LEVEL_NEAR);

    sl_value_probe_init(&probe, &index, names[NINE], NINE, &pairs);
    sl_value_find_contained(&probe, any_word); /* more words than are taken apart */
    check_found(&pairs, NULL, 0, SL_LEVEL_NEAR);

    sl_pairs_finish(&pairs);
    sl_postings_finish(&postings);
    sl_value_index_finish(&index);
}

static void test_bags_within_bags(void **state)
{
    const struct sl_str names[] = NAMES;
    struct sl_value_index index;
    struct sl_value_probe probe = { 0 };
    struct sl_pairs pairs = { 0 };
    (void)state;
    const struct sl_neighbour_source source = source_of(names, NAME_COUNT);
    SL_CHECK_OK(sl_value_index_init(&index, &source, NULL), NULL);
    sl_value_probe_init(&probe, &index, SL_STR("ann ann"), SL_NUMBER_NONE, &pairs);
    assert_true(sl_value_has_words(&probe, 0, ANN_ANN, 0));
    assert_false(sl_value_has_words(&probe, 0, ANN, 0));
    assert_true(sl_value_has_words(&probe, 1, ANN, 0));
    assert_true(sl_value_has_words(&probe, 1, ANN_ANN, 1));
    assert_false(sl_value_has_words(&probe, 0, ANN_ANN, 1));
    sl_value_index_finish(&index);
}

static void test_letters(void **state)
{
    (void)state;
    const uint64_t hash = sl_value_letters_hash(SL_STR("annmarie"));
    SL_CHECK_U64(sl_value_letters_hash(SL_STR("ann marie")), hash);
    SL_CHECK_U64(sl_value_letters_hash(SL_STR("a n nmarie")), hash);
    assert_true(sl_value_letters_hash(SL_STR("anmnarie")) != hash);
    assert_true(sl_value_has_blank(SL_STR("a b")));
    assert_false(sl_value_has_blank(SL_STR("ab")));
}

static void test_grades(void **state)
{
    static const unsigned LEVELS[] = {
        SL_LEVEL_CLOSE, SL_LEVEL_VARIANT, SL_LEVEL_NEAR, SL_LEVEL_LOOSE
    };
    (void)state;
    for (unsigned grade = 0; grade < 4; grade++) {
        SL_CHECK_U64(sl_grade_level(grade), LEVELS[grade]);
        SL_CHECK_U64(sl_grade_of(LEVELS[grade]), grade);
    }
}

static enum sl_status index_once(void *context)
{
    struct sl_value_index index;
    struct sl_postings postings;
    SL_TRY(sl_value_index_init(&index, context, NULL));
    const enum sl_status status = sl_postings_init(&postings, &index, NULL);
    if (status == SL_OK) {
        sl_postings_finish(&postings);
    }
    sl_value_index_finish(&index);
    return status;
}

static void test_failing_allocations(void **state)
{
    const struct sl_str names[] = NAMES;
    struct sl_neighbour_source source = source_of(names, NAME_COUNT);
    (void)state;
    assert_true(sl_test_failing_allocations(index_once, &source) >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_numbered),
        cmocka_unit_test(test_too_many_words_are_none),
        cmocka_unit_test(test_finders),
        cmocka_unit_test(test_bags_within_bags),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_grades),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
