/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_keep.h"

#include "app/notice_fixture.h"
#include "store/derived.h"

static struct sl_notice_kept kept_in(struct people_fixture *fixture)
{
    struct sl_notice_kept kept;
    SL_CHECK_OK(sl_notice_kept(fixture->store, &kept, NULL), NULL);
    return kept;
}

static void keep(struct people_fixture *fixture, int64_t identity, int64_t as_of)
{
    const struct sl_raised_proof proof = { .record = 1, .mark = 2 };
    const struct sl_raised raised = { .identity = identity,
                                      .indicator = SL_STR("pattern"),
                                      .since = 20000,
                                      .proofs = &proof,
                                      .proof_count = 1 };
    SL_CHECK_OK(sl_notice_keep(fixture->store, &raised, 1, as_of, NULL), NULL);
}

static void in_place_of_what_was_kept(void **state)
{
    struct people_fixture *fixture = *state;

    (void)notice_fill(fixture);
    assert_false(kept_in(fixture).is_there);
    keep(fixture, 7, 1000);
    keep(fixture, 9, 2000);
    const struct sl_notice_kept kept = kept_in(fixture);
    assert_true(kept.is_there && !kept.is_stale);
    SL_CHECK_I64(kept.as_of, 2000);
    people_check(fixture, "SELECT identity, indicator, since FROM raised", "9|pattern|20000\n");
    people_check(fixture, "SELECT identity, mark, record FROM raised_proof", "9|2|1\n");
}

/* What is kept is stale when it is said to be, and when who is who is known by later records. */
static void stale_when_people_may_be_others(void **state)
{
    struct people_fixture *fixture = *state;

    (void)notice_fill(fixture);
    keep(fixture, 7, 1000);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_notice_keep_stale(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    assert_true(kept_in(fixture).is_stale);
    SL_CHECK_I64(kept_in(fixture).as_of, 1000);
    keep(fixture, 7, 1000);
    assert_false(kept_in(fixture).is_stale);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(
        sl_store_derived_mark(fixture->store, SL_STR("membership"), SL_DERIVED_FRESH, 99, NULL),
        NULL
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    assert_true(kept_in(fixture).is_stale);
}

static void dropped_is_not_there(void **state)
{
    struct people_fixture *fixture = *state;

    (void)notice_fill(fixture);
    keep(fixture, 7, 1000);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_notice_keep_drop(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    assert_false(kept_in(fixture).is_there);
    people_check(fixture, "SELECT count(*) FROM raised_proof", "0\n");
    /* Nothing to be stale: it stays so. */
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_notice_keep_stale(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    assert_false(kept_in(fixture).is_there);
}

int main(void)
{
#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(in_place_of_what_was_kept),
        NOTICE_TEST(stale_when_people_may_be_others),
        NOTICE_TEST(dropped_is_not_there),
    };
    return cmocka_run_group_tests_name("app/notice_keep", tests, NULL, NULL);
}
