/* SPDX-License-Identifier: Apache-2.0 */
/*
 * live_house.h - random histories: people, what happens to them, and what becomes of records.
 */
#ifndef SL_TESTS_NOTICE_LIVE_HOUSE_H
#define SL_TESTS_NOTICE_LIVE_HOUSE_H

#include <string.h>

#include "base/hash.h"
#include "indicators.h"
#include "notice/evaluate.h"
#include "notice/live.h"
#include "small_world.h"

#define HOUSE_MARKS  240
#define HOUSE_PEOPLE 180
/* The first marks and numbers of each kind. */
#define HOUSE_EVENT  1000
#define HOUSE_THING  100000
#define HOUSE_NODE   200000
#define HOUSE_RECORD 300000

struct live_house {
    struct sl_random random;
    struct sl_live live;
    struct sl_arena arena, scratch;
    struct sl_indicators indicators;
    int64_t identities[HOUSE_MARKS + 1]; /* by mark from 1; 0: nobody knows */
    int64_t record, event;               /* the last ones */
    int64_t centre;                      /* around whom it happens: people live along a street */
    int64_t as_of;
    struct sl_buf *rows; /* what holds of an identity, as text */
};

static inline uint64_t house_draw(struct live_house *house, uint64_t bound)
{
    return sl_random_below(&house->random, bound);
}

static inline struct sl_history_known house_known(const struct live_house *house)
{
    return (struct sl_history_known){ house->as_of, SL_HISTORY_STANDS };
}

/* A mark of somebody near. */
static inline int64_t house_mark(struct live_house *house)
{
    return 1 + (house->centre + (int64_t)house_draw(house, 4)) % HOUSE_MARKS;
}

/* One of so many things along the street. */
static inline int64_t house_near(const struct live_house *house, int64_t count)
{
    return house->centre % HOUSE_MARKS * count / HOUSE_MARKS;
}

/* Somebody near; seldom it is not known who. */
static inline int64_t house_who(struct live_house *house)
{
    return house_draw(house, 6) == 0 ? 0 : 1 + (house_mark(house) - 1) * HOUSE_PEOPLE / HOUSE_MARKS;
}

static inline void house_add_link(
    struct live_house *house, struct sl_world *news, int64_t from, enum sl_role role, int64_t to
)
{
    const struct sl_world_link link = {
        .from = from, .to = to, .record = house->record, .known = house_known(house), .role = role
    };
    SL_CHECK_OK(sl_world_link(news, link, NULL), NULL);
}

/* Something happened in the last months, to one and with some. */
static inline void house_add_event(struct live_house *house, struct sl_world *news)
{
    static const enum sl_event_kind kinds[] = {
        SL_EVENT_MISSING,
        SL_EVENT_CRIME,
        SL_EVENT_ONLINE_REFERRAL,
        SL_EVENT_PROTECTION_NOTICE,
        SL_EVENT_REFERRAL,
        SL_EVENT_CONTACT,
        SL_EVENT_STRATEGY_DISCUSSION,
        SL_EVENT_ASSESSMENT,
        SL_EVENT_RETURN_INTERVIEW,
        SL_EVENT_OPERATION,
        SL_EVENT_LINE_OF_ENQUIRY,
    };
    static const enum sl_role roles[] = {
        SL_ROLE_SUBJECT, SL_ROLE_VICTIM,     SL_ROLE_SUSPECT,
        SL_ROLE_PRESENT, SL_ROLE_FOUND_WITH, SL_ROLE_PROFESSIONAL
    };
    const struct sl_history_value value = { SL_ATTRIBUTE_FACTOR, SL_STR("11A") };
    const int32_t day = (int32_t)(house->as_of / SL_DAY_SECONDS) - (int32_t)house_draw(house, 400) +
                        (int32_t)house_draw(house, 20);
    /* At times it is one that is known already. */
    const bool is_known = house->event > HOUSE_EVENT && house_draw(house, 5) == 0;
    const int64_t mark =
        is_known ? HOUSE_EVENT + 1 + house_near(house, house->event - HOUSE_EVENT) : ++house->event;
    struct sl_world_event event = { .mark = mark,
                                    .record = house->record,
                                    .known = house_known(house),
                                    .start = sl_moment_of_day(day),
                                    .kind = kinds[(uint64_t)mark % 11],
                                    .agency = (uint32_t)house_draw(house, 3) };
    if (house_draw(house, 2) == 0) {
        event.end = sl_moment_of_day(day + (int32_t)house_draw(house, 30));
    }
    SL_CHECK_OK(sl_world_event(news, event, NULL), NULL);
    SL_CHECK_OK(sl_world_value(news, value, NULL), NULL);
    for (uint64_t i = 0; i < 1 + house_draw(house, 3); i++) {
        house_add_link(house, news, house_mark(house), roles[house_draw(house, 6)], mark);
    }
    if (house_draw(house, 3) == 0) {
        const int64_t other = HOUSE_EVENT + 1 + house_near(house, house->event - HOUSE_EVENT);
        house_add_link(house, news, mark, SL_ROLE_FOLLOWS, other);
    }
    if (house_draw(house, 3) == 0) {
        house_add_link(house, news, mark, SL_ROLE_FOUND_AT, HOUSE_THING + house_near(house, 40));
    }
}

/* Somebody has a phone or a home, or a thing has a number; few of them, so that crowds form. */
static inline void house_add_node(struct live_house *house, struct sl_world *news)
{
    const int64_t number = house_near(house, house_draw(house, 2) == 0 ? 16 : 80);
    const bool is_thing = house_draw(house, 4) == 0;
    const int64_t thing = HOUSE_THING + house_near(house, 40);
    const struct sl_world_node node = {
        .entity = is_thing ? thing : house_mark(house),
        .node = HOUSE_NODE + number,
        .record = house->record,
        .known = house_known(house),
        .kind = number % 2 == 0 ? SL_NODE_ADDRESS : SL_NODE_PHONE,
    };
    SL_CHECK_OK(sl_world_node(news, node, NULL), NULL);
    if (is_thing) {
        house_add_link(house, news, house_mark(house), SL_ROLE_LIVES_AT, thing);
    }
}

static inline void house_add_tie(struct live_house *house, struct sl_world *news)
{
    static const enum sl_role roles[] = {
        SL_ROLE_MOTHER, SL_ROLE_FATHER, SL_ROLE_PARTNER, SL_ROLE_ASSOCIATE
    };
    const int64_t from = house_mark(house), to = house_mark(house);

    if (from != to) {
        house_add_link(house, news, from, roles[house_draw(house, 4)], to);
    }
}

static inline void house_add_birth(struct live_house *house, struct sl_world *news)
{
    const int32_t today = (int32_t)(house->as_of / SL_DAY_SECONDS);
    const struct sl_world_birth birth = {
        .mark = house_mark(house),
        .record = house->record,
        .born = sl_moment_of_day(today - 365 * (1 + (int32_t)house_draw(house, 30))),
    };
    SL_CHECK_OK(sl_world_birth(news, birth, NULL), NULL);
}

/* A record comes, or the place of one is taken, or somebody turns out to be somebody else. */
static inline void house_change(struct live_house *house)
{
    struct sl_world news;
    const uint64_t what = house_draw(house, 12);

    house->centre = (int64_t)house_draw(house, HOUSE_MARKS);

    if (what == 0 && house->record > HOUSE_RECORD) {
        const int64_t record =
            HOUSE_RECORD + 1 + (int64_t)house_draw(house, (uint64_t)(house->record - HOUSE_RECORD));
        SL_CHECK_OK(sl_live_end(&house->live, record, house->as_of, NULL), NULL);
        return;
    }
    if (what == 1) {
        const int64_t mark = house_mark(house);
        house->identities[mark] = house_who(house);
        SL_CHECK_OK(sl_live_name(&house->live, mark, house->identities[mark], NULL), NULL);
        return;
    }
    sl_world_init(&news);
    house->record++;
    if (what < 7) {
        house_add_event(house, &news);
    } else if (what < 9) {
        house_add_node(house, &news);
    } else if (what < 11) {
        house_add_tie(house, &news);
    } else {
        house_add_birth(house, &news);
    }
    SL_CHECK_OK(sl_live_add(&house->live, &news, NULL), NULL);
    sl_world_finish(&news);
}

static inline void house_open(struct live_house *house, uint64_t seed)
{
    struct sl_world world;

    *house = (struct live_house){ .record = HOUSE_RECORD, .event = HOUSE_EVENT };
    sl_random_init(&house->random, seed);
    sl_arena_init(&house->arena, EXAMPLE_LIMIT_BYTES);
    sl_arena_init(&house->scratch, SL_EVALUATE_BYTES);
    house->indicators = indicators_catalogue(&house->arena);
    house->as_of = example_instant("2025-06-01");
    sl_world_init(&world);
    for (int64_t mark = 1; mark <= HOUSE_MARKS; mark++) {
        house->centre = mark;
        house->identities[mark] = house_who(house);
        if (house->identities[mark] != 0) {
            world_person(
                &world, mark, house->identities[mark], mark % 3 == 0 ? "1985-01-02" : "2012-03-04"
            );
        }
    }
    SL_CHECK_OK(sl_live_open(&world, &house->live, NULL), NULL);
    house->rows = sl_arena_alloc(&house->arena, HOUSE_PEOPLE + 1, sizeof *house->rows);
    for (int64_t i = 0; i <= HOUSE_PEOPLE; i++) {
        sl_buf_init(&house->rows[i], (size_t)1 << 20);
        SL_CHECK_OK(sl_live_wait(&house->live, i, INT64_MIN, NULL), NULL);
    }
}

static inline void house_close(struct live_house *house)
{
    for (int64_t i = 0; i <= HOUSE_PEOPLE; i++) {
        sl_buf_finish(&house->rows[i]);
    }
    sl_live_finish(&house->live);
    sl_arena_finish(&house->scratch);
    sl_arena_finish(&house->arena);
}

#endif
