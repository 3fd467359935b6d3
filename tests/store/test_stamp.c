/* SPDX-License-Identifier: Apache-2.0 */
#include "store/stamp.h"

#include "store/fixture.h"
#include "store/stamp_impl.h"
#include "store/user.h"

static void who_is_there(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("root"), 7 };
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(fixture->store, SL_STR("bob"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_stamp_check_user(fixture->store, SL_STR("ann"), &err), &err);
    SL_CHECK_STATUS(sl_stamp_check_user(fixture->store, SL_STR("eve"), &err), SL_NOT_FOUND);
    assert_string_equal(err.message, "there is no user 'eve'");
    SL_CHECK_STATUS(sl_stamp_check_user(fixture->store, SL_STR("bob"), &err), SL_NOT_FOUND);
    assert_string_equal(err.message, "the account of 'bob' has ended");
    SL_CHECK_STATUS(sl_stamp_check_user(fixture->store, SL_STR(""), &err), SL_NOT_FOUND);
}

static void keys_and_words(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    SL_CHECK_OK(sl_stamp_check_key(fixture->store, fixture->source, SL_STR("k"), &err), &err);
    SL_CHECK_STATUS(
        sl_stamp_check_key(fixture->store, fixture->source, SL_STR(""), &err), SL_INVALID
    );
    SL_CHECK_STATUS(
        sl_stamp_check_key(fixture->store, fixture->source + 1, SL_STR("k"), &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_stamp_check_words(SL_STR(" staff's own family "), &err), &err);
    SL_CHECK_STATUS(sl_stamp_check_words(SL_STR(" \n"), &err), SL_INVALID);
    SL_CHECK_STATUS(sl_stamp_check_words(SL_STR("\xff"), &err), SL_INVALID);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(who_is_there),
        STORE_TEST(keys_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
