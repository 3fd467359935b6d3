/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour.h"

#include "base/hash.h"
#include "base/memory.h"
#include "record/address.h"
#include "record/category.h"
#include "record/name.h"
#include "record/postcode.h"
#include "similar.h"
#include "support/support.h"

static void test_a_small_dictionary(void **state)
{
    const struct sl_str names[] = {
        SL_STR("william"), SL_STR("bill"), SL_STR("wiliam"), SL_STR("zoe"), SL_STR("w")
    };
    struct sl_neighbours neighbours;
    (void)state;
    const struct sl_neighbour_source source = { .family = SL_FAMILY_NAME,
                                                .values = names,
                                                .count = 5 };
    SL_CHECK_OK(sl_neighbours_init(&neighbours, &source, 1, NULL), NULL);
    const uint64_t *starts = neighbours.starts;
    SL_CHECK_U64(starts[1], 3);
    SL_CHECK_U64(neighbours.codes[0], 1);
    SL_CHECK_U64(neighbours.levels[0], SL_LEVEL_VARIANT);
    SL_CHECK_U64(neighbours.codes[1], 2);
    SL_CHECK_U64(neighbours.levels[1], SL_LEVEL_CLOSE);
    SL_CHECK_U64(neighbours.codes[2], 4);
    SL_CHECK_U64(neighbours.levels[2], SL_LEVEL_LOOSE);
    SL_CHECK_U64(starts[4], starts[3]); /* nobody is like zoe */
    sl_neighbours_finish(&neighbours);
    sl_neighbours_finish(&neighbours);
}

static void test_empty_dictionaries(void **state)
{
    (void)state;
    for (unsigned family = 0; family < SL_FAMILY_COUNT; family++) {
        const struct sl_neighbour_source source = { .family = family };
        struct sl_neighbours neighbours;
        struct sl_neighbour_index *index;
        struct sl_neighbour_list list;
        SL_CHECK_OK(sl_neighbours_init(&neighbours, &source, 2, NULL), NULL);
        SL_CHECK_U64(neighbours.starts[0], 0);
        sl_neighbours_finish(&neighbours);
        SL_CHECK_OK(sl_neighbour_index_open(&source, &index, NULL), NULL);
        sl_neighbour_list_init(&list);
        SL_CHECK_OK(sl_neighbour_search(index, SL_STR("19850231"), &list, NULL), NULL);
        SL_CHECK_U64(list.count, 0);
        SL_CHECK_OK(sl_neighbour_search(index, SL_STR(""), &list, NULL), NULL);
        sl_neighbour_list_finish(&list);
        sl_neighbour_index_close_ptr(&index);
        assert_null(index);
        sl_neighbour_index_close(NULL);
    }
}

static void test_categories_have_no_neighbours(void **state)
{
    const struct sl_str values[] = { SL_STR("poet"), SL_STR("poets") };
    const struct sl_neighbour_source source = { .family = SL_FAMILY_CATEGORY,
                                                .values = values,
                                                .count = 2 };
    struct sl_neighbours neighbours;
    struct sl_neighbour_index *index;
    struct sl_neighbour_list list;
    (void)state;
    SL_CHECK_OK(sl_neighbours_init(&neighbours, &source, 1, NULL), NULL);
    SL_CHECK_U64(neighbours.starts[2], 0);
    sl_neighbours_finish(&neighbours);
    SL_CHECK_OK(sl_neighbour_index_open(&source, &index, NULL), NULL);
    sl_neighbour_list_init(&list);
    SL_CHECK_OK(sl_neighbour_search(index, SL_STR("poets"), &list, NULL), NULL);
    SL_CHECK_U64(list.count, 1);
    SL_CHECK_U64(list.items[0].code, 1);
    SL_CHECK_U64(list.items[0].level, SL_LEVEL_EXACT);
    sl_neighbour_list_finish(&list);
    sl_neighbour_index_close(index);
}

static void test_too_many_values(void **state)
{
    const struct sl_neighbour_source source = { .family = SL_FAMILY_NAME,
                                                .count = SL_NEIGHBOUR_VALUE_LIMIT + 1 };
    struct sl_neighbours neighbours;
    struct sl_neighbour_index *index;
    (void)state;
    SL_CHECK_STATUS(sl_neighbours_init(&neighbours, &source, 1, NULL), SL_LIMIT);
    SL_CHECK_STATUS(sl_neighbour_index_open(&source, &index, NULL), SL_LIMIT);
}

/* The order of the values changes their codes, and nothing else. */
static void test_order_does_not_matter(void **state)
{
    struct sl_dictionary values;
    struct sl_compare_context context;
    struct sl_neighbours forth;
    struct sl_neighbours back;
    struct sl_str reversed[300];
    (void)state;
    sl_dictionary_init(&values);
    sl_similar_make(&values, SL_FAMILY_TEXT, sl_test_seed(), 300);
    const uint32_t count = values.count;
    for (uint32_t i = 0; i < count; i++) {
        reversed[i] = values.values[count - 1 - i];
    }
    struct sl_neighbour_source source = sl_similar_source(&values, SL_FAMILY_TEXT, &context);
    SL_CHECK_OK(sl_neighbours_init(&forth, &source, 2, NULL), NULL);
    source.values = reversed;
    SL_CHECK_OK(sl_neighbours_init(&back, &source, 2, NULL), NULL);
    for (uint32_t value = 0; value < count; value++) {
        const uint64_t len = forth.starts[value + 1] - forth.starts[value];
        const uint64_t end = back.starts[count - value];
        SL_CHECK_U64(end - back.starts[count - 1 - value], len);
        for (uint64_t i = 0; i < len; i++) {
            const uint64_t at = forth.starts[value] + i;
            SL_CHECK_U64(back.codes[end - 1 - i], count - 1 - forth.codes[at]);
            SL_CHECK_U64(back.levels[end - 1 - i], forth.levels[at]);
        }
    }
    sl_neighbours_finish(&forth);
    sl_neighbours_finish(&back);
    sl_compare_context_finish(&context);
    sl_dictionary_finish(&values);
}

/* Columns of real files, sampled: the join as compared, and searches for other values of them. */
/* What lists say of two values: a level, or SL_LEVEL_ELSE; and that they are in order. */
static unsigned level_in(const struct sl_neighbours *lists, uint32_t owner, uint32_t code)
{
    unsigned level = SL_LEVEL_ELSE;
    for (uint64_t at = lists->starts[owner]; at < lists->starts[owner + 1]; at++) {
        assert_true(at == lists->starts[owner] || lists->codes[at - 1] < lists->codes[at]);
        level = lists->codes[at] == code ? lists->levels[at] : level;
    }
    return level;
}

/* Random pairs put on the level of variants: as a table of all pairs says. */
static void check_relating(enum sl_family family, size_t count, size_t pair_count, uint64_t seed)
{
    struct sl_dictionary values;
    struct sl_compare_context context = { .generic_count = 0 };
    struct sl_neighbours neighbours;
    struct sl_random random;
    sl_dictionary_init(&values);
    sl_random_init(&random, seed);
    sl_similar_make(&values, family, seed, count);
    const struct sl_neighbour_source source = sl_similar_source(&values, family, &context);
    SL_CHECK_OK(sl_neighbours_init(&neighbours, &source, 1, NULL), NULL);
    const uint32_t n = values.count;
    uint8_t *expected = sl_alloc((size_t)n * n, 1);
    uint64_t *pairs = sl_alloc(pair_count + 1, sizeof(*pairs));
    assert_non_null(expected);
    assert_non_null(pairs);
    for (size_t cell = 0; cell < (size_t)n * n; cell++) {
        expected[cell] = (uint8_t)level_in(&neighbours, (uint32_t)(cell / n), (uint32_t)(cell % n));
    }
    for (size_t at = 0; at < pair_count; at++) {
        const uint32_t one = (uint32_t)sl_random_below(&random, n);
        const uint32_t two = (one + 1 + (uint32_t)sl_random_below(&random, n - 1)) % n;
        pairs[at] = (uint64_t)one << 32 | two;
        uint8_t *cells[2] = { &expected[(size_t)one * n + two], &expected[(size_t)two * n + one] };
        for (unsigned which = 0; which < 2; which++) {
            *cells[which] = *cells[which] == SL_LEVEL_CLOSE ? SL_LEVEL_CLOSE : SL_LEVEL_VARIANT;
        }
    }
    for (unsigned time = 0; time < 2; time++) { /* the second time changes nothing */
        SL_CHECK_OK(sl_neighbours_relate(&neighbours, pairs, pair_count, NULL), NULL);
        for (size_t cell = 0; cell < (size_t)n * n; cell++) {
            SL_CHECK_U64(
                level_in(&neighbours, (uint32_t)(cell / n), (uint32_t)(cell % n)), expected[cell]
            );
        }
    }
    sl_free(expected);
    sl_free(pairs);
    sl_neighbours_finish(&neighbours);
    sl_compare_context_finish(&context);
    sl_dictionary_finish(&values);
}

static void test_relating_values(void **state)
{
    (void)state;
    check_relating(SL_FAMILY_NAME, 120, 0, 1);
    check_relating(SL_FAMILY_NAME, 120, 1, 2);
    check_relating(SL_FAMILY_NAME, 120, 300, 3);
    check_relating(SL_FAMILY_TEXT, 120, 4000, 4);
    check_relating(SL_FAMILY_CATEGORY, 20, 30, 5); /* nothing is listed before */
}

struct column {
    const char *file, *name;
    enum sl_family family;
    sl_normal_fn *normal;
    size_t step;
};

/* clang-format off */
static const struct column COLUMNS[] = {
    { "linkage/historical_50k.csv", "first_name", SL_FAMILY_NAME, sl_name_given_normal, 14 },
    { "linkage/historical_50k.csv", "surname", SL_FAMILY_NAME, sl_name_surname_normal, 20 },
    { "linkage/historical_50k.csv", "full_name", SL_FAMILY_NAME, sl_name_full_normal, 60 },
    { "linkage/historical_50k.csv", "birth_place", SL_FAMILY_TEXT, sl_category_normal, 3 },
    { "linkage/historical_50k.csv", "postcode_fake", SL_FAMILY_POSTCODE, sl_postcode_normal, 20 },
    { "linkage/febrl_dataset2.csv", "address_1", SL_FAMILY_TEXT, sl_address_normal, 4 },
};
/* clang-format on */

static void check_column(const struct column *column)
{
    struct sl_dictionary values;
    struct sl_dictionary queries;
    struct sl_compare_context context;
    sl_dictionary_init(&values);
    sl_dictionary_init(&queries);
    sl_similar_read(&values, column->file, column->name, column->normal, column->step, 400);
    sl_similar_read(&queries, column->file, column->name, column->normal, column->step + 1, 60);
    assert_true(values.count > 200);
    const struct sl_neighbour_source source = sl_similar_source(&values, column->family, &context);
    sl_similar_check_join(&source);
    sl_similar_check_search(&source, &queries, 1);
    sl_compare_context_finish(&context);
    sl_dictionary_finish(&values);
    sl_dictionary_finish(&queries);
}

static void test_real_columns_as_compared(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++) {
        check_column(&COLUMNS[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_small_dictionary),
        cmocka_unit_test(test_empty_dictionaries),
        cmocka_unit_test(test_categories_have_no_neighbours),
        cmocka_unit_test(test_too_many_values),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_relating_values),
        cmocka_unit_test(test_real_columns_as_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
