/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/user.h"

#include "support/support.h"

static void test_may(void **state)
{
    static const struct sl_user_held roles[] = {
        {SL_USER_PRACTITIONER, { 10, 20 }          },
        { SL_USER_PRIVACY,     { 15, SL_SPAN_OPEN }},
    };
    const struct sl_user user = { .roles = roles, .role_count = 2 };
    static const struct {
        enum sl_permission permission;
        enum sl_purpose purpose;
        int32_t day;
        enum sl_power power;
    } rows[] = {
        {SL_MAY_PICTURE,         SL_PURPOSE_SAFEGUARDING, 9,  SL_POWER_NONE         },
        { SL_MAY_PICTURE,        SL_PURPOSE_SAFEGUARDING, 10, SL_POWER_HELD         },
        { SL_MAY_PICTURE,        SL_PURPOSE_SAFEGUARDING, 20, SL_POWER_HELD         },
        { SL_MAY_PICTURE,        SL_PURPOSE_SAFEGUARDING, 21, SL_POWER_NONE         },
        { SL_MAY_PICTURE,        SL_PURPOSE_RIGHTS,       16, SL_POWER_OTHER_PURPOSE},
        { SL_MAY_SUBJECT_ACCESS, SL_PURPOSE_RIGHTS,       16, SL_POWER_HELD         },
        { SL_MAY_SUBJECT_ACCESS, SL_PURPOSE_SAFEGUARDING, 16, SL_POWER_OTHER_PURPOSE},
        { SL_MAY_USERS,          SL_PURPOSE_RUNNING,      16, SL_POWER_NONE         },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CHECK_U64(
            sl_user_may(&user, rows[i].permission, rows[i].purpose, rows[i].day), rows[i].power
        );
    }
}

static void test_ties(void **state)
{
    const struct sl_user_tie ties[] = {
        {SL_STR("a"),  SL_USER_TIE_TEAM,      { 10, 20 }},
        { SL_STR("a"), SL_USER_TIE_OPERATION, { 20, 30 }},
        { SL_STR("b"), SL_USER_TIE_SAMPLE,    { 10, 20 }},
    };
    const struct sl_user user = { .ties = ties, .tie_count = 3 };
    (void)state;
    SL_CHECK_U64(sl_user_ties(&user, SL_STR("a"), 9), 0);
    SL_CHECK_U64(sl_user_ties(&user, SL_STR("a"), 10), 1u << SL_USER_TIE_TEAM);
    SL_CHECK_U64(
        sl_user_ties(&user, SL_STR("a"), 20),
        (1u << SL_USER_TIE_TEAM) | (1u << SL_USER_TIE_OPERATION)
    );
    SL_CHECK_U64(sl_user_ties(&user, SL_STR("b"), 20), 1u << SL_USER_TIE_SAMPLE);
    SL_CHECK_U64(sl_user_ties(&user, SL_STR("c"), 20), 0);
    assert_true(sl_ties_serve(1u << SL_USER_TIE_TEAM, SL_PURPOSE_CARE));
    assert_false(sl_ties_serve(1u << SL_USER_TIE_HOUSEHOLD, SL_PURPOSE_CARE));
    assert_false(sl_ties_serve(1u << SL_USER_TIE_TEAM, SL_PURPOSE_ASSURANCE));
    assert_true(sl_ties_serve(0xFF, SL_PURPOSE_ASSURANCE));
    assert_false(sl_ties_serve(0, SL_PURPOSE_SAFEGUARDING));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_may),
        cmocka_unit_test(test_ties),
    };
    return cmocka_run_group_tests_name("sharing/user", tests, NULL, NULL);
}
