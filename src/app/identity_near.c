/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_near.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"
#include "identity/expected.h"
#include "identity/mention_row.h"
#include "identity/row_key.h"
#include "store/derived.h"
#include "store/near.h"

/* By record of a linkage, the mention that it is a row of: they ascend. */
static enum sl_status
list_mentions(const struct sl_linkage *linkage, int64_t **ret_mentions, struct sl_error *err)
{
    const size_t count = sl_linkage_record_count(linkage);
    int64_t *mentions = sl_alloc(count, sizeof *mentions);

    if (mentions == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < count; record++) {
        mentions[record] = sl_row_key_parse(sl_linkage_record_id(linkage, record), NULL);
    }
    *ret_mentions = mentions;
    return SL_OK;
}

static int by_mention(const void *left, const void *right)
{
    const struct sl_stored_near *one = left;
    const struct sl_stored_near *two = right;

    if (one->mention != two->mention) {
        return one->mention < two->mention ? -1 : 1;
    }
    return one->other < two->other ? -1 : one->other > two->other;
}

/* Both ways, but for rows of one mention, in the order of the table. */
static enum sl_status
put_pairs(struct sl_store *store, const struct sl_linkage *linkage, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr) int64_t *mentions = NULL;
    const struct sl_near_pair *pairs = NULL;
    size_t count = 0;
    size_t kept = 0;

    sl_linkage_near(linkage, &pairs, &count);
    SL_CLEANUP(sl_free_ptr) struct sl_stored_near *near = sl_alloc(2 * count, sizeof *near);
    if (near == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(list_mentions(linkage, &mentions, err));
    for (size_t i = 0; i < count; i++) {
        const int64_t left = mentions[pairs[i].left];
        const int64_t right = mentions[pairs[i].right];
        if (left != right) {
            near[kept++] = (struct sl_stored_near){ .mention = left, .other = right };
            near[kept++] = (struct sl_stored_near){ .mention = right, .other = left };
        }
    }
    if (kept > 1) {
        qsort(near, kept, sizeof *near, by_mention);
    }
    for (size_t i = 0; i < kept; i++) {
        if (i == 0 || by_mention(&near[i - 1], &near[i]) != 0) {
            SL_TRY(sl_store_near_put(store, &near[i], err));
        }
    }
    return SL_OK;
}

/* Both ways of one pair. */
static enum sl_status
put_both(struct sl_store *store, int64_t mention, int64_t other, struct sl_error *err)
{
    const struct sl_stored_near there = { .mention = mention, .other = other };
    const struct sl_stored_near back = { .mention = other, .other = mention };

    SL_TRY(sl_store_near_put(store, &there, err));
    return sl_store_near_put(store, &back, err);
}

static enum sl_status
put_expected(struct sl_store *store, const struct sl_mention_holds *pairs, struct sl_error *err)
{
    for (size_t i = 0; i < pairs->count; i++) {
        SL_TRY(put_both(store, pairs->items[i].left, pairs->items[i].right, err));
    }
    return SL_OK;
}

enum sl_status sl_identity_near_write(
    struct sl_store *store,
    const struct sl_linkage *linkage,
    const struct sl_listing *listing,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds pairs = { 0 };

    SL_TRY(sl_store_derived_drop(store, SL_STR("near"), err));
    if (linkage == NULL) {
        return SL_OK;
    }
    SL_TRY(put_pairs(store, linkage, err));
    SL_TRY(sl_expected_all_pairs(listing, &pairs, err));
    return put_expected(store, &pairs, err);
}

/* What is read of the table, as pairs of records. */
struct reading {
    const int64_t *mentions; /* by record */
    size_t record_count;
    struct sl_near_pair *pairs;
    size_t count, capacity;
};

/* The first record of a mention, or where it would be. */
static size_t first_record(const struct reading *reading, int64_t mention)
{
    size_t low = 0;
    size_t high = reading->record_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (reading->mentions[middle] < mention) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* All rows of the one with all rows of the other: which of them are near is weighed later. */
static enum sl_status
add_pairs(struct reading *reading, const struct sl_stored_near *near, struct sl_error *err)
{
    const size_t first = first_record(reading, near->mention);
    const size_t second = first_record(reading, near->other);

    for (size_t one = first; one < reading->record_count && reading->mentions[one] == near->mention;
         one++) {
        for (size_t two = second;
             two < reading->record_count && reading->mentions[two] == near->other;
             two++) {
            SL_TRY(sl_array_reserve(
                (void *)&reading->pairs,
                &reading->capacity,
                reading->count + 1,
                sizeof *reading->pairs,
                err
            ));
            reading->pairs[reading->count++] =
                (struct sl_near_pair){ .left = (uint32_t)one, .right = (uint32_t)two };
        }
    }
    return SL_OK;
}

static enum sl_status
read_pairs(struct sl_store *store, struct reading *reading, struct sl_error *err)
{
    SL_CLEANUP(sl_near_cursor_close_ptr) struct sl_near_cursor *cursor = NULL;
    struct sl_stored_near near;
    bool has_one = true;

    SL_TRY(sl_store_near_open(store, 0, INT64_MAX, &cursor, err));
    for (;;) {
        SL_TRY(sl_near_cursor_next(cursor, &near, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (near.mention < near.other) {
            SL_TRY(add_pairs(reading, &near, err));
        }
    }
}

enum sl_status sl_identity_near_load(
    struct sl_store *store,
    const struct sl_linkage *linkage,
    struct sl_growth *growth,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) int64_t *mentions = NULL;
    struct reading reading = { .record_count = sl_linkage_record_count(linkage) };

    SL_TRY(list_mentions(linkage, &mentions, err));
    reading.mentions = mentions;
    enum sl_status status = read_pairs(store, &reading, err);
    if (status == SL_OK) {
        status = sl_growth_use_near(growth, reading.pairs, reading.count, err);
    }
    sl_free(reading.pairs);
    return status;
}

/* Those who are near one row. */
static enum sl_status add_row(
    struct sl_store *store,
    struct sl_growth *growth,
    int64_t mention,
    uint32_t record,
    struct sl_error *err
)
{
    const uint32_t *others = NULL;
    size_t count = 0;

    SL_TRY(sl_growth_near(growth, record, &others, &count, err));
    for (size_t i = 0; i < count; i++) {
        const int64_t other = sl_row_key_parse(sl_growth_record_id(growth, others[i]), NULL);
        if (other != mention) {
            SL_TRY(put_both(store, mention, other, err));
        }
    }
    return SL_OK;
}

/* Those who may be who is expected. */
static enum sl_status add_expected(
    struct sl_store *store, const struct sl_listing *listing, int64_t mention, struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds pairs = { 0 };
    const struct sl_listed *listed = sl_listing_find(listing, mention);

    if (listed != NULL) {
        SL_TRY(sl_expected_pairs(listing, listed, &pairs, err));
    }
    return put_expected(store, &pairs, err);
}

enum sl_status sl_identity_near_add(
    struct sl_store *store,
    struct sl_growth *growth,
    const struct sl_listing *listing,
    int64_t mention,
    struct sl_error *err
)
{
    SL_TRY(add_expected(store, listing, mention, err));
    for (unsigned ordinal = 0; ordinal < SL_MENTION_ROW_LIMIT; ordinal++) {
        const struct sl_row_key key = sl_row_key_print(mention, ordinal);
        uint32_t record = 0;
        const enum sl_status status =
            sl_growth_record_find(growth, sl_row_key_str(&key), &record, NULL);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(add_row(store, growth, mention, record, err));
    }
    return SL_OK;
}
