/* SPDX-License-Identifier: Apache-2.0 */
/*
 * place.h - where synthetic people live: the ten boroughs of Greater Manchester.
 *
 * Postcode areas and districts are the real ones (M, OL, BL, WN, SK, WA); sectors and units within
 * them, streets and house numbers are made, the same for every seed. About 70,000 postcodes, each
 * on one street. Communities live unevenly: each district has a mix.
 */
#ifndef SL_SIMULATE_PLACE_H
#define SL_SIMULATE_PLACE_H

#include <stdint.h>

#include "base/hash.h"
#include "community.h"
#include "text.h"

/* The ten metropolitan boroughs. */
enum sl_council {
    SL_COUNCIL_BOLTON,
    SL_COUNCIL_BURY,
    SL_COUNCIL_MANCHESTER,
    SL_COUNCIL_OLDHAM,
    SL_COUNCIL_ROCHDALE,
    SL_COUNCIL_SALFORD,
    SL_COUNCIL_STOCKPORT,
    SL_COUNCIL_TAMESIDE,
    SL_COUNCIL_TRAFFORD,
    SL_COUNCIL_WIGAN,
    SL_COUNCIL_COUNT
};

/* One dwelling. flat is 0 in a house. */
struct sl_home {
    uint32_t postcode; /* 0 .. sl_place_postcode_count() - 1 */
    uint16_t number;
    uint16_t flat;
};

uint32_t sl_place_postcode_count(void);

/* Draw a dwelling anywhere. */
struct sl_home sl_place_draw(struct sl_random *random);

/* Draw where a household of `home` moves to: within the same district half of the time. */
struct sl_home sl_place_move(struct sl_random *random, struct sl_home home);

/* Draw the community of an adult who lives at a postcode. */
enum sl_name_community sl_place_community(struct sl_random *random, uint32_t postcode);

/* Which borough a postcode lies in. */
enum sl_council sl_place_council(uint32_t postcode);

/* Draw a dwelling in a borough. */
struct sl_home sl_place_draw_in(struct sl_random *random, enum sl_council council);

/* The number of the district of a postcode: 0 .. sl_place_district_count() - 1; its town. */
uint32_t sl_place_district(uint32_t postcode);
uint32_t sl_place_district_count(void);
struct sl_str sl_place_town(uint32_t district);

/* A name for a street, the same for the same number. */
void sl_place_print_street(uint64_t number, struct sl_text *ret_text);

/* Such as "OL8 3QT". Every postcode has its own. */
void sl_place_print_postcode(uint32_t postcode, struct sl_text *ret_text);

/* Such as "Flat 3, 14 Ashfield Road, Oldham". */
void sl_place_print_address(struct sl_home home, struct sl_text *ret_text);

#endif
