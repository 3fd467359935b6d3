/* SPDX-License-Identifier: Apache-2.0 */
#include "app/second_factor.h"

#include "app/sign_in_fixture.h"
#include "signin/authenticator.h"
#include "store/passkey.h"

static char key[SL_AUTHENTICATOR_KEY_BYTES];

/* The key in the address that was printed: base32. */
static void read_key(const struct sl_buf *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const char *at = strstr(text->ptr, "secret=") + strlen("secret=");
    uint32_t bits = 0;
    unsigned count = 0;

    for (size_t i = 0; i < sizeof key; at++) {
        bits = bits << 5 | (uint32_t)(strchr(letters, *at) - letters);
        count += 5;
        if (count >= 8) {
            count -= 8;
            key[i++] = (char)(bits >> count & 0xffu);
        }
    }
}

static const char *code_at(int64_t now_us)
{
    static char code[16];
    const struct sl_str bytes = { .ptr = key, .len = sizeof key };

    (void)snprintf(
        code,
        sizeof code,
        "%06u",
        (unsigned)sl_authenticator_code(bytes, (uint64_t)(now_us / SL_AUTHENTICATOR_STEP_US))
    );
    return code;
}

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
    read_key(&text);
    SL_CHECK_STATUS(sl_second_factor_confirm(access, SL_STR("12345"), codes, &err), SL_DENIED);
    SL_CHECK_OK(
        sl_second_factor_confirm(access, sl_str_from(code_at(world->now_us)), codes, &err), &err
    );
    SL_CHECK_STATUS(
        sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), SL_INVALID
    );
    sl_access_close(access);
    sl_buf_finish(&text);
}

static enum sl_status
enter(struct sign_in_fixture *world, const char *second, bool *ret_wants, struct sl_error *err)
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
    bool wants = false;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    SL_CHECK_STATUS(enter(world, "", &wants, &err), SL_DENIED);
    assert_true(wants);
    SL_CHECK_STATUS(enter(world, code_at(world->now_us), &wants, &err), SL_DENIED);
    assert_false(wants); /* that code has confirmed it */
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_OK(enter(world, code_at(world->now_us), &wants, &err), &err);
    SL_CHECK_STATUS(enter(world, code_at(world->now_us), &wants, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "the user or the password is not right");
    world->now_us += 4 * SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_STATUS(enter(world, code_at(START), &wants, &err), SL_DENIED);
    sl_buf_finish(&codes);
}

/* The second factor is not asked for, and nothing is said of it, before the password is right. */
static void it_says_nothing_to_who_has_no_password(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job = sign_in_job(world, "root", "wrong wrong wrong");
    struct sl_buf codes;
    struct sl_error err;
    bool wants = true;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    SL_CHECK_STATUS(sl_sign_in(world->store, &job, &world->token, &wants, &err), SL_DENIED);
    assert_false(wants);
    sl_buf_finish(&codes);
}

static void a_recovery_code_opens_once(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_buf codes;
    struct sl_error err;
    bool wants = false;
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
    bool wants = false;

    sign_in_first(world);
    set_up_for_root(world, &codes);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(
        sl_second_factor_end(access, sign_in_proof(FIRST_PASSWORD), SL_STR("ann"), &err), &err
    );
    SL_CHECK_STATUS(enter(world, "", &wants, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_second_factor_end(access, sign_in_proof("no"), SL_STR(""), &err), SL_DENIED);
    SL_CHECK_OK(
        sl_second_factor_end(access, sign_in_proof(FIRST_PASSWORD), SL_STR(""), &err), &err
    );
    sl_access_close(access);
    SL_CHECK_OK(enter(world, "", &wants, &err), &err);
    sign_in_user(world, "ann", "marble otter canteen");
    access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(
        sl_second_factor_end(access, sign_in_proof("marble otter canteen"), SL_STR("root"), &err),
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
    bool wants = false;

    sign_in_first(world);
    sign_in_two_factors(world);
    sl_buf_init(&text, 2000);
    struct sl_access *access = narrow_door(world);
    SL_CHECK_OK(sl_second_factor_begin(access, sign_in_proof(FIRST_PASSWORD), &text, &err), &err);
    read_key(&text);
    SL_CHECK_OK(
        sl_second_factor_confirm(access, sl_str_from(code_at(world->now_us)), &text, &err), &err
    );
    sl_access_close(access);
    world->now_us += SL_AUTHENTICATOR_STEP_US;
    SL_CHECK_OK(enter(world, code_at(world->now_us), &wants, &err), &err);
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
    enum sl_status status = sl_second_factor_end(access, proof, SL_STR(""), NULL);
    if (status == SL_OK) {
        status = sl_second_factor_begin(access, proof, &text, NULL);
    }
    if (status == SL_OK) {
        read_key(&text);
        const char *code = code_at(sl_access_now(access));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
