/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/role.h"

#include "support/support.h"

static void check_terms(const struct sl_term *terms, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        assert_true(terms[i].name.len > 0 && terms[i].words.len > 0);
        /* A table that was broken between two lines shows here. */
        SL_CHECK_U64(sl_str_find(terms[i].words, SL_STR("  ")), terms[i].words.len);
        SL_CHECK_U64(sl_term_find(terms, count, terms[i].name), i);
    }
}

static void test_tables_are_complete(void **state)
{
    (void)state;
    check_terms(sl_purpose_terms(), SL_PURPOSE_COUNT);
    check_terms(sl_permission_terms(), SL_PERMISSION_COUNT);
    check_terms(sl_user_role_terms(), SL_USER_ROLE_COUNT);
    check_terms(sl_tie_terms(), SL_USER_TIE_COUNT);
}

/* What shows nobody shows no field; what shows content shows some; only content needs a tie. */
static void test_permissions_agree_with_themselves(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_PERMISSION_COUNT; i++) {
        const struct sl_permission_line *line = sl_permission_get((enum sl_permission)i);
        SL_CHECK_U64(line->fields != 0, line->most == SL_SIGHT_CONTENT);
        SL_CHECK_U64(line->reach == SL_REACH_NOBODY, line->most == SL_SIGHT_REFUSED);
        assert_true(!line->needs_tie || line->most == SL_SIGHT_CONTENT);
    }
}

/* Every permission is somebody's, every role has some and a purpose, every tie serves one. */
static void test_roles_cover_everything(void **state)
{
    uint32_t permissions = 0;
    unsigned purposes = 0;
    (void)state;
    for (unsigned i = 0; i < SL_USER_ROLE_COUNT; i++) {
        const struct sl_user_role_line *line = sl_user_role_get((enum sl_user_role)i);
        assert_true(line->permissions != 0 && line->purposes != 0);
        permissions |= line->permissions;
        purposes |= line->purposes;
    }
    SL_CHECK_U64(permissions, (UINT64_C(1) << SL_PERMISSION_COUNT) - 1);
    SL_CHECK_U64(purposes, (1u << SL_PURPOSE_COUNT) - 1);
    for (unsigned i = 0; i < SL_USER_TIE_COUNT; i++) {
        assert_true(sl_tie_purposes((enum sl_user_tie_kind)i) != 0);
    }
}

/* Duties that must not be in one role. */
static void test_duties_are_apart(void **state)
{
    static const uint32_t apart[][2] = {
        {SL_MAY(BREAK_GLASS), SL_MAY(GLASS_REVIEW)},
        { SL_MAY(USERS),      SL_MAY(PICTURE)     },
        { SL_MAY(USERS),      SL_MAY(AGREEMENT)   },
        { SL_MAY(AUDIT),      SL_MAY(CONTACT)     },
        { SL_MAY(INTAKE),     SL_MAY(PICTURE)     },
    };
    (void)state;
    for (unsigned i = 0; i < SL_USER_ROLE_COUNT; i++) {
        const uint32_t held = sl_user_role_get((enum sl_user_role)i)->permissions;
        for (size_t j = 0; j < sizeof(apart) / sizeof(apart[0]); j++) {
            assert_false((held & apart[j][0]) != 0 && (held & apart[j][1]) != 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_are_complete),
        cmocka_unit_test(test_permissions_agree_with_themselves),
        cmocka_unit_test(test_roles_cover_everything),
        cmocka_unit_test(test_duties_are_apart),
    };
    return cmocka_run_group_tests_name("sharing/role", tests, NULL, NULL);
}
