/* SPDX-License-Identifier: Apache-2.0 */
#include "store/search_word.h"

#include "store/fixture.h"

#define ROOM 8

/* Words that a question finds. */
struct found {
    struct sl_arena arena;
    struct sl_stored_words words;
    struct sl_stored_word items[ROOM];
};

static void found_init(struct found *found, size_t limit)
{
    sl_arena_init(&found->arena, 4096);
    found->words = (struct sl_stored_words){ .limit = limit, .items = found->items };
}

static int64_t change(struct sl_store *store, const char *word, int64_t by)
{
    struct sl_error err = { .status = SL_OK };
    int64_t count = -1;
    SL_CHECK_OK(sl_store_search_word_change(store, sl_str_from(word), by, &count, &err), &err);
    return count;
}

static int64_t count_of(struct sl_store *store, const char *word)
{
    struct sl_error err = { .status = SL_OK };
    int64_t count = -1;
    SL_CHECK_OK(sl_store_search_word_find(store, sl_str_from(word), &count, &err), &err);
    return count;
}

static void counts(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err = { .status = SL_OK };
    int64_t count = 7;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_I64(change(fixture->store, "", 3), 3);
    SL_CHECK_I64(change(fixture->store, "khan", 2), 2);
    SL_CHECK_I64(change(fixture->store, "khan", 1), 3);
    SL_CHECK_I64(count_of(fixture->store, "khan"), 3);
    SL_CHECK_I64(change(fixture->store, "khan", -3), 0);
    SL_CHECK_I64(count_of(fixture->store, "khan"), 0);
    SL_CHECK_I64(count_of(fixture->store, ""), 3);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(
        sl_store_search_word_change(fixture->store, SL_STR("jones"), -1, &count, &err), SL_INVALID
    );
    SL_CHECK_I64(count, 7);
    SL_CHECK_STATUS(sl_store_commit(fixture->store, &err), SL_INVALID);
}

static void beginnings(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err = { .status = SL_OK };
    struct found found;
    char longest[100] = { 0 };

    found_init(&found, ROOM);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)change(fixture->store, "kha", 1);
    (void)change(fixture->store, "khan", 5);
    (void)change(fixture->store, "khz", 1);
    (void)change(fixture->store, "ki", 1);
    SL_CHECK_OK(
        sl_store_search_words_begin(fixture->store, SL_STR("kh"), &found.arena, &found.words, &err),
        &err
    );
    SL_CHECK_U64(found.words.count, 3);
    SL_CHECK_STR(found.items[0].word, "kha");
    SL_CHECK_STR(found.items[1].word, "khan");
    SL_CHECK_I64(found.items[1].mentions, 5);
    SL_CHECK_STR(found.items[2].word, "khz");
    found.words.limit = 2;
    SL_CHECK_OK(
        sl_store_search_words_begin(fixture->store, SL_STR("kh"), &found.arena, &found.words, &err),
        &err
    );
    SL_CHECK_U64(found.words.count, 2);
    SL_CHECK_STATUS(
        sl_store_search_words_begin(
            fixture->store,
            (struct sl_str){ .ptr = longest, .len = sizeof longest },
            &found.arena,
            &found.words,
            &err
        ),
        SL_LIMIT
    );
    sl_arena_finish(&found.arena);
}

static void slips(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err = { .status = SL_OK };
    struct found found;

    found_init(&found, ROOM);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)change(fixture->store, "khan", 5);
    (void)change(fixture->store, "kahn", 2);
    SL_CHECK_OK(sl_store_search_slip_put(fixture->store, 12, SL_STR("khan"), &err), &err);
    SL_CHECK_OK(sl_store_search_slip_put(fixture->store, 12, SL_STR("khan"), &err), &err);
    SL_CHECK_OK(sl_store_search_slip_put(fixture->store, 12, SL_STR("kahn"), &err), &err);
    SL_CHECK_OK(
        sl_store_search_words_like(fixture->store, 12, &found.arena, &found.words, &err), &err
    );
    SL_CHECK_U64(found.words.count, 2);
    SL_CHECK_STR(found.items[0].word, "kahn");
    SL_CHECK_I64(found.items[1].mentions, 5);
    SL_CHECK_OK(sl_store_search_slip_remove(fixture->store, 12, SL_STR("kahn"), &err), &err);
    SL_CHECK_OK(
        sl_store_search_words_like(fixture->store, 12, &found.arena, &found.words, &err), &err
    );
    SL_CHECK_U64(found.words.count, 1);
    sl_arena_finish(&found.arena);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(counts),
        STORE_TEST(beginnings),
        STORE_TEST(slips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
