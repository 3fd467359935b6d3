/* SPDX-License-Identifier: Apache-2.0 */
#include "store/user.h"

#include "identity/identity_id.h"
#include "record/entity_key.h"
#include "store/fixture.h"
#include "store/membership.h"
#include "store/mention.h"

/* A mention of the fixture's source that is an identity. */
static void
add_mention(struct store_fixture *fixture, const char *key, int64_t id, int64_t identity)
{
    const struct sl_stored_mention mention = {
        .id = id, .source = fixture->source, .key = sl_str_from(key), .flags = SL_MENTION_NAMED
    };
    const struct sl_membership member = { .mention = id, .identity = identity };
    struct sl_error err;

    SL_CHECK_OK(sl_store_mention_put(fixture->store, &mention, &err), &err);
    SL_CHECK_OK(
        sl_store_mention_key_add(
            fixture->store, sl_entity_hash(fixture->source, mention.key), id, &err
        ),
        &err
    );
    SL_CHECK_OK(sl_store_membership_put(fixture->store, &member, &err), &err);
}

static int64_t add_role(
    struct store_fixture *fixture, const char *user, enum sl_user_role role, struct sl_span held
)
{
    const struct sl_store_role added = {
        .user = sl_str_from(user),
        .role = role,
        .held = held,
        .given = {SL_STR("root"), 10},
    };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_role_add(fixture->store, &added, &id, &err), &err);
    return id;
}

static int64_t
add_tie(struct store_fixture *fixture, const char *user, const char *key, struct sl_span held)
{
    const struct sl_store_tie tie = {
        .user = sl_str_from(user),
        .kind = SL_USER_TIE_HOUSEHOLD,
        .source = fixture->source,
        .key = sl_str_from(key),
        .held = held,
        .given = {SL_STR("root"), 11},
    };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_tie_add(fixture->store, &tie, &id, &err), &err);
    return id;
}

static struct sl_user load(struct store_fixture *fixture, const char *user, int32_t day)
{
    struct sl_user loaded;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_user_load(fixture->store, sl_str_from(user), day, &fixture->arena, &loaded, &err),
        &err
    );
    return loaded;
}

static void a_role_ends_at_once(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("root"), 99 };
    struct sl_store_role role;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)add_role(fixture, "ann", SL_USER_LEADER, (struct sl_span){ 10, 19 });
    const int64_t id =
        add_role(fixture, "ann", SL_USER_MANAGER, (struct sl_span){ 10, SL_SPAN_OPEN });
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    struct sl_user ann = load(fixture, "ann", 19);
    SL_CHECK_STR(ann.agency, "bolton");
    SL_CHECK_U64(ann.role_count, 2);
    SL_CHECK_I64(ann.roles[0].role, SL_USER_LEADER);
    SL_CHECK_I64(ann.roles[0].held.until, 19);
    SL_CHECK_U64(load(fixture, "ann", 20).role_count, 1);
    SL_CHECK_U64(load(fixture, "bob", 20).role_count, 0);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_role_end(fixture->store, id, &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_role_end(fixture->store, id, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_role_end(fixture->store, 999, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_U64(load(fixture, "ann", 20).role_count, 0);
    SL_CHECK_OK(
        sl_store_role_next(fixture->store, SL_STR("ann"), id - 1, &fixture->arena, &role, &err),
        &err
    );
    SL_CHECK_I64(role.id, id);
    SL_CHECK_I64(role.role, SL_USER_MANAGER);
    SL_CHECK_I64(role.held.until, SL_SPAN_OPEN);
    SL_CHECK_STR(role.given.by, "root");
    SL_CHECK_I64(role.ended.at, 99);
    SL_CHECK_STATUS(
        sl_store_role_next(fixture->store, SL_STR("ann"), id, &fixture->arena, &role, &err),
        SL_NOT_FOUND
    );
}

static void nobody_gives_to_themselves(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_role role = {
        .user = SL_STR("ann"),
        .role = SL_USER_MANAGER,
        .held = {1,              2},
        .given = { SL_STR("ann"), 5},
    };
    struct sl_store_tie tie = {
        .user = SL_STR("ann"),
        .source = fixture->source,
        .key = SL_STR("k"),
        .held = {1,              2},
        .given = { SL_STR("ann"), 5},
    };
    const struct sl_stamp stamp = { SL_STR("root"), 6 };
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_role_add(fixture->store, &role, &id, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_store_tie_add(fixture->store, &tie, &id, &err), SL_DENIED);
    role.given.by = SL_STR(""); /* the store has its first role already */
    SL_CHECK_STATUS(sl_store_role_add(fixture->store, &role, &id, &err), SL_INVALID);
    tie.given.by = SL_STR("");
    SL_CHECK_STATUS(sl_store_tie_add(fixture->store, &tie, &id, &err), SL_NOT_FOUND);
    role.given.by = SL_STR("root");
    role.held.until = 0;
    SL_CHECK_STATUS(sl_store_role_add(fixture->store, &role, &id, &err), SL_INVALID);
    tie.given.by = SL_STR("root");
    tie.source = 99;
    SL_CHECK_STATUS(sl_store_tie_add(fixture->store, &tie, &id, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_user_end(fixture->store, SL_STR("ann"), &stamp, &err), &err);
    role.held.until = 2;
    SL_CHECK_STATUS(sl_store_role_add(fixture->store, &role, &id, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* Without an administrator nobody could ever be given a role again. */
static void the_last_administrator_stays(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("ann"), 6 };
    struct sl_store_role role;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(
        sl_store_role_next(fixture->store, SL_STR("root"), 0, &fixture->arena, &role, &err), &err
    );
    SL_CHECK_I64(role.role, SL_USER_ADMINISTRATOR);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)add_role(fixture, "ann", SL_USER_ADMINISTRATOR, (struct sl_span){ 1, SL_SPAN_OPEN });
    SL_CHECK_STATUS(sl_store_role_end(fixture->store, role.id, &stamp, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_store_commit(fixture->store, &err), SL_INVALID);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_user_end(fixture->store, SL_STR("root"), &stamp, &err), SL_DENIED);
    sl_store_rollback(fixture->store);
    SL_CHECK_U64(load(fixture, "root", 0).role_count, 1);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)add_role(fixture, "ann", SL_USER_ADMINISTRATOR, (struct sl_span){ 0, SL_SPAN_OPEN });
    SL_CHECK_OK(sl_store_user_end(fixture->store, SL_STR("root"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

static void who_has_left_may_nothing(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("root"), 6 };
    struct sl_user user;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)add_role(fixture, "ann", SL_USER_MANAGER, (struct sl_span){ 0, SL_SPAN_OPEN });
    SL_CHECK_OK(sl_store_user_end(fixture->store, SL_STR("ann"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_STATUS(
        sl_store_user_load(fixture->store, SL_STR("ann"), 5, &fixture->arena, &user, &err),
        SL_DENIED
    );
    SL_CHECK_STATUS(
        sl_store_user_load(fixture->store, SL_STR("eve"), 5, &fixture->arena, &user, &err),
        SL_NOT_FOUND
    );
}

static void a_tie_follows_the_mention(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("root"), 99 };
    const struct sl_membership moved = { .mention = 2048, .identity = 1024 };
    struct sl_store_tie tie;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    add_mention(fixture, "nominal/1", 1024, 1024);
    add_mention(fixture, "nominal/2", 2048, 2048);
    (void)add_tie(fixture, "pat", "nominal/9", (struct sl_span){ 0, SL_SPAN_OPEN });
    (void)add_tie(fixture, "pat", "nominal/1", (struct sl_span){ 0, 9 });
    const int64_t id = add_tie(fixture, "pat", "nominal/2", (struct sl_span){ 0, SL_SPAN_OPEN });
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    struct sl_user pat = load(fixture, "pat", 9);
    SL_CHECK_U64(pat.tie_count, 2); /* nominal/9 is nobody yet */
    SL_CHECK_STR(pat.ties[0].identity, sl_identity_print(1024).text);
    SL_CHECK_STR(pat.ties[1].identity, sl_identity_print(2048).text);
    SL_CHECK_I64(pat.ties[1].kind, SL_USER_TIE_HOUSEHOLD);
    pat = load(fixture, "pat", 10);
    SL_CHECK_U64(pat.tie_count, 1);
    SL_CHECK_STR(pat.ties[0].identity, sl_identity_print(2048).text);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_membership_put(fixture->store, &moved, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    pat = load(fixture, "pat", 10);
    SL_CHECK_STR(pat.ties[0].identity, sl_identity_print(1024).text);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_tie_end(fixture->store, id, &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_tie_end(fixture->store, id, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_U64(load(fixture, "pat", 10).tie_count, 0);
    SL_CHECK_OK(
        sl_store_tie_next(fixture->store, SL_STR("pat"), id - 1, &fixture->arena, &tie, &err), &err
    );
    SL_CHECK_STR(tie.key, "nominal/2");
    SL_CHECK_I64(tie.source, fixture->source);
    SL_CHECK_STR(tie.ended.by, "root");
    SL_CHECK_STATUS(
        sl_store_tie_next(fixture->store, SL_STR("pat"), id, &fixture->arena, &tie, &err),
        SL_NOT_FOUND
    );
}

static void many_are_all_there(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    add_mention(fixture, "nominal/1", 1024, 1024);
    for (int32_t i = 0; i < 100; i++) {
        (void)add_role(fixture, "ann", SL_USER_MANAGER, (struct sl_span){ i, 1000 });
        (void)add_tie(fixture, "ann", "nominal/1", (struct sl_span){ i, 1000 });
    }
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    const struct sl_user ann = load(fixture, "ann", 0);
    SL_CHECK_U64(ann.role_count, 100);
    SL_CHECK_U64(ann.tie_count, 100);
    for (int32_t i = 0; i < 100; i++) {
        SL_CHECK_I64(ann.roles[i].held.from, i);
        SL_CHECK_I64(ann.ties[i].held.from, i);
    }
}

static enum sl_status load_once(void *context)
{
    struct store_fixture *fixture = context;
    struct sl_store *store = NULL;
    struct sl_arena arena;
    struct sl_user user;
    struct sl_error err;

    sl_arena_init(&arena, (size_t)1 << 20);
    enum sl_status status = sl_store_open(fixture->path, SL_STORE_READ, &store, &err);
    if (status == SL_OK) {
        status = sl_store_user_load(store, SL_STR("pat"), 1, &arena, &user, &err);
    }
    sl_store_close(store);
    sl_arena_finish(&arena);
    return status;
}

static void failing_allocations(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    add_mention(fixture, "nominal/1", 1024, 1024);
    (void)add_role(fixture, "pat", SL_USER_MANAGER, (struct sl_span){ 0, SL_SPAN_OPEN });
    (void)add_tie(fixture, "pat", "nominal/1", (struct sl_span){ 0, SL_SPAN_OPEN });
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    sl_store_close(fixture->store); /* so that no page of it is given back meanwhile */
    fixture->store = NULL;
    assert_true(sl_test_failing_allocations(load_once, fixture) > 0);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_last_administrator_stays), STORE_TEST(a_role_ends_at_once),
        STORE_TEST(nobody_gives_to_themselves),   STORE_TEST(who_has_left_may_nothing),
        STORE_TEST(a_tie_follows_the_mention),    STORE_TEST(many_are_all_there),
        STORE_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
