/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_thing.h"

#include "app/search_fixture.h"
#include "identity/identity_id.h"

/* Whom a thing leads to: it is linked, and said to be. */
static void leads_to_people(void **state)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"AB12 CDE",                      "p/4"},
        { "reg ab12cde",                  "p/4"},
        { "jay_01",                       "p/2"},
        { "https://instagram.com/jay_01", "p/2"},
        { "will@example.org",             "p/4"},
        { "07700900123",                  "p/2"},
        { "2012/0123456A",                "p/4"},
        { "pnc 12/123456a",               "p/4"},
        { "20120123456A",                 "p/4"},
    };
    struct search_fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_search_result *result = search_find(fixture, cases[i].text);
        SL_CHECK_I64(result->outcome, SL_SEARCH_ONE);
        SL_CHECK_I64(result->hits[0].mention, search_mention(fixture, "police", cases[i].key));
    }
    assert_true(search_find(fixture, "AB12 CDE")->hits[0].match.parts[0].is_linked);
    SL_CHECK_I64(search_find(fixture, "snap jay_01")->outcome, SL_SEARCH_NOBODY);
    SL_CHECK_I64(search_find(fixture, "ZZ99 ZZZ")->outcome, SL_SEARCH_NOBODY);
}

static void leads_to_an_identity(void **state)
{
    struct search_fixture *fixture = *state;
    const int64_t mentions[] = { search_mention(fixture, "police", "p/1"),
                                 search_mention(fixture, "nhs", "n/1") };

    search_identify(fixture, mentions, 2);
    const struct sl_identity_id id = sl_identity_print(mentions[0]);
    const struct sl_search_result *result = search_find(fixture, id.text);
    SL_CHECK_I64(result->outcome, SL_SEARCH_ONE);
    SL_CHECK_I64(result->hits[0].identity, mentions[0]);
    SL_CHECK_U64(result->hits[0].who.mention_count, 2);
    SL_CHECK_I64(search_find(fixture, "P00000000")->outcome, SL_SEARCH_NOBODY);
}

/* A thing that more records name than are read is said to be one. */
static void notes_what_very_many_have(void **state)
{
    struct search_fixture *fixture = *state;
    struct sl_buf text;

    sl_buf_init(&text, 1 << 20);
    for (unsigned i = 0; i < 100; i++) {
        sl_buf_addf(
            &text,
            "{\"type\":\"link\",\"id\":\"m/%u\",\"from\":\"p/4\",\"role\":\"uses\",\"to\":\"o/"
            "1\"}\n",
            i
        );
    }
    people_take(&fixture->people, "police", text.ptr);
    people_update(&fixture->people, false);
    const struct sl_search_result *result = search_find(fixture, "AB12 CDE");
    SL_CHECK_I64(result->hits[0].mention, search_mention(fixture, "police", "p/4"));
    assert_true(result->note_count > 0 && result->is_at_least);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEARCH_TEST(leads_to_people),
        SEARCH_TEST(leads_to_an_identity),
        SEARCH_TEST(notes_what_very_many_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
