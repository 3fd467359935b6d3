/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_reach.h"

#include "app/people_small.h"

static const struct sl_access_deed deed = {
    .verb = SL_VERB_WRITE, .kind = {"file", 4}
};

static void set_hub(struct small_people *small, const char *agency)
{
    struct sl_access *access = small_open(small, "root");
    struct sl_store *store = sl_access_store(access);
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_setting_put(store, SL_STR(SL_SETTING_HUB), sl_str_from(agency), &err), &err
    );
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_access_close(access);
}

static enum sl_status reach(struct small_people *small, const char *user, const char *agency)
{
    struct sl_access *access = small_open(small, user);
    const enum sl_status status = sl_intake_reach(access, sl_str_from(agency), &deed, NULL);

    sl_access_close(access);
    return status;
}

static void the_own_agency_and_the_hub_all(void **state)
{
    struct small_people *small = *state;

    set_hub(small, "none");
    SL_CHECK_STATUS(reach(small, "data_steward", "police"), SL_OK);
    SL_CHECK_STATUS(reach(small, "data_steward", "oldham"), SL_DENIED);
    SL_CHECK_U64(small_entries(small, "data_steward", SL_VERB_WRITE, SL_OUTCOME_REFUSED), 1);
    SL_CHECK_U64(small_entries(small, "data_steward", SL_VERB_WRITE, SL_OUTCOME_ALLOWED), 0);
    SL_CHECK_STATUS(reach(small, "administrator", "oldham"), SL_DENIED);
    set_hub(small, "hub");
    SL_CHECK_STATUS(reach(small, "data_steward", "oldham"), SL_DENIED);
    SL_CHECK_STATUS(reach(small, "root", "oldham"), SL_OK);
    set_hub(small, "police");
    SL_CHECK_STATUS(reach(small, "data_steward", "oldham"), SL_OK);
    SL_CHECK_STATUS(reach(small, "root", "oldham"), SL_DENIED);
    SL_CHECK_STATUS(reach(small, "manager", "police"), SL_DENIED); /* no role that may */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(the_own_agency_and_the_hub_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
