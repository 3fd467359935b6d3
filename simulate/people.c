/* SPDX-License-Identifier: Apache-2.0 */
#include "people.h"

#include <string.h>

#include "draw.h"

/* How a community gives names, in thousandths of those whom it may concern. */
struct customs {
    unsigned child_default_birth; /* child whose papers say 1 January */
    unsigned adult_default_birth; /* the same for an adult */
    unsigned wife_takes_name;     /* mother bears the father's surname */
    unsigned wife_customary;      /* else she bears one of the customary surnames */
    unsigned daughter_customary;  /* daughter bears one of them */
    unsigned son_father_given;    /* son's surname is the father's given name */
    unsigned double_surname;      /* child bears both surnames with a hyphen */
    unsigned prefix;              /* boy has `prefix_text` before his own name */
    const char *prefix_text;
    const char *customary; /* surnames of women, commonest first */
};

static const struct customs CUSTOMS[SL_COMMUNITY_COUNT] = {
    [SL_BRITISH] = {0,    0,   550, 0,   0,   0,   70,  0,  "",          ""                   },
    [SL_IRISH] = { 0,   0,   600, 0,   0,   0,   60,  0,  "",          ""                   },
    [SL_PAKISTANI] = { 4,
                    40,        250,
                    600,                 150,
                    90,                            10,
                    300,                                    "Muhammad ",
                    "Bibi Begum Akhtar Kauser Parveen Khatoon"                                },
    [SL_BANGLADESHI] = { 4,
                    40,        80,
                    850,                 450,
                    60,                            5,
                    280,                                    "Md ",
                    "Begum Khatun Bibi Akther Khanom Sultana"                                 },
    [SL_INDIAN] = { 2,   8,   650, 250, 200, 20,  10,  40, "Mohammed ", "Kaur Devi Begum Bai"},
    [SL_POLISH] = { 0,   1,   850, 0,   0,   0,   10,  0,  "",          ""                   },
    [SL_ROMANIAN] = { 2,   5,   800, 0,   0,   0,   20,  0,  "",          ""                   },
    [SL_AFRICAN] = { 70,  110, 400, 0,   0,   250, 20,  30, "Mohamed ",  ""                   },
    [SL_CARIBBEAN] = { 0,   0,   400, 0,   0,   0,   110, 0,  "",          ""                   },
    [SL_ARAB] = { 120, 170, 100, 0,   0,   300, 5,   80, "Mohammad ", ""                   },
    [SL_CHINESE] = { 2,   10,  200, 0,   0,   0,   10,  0,  "",          ""                   },
};

#define YEAR_DAYS UINT64_C(365)

/* Everything that the making of one family passes around. */
struct family {
    const struct sl_names *names;
    struct sl_date today;
    struct sl_random *random;
    struct sl_household *household;
    unsigned first; /* index of the family's first person */
    bool has_father;
    struct sl_text maiden;      /* the mother's own surname */
    struct sl_text father_name; /* the surname in the father's family */
    struct sl_text father_given;
    enum sl_name_community father_community;
    struct sl_home homes[2];
    bool family_moved;
};

unsigned sl_people_check_digit(uint64_t nine_digits)
{
    unsigned sum = 0;
    for (unsigned weight = 2; weight <= 10; weight++) {
        sum += (unsigned)(nine_digits % 10) * weight;
        nine_digits /= 10;
    }
    return (11 - sum % 11) % 11;
}

uint64_t sl_people_nhs_number(uint64_t person)
{
    /* An odd factor permutes the 2^25 numbers, so that neighbours in the file are none here. */
    const uint64_t space = UINT64_C(1) << 25;
    const uint64_t mixed = (person * UINT64_C(17463829) + 5741) % space;
    for (uint64_t attempt = 0; attempt < 2; attempt++) {
        const uint64_t nine_digits = 900000000 + mixed + attempt * space;
        const unsigned check = sl_people_check_digit(nine_digits);
        if (check < 10) {
            return nine_digits * 10 + check;
        }
    }
    return 0;
}

uint64_t sl_people_draw_phone(struct sl_random *random)
{
    return UINT64_C(7100000000) + sl_random_below(random, 200000000);
}

static struct sl_date birth_from_age(const struct family *family, uint64_t age_days)
{
    return sl_date_from_days(sl_date_to_days(family->today) - (int32_t)age_days);
}

static struct sl_person *add_person(struct family *family, enum sl_family_role role)
{
    struct sl_person *person = &family->household->people[family->household->count++];
    memset(person, 0, sizeof(*person));
    person->role = role;
    person->twin = SL_NO_TWIN;
    person->homes[0] = family->homes[0];
    person->homes[1] = family->homes[1];
    person->moved = family->family_moved;
    return person;
}

/* One of a few words, the first the likeliest: each next one half as likely. */
static void draw_customary(struct sl_random *random, const char *words, struct sl_text *ret_word)
{
    struct sl_str rest = sl_str_from(words);
    struct sl_str word = SL_STR("");
    while (sl_str_split(&rest, ' ', &word) && sl_random_below(random, 2) == 0) {
    }
    sl_text_set(ret_word, word);
}

static void set_default_birth(struct family *family, struct sl_person *person, unsigned permille)
{
    if (sl_draw_chance(family->random, permille)) {
        person->birth.month = 1;
        person->birth.day = 1;
    }
}

/* Give a man or boy of some communities the name of the Prophet, or its short form, in front. */
static void add_prefix(struct family *family, struct sl_person *person)
{
    const struct customs *customs = &CUSTOMS[person->community];
    if (person->sex != 'M' || !sl_draw_chance(family->random, customs->prefix)) {
        return;
    }
    const struct sl_str given = sl_text_str(&person->given);
    if (!sl_str_starts(given, SL_STR("M"))) {
        sl_text_replace(&person->given, 0, 0, sl_str_from(customs->prefix_text));
    }
}

static void make_father(struct family *family, enum sl_name_community community, uint64_t age_days)
{
    struct sl_person *father = add_person(family, SL_FATHER);
    father->community = community;
    father->sex = 'M';
    father->birth = birth_from_age(family, age_days);
    set_default_birth(family, father, CUSTOMS[community].adult_default_birth);
    sl_names_draw(family->names, family->random, community, SL_NAME_MAN, &father->given);
    family->father_given = father->given;
    add_prefix(family, father);
    father->surname = family->father_name;
    father->phone = sl_draw_chance(family->random, 800) ? sl_people_draw_phone(family->random) : 0;
}

static void make_mother(struct family *family, enum sl_name_community community, uint64_t age_days)
{
    struct sl_person *mother = add_person(family, SL_MOTHER);
    const struct customs *customs = &CUSTOMS[community];
    mother->community = community;
    mother->sex = 'F';
    mother->birth = birth_from_age(family, age_days);
    set_default_birth(family, mother, customs->adult_default_birth);
    sl_names_draw(family->names, family->random, community, SL_NAME_WOMAN, &mother->given);
    mother->surname = family->maiden;
    if (sl_draw_chance(family->random, customs->wife_takes_name)) {
        mother->other_surname = family->maiden;
        mother->surname = family->father_name;
    } else if (sl_draw_chance(family->random, customs->wife_customary)) {
        mother->other_surname = family->father_name;
        draw_customary(family->random, customs->customary, &mother->surname);
    }
    if (family->father_community == SL_POLISH || community == SL_POLISH) {
        sl_names_inflect(&mother->surname, 'F');
    }
    mother->phone = sl_draw_chance(family->random, 920) ? sl_people_draw_phone(family->random) : 0;
}

/* Another child of the household that already has this given name; a twin's may be alike. */
static bool is_name_taken(const struct family *family, const struct sl_person *child)
{
    for (unsigned i = family->first; i < family->household->count; i++) {
        const struct sl_person *other = &family->household->people[i];
        if (other != child && other->role == SL_CHILD &&
            sl_text_equal(&other->given, &child->given)) {
            return true;
        }
    }
    return false;
}

static void draw_child_given(struct family *family, struct sl_person *child)
{
    const enum sl_name_use use = child->sex == 'F' ? SL_NAME_GIRL : SL_NAME_BOY;
    if (child->sex == 'M' && family->has_father && sl_draw_chance(family->random, 30)) {
        child->given = family->father_given;
        if (!is_name_taken(family, child)) {
            return;
        }
    }
    for (unsigned attempt = 0; attempt < 20; attempt++) {
        sl_names_draw(family->names, family->random, child->community, use, &child->given);
        add_prefix(family, child);
        if (!is_name_taken(family, child)) {
            return;
        }
    }
}

static void join_surnames(struct sl_text *surname, const struct sl_text *first)
{
    struct sl_text both = *first;
    sl_text_add(&both, SL_STR("-"));
    sl_text_add(&both, sl_text_str(surname));
    *surname = both;
}

/* The surname of a child whose father belongs to the family, by the father's customs. */
static void draw_child_surname(struct family *family, struct sl_person *child)
{
    const struct customs *customs = &CUSTOMS[child->community];
    child->surname = family->father_name;
    child->other_surname = family->maiden;
    if (child->sex == 'F' && sl_draw_chance(family->random, customs->daughter_customary)) {
        child->other_surname = family->father_name;
        draw_customary(family->random, customs->customary, &child->surname);
    } else if (sl_draw_chance(family->random, customs->son_father_given)) {
        child->other_surname = family->father_name;
        child->surname = family->father_given;
    } else if (sl_draw_chance(family->random, customs->double_surname)) {
        join_surnames(&child->surname, &family->maiden);
        child->other_surname = family->father_name;
    } else if (sl_draw_chance(family->random, 120)) {
        child->surname = family->maiden;
        child->other_surname = family->father_name;
    }
}

static void set_child_surname(struct family *family, struct sl_person *child)
{
    const struct sl_person *mother = &family->household->people[family->first];
    if (!family->has_father) {
        /* One in three, and nearly all where mothers bear names of their own, has the father's. */
        const bool fathers = CUSTOMS[mother->community].wife_customary > 0;
        const bool with_fathers = sl_draw_chance(family->random, fathers ? 950 : 330);
        child->surname = with_fathers ? family->father_name : mother->surname;
        child->other_surname = with_fathers ? mother->surname : family->maiden;
    } else if (sl_draw_chance(family->random, 70)) {
        /* From an earlier relationship. */
        child->other_surname = family->maiden;
        sl_names_draw(
            family->names, family->random, child->community, SL_NAME_SURNAME, &child->surname
        );
    } else {
        draw_child_surname(family, child);
    }
    if (child->community == SL_POLISH) {
        sl_names_inflect(&child->surname, child->sex);
        sl_names_inflect(&child->other_surname, child->sex);
    }
}

static struct sl_person *
make_child(struct family *family, enum sl_name_community community, char sex)
{
    struct sl_person *child = add_person(family, SL_CHILD);
    child->community = community;
    child->sex = sex;
    draw_child_given(family, child);
    set_child_surname(family, child);
    if (!child->moved && sl_draw_chance(family->random, 80)) {
        /* To the other parent, to kin or into care. */
        child->homes[1] = sl_place_move(family->random, child->homes[0]);
        child->moved = true;
    }
    return child;
}

/* Two thirds of twins are of one sex, a quarter of pairs have names with the same first letter. */
static void make_twin(struct family *family, unsigned first_index)
{
    struct sl_person *first = &family->household->people[first_index];
    const bool same_sex = sl_random_below(family->random, 3) < 2;
    const char other_sex = first->sex == 'F' ? 'M' : 'F';
    struct sl_person *second =
        make_child(family, first->community, same_sex ? first->sex : other_sex);
    if (sl_draw_chance(family->random, 250)) {
        const char initial = first->given.bytes[0];
        for (unsigned attempt = 0; attempt < 30 && second->given.bytes[0] != initial; attempt++) {
            draw_child_given(family, second);
        }
    }
    second->birth = first->birth;
    second->moved = first->moved;
    second->homes[1] = first->homes[1];
    first->twin = (unsigned char)(family->household->count - 1);
    second->twin = (unsigned char)first_index;
    second->surname = first->surname;
    second->other_surname = first->other_surname;
    if (second->community == SL_POLISH) {
        sl_names_inflect(&second->surname, second->sex);
    }
}

static unsigned draw_child_count(struct sl_random *random)
{
    static const unsigned char UP_TO[] = { 40, 77, 91, 97 };
    const uint64_t target = sl_random_below(random, 100);
    unsigned count = 1;
    for (unsigned i = 0; i < sizeof(UP_TO); i++) {
        count += target >= UP_TO[i];
    }
    return count;
}

/* Births from the eldest on, one to six years apart, none after today. */
static void
make_children(struct family *family, enum sl_name_community community, uint64_t eldest_days)
{
    uint64_t age_days = eldest_days;
    const unsigned births = draw_child_count(family->random);
    for (unsigned birth = 0; birth < births; birth++) {
        const unsigned room = SL_FAMILY_LIMIT - (family->household->count - family->first);
        if (room < 2) {
            return;
        }
        const char sex = sl_random_below(family->random, 205) < 105 ? 'M' : 'F';
        const unsigned index = family->household->count;
        struct sl_person *child = make_child(family, community, sex);
        child->birth = birth_from_age(family, age_days);
        set_default_birth(family, child, CUSTOMS[community].child_default_birth);
        if (sl_draw_chance(family->random, 15)) {
            make_twin(family, index);
        }
        /* The smaller of two draws: short gaps are commoner. */
        const uint64_t gap = sl_random_below(family->random, 5 * YEAR_DAYS);
        const uint64_t other_gap = sl_random_below(family->random, 5 * YEAR_DAYS);
        const uint64_t next = YEAR_DAYS + (gap < other_gap ? gap : other_gap);
        if (next > age_days) {
            return;
        }
        age_days -= next;
    }
}

/* Children are reached through a parent; a few have a telephone of their own. */
static void share_phones(struct family *family)
{
    struct sl_person *people = family->household->people;
    const uint64_t mother = people[family->first].phone;
    const uint64_t father = family->has_father ? people[family->first + 1].phone : 0;
    for (unsigned i = family->first; i < family->household->count; i++) {
        struct sl_person *person = &people[i];
        if (person->role == SL_CHILD) {
            /* Those of twelve years and more. */
            const bool own =
                person->birth.year < family->today.year - 12 && sl_draw_chance(family->random, 300);
            const bool fathers = father != 0 && sl_draw_chance(family->random, 220);
            const uint64_t parents = fathers ? father : mother;
            person->phone = own ? sl_people_draw_phone(family->random) : parents;
            person->other_phone = fathers ? mother : father;
        } else {
            person->other_phone = person->role == SL_MOTHER ? father : mother;
        }
    }
}

static void make_family(struct family *family)
{
    struct sl_random *random = family->random;
    family->first = family->household->count;
    const enum sl_name_community mother = sl_place_community(random, family->homes[0].postcode);
    const bool mixed = sl_draw_chance(random, 100);
    family->father_community =
        mixed ? sl_place_community(random, family->homes[0].postcode) : mother;
    family->has_father = sl_draw_chance(random, 750);
    sl_names_draw(family->names, random, mother, SL_NAME_SURNAME, &family->maiden);
    sl_names_draw(
        family->names, random, family->father_community, SL_NAME_SURNAME, &family->father_name
    );
    const uint64_t eldest_days = sl_random_below(random, 18 * YEAR_DAYS);
    const uint64_t later_days =
        sl_random_below(random, 10 * YEAR_DAYS) + sl_random_below(random, 10 * YEAR_DAYS);
    const uint64_t mother_days = eldest_days + 18 * YEAR_DAYS + later_days;
    make_mother(family, mother, mother_days);
    if (family->has_father) {
        const uint64_t older_days = sl_random_below(random, 8 * YEAR_DAYS);
        const uint64_t father_days = mother_days + older_days - 2 * YEAR_DAYS;
        make_father(family, family->father_community, father_days);
    }
    make_children(family, family->has_father ? family->father_community : mother, eldest_days);
    share_phones(family);
}

void sl_household_make(
    const struct sl_people_plan *plan,
    uint64_t number,
    uint64_t first_person,
    struct sl_household *ret_household
)
{
    struct sl_random random;
    sl_random_init(&random, sl_hash_u64(plan->seed) ^ sl_hash_u64(number + UINT64_C(0x5EED)));
    ret_household->number = number;
    ret_household->count = 0;
    const struct sl_home home = sl_place_draw(&random);
    const unsigned families = sl_draw_chance(&random, 40) ? 2 : 1;
    for (unsigned i = 0; i < families; i++) {
        struct family family = {
            .names = plan->names,
            .today = plan->today,
            .random = &random,
            .household = ret_household,
            .homes = {home, sl_place_move(&random, home)},
            .family_moved = sl_draw_chance(&random, 90),
        };
        make_family(&family);
    }
    sl_household_number(ret_household, first_person);
}

void sl_household_number(struct sl_household *household, uint64_t first_person)
{
    for (unsigned i = 0; i < household->count; i++) {
        struct sl_person *person = &household->people[i];
        person->number = first_person + i;
        person->nhs_number = sl_people_nhs_number(person->number);
    }
}
