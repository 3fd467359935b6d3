/* SPDX-License-Identifier: Apache-2.0 */
#include "store/token.h"

#include "store/fixture.h"

static const struct sl_stored_token ann = {
    .user = {"ann",            3 },
    .name = { "the warehouse", 13},
    .scopes = { "intake",        6 },
    .system = { "csc",           3 },
    .la_code = 350,
    .factors = 2,
    .made_at = 100,
    .expires_at = 900,
};

/* Add a token like it in a transaction of its own, known by a text. */
static int64_t add(struct sl_store *store, const struct sl_stored_token *token, const char *text)
{
    const struct sl_digest digest = sl_digest_of(sl_str_from(text));
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_token_add(store, token, &digest, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    return id;
}

static enum sl_status
find(struct store_fixture *fixture, const char *text, struct sl_stored_token *ret_token)
{
    const struct sl_digest digest = sl_digest_of(sl_str_from(text));

    return sl_store_token_find(fixture->store, &digest, &fixture->arena, ret_token, NULL);
}

static void a_token_is_found_by_its_digest(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_stored_token token;

    store_add_users(fixture);
    const int64_t id = add(fixture->store, &ann, "first");
    SL_CHECK_STATUS(find(fixture, "first", &token), SL_OK);
    SL_CHECK_I64(token.id, id);
    SL_CHECK_STR(token.user, "ann");
    SL_CHECK_STR(token.name, "the warehouse");
    SL_CHECK_STR(token.scopes, "intake");
    SL_CHECK_STR(token.system, "csc");
    SL_CHECK_I64(token.la_code, 350);
    SL_CHECK_U64(token.factors, 2);
    SL_CHECK_I64(token.made_at, 100);
    SL_CHECK_I64(token.expires_at, 900);
    SL_CHECK_I64(token.seen_at, 0);
    SL_CHECK_I64(token.ended.at, 0);
    SL_CHECK_STATUS(find(fixture, "second", &token), SL_NOT_FOUND);
}

static void use_never_goes_back(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_stored_token token;
    struct sl_error err;

    store_add_users(fixture);
    const int64_t id = add(fixture->store, &ann, "first");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_token_see(fixture->store, id, 500, &err), &err);
    SL_CHECK_OK(sl_store_token_see(fixture->store, id, 300, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_STATUS(find(fixture, "first", &token), SL_OK);
    SL_CHECK_I64(token.seen_at, 500);
}

/* One ends by its number, those of a user together, and then all: each once, and it is kept. */
static void an_end_is_kept(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_stored_token bob = ann;
    const struct sl_stamp end = { .by = SL_STR("root"), .at = 7 };
    const struct sl_stamp later = { .by = SL_STR("ann"), .at = 9 };
    struct sl_stored_token token;
    struct sl_error err;

    bob.user = SL_STR("bob");
    store_add_users(fixture);
    const int64_t first = add(fixture->store, &ann, "first");
    (void)add(fixture->store, &ann, "second");
    const int64_t third = add(fixture->store, &bob, "third");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_token_end(fixture->store, first, &end, &err), &err);
    SL_CHECK_OK(sl_store_token_end_user(fixture->store, SL_STR("ann"), &later, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    for (int64_t id = first; id <= 99; id += 99 - first) {
        SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
        SL_CHECK_STATUS(sl_store_token_end(fixture->store, id, &later, &err), SL_NOT_FOUND);
        sl_store_rollback(fixture->store);
    }
    SL_CHECK_STATUS(find(fixture, "first", &token), SL_OK);
    SL_CHECK_I64(token.ended.at, 7);
    SL_CHECK_STR(token.ended.by, "root");
    SL_CHECK_STATUS(find(fixture, "second", &token), SL_OK);
    SL_CHECK_I64(token.ended.at, 9);
    for (unsigned i = 0; i < 2; i++) {
        const struct sl_str user = i == 0 ? SL_STR("") : SL_STR("bob");
        SL_CHECK_OK(
            sl_store_token_next(fixture->store, 0, user, &fixture->arena, &token, &err), &err
        );
        SL_CHECK_I64(token.id, third);
    }
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_token_end_all(fixture->store, 11, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_STATUS(find(fixture, "third", &token), SL_OK);
    SL_CHECK_I64(token.ended.at, 11);
    SL_CHECK_STR(token.ended.by, "bob");
    SL_CHECK_STATUS(
        sl_store_token_next(fixture->store, 0, SL_STR(""), &fixture->arena, &token, &err),
        SL_NOT_FOUND
    );
}

/* What cannot be kept is refused, and leaves nothing. */
static void bad_tokens_are_refused(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest digest = sl_digest_of(SL_STR("first"));
    struct sl_stored_token bad[4] = { ann, ann, ann, ann };
    int64_t id = 0;

    store_add_users(fixture);
    bad[0].name = SL_STR("");
    bad[1].scopes = SL_STR("");
    bad[2].system = SL_STR("\xff");
    bad[3].user = SL_STR("nobody");
    for (size_t i = 0; i < 4; i++) {
        SL_CHECK_STATUS(sl_store_begin(fixture->store, NULL), SL_OK);
        assert_true(
            sl_store_token_add(fixture->store, &bad[i], &digest, &id, NULL) != SL_OK ||
            sl_store_commit(fixture->store, NULL) != SL_OK
        );
        sl_store_rollback(fixture->store);
    }
    SL_CHECK_I64(id, 0);
}

static enum sl_status all_of_it(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_digest digest = sl_digest_of(SL_STR("first"));
    const struct sl_stamp end = { .by = SL_STR("ann"), .at = 9 };
    struct sl_stored_token token;
    int64_t id = 0;

    (void)context;
    SL_TRY(sl_store_token_add(store, &ann, &digest, &id, NULL));
    SL_TRY(sl_store_token_see(store, id, 5, NULL));
    SL_TRY(sl_store_token_find(store, &digest, arena, &token, NULL));
    SL_TRY(sl_store_token_next(store, 0, SL_STR(""), arena, &token, NULL));
    return sl_store_token_end(store, id, &end, NULL);
}

static void failing_allocations(void **state)
{
    struct store_fixture *fixture = *state;

    store_add_users(fixture);
    store_failing(fixture, all_of_it, NULL);
}

#define TOKEN_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOKEN_TEST(a_token_is_found_by_its_digest),
        TOKEN_TEST(use_never_goes_back),
        TOKEN_TEST(an_end_is_kept),
        TOKEN_TEST(bad_tokens_are_refused),
        TOKEN_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("store/token", tests, NULL, NULL);
}
