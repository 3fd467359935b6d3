/* SPDX-License-Identifier: Apache-2.0 */
/* That a part is enough is tested where it is judged: app/identity_decide. */
#include "app/identity_part.h"

#include "app/identity_fixture.h"
#include "store/near.h"

/* A mention of the partnership, drawn by its place. */
static int64_t mention_at(struct identity_fixture *fixture, uint64_t place)
{
    struct sl_membership_cursor *cursor = NULL;
    struct sl_membership member = { .mention = 0 };
    bool has_one = true;

    SL_CHECK_OK(sl_store_memberships_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    for (; has_one && place > 0; place--) {
        SL_CHECK_OK(sl_membership_cursor_next(cursor, &member, &has_one, NULL), NULL);
    }
    sl_membership_cursor_close(cursor);
    return member.mention;
}

/* Nobody outside is near somebody within, or of the identity. */
static void check_closed(struct identity_fixture *fixture, const struct sl_identity_part *part)
{
    struct sl_near_cursor *cursor = NULL;
    struct sl_stored_near near;
    struct sl_membership_cursor *members = NULL;
    struct sl_membership member;
    bool more = true;

    SL_CHECK_OK(sl_store_near_open(fixture->store, 0, INT64_MAX, &cursor, NULL), NULL);
    while (more) {
        SL_CHECK_OK(sl_near_cursor_next(cursor, &near, &more, NULL), NULL);
        assert_true(
            !more ||
            sl_identity_part_has(part, near.mention) == sl_identity_part_has(part, near.other)
        );
    }
    sl_near_cursor_close(cursor);
    SL_CHECK_OK(sl_store_memberships_open(fixture->store, 0, INT64_MAX, &members, NULL), NULL);
    for (more = true; more;) {
        SL_CHECK_OK(sl_membership_cursor_next(members, &member, &more, NULL), NULL);
        assert_true(
            !more || sl_identity_part_has(part, member.mention) ==
                         sl_identity_part_has(part, member.identity)
        );
    }
    sl_membership_cursor_close(members);
}

static void a_part_is_closed_and_small(void **state)
{
    struct identity_fixture *fixture = *state;
    size_t largest = 0;
    size_t children = 0;

    for (uint64_t place = 1; place < 700; place += 23) {
        struct sl_identity_part part = { .children = { 0 } };
        const int64_t mentions[] = { mention_at(fixture, place), INT64_MAX >> 16 };
        SL_CHECK_OK(sl_identity_part_find(fixture->store, mentions, 2, &part, NULL), NULL);
        assert_true(sl_identity_part_has(&part, mentions[0]));
        assert_false(sl_identity_part_has(&part, mentions[1]));
        check_closed(fixture, &part);
        largest = part.mentions.count > largest ? part.mentions.count : largest;
        children += part.children.count;
        sl_identity_part_finish(&part);
    }
    assert_true(largest > 2 && largest < 200);
    assert_true(children > 0);
}

/* The rows of those within, and of children outside. */
static void its_rows_are_loaded(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_linkage_options options = sl_identity_linkage_options();

    for (uint64_t place = 1; place < 200; place += 41) {
        struct sl_identity_part part = { .children = { 0 } };
        struct sl_identity_known known = { .row_count = 0 };
        struct sl_linkage *linkage = NULL;
        const int64_t mention = mention_at(fixture, place);
        SL_CHECK_OK(sl_identity_part_find(fixture->store, &mention, 1, &part, NULL), NULL);
        SL_CHECK_OK(sl_linkage_open(&options, &linkage, NULL), NULL);
        SL_CHECK_OK(sl_identity_part_load(fixture->store, &part, &known, linkage, NULL), NULL);
        for (size_t i = 0; i < part.mentions.count; i++) {
            assert_non_null(sl_identity_described(&known, part.mentions.items[i]));
        }
        for (size_t i = 0; i < known.described_count; i++) {
            const int64_t one = known.described[i].mention;
            bool is_child = false;
            for (size_t j = 0; j < part.children.count; j++) {
                is_child = is_child || part.children.items[j] == one;
            }
            assert_true(is_child || sl_identity_part_has(&part, one));
        }
        sl_linkage_close(linkage);
        sl_identity_known_finish(&known);
        sl_identity_part_finish(&part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(a_part_is_closed_and_small),
        IDENTITY_TEST(its_rows_are_loaded),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
