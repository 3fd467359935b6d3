/* SPDX-License-Identifier: Apache-2.0 */
#include "link/reference_impl.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* Mentions that hold a value which is listed: in fields whose dictionaries are large. */
#define LEAST_MENTIONS 2u

struct sl_reference_fields sl_reference_fields_of(const struct sl_schema *schema, unsigned domain)
{
    struct sl_reference_fields fields = { 0 };
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (schema->fields[field].domain == domain) {
            fields.items[fields.count++] = field;
        }
    }
    return fields;
}

void sl_reference_finish(struct sl_reference *reference)
{
    sl_arena_finish(&reference->arena);
    *reference = (struct sl_reference){ 0 };
}

/* Whole numbers: seven bits a byte, the lowest first, the high bit says that more follow. */
static void put_number(struct sl_buf *out, uint64_t number)
{
    for (; number >= 128; number >>= 7) {
        sl_buf_add_byte(out, (char)(unsigned char)((number & 127U) | 128U));
    }
    sl_buf_add_byte(out, (char)(unsigned char)number);
}

/* The lowest byte first. */
static void put_bits(struct sl_buf *out, uint64_t bits, unsigned bytes)
{
    for (unsigned at = 0; at < bytes; at++) {
        sl_buf_add_byte(out, (char)(unsigned char)(bits >> 8 * at & 255U));
    }
}

static void put_double(struct sl_buf *out, double number)
{
    uint64_t bits = 0;
    memcpy(&bits, &number, sizeof(bits));
    put_bits(out, bits, sizeof(bits));
}

static void put_float(struct sl_buf *out, float number)
{
    uint32_t bits = 0;
    memcpy(&bits, &number, sizeof(bits));
    put_bits(out, bits, sizeof(bits));
}

static void put_text(struct sl_buf *out, struct sl_str text)
{
    put_number(out, text.len);
    sl_buf_add(out, text);
}

/* In so many mentions must a value stand to be listed. */
static uint32_t least_mentions(enum sl_family family)
{
    switch (family) {
    case SL_FAMILY_NAME:
    case SL_FAMILY_DATE:
    case SL_FAMILY_POSTCODE:
    case SL_FAMILY_CATEGORY:
        return 1;
    case SL_FAMILY_TEXT:
    case SL_FAMILY_CODE:
    case SL_FAMILY_EMAIL:
    case SL_FAMILY_COUNT:
        break;
    }
    return LEAST_MENTIONS;
}

static bool is_listed(
    const struct sl_table *table,
    const struct sl_reference_fields *fields,
    uint32_t least,
    size_t code
)
{
    for (unsigned at = 0; at < fields->count; at++) {
        if (sl_table_usual(table, fields->items[at])[code] >= least) {
            return true;
        }
    }
    return false;
}

static size_t shared_bytes(struct sl_str one, struct sl_str two)
{
    size_t shared = 0;
    while (shared < one.len && shared < two.len && one.ptr[shared] == two.ptr[shared]) {
        shared++;
    }
    return shared;
}

/* How often a value stands in each field, and its lifts where it does. */
static void put_counts(
    const struct sl_table *table,
    const struct sl_community *community,
    const struct sl_reference_fields *fields,
    size_t code,
    struct sl_buf *out
)
{
    for (unsigned at = 0; at < fields->count; at++) {
        const unsigned field = fields->items[at];
        const uint32_t count = sl_table_usual(table, field)[code];
        put_number(out, count);
        if (count == 0 || community->class_count == 0 || community->lifts[field] == NULL) {
            continue;
        }
        for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
            put_float(out, community->lifts[field][code * SL_COMMUNITY_CLASSES + class]);
        }
    }
}

static void put_domain(
    const struct sl_table *table,
    const struct sl_community *community,
    unsigned number,
    struct sl_buf *out
)
{
    const struct sl_domain *domain = &table->domains[number];
    const struct sl_reference_fields fields = sl_reference_fields_of(table->schema, number);
    const uint32_t least = least_mentions(domain->family);
    put_number(out, domain->context.generic_count);
    for (size_t at = 0; at < domain->context.generic_count; at++) {
        put_text(out, domain->context.generic[at]);
    }
    uint64_t count = 0;
    for (uint32_t code = 1; code <= domain->dictionary.count; code++) {
        count += is_listed(table, &fields, least, code) ? 1 : 0;
    }
    put_number(out, count);
    struct sl_str last = SL_STR("");
    for (uint32_t code = 1; code <= domain->dictionary.count; code++) {
        if (is_listed(table, &fields, least, code)) {
            const struct sl_str value = sl_domain_value(domain, code);
            const size_t shared = shared_bytes(last, value);
            put_number(out, shared);
            put_text(out, (struct sl_str){ value.ptr + shared, value.len - shared });
            put_counts(table, community, &fields, code, out);
            last = value;
        }
    }
}

static void put_field(
    const struct sl_table *table,
    const struct sl_chance *chances,
    unsigned field,
    struct sl_buf *out
)
{
    put_number(out, chances[field].present_count);
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        put_double(out, chances[field].agreeing[level]);
    }
    put_number(out, table->date_order[field]);
}

enum sl_status sl_reference_print(
    const struct sl_table *table,
    const struct sl_chance *chances,
    const struct sl_community *community,
    struct sl_buf *out,
    struct sl_error *err
)
{
    const struct sl_schema *schema = table->schema;
    sl_buf_addf(out, "%s%u\n", SL_REFERENCE_HEADING, SL_REFERENCE_VERSION);
    put_number(out, schema->field_count);
    for (unsigned field = 0; field < schema->field_count; field++) {
        put_text(out, sl_str_from(sl_kind_name(schema->fields[field].kind)));
    }
    put_number(out, sl_table_usual_count(table));
    put_number(out, community->class_count);
    for (unsigned class = 0; class < community->class_count; class ++) {
        put_double(out, community->shares[class]);
    }
    for (unsigned field = 0; field < schema->field_count; field++) {
        put_field(table, chances, field, out);
    }
    for (unsigned domain = 0; domain < schema->domain_count; domain++) {
        put_domain(table, community, domain, out);
    }
    put_bits(out, sl_hash_str(sl_buf_str(out), SL_REFERENCE_HASH_SEED), SL_REFERENCE_HASH_BYTES);
    return sl_buf_status(out, err);
}

enum sl_status sl_reference_intern(
    const struct sl_reference *reference, struct sl_table *table, struct sl_error *err
)
{
    for (unsigned number = 0; number < table->schema->domain_count; number++) {
        const struct sl_reference_domain *domain = &reference->domains[number];
        struct sl_dictionary *dictionary = &table->domains[number].dictionary;
        for (uint32_t at = 0; at < domain->count; at++) {
            uint32_t value = 0;
            SL_TRY(sl_dictionary_add(dictionary, domain->values[at], &value, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_reference_settle(
    const struct sl_reference *reference, struct sl_table *table, struct sl_error *err
)
{
    const struct sl_schema *schema = table->schema;
    for (unsigned field = 0; field < schema->field_count; field++) {
        const struct sl_reference_domain *domain =
            &reference->domains[schema->fields[field].domain];
        const size_t values = sl_table_domain(table, field)->dictionary.count;
        table->usual[field] = sl_calloc(values + 2, sizeof(uint32_t));
        if (table->usual[field] == NULL) {
            return sl_fail_memory(err);
        }
        for (uint32_t at = 0; at < domain->count; at++) {
            table->usual[field][domain->codes[at]] = reference->fields[field].counts[at];
        }
    }
    table->usual_count = reference->mention_count;
    for (unsigned number = 0; number < schema->domain_count; number++) {
        const struct sl_reference_domain *domain = &reference->domains[number];
        struct sl_compare_context *context = &table->domains[number].context;
        SL_TRY(sl_compare_context_restore(context, domain->generic, domain->generic_count, err));
        table->domains[number].context_given = true;
    }
    return SL_OK;
}

/* The lifts of one field: 1 for values that the reference does not have. */
static enum sl_status make_lifts(
    const struct sl_reference *reference,
    const struct sl_table *table,
    unsigned field,
    float **ret_lifts
)
{
    const struct sl_reference_domain *domain =
        &reference->domains[table->schema->fields[field].domain];
    const size_t values = sl_table_domain(table, field)->dictionary.count;
    const size_t cells = (values + 1) * SL_COMMUNITY_CLASSES;
    float *lifts = sl_alloc(cells, sizeof(*lifts));
    if (lifts == NULL) {
        return SL_NO_MEMORY;
    }
    for (size_t cell = 0; cell < cells; cell++) {
        lifts[cell] = 1.0F;
    }
    for (uint32_t at = 0; at < domain->count; at++) {
        memcpy(
            lifts + (size_t)domain->codes[at] * SL_COMMUNITY_CLASSES,
            reference->fields[field].lifts + (size_t)at * SL_COMMUNITY_CLASSES,
            SL_COMMUNITY_CLASSES * sizeof(*lifts)
        );
    }
    *ret_lifts = lifts;
    return SL_OK;
}

enum sl_status sl_reference_community(
    const struct sl_reference *reference,
    const struct sl_table *table,
    struct sl_community *community,
    struct sl_error *err
)
{
    *community = (struct sl_community){ .class_count = reference->class_count };
    memcpy(community->shares, reference->shares, sizeof(community->shares));
    for (unsigned field = 0; field < table->field_count; field++) {
        if (reference->fields[field].lifts != NULL &&
            make_lifts(reference, table, field, &community->lifts[field]) != SL_OK) {
            sl_community_finish(community);
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

void sl_reference_totals(
    const struct sl_reference *reference, unsigned field, struct sl_chance *chance
)
{
    chance->present_count = reference->fields[field].present_count;
    memcpy(chance->agreeing, reference->fields[field].agreeing, sizeof(chance->agreeing));
}
