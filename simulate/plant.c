/* SPDX-License-Identifier: Apache-2.0 */
#include "plant.h"

#include <stdlib.h>

#include "draw.h"
#include "place_list.h"

#define PURPOSE_PLANT    9u
#define HOUSES_PER_ROUND 400u /* in each of which every kind is planted once */
#define TRIES            400u

/* Everything that the choosing passes around. */
struct chooser {
    const struct sl_world *world;
    struct sl_house *houses;
    unsigned house_count;
    struct sl_random random;
};

static const struct {
    const char *name;
    const char *words;
} SITUATIONS[SL_SITUATION_COUNT] = {
#define SL_SITUATION_TEXT(kind, name, words) { name, words },
    SL_SITUATION_TABLE(SL_SITUATION_TEXT)
#undef SL_SITUATION_TEXT
};

const char *sl_situation_name(enum sl_situation kind)
{
    return SITUATIONS[kind].name;
}

const char *sl_situation_words(enum sl_situation kind)
{
    return SITUATIONS[kind].words;
}

unsigned sl_plant_limit(unsigned house_count)
{
    return (house_count / HOUSES_PER_ROUND + 1) * SL_PLANTED_COUNT;
}

static struct sl_person *person_of(struct chooser *chooser, struct sl_member member)
{
    return &chooser->houses[member.house].household.people[member.person];
}

static struct sl_kin *kin_of(struct chooser *chooser, struct sl_member member)
{
    return &chooser->houses[member.house].kin[member.person];
}

/* Has anybody of the house a part in a situation already? */
static bool is_taken(const struct sl_house *house)
{
    for (unsigned i = 0; i < house->household.count; i++) {
        if (house->kin[i].needs != 0) {
            return true;
        }
    }
    return false;
}

/* Find somebody of an age in whole years whose house has no part in anything. */
static bool find(
    struct chooser *chooser,
    int32_t first_age,
    int32_t last_age,
    unsigned needs,
    struct sl_member *ret_member
)
{
    for (unsigned attempt = 0; attempt < TRIES; attempt++) {
        struct sl_member member = { .house = (unsigned
                                    )sl_random_below(&chooser->random, chooser->house_count) };
        struct sl_house *house = &chooser->houses[member.house];
        if (house->household.count == 0 || is_taken(house)) {
            continue;
        }
        member.person = (unsigned)sl_random_below(&chooser->random, house->household.count);
        const enum sl_family_role role = house->household.people[member.person].role;
        const struct sl_kin *kin = &house->kin[member.person];
        const int32_t age = (chooser->world->today - kin->birth_day) / 366;
        if (role != SL_FORMER && role != SL_UNBORN && kin->adopted_day == 0 && age >= first_age &&
            age <= last_age) {
            house->kin[member.person].needs = (unsigned char)needs;
            *ret_member = member;
            return true;
        }
    }
    return false;
}

/* Add members until there are `count`; false when they cannot be found. */
static bool add_members(
    struct chooser *chooser,
    struct sl_plant *plant,
    unsigned count,
    int32_t first_age,
    int32_t last_age
)
{
    while (plant->member_count < count) {
        struct sl_member *next = &plant->members[plant->member_count];
        if (!find(chooser, first_age, last_age, SL_NEED_POLICE, next)) {
            return false;
        }
        plant->member_count++;
    }
    return true;
}

static bool plant_three_names(struct chooser *chooser, struct sl_plant *plant)
{
    const unsigned needs = SL_NEED_POLICE | SL_NEED_COUNCIL | SL_NEED_SCHOOL;
    if (!find(chooser, 6, 14, needs, &plant->members[0])) {
        return false;
    }
    plant->member_count = 1;
    struct sl_person *child = person_of(chooser, plant->members[0]);
    struct sl_kin *kin = kin_of(chooser, plant->members[0]);
    kin->known_as = child->given;
    if (!sl_variants_change(chooser->world->variants, &kin->known_as, &chooser->random)) {
        sl_text_cut(&kin->known_as, child->given.len > 5 ? 4 : 3);
    }
    if (kin->renamed_day == 0) {
        kin->former_surname = child->surname;
        kin->renamed_day = chooser->world->today - 900;
        sl_names_draw(
            chooser->world->names,
            &chooser->random,
            child->community,
            SL_NAME_SURNAME,
            &child->surname
        );
    }
    return true;
}

static bool plant_adult(struct chooser *chooser, struct sl_plant *plant)
{
    const unsigned children = 3 + (unsigned)sl_random_below(&chooser->random, 3);
    return add_members(chooser, plant, 1, 20, 45) &&
           add_members(chooser, plant, 1 + children, 11, 16);
}

static bool plant_phone(struct chooser *chooser, struct sl_plant *plant)
{
    if (!add_members(chooser, plant, 1, 19, 40) || !add_members(chooser, plant, 4, 12, 16)) {
        return false;
    }
    plant->phone = sl_people_draw_phone(&chooser->random);
    for (unsigned i = 0; i < plant->member_count; i++) {
        person_of(chooser, plant->members[i])->phone = plant->phone;
    }
    return true;
}

static bool plant_suspect(struct chooser *chooser, struct sl_plant *plant)
{
    for (unsigned attempt = 0; attempt < TRIES; attempt++) {
        struct sl_member member;
        if (!find(chooser, 22, 60, SL_NEED_POLICE, &member)) {
            return false;
        }
        const enum sl_family_role role = person_of(chooser, member)->role;
        if (role == SL_FATHER || role == SL_STEP_FATHER) {
            plant->members[0] = member;
            plant->member_count = 1;
            return true;
        }
        kin_of(chooser, member)->needs = 0;
    }
    return false;
}

static bool plant_missing(struct chooser *chooser, struct sl_plant *plant)
{
    if (!add_members(chooser, plant, 2, 12, 16)) {
        return false;
    }
    const struct sl_person *child = person_of(chooser, plant->members[0]);
    plant->place =
        sl_place_list_draw(&chooser->random, sl_place_district(child->homes[0].postcode));
    return true;
}

static bool plant_unanswered(struct chooser *chooser, struct sl_plant *plant)
{
    plant->member_count = 1;
    const unsigned needs = SL_NEED_POLICE | SL_NEED_UNANSWERED;
    return find(chooser, 2, 14, needs, &plant->members[0]);
}

static bool plant_one(struct chooser *chooser, struct sl_plant *plant)
{
    switch (plant->kind) {
    case SL_THREE_NAMES:
        return plant_three_names(chooser, plant);
    case SL_ADULT_AROUND:
        return plant_adult(chooser, plant);
    case SL_SHARED_PHONE:
        return plant_phone(chooser, plant);
    case SL_SUSPECT_HOUSEHOLD:
        return plant_suspect(chooser, plant);
    case SL_REPEATED_MISSING:
        return plant_missing(chooser, plant);
    case SL_UNANSWERED:
        return plant_unanswered(chooser, plant);
    case SL_TWINS:
    case SL_SAME_NAME:
    case SL_ADOPTION:
    case SL_UNBORN_CHILD:
    case SL_RENAMED:
    case SL_BABY:
    case SL_SITUATION_COUNT:
        break;
    }
    return false;
}

static int compare_plants(const void *left, const void *right)
{
    const struct sl_plant *one = left;
    const struct sl_plant *other = right;
    if (one->members[0].house != other->members[0].house) {
        return one->members[0].house < other->members[0].house ? -1 : 1;
    }
    return (int)one->kind - (int)other->kind;
}

unsigned sl_plant_choose(
    const struct sl_world *world,
    struct sl_house *houses,
    unsigned house_count,
    struct sl_plant *ret_plants
)
{
    struct chooser chooser = { .world = world, .houses = houses, .house_count = house_count };
    const unsigned limit = sl_plant_limit(house_count);
    unsigned count = 0;
    if (house_count == 0) {
        return 0;
    }
    sl_draw_begin(&chooser.random, world->seed, houses[0].household.number, PURPOSE_PLANT);
    for (unsigned i = 0; i < limit; i++) {
        struct sl_plant *plant = &ret_plants[count];
        *plant = (struct sl_plant){ .kind = (enum sl_situation)(i % SL_PLANTED_COUNT) };
        count += plant_one(&chooser, plant);
    }
    qsort(ret_plants, count, sizeof(*ret_plants), compare_plants);
    return count;
}
