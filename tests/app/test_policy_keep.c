/* SPDX-License-Identifier: Apache-2.0 */
#include "app/policy_keep.h"

#include <time.h>
#include <unistd.h>

#include "app/people_small.h"
#include "base/memory.h"

/* Longer than the steps in which a file system notes times, as policy_keep.c has them. */
#define SETTLE_SECONDS 3
#define SETTLE_MORE_NS 50000000L

struct asking {
    struct small_people *small;
    struct sl_policy_keep *keep;
};

/* What is in force, as a door asks it. */
static enum sl_status ask(const struct asking *asking, const struct sl_policy **ret_policy)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    bool is_there = false;

    SL_TRY(sl_store_open(asking->small->path, SL_STORE_READ, &store, NULL));
    SL_TRY(sl_store_begin(store, NULL));
    return sl_policy_keep_load(
        asking->keep, store, asking->small->access.agreements, ret_policy, &is_there, NULL
    );
}

static enum sl_policy_state state_of(const struct asking *asking)
{
    const struct sl_policy *policy = NULL;

    assert_int_equal(ask(asking, &policy), SL_OK);
    return sl_policy_state_on(policy, ACCESS_DAY);
}

static void settle(void)
{
    const struct timespec pause = { .tv_sec = SETTLE_SECONDS, .tv_nsec = SETTLE_MORE_NS };

    assert_int_equal(nanosleep(&pause, NULL), 0);
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

/* Kept once it cannot change unseen, and gone with the first change: of a file, back again, of the
 * confirmation. */
static void kept_and_gone(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_keep keep;
    const struct asking asking = { .small = small, .keep = &keep };
    char path[700];

    sl_policy_keep_init(&keep);
    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    assert_false(keep.is_kept); /* it was written just now */
    settle();
    SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    assert_true(keep.is_kept);
    for (unsigned i = 0; i < 260; i++) {
        SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    }
    SL_CHECK_U64(keep.use_count, 260);
    put(small, "both.yaml", ACCESS_AGREEMENT "\n# the same bytes but for these\n");
    (void)state_of(&asking);
    assert_false(keep.is_kept);
    put(small, "another.yaml", "format: nothing\n");
    SL_CHECK_U64(state_of(&asking), SL_POLICY_DAMAGED);
    (void)snprintf(path, sizeof path, "%s/another.yaml", small->access.agreements);
    assert_int_equal(unlink(path), 0);
    put(small, "both.yaml", ACCESS_AGREEMENT);
    SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    sl_policy_keep_finish(&keep);
}

/* A revocation is a file that comes: what was kept opens nothing from then on. */
static void a_file_that_comes(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_keep keep;
    const struct asking asking = { .small = small, .keep = &keep };
    char away[700];

    sl_policy_keep_init(&keep);
    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    settle();
    SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    assert_true(keep.is_kept);
    put(small, "revoked.yaml", "format: sightline-revocation-1\n");
    SL_CHECK_U64(state_of(&asking), SL_POLICY_DAMAGED);
    /* A folder that is not there opens nothing, either. */
    (void)snprintf(away, sizeof away, "%s.away", small->access.agreements);
    assert_int_equal(rename(small->access.agreements, away), 0);
    SL_CHECK_U64(state_of(&asking), SL_POLICY_DAMAGED);
    assert_false(keep.is_kept);
    sl_policy_keep_finish(&keep);
}

/* Tables that are not what was compiled are found, and made anew. */
static void tables_that_changed(void **state)
{
    struct small_people *small = *state;
    struct sl_policy_keep keep;
    const struct asking asking = { .small = small, .keep = &keep };

    sl_policy_keep_init(&keep);
    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    settle();
    SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    keep.policy.tables_hash ^= 1;
    for (unsigned i = 0; i < 256; i++) {
        SL_CHECK_U64(state_of(&asking), SL_POLICY_READY);
    }
    assert_true(sl_policy_is_whole(&keep.policy));
    sl_policy_keep_finish(&keep);
}

static enum sl_status ask_failing(void *context)
{
    struct asking *asking = context;
    struct sl_policy_keep keep;
    const struct sl_policy *policy = NULL;

    sl_policy_keep_init(&keep);
    asking->keep = &keep;
    const enum sl_status status = ask(asking, &policy);
    sl_policy_keep_finish(&keep);
    return status;
}

static void no_memory(void **state)
{
    struct asking asking = { .small = *state };

    access_agree(&asking.small->access, asking.small->path, ACCESS_AGREEMENT);
    assert_true(sl_test_failing_allocations(ask_failing, &asking) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(kept_and_gone),
        SMALL_TEST(a_file_that_comes),
        SMALL_TEST(tables_that_changed),
        SMALL_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/policy_keep", tests, NULL, NULL);
}
