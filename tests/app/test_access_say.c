/* SPDX-License-Identifier: Apache-2.0 */
/* The door: entries before anything is done. */
#include "app/access_house.h"

/* What cannot be written down is not done. */
static void no_ledger(void **state)
{
    struct house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "administrator");
    struct sl_error err;

    char away[600];
    (void)snprintf(away, sizeof away, "%s.away", house->access.ledger);
    assert_int_equal(rename(house->access.ledger, away), 0);
    SL_CHECK_STATUS(sl_access_act(access, SL_MAY_INTAKE, &house_deed, &err), SL_IO);
    assert_non_null(strstr(err.hint, "Nothing was shown or changed"));
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), SL_IO);
    assert_int_equal(rename(away, house->access.ledger), 0);
    SL_CHECK_OK(sl_access_act(access, SL_MAY_INTAKE, &house_deed, &err), &err);
    sl_access_close(access);
}

/* Several doors write in turns, each many entries. */
static void in_turns(void **state)
{
    struct house *house = *state;
    struct sl_access *one = access_open(house->people.store_path, "administrator");
    struct sl_access *other = access_open(house->people.store_path, "data_steward");
    struct sl_error err;

    for (unsigned i = 0; i < 10; i++) {
        SL_CHECK_OK(
            sl_access_act(i % 3 == 0 ? other : one, SL_MAY_INTAKE, &house_deed, &err), &err
        );
    }
    SL_CHECK_U64(access_entries(house->access.ledger, "administrator", 0, 0), 6);
    SL_CHECK_U64(access_entries(house->access.ledger, "data_steward", 0, 0), 4);
    sl_access_close(one);
    sl_access_close(other);
}

/* Deeds that are said together are there together, as what they were, with role and policy. */
static void together(void **state)
{
    struct house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "all");
    struct sl_access_deed deeds[2] = { house_deed, house_deed };
    struct sl_error err;

    deeds[1].outcome = SL_OUTCOME_REFUSED;
    SL_CHECK_OK(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), &err);
    SL_CHECK_OK(sl_access_say(access, deeds, 2, &err), &err);
    SL_CHECK_U64(access_entries(house->access.ledger, "all", 0, SL_OUTCOME_ALLOWED), 1);
    SL_CHECK_U64(access_entries(house->access.ledger, "all", 0, SL_OUTCOME_REFUSED), 1);
    /* What is no text is not kept, and does not hinder. */
    deeds[0].detail = SL_STR("\xff");
    SL_CHECK_OK(sl_access_say(access, deeds, 1, &err), &err);
    SL_CHECK_U64(access_entries(house->access.ledger, "all", 0, 0), 3);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(no_ledger),
                                        HOUSE_TEST(in_turns),
                                        HOUSE_TEST(together) };
    return cmocka_run_group_tests_name("app/access_say", tests, NULL, NULL);
}
