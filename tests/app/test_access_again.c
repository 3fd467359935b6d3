/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_again.h"

#include "app/access_house.h"

/* The digest of a door; false when nothing may be kept behind it. */
static bool basis_of(const struct sl_access *access, struct sl_digest *ret_digest)
{
    struct sl_digest_state state;

    sl_digest_begin(&state);
    const bool may = sl_access_basis(access, &state);
    *ret_digest = sl_digest_end(&state);
    return may;
}

static bool basis_as(struct house *house, const char *user, struct sl_digest *ret_digest)
{
    struct sl_access *access = access_open(house->people.store_path, user);
    const bool may = basis_of(access, ret_digest);

    sl_access_close(access);
    return may;
}

/* Something is committed to the store. */
static void change(struct house *house)
{
    struct sl_store *store = house->people.store;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_setting_put(store, SL_STR("colour"), SL_STR("red"), &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

/* The same from door to door, until something is committed; another one for another user. */
static void what_it_depends_on(void **state)
{
    struct house *house = *state;
    struct sl_digest first;
    struct sl_digest digest;

    assert_false(basis_as(house, "practitioner", &first)); /* no agreement is in force */
    access_agree(&house->access, house->people.store_path, ACCESS_AGREEMENT);
    assert_true(basis_as(house, "practitioner", &first));
    assert_true(basis_as(house, "practitioner", &digest));
    assert_true(sl_digest_equal(&digest, &first));
    assert_true(basis_as(house, "investigator", &digest));
    assert_false(sl_digest_equal(&digest, &first));
    change(house);
    assert_true(basis_as(house, "practitioner", &digest));
    assert_false(sl_digest_equal(&digest, &first));
}

/* A door to change something has none. */
static void not_to_change(void **state)
{
    struct house *house = *state;
    const struct sl_access_opening opening = { .store = house->people.store_path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_digest digest;
    struct sl_error err;

    access_agree(&house->access, house->people.store_path, ACCESS_AGREEMENT);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("practitioner"), &access, &err), &err);
    assert_false(basis_of(access, &digest));
    sl_access_close(access);
}

static void settled(void **state)
{
    struct house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    struct sl_error err;
    bool is_settled = false;

    SL_CHECK_OK(sl_access_is_settled(access, &is_settled, &err), &err);
    assert_true(is_settled);
    change(house);
    SL_CHECK_OK(sl_access_is_settled(access, &is_settled, &err), &err);
    assert_false(is_settled);
    sl_access_close(access);
}

/* What was heard is said again word for word, by who says it again, now. */
static void heard_and_said_again(void **state)
{
    struct house *house = *state;
    struct sl_arena arena;
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    struct sl_heard heard = { .arena = &arena };
    struct sl_error err;

    sl_arena_init(&arena, (size_t)1 << 20);
    sl_access_hear(access, &heard);
    SL_CHECK_OK(sl_access_say(access, &house_deed, 1, &err), &err);
    SL_CHECK_OK(sl_access_say(access, &house_deed, 1, &err), &err);
    sl_access_hear(access, NULL);
    SL_CHECK_OK(sl_access_say(access, &house_deed, 1, &err), &err);
    SL_CHECK_U64(heard.count, 2);
    assert_false(heard.is_more);
    sl_access_close(access);
    SL_CHECK_STR(heard.deeds[1].detail, "why");
    SL_CHECK_STR(heard.deeds[1].user, "practitioner");
    access = access_open(house->people.store_path, "practitioner");
    SL_CHECK_OK(sl_access_say_again(access, heard.deeds, heard.count, &err), &err);
    sl_access_close(access);
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_WRITE, 0), 5);
    sl_arena_finish(&arena);
}

/* A refusal is not to be said again, and so is nothing that was said around it. */
static void a_refusal(void **state)
{
    struct house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    struct sl_arena arena;
    struct sl_heard heard = { .arena = &arena };
    struct sl_error err;

    sl_arena_init(&arena, (size_t)1 << 20);
    sl_access_hear(access, &heard);
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_USERS, &house_deed, &err), SL_DENIED);
    assert_true(heard.is_more);
    sl_access_close(access);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(what_it_depends_on),   HOUSE_TEST(not_to_change), HOUSE_TEST(settled),
        HOUSE_TEST(heard_and_said_again), HOUSE_TEST(a_refusal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
