/* SPDX-License-Identifier: Apache-2.0 */
#include "link/weights.h"

#include <math.h>

#include "link/engine.h"

/* A field's lists, and the lists of names in the place of the other name. */
struct listed {
    const struct sl_linkage *linkage;
    const struct sl_weights *weights;
    unsigned field;
    bool crossed;
};

/* What an agreement of two values is worth in these lists; false when it is not in them at all. */
static bool
is_listed(const struct listed *listed, uint32_t code, uint32_t other, int32_t *ret_ticks)
{
    const struct sl_scorer *scorer = &listed->linkage->scorer;
    const struct sl_domain *domain = sl_table_domain(scorer->table, listed->field);
    unsigned level = sl_domain_level(domain, code, other);
    if (scorer->table->frequency[listed->field][other] == 0 || level == SL_LEVEL_ELSE ||
        sl_level_is_parent(domain->family, level)) {
        return false;
    }
    if (listed->crossed) {
        *ret_ticks = sl_ticks(sl_scorer_crossed(scorer, code, other, level));
        return sl_level_crosses(level);
    }
    *ret_ticks = sl_ticks(sl_scorer_field(scorer, listed->field, code, other, &level));
    return true;
}

/* The list of one value is what looking at all other values gives, best first. */
static void
check_list(const struct listed *listed, uint32_t code, int32_t *expected, uint8_t *among)
{
    const struct sl_weight_lists *lists = listed->crossed ? &listed->weights->crossed[listed->field]
                                                          : &listed->weights->lists[listed->field];
    const uint32_t values =
        sl_table_domain(listed->linkage->scorer.table, listed->field)->dictionary.count;
    size_t count = 0;
    for (uint32_t other = 1; other <= values; other++) {
        among[other] = is_listed(listed, code, other, &expected[other]) ? 1 : 0;
        count += among[other];
    }
    SL_CHECK_U64(lists->starts[code + 1] - lists->starts[code], count);
    for (uint64_t at = lists->starts[code]; at < lists->starts[code + 1]; at++) {
        const struct sl_weighted *item = &lists->items[at];
        SL_CHECK_U64(among[item->code], 1);
        SL_CHECK_I64(item->ticks, expected[item->code]);
        among[item->code] = 0;
        assert_true(
            at == lists->starts[code] || item[-1].ticks > item->ticks ||
            (item[-1].ticks == item->ticks && item[-1].code < item->code)
        );
    }
}

static void check_lists(const struct listed *listed)
{
    const uint32_t values =
        sl_table_domain(listed->linkage->scorer.table, listed->field)->dictionary.count;
    int32_t *expected = sl_calloc((size_t)values + 1, sizeof(*expected));
    uint8_t *among = sl_calloc((size_t)values + 1, 1);
    assert_non_null(expected);
    assert_non_null(among);
    for (uint32_t code = 1; code <= values; code++) {
        check_list(listed, code, expected, among);
    }
    sl_free(expected);
    sl_free(among);
}

static void test_lists_are_those_of_all_values(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 50);
        const struct sl_schema *schema = &linkage->schema;
        for (unsigned field = 0; field < schema->field_count; field++) {
            struct listed listed = { linkage, &linkage->weights, field, false };
            check_lists(&listed);
            listed.crossed = true;
            if (field == schema->given || field == schema->surname) {
                assert_non_null(linkage->weights.crossed[field].starts);
                check_lists(&listed);
            } else {
                assert_null(linkage->weights.crossed[field].starts);
            }
        }
        sl_linkage_close(linkage);
    }
}

/* A shared year, sector or district is never worth more than the ticks of either value say. */
static void check_parents(const struct sl_linkage *linkage, unsigned field)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    for (uint32_t code = 1; code <= domain->dictionary.count; code++) {
        for (uint32_t other = 1; other <= domain->dictionary.count; other++) {
            unsigned level = 0;
            const double bits = sl_scorer_field(&linkage->scorer, field, code, other, &level);
            for (unsigned which = 0; which < domain->parent_count; which++) {
                const int32_t *ticks = linkage->weights.parent_ticks[field][which];
                if (level == domain->parent_level[which]) {
                    assert_true(ticks[code] >= sl_ticks(bits));
                    assert_true(ticks[other] >= sl_ticks(bits));
                }
            }
        }
    }
}

static void test_what_goes_for_a_whole_field(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 50);
        const struct sl_weights *weights = &linkage->weights;
        SL_CHECK_I64(weights->prior_ticks, sl_ticks(sl_scorer_prior(&linkage->scorer)));
        for (unsigned field = 0; field < linkage->schema.field_count; field++) {
            const double other = sl_scorer_else(&linkage->scorer, field);
            SL_CHECK_I64(weights->else_ticks[field], sl_ticks(other));
            assert_true(weights->else_ticks[field] <= 0);
            check_parents(linkage, field);
        }
        sl_linkage_close(linkage);
    }
}

static void check_same_lists(
    const struct sl_weight_lists *actual, const struct sl_weight_lists *expected, size_t values
)
{
    const size_t starts = (values + 2) * sizeof(*expected->starts);
    assert_true((actual->starts == NULL) == (expected->starts == NULL));
    if (expected->starts != NULL) {
        const size_t count = expected->starts[values + 1];
        engine_check_same(actual->starts, expected->starts, starts, "starts");
        engine_check_same(actual->items, expected->items, count * sizeof(*actual->items), "items");
    }
}

static void test_threads_do_not_matter(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 100);
    (void)state;
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct sl_weights weights;
        SL_CHECK_OK(sl_weights_init(&weights, &linkage->scorer, NULL, threads, NULL), NULL);
        for (unsigned field = 0; field < weights.field_count; field++) {
            const size_t values = sl_table_domain(&linkage->table, field)->dictionary.count;
            check_same_lists(&weights.lists[field], &linkage->weights.lists[field], values);
            check_same_lists(&weights.crossed[field], &linkage->weights.crossed[field], values);
        }
        sl_weights_finish(&weights);
    }
    sl_linkage_close(linkage);
}

/* Every third value is wanted: its lists are as ever, those of the others are empty. */
static void
check_wanted(const struct sl_weight_lists *some, const struct sl_weight_lists *all, uint32_t values)
{
    for (uint32_t code = 1; all->starts != NULL && code <= values; code++) {
        const size_t count = some->starts[code + 1] - some->starts[code];
        SL_CHECK_U64(count, code % 3 == 0 ? all->starts[code + 1] - all->starts[code] : 0);
        engine_check_same(
            some->items + some->starts[code],
            all->items + all->starts[code],
            count * sizeof(*all->items),
            "a wanted list"
        );
    }
}

static void test_only_what_is_wanted(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 50);
    uint8_t *wanted[SL_FIELD_LIMIT] = { NULL };
    struct sl_weights weights;
    (void)state;
    for (unsigned domain = 0; domain < linkage->schema.domain_count; domain++) {
        const size_t codes = (size_t)linkage->table.domains[domain].dictionary.count + 1;
        wanted[domain] = sl_calloc(codes, 1);
        assert_non_null(wanted[domain]);
        for (size_t code = 0; code < codes; code += 3) {
            wanted[domain][code] = 1;
        }
    }
    SL_CHECK_OK(sl_weights_init(&weights, &linkage->scorer, wanted, 1, NULL), NULL);
    for (unsigned field = 0; field < weights.field_count; field++) {
        const uint32_t values = sl_table_domain(&linkage->table, field)->dictionary.count;
        check_wanted(&weights.lists[field], &linkage->weights.lists[field], values);
        check_wanted(&weights.crossed[field], &linkage->weights.crossed[field], values);
    }
    sl_weights_finish(&weights);
    for (unsigned domain = 0; domain < linkage->schema.domain_count; domain++) {
        sl_free(wanted[domain]);
    }
    sl_linkage_close(linkage);
}

static void test_ticks(void **state)
{
    (void)state;
    SL_CHECK_I64(sl_ticks(0.0), 0);
    SL_CHECK_I64(sl_ticks(1.0), SL_TICKS_A_BIT);
    SL_CHECK_I64(sl_ticks(-2.5), -5 * SL_TICKS_A_BIT / 2);
    /* All fields' roundings and that of the prior fit into the slack. */
    for (int step = 0; step < 29198; step++) {
        const double bits = -20.0 + step * 0.00137;
        assert_true(fabs((double)sl_ticks(bits) - bits * SL_TICKS_A_BIT) <= 0.5);
    }
    assert_true(2 * SL_TICK_SLACK > (int32_t)SL_FIELD_LIMIT + 1);
}

static enum sl_status make_weights(void *context)
{
    const struct sl_linkage *linkage = context;
    struct sl_weights weights;
    SL_TRY(sl_weights_init(&weights, &linkage->scorer, NULL, 1, NULL));
    sl_weights_finish(&weights);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 10);
    (void)state;
    assert_true(sl_test_failing_allocations(make_weights, linkage) > linkage->schema.field_count);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_are_those_of_all_values),
        cmocka_unit_test(test_what_goes_for_a_whole_field),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_only_what_is_wanted),
        cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
