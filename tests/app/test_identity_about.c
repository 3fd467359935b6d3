/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_about.h"

#include "app/identity_decide.h"
#include "app/identity_fixture.h"
#include "store/relation.h"

/* What all relations say, and what those of each mention say, are the same holds twice. */
static void every_relation_is_found_from_both_sides(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_relation_cursor *cursor = NULL;
    struct sl_stored_relation relation;
    struct sl_membership_cursor *members = NULL;
    struct sl_membership member;
    struct sl_mention_holds holds = { 0 };
    enum sl_mention_hold_kind kind;
    size_t count = 0;
    bool more = true;

    SL_CHECK_OK(sl_store_relations_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    while (more) {
        SL_CHECK_OK(sl_relation_cursor_next(cursor, &relation, &more, NULL), NULL);
        count +=
            more && sl_hold_of_role(relation.role, &kind) && relation.mention != relation.other;
    }
    sl_relation_cursor_close(cursor);
    SL_CHECK_OK(sl_store_memberships_open(fixture->store, 0, INT64_MAX, &members, NULL), NULL);
    for (more = true; more;) {
        SL_CHECK_OK(sl_membership_cursor_next(members, &member, &more, NULL), NULL);
        if (more) {
            const size_t before = holds.count;
            SL_CHECK_OK(
                sl_identity_related_holds(fixture->store, member.mention, &holds, NULL), NULL
            );
            for (size_t i = before; i < holds.count; i++) {
                assert_true(
                    holds.items[i].left == member.mention || holds.items[i].right == member.mention
                );
                SL_CHECK_I64(holds.items[i].reason, SL_HELD_RELATED);
            }
        }
    }
    sl_membership_cursor_close(members);
    assert_true(count > 100);
    SL_CHECK_U64(holds.count, count);
    sl_mention_holds_settle(&holds);
    assert_true(holds.count <= count / 2);
    sl_mention_holds_finish(&holds);
}

static void decisions_about_a_mention_are_found_in_order(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *const apart[] = { "bury/schools/person/1", "bury/schools/person/2" };
    const struct sl_identify_options options = identity_options();
    struct sl_identity_request request = { .kind = SL_DECISION_HOLD_APART,
                                           .names = apart,
                                           .name_count = 2,
                                           .reason = SL_STR("two girls"),
                                           .decided_by = SL_STR("A. Worker") };
    struct sl_identity_decided decided;
    struct sl_identity_named named;
    struct sl_decision found;

    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
        "2,09/10/2014,Ormskerry,Una,Female,BL9 7QX,\n"
    );
    identity_identify(fixture);
    SL_CHECK_OK(sl_identity_decide(fixture->store, &request, &options, &decided, NULL), NULL);
    const int64_t first = decided.decisions[0];
    request.kind = SL_DECISION_RELEASE;
    request.name_count = 1;
    SL_CHECK_OK(sl_identity_decide(fixture->store, &request, &options, &decided, NULL), NULL);
    SL_CHECK_OK(sl_identity_find(fixture->store, sl_str_from(apart[1]), &named, NULL), NULL);
    const int64_t mention = named.mention;
    SL_CHECK_OK(
        sl_identity_decision_about(fixture->store, mention, 0, &fixture->arena, &found, NULL), NULL
    );
    SL_CHECK_I64(found.id, first);
    SL_CHECK_I64(found.reversed_by, decided.decisions[0]);
    SL_CHECK_OK(
        sl_identity_decision_about(
            fixture->store, mention, found.id, &fixture->arena, &found, NULL
        ),
        NULL
    );
    SL_CHECK_I64(found.id, decided.decisions[0]);
    SL_CHECK_STATUS(
        sl_identity_decision_about(
            fixture->store, mention, found.id, &fixture->arena, &found, NULL
        ),
        SL_NOT_FOUND
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(every_relation_is_found_from_both_sides),
        IDENTITY_TEST(decisions_about_a_mention_are_found_in_order),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
