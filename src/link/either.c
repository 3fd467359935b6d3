/* SPDX-License-Identifier: Apache-2.0 */
#include "link/either.h"

#include "base/array.h"
#include "link/twin.h"

/* Of so many children of one birth around two entities nobody can tell who is who. */
#define BESIDE_LIMIT 32u

enum sl_status sl_near_add(struct sl_near_list *list, uint32_t entity)
{
    size_t capacity = list->capacity;
    SL_TRY(sl_array_reserve(
        &list->items, &capacity, (size_t)list->count + 1, sizeof(*list->items), NULL
    ));
    list->capacity = (uint32_t)capacity;
    list->items[list->count++] = entity;
    return SL_OK;
}

bool sl_near_has(const struct sl_near_list *list, uint32_t entity)
{
    for (uint32_t at = 0; at < list->count; at++) {
        if (list->items[at] == entity) {
            return true;
        }
    }
    return false;
}

/* What is asked of a pair: of the one whose twin is sought, and of the other. */
struct sought {
    uint32_t of, other;
    bool must_fit; /* only a twin whom the other could be as well matters */
    bool found;
};

/* Could the other of a pair be this twin as well, for all that numbers and given names say? */
static bool fits(
    const struct sl_company *company,
    const struct sought *sought,
    const struct sl_person_values *twin
)
{
    const struct sl_scorer *scorer = company->scorer;
    const struct sl_person_values *of = &company->entities[sought->of];
    const struct sl_person_values *other = &company->entities[sought->other];
    return !sought->must_fit ||
           (!sl_twins_numbered(scorer, other, twin) && !sl_twins_told(scorer, other, of, twin));
}

/*
 * Is a neighbour a twin by its numbers or by its names? By names only where they are like those of
 * neither: of three spellings the outer two may be unlike, and are no sign of twins.
 */
static bool
looks_twin(const struct sl_company *company, const struct sought *sought, uint32_t beside)
{
    const struct sl_scorer *scorer = company->scorer;
    const struct sl_person_values *of = &company->entities[sought->of];
    const struct sl_person_values *other = &company->entities[sought->other];
    const struct sl_person_values *twin = &company->entities[beside];
    if (sl_twins_numbered(scorer, of, twin)) {
        return sl_twins_related(scorer, of, twin);
    }
    return sl_twins_possible(scorer, of, twin) && !sl_twins_alike(scorer, of, twin) &&
           !sl_twins_alike(scorer, other, twin);
}

static void look_beside(
    const struct sl_company *company, struct sought *sought, const struct sl_near_list *near
)
{
    for (uint32_t at = 0; at < near->count && !sought->found; at++) {
        const uint32_t beside = near->items[at];
        sought->found = !company->gone[beside] && beside != sought->of && beside != sought->other &&
                        looks_twin(company, sought, beside) &&
                        fits(company, sought, &company->entities[beside]);
    }
}

/* Look at one from whom the sought is held apart: as part of an entity, or by its record alone. */
static enum sl_status look_at_held(
    const struct sl_company *company, struct sought *sought, const struct sl_bond_other *held
)
{
    const struct sl_scorer *scorer = company->scorer;
    const struct sl_person_values *of = &company->entities[sought->of];
    struct sl_person_values alone;
    const struct sl_person_values *twin = &alone;
    if (held->entity == sought->other || !sl_twins_born(scorer, of, held->record) ||
        (sought->must_fit && (held->entity == UINT32_MAX
                                  ? sl_bond_apart_from(&company->bonds, sought->other, held->group)
                                  : sl_bond_apart(&company->bonds, sought->other, held->entity)))) {
        return SL_OK;
    }
    if (held->entity == UINT32_MAX) {
        SL_TRY(sl_entity_of_record(&alone, scorer, held->record, company->arena, NULL));
    } else {
        twin = &company->entities[held->entity];
    }
    sought->found = sl_twins_related(scorer, of, twin) && fits(company, sought, twin);
    return SL_OK;
}

/* Has one of a pair a twin, among those it is held apart from or among the neighbours of both? */
static enum sl_status look_for_twin(const struct sl_company *company, struct sought *sought)
{
    struct sl_bond_other held = { .link = 0 };
    look_beside(company, sought, &company->near[sought->of]);
    look_beside(company, sought, &company->near[sought->other]);
    while (company->bonds.known != NULL && !sought->found &&
           sl_bond_next(&company->bonds, sought->of, &held)) {
        SL_TRY(look_at_held(company, sought, &held));
    }
    return SL_OK;
}

static enum sl_status either_has_twin(
    const struct sl_company *company, uint32_t left, uint32_t right, bool must_fit, bool *ret_has
)
{
    struct sought one = { left, right, must_fit, false };
    struct sought two = { right, left, must_fit, false };
    SL_TRY(look_for_twin(company, &one));
    if (!one.found) {
        SL_TRY(look_for_twin(company, &two));
    }
    *ret_has = one.found || two.found;
    return SL_OK;
}

/* Children of a pair's date of birth beside it, as whom each of the two could be known. */
struct beside {
    uint32_t items[BESIDE_LIMIT];
    uint32_t count;
};

static bool has_beside(const struct beside *beside, uint32_t entity)
{
    for (uint32_t at = 0; at < beside->count; at++) {
        if (beside->items[at] == entity) {
            return true;
        }
    }
    return false;
}

/* Add those neighbours of one of a pair who are related to it by birth. False: too many. */
static bool
gather_beside(const struct sl_company *company, uint32_t of, uint32_t other, struct beside *beside)
{
    const struct sl_person_values *entities = company->entities;
    const struct sl_near_list *near = &company->near[of];
    for (uint32_t at = 0; at < near->count; at++) {
        const uint32_t entity = near->items[at];
        if (company->gone[entity] || entity == of || entity == other ||
            has_beside(beside, entity) || !sl_twins_named(company->scorer, &entities[entity]) ||
            !sl_twins_related(company->scorer, &entities[of], &entities[entity])) {
            continue;
        }
        if (beside->count == BESIDE_LIMIT) {
            return false;
        }
        beside->items[beside->count++] = entity;
    }
    return true;
}

/* Is it known of two that they are twins, or do their names say so? */
static bool are_twins(const struct sl_company *company, uint32_t left, uint32_t right)
{
    const struct sl_scorer *scorer = company->scorer;
    const struct sl_person_values *one = &company->entities[left];
    const struct sl_person_values *two = &company->entities[right];
    const bool is_known =
        sl_twins_numbered(scorer, one, two) ||
        (company->bonds.known != NULL && sl_bond_apart(&company->bonds, left, right));
    return is_known ? sl_twins_related(scorer, one, two)
                    : sl_twins_possible(scorer, one, two) && !sl_twins_alike(scorer, one, two);
}

/* Could an entity be the one of two twins, for all that numbers and given names say? */
static bool may_be(
    const struct sl_scorer *scorer,
    const struct sl_person_values *entity,
    const struct sl_person_values *one,
    const struct sl_person_values *twin
)
{
    return !sl_twins_numbered(scorer, entity, one) && sl_twins_fit(scorer, entity, one) &&
           !sl_twins_told(scorer, entity, twin, one);
}

/* Could a pair be one of each of two twins? */
static bool may_be_each(
    const struct sl_scorer *scorer,
    const struct sl_person_values *const pair[2],
    const struct sl_person_values *one,
    const struct sl_person_values *twin
)
{
    return (may_be(scorer, pair[0], one, twin) && may_be(scorer, pair[1], twin, one)) ||
           (may_be(scorer, pair[0], twin, one) && may_be(scorer, pair[1], one, twin));
}

/* Are there twins beside a pair, of whom it may be one of each? */
static bool stand_between(const struct sl_company *company, uint32_t left, uint32_t right)
{
    const struct sl_scorer *scorer = company->scorer;
    const struct sl_person_values *entities = company->entities;
    const struct sl_person_values *const pair[2] = { &entities[left], &entities[right] };
    struct beside beside = { .count = 0 };
    if (!gather_beside(company, left, right, &beside) ||
        !gather_beside(company, right, left, &beside)) {
        return true;
    }
    for (uint32_t one = 0; one < beside.count; one++) {
        const struct sl_person_values *twin = &entities[beside.items[one]];
        for (uint32_t two = 0; two < one; two++) {
            const struct sl_person_values *other = &entities[beside.items[two]];
            if (may_be_each(scorer, pair, twin, other) &&
                are_twins(company, beside.items[one], beside.items[two])) {
                return true;
            }
        }
    }
    return false;
}

enum sl_status sl_either_find(
    const struct sl_company *company, uint32_t left, uint32_t right, enum sl_either *ret_either
)
{
    const struct sl_scorer *scorer = company->scorer;
    const struct sl_person_values *one = &company->entities[left];
    const struct sl_person_values *two = &company->entities[right];
    const bool left_named = sl_twins_named(scorer, one);
    const bool right_named = sl_twins_named(scorer, two);
    bool has_twin = false;
    *ret_either = SL_EITHER_TWO;
    if (sl_twins_identified(scorer, one, two)) {
        *ret_either = SL_EITHER_ONE;
        return SL_OK;
    }
    if (left_named && right_named && sl_twins_possible(scorer, one, two)) {
        if (!sl_twins_alike(scorer, one, two)) {
            return SL_OK;
        }
        SL_TRY(either_has_twin(company, left, right, false, &has_twin));
        *ret_either = has_twin ? SL_EITHER_TWO : SL_EITHER_ONE;
        return SL_OK;
    }
    if (!left_named && !right_named) {
        return SL_OK;
    }
    SL_TRY(either_has_twin(company, left, right, true, &has_twin));
    *ret_either =
        has_twin || stand_between(company, left, right) ? SL_EITHER_UNSURE : SL_EITHER_ONE;
    return SL_OK;
}
