/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mention_sight.h"

#include "app/access_house.h"

/* Of the own agency the fields of the permission; of another, nothing without an agreement. */
static void by_source(void **state)
{
    struct house *house = *state;
    struct sl_stored_mention mention = { .id = 1024, .source = 1, .key = SL_STR("n1") };
    struct sl_mention_row row = {
        .values = {[SL_MENTION_SURNAME] = SL_STR("Khan"),
                   [SL_MENTION_PHONE] = SL_STR("07700 900123")}
    };
    struct sl_mention_sight sight;
    struct sl_arena arena;
    struct sl_error err;

    people_take(&house->people, "police", "{\"type\":\"person\",\"id\":\"n1\"}\n");
    people_take(&house->people, "nhs", "{\"type\":\"person\",\"id\":\"p1\"}\n");
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    sl_arena_init(&arena, (size_t)1 << 24);
    SL_CHECK_OK(sl_access_may(access, SL_MAY_SEARCH, &house_deed, &err), &err);
    SL_CHECK_OK(sl_mention_sight_open(&sight, access, &arena, &err), &err);
    const struct sl_shown own = sl_mention_sight_shown(&sight, &mention, 0);
    SL_CHECK_U64(own.sight, SL_SIGHT_CONTENT);
    sl_mention_sight_blank(&row, sl_mention_sight_fields(own.fields));
    SL_CHECK_STR(row.values[SL_MENTION_SURNAME], "Khan");
    SL_CHECK_U64(row.values[SL_MENTION_PHONE].len, 0); /* people are not found by reading it */
    mention.source = 2;
    SL_CHECK_U64(sl_mention_sight_shown(&sight, &mention, 0).sight, SL_SIGHT_REFUSED);
    mention.source = 77;
    SL_CHECK_U64(sl_mention_sight_shown(&sight, &mention, 0).sight, SL_SIGHT_HIDDEN);
    sl_arena_finish(&arena);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(by_source) };
    return cmocka_run_group_tests_name("app/mention_sight", tests, NULL, NULL);
}
