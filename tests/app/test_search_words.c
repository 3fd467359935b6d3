/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_words.h"

#include "search/search_key.h"
#include "store/search_word.h"
#include "support/support.h"

struct fixture {
    struct sl_test_folder folder;
    struct sl_store *store;
    struct sl_word_tally tally;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    sl_test_folder_open(&fixture.folder);
    const char *path = sl_test_folder_path(&fixture.folder, "s.db");
    SL_CHECK_OK(sl_store_create(path, NULL), NULL);
    SL_CHECK_OK(sl_store_open(path, SL_STORE_WRITE, &fixture.store, NULL), NULL);
    sl_word_tally_init(&fixture.tally);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_word_tally_finish(&fixture->tally);
    sl_store_close(fixture->store);
    sl_test_folder_close(&fixture->folder);
    return 0;
}

static void apply(struct fixture *fixture, const char *word, int64_t change)
{
    struct sl_error err = { .status = SL_OK };
    const struct sl_str text = sl_str_from(word);
    SL_CHECK_OK(sl_word_tally_add(&fixture->tally, &text, 1, change, &err), &err);
    SL_CHECK_OK(sl_search_words_apply(fixture->store, &fixture->tally, &err), &err);
    SL_CHECK_U64(fixture->tally.word_count, 0);
}

/* How many slips of words in use are slips of this one. */
static size_t alike(struct fixture *fixture, const char *word)
{
    struct sl_error err = { .status = SL_OK };
    int64_t keys[SL_SEARCH_SLIP_LIMIT];
    struct sl_stored_word items[16];
    struct sl_stored_words words = { .limit = 16, .items = items };
    struct sl_arena arena;
    size_t shared = 0;

    sl_arena_init(&arena, 4096);
    const size_t count = sl_search_slip_keys(sl_str_from(word), keys);
    for (size_t i = 0; i < count; i++) {
        SL_CHECK_OK(
            sl_store_search_words_like(fixture->store, keys[i], &arena, &words, &err), &err
        );
        shared += words.count;
    }
    sl_arena_finish(&arena);
    return shared;
}

static void keeps_slips_of_words_in_use(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err = { .status = SL_OK };

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    apply(fixture, "khan", 2);
    SL_CHECK_U64(alike(fixture, "kahn"), 2); /* both are "khn" and "kan" without a letter */
    apply(fixture, "khan", 1);
    apply(fixture, "khan", -2);
    apply(fixture, "khan", 0);
    SL_CHECK_U64(alike(fixture, "kahn"), 2);
    apply(fixture, "kahan", 1);
    SL_CHECK_U64(alike(fixture, "kahn"), 3);
    apply(fixture, "khan", -1);
    SL_CHECK_U64(alike(fixture, "kahn"), 1);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_slips_of_words_in_use, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
