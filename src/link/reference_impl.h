/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reference_impl.h - what writing and reading a reference have in common.
 */
#ifndef SL_LINK_REFERENCE_IMPL_H
#define SL_LINK_REFERENCE_IMPL_H

#include "link/reference.h"

/* The first line says what the bytes are; the last eight bytes are a hash of all before. */
#define SL_REFERENCE_HEADING    "sightline linkage reference "
#define SL_REFERENCE_VERSION    1u
#define SL_REFERENCE_HASH_SEED  UINT64_C(0x7265666572656e63)
#define SL_REFERENCE_HASH_BYTES 8u

/* Fields of a domain, in their order. */
struct sl_reference_fields {
    unsigned count;
    unsigned items[SL_FIELD_LIMIT];
};

/* The fields of a domain. */
struct sl_reference_fields sl_reference_fields_of(const struct sl_schema *schema, unsigned domain);

#endif
