/* SPDX-License-Identifier: Apache-2.0 */
#include "store/fixture.h"

#include <stdio.h>

#include "base/memory.h"
#include "store/check.h"
#include "store/user.h"

static struct store_fixture fixture_of_test;

int store_set_up(void **state)
{
    struct store_fixture *fixture = &fixture_of_test;
    struct sl_error err;

    *fixture = (struct store_fixture){ 0 };
    sl_test_folder_open(&fixture->folder);
    sl_arena_init(&fixture->arena, (size_t)64 << 20);
    (void)snprintf(
        fixture->path, sizeof fixture->path, "%s", sl_test_folder_path(&fixture->folder, "store")
    );
    SL_CHECK_OK(sl_store_create(fixture->path, &err), &err);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_add(
            fixture->store, SL_STR("police"), SL_STR("records"), &fixture->source, &err
        ),
        &err
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    *state = fixture;
    return 0;
}

int store_tear_down(void **state)
{
    struct store_fixture *fixture = *state;

    sl_store_close(fixture->store);
    sl_arena_finish(&fixture->arena);
    sl_test_folder_close(&fixture->folder);
    return 0;
}

void store_reopen(struct store_fixture *fixture)
{
    struct sl_error err;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, &err), &err);
}

void store_add_users(struct store_fixture *fixture)
{
    static const char *const users[][2] = {
        {"root", "hub"   },
        { "ann", "bolton"},
        { "bob", "bolton"},
        { "pat", "police"},
        { "sue", "police"},
    };
    struct sl_store_role role = {
        .user = SL_STR("root"),
        .role = SL_USER_ADMINISTRATOR,
        .held = {0,  SL_SPAN_OPEN },
        .given = { .at = 1},
    };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        const struct sl_store_user user = {
            .id = sl_str_from(users[i][0]),
            .name = sl_str_from(users[i][0]),
            .agency = sl_str_from(users[i][1]),
            .added = {sl_str_from(i == 0 ? "" : "root"), 1},
        };
        SL_CHECK_OK(sl_store_user_add(fixture->store, &user, &err), &err);
    }
    SL_CHECK_OK(sl_store_role_add(fixture->store, &role, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

enum sl_status store_begin_run_in(
    struct sl_store *store, int64_t source, const char *name, int64_t *ret_run, struct sl_error *err
)
{
    const struct sl_run_file file = {
        .source = source,
        .format = SL_STR("pole-jsonl"),
        .name = sl_str_from(name),
        .hash = sl_digest_of(sl_str_from(name)),
        .bytes = 1000,
    };
    bool resumed = false;

    return sl_store_run_begin(store, &file, 10, ret_run, &resumed, err);
}

int64_t store_begin_run(struct store_fixture *fixture, const char *name)
{
    struct sl_error err;
    int64_t run = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(store_begin_run_in(fixture->store, fixture->source, name, &run, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    return run;
}

void store_finish_run(struct store_fixture *fixture, int64_t run)
{
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_run_finish(fixture->store, run, 20, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

struct sl_put_record store_record(const char *key, const char *body)
{
    return (struct sl_put_record){
        .key = sl_str_from(key),
        .body = sl_str_from(body),
        .hash = sl_digest_of(sl_str_from(body)),
    };
}

enum sl_put_outcome
store_put(struct store_fixture *fixture, int64_t run, const char *key, const char *body)
{
    const struct sl_put_record record = store_record(key, body);
    enum sl_put_outcome outcome = SL_PUT_ACCEPTED;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, &outcome, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    return outcome;
}

enum sl_put_outcome
store_take_in(struct store_fixture *fixture, const char *name, const char *key, const char *body)
{
    const int64_t run = store_begin_run(fixture, name);
    const enum sl_put_outcome outcome = store_put(fixture, run, key, body);

    store_finish_run(fixture, run);
    return outcome;
}

void store_check_latest(struct store_fixture *fixture, const char *key, const char *body)
{
    const struct sl_record_key wanted = {
        .source = fixture->source,
        .key = sl_str_from(key),
        .as_of = SL_AS_OF_NOW,
    };
    struct sl_stored_record record = { 0 };
    struct sl_error err;

    const enum sl_status status =
        sl_store_record_find(fixture->store, &wanted, &fixture->arena, &record, &err);
    if (body == NULL) {
        SL_CHECK_STATUS(status, SL_NOT_FOUND);
        return;
    }
    SL_CHECK_OK(status, &err);
    SL_CHECK_STR(record.key, key);
    SL_CHECK_STR(record.body, body);
}

void store_check_sound(struct sl_store *store)
{
    const struct sl_check_options options = { 0 };
    struct sl_check_result result;
    struct sl_error err;

    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_check(store, &options, &result, &err), &err);
    SL_CHECK_STR(sl_buf_str(&result.problems), "");
    SL_CHECK_U64(result.problem_count, 0);
    sl_check_result_finish(&result);
}

uint64_t store_count_latest(struct sl_store *store)
{
    const struct sl_record_range range = {
        .first_id = 1,
        .last_id = INT64_MAX,
        .as_of = SL_AS_OF_NOW,
    };
    struct sl_record_cursor *cursor = NULL;
    struct sl_stored_record record;
    struct sl_error err;
    bool has_record = true;
    uint64_t count = 0;

    SL_CHECK_OK(sl_store_records_open(store, &range, &cursor, &err), &err);
    while (has_record) {
        SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &has_record, &err), &err);
        count += has_record ? 1 : 0;
    }
    sl_record_cursor_close(cursor);
    return count;
}

void store_failing(struct store_fixture *fixture, store_operation *operation, void *context)
{
    enum sl_status status = SL_NO_MEMORY;
    uint64_t allowed = 0;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    for (; status != SL_OK; allowed += 1 + allowed / 50) {
        const size_t held = sl_memory_held_bytes();
        struct sl_store *store = NULL;
        struct sl_arena arena;
        struct sl_error err;
        sl_arena_init(&arena, (size_t)1 << 20);
        SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_BRIEF, &store, &err), &err);
        SL_CHECK_OK(sl_store_begin(store, &err), &err);
        sl_memory_fail_after(allowed);
        status = operation(store, &arena, context);
        sl_memory_fail_after(UINT64_MAX);
        sl_store_rollback(store);
        sl_store_close(store);
        sl_arena_finish(&arena);
        SL_CHECK_U64(sl_memory_held_bytes(), held);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
        }
    }
    assert_true(allowed > 1);
}
