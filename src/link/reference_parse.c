/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "link/reference_impl.h"

#define ARENA_BYTES (SIZE_MAX / 2)
/* More generic words than any dictionary has. */
#define GENERIC_LIMIT 100000u
#define LIFT_MOST     1e6
#define AGREEING_MOST 1e30
#define SHARES_SLACK  1e-6

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
take_counts(struct reading *reading, const struct sl_reference_fields *fields, size_t value)
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
    const struct sl_reference_fields *fields,
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
    const struct sl_reference_fields fields = sl_reference_fields_of(reading->schema, number);
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
    const struct sl_str heading = SL_STR(SL_REFERENCE_HEADING);
    if (len < heading.len + 2 + SL_REFERENCE_HASH_BYTES ||
        memcmp(reading->at, heading.ptr, heading.len) != 0) {
        return not_a_reference(reading, "it does not say that it is one");
    }
    if (memcmp(reading->at + heading.len, "1\n", 2) != 0) {
        sl_fail(reading->err, SL_UNSUPPORTED, "the reference is of a later version");
        sl_fail_hint(reading->err, "Use a newer sightline, or make the reference again.");
        return SL_UNSUPPORTED;
    }
    const struct sl_str hashed = { reading->at, len - SL_REFERENCE_HASH_BYTES };
    uint64_t hash = 0;
    reading->at += hashed.len;
    SL_TRY(take_bits(reading, SL_REFERENCE_HASH_BYTES, &hash));
    reading->at = hashed.ptr + heading.len + 2;
    reading->end = hashed.ptr + hashed.len;
    return hash == sl_hash_str(hashed, SL_REFERENCE_HASH_SEED)
               ? SL_OK
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
