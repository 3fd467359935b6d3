/* SPDX-License-Identifier: Apache-2.0 */
#include "place.h"

#include "place_data.h"

#define SECTORS           6u
#define UNITS_PER_SECTOR  138u
#define POSTCODES_PER_ONE 828u /* of one district */
_Static_assert(POSTCODES_PER_ONE == SECTORS * UNITS_PER_SECTOR, "whole sectors");

/* Units use twenty letters: C I K M O V are not used (Royal Mail's rule for inward codes). */
static const char UNIT_LETTERS[] = "ABDEFGHJLNPQRSTUWXYZ";
#define UNIT_LETTER_COUNT 20u

/* Geography is the same for every seed: whatever varies with a postcode comes from its number. */
static uint64_t postcode_hash(uint32_t postcode, uint64_t what)
{
    return sl_hash_u64((uint64_t)postcode * 16 + what);
}

uint32_t sl_place_postcode_count(void)
{
    return (uint32_t)SL_DISTRICT_COUNT * POSTCODES_PER_ONE;
}

/* About sixteen dwellings stand at a postcode; one postcode in nine is a block of flats. */
static struct sl_home draw_dwelling(struct sl_random *random, uint32_t postcode)
{
    struct sl_home home = { .postcode = postcode };
    const uint64_t first = 1 + postcode_hash(postcode, 1) % 90;
    if (postcode_hash(postcode, 2) % 9 == 0) {
        home.number = (uint16_t)first;
        home.flat = (uint16_t)(1 + sl_random_below(random, 24));
    } else {
        home.number = (uint16_t)(first + 2 * sl_random_below(random, 16));
    }
    return home;
}

struct sl_home sl_place_draw(struct sl_random *random)
{
    return draw_dwelling(random, (uint32_t)sl_random_below(random, sl_place_postcode_count()));
}

struct sl_home sl_place_draw_in(struct sl_random *random, enum sl_council council)
{
    struct sl_home home;
    do {
        home = sl_place_draw(random);
    } while (sl_place_council(home.postcode) != council);
    return home;
}

enum sl_council sl_place_council(uint32_t postcode)
{
    return SL_DISTRICTS[sl_place_district(postcode)].council;
}

uint32_t sl_place_district(uint32_t postcode)
{
    return postcode / POSTCODES_PER_ONE;
}

uint32_t sl_place_district_count(void)
{
    return (uint32_t)SL_DISTRICT_COUNT;
}

struct sl_str sl_place_town(uint32_t district)
{
    return sl_str_from(SL_DISTRICTS[district].town);
}

void sl_place_print_street(uint64_t number, struct sl_text *ret_text)
{
    sl_text_add(ret_text, sl_str_from(SL_STREET_STEMS[number % SL_STREET_STEM_COUNT]));
    sl_text_add(ret_text, SL_STR(" "));
    sl_text_add(ret_text, sl_str_from(SL_STREET_KINDS[(number >> 32) % SL_STREET_KIND_COUNT]));
}

struct sl_home sl_place_move(struct sl_random *random, struct sl_home home)
{
    struct sl_home next;
    do {
        if (sl_random_below(random, 2) == 0) {
            const uint32_t district = sl_place_district(home.postcode);
            const uint32_t within = (uint32_t)sl_random_below(random, POSTCODES_PER_ONE);
            next = draw_dwelling(random, district * POSTCODES_PER_ONE + within);
        } else {
            next = sl_place_draw(random);
        }
    } while (next.postcode == home.postcode);
    return next;
}

enum sl_name_community sl_place_community(struct sl_random *random, uint32_t postcode)
{
    const unsigned *mix = SL_MIXES[SL_DISTRICTS[sl_place_district(postcode)].mix];
    uint64_t target = sl_random_below(random, 1000);
    unsigned community = 0;
    while (community + 1 < SL_COMMUNITY_COUNT && target >= mix[community]) {
        target -= mix[community++];
    }
    return (enum sl_name_community)community;
}

void sl_place_print_postcode(uint32_t postcode, struct sl_text *ret_text)
{
    const uint32_t district = postcode / POSTCODES_PER_ONE;
    const uint32_t sector = postcode % POSTCODES_PER_ONE / UNITS_PER_SECTOR;
    /* 37 has no factor in common with 400: different units get different letters. */
    const uint32_t unit =
        postcode % UNITS_PER_SECTOR * 37 % (UNIT_LETTER_COUNT * UNIT_LETTER_COUNT);
    const char inward[] = {
        ' ',
        (char)('0' + (sector + 1 + district) % 10),
        UNIT_LETTERS[unit / UNIT_LETTER_COUNT],
        UNIT_LETTERS[unit % UNIT_LETTER_COUNT],
    };
    sl_text_set(ret_text, sl_str_from(SL_DISTRICTS[district].code));
    sl_text_add(ret_text, (struct sl_str){ .ptr = inward, .len = sizeof(inward) });
}

void sl_place_print_address(struct sl_home home, struct sl_text *ret_text)
{
    ret_text->len = 0;
    if (home.flat > 0) {
        sl_text_add(ret_text, SL_STR("Flat "));
        sl_text_add_number(ret_text, home.flat, 1);
        sl_text_add(ret_text, SL_STR(", "));
    }
    sl_text_add_number(ret_text, home.number, 1);
    sl_text_add(ret_text, SL_STR(" "));
    /* Three postcodes in a row share a street. */
    const uint64_t street = postcode_hash(home.postcode / 3, 3);
    sl_place_print_street(street, ret_text);
    sl_text_add(ret_text, SL_STR(", "));
    sl_text_add(ret_text, sl_place_town(sl_place_district(home.postcode)));
}
