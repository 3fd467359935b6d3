/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_fixture.h - a store with a few people in it, and a search over it.
 */
#ifndef SL_TESTS_APP_SEARCH_FIXTURE_H
#define SL_TESTS_APP_SEARCH_FIXTURE_H

#include "app/people_fixture.h"
#include "app/search.h"
#include "base/date.h"
#include "store/membership.h"
#include "store/source.h"

struct search_fixture {
    struct people_fixture people;
    struct sl_fold *fold;
    struct sl_search *search;
    struct sl_search_request request;
};

/* Eight people, told by two agencies; p/1 of the police and n/1 of the NHS are one. */
static const char *const search_police =
    "{\"type\":\"person\",\"id\":\"p/1\",\"given_name\":\"Mohammed\",\"surname\":\"Khan\","
    "\"birth_date\":\"2013-02-14\",\"postcode\":\"M13 9PL\",\"address\":\"1 High Street\"}\n"
    "{\"type\":\"person\",\"id\":\"p/2\",\"given_name\":\"Muhammad\",\"surname\":\"Kahn\","
    "\"birth_date\":\"2010-07-01\",\"phone\":\"07700 900123\"}\n"
    "{\"type\":\"person\",\"id\":\"p/3\",\"given_name\":\"Katarzyna\",\"surname\":\"Nowak\","
    "\"known_as\":\"Kasia\",\"birth_date\":\"1985-03-04\",\"postcode\":\"M13 9PL\"}\n"
    "{\"type\":\"person\",\"id\":\"p/4\",\"given_name\":\"William\",\"surname\":\"O'Brien\","
    "\"birth_date\":\"1990\",\"email\":\"will@example.org\",\"pnc_id\":\"2012/0123456A\"}\n"
    "{\"type\":\"person\",\"id\":\"nominal/48213\",\"given_name\":\"Sarah Jane\","
    "\"surname\":\"Smith-Jones\",\"birth_date\":\"2013-11-30\",\"postcode\":\"M14 5AA\"}\n"
    "{\"type\":\"object\",\"id\":\"o/1\",\"kind\":\"vehicle\",\"registration\":\"AB12 CDE\"}\n"
    "{\"type\":\"object\",\"id\":\"o/2\",\"kind\":\"account\",\"platform\":\"Instagram\","
    "\"handle\":\"jay_01\"}\n"
    "{\"type\":\"link\",\"id\":\"l/1\",\"from\":\"p/4\",\"role\":\"uses\",\"to\":\"o/1\"}\n"
    "{\"type\":\"link\",\"id\":\"l/2\",\"from\":\"p/2\",\"role\":\"uses\",\"to\":\"o/2\"}\n";
static const char *const search_nhs =
    "{\"type\":\"person\",\"id\":\"n/1\",\"given_name\":\"Mo\",\"surname\":\"Khan\","
    "\"nhs_number\":\"943 476 5919\",\"phone\":\"0161 496 0000\"}\n"
    "{\"type\":\"person\",\"id\":\"n/2\",\"given_name\":\"محمد\",\"surname\":\"خان\","
    "\"birth_date\":\"1970-01-02\"}\n"
    "{\"type\":\"person\",\"id\":\"n/3\",\"given_name\":\"Anna\",\"surname\":\"Lis\"}\n";

/* Search again from what the store holds now. */
static inline void search_begin(struct search_fixture *fixture)
{
    sl_search_close(fixture->search);
    fixture->search = NULL;
    if (fixture->fold == NULL) {
        SL_CHECK_OK(sl_fold_open(&fixture->fold, NULL), NULL);
    }
    SL_CHECK_OK(sl_search_open(fixture->people.store, fixture->fold, &fixture->search, NULL), NULL);
}

static inline void search_end(struct search_fixture *fixture)
{
    sl_search_close(fixture->search);
    sl_fold_close(fixture->fold);
}

static inline int search_set_up(void **state)
{
    static struct search_fixture fixture;
    const struct sl_date today = { .year = 2026, .month = 3, .day = 31 };

    fixture = (struct search_fixture){ .search = NULL };
    *state = &fixture;
    (void)people_set_up_in(&fixture.people);
    people_take(&fixture.people, "police", search_police);
    people_take(&fixture.people, "nhs", search_nhs);
    people_update(&fixture.people, false);
    fixture.request.today = sl_date_to_days(today);
    fixture.request.limit = 5;
    search_begin(&fixture);
    return 0;
}

static inline int search_tear_down(void **state)
{
    struct search_fixture *fixture = *state;
    search_end(fixture);
    people_tear_down_of(&fixture->people);
    return 0;
}

/* The mention of a key of an agency. */
static inline int64_t
search_mention(struct search_fixture *fixture, const char *agency, const char *key)
{
    struct sl_stored_mention mention;
    int64_t source = 0;
    SL_CHECK_OK(
        sl_store_source_find(
            fixture->people.store, sl_str_from(agency), SL_STR("records"), &source, NULL
        ),
        NULL
    );
    SL_CHECK_OK(
        sl_store_mention_find(fixture->people.store, source, sl_str_from(key), &mention, NULL), NULL
    );
    return mention.id;
}

/* Say that mentions are one person. */
static inline void
search_identify(struct search_fixture *fixture, const int64_t *mentions, size_t count)
{
    SL_CHECK_OK(sl_store_begin(fixture->people.store, NULL), NULL);
    for (size_t i = 0; i < count; i++) {
        const struct sl_membership member = { .mention = mentions[i], .identity = mentions[0] };
        SL_CHECK_OK(sl_store_membership_put(fixture->people.store, &member, NULL), NULL);
    }
    SL_CHECK_OK(sl_store_commit(fixture->people.store, NULL), NULL);
}

static inline const struct sl_search_result *
search_find(struct search_fixture *fixture, const char *text)
{
    const struct sl_search_result *result = NULL;
    struct sl_error err = { .status = SL_OK };
    fixture->request.text = sl_str_from(text);
    SL_CHECK_OK(sl_search_find(fixture->search, &fixture->request, &result, &err), &err);
    return result;
}

/* The first hit of a question is this mention, and fits all of it. */
static inline void search_check_first(
    struct search_fixture *fixture, const char *text, const char *agency, const char *key
)
{
    const struct sl_search_result *result = search_find(fixture, text);
    if (result->hit_count == 0 || !result->hits[0].fits_all) {
        print_message("not found: '%s'\n", text);
    }
    assert_true(result->hit_count > 0 && result->hits[0].fits_all);
    SL_CHECK_I64(result->hits[0].mention, search_mention(fixture, agency, key));
}

#define SEARCH_TEST(test) cmocka_unit_test_setup_teardown(test, search_set_up, search_tear_down)

#endif
