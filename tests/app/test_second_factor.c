/* SPDX-License-Identifier: Apache-2.0 */
#include "app/second_factor.h"

#include "app/authenticator_fixture.h"
#include "app/password_set.h"
#include "app/sign_in_fixture.h"
#include "signin/ticket.h"
#include "store/credential.h"
#include "store/passkey.h"

/* Set it up for root, and confirm it; the recovery codes are in *codes. */
static void set_up_for_root(struct sign_in_fixture *world, struct sl_buf *codes)
{
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 1000);
    sl_buf_init(codes, 1000);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(sl_second_factor_confirm(access, SL_STR("123456"), codes, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), &err);
    sl_buf_clear(&text);
    SL_CHECK_OK(
        sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), &err
    ); /* another one */
    authenticator_read(text.ptr);
    SL_CHECK_STATUS(sl_second_factor_confirm(access, SL_STR("12345"), codes, &err), SL_DENIED);
    SL_CHECK_OK(
        sl_second_factor_confirm(
            access, sl_str_from(authenticator_code(world->now_us)), codes, &err
        ),
        &err
    );
    SL_CHECK_STATUS(
        sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), SL_INVALID
    );
    sl_access_close(access);
    sl_buf_finish(&text);
}

static enum sl_status enter(
    struct sign_in_fixture *world,
    const char *second,
    enum sl_second_wanted *ret_wants,
    struct sl_error *err
)
{
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);

    job.second = sl_str_from(second);
    sl_buf_clear(&world->token);
    return sl_sign_in(world->store, &job, &world->token, ret_wants, err);
}

static void a_code_is_asked_for_and_taken_once(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf codes;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_NONE;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    SL_CHECK_STATUS(enter(world, "", &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_CODE);
    SL_CHECK_STATUS(enter(world, authenticator_code(world->now_us), &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_NONE); /* that code has confirmed it */
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_OK(enter(world, authenticator_code(world->now_us), &wants, &err), &err);
    SL_CHECK_STATUS(enter(world, authenticator_code(world->now_us), &wants, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "the user or the password is not right");
    world->now_us += 4 * SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_STATUS(enter(world, authenticator_code(START), &wants, &err), SL_DENIED);
    sl_buf_finish(&codes);
}

/* The second factor is not asked for, and nothing is said of it, before the password is right. */
static void it_says_nothing_to_who_has_no_password(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job = sign_in_job(world, "root", "wrong wrong wrong");
    struct sl_buf codes;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_CODE;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    SL_CHECK_STATUS(sl_sign_in(world->store, &job, &world->token, &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_NONE);
    sl_buf_finish(&codes);
}

static void a_recovery_code_opens_once(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf codes;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_NONE;
    char first[32];

    sign_in_first(world);
    set_up_for_root(world, &codes);
    SL_CHECK_U64(codes.len, (uint64_t)SL_RECOVERY_CODES * 30u);
    (void)snprintf(first, sizeof first, "%.29s", codes.ptr);
    SL_CHECK_OK(enter(world, first, &wants, &err), &err);
    SL_CHECK_STATUS(enter(world, first, &wants, &err), SL_DENIED);
    (void)snprintf(first, sizeof first, "%.29s", codes.ptr + 30);
    SL_CHECK_OK(enter(world, first, &wants, &err), &err);
    sl_buf_finish(&codes);
}

static void it_is_given_up_by_its_user_or_an_administrator(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf codes;
    struct sl_error err;
    int64_t proposal = 0;
    enum sl_second_wanted wants = SL_SECOND_NONE;

    sign_in_first(world);
    sign_in_invite(world, "bea");
    set_up_for_root(world, &codes);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(
        sl_second_factor_end_of(
            access, sign_in_proof(FIRST_PASSWORD), SL_STR("bea"), &proposal, &err
        ),
        &err
    );
    SL_CHECK_I64(proposal, 0);
    SL_CHECK_STATUS(enter(world, "", &wants, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_second_factor_end(access, sign_in_proof("no"), &err), SL_DENIED);
    SL_CHECK_OK(sl_second_factor_end(access, sign_in_proof(FIRST_PASSWORD), &err), &err);
    sl_access_close(access);
    SL_CHECK_OK(enter(world, "", &wants, &err), &err);
    sign_in_user(world, "ann", "marble otter canteen");
    access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(
        sl_second_factor_end_of(
            access, sign_in_proof("marble otter canteen"), SL_STR("root"), &proposal, &err
        ),
        SL_DENIED
    );
    sl_access_close(access);
    sl_buf_finish(&codes);
}

/* The door for those who have one factor, by the session of world->token. */
static struct sl_access *narrow_door(struct sign_in_fixture *world)
{
    const char *path = sl_test_folder_write(&world->folder, "session", sl_buf_str(&world->token));
    const struct sl_access_opening opening = {
        .store = world->store,
        .mode = SL_STORE_BRIEF,
        .session = path,
        .now_us = world->now_us,
        .one_factor = true,
    };
    struct sl_access *access = NULL;
    struct sl_error err;

    assert_int_equal(chmod(path, S_IRUSR | S_IWUSR), 0);
    SL_CHECK_OK(sl_access_open(&opening, &access, &err), &err);
    return access;
}

/* From a one-time code to an open door, in a store where a password alone opens nothing. */
static void it_is_set_up_before_all_else(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf text;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_NONE;

    sign_in_first(world);
    sign_in_two_factors(world);
    sl_buf_init(&text, 2000);
    struct sl_access *access = narrow_door(world);
    SL_CHECK_OK(sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), &err);
    authenticator_read(text.ptr);
    SL_CHECK_OK(
        sl_second_factor_confirm(
            access, sl_str_from(authenticator_code(world->now_us)), &text, &err
        ),
        &err
    );
    sl_access_close(access);
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_OK(enter(world, authenticator_code(world->now_us), &wants, &err), &err);
    sl_access_close(sign_in_door(world, SL_STORE_BRIEF));
    sl_buf_finish(&text);
}

/* Who knows a password, and has not the passkey, must not set up something else. */
static void a_passkey_is_not_passed_by(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_stored_passkey passkey = {
        .user = SL_STR("root"),
        .name = SL_STR("my phone"),
        .key = {.algorithm = SL_PASSKEY_EDDSA,
                .handle = "h",
                .handle_len = 1,
                .public_key = "0123456789abcdef0123456789abcdef",
                .public_key_len = 32},
        .made_at = START,
    };
    struct sl_buf text;
    struct sl_error err;
    int64_t id = 0;

    sign_in_first(world);
    struct sl_store *store = sign_in_store(world, SL_STORE_WRITE);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_passkey_add(store, &passkey, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    sl_buf_init(&text, 1000);
    struct sl_access *access = narrow_door(world);
    SL_CHECK_STATUS(
        sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), SL_DENIED
    );
    SL_CHECK_STR(sl_str_from(err.message), "you have a passkey: sign in with it first");
    SL_CHECK_U64(text.len, 0);
    sl_access_close(access);
    sl_buf_finish(&text);
}

/* All of it in one go. */
static enum sl_status do_all(struct sl_access *access, void *context)
{
    const struct sl_password_proof *proof = sign_in_proof(FIRST_PASSWORD);
    struct sl_buf text;
    struct sl_buf codes;

    (void)context;
    sl_buf_init(&text, 1000);
    sl_buf_init(&codes, 1000);
    enum sl_status status = sl_second_factor_end(access, proof, NULL);
    if (status == SL_OK) {
        status = sl_second_factor_begin(access, proof, &text, NULL);
    }
    if (status == SL_OK) {
        authenticator_read(text.ptr);
        const char *code = authenticator_code(sl_access_now(access));
        status = sl_second_factor_confirm(access, sl_str_from(code), &codes, NULL);
    }
    sl_buf_finish(&text);
    sl_buf_finish(&codes);
    return status;
}

static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    sign_in_failing(world, do_all, NULL);
}

/* --- in two steps ---------------------------------------------------------------------- */

/* The ticket of a first step, good until the next call. */
static const char *first_step(struct sign_in_fixture *world)
{
    static char ticket[200];
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_NONE;

    SL_CHECK_STATUS(enter(world, "", &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_CODE);
    (void)snprintf(ticket, sizeof ticket, "%.*s", SL_STR_ARG(sl_buf_str(&world->token)));
    return ticket;
}

static enum sl_status second_step(
    struct sign_in_fixture *world,
    const char *user,
    const char *ticket,
    const char *second,
    enum sl_second_wanted *ret_wants,
    struct sl_error *err
)
{
    struct sl_sign_in_job job = sign_in_job(world, user, "");

    job.ticket = sl_str_from(ticket);
    job.second = sl_str_from(second);
    sl_buf_clear(&world->token);
    return sl_sign_in(world->store, &job, &world->token, ret_wants, err);
}

static void a_ticket_stands_for_the_password(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_session session;
    struct sl_buf codes;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_NONE;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    sl_buf_finish(&codes);
    const char *ticket = first_step(world);
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_STATUS(second_step(world, "root", ticket, "", &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_CODE);
    SL_CHECK_U64(world->token.len, 0); /* no new ticket: it would never end */
    SL_CHECK_STATUS(second_step(world, "root", ticket, "000000", &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_CODE);
    SL_CHECK_STR(sl_str_from(err.message), "the code is not right, or was used before");
    world->now_us += SL_AUTHENTICATOR_STEP_US; /* one waits after failures */
    const char *code = authenticator_code(world->now_us);
    SL_CHECK_OK(second_step(world, "root", ticket, code, &wants, &err), &err);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    SL_CHECK_I64(session.proof, SL_PROOF_PASSWORD_AND_CODE);
    /* The same code again is used up, with a ticket that is still good. */
    SL_CHECK_STATUS(second_step(world, "root", ticket, code, &wants, &err), SL_DENIED);
}

/* The hash of root's password as it stands in the store; good until the next call. */
static const char *hash_of_root(struct sign_in_fixture *world)
{
    static char hash[200];
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    struct sl_credential found;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_credential_find(
            store, SL_STR("root"), SL_CREDENTIAL_PASSWORD, &world->arena, &found, &err
        ),
        &err
    );
    (void)snprintf(hash, sizeof hash, "%.*s", SL_STR_ARG(found.secret));
    sl_store_close(store);
    return hash;
}

/* The second step has no password to hash, so the first one does it; and its ticket still serves.
 */
static void the_first_step_hashes_anew(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_buf codes;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_NONE;
    char before[200];
    char ticket[200];

    sign_in_first(world);
    set_up_for_root(world, &codes);
    sl_buf_finish(&codes);
    (void)snprintf(before, sizeof before, "%s", hash_of_root(world));
    job.cost.passes++;
    sl_buf_clear(&world->token);
    SL_CHECK_STATUS(sl_sign_in(world->store, &job, &world->token, &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_CODE);
    assert_string_not_equal(hash_of_root(world), before);
    (void)snprintf(ticket, sizeof ticket, "%.*s", SL_STR_ARG(sl_buf_str(&world->token)));
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    const char *code = authenticator_code(world->now_us);
    SL_CHECK_OK(second_step(world, "root", ticket, code, &wants, &err), &err);
}

static void a_ticket_is_its_users_and_soon_over(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf codes;
    struct sl_error err;
    enum sl_second_wanted wants = SL_SECOND_CODE;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    sl_buf_finish(&codes);
    sign_in_user(world, "ann", "marble otter canteen");
    const char *ticket = first_step(world);
    SL_CHECK_STATUS(second_step(world, "ann", ticket, "", &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_NONE);
    SL_CHECK_STATUS(second_step(world, "nobody", ticket, "", &wants, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "it took too long to enter the code");
    world->now_us += SL_TICKET_US;
    const char *code = authenticator_code(world->now_us);
    SL_CHECK_STATUS(second_step(world, "root", ticket, code, &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_NONE);
    SL_CHECK_STR(sl_str_from(err.message), "it took too long to enter the code");
}

/* With another password a ticket of the one before is worth nothing. */
static void a_ticket_ends_with_its_password(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_password_change change = {
        .before = SL_STR(FIRST_PASSWORD),
        .after = SL_STR("teapot velvet lighthouse"),
        .source = SL_STR(DESK),
        .cost = SL_PASSWORD_COST_FOR_TESTS,
    };
    struct sl_buf codes;
    struct sl_error err;
    bool has = false;
    enum sl_second_wanted wants = SL_SECOND_CODE;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    sl_buf_finish(&codes);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(sl_second_factor_has(access, &has, &err), &err);
    assert_true(has);
    const char *ticket = first_step(world);
    SL_CHECK_OK(sl_password_change(access, &change, &err), &err);
    sl_access_close(access);
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    const char *code = authenticator_code(world->now_us);
    SL_CHECK_STATUS(second_step(world, "root", ticket, code, &wants, &err), SL_DENIED);
    SL_CHECK_I64(wants, SL_SECOND_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(a_ticket_stands_for_the_password),
        SIGN_IN_TEST(the_first_step_hashes_anew),
        SIGN_IN_TEST(a_ticket_is_its_users_and_soon_over),
        SIGN_IN_TEST(a_ticket_ends_with_its_password),
        SIGN_IN_TEST(failing_allocations),
        SIGN_IN_TEST(a_code_is_asked_for_and_taken_once),
        SIGN_IN_TEST(it_says_nothing_to_who_has_no_password),
        SIGN_IN_TEST(a_recovery_code_opens_once),
        SIGN_IN_TEST(it_is_set_up_before_all_else),
        SIGN_IN_TEST(a_passkey_is_not_passed_by),
        SIGN_IN_TEST(it_is_given_up_by_its_user_or_an_administrator),
    };
    return cmocka_run_group_tests_name("app/second_factor", tests, NULL, NULL);
}
