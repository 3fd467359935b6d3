/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search.h"

#include "app/people_world.h"
#include "app/search_fixture.h"

/* Whoever is meant comes first, by any mixture. */
static void finds_by_anything(void **state)
{
    static const struct {
        const char *text, *agency, *key;
    } cases[] = {
        {"Mohammed Khan",              "police", "p/1"          },
        { "khan mohammed",             "police", "p/1"          },
        { "khan 14/2/2013",            "police", "p/1"          },
        { "Mohamad Khan 14.02.13",     "police", "p/1"          },
        { "Mohammed Khna 14 Feb 2013", "police", "p/1"          },
        { "Mohammed Khan 14/2/2014",   "police", "p/1"          },
        { "Mohammed Khan aged 13",     "police", "p/1"          },
        { "khan M13",                  "police", "p/1"          },
        { "M13 9PL 2013",              "police", "p/1"          },
        { "aged 13 M13",               "police", "p/1"          },
        { "14022013",                  "police", "p/1"          },
        { "Kahn",                      "police", "p/2"          },
        { "Kahn 7/1/2010",             "police", "p/2"          },
        { "+44 7700 900123",           "police", "p/2"          },
        { "jay_01",                    "police", "p/2"          },
        { "insta jay_01",              "police", "p/2"          },
        { "Kasia Nowak",               "police", "p/3"          },
        { "Kate Nowak 4/3/1985",       "police", "p/3"          },
        { "Нowak Katarzyna",          "police", "p/3"          },
        { "Bill O Brien",              "police", "p/4"          },
        { "obrien 1990",               "police", "p/4"          },
        { "AB12CDE",                   "police", "p/4"          },
        { "will@example.org",          "police", "p/4"          },
        { "Jane Smith",                "police", "nominal/48213"},
        { "Sarah Jones aged 12",       "police", "nominal/48213"},
        { "Sara Jone",                 "police", "nominal/48213"},
        { "S Jones",                   "police", "nominal/48213"},
        { "48213",                     "police", "nominal/48213"},
        { "9434765919",                "nhs",    "n/1"          },
        { "0161 496 0000 Khan",        "nhs",    "n/1"          },
        { "محمد خان",           "nhs",    "n/2"          },
        { "anna lis",                  "nhs",    "n/3"          },
        { "ann* lis",                  "nhs",    "n/3"          },
    };
    struct search_fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        search_check_first(fixture, cases[i].text, cases[i].agency, cases[i].key);
    }
}

static void tells_how_it_ended(void **state)
{
    struct search_fixture *fixture = *state;
    const struct sl_search_result *result = search_find(fixture, "Nowak");

    SL_CHECK_I64(result->outcome, SL_SEARCH_ONE);
    SL_CHECK_U64(result->fitting_count, 1);
    result = search_find(fixture, "M13 9PL");
    SL_CHECK_I64(result->outcome, SL_SEARCH_SEVERAL);
    SL_CHECK_U64(result->fitting_count, 2);
    SL_CHECK_I64(result->hits[0].rank, 1);
    SL_CHECK_I64(result->hits[1].rank, 1);
    result = search_find(fixture, "Nowak 1/1/1950");
    SL_CHECK_I64(result->outcome, SL_SEARCH_IN_PART);
    assert_true(result->hit_count == 1 && !result->hits[0].fits_all);
    result = search_find(fixture, "Zebedee");
    SL_CHECK_I64(result->outcome, SL_SEARCH_NOBODY);
    SL_CHECK_U64(result->hit_count, 0);
    static const struct {
        const char *text;
        enum sl_search_outcome outcome;
    } births[] = {
        {"aged 12",         SL_SEARCH_TOO_LITTLE},
        { "born 1990",      SL_SEARCH_TOO_LITTLE},
        { "k born 1990",    SL_SEARCH_TOO_LITTLE},
        { "born feb 1985",  SL_SEARCH_NOBODY    },
        { "zebedee 1990",   SL_SEARCH_NOBODY    },
        { "born 1999 zz99", SL_SEARCH_NOBODY    },
    };
    for (size_t i = 0; i < sizeof births / sizeof births[0]; i++) {
        result = search_find(fixture, births[i].text);
        SL_CHECK_I64(result->outcome, births[i].outcome);
        SL_CHECK_U64(result->note_count, births[i].outcome == SL_SEARCH_TOO_LITTLE ? 1 : 0);
    }
    fixture->request.limit = 1;
    result = search_find(fixture, "Khan");
    SL_CHECK_I64(result->outcome, SL_SEARCH_TOO_MANY);
    assert_true(result->fitting_count >= 4 && !result->is_at_least);
    SL_CHECK_U64(result->hit_count, 1);
    assert_true(result->note_count > 0);
    SL_CHECK_STR(sl_search_outcome_name(SL_SEARCH_TOO_MANY), "too_many");
    SL_CHECK_STR(sl_search_outcome_name(SL_SEARCH_TOO_LITTLE), "too_little");
    SL_CHECK_STR(sl_search_outcome_name(SL_SEARCH_NOBODY), "nobody");
}

static void says_what_was_not_looked_for(void **state)
{
    struct search_fixture *fixture = *state;
    const struct sl_search_result *result = search_find(fixture, "Nowak 17");

    SL_CHECK_U64(result->note_count, 1);
    SL_CHECK_STR(sl_str_from(result->notes[0]), "'17' was not understood and not looked for");
    SL_CHECK_I64(result->outcome, SL_SEARCH_ONE);
}

/* Before anybody is identified hits are mentions; then they are people, found by all they say. */
static void puts_mentions_together(void **state)
{
    struct search_fixture *fixture = *state;
    const int64_t mentions[] = { search_mention(fixture, "police", "p/1"),
                                 search_mention(fixture, "nhs", "n/1") };

    const struct sl_search_result *result = search_find(fixture, "9434765919 14/2/2013");
    SL_CHECK_I64(result->outcome, SL_SEARCH_IN_PART);
    SL_CHECK_I64(result->hits[0].identity, 0);
    search_identify(fixture, mentions, 2);
    result = search_find(fixture, "9434765919 14/2/2013");
    SL_CHECK_I64(result->outcome, SL_SEARCH_ONE);
    SL_CHECK_I64(result->hits[0].identity, mentions[0]);
    SL_CHECK_U64(result->hits[0].who.mention_count, 2);
    SL_CHECK_U64(result->hits[0].who.agency_count, 2);
    SL_CHECK_STR(result->hits[0].who.names[0], "Mohammed Khan");
    SL_CHECK_STR(result->hits[0].who.birth_dates[0], "20130214");
    result = search_find(fixture, "Mohammed Khan 01614960000");
    SL_CHECK_I64(result->hits[0].identity, mentions[0]);
    assert_true(result->hits[0].fits_all);
}

/* What a reader may not see is no hit, no count and no reason. */
static enum sl_status sees_police_only(
    void *context,
    const struct sl_search_seen_mention *mention,
    struct sl_search_sight *ret_sight,
    struct sl_error *err
)
{
    (void)err;
    *ret_sight = (struct sl_search_sight){ .is_seen = mention->source == *(const int64_t *)context,
                                           .matched = UINT32_MAX,
                                           .told = UINT32_MAX };
    return SL_OK;
}

static void shows_only_what_may_be_seen(void **state)
{
    struct search_fixture *fixture = *state;
    const int64_t mentions[] = { search_mention(fixture, "police", "p/1"),
                                 search_mention(fixture, "nhs", "n/1") };
    int64_t police = 0;

    SL_CHECK_OK(
        sl_store_source_find(
            fixture->people.store, SL_STR("police"), SL_STR("records"), &police, NULL
        ),
        NULL
    );
    search_identify(fixture, mentions, 2);
    fixture->request.see = sees_police_only;
    fixture->request.context = &police;
    SL_CHECK_I64(search_find(fixture, "9434765919")->outcome, SL_SEARCH_NOBODY);
    SL_CHECK_I64(search_find(fixture, "anna lis")->outcome, SL_SEARCH_NOBODY);
    const struct sl_search_result *result = search_find(fixture, "Khan 14/2/2013 9434765919");
    SL_CHECK_I64(result->outcome, SL_SEARCH_IN_PART);
    SL_CHECK_U64(result->hits[0].who.mention_count, 1);
    SL_CHECK_U64(result->hits[0].who.agency_count, 1);
    SL_CHECK_I64(result->hits[0].match.parts[2].agreement, SL_SEARCH_NOT_RECORDED);
    fixture->request.see = NULL;
    SL_CHECK_I64(search_find(fixture, "9434765919")->outcome, SL_SEARCH_ONE);
}

static void refuses(void **state)
{
    struct search_fixture *fixture = *state;
    const struct sl_search_result *result = NULL;
    struct sl_error err;

    fixture->request.text = SL_STR("  ");
    SL_CHECK_STATUS(sl_search_find(fixture->search, &fixture->request, &result, &err), SL_INVALID);
    /* The index is stale, and then it is not there at all. */
    people_take(&fixture->people, "nhs", "{\"type\":\"person\",\"id\":\"n/9\"}\n");
    result = search_find(fixture, "nowak");
    SL_CHECK_I64(result->outcome, SL_SEARCH_ONE);
    SL_CHECK_U64(result->note_count, 1);
    SL_CHECK_OK(sl_store_begin(fixture->people.store, &err), &err);
    SL_CHECK_OK(sl_store_derived_drop(fixture->people.store, SL_STR("mention"), &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->people.store, &err), &err);
    SL_CHECK_STATUS(sl_search_find(fixture->search, &fixture->request, &result, &err), SL_INVALID);
    assert_true(err.hint[0] != '\0');
    sl_search_close(NULL);
}

/* Everything that can be found is found after its record has changed, and what went is gone. */
static void follows_changes(void **state)
{
    struct search_fixture *fixture = *state;

    people_take(
        &fixture->people,
        "police",
        "{\"type\":\"person\",\"id\":\"p/3\",\"given_name\":\"Katarzyna\",\"surname\":\"Zima\"}\n"
    );
    people_update(&fixture->people, false);
    search_check_first(fixture, "zima", "police", "p/3");
    SL_CHECK_I64(search_find(fixture, "nowak")->outcome, SL_SEARCH_NOBODY);
    SL_CHECK_I64(search_find(fixture, "novak")->outcome, SL_SEARCH_NOBODY);
}

/* Is a mention of the first rank, or of one that fits as well? */
static bool is_first(const struct sl_search_result *result, int64_t mention)
{
    for (size_t i = 0; i < result->hit_count && result->hits[i].rank == 1; i++) {
        if (result->hits[i].mention == mention) {
            return true;
        }
    }
    return false;
}

/* What the row of a mention says, as somebody might type it: in one order or the other. */
static void print_row(const struct sl_mention_row *row, bool is_turned, struct sl_buf *text)
{
    const struct sl_str date = row->values[SL_MENTION_BIRTH_DATE];
    const struct sl_str given = row->values[SL_MENTION_GIVEN_NAME];
    const struct sl_str surname = row->values[SL_MENTION_SURNAME];

    sl_buf_clear(text);
    sl_buf_addf(
        text,
        "%.*s %.*s %.2s/%.2s/%.4s",
        SL_STR_ARG(is_turned ? surname : given),
        SL_STR_ARG(is_turned ? given : surname),
        date.ptr + 6,
        date.ptr + 4,
        date.ptr
    );
}

/* In a world of few names, whoever is asked for by name and date of birth comes first. */
static void finds_everybody(void **state)
{
    struct search_fixture *fixture = *state;
    struct sl_mention_cursor *cursor = NULL;
    struct sl_mention_row row;
    struct sl_random random;
    struct sl_buf text;
    size_t asked = 0;
    bool has_one = true;

    sl_buf_init(&text, 1 << 16);
    sl_random_init(&random, sl_test_seed());
    for (unsigned i = 0; i < 6; i++) {
        people_take_random(&fixture->people, &random, i, 40);
    }
    people_update(&fixture->people, false);
    fixture->request.limit = SL_SEARCH_HIT_LIMIT;
    SL_CHECK_OK(
        sl_store_mention_rows_open(fixture->people.store, 0, INT64_MAX / 8, &cursor, NULL), NULL
    );
    while (has_one) {
        SL_CHECK_OK(sl_mention_cursor_next_row(cursor, &row, &has_one, NULL), NULL);
        if (!has_one || row.values[SL_MENTION_GIVEN_NAME].len == 0 ||
            row.values[SL_MENTION_SURNAME].len == 0 || row.values[SL_MENTION_BIRTH_DATE].len != 8 ||
            sl_str_ends(row.values[SL_MENTION_BIRTH_DATE], SL_STR("00"))) {
            continue;
        }
        print_row(&row, asked++ % 2 == 1, &text);
        if (!is_first(search_find(fixture, text.ptr), row.mention)) {
            fail_msg("%s is not first", text.ptr);
        }
    }
    assert_true(asked > 50);
    sl_mention_cursor_close(cursor);
    sl_buf_finish(&text);
}

static const char *const failing_text = "Mohamad Khna 14/2/2013 M13 9PL AB12CDE";

static enum sl_status find_failing(void *context)
{
    struct search_fixture *fixture = context;
    const struct sl_search_result *result = NULL;
    struct sl_search *search = NULL;

    fixture->request.text = sl_str_from(failing_text);
    enum sl_status status = sl_search_open(fixture->people.store, fixture->fold, &search, NULL);
    if (status == SL_OK) {
        status = sl_search_find(search, &fixture->request, &result, NULL);
    }
    sl_search_close(search);
    return status;
}

/* The store keeps the statements that it has used: they are used once before. */
static void survives_failing_allocations(void **state)
{
    struct search_fixture *fixture = *state;
    (void)search_find(fixture, failing_text);
    sl_search_close(fixture->search);
    fixture->search = NULL;
    assert_true(sl_test_failing_allocations(find_failing, fixture) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEARCH_TEST(finds_by_anything),
        SEARCH_TEST(tells_how_it_ended),
        SEARCH_TEST(says_what_was_not_looked_for),
        SEARCH_TEST(puts_mentions_together),
        SEARCH_TEST(shows_only_what_may_be_seen),
        SEARCH_TEST(refuses),
        SEARCH_TEST(follows_changes),
        SEARCH_TEST(finds_everybody),
        SEARCH_TEST(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
