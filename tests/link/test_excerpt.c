/* SPDX-License-Identifier: Apache-2.0 */
#include "link/excerpt.h"

#include "link/engine.h"
#include "link/entity.h"
#include "link/world.h"

#define ROWS 12u

/* Records of the linkage as an excerpt: pairs and people weigh what they weigh in the whole. */
static void check_excerpt(struct world *world, uint32_t first)
{
    struct sl_excerpt *excerpt = &world->growth->excerpt;
    const struct sl_linkage *whole = world->linkage;
    struct sl_excerpt_row rows[ROWS];
    for (uint32_t row = 0; row < ROWS; row++) {
        const uint32_t record = first + row;
        const bool named = whole->table.sources != NULL;
        rows[row] = (struct sl_excerpt_row){
            .codes = sl_table_row(&whole->table, record),
            .id = whole->table.ids[record],
            .record = record,
            .source = named ? whole->table.sources[record] : SL_SOURCE_NONE,
        };
    }
    SL_CHECK_OK(sl_excerpt_make(excerpt, rows, ROWS, NULL), NULL);
    struct sl_arena arena SL_CLEANUP(sl_arena_finish);
    sl_arena_init(&arena, SIZE_MAX / 2);
    struct sl_person_values people[2][ROWS];
    struct sl_person_values both[2];
    for (uint32_t row = 0; row < ROWS; row++) {
        const struct sl_scorer *scorers[2] = { &excerpt->scorer, &whole->scorer };
        for (unsigned which = 0; which < 2; which++) {
            const uint32_t record = which == 0 ? row : first + row;
            SL_CHECK_OK(
                sl_entity_of_record(&people[which][row], scorers[which], record, &arena, NULL), NULL
            );
        }
        for (uint32_t other = 0; other < row; other++) {
            double bits[2];
            for (unsigned which = 0; which < 2; which++) {
                struct sl_agreement agreement;
                struct sl_person_values *of = people[which];
                SL_CHECK_OK(
                    sl_entity_merge(
                        &both[which], scorers[which], &of[other], &of[row], false, &arena
                    ),
                    NULL
                );
                sl_entity_compare(scorers[which], &both[which], &of[0], &agreement);
                bits[which] = sl_scorer_weight(scorers[which], &agreement);
            }
            engine_check_exactly(bits[0], bits[1], "weight of two people");
            engine_check_exactly(
                sl_scorer_pair(&excerpt->scorer, other, row),
                sl_scorer_pair(&whole->scorer, first + other, first + row),
                "weight of a pair"
            );
        }
    }
}

static void test_weights_are_those_of_the_whole(void **state)
{
    for (uint64_t trial = 0; trial < 6; trial++) {
        struct world *world = world_open(*state, sl_test_seed() * 1000 + trial, 60);
        for (size_t row = 0; row < world->fixture.count; row++) {
            world->there[row] = true;
        }
        world_reopen(world);
        for (uint32_t first = 0; first + ROWS <= world->growth->base; first += ROWS) {
            check_excerpt(world, first);
        }
        world_close(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_are_those_of_the_whole),
    };
    return cmocka_run_group_tests(tests, world_learn_from_many, world_forget_many);
}
