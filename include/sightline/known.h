/* SPDX-License-Identifier: Apache-2.0 */
/*
 * known.h - what is known of pairs of records before a linkage runs.
 *
 * Several records may be rows of one mention: a person whom a source writes down once, with two
 * names or three addresses. A person may have decided that two records are one child, or two. And
 * there may be an earlier answer that should not change for a fraction of a bit.
 */
#ifndef SIGHTLINE_KNOWN_H
#define SIGHTLINE_KNOWN_H

#include <stddef.h>
#include <stdint.h>

#include "sightline/linkage.h"
#include "sightline/status.h"
#include "sightline/str.h"

/*
 *   MENTION   rows of one mention: one person by construction, and they count as one record when it
 *             is learned how often values occur and how one person's records agree
 *   TOGETHER  one person, whatever the weight; where that and what is held apart contradict each
 *             other, the latest of those that make the contradiction is left out
 *   APART     two people, whatever the weight, and whatever is joined with either
 *   BEFORE    one person in an earlier answer: they stay together down to options.stay_bits
 *   PARENT    the left is a parent of the right: APART, and born options.apart_birth_years or more
 *             before the right's whole date of birth, which tells a parent without a date from a
 *             child of the same name
 */
enum sl_hold { SL_HOLD_MENTION, SL_HOLD_TOGETHER, SL_HOLD_APART, SL_HOLD_BEFORE, SL_HOLD_PARENT };

/*
 * Hold two records together or apart. Before run. The order of calls matters only for what is left
 * out of a contradiction.
 *
 *   left, right  ids of records of file 0, added before or after; copied
 *
 * Errors: SL_INVALID (options.two_sources), SL_LIMIT, SL_NO_MEMORY. An id that no record has is
 * found by run: SL_NOT_FOUND.
 */
SL_API SL_NODISCARD enum sl_status sl_linkage_hold(
    struct sl_linkage *linkage,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
);

/*
 * A hold that was left out, because with those before it would contradict one: TOGETHER by way of
 * others what is held apart, or APART
 * (or PARENT) of two rows of one mention.
 */
struct sl_linkage_conflict {
    enum sl_hold hold;                /* all but MENTION and BEFORE */
    uint32_t left, right;             /* what was to be held */
    uint32_t apart_left, apart_right; /* what is held apart and would be joined */
};

/* What was left out, in the order of the calls. After run; index from 0 to below the count. */
SL_API size_t sl_linkage_conflict_count(const struct sl_linkage *linkage);
SL_API struct sl_linkage_conflict
sl_linkage_conflict_get(const struct sl_linkage *linkage, size_t index);

#endif
