/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_world.h - files out of a small world of persons that is never at rest.
 */
#ifndef SL_TESTS_APP_PEOPLE_WORLD_H
#define SL_TESTS_APP_PEOPLE_WORLD_H

#include "app/people_fixture.h"
#include "base/hash.h"

/*
 * A file of one agency out of a small world that never is at rest: persons who are named anew,
 * move, have other phones, become somebody's mother, go; objects, places and events.
 */
static inline void people_add_line(struct sl_buf *text, struct sl_random *random)
{
    static const char *const given[] = { "Ann", "Anne", "Ben", "Khalid", "Zofia", "Baby" };
    static const char *const surnames[] = { "Smith", "O'Brien", "Nowak", "Khan", "Smyth" };
    static const char *const roles[] = { "mother", "sibling", "twin", "partner" };
    const unsigned id = (unsigned)sl_random_below(random, 60);
    const unsigned other = (unsigned)sl_random_below(random, 60);
    const unsigned number = (unsigned)sl_random_below(random, 5);

    switch (sl_random_below(random, 8)) {
    case 0:
        sl_buf_addf(text, "{\"type\":\"person\",\"id\":\"p/%u\",\"deleted\":true}\n", id);
        break;
    case 1:
        sl_buf_addf(
            text,
            "{\"type\":\"link\",\"id\":\"l/%u\",\"from\":\"p/%u\",\"role\":\"%s\",\"to\":\"p/"
            "%u\"}\n",
            id,
            id,
            roles[number % 4],
            other
        );
        break;
    case 2:
        sl_buf_addf(
            text,
            "{\"type\":\"object\",\"id\":\"o/%u\",\"kind\":\"vehicle\",\"registration\":\"AB%02u "
            "CDE\"}\n",
            id,
            number
        );
        break;
    case 3:
        sl_buf_addf(
            text,
            "{\"type\":\"event\",\"id\":\"e/%u\",\"kind\":\"placement\",\"outcome\":\"E1%u\","
            "\"people\":[{\"id\":\"p/%u\",\"role\":\"subject\"},{\"id\":\"q/%u\",\"role\":"
            "\"witness\"}]}\n",
            id,
            number,
            other,
            number
        );
        break;
    default:
        sl_buf_addf(
            text,
            "{\"type\":\"person\",\"id\":\"p/%u\",\"given_name\":\"%s\",\"surname\":\"%s\","
            "\"known_as\":\"%s\",\"birth_date\":\"201%u-0%u-11\",\"phone\":[\"07700 90012%u\","
            "\"unknown\"],\"address\":\"%u High Street\",\"postcode\":\"M1%u 9PL\","
            "\"people\":[{\"id\":\"p/%u\",\"role\":\"%s\"}]}\n",
            id,
            given[sl_random_below(random, 6)],
            surnames[number],
            given[number],
            number,
            1 + number,
            number,
            1 + other % 9,
            number,
            other,
            roles[number % 4]
        );
        break;
    }
}

/* Take in a file of so many lines. */
static inline void people_take_random(
    struct people_fixture *fixture, struct sl_random *random, unsigned agency, unsigned lines
)
{
    static const char *const agencies[] = { "police", "bolton", "wigan" };
    struct sl_buf text;

    sl_buf_init(&text, (size_t)1 << 20);
    for (unsigned i = 0; i < lines; i++) {
        people_add_line(&text, random);
    }
    SL_CHECK_OK(sl_buf_status(&text, NULL), NULL);
    people_take(fixture, agencies[agency % 3], text.ptr);
    sl_buf_finish(&text);
}

#endif
