/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_import.h"

#include <string.h>

#include "app/people_small.h"
#include "base/memory.h"

#define USERS "id,name,agency,role,from,until\n"
#define TIES  "user,child,kind,from,until\n"

/* Take a file in, as a user; as one of two administrators of the police. */
static enum sl_status take_as(
    struct small_people *small,
    const char *user,
    const char *text,
    bool ties,
    struct sl_user_import_result *ret_result,
    struct sl_error *err
)
{
    struct sl_access *access = small_open(small, user);
    const char *path = sl_test_folder_write(&small->folder, "file.csv", sl_str_from(text));
    const enum sl_status status = ties ? sl_user_import_ties(access, path, ret_result, err)
                                       : sl_user_import(access, path, ret_result, err);

    sl_access_close(access);
    return status;
}

static enum sl_status take(
    struct small_people *small,
    const char *text,
    bool ties,
    struct sl_user_import_result *result,
    struct sl_error *err
)
{
    return take_as(small, "administrator", text, ties, result, err);
}

static struct sl_user load(struct small_people *small, const char *user)
{
    struct sl_store *store = NULL;
    struct sl_user loaded;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(
        sl_store_user_load(store, sl_str_from(user), 0, &small->arena, &loaded, &err), &err
    );
    sl_store_close(store);
    return loaded;
}

static void users_taken_in_and_again(void **state)
{
    static const char text[] = USERS "a.malik,Aisha Malik,oldham,practitioner,2026-01-05,\n"
                                     "a.malik,Aisha Malik,oldham,manager,,2026-12-31\n"
                                     "b.shah,B. Shah,police,,,\n";
    struct small_people *small = *state;
    struct sl_user_import_result result;
    struct sl_error err;

    SL_CHECK_OK(take(small, text, false, &result, &err), &err);
    SL_CHECK_U64(result.line_count, 3);
    SL_CHECK_U64(result.user_count, 2);
    SL_CHECK_U64(result.given_count, 2);
    SL_CHECK_U64(result.present_count, 0);
    SL_CHECK_U64(small_entries(small, "administrator", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 4);
    const struct sl_user user = load(small, "a.malik");
    SL_CHECK_STR(user.agency, "oldham");
    SL_CHECK_U64(user.role_count, 2);
    SL_CHECK_I64(user.roles[0].held.from, 20458); /* 2026-01-05 */
    SL_CHECK_I64(user.roles[0].held.until, SL_SPAN_OPEN);
    SL_CHECK_I64(user.roles[1].held.from, ACCESS_DAY);
    SL_CHECK_U64(load(small, "b.shah").role_count, 0);

    SL_CHECK_OK(take(small, text, false, &result, &err), &err);
    SL_CHECK_U64(result.user_count, 0);
    SL_CHECK_U64(result.given_count, 0);
    SL_CHECK_U64(result.present_count, 3);
    SL_CHECK_U64(small_entries(small, "administrator", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 4);
}

/* An agency's first administrator comes in a file with all of its users. */
static void an_agency_comes_with_its_administrator(void **state)
{
    static const char text[] = USERS "chief,Chief,oldham,administrator,,\n"
                                     "a.malik,Aisha Malik,oldham,manager,,\n";
    static const char more[] = USERS "late,Late,oldham,,,\n";
    struct small_people *small = *state;
    struct sl_user_import_result result;
    struct sl_error err;

    /* Of the police there are two administrators, who decide about a third together. */
    SL_CHECK_STATUS(take(small, text, false, &result, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "another administrator must confirm"));
    SL_CHECK_OK(take_as(small, "root", text, false, &result, &err), &err);
    SL_CHECK_U64(result.user_count, 2);
    struct sl_access *access = small_open(small, "root");
    small_signed_in(sl_access_store(access), "chief");
    sl_access_close(access);
    SL_CHECK_STATUS(take_as(small, "root", more, false, &result, &err), SL_DENIED);
}

static void ties_taken_in_and_again(void **state)
{
    static const char text[] = TIES "worker,oldham/csc/child/1,allocated,,\n"
                                    "worker,943 476 5919,team,2026-01-05,2026-12-31\n"
                                    "practitioner,police/records/nominal/2,operation,,\n";
    struct small_people *small = *state;
    struct sl_user_import_result result;
    struct sl_error err;

    SL_CHECK_OK(take(small, text, true, &result, &err), &err);
    SL_CHECK_U64(result.given_count, 3);
    SL_CHECK_U64(small_entries(small, "administrator", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 3);
    const struct sl_user worker = load(small, "worker");
    SL_CHECK_U64(worker.tie_count, 2);
    SL_CHECK_STR(worker.ties[0].identity, small_id(1024));
    SL_CHECK_OK(take(small, text, true, &result, &err), &err);
    SL_CHECK_U64(result.given_count, 0);
    SL_CHECK_U64(result.present_count, 3);
}

/* A file that does not fit, and where. */
struct faulty {
    const char *text, *where;
    enum sl_status status;
};

/* clang-format off */
static const struct faulty faulty_users[] = {
    { "id,name\n", "file.csv", SL_INVALID },
    { USERS "good,Good,oldham,,,\nBad,Bad,oldham,,,\n", ":3, column id", SL_INVALID },
    { USERS "good,Good,oldham,king,,\n", ":2, column role", SL_INVALID },
    { USERS "good,Good,oldham,leader,soon,\n", ":2, column from", SL_INVALID },
    { USERS "good,Good,oldham,leader,,2020\n", ":2, column until", SL_INVALID },
    { USERS "good,Good,oldham,leader,2026-02-01,2026-01-01\n", ":2, column role", SL_INVALID },
    { USERS "good,Good,oldham,,,\nworker,W,police,,,\n", ":3, column agency", SL_INVALID },
    { USERS "good,Good,oldham,,,\nadministrator,administrator,police,manager,,\n",
      ":3, column role", SL_DENIED },
    { USERS "good,Good,oldham,,,\nmole,Mole,hub,,,\n", ":3, column agency", SL_DENIED },
};

static const struct faulty faulty_ties[] = {
    { TIES "worker,oldham/csc/child/1,team,,\nworker,oldham/csc/none,team,,\n",
      ":3, column child", SL_NOT_FOUND },
    { TIES "worker,oldham/csc/child/1,friend,,\n", ":2, column kind", SL_INVALID },
    { TIES "root,oldham/csc/child/1,team,,\n", ":2, column user", SL_DENIED },
    { TIES "eve,oldham/csc/child/1,team,,\n", ":2, column user", SL_NOT_FOUND },
};
/* clang-format on */

static void
check_faulty(struct small_people *small, const struct faulty *cases, size_t count, bool ties)
{
    struct sl_user_import_result result;
    struct sl_error err;

    for (size_t i = 0; i < count; i++) {
        SL_CHECK_STATUS(take(small, cases[i].text, ties, &result, &err), cases[i].status);
        if (strstr(err.detail, cases[i].where) == NULL) {
            print_error("case %zu: %s: %s\n", i, err.message, err.detail);
            fail();
        }
    }
}

/* A fault anywhere, and nothing of the file is there; the message says where. */
static void all_or_nothing(void **state)
{
    struct small_people *small = *state;
    struct sl_store_user user;
    struct sl_error err;

    check_faulty(small, faulty_users, sizeof faulty_users / sizeof faulty_users[0], false);
    check_faulty(small, faulty_ties, sizeof faulty_ties / sizeof faulty_ties[0], true);
    struct sl_store *store = NULL;
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_STATUS(
        sl_store_user_find(store, SL_STR("good"), &small->arena, &user, &err), SL_NOT_FOUND
    );
    sl_store_close(store);
    SL_CHECK_U64(load(small, "worker").tie_count, 0);
    SL_CHECK_U64(small_entries(small, "administrator", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 0);
}

static void only_administrators(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "manager");
    const char *path = sl_test_folder_write(&small->folder, "file.csv", SL_STR(USERS));
    struct sl_user_import_result result;
    struct sl_error err;

    SL_CHECK_STATUS(sl_user_import(access, path, &result, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_user_import_ties(access, path, &result, &err), SL_DENIED);
    sl_access_close(access);
    SL_CHECK_U64(small_entries(small, "manager", SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 2);
}

static enum sl_status import_once(void *context)
{
    struct small_people *small = context;
    const struct sl_access_opening opening = { .store = small->path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = ACCESS_NOW };
    struct sl_user_import_result result;
    struct sl_access *access = NULL;
    char path[600];

    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&small->folder, "file.csv"));
    SL_TRY(sl_access_open_as(&opening, SL_STR("administrator"), &access, NULL));
    const enum sl_status status = sl_user_import(access, path, &result, NULL);
    sl_access_close(access);
    return status;
}

/* Each of the first allocations fails once, and of the later ones ever fewer: there are many. */
static void failing_allocations(void **state)
{
    struct small_people *small = *state;
    const char *text = USERS "a.malik,Aisha Malik,oldham,practitioner,2026-01-05,\n";
    enum sl_status status = SL_NO_MEMORY;
    uint64_t allowed = 0;

    (void)sl_test_folder_write(&small->folder, "file.csv", sl_str_from(text));
    const size_t held = sl_memory_held_bytes();
    while (status != SL_OK) {
        sl_memory_fail_after(allowed);
        status = import_once(small);
        sl_memory_fail_after(UINT64_MAX);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
        }
        SL_CHECK_U64(sl_memory_held_bytes(), held);
        allowed += 1 + allowed / 10;
    }
    assert_true(allowed > 100);
    SL_CHECK_U64(load(small, "a.malik").role_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(users_taken_in_and_again),
        SMALL_TEST(ties_taken_in_and_again),
        SMALL_TEST(all_or_nothing),
        SMALL_TEST(only_administrators),
        SMALL_TEST(an_agency_comes_with_its_administrator),
        SMALL_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
