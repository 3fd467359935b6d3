/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identify.h"

#include <math.h>
#include <stdlib.h>

#include "app/identity_count.h"
#include "app/identity_load.h"
#include "app/identity_model.h"
#include "app/identity_near.h"
#include "app/identity_part.h"
#include "base/array.h"
#include "base/memory.h"
#include "identity/identity_bits.h"
#include "identity/row_key.h"
#include "sightline/possible.h"

/* A model and its frequencies. */
#define MODEL_LIMIT_BYTES ((size_t)2 << 30)

/* Everything that a run has in hand. */
struct work {
    struct sl_store *store;
    const struct sl_identify_options *options;
    struct sl_linkage *linkage;
    struct sl_identity_known known;
    const struct sl_identity_part *part; /* that is linked; NULL: everybody */
    struct sl_membership *before, *after;
    size_t before_count, before_capacity, after_count;
    int64_t *reviewed; /* identities of a part */
    size_t reviewed_count;
    struct sl_stored_review *reviews;
    size_t review_count;
    int64_t *sealed; /* identities */
    size_t sealed_count;
    struct sl_arena arena; /* the model */
    int64_t built_through;
    int64_t row_count;
    struct sl_identify_result *result;
};

static double now(const struct sl_identify_options *options)
{
    return options->clock == NULL ? 0.0 : options->clock(options->context);
}

static void finish_work(struct work *work)
{
    sl_linkage_close(work->linkage);
    sl_identity_known_finish(&work->known);
    sl_free(work->before);
    sl_free(work->after);
    sl_free(work->reviews);
    sl_free(work->reviewed);
    sl_free(work->sealed);
    sl_arena_finish(&work->arena);
}

static void tell_stage(void *context, enum sl_stage stage, uint64_t done, uint64_t total)
{
    const struct work *work = context;

    work->options->progress(work->options->context, sl_stage_text(stage), done, total);
}

static enum sl_status open_linkage(struct work *work, struct sl_error *err)
{
    struct sl_linkage_options options = sl_identity_linkage_options();

    sl_linkage_close(work->linkage);
    work->linkage = NULL;
    options.thread_count = work->options->thread_count;
    if (work->options->progress != NULL) {
        options.context = work;
        options.progress = tell_stage;
    }
    return sl_linkage_open(&options, &work->linkage, err);
}

/* The last answer. */
static enum sl_status load_before(struct work *work, struct sl_error *err)
{
    SL_CLEANUP(sl_membership_cursor_close_ptr) struct sl_membership_cursor *cursor = NULL;
    bool has_one = true;

    SL_TRY(sl_store_memberships_open(work->store, 0, INT64_MAX, &cursor, err));
    for (;;) {
        SL_TRY(sl_array_reserve(
            (void *)&work->before,
            &work->before_capacity,
            work->before_count + 1,
            sizeof *work->before,
            err
        ));
        SL_TRY(sl_membership_cursor_next(cursor, &work->before[work->before_count], &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        work->before_count++;
    }
}

/* Whose rows have changed since, or everybody when the model is new, is bound to who they were. */
static enum sl_status bind(struct work *work, bool all, struct sl_error *err)
{
    for (size_t i = 0; i < work->before_count; i++) {
        const struct sl_membership *was = &work->before[i];
        const struct sl_membership *is = sl_identity_described(&work->known, was->mention);
        struct sl_stored_bond bond;
        if (is == NULL || (!all && is->rows_hash == was->rows_hash)) {
            continue;
        }
        SL_TRY(sl_identity_bond_of(work->store, was, &bond, err));
        if (bond.other != 0) {
            SL_TRY(sl_store_bond_put(work->store, &bond, err));
            work->result->bond_count++;
        }
    }
    return SL_OK;
}

/* A linkage with all rows and holds. */
static enum sl_status load(struct work *work, bool bind_all, struct sl_error *err)
{
    sl_identity_known_finish(&work->known);
    SL_TRY(open_linkage(work, err));
    SL_TRY(sl_identity_load_rows(work->store, &work->known, work->linkage, err));
    SL_TRY(bind(work, bind_all, err));
    SL_TRY(sl_identity_load_holds(work->store, &work->known, err));
    return sl_identity_tell_holds(&work->known, work->linkage, err);
}

/* The model in use; when there is none, or another one is wanted, it is learned. */
static enum sl_status get_model(
    struct work *work, struct sl_identity_model *ret_model, bool *ret_is_new, struct sl_error *err
)
{
    const double begun = now(work->options);
    enum sl_status status = sl_identity_model_find(work->store, &work->arena, ret_model, err);

    *ret_is_new =
        status == SL_OK && (work->options->must_learn ||
                            sl_identity_model_is_outgrown(ret_model->row_count, work->row_count));
    if (status == SL_NOT_FOUND || *ret_is_new) {
        SL_TRY(load(work, false, err));
        SL_TRY(sl_linkage_prepare(work->linkage, err));
        SL_TRY(sl_identity_model_keep(
            work->store, work->linkage, work->row_count, work->options->at, err
        ));
        work->result->was_learned = true;
        work->result->learn_seconds = now(work->options) - begun;
        sl_arena_reset(&work->arena);
        status = sl_identity_model_find(work->store, &work->arena, ret_model, err);
    }
    return status;
}

/* The mention whose row names a cluster. */
static int64_t mention_of(const struct work *work, uint32_t record)
{
    return sl_row_key_parse(sl_linkage_record_id(work->linkage, record), NULL);
}

/* Children outside a part are in its linkage, and nobody asks who they are. */
static bool is_asked(const struct work *work, int64_t mention)
{
    return work->part == NULL || sl_identity_part_has(work->part, mention);
}

static enum sl_status read_clusters(struct work *work, struct sl_error *err)
{
    const size_t count = sl_linkage_record_count(work->linkage);
    size_t place = 0;

    work->after = sl_alloc(work->known.described_count, sizeof *work->after);
    if (work->after == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < count; record++) {
        unsigned ordinal = 0;
        const int64_t mention =
            sl_row_key_parse(sl_linkage_record_id(work->linkage, record), &ordinal);
        if (ordinal != 0) {
            continue;
        }
        /* Records go by id, so mentions come in the order in which they were described. */
        const struct sl_membership *described = &work->known.described[place++];
        SL_ASSERT(described->mention == mention);
        if (!is_asked(work, mention)) {
            continue;
        }
        work->after[work->after_count++] = (struct sl_membership){
            .mention = mention,
            .identity = mention_of(work, sl_linkage_cluster(work->linkage, record)),
            .rows_hash = described->rows_hash,
        };
    }
    return SL_OK;
}

static enum sl_status read_possible(struct work *work, struct sl_error *err)
{
    const size_t count = sl_linkage_possible_count(work->linkage);

    work->reviews = sl_alloc(count, sizeof *work->reviews);
    if (work->reviews == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        const struct sl_linkage_possible pair = sl_linkage_possible_get(work->linkage, i);
        const struct sl_stored_review review = {
            .low = mention_of(work, pair.left),
            .high = mention_of(work, pair.right),
            .weight_millibits = llround(pair.weight_bits * 1000.0),
        };
        if (is_asked(work, review.low) && is_asked(work, review.high)) {
            work->reviews[work->review_count++] = review;
        }
    }
    return SL_OK;
}

/* Which identities have an adopted child's former mentions. */
static enum sl_status read_sealed(struct work *work, struct sl_error *err)
{
    SL_CLEANUP(sl_mention_cursor_close_ptr) struct sl_mention_cursor *cursor = NULL;
    struct sl_stored_mention mention;
    size_t capacity = 0;
    bool has_one = true;

    SL_TRY(sl_store_mentions_open(work->store, 0, INT64_MAX, &cursor, err));
    for (size_t place = 0;;) {
        SL_TRY(sl_mention_cursor_next(cursor, &mention, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        while (place < work->after_count && work->after[place].mention < mention.id) {
            place++;
        }
        if ((mention.flags & SL_MENTION_ADOPTED) == 0 || place == work->after_count ||
            work->after[place].mention != mention.id) {
            continue;
        }
        SL_TRY(sl_array_reserve(
            (void *)&work->sealed, &capacity, work->sealed_count + 1, sizeof *work->sealed, err
        ));
        work->sealed[work->sealed_count++] = work->after[place].identity;
    }
}

/* The decision of a hold between two mentions, or 0. */
static int64_t
decision_of(const struct work *work, enum sl_mention_hold_kind kind, int64_t left, int64_t right)
{
    for (size_t i = 0; i < work->known.holds.count; i++) {
        const struct sl_mention_hold *hold = &work->known.holds.items[i];
        if (hold->kind == kind && hold->decision != 0 &&
            ((hold->left == left && hold->right == right) ||
             (hold->left == right && hold->right == left))) {
            return hold->decision;
        }
    }
    return 0;
}

/* Is one of those whom a conflict names sealed to who asks? */
static bool is_conflict_hidden(const struct work *work, const struct sl_linkage_conflict *conflict)
{
    const struct sl_seal_book *book = work->options->book;

    return sl_identity_is_closed(book, mention_of(work, conflict->left)) ||
           sl_identity_is_closed(book, mention_of(work, conflict->right)) ||
           sl_identity_is_closed(book, mention_of(work, conflict->apart_left)) ||
           sl_identity_is_closed(book, mention_of(work, conflict->apart_right));
}

static void read_conflicts(struct work *work)
{
    struct sl_identify_result *result = work->result;
    const size_t count = sl_linkage_conflict_count(work->linkage);

    for (size_t i = 0; i < count; i++) {
        const struct sl_linkage_conflict found = sl_linkage_conflict_get(work->linkage, i);
        if (!is_asked(work, mention_of(work, found.left)) &&
            !is_asked(work, mention_of(work, found.right))) {
            continue;
        }
        struct sl_identity_conflict conflict = {
            .kind = found.hold == SL_HOLD_TOGETHER ? SL_MENTION_TOGETHER
                    : found.hold == SL_HOLD_PARENT ? SL_MENTION_PARENT
                                                   : SL_MENTION_APART,
            .left = mention_of(work, found.left),
            .right = mention_of(work, found.right),
            .apart_left = mention_of(work, found.apart_left),
            .apart_right = mention_of(work, found.apart_right),
        };
        conflict.decision = decision_of(work, conflict.kind, conflict.left, conflict.right);
        /* That a council's number gives way to what holds apart is as it should be. */
        const bool is_number = conflict.kind == SL_MENTION_TOGETHER && conflict.decision == 0;
        if (is_number || is_conflict_hidden(work, &found) ||
            result->conflict_count++ >= SL_IDENTIFY_CONFLICT_LIMIT) {
            continue;
        }
        result->conflicts[result->conflict_count - 1] = conflict;
    }
}

static enum sl_status link_all(struct work *work, struct sl_error *err)
{
    struct sl_identify_result *result = work->result;
    struct sl_identity_model model = { 0 };
    bool is_new = false;

    SL_TRY(load_before(work, err));
    SL_TRY(sl_store_mention_row_count(work->store, &work->row_count, err));
    if (work->row_count == 0) {
        return SL_OK; /* nothing can be learned from nobody */
    }
    SL_TRY(get_model(work, &model, &is_new, err));
    const double begun = now(work->options);
    SL_TRY(load(work, is_new, err));
    SL_TRY(sl_identity_model_use(&model, work->linkage, err));
    const double loaded = now(work->options);
    result->read_seconds = loaded - begun;
    SL_TRY(sl_linkage_run(work->linkage, err));
    SL_TRY(read_clusters(work, err));
    SL_TRY(read_possible(work, err));
    SL_TRY(read_sealed(work, err));
    read_conflicts(work);
    result->link_seconds = now(work->options) - loaded;
    return SL_OK;
}

static enum sl_status publish(struct work *work, struct sl_error *err)
{
    struct sl_identify_result *result = work->result;
    const double begun = now(work->options);
    const struct sl_identity_answer answer = {
        .before = work->before,
        .after = work->after,
        .before_count = work->before_count,
        .after_count = work->after_count,
        .all_reviews = work->part == NULL,
        .reviewed = work->reviewed,
        .reviewed_count = work->reviewed_count,
        .reviews = work->reviews,
        .review_count = work->review_count,
        .sealed = work->sealed,
        .sealed_count = work->sealed_count,
        .book = work->options->book,
        .at = work->options->at,
        .decision = work->options->decision,
        .run = work->options->run,
        .built_through = work->built_through,
    };

    result->row_count = work->known.row_count;
    SL_TRY(sl_identity_count(&answer, result, err));
    if (work->part == NULL) {
        SL_TRY(sl_identity_near_write(work->store, work->linkage, &work->known.listing, err));
    }
    SL_TRY(sl_identity_publish(work->store, &answer, &result->turns, err));
    SL_TRY(sl_identity_unbind(work->store, &answer, NULL, NULL, err));
    result->write_seconds = now(work->options) - begun;
    return SL_OK;
}

enum sl_status sl_identify_again(
    struct sl_store *store,
    const struct sl_identify_options *options,
    int64_t built_through,
    struct sl_identify_result *ret_result,
    struct sl_error *err
)
{
    struct sl_identify_result result = { .row_count = 0 };
    SL_CLEANUP(finish_work)
    struct work work = {
        .store = store,
        .options = options,
        .built_through = built_through,
        .result = &result,
    };

    sl_arena_init(&work.arena, MODEL_LIMIT_BYTES);
    SL_TRY(link_all(&work, err));
    SL_TRY(publish(&work, err));
    *ret_result = result;
    return SL_OK;
}

/* Who they were, and whose possible matches are told anew. */
static enum sl_status load_before_of_part(struct work *work, struct sl_error *err)
{
    const struct sl_identity_set *mentions = &work->part->mentions;

    work->before = sl_alloc(mentions->count, sizeof *work->before);
    work->reviewed = sl_alloc(mentions->count, sizeof *work->reviewed);
    if (work->before == NULL || work->reviewed == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < mentions->count; i++) {
        struct sl_membership *was = &work->before[work->before_count++];
        SL_TRY(sl_store_membership_get(work->store, mentions->items[i], was, err));
        if (was->mention == was->identity) {
            work->reviewed[work->reviewed_count++] = was->identity;
        }
    }
    return SL_OK;
}

/* Which identities of a part have an adopted child's former mentions. */
static enum sl_status read_sealed_of_part(struct work *work, struct sl_error *err)
{
    work->sealed = sl_alloc(work->after_count, sizeof *work->sealed);
    if (work->sealed == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < work->after_count; i++) {
        const struct sl_row_key key = sl_row_key_print(work->after[i].mention, 0);
        if (sl_seals_has(&work->known.seals, sl_row_key_str(&key))) {
            work->sealed[work->sealed_count++] = work->after[i].identity;
        }
    }
    return SL_OK;
}

static enum sl_status link_part(struct work *work, struct sl_error *err)
{
    struct sl_identity_model model = { 0 };
    const double begun = now(work->options);

    SL_TRY(load_before_of_part(work, err));
    SL_TRY(sl_identity_model_find(work->store, &work->arena, &model, err));
    SL_TRY(open_linkage(work, err));
    SL_TRY(sl_identity_part_load(work->store, work->part, &work->known, work->linkage, err));
    SL_TRY(sl_identity_model_use(&model, work->linkage, err));
    const double loaded = now(work->options);
    work->result->read_seconds = loaded - begun;
    SL_TRY(sl_linkage_run(work->linkage, err));
    SL_TRY(read_clusters(work, err));
    SL_TRY(read_possible(work, err));
    SL_TRY(read_sealed_of_part(work, err));
    read_conflicts(work);
    work->result->link_seconds = now(work->options) - loaded;
    return SL_OK;
}

enum sl_status sl_identify_part(
    struct sl_store *store,
    const struct sl_identify_options *options,
    const int64_t *mentions,
    size_t count,
    struct sl_identify_result *ret_result,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_identity_part_finish) struct sl_identity_part part = { .children = { 0 } };
    struct sl_identify_result result = { .row_count = 0 };
    SL_CLEANUP(finish_work)
    struct work work = { .store = store, .options = options, .part = &part, .result = &result };

    sl_arena_init(&work.arena, MODEL_LIMIT_BYTES);
    SL_TRY(sl_store_as_of(store, &work.built_through, err));
    SL_TRY(sl_identity_part_find(store, mentions, count, &part, err));
    if (part.mentions.count > 0) {
        SL_TRY(link_part(&work, err));
        SL_TRY(publish(&work, err));
    }
    *ret_result = result;
    return SL_OK;
}

/* The people index in transactions of its own: it is of use whatever becomes of the rest. */
static enum sl_status update_index(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_people_index_result *ret_index,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_people_index_close_ptr) struct sl_people_index *index = NULL;
    const struct sl_people_index_options index_options = {
        .progress = options->progress,
        .context = options->context,
    };

    SL_TRY(sl_people_index_open(&index, err));
    return sl_people_index_update(index, store, &index_options, ret_index, err);
}

enum sl_status sl_identify(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_identify_result *ret_result,
    struct sl_error *err
)
{
    struct sl_identify_result result = { .row_count = 0 };
    struct sl_people_index_result index = { .built_through = 0 };
    const double begun = now(options);

    SL_TRY(update_index(store, options, &index, err));
    const double indexed = now(options);
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status =
        sl_identify_again(store, options, index.built_through, &result, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    const double written = now(options);
    SL_TRY(sl_store_commit(store, err));
    result.index_seconds = indexed - begun;
    result.write_seconds += now(options) - written;
    result.total_seconds = now(options) - begun;
    *ret_result = result;
    return SL_OK;
}
