/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_reach.h"

#include "app/people_small.h"

static bool has(struct sl_access *access, const char *agency)
{
    struct sl_error err;
    bool is = false;

    SL_CHECK_OK(sl_user_reach_has(access, sl_str_from(agency), &is, &err), &err);
    return is;
}

static void own_and_those_without_an_administrator(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");

    assert_true(has(access, "hub"));
    assert_true(has(access, "oldham"));
    assert_true(has(access, "nobody knows it"));
    assert_false(has(access, "police"));
    sl_access_close(access);
    access = small_open(small, "administrator");
    assert_true(has(access, "police"));
    assert_true(has(access, "oldham"));
    assert_false(has(access, "hub"));
    sl_access_close(access);
}

/* A refusal and a name that nobody has are entries. */
static void what_is_refused_is_written_down(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct sl_access_deed deed = { .verb = SL_VERB_MANAGE, .kind = SL_STR("user") };
    struct sl_error err;

    deed.subject = SL_STR("manager");
    SL_CHECK_STATUS(sl_user_reach_user(access, deed.subject, &deed, &err), SL_DENIED);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 1);
    deed.subject = SL_STR("eve");
    SL_CHECK_STATUS(sl_user_reach_user(access, deed.subject, &deed, &err), SL_NOT_FOUND);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 1);
    deed.subject = SL_STR("worker");
    SL_CHECK_OK(sl_user_reach_user(access, deed.subject, &deed, &err), &err);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 0);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(own_and_those_without_an_administrator),
        SMALL_TEST(what_is_refused_is_written_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
