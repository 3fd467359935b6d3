/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_restore.h"

#include <unistd.h>

#include "app/people_small.h"
#include "app/store_upkeep.h"
#include "app/user_manage.h"
#include "base/memory.h"

#define LATER (ACCESS_NOW + 5000000)

struct paths {
    char copy[600], back[600];
};

static struct paths paths_of(struct small_people *small)
{
    struct paths paths;

    (void)snprintf(paths.copy, sizeof paths.copy, "%s.copy", small->path);
    (void)snprintf(paths.back, sizeof paths.back, "%s.back", small->path);
    return paths;
}

static void back_up(struct small_people *small, const struct paths *paths)
{
    const struct sl_check_options check = { .allow_no_open_run = false };
    struct sl_access *access = small_open(small, "administrator");
    struct sl_check_result result;
    struct sl_error err;

    sl_check_result_init(&result);
    SL_CHECK_OK(sl_upkeep_backup(access, paths->copy, &check, &result, &err), &err);
    sl_check_result_finish(&result);
    sl_access_close(access);
}

static enum sl_status
restore(const struct paths *paths, struct sl_restored *ret_restored, struct sl_error *err)
{
    const struct sl_restore_job job = { .source = paths->copy,
                                        .target = paths->back,
                                        .now_us = LATER };
    const struct sl_check_options check = { .allow_no_open_run = false };
    struct sl_check_result result;

    sl_check_result_init(&result);
    const enum sl_status status = sl_store_restore_safely(&job, &check, &result, ret_restored, err);
    sl_check_result_finish(&result);
    return status;
}

/* Nothing is left beside the store, and there is one or not. */
static void check_files(const struct paths *paths, bool has_store)
{
    static const char *const suffixes[] = { "", "-lock", "-wal", "-shm" };
    char path[700];

    assert_int_equal(access(paths->back, F_OK) == 0, has_store);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        (void)snprintf(path, sizeof path, "%s.restoring%s", paths->back, suffixes[i]);
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

/* Say something of a user, as the ledger has it, without doing it. */
static void say(struct small_people *small, const char *kind, const char *user, const char *detail)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_MANAGE,
                                         .kind = sl_str_from(kind),
                                         .subject = sl_str_from(user),
                                         .detail = sl_str_from(detail) };
    struct sl_access *access = small_open(small, "root");
    struct sl_error err;

    SL_CHECK_OK(sl_access_say(access, &deed, 1, &err), &err);
    sl_access_close(access);
}

static uint64_t newer_of(const struct sl_restored *restored, const char *kind)
{
    for (size_t i = 0; i < restored->kind_count; i++) {
        if (strcmp(restored->newer[i].kind, kind) == 0) {
            return restored->newer[i].count;
        }
    }
    return 0;
}

/* Whether a user may do something with the restored store: SL_OK, or SL_DENIED. */
static enum sl_status enter(const struct paths *paths, const char *user, enum sl_permission may)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = SL_STR("x") };
    struct sl_access *access = NULL;
    enum sl_status status = access_try(paths->back, user, &access, NULL);

    if (status == SL_OK) {
        status = sl_access_may(access, may, &deed, NULL);
    }
    sl_access_close(access);
    return status;
}

static void what_has_ended_stays_ended(void **state)
{
    struct small_people *small = *state;
    const struct paths paths = paths_of(small);
    const struct sl_user_role_change role = { .user = SL_STR("leader"), .role = SL_USER_LEADER };
    struct sl_access *access = NULL;
    struct sl_restored restored;
    struct sl_error err;
    int64_t proposal = 0;

    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    back_up(small, &paths);
    access = small_open(small, "administrator");
    SL_CHECK_OK(sl_user_end(access, SL_STR("manager"), &proposal, &err), &err);
    SL_CHECK_OK(sl_user_end_role(access, &role, &proposal, &err), &err);
    sl_access_close(access);
    say(small, "seal", "x", "y");
    SL_CHECK_OK(restore(&paths, &restored, &err), &err);
    check_files(&paths, true);
    SL_CHECK_U64(restored.session_count, 3);
    SL_CHECK_I64(restored.since_us, ACCESS_NOW - INT64_C(3600000000));
    SL_CHECK_U64(restored.account_count, 1);
    SL_CHECK_U64(restored.role_count, 1);
    SL_CHECK_U64(restored.unknown_count, 0);
    SL_CHECK_U64(newer_of(&restored, "user"), 1);
    SL_CHECK_U64(newer_of(&restored, "role"), 1);
    SL_CHECK_U64(newer_of(&restored, "seal"), 1);
    SL_CHECK_STATUS(enter(&paths, "manager", SL_MAY_SEARCH), SL_DENIED);
    SL_CHECK_STATUS(enter(&paths, "leader", SL_MAY_OVERSIGHT), SL_DENIED);
    SL_CHECK_STATUS(enter(&paths, "investigator", SL_MAY_SEARCH), SL_OK);
    /* Agreements open nothing. */
    access = access_open(paths.back, "investigator");
    assert_true(sl_access_policy(access)->state == SL_POLICY_DAMAGED);
    sl_access_close(access);
    access = access_open(small->path, "investigator");
    assert_true(sl_access_policy(access)->state == SL_POLICY_READY);
    sl_access_close(access);
    SL_CHECK_STATUS(restore(&paths, &restored, &err), SL_INVALID); /* it is there */
    assert_non_null(strstr(err.message, "already"));
}

/* The ledger has one more entry, which says that it was restored. */
static enum sl_status
count_restored(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct sl_str subject;
    struct sl_str detail;

    (void)err;
    assert_true(sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail));
    *(size_t *)context += sl_str_starts(detail, SL_STR("restored from a backup: 3 sessions"));
    return SL_OK;
}

static void the_ledger_says_so(void **state)
{
    struct small_people *small = *state;
    const struct paths paths = paths_of(small);
    struct sl_restored restored;
    struct sl_view *view = NULL;
    struct sl_error err;
    size_t count = 0;

    back_up(small, &paths);
    SL_CHECK_OK(restore(&paths, &restored, &err), &err);
    SL_CHECK_OK(sl_view_open(small->access.ledger, NULL, &view, &err), &err);
    SL_CHECK_OK(sl_view_each(view, 0, UINT64_MAX, count_restored, &count, &err), &err);
    SL_CHECK_U64(count, 1);
    sl_view_close(view);
}

static void no_ledger_no_store(void **state)
{
    struct small_people *small = *state;
    const struct paths paths = paths_of(small);
    const char *const places[] = { small->access.ledger, small->access.key };
    struct sl_restored restored;
    struct sl_error err;
    char away[600];

    back_up(small, &paths);
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(away, sizeof away, "%s.away", places[i]);
        assert_int_equal(rename(places[i], away), 0);
        SL_CHECK_STATUS(restore(&paths, &restored, &err), SL_IO);
        assert_non_null(strstr(err.hint, "Put the ledger"));
        check_files(&paths, false);
        assert_int_equal(rename(away, places[i]), 0);
    }
    SL_CHECK_OK(restore(&paths, &restored, &err), &err);
}

/* What cannot be repeated is told: the last administrator, and what was erased. */
static void what_cannot_be_repeated(void **state)
{
    static const char *const kinds[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i",
                                         "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                         "s", "t", "u", "v", "w", "x", "y" };
    struct small_people *small = *state;
    const struct paths paths = paths_of(small);
    struct sl_restored restored;
    struct sl_error err;

    back_up(small, &paths);
    say(small, "user", "administrator", "end");
    say(small, "user", "all", "end");
    say(small, "user", "root", "end");
    say(small, "role", "root", "end administrator");
    say(small, "user", "somebody.new", "end");
    say(small, "role", "somebody.new", "end leader");
    say(small, "user", "manager", "invite");
    say(small, "role", "manager", "give leader");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        say(small, kinds[i], "", "");
    }
    SL_CHECK_OK(restore(&paths, &restored, &err), &err);
    SL_CHECK_U64(restored.account_count, 2);
    SL_CHECK_U64(restored.role_count, 0);
    SL_CHECK_U64(restored.unknown_count, 2);
    SL_CHECK_U64(restored.kind_count, SL_RESTORE_KINDS);
    assert_string_equal(restored.newer[SL_RESTORE_KINDS - 1].kind, "others");
    SL_CHECK_STATUS(enter(&paths, "root", SL_MAY_USERS), SL_OK);
}

/* Each round copies and checks a store, so not every allocation is tried. */
static void failing_allocations(void **state)
{
    struct small_people *small = *state;
    const struct paths paths = paths_of(small);
    struct sl_restored restored;
    enum sl_status status = SL_NO_MEMORY;
    unsigned failures = 0;

    back_up(small, &paths);
    say(small, "user", "manager", "end");
    say(small, "role", "leader", "end leader");
    for (uint64_t allowed = 0; status != SL_OK; allowed += 37) {
        sl_memory_fail_after(allowed);
        status = restore(&paths, &restored, NULL);
        sl_memory_fail_after(UINT64_MAX);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
            check_files(&paths, false);
            failures++;
        }
    }
    assert_true(failures > 3);
    check_files(&paths, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(what_has_ended_stays_ended), SMALL_TEST(the_ledger_says_so),
        SMALL_TEST(no_ledger_no_store),         SMALL_TEST(what_cannot_be_repeated),
        SMALL_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
