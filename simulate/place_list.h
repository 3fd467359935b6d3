/* SPDX-License-Identifier: Apache-2.0 */
/*
 * place_list.h - places that people go to: stations, parks, shops, children's homes, hospitals.
 *
 * Each district has the same kinds of place; their names are made of street names.
 */
#ifndef SL_SIMULATE_PLACE_LIST_H
#define SL_SIMULATE_PLACE_LIST_H

#include <stdint.h>

#include "base/hash.h"
#include "text.h"

/* Places are numbered 0 .. sl_place_list_count() - 1. */
uint32_t sl_place_list_count(void);

/* Draw a place of a district where a missing child may be found. */
uint32_t sl_place_list_draw(struct sl_random *random, uint32_t district);

/* Such as "Bus station, Ashfield Road, Oldham". */
void sl_place_list_print(uint32_t place, struct sl_text *ret_text);

#endif
