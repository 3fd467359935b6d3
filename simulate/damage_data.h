/* SPDX-License-Identifier: Apache-2.0 */
/*
 * damage_data.h - the tables behind damage.h.
 */
#ifndef SL_SIMULATE_DAMAGE_DATA_H
#define SL_SIMULATE_DAMAGE_DATA_H

#include <stddef.h>

/* A run of letters and what may stand for it. */
struct sl_exchange {
    const char *from;
    const char *to;
};

/* Each string is a group of forms of one name, separated by blanks; any may stand for any other. */
extern const char *const SL_VARIANT_GROUPS[];
extern const size_t SL_VARIANT_GROUP_COUNT;

extern const struct sl_exchange SL_SOUNDS[];
extern const size_t SL_SOUND_COUNT;

extern const struct sl_exchange SL_LOOKS[];
extern const size_t SL_LOOK_COUNT;

/* The keys beside each of a .. z on an English keyboard. */
extern const char *const SL_KEYS_BESIDE[26];

#endif
