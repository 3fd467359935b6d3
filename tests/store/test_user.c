/* SPDX-License-Identifier: Apache-2.0 */
#include "store/user.h"

#include <string.h>

#include "store/fixture.h"

static void ids_look_like_nothing_else(void **state)
{
    static const char *const good[] = { "a", "ann.malik", "7x", "a_b-c@bolton.example" };
    static const char *const bad[] = { "",           "Ann", ".a", "a b", "a/b",
                                       "\xd0\xb0nn", "a\n", "-x", "a'b" };
    struct sl_error err;
    char text[SL_USER_ID_LIMIT_BYTES + 1];
    (void)state;

    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        SL_CHECK_OK(sl_store_user_id_check(sl_str_from(good[i]), &err), &err);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        SL_CHECK_STATUS(sl_store_user_id_check(sl_str_from(bad[i]), &err), SL_INVALID);
        assert_true(err.hint[0] != '\0');
    }
    memset(text, 'a', sizeof text);
    const struct sl_str longest = { text, SL_USER_ID_LIMIT_BYTES };
    SL_CHECK_OK(sl_store_user_id_check(longest, &err), &err);
    const struct sl_str longer = { text, SL_USER_ID_LIMIT_BYTES + 1 };
    SL_CHECK_STATUS(sl_store_user_id_check(longer, &err), SL_INVALID);
    const struct sl_str with_nul = { "a\0b", 3 };
    SL_CHECK_STATUS(sl_store_user_id_check(with_nul, &err), SL_INVALID);
}

static void added_listed_and_ended(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("root"), 77 };
    struct sl_store_user user;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(fixture->store, SL_STR("bob"), &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_user_end(fixture->store, SL_STR("bob"), &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(
        sl_store_user_end(fixture->store, SL_STR("nobody"), &stamp, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_user_find(fixture->store, SL_STR("bob"), &fixture->arena, &user, &err), &err
    );
    SL_CHECK_STR(user.agency, "bolton");
    SL_CHECK_STR(user.added.by, "root");
    SL_CHECK_I64(user.added.at, 1);
    SL_CHECK_STR(user.ended.by, "root");
    SL_CHECK_I64(user.ended.at, 77);
    SL_CHECK_STATUS(
        sl_store_user_find(fixture->store, SL_STR("x"), &fixture->arena, &user, &err), SL_NOT_FOUND
    );
    static const char *const order[] = { "ann", "bob", "pat", "root", "sue" };
    user.id = SL_STR("");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        SL_CHECK_OK(
            sl_store_user_next(fixture->store, user.id, &fixture->arena, &user, &err), &err
        );
        SL_CHECK_STR(user.id, order[i]);
        SL_CHECK_I64(user.ended.at, i == 1 ? 77 : 0);
    }
    SL_CHECK_STATUS(
        sl_store_user_next(fixture->store, user.id, &fixture->arena, &user, &err), SL_NOT_FOUND
    );
    store_check_sound(fixture->store);
}

static void what_does_not_fit_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_store_user fine = {
        .id = SL_STR("new"),
        .name = SL_STR("New"),
        .agency = SL_STR("police"),
        .added = {SL_STR("root"), 5},
    };
    const struct sl_stamp stamp = { SL_STR("root"), 6 };
    struct sl_store_user user;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(fixture->store, SL_STR("bob"), &stamp, &err), &err);
    user = fine;
    user.id = SL_STR("bob"); /* has left: nobody else becomes bob */
    SL_CHECK_STATUS(sl_store_user_add(fixture->store, &user, &err), SL_INVALID);
    user = fine;
    user.name = SL_STR("  ");
    SL_CHECK_STATUS(sl_store_user_add(fixture->store, &user, &err), SL_INVALID);
    user = fine;
    user.agency = SL_STR("");
    SL_CHECK_STATUS(sl_store_user_add(fixture->store, &user, &err), SL_INVALID);
    user = fine;
    user.added.by = SL_STR("");
    SL_CHECK_STATUS(sl_store_user_add(fixture->store, &user, &err), SL_INVALID);
    user.added.by = SL_STR("bob"); /* has left */
    SL_CHECK_STATUS(sl_store_user_add(fixture->store, &user, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_user_add(fixture->store, &fine, &err), &err);
    SL_CHECK_STATUS(sl_store_user_add(fixture->store, &fine, &err), SL_INVALID);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_stamp stamp = { SL_STR("root"), 7 };
    const struct sl_store_user user = {
        .id = SL_STR("new"), .name = SL_STR("New"), .agency = SL_STR("bury"), .added = stamp
    };
    struct sl_store_user found;

    (void)context;
    SL_TRY(sl_store_user_add(store, &user, NULL));
    SL_TRY(sl_store_user_find(store, user.id, arena, &found, NULL));
    SL_TRY(sl_store_user_next(store, SL_STR(""), arena, &found, NULL));
    return sl_store_user_end(store, user.id, &stamp, NULL);
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
        STORE_TEST(ids_look_like_nothing_else),
        STORE_TEST(added_listed_and_ended),
        STORE_TEST(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
