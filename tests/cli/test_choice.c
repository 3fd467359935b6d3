/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/choice.h"

#include <string.h>

#include "sharing/role.h"
#include "support/support.h"

static void one_of_a_list(void **state)
{
    struct sl_error err;
    unsigned role = 99;
    (void)state;

    SL_CHECK_OK(
        sl_cli_choose(sl_user_role_terms(), SL_USER_ROLE_COUNT, "a role", "leader", &role, &err),
        &err
    );
    SL_CHECK_U64(role, SL_USER_LEADER);
    SL_CHECK_STATUS(
        sl_cli_choose(sl_user_role_terms(), SL_USER_ROLE_COUNT, "a role", "Leader", &role, &err),
        SL_USAGE
    );
    assert_string_equal(err.message, "'Leader' is not a role");
    assert_non_null(strstr(err.hint, "partnership_lead"));
    SL_CHECK_U64(role, SL_USER_LEADER);
}

static void spans_of_days(void **state)
{
    struct sl_option_value options[2] = { { .count = 0 } };
    struct sl_span span;
    struct sl_error err;
    (void)state;

    SL_CHECK_OK(sl_cli_span(options, 20000, &span, &err), &err);
    SL_CHECK_I64(span.from, 20000);
    SL_CHECK_I64(span.until, SL_SPAN_OPEN);
    options[0] = (struct sl_option_value){ .count = 1, .texts = { "1970-01-02" } };
    options[1] = (struct sl_option_value){ .count = 1, .texts = { "1970-02-01" } };
    SL_CHECK_OK(sl_cli_span(options, 20000, &span, &err), &err);
    SL_CHECK_I64(span.from, 1);
    SL_CHECK_I64(span.until, 31);
    options[1].texts[0] = "tomorrow";
    SL_CHECK_STATUS(sl_cli_span(options, 20000, &span, &err), SL_USAGE);
    assert_true(err.hint[0] != '\0');
}

static void numbers_from_one(void **state)
{
    static const char *const bad[] = { "0", "-1", "x", "", "1.5", "99999999999999999999" };
    struct sl_error err;
    int64_t number = 0;
    (void)state;

    SL_CHECK_OK(sl_cli_number("7", "a request", &number, &err), &err);
    SL_CHECK_I64(number, 7);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        SL_CHECK_STATUS(sl_cli_number(bad[i], "a request", &number, &err), SL_USAGE);
    }
    SL_CHECK_I64(number, 7);
}

static void as_json(void **state)
{
    json_t *day = sl_cli_day_json(31);
    json_t *open = sl_cli_day_json(SL_SPAN_OPEN);
    json_t *never = sl_cli_time_json(0);
    json_t *time = sl_cli_time_json(INT64_C(86400000000));
    json_t *empty = sl_cli_str_json((struct sl_str){ NULL, 0 });
    (void)state;

    assert_string_equal(json_string_value(day), "1970-02-01");
    assert_true(json_is_null(open));
    assert_true(json_is_null(never));
    assert_string_equal(json_string_value(time), "1970-01-02 00:00:00");
    assert_string_equal(json_string_value(empty), "");
    json_decref(day);
    json_decref(open);
    json_decref(never);
    json_decref(time);
    json_decref(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_a_list),
        cmocka_unit_test(spans_of_days),
        cmocka_unit_test(numbers_from_one),
        cmocka_unit_test(as_json),
    };
    return cmocka_run_group_tests_name("cli/choice", tests, NULL, NULL);
}
