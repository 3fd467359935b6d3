/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_fixture.h - a child known to three agencies, a family, and people around, in a store.
 */
#ifndef SL_TESTS_APP_PICTURE_FIXTURE_H
#define SL_TESTS_APP_PICTURE_FIXTURE_H

#include "app/people_fixture.h"
#include "app/picture_load.h"
#include "store/membership.h"

/* 2026-04-01 */
#define PICTURE_TODAY 20544

#define PICTURE_POLICE                                                                          \
    "{\"type\":\"person\",\"id\":\"n1\",\"given_name\":\"AISHA\",\"surname\":\"BRIEN\","        \
    "\"birth_date\":\"2011-02-03\",\"phone\":\"07700 900123\","                                 \
    "\"objects\":[{\"id\":\"phone/1\",\"role\":\"uses\"}]}\n"                                   \
    "{\"type\":\"object\",\"id\":\"phone/1\",\"kind\":\"phone\",\"phone\":\"07700 900999\"}\n"  \
    "{\"type\":\"link\",\"id\":\"l1\",\"from\":\"n2\",\"role\":\"uses\",\"to\":\"phone/1\"}\n"  \
    "{\"type\":\"person\",\"id\":\"n2\",\"given_name\":\"DALE\",\"surname\":\"FOX\"}\n"         \
    "{\"type\":\"event\",\"id\":\"m1\",\"kind\":\"missing\",\"start\":\"2026-01-02T21:00\","    \
    "\"end\":\"2026-01-03T06:00\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"},"            \
    "{\"id\":\"n3\",\"role\":\"found_with\"}],"                                                 \
    "\"locations\":[{\"id\":\"place/1\",\"role\":\"found_at\"}]}\n"                             \
    "{\"type\":\"location\",\"id\":\"place/1\",\"kind\":\"place\","                             \
    "\"place_name\":\"Bus station\"}\n"                                                         \
    "{\"type\":\"person\",\"id\":\"n3\",\"given_name\":\"KEIRA\",\"surname\":\"ASH\"}\n"        \
    "{\"type\":\"event\",\"id\":\"i1\",\"kind\":\"return_interview\",\"start\":\"2026-01-04\"," \
    "\"child_words\":\"I was bored.\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}],"       \
    "\"follows\":[\"m1\"]}\n"

#define PICTURE_OLDHAM                                                                         \
    "{\"type\":\"person\",\"id\":\"c1\",\"given_name\":\"Aisha\",\"surname\":\"Brien\","       \
    "\"birth_date\":\"2011-02-03\",\"people\":[{\"id\":\"a1\",\"role\":\"mother\"}]}\n"        \
    "{\"type\":\"person\",\"id\":\"a1\",\"given_name\":\"Siobhan\",\"surname\":\"Brien\"}\n"   \
    "{\"type\":\"person\",\"id\":\"c2\",\"given_name\":\"Yusuf\",\"surname\":\"Brien\","       \
    "\"people\":[{\"id\":\"a1\",\"role\":\"mother\"}]}\n"                                      \
    "{\"type\":\"event\",\"id\":\"p1\",\"kind\":\"protection_plan\",\"start\":\"2026-02-01\"," \
    "\"category\":\"NEG\",\"people\":[{\"id\":\"c1\",\"role\":\"subject\"}]}\n"

/* Somebody with the child's phone, in another agency's words; and a stranger. */
#define PICTURE_NHS                                                                    \
    "{\"type\":\"person\",\"id\":\"p9\",\"given_name\":\"Rico\",\"surname\":\"Hill\"," \
    "\"phone\":\"+44 7700 900123\"}\n"                                                 \
    "{\"type\":\"person\",\"id\":\"p8\",\"given_name\":\"Nobody\",\"surname\":\"Near\"}\n"

/* A mention by its source (by the order of taking in, from 1) and key. */
static inline int64_t
picture_mention(const struct people_fixture *fixture, int64_t source, const char *key)
{
    struct sl_stored_mention mention = { .id = 0 };

    SL_CHECK_OK(
        sl_store_mention_find(fixture->store, source, sl_str_from(key), &mention, NULL), NULL
    );
    return mention.id;
}

/* Say that a mention is of an identity. */
static inline void
picture_is(const struct people_fixture *fixture, int64_t source, const char *key, int64_t identity)
{
    const struct sl_membership member = { .mention = picture_mention(fixture, source, key),
                                          .identity = identity };

    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_membership_put(fixture->store, &member, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
}

/* Say that people are identified through what the index has. */
static inline void picture_identified(const struct people_fixture *fixture)
{
    int64_t through = 0;

    SL_CHECK_OK(sl_people_index_check(fixture->store, &through, NULL), NULL);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(
        sl_store_derived_mark(
            fixture->store, SL_STR("membership"), SL_DERIVED_FRESH, through, NULL
        ),
        NULL
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
}

/* Take it all in; the child is the identity of the first mention. Returns the identity. */
static inline int64_t picture_fill(struct people_fixture *fixture)
{
    people_take(fixture, "police", PICTURE_POLICE);
    people_take(fixture, "oldham", PICTURE_OLDHAM);
    people_take(fixture, "nhs", PICTURE_NHS);
    people_update(fixture, false);
    const int64_t child = picture_mention(fixture, 1, "n1");
    picture_is(fixture, 1, "n1", child);
    picture_is(fixture, 2, "c1", child);
    picture_is(fixture, 2, "a1", picture_mention(fixture, 2, "a1"));
    picture_is(fixture, 2, "c2", picture_mention(fixture, 2, "c2"));
    picture_is(fixture, 3, "p9", picture_mention(fixture, 3, "p9"));
    picture_identified(fixture);
    return child;
}

/* A loader, and the picture that it made last. */
struct picture_desk {
    struct sl_picture_loader *loader;
    const struct sl_picture *picture;
};

static inline void picture_desk_open(struct picture_desk *desk)
{
    *desk = (struct picture_desk){ .loader = NULL };
    SL_CHECK_OK(sl_picture_loader_open(&desk->loader, NULL), NULL);
}

static inline enum sl_status picture_try(
    struct picture_desk *desk, struct sl_store *store, int64_t identity, struct sl_error *err
)
{
    const struct sl_picture_request request = { .identity = identity, .today = PICTURE_TODAY };

    return sl_picture_load(desk->loader, store, &request, &desk->picture, err);
}

/* The tie of somebody with this given name; NULL. */
static inline const struct sl_picture_tie *
picture_tie(const struct sl_picture *picture, const char *name)
{
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_said *said = &picture->persons[picture->ties[i].person].given_name;
        if (said->value != NULL && sl_str_equal(said->value->text, sl_str_from(name))) {
            return &picture->ties[i];
        }
    }
    return NULL;
}

#define PICTURE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)

#endif
