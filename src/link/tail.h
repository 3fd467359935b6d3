/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tail.h - records that came late, and which of them a new one may be the same person as.
 *
 * There are so few that each is looked at: a sum of worths, one a field. Values of the tail have
 * dense numbers of their own (places), so that what a new record's value is worth against each of
 * them is a small table; only the entries of similar values are set, and set back afterwards.
 */
#ifndef SL_LINK_TAIL_H
#define SL_LINK_TAIL_H

#include <stdint.h>

#include "base/error.h"
#include "link/late.h"

/* The values of one domain that the tail holds; place 0 is a missing one. */
struct sl_tail_domain {
    uint32_t *known;                      /* by code of the dictionary: its place, or 0 */
    uint32_t *late;                       /* by late value: the same */
    uint32_t *codes;                      /* by place */
    uint64_t (*parents)[SL_PARENT_LIMIT]; /* by place: hashes, 0 for none */
    size_t late_capacity, code_capacity, parent_capacity;
    uint32_t count; /* places */
};

/* What one field of a new record is worth against each place. */
struct sl_tail_worths {
    int32_t *ticks;
    size_t capacity;
    int32_t usual; /* of a place that was not set */
    uint32_t *set; /* places that were */
    size_t set_count, set_capacity;
};

/* Zeroed is closed. */
struct sl_tail {
    const struct sl_late *late;
    uint32_t count;
    uint32_t *codes;  /* of each record, field by field */
    uint32_t *places; /* the same as places */
    size_t code_capacity, place_capacity;
    struct sl_tail_domain domains[SL_FIELD_LIMIT];
    struct sl_tail_worths worths[SL_FIELD_LIMIT];
    struct sl_tail_worths crossed[SL_FIELD_LIMIT]; /* against the other name's places */
    uint32_t *found; /* by the last sl_tail_find: records of the tail, ascending */
    size_t found_count, found_capacity;
};

/* late is borrowed. Errors: SL_NO_MEMORY; the tail is then closed. */
SL_NODISCARD enum sl_status
sl_tail_open(struct sl_tail *tail, const struct sl_late *late, struct sl_error *err);
void sl_tail_close(struct sl_tail *tail);

/* The codes of a record. */
static inline const uint32_t *sl_tail_row(const struct sl_tail *tail, uint32_t record)
{
    return tail->codes + (size_t)record * tail->late->linkage->schema.field_count;
}

/* See to it that one more record can be added, of values that late knows. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_tail_reserve(struct sl_tail *tail, struct sl_error *err);

/* Add the record for which room was reserved. */
void sl_tail_add(struct sl_tail *tail, const uint32_t *codes);

/*
 * Find the records, of a tail for which one more was reserved, whose weight against a row of codes
 * could reach least_bits, into tail->found: all that do, and few that do not. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_tail_find(struct sl_tail *tail, const uint32_t *codes, double least_bits, struct sl_error *err);

#endif
