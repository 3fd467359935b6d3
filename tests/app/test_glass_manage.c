/* SPDX-License-Identifier: Apache-2.0 */
#include "app/glass_manage.h"

#include "app/people_small.h"

static const struct sl_glass_claim *claim_of(const char *child)
{
    static struct sl_glass_claim claim;

    claim = (struct sl_glass_claim){
        .child = sl_str_from(child),
        .reason = SL_GLASS_MISSING,
        .words = SL_STR("went missing from school at noon"),
        .hours = 3,
    };
    return &claim;
}

/* Break the glass as a user. */
static enum sl_status break_it(
    struct small_people *small,
    const char *user,
    const struct sl_glass_claim *claim,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_access *access = small_open(small, user);
    struct sl_store_glass glass = { .id = 0 };
    const enum sl_status status = sl_glass_break(access, claim, &small->arena, &glass, err);

    *ret_id = glass.id;
    sl_access_close(access);
    return status;
}

static enum sl_status
judge(struct small_people *small, const char *user, int64_t id, bool right, struct sl_error *err)
{
    struct sl_access *access = small_open(small, user);
    const enum sl_status status = sl_glass_judge(access, id, right, SL_STR("looked into"), err);

    sl_access_close(access);
    return status;
}

static int64_t left(struct small_people *small, const char *user, int64_t identity)
{
    struct sl_access *access = small_open(small, user);
    const int64_t microseconds = sl_access_glass_left(access, identity);

    sl_access_close(access);
    return microseconds;
}

static void it_opens_for_who_broke_it(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;
    int64_t id = 0;

    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    SL_CHECK_OK(break_it(small, "practitioner", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_I64(left(small, "practitioner", 1024), INT64_C(3) * 3600 * 1000000);
    SL_CHECK_I64(left(small, "practitioner", 2048), 0);
    SL_CHECK_I64(left(small, "investigator", 1024), 0);
    SL_CHECK_U64(small_entries(small, "practitioner", SL_VERB_OVERRIDE, SL_OUTCOME_ALLOWED), 1);
}

static void not_without_role_reason_and_child(void **state)
{
    struct small_people *small = *state;
    struct sl_glass_claim claim = *claim_of(small_id(1024));
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_STATUS(break_it(small, "data_steward", &claim, &id, &err), SL_DENIED);
    SL_CHECK_U64(small_entries(small, "data_steward", SL_VERB_OVERRIDE, SL_OUTCOME_REFUSED), 1);
    claim.words = SL_STR("because");
    SL_CHECK_STATUS(break_it(small, "practitioner", &claim, &id, &err), SL_INVALID);
    claim = *claim_of(small_id(1024));
    claim.hours = 9;
    SL_CHECK_STATUS(break_it(small, "practitioner", &claim, &id, &err), SL_INVALID);
    SL_CHECK_STATUS(
        break_it(small, "practitioner", claim_of("police/records/nominal/9"), &id, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        break_it(small, "practitioner", claim_of("police/records/none"), &id, &err), SL_NOT_FOUND
    );
    SL_CHECK_U64(small_entries(small, "practitioner", SL_VERB_OVERRIDE, SL_OUTCOME_ALLOWED), 0);
    SL_CHECK_U64(small_entries(small, "practitioner", SL_VERB_OVERRIDE, SL_OUTCOME_FAILED), 4);
}

static void judged_once_by_another_of_the_agency(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;
    int64_t own = 0;
    int64_t other = 0;
    int64_t far = 0;

    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    SL_CHECK_OK(break_it(small, "all", claim_of(SMALL_NHS), &own, &err), &err);
    SL_CHECK_OK(break_it(small, "practitioner", claim_of(SMALL_NHS), &other, &err), &err);
    SL_CHECK_OK(break_it(small, "worker", claim_of(SMALL_NHS), &far, &err), &err);
    SL_CHECK_STATUS(judge(small, "all", own, true, &err), SL_DENIED);
    SL_CHECK_STATUS(judge(small, "practitioner", own, true, &err), SL_DENIED);
    SL_CHECK_STATUS(judge(small, "privacy_officer", far, true, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(judge(small, "privacy_officer", 99, true, &err), SL_NOT_FOUND);
    SL_CHECK_U64(small_entries(small, "privacy_officer", SL_VERB_DECIDE, SL_OUTCOME_FAILED), 2);
    SL_CHECK_OK(judge(small, "privacy_officer", own, true, &err), &err);
    SL_CHECK_STATUS(judge(small, "privacy_officer", own, false, &err), SL_INVALID);
    SL_CHECK_OK(judge(small, "privacy_officer", other, false, &err), &err);
    SL_CHECK_I64(left(small, "practitioner", 1024), 0); /* judged wrong: it has ended */
    assert_true(left(small, "all", 1024) > 0);
}

static void who_sees_which(void **state)
{
    struct small_people *small = *state;
    static const struct {
        const char *user;
        bool all;
        size_t count;
    } cases[] = {
        {"privacy_officer",  false, 1},
        { "privacy_officer", true,  2},
        { "practitioner",    false, 1},
        { "practitioner",    true,  1},
        { "worker",          true,  1},
    };
    struct sl_store_glass *glasses = NULL;
    struct sl_error err;
    size_t count = 0;
    int64_t id = 0;

    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    SL_CHECK_OK(break_it(small, "worker", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(break_it(small, "practitioner", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(break_it(small, "investigator", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(judge(small, "privacy_officer", id, true, &err), &err);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_access *access = small_open(small, cases[i].user);
        SL_CHECK_OK(
            sl_glass_list(access, cases[i].all, &small->arena, &glasses, &count, &err), &err
        );
        SL_CHECK_U64(count, cases[i].count);
        sl_access_close(access);
    }
    struct sl_access *access = small_open(small, "leader");
    SL_CHECK_STATUS(sl_glass_list(access, true, &small->arena, &glasses, &count, &err), SL_DENIED);
    sl_access_close(access);
}

/* A number for those who lead: of the own agency, and no names. */
static void counted_for_leaders(void **state)
{
    static const struct {
        const char *user;
        int64_t days;
        uint64_t waiting, overdue;
    } rows[] = {
        {"leader",            0,                        2, 0},
        { "leader",           SL_GLASS_REVIEW_DAYS + 1, 2, 2},
        { "inspector",        0,                        2, 0},
        { "partnership_lead", 0,                        2, 0},
        { "privacy_officer",  0,                        2, 0},
    };
    struct small_people *small = *state;
    struct sl_glass_unjudged unjudged;
    struct sl_error err;
    int64_t id = 0;

    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    SL_CHECK_OK(break_it(small, "worker", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(break_it(small, "practitioner", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(break_it(small, "all", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(break_it(small, "investigator", claim_of(SMALL_NHS), &id, &err), &err);
    SL_CHECK_OK(judge(small, "privacy_officer", id, true, &err), &err);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sl_access_opening opening = {
            .store = small->path,
            .mode = SL_STORE_READ,
            .now_us = ACCESS_NOW + rows[i].days * INT64_C(86400) * 1000000,
        };
        struct sl_access *access = NULL;
        SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(rows[i].user), &access, &err), &err);
        SL_CHECK_OK(sl_glass_count_unjudged(access, &unjudged, &err), &err);
        SL_CHECK_U64(unjudged.waiting, rows[i].waiting);
        SL_CHECK_U64(unjudged.overdue, rows[i].overdue);
        sl_access_close(access);
    }
    struct sl_access *access = small_open(small, "practitioner");
    SL_CHECK_STATUS(sl_glass_count_unjudged(access, &unjudged, &err), SL_DENIED);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(it_opens_for_who_broke_it),
        SMALL_TEST(not_without_role_reason_and_child),
        SMALL_TEST(judged_once_by_another_of_the_agency),
        SMALL_TEST(who_sees_which),
        SMALL_TEST(counted_for_leaders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
