/* SPDX-License-Identifier: Apache-2.0 */
#include "link/rule.h"

#include "base/array.h"
#include "base/memory.h"
#include "base/sort.h"
#include "record/nhs_number.h"

/* The field that is a column; SL_FIELD_NONE when the column is none alone. */
static uint32_t field_of(const struct sl_schema *schema, unsigned column)
{
    for (uint32_t field = 0; field < schema->field_count; field++) {
        const struct sl_field *here = &schema->fields[field];
        if (here->column_count == 1 && here->columns[0] == column) {
            return field;
        }
    }
    return SL_FIELD_NONE;
}

enum sl_status sl_rules_init(
    struct sl_rules *rules,
    const struct sl_schema *schema,
    const struct sl_linkage_options *options,
    struct sl_error *err
)
{
    *rules = (struct sl_rules){ .distinct_in_source = options->distinct_in_source };
    for (unsigned column = 0; column < SL_COLUMN_LIMIT; column++) {
        if ((options->never_differ >> column & 1) == 0) {
            continue;
        }
        const uint32_t field = field_of(schema, column);
        const bool fits =
            field != SL_FIELD_NONE && (schema->fields[field].kind == SL_KIND_IDENTIFIER ||
                                       schema->fields[field].kind == SL_KIND_NHS_NUMBER);
        if (!fits) {
            sl_fail(err, SL_INVALID, "only identifiers can be told never to differ");
            sl_fail_hint(err, "They are columns of the kinds identifier and nhs_number.");
            return SL_INVALID;
        }
        rules->never_differ |= 1U << field;
    }
    return SL_OK;
}

/* Does a value count? A slip in an NHS number does not make another person. */
static bool is_valid(const struct sl_table *table, unsigned field, uint32_t code)
{
    if (code == SL_CODE_MISSING) {
        return false;
    }
    return table->schema->fields[field].kind != SL_KIND_NHS_NUMBER ||
           sl_nhs_number_valid(sl_domain_value(sl_table_domain(table, field), code));
}

static bool
differ(const struct sl_table *table, unsigned field, uint32_t left_code, uint32_t right_code)
{
    return left_code != right_code && is_valid(table, field, left_code) &&
           is_valid(table, field, right_code);
}

uint32_t sl_rules_field(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t left, uint32_t right
)
{
    const uint32_t *one = sl_table_row(table, left);
    const uint32_t *two = sl_table_row(table, right);
    for (uint32_t rest = rules->never_differ; rest != 0; rest &= rest - 1) {
        const uint32_t field = (uint32_t)__builtin_ctz(rest);
        if (differ(table, field, one[field], two[field])) {
            return field;
        }
    }
    return SL_FIELD_NONE;
}

enum sl_rule sl_rules_records(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t left, uint32_t right
)
{
    const unsigned source = sl_table_source(table, left);
    if (rules->distinct_in_source && source != SL_SOURCE_NONE &&
        source == sl_table_source(table, right)) {
        return SL_RULE_SOURCE;
    }
    const bool one_person = sl_rules_field(rules, table, left, right) == SL_FIELD_NONE;
    return one_person ? SL_RULE_NONE : SL_RULE_IDENTIFIER;
}

/* The valid value of an entity's field: there is at most one, for the rule has held so far. */
static uint32_t
valid_code(const struct sl_table *table, unsigned field, const struct sl_held_list *list)
{
    for (uint32_t at = 0; at < list->count; at++) {
        if (is_valid(table, field, list->items[at].code)) {
            return list->items[at].code;
        }
    }
    return SL_CODE_MISSING;
}

enum sl_rule sl_rules_entities(
    const struct sl_rules *rules,
    const struct sl_table *table,
    const struct sl_entity *left,
    const struct sl_entity *right
)
{
    uint64_t shared = 0;
    for (unsigned word = 0; word < SL_SOURCE_WORDS && rules->distinct_in_source; word++) {
        shared |= left->sources.words[word] & right->sources.words[word];
    }
    if (shared != 0) {
        return SL_RULE_SOURCE;
    }
    for (uint32_t rest = rules->never_differ; rest != 0; rest &= rest - 1) {
        const uint32_t field = (uint32_t)__builtin_ctz(rest);
        const uint32_t one = valid_code(table, field, &left->fields[field]);
        const uint32_t two = valid_code(table, field, &right->fields[field]);
        if (one != SL_CODE_MISSING && two != SL_CODE_MISSING && one != two) {
            return SL_RULE_IDENTIFIER;
        }
    }
    return SL_RULE_NONE;
}

void sl_aparts_finish(struct sl_aparts *aparts)
{
    sl_free(aparts->items);
    *aparts = (struct sl_aparts){ 0 };
}

enum sl_status sl_aparts_add(struct sl_aparts *aparts, struct sl_apart apart, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        &aparts->items, &aparts->capacity, aparts->count + 1, sizeof(*aparts->items), err
    ));
    aparts->items[aparts->count++] = apart;
    return SL_OK;
}

enum sl_status sl_aparts_split(
    struct sl_aparts *aparts,
    struct sl_edges *edges,
    const struct sl_rules *rules,
    const struct sl_table *table,
    struct sl_error *err
)
{
    size_t kept = 0;
    if (!rules->distinct_in_source && rules->never_differ == 0) {
        return SL_OK;
    }
    for (size_t at = 0; at < edges->count; at++) {
        const struct sl_edge edge = edges->items[at];
        const enum sl_rule rule = sl_rules_records(rules, table, edge.left, edge.right);
        if (rule == SL_RULE_NONE) {
            edges->items[kept++] = edge;
        } else {
            const struct sl_apart apart = { edge.left, edge.right, edge.bits, rule };
            SL_TRY(sl_aparts_add(aparts, apart, err));
        }
    }
    edges->count = kept;
    return SL_OK;
}

enum sl_status sl_aparts_count(
    const struct sl_aparts *aparts,
    const uint32_t *clusters,
    double least_bits,
    uint64_t ret_counts[SL_RULE_COUNT],
    struct sl_error *err
)
{
    uint64_t *pairs SL_CLEANUP(sl_free_ptr) = sl_alloc(aparts->count + 1, sizeof(*pairs));
    if (pairs == NULL) {
        return sl_fail_memory(err);
    }
    for (unsigned rule = 0; rule < SL_RULE_COUNT; rule++) {
        size_t count = 0;
        for (size_t at = 0; at < aparts->count; at++) {
            const struct sl_apart *apart = &aparts->items[at];
            const uint64_t one = clusters[apart->left];
            const uint64_t two = clusters[apart->right];
            if (apart->rule == rule && (double)apart->bits >= least_bits && one != two) {
                pairs[count++] = one < two ? one << 32 | two : two << 32 | one;
            }
        }
        SL_TRY(sl_sort_u64(pairs, count, err));
        ret_counts[rule] = 0;
        for (size_t at = 0; at < count; at++) {
            ret_counts[rule] += at == 0 || pairs[at] != pairs[at - 1] ? 1 : 0;
        }
    }
    return SL_OK;
}
