/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_near.h"

#include "app/identity_fixture.h"
#include "app/identity_load.h"
#include "app/identity_model.h"
#include "store/derived.h"

/* Everybody, ready to be compared, by a growth that searches or is given what is kept. */
struct everybody {
    struct sl_identity_known known;
    struct sl_linkage *linkage;
    struct sl_growth *growth;
};

static void open_everybody(struct identity_fixture *fixture, struct everybody *all, bool is_given)
{
    const struct sl_linkage_options options = sl_identity_linkage_options();
    struct sl_identity_model model;
    struct sl_arena arena;
    struct sl_error err;

    *all = (struct everybody){ .linkage = NULL };
    sl_arena_init(&arena, (size_t)1 << 30);
    SL_CHECK_OK(sl_identity_model_find(fixture->store, &arena, &model, &err), &err);
    SL_CHECK_OK(sl_linkage_open(&options, &all->linkage, &err), &err);
    SL_CHECK_OK(sl_identity_model_use(&model, all->linkage, &err), &err);
    SL_CHECK_OK(sl_identity_load_rows(fixture->store, &all->known, all->linkage, &err), &err);
    SL_CHECK_OK(sl_linkage_prepare(all->linkage, &err), &err);
    SL_CHECK_OK(sl_growth_open(all->linkage, &all->growth, &err), &err);
    if (is_given) {
        SL_CHECK_OK(sl_identity_near_load(fixture->store, all->linkage, all->growth, &err), &err);
    }
    sl_arena_finish(&arena);
}

static void close_everybody(struct everybody *all)
{
    sl_growth_close(all->growth);
    sl_linkage_close(all->linkage);
    sl_identity_known_finish(&all->known);
}

/* One mention after the other keeps what a run over everybody keeps. */
static void one_by_one_is_as_all_at_once(void **state)
{
    struct identity_fixture *fixture = *state;
    const uint64_t before = identity_near_hash(fixture->store, 0);
    struct sl_error err;

    assert_true(before != 0); /* there are some */
    for (int is_given = 0; is_given < 2; is_given++) {
        struct everybody all;
        open_everybody(fixture, &all, is_given == 1);
        SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
        SL_CHECK_OK(sl_identity_near_write(fixture->store, NULL, &all.known.listing, &err), &err);
        SL_CHECK_U64(identity_near_hash(fixture->store, 0), 0);
        for (size_t i = 0; i < all.known.described_count; i++) {
            const int64_t mention = all.known.described[i].mention;
            SL_CHECK_OK(
                sl_identity_near_add(fixture->store, all.growth, &all.known.listing, mention, &err),
                &err
            );
        }
        SL_CHECK_OK(
            sl_identity_near_add(
                fixture->store, all.growth, &all.known.listing, INT64_MAX >> 16, &err
            ),
            &err
        );
        SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
        SL_CHECK_U64(identity_near_hash(fixture->store, 0), before);
        close_everybody(&all);
    }
}

/* Everything is kept both ways, and nobody is near himself. */
static void all_is_kept_both_ways(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_near_cursor *cursor = NULL;
    struct sl_stored_near near;
    uint64_t sums[2] = { 0, 0 };
    bool more = true;

    SL_CHECK_OK(sl_store_near_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    while (more) {
        SL_CHECK_OK(sl_near_cursor_next(cursor, &near, &more, NULL), NULL);
        if (more) {
            const bool is_low = near.mention < near.other;
            const int64_t low = is_low ? near.mention : near.other;
            const int64_t high = is_low ? near.other : near.mention;
            assert_true(near.mention != near.other);
            sums[is_low] += sl_hash_u64((uint64_t)low ^ sl_hash_u64((uint64_t)high));
        }
    }
    sl_near_cursor_close(cursor);
    SL_CHECK_U64(sums[0], sums[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(one_by_one_is_as_all_at_once),
        IDENTITY_TEST(all_is_kept_both_ways),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
