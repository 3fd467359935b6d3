/* SPDX-License-Identifier: Apache-2.0 */
#include "app/throttled.h"

#include "app/sign_in_fixture.h"
#include "signin/throttle.h"

/* A try counts from its beginning: many at once are not judged as one. */
static void tries_count_before_they_are_judged(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *stores[SL_THROTTLE_FREE + 1];
    struct sl_try tries[SL_THROTTLE_FREE + 1];
    struct sl_error err;

    for (size_t i = 0; i <= SL_THROTTLE_FREE; i++) {
        stores[i] = sign_in_store(world, SL_STORE_BRIEF);
        SL_CHECK_STATUS(
            sl_try_begin(stores[i], SL_STR("ann"), SL_STR(DESK), START, &tries[i], &err),
            i < SL_THROTTLE_FREE ? SL_OK : SL_DENIED
        );
    }
    for (size_t i = 0; i <= SL_THROTTLE_FREE; i++) {
        sl_store_close(stores[i]);
    }
}

static void success_forgets_failures(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    struct sl_try attempt;
    struct sl_error err;

    for (size_t i = 0; i < 10; i++) {
        SL_CHECK_OK(sl_try_begin(store, SL_STR("ann"), SL_STR(DESK), START, &attempt, &err), &err);
        SL_CHECK_OK(sl_store_begin(store, &err), &err);
        SL_CHECK_OK(sl_try_succeed(store, &attempt, &err), &err);
        SL_CHECK_OK(sl_store_commit(store, &err), &err);
    }
    sl_store_close(store);
}

static void failures_of_a_place_add_up_over_names(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    struct sl_try attempt;
    struct sl_error err;
    char name[16];

    for (unsigned i = 0; i < SL_THROTTLE_PLACE_FREE; i++) {
        (void)snprintf(name, sizeof name, "user%u", i);
        SL_CHECK_OK(
            sl_try_begin(store, sl_str_from(name), SL_STR(DESK), START, &attempt, &err), &err
        );
        SL_CHECK_OK(sl_try_fail(store, &attempt, &err), &err);
    }
    SL_CHECK_STATUS(
        sl_try_begin(store, SL_STR("ann"), SL_STR(DESK), START, &attempt, &err), SL_DENIED
    );
    SL_CHECK_OK(sl_try_begin(store, SL_STR("ann"), SL_STR("other"), START, &attempt, &err), &err);
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(tries_count_before_they_are_judged),
        SIGN_IN_TEST(success_forgets_failures),
        SIGN_IN_TEST(failures_of_a_place_add_up_over_names),
    };
    return cmocka_run_group_tests_name("app/throttled", tests, NULL, NULL);
}
