/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_hidden.h"

#include "app/access_house.h"
#include "app/search_fixture.h"
#include "search/search_key.h"

/* A sealed person is in no list and no count; nothing is hidden from one whom nothing is sealed to.
 */
static void sealed_person(void **state)
{
    struct house *house = *state;
    struct sl_store *store = house->people.store;
    struct sl_store_seal seal = {
        .source = 1,
        .key = SL_STR("p/1"),
        .reason = SL_STR("a witness"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    struct sl_search_hidden hidden = { .record_count = 0 };
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    struct sl_stored_mention mention;
    struct sl_seal_book book;
    struct sl_arena arena;
    size_t count = 0;
    int64_t id = 0;
    struct sl_error err;

    people_take(&house->people, "police", search_police);
    people_update(&house->people, false);
    sl_arena_init(&arena, (size_t)1 << 24);
    SL_CHECK_OK(sl_store_mention_find(store, 1, SL_STR("p/1"), &mention, &err), &err);
    SL_CHECK_OK(sl_store_seal_book(store, SL_STR("all"), &arena, &book, &err), &err);
    SL_CHECK_OK(sl_search_hidden_open(&hidden, store, &book, &err), &err);
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, mention.id, rows, &count), SL_HIDDEN_NOTHING_OF);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("khan")), 0);
    sl_search_hidden_finish(&hidden);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(store, &seal, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_book(store, SL_STR("all"), &arena, &book, &err), &err);
    hidden = (struct sl_search_hidden){ .record_count = 0 };
    SL_CHECK_OK(sl_search_hidden_open(&hidden, store, &book, &err), &err);
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, mention.id, rows, &count), SL_HIDDEN_ALL_OF);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("khan")), 1);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("")), 1);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("nowak")), 0);
    const int64_t key = sl_search_key(SL_SEARCH_BIRTH, SL_STR("20130214"), SL_STR(""));
    assert_true(sl_search_hides_mention(&hidden, key, mention.id));
    assert_false(sl_search_hides_mention(&hidden, key, mention.id + 1));
    SL_CHECK_U64(sl_search_hidden_of_key(&hidden, key), 1);
    assert_true(sl_search_hides_record(&hidden, 1));
    assert_false(sl_search_hides_record(&hidden, 2));
    assert_false(sl_search_hides_record(NULL, 1));
    sl_search_hidden_finish(&hidden);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(sealed_person) };
    return cmocka_run_group_tests_name("app/search_hidden", tests, NULL, NULL);
}
