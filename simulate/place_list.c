/* SPDX-License-Identifier: Apache-2.0 */
#include "place_list.h"

#include "place.h"

#define STREET_SEED UINT64_C(0x57726565742A)

/* The first FOUND_AT of these are where missing children are found. */
static const char *const KINDS[] = {
    "Bus station",    "Retail park",     "Takeaway",        "Park",
    "Snooker hall",   "Guest house",     "Railway station", "High school",
    "Primary school", "Children's home", "Health centre",
};
#define KIND_COUNT (uint32_t)(sizeof(KINDS) / sizeof(KINDS[0]))
#define FOUND_AT   7u

uint32_t sl_place_list_count(void)
{
    return sl_place_district_count() * KIND_COUNT;
}

uint32_t sl_place_list_draw(struct sl_random *random, uint32_t district)
{
    return district * KIND_COUNT + (uint32_t)sl_random_below(random, FOUND_AT);
}

void sl_place_list_print(uint32_t place, struct sl_text *ret_text)
{
    sl_text_set(ret_text, sl_str_from(KINDS[place % KIND_COUNT]));
    sl_text_add(ret_text, SL_STR(", "));
    sl_place_print_street(sl_hash_u64(STREET_SEED + place), ret_text);
    sl_text_add(ret_text, SL_STR(", "));
    sl_text_add(ret_text, sl_place_town(place / KIND_COUNT));
}
