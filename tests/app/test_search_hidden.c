/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_hidden.h"

#include "app/child_house.h"
#include "search/search_key.h"
#include "store/record.h"

/* What is hidden from a user; finish it. */
static void hide(struct child_house *house, const char *user, struct sl_search_hidden *hidden)
{
    struct sl_seal_book book;
    struct sl_error err;

    *hidden = (struct sl_search_hidden){ .record_count = 0 };
    SL_CHECK_OK(
        sl_store_seal_book(house->people.store, sl_str_from(user), &house->arena, &book, &err), &err
    );
    SL_CHECK_OK(sl_search_hidden_open(hidden, house->people.store, &book, &err), &err);
}

static int64_t record_of(struct child_house *house, int64_t source, const char *key)
{
    const struct sl_record_key wanted = { source, sl_str_from(key), SL_AS_OF_NOW };
    struct sl_stored_record record;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_record_find(house->people.store, &wanted, &house->arena, &record, &err), &err
    );
    return record.id;
}

/* Without seals nothing is hidden, and nobody need be asked. */
static void nothing(void **state)
{
    struct child_house *house = *state;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    struct sl_search_hidden hidden;
    size_t count = 0;

    hide(house, "all", &hidden);
    SL_CHECK_U64(hidden.record_count + hidden.mention_count + hidden.key_count, 0);
    assert_false(sl_search_hides_record(&hidden, record_of(house, 1, "n1")));
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, house->child, rows, &count), SL_HIDDEN_NOTHING_OF);
    sl_search_hidden_finish(&hidden);
    assert_false(sl_search_hides_record(NULL, 1));
    assert_false(sl_search_hides_mention(NULL, 1, 1));
    SL_CHECK_U64(sl_search_hidden_of_key(NULL, 1), 0);
    SL_CHECK_I64(sl_search_hidden_of_word(NULL, SL_STR("fox")), 0);
    SL_CHECK_U64(sl_search_hidden_rest(NULL, 1, rows, &count), SL_HIDDEN_NOTHING_OF);
}

/* A sealed person is in no list, and a word that only they have is not in use. */
static void whole(void **state)
{
    struct child_house *house = *state;
    const int64_t dale = picture_mention(&house->people, 1, "n2");
    const int64_t birth = sl_search_key(SL_SEARCH_BIRTH, SL_STR("20110203"), SL_STR(""));
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    struct sl_search_hidden hidden;
    size_t count = 0;

    child_seal(house, 1, "n2");
    hide(house, "all", &hidden);
    assert_true(sl_search_hides_record(&hidden, record_of(house, 1, "n2")));
    assert_false(sl_search_hides_record(&hidden, record_of(house, 1, "n1")));
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, dale, rows, &count), SL_HIDDEN_ALL_OF);
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, house->child, rows, &count), SL_HIDDEN_NOTHING_OF);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("fox")), 1);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("dale")), 1);
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("brien")), 0);
    SL_CHECK_U64(sl_search_hidden_of_key(&hidden, birth), 0);
    sl_search_hidden_finish(&hidden);
    child_seal(house, 1, "n1");
    hide(house, "all", &hidden);
    SL_CHECK_U64(sl_search_hidden_of_key(&hidden, birth), 1); /* oldham's is left */
    assert_true(sl_search_hides_mention(&hidden, birth, house->child));
    assert_false(sl_search_hides_mention(&hidden, birth, picture_mention(&house->people, 2, "c1")));
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("brien")), 1);
    sl_search_hidden_finish(&hidden);
    child_let_in(house, 1, "n2", "all");
    hide(house, "all", &hidden);
    assert_false(sl_search_hides_record(&hidden, record_of(house, 1, "n2")));
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, dale, rows, &count), SL_HIDDEN_NOTHING_OF);
    sl_search_hidden_finish(&hidden);
    hide(house, "practitioner", &hidden);
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, dale, rows, &count), SL_HIDDEN_ALL_OF);
    sl_search_hidden_finish(&hidden);
}

/* Who is named by records that are open, too, has the rows and words that these alone give. */
static void in_part(void **state)
{
    struct child_house *house = *state;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    struct sl_search_hidden hidden;
    size_t count = 0;

    child_seal(house, 1, "i1");
    hide(house, "all", &hidden);
    assert_true(sl_search_hides_record(&hidden, record_of(house, 1, "i1")));
    assert_false(sl_search_hides_record(&hidden, record_of(house, 1, "n1")));
    SL_CHECK_U64(sl_search_hidden_rest(&hidden, house->child, rows, &count), SL_HIDDEN_PART_OF);
    SL_CHECK_U64(count, 1);
    SL_CHECK_STR(rows[0].values[SL_MENTION_GIVEN_NAME], "AISHA");
    SL_CHECK_STR(rows[0].values[SL_MENTION_PHONE], "07700 900123");
    SL_CHECK_I64(sl_search_hidden_of_word(&hidden, SL_STR("aisha")), 0);
    sl_search_hidden_finish(&hidden);
}

struct opening {
    struct child_house *house;
    struct sl_seal_book book;
};

static enum sl_status open_once(void *context)
{
    const struct opening *opening = context;
    SL_CLEANUP(sl_search_hidden_finish) struct sl_search_hidden hidden = { .record_count = 0 };
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_open(opening->house->people.store_path, SL_STORE_READ, &store, NULL));
    return sl_search_hidden_open(&hidden, store, &opening->book, NULL);
}

static void no_memory(void **state)
{
    struct opening opening = { .house = *state };
    struct sl_error err;

    child_seal(opening.house, 1, "n2");
    child_seal(opening.house, 1, "m1");
    SL_CHECK_OK(
        sl_store_seal_book(
            opening.house->people.store, SL_STR("all"), &opening.house->arena, &opening.book, &err
        ),
        &err
    );
    sl_store_close_ptr(&opening.house->people.store);
    assert_true(child_failing_allocations(open_once, &opening) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(nothing), CHILD_TEST(whole), CHILD_TEST(in_part), CHILD_TEST(no_memory)
    };
    return cmocka_run_group_tests_name("app/search_hidden", tests, NULL, NULL);
}
