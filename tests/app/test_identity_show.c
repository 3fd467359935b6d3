/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_show.h"

#include "app/identity_decide.h"
#include "app/identity_fixture.h"
#include "identity/identity_id.h"

static void an_identity_is_shown_whole(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identify_options options = identity_options();
    const char *const names[] = { "bury/schools/person/1", "bury/schools/person/2" };
    const struct sl_identity_request request = {
        .kind = SL_DECISION_JOIN,
        .names = names,
        .name_count = 2,
        .reason = SL_STR("one girl"),
        .decided_by = SL_STR("A. Worker"),
    };
    struct sl_identity_decided decided;
    struct sl_identity_shown shown;
    struct sl_error err;

    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
        "2,09/10/2014,Ormskerry,Una,Female,BL9 7QX,\n"
    );
    identity_identify(fixture);
    const struct sl_identity_id joined = sl_identity_print(identity_of(fixture, names[1]));
    SL_CHECK_OK(sl_identity_decide(fixture->store, &request, &options, &decided, &err), &err);
    SL_CHECK_OK(
        sl_identity_show(fixture->store, sl_str_from(names[1]), &fixture->arena, &shown, &err), &err
    );
    SL_CHECK_U64(shown.mention_count, 2);
    SL_CHECK_I64(shown.asked, 0);
    SL_CHECK_STR(shown.mentions[0].row.values[SL_MENTION_GIVEN_NAME], "Edda");
    SL_CHECK_STR(shown.mentions[1].row.values[SL_MENTION_GIVEN_NAME], "Una");
    SL_CHECK_U64(shown.event_count, 2);
    SL_CHECK_U64(shown.events[0].kind, SL_IDENTITY_CREATED);
    SL_CHECK_U64(shown.events[1].kind, SL_IDENTITY_JOINED);
    SL_CHECK_I64(shown.events[1].decision, decided.decisions[0]);
    SL_CHECK_U64(shown.decision_count, 1);
    SL_CHECK_STR(shown.decisions[0].reason, "one girl");
    const int64_t identity = shown.identity;
    SL_CHECK_OK(
        sl_identity_show(fixture->store, sl_str_from(joined.text), &fixture->arena, &shown, &err),
        &err
    );
    SL_CHECK_I64(shown.identity, identity);
    SL_CHECK_STR(sl_str_from(sl_identity_print(shown.asked).text), joined.text);
    const struct sl_identity_id never = sl_identity_print(SL_IDENTITY_LIMIT - 1);
    SL_CHECK_STATUS(
        sl_identity_show(fixture->store, sl_str_from(never.text), &fixture->arena, &shown, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_identity_show(fixture->store, SL_STR("bury/schools/x"), &fixture->arena, &shown, &err),
        SL_NOT_FOUND
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(an_identity_is_shown_whole),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
