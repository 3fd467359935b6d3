/* SPDX-License-Identifier: Apache-2.0 */
/* The door by a session, and how much must be proven to go through it. */
#include "app/ledger_show.h"
#include "app/second_factor.h"
#include "app/sign_in_fixture.h"
#include "sharing/role.h"
#include "signin/factor_rule.h"

/* Permissions that say who may do what, or which records are kept from whom. */
#define GOVERNING (SL_MAY(USERS) | SL_MAY(AGREEMENT) | SL_MAY(SEAL) | SL_MAY(STORE))

/* Does a role reach records of other agencies, or change who may do what? */
static bool is_far_reaching(uint32_t permissions)
{
    bool is_far = (permissions & GOVERNING) != 0;

    for (unsigned i = 0; i < SL_PERMISSION_COUNT; i++) {
        is_far |= (permissions & UINT32_C(1) << i) != 0 &&
                  sl_permission_get((enum sl_permission)i)->reach == SL_REACH_SHARED;
    }
    return is_far;
}

/* The table of factors, told another way by that of roles. */
static void far_reaching_roles_need_two(void **state)
{
    static const char *const names[] = {
#define NAME(name, count) (name),
        SL_FACTOR_ROLE_TABLE(NAME)
#undef NAME
    };

    (void)state;
    for (unsigned i = 0; i < SL_USER_ROLE_COUNT; i++) {
        if (is_far_reaching(sl_user_role_get((enum sl_user_role)i)->permissions)) {
            SL_CHECK_U64(sl_factors_needed(sl_user_role_terms()[i].name), 2);
        }
    }
    SL_CHECK_U64(sizeof names / sizeof names[0], SL_USER_ROLE_COUNT);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct sl_str name = sl_str_from(names[i]);
        assert_true(
            sl_term_find(sl_user_role_terms(), SL_USER_ROLE_COUNT, name) < SL_USER_ROLE_COUNT
        );
    }
}

/* Open by the session of world->token. */
static enum sl_status go_in(
    struct sign_in_fixture *world,
    bool one_factor,
    struct sl_access **ret_access,
    struct sl_error *err
)
{
    const char *path = sl_test_folder_write(&world->folder, "session", sl_buf_str(&world->token));
    const struct sl_access_opening opening = {
        .store = world->store,
        .mode = SL_STORE_BRIEF,
        .session = path,
        .now_us = world->now_us,
        .one_factor = one_factor,
    };

    assert_int_equal(chmod(path, S_IRUSR | S_IWUSR), 0);
    return sl_access_open(&opening, ret_access, err);
}

static enum sl_status
count_refused(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    size_t *count = context;

    (void)err;
    *count += entry->entry.verb == SL_VERB_SIGN_IN && entry->entry.outcome == SL_OUTCOME_REFUSED;
    return SL_OK;
}

static void a_password_alone_only_sets_up_the_second(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_ledger_filter filter = { .user = SL_STR("root") };
    struct sl_access *access = NULL;
    struct sl_error err;
    size_t refused = 0;
    char ledger[600];

    sign_in_first(world);
    sign_in_two_factors(world);
    SL_CHECK_STATUS(go_in(world, false, &access, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "your role needs two"));
    assert_non_null(strstr(err.hint, "authenticator begin"));
    SL_CHECK_OK(go_in(world, true, &access, &err), &err);
    SL_CHECK_U64(sl_access_factors(access), 1);
    (void)snprintf(ledger, sizeof ledger, "%s", sl_access_ledger(access));
    sl_access_close(access);
    SL_CHECK_OK(sl_ledger_show(ledger, &filter, count_refused, &refused, &err), &err);
    SL_CHECK_U64(refused, 1);
}

/* Each way to prove who one is, and whether a role can be used by it. */
static void each_proof_has_its_factors(void **state)
{
    static const bool is_enough[] = {
        [SL_PROOF_PASSWORD] = false, [SL_PROOF_PASSWORD_AND_CODE] = true,
        [SL_PROOF_PASSKEY] = true,   [SL_PROOF_ONE_TIME_CODE] = false,
        [SL_PROOF_OUTSIDE] = false,
    };
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    sign_in_two_factors(world);
    for (unsigned proof = 0; proof < SL_PROOF_COUNT; proof++) {
        const struct sl_stored_session begun = {
            .user = SL_STR("root"),
            .proof = (enum sl_session_proof)proof,
            .source = SL_STR(DESK),
            .begun_at = world->now_us,
        };
        struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
        struct sl_access *access = NULL;
        sl_buf_clear(&world->token);
        SL_CHECK_OK(sl_session_begin(store, &begun, &world->token, &err), &err);
        sl_store_close(store);
        SL_CHECK_STATUS(go_in(world, false, &access, &err), is_enough[proof] ? SL_OK : SL_DENIED);
        sl_access_close(access);
    }
}

/* Who has no role may do nothing, and is told so act by act. */
static void without_a_role_one_is_enough(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_access *access = NULL;
    struct sl_error err;

    sign_in_first(world);
    sign_in_user(world, "ann", "marble otter canteen");
    sign_in_two_factors(world);
    SL_CHECK_OK(go_in(world, false, &access, &err), &err);
    sl_access_close(access);
}

/* A door that waits asks again when it goes on: a role may have come in the meantime. */
static void a_door_that_goes_on_asks_again(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_access *access = NULL;
    struct sl_error err;

    sign_in_first(world);
    SL_CHECK_OK(go_in(world, false, &access, &err), &err); /* one is enough in this store */
    sl_access_pause(access);
    sign_in_two_factors(world);
    SL_CHECK_STATUS(sl_access_resume(access, world->now_us, &err), SL_DENIED);
    sl_access_close(access);
}

/* Whoever has no file, as a browser, brings the token itself; nothing else is looked at then. */
static void a_token_opens_as_its_file_does(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_access_opening opening = {
        .store = world->store,
        .mode = SL_STORE_READ,
        .session = "/absent/session",
        .now_us = world->now_us,
    };
    struct sl_access *access = NULL;
    struct sl_error err;

    sign_in_first(world);
    opening.token = sl_buf_str(&world->token);
    SL_CHECK_OK(sl_access_open(&opening, &access, &err), &err);
    SL_CHECK_STR(sl_access_user(access)->id, "root");
    sl_access_pause(access);
    SL_CHECK_OK(sl_access_resume(access, world->now_us, &err), &err);
    sl_access_close(access);
    opening.token.len--;
    SL_CHECK_STATUS(sl_access_open(&opening, &access, &err), SL_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_reaching_roles_need_two),
        SIGN_IN_TEST(a_password_alone_only_sets_up_the_second),
        SIGN_IN_TEST(each_proof_has_its_factors),
        SIGN_IN_TEST(a_token_opens_as_its_file_does),
        SIGN_IN_TEST(without_a_role_one_is_enough),
        SIGN_IN_TEST(a_door_that_goes_on_asks_again),
    };
    return cmocka_run_group_tests_name("app/access_session", tests, NULL, NULL);
}
