/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token_manage.h"

#include "app/password_set.h"
#include "app/token.h"
#include "sign_in_fixture.h"

static const struct sl_token_new usual = {
    .name = {"the warehouse",  13},
    .scopes = { "intake search", 13},
    .system = { "csc",           3 },
    .la_code = 350,
    .days = 30,
};

static enum sl_status
add(struct sl_access *access,
    const char *password,
    const struct sl_token_new *asked,
    struct sl_buf *token,
    struct sl_error *err)
{
    return sl_token_add(access, sign_in_proof(password), asked, token, err);
}

static size_t count(struct sl_access *access, const char *user, struct sl_arena *arena)
{
    struct sl_stored_token *tokens = NULL;
    size_t found = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_token_list(access, sl_str_from(user), arena, &tokens, &found, &err), &err);
    return found;
}

static void a_token_is_made_seen_and_ended(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_stored_token *tokens = NULL;
    struct sl_token opened;
    struct sl_buf token;
    struct sl_error err;
    size_t found = 0;

    sign_in_first(world);
    sl_buf_init(&token, 100);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(add(access, "not it at all", &usual, &token, &err), SL_DENIED);
    SL_CHECK_U64(token.len, 0);
    SL_CHECK_OK(add(access, FIRST_PASSWORD, &usual, &token, &err), &err);
    SL_CHECK_OK(sl_token_list(access, SL_STR(""), &world->arena, &tokens, &found, &err), &err);
    SL_CHECK_U64(found, 1);
    /* As the table has them, whatever the order in which they were asked for. */
    SL_CHECK_STR(tokens[0].scopes, "search intake");
    SL_CHECK_U64(tokens[0].factors, 1);
    SL_CHECK_I64(tokens[0].expires_at - tokens[0].made_at, INT64_C(30) * 86400 * 1000000);
    SL_CHECK_OK(
        sl_token_open(
            sl_access_store(access), sl_buf_str(&token), world->now_us, &world->arena, &opened, &err
        ),
        &err
    );
    SL_CHECK_OK(sl_token_stop(access, tokens[0].id, &err), &err);
    SL_CHECK_U64(count(access, "", &world->arena), 0);
    SL_CHECK_STATUS(sl_token_stop(access, tokens[0].id, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(
        sl_token_open(
            sl_access_store(access), sl_buf_str(&token), world->now_us, &world->arena, &opened, &err
        ),
        SL_DENIED
    );
    sl_access_close(access);
    sl_buf_finish(&token);
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_token_new bad[8];
    struct sl_buf token;
    struct sl_error err;

    for (size_t i = 0; i < 8; i++) {
        bad[i] = usual;
    }
    bad[0].name = SL_STR("");
    bad[1].scopes = SL_STR("everything");
    bad[2].days = 0;
    bad[3].days = SL_TOKEN_DAYS_MAX + 1;
    bad[4].la_code = SL_TOKEN_LA_CODE_MAX + 1;
    bad[5].la_code = -1;
    bad[6].scopes = SL_STR("search");
    bad[7].system = SL_STR("");
    sign_in_first(world);
    sl_buf_init(&token, 100);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    for (size_t i = 0; i < 8; i++) {
        SL_CHECK_STATUS(add(access, FIRST_PASSWORD, &bad[i], &token, &err), SL_INVALID);
        assert_true(err.message[0] != '\0');
    }
    SL_CHECK_U64(token.len, 0);
    SL_CHECK_U64(count(access, "", &world->arena), 0);
    sl_access_close(access);
    sl_buf_finish(&token);
}

/* Others' are seen and ended by an administrator, and by nobody else. */
static void administrators_see_and_end_those_of_others(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_stored_token *tokens = NULL;
    struct sl_buf token;
    struct sl_error err;
    size_t found = 0;

    sl_buf_init(&token, 100);
    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(add(access, FIRST_PASSWORD, &usual, &token, &err), &err);
    sl_access_close(access);
    sign_in_user(world, "ann", "another kettle brigade");
    access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(add(access, "another kettle brigade", &usual, &token, &err), &err);
    SL_CHECK_U64(count(access, "", &world->arena), 1);
    SL_CHECK_U64(count(access, "ann", &world->arena), 1);
    SL_CHECK_STATUS(
        sl_token_list(access, SL_STR("root"), &world->arena, &tokens, &found, &err), SL_DENIED
    );
    SL_CHECK_STATUS(
        sl_token_list(access, SL_STR("*"), &world->arena, &tokens, &found, &err), SL_DENIED
    );
    SL_CHECK_STATUS(sl_token_stop(access, 1, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_token_stop(access, 77, &err), SL_DENIED);
    sl_access_close(access);
    const struct sl_access_opening opening = { .store = world->store,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = world->now_us };
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("root"), &access, &err), &err);
    SL_CHECK_U64(count(access, "*", &world->arena), 2);
    SL_CHECK_OK(sl_token_stop(access, 2, &err), &err);
    SL_CHECK_U64(count(access, "ann", &world->arena), 0);
    SL_CHECK_U64(count(access, "", &world->arena), 1);
    sl_access_close(access);
    sl_buf_finish(&token);
}

/* Who changes the password, as somebody else may know it, ends what was made with it. */
static void a_new_password_ends_tokens(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf token;
    struct sl_error err;

    sl_buf_init(&token, 100);
    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(add(access, FIRST_PASSWORD, &usual, &token, &err), &err);
    struct sl_store *store = sl_access_store(access);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_password_put(store, SL_STR("root"), SL_STR("hash"), 0, world->now_us, &err), &err
    );
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_U64(count(access, "", &world->arena), 0);
    sl_access_close(access);
    sl_buf_finish(&token);
}

static enum sl_status all_of_it(struct sl_access *access, void *context)
{
    struct sign_in_fixture *world = context;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    SL_CLEANUP(sl_buf_finish) struct sl_buf token;
    struct sl_stored_token *tokens = NULL;
    size_t found = 0;

    (void)world;
    sl_arena_init(&arena, (size_t)1 << 20);
    sl_buf_init(&token, 100);
    SL_TRY(add(access, FIRST_PASSWORD, &usual, &token, NULL));
    SL_TRY(sl_token_list(access, SL_STR("*"), &arena, &tokens, &found, NULL));
    return sl_token_stop(access, tokens[found - 1].id, NULL);
}

static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    sign_in_failing(world, all_of_it, world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(a_token_is_made_seen_and_ended),
        SIGN_IN_TEST(what_makes_no_sense_is_refused),
        SIGN_IN_TEST(administrators_see_and_end_those_of_others),
        SIGN_IN_TEST(a_new_password_ends_tokens),
        SIGN_IN_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/token_manage", tests, NULL, NULL);
}
