/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mention_sight.h"

#include "app/child_house.h"

/* A sight of a user who searches; close its access. */
static void open_sight(struct child_house *house, const char *user, struct sl_mention_sight *sight)
{
    struct sl_access *access = child_door(house, user, SL_MAY_SEARCH);
    struct sl_error err;

    SL_CHECK_OK(sl_mention_sight_open(sight, access, &house->arena, &err), &err);
}

static struct sl_shown shown(
    struct child_house *house, const char *user, int64_t source, const char *key, int64_t identity
)
{
    const struct sl_stored_mention mention = {
        .id = source > 3 ? 1 : picture_mention(&house->people, source, key),
        .source = source,
        .key = sl_str_from(key)
    };
    struct sl_mention_sight sight;

    open_sight(house, user, &sight);
    const struct sl_shown one = sl_mention_sight_shown(&sight, &mention, identity);
    sl_access_close(sight.access);
    return one;
}

/* What the holder of a mention of the first source withholds from a user. */
static uint64_t
withheld_of(struct child_house *house, const char *user, const char *key, int64_t identity)
{
    const struct sl_stored_mention mention = { .id = picture_mention(&house->people, 1, key),
                                               .source = 1,
                                               .key = sl_str_from(key) };
    struct sl_mention_sight sight;

    open_sight(house, user, &sight);
    const uint64_t fields = sl_mention_sight_withheld(&sight, &mention, identity);
    sl_access_close(sight.access);
    return fields;
}

/* Fields of mentions are those of agreements; nothing else is one. */
static void fields(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_mention_sight_fields(0), 0);
    SL_CHECK_U64(
        sl_mention_sight_fields(SL_SHARE_BIT(SL_ATTRIBUTE_PHONE)), UINT32_C(1) << SL_MENTION_PHONE
    );
    SL_CHECK_U64(
        sl_mention_sight_fields(
            SL_SHARE_BIT(SL_ATTRIBUTE_LA_CHILD_ID) | SL_SHARE_BIT(SL_ATTRIBUTE_GIVEN_NAME)
        ),
        (UINT32_C(1) << SL_MENTION_CHILD_ID) | (UINT32_C(1) << SL_MENTION_GIVEN_NAME)
    );
    SL_CHECK_U64(sl_mention_sight_fields(SL_SHARE_BIT(SL_ATTRIBUTE_EMAIL)), 0);
    SL_CHECK_U64(sl_mention_sight_fields(UINT64_MAX), (UINT32_C(1) << SL_MENTION_FIELD_COUNT) - 1);
}

/* Of a row the fields of the set are left, and no other. */
static void blank(void **state)
{
    struct sl_mention_row row = { .mention = 1 };

    (void)state;
    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        row.values[field] = SL_STR("x");
    }
    sl_mention_sight_blank(&row, UINT32_C(1) << SL_MENTION_SURNAME);
    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        SL_CHECK_STR(row.values[field], field == SL_MENTION_SURNAME ? "x" : "");
    }
}

/* Own people; others' by an agreement, without the fields that it leaves out; none of no source. */
static void by_agreement(void **state)
{
    struct child_house *house = *state;

    SL_CHECK_U64(shown(house, "practitioner", 1, "n1", 0).sight, SL_SIGHT_CONTENT);
    assert_true(shown(house, "practitioner", 2, "c1", 0).sight < SL_SIGHT_EXISTENCE);
    SL_CHECK_U64(shown(house, "practitioner", 9, "n1", 0).sight, SL_SIGHT_HIDDEN);
    child_agree(house, ACCESS_AGREEMENT);
    const struct sl_shown others = shown(house, "practitioner", 2, "c1", 0);
    SL_CHECK_U64(others.sight, SL_SIGHT_CONTENT);
    assert_true((others.fields & SL_SHARE_BIT(SL_ATTRIBUTE_GIVEN_NAME)) != 0);
    assert_true((others.fields & SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS)) == 0);
    assert_true(shown(house, "practitioner", 3, "p9", 0).sight < SL_SIGHT_EXISTENCE);
}

/* What a holder withholds of somebody is not shown of them, and is of others. */
static void withheld(void **state)
{
    struct child_house *house = *state;
    const uint64_t phone = SL_SHARE_BIT(SL_ATTRIBUTE_PHONE);

    child_agree(house, ACCESS_AGREEMENT);
    child_withhold(house, 1, "n1", phone);
    const struct sl_shown child = shown(house, "worker", 1, "n1", house->child);
    SL_CHECK_U64(child.sight, SL_SIGHT_CONTENT);
    assert_true((child.fields & phone) == 0);
    assert_true((withheld_of(house, "worker", "n1", house->child) & phone) != 0);
    assert_true((withheld_of(house, "worker", "n2", 0) & phone) == 0);
    assert_true((withheld_of(house, "practitioner", "n1", house->child) & phone) == 0);
}

/* A sealed mention is not there; an identity is as long as another mention of it may be seen. */
static void sealed(void **state)
{
    struct child_house *house = *state;
    struct sl_identity_named named = { .identity = house->child, .mention = house->child };
    struct sl_mention_sight sight;
    bool is_seen = false;
    struct sl_error err;

    child_agree(house, ACCESS_AGREEMENT);
    child_seal(house, 1, "n1");
    SL_CHECK_U64(shown(house, "practitioner", 1, "n1", 0).sight, SL_SIGHT_HIDDEN);
    SL_CHECK_U64(shown(house, "practitioner", 1, "n2", 0).sight, SL_SIGHT_CONTENT);
    open_sight(house, "practitioner", &sight);
    SL_CHECK_OK(sl_mention_sight_named(&sight, &named, &is_seen, &err), &err);
    assert_false(is_seen);
    named.mention = 0;
    SL_CHECK_OK(sl_mention_sight_named(&sight, &named, &is_seen, &err), &err);
    assert_true(is_seen);
    SL_CHECK_OK(sl_mention_sight_identity(&sight, 77, &is_seen, &err), &err);
    assert_false(is_seen);
    sl_access_close(sight.access);
    child_seal(house, 2, "c1");
    open_sight(house, "practitioner", &sight);
    SL_CHECK_OK(sl_mention_sight_identity(&sight, house->child, &is_seen, &err), &err);
    assert_false(is_seen);
    sl_access_close(sight.access);
}

static enum sl_status look_once(void *context)
{
    struct child_house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_mention_sight sight;
    bool is_seen = false;

    sl_arena_init(&arena, (size_t)1 << 20);
    SL_TRY(child_try_door(house, "practitioner", SL_MAY_SEARCH, &access, NULL));
    SL_TRY(sl_mention_sight_open(&sight, access, &arena, NULL));
    return sl_mention_sight_identity(&sight, house->child, &is_seen, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;

    sl_store_close_ptr(&house->people.store);
    assert_true(child_failing_allocations(look_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields), cmocka_unit_test(blank), CHILD_TEST(by_agreement),
        CHILD_TEST(withheld),     CHILD_TEST(sealed),      CHILD_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/mention_sight", tests, NULL, NULL);
}
