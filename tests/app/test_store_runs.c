/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_runs.h"

#include "app/intake_fixture.h"
#include "app/store_access.h"

/* What was told, as text. */
static enum sl_status tell_run(
    void *context,
    const struct sl_run *run,
    const struct sl_store_source *source,
    struct sl_error *err
)
{
    struct sl_buf *text = context;

    sl_buf_addf(
        text,
        "%lld %.*s/%.*s %.*s %llu\n",
        (long long)run->id,
        SL_STR_ARG(source->agency),
        SL_STR_ARG(source->system),
        SL_STR_ARG(run->file.name),
        (unsigned long long)run->counts.accepted
    );
    return sl_buf_status(text, err);
}

static enum sl_status tell_reject(
    void *context,
    const struct sl_run *run,
    const struct sl_stored_reject *reject,
    struct sl_error *err
)
{
    struct sl_buf *text = context;

    sl_buf_addf(text, "%lld:%llu ", (long long)run->id, (unsigned long long)reject->line);
    return sl_buf_status(text, err);
}

static void tells_runs_and_rejects(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 10000);
    store_equip(&fixture->folder, fixture->store_path);
    struct sl_access *access = store_access(fixture->store_path, SL_STORE_READ);
    SL_CHECK_OK(sl_runs_tell(access, tell_run, &text, &err), &err);
    SL_CHECK_U64(text.len, 0);
    intake_write_lines(fixture, 9, "one", 4);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    intake_write_lines(fixture, 10, "one", 0);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    SL_CHECK_OK(sl_runs_tell(access, tell_run, &text, &err), &err);
    SL_CHECK_STR(sl_buf_str(&text), "1 police/records f.jsonl 7\n2 police/records f.jsonl 3\n");
    sl_buf_clear(&text);
    SL_CHECK_OK(sl_rejects_tell(access, 1, tell_reject, &text, &err), &err);
    SL_CHECK_STR(sl_buf_str(&text), "1:4 1:8 ");
    SL_CHECK_STATUS(sl_rejects_tell(access, 3, tell_reject, &text, &err), SL_NOT_FOUND);
    sl_buf_finish(&text);
    sl_access_close(access);
}

/* Rejects are the own agency's; another's run is as one that is not there. */
static void rejects_are_the_own_agencys(void **state)
{
    struct intake_fixture *fixture = *state;
    const struct sl_access_opening opening = { .store = fixture->store_path, .now_us = ACCESS_NOW };
    struct sl_store *store = NULL;
    struct sl_access *access = NULL;
    struct sl_buf text;
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    intake_write_lines(fixture, 9, "one", 4);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_user(store, "other", "oldham", UINT32_C(1) << SL_USER_STEWARD);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    sl_buf_init(&text, 10000);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("other"), &access, &err), &err);
    SL_CHECK_STATUS(sl_rejects_tell(access, 1, tell_reject, &text, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_rejects_tell(access, 2, tell_reject, &text, &err), SL_NOT_FOUND);
    SL_CHECK_U64(text.len, 0);
    sl_access_close(access);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("leader"), &access, &err), &err);
    SL_CHECK_STATUS(sl_rejects_tell(access, 1, tell_reject, &text, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_runs_tell(access, tell_run, &text, &err), SL_DENIED);
    sl_access_close(access);
    sl_buf_finish(&text);
}

static void only_an_open_run_is_given_up(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    intake_write_lines(fixture, 3, "one", 0);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    struct sl_access *access = store_access(fixture->store_path, SL_STORE_WRITE);
    SL_CHECK_STATUS(sl_run_give_up(access, 1, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_run_give_up(access, 2, &err), SL_NOT_FOUND);
    sl_access_close(access);
    intake_check_sound(fixture->store_path);
}

/* A run of another agency is theirs to give up. */
static void another_agencys_run_is_left_alone(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_run_file file = { .name = SL_STR("f"), .format = SL_STR("cin-xml") };
    struct sl_store *store = NULL;
    struct sl_error err;
    int64_t run = 0;
    bool is_resumed = false;

    store_equip(&fixture->folder, fixture->store_path);
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_add(store, SL_STR("bolton"), SL_STR("cin"), &file.source, &err), &err
    );
    SL_CHECK_OK(sl_store_run_begin(store, &file, ACCESS_NOW, &run, &is_resumed, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    store_set_hub(fixture->store_path, "none");
    struct sl_access *access = store_access(fixture->store_path, SL_STORE_WRITE);
    SL_CHECK_STATUS(sl_run_give_up(access, run, &err), SL_DENIED);
    sl_access_close(access);
    store_set_hub(fixture->store_path, "police");
    access = store_access(fixture->store_path, SL_STORE_WRITE);
    SL_CHECK_OK(sl_run_give_up(access, run, &err), &err);
    sl_access_close(access);
}

/* Names of files are their agency's; the hub, which takes them in, sees all. */
static void runs_are_the_own_agencys(void **state)
{
    static const struct {
        const char *hub, *user, *told;
    } rows[] = {
        {"none",    "data_steward", "1 police/records f.jsonl 7\n"},
        { "none",   "other",        ""                            },
        { "oldham", "other",        "1 police/records f.jsonl 7\n"},
        { "police", "other",        ""                            },
    };
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_buf text;
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    intake_write_lines(fixture, 9, "one", 4);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_user(store, "other", "oldham", UINT32_C(1) << SL_USER_STEWARD);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    sl_buf_init(&text, 10000);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        store_set_hub(fixture->store_path, rows[i].hub);
        struct sl_access *access = access_open(fixture->store_path, rows[i].user);
        sl_buf_clear(&text);
        SL_CHECK_OK(sl_runs_tell(access, tell_run, &text, &err), &err);
        SL_CHECK_STR(sl_buf_str(&text), rows[i].told);
        sl_access_close(access);
    }
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(tells_runs_and_rejects),
        INTAKE_TEST(rejects_are_the_own_agencys),
        INTAKE_TEST(runs_are_the_own_agencys),
        INTAKE_TEST(only_an_open_run_is_given_up),
        INTAKE_TEST(another_agencys_run_is_left_alone),
    };
    return cmocka_run_group_tests_name("app/store_runs", tests, NULL, NULL);
}
