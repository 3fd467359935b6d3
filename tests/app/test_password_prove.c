/* SPDX-License-Identifier: Apache-2.0 */
#include "app/password_prove.h"

#include "app/sign_in_fixture.h"

static const struct sl_access_deed deed = {
    .verb = SL_VERB_MANAGE, .kind = {"password", 8}
};

static void who_is_signed_in_proves_it_again(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    for (unsigned i = 0; i < 3 * SL_THROTTLE_FREE; i++) { /* what is right is not counted */
        SL_CHECK_OK(sl_password_prove(access, sign_in_proof(FIRST_PASSWORD), &deed, &err), &err);
    }
    SL_CHECK_STATUS(sl_password_prove(access, sign_in_proof(""), &deed, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "the password is not right");
    sl_access_close(access);
}

/* Guesses are counted with those to sign in, and the right one must wait, too. */
static void guesses_are_counted(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    for (unsigned i = 0; i < SL_THROTTLE_FREE; i++) {
        SL_CHECK_STATUS(sl_password_prove(access, sign_in_proof("no"), &deed, &err), SL_DENIED);
    }
    SL_CHECK_STATUS(
        sl_password_prove(access, sign_in_proof(FIRST_PASSWORD), &deed, &err), SL_DENIED
    );
    assert_non_null(strstr(err.message, "too many"));
    sl_access_close(access);
}

static enum sl_status prove(struct sl_access *access, void *context)
{
    (void)context;
    return sl_password_prove(access, sign_in_proof(FIRST_PASSWORD), &deed, NULL);
}

static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    sign_in_failing(world, prove, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(who_is_signed_in_proves_it_again),
        SIGN_IN_TEST(guesses_are_counted),
        SIGN_IN_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/password_prove", tests, NULL, NULL);
}
