/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_change.h"

#include "app/people_small.h"

static const struct sl_access_deed deeds[] = {
    {.verb = SL_VERB_MANAGE,  .kind = { "setting", 7 }, .detail = { "one", 3 }},
    { .verb = SL_VERB_MANAGE, .kind = { "setting", 7 }, .detail = { "two", 3 }},
};

/* What a change is to do. */
struct change {
    struct small_people *small;
    size_t entries_before; /* what the ledger said when it was made */
    enum sl_status status;
};

static enum sl_status put(struct sl_store *store, void *context, struct sl_error *err)
{
    struct change *change = context;

    change->entries_before =
        small_entries(change->small, "root", SL_VERB_MANAGE, SL_OUTCOME_ALLOWED);
    SL_TRY(sl_store_setting_put(store, SL_STR("x"), SL_STR("y"), err));
    return change->status == SL_OK ? SL_OK : sl_fail(err, change->status, "as it was asked");
}

static enum sl_status has_setting(struct small_people *small)
{
    struct sl_store *store = NULL;
    struct sl_str value;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_READ, &store, &err), &err);
    const enum sl_status status =
        sl_store_setting_find(store, SL_STR("x"), &small->arena, &value, &err);
    sl_store_close(store);
    return status;
}

static void said_before_it_is_done(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct change change = { .small = small, .status = SL_INVALID };
    struct sl_error err;

    SL_CHECK_STATUS(sl_access_change(access, deeds, 2, put, &change, &err), SL_INVALID);
    assert_string_equal(err.message, "as it was asked");
    SL_CHECK_U64(change.entries_before, 2);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 2);
    SL_CHECK_STATUS(has_setting(small), SL_NOT_FOUND);
    change.status = SL_OK;
    SL_CHECK_OK(sl_access_change(access, deeds, 2, put, &change, &err), &err);
    SL_CHECK_U64(change.entries_before, 4);
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_MANAGE, SL_OUTCOME_FAILED), 2);
    SL_CHECK_OK(has_setting(small), &err);
    sl_access_close(access);
}

static void what_cannot_be_said_is_not_done(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct change change = { .small = small };
    struct sl_error err;
    char moved[600];

    (void)snprintf(moved, sizeof moved, "%s.away", small->access.ledger);
    assert_int_equal(rename(small->access.ledger, moved), 0);
    assert_true(sl_access_change(access, deeds, 1, put, &change, &err) != SL_OK);
    SL_CHECK_STATUS(has_setting(small), SL_NOT_FOUND);
    assert_int_equal(rename(moved, small->access.ledger), 0);
    sl_access_close(access);
}

static void who_holds_what(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "manager");

    assert_true(sl_access_holds(access, SL_MAY_ALLOCATE));
    assert_true(sl_access_holds(access, SL_MAY_ANSWER));
    assert_false(sl_access_holds(access, SL_MAY_USERS));
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(said_before_it_is_done),
        SMALL_TEST(what_cannot_be_said_is_not_done),
        SMALL_TEST(who_holds_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
