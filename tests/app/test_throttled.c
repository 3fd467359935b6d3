/* SPDX-License-Identifier: Apache-2.0 */
#include "app/throttled.h"

#include "app/access_fixture.h"
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

/* Names that there are not, from one place: until it must wait. How many could be judged. */
static unsigned spray(struct sl_store *store, unsigned count, struct sl_error *err)
{
    char name[16];
    unsigned judged = 0;

    for (unsigned i = 0; i < count; i++) {
        struct sl_try attempt;
        (void)snprintf(name, sizeof name, "user%u", i);
        judged +=
            sl_try_begin(store, sl_str_from(name), SL_STR(DESK), START, &attempt, err) == SL_OK;
    }
    return judged;
}

/* They count before any is judged, so a thousand names at once are not tried. */
static void failures_of_a_place_add_up_over_names(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    struct sl_try attempt;
    struct sl_error err;

    SL_CHECK_U64(spray(store, 3 * SL_THROTTLE_PLACE_FREE, &err), SL_THROTTLE_PLACE_FREE);
    SL_CHECK_STATUS(
        sl_try_begin(store, SL_STR("ann"), SL_STR(DESK), START, &attempt, &err), SL_DENIED
    );
    SL_CHECK_OK(sl_try_begin(store, SL_STR("ann"), SL_STR("other"), START, &attempt, &err), &err);
    sl_store_close(store);
}

/* Those who sign in at a place do not make it wait, in one step or in two; nor do they let it off.
 */
static void what_is_right_counts_for_no_place(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    struct sl_try attempt;
    struct sl_error err;

    SL_CHECK_U64(spray(store, SL_THROTTLE_PLACE_FREE - 1, &err), SL_THROTTLE_PLACE_FREE - 1);
    for (unsigned i = 0; i < 3; i++) {
        const int64_t now_us = START + (i + 1) * SECOND;
        SL_CHECK_OK(sl_try_begin(store, SL_STR("ann"), SL_STR(DESK), now_us, &attempt, &err), &err);
        SL_CHECK_OK(sl_try_go_on(store, &attempt, &err), &err);
        SL_CHECK_OK(sl_try_begin(store, SL_STR("ann"), SL_STR(DESK), now_us, &attempt, &err), &err);
        SL_CHECK_I64(attempt.place_failed_us, START);
        SL_CHECK_OK(sl_store_begin(store, &err), &err);
        SL_CHECK_OK(sl_try_succeed(store, &attempt, &err), &err);
        SL_CHECK_OK(sl_store_commit(store, &err), &err);
    }
    SL_CHECK_OK(sl_try_begin(store, SL_STR("eve"), SL_STR(DESK), START, &attempt, &err), &err);
    SL_CHECK_STATUS(
        sl_try_begin(store, SL_STR("ann"), SL_STR(DESK), START, &attempt, &err), SL_DENIED
    );
    sl_store_close(store);
}

static size_t entries(struct sign_in_fixture *world)
{
    return access_entries(
        sl_test_folder_path(&world->folder, "s.ledger"), "", SL_VERB_SIGN_IN, SL_OUTCOME_REFUSED
    );
}

/* Tries that must wait are entries: the first, and the more there are, the fewer of them. */
static void tries_that_wait_are_written_down(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    struct sl_error err;

    (void)spray(store, SL_THROTTLE_PLACE_FREE, &err);
    SL_CHECK_U64(entries(world), 0);
    (void)spray(store, 1, &err);
    SL_CHECK_U64(entries(world), 1);
    (void)spray(store, 99, &err);
    SL_CHECK_U64(entries(world), 7); /* 1, 2, 4 ... 64 */
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(tries_count_before_they_are_judged),
        SIGN_IN_TEST(success_forgets_failures),
        SIGN_IN_TEST(failures_of_a_place_add_up_over_names),
        SIGN_IN_TEST(what_is_right_counts_for_no_place),
        SIGN_IN_TEST(tries_that_wait_are_written_down),
    };
    return cmocka_run_group_tests_name("app/throttled", tests, NULL, NULL);
}
