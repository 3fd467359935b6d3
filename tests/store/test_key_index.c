/* SPDX-License-Identifier: Apache-2.0 */
#include "store/key_index.h"

#include "base/hash.h"
#include "store/fixture.h"
#include "store/store_impl.h"

static void hash_never_changes(void **state)
{
    (void)state;
    /* It is stored: these values hold for ever. */
    SL_CHECK_U64(sl_key_hash(1, SL_STR("nominal/1")), UINT64_C(99533505926263));
    SL_CHECK_U64(sl_key_hash(2, SL_STR("nominal/1")), UINT64_C(61073576531691));
    assert_true(sl_key_hash(1, SL_STR("x")) < UINT64_C(1) << 47);
}

/* Against all that was added, through merges and loading anew, with hashes that meet often. */
static void finds_what_was_added(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_key_index index = { 0 };
    struct sl_db *db = fixture->store->db;
    struct sl_random random;
    static uint64_t hashes[3000];
    struct sl_error err;

    sl_random_init(&random, sl_test_seed());
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_key_index_load(&index, db, &err), &err);
    for (int64_t id = 1; id <= 3000; id++) {
        hashes[id - 1] = sl_random_below(&random, 500);
        SL_CHECK_OK(sl_key_index_add(&index, db, hashes[id - 1], id, &err), &err);
        if (id == 1000 || id == 2500) {
            SL_CHECK_OK(sl_key_index_merge(&index, db, &err), &err);
            SL_CHECK_I64(index.through, id);
        }
    }
    for (uint64_t hash = 0; hash < 510; hash++) {
        int64_t below = INT64_MAX;
        for (int64_t id = 3000; id >= 1; id--) {
            if (hashes[id - 1] == hash) {
                SL_CHECK_OK(sl_key_index_find(&index, db, hash, below, &below, &err), &err);
                SL_CHECK_I64(below, id);
            }
        }
        SL_CHECK_OK(sl_key_index_find(&index, db, hash, below, &below, &err), &err);
        SL_CHECK_I64(below, 0);
    }
    SL_CHECK_I64(index.last_record, 3000);
    sl_key_index_finish(&index);
    sl_store_rollback(fixture->store);
}

/* What was not merged when a process ended is read again. */
static void loads_what_is_behind(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t run = store_begin_run(fixture, "file");
    struct sl_error err;
    int64_t record = 0;

    (void)store_put(fixture, run, "a", "1");
    (void)store_put(fixture, run, "b", "2");
    store_reopen(fixture);
    struct sl_key_index *index = &fixture->store->keys;
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_key_index_load(index, fixture->store->db, &err), &err);
    SL_CHECK_U64(index->count, 2);
    SL_CHECK_I64(index->through, 0);
    SL_CHECK_OK(
        sl_key_index_find(
            index,
            fixture->store->db,
            sl_key_hash(fixture->source, SL_STR("b")),
            INT64_MAX,
            &record,
            &err
        ),
        &err
    );
    SL_CHECK_I64(record, 2);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(hash_never_changes),
        STORE_TEST(finds_what_was_added),
        STORE_TEST(loads_what_is_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
