/* SPDX-License-Identifier: Apache-2.0 */
#include "house.h"

#include <string.h>

#include "draw.h"
#include "rates_data.h"

#define PURPOSE_KIN 1u
#define ADULT_DAYS  6574 /* 18 years */

/* Everything that the making of one house passes around. */
struct maker {
    const struct sl_people_plan *plan;
    struct sl_house *house;
    struct sl_random random;
    int32_t today;
};

/* One family of the household: its people stand together, the mother first. */
struct family {
    unsigned mother;
    unsigned father; /* SL_NOBODY when he is not there */
    unsigned first_child;
    unsigned end;
};

static struct sl_person *person_at(struct maker *maker, unsigned index)
{
    return &maker->house->household.people[index];
}

/* Add somebody of the mother's age and community; SL_NOBODY when the house is full. */
static unsigned
add_person(struct maker *maker, unsigned like, enum sl_family_role role, enum sl_name_use use)
{
    struct sl_household *household = &maker->house->household;
    if (household->count == SL_HOUSEHOLD_LIMIT) {
        return SL_NOBODY;
    }
    const unsigned index = household->count++;
    struct sl_person *person = &household->people[index];
    *person = household->people[like];
    person->role = role;
    person->twin = SL_NO_TWIN;
    person->sex = use == SL_NAME_WOMAN || use == SL_NAME_GIRL ? 'F' : 'M';
    person->other_surname.len = 0;
    person->other_phone = 0;
    person->phone = sl_people_draw_phone(&maker->random);
    sl_names_draw(maker->plan->names, &maker->random, person->community, use, &person->given);
    memset(&maker->house->kin[index], 0, sizeof(maker->house->kin[index]));
    maker->house->kin[index].mother = SL_NOBODY;
    maker->house->kin[index].father = SL_NOBODY;
    maker->house->kin[index].step_father = SL_NOBODY;
    maker->house->kin[index].former = SL_NOBODY;
    return index;
}

static void draw_surname(struct maker *maker, struct sl_person *person)
{
    sl_names_draw(
        maker->plan->names, &maker->random, person->community, SL_NAME_SURNAME, &person->surname
    );
    if (person->community == SL_POLISH) {
        sl_names_inflect(&person->surname, person->sex);
    }
}

static void shift_birth(struct maker *maker, struct sl_person *person, int32_t first, int32_t last)
{
    const int32_t day = sl_date_to_days(person->birth);
    person->birth = sl_date_from_days(day + sl_draw_between(&maker->random, first, last));
}

/* A man who came later: some of the children take his name. */
static void add_step_father(struct maker *maker, const struct family *family)
{
    const unsigned index = add_person(maker, family->mother, SL_STEP_FATHER, SL_NAME_MAN);
    if (index == SL_NOBODY) {
        return;
    }
    struct sl_person *man = person_at(maker, index);
    draw_surname(maker, man);
    shift_birth(maker, man, -3000, 2000);
    const bool takes_name = sl_draw_chance(&maker->random, SL_RATE_STEP_NAME);
    const int32_t since = maker->today - sl_draw_between(&maker->random, 200, 2500);
    for (unsigned i = family->first_child; i < family->end; i++) {
        struct sl_kin *kin = &maker->house->kin[i];
        kin->step_father = (unsigned char)index;
        if (takes_name && kin->birth_day < since) {
            kin->former_surname = person_at(maker, i)->surname;
            kin->renamed_day = since;
            person_at(maker, i)->surname = man->surname;
        }
    }
}

static void add_father_elsewhere(struct maker *maker, const struct family *family)
{
    const unsigned index = add_person(maker, family->mother, SL_FATHER_ELSEWHERE, SL_NAME_MAN);
    if (index == SL_NOBODY) {
        return;
    }
    struct sl_person *man = person_at(maker, index);
    const struct sl_person *mother = person_at(maker, family->mother);
    const struct sl_kin *first = &maker->house->kin[family->first_child];
    const struct sl_text *childs = first->renamed_day > 0
                                       ? &first->former_surname
                                       : &person_at(maker, family->first_child)->surname;
    if (sl_text_equal(childs, &mother->surname)) {
        draw_surname(maker, man);
    } else {
        man->surname = *childs;
    }
    shift_birth(maker, man, -3000, 1500);
    man->moved = false;
    man->homes[0] = sl_place_move(&maker->random, mother->homes[0]);
    for (unsigned i = family->first_child; i < family->end; i++) {
        maker->house->kin[i].father = (unsigned char)index;
    }
}

static void add_grandmother(struct maker *maker, const struct family *family)
{
    const unsigned index = add_person(maker, family->mother, SL_GRANDMOTHER, SL_NAME_WOMAN);
    if (index == SL_NOBODY) {
        return;
    }
    struct sl_person *woman = person_at(maker, index);
    const struct sl_person *mother = person_at(maker, family->mother);
    if (mother->other_surname.len > 0) {
        woman->surname = mother->other_surname;
    }
    shift_birth(maker, woman, -14000, -7000);
}

static void add_unborn(struct maker *maker, const struct family *family)
{
    const unsigned index = add_person(maker, family->first_child, SL_UNBORN, SL_NAME_GIRL);
    if (index == SL_NOBODY) {
        return;
    }
    struct sl_person *child = person_at(maker, index);
    child->given.len = 0;
    child->surname = person_at(maker, family->mother)->surname;
    child->phone = 0;
    child->birth = sl_date_from_days(maker->today + sl_draw_between(&maker->random, 5, 200));
    struct sl_kin *kin = &maker->house->kin[index];
    *kin = maker->house->kin[family->first_child];
    kin->renamed_day = 0;
    kin->adopted_day = 0;
    kin->former = SL_NOBODY;
    kin->birth_day = sl_date_to_days(child->birth);
}

/* What an adopted child was called before, and where. */
static void add_former(struct maker *maker, unsigned child_index)
{
    const unsigned use = person_at(maker, child_index)->sex == 'F' ? SL_NAME_GIRL : SL_NAME_BOY;
    const unsigned index = add_person(maker, child_index, SL_FORMER, (enum sl_name_use)use);
    if (index == SL_NOBODY) {
        return;
    }
    struct sl_person *before = person_at(maker, index);
    const struct sl_person *child = person_at(maker, child_index);
    draw_surname(maker, before);
    if (sl_draw_chance(&maker->random, 600)) {
        before->given = child->given;
    }
    before->moved = false;
    before->homes[0] = sl_place_move(&maker->random, child->homes[0]);
    const int32_t birth = maker->house->kin[child_index].birth_day;
    const int32_t latest = maker->today - 60;
    const int32_t adopted = birth + sl_draw_between(&maker->random, 300, 1800);
    struct sl_kin *kin = &maker->house->kin[index];
    kin->birth_day = birth;
    kin->adopted_day = adopted < latest ? adopted : latest;
    kin->former = (unsigned char)child_index;
    maker->house->kin[child_index].adopted_day = kin->adopted_day;
    maker->house->kin[child_index].former = (unsigned char)index;
}

static void join_kin(struct maker *maker, const struct family *family)
{
    struct sl_random *random = &maker->random;
    for (unsigned i = family->first_child; i < family->end; i++) {
        maker->house->kin[i].mother = (unsigned char)family->mother;
        maker->house->kin[i].father = (unsigned char)family->father;
    }
    if (family->father == SL_NOBODY) {
        if (sl_draw_chance(random, SL_RATE_STEP_FATHER)) {
            add_step_father(maker, family);
        }
        if (sl_draw_chance(random, SL_RATE_FATHER_KNOWN)) {
            add_father_elsewhere(maker, family);
        }
    }
    if (sl_draw_chance(random, SL_RATE_GRANDMOTHER)) {
        add_grandmother(maker, family);
    }
    const int32_t mother_days =
        maker->today - sl_date_to_days(person_at(maker, family->mother)->birth);
    if (mother_days < 42 * 365 && sl_draw_chance(random, SL_RATE_PREGNANT)) {
        add_unborn(maker, family);
    }
    for (unsigned i = family->first_child; i < family->end; i++) {
        const bool old_enough = maker->today - maker->house->kin[i].birth_day > 500;
        if (old_enough && person_at(maker, i)->twin == SL_NO_TWIN &&
            sl_draw_chance(random, SL_RATE_ADOPTED)) {
            add_former(maker, i);
        }
    }
}

static void begin_kin(struct maker *maker, unsigned index)
{
    struct sl_kin *kin = &maker->house->kin[index];
    const struct sl_person *person = person_at(maker, index);
    memset(kin, 0, sizeof(*kin));
    kin->birth_day = sl_date_to_days(person->birth);
    kin->mother = SL_NOBODY;
    kin->father = SL_NOBODY;
    kin->step_father = SL_NOBODY;
    kin->former = SL_NOBODY;
}

/* Members of a family who move do so on one day; children who move alone, on days of their own. */
static void draw_moves(struct maker *maker)
{
    const int32_t family_days = sl_draw_between(&maker->random, 30, 2500);
    const struct sl_person *mother = person_at(maker, 0);
    for (unsigned i = 0; i < maker->house->household.count; i++) {
        const struct sl_person *person = person_at(maker, i);
        struct sl_kin *kin = &maker->house->kin[i];
        kin->birth_day = sl_date_to_days(person->birth);
        if (!person->moved) {
            continue;
        }
        const int32_t alone_days = sl_draw_between(&maker->random, 30, 2000);
        const int32_t moved = maker->today - (mother->moved ? family_days : alone_days);
        kin->moved_day = moved > kin->birth_day ? moved : kin->birth_day;
    }
}

void sl_house_make(const struct sl_people_plan *plan, uint64_t number, struct sl_house *ret_house)
{
    struct maker maker = {
        .plan = plan,
        .house = ret_house,
        .today = sl_date_to_days(plan->today),
    };
    sl_draw_begin(&maker.random, plan->seed, number, PURPOSE_KIN);
    struct sl_household *household = &ret_house->household;
    sl_household_make(plan, number, 0, household);
    const unsigned count = household->count;
    for (unsigned i = 0; i < count; i++) {
        begin_kin(&maker, i);
    }
    for (unsigned first = 0; first < count;) {
        struct family family = { .mother = first, .father = SL_NOBODY };
        family.first_child = first + 1;
        if (household->people[first + 1].role == SL_FATHER) {
            family.father = family.first_child++;
        }
        family.end = family.first_child;
        while (family.end < count && household->people[family.end].role == SL_CHILD) {
            family.end++;
        }
        join_kin(&maker, &family);
        first = family.end;
    }
    draw_moves(&maker);
    ret_house->child_count = 0;
    for (unsigned i = 0; i < household->count; i++) {
        ret_house->child_count += household->people[i].role == SL_CHILD;
    }
}

void sl_house_limit(struct sl_house *house, unsigned count)
{
    unsigned seen = 0;
    unsigned kept = 0;
    struct sl_household *household = &house->household;
    while (kept < household->count && (household->people[kept].role != SL_CHILD || seen < count)) {
        seen += household->people[kept++].role == SL_CHILD;
    }
    household->count = kept;
    house->child_count = seen;
    for (unsigned i = 0; i < kept; i++) {
        struct sl_kin *kin = &house->kin[i];
        struct sl_person *person = &household->people[i];
        person->twin = person->twin < kept ? person->twin : SL_NO_TWIN;
        kin->father = kin->father < kept ? kin->father : SL_NOBODY;
        kin->step_father = kin->step_father < kept ? kin->step_father : SL_NOBODY;
        kin->former = kin->former < kept ? kin->former : SL_NOBODY;
    }
}

bool sl_house_is_child(const struct sl_house *house, unsigned index, int32_t day)
{
    const enum sl_family_role role = house->household.people[index].role;
    const int32_t age = day - house->kin[index].birth_day;
    return (role == SL_CHILD || role == SL_FORMER) && age >= 0 && age < ADULT_DAYS;
}

struct sl_home sl_house_home(const struct sl_house *house, unsigned index, int32_t day)
{
    const struct sl_person *person = &house->household.people[index];
    return person->homes[person->moved && day >= house->kin[index].moved_day ? 1 : 0];
}

struct sl_person sl_house_guise(const struct sl_house *house, unsigned index, int32_t day)
{
    struct sl_person person = house->household.people[index];
    const struct sl_kin *kin = &house->kin[index];
    person.homes[0] = sl_house_home(house, index, day);
    person.moved = false;
    if (kin->renamed_day > 0 && day < kin->renamed_day) {
        person.other_surname = person.surname;
        person.surname = kin->former_surname;
    }
    return person;
}
