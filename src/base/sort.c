/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

#define DIGIT_COUNT  8 /* bytes of a key */
#define DIGIT_VALUES 256

/* At most so many are sorted by insertion: setting up counts would take longer. */
#define SMALL_COUNT 96

/* The same for texts, where every comparison reads memory far away. */
#define SMALL_TEXT_COUNT 8

static unsigned digit_of(uint64_t key, unsigned digit)
{
    return (unsigned)(key >> (8 * digit)) & 0xFFu;
}

/* Turn how often each value occurs into where its first item goes. */
static void counts_to_starts(size_t counts[DIGIT_VALUES])
{
    size_t start = 0;
    for (size_t i = 0; i < DIGIT_VALUES; i++) {
        const size_t count = counts[i];
        counts[i] = start;
        start += count;
    }
}

static void insert_keyed(struct sl_keyed *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct sl_keyed item = items[i];
        size_t at = i;
        while (at > 0 && items[at - 1].key > item.key) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = item;
    }
}

/* Sort with a second array of the same size; the result is in items. */
static void radix_keyed(struct sl_keyed *items, struct sl_keyed *spare, size_t count)
{
    if (count <= SMALL_COUNT) {
        insert_keyed(items, count);
        return;
    }
    uint64_t differing = 0; /* bits in which not all keys are the same */
    for (size_t i = 1; i < count; i++) {
        differing |= items[i].key ^ items[0].key;
    }
    struct sl_keyed *from = items;
    struct sl_keyed *to = spare;
    for (unsigned digit = 0; digit < DIGIT_COUNT; digit++) {
        if (digit_of(differing, digit) == 0) {
            continue;
        }
        size_t counts[DIGIT_VALUES] = { 0 };
        for (size_t i = 0; i < count; i++) {
            counts[digit_of(from[i].key, digit)]++;
        }
        counts_to_starts(counts);
        for (size_t i = 0; i < count; i++) {
            to[counts[digit_of(from[i].key, digit)]++] = from[i];
        }
        struct sl_keyed *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}

enum sl_status sl_sort_keyed(struct sl_keyed *items, size_t count, struct sl_error *err)
{
    if (count <= SMALL_COUNT) {
        insert_keyed(items, count);
        return SL_OK;
    }
    struct sl_keyed *spare = sl_alloc(count, sizeof *spare);
    if (spare == NULL) {
        return sl_fail_memory(err);
    }
    radix_keyed(items, spare, count);
    sl_free(spare);
    return SL_OK;
}

static void insert_u64(uint64_t *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const uint64_t item = items[i];
        size_t at = i;
        while (at > 0 && items[at - 1] > item) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = item;
    }
}

static void radix_u64(uint64_t *items, uint64_t *spare, size_t count)
{
    uint64_t differing = 0; /* bits in which not all are the same */
    for (size_t i = 1; i < count; i++) {
        differing |= items[i] ^ items[0];
    }
    uint64_t *from = items;
    uint64_t *to = spare;
    for (unsigned digit = 0; digit < DIGIT_COUNT; digit++) {
        if (digit_of(differing, digit) == 0) {
            continue;
        }
        size_t counts[DIGIT_VALUES] = { 0 };
        for (size_t i = 0; i < count; i++) {
            counts[digit_of(from[i], digit)]++;
        }
        counts_to_starts(counts);
        for (size_t i = 0; i < count; i++) {
            to[counts[digit_of(from[i], digit)]++] = from[i];
        }
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}

enum sl_status sl_sort_u64(uint64_t *items, size_t count, struct sl_error *err)
{
    if (count <= SMALL_COUNT) {
        insert_u64(items, count);
        return SL_OK;
    }
    uint64_t *spare = sl_alloc(count, sizeof *spare);
    if (spare == NULL) {
        return sl_fail_memory(err);
    }
    radix_u64(items, spare, count);
    sl_free(spare);
    return SL_OK;
}

/* What sorting texts works on: value is the index of a text, key a part of it. */
struct text_sort {
    const struct sl_str *texts;
    struct sl_keyed *items;
    struct sl_keyed *spare;
};

/* Eight bytes as a number that orders like them. */
static uint64_t load_ordered(const char *ptr)
{
    uint64_t word = 0;
    memcpy(&word, ptr, sizeof word);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The eight bytes from `depth` on as a number that orders like them; zeros behind the end. */
static uint64_t text_key(struct sl_str text, size_t depth)
{
    const size_t left = text.len > depth ? text.len - depth : 0;
    if (left >= 8) {
        return load_ordered(text.ptr + depth);
    }
    if (left == 0) {
        return 0;
    }
    const size_t missing_bits = 8 * (8 - left);
    if (text.len >= 8) {
        return load_ordered(text.ptr + text.len - 8) << missing_bits;
    }
    uint64_t key = 0;
    for (size_t i = depth; i < text.len; i++) {
        key = key << 8 | (unsigned char)text.ptr[i];
    }
    return key << missing_bits;
}

/* How many bytes, 0 to 8, of the text its key at this depth holds; 9 when more follow. */
static uint64_t text_reach(struct sl_str text, size_t depth)
{
    const size_t left = text.len > depth ? text.len - depth : 0;
    return left > 8 ? 9 : left;
}

/* Sort few texts that are equal up to depth, by comparing the rest. */
static void insert_texts(const struct text_sort *sort, size_t first, size_t count, size_t depth)
{
    struct sl_keyed *items = sort->items + first;
    for (size_t i = 1; i < count; i++) {
        const struct sl_keyed item = items[i];
        const struct sl_str rest = sl_str_part(sort->texts[item.value], depth, SIZE_MAX);
        size_t at = i;
        while (at > 0 && sl_str_compare(
                             sl_str_part(sort->texts[items[at - 1].value], depth, SIZE_MAX), rest
                         ) > 0) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = item;
    }
}

/* Order texts with equal keys by whether they end: the shorter first. Gives how many end here. */
static size_t order_ends(const struct text_sort *sort, size_t first, size_t count, size_t depth)
{
    struct sl_keyed *items = sort->items + first;
    bool differ = false;
    const uint64_t any_reach = text_reach(sort->texts[items[0].value], depth);
    for (size_t i = 0; i < count; i++) {
        items[i].key = text_reach(sort->texts[items[i].value], depth);
        differ = differ || items[i].key != any_reach;
    }
    if (!differ) {
        return any_reach == 9 ? 0 : count;
    }
    radix_keyed(items, sort->spare + first, count);
    size_t ended = count;
    while (ended > 0 && items[ended - 1].key == 9) {
        ended--;
    }
    return ended;
}

/* A range of items whose texts are equal up to depth. */
struct text_range {
    size_t first;
    size_t count;
    size_t depth;
};

static void sort_texts(const struct text_sort *sort, struct text_range range);

/*
 * Sort the range by its next eight bytes and the ranges of ties within it by what follows, all but
 * the largest of them, which is given back: so the recursion is never deeper than log2(count).
 */
static struct text_range sort_step(const struct text_sort *sort, struct text_range range)
{
    struct sl_keyed *items = sort->items + range.first;
    for (size_t i = 0; i < range.count; i++) {
        items[i].key = text_key(sort->texts[items[i].value], range.depth);
    }
    radix_keyed(items, sort->spare + range.first, range.count);
    struct text_range largest = { .first = range.first, .count = 0, .depth = range.depth + 8 };
    size_t begin = 0;
    while (begin < range.count) {
        size_t end = begin + 1;
        while (end < range.count && items[end].key == items[begin].key) {
            end++;
        }
        if (end - begin > 1) {
            const size_t ended = order_ends(sort, range.first + begin, end - begin, range.depth);
            struct text_range ties = {
                .first = range.first + begin + ended,
                .count = end - begin - ended,
                .depth = range.depth + 8,
            };
            if (ties.count > largest.count) {
                const struct text_range swap = largest;
                largest = ties;
                ties = swap;
            }
            sort_texts(sort, ties);
        }
        begin = end;
    }
    return largest;
}

static void sort_texts(const struct text_sort *sort, struct text_range range)
{
    while (range.count > SMALL_TEXT_COUNT) {
        range = sort_step(sort, range);
    }
    insert_texts(sort, range.first, range.count, range.depth);
}

/* How many bytes all texts begin with in common. */
static size_t common_prefix(const struct sl_str *texts, size_t count)
{
    size_t common = texts[0].len;
    for (size_t i = 1; i < count && common > 0; i++) {
        common = texts[i].len < common ? texts[i].len : common;
        size_t at = 0;
        while (at < common && texts[i].ptr[at] == texts[0].ptr[at]) {
            at++;
        }
        common = at;
    }
    return common;
}

enum sl_status
sl_sort_strs(const struct sl_str *texts, size_t count, uint32_t *order, struct sl_error *err)
{
    if (count > UINT32_MAX) {
        return sl_fail(err, SL_LIMIT, "more than %u texts to sort", (unsigned)UINT32_MAX);
    }
    if (count == 0) {
        return SL_OK;
    }
    struct sl_keyed *items = sl_alloc(count, sizeof *items);
    struct sl_keyed *spare = sl_alloc(count, sizeof *spare);
    if (items == NULL || spare == NULL) {
        sl_free(items);
        sl_free(spare);
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        items[i].value = i;
    }
    const struct text_sort sort = { .texts = texts, .items = items, .spare = spare };
    sort_texts(&sort, (struct text_range){ 0, count, common_prefix(texts, count) });
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)items[i].value;
    }
    sl_free(items);
    sl_free(spare);
    return SL_OK;
}
