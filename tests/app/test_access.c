/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access.h"

#include "app/access_house.h"

/* Who may do what is what the table of roles says, for each permission and role; each refusal is an
 * entry. */
static void as_the_table_says(void **state)
{
    struct house *house = *state;
    size_t refusals = 0;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        struct sl_access *access =
            access_open(house->people.store_path, sl_user_role_terms()[role].name.ptr);
        for (unsigned permission = 0; permission < SL_PERMISSION_COUNT; permission++) {
            const bool may = (sl_user_role_get((enum sl_user_role)role)->permissions &
                              (UINT32_C(1) << permission)) != 0;
            struct sl_error err;
            const enum sl_status status =
                sl_access_may(access, (enum sl_permission)permission, &house_deed, &err);
            SL_CHECK_STATUS(status, may ? SL_OK : SL_DENIED);
            refusals += may ? 0 : 1;
        }
        sl_access_close(access);
    }
    SL_CHECK_U64(access_entries(house->access.ledger, "", 0, SL_OUTCOME_REFUSED), refusals);
    SL_CHECK_U64(access_entries(house->access.ledger, "", 0, 0), refusals);
}

/* An act is an entry before it is done, and its failure another; a purpose is chosen or named. */
static void acts(void **state)
{
    struct house *house = *state;
    const char *store = house->people.store_path;
    struct sl_access *access = access_open(store, "administrator");
    struct sl_error err;

    SL_CHECK_OK(sl_access_act(access, SL_MAY_INTAKE, &house_deed, &err), &err);
    SL_CHECK_U64(
        access_entries(house->access.ledger, "administrator", SL_VERB_WRITE, SL_OUTCOME_ALLOWED), 1
    );
    SL_CHECK_U64(sl_access_asking(access)->purpose, SL_PURPOSE_RUNNING);
    SL_CHECK_OK(sl_access_done(access, &house_deed, SL_OK, &err), &err);
    sl_fail(&err, SL_IO, "the disk is full");
    SL_CHECK_STATUS(sl_access_done(access, &house_deed, SL_IO, &err), SL_IO);
    assert_string_equal(err.message, "the disk is full");
    SL_CHECK_U64(access_entries(house->access.ledger, "administrator", 0, SL_OUTCOME_FAILED), 1);
    sl_access_close(access);
    struct sl_access_opening opening = { .store = store, .purpose = "care", .now_us = ACCESS_NOW };
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("administrator"), &access, &err), &err);
    SL_CHECK_STATUS(sl_access_act(access, SL_MAY_INTAKE, &house_deed, &err), SL_DENIED);
    assert_string_equal(err.message, "you may not take files in");
    assert_string_equal(err.hint, "Say with --purpose what it is for.");
    sl_access_close(access);
    opening.purpose = "pleasure";
    SL_CHECK_STATUS(sl_access_open_as(&opening, SL_STR("administrator"), &access, &err), SL_USAGE);
}

/* Users that there are not, or not any more; roles that have ended, also while the door is open. */
static void who_has_gone(void **state)
{
    struct house *house = *state;
    struct sl_store *store = house->people.store;
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct sl_arena arena;
    struct sl_store_role role;
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_STATUS(access_try(house->people.store_path, "nobody", &access, &err), SL_DENIED);
    access = access_open(house->people.store_path, "manager");
    SL_CHECK_OK(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), &err);
    sl_access_pause(access);
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_CHECK_OK(sl_store_role_next(store, SL_STR("manager"), 0, &arena, &role, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_role_end(store, role.id, &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_OK(sl_access_resume(access, ACCESS_NOW + 1, &err), &err);
    SL_CHECK_I64(sl_access_now(access), ACCESS_NOW + 1);
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), SL_DENIED);
    sl_access_pause(access);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(store, SL_STR("manager"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_STATUS(sl_access_resume(access, ACCESS_NOW + 2, &err), SL_DENIED);
    sl_access_close(access);
    sl_arena_finish(&arena);
}

static enum sl_status open_and_act(void *context)
{
    struct house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;

    SL_TRY(access_try(house->people.store_path, "administrator", &access, NULL));
    return sl_access_act(access, SL_MAY_INTAKE, &house_deed, NULL);
}

static void no_memory(void **state)
{
    struct house *house = *state;

    sl_store_close_ptr(&house->people.store); /* two openings of one file share what they free */
    assert_true(sl_test_failing_allocations(open_and_act, house) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(as_the_table_says),
        HOUSE_TEST(acts),
        HOUSE_TEST(who_has_gone),
        HOUSE_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/access", tests, NULL, NULL);
}
