/* SPDX-License-Identifier: Apache-2.0 */
#include "app/seal_manage.h"

#include "app/people_small.h"
#include "sharing/share_kind.h"

#define CHILD "police/records/nominal/1"

/* Make a change as a user. */
static enum sl_status make(
    struct small_people *small,
    const char *keeper,
    enum sl_seal_step step,
    const char *record,
    const char *user,
    struct sl_error *err
)
{
    struct sl_access *access = small_open(small, keeper);
    const bool has_words = step == SL_SEAL_STEP_ADD || step == SL_SEAL_STEP_WITHHOLD;
    const struct sl_seal_change change = {
        .step = step,
        .record = sl_str_from(record),
        .user = sl_str_from(user),
        .words = has_words ? SL_STR("an officer's son") : SL_STR(""),
        .fields = step == SL_SEAL_STEP_WITHHOLD ? SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) : UINT64_C(0),
    };
    const enum sl_status status = sl_seal_change_make(access, &change, err);

    sl_access_close(access);
    return status;
}

/* What the first nominal is to a user. */
static enum sl_seal_state state_for(struct small_people *small, const char *user)
{
    struct sl_access *access = small_open(small, user);
    const enum sl_seal_state state =
        sl_seal_book_key(sl_access_seals(access), small->police, SL_STR("nominal/1"));

    sl_access_close(access);
    return state;
}

static void lists_change_at_once(void **state)
{
    static const struct {
        enum sl_seal_step step;
        const char *user;
        enum sl_seal_state manager, investigator;
    } steps[] = {
        {SL_SEAL_STEP_ADD,       "",             SL_SEAL_CLOSED, SL_SEAL_CLOSED},
        { SL_SEAL_STEP_ALLOW,    "manager",      SL_SEAL_OPEN,   SL_SEAL_CLOSED},
        { SL_SEAL_STEP_DENY,     "investigator", SL_SEAL_OPEN,   SL_SEAL_DENIED},
        { SL_SEAL_STEP_DENY,     "manager",      SL_SEAL_DENIED, SL_SEAL_DENIED},
        { SL_SEAL_STEP_UNDENY,   "manager",      SL_SEAL_OPEN,   SL_SEAL_DENIED},
        { SL_SEAL_STEP_DISALLOW, "manager",      SL_SEAL_CLOSED, SL_SEAL_DENIED},
        { SL_SEAL_STEP_LIFT,     "",             SL_SEAL_NONE,   SL_SEAL_DENIED},
        { SL_SEAL_STEP_UNDENY,   "investigator", SL_SEAL_NONE,   SL_SEAL_NONE  },
    };
    struct small_people *small = *state;
    struct sl_error err;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        SL_CHECK_OK(
            make(small, "privacy_officer", steps[i].step, CHILD, steps[i].user, &err), &err
        );
        SL_CHECK_I64(state_for(small, "manager"), steps[i].manager);
        SL_CHECK_I64(state_for(small, "investigator"), steps[i].investigator);
    }
    SL_CHECK_U64(small_entries(small, "privacy_officer", SL_VERB_SEAL, SL_OUTCOME_ALLOWED), 8);
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_LIFT, CHILD, "", &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_UNDENY, CHILD, "manager", &err), SL_NOT_FOUND
    );
}

static void only_keepers_and_their_own(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const char *name = sl_user_role_terms()[role].name.ptr;
        if (role != SL_USER_PRIVACY) {
            SL_CHECK_STATUS(make(small, name, SL_SEAL_STEP_ADD, CHILD, "", &err), SL_DENIED);
        }
    }
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_ADD, "oldham/csc/child/1", "", &err), SL_DENIED
    );
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_ADD, "oldham/csc/none", "", &err), SL_DENIED
    );
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_ADD, "police/records/none", "", &err),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_ALLOW, CHILD, "privacy_officer", &err),
        SL_DENIED
    );
    assert_string_equal(err.message, "nobody lets themselves in");
    SL_CHECK_I64(state_for(small, "manager"), SL_SEAL_NONE);
}

static void a_keeper_who_is_denied_keeps_nothing(void **state)
{
    struct small_people *small = *state;
    struct sl_seal_entry *entries = NULL;
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_OK(make(small, "all", SL_SEAL_STEP_ADD, CHILD, "", &err), &err);
    SL_CHECK_OK(make(small, "all", SL_SEAL_STEP_DENY, CHILD, "privacy_officer", &err), &err);
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_LIFT, CHILD, "", &err), SL_NOT_FOUND
    );
    assert_string_equal(err.message, "nothing is called '" CHILD "'");
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_UNDENY, CHILD, "privacy_officer", &err),
        SL_NOT_FOUND
    );
    struct sl_access *access = small_open(small, "privacy_officer");
    SL_CHECK_OK(sl_seal_list(access, true, &small->arena, &entries, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    sl_access_close(access);
}

static void withheld_and_told_again(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;

    SL_CHECK_OK(make(small, "privacy_officer", SL_SEAL_STEP_WITHHOLD, CHILD, "", &err), &err);
    struct sl_access *access = small_open(small, "worker");
    SL_CHECK_U64(
        sl_access_withheld(access, 1024, SL_STR("police")), SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS)
    );
    SL_CHECK_U64(sl_access_withheld(access, 1024, SL_STR("oldham")), 0);
    sl_access_close(access);
    SL_CHECK_OK(make(small, "privacy_officer", SL_SEAL_STEP_TELL, CHILD, "", &err), &err);
    SL_CHECK_STATUS(
        make(small, "privacy_officer", SL_SEAL_STEP_TELL, CHILD, "", &err), SL_NOT_FOUND
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(lists_change_at_once),
        SMALL_TEST(only_keepers_and_their_own),
        SMALL_TEST(a_keeper_who_is_denied_keeps_nothing),
        SMALL_TEST(withheld_and_told_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
