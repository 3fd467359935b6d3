/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_people.h"

#include "app/search_fixture.h"

/* Many people of one name: all are counted, the hits are those whose spelling is the same. */
static void add_people(struct search_fixture *fixture, unsigned count)
{
    struct sl_buf text;
    sl_buf_init(&text, 1 << 20);
    for (unsigned i = 0; i < count; i++) {
        sl_buf_addf(
            &text,
            "{\"type\":\"person\",\"id\":\"q/%u\",\"given_name\":\"%s\",\"surname\":\"Ahmed\","
            "\"birth_date\":\"19%u-05-06\"}\n",
            i,
            i % 50 == 0 ? "Mohammad" : "Mohamed",
            10 + i % 90
        );
    }
    people_take(&fixture->people, "police", text.ptr);
    people_update(&fixture->people, false);
    sl_buf_finish(&text);
}

static void counts_all_and_shows_the_best(void **state)
{
    struct search_fixture *fixture = *state;

    add_people(fixture, 200);
    const struct sl_search_result *result = search_find(fixture, "Mohammad Ahmed");
    SL_CHECK_I64(result->outcome, SL_SEARCH_TOO_MANY);
    SL_CHECK_U64(result->fitting_count, 200);
    assert_false(result->is_of_mentions || result->is_at_least);
    SL_CHECK_U64(result->hit_count, fixture->request.limit);
    for (size_t i = 0; i < 4; i++) {
        SL_CHECK_I64(result->hits[i].match.parts[0].agreement, SL_SEARCH_SAME);
        SL_CHECK_I64(result->hits[i].rank, 1);
    }
    result = search_find(fixture, "Mohammad Ahmed 6/5/1960");
    SL_CHECK_I64(result->outcome, SL_SEARCH_SEVERAL);
    SL_CHECK_U64(result->fitting_count, 2);
}

/* More than can be judged are counted as mentions. */
static void counts_mentions_beyond_a_limit(void **state)
{
    struct search_fixture *fixture = *state;

    add_people(fixture, 400);
    const struct sl_search_result *result = search_find(fixture, "Mohammad Ahmed");
    SL_CHECK_U64(result->fitting_count, 400);
    assert_true(result->is_of_mentions && !result->is_at_least);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEARCH_TEST(counts_all_and_shows_the_best),
        SEARCH_TEST(counts_mentions_beyond_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
