/* SPDX-License-Identifier: Apache-2.0 */
#include "link/late.h"

#include "link/compare.h"
#include "link/engine.h"
#include "link/world.h"

/* What a value was told to be similar to. */
struct told {
    uint8_t *levels; /* by code */
    uint32_t count;
};

static void tell(void *context, uint32_t code, unsigned level)
{
    const struct told *told = context;
    assert_true(code < told->count);
    SL_CHECK_U64(told->levels[code], SL_LEVEL_ELSE); /* each is told of once */
    told->levels[code] = (uint8_t)level;
}

/* Lists are what comparing with every value, late or not, gives; parents are not in them. */
static void check_lists(const struct world *world, unsigned domain)
{
    const struct sl_late *late = &world->growth->late;
    const struct sl_domain *known = &world->linkage->table.domains[domain];
    const uint32_t first = sl_late_first(late, domain);
    const uint32_t count = first + late->domains[domain].dictionary.count;
    uint8_t *levels = sl_alloc(count, 1);
    assert_non_null(levels);
    for (uint32_t code = first; code < count; code++) {
        struct told told = { levels, count };
        memset(levels, SL_LEVEL_ELSE, count);
        sl_late_each_known(late, domain, code, tell, &told);
        sl_late_each_late(late, domain, code, tell, &told);
        for (uint32_t other = 1; other < count; other++) {
            const struct sl_str one = sl_late_value_of(late, domain, code);
            const struct sl_str two = sl_late_value_of(late, domain, other);
            const unsigned level = sl_compare(known->family, &known->context, one, two);
            const bool parent = sl_level_is_parent(known->family, level);
            if (levels[other] != SL_LEVEL_VARIANT || level == SL_LEVEL_CLOSE) {
                SL_CHECK_U64(levels[other], parent ? SL_LEVEL_ELSE : level);
            }
        }
    }
    sl_free(levels);
}

/* So many records come that their values are indexed, again and again. */
static void test_many_come_late(void **state)
{
    unsigned segments = 0;
    for (uint64_t trial = 0; trial < 5; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 150);
        for (size_t row = 0; row < world->fixture.count; row++) {
            world_add(world, row);
            if (row % 50 == 0) {
                world_settle(world);
            }
        }
        for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
            segments += world->growth->late.domains[domain].segment_count;
        }
        for (unsigned domain = 0; domain < world->linkage->schema.domain_count; domain++) {
            check_lists(world, domain);
        }
        world_settle(world);
        world_check(world);
        for (unsigned at = 0; at < 40; at++) {
            world_step(world);
        }
        world_settle(world);
        world_check(world);
        world_close(world);
    }
    assert_true(segments > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_come_late),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
