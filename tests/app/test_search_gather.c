/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_gather.h"

#include "app/search_expand.h"
#include "app/search_fixture.h"

/* Begin a search for a text, up to the lists. */
static void gather(struct search_fixture *fixture, const char *text)
{
    struct sl_search *search = fixture->search;
    struct sl_error err = { .status = SL_OK };

    sl_search_tally_clear(&search->tally);
    search->wanted = &fixture->request;
    search->read_count = search->led_count = 0;
    search->is_cut = search->is_complete = false;
    SL_CHECK_OK(
        sl_search_query_parse(
            search->fold,
            sl_str_from(text),
            fixture->request.today,
            &search->request,
            &search->query,
            &err
        ),
        &err
    );
    SL_CHECK_OK(sl_search_expand(search, &err), &err);
    SL_CHECK_OK(sl_search_gather(search, &err), &err);
}

/* How many mentions the lists of a question hold. */
static void check_count(struct search_fixture *fixture, const char *text, size_t count)
{
    gather(fixture, text);
    if (fixture->search->tally.entry_count != count) {
        print_message("'%s'\n", text);
    }
    SL_CHECK_U64(fixture->search->tally.entry_count, count);
    assert_false(fixture->search->is_cut);
}

static void reads_lists(void **state)
{
    struct search_fixture *fixture = *state;
    check_count(fixture, "Nowak", 1);
    check_count(fixture, "khan", 4);
    check_count(fixture, "14/2/2013", 1);
    check_count(fixture, "2/14/2013", 1);
    check_count(fixture, "M13 9PL", 2);
    check_count(fixture, "M13", 2);
    check_count(fixture, "aged 12 M13", 1);
    check_count(fixture, "Feb 2013", 1);
    check_count(fixture, "07700 900123", 1);
    check_count(fixture, "AB12 CDE", 1);
    check_count(fixture, "zebedee", 0);
    check_count(fixture, "2013", 0); /* a year alone is too common to have a list */
}

/* What stands in a list is not read beyond its limit, and that is known. */
static void stops_at_a_limit(void **state)
{
    struct search_fixture *fixture = *state;
    struct sl_search *search = fixture->search;
    gather(fixture, "khan");
    assert_true(search->is_complete);
    search->read_count = SL_SEARCH_READ_LIMIT;
    search->is_complete = search->is_cut = false;
    sl_search_tally_clear(&search->tally);
    SL_CHECK_OK(sl_search_gather(search, NULL), NULL);
    assert_true(search->is_cut && !search->is_complete);
    SL_CHECK_U64(search->tally.entry_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEARCH_TEST(reads_lists),
        SEARCH_TEST(stops_at_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
