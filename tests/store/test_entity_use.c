/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity_use.h"

#include "store/fixture.h"

static void put(struct store_fixture *fixture, int64_t entity, int64_t record, unsigned marks)
{
    const struct sl_entity_use use = { .record = record, .marks = marks };
    SL_CHECK_OK(sl_store_entity_use_put(fixture->store, entity, &use, NULL), NULL);
}

static void uses_come_by_record(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_entity_uses uses = { .after = 0 };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 7, 30, SL_ENTITY_PERSON);
    put(fixture, 7, 10, SL_ENTITY_PERSON | SL_ENTITY_DESCRIBED);
    put(fixture, 8, 20, SL_ENTITY_HAS);
    put(fixture, 7, 30, SL_ENTITY_HAS);
    SL_CHECK_OK(sl_store_entity_uses(fixture->store, 7, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, 2);
    SL_CHECK_I64(uses.items[0].record, 10);
    SL_CHECK_U64(uses.items[0].marks, SL_ENTITY_PERSON | SL_ENTITY_DESCRIBED);
    SL_CHECK_I64(uses.items[1].record, 30);
    SL_CHECK_U64(uses.items[1].marks, SL_ENTITY_HAS);
    SL_CHECK_OK(sl_store_entity_uses(fixture->store, 7, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, 0);
    SL_CHECK_OK(sl_store_entity_use_remove(fixture->store, 7, 10, NULL), NULL);
    SL_CHECK_OK(sl_store_entity_use_remove(fixture->store, 7, 11, NULL), NULL);
    uses = (struct sl_entity_uses){ .after = 0 };
    SL_CHECK_OK(sl_store_entity_uses(fixture->store, 7, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, 1);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
}

static void more_than_fit_come_in_turns(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_entity_uses uses = { .after = 0 };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    for (int64_t i = 1; i <= SL_ENTITY_USES_AT_ONCE + 3; i++) {
        put(fixture, 7, i, 0);
    }
    SL_CHECK_OK(sl_store_entity_uses(fixture->store, 7, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, SL_ENTITY_USES_AT_ONCE);
    SL_CHECK_OK(sl_store_entity_uses(fixture->store, 7, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, 3);
    SL_CHECK_I64(uses.items[2].record, SL_ENTITY_USES_AT_ONCE + 3);
    sl_store_rollback(fixture->store);
}

static void many_are_put_at_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_entity_used used[70];
    struct sl_entity_uses uses = { .after = 0 };
    for (int64_t i = 0; i < 70; i++) {
        used[i] = (struct sl_entity_used){
            .entity = 5, .use = {.record = 100 + i, .marks = SL_ENTITY_HAS}
        };
    }
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_entity_uses_put(fixture->store, used, 70, NULL), NULL);
    SL_CHECK_OK(sl_store_entity_uses_put(fixture->store, used, 70, NULL), NULL);
    SL_CHECK_OK(sl_store_entity_uses(fixture->store, 5, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, 70);
    SL_CHECK_I64(uses.items[69].record, 169);
    SL_CHECK_U64(uses.items[69].marks, SL_ENTITY_HAS);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(uses_come_by_record),
        STORE_TEST(more_than_fit_come_in_turns),
        STORE_TEST(many_are_put_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
