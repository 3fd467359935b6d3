/* SPDX-License-Identifier: Apache-2.0 */
#include "link/twin.h"

#include "link/rule.h"

/* Levels as bits. */
#define EXACT   (1U << SL_LEVEL_EXACT)
#define SAME    (EXACT | 1U << SL_LEVEL_CLOSE)
#define SIMILAR (SAME | 1U << SL_LEVEL_VARIANT | 1U << SL_LEVEL_NEAR)
#define ANY     (SIMILAR | 1U << SL_LEVEL_LOOSE)

/* A form of a name in so few mentions, or in so few of those of the other form, may be a slip. */
#define SLIP_MENTIONS 2u
#define SLIP_RATIO    20u

/* More than initials: a word of two letters. */
static bool is_name(const struct sl_domain *domain, uint32_t code)
{
    const struct sl_str name = sl_domain_value(domain, code);
    for (size_t at = 1; at < name.len; at++) {
        if (name.ptr[at] != ' ' && name.ptr[at - 1] != ' ') {
            return true;
        }
    }
    return false;
}

static size_t count_words(struct sl_str name)
{
    size_t words = 1;
    for (size_t at = 0; at < name.len; at++) {
        words += name.ptr[at] == ' ' ? 1 : 0;
    }
    return words;
}

/* A slip of the pen makes a form that is rare beside the name it is a slip of, or rare at all. */
static bool is_slip(const uint32_t *frequency, uint32_t code, uint32_t other)
{
    const uint64_t one = frequency[code];
    const uint64_t two = frequency[other];
    const uint64_t rarer = one < two ? one : two;
    return rarer <= SLIP_MENTIONS || rarer * SLIP_RATIO <= one + two - rarer;
}

/*
 * The level of two given names for telling twins apart, as a bit; 0 for names that may well be of
 * two children: Mohammed and Muhammad Ali (another spelling and another word), Toby and Tony
 * (alike, and both are names).
 */
static uint32_t level_of_names(const struct sl_scorer *scorer, uint32_t code, uint32_t other)
{
    const unsigned given = scorer->table->schema->given;
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    const unsigned level = sl_domain_level(domain, code, other);
    const size_t one = count_words(sl_domain_value(domain, code));
    const size_t two = count_words(sl_domain_value(domain, other));
    if (level == SL_LEVEL_VARIANT) {
        return one == two ? 1U << level : 0;
    }
    const bool alike = level != SL_LEVEL_EXACT && one == 1 && two == 1;
    return alike && !is_slip(sl_table_usual(scorer->table, given), code, other) ? 0 : 1U << level;
}

/* Does a value of one agree with one of the other on one of these levels? */
static bool agree(
    const struct sl_scorer *scorer,
    unsigned field,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    uint32_t levels
)
{
    const struct sl_domain *domain = sl_table_domain(scorer->table, field);
    const bool names = field == scorer->table->schema->given;
    for (uint32_t one = 0; one < left->fields[field].count; one++) {
        const uint32_t code = left->fields[field].items[one].code;
        if (code == SL_CODE_MISSING || (names && !is_name(domain, code))) {
            continue;
        }
        for (uint32_t two = 0; two < right->fields[field].count; two++) {
            const uint32_t other = right->fields[field].items[two].code;
            if (other == SL_CODE_MISSING || (names && !is_name(domain, other))) {
                continue;
            }
            const uint32_t level = names ? level_of_names(scorer, code, other)
                                         : 1U << sl_domain_level(domain, code, other);
            if ((levels & level) != 0) {
                return true;
            }
        }
    }
    return false;
}

bool sl_twins_named(const struct sl_scorer *scorer, const struct sl_person_values *entity)
{
    const uint32_t given = scorer->table->schema->given;
    if (given == SL_FIELD_NONE) {
        return false;
    }
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    for (uint32_t at = 0; at < entity->fields[given].count; at++) {
        const uint32_t code = entity->fields[given].items[at].code;
        if (code != SL_CODE_MISSING && is_name(domain, code)) {
            return true;
        }
    }
    return false;
}

bool sl_twins_numbered(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        if (scorer->table->schema->fields[field].kind == SL_KIND_NHS_NUMBER &&
            sl_rules_meet(scorer->table, field, &left->fields[field], &right->fields[field]) ==
                SL_RULE_DIFFER) {
            return true;
        }
    }
    return false;
}

bool sl_twins_identified(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    bool shared = false;
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        const enum sl_kind kind = scorer->table->schema->fields[field].kind;
        if (kind != SL_KIND_IDENTIFIER && kind != SL_KIND_NHS_NUMBER) {
            continue;
        }
        const enum sl_rule_meeting met =
            sl_rules_meet(scorer->table, field, &left->fields[field], &right->fields[field]);
        if (met == SL_RULE_DIFFER) {
            return false;
        }
        shared = shared || met == SL_RULE_SHARE;
    }
    return shared;
}

/* Fields that twins have in common: a surname, a birth, a place. */
struct common {
    bool surname, birth, place;
};

static void see_field(
    const struct sl_scorer *scorer,
    unsigned field,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    struct common *common
)
{
    const enum sl_kind kind = scorer->table->schema->fields[field].kind;
    if (kind == SL_KIND_SURNAME) {
        common->surname = common->surname || agree(scorer, field, left, right, SIMILAR);
    } else if (kind == SL_KIND_DOB) {
        common->birth = common->birth || agree(scorer, field, left, right, EXACT);
    } else if (kind == SL_KIND_POSTCODE || kind == SL_KIND_PHONE) {
        common->place = common->place || agree(scorer, field, left, right, EXACT);
    } else if (kind == SL_KIND_ADDRESS) {
        common->place = common->place || agree(scorer, field, left, right, SIMILAR);
    }
}

static struct common find_common(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    struct common common = { false, false, false };
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        see_field(scorer, field, left, right, &common);
    }
    return common;
}

/* Does a given name of one stand as a surname of the other? Then they may have changed places. */
static bool are_crossed(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    const uint32_t given = scorer->table->schema->given;
    const uint32_t surname = scorer->table->schema->surname;
    if (surname == SL_FIELD_NONE) {
        return false;
    }
    const struct sl_held_list *names = &left->fields[given];
    const struct sl_held_list *others = &right->fields[surname];
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    for (uint32_t one = 0; one < names->count; one++) {
        for (uint32_t two = 0; two < others->count; two++) {
            const uint32_t code = names->items[one].code;
            const uint32_t other = others->items[two].code;
            if (code != SL_CODE_MISSING && other != SL_CODE_MISSING &&
                sl_level_crosses(sl_domain_level(domain, code, other))) {
                return true;
            }
        }
    }
    return false;
}

/* Is every word of a name, but initials, in the other? A word may be cut short there. */
static bool has_words(struct sl_str name, struct sl_str other)
{
    struct sl_str word;
    while (sl_str_split(&name, ' ', &word)) {
        struct sl_str rest = other;
        struct sl_str part;
        bool found = word.len < 2;
        while (!found && sl_str_split(&rest, ' ', &part)) {
            found = sl_str_starts(word, part) || sl_str_starts(part, word);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/*
 * Are these two names of children, of whom one is called after the other's first name? Mohammed
 * Ali and Mohammed Hassan are, whatever else either is called: each has a word that the other
 * lacks.
 */
static bool are_two_names(const struct sl_domain *domain, uint32_t code, uint32_t other)
{
    const struct sl_str one = sl_domain_value(domain, code);
    const struct sl_str two = sl_domain_value(domain, other);
    return count_words(one) > 1 && count_words(two) > 1 &&
           (SIMILAR & 1U << sl_domain_level(domain, code, other)) == 0 && !has_words(one, two) &&
           !has_words(two, one);
}

/* Have two entities given names of more than one word that are two children's? */
static bool have_two_names(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    const uint32_t given = scorer->table->schema->given;
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    const struct sl_held_list *names = &left->fields[given];
    const struct sl_held_list *others = &right->fields[given];
    for (uint32_t one = 0; one < names->count; one++) {
        for (uint32_t two = 0; two < others->count; two++) {
            const uint32_t code = names->items[one].code;
            const uint32_t other = others->items[two].code;
            if (code != SL_CODE_MISSING && other != SL_CODE_MISSING &&
                are_two_names(domain, code, other)) {
                return true;
            }
        }
    }
    return false;
}

/*
 * How a name fits another: the same; a part of it, as what was written short; more than it; like
 * it, as what was misheard or written by mistake; not at all.
 */
enum fit { FITS_NOT, FITS_LIKE, FITS_MORE, FITS_PART, FITS_EXACTLY, FIT_COUNT };

/*
 * The fits over which each one tells. The same name is not told from a longer one, which may have
 * been written short. And nothing but the same name is told from one that is like it: Muhammad may
 * be short for Muhammad Rehan, or be Muhammed, his twin.
 */
static const uint32_t over[FIT_COUNT] = {
    [FITS_LIKE] = 1U << FITS_NOT,
    [FITS_MORE] = 1U << FITS_NOT,
    [FITS_PART] = 1U << FITS_NOT | 1U << FITS_MORE,
    [FITS_EXACTLY] = 1U << FITS_NOT | 1U << FITS_LIKE | 1U << FITS_MORE,
};

static enum fit fit_of(const struct sl_domain *domain, uint32_t code, uint32_t other)
{
    const unsigned level = sl_domain_level(domain, code, other);
    const struct sl_str one = sl_domain_value(domain, code);
    const struct sl_str two = sl_domain_value(domain, other);
    const bool is_part = has_words(one, two);
    const bool is_more = has_words(two, one);
    if (level == SL_LEVEL_EXACT) {
        return FITS_EXACTLY;
    }
    if (is_part || is_more) { /* both: words are cut short, as Anna for Annabelle */
        return is_part && (!is_more || one.len <= two.len) ? FITS_PART : FITS_MORE;
    }
    return (ANY & 1U << level) != 0 ? FITS_LIKE : FITS_NOT;
}

/* How a name fits those of a list, as bits; of initials it is more, if it begins so. */
static uint32_t
fits_of(const struct sl_domain *domain, uint32_t code, const struct sl_held_list *names)
{
    uint32_t fits = 0;
    for (uint32_t at = 0; at < names->count; at++) {
        const uint32_t other = names->items[at].code;
        if (other == SL_CODE_MISSING) {
            continue;
        }
        const struct sl_str initial = sl_str_part(sl_domain_value(domain, other), 0, 1);
        if (is_name(domain, other)) {
            fits |= 1U << fit_of(domain, code, other);
        } else if (sl_str_starts(sl_domain_value(domain, code), initial)) {
            fits |= 1U << FITS_MORE;
        }
    }
    return fits;
}

/* Does one of these fits tell over all of those? */
static bool tells(uint32_t fits, uint32_t others)
{
    for (unsigned fit = FITS_LIKE; fit < FIT_COUNT; fit++) {
        if ((fits & 1U << fit) != 0 && (others & ~over[fit]) == 0) {
            return true;
        }
    }
    return false;
}

/* Does an initial begin a name of a list, or one that is missing? */
static bool
begins_one(const struct sl_domain *domain, uint32_t code, const struct sl_held_list *names)
{
    const struct sl_str initial = sl_str_part(sl_domain_value(domain, code), 0, 1);
    for (uint32_t at = 0; at < names->count; at++) {
        const uint32_t other = names->items[at].code;
        if (other == SL_CODE_MISSING || sl_str_starts(sl_domain_value(domain, other), initial)) {
            return true;
        }
    }
    return false;
}

/* Is a name no more than an initial, with which only one of two lists of names has a name? */
static bool is_telling_initial(
    const struct sl_domain *domain,
    uint32_t code,
    const struct sl_held_list *names,
    const struct sl_held_list *others
)
{
    return begins_one(domain, code, names) && others->count > 0 &&
           !begins_one(domain, code, others);
}

bool sl_twins_fit(
    const struct sl_scorer *scorer,
    const struct sl_person_values *entity,
    const struct sl_person_values *other
)
{
    const uint32_t given = scorer->table->schema->given;
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    const struct sl_held_list *names = &entity->fields[given];
    const struct sl_held_list *others = &other->fields[given];
    bool has_name = false;
    for (uint32_t at = 0; at < names->count; at++) {
        const uint32_t code = names->items[at].code;
        if (code == SL_CODE_MISSING) {
            continue;
        }
        has_name = true;
        if (is_name(domain, code) ? (fits_of(domain, code, others) & ~(1U << FITS_NOT)) != 0
                                  : begins_one(domain, code, others)) {
            return true;
        }
    }
    return !has_name;
}

bool sl_twins_told(
    const struct sl_scorer *scorer,
    const struct sl_person_values *entity,
    const struct sl_person_values *one,
    const struct sl_person_values *twin
)
{
    const uint32_t given = scorer->table->schema->given;
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    const struct sl_held_list *names = &entity->fields[given];
    const struct sl_held_list *ones = &one->fields[given];
    const struct sl_held_list *twins = &twin->fields[given];
    for (uint32_t at = 0; at < names->count; at++) {
        const uint32_t code = names->items[at].code;
        if (code == SL_CODE_MISSING) {
            continue;
        }
        if (is_name(domain, code) ? tells(fits_of(domain, code, ones), fits_of(domain, code, twins))
                                  : is_telling_initial(domain, code, ones, twins)) {
            return true;
        }
    }
    return false;
}

bool sl_twins_alike(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    const uint32_t given = scorer->table->schema->given;
    const struct sl_domain *domain = sl_table_domain(scorer->table, given);
    const struct sl_held_list *names = &left->fields[given];
    const struct sl_held_list *others = &right->fields[given];
    bool alike = false;
    for (uint32_t one = 0; one < names->count; one++) {
        for (uint32_t two = 0; two < others->count; two++) {
            const uint32_t code = names->items[one].code;
            const uint32_t other = others->items[two].code;
            if (code != SL_CODE_MISSING && other != SL_CODE_MISSING) {
                const unsigned level = sl_domain_level(domain, code, other);
                alike = alike || ((ANY & 1U << level) != 0 &&
                                  count_words(sl_domain_value(domain, code)) ==
                                      count_words(sl_domain_value(domain, other)));
            }
        }
    }
    return alike && !have_two_names(scorer, left, right);
}

bool sl_twins_possible(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    const uint32_t given = scorer->table->schema->given;
    if (!sl_twins_named(scorer, left) || !sl_twins_named(scorer, right)) {
        return false;
    }
    const struct common common = find_common(scorer, left, right);
    if (are_crossed(scorer, left, right) || are_crossed(scorer, right, left)) {
        return false;
    }
    const uint32_t names = common.surname ? ANY : SAME;
    const bool are_named_apart =
        !agree(scorer, given, left, right, names) || have_two_names(scorer, left, right);
    return common.birth && common.place && are_named_apart &&
           !sl_twins_identified(scorer, left, right);
}

bool sl_twins_related(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    const struct common common = find_common(scorer, left, right);
    return common.birth && (common.place || common.surname);
}

bool sl_twins_born(
    const struct sl_scorer *scorer, const struct sl_person_values *entity, uint32_t record
)
{
    const struct sl_table *table = scorer->table;
    const uint32_t *row = sl_table_row(table, record);
    for (unsigned field = 0; field < table->field_count; field++) {
        const struct sl_held_list *held = &entity->fields[field];
        if (table->schema->fields[field].kind != SL_KIND_DOB || row[field] == SL_CODE_MISSING) {
            continue;
        }
        for (uint32_t at = 0; at < held->count; at++) {
            if (held->items[at].code == row[field]) {
                return true;
            }
        }
    }
    return false;
}
