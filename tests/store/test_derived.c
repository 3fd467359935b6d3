/* SPDX-License-Identifier: Apache-2.0 */
#include "store/derived.h"

#include "store/db.h"
#include "store/fixture.h"
#include "store/store_impl.h"

static void dropped_and_built_again(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_derived derived;
    struct sl_error err;

    (void)store_take_in(fixture, "one", "k", "a");
    (void)store_take_in(fixture, "two", "k", "b");
    (void)store_take_in(fixture, "three", "l", "c");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (size_t i = 0; i < sl_store_derived_count(); i++) {
        SL_CHECK_OK(sl_store_derived_drop(fixture->store, sl_store_derived_name(i), &err), &err);
        SL_CHECK_OK(
            sl_store_derived_get(fixture->store, sl_store_derived_name(i), &derived, &err), &err
        );
        SL_CHECK_I64(derived.state, SL_DERIVED_EMPTY);
    }
    SL_CHECK_OK(sl_store_rebuild_keys(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    store_check_sound(fixture->store);
    store_check_latest(fixture, "k", "b");
    SL_CHECK_U64(store_count_latest(fixture->store), 2);
    SL_CHECK_I64(store_take_in(fixture, "four", "k", "b"), SL_PUT_UNCHANGED);
}

/* Another version of the program has emptied them: the next writer builds them. */
static void empty_ones_are_built_when_opened(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_derived derived;
    struct sl_error err;

    (void)store_take_in(fixture, "one", "k", "a");
    (void)store_take_in(fixture, "two", "k", "b");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_derived_drop(fixture->store, SL_STR("record_key"), &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    store_reopen(fixture);
    store_check_latest(fixture, "k", "b");
    store_check_sound(fixture->store);
    SL_CHECK_OK(sl_store_derived_get(fixture->store, SL_STR("record_key"), &derived, &err), &err);
    SL_CHECK_I64(derived.state, SL_DERIVED_FRESH);
    SL_CHECK_I64(derived.built_through, 2);
}

static void marked_and_not_known(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_derived derived;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_derived_mark(fixture->store, SL_STR("superseded"), SL_DERIVED_STALE, 7, &err), &err
    );
    SL_CHECK_OK(sl_store_derived_get(fixture->store, SL_STR("superseded"), &derived, &err), &err);
    SL_CHECK_I64(derived.state, SL_DERIVED_STALE);
    SL_CHECK_I64(derived.built_through, 7);
    SL_CHECK_STATUS(
        sl_store_derived_get(fixture->store, SL_STR("none"), &derived, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(sl_store_derived_drop(fixture->store, SL_STR("none"), &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(dropped_and_built_again),
        STORE_TEST(empty_ones_are_built_when_opened),
        STORE_TEST(marked_and_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
