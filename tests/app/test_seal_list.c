/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_small.h"
#include "app/seal_manage.h"
#include "sharing/share_kind.h"

#define CHILD "police/records/nominal/1"

/* Make a change as the privacy officer of the police. */
static void make(struct small_people *small, enum sl_seal_step step, const char *user)
{
    struct sl_access *access = small_open(small, "privacy_officer");
    const bool has_words = step == SL_SEAL_STEP_ADD || step == SL_SEAL_STEP_WITHHOLD;
    const struct sl_seal_change change = {
        .step = step,
        .record = SL_STR(CHILD),
        .user = sl_str_from(user),
        .words = has_words ? SL_STR("an officer's son") : SL_STR(""),
        .fields = step == SL_SEAL_STEP_WITHHOLD ? SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) : UINT64_C(0),
    };
    struct sl_error err;

    SL_CHECK_OK(sl_seal_change_make(access, &change, &err), &err);
    sl_access_close(access);
}

/* How many entries a user is shown. */
static size_t
list(struct small_people *small, const char *user, bool all, struct sl_seal_entry **ret_entries)
{
    struct sl_access *access = small_open(small, user);
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_OK(sl_seal_list(access, all, &small->arena, ret_entries, &count, &err), &err);
    sl_access_close(access);
    return count;
}

static void the_list_of_an_agency(void **state)
{
    struct small_people *small = *state;
    struct sl_seal_entry *entries = NULL;
    struct sl_error err;
    size_t count = 0;

    make(small, SL_SEAL_STEP_ADD, "");
    make(small, SL_SEAL_STEP_ALLOW, "worker");
    make(small, SL_SEAL_STEP_WITHHOLD, "");
    make(small, SL_SEAL_STEP_LIFT, "");
    SL_CHECK_U64(list(small, "privacy_officer", false, &entries), 2);
    assert_non_null(entries[0].name);
    SL_CHECK_STR(entries[0].name->user, "worker");
    SL_CHECK_STR(entries[0].agency, "police");
    SL_CHECK_STR(entries[0].system, "records");
    SL_CHECK_STR(entries[0].key, "nominal/1");
    assert_non_null(entries[1].withheld);
    SL_CHECK_U64(list(small, "privacy_officer", true, &entries), 3);
    assert_non_null(entries[0].seal);
    SL_CHECK_STR(entries[0].seal->reason, "an officer's son");
    struct sl_access *access = small_open(small, "worker");
    SL_CHECK_STATUS(sl_seal_list(access, true, &small->arena, &entries, &count, &err), SL_DENIED);
    sl_access_close(access);
    SL_CHECK_U64(small_entries(small, "privacy_officer", SL_VERB_LIST, SL_OUTCOME_ALLOWED), 2);
    SL_CHECK_U64(small_entries(small, "worker", SL_VERB_LIST, SL_OUTCOME_REFUSED), 1);
}

static void nothing_of_what_denies_them(void **state)
{
    struct small_people *small = *state;
    struct sl_seal_entry *entries = NULL;

    make(small, SL_SEAL_STEP_ADD, "");
    make(small, SL_SEAL_STEP_DENY, "all");
    SL_CHECK_U64(list(small, "privacy_officer", false, &entries), 2);
    SL_CHECK_U64(list(small, "all", true, &entries), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(the_list_of_an_agency),
        SMALL_TEST(nothing_of_what_denies_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
