/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/hold.h"

#include "support/support.h"

static void check_hold(
    const struct sl_mention_holds *holds,
    size_t index,
    enum sl_mention_hold_kind kind,
    int64_t left,
    int64_t right
)
{
    assert_true(index < holds->count);
    SL_CHECK_U64(holds->items[index].kind, kind);
    SL_CHECK_I64(holds->items[index].left, left);
    SL_CHECK_I64(holds->items[index].right, right);
}

static void stated_roles_hold_apart(void **state)
{
    enum sl_mention_hold_kind kind = SL_MENTION_BEFORE;

    (void)state;
    assert_true(sl_hold_of_role(SL_ROLE_MOTHER, &kind));
    SL_CHECK_U64(kind, SL_MENTION_PARENT);
    assert_true(sl_hold_of_role(SL_ROLE_TWIN, &kind));
    SL_CHECK_U64(kind, SL_MENTION_APART);
    assert_true(sl_hold_of_role(SL_ROLE_STEP_PARENT, &kind));
    SL_CHECK_U64(kind, SL_MENTION_APART); /* a step-parent may be young */
    assert_false(sl_hold_of_role(SL_ROLE_ASSOCIATE, &kind));
    assert_false(sl_hold_of_role(SL_ROLE_VICTIM, &kind));
}

static void a_join_is_each_with_each(void **state)
{
    const struct sl_decided_mention mentions[] = {
        {30,  0},
        { 10, 1},
        { 20, 0},
    };
    struct sl_mention_holds holds = { 0 };

    (void)state;
    SL_CHECK_OK(sl_mention_holds_decide(&holds, 4, true, mentions, 3, NULL), NULL);
    SL_CHECK_U64(holds.count, 3);
    check_hold(&holds, 0, SL_MENTION_TOGETHER, 10, 30);
    check_hold(&holds, 1, SL_MENTION_TOGETHER, 20, 30);
    check_hold(&holds, 2, SL_MENTION_TOGETHER, 10, 20);
    SL_CHECK_I64(holds.items[0].decision, 4);
    SL_CHECK_U64(holds.items[0].reason, SL_HELD_DECIDED);
    sl_mention_holds_finish(&holds);
}

static void a_split_is_each_from_each(void **state)
{
    const struct sl_decided_mention mentions[] = {
        {1,  0},
        { 2, 0},
        { 3, 1},
        { 4, 1}
    };
    struct sl_mention_holds holds = { 0 };

    (void)state;
    SL_CHECK_OK(sl_mention_holds_decide(&holds, 5, false, mentions, 4, NULL), NULL);
    SL_CHECK_U64(holds.count, 4);
    check_hold(&holds, 0, SL_MENTION_APART, 1, 3);
    check_hold(&holds, 3, SL_MENTION_APART, 2, 4);
    sl_mention_holds_finish(&holds);
}

static void settled_holds_are_in_order_and_once(void **state)
{
    static const struct sl_mention_hold given[] = {
        {SL_MENTION_TOGETHER,  SL_HELD_DECIDED, 9, 8, 2},
        { SL_MENTION_APART,    SL_HELD_RELATED, 5, 4, 0},
        { SL_MENTION_PARENT,   SL_HELD_RELATED, 5, 4, 0},
        { SL_MENTION_APART,    SL_HELD_RELATED, 4, 5, 0},
        { SL_MENTION_APART,    SL_HELD_RELATED, 7, 7, 0},
        { SL_MENTION_APART,    SL_HELD_DECIDED, 9, 8, 1},
        { SL_MENTION_TOGETHER, SL_HELD_LISTED,  1, 2, 0},
    };
    struct sl_mention_holds holds = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        SL_CHECK_OK(sl_mention_holds_add(&holds, &given[i], NULL), NULL);
    }
    sl_mention_holds_settle(&holds);
    SL_CHECK_U64(holds.count, 5);
    check_hold(&holds, 0, SL_MENTION_PARENT, 5, 4);
    check_hold(&holds, 1, SL_MENTION_APART, 4, 5);
    check_hold(&holds, 2, SL_MENTION_APART, 8, 9);
    check_hold(&holds, 3, SL_MENTION_TOGETHER, 8, 9);
    check_hold(&holds, 4, SL_MENTION_TOGETHER, 1, 2);
    sl_mention_holds_finish(&holds);
}

static enum sl_status decide(void *context)
{
    const struct sl_decided_mention mentions[] = {
        {1,  0},
        { 2, 1}
    };
    struct sl_mention_holds holds = { 0 };

    (void)context;
    const enum sl_status status = sl_mention_holds_decide(&holds, 1, false, mentions, 2, NULL);
    sl_mention_holds_finish(&holds);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(decide, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stated_roles_hold_apart),
        cmocka_unit_test(a_join_is_each_with_each),
        cmocka_unit_test(a_split_is_each_from_each),
        cmocka_unit_test(settled_holds_are_in_order_and_once),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
