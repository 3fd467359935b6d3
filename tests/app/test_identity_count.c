/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_count.h"

#include "app/access_fixture.h"
#include "app/identity_fixture.h"
#include "record/entity_key.h"
#include "store/source.h"

/* Identities 1 (of two), 3, 4 and 5; 1 and 2 were there before. Keys are q/1 ... q/5. */
static const struct sl_membership before[] = {
    {.mention = 1,  .identity = 1},
    { .mention = 2, .identity = 2},
};
static const struct sl_membership after[] = {
    {.mention = 1,  .identity = 1},
    { .mention = 2, .identity = 1},
    { .mention = 3, .identity = 3},
    { .mention = 4, .identity = 4},
    { .mention = 5, .identity = 5},
};
static const struct sl_stored_review reviews[] = {
    {.low = 1,  .high = 3, .weight_millibits = 9000},
    { .low = 3, .high = 4, .weight_millibits = 9000},
};

static struct sl_identify_result count(const struct sl_seal_book *book)
{
    const struct sl_identity_answer answer = {
        .before = before,
        .before_count = sizeof before / sizeof before[0],
        .after = after,
        .after_count = sizeof after / sizeof after[0],
        .reviews = reviews,
        .review_count = sizeof reviews / sizeof reviews[0],
        .book = book,
    };
    struct sl_identify_result result = { .mention_count = 0 };
    struct sl_error err;

    SL_CHECK_OK(sl_identity_count(&answer, &result, &err), &err);
    return result;
}

static void everybody_is_counted(void **state)
{
    const struct sl_identify_result result = count(NULL);

    (void)state;
    SL_CHECK_U64(result.mention_count, 5);
    SL_CHECK_U64(result.identity_count, 4);
    SL_CHECK_U64(result.possible_count, 2);
    SL_CHECK_U64(result.new_mention_count, 3);
    SL_CHECK_U64(result.outcomes[SL_OUTCOME_MANY], 1); /* 3 may be 1, or 4 */
    SL_CHECK_U64(result.outcomes[SL_OUTCOME_NONE], 1);
    assert_true(sl_identity_is_closed(NULL, 1) == false);
}

/* A book to which mentions 2 and 4 are closed. */
static void close_two(struct identity_fixture *fixture, struct sl_seal_book *book)
{
    struct sl_store *store = fixture->store;
    struct sl_store_seal one = {
        .reason = SL_STR("a protected witness"), .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    struct access_fixture access;
    struct sl_error err;
    int64_t id = 0;
    char key[32];

    access_equip(&access, &fixture->folder, store);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_add(store, SL_STR("police"), SL_STR("records"), &one.source, &err), &err
    );
    for (int64_t mention = 2; mention <= 4; mention += 2) {
        (void)snprintf(key, sizeof key, "q/%lld", (long long)mention);
        const struct sl_stored_mention put = {
            .id = mention, .source = one.source, .key = sl_str_from(key), .flags = SL_MENTION_NAMED
        };
        one.key = put.key;
        SL_CHECK_OK(sl_store_mention_put(store, &put, &err), &err);
        SL_CHECK_OK(
            sl_store_mention_key_add(store, sl_entity_hash(one.source, put.key), mention, &err),
            &err
        );
        SL_CHECK_OK(sl_store_seal_add(store, &one, &id, &err), &err);
    }
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_book(store, SL_STR("worker"), &fixture->arena, book, &err), &err);
}

/* What is sealed is in no count: as if it had never come. */
static void what_is_sealed_is_not(void **state)
{
    struct sl_seal_book book;

    close_two(*state, &book);
    assert_true(sl_identity_is_closed(&book, 2));
    assert_false(sl_identity_is_closed(&book, 3));
    const struct sl_identify_result result = count(&book);
    SL_CHECK_U64(result.mention_count, 3);
    SL_CHECK_U64(result.identity_count, 3);
    SL_CHECK_U64(result.possible_count, 1);
    SL_CHECK_U64(result.new_mention_count, 2);
    SL_CHECK_U64(result.outcomes[SL_OUTCOME_MANY], 0);
    SL_CHECK_U64(result.outcomes[SL_OUTCOME_MATCH], 0);
    SL_CHECK_U64(result.outcomes[SL_OUTCOME_NONE], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_counted),
        IDENTITY_TEST(what_is_sealed_is_not),
    };
    return cmocka_run_group_tests_name(
        "app/identity_count", tests, identity_group_set_up, identity_group_tear_down
    );
}
