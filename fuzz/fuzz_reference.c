/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_reference.c - any bytes as a reference: refused, or read and as promised.
 *
 * The bytes get the hash that belongs behind them, or no change would come past it. The reference
 * is for four columns: given_name, surname, dob, postcode.
 */
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "link/reference_impl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a reference promises: see reference.h. */
static void check_promises(const struct sl_reference *reference, const struct sl_schema *schema)
{
    for (unsigned number = 0; number < schema->domain_count; number++) {
        const struct sl_reference_domain *domain = &reference->domains[number];
        for (uint32_t at = 1; at < domain->count; at++) {
            const struct sl_str *values = domain->values;
            SL_ASSERT(
                sl_parent_order(schema->domain_family[number], values[at - 1], values[at]) < 0
            );
        }
    }
    for (unsigned field = 0; field < schema->field_count; field++) {
        const uint32_t count = reference->domains[schema->fields[field].domain].count;
        for (uint32_t at = 0; at < count; at++) {
            SL_ASSERT(reference->fields[field].counts[at] <= reference->mention_count);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME,
        SL_KIND_SURNAME,
        SL_KIND_DOB,
        SL_KIND_POSTCODE,
    };
    struct sl_schema schema;
    struct sl_reference reference;
    char *bytes = sl_alloc(size + SL_REFERENCE_HASH_BYTES, 1);
    SL_ASSERT(bytes != NULL);
    SL_ASSERT(sl_schema_init(&schema, kinds, NULL, 4, NULL) == SL_OK);
    if (size > 0) {
        memcpy(bytes, data, size);
    }
    const uint64_t hash = sl_hash_str((struct sl_str){ bytes, size }, SL_REFERENCE_HASH_SEED);
    for (unsigned at = 0; at < SL_REFERENCE_HASH_BYTES; at++) {
        bytes[size + at] = (char)(unsigned char)(hash >> 8 * at & 255U);
    }
    const struct sl_str whole = { bytes, size + SL_REFERENCE_HASH_BYTES };
    if (sl_reference_parse(&reference, &schema, whole, NULL) == SL_OK) {
        check_promises(&reference, &schema);
        sl_reference_finish(&reference);
    }
    sl_schema_finish(&schema);
    sl_free(bytes);
    return 0;
}
