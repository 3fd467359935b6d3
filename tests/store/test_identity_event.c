/* SPDX-License-Identifier: Apache-2.0 */
#include "store/identity_event.h"

#include "store/fixture.h"

/* Two identities, and one goes into the other: id, time, kind, identity, other, decision, run. */
static const struct sl_identity_event events[] = {
    {0,  1, SL_IDENTITY_CREATED, 1, 0, 0, 0},
    { 0, 2, SL_IDENTITY_CREATED, 2, 0, 0, 0},
    { 0, 3, SL_IDENTITY_JOINED,  2, 1, 0, 0},
};

static void journal_in_order(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_identity_event back;
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_identity_event_last(fixture->store, &id, &err), &err);
    SL_CHECK_I64(id, 0);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (size_t i = 0; i < 3; i++) {
        SL_CHECK_OK(sl_store_identity_event_add(fixture->store, &events[i], &id, &err), &err);
    }
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_identity_event_next(fixture->store, 0, 1, &back, &err), &err);
    SL_CHECK_I64(back.happened_at, 1);
    SL_CHECK_OK(sl_store_identity_event_next(fixture->store, back.id, 1, &back, &err), &err);
    SL_CHECK_I64(back.kind, SL_IDENTITY_JOINED);
    SL_CHECK_I64(back.identity, 2);
    SL_CHECK_I64(back.other_identity, 1);
    SL_CHECK_STATUS(
        sl_store_identity_event_next(fixture->store, back.id, 1, &back, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_identity_event_next(fixture->store, 1, 0, &back, &err), &err);
    SL_CHECK_I64(back.id, 2);
    SL_CHECK_OK(sl_store_identity_event_last(fixture->store, &id, &err), &err);
    SL_CHECK_I64(id, 3);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(journal_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
