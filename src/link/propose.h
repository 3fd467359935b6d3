/* SPDX-License-Identifier: Apache-2.0 */
/*
 * propose.h - what is a column good for in linkage? A proposal for a person to confirm.
 *
 * The name of a column speaks first (column_name.h) and its values confirm it; a column whose name
 * says nothing is known by its values (trait.h), or left out. What would give the answer away, is
 * about somebody else, says nothing or says what other columns say is left out, with the reason.
 */
#ifndef SL_LINK_PROPOSE_H
#define SL_LINK_PROPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "link/trait.h"
#include "sightline/kind.h"

/* What was counted in one column. */
struct sl_evidence {
    struct sl_str name;
    uint64_t record_count;
    uint64_t filled_count; /* not empty, and no placeholder */
    uint64_t distinct_count;
    uint64_t told_apart_count;             /* filled values that distinct_count was counted over */
    uint64_t placeholder_count;            /* of which there are so many distinct ones: an id may */
    uint64_t distinct_placeholder_count;   /* look like one ("9999") */
    uint64_t trait_counts[SL_TRAIT_COUNT]; /* filled values that have the trait */
    uint64_t joined_count; /* records in which it, a given name and a surname are filled */
    uint64_t repeat_count; /* of these, where it is the given name, a blank and the surname */
};

enum sl_use {
    SL_USE_NONE,   /* leave it out */
    SL_USE_ID,     /* it names the record */
    SL_USE_SOURCE, /* it names where the record comes from */
    SL_USE_FIELD   /* compare it, as its kind */
};

struct sl_proposal {
    enum sl_use use;
    enum sl_kind kind;  /* for SL_USE_FIELD */
    const char *reason; /* why: static, a phrase without a stop */
};

/* The first column that is a given name (or a surname) by its name alone, or SIZE_MAX. */
size_t sl_propose_find(const struct sl_str *names, size_t count, enum sl_kind kind);

/*
 * Propose a use for each column.
 *
 *   evidence       column_count entries
 *   ret_proposals  room for column_count; at most one is SL_USE_ID and at most one SL_USE_SOURCE,
 *                  and the fields together make a valid specification (spec.h) of
 *                  SL_FIELD_LIMIT columns at most, perhaps of none
 */
void sl_propose(
    const struct sl_evidence *evidence, size_t column_count, struct sl_proposal *ret_proposals
);

#endif
