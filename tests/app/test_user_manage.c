/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_manage.h"

#include "app/people_small.h"
#include "app/session_file.h"

static struct sl_user load(struct small_people *small, const char *user)
{
    struct sl_store *store = NULL;
    struct sl_user loaded;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(
        sl_store_user_load(store, sl_str_from(user), ACCESS_DAY, &small->arena, &loaded, &err), &err
    );
    sl_store_close(store);
    return loaded;
}

static const struct sl_user_role_change *to_new(enum sl_user_role role)
{
    static struct sl_user_role_change change;

    change = (struct sl_user_role_change){
        .user = SL_STR("new"), .role = role, .held = {ACCESS_DAY, SL_SPAN_OPEN}
    };
    return &change;
}

static void added_given_and_ended(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    const struct sl_user_new user = { SL_STR("new"), SL_STR(" New Worker "), SL_STR("oldham") };
    struct sl_buf code;
    struct sl_error err;
    int64_t proposal = 0;

    sl_buf_init(&code, 1000);
    SL_CHECK_OK(sl_user_add(access, &user, &code, &proposal, &err), &err);
    assert_true(code.len > 0);
    SL_CHECK_I64(proposal, 0);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 2);
    SL_CHECK_STATUS(sl_user_add(access, &user, &code, &proposal, &err), SL_INVALID);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 1);
    SL_CHECK_OK(sl_user_give_role(access, to_new(SL_USER_MANAGER), &proposal, &err), &err);
    SL_CHECK_OK(sl_user_give_role(access, to_new(SL_USER_STEWARD), &proposal, &err), &err);
    SL_CHECK_U64(load(small, "new").role_count, 2);
    SL_CHECK_STR(load(small, "new").agency, "oldham");
    SL_CHECK_OK(sl_user_end_role(access, to_new(SL_USER_MANAGER), &proposal, &err), &err);
    SL_CHECK_STATUS(
        sl_user_end_role(access, to_new(SL_USER_MANAGER), &proposal, &err), SL_NOT_FOUND
    );
    SL_CHECK_U64(load(small, "new").role_count, 1);
    SL_CHECK_I64(load(small, "new").roles[0].role, SL_USER_STEWARD);
    SL_CHECK_OK(sl_user_invite(access, SL_STR("new"), &code, &proposal, &err), &err);
    SL_CHECK_STATUS(sl_user_invite(access, SL_STR("eve"), &code, &proposal, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_user_end(access, SL_STR("new"), &proposal, &err), &err);
    SL_CHECK_STATUS(sl_user_end(access, SL_STR("new"), &proposal, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_user_invite(access, SL_STR("new"), &code, &proposal, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(
        sl_user_give_role(access, to_new(SL_USER_MANAGER), &proposal, &err), SL_NOT_FOUND
    );
    sl_session_token_finish(&code);
    sl_access_close(access);
}

/* Each of the other roles is refused, with an entry, and nothing changes. */
static void only_administrators(void **state)
{
    struct small_people *small = *state;
    const struct sl_user_new user = { SL_STR("new"), SL_STR("New"), SL_STR("oldham") };
    const struct sl_user_role_change change = {
        .user = SL_STR("worker"),
        .role = SL_USER_MANAGER,
        .held = {ACCESS_DAY, SL_SPAN_OPEN},
    };
    struct sl_error err;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const char *name = sl_user_role_terms()[role].name.ptr;
        struct sl_access *access = small_open(small, name);
        struct sl_buf code;
        int64_t proposal = 0;
        if (role == SL_USER_ADMINISTRATOR) {
            sl_access_close(access);
            continue;
        }
        sl_buf_init(&code, 1000);
        SL_CHECK_STATUS(sl_user_add(access, &user, &code, &proposal, &err), SL_DENIED);
        SL_CHECK_STATUS(sl_user_give_role(access, &change, &proposal, &err), SL_DENIED);
        SL_CHECK_STATUS(sl_user_end_role(access, &change, &proposal, &err), SL_DENIED);
        SL_CHECK_STATUS(sl_user_end(access, SL_STR("worker"), &proposal, &err), SL_DENIED);
        SL_CHECK_STATUS(
            sl_user_invite(access, SL_STR("worker"), &code, &proposal, &err), SL_DENIED
        );
        SL_CHECK_U64(code.len, 0);
        sl_buf_finish(&code);
        sl_access_close(access);
        SL_CHECK_U64(small_entries(small, name, SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 5);
        SL_CHECK_U64(small_entries(small, name, SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 0);
    }
    SL_CHECK_U64(load(small, "worker").role_count, 1);
}

/* Everything that changes a user of another agency, tried. */
static void
try_all(struct sl_access *access, const char *user, const char *agency, enum sl_status expected)
{
    const struct sl_user_new added = { SL_STR("new"), SL_STR("New"), sl_str_from(agency) };
    const struct sl_user_role_change change = {
        .user = sl_str_from(user),
        .role = SL_USER_LEADER,
        .held = {ACCESS_DAY, SL_SPAN_OPEN},
    };
    struct sl_error err;
    struct sl_buf code;
    int64_t proposal = 0;

    sl_buf_init(&code, 1000);
    SL_CHECK_STATUS(sl_user_add(access, &added, &code, &proposal, &err), expected);
    SL_CHECK_STATUS(sl_user_invite(access, change.user, &code, &proposal, &err), expected);
    SL_CHECK_STATUS(sl_user_give_role(access, &change, &proposal, &err), expected);
    SL_CHECK_STATUS(sl_user_end_role(access, &change, &proposal, &err), expected);
    SL_CHECK_STATUS(sl_user_end(access, change.user, &proposal, &err), expected);
    assert_true(expected == SL_OK ? code.len > 0 : code.len == 0);
    sl_session_token_finish(&code);
}

/* An agency without an administrator is open to others, until it has one. */
static void administrators_manage_their_own_agency(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    const struct sl_user_role_change first = {
        .user = SL_STR("first"),
        .role = SL_USER_ADMINISTRATOR,
        .held = {ACCESS_DAY, SL_SPAN_OPEN},
    };
    const struct sl_user_new user = { first.user, SL_STR("First"), SL_STR("oldham") };
    struct sl_buf code;
    struct sl_error err;
    int64_t proposal = 0;

    try_all(access, "manager", "police", SL_DENIED);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_REFUSED), 5);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED), 0);
    try_all(access, "worker", "oldham", SL_OK);
    sl_buf_init(&code, 1000);
    SL_CHECK_OK(sl_user_add(access, &user, &code, &proposal, &err), &err);
    SL_CHECK_OK(sl_user_give_role(access, &first, &proposal, &err), &err);
    SL_CHECK_OK(sl_user_invite(access, first.user, &code, &proposal, &err), &err);
    SL_CHECK_I64(proposal, 0);
    small_signed_in(sl_access_store(access), "first");
    SL_CHECK_STATUS(sl_user_invite(access, first.user, &code, &proposal, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_user_end_role(access, &first, &proposal, &err), SL_DENIED);
    sl_session_token_finish(&code);
    sl_access_close(access);
    access = small_open(small, "first");
    SL_CHECK_STATUS(sl_user_end(access, SL_STR("root"), &proposal, &err), SL_DENIED);
    sl_access_close(access);
}

static void nobody_gives_to_themselves(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "administrator");
    const struct sl_user_role_change change = {
        .user = SL_STR("administrator"),
        .role = SL_USER_PRIVACY,
        .held = {ACCESS_DAY, SL_SPAN_OPEN},
    };
    struct sl_error err;
    int64_t proposal = 0;

    SL_CHECK_STATUS(sl_user_give_role(access, &change, &proposal, &err), SL_DENIED);
    SL_CHECK_U64(small_entries(small, "administrator", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 1);
    SL_CHECK_U64(load(small, "administrator").role_count, 1);
    sl_access_close(access);
}

static void the_first_is_alone(void **state)
{
    struct small_people *small = *state;
    const char *path = sl_test_folder_path(&small->folder, "fresh.db");
    struct sl_store *store = NULL;
    struct sl_store_role role;
    struct sl_error err;

    SL_CHECK_OK(sl_store_create(path, &err), &err);
    SL_CHECK_OK(sl_store_open(path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_STATUS(
        sl_user_add_first(store, SL_STR("No One"), SL_STR("hub"), ACCESS_NOW, &err), SL_INVALID
    );
    SL_CHECK_OK(sl_user_add_first(store, SL_STR("first"), SL_STR("hub"), ACCESS_NOW, &err), &err);
    SL_CHECK_STATUS(
        sl_user_add_first(store, SL_STR("second"), SL_STR("hub"), ACCESS_NOW, &err), SL_DENIED
    );
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_OK(sl_store_role_next(store, SL_STR("first"), 0, &small->arena, &role, &err), &err);
    SL_CHECK_I64(role.role, SL_USER_ADMINISTRATOR);
    SL_CHECK_I64(role.held.from, ACCESS_DAY);
    SL_CHECK_U64(role.given.by.len, 0);
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(added_given_and_ended),
        SMALL_TEST(only_administrators),
        SMALL_TEST(administrators_manage_their_own_agency),
        SMALL_TEST(nobody_gives_to_themselves),
        SMALL_TEST(the_first_is_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
