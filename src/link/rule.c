/* SPDX-License-Identifier: Apache-2.0 */
#include "link/rule.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/sort.h"
#include "record/nhs_number.h"

/* A date in normal form is yyyymmdd, with zeros for what is not known. */
#define DATE_DIGITS 8u
#define YEAR_DIGITS 4u
#define NO_YEAR     0

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
    rules->birth = SL_FIELD_NONE;
    for (uint32_t field = schema->field_count; field-- > 0;) {
        rules->birth = schema->fields[field].kind == SL_KIND_DOB ? field : rules->birth;
    }
    if (options->apart_birth_years > SL_BIRTH_YEARS_LIMIT) {
        return sl_fail(err, SL_INVALID, "no two births are that many years apart");
    }
    rules->birth_years = rules->birth == SL_FIELD_NONE ? 0 : options->apart_birth_years;
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

/* The year of a whole date; NO_YEAR when a part of it is missing. Dates are eight digits. */
static int year_of(const struct sl_table *table, unsigned field, uint32_t code)
{
    if (code == SL_CODE_MISSING) {
        return NO_YEAR;
    }
    const struct sl_str date = sl_domain_value(sl_table_domain(table, field), code);
    int year = 0;
    for (size_t at = 0; at < date.len && at < YEAR_DIGITS; at++) {
        year = year * 10 + (date.ptr[at] - '0');
    }
    const bool whole = date.len == DATE_DIGITS && year > 0 &&
                       memcmp(date.ptr + YEAR_DIGITS, "00", 2) != 0 &&
                       memcmp(date.ptr + YEAR_DIGITS + 2, "00", 2) != 0;
    return whole ? year : NO_YEAR;
}

bool sl_rules_birth(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t record, int *ret_year
)
{
    *ret_year = year_of(table, rules->birth, sl_table_row(table, record)[rules->birth]);
    return *ret_year != NO_YEAR;
}

static bool births_apart(
    const struct sl_rules *rules, const struct sl_table *table, uint32_t left, uint32_t right
)
{
    if (rules->birth_years == 0) {
        return false;
    }
    const int one = year_of(table, rules->birth, sl_table_row(table, left)[rules->birth]);
    const int two = year_of(table, rules->birth, sl_table_row(table, right)[rules->birth]);
    return one != NO_YEAR && two != NO_YEAR && abs(one - two) >= (int)rules->birth_years;
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
    if (sl_rules_field(rules, table, left, right) != SL_FIELD_NONE) {
        return SL_RULE_IDENTIFIER;
    }
    return births_apart(rules, table, left, right) ? SL_RULE_BIRTH : SL_RULE_NONE;
}

enum sl_rule_meeting sl_rules_meet(
    const struct sl_table *table,
    unsigned field,
    const struct sl_held_list *left,
    const struct sl_held_list *right
)
{
    bool differs = false;
    for (uint32_t one = 0; one < left->count; one++) {
        const uint32_t code = left->items[one].code;
        for (uint32_t two = 0; two < right->count && is_valid(table, field, code); two++) {
            if (right->items[two].code == code) {
                return SL_RULE_SHARE;
            }
            differs = differs || is_valid(table, field, right->items[two].code);
        }
    }
    return differs ? SL_RULE_DIFFER : SL_RULE_SILENT;
}

/* The first and the last year of an entity's whole dates; false when it has none. */
static bool find_years(
    const struct sl_table *table, unsigned field, const struct sl_held_list *list, int ret_years[2]
)
{
    ret_years[0] = INT_MAX;
    ret_years[1] = INT_MIN;
    for (uint32_t at = 0; at < list->count; at++) {
        const int year = year_of(table, field, list->items[at].code);
        if (year != NO_YEAR) {
            ret_years[0] = year < ret_years[0] ? year : ret_years[0];
            ret_years[1] = year > ret_years[1] ? year : ret_years[1];
        }
    }
    return ret_years[0] <= ret_years[1];
}

bool sl_rules_born_by(
    const struct sl_rules *rules,
    const struct sl_table *table,
    const struct sl_person_values *entity,
    int latest
)
{
    int years[2];
    return rules->birth_years == 0 ||
           !find_years(table, rules->birth, &entity->fields[rules->birth], years) ||
           years[0] <= latest;
}

/* Are some of these years near enough to some of those to be of one person? */
static bool years_meet(const struct sl_rules *rules, const int one[2], const int two[2])
{
    const int most = (int)rules->birth_years;
    const int low = one[0] < two[0] ? one[0] : two[0];
    const int high = one[1] > two[1] ? one[1] : two[1];
    if (high - low < most) {
        return true;
    }
    const bool broken = one[1] - one[0] >= most || two[1] - two[0] >= most;
    const int gap = two[0] > one[1] ? two[0] - one[1] : one[0] - two[1];
    return broken && gap < most;
}

enum sl_rule sl_rules_entities(
    const struct sl_rules *rules,
    const struct sl_table *table,
    const struct sl_person_values *left,
    const struct sl_person_values *right
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
        if (sl_rules_meet(table, field, &left->fields[field], &right->fields[field]) ==
            SL_RULE_DIFFER) {
            return SL_RULE_IDENTIFIER;
        }
    }
    int one[2];
    int two[2];
    if (rules->birth_years > 0 &&
        find_years(table, rules->birth, &left->fields[rules->birth], one) &&
        find_years(table, rules->birth, &right->fields[rules->birth], two) &&
        !years_meet(rules, one, two)) {
        return SL_RULE_BIRTH;
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
    if (!rules->distinct_in_source && rules->never_differ == 0 && rules->birth_years == 0) {
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
