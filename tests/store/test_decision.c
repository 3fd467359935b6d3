/* SPDX-License-Identifier: Apache-2.0 */
#include "store/decision.h"

#include "store/fixture.h"

static void kept_found_and_reversed(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_mention mentions[] = {
        {.source = fixture->source,  .key = SL_STR("nominal/1"), .side = 0},
        { .source = fixture->source, .key = SL_STR("nominal/2"), .side = 1},
    };
    struct sl_decision decision = {
        .kind = SL_DECISION_HOLD_APART,
        .reason = SL_STR("twins"),
        .decided_by = SL_STR("worker"),
        .decided_at = 123,
        .mentions = mentions,
        .mention_count = 2,
    };
    struct sl_decision back;
    struct sl_error err;
    int64_t first = 0;
    int64_t second = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_decision_add(fixture->store, &decision, &first, &err), &err);
    decision.kind = SL_DECISION_RELEASE;
    decision.reverses = first;
    SL_CHECK_OK(sl_store_decision_add(fixture->store, &decision, &second, &err), &err);
    SL_CHECK_STATUS(sl_store_decision_add(fixture->store, &decision, &second, &err), SL_INVALID);
    decision.reverses = 99;
    SL_CHECK_STATUS(sl_store_decision_add(fixture->store, &decision, &second, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    SL_CHECK_OK(sl_store_decision_next(fixture->store, 0, &fixture->arena, &back, &err), &err);
    SL_CHECK_STR(sl_decision_kind_name(back.kind), "hold_apart");
    SL_CHECK_STR(back.reason, "twins");
    SL_CHECK_STR(back.decided_by, "worker");
    SL_CHECK_I64(back.decided_at, 123);
    SL_CHECK_I64(back.reverses, 0);
    SL_CHECK_I64(back.reversed_by, second);
    SL_CHECK_U64(back.mention_count, 2);
    SL_CHECK_STR(back.mentions[1].key, "nominal/2");
    SL_CHECK_U64(back.mentions[1].side, 1);
    SL_CHECK_OK(
        sl_store_decision_next(fixture->store, back.id, &fixture->arena, &back, &err), &err
    );
    SL_CHECK_I64(back.reverses, first);
    SL_CHECK_STATUS(
        sl_store_decision_next(fixture->store, back.id, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
    int64_t id = 0;
    SL_CHECK_OK(sl_store_decision_find(fixture->store, &mentions[1], 0, &id, &err), &err);
    SL_CHECK_I64(id, first);
    SL_CHECK_OK(sl_store_decision_find(fixture->store, &mentions[1], id, &id, &err), &err);
    SL_CHECK_STATUS(
        sl_store_decision_find(fixture->store, &mentions[1], id, &id, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_decision_last(fixture->store, &id, &err), &err);
    SL_CHECK_I64(id, back.id);
    store_check_sound(fixture->store);
}

static void what_says_nothing_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_decision decision = { .reason = SL_STR("r"), .decided_by = SL_STR("w") };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_decision_add(fixture->store, &decision, &id, &err), SL_INVALID);
    decision.reason = SL_STR("");
    SL_CHECK_STATUS(sl_store_decision_add(fixture->store, &decision, &id, &err), SL_INVALID);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(kept_found_and_reversed),
        STORE_TEST(what_says_nothing_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
