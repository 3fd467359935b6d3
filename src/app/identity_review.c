/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_review.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/identity_load.h"
#include "app/identity_model.h"
#include "base/array.h"
#include "base/memory.h"
#include "identity/identity_bits.h"
#include "identity/row_key.h"
#include "sightline/explain.h"

#define MODEL_LIMIT_BYTES ((size_t)2 << 30)
/* Mentions of an identity that are compared with those of the other, one by one. */
#define COMPARED_LIMIT 16u

/* A review in the making. */
struct work {
    struct sl_store *store;
    struct sl_arena *arena;
    const struct sl_review_wanted *wanted;
    struct sl_linkage *linkage; /* of the mentions of the pairs shown, and nobody else */
    struct sl_seals seals;
    struct sl_stored_review *all;
    size_t all_count, all_capacity;
    struct sl_review_pair *pairs;
    size_t count;
};

static void finish_work(struct work *work)
{
    sl_linkage_close(work->linkage);
    sl_seals_finish(&work->seals);
    sl_free(work->all);
}

static int by_weight(const void *left, const void *right)
{
    const struct sl_stored_review *one = left;
    const struct sl_stored_review *two = right;

    if (one->weight_millibits != two->weight_millibits) {
        return one->weight_millibits > two->weight_millibits ? -1 : 1;
    }
    if (one->low != two->low) {
        return one->low < two->low ? -1 : 1;
    }
    return one->high < two->high ? -1 : one->high > two->high;
}

static enum sl_status see_pair(
    const struct work *work,
    const struct sl_stored_review *pair,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    *ret_is_seen = true;
    return work->wanted->see_pair == NULL
               ? SL_OK
               : work->wanted->see_pair(work->wanted->context, pair, ret_is_seen, err);
}

static enum sl_status read_pairs(struct work *work, struct sl_error *err)
{

    SL_CLEANUP(sl_review_cursor_close_ptr) struct sl_review_cursor *cursor = NULL;
    struct sl_stored_review review;
    bool has_one = true;
    bool is_seen = true;

    SL_TRY(sl_store_reviews_open(work->store, work->wanted->identity, &cursor, err));
    for (;;) {
        SL_TRY(sl_review_cursor_next(cursor, &review, &has_one, err));
        if (!has_one) {
            break;
        }
        SL_TRY(see_pair(work, &review, &is_seen, err));
        if (!is_seen) {
            continue;
        }
        SL_TRY(sl_array_reserve(
            (void *)&work->all, &work->all_capacity, work->all_count + 1, sizeof review, err
        ));
        work->all[work->all_count++] = review;
    }
    if (work->all_count > 1) {
        qsort(work->all, work->all_count, sizeof *work->all, by_weight);
    }
    return SL_OK;
}

/* May a mention be seen, and which fields of it? */
static enum sl_status look(
    const struct work *work,
    int64_t mention,
    int64_t identity,
    uint32_t *ret_fields,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    struct sl_stored_mention stored;

    *ret_fields = UINT32_MAX;
    *ret_is_seen = true;
    if (work->wanted->look == NULL) {
        return SL_OK;
    }
    SL_TRY(sl_store_mention_get(work->store, mention, work->arena, &stored, err));
    *ret_is_seen = work->wanted->look(work->wanted->context, &stored, identity, ret_fields);
    return SL_OK;
}

/* May a field of both mentions be told? context: bits of enum sl_mention_field. */
static bool is_open(const void *context, struct sl_str name)
{
    const uint32_t *fields = context;

    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        if (sl_str_equal(name, sl_mention_field_name((enum sl_mention_field)field))) {
            return (*fields & (UINT32_C(1) << field)) != 0;
        }
    }
    return *fields == UINT32_MAX;
}

/* The word for a pair: it is one of many when either has another that is about as sure. */
static enum sl_status find_outcome(
    struct work *work,
    const struct sl_stored_review *pair,
    enum sl_outcome *ret_outcome,
    struct sl_error *err
)
{
    struct sl_outcome_seen seen = { .possible_count = 1,
                                    .best_bits = (double)pair->weight_millibits / 1000.0 };
    const int64_t both[2] = { pair->low, pair->high };

    for (unsigned i = 0; i < 2; i++) {
        SL_CLEANUP(sl_review_cursor_close_ptr) struct sl_review_cursor *cursor = NULL;
        struct sl_stored_review other = { .low = 0 };
        bool has_one = true;
        bool is_seen = true;
        SL_TRY(sl_store_reviews_open(work->store, both[i], &cursor, err));
        while (has_one) {
            SL_TRY(sl_review_cursor_next(cursor, &other, &has_one, err));
            const double bits = (double)other.weight_millibits / 1000.0;
            if (has_one) {
                SL_TRY(see_pair(work, &other, &is_seen, err));
            }
            if (has_one && is_seen && (other.low != pair->low || other.high != pair->high) &&
                fabs(bits - seen.best_bits) <= SL_OUTCOME_NEAR_BITS) {
                seen.second_bits = bits;
                seen.possible_count++;
            }
        }
    }
    *ret_outcome = sl_outcome_of(&seen, SL_IDENTITY_POTENTIAL_BITS);
    return SL_OK;
}

/* Add the rows of an identity's mentions, unless they are there. */
static enum sl_status add_identity(struct work *work, int64_t identity, struct sl_error *err)
{
    struct sl_membership member = { .mention = 0 };

    for (size_t i = 0; i < COMPARED_LIMIT; i++) {
        struct sl_identity_rows rows;
        uint32_t fields = 0;
        bool is_seen = true;
        const enum sl_status status =
            sl_store_membership_next(work->store, identity, member.mention, &member, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(look(work, member.mention, identity, &fields, &is_seen, err));
        if (!is_seen) {
            continue;
        }
        SL_TRY(sl_identity_rows(work->store, &work->seals, member.mention, work->arena, &rows, err)
        );
        for (unsigned row = 0; row < rows.count; row++) {
            const struct sl_row_key key = sl_row_key_print(member.mention, row);
            SL_TRY(
                sl_linkage_add(work->linkage, 0, sl_row_key_str(&key), rows.items[row].values, err)
            );
        }
    }
    return SL_OK;
}

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left;
    const int64_t *two = right;

    return *one < *two ? -1 : *one > *two;
}

/* Everybody in the pairs shown, each once, into a linkage that can explain them. */
static enum sl_status load_linkage(struct work *work, struct sl_error *err)
{
    const struct sl_linkage_options options = sl_identity_linkage_options();
    SL_CLEANUP(sl_arena_finish) struct sl_arena models;
    SL_CLEANUP(sl_free_ptr) int64_t *both = sl_alloc(work->count * 2, sizeof *both);
    struct sl_identity_model model = { 0 };

    sl_arena_init(&models, MODEL_LIMIT_BYTES);
    if (both == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < work->count; i++) {
        both[2 * i] = work->pairs[i].pair.low;
        both[2 * i + 1] = work->pairs[i].pair.high;
    }
    qsort(both, work->count * 2, sizeof *both, by_number);
    SL_TRY(sl_identity_load_seals(work->store, &work->seals, err));
    SL_TRY(sl_linkage_open(&options, &work->linkage, err));
    for (size_t i = 0; i < work->count * 2; i++) {
        if (i == 0 || both[i] != both[i - 1]) {
            SL_TRY(add_identity(work, both[i], err));
        }
    }
    const enum sl_status status = sl_identity_model_find(work->store, &models, &model, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_INVALID, "nobody has been identified yet");
    }
    SL_TRY(status);
    SL_TRY(sl_identity_model_use(&model, work->linkage, err));
    return sl_linkage_prepare(work->linkage, err);
}

/* Rows of an identity in the linkage, by record. */
static enum sl_status records_of(
    struct work *work, int64_t identity, uint32_t *records, size_t *ret_count, struct sl_error *err
)
{
    struct sl_membership member = { .mention = 0 };
    size_t count = 0;

    for (size_t i = 0; i < COMPARED_LIMIT; i++) {
        const enum sl_status status =
            sl_store_membership_next(work->store, identity, member.mention, &member, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        for (unsigned row = 0; row < SL_MENTION_ROW_LIMIT; row++) {
            const struct sl_row_key key = sl_row_key_print(member.mention, row);
            if (sl_linkage_record_find(
                    work->linkage, 0, sl_row_key_str(&key), &records[count], NULL
                ) == SL_OK) {
                count++;
            }
        }
    }
    *ret_count = count;
    return SL_OK;
}

static int64_t mention_of(const struct work *work, uint32_t record)
{
    return sl_row_key_parse(sl_linkage_record_id(work->linkage, record), NULL);
}

/* Leave of the steps what may be told of both mentions. */
static enum sl_status
blank_untold(struct work *work, struct sl_review_pair *pair, struct sl_error *err)
{
    uint32_t left = 0;
    uint32_t right = 0;
    bool is_seen = false;

    SL_TRY(look(work, pair->left.mention.id, pair->pair.low, &left, &is_seen, err));
    SL_TRY(look(work, pair->right.mention.id, pair->pair.high, &right, &is_seen, err));
    left &= right;
    pair->other_bits += sl_waterfall_close(&pair->waterfall, is_open, &left);
    return SL_OK;
}

/* The two rows that agree best, and why. */
static enum sl_status
explain_pair(struct work *work, struct sl_review_pair *pair, struct sl_error *err)
{
    uint32_t left[COMPARED_LIMIT * SL_MENTION_ROW_LIMIT];
    uint32_t right[COMPARED_LIMIT * SL_MENTION_ROW_LIMIT];
    size_t left_count = 0;
    size_t right_count = 0;
    struct sl_explanation *best = NULL;
    enum sl_status status = SL_OK;

    SL_TRY(records_of(work, pair->pair.low, left, &left_count, err));
    SL_TRY(records_of(work, pair->pair.high, right, &right_count, err));
    for (size_t i = 0; i < left_count * right_count && status == SL_OK; i++) {
        struct sl_explanation *one = NULL;
        status = sl_linkage_explain(
            work->linkage, left[i / right_count], right[i % right_count], &one, err
        );
        const bool is_better =
            status == SL_OK && (best == NULL || one->weight_bits > best->weight_bits);
        sl_explanation_free(is_better ? best : one);
        best = is_better ? one : best;
    }
    if (status == SL_OK && best != NULL) {
        pair->other_bits = (double)pair->pair.weight_millibits / 1000.0 - best->weight_bits;
        status = sl_waterfall_build(best, work->arena, &pair->waterfall, err);
    }
    if (status == SL_OK && best != NULL) {
        const int64_t one = mention_of(work, best->left);
        const int64_t two = mention_of(work, best->right);
        status = sl_identity_mention_get(work->store, one, work->arena, &pair->left, err);
        if (status == SL_OK) {
            status = sl_identity_mention_get(work->store, two, work->arena, &pair->right, err);
        }
        if (status == SL_OK) {
            status = blank_untold(work, pair, err);
        }
    }
    sl_explanation_free(best);
    return status;
}

enum sl_status sl_identity_review(
    struct sl_store *store,
    const struct sl_review_wanted *wanted,
    struct sl_arena *arena,
    struct sl_review_list *ret_list,
    struct sl_error *err
)
{
    SL_CLEANUP(finish_work) struct work work = { .store = store, .arena = arena, .wanted = wanted };

    SL_TRY(read_pairs(&work, err));
    work.count = work.all_count < wanted->limit ? work.all_count : wanted->limit;
    work.pairs = sl_arena_alloc(arena, work.count, sizeof *work.pairs);
    if (work.pairs == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < work.count; i++) {
        work.pairs[i] = (struct sl_review_pair){ .pair = work.all[i] };
        SL_TRY(find_outcome(&work, &work.all[i], &work.pairs[i].outcome, err));
    }
    if (work.count > 0) {
        SL_TRY(load_linkage(&work, err));
    }
    for (size_t i = 0; i < work.count; i++) {
        SL_TRY(explain_pair(&work, &work.pairs[i], err));
    }
    *ret_list = (struct sl_review_list
    ){ .pairs = work.pairs, .count = work.count, .total = work.all_count };
    return SL_OK;
}
