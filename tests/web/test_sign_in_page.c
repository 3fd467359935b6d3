/* SPDX-License-Identifier: Apache-2.0 */
#include "app/authenticator_fixture.h"
#include "app/passkey_manage.h"
#include "app/second_factor.h"
#include "passkey_site.h"

static void test_a_session_begins_with_a_token_of_its_own(void **state)
{
    struct site_world *world = *state;
    char before[100];
    struct site_reply reply;

    (void)snprintf(before, sizeof before, "%s", world->token);
    site_post(world, "/sign-in", "user=root&password=wobbly+kettle+brigade&to=%2Faccount", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account");
    assert_null(strstr(site_header(&reply, "set-cookie"), before));
    site_reply_finish(&reply);
    site_get(world, "/", &reply); /* the one before has ended */
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
}

static void test_who_is_refused_is_told_and_never_led_away(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_post(world, "/sign-in", "user=%22%3E%3Cb%3E&password=wrong&to=//evil.example", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_null(site_header(&reply, "set-cookie"));
    assert_true(site_says(&reply, "<title>Error: Sign in"));
    assert_true(site_says(&reply, "There is a problem"));
    assert_true(site_says(&reply, "The user or the password is not right"));
    assert_true(site_says(&reply, "value=\"&quot;&gt;&lt;b&gt;\""));
    assert_false(site_says(&reply, "evil.example"));
    assert_false(site_says(&reply, "wrong"));
    site_reply_finish(&reply);
}

/* Hidden while typed; managers may fill them in, and nothing keeps anybody from pasting. */
static void passwords_are_hidden_and_can_be_pasted(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    world->token[0] = '\0';
    site_get(world, "/sign-in", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "type=\"password\""));
    assert_true(site_says(&reply, "autocomplete=\"current-password\""));
    assert_true(site_says(&reply, "autocomplete=\"username\""));
    assert_false(site_says(&reply, "onpaste"));
    site_reply_finish(&reply);
}

/* What is missing is said at its field, and nothing is counted as an attempt. */
static void test_what_is_missing_is_said_where_it_is(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    for (int i = 0; i < 6; i++) {
        site_post(world, "/sign-in", "user=root&password=", &reply);
        SL_CHECK_U64(reply.response.status, 400);
        assert_true(site_says(&reply, "<a href=\"#password\">Enter your password</a>"));
        assert_true(site_says(&reply, "id=\"password-error\""));
        assert_false(site_says(&reply, "too many"));
        site_reply_finish(&reply);
    }
}

static void test_too_many_attempts_wait(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    for (int i = 0; i < 4; i++) {
        site_post(world, "/sign-in", "user=root&password=wrong", &reply);
        SL_CHECK_I64(site_says(&reply, "oo many attempts"), i == 3);
        SL_CHECK_I64(site_says(&reply, "seconds, then try again"), i == 3);
        site_reply_finish(&reply);
    }
}

/* --- the second step ---------------------------------------------------------------------- */

/* Root has an authenticator from now on. */
static void set_up(struct site_world *world)
{
    struct sl_access *access = sign_in_door(world->house, SL_STORE_BRIEF);
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 2000);
    SL_CHECK_OK(sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), &err);
    authenticator_read(text.ptr);
    const char *code = authenticator_code(world->house->now_us);
    SL_CHECK_OK(sl_second_factor_confirm(access, sl_str_from(code), &text, &err), &err);
    sl_access_close(access);
    sl_buf_finish(&text);
    world->house->now_us += SL_AUTHENTICATOR_STEP_US;
}

/* The first step; then the fields of the second with a code, good until the next call. */
static const char *second_step(struct site_world *world, const char *code)
{
    static char fields[400];
    static const char mark[] = "name=\"ticket\" value=\"";
    struct site_reply reply;

    site_post(world, "/sign-in", "user=root&password=wobbly+kettle+brigade&to=%2Faccount", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Enter a code from your authenticator app</bdi>"));
    assert_null(site_header(&reply, "set-cookie"));
    assert_false(site_says(&reply, "wobbly"));
    const struct sl_str body = sl_response_text(&reply.response);
    const size_t at = sl_str_find(body, sl_str_from(mark)) + sizeof mark - 1;
    const struct sl_str rest = sl_str_part(body, at, body.len);
    const struct sl_str ticket = sl_str_part(rest, 0, sl_str_find(rest, SL_STR("\"")));
    assert_true(ticket.len > 64);
    (void)snprintf(
        fields,
        sizeof fields,
        "user=root&to=%%2Faccount&ticket=%.*s&code=%s",
        SL_STR_ARG(ticket),
        code
    );
    site_reply_finish(&reply);
    return fields;
}

static void test_the_code_is_asked_for_on_a_page_of_its_own(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    set_up(world);
    site_post(world, "/sign-in/code", second_step(world, "000000"), &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "The code is not right, or was used before"));
    assert_true(site_says(&reply, "name=\"ticket\"")); /* to try again */
    site_reply_finish(&reply);
    world->house->now_us += SL_AUTHENTICATOR_STEP_US; /* one waits after failures */
    site_post(world, "/sign-in/code", second_step(world, ""), &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "Enter the code from your authenticator app"));
    site_reply_finish(&reply);
    world->house->now_us += SL_AUTHENTICATOR_STEP_US;
    const char *code = authenticator_code(world->house->now_us + SL_AUTHENTICATOR_STEP_US);
    const char *fields = second_step(world, code);
    world->house->now_us += SL_AUTHENTICATOR_STEP_US;
    site_post(world, "/sign-in/code", fields, &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account");
    assert_non_null(site_header(&reply, "set-cookie"));
    site_reply_finish(&reply);
}

static void test_who_is_slow_begins_again(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    set_up(world);
    const char *fields = second_step(world, "123456");
    world->house->now_us += INT64_C(300) * SECOND;
    site_post(world, "/sign-in/code", fields, &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "It took too long to enter the code"));
    assert_true(site_says(&reply, "name=\"password\""));
    site_reply_finish(&reply);
    site_post(world, "/sign-in/code", "user=root&code=123456", &reply); /* no ticket at all */
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "name=\"password\""));
    site_reply_finish(&reply);
}

/* --- a passkey ---------------------------------------------------------------------------- */

/* Root adds one; nobody is signed in then. */
static void set_up_passkey(struct site_world *world, struct soft_passkey *key)
{
    struct site_reply reply;

    soft_passkey_open(key, SL_PASSKEY_ES256);
    passkey_add(world, key, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    site_reply_finish(&reply);
}

static void test_a_passkey_is_enough_and_serves_once(void **state)
{
    static char fields[PASSKEY_FIELDS_BYTES];
    struct site_world *world = *state;
    struct soft_passkey key;
    struct site_reply reply;
    char before[100];

    set_up_passkey(world, &key);
    (void)snprintf(before, sizeof before, "%s", world->token);
    site_post(world, "/sign-in/passkey", "to=%2Faccount", &reply);
    (void)snprintf(fields, sizeof fields, "%s", passkey_fields(&key, &reply, "to=%2Faccount&"));
    site_reply_finish(&reply);
    site_post(world, "/sign-in/passkey/answer", fields, &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/account");
    assert_null(strstr(site_header(&reply, "set-cookie"), before));
    site_reply_finish(&reply);
    site_get(world, "/", &reply); /* the session before has ended */
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
    site_post(world, "/sign-in/passkey/answer", fields, &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_null(site_header(&reply, "set-cookie"));
    assert_true(site_says(&reply, "The passkey has answered no question of now"));
    assert_true(site_says(&reply, "name=\"password\""));
    site_reply_finish(&reply);
    soft_passkey_close(&key);
}

/* Who has passkeys alone is led to them by a password that is right, and by none that is not. */
static void test_behind_the_password_a_passkey_is_asked_for(void **state)
{
    struct site_world *world = *state;
    struct soft_passkey key;
    struct site_reply reply;

    set_up_passkey(world, &key);
    site_post(world, "/sign-in", "user=root&password=wrong", &reply);
    SL_CHECK_U64(reply.response.status, 403);
    assert_false(site_says(&reply, "data-challenge"));
    site_reply_finish(&reply);
    site_post(world, "/sign-in", "user=root&password=wobbly+kettle+brigade", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, "Use your passkey"));
    assert_null(site_header(&reply, "set-cookie"));
    const char *fields = passkey_fields(&key, &reply, "");
    site_reply_finish(&reply);
    site_post(world, "/sign-in/passkey/answer", fields, &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_non_null(site_header(&reply, "set-cookie"));
    site_reply_finish(&reply);
    soft_passkey_close(&key);
}

/* Another place, a copied device, too late, or nonsense: no session, and never another site. */
static void test_what_a_passkey_does_not_prove(void **state)
{
    struct site_world *world = *state;
    struct soft_passkey key;
    struct site_reply reply;

    set_up_passkey(world, &key);
    for (int i = 0; i < 4; i++) {
        site_post(world, "/sign-in/passkey", "", &reply);
        key.origin = i == 0 ? "http://sightline.example" : SOFT_ORIGIN;
        key.domain = i == 1 ? "evil.example" : SOFT_DOMAIN;
        key.flags = i == 2 ? 0x01 : SOFT_FLAGS;
        const char *fields = passkey_fields(&key, &reply, "to=%2F%2Fevil.example&");
        site_reply_finish(&reply);
        world->house->now_us += i == 3 ? SL_PASSKEY_ASK_US : 0;
        site_post(world, "/sign-in/passkey/answer", fields, &reply);
        SL_CHECK_U64(reply.response.status, 403);
        assert_null(site_header(&reply, "set-cookie"));
        assert_false(site_says(&reply, "//evil.example"));
        site_reply_finish(&reply);
    }
    site_post(world, "/sign-in/passkey/answer", "handle=AA&client_data=%3Cb%3E", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_false(site_says(&reply, "<b>"));
    site_reply_finish(&reply);
    soft_passkey_close(&key);
}

/* --- an invitation ------------------------------------------------------------------------ */

static void test_an_invitation_sets_a_password(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;
    char fields[300];

    sign_in_invite(world->house, "ann");
    const struct sl_str code = sl_buf_str(&world->house->code);
    (void
    )snprintf(fields, sizeof fields, "user=ann&invitation=%.*s&password=short", SL_STR_ARG(code));
    site_post(world, "/invitation", fields, &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "Use at least 12 characters"));
    assert_true(site_says(&reply, "value=\"ann\""));
    assert_false(site_says(&reply, "value=\"short\""));
    site_reply_finish(&reply);
    (void)snprintf(
        fields,
        sizeof fields,
        "user=ann&invitation=%.*s&password=marble+otter+canteen",
        SL_STR_ARG(code)
    );
    site_post(world, "/invitation", fields, &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/");
    site_reply_finish(&reply);
    site_post(world, "/invitation", fields, &reply); /* once */
    SL_CHECK_U64(reply.response.status, 403);
    assert_true(site_says(&reply, "was used or has expired"));
    site_reply_finish(&reply);
}

static void test_signing_out_ends_the_session(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    site_post(world, "/sign-out", "", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_non_null(strstr(site_header(&reply, "set-cookie"), "Max-Age=0"));
    site_reply_finish(&reply);
    site_get(world, "/", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_a_session_begins_with_a_token_of_its_own),
        SITE_TEST(test_who_is_refused_is_told_and_never_led_away),
        SITE_TEST(passwords_are_hidden_and_can_be_pasted),
        SITE_TEST(test_what_is_missing_is_said_where_it_is),
        SITE_TEST(test_too_many_attempts_wait),
        SITE_TEST(test_the_code_is_asked_for_on_a_page_of_its_own),
        SITE_TEST(test_who_is_slow_begins_again),
        SITE_TEST(test_a_passkey_is_enough_and_serves_once),
        SITE_TEST(test_behind_the_password_a_passkey_is_asked_for),
        SITE_TEST(test_what_a_passkey_does_not_prove),
        SITE_TEST(test_an_invitation_sets_a_password),
        SITE_TEST(test_signing_out_ends_the_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
