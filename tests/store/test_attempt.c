/* SPDX-License-Identifier: Apache-2.0 */
#include "store/attempt.h"

#include "store/fixture.h"

static void check(struct store_fixture *fixture, const char *what, uint64_t count, int64_t last)
{
    const struct sl_digest counted = sl_digest_of(sl_str_from(what));
    struct sl_failures failures;
    struct sl_error err;

    SL_CHECK_OK(sl_store_attempt_find(fixture->store, &counted, &failures, &err), &err);
    SL_CHECK_U64(failures.count, count);
    SL_CHECK_I64(failures.last_us, last);
}

static void failures_are_counted_and_forgotten(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest one = sl_digest_of(SL_STR("one"));
    const struct sl_digest two = sl_digest_of(SL_STR("two"));
    struct sl_error err;

    check(fixture, "one", 0, 0);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_attempt_fail(fixture->store, &one, 100, &err), &err);
    SL_CHECK_OK(sl_store_attempt_fail(fixture->store, &one, 200, &err), &err);
    SL_CHECK_OK(sl_store_attempt_fail(fixture->store, &two, 300, &err), &err);
    check(fixture, "one", 2, 200);
    check(fixture, "two", 1, 300);
    SL_CHECK_OK(sl_store_attempt_drop_old(fixture->store, 250, &err), &err);
    check(fixture, "one", 0, 0);
    check(fixture, "two", 1, 300);
    SL_CHECK_OK(sl_store_attempt_clear(fixture->store, &two, &err), &err);
    SL_CHECK_OK(sl_store_attempt_clear(fixture->store, &one, &err), &err);
    check(fixture, "two", 0, 0);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_digest counted = sl_digest_of(SL_STR("ann"));
    struct sl_failures failures;

    (void)arena;
    (void)context;
    SL_TRY(sl_store_attempt_fail(store, &counted, 100, NULL));
    SL_TRY(sl_store_attempt_find(store, &counted, &failures, NULL));
    SL_TRY(sl_store_attempt_drop_old(store, 50, NULL));
    return sl_store_attempt_clear(store, &counted, NULL);
}

static void failing_allocations(void **state)
{
    store_add_users(*state);
    store_failing(*state, do_all, *state);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(failing_allocations),
        STORE_TEST(failures_are_counted_and_forgotten),
    };
    return cmocka_run_group_tests_name("store/attempt", tests, NULL, NULL);
}
