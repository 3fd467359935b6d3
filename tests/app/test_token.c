/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token.h"

#include "sharing/scope.h"
#include "sign_in_fixture.h"
#include "signin/session_rule.h"

#define HOUR SL_SIGNIN_HOUR_US

/* A token of root for a day; it is in world->token then. */
static int64_t make(struct sign_in_fixture *world)
{
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    const struct sl_stored_token token = {
        .user = SL_STR("root"),
        .name = SL_STR("a program"),
        .scopes = SL_STR("search intake"),
        .system = SL_STR("csc"),
        .la_code = 350,
        .factors = 1,
        .made_at = world->now_us,
        .expires_at = world->now_us + 24 * HOUR,
    };
    struct sl_digest digest;
    struct sl_error err;
    int64_t id = 0;

    sl_buf_clear(&world->token);
    SL_CHECK_OK(sl_token_make(&world->token, &digest, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_token_add(store, &token, &digest, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    return id;
}

static enum sl_status
try_text(struct sign_in_fixture *world, struct sl_str text, struct sl_token *ret_token)
{
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    const enum sl_status status =
        sl_token_open(store, text, world->now_us, &world->arena, ret_token, NULL);

    sl_store_close(store);
    return status;
}

static void a_token_says_whose_it_is(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_token token;

    sign_in_first(world);
    const int64_t id = make(world);
    const struct sl_str text = sl_buf_str(&world->token);
    assert_true(sl_str_starts(text, SL_STR("slt_")));
    SL_CHECK_U64(text.len, 47);
    SL_CHECK_STATUS(try_text(world, text, &token), SL_OK);
    SL_CHECK_I64(token.id, id);
    SL_CHECK_STR(token.user, "root");
    SL_CHECK_STR(token.system, "csc");
    SL_CHECK_I64(token.la_code, 350);
    SL_CHECK_U64(token.factors, 1);
    SL_CHECK_U64(token.scopes, SL_SCOPE_BIT(SL_SCOPE_SEARCH) | SL_SCOPE_BIT(SL_SCOPE_INTAKE));
    /* Not even a part of it, or one with something around it. */
    for (size_t len = 0; len < text.len; len++) {
        SL_CHECK_STATUS(try_text(world, sl_str_part(text, 0, len), &token), SL_DENIED);
    }
    SL_CHECK_STATUS(try_text(world, sl_str_part(text, 4, text.len), &token), SL_DENIED);
    sl_buf_add(&world->token, SL_STR(" "));
    SL_CHECK_STATUS(try_text(world, sl_buf_str(&world->token), &token), SL_DENIED);
}

/* Every other text of its length is nobody's. */
static void each_character_counts(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_token token;
    char text[48];

    sign_in_first(world);
    (void)make(world);
    for (size_t i = 0; i < 47; i++) {
        (void)snprintf(text, sizeof text, "%.*s", SL_STR_ARG(sl_buf_str(&world->token)));
        text[i] = text[i] == 'A' ? 'Q' : 'A';
        SL_CHECK_STATUS(try_text(world, sl_str_from(text), &token), SL_DENIED);
    }
}

static void it_ends_by_its_date_and_with_a_clock_set_back(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_token token;

    sign_in_first(world);
    const int64_t began = world->now_us;
    (void)make(world);
    const struct sl_str text = sl_buf_str(&world->token);
    world->now_us = began + 24 * HOUR - 1;
    SL_CHECK_STATUS(try_text(world, text, &token), SL_OK);
    world->now_us = began + 24 * HOUR;
    SL_CHECK_STATUS(try_text(world, text, &token), SL_DENIED);
    /* It was used at the end of its day, so it is not the beginning of it. */
    world->now_us = began + HOUR;
    SL_CHECK_STATUS(try_text(world, text, &token), SL_DENIED);
}

static void its_use_is_noted(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_stored_token stored;
    struct sl_token token;
    struct sl_error err;

    sign_in_first(world);
    (void)make(world);
    const int64_t first = world->now_us += HOUR;
    SL_CHECK_STATUS(try_text(world, sl_buf_str(&world->token), &token), SL_OK);
    world->now_us += SL_SESSION_NOTE_US - 1;
    SL_CHECK_STATUS(try_text(world, sl_buf_str(&world->token), &token), SL_OK);
    struct sl_store *store = sign_in_store(world, SL_STORE_READ);
    SL_CHECK_OK(sl_store_token_next(store, 0, SL_STR(""), &world->arena, &stored, &err), &err);
    SL_CHECK_I64(stored.seen_at, first);
    sl_store_close(store);
}

/* The door: no more than both the scopes and the role permit, and only while there is a role. */
static void a_door_is_opened_for_its_scopes(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_access *access = NULL;
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("test") };
    struct sl_error err;

    sign_in_first(world);
    (void)make(world);
    struct sl_access_opening opening = {
        .store = world->store,
        .mode = SL_STORE_BRIEF,
        .token = sl_buf_str(&world->token),
        .is_program = true,
        .now_us = world->now_us,
    };
    SL_CHECK_OK(sl_access_open(&opening, &access, &err), &err);
    SL_CHECK_STR(sl_access_user(access)->id, "root");
    SL_CHECK_I64(sl_access_session(access), 0);
    SL_CHECK_I64(sl_access_program(access)->la_code, 350);
    SL_CHECK_OK(sl_access_may(access, SL_MAY_INTAKE, &deed, &err), &err);
    /* Of the scope and not of an administrator; of an administrator and not of the scope. */
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_SEARCH, &deed, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_USERS, &deed, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "the token is not for this");
    sl_access_close(access);
    /* It is no session, and a session is no token. */
    opening.is_program = false;
    SL_CHECK_STATUS(sl_access_open(&opening, &access, NULL), SL_DENIED);
    /* Where roles need two factors, a token made with one opens nothing. */
    sign_in_two_factors(world);
    opening.is_program = true;
    SL_CHECK_STATUS(sl_access_open(&opening, &access, NULL), SL_DENIED);
}

static enum sl_status open_one(struct sl_access *access, void *context)
{
    struct sign_in_fixture *world = context;
    struct sl_token token;

    return sl_token_open(
        sl_access_store(access),
        sl_buf_str(&world->token),
        START + HOUR,
        &world->arena,
        &token,
        NULL
    );
}

static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    (void)make(world);
    sign_in_failing(world, open_one, world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(a_token_says_whose_it_is),
        SIGN_IN_TEST(each_character_counts),
        SIGN_IN_TEST(it_ends_by_its_date_and_with_a_clock_set_back),
        SIGN_IN_TEST(its_use_is_noted),
        SIGN_IN_TEST(a_door_is_opened_for_its_scopes),
        SIGN_IN_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/token", tests, NULL, NULL);
}
