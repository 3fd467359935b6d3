/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_find.h"

#include "app/identity_fixture.h"
#include "identity/identity_id.h"

static void both_forms_lead_to_the_identity(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identity_mention *mentions = NULL;
    struct sl_identity_mention one;
    struct sl_identity_named named;
    size_t count = 0;
    struct sl_error err;

    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    identity_identify(fixture);
    const int64_t identity = identity_of(fixture, "bury/schools/person/1");
    const struct sl_identity_id id = sl_identity_print(identity);
    SL_CHECK_OK(sl_identity_find(fixture->store, sl_str_from(id.text), &named, &err), &err);
    SL_CHECK_I64(named.identity, identity);
    SL_CHECK_I64(named.mention, 0);
    SL_CHECK_OK(
        sl_identity_mentions(fixture->store, identity, &fixture->arena, &mentions, &count, &err),
        &err
    );
    SL_CHECK_U64(count, 1);
    SL_CHECK_STR(mentions[0].agency, "bury");
    SL_CHECK_STR(mentions[0].system, "schools");
    SL_CHECK_STR(mentions[0].mention.key, "person/1");
    SL_CHECK_OK(
        sl_identity_mention_get(
            fixture->store, mentions[0].mention.id, &fixture->arena, &one, &err
        ),
        &err
    );
    SL_CHECK_STR(one.system, "schools");
}

static void who_is_not_there_is_told(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_identity_id nobody = sl_identity_print(SL_IDENTITY_LIMIT - 1);
    struct sl_identity_named named;
    struct sl_error err;
    int64_t now = 1;

    SL_CHECK_OK(sl_identity_follow(fixture->store, SL_IDENTITY_LIMIT - 1, &now, &err), &err);
    SL_CHECK_I64(now, 0);
    SL_CHECK_STATUS(
        sl_identity_find(fixture->store, sl_str_from(nobody.text), &named, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_identity_find(fixture->store, SL_STR("bury/schools/nobody"), &named, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_identity_find(fixture->store, SL_STR("mars/schools/nobody"), &named, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(sl_identity_find(fixture->store, SL_STR("bury/x"), &named, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_identity_find(fixture->store, SL_STR("Edda"), &named, &err), SL_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(both_forms_lead_to_the_identity),
        IDENTITY_TEST(who_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
