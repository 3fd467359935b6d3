/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_pairs.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"

/* The first room of a piece, in pairs: small, as there are many pieces. */
#define FIRST_PAIRS 64u

/* Owners are sorted in at most so many ranges, so that one range fits into a cache. */
#define RANGE_BITS 10u

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
 * The work of making lists. Each pair stands twice in `directed`, once for either owner, sorted by
 * the range of the owner: range r begins at range_starts[r]. places[p * range_count + r] is where
 * piece p writes its next pair of range r.
 */
struct listing {
    struct sl_pair_lists *lists;
    struct sl_pair_pieces *pieces;
    size_t range_count;
    unsigned range_shift;
    uint64_t *directed;
    size_t *range_starts;
    size_t *range_kept; /* how many items range r has in the end */
    size_t *places;
};

static uint64_t reversed(uint64_t pair)
{
    return sl_pair_make(sl_pair_right(pair), sl_pair_left(pair), sl_pair_grade(pair));
}

static enum sl_status count_piece(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct listing *listing = context;
    const struct sl_pairs *piece = &listing->pieces->pieces[index];
    size_t *places = listing->places + index * listing->range_count;
    for (size_t i = 0; i < piece->count; i++) {
        places[sl_pair_left(piece->items[i]) >> listing->range_shift]++;
        places[sl_pair_right(piece->items[i]) >> listing->range_shift]++;
    }
    return SL_OK;
}

/* Turn counts into places: range by range, within it piece by piece. Gives the total. */
static size_t lay_out(const struct listing *listing)
{
    size_t total = 0;
    for (size_t range = 0; range < listing->range_count; range++) {
        listing->range_starts[range] = total;
        for (size_t piece = 0; piece < listing->pieces->count; piece++) {
            size_t *place = &listing->places[piece * listing->range_count + range];
            const size_t count = *place;
            *place = total;
            total += count;
        }
    }
    listing->range_starts[listing->range_count] = total;
    return total;
}

static enum sl_status direct_piece(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct listing *listing = context;
    struct sl_pairs *piece = &listing->pieces->pieces[index];
    size_t *places = listing->places + index * listing->range_count;
    for (size_t i = 0; i < piece->count; i++) {
        const uint64_t pair = piece->items[i];
        const uint64_t back = reversed(pair);
        listing->directed[places[sl_pair_left(pair) >> listing->range_shift]++] = pair;
        listing->directed[places[sl_pair_left(back) >> listing->range_shift]++] = back;
    }
    sl_pairs_finish(piece);
    return SL_OK;
}

/* Sort one range, note where each owner's list ends within it, and pack it to its front. */
static enum sl_status list_range(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct listing *listing = context;
    uint64_t *pairs = listing->directed + listing->range_starts[index];
    const size_t count = listing->range_starts[index + 1] - listing->range_starts[index];
    SL_TRY(sl_sort_u64(pairs, count, NULL));
    const size_t kept = keep_best(pairs, count);
    unsigned char *packed = (unsigned char *)pairs;
    for (size_t i = 0; i < kept; i++) {
        const uint32_t item = (uint32_t)pairs[i];
        listing->lists->starts[sl_pair_left(pairs[i]) + 1]++;
        memcpy(packed + i * sizeof(item), &item, sizeof(item)); /* never ahead of what is read */
    }
    listing->range_kept[index] = kept;
    return SL_OK;
}

/* Move the ranges' items together and turn the lengths of the lists into their starts. */
static enum sl_status close_up(struct listing *listing, struct sl_error *err)
{
    struct sl_pair_lists *lists = listing->lists;
    uint32_t *items = (uint32_t *)listing->directed;
    size_t total = 0;
    for (size_t range = 0; range < listing->range_count; range++) {
        const size_t kept = listing->range_kept[range];
        memmove(
            items + total, listing->directed + listing->range_starts[range], kept * sizeof(*items)
        );
        total += kept;
    }
    for (size_t number = 0; number < lists->count; number++) {
        lists->starts[number + 1] += lists->starts[number];
    }
    SL_ASSERT(lists->starts[lists->count] == total);
    lists->items = sl_realloc(items, total, sizeof(*items));
    if (lists->items == NULL) {
        return sl_fail_memory(err);
    }
    listing->directed = NULL;
    return SL_OK;
}

static enum sl_status
make_lists(struct listing *listing, unsigned thread_count, struct sl_error *err)
{
    const size_t pieces = listing->pieces->count;
    SL_TRY(sl_pair_pieces_status(listing->pieces, err));
    listing->lists->starts = sl_calloc(listing->lists->count + 1, sizeof(uint64_t));
    listing->range_starts = sl_calloc(listing->range_count + 1, sizeof(size_t));
    listing->range_kept = sl_calloc(listing->range_count, sizeof(size_t));
    listing->places = sl_calloc(pieces * listing->range_count, sizeof(size_t));
    if (listing->lists->starts == NULL || listing->range_starts == NULL ||
        listing->range_kept == NULL || listing->places == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_threads_run(thread_count, pieces, count_piece, listing, err));
    listing->directed = sl_alloc(lay_out(listing), sizeof(*listing->directed));
    if (listing->directed == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_threads_run(thread_count, pieces, direct_piece, listing, err));
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
    while (count >> listing.range_shift >= (size_t)1 << RANGE_BITS) {
        listing.range_shift++;
    }
    listing.range_count = (count >> listing.range_shift) + 1;
    const enum sl_status status = make_lists(&listing, thread_count, err);
    sl_free(listing.directed);
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
