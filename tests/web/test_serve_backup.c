/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_serve_backup.c - a backup is taken while people work: nobody fails, nothing is lost, and the
 * copy is a store of one moment of it.
 */
#include "app/store_upkeep.h"
#include "serve_load.h"
#include "web/server.h"

#define STEPS   60u
#define BACKUPS 5u

struct backing_up {
    struct load *load;
    enum sl_status status;
    struct sl_error err;
    char copies[BACKUPS][600];
};

static enum sl_status back_up_once(struct backing_up *backup, const char *copy)
{
    const struct sl_check_options options = { 0 };
    struct sl_check_result result;
    struct sl_access *access = NULL;
    const struct sl_access_opening opening = { .store = backup->load->world->house->store,
                                               .now_us = load_now() };

    sl_check_result_init(&result);
    enum sl_status status = sl_access_open_as(&opening, SL_STR("root"), &access, &backup->err);
    if (status == SL_OK) {
        status = sl_upkeep_backup(access, copy, &options, &result, &backup->err);
    }
    sl_access_close(access);
    sl_check_result_finish(&result);
    return status;
}

/* The first takes backups, the others work. */
static enum sl_status work(void *context, size_t index, unsigned worker)
{
    struct backing_up *backup = context;

    (void)worker;
    if (index > 0) {
        load_work(backup->load, index - 1, STEPS);
        return SL_OK;
    }
    for (size_t i = 0; i < BACKUPS && backup->status == SL_OK; i++) {
        backup->status = back_up_once(backup, backup->copies[i]);
    }
    return SL_OK;
}

/* How many sessions are open in a copy, which is a whole store. */
static size_t open_sessions(struct load *load, const char *copy)
{
    const struct sl_check_options options = { 0 };
    struct sl_check_result result;
    struct sl_store *store = NULL;
    struct sl_error err;
    uint64_t count = 0;

    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_open(copy, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(sl_store_check(store, &options, &result, &err), &err);
    sl_check_result_finish(&result);
    SL_CHECK_OK(sl_store_session_count(store, 0, 0, &count, &err), &err);
    sl_store_close(store);
    (void)load;
    return count;
}

static void test_users_go_on_and_the_copy_is_whole(void **state)
{
    struct site_world *world = *state;
    struct load *load = &load_world;
    static struct backing_up backup;
    const struct sl_site_job site_job = { .store = world->house->store, .now_us = load_now };
    struct sl_server *server = NULL;
    struct sl_error err;

    sl_site_close(world->site);
    SL_CHECK_OK(sl_site_open(&site_job, &world->site, &err), &err);
    const struct sl_server_job job = {
        .site = world->site, .answer = sl_site_answer, .address = "127.0.0.1", .threads = 4
    };
    load_prepare(load, world);
    SL_CHECK_OK(sl_server_open(&job, &server, &err), &err);
    load->port = sl_server_port(server);
    backup = (struct backing_up){ .load = load };
    for (size_t i = 0; i < BACKUPS; i++) {
        char name[20];
        (void)snprintf(name, sizeof name, "copy-%zu.db", i);
        (void
        )snprintf(backup.copies[i], 600, "%s", sl_test_folder_path(&world->house->folder, name));
    }
    SL_CHECK_OK(sl_threads_run(LOAD_CLIENTS + 1, LOAD_CLIENTS + 1, work, &backup, &err), &err);
    SL_CHECK_OK(backup.status, &backup.err);
    sl_server_close(server);
    load_check(load);
    SL_CHECK_U64(load->ended_count, (size_t)STEPS * LOAD_CLIENTS);
    size_t before = SIZE_MAX;
    for (size_t i = 0; i < BACKUPS; i++) {
        const size_t count = open_sessions(load, backup.copies[i]);
        assert_true(count <= before && count >= LOAD_SESSIONS - STEPS * LOAD_CLIENTS);
        before = count;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_users_go_on_and_the_copy_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
