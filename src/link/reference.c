/* SPDX-License-Identifier: Apache-2.0 */
#include "link/reference.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* The first line says what the bytes are; the last eight bytes are a hash of all before. */
#define HEADING    "sightline linkage reference "
#define VERSION    1u
#define HASH_SEED  UINT64_C(0x7265666572656e63)
#define HASH_BYTES 8u

#define ARENA_BYTES (SIZE_MAX / 2)
/* More generic words than any dictionary has. */
#define GENERIC_LIMIT 100000u
/* Mentions that hold a value which is listed: in fields whose dictionaries are large. */
#define LEAST_MENTIONS 2u
#define LIFT_MOST      1e6
#define AGREEING_MOST  1e30
#define SHARES_SLACK   1e-6

/* Fields of a domain, in their order. */
struct fields_of {
    unsigned count;
    unsigned items[SL_FIELD_LIMIT];
};

static struct fields_of find_fields(const struct sl_schema *schema, unsigned domain)
{
    struct fields_of fields = { 0 };
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

static bool
is_listed(const struct sl_table *table, const struct fields_of *fields, uint32_t least, size_t code)
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
    const struct fields_of *fields,
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
    const struct fields_of fields = find_fields(table->schema, number);
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
    sl_buf_addf(out, "%s%u\n", HEADING, VERSION);
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
    put_bits(out, sl_hash_str(sl_buf_str(out), HASH_SEED), HASH_BYTES);
    return sl_buf_status(out, err);
}

/* Where reading has come to. */
struct reading {
    struct sl_reference *reference;
    const struct sl_schema *schema;
    const char *at, *end;
    struct sl_error *err;
};

static enum sl_status not_a_reference(const struct reading *reading, const char *what)
{
    sl_fail(reading->err, SL_INVALID, "this is not a usable reference");
    sl_fail_detail(reading->err, "%s", what);
    sl_fail_hint(reading->err, "Keep the reference as it was given, beside its model.");
    return SL_INVALID;
}

static enum sl_status take_bits(struct reading *reading, unsigned bytes, uint64_t *ret_bits)
{
    uint64_t bits = 0;
    if ((size_t)(reading->end - reading->at) < bytes) {
        return not_a_reference(reading, "it ends too early");
    }
    for (unsigned at = 0; at < bytes; at++) {
        bits |= (uint64_t)(unsigned char)*reading->at++ << 8 * at;
    }
    *ret_bits = bits;
    return SL_OK;
}

/* A whole number from 0 to most. */
static enum sl_status take_number(struct reading *reading, uint64_t most, uint64_t *ret_number)
{
    uint64_t number = 0;
    uint64_t byte = 128;
    for (unsigned shift = 0; byte >= 128; shift += 7) {
        if (shift > 56) {
            return not_a_reference(reading, "a number is too large");
        }
        SL_TRY(take_bits(reading, 1, &byte));
        number |= (byte & 127U) << shift;
    }
    *ret_number = number;
    return number <= most ? SL_OK : not_a_reference(reading, "a number is out of range");
}

static enum sl_status
take_double(struct reading *reading, double least, double most, double *ret_number)
{
    uint64_t bits = 0;
    SL_TRY(take_bits(reading, sizeof(*ret_number), &bits));
    memcpy(ret_number, &bits, sizeof(*ret_number));
    const bool fits = isfinite(*ret_number) && *ret_number >= least && *ret_number <= most;
    return fits ? SL_OK : not_a_reference(reading, "a number is out of range");
}

static enum sl_status take_text(struct reading *reading, size_t most, struct sl_str *ret_text)
{
    uint64_t len = 0;
    SL_TRY(take_number(reading, most, &len));
    if ((size_t)(reading->end - reading->at) < len) {
        return not_a_reference(reading, "it ends too early");
    }
    *ret_text = (struct sl_str){ reading->at, (size_t)len };
    reading->at += len;
    return SL_OK;
}

static enum sl_status
take_room(struct reading *reading, size_t count, size_t item_bytes, void **ret_room)
{
    *ret_room = sl_arena_alloc(&reading->reference->arena, count + 1, item_bytes);
    return *ret_room == NULL ? sl_fail_memory(reading->err) : SL_OK;
}

static enum sl_status take_kinds(struct reading *reading)
{
    uint64_t count = 0;
    SL_TRY(take_number(reading, SL_FIELD_LIMIT, &count));
    bool same = count == reading->schema->field_count;
    for (unsigned field = 0; field < count && same; field++) {
        struct sl_str kind;
        SL_TRY(take_text(reading, SL_VALUE_LIMIT_BYTES, &kind));
        const char *expected = sl_kind_name(reading->schema->fields[field].kind);
        same = sl_str_equal(kind, sl_str_from(expected));
    }
    if (!same) {
        sl_fail(reading->err, SL_INVALID, "the reference is for other fields");
        sl_fail_hint(reading->err, "Give the same columns as when it was made.");
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status take_classes(struct reading *reading)
{
    struct sl_reference *reference = reading->reference;
    uint64_t count = 0;
    double sum = 0.0;
    SL_TRY(take_number(reading, SL_COMMUNITY_CLASSES, &count));
    if (count != 0 && count != SL_COMMUNITY_CLASSES) {
        return not_a_reference(reading, "it has another number of classes");
    }
    reference->class_count = (unsigned)count;
    for (unsigned class = 0; class < count; class ++) {
        SL_TRY(take_double(reading, 0.0, 1.0, &reference->shares[class]));
        sum += reference->shares[class];
    }
    return count == 0 || fabs(sum - 1.0) <= SHARES_SLACK
               ? SL_OK
               : not_a_reference(reading, "shares do not sum to 1");
}

static enum sl_status take_field(struct reading *reading, unsigned field)
{
    struct sl_reference_field *out = &reading->reference->fields[field];
    uint64_t order = 0;
    SL_TRY(take_number(reading, UINT32_MAX, &out->present_count));
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        SL_TRY(take_double(reading, 0.0, AGREEING_MOST, &out->agreeing[level]));
    }
    SL_TRY(take_number(reading, SL_DATE_MONTH_FIRST, &order));
    out->date_order = (enum sl_date_order)order;
    return SL_OK;
}

static enum sl_status take_generic(struct reading *reading, struct sl_reference_domain *domain)
{
    uint64_t count = 0;
    void *room = NULL;
    SL_TRY(take_number(reading, GENERIC_LIMIT, &count));
    SL_TRY(take_room(reading, (size_t)count, sizeof(*domain->generic), &room));
    domain->generic = room;
    for (; domain->generic_count < count; domain->generic_count++) {
        struct sl_str word;
        SL_TRY(take_text(reading, SL_VALUE_LIMIT_BYTES, &word));
        domain->generic[domain->generic_count] = sl_arena_copy(&reading->reference->arena, word);
        if (domain->generic[domain->generic_count].ptr == NULL) {
            return sl_fail_memory(reading->err);
        }
    }
    return SL_OK;
}

/* A value: some bytes of the one before it, and its own. They ascend as the domain does. */
static enum sl_status
take_value(struct reading *reading, enum sl_family family, struct sl_str last, struct sl_str *out)
{
    uint64_t shared = 0;
    struct sl_str rest;
    char bytes[SL_VALUE_LIMIT_BYTES];
    SL_TRY(take_number(reading, last.len, &shared));
    SL_TRY(take_text(reading, SL_VALUE_LIMIT_BYTES - (size_t)shared, &rest));
    memcpy(bytes, last.ptr, (size_t)shared);
    memcpy(bytes + shared, rest.ptr, rest.len);
    const struct sl_str value = { bytes, (size_t)shared + rest.len };
    if (value.len == 0 || (last.len > 0 && sl_parent_order(family, last, value) >= 0)) {
        return not_a_reference(reading, "its values do not ascend");
    }
    *out = sl_arena_copy(&reading->reference->arena, value);
    return out->ptr == NULL ? sl_fail_memory(reading->err) : SL_OK;
}

static enum sl_status
take_lifts(struct reading *reading, struct sl_reference_field *field, size_t value)
{
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        uint64_t bits = 0;
        float *lift = &field->lifts[value * SL_COMMUNITY_CLASSES + class];
        SL_TRY(take_bits(reading, sizeof(*lift), &bits));
        const uint32_t word = (uint32_t)bits;
        memcpy(lift, &word, sizeof(*lift));
        if (!(isfinite(*lift) && *lift >= 0.0F && (double)*lift <= LIFT_MOST)) {
            return not_a_reference(reading, "a number is out of range");
        }
    }
    return SL_OK;
}

static enum sl_status
take_counts(struct reading *reading, const struct fields_of *fields, size_t value)
{
    for (unsigned at = 0; at < fields->count; at++) {
        struct sl_reference_field *field = &reading->reference->fields[fields->items[at]];
        uint64_t count = 0;
        SL_TRY(take_number(reading, reading->reference->mention_count, &count));
        field->counts[value] = (uint32_t)count;
        if (count > 0 && field->lifts != NULL) {
            SL_TRY(take_lifts(reading, field, value));
        }
    }
    return SL_OK;
}

/* Room for the values of a domain. Each takes at least three bytes: that bounds their number. */
static enum sl_status make_room(
    struct reading *reading,
    const struct fields_of *fields,
    struct sl_reference_domain *domain,
    size_t count
)
{
    void *room = NULL;
    SL_TRY(take_room(reading, count, sizeof(*domain->values), &room));
    domain->values = room;
    SL_TRY(take_room(reading, count, sizeof(*domain->codes), &room));
    domain->codes = room;
    for (unsigned at = 0; at < fields->count; at++) {
        struct sl_reference_field *field = &reading->reference->fields[fields->items[at]];
        SL_TRY(take_room(reading, count, sizeof(*field->counts), &room));
        field->counts = room;
        if (reading->reference->class_count > 0 &&
            sl_community_uses(reading->schema, fields->items[at])) {
            const size_t cells = count * SL_COMMUNITY_CLASSES;
            SL_TRY(take_room(reading, cells, sizeof(*field->lifts), &room));
            field->lifts = room;
            for (size_t cell = 0; cell < cells; cell++) {
                field->lifts[cell] = 1.0F;
            }
        }
    }
    return SL_OK;
}

static enum sl_status take_domain(struct reading *reading, unsigned number)
{
    struct sl_reference_domain *domain = &reading->reference->domains[number];
    const enum sl_family family = reading->schema->domain_family[number];
    const struct fields_of fields = find_fields(reading->schema, number);
    uint64_t count = 0;
    SL_TRY(take_generic(reading, domain));
    SL_TRY(take_number(reading, SL_DICTIONARY_LIMIT, &count));
    if (count > (size_t)(reading->end - reading->at)) {
        return not_a_reference(reading, "it ends too early");
    }
    SL_TRY(make_room(reading, &fields, domain, (size_t)count));
    struct sl_str last = SL_STR("");
    for (; domain->count < count; domain->count++) {
        SL_TRY(take_value(reading, family, last, &domain->values[domain->count]));
        SL_TRY(take_counts(reading, &fields, domain->count));
        last = domain->values[domain->count];
    }
    return SL_OK;
}

/* The heading, and whether the bytes are as they were written. */
static enum sl_status check_whole(struct reading *reading)
{
    const size_t len = (size_t)(reading->end - reading->at);
    const struct sl_str heading = SL_STR(HEADING);
    if (len < heading.len + 2 + HASH_BYTES || memcmp(reading->at, heading.ptr, heading.len) != 0) {
        return not_a_reference(reading, "it does not say that it is one");
    }
    if (memcmp(reading->at + heading.len, "1\n", 2) != 0) {
        sl_fail(reading->err, SL_UNSUPPORTED, "the reference is of a later version");
        sl_fail_hint(reading->err, "Use a newer sightline, or make the reference again.");
        return SL_UNSUPPORTED;
    }
    const struct sl_str hashed = { reading->at, len - HASH_BYTES };
    uint64_t hash = 0;
    reading->at += hashed.len;
    SL_TRY(take_bits(reading, HASH_BYTES, &hash));
    reading->at = hashed.ptr + heading.len + 2;
    reading->end = hashed.ptr + hashed.len;
    return hash == sl_hash_str(hashed, HASH_SEED) ? SL_OK
                                                  : not_a_reference(reading, "it is damaged");
}

static enum sl_status take_all(struct reading *reading)
{
    uint64_t mentions = 0;
    SL_TRY(check_whole(reading));
    SL_TRY(take_kinds(reading));
    SL_TRY(take_number(reading, SL_RECORD_LIMIT, &mentions));
    reading->reference->mention_count = (uint32_t)mentions;
    SL_TRY(take_classes(reading));
    for (unsigned field = 0; field < reading->schema->field_count; field++) {
        SL_TRY(take_field(reading, field));
    }
    for (unsigned domain = 0; domain < reading->schema->domain_count; domain++) {
        SL_TRY(take_domain(reading, domain));
    }
    return reading->at == reading->end ? SL_OK
                                       : not_a_reference(reading, "something follows its end");
}

enum sl_status sl_reference_parse(
    struct sl_reference *reference,
    const struct sl_schema *schema,
    struct sl_str bytes,
    struct sl_error *err
)
{
    *reference = (struct sl_reference){ .given = true };
    sl_arena_init(&reference->arena, ARENA_BYTES);
    const char *start = bytes.len > 0 ? bytes.ptr : "";
    struct reading reading = { reference, schema, start, start + bytes.len, err };
    const enum sl_status status = take_all(&reading);
    if (status != SL_OK) {
        sl_reference_finish(reference);
    }
    return status;
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
