/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <time.h>

#include "record/entity_key.h"
#include "store/fixture.h"
#include "store/mention.h"
#include "store/seal.h"

static void add_mention(struct store_fixture *fixture, const char *key, int64_t id)
{
    const struct sl_stored_mention mention = {
        .id = id, .source = fixture->source, .key = sl_str_from(key), .flags = SL_MENTION_NAMED
    };
    struct sl_error err;

    SL_CHECK_OK(sl_store_mention_put(fixture->store, &mention, &err), &err);
    SL_CHECK_OK(
        sl_store_mention_key_add(
            fixture->store, sl_entity_hash(fixture->source, mention.key), id, &err
        ),
        &err
    );
}

static int64_t seal(struct store_fixture *fixture, const char *key)
{
    const struct sl_store_seal added = {
        .source = fixture->source,
        .key = sl_str_from(key),
        .reason = SL_STR("witness"),
        .sealed = {SL_STR("sue"), 5},
    };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_seal_add(fixture->store, &added, &id, &err), &err);
    return id;
}

static int64_t list(struct store_fixture *fixture, const char *key, const char *user, bool denies)
{
    const struct sl_store_seal_name added = {
        .source = fixture->source,
        .key = sl_str_from(key),
        .denies = denies,
        .user = sl_str_from(user),
        .listed = {SL_STR("sue"), 5},
    };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_seal_name_add(fixture->store, &added, &id, &err), &err);
    return id;
}

static struct sl_seal_book book_of(struct store_fixture *fixture, const char *user)
{
    struct sl_seal_book book;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_seal_book(fixture->store, sl_str_from(user), &fixture->arena, &book, &err), &err
    );
    return book;
}

static enum sl_seal_state key_of(struct store_fixture *fixture, const char *user, const char *key)
{
    const struct sl_seal_book book = book_of(fixture, user);
    return sl_seal_book_key(&book, fixture->source, sl_str_from(key));
}

static void each_user_has_their_own(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { SL_STR("sue"), 9 };
    struct sl_error err;

    store_add_users(fixture);
    struct sl_seal_book book = book_of(fixture, "ann");
    assert_true(sl_seal_book_is_empty(&book));
    SL_CHECK_I64(sl_seal_book_key(&book, fixture->source, SL_STR("a")), SL_SEAL_NONE);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    const int64_t sealed = seal(fixture, "a");
    const int64_t allowed = list(fixture, "a", "ann", false);
    (void)list(fixture, "a", "bob", false);
    (void)list(fixture, "a", "bob", true);
    (void)list(fixture, "b", "bob", true);
    (void)list(fixture, "c", "ann", false);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    SL_CHECK_I64(key_of(fixture, "ann", "a"), SL_SEAL_OPEN);
    SL_CHECK_I64(key_of(fixture, "bob", "a"), SL_SEAL_DENIED);
    SL_CHECK_I64(key_of(fixture, "pat", "a"), SL_SEAL_CLOSED);
    SL_CHECK_I64(key_of(fixture, "bob", "b"), SL_SEAL_DENIED);
    SL_CHECK_I64(key_of(fixture, "pat", "b"), SL_SEAL_NONE);
    SL_CHECK_I64(key_of(fixture, "ann", "c"), SL_SEAL_NONE); /* allowed, and not sealed */
    book = book_of(fixture, "pat");
    assert_false(sl_seal_book_is_empty(&book));
    SL_CHECK_I64(sl_seal_book_key(&book, fixture->source + 1, SL_STR("a")), SL_SEAL_NONE);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_name_end(fixture->store, allowed, &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_I64(key_of(fixture, "ann", "a"), SL_SEAL_CLOSED);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_seal_end(fixture->store, sealed, &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_I64(key_of(fixture, "ann", "a"), SL_SEAL_NONE);
    SL_CHECK_I64(key_of(fixture, "bob", "a"), SL_SEAL_DENIED);
}

static void a_book_that_is_not_there_denies(void **state)
{
    (void)state;
    SL_CHECK_I64(sl_seal_book_key(NULL, 1, SL_STR("a")), SL_SEAL_DENIED);
    SL_CHECK_I64(sl_seal_book_mention(NULL, 1), SL_SEAL_DENIED);
    SL_CHECK_I64(sl_seal_state_stricter(SL_SEAL_OPEN, SL_SEAL_CLOSED), SL_SEAL_CLOSED);
    SL_CHECK_I64(sl_seal_state_stricter(SL_SEAL_DENIED, SL_SEAL_NONE), SL_SEAL_DENIED);
}

static void mentions_of_a_key_and_of_a_record(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    store_add_users(fixture);
    store_take_in(fixture, "f1", "file/1", "one");
    store_take_in(fixture, "f2", "file/2", "two");
    store_take_in(fixture, "f3", "file/1", "three"); /* record 3: another version of the first */
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    add_mention(fixture, "person/1", SL_MENTION_PER_RECORD + 1);
    add_mention(fixture, "person/2", SL_MENTION_PER_RECORD * 2 + 0);
    add_mention(fixture, "person/3", SL_MENTION_PER_RECORD * 3 + 1023);
    add_mention(fixture, "person/4", SL_MENTION_PER_RECORD * 4 + 0);
    (void)seal(fixture, "file/1");
    (void)seal(fixture, "person/2");
    (void)list(fixture, "person/3", "ann", true);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    struct sl_seal_book book = book_of(fixture, "ann");
    SL_CHECK_I64(sl_seal_book_mention(&book, SL_MENTION_PER_RECORD + 1), SL_SEAL_CLOSED);
    SL_CHECK_I64(sl_seal_book_mention(&book, SL_MENTION_PER_RECORD * 2 + 0), SL_SEAL_CLOSED);
    SL_CHECK_I64(sl_seal_book_mention(&book, SL_MENTION_PER_RECORD * 3 + 1023), SL_SEAL_DENIED);
    SL_CHECK_I64(sl_seal_book_mention(&book, SL_MENTION_PER_RECORD * 4 + 0), SL_SEAL_NONE);
    SL_CHECK_I64(sl_seal_book_mention(&book, SL_MENTION_PER_RECORD + 2), SL_SEAL_NONE);
    book = book_of(fixture, "bob");
    SL_CHECK_I64(sl_seal_book_mention(&book, SL_MENTION_PER_RECORD * 3 + 1023), SL_SEAL_CLOSED);
}

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* What it costs is printed; that every key is found is checked. */
static void a_thousand_seals(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    char key[32];
    size_t closed = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(key, sizeof key, "nominal/%d", i);
        (void)seal(fixture, key);
        if (i % 10 == 0) {
            (void)list(fixture, key, "ann", false);
        }
    }
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    const double begun = seconds();
    const struct sl_seal_book book = book_of(fixture, "ann");
    const double read = seconds();
    for (int i = 0; i < 100000; i++) {
        (void)snprintf(key, sizeof key, "nominal/%d", i);
        closed +=
            sl_seal_book_key(&book, fixture->source, sl_str_from(key)) == SL_SEAL_CLOSED ? 1 : 0;
    }
    const double asked = seconds();
    SL_CHECK_U64(closed, 900);
    print_message(
        "a book of 1000 seals: %.2f ms; a key: %.0f ns\n",
        1e3 * (read - begun),
        1e9 * (asked - read) / 1e5
    );
}

static enum sl_status read_once(void *context)
{
    struct store_fixture *fixture = context;
    struct sl_store *store = NULL;
    struct sl_seal_book book;
    struct sl_arena arena;
    struct sl_error err;

    sl_arena_init(&arena, (size_t)1 << 20);
    enum sl_status status = sl_store_open(fixture->path, SL_STORE_READ, &store, &err);
    if (status == SL_OK) {
        status = sl_store_seal_book(store, SL_STR("pat"), &arena, &book, &err);
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
    add_mention(fixture, "a", SL_MENTION_PER_RECORD);
    (void)seal(fixture, "a");
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    sl_store_close(fixture->store); /* so that no page of it is given back meanwhile */
    fixture->store = NULL;
    assert_true(sl_test_failing_allocations(read_once, fixture) > 0);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(each_user_has_their_own),
        STORE_TEST(a_book_that_is_not_there_denies),
        STORE_TEST(mentions_of_a_key_and_of_a_record),
        STORE_TEST(a_thousand_seals),
        STORE_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
