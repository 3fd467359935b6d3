/* SPDX-License-Identifier: Apache-2.0 */
/*
 * place_data.h - the tables behind place.h.
 */
#ifndef SL_SIMULATE_PLACE_DATA_H
#define SL_SIMULATE_PLACE_DATA_H

#include <stddef.h>

#include "community.h"
#include "place.h"

/* Kinds of neighbourhood; each row of SL_MIXES says who lives in one. */
enum sl_mix {
    SL_MIX_TOWN,
    SL_MIX_SUBURB,
    SL_MIX_MIXED,
    SL_MIX_INNER,
    SL_MIX_PAKISTANI,
    SL_MIX_BANGLADESHI,
    SL_MIX_GUJARATI,
    SL_MIX_CENTRE,
    SL_MIX_COUNT
};

struct sl_district {
    const char *code;
    const char *town;
    enum sl_council council; /* where most of the district lies */
    enum sl_mix mix;
};

extern const struct sl_district SL_DISTRICTS[];
extern const size_t SL_DISTRICT_COUNT;

/* Adults of each community in a thousand, in the order of SL_COMMUNITY_TABLE; a row sums to 1,000.
 */
extern const unsigned SL_MIXES[SL_MIX_COUNT][SL_COMMUNITY_COUNT];

extern const char *const SL_STREET_STEMS[];
extern const size_t SL_STREET_STEM_COUNT;
extern const char *const SL_STREET_KINDS[];
extern const size_t SL_STREET_KIND_COUNT;

#endif
