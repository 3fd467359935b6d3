/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/world.h"
#include "sightline/explain.h"

#define TRIALS 40u
#define STEPS  20u

/* Weighing two clusters gives what the clustering had for a possible pair. */
static void check_weights(struct world *world)
{
    for (size_t at = 0; at < world->possible_count; at++) {
        const struct sl_linkage_possible pair = world->possibles[at];
        struct sl_growth_weight weight;
        SL_CHECK_OK(sl_growth_weigh(world->growth, pair.left, pair.right, &weight, NULL), NULL);
        SL_CHECK_NEAR(weight.weight_bits, pair.weight_bits, 1e-4);
        SL_CHECK_NEAR(weight.probability, pair.probability, 1e-4);
        SL_CHECK_U64(weight.rule, SL_RULE_NONE);
    }
}

/* Two records are explained as a run explains them. */
static void check_explained(struct world *world, const struct sl_linkage *batch)
{
    const size_t count = sl_linkage_record_count(batch);
    for (unsigned draw = 0; draw < 5 && count > 1; draw++) {
        uint32_t here[2] = { 0, 0 };
        const uint32_t there[2] = { (uint32_t)world_below(world, count),
                                    (uint32_t)world_below(world, count) };
        struct sl_explanation *grown = NULL;
        struct sl_explanation *run = NULL;
        for (unsigned end = 0; end < 2; end++) {
            const struct sl_str id = sl_linkage_record_id(batch, there[end]);
            SL_CHECK_OK(sl_growth_record_find(world->growth, id, &here[end], NULL), NULL);
        }
        if (there[0] == there[1]) {
            continue;
        }
        SL_CHECK_OK(sl_growth_explain(world->growth, here[0], here[1], &grown, NULL), NULL);
        SL_CHECK_OK(sl_linkage_explain(batch, there[0], there[1], &run, NULL), NULL);
        SL_CHECK_U64(grown->left, here[0]);
        SL_CHECK_U64(grown->rule, run->rule);
        assert_true(sl_str_equal(grown->rule_name, run->rule_name));
        engine_check_exactly(grown->weight_bits, run->weight_bits, "weight");
        for (size_t field = 0; field < run->field_count; field++) {
            assert_true(sl_str_equal(grown->fields[field].left, run->fields[field].left));
            assert_true(sl_str_equal(grown->fields[field].right, run->fields[field].right));
            assert_string_equal(grown->fields[field].agreement, run->fields[field].agreement);
        }
        sl_explanation_free(run);
        sl_explanation_free(grown);
    }
}

static void test_weights_are_those_of_a_run(void **state)
{
    size_t weighed = 0;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 0);
        for (unsigned at = 0; at < STEPS; at++) {
            world_step(world);
        }
        world_settle(world);
        struct sl_linkage *batch = world_linkage(world);
        SL_CHECK_OK(sl_linkage_run(batch, NULL), NULL);
        check_explained(world, batch);
        check_weights(world);
        weighed += world->possible_count;
        sl_linkage_close(batch);
        world_close(world);
    }
    assert_true(weighed > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_are_those_of_a_run),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
