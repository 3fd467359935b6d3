/* SPDX-License-Identifier: Apache-2.0 */
#include "store/search_key.h"

#include "store/fixture.h"

static size_t count(struct store_fixture *fixture, int64_t key, size_t limit)
{
    size_t found = 0;
    SL_CHECK_OK(sl_store_search_key_count(fixture->store, key, limit, &found, NULL), NULL);
    return found;
}

static void mentions_come_in_order(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_search_mentions mentions = { .after = 0 };
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    for (int64_t i = SL_SEARCH_MENTIONS_AT_ONCE + 2; i > 0; i--) {
        SL_CHECK_OK(sl_store_search_key_put(fixture->store, 5, i, NULL), NULL);
    }
    SL_CHECK_OK(sl_store_search_key_put(fixture->store, 5, 1, NULL), NULL);
    SL_CHECK_OK(sl_store_search_key_put(fixture->store, 6, 1, NULL), NULL);
    SL_CHECK_U64(count(fixture, 5, 10), 10);
    SL_CHECK_U64(count(fixture, 5, 10000), SL_SEARCH_MENTIONS_AT_ONCE + 2);
    SL_CHECK_U64(count(fixture, 4, 10), 0);
    SL_CHECK_OK(sl_store_search_key_mentions(fixture->store, 5, &mentions, NULL), NULL);
    SL_CHECK_U64(mentions.count, SL_SEARCH_MENTIONS_AT_ONCE);
    SL_CHECK_I64(mentions.items[0], 1);
    SL_CHECK_OK(sl_store_search_key_mentions(fixture->store, 5, &mentions, NULL), NULL);
    SL_CHECK_U64(mentions.count, 2);
    SL_CHECK_I64(mentions.items[1], SL_SEARCH_MENTIONS_AT_ONCE + 2);
    SL_CHECK_OK(sl_store_search_key_mentions(fixture->store, 5, &mentions, NULL), NULL);
    SL_CHECK_U64(mentions.count, 0);
    SL_CHECK_OK(sl_store_search_key_remove(fixture->store, 6, 1, NULL), NULL);
    SL_CHECK_OK(sl_store_search_key_remove(fixture->store, 6, 1, NULL), NULL);
    SL_CHECK_U64(count(fixture, 6, 10), 0);
    sl_store_rollback(fixture->store);
}

static void many_are_put_at_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_search_posting many[70];
    for (int64_t i = 0; i < 70; i++) {
        many[i] = (struct sl_search_posting){ .key = 1 + i / 40, .mention = 100 + i };
    }
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_search_keys_put(fixture->store, many, 70, NULL), NULL);
    SL_CHECK_OK(sl_store_search_keys_put(fixture->store, many, 70, NULL), NULL);
    SL_CHECK_U64(count(fixture, 1, 100), 40);
    SL_CHECK_U64(count(fixture, 2, 100), 30);
    sl_store_rollback(fixture->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_are_put_at_once, store_set_up, store_tear_down),
        cmocka_unit_test_setup_teardown(mentions_come_in_order, store_set_up, store_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
