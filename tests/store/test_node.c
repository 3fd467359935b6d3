/* SPDX-License-Identifier: Apache-2.0 */
#include "store/node.h"

#include "store/fixture.h"

static void put_use(struct store_fixture *fixture, int64_t node, int64_t entity, int64_t record)
{
    const struct sl_node_use use = { .node = node, .entity = entity, .record = record };
    SL_CHECK_OK(sl_store_node_use_put(fixture->store, &use, NULL), NULL);
}

static void a_node_is_there_while_it_is_used(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stored_node phone = { .id = 9, .kind = SL_NODE_PHONE, .form = SL_STR("0770") };
    const struct sl_node_use use = { .node = 9, .entity = 5, .record = 6 };
    struct sl_stored_node back = { .id = 0 };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_node_put(fixture->store, &phone, NULL), NULL);
    SL_CHECK_OK(sl_store_node_put(fixture->store, &phone, NULL), NULL);
    put_use(fixture, 9, 5, 6);
    SL_CHECK_OK(sl_store_node_remove_unused(fixture->store, 9, NULL), NULL);
    SL_CHECK_OK(sl_store_node_get(fixture->store, 9, &fixture->arena, &back, NULL), NULL);
    SL_CHECK_I64(back.id, 9);
    SL_CHECK_U64(back.kind, SL_NODE_PHONE);
    SL_CHECK_STR(back.form, "0770");
    SL_CHECK_OK(sl_store_node_use_remove(fixture->store, &use, NULL), NULL);
    SL_CHECK_OK(sl_store_node_remove_unused(fixture->store, 9, NULL), NULL);
    SL_CHECK_STATUS(
        sl_store_node_get(fixture->store, 9, &fixture->arena, &back, NULL), SL_NOT_FOUND
    );
    sl_store_rollback(fixture->store);
}

static void uses_come_in_turns(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_node_uses uses = { .count = 0 };
    int64_t total = 0;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    for (int64_t i = 0; i < INT64_C(2) * SL_NODE_USES_AT_ONCE; i++) {
        put_use(fixture, 9, 1 + i / 3, 1 + i % 3);
    }
    put_use(fixture, 9, 1, 1);
    put_use(fixture, 10, 1, 1);
    do {
        SL_CHECK_OK(sl_store_node_uses(fixture->store, 9, &uses, NULL), NULL);
        for (size_t i = 0; i < uses.count; i++) {
            SL_CHECK_I64(uses.items[i].entity, 1 + total / 3);
            SL_CHECK_I64(uses.items[i].record, 1 + total % 3);
            total++;
        }
    } while (uses.count > 0);
    SL_CHECK_I64(total, INT64_C(2) * SL_NODE_USES_AT_ONCE);
    sl_store_rollback(fixture->store);
}

static void many_are_put_at_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_node_use many[70];
    struct sl_node_uses uses = { .count = 0 };
    for (int64_t i = 0; i < 70; i++) {
        many[i] = (struct sl_node_use){ .node = 9, .entity = 5, .record = 100 + i };
    }
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_node_uses_put(fixture->store, many, 70, NULL), NULL);
    SL_CHECK_OK(sl_store_node_uses_put(fixture->store, many, 70, NULL), NULL);
    SL_CHECK_OK(sl_store_node_uses(fixture->store, 9, &uses, NULL), NULL);
    SL_CHECK_U64(uses.count, 70);
    SL_CHECK_I64(uses.items[69].entity, 5);
    SL_CHECK_I64(uses.items[69].record, 169);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_node_is_there_while_it_is_used),
        STORE_TEST(uses_come_in_turns),
        STORE_TEST(many_are_put_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
