/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rights.h"

#include "app/people_small.h"

static struct sl_keep *open_keep(void)
{
    struct sl_keep *keep = NULL;

    SL_CHECK_OK(sl_keep_open(SL_RIGHTS_KEEP_BYTES, sl_rights_free, &keep, NULL), NULL);
    return keep;
}

static struct sl_store *open_store(struct small_people *small, enum sl_store_mode mode)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, mode, &store, &err), &err);
    return store;
}

/* In a transaction of its own, as a door does. */
static enum sl_status take(
    struct sl_keep *keep,
    struct sl_store *store,
    const char *user,
    int32_t day,
    struct sl_kept **ret_kept,
    struct sl_error *err
)
{
    const struct sl_rights_asked asked = {
        .store = store, .path = "s.db", .user_id = sl_str_from(user), .day = day
    };

    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_rights_take(keep, &asked, ret_kept, err);
    sl_store_rollback(store);
    return status;
}

static const struct sl_rights *
take_now(struct sl_keep *keep, struct sl_store *store, const char *user, struct sl_kept **ret_kept)
{
    struct sl_error err;

    SL_CHECK_OK(take(keep, store, user, ACCESS_DAY, ret_kept, &err), &err);
    return sl_kept_thing(*ret_kept);
}

/* Read once; by whomever, from whichever connection. */
static void read_once(void **state)
{
    struct small_people *small = *state;
    struct sl_keep *keep = open_keep();
    struct sl_store *one = open_store(small, SL_STORE_READ);
    struct sl_store *other = open_store(small, SL_STORE_READ);
    struct sl_kept *first = NULL;
    struct sl_kept *second = NULL;

    const struct sl_rights *rights = take_now(keep, one, "worker", &first);
    SL_CHECK_STR(rights->user.agency, "oldham");
    SL_CHECK_STR(sl_str_from(rights->ledger), small->access.ledger);
    assert_true(rights->stamp != 0);
    assert_ptr_equal(take_now(keep, other, "worker", &second), rights);
    sl_keep_release(keep, second);
    assert_ptr_not_equal(take_now(keep, other, "all", &second), rights);
    sl_keep_release(keep, second);
    SL_CHECK_OK(take(keep, other, "worker", ACCESS_DAY + 1, &second, NULL), NULL);
    assert_ptr_not_equal(sl_kept_thing(second), rights);
    sl_keep_release(keep, second);
    sl_keep_release(keep, first);
    SL_CHECK_U64(sl_keep_counts(keep).found, 1);
    sl_keep_close(keep);
    sl_store_close(one);
    sl_store_close(other);
}

/* What was committed, by whomever, is read anew; who holds the old ones keeps them as they were. */
static void a_change(void **state)
{
    struct small_people *small = *state;
    struct sl_keep *keep = open_keep();
    struct sl_store *reader = open_store(small, SL_STORE_READ);
    struct sl_store *writer = open_store(small, SL_STORE_BRIEF);
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct sl_kept *before = NULL;
    struct sl_kept *after = NULL;
    struct sl_error err;

    const struct sl_rights *rights = take_now(keep, reader, "worker", &before);
    SL_CHECK_U64(rights->user.tie_count, 0);
    access_tie(writer, "worker", small->oldham, "child/1");
    const struct sl_rights *more = take_now(keep, reader, "worker", &after);
    SL_CHECK_U64(more->user.tie_count, 1);
    SL_CHECK_U64(rights->user.tie_count, 0);
    assert_true(more->stamp != rights->stamp);
    sl_keep_release(keep, before);
    sl_keep_release(keep, after);
    SL_CHECK_OK(sl_store_begin(writer, &err), &err);
    SL_CHECK_OK(sl_store_user_end(writer, SL_STR("worker"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(writer, &err), &err);
    SL_CHECK_STATUS(take(keep, reader, "worker", ACCESS_DAY, &after, &err), SL_DENIED);
    SL_CHECK_STATUS(take(keep, reader, "nobody", ACCESS_DAY, &after, &err), SL_DENIED);
    sl_keep_close(keep);
    sl_store_close(reader);
    sl_store_close(writer);
}

/* What was taken back has changed nothing, nor has the use of a session. */
static void no_change(void **state)
{
    struct small_people *small = *state;
    struct sl_keep *keep = open_keep();
    struct sl_store *reader = open_store(small, SL_STORE_READ);
    struct sl_store *writer = open_store(small, SL_STORE_BRIEF);
    struct sl_kept *before = NULL;
    struct sl_kept *after = NULL;
    struct sl_error err;

    const struct sl_rights *rights = take_now(keep, reader, "worker", &before);
    SL_CHECK_OK(sl_store_begin(writer, &err), &err);
    SL_CHECK_OK(sl_store_setting_put(writer, SL_STR("colour"), SL_STR("red"), &err), &err);
    sl_store_rollback(writer);
    SL_CHECK_OK(sl_store_begin(writer, &err), &err);
    SL_CHECK_OK(sl_store_session_see(writer, 1, ACCESS_NOW, &err), &err);
    SL_CHECK_OK(sl_store_commit_seen(writer, &err), &err);
    assert_ptr_equal(take_now(keep, reader, "worker", &after), rights);
    sl_keep_release(keep, before);
    sl_keep_release(keep, after);
    sl_keep_close(keep);
    sl_store_close(reader);
    sl_store_close(writer);
}

struct trying {
    struct sl_store *store;
};

static enum sl_status take_once(void *context)
{
    struct trying *trying = context;
    struct sl_keep *keep = NULL;
    struct sl_kept *kept = NULL;

    SL_TRY(sl_keep_open(SL_RIGHTS_KEEP_BYTES, sl_rights_free, &keep, NULL));
    const enum sl_status status = take(keep, trying->store, "worker", ACCESS_DAY, &kept, NULL);
    if (status == SL_OK) {
        sl_keep_release(keep, kept);
    }
    sl_keep_close(keep);
    return status;
}

static void memory_that_runs_out(void **state)
{
    struct trying trying = { .store = open_store(*state, SL_STORE_READ) };

    SL_CHECK_OK(take_once(&trying), NULL); /* statements of the store stay prepared */
    assert_true(sl_test_failing_allocations(take_once, &trying) > 3);
    sl_store_close(trying.store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(read_once),
        SMALL_TEST(a_change),
        SMALL_TEST(no_change),
        SMALL_TEST(memory_that_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
