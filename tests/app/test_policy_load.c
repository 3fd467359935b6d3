/* SPDX-License-Identifier: Apache-2.0 */
#include "app/policy_load.h"

#include <unistd.h>

#include "app/people_small.h"

/* What is in force, on the day of the test. */
static enum sl_policy_state load(struct small_people *small, bool *ret_is_there)
{
    struct sl_policy policy;
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(
        sl_policy_load(store, small->access.agreements, &small->arena, &policy, ret_is_there, &err),
        &err
    );
    sl_store_close(store);
    return sl_policy_state_on(&policy, ACCESS_DAY);
}

static void put(struct small_people *small, const char *name, const char *text)
{
    char path[700];

    (void)snprintf(path, sizeof path, "%s/%s", small->access.agreements, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static enum sl_status confirm(
    struct small_people *small,
    const char *user,
    struct sl_policy_confirmed *ret_confirmed,
    struct sl_error *err
)
{
    struct sl_access *access = small_open(small, user);
    const enum sl_status status = sl_policy_confirm(access, ret_confirmed, err);

    sl_access_close(access);
    return status;
}

/* Documents open nothing until somebody confirms them; the entry says which policy it was. */
static void confirmed(void **state)
{
    struct small_people *small = *state;
    struct access_count count = { .verb = SL_VERB_MANAGE };
    const struct sl_ledger_filter filter = { .user = SL_STR("all") };
    struct sl_policy_confirmed made;
    struct sl_buf id;
    bool is_there = true;
    struct sl_error err;

    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED);
    assert_false(is_there);
    put(small, "both.yaml", ACCESS_AGREEMENT);
    (void)load(small, &is_there);
    assert_false(is_there);
    SL_CHECK_OK(confirm(small, "all", &made, &err), &err);
    SL_CHECK_U64(made.document_count, 1);
    SL_CHECK_U64(made.agency_count, 3);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_READY);
    assert_true(is_there);
    SL_CHECK_OK(sl_ledger_show(small->access.ledger, &filter, access_note, &count, &err), &err);
    SL_CHECK_U64(count.count, 1);
    sl_buf_init(&id, 200);
    sl_policy_id_print(&made.id, &id);
    sl_buf_add_byte(&id, '\0');
    assert_non_null(strstr(count.detail, id.ptr));
    assert_non_null(strstr(count.detail, "2026-04-01 "));
    sl_buf_finish(&id);
}

/* One that was changed, added or taken away is not what was confirmed: nothing is open. */
static void not_what_was_confirmed(void **state)
{
    struct small_people *small = *state;
    static const char other[] =
        "format: sightline-agreement-1\nid: more\nversion: 1\ntitle: More\n"
        "valid: {from: 2026-01-01, until: 2030-12-31}\nparties: {bury: Bury, police: Police}\n"
        "shares:\n- {of: [bury], to: [police], direction: one_way, purposes: [safeguarding], "
        "level: existence, kinds: [details]}\n";
    struct sl_policy_confirmed made;
    char path[700];
    bool is_there = false;
    struct sl_error err;

    put(small, "both.yaml", ACCESS_AGREEMENT);
    SL_CHECK_OK(confirm(small, "all", &made, &err), &err);
    put(small, "more.yaml", other);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED);
    assert_true(is_there);
    SL_CHECK_OK(confirm(small, "all", &made, &err), &err);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_READY);
    (void)snprintf(path, sizeof path, "%s/more.yaml", small->access.agreements);
    assert_int_equal(unlink(path), 0);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED); /* it may be a revocation */
    put(small, "more.yaml", other);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_READY);
    put(small, "both.yaml", other);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED);
    put(small, "both.yaml", "format: nonsense\n");
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED);
}

/* A confirmation is for some days. */
static void stale(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_confirmed made;
    struct sl_policy policy;
    struct sl_store *store = NULL;
    bool is_there = false;
    struct sl_error err;

    put(small, "both.yaml", ACCESS_AGREEMENT);
    SL_CHECK_OK(confirm(small, "all", &made, &err), &err);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(
        sl_policy_load(store, small->access.agreements, &small->arena, &policy, &is_there, &err),
        &err
    );
    sl_store_close(store);
    SL_CHECK_I64(policy.confirmed, ACCESS_DAY);
    SL_CHECK_U64(sl_policy_state_on(&policy, ACCESS_DAY + 1), SL_POLICY_READY);
    SL_CHECK_U64(
        sl_policy_state_on(&policy, ACCESS_DAY + SL_POLICY_STALE_DAYS + 1), SL_POLICY_STALE
    );
}

/* A setting that is no day and id opens nothing. */
static void damaged(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_confirmed made;
    struct sl_store *store = NULL;
    bool is_there = false;
    struct sl_error err;

    put(small, "both.yaml", ACCESS_AGREEMENT);
    SL_CHECK_OK(confirm(small, "all", &made, &err), &err);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_setting_put(store, SL_STR(SL_SETTING_POLICY), SL_STR("2026-04-01 9f86"), &err),
        &err
    );
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_setting_put(store, SL_STR(SL_SETTING_POLICY), SL_STR("yesterday"), &err), &err
    );
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    SL_CHECK_U64(load(small, &is_there), SL_POLICY_DAMAGED);
    assert_true(is_there);
}

/* Only who leads the partnership confirms; documents that are wrong change nothing. */
static void refused(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_confirmed made;
    size_t refusals = 0;
    bool is_there = false;
    struct sl_error err;

    put(small, "both.yaml", ACCESS_AGREEMENT);
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const bool may =
            (sl_user_role_get((enum sl_user_role)role)->permissions & SL_MAY(AGREEMENT)) != 0;
        SL_CHECK_STATUS(
            confirm(small, sl_user_role_terms()[role].name.ptr, &made, &err),
            may ? SL_OK : SL_DENIED
        );
        refusals += may ? 0 : 1;
    }
    assert_true(refusals > 0 && refusals < SL_USER_ROLE_COUNT);
    SL_CHECK_U64(small_entries(small, "", SL_VERB_MANAGE, SL_OUTCOME_REFUSED), refusals);
    put(small, "more.yaml", "format: nonsense\n");
    assert_true(confirm(small, "all", &made, &err) != SL_OK);
    assert_true(strlen(err.message) > 0);
    (void)load(small, &is_there);
    assert_true(is_there);
    SL_CHECK_U64(small_entries(small, "all", SL_VERB_MANAGE, 0), 0);
}

static enum sl_status load_once(void *context)
{
    const struct small_people *small = context;
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_policy policy;
    bool is_there = false;

    sl_arena_init(&arena, (size_t)64 << 20);
    SL_TRY(sl_store_open(small->path, SL_STORE_READ, &store, NULL));
    const enum sl_status status =
        sl_policy_load(store, small->access.agreements, &arena, &policy, &is_there, NULL);
    if (status == SL_OK) {
        SL_CHECK_U64(sl_policy_state_on(&policy, ACCESS_DAY), SL_POLICY_READY);
    }
    return status;
}

/* Short of memory is an error, and never a policy that opens less or more. */
static void no_memory(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_confirmed made;
    struct sl_error err;

    put(small, "both.yaml", ACCESS_AGREEMENT);
    SL_CHECK_OK(confirm(small, "all", &made, &err), &err);
    assert_true(sl_test_failing_allocations(load_once, small) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(confirmed), SMALL_TEST(not_what_was_confirmed),
        SMALL_TEST(stale),     SMALL_TEST(damaged),
        SMALL_TEST(refused),   SMALL_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/policy_load", tests, NULL, NULL);
}
