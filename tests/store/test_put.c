/* SPDX-License-Identifier: Apache-2.0 */
#include "store/put.h"

#include <stdio.h>
#include <string.h>

#include "store/fixture.h"

static void new_changed_and_the_same(void **state)
{
    struct store_fixture *fixture = *state;

    SL_CHECK_I64(store_take_in(fixture, "one", "k", "a"), SL_PUT_ACCEPTED);
    SL_CHECK_I64(store_take_in(fixture, "two", "k", "a"), SL_PUT_UNCHANGED);
    SL_CHECK_I64(store_take_in(fixture, "three", "k", "b"), SL_PUT_NEW_VERSION);
    SL_CHECK_I64(store_take_in(fixture, "four", "k", "a"), SL_PUT_NEW_VERSION);
    SL_CHECK_I64(store_take_in(fixture, "five", "other", "a"), SL_PUT_ACCEPTED);
    store_check_latest(fixture, "k", "a");
    SL_CHECK_U64(store_count_latest(fixture->store), 2);
    store_check_sound(fixture->store);
}

/* A file may have a key twice; when it comes again, nothing changes. */
static void same_file_twice_changes_nothing(void **state)
{
    struct store_fixture *fixture = *state;
    static const char *const bodies[] = { "a", "b", "c", "a" };
    struct sl_run run;
    struct sl_error err;

    for (int round = 0; round < 2; round++) {
        const int64_t id = store_begin_run(fixture, "file");
        for (size_t i = 0; i < 4; i++) {
            (void)store_put(fixture, id, "k", bodies[i]);
        }
        store_finish_run(fixture, id);
        SL_CHECK_OK(sl_store_run_get(fixture->store, id, &fixture->arena, &run, &err), &err);
        SL_CHECK_U64(run.counts.accepted, round == 0 ? 1 : 0);
        SL_CHECK_U64(run.counts.new_version, round == 0 ? 2 : 0);
        SL_CHECK_U64(run.counts.unchanged, round == 0 ? 1 : 4);
    }
    store_check_sound(fixture->store);
}

static void another_layout_is_another_record(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_put_record record = store_record("k", "1,2");
    enum sl_put_outcome outcome = SL_PUT_ACCEPTED;
    struct sl_error err;

    const int64_t run = store_begin_run(fixture, "file");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_layout_add(fixture->store, SL_STR("a,b"), &record.layout, &err), &err);
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, &outcome, &err), &err);
    SL_CHECK_I64(outcome, SL_PUT_ACCEPTED);
    SL_CHECK_OK(sl_store_layout_add(fixture->store, SL_STR("b,a"), &record.layout, &err), &err);
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, &outcome, &err), &err);
    SL_CHECK_I64(outcome, SL_PUT_NEW_VERSION);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    store_check_sound(fixture->store);
}

static void
check_refused(struct store_fixture *fixture, struct sl_put_record record, enum sl_status expected)
{
    struct sl_error err;
    const int64_t run = store_begin_run(fixture, "file");

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_put(fixture->store, run, &record, 1, NULL, &err), expected);
    /* What was done in part is not kept. */
    SL_CHECK_STATUS(sl_store_commit(fixture->store, &err), SL_INVALID);
}

static void what_cannot_be_kept_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    static char key[SL_PUT_KEY_LIMIT_BYTES + 2];
    struct sl_put_record record = store_record("k", "a");
    struct sl_error err;

    record.key = SL_STR("");
    check_refused(fixture, record, SL_INVALID);
    record.key = SL_STR("\xff");
    check_refused(fixture, record, SL_INVALID);
    record.key = SL_STR("a\0b");
    check_refused(fixture, record, SL_INVALID);
    memset(key, 'k', sizeof key - 1);
    check_refused(fixture, store_record(key, "a"), SL_LIMIT);
    record = store_record("k", "a");
    record.body.len = SL_PUT_BODY_LIMIT_BYTES + 1;
    check_refused(fixture, record, SL_LIMIT);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    record = store_record("k", "a");
    SL_CHECK_STATUS(sl_store_put(fixture->store, 99, &record, 1, NULL, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
    const int64_t run = store_begin_run(fixture, "file");
    store_finish_run(fixture, run);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_put(fixture->store, run, &record, 1, NULL, &err), SL_INVALID);
    sl_store_rollback(fixture->store);
}

static void any_bytes_come_back(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t run = store_begin_run(fixture, "file");
    struct sl_put_record record = { .key = SL_STR("k"), .body = SL_STR("\xff\0\n") };
    struct sl_stored_record back;
    struct sl_error err;

    record.hash = sl_digest_of(record.body);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, NULL, &err), &err);
    record = store_record("empty", "");
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, NULL, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    store_finish_run(fixture, run);
    SL_CHECK_OK(sl_store_record_get(fixture->store, 1, &fixture->arena, &back, &err), &err);
    SL_CHECK_BYTES(back.body, SL_STR("\xff\0\n"));
    store_check_latest(fixture, "empty", "");
    store_check_sound(fixture->store);
}

static void rollback_and_again(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t run = store_begin_run(fixture, "file");
    const struct sl_put_record record = store_record("k", "a");
    enum sl_put_outcome outcome = SL_PUT_UNCHANGED;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, &outcome, &err), &err);
    sl_store_rollback(fixture->store);
    SL_CHECK_I64(store_put(fixture, run, "k", "a"), SL_PUT_ACCEPTED);
    store_finish_run(fixture, run);
    store_check_sound(fixture->store);
}

static void rejects_are_kept(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t run = store_begin_run(fixture, "file");
    const struct sl_stored_reject reject = {
        .line = 7,
        .column = 3,
        .field = SL_STR("dob"),
        .reason = SL_STR("no such day"),
        .text = SL_STR("\xff{}"),
        .is_cut = true,
    };
    struct sl_stored_reject back;
    struct sl_run info;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_put_reject(fixture->store, run, &reject, &err), &err);
    SL_CHECK_OK(sl_store_put_reject(fixture->store, run, &reject, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_reject_next(fixture->store, run, 0, &fixture->arena, &back, &err), &err);
    SL_CHECK_U64(back.line, 7);
    SL_CHECK_U64(back.column, 3);
    SL_CHECK_STR(back.field, "dob");
    SL_CHECK_STR(back.reason, "no such day");
    SL_CHECK_BYTES(back.text, SL_STR("\xff{}"));
    assert_true(back.is_cut);
    SL_CHECK_OK(
        sl_store_reject_next(fixture->store, run, back.id, &fixture->arena, &back, &err), &err
    );
    SL_CHECK_STATUS(
        sl_store_reject_next(fixture->store, run, back.id, &fixture->arena, &back, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_run_get(fixture->store, run, &fixture->arena, &info, &err), &err);
    SL_CHECK_U64(info.counts.rejected, 2);
    store_check_sound(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(new_changed_and_the_same),
        STORE_TEST(same_file_twice_changes_nothing),
        STORE_TEST(another_layout_is_another_record),
        STORE_TEST(what_cannot_be_kept_is_refused),
        STORE_TEST(any_bytes_come_back),
        STORE_TEST(rollback_and_again),
        STORE_TEST(rejects_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
