/* SPDX-License-Identifier: Apache-2.0 */
#include "store/setting.h"

#include "store/fixture.h"

static void put_anew_and_found(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_str value = SL_STR("untouched");
    struct sl_error err;

    SL_CHECK_STATUS(
        sl_store_setting_find(
            fixture->store, SL_STR(SL_SETTING_LEDGER), &fixture->arena, &value, &err
        ),
        SL_NOT_FOUND
    );
    SL_CHECK_STR(value, "untouched");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(
        sl_store_setting_put(fixture->store, SL_STR(SL_SETTING_LEDGER), SL_STR(""), &err),
        SL_INVALID
    );
    SL_CHECK_OK(
        sl_store_setting_put(fixture->store, SL_STR(SL_SETTING_LEDGER), SL_STR("/a"), &err), &err
    );
    SL_CHECK_OK(
        sl_store_setting_put(fixture->store, SL_STR(SL_SETTING_LEDGER), SL_STR("/b"), &err), &err
    );
    SL_CHECK_OK(
        sl_store_setting_put(fixture->store, SL_STR(SL_SETTING_AGREEMENTS), SL_STR("/c"), &err),
        &err
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    store_reopen(fixture);
    SL_CHECK_OK(
        sl_store_setting_find(
            fixture->store, SL_STR(SL_SETTING_LEDGER), &fixture->arena, &value, &err
        ),
        &err
    );
    SL_CHECK_STR(value, "/b");
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(put_anew_and_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
