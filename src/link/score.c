/* SPDX-License-Identifier: Apache-2.0 */
#include "link/score.h"

#include <math.h>

/* m below this is taken as this: no level is impossible. */

void sl_scorer_init(
    struct sl_scorer *scorer,
    const struct sl_table *table,
    const struct sl_model *model,
    const struct sl_chance *chances,
    const struct sl_community *community,
    bool two_sources
)
{
    *scorer = (struct sl_scorer){
        .table = table,
        .model = model,
        .chances = chances,
        .community = community,
    };
    const uint32_t all = sl_table_usual_count(table);
    const uint32_t others = two_sources ? table->source_count[1] : all - (all > 0 ? 1 : 0);
    scorer->others = fmax((double)others, 1.0);
    for (unsigned field = 0; field < table->field_count; field++) {
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            scorer->m_bits[field][level] = log2(fmax(model->m[field][level], SL_M_LEAST));
        }
    }
}

double sl_scorer_prior(const struct sl_scorer *scorer)
{
    return log2(scorer->model->match_rate / scorer->others);
}

/* Does an initial agree with a name? */
static bool
is_initial(const struct sl_domain *domain, uint32_t left, uint32_t right, unsigned level)
{
    return level == SL_LEVEL_LOOSE && domain->family == SL_FAMILY_NAME &&
           (sl_domain_value(domain, left).len == 1 || sl_domain_value(domain, right).len == 1);
}

double sl_scorer_m_bits(
    const struct sl_scorer *scorer, unsigned field, uint32_t left, uint32_t right, unsigned level
)
{
    const struct sl_domain *domain = sl_table_domain(scorer->table, field);
    return is_initial(domain, left, right, level) ? log2(SL_INITIAL_M)
                                                  : scorer->m_bits[field][level];
}

double sl_scorer_else(const struct sl_scorer *scorer, unsigned field)
{
    const double u_bits = scorer->chances[field].else_bits;
    return fmin(scorer->m_bits[field][SL_LEVEL_ELSE] + u_bits, 0.0);
}

double sl_scorer_field(
    const struct sl_scorer *scorer,
    unsigned field,
    uint32_t left,
    uint32_t right,
    unsigned *ret_level
)
{
    const struct sl_chance *chance = &scorer->chances[field];
    const unsigned level = sl_domain_level(sl_table_domain(scorer->table, field), left, right);
    *ret_level = level;
    if (level == SL_LEVEL_ELSE) {
        return sl_scorer_else(scorer, field);
    }
    return sl_scorer_m_bits(scorer, field, left, right, level) +
           (double)sl_chance_bits(chance, left, right, level);
}

void sl_agreement_swap(
    struct sl_agreement *agreement,
    const struct sl_schema *schema,
    const uint8_t levels[2],
    double crossed_bits
)
{
    const double swapped = crossed_bits - SL_SWAP_BITS;
    if (levels[0] == SL_LEVEL_MISSING && levels[1] == SL_LEVEL_MISSING) {
        return; /* nothing agrees crosswise: there is no other reading */
    }
    if (swapped > agreement->bits[schema->given] + agreement->bits[schema->surname]) {
        agreement->level[schema->given] = levels[0];
        agreement->level[schema->surname] = levels[1];
        agreement->bits[schema->given] = swapped / 2;
        agreement->bits[schema->surname] = swapped / 2;
        agreement->swapped = true;
    }
}

bool sl_level_crosses(unsigned level)
{
    return level == SL_LEVEL_EXACT || level == SL_LEVEL_CLOSE || level == SL_LEVEL_VARIANT;
}

double
sl_scorer_crossed(const struct sl_scorer *scorer, uint32_t left, uint32_t right, unsigned level)
{
    const uint32_t given = scorer->table->schema->given;
    const uint32_t surname = scorer->table->schema->surname;
    const double as_given = (double)sl_chance_bits(&scorer->chances[given], left, right, level);
    const double as_surname = (double)sl_chance_bits(&scorer->chances[surname], left, right, level);
    return scorer->m_bits[given][level] + fmin(as_given, as_surname);
}

/* Read one record's name against the other's other name. False when they clearly disagree. */
static bool
cross(const struct sl_scorer *scorer, uint32_t left, uint32_t right, uint8_t *level, double *bits)
{
    if (left == SL_CODE_MISSING || right == SL_CODE_MISSING) {
        *level = SL_LEVEL_MISSING;
        return true;
    }
    const uint32_t given = scorer->table->schema->given;
    *level = (uint8_t)sl_domain_level(sl_table_domain(scorer->table, given), left, right);
    if (!sl_level_crosses(*level)) {
        return false;
    }
    *bits += sl_scorer_crossed(scorer, left, right, *level);
    return true;
}

/* Given name against surname and surname against given name, when that says more. */
static void try_swapped(
    const struct sl_scorer *scorer,
    const uint32_t *left,
    const uint32_t *right,
    struct sl_agreement *agreement
)
{
    const uint32_t given = scorer->table->schema->given;
    const uint32_t surname = scorer->table->schema->surname;
    if (given == SL_FIELD_NONE || surname == SL_FIELD_NONE) {
        return;
    }
    uint8_t levels[2];
    double bits[2] = { 0.0, 0.0 };
    if (!cross(scorer, left[given], right[surname], &levels[0], &bits[0]) ||
        !cross(scorer, left[surname], right[given], &levels[1], &bits[1])) {
        return;
    }
    sl_agreement_swap(agreement, scorer->table->schema, levels, bits[0] + bits[1]);
}

void sl_scorer_compare(
    const struct sl_scorer *scorer,
    const uint32_t *left,
    const uint32_t *right,
    struct sl_agreement *ret_agreement
)
{
    *ret_agreement = (struct sl_agreement){ 0 };
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        unsigned level = SL_LEVEL_MISSING;
        ret_agreement->bits[field] = 0.0;
        if (left[field] != SL_CODE_MISSING && right[field] != SL_CODE_MISSING) {
            ret_agreement->bits[field] =
                sl_scorer_field(scorer, field, left[field], right[field], &level);
            const struct sl_domain *domain = sl_table_domain(scorer->table, field);
            ret_agreement->fixed |=
                is_initial(domain, left[field], right[field], level) ? 1U << field : 0;
        }
        ret_agreement->level[field] = (uint8_t)level;
    }
    try_swapped(scorer, left, right, ret_agreement);
    const uint32_t agreed = sl_agreement_fields(ret_agreement, scorer->table->schema);
    ret_agreement->community_bits = sl_community_bits(scorer->community, left, right, agreed);
}

uint32_t sl_agreement_fields(const struct sl_agreement *agreement, const struct sl_schema *schema)
{
    uint32_t fields = 0;
    for (unsigned field = 0; field < schema->field_count; field++) {
        fields |= agreement->level[field] < SL_LEVEL_ELSE ? 1U << field : 0;
    }
    if (agreement->swapped) {
        const uint32_t names = 1U << schema->given | 1U << schema->surname;
        fields = (fields & names) == names ? fields : fields & ~names;
    }
    return fields;
}

struct sl_odds sl_scorer_odds(const struct sl_scorer *scorer, const struct sl_agreement *agreement)
{
    const struct sl_model *model = scorer->model;
    double ratios[SL_FIELD_LIMIT] = { 0 };
    const double *bits = agreement->bits;
    struct sl_odds odds = { .match_bits = log2(model->match_rate) - agreement->community_bits };
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        odds.match_bits += bits[field];
        ratios[field] = exp2(bits[field]);
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        double shared = model->relations[index].rate;
        for (uint32_t left = model->relations[index].fields; left != 0; left &= left - 1) {
            shared *= ratios[__builtin_ctz(left)];
        }
        odds.relations[index] = shared;
        odds.related += shared;
    }
    return odds;
}

double sl_scorer_weight(const struct sl_scorer *scorer, const struct sl_agreement *agreement)
{
    const struct sl_odds odds = sl_scorer_odds(scorer, agreement);
    const double plain = odds.match_bits - log2(scorer->others + odds.related);
    return sl_calibration_apply(&scorer->model->calibration, plain);
}

double sl_scorer_pair(const struct sl_scorer *scorer, uint32_t left, uint32_t right)
{
    struct sl_agreement agreement;
    const struct sl_table *table = scorer->table;
    sl_scorer_compare(scorer, sl_table_row(table, left), sl_table_row(table, right), &agreement);
    return sl_scorer_weight(scorer, &agreement);
}

double sl_probability(double weight_bits)
{
    return 1.0 / (1.0 + exp2(-weight_bits));
}
