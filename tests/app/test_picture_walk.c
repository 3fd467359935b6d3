/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_walk.h"

#include "app/picture_fixture.h"
#include "store/entity_use.h"

/* Is this record of the store among those that were read? */
static bool is_read(const struct sl_picture_walk *walk, int64_t id)
{
    const struct sl_picture_entry *entry = sl_picture_records_find(&walk->records, id);

    return entry != NULL && entry->record != SL_PICTURE_NONE;
}

static void from_the_child_outwards(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_arena arena;
    struct sl_buf form;
    struct sl_buf scratch;
    struct sl_picture_walk walk = {
        .records = {.store = fixture->store, .arena = &arena, .scratch = &scratch},
        .form = &form,
    };

    sl_arena_init(&arena, SL_PICTURE_LIMIT_BYTES);
    sl_buf_init(&form, 10000);
    sl_buf_init(&scratch, 10000);
    const int64_t child = picture_fill(fixture);
    SL_CHECK_OK(sl_fold_open(&walk.fold, NULL), NULL);
    SL_CHECK_OK(sl_picture_walk_begin(&walk, NULL), NULL);
    SL_CHECK_STATUS(sl_picture_walk_own(&walk, child + 1, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(sl_picture_walk_own(&walk, child, NULL), NULL);
    SL_CHECK_U64(walk.own_count, 2);
    SL_CHECK_OK(sl_picture_walk_records(&walk, NULL), NULL);
    /* All but the last, which is about a stranger. */
    for (int64_t i = 1; i <= 13; i++) {
        if (!is_read(&walk, i)) {
            fail_msg("record %d was not read", (int)i);
        }
    }
    assert_false(is_read(&walk, 14));
    assert_false(walk.is_thing_cut || walk.is_mention_cut || walk.records.is_full);
    const int64_t stranger = sl_entity_hash(3, SL_STR("p8"));
    assert_true(sl_picture_walk_is_new_person(&walk, stranger));
    assert_false(sl_picture_walk_is_new_person(&walk, stranger));
    sl_fold_close(walk.fold);
    sl_buf_finish(&scratch);
    sl_buf_finish(&form);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(from_the_child_outwards),
    };
    return cmocka_run_group_tests_name("app/picture_walk", tests, NULL, NULL);
}
