/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_who.h"

#include <stdio.h>

#include "support/support.h"

static struct sl_mention_row row_of(const char *given, const char *surname, const char *place)
{
    struct sl_mention_row row = { .ordinal = 0 };
    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(given);
    row.values[SL_MENTION_SURNAME] = sl_str_from(surname);
    row.values[SL_MENTION_POSTCODE] = sl_str_from(place);
    return row;
}

static void tell(
    struct sl_search_telling *telling,
    struct sl_arena *arena,
    const char *agency,
    struct sl_mention_row row
)
{
    SL_CHECK_OK(sl_search_tell(telling, arena, sl_str_from(agency), &row, 1, NULL), NULL);
}

static void shows_the_commonest_first(void **state)
{
    static struct sl_search_telling telling;
    struct sl_search_who who;
    struct sl_arena arena;

    (void)state;
    sl_arena_init(&arena, 1 << 16);
    telling = (struct sl_search_telling){ .mention_count = 0 };
    tell(&telling, &arena, "bolton", row_of("Anne", "Smith", "M13 9PL"));
    tell(&telling, &arena, "police", row_of("Ann", "Smith", "M139PL"));
    tell(&telling, &arena, "police", row_of("ANN", "SMITH", "M1 1AA"));
    tell(&telling, &arena, "nhs", row_of("", "Smith", ""));
    tell(&telling, &arena, "nhs", row_of("Ann", "", ""));
    tell(&telling, &arena, "nhs", row_of("", "", ""));
    sl_search_told(&telling, &who);
    SL_CHECK_U64(who.mention_count, 6);
    SL_CHECK_U64(who.name_count, 4);
    SL_CHECK_STR(who.names[0], "Ann Smith");
    SL_CHECK_STR(who.names[1], "Anne Smith");
    SL_CHECK_STR(who.names[2], "Smith");
    SL_CHECK_STR(who.names[3], "Ann");
    SL_CHECK_U64(who.place_count, 2);
    SL_CHECK_STR(who.places[0], "M13 9PL");
    SL_CHECK_U64(who.agency_count, 3);
    SL_CHECK_STR(who.agencies[0], "nhs");
    SL_CHECK_U64(who.birth_date_count, 0);
    sl_arena_finish(&arena);
}

static void has_limits(void **state)
{
    static struct sl_search_telling telling;
    static char texts[100][8];
    struct sl_search_who who;
    struct sl_arena arena;

    (void)state;
    sl_arena_init(&arena, 1 << 16);
    telling = (struct sl_search_telling){ .mention_count = 0 };
    for (size_t i = 0; i < 100; i++) {
        (void)snprintf(texts[i], sizeof texts[i], "n%zu", i);
        tell(&telling, &arena, "nhs", row_of(texts[i], "", ""));
    }
    sl_search_told(&telling, &who);
    SL_CHECK_U64(who.name_count, SL_SEARCH_WHO_VALUES);
    SL_CHECK_STR(who.names[0], "n0");
    SL_CHECK_STR(who.names[3], "n3");
    sl_arena_finish(&arena);

    sl_arena_init(&arena, 1);
    const struct sl_mention_row row = row_of("Ann", "Smith", "");
    SL_CHECK_STATUS(sl_search_tell(&telling, &arena, SL_STR("nhs"), &row, 1, NULL), SL_NO_MEMORY);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_commonest_first),
        cmocka_unit_test(has_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
