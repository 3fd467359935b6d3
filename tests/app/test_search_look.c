/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_look.h"

#include "app/search_fixture.h"

/* What a reader may see, for both. */
static enum sl_status
see(void *context,
    const struct sl_search_seen_mention *mention,
    struct sl_search_sight *ret_sight,
    struct sl_error *err)
{
    (void)mention;
    (void)err;
    *ret_sight = *(const struct sl_search_sight *)context;
    return SL_OK;
}

/* Values that may not be compared find nobody; those that may not be told are not told. */
static void by_field(void **state)
{
    struct search_fixture *fixture = *state;
    const uint32_t names = UINT32_C(1) << SL_MENTION_GIVEN_NAME | UINT32_C(1) << SL_MENTION_SURNAME;
    struct sl_search_sight sight = { .is_seen = true, .matched = UINT32_MAX, .told = names };

    fixture->request.see = see;
    fixture->request.context = &sight;
    const struct sl_search_result *result = search_find(fixture, "khan 14/2/2013");
    SL_CHECK_STR(result->hits[0].who.names[0], "Mohammed Khan");
    SL_CHECK_U64(result->hits[0].who.birth_date_count, 0);
    SL_CHECK_U64(result->hits[0].who.place_count, 0);
    SL_CHECK_U64(result->hits[0].match.parts[1].raw.len, 0);
    assert_true(result->hits[0].is_told);
    sight.is_district = true;
    SL_CHECK_STR(search_find(fixture, "khan 14/2/2013")->hits[0].who.places[0], "M13");
    sight.told = 0;
    result = search_find(fixture, "khan 14/2/2013");
    SL_CHECK_U64(result->hits[0].who.name_count, 0);
    SL_CHECK_U64(result->hits[0].who.agency_count, 1);
    assert_false(result->hits[0].is_told);
    sight.matched = ~(UINT32_C(1) << SL_MENTION_PHONE);
    SL_CHECK_I64(search_find(fixture, "07700 900123")->outcome, SL_SEARCH_NOBODY);
    sight.is_seen = false;
    SL_CHECK_I64(search_find(fixture, "khan 14/2/2013")->outcome, SL_SEARCH_NOBODY);
}

int main(void)
{
    const struct CMUnitTest tests[] = { SEARCH_TEST(by_field) };
    return cmocka_run_group_tests_name("app/search_look", tests, NULL, NULL);
}
