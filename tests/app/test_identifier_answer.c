/* SPDX-License-Identifier: Apache-2.0 */
/* A partnership that comes in file by file, in any order, gives the answer of a batch. */
#include "app/identifier.h"

#include "app/identity_fixture.h"

/* The same order for a seed. */
static void shuffle(struct sl_intake_list *list, uint64_t seed)
{
    struct sl_random random;

    sl_random_init(&random, seed);
    for (size_t i = list->count; i > 1; i--) {
        const size_t j = (size_t)sl_random_below(&random, i);
        const struct sl_intake_item item = list->items[i - 1];
        list->items[i - 1] = list->items[j];
        list->items[j] = item;
    }
}

/* Half of the files, then the identifier follows each that comes. */
static uint64_t follow(struct sl_store *store, const struct sl_intake_list *list)
{
    const struct sl_identify_options options = identity_options();
    const size_t half = list->count / 2;
    struct sl_identifier *identifier = NULL;
    struct sl_identifier_result result;
    uint64_t followed = 0;
    struct sl_error err;

    identity_intake(store, list->items, half);
    SL_CHECK_OK(sl_identifier_open(store, &options, &identifier, &err), &err);
    for (size_t i = half; i < list->count; i++) {
        identity_intake(store, &list->items[i], 1);
        SL_CHECK_OK(
            sl_identifier_follow(identifier, identity_clock(), 0, false, &result, &err), &err
        );
        followed += result.was_full ? 0 : result.changed_mentions;
    }
    sl_identifier_close(identifier);
    return followed;
}

static void file_by_file_is_as_all_at_once(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_intake_list list = { .count = 0 };
    struct sl_store *store = NULL;
    char path[512];
    struct sl_error err;

    identity_manifest(fixture, &list);
    for (uint64_t seed = 1; seed <= 2; seed++) {
        (void)snprintf(
            path, sizeof path, "%s", sl_test_folder_path(&fixture->folder, seed == 1 ? "a" : "b")
        );
        shuffle(&list, sl_test_seed() + seed);
        SL_CHECK_OK(sl_store_create(path, &err), &err);
        SL_CHECK_OK(sl_store_open(path, SL_STORE_WRITE, &store, &err), &err);
        assert_true(follow(store, &list) > 100);
        const uint64_t followed = identity_answer_hash(store);
        const struct sl_identify_options options = identity_options();
        SL_CHECK_OK(sl_identify(store, &options, &fixture->result, &err), &err);
        SL_CHECK_U64(identity_answer_hash(store), followed);
        SL_CHECK_U64(fixture->result.new_mention_count, 0);
        sl_store_close(store);
    }
    sl_arena_finish(&list.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_by_file_is_as_all_at_once),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
