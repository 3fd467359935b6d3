/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/genogram.h"

#include <stdlib.h>

#include "picture/labels.h"
#include "record/say.h"

/* A genogram under way. Arrays have room for the limits. */
struct drawing {
    const struct sl_picture *picture;
    struct sl_arena *arena;
    struct sl_genogram_person *persons;
    size_t *steps;    /* of persons: how far from the child */
    size_t *drawn_as; /* of the picture's persons: which of persons; NONE */
    struct sl_genogram_family *families;
    struct sl_genogram_line *lines;
    size_t *others;
    struct sl_genogram result;
};

bool sl_genogram_is_elder(enum sl_role role)
{
    return role >= SL_ROLE_MOTHER && role <= SL_ROLE_ADOPTER;
}

static bool is_parent(enum sl_role role)
{
    return role == SL_ROLE_MOTHER || role == SL_ROLE_FATHER || role == SL_ROLE_PARENT;
}

/* Does the relation make a family, and not only a household or a circle of friends? */
static bool is_family(enum sl_role role)
{
    return sl_genogram_is_elder(role) || role == SL_ROLE_SIBLING || role == SL_ROLE_TWIN ||
           role == SL_ROLE_PARTNER;
}

static size_t find_tie(const struct sl_picture *picture, size_t person)
{
    for (size_t i = 0; i < picture->tie_count; i++) {
        if (picture->ties[i].person == person) {
            return i;
        }
    }
    return SL_PICTURE_NONE;
}

static bool has_address(const struct sl_picture *picture, size_t tie)
{
    for (size_t i = 0; tie != SL_PICTURE_NONE && i < picture->ties[tie].reason_count; i++) {
        const struct sl_picture_reason *reason = &picture->ties[tie].reasons[i];
        if (reason->bond == SL_PICTURE_ADDRESS ||
            (reason->bond == SL_PICTURE_STATED && reason->role == SL_ROLE_HOUSEHOLD)) {
            return true;
        }
    }
    return false;
}

enum sl_svg_shape sl_genogram_shape_of(const struct sl_picture_person *person)
{
    const char sex = sl_picture_sex(person);
    return sex == 'm' ? SL_SVG_SQUARE : sex == 'f' ? SL_SVG_CIRCLE : SL_SVG_DIAMOND;
}

static void parse_said(const struct sl_picture_said *said, struct sl_moment *ret_moment)
{
    *ret_moment = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    if (said->value != NULL) {
        (void)sl_say_parse(said->value->text, ret_moment);
    }
}

static void draw_person(struct drawing *drawing, size_t person, size_t step)
{
    const struct sl_picture *picture = drawing->picture;
    const struct sl_picture_person *found = &picture->persons[person];
    struct sl_genogram_person *added = &drawing->persons[drawing->result.person_count];
    *added = (struct sl_genogram_person){
        .person = person,
        .tie = find_tie(picture, person),
        .family = SL_PICTURE_NONE,
        .is_dead = found->death_date.value != NULL,
    };
    parse_said(
        found->birth_date.value != NULL ? &found->birth_date : &found->expected_birth_date,
        &added->birth
    );
    parse_said(&found->death_date, &added->death);
    const bool is_unborn =
        added->birth.precision != SL_PRECISION_NONE && added->birth.day > picture->input->today;
    added->shape = is_unborn ? SL_SVG_TRIANGLE : sl_genogram_shape_of(found);
    added->is_with_child = person == 0 || has_address(picture, added->tie);
    drawing->steps[drawing->result.person_count] = step;
    drawing->drawn_as[person] = drawing->result.person_count++;
}

/* The child, then whoever is related, step by step away from the child. */
static void draw_persons(struct drawing *drawing)
{
    const struct sl_picture *picture = drawing->picture;
    draw_person(drawing, 0, 0);
    for (size_t i = 0; i < drawing->result.person_count; i++) {
        if (drawing->steps[i] == SL_GENOGRAM_STEP_LIMIT) {
            break;
        }
        for (size_t j = 0; j < picture->relation_count; j++) {
            const struct sl_picture_relation *relation = &picture->relations[j];
            const size_t self = drawing->persons[i].person;
            const size_t other = relation->from == self ? relation->to : relation->from;
            if ((relation->from != self && relation->to != self) || !is_family(relation->role) ||
                drawing->drawn_as[other] != SL_PICTURE_NONE) {
                continue;
            }
            if (drawing->result.person_count == SL_GENOGRAM_FAMILY_LIMIT) {
                /* Whoever is tied to the child stands with the others, or is counted there. */
                drawing->result.left_out += find_tie(picture, other) == SL_PICTURE_NONE;
                drawing->drawn_as[other] = SL_GENOGRAM_FAMILY_LIMIT; /* counted once */
                continue;
            }
            draw_person(drawing, other, drawing->steps[i] + 1);
        }
    }
    for (size_t i = 0; i < picture->person_count; i++) {
        if (drawing->drawn_as[i] == SL_GENOGRAM_FAMILY_LIMIT) {
            drawing->drawn_as[i] = SL_PICTURE_NONE;
        }
    }
}

/* The couple of these parents, which is made when it is new; a second of 0 parents is another. */
static size_t family_of(struct drawing *drawing, const size_t *parents, size_t parent_count)
{
    for (size_t i = 0; i < drawing->result.family_count; i++) {
        const struct sl_genogram_family *family = &drawing->families[i];
        if (family->parent_count == parent_count && family->parents[0] == parents[0] &&
            (parent_count < 2 || family->parents[1] == parents[1])) {
            return i;
        }
    }
    drawing->families[drawing->result.family_count] = (struct sl_genogram_family){
        .parents = {parents[0], parent_count > 1 ? parents[1] : SL_PICTURE_NONE},
        .parent_count = parent_count,
    };
    return drawing->result.family_count++;
}

/* Two parents of a person, a mother before a father; what records say beyond them become lines. */
static size_t find_parents(const struct drawing *drawing, size_t child, size_t *parents)
{
    static const enum sl_role order[] = { SL_ROLE_MOTHER, SL_ROLE_FATHER, SL_ROLE_PARENT };
    const struct sl_picture *picture = drawing->picture;
    size_t count = 0;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        size_t in_role = 0;
        for (size_t j = 0; j < picture->relation_count && count < 2; j++) {
            const struct sl_picture_relation *relation = &picture->relations[j];
            const size_t parent = drawing->drawn_as[relation->from];
            if (relation->role != order[i] || drawing->drawn_as[relation->to] != child ||
                parent == SL_PICTURE_NONE || (count > 0 && parents[0] == parent) ||
                (order[i] != SL_ROLE_PARENT && in_role > 0)) {
                continue;
            }
            parents[count++] = parent;
            in_role++;
        }
    }
    return count;
}

static void draw_families(struct drawing *drawing)
{
    const struct sl_picture *picture = drawing->picture;
    for (size_t i = 0; i < drawing->result.person_count; i++) {
        size_t parents[2] = { SL_PICTURE_NONE, SL_PICTURE_NONE };
        const size_t count = find_parents(drawing, i, parents);
        if (count > 0) {
            drawing->persons[i].family = family_of(drawing, parents, count);
        }
    }
    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        size_t pair[2] = { drawing->drawn_as[relation->from], drawing->drawn_as[relation->to] };
        if (relation->role != SL_ROLE_PARTNER || pair[0] == SL_PICTURE_NONE ||
            pair[1] == SL_PICTURE_NONE) {
            continue;
        }
        const size_t swapped[2] = { pair[1], pair[0] };
        bool is_couple = false;
        for (size_t j = 0; j < drawing->result.family_count && !is_couple; j++) {
            const struct sl_genogram_family *family = &drawing->families[j];
            is_couple = family->parent_count == 2 &&
                        ((family->parents[0] == pair[0] && family->parents[1] == pair[1]) ||
                         (family->parents[0] == swapped[0] && family->parents[1] == swapped[1]));
        }
        if (!is_couple) {
            (void)family_of(drawing, pair, 2);
        }
    }
}

/* Do records call two people twins? */
static bool are_twins(const struct drawing *drawing, size_t one, size_t other)
{
    for (size_t i = 0; i < drawing->picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &drawing->picture->relations[i];
        const size_t from = drawing->drawn_as[relation->from];
        const size_t to = drawing->drawn_as[relation->to];
        if (relation->role == SL_ROLE_TWIN &&
            ((from == one && to == other) || (from == other && to == one))) {
            return true;
        }
    }
    return false;
}

/* For order by birth: unknown ones last, then as they were met. */
struct born {
    struct sl_moment birth;
    size_t person;
};

static int compare_born(const void *left, const void *right)
{
    const struct born *one = left;
    const struct born *other = right;
    const bool is_known = one->birth.precision != SL_PRECISION_NONE;
    if (is_known != (other->birth.precision != SL_PRECISION_NONE)) {
        return is_known ? -1 : 1;
    }
    const int birth = sl_moment_compare(one->birth, other->birth);
    return birth != 0 ? birth : (one->person > other->person) - (one->person < other->person);
}

/* Twins have one birthday, so they stand side by side unless a record has it wrong: bring them. */
static void join_twins(struct drawing *drawing, size_t *children, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (!are_twins(drawing, children[i], children[j])) {
                continue;
            }
            const size_t twin = children[j];
            for (size_t k = j; k > i + 1; k--) {
                children[k] = children[k - 1];
            }
            children[i + 1] = twin;
            drawing->persons[children[i]].is_twin = true;
            drawing->persons[twin].is_twin = true;
            break;
        }
    }
}

static enum sl_status sort_children(struct drawing *drawing, size_t family, struct sl_error *err)
{
    struct born born[SL_GENOGRAM_FAMILY_LIMIT];
    size_t count = 0;
    for (size_t i = 0; i < drawing->result.person_count; i++) {
        if (drawing->persons[i].family == family) {
            born[count++] = (struct born){ drawing->persons[i].birth, i };
        }
    }
    size_t *children = sl_arena_alloc(drawing->arena, count, sizeof *children);
    if (children == NULL) {
        return sl_fail_memory(err);
    }
    qsort(born, count, sizeof *born, compare_born);
    for (size_t i = 0; i < count; i++) {
        children[i] = born[i].person;
    }
    join_twins(drawing, children, count);
    drawing->families[family].children = children;
    drawing->families[family].child_count = count;
    return SL_OK;
}

/* Do the families show the relation already? */
static bool is_shown(const struct drawing *drawing, const struct sl_genogram_line *line)
{
    const struct sl_genogram_person *from = &drawing->persons[line->from];
    const struct sl_genogram_person *to = &drawing->persons[line->to];
    if (line->role == SL_ROLE_PARTNER) {
        return true;
    }
    if (line->role == SL_ROLE_SIBLING || line->role == SL_ROLE_TWIN) {
        return from->family != SL_PICTURE_NONE && from->family == to->family;
    }
    if (!is_parent(line->role) || to->family == SL_PICTURE_NONE) {
        return false;
    }
    const struct sl_genogram_family *family = &drawing->families[to->family];
    return family->parents[0] == line->from || family->parents[1] == line->from;
}

static void draw_lines(struct drawing *drawing)
{
    const struct sl_picture *picture = drawing->picture;
    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        const struct sl_genogram_line line = {
            .from = drawing->drawn_as[relation->from],
            .to = drawing->drawn_as[relation->to],
            .role = relation->role,
            .record = relation->record,
        };
        if (!is_family(line.role) || line.from == SL_PICTURE_NONE || line.to == SL_PICTURE_NONE ||
            is_shown(drawing, &line)) {
            continue;
        }
        bool is_known = false;
        for (size_t j = 0; j < drawing->result.line_count && !is_known; j++) {
            const struct sl_genogram_line *other = &drawing->lines[j];
            const bool is_same = other->from == line.from && other->to == line.to;
            const bool is_mirrored = other->from == line.to && other->to == line.from &&
                                     !sl_genogram_is_elder(line.role);
            is_known = other->role == line.role && (is_same || is_mirrored);
        }
        if (!is_known) {
            drawing->lines[drawing->result.line_count++] = line;
        }
    }
}

static void draw_others(struct drawing *drawing)
{
    const struct sl_picture *picture = drawing->picture;
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[i];
        if (tie->circle == SL_PICTURE_PROFESSIONALS ||
            drawing->drawn_as[tie->person] != SL_PICTURE_NONE) {
            continue;
        }
        if (drawing->result.other_count == SL_GENOGRAM_OTHER_LIMIT) {
            drawing->result.left_out++;
        } else {
            drawing->others[drawing->result.other_count++] = i;
        }
    }
}

static enum sl_status begin(struct drawing *drawing, struct sl_error *err)
{
    const struct sl_picture *picture = drawing->picture;
    const size_t person_count = SL_GENOGRAM_FAMILY_LIMIT;
    const size_t family_count = person_count + picture->relation_count;
    struct sl_arena *arena = drawing->arena;
    drawing->persons = sl_arena_alloc(arena, person_count, sizeof *drawing->persons);
    drawing->steps = sl_arena_alloc(arena, person_count, sizeof *drawing->steps);
    drawing->drawn_as = sl_arena_alloc(arena, picture->person_count, sizeof *drawing->drawn_as);
    drawing->families = sl_arena_alloc(arena, family_count, sizeof *drawing->families);
    drawing->lines = sl_arena_alloc(arena, picture->relation_count, sizeof *drawing->lines);
    drawing->others = sl_arena_alloc(arena, SL_GENOGRAM_OTHER_LIMIT, sizeof *drawing->others);
    if (drawing->persons == NULL || drawing->steps == NULL || drawing->drawn_as == NULL ||
        drawing->families == NULL || drawing->lines == NULL || drawing->others == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < picture->person_count; i++) {
        drawing->drawn_as[i] = SL_PICTURE_NONE;
    }
    return SL_OK;
}

enum sl_status sl_genogram_make(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_genogram *ret_genogram,
    struct sl_error *err
)
{
    struct drawing drawing = { .picture = picture, .arena = arena };
    SL_TRY(begin(&drawing, err));
    draw_persons(&drawing);
    draw_families(&drawing);
    for (size_t i = 0; i < drawing.result.family_count; i++) {
        SL_TRY(sort_children(&drawing, i, err));
    }
    draw_lines(&drawing);
    draw_others(&drawing);
    drawing.result.picture = picture;
    drawing.result.persons = drawing.persons;
    drawing.result.families = drawing.families;
    drawing.result.lines = drawing.lines;
    drawing.result.others = drawing.others;
    *ret_genogram = drawing.result;
    return SL_OK;
}
