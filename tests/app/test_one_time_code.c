/* SPDX-License-Identifier: Apache-2.0 */
#include "app/one_time_code.h"

#include "app/sign_in_fixture.h"
#include "base/memory.h"

static enum sl_status
find(struct sign_in_fixture *world, struct sl_store *store, const char *text, int64_t now_us)
{
    const struct sl_typed_code typed = { .kind = SL_CREDENTIAL_ONE_TIME,
                                         .text = sl_str_from(text),
                                         .now_us = now_us };
    struct sl_credential found;

    return sl_one_time_code_find(store, &typed, &world->arena, &found, NULL);
}

/* The last invitation counts; each has its time, whatever the clock says. */
static void an_invitation_takes_the_place_of_the_one_before(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_stamp made = { .by = SL_STR("root"), .at = START };
    struct sl_error err;
    char first[40];

    sign_in_first(world);
    sign_in_invite(world, "ann");
    (void)snprintf(first, sizeof first, "%s", world->code.ptr);
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(find(world, store, first, START), SL_OK);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    sl_buf_clear(&world->code);
    SL_CHECK_OK(sl_invitation_add(store, SL_STR("ann"), &made, &world->code, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_STATUS(find(world, store, first, START), SL_NOT_FOUND);
    SL_CHECK_STATUS(find(world, store, world->code.ptr, START), SL_OK);
    SL_CHECK_STATUS(find(world, store, world->code.ptr, START + SL_INVITATION_US - 1), SL_OK);
    SL_CHECK_STATUS(find(world, store, world->code.ptr, START + SL_INVITATION_US), SL_NOT_FOUND);
    SL_CHECK_STATUS(find(world, store, world->code.ptr, START - SL_SIGNIN_HOUR_US), SL_NOT_FOUND);
    SL_CHECK_STATUS(find(world, store, "no code", START), SL_NOT_FOUND);
    sl_store_close(store);
}

static enum sl_status draw(void *context)
{
    struct sl_store *store = context;
    const struct sl_credential credential = { .kind = SL_CREDENTIAL_ONE_TIME,
                                              .made = { .at = START } };
    struct sl_buf code;

    sl_buf_init(&code, 100);
    SL_TRY(sl_store_begin(store, NULL));
    const enum sl_status status = sl_one_time_code_add(store, &credential, &code, NULL);
    sl_store_rollback(store);
    sl_buf_finish(&code);
    return status;
}

/* The database keeps pages meanwhile, so leaks are not looked for here. */
static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    enum sl_status status = SL_NO_MEMORY;

    for (uint64_t allowed = 0; status != SL_OK; allowed++) {
        sl_memory_fail_after(allowed);
        status = draw(store);
        sl_memory_fail_after(UINT64_MAX);
        assert_true(status == SL_OK || status == SL_NO_MEMORY);
    }
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(an_invitation_takes_the_place_of_the_one_before),
        SIGN_IN_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/one_time_code", tests, NULL, NULL);
}
