/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant.h - situations that are put among the people on purpose, so that finding them can be
 * measured.
 *
 * A situation joins people of several houses. It is chosen before anything is written down, and
 * says of each who has a part in it which systems must know them.
 */
#ifndef SL_SIMULATE_PLANT_H
#define SL_SIMULATE_PLANT_H

#include "clerk.h"
#include "house.h"

/* Kind, its name in the truth, and what it is. The last ones occur by themselves. */
#define SL_SITUATION_TABLE(X)                                                                 \
    X(SL_THREE_NAMES, "three_names", "one child under three names at three agencies")         \
    X(SL_ADULT_AROUND, "adult_around_children", "one adult in records of unrelated children") \
    X(SL_SHARED_PHONE, "shared_phone", "one phone used by an adult and unrelated children")   \
    X(SL_SUSPECT_HOUSEHOLD, "suspect_household", "a suspect lives with children")             \
    X(SL_REPEATED_MISSING, "repeated_missing", "missing again and again, found at one place") \
    X(SL_UNANSWERED, "unanswered_referral", "a protection notice that nobody answered")       \
    X(SL_TWINS, "twins", "two children of one birth")                                         \
    X(SL_SAME_NAME, "same_name", "a parent and a child with the same name")                   \
    X(SL_ADOPTION, "adoption", "an adopted child and the sealed former identity: keep apart") \
    X(SL_UNBORN_CHILD, "unborn", "a child that is not born yet")                              \
    X(SL_RENAMED, "renamed", "a child whose surname has changed")                             \
    X(SL_BABY, "baby", "a child whom a maternity ward has called Baby")

enum sl_situation {
#define SL_SITUATION_ENUM(kind, name, words) kind,
    SL_SITUATION_TABLE(SL_SITUATION_ENUM)
#undef SL_SITUATION_ENUM
        SL_SITUATION_COUNT
};

/* Those that are planted: the first of the table. */
#define SL_PLANTED_COUNT ((unsigned)SL_UNANSWERED + 1)

#define SL_PLANT_MEMBERS 6u

/* A person of the houses that are held at a time. */
struct sl_member {
    unsigned house;
    unsigned person;
};

struct sl_plant {
    enum sl_situation kind;
    unsigned member_count;
    struct sl_member members[SL_PLANT_MEMBERS]; /* the first one's house writes it down */
    uint64_t phone;
    uint32_t place;
};

/* Name and words of a kind. */
const char *sl_situation_name(enum sl_situation kind);
const char *sl_situation_words(enum sl_situation kind);

/* How many situations fit among so many houses at most. */
unsigned sl_plant_limit(unsigned house_count);

/*
 * Choose situations among houses whose people are numbered, and mark who has a part.
 *
 *   ret_plants  room for sl_plant_limit(house_count); in the order of the houses that write them
 *
 * Returns how many there are.
 */
unsigned sl_plant_choose(
    const struct sl_world *world,
    struct sl_house *houses,
    unsigned house_count,
    struct sl_plant *ret_plants
);

#endif
