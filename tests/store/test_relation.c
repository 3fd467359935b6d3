/* SPDX-License-Identifier: Apache-2.0 */
#include "store/relation.h"

#include "store/fixture.h"

static void check_next(
    struct sl_relation_cursor *cursor, int64_t mention, int64_t other, enum sl_role role, bool is_to
)
{
    struct sl_stored_relation relation = { .mention = 0 };
    bool has_one = false;
    SL_CHECK_OK(sl_relation_cursor_next(cursor, &relation, &has_one, NULL), NULL);
    assert_true(has_one);
    SL_CHECK_I64(relation.mention, mention);
    SL_CHECK_I64(relation.other, other);
    SL_CHECK_U64(relation.role, role);
    SL_CHECK_U64(relation.is_to, is_to);
    SL_CHECK_I64(relation.record, 3);
}

static void put_both(struct store_fixture *fixture, struct sl_stored_relation relation)
{
    const struct sl_stored_relation turned = {
        .mention = relation.other,
        .other = relation.mention,
        .role = relation.role,
        .is_to = true,
        .record = relation.record,
    };
    SL_CHECK_OK(sl_store_relation_put(fixture->store, &relation, NULL), NULL);
    SL_CHECK_OK(sl_store_relation_put(fixture->store, &turned, NULL), NULL);
}

static void relations_stand_with_both_persons(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stored_relation mother = {
        .mention = 1, .other = 2, .role = SL_ROLE_MOTHER, .record = 3
    };
    struct sl_relation_cursor *cursor = NULL;
    struct sl_stored_relation relation;
    bool has_one = true;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put_both(fixture, mother);
    put_both(fixture, mother);
    put_both(
        fixture,
        (struct sl_stored_relation){ .mention = 2, .other = 4, .role = SL_ROLE_TWIN, .record = 3 }
    );
    SL_CHECK_OK(sl_store_relations_open(fixture->store, 2, 2, &cursor, NULL), NULL);
    check_next(cursor, 2, 4, SL_ROLE_TWIN, false);
    check_next(cursor, 2, 1, SL_ROLE_MOTHER, true);
    SL_CHECK_OK(sl_relation_cursor_next(cursor, &relation, &has_one, NULL), NULL);
    assert_false(has_one);
    SL_CHECK_OK(sl_relation_cursor_next(cursor, &relation, &has_one, NULL), NULL);
    assert_false(has_one);
    sl_relation_cursor_close_ptr(&cursor);
    assert_null(cursor);
    SL_CHECK_OK(sl_store_relation_remove(fixture->store, &mother, NULL), NULL);
    SL_CHECK_OK(sl_store_relations_open(fixture->store, 1, 1, &cursor, NULL), NULL);
    SL_CHECK_OK(sl_relation_cursor_next(cursor, &relation, &has_one, NULL), NULL);
    assert_false(has_one);
    sl_relation_cursor_close(cursor);
    sl_store_rollback(fixture->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            relations_stand_with_both_persons, store_set_up, store_tear_down
        ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
