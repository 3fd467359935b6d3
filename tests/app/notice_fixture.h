/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_fixture.h - two children who are no relatives, one of them missing, and an adult whom the
 * police met with both, in a store where it is known who is who.
 */
#ifndef SL_TESTS_APP_NOTICE_FIXTURE_H
#define SL_TESTS_APP_NOTICE_FIXTURE_H

#include "app/notice_load.h"
#include "app/notice_world.h"
#include "app/picture_fixture.h"

#define NOTICE_POLICE                                                                           \
    "{\"type\":\"person\",\"id\":\"n1\",\"surname\":\"ASH\",\"birth_date\":\"2011-02-03\","     \
    "\"phone\":\"07700 900123\",\"postcode\":\"OL1 1AA\"}\n"                                    \
    "{\"type\":\"person\",\"id\":\"n2\",\"surname\":\"FOX\",\"birth_date\":\"1990-02-03\"}\n"   \
    "{\"type\":\"person\",\"id\":\"n3\",\"surname\":\"HILL\",\"birth_date\":\"2012-02-03\"}\n"  \
    "{\"type\":\"event\",\"id\":\"m1\",\"kind\":\"missing\",\"start\":\"2026-01-02\","          \
    "\"changed\":\"2026-01-05\",\"grade\":\"high\",\"status\":\"closed\",\"people\":"           \
    "[{\"id\":\"n1\",\"role\":\"subject\"},{\"id\":\"n2\",\"role\":\"found_with\"}]}\n"         \
    "{\"type\":\"event\",\"id\":\"x1\",\"kind\":\"crime\",\"start\":\"2026-02-02\",\"people\":" \
    "[{\"id\":\"n3\",\"role\":\"victim\"},{\"id\":\"n2\",\"role\":\"suspect\"}]}\n"             \
    "{\"type\":\"event\",\"id\":\"u1\",\"kind\":\"crime\",\"people\":"                          \
    "[{\"id\":\"n3\",\"role\":\"victim\"}]}\n"

#define NOTICE_OLDHAM \
    "{\"type\":\"person\",\"id\":\"c1\",\"surname\":\"Ash\",\"postcode\":\"OL1 1AA\"}\n"

/* The identities, by the first mention of each. */
struct notice_people {
    int64_t child, adult, other;
};

static inline struct notice_people notice_fill(struct people_fixture *fixture)
{
    struct notice_people people;
    people_take(fixture, "police", NOTICE_POLICE);
    people_take(fixture, "oldham", NOTICE_OLDHAM);
    people_update(fixture, false);
    people.child = picture_mention(fixture, 1, "n1");
    people.adult = picture_mention(fixture, 1, "n2");
    people.other = picture_mention(fixture, 1, "n3");
    picture_is(fixture, 1, "n1", people.child);
    picture_is(fixture, 1, "n2", people.adult);
    picture_is(fixture, 1, "n3", people.other);
    picture_identified(fixture);
    return people;
}

/* The world of a store, by the catalogue that Sightline comes with. */
static inline void notice_world(
    struct people_fixture *fixture,
    enum sl_notice_known known,
    const char *agency,
    struct sl_world *ret_world
)
{
    bool attributes[SL_ATTRIBUTE_TABLE_COUNT] = { [SL_ATTRIBUTE_GRADE] = true };
    const struct sl_notice_world_options options = { .attributes = attributes,
                                                     .known = known,
                                                     .agency = sl_str_from(agency) };
    struct sl_error err;

    SL_CHECK_OK(sl_notice_world(fixture->store, &options, ret_world, &err), &err);
}

#endif
