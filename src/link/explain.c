/* SPDX-License-Identifier: Apache-2.0 */
#include "link/explain.h"

#include <math.h>

#include "base/arena.h"
#include "base/memory.h"
#include "link/twin.h"

/* The values of two records: far more than they take. */
#define PEOPLE_BYTES ((size_t)1 << 20)

/* The explanation and what it points to, in one piece of memory. */
struct explained {
    struct sl_explanation explanation;
    struct sl_explained_field fields[];
};

static const char *agreement_text(enum sl_family family, unsigned level)
{
    return level == SL_LEVEL_MISSING ? "not recorded in both" : sl_level_text(family, level);
}

static void explain_field(
    const struct sl_scorer *scorer,
    const struct sl_agreement *agreement,
    unsigned field,
    const uint32_t *codes[2],
    struct sl_explained_field *out
)
{
    const struct sl_domain *domain = sl_table_domain(scorer->table, field);
    const struct sl_field *described = &scorer->table->schema->fields[field];
    const unsigned level = agreement->level[field];
    *out = (struct sl_explained_field){
        .name = described->name,
        .kind = described->kind,
        .left = sl_domain_value(domain, codes[0][field]),
        .right = sl_domain_value(domain, codes[1][field]),
        .agrees = level != SL_LEVEL_ELSE && level != SL_LEVEL_MISSING,
        .agreement = agreement_text(domain->family, level),
        .weight_bits = agreement->bits[field],
    };
    if (level != SL_LEVEL_MISSING) {
        const uint32_t one = codes[0][field];
        const uint32_t two = codes[1][field];
        out->m_prob = exp2(sl_scorer_m_bits(scorer, field, one, two, level));
        out->u_prob = out->m_prob * exp2(-agreement->bits[field]);
    }
}

/* A rule that keeps the two apart, and what it is about. */
static void explain_rule(const struct sl_explaining *of, struct sl_explanation *explanation)
{
    const struct sl_table *table = of->scorer->table;
    explanation->rule = sl_rules_records(of->rules, table, of->left, of->right);
    if (explanation->rule == SL_RULE_SOURCE && table->sources != NULL) {
        explanation->rule_name = of->source_names->values[sl_table_source(table, of->left)];
    } else if (explanation->rule == SL_RULE_IDENTIFIER) {
        const uint32_t field = sl_rules_field(of->rules, table, of->left, of->right);
        explanation->rule_name = table->schema->fields[field].name;
    }
}

/* Where nothing else keeps the two apart: may they be twins? */
static enum sl_status explain_twins(
    const struct sl_explaining *of, struct sl_explanation *explanation, struct sl_error *err
)
{
    struct sl_person_values people[2];
    struct sl_arena arena SL_CLEANUP(sl_arena_finish) = { 0 };
    if (!of->strict_twins || explanation->rule != SL_RULE_NONE) {
        return SL_OK;
    }
    sl_arena_init(&arena, PEOPLE_BYTES);
    SL_TRY(sl_entity_of_record(&people[0], of->scorer, of->left, &arena, err));
    SL_TRY(sl_entity_of_record(&people[1], of->scorer, of->right, &arena, err));
    const bool twins = sl_twins_possible(of->scorer, &people[0], &people[1]) &&
                       !sl_twins_alike(of->scorer, &people[0], &people[1]);
    explanation->rule = twins ? SL_RULE_TWIN : SL_RULE_NONE;
    return SL_OK;
}

enum sl_status sl_explain_rows(
    const struct sl_explaining *of, struct sl_explanation **ret_explanation, struct sl_error *err
)
{
    const struct sl_scorer *scorer = of->scorer;
    const unsigned count = scorer->table->field_count;
    struct explained *explained =
        sl_calloc(1, sizeof(*explained) + count * sizeof(struct sl_explained_field));
    if (explained == NULL) {
        return sl_fail_memory(err);
    }
    const uint32_t *codes[2] = { sl_table_row(scorer->table, of->left),
                                 sl_table_row(scorer->table, of->right) };
    struct sl_agreement agreement;
    sl_scorer_compare(scorer, codes[0], codes[1], &agreement);
    for (unsigned field = 0; field < count; field++) {
        explain_field(scorer, &agreement, field, codes, &explained->fields[field]);
    }
    const struct sl_odds odds = sl_scorer_odds(scorer, &agreement);
    const double plain = odds.match_bits - log2(scorer->others + odds.related);
    const double weight = sl_scorer_weight(scorer, &agreement);
    explained->explanation = (struct sl_explanation){
        .left = of->left,
        .right = of->right,
        .prior_bits = sl_scorer_prior(scorer),
        .field_count = count,
        .fields = explained->fields,
        .names_swapped = agreement.swapped,
        .swap_bits = agreement.swapped ? -SL_SWAP_BITS : 0.0,
        .community_bits = -agreement.community_bits,
        .related_bits = -log2((scorer->others + odds.related) / scorer->others),
        .calibration_bits = weight - plain,
        .weight_bits = weight,
        .probability = sl_probability(weight),
        .threshold_bits = scorer->model->threshold_bits,
    };
    explain_rule(of, &explained->explanation);
    const enum sl_status status = explain_twins(of, &explained->explanation, err);
    if (status != SL_OK) {
        sl_free(explained);
        return status;
    }
    *ret_explanation = &explained->explanation;
    return SL_OK;
}

enum sl_status sl_linkage_explain(
    const struct sl_linkage *linkage,
    uint32_t left,
    uint32_t right,
    struct sl_explanation **ret_explanation,
    struct sl_error *err
)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_PREPARED || linkage->state == SL_LINKAGE_RUN);
    SL_ASSERT(left < linkage->table.record_count && right < linkage->table.record_count);
    const struct sl_explaining of = {
        .scorer = &linkage->scorer,
        .rules = &linkage->rules,
        .source_names = &linkage->table.source_names,
        .left = left,
        .right = right,
        .strict_twins = linkage->options.strict_twins,
    };
    return sl_explain_rows(&of, ret_explanation, err);
}

void sl_explanation_free(struct sl_explanation *explanation)
{
    sl_free(explanation);
}
