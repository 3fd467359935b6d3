/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_pairs.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"

/* The first room of a piece, in pairs: small, as there are many pieces. */
#define FIRST_PAIRS 64u

/*
 * Owners are sorted in about 2^RANGE_BITS ranges, so that one range fits into a cache; in up to
 * 2^NARROW_RANGE_BITS when that keeps items narrow.
 */
#define RANGE_BITS        10u
#define NARROW_RANGE_BITS 15u

/* A range has at least so many owners, or it would not be worth its while. */
#define OWNER_BITS 6u

/* Pieces are worked on in at most so many groups. */
#define GROUP_LIMIT 32u

bool sl_pairs_grow(struct sl_pairs *pairs)
{
    if (pairs->status != SL_OK) {
        return false;
    }
    const size_t needed = pairs->capacity < FIRST_PAIRS ? FIRST_PAIRS : pairs->capacity + 1;
    pairs->status =
        sl_array_reserve(&pairs->items, &pairs->capacity, needed, sizeof(*pairs->items), NULL);
    return pairs->status == SL_OK;
}

void sl_pairs_finish(struct sl_pairs *pairs)
{
    sl_free(pairs->items);
    *pairs = (struct sl_pairs){ 0 };
}

/* Of sorted pairs keep the first of each left and right. */
static size_t keep_best(uint64_t *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || (items[kept - 1] ^ items[i]) >> SL_GRADE_BITS != 0) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

enum sl_status sl_pairs_settle(struct sl_pairs *pairs, struct sl_error *err)
{
    if (pairs->status != SL_OK) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_sort_u64(pairs->items, pairs->count, err));
    pairs->count = keep_best(pairs->items, pairs->count);
    return SL_OK;
}

enum sl_status sl_pair_pieces_add(
    struct sl_pair_pieces *pieces, size_t count, size_t *ret_first, struct sl_error *err
)
{
    SL_TRY(sl_array_reserve(
        &pieces->pieces, &pieces->capacity, pieces->count + count, sizeof(*pieces->pieces), err
    ));
    *ret_first = pieces->count;
    for (size_t i = 0; i < count; i++) {
        pieces->pieces[pieces->count++] = (struct sl_pairs){ 0 };
    }
    return SL_OK;
}

enum sl_status sl_pair_pieces_status(const struct sl_pair_pieces *pieces, struct sl_error *err)
{
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->pieces[i].status != SL_OK) {
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

void sl_pair_pieces_finish(struct sl_pair_pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        sl_pairs_finish(&pieces->pieces[i]);
    }
    sl_free(pieces->pieces);
    *pieces = (struct sl_pair_pieces){ 0 };
}

/*
 * The work of making lists. Each pair becomes two items, one for either owner, in the range of that
 * owner: the values whose numbers agree but for the lowest owner_bits. Range r begins at item
 * range_starts[r]. An item is owner within the range, other, grade; in 32 bits when that fits
 * (narrow), else in 64. places[g * range_count + r] is where group g of pieces writes next in r.
 */
struct listing {
    struct sl_pair_lists *lists;
    struct sl_pair_pieces *pieces;
    size_t group_count;
    bool narrow;
    unsigned owner_bits;
    unsigned other_bits; /* of other and grade */
    size_t range_count;
    void *items;
    size_t *range_starts;
    size_t *range_kept; /* how many items range r has in the end */
    size_t *places;
};

/* Choose how wide items and how many ranges are. */
static void plan_items(struct listing *listing, size_t count)
{
    unsigned number_bits = 1;
    while (count >> number_bits > 0) {
        number_bits++;
    }
    listing->other_bits = number_bits + SL_GRADE_BITS;
    const unsigned spare_bits = 32 - listing->other_bits;
    listing->narrow = number_bits <= spare_bits + NARROW_RANGE_BITS;
    unsigned few_bits = number_bits > RANGE_BITS ? number_bits - RANGE_BITS : 0;
    few_bits = few_bits < OWNER_BITS ? OWNER_BITS : few_bits;
    listing->owner_bits = listing->narrow && few_bits > spare_bits ? spare_bits : few_bits;
    listing->range_count = (count >> listing->owner_bits) + 1;
    const size_t piece_count = listing->pieces->count;
    listing->group_count = piece_count < GROUP_LIMIT ? piece_count : GROUP_LIMIT;
}

/* The pieces of a group: those with index first, first + group_count, ... */
static enum sl_status count_group(void *context, size_t group, unsigned worker)
{
    (void)worker;
    const struct listing *listing = context;
    size_t *places = listing->places + group * listing->range_count;
    for (size_t p = group; p < listing->pieces->count; p += listing->group_count) {
        const struct sl_pairs *piece = &listing->pieces->pieces[p];
        for (size_t i = 0; i < piece->count; i++) {
            places[sl_pair_left(piece->items[i]) >> listing->owner_bits]++;
            places[sl_pair_right(piece->items[i]) >> listing->owner_bits]++;
        }
    }
    return SL_OK;
}

/* Turn counts into places: range by range, within it group by group. Gives the total. */
static size_t lay_out(const struct listing *listing)
{
    size_t total = 0;
    for (size_t range = 0; range < listing->range_count; range++) {
        listing->range_starts[range] = total;
        for (size_t group = 0; group < listing->group_count; group++) {
            size_t *place = &listing->places[group * listing->range_count + range];
            const size_t count = *place;
            *place = total;
            total += count;
        }
    }
    listing->range_starts[listing->range_count] = total;
    return total;
}

static void place_item(
    const struct listing *listing, size_t *places, uint32_t owner, uint32_t other, unsigned grade
)
{
    const uint32_t mask = (UINT32_C(1) << listing->owner_bits) - 1;
    const size_t place = places[owner >> listing->owner_bits]++;
    const uint64_t item =
        (uint64_t)(owner & mask) << listing->other_bits | (uint64_t)other << SL_GRADE_BITS | grade;
    if (listing->narrow) {
        ((uint32_t *)listing->items)[place] = (uint32_t)item;
    } else {
        ((uint64_t *)listing->items)[place] = item;
    }
}

static enum sl_status place_group(void *context, size_t group, unsigned worker)
{
    (void)worker;
    const struct listing *listing = context;
    size_t *places = listing->places + group * listing->range_count;
    for (size_t p = group; p < listing->pieces->count; p += listing->group_count) {
        struct sl_pairs *piece = &listing->pieces->pieces[p];
        for (size_t i = 0; i < piece->count; i++) {
            const uint64_t pair = piece->items[i];
            const uint32_t left = sl_pair_left(pair);
            const uint32_t right = sl_pair_right(pair);
            place_item(listing, places, left, right, sl_pair_grade(pair));
            place_item(listing, places, right, left, sl_pair_grade(pair));
        }
        sl_pairs_finish(piece);
    }
    return SL_OK;
}

/* Narrow items are sorted by digits of so many bits: three of them. */
#define DIGIT_BITS   11u
#define DIGIT_COUNT  3u
#define DIGIT_VALUES (1u << DIGIT_BITS)

static unsigned digit_of(uint32_t item, unsigned digit)
{
    return item >> (DIGIT_BITS * digit) & (DIGIT_VALUES - 1);
}

/* Turn how often each value of a digit occurs into where its first item goes. */
static void counts_to_places(uint32_t counts[DIGIT_VALUES])
{
    uint32_t place = 0;
    for (size_t value = 0; value < DIGIT_VALUES; value++) {
        const uint32_t count = counts[value];
        counts[value] = place;
        place += count;
    }
}

static void sort_narrow(uint32_t *items, uint32_t *spare, size_t count)
{
    uint32_t places[DIGIT_COUNT][DIGIT_VALUES] = { { 0 } };
    for (size_t i = 0; i < count; i++) {
        for (unsigned digit = 0; digit < DIGIT_COUNT; digit++) {
            places[digit][digit_of(items[i], digit)]++;
        }
    }
    uint32_t *from = items;
    uint32_t *to = spare;
    for (unsigned digit = 0; digit < DIGIT_COUNT; digit++) {
        if (places[digit][digit_of(items[0], digit)] == count) {
            continue; /* all have the same */
        }
        counts_to_places(places[digit]);
        for (size_t i = 0; i < count; i++) {
            to[places[digit][digit_of(from[i], digit)]++] = from[i];
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof(*items));
    }
}

/*
 * Pack sorted items, one for each owner and other, to the front of their range as 32 bits of other
 * and grade, and count them for their owners. Gives how many are kept. What is written never
 * overtakes what is read.
 */
static size_t pack_range(const struct listing *listing, size_t range)
{
    const size_t first = listing->range_starts[range];
    const size_t count = listing->range_starts[range + 1] - first;
    const size_t item_bytes = listing->narrow ? sizeof(uint32_t) : sizeof(uint64_t);
    unsigned char *bytes = (unsigned char *)listing->items + first * item_bytes;
    uint64_t *lengths = listing->lists->starts + (range << listing->owner_bits) + 1;
    const uint64_t mask = (UINT64_C(1) << listing->other_bits) - 1;
    uint64_t before = UINT64_MAX;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t narrow = 0;
        uint64_t item = 0;
        if (listing->narrow) {
            memcpy(&narrow, bytes + i * sizeof(narrow), sizeof(narrow));
            item = narrow;
        } else {
            memcpy(&item, bytes + i * sizeof(item), sizeof(item));
        }
        if ((item ^ before) >> SL_GRADE_BITS != 0) {
            const uint32_t packed = (uint32_t)(item & mask);
            memcpy(bytes + kept * sizeof(packed), &packed, sizeof(packed));
            kept++;
            lengths[item >> listing->other_bits]++;
        }
        before = item;
    }
    return kept;
}

static enum sl_status list_range(void *context, size_t range, unsigned worker)
{
    (void)worker;
    const struct listing *listing = context;
    const size_t first = listing->range_starts[range];
    const size_t count = listing->range_starts[range + 1] - first;
    if (count == 0) {
        return SL_OK;
    }
    if (listing->narrow) {
        uint32_t *spare = sl_alloc(count, sizeof(*spare));
        if (spare == NULL) {
            return SL_NO_MEMORY;
        }
        sort_narrow((uint32_t *)listing->items + first, spare, count);
        sl_free(spare);
    } else {
        SL_TRY(sl_sort_u64((uint64_t *)listing->items + first, count, NULL));
    }
    listing->range_kept[range] = pack_range(listing, range);
    return SL_OK;
}

/* Move the ranges' items together and turn the lengths of the lists into their starts. */
static enum sl_status close_up(struct listing *listing, struct sl_error *err)
{
    struct sl_pair_lists *lists = listing->lists;
    const size_t item_bytes = listing->narrow ? sizeof(uint32_t) : sizeof(uint64_t);
    unsigned char *bytes = listing->items;
    size_t total = 0;
    for (size_t range = 0; range < listing->range_count; range++) {
        memmove(
            bytes + total * sizeof(uint32_t),
            bytes + listing->range_starts[range] * item_bytes,
            listing->range_kept[range] * sizeof(uint32_t)
        );
        total += listing->range_kept[range];
    }
    for (size_t number = 0; number < lists->count; number++) {
        lists->starts[number + 1] += lists->starts[number];
    }
    SL_ASSERT(lists->starts[lists->count] == total);
    lists->items = sl_realloc(listing->items, total, sizeof(*lists->items));
    if (lists->items == NULL) {
        return sl_fail_memory(err);
    }
    listing->items = NULL;
    return SL_OK;
}

static enum sl_status
make_lists(struct listing *listing, unsigned thread_count, struct sl_error *err)
{
    SL_TRY(sl_pair_pieces_status(listing->pieces, err));
    listing->lists->starts = sl_calloc(listing->lists->count + 1, sizeof(uint64_t));
    listing->range_starts = sl_calloc(listing->range_count + 1, sizeof(size_t));
    listing->range_kept = sl_calloc(listing->range_count, sizeof(size_t));
    listing->places = sl_calloc(listing->group_count * listing->range_count, sizeof(size_t));
    if (listing->lists->starts == NULL || listing->range_starts == NULL ||
        listing->range_kept == NULL || listing->places == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_threads_run(thread_count, listing->group_count, count_group, listing, err));
    const size_t item_bytes = listing->narrow ? sizeof(uint32_t) : sizeof(uint64_t);
    listing->items = sl_alloc(lay_out(listing), item_bytes);
    if (listing->items == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_threads_run(thread_count, listing->group_count, place_group, listing, err));
    SL_TRY(sl_threads_run(thread_count, listing->range_count, list_range, listing, err));
    return close_up(listing, err);
}

enum sl_status sl_pair_lists_init(
    struct sl_pair_lists *lists,
    size_t count,
    struct sl_pair_pieces *pieces,
    unsigned thread_count,
    struct sl_error *err
)
{
    SL_ASSERT(count <= SL_NUMBER_LIMIT);
    *lists = (struct sl_pair_lists){ .count = count };
    struct listing listing = { .lists = lists, .pieces = pieces };
    plan_items(&listing, count);
    const enum sl_status status = make_lists(&listing, thread_count, err);
    sl_free(listing.items);
    sl_free(listing.range_starts);
    sl_free(listing.range_kept);
    sl_free(listing.places);
    sl_pair_pieces_finish(pieces);
    if (status != SL_OK) {
        sl_pair_lists_finish(lists);
    }
    return status;
}

void sl_pair_lists_finish(struct sl_pair_lists *lists)
{
    sl_free(lists->starts);
    sl_free(lists->items);
    *lists = (struct sl_pair_lists){ 0 };
}
