/* SPDX-License-Identifier: Apache-2.0 */
#include "store/raised.h"

#include "base/memory.h"
#include "store/fixture.h"

static struct sl_raised_proof proofs[] = {
    {.record = 3,  .mark = 5},
    { .record = 4, .mark = 5},
    { .record = 1, .mark = 9},
};

static struct sl_raised
raised_of(int64_t identity, const char *about, const char *indicator, size_t proof_count)
{
    return (struct sl_raised){
        .subject = identity == 0 ? SL_RAISED_AGENCY : SL_RAISED_CHILD,
        .identity = identity,
        .about = sl_str_from(about),
        .indicator = sl_str_from(indicator),
        .since = 20000 + (int32_t)identity,
        .proofs = proofs,
        .proof_count = proof_count,
        .evidence = sl_raised_evidence(proofs, proof_count),
    };
}

static void
put(struct store_fixture *fixture,
    int64_t identity,
    const char *about,
    const char *indicator,
    size_t proof_count)
{
    const struct sl_raised raised = raised_of(identity, about, indicator, proof_count);
    SL_CHECK_OK(sl_store_raised_put(fixture->store, &raised, NULL), NULL);
}

/* The next of a cursor is this. */
static void check_next(
    struct store_fixture *fixture, struct sl_raised_cursor *cursor, const struct sl_raised *is
)
{
    struct sl_raised found;
    bool has_one = false;
    SL_CHECK_OK(sl_raised_cursor_next(cursor, &fixture->arena, &found, &has_one, NULL), NULL);
    assert_true(has_one);
    SL_CHECK_I64(found.subject, is->subject);
    SL_CHECK_I64(found.identity, is->identity);
    SL_CHECK_BYTES(found.about, is->about);
    SL_CHECK_BYTES(found.indicator, is->indicator);
    SL_CHECK_I64(found.since, is->since);
    SL_CHECK_U64(found.proof_count, is->proof_count);
    for (size_t i = 0; i < found.proof_count; i++) {
        SL_CHECK_I64(found.proofs[i].mark, is->proofs[i].mark);
        SL_CHECK_I64(found.proofs[i].record, is->proofs[i].record);
    }
    assert_true(sl_digest_equal(&found.evidence, &is->evidence));
}

static void check_end(struct store_fixture *fixture, struct sl_raised_cursor *cursor)
{
    struct sl_raised found;
    bool has_one = true;
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_raised_cursor_next(cursor, &fixture->arena, &found, &has_one, NULL), NULL);
        assert_false(has_one);
    }
}

static void fill(struct store_fixture *fixture)
{
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 7, "", "b", 0);
    put(fixture, 7, "", "a", 3);
    put(fixture, 2, "", "b", 1);
    put(fixture, 0, "police", "fall", 2);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
}

static void found_in_order_with_their_proofs(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_raised_cursor *cursor = NULL;
    const struct sl_raised all[] = { raised_of(0, "police", "fall", 2),
                                     raised_of(2, "", "b", 1),
                                     raised_of(7, "", "a", 3),
                                     raised_of(7, "", "b", 0) };

    fill(fixture);
    SL_CHECK_OK(sl_store_raised_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    for (size_t i = 0; i < 4; i++) {
        check_next(fixture, cursor, &all[i]);
    }
    check_end(fixture, cursor);
    sl_raised_cursor_close(cursor);
    SL_CHECK_OK(sl_store_raised_open(fixture->store, 2, 2, &cursor, NULL), NULL);
    check_next(fixture, cursor, &all[1]);
    check_end(fixture, cursor);
    sl_raised_cursor_close_ptr(&cursor);
    assert_null(cursor);
}

static void removed_with_their_proofs(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_raised_cursor *cursor = NULL;
    const struct sl_raised left = raised_of(2, "", "b", 1), again = raised_of(7, "", "a", 0);

    fill(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_raised_remove(fixture->store, 7, NULL), NULL);
    SL_CHECK_OK(sl_store_raised_remove(fixture->store, 0, NULL), NULL);
    put(fixture, 7, "", "a", 0);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_raised_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    check_next(fixture, cursor, &left);
    check_next(fixture, cursor, &again);
    check_end(fixture, cursor);
    sl_raised_cursor_close(cursor);
}

static void twice_is_an_error(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_raised raised = raised_of(7, "", "a", 1);

    fill(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    assert_int_not_equal(sl_store_raised_put(fixture->store, &raised, NULL), SL_OK);
    sl_store_rollback(fixture->store);
}

static enum sl_status open_cursor(void *context)
{
    struct store_fixture *fixture = context;
    struct sl_raised_cursor *cursor = NULL;
    const enum sl_status status = sl_store_raised_open(fixture->store, 0, INT64_MAX, &cursor, NULL);
    sl_raised_cursor_close(cursor);
    return status;
}

/* A first failure leaves SQLite with room for what it says of failures: it keeps that. */
static void failing_allocations(void **state)
{
    fill(*state);
    for (uint64_t allowed = 0; allowed < 200; allowed++) {
        sl_memory_fail_after(allowed);
        (void)open_cursor(*state);
    }
    sl_memory_fail_after(UINT64_MAX);
    assert_true(sl_test_failing_allocations(open_cursor, *state) > 0);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(found_in_order_with_their_proofs),
        STORE_TEST(removed_with_their_proofs),
        STORE_TEST(twice_is_an_error),
        STORE_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
