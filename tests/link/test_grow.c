/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/grow.h"

#include "link/engine.h"
#include "link/world.h"
#include "sightline/explain.h"

struct opening {
    struct world *world;
    uint32_t records[2];
};

/* Open, ask everything, and close. */
static enum sl_status ask_all(void *context)
{
    const struct opening *opening = context;
    const uint32_t *members = NULL;
    struct sl_growth *growth SL_CLEANUP(sl_growth_close_ptr) = NULL;
    struct sl_explanation *explanation = NULL;
    struct sl_growth_weight weight;
    size_t count = 0;
    SL_TRY(sl_growth_open(opening->world->linkage, &growth, NULL));
    SL_TRY(sl_growth_members(growth, opening->records[0], &members, &count, NULL));
    SL_TRY(sl_growth_weigh(growth, opening->records[0], opening->records[1], &weight, NULL));
    SL_TRY(sl_growth_explain(growth, opening->records[0], opening->records[1], &explanation, NULL));
    sl_explanation_free(explanation);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct world *world = world_open(*state, sl_test_seed(), 60);
    for (size_t row = 0; row < 30; row++) {
        world->there[row] = true;
    }
    world_reopen(world);
    struct opening opening = {
        world, {0, 1}
    };
    uint32_t cluster[2] = { 0, 0 };
    SL_CHECK_OK(sl_growth_cluster(world->growth, 0, &cluster[0], NULL), NULL);
    for (cluster[1] = cluster[0]; cluster[1] == cluster[0]; opening.records[1]++) {
        const uint32_t next = opening.records[1];
        SL_CHECK_OK(sl_growth_cluster(world->growth, next, &cluster[1], NULL), NULL);
    }
    opening.records[1]--;
    assert_true(sl_test_failing_allocations(ask_all, &opening) > 50);
    world_close(world);
}

/* What cannot be done is refused, and changes nothing. */
static void test_refused(void **state)
{
    struct world *world = world_open(*state, sl_test_seed() + 2, 20);
    struct sl_linkage *plain = NULL;
    struct sl_growth *none = NULL;
    uint32_t record = 0;
    const struct sl_str ghost = SL_STR("ghost");
    world_add(world, 0);
    const struct sl_str id = world->fixture.rows[0].id;
    const struct sl_str *values = world->fixture.rows[0].values;
    SL_CHECK_STATUS(sl_growth_add(world->growth, id, values, &record, NULL), SL_INVALID);
    SL_CHECK_STATUS(sl_growth_remove(world->growth, ghost, NULL), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_growth_release(world->growth, SL_HOLD_APART, id, ghost, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(sl_growth_hold(world->growth, SL_HOLD_APART, id, ghost, NULL), NULL);
    SL_CHECK_OK(sl_growth_release(world->growth, SL_HOLD_APART, ghost, id, NULL), NULL);
    SL_CHECK_STATUS(sl_growth_record_find(world->growth, ghost, &record, NULL), SL_NOT_FOUND);
    SL_CHECK_U64(sl_growth_record_count(world->growth), 1);
    struct sl_growth_weight weight;
    SL_CHECK_STATUS(sl_growth_weigh(world->growth, 0, 0, &weight, NULL), SL_INVALID);
    const struct sl_linkage_options options = fixture_options();
    plain = fixture_linked(&world->fixture, &options);
    SL_CHECK_STATUS(sl_growth_open(plain, &none, NULL), SL_INVALID);
    sl_linkage_close(plain);
    world_close(world);
}

/* Numbers go on, ids stay, and a removed record's id is free again. */
static void test_records_and_ids(void **state)
{
    uint32_t found = 0;
    uint32_t again = 0;
    struct world *world = world_open(*state, sl_test_seed() + 2, 20);
    const struct fixture_row *row = &world->fixture.rows[3];
    world_add(world, 3);
    world_add(world, 4);
    SL_CHECK_OK(sl_growth_record_find(world->growth, row->id, &found, NULL), NULL);
    SL_CHECK_U64(found, 0);
    SL_CHECK_OK(sl_growth_remove(world->growth, row->id, NULL), NULL);
    SL_CHECK_STATUS(sl_growth_record_find(world->growth, row->id, &found, NULL), SL_NOT_FOUND);
    assert_true(sl_str_equal(sl_growth_record_id(world->growth, 0), row->id));
    SL_CHECK_OK(sl_growth_add(world->growth, row->id, row->values, &again, NULL), NULL);
    SL_CHECK_U64(again, 2);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    SL_CHECK_U64(sl_growth_change_count(world->growth), 2); /* the first was never settled */
    SL_CHECK_U64(sl_growth_change_get(world->growth, 1).record, 2);
    SL_CHECK_U64(sl_growth_change_get(world->growth, 1).before, SL_RECORD_NONE);
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    SL_CHECK_U64(sl_growth_change_count(world->growth), 0);
    world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_records_and_ids),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
