/* SPDX-License-Identifier: Apache-2.0 */
#include "app/policy_load.h"

#include <unistd.h>

#include "app/access_house.h"

static enum sl_sight sight_of(
    const struct house *house,
    const char *user,
    const char *holder,
    unsigned kind,
    const char *purpose
)
{
    const struct sl_access_opening opening = { .store = house->people.store_path,
                                               .purpose = purpose,
                                               .now_us = ACCESS_NOW };
    const struct sl_access_asked asked = { .holder = sl_str_from(holder), .kind = kind };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    SL_CHECK_OK(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), &err);
    const enum sl_sight sight = sl_access_decide(access, &asked).sight;
    sl_access_close(access);
    return sight;
}

/* An agreement opens something when it is confirmed, as it was confirmed, and not for too long. */
static void agreements_in_force(void **state)
{
    struct house *house = *state;
    char path[600];

    SL_CHECK_U64(sight_of(house, "all", "oldham", SL_SHARE_DETAILS, NULL), SL_SIGHT_REFUSED);
    SL_CHECK_U64(sight_of(house, "all", "police", SL_SHARE_DETAILS, NULL), SL_SIGHT_CONTENT);
    access_agree(&house->access, house->people.store_path, ACCESS_AGREEMENT);
    SL_CHECK_U64(sight_of(house, "all", "oldham", SL_SHARE_DETAILS, NULL), SL_SIGHT_CONTENT);
    SL_CHECK_U64(sight_of(house, "all", "nhs", SL_SHARE_DETAILS, NULL), SL_SIGHT_REFUSED);
    SL_CHECK_U64(
        sight_of(house, "all", "oldham", SL_SHARE_DETAILS, "investigation"), SL_SIGHT_REFUSED
    );
    (void)snprintf(path, sizeof path, "%s/more.yaml", house->access.agreements);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    SL_CHECK_U64(sight_of(house, "all", "oldham", SL_SHARE_DETAILS, NULL), SL_SIGHT_REFUSED);
    SL_CHECK_U64(sight_of(house, "all", "police", SL_SHARE_DETAILS, NULL), SL_SIGHT_CONTENT);
    assert_int_equal(unlink(path), 0);
    SL_CHECK_U64(sight_of(house, "all", "oldham", SL_SHARE_DETAILS, NULL), SL_SIGHT_CONTENT);
}

/* After too many days without a confirmation everybody sees their own agency's records alone. */
static void stale(void **state)
{
    struct house *house = *state;
    struct sl_access_opening opening = { .store = house->people.store_path, .now_us = ACCESS_NOW };
    struct sl_access_asked asked = { .holder = SL_STR("oldham"), .kind = SL_SHARE_DETAILS };
    struct sl_error err;

    access_agree(&house->access, house->people.store_path, ACCESS_AGREEMENT);
    for (int day = SL_POLICY_STALE_DAYS; day <= SL_POLICY_STALE_DAYS + 1; day++) {
        struct sl_access *access = NULL;
        opening.now_us = ACCESS_NOW + day * INT64_C(86400000000);
        SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("all"), &access, &err), &err);
        SL_CHECK_OK(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), &err);
        asked.holder = SL_STR("oldham");
        SL_CHECK_U64(
            sl_access_decide(access, &asked).sight,
            day == SL_POLICY_STALE_DAYS ? SL_SIGHT_CONTENT : SL_SIGHT_REFUSED
        );
        asked.holder = SL_STR("police");
        SL_CHECK_U64(sl_access_decide(access, &asked).sight, SL_SIGHT_CONTENT);
        sl_access_close(access);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(agreements_in_force), HOUSE_TEST(stale) };
    return cmocka_run_group_tests_name("app/policy_load", tests, NULL, NULL);
}
