/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/factor_rule.h"

#include "support/support.h"

/* That the lines are those of the roles that there are: app/access_session. */
static void each_line_is_found_by_its_name(void **state)
{
    static const struct {
        const char *role;
        unsigned factors;
    } lines[] = {
#define LINE(name, count) { (name), (count) },
        SL_FACTOR_ROLE_TABLE(LINE)
#undef LINE
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_in_range(lines[i].factors, 1, SL_FACTORS_MOST);
        SL_CHECK_U64(sl_factors_needed(sl_str_from(lines[i].role)), lines[i].factors);
    }
    SL_CHECK_U64(sl_factors_needed(SL_STR("administrator")), 2);
}

static void an_unknown_role_needs_most(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_factors_needed(SL_STR("")), SL_FACTORS_MOST);
    SL_CHECK_U64(sl_factors_needed(SL_STR("manage")), SL_FACTORS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_found_by_its_name),
        cmocka_unit_test(an_unknown_role_needs_most),
    };
    return cmocka_run_group_tests_name("signin/factor_rule", tests, NULL, NULL);
}
