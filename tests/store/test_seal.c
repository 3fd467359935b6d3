/* SPDX-License-Identifier: Apache-2.0 */
#include "store/seal.h"

#include "store/fixture.h"

static struct sl_store_seal seal_of(struct store_fixture *fixture, const char *key)
{
    return (struct sl_store_seal){
        .source = fixture->source,
        .key = sl_str_from(key),
        .reason = SL_STR("the family of a member of staff"),
        .sealed = {SL_STR("sue"), 5},
    };
}

static void sealed_lifted_and_sealed_again(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_store_seal seal = seal_of(fixture, "nominal/1");
    const struct sl_stamp stamp = { SL_STR("pat"), 9 };
    struct sl_store_seal back;
    struct sl_error err;
    int64_t first = 0;
    int64_t second = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(fixture->store, &seal, &first, &err), &err);
    SL_CHECK_STATUS(sl_store_seal_add(fixture->store, &seal, &second, &err), SL_INVALID);
    SL_CHECK_OK(sl_store_seal_end(fixture->store, first, &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_seal_end(fixture->store, first, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_seal_add(fixture->store, &seal, &second, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_next(fixture->store, 0, &fixture->arena, &back, &err), &err);
    SL_CHECK_I64(back.id, first);
    SL_CHECK_STR(back.key, "nominal/1");
    SL_CHECK_STR(back.reason, "the family of a member of staff");
    SL_CHECK_STR(back.sealed.by, "sue");
    SL_CHECK_STR(back.ended.by, "pat");
    SL_CHECK_I64(back.ended.at, 9);
    SL_CHECK_OK(sl_store_seal_next(fixture->store, first, &fixture->arena, &back, &err), &err);
    SL_CHECK_I64(back.id, second);
    SL_CHECK_I64(back.ended.at, 0);
    SL_CHECK_STATUS(
        sl_store_seal_next(fixture->store, second, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
    store_check_sound(fixture->store);
}

static void names_on_lists(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_seal_name name = {
        .source = fixture->source,
        .key = SL_STR("nominal/1"),
        .user = SL_STR("ann"),
        .listed = {SL_STR("sue"), 5},
    };
    const struct sl_stamp stamp = { SL_STR("pat"), 9 };
    struct sl_store_seal_name back;
    struct sl_error err;
    int64_t allow = 0;
    int64_t deny = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_name_add(fixture->store, &name, &allow, &err), &err);
    SL_CHECK_STATUS(sl_store_seal_name_add(fixture->store, &name, &deny, &err), SL_INVALID);
    name.denies = true;
    SL_CHECK_OK(sl_store_seal_name_add(fixture->store, &name, &deny, &err), &err);
    name.user = SL_STR("eve");
    SL_CHECK_STATUS(sl_store_seal_name_add(fixture->store, &name, &deny, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_seal_name_end(fixture->store, allow, &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_seal_name_end(fixture->store, allow, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_name_next(fixture->store, 0, &fixture->arena, &back, &err), &err);
    assert_false(back.denies);
    SL_CHECK_STR(back.user, "ann");
    SL_CHECK_I64(back.ended.at, 9);
    SL_CHECK_OK(
        sl_store_seal_name_next(fixture->store, back.id, &fixture->arena, &back, &err), &err
    );
    assert_true(back.denies);
    SL_CHECK_STR(back.listed.by, "sue");
    SL_CHECK_I64(back.ended.at, 0);
    SL_CHECK_STATUS(
        sl_store_seal_name_next(fixture->store, back.id, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
}

static void what_does_not_fit_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_seal seal = seal_of(fixture, "");
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_seal_add(fixture->store, &seal, &id, &err), SL_INVALID);
    seal = seal_of(fixture, "k");
    seal.reason = SL_STR(" ");
    SL_CHECK_STATUS(sl_store_seal_add(fixture->store, &seal, &id, &err), SL_INVALID);
    seal = seal_of(fixture, "k");
    seal.source = 77;
    SL_CHECK_STATUS(sl_store_seal_add(fixture->store, &seal, &id, &err), SL_NOT_FOUND);
    seal = seal_of(fixture, "k");
    seal.sealed.by = SL_STR("eve");
    SL_CHECK_STATUS(sl_store_seal_add(fixture->store, &seal, &id, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_stamp stamp = { SL_STR("pat"), 9 };
    const struct sl_store_seal seal = seal_of(context, "nominal/1");
    const struct sl_store_seal_name name = {
        .source = seal.source, .key = seal.key, .user = SL_STR("ann"), .listed = stamp
    };
    struct sl_store_seal_name listed;
    struct sl_store_seal back;
    int64_t id = 0;
    int64_t name_id = 0;

    SL_TRY(sl_store_seal_add(store, &seal, &id, NULL));
    SL_TRY(sl_store_seal_name_add(store, &name, &name_id, NULL));
    SL_TRY(sl_store_seal_next(store, 0, arena, &back, NULL));
    SL_TRY(sl_store_seal_name_next(store, 0, arena, &listed, NULL));
    SL_TRY(sl_store_seal_name_end(store, name_id, &stamp, NULL));
    return sl_store_seal_end(store, id, &stamp, NULL);
}

static void failing_allocations(void **state)
{
    store_add_users(*state);
    store_failing(*state, do_all, *state);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(failing_allocations),
        STORE_TEST(sealed_lifted_and_sealed_again),
        STORE_TEST(names_on_lists),
        STORE_TEST(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
