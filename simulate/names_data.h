/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names_data.h - the tables behind names.h.
 */
#ifndef SL_SIMULATE_NAMES_DATA_H
#define SL_SIMULATE_NAMES_DATA_H

#include <stddef.h>

#include "community.h"

/* What a name is for. Parents have the names of their own generation. */
enum sl_name_use {
    SL_NAME_BOY,
    SL_NAME_GIRL,
    SL_NAME_MAN,
    SL_NAME_WOMAN,
    SL_NAME_SURNAME,
    SL_NAME_USE_COUNT
};

/* Known names, one list for each community and use; blanks between names, "_" for a blank in one.
 */
struct sl_name_list {
    enum sl_name_community community;
    enum sl_name_use use;
    const char *names;
};

/*
 * How rare names of a community sound, and how often a drawn name is one of them. A name is a
 * start, sometimes a middle, and an end; girls and women may have ends of their own.
 */
struct sl_syllables {
    enum sl_name_community community;
    unsigned rank_offset;           /* a known name of rank r weighs 1 / (r + rank_offset) */
    unsigned given_tail_permille;   /* share of given names from the tail */
    unsigned surname_tail_permille; /* share of surnames from the tail */
    const char *given_starts;
    const char *given_middles;
    const char *male_ends;
    const char *female_ends;
    const char *surname_starts;
    const char *surname_middles;
    const char *surname_ends;
};

extern const struct sl_name_list SL_NAME_LISTS[];
extern const size_t SL_NAME_LIST_COUNT;
extern const struct sl_syllables SL_SYLLABLES[SL_COMMUNITY_COUNT];

#endif
