/* SPDX-License-Identifier: Apache-2.0 */
#include "link/entity.h"

#include <math.h>
#include <string.h>

/* Pairs of distinct values that are compared with all of both in view. */
#define MATRIX_LIMIT 1024u
/* Most entities have so few. */
#define FEW_CELLS  32u
#define INSISTENCE 0.5

static struct sl_source_set one_source(unsigned source)
{
    struct sl_source_set set = { { 0 } };
    if (source < SL_SOURCE_LIMIT) {
        set.words[source / 64] = (uint64_t)1 << source % 64;
    }
    return set;
}

static struct sl_source_set
all_sources(const struct sl_source_set *left, const struct sl_source_set *right)
{
    struct sl_source_set set;
    for (unsigned word = 0; word < SL_SOURCE_WORDS; word++) {
        set.words[word] = left->words[word] | right->words[word];
    }
    return set;
}

enum sl_status sl_entity_of_record(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    uint32_t record,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const struct sl_table *table = scorer->table;
    const uint32_t *row = sl_table_row(table, record);
    struct sl_held_list *fields = sl_arena_alloc(arena, table->field_count, sizeof(*fields));
    struct sl_held *held = sl_arena_alloc(arena, table->field_count, sizeof(*held));
    if (fields == NULL || held == NULL) {
        return sl_fail_memory(err);
    }
    for (unsigned field = 0; field < table->field_count; field++) {
        const uint32_t present = row[field] == SL_CODE_MISSING ? 0 : 1;
        held[field] = (struct sl_held){ row[field], 1 };
        fields[field] = (struct sl_held_list){ &held[field], present, present, present };
    }
    *entity = (struct sl_person_values){
        .record_count = 1,
        .row_count = 1,
        .first_record = record,
        .sources = one_source(sl_table_source(table, record)),
        .fields = fields,
    };
    return SL_OK;
}

/* Merge two ascending lists. */
static enum sl_status join_lists(
    struct sl_held_list *out,
    const struct sl_held_list *left,
    const struct sl_held_list *right,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    struct sl_held *items =
        sl_arena_alloc(arena, (size_t)left->count + right->count, sizeof(*items));
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    uint32_t one = 0;
    uint32_t two = 0;
    uint32_t count = 0;
    while (one < left->count || two < right->count) {
        const uint32_t low = one < left->count ? left->items[one].code : UINT32_MAX;
        const uint32_t high = two < right->count ? right->items[two].code : UINT32_MAX;
        struct sl_held held = { low < high ? low : high, 0 };
        held.count += low == held.code ? left->items[one++].count : 0;
        held.count += high == held.code ? right->items[two++].count : 0;
        items[count++] = held;
    }
    *out = (struct sl_held_list
    ){ items, count, left->total + right->total, left->holders + right->holders };
    return SL_OK;
}

enum sl_status sl_entity_join(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const struct sl_table *table = scorer->table;
    struct sl_held_list *fields = sl_arena_alloc(arena, table->field_count, sizeof(*fields));
    if (fields == NULL) {
        return sl_fail_memory(err);
    }
    for (unsigned field = 0; field < table->field_count; field++) {
        unsigned other = field;
        if (right->names_turned && field == table->schema->given) {
            other = table->schema->surname;
        } else if (right->names_turned && field == table->schema->surname) {
            other = table->schema->given;
        }
        SL_TRY(join_lists(&fields[field], &left->fields[field], &right->fields[other], arena, err));
    }
    const uint32_t first =
        left->first_record < right->first_record ? left->first_record : right->first_record;
    *entity = (struct sl_person_values){
        .record_count = left->record_count + right->record_count,
        .row_count = left->row_count + right->row_count,
        .first_record = first,
        .sources = all_sources(&left->sources, &right->sources),
        .fields = fields,
    };
    return SL_OK;
}

enum sl_status sl_entity_merge(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    bool swapped,
    struct sl_arena *arena
)
{
    const bool turn =
        right->record_count > left->record_count ||
        (right->record_count == left->record_count && right->first_record < left->first_record);
    struct sl_person_values smaller = turn ? *left : *right;
    smaller.names_turned = swapped;
    return sl_entity_join(entity, scorer, turn ? right : left, &smaller, arena, NULL);
}

/* The rows of a mention are one record, which holds each of its values once. */
static void count_once(struct sl_person_values *mention, unsigned field_count)
{
    mention->record_count = 1;
    for (unsigned field = 0; field < field_count; field++) {
        struct sl_held_list *list = &mention->fields[field];
        for (uint32_t at = 0; at < list->count; at++) {
            list->items[at].count = 1;
        }
        list->total = list->count;
        list->holders = list->count > 0 ? 1 : 0;
    }
}

/* The entity of a record and those of its mention that come after it in the chain. */
static enum sl_status of_mention(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    uint32_t first,
    const uint32_t *next,
    struct sl_arena *arena
)
{
    SL_TRY(sl_entity_of_record(entity, scorer, first, arena, NULL));
    for (uint32_t record = next[first]; record != UINT32_MAX; record = next[record]) {
        if (sl_table_one_mention(scorer->table, first, record)) {
            struct sl_person_values row;
            const struct sl_person_values before = *entity;
            SL_TRY(sl_entity_of_record(&row, scorer, record, arena, NULL));
            SL_TRY(sl_entity_join(entity, scorer, &before, &row, arena, NULL));
        }
    }
    if (entity->row_count > 1) {
        count_once(entity, scorer->table->field_count);
    }
    return SL_OK;
}

enum sl_status sl_entity_of_group(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    uint32_t first,
    const uint32_t *next,
    struct sl_arena *arena
)
{
    SL_TRY(of_mention(entity, scorer, first, next, arena));
    for (uint32_t record = next[first]; record != UINT32_MAX; record = next[record]) {
        if (sl_table_first(scorer->table, record)) {
            struct sl_person_values mention;
            const struct sl_person_values before = *entity;
            SL_TRY(of_mention(&mention, scorer, record, next, arena));
            SL_TRY(sl_entity_join(entity, scorer, &before, &mention, arena, NULL));
        }
    }
    return SL_OK;
}

/* Two entities' values of one field, and the levels at which they agree. */
struct meeting {
    const struct sl_scorer *scorer;
    unsigned field;
    const struct sl_held_list *left, *right;
    double strange;  /* share of one person's records that are in neither of the two */
    uint8_t *levels; /* of each pair of values; NULL when there are too many */
};

/*
 * -log2 u of a value's agreement at a level, the records of both entities not counted: that they
 * share a value with themselves says nothing about strangers.
 */
static double
chance_without(const struct meeting *meeting, uint32_t code, unsigned level, double own)
{
    const struct sl_chance *chance = &meeting->scorer->chances[meeting->field];
    const double count = (double)chance->counts[(size_t)code * SL_LEVEL_ELSE + level];
    return (double)sl_chance_bits_of(chance, level, count - own, meeting->strange);
}

/* How many records of the other list agree with this one's value at a level. */
static double agreeing(const struct meeting *meeting, bool of_left, uint32_t at, unsigned level)
{
    const struct sl_held_list *others = of_left ? meeting->right : meeting->left;
    double sum = 0.0;
    for (uint32_t other = 0; other < others->count; other++) {
        const uint32_t cell =
            of_left ? at * meeting->right->count + other : other * meeting->right->count + at;
        sum += meeting->levels[cell] == level ? (double)others->items[other].count : 0.0;
    }
    const struct sl_held_list *own = of_left ? meeting->left : meeting->right;
    return level == SL_LEVEL_EXACT ? sum + (double)own->items[at].count - 1.0 : sum;
}

/* The bits of one value of each. */
static double compare_values(const struct meeting *meeting, uint32_t one, uint32_t two)
{
    const struct sl_scorer *scorer = meeting->scorer;
    const unsigned level = meeting->levels[one * meeting->right->count + two];
    const uint32_t left = meeting->left->items[one].code;
    const uint32_t right = meeting->right->items[two].code;
    if (level == SL_LEVEL_ELSE) {
        return sl_scorer_else(scorer, meeting->field);
    }
    const double by_left =
        chance_without(meeting, left, level, agreeing(meeting, true, one, level));
    const double by_right =
        chance_without(meeting, right, level, agreeing(meeting, false, two, level));
    return sl_scorer_m_bits(scorer, meeting->field, left, right, level) + fmin(by_left, by_right);
}

/* The mean ratio m/u over all pairs of values, in bits. */
static double compare_lists(const struct meeting *meeting)
{
    const struct sl_scorer *scorer = meeting->scorer;
    const unsigned field = meeting->field;
    const struct sl_held_list *left = meeting->left;
    const struct sl_held_list *right = meeting->right;
    const struct sl_domain *domain = sl_table_domain(scorer->table, field);
    for (uint32_t one = 0; meeting->levels != NULL && one < left->count; one++) {
        for (uint32_t two = 0; two < right->count; two++) {
            meeting->levels[one * right->count + two] =
                (uint8_t)sl_domain_level(domain, left->items[one].code, right->items[two].code);
        }
    }
    double sum = 0.0;
    for (uint32_t one = 0; one < left->count; one++) {
        for (uint32_t two = 0; two < right->count; two++) {
            unsigned level = 0;
            const double bits =
                meeting->levels != NULL
                    ? compare_values(meeting, one, two)
                    : sl_scorer_field(
                          scorer, field, left->items[one].code, right->items[two].code, &level
                      );
            const double pairs = (double)left->items[one].count * (double)right->items[two].count;
            sum += pairs * exp2(bits);
        }
    }
    return log2(sum / ((double)left->total * (double)right->total));
}

/*
 * With room for many levels. A function of its own: filling that room with zeros takes longer than
 * most comparisons.
 */
static __attribute__((noinline)) double compare_many(struct meeting *meeting)
{
    uint8_t levels[MATRIX_LIMIT];
    memset(levels, 0, (size_t)meeting->left->count * meeting->right->count);
    meeting->levels = levels;
    const double bits = compare_lists(meeting);
    meeting->levels = NULL;
    return bits;
}

/* One value against one is what the pair says. */
static double compare_field(
    const struct sl_scorer *scorer,
    unsigned field,
    const struct sl_held_list *left,
    const struct sl_held_list *right,
    double strange
)
{
    if (left->total == 1 && right->total == 1) {
        unsigned level = 0;
        return sl_scorer_field(scorer, field, left->items[0].code, right->items[0].code, &level);
    }
    struct meeting meeting = { scorer, field, left, right, strange, NULL };
    const size_t cells = (size_t)left->count * right->count;
    if (cells > FEW_CELLS) {
        return cells > MATRIX_LIMIT ? compare_lists(&meeting) : compare_many(&meeting);
    }
    uint8_t levels[FEW_CELLS] = { 0 };
    meeting.levels = levels;
    return compare_lists(&meeting);
}

/*
 * Two people's records disagree every time, one person's now and then: what speaks against counts
 * half as much again for each doubling of the records that say so on both sides. Half, because
 * one person's errors are copied from record to record, too.
 */
static double insistence(const struct sl_held_list *left, const struct sl_held_list *right)
{
    const uint32_t fewer = left->holders < right->holders ? left->holders : right->holders;
    return 1.0 + INSISTENCE * log2((double)fewer);
}

/* The same for names of which one stands in the other's field; false when nothing agrees. */
static bool compare_crossed(
    const struct sl_scorer *scorer,
    const struct sl_held_list *left,
    const struct sl_held_list *right,
    double *bits
)
{
    const struct sl_domain *domain = sl_table_domain(scorer->table, scorer->table->schema->given);
    double sum = 0.0;
    for (uint32_t one = 0; one < left->count; one++) {
        for (uint32_t two = 0; two < right->count; two++) {
            const uint32_t a = left->items[one].code;
            const uint32_t b = right->items[two].code;
            const unsigned level = sl_domain_level(domain, a, b);
            if (sl_level_crosses(level)) {
                const double pairs =
                    (double)left->items[one].count * (double)right->items[two].count;
                sum += pairs * exp2(sl_scorer_crossed(scorer, a, b, level));
            }
        }
    }
    if (left->total > 0 && right->total > 0) {
        *bits += log2(sum / ((double)left->total * (double)right->total));
        return sum > 0.0;
    }
    return true;
}

static void try_swapped(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    struct sl_agreement *agreement
)
{
    const uint32_t given = scorer->table->schema->given;
    const uint32_t surname = scorer->table->schema->surname;
    if (given == SL_FIELD_NONE || surname == SL_FIELD_NONE) {
        return;
    }
    const bool first = left->fields[given].total > 0 && right->fields[surname].total > 0;
    const bool second = left->fields[surname].total > 0 && right->fields[given].total > 0;
    if (!first && !second) {
        return; /* nothing agrees crosswise: there is no other reading */
    }
    double bits = -SL_SWAP_BITS;
    if (compare_crossed(scorer, &left->fields[given], &right->fields[surname], &bits) &&
        compare_crossed(scorer, &left->fields[surname], &right->fields[given], &bits) &&
        bits > agreement->bits[given] + agreement->bits[surname]) {
        agreement->bits[given] = bits / 2;
        agreement->bits[surname] = bits / 2;
        agreement->swapped = true;
    }
}

/* The value that most of the entity's records hold; the lowest of equals. */
static uint32_t commonest(const struct sl_held_list *list)
{
    uint32_t best = 0;
    for (uint32_t at = 1; at < list->count; at++) {
        best = list->items[at].count > list->items[best].count ? at : best;
    }
    return list->total == 0 ? SL_CODE_MISSING : list->items[best].code;
}

/* Names that go together, by the commonest values of both. */
static double community_bits(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    const struct sl_agreement *agreement
)
{
    uint32_t one[SL_FIELD_LIMIT];
    uint32_t two[SL_FIELD_LIMIT];
    uint32_t agreed = 0;
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        one[field] = commonest(&left->fields[field]);
        two[field] = commonest(&right->fields[field]);
        agreed |= agreement->bits[field] > 0.0 ? 1U << field : 0;
    }
    return sl_community_bits(scorer->community, one, two, agreed);
}

void sl_entity_compare(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    struct sl_agreement *ret_agreement
)
{
    if (left->row_count == 1 && right->row_count == 1) {
        const struct sl_table *table = scorer->table;
        const uint32_t *one = sl_table_row(table, left->first_record);
        sl_scorer_compare(scorer, one, sl_table_row(table, right->first_record), ret_agreement);
        return;
    }
    const double known = (double)left->record_count + (double)right->record_count - 2.0;
    const double strange = fmax(1.0 - known / scorer->model->match_rate, 0.0);
    ret_agreement->swapped = false;
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        const struct sl_held_list *one = &left->fields[field];
        const struct sl_held_list *two = &right->fields[field];
        const bool present = one->total > 0 && two->total > 0;
        const double bits = present ? compare_field(scorer, field, one, two, strange) : 0.0;
        ret_agreement->bits[field] = bits < 0.0 ? bits * insistence(one, two) : bits;
        ret_agreement->level[field] = present ? SL_LEVEL_ELSE : SL_LEVEL_MISSING;
    }
    try_swapped(scorer, left, right, ret_agreement);
    ret_agreement->community_bits = community_bits(scorer, left, right, ret_agreement);
}

/* The fields of a pair that speak for or against twins. */
struct twin_signs {
    bool given_differs, surname, birth, place, personal;
};

static void see_sign(struct twin_signs *signs, const struct sl_field *field, double bits)
{
    const bool agrees = bits > 0.0;
    switch (field->kind) {
    case SL_KIND_GIVEN_NAME:
        signs->given_differs = signs->given_differs || bits < 0.0;
        signs->personal = signs->personal || agrees;
        break;
    case SL_KIND_SURNAME:
        signs->surname = signs->surname || agrees;
        break;
    case SL_KIND_DOB:
        signs->birth = signs->birth || agrees;
        break;
    case SL_KIND_POSTCODE:
    case SL_KIND_ADDRESS:
    case SL_KIND_PHONE:
        signs->place = signs->place || agrees;
        break;
    case SL_KIND_EMAIL:
    case SL_KIND_IDENTIFIER:
    case SL_KIND_NHS_NUMBER:
        signs->personal = signs->personal || agrees;
        break;
    case SL_KIND_FULL_NAME:
    case SL_KIND_DAY:
    case SL_KIND_MONTH:
    case SL_KIND_YEAR:
    case SL_KIND_SEX:
    case SL_KIND_HOUSE_NUMBER:
    case SL_KIND_TOWN:
    case SL_KIND_CATEGORY:
    case SL_KIND_TEXT:
    case SL_KIND_COUNT:
        break;
    }
}

/* The odds of people who share surname and date of birth, over those of one person, in bits. */
static double twin_bits(const struct sl_scorer *scorer, const struct sl_agreement *agreement)
{
    const struct sl_odds odds = sl_scorer_odds(scorer, agreement);
    double twins = 0.0;
    for (unsigned index = 0; index < scorer->model->relation_count; index++) {
        const uint32_t fields = scorer->model->relations[index].fields;
        const bool born = (fields & scorer->model->birth_fields) != 0;
        twins += born ? odds.relations[index] : 0.0;
    }
    return twins <= 0.0 ? -(double)INFINITY : log2(twins) - odds.match_bits;
}

bool sl_entity_twins(const struct sl_scorer *scorer, const struct sl_agreement *agreement)
{
    struct twin_signs signs = { 0 };
    if (agreement->swapped) {
        return false;
    }
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        see_sign(&signs, &scorer->table->schema->fields[field], agreement->bits[field]);
    }
    return signs.given_differs && signs.surname && signs.birth && signs.place && !signs.personal &&
           twin_bits(scorer, agreement) > 0.0;
}
