/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_decide.h"

#include <string.h>

#include "app/identity_find.h"
#include "app/identity_load.h"
#include "base/arena.h"
#include "base/number.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 20)
/* A decision is about so many mentions at most (store/decision.h keeps as many), ... */
#define MENTION_LIMIT 10000u
/* ... and holds so many pairs apart. */
#define PAIR_LIMIT 100000u

/* A decision in the making. */
struct work {
    struct sl_store *store;
    const struct sl_identity_request *request;
    struct sl_arena arena;
    struct sl_mention *mentions;
    size_t count;
    struct sl_identity_decided *decided;
    int64_t at;
};

/* Add a mention once; the side that was said last counts. */
static enum sl_status add_mention(
    struct work *work, const struct sl_stored_mention *mention, unsigned side, struct sl_error *err
)
{
    for (size_t i = 0; i < work->count; i++) {
        if (work->mentions[i].source == mention->source &&
            sl_str_equal(work->mentions[i].key, mention->key)) {
            work->mentions[i].side = side;
            return SL_OK;
        }
    }
    if (work->count == MENTION_LIMIT) {
        return sl_fail(err, SL_LIMIT, "a decision is about %u mentions at most", MENTION_LIMIT);
    }
    work->mentions[work->count++] =
        (struct sl_mention){ .source = mention->source, .key = mention->key, .side = side };
    return SL_OK;
}

/* Add all mentions of somebody: one mention, or an identity. */
static enum sl_status
add_named(struct work *work, const char *name, unsigned side, struct sl_error *err)
{
    struct sl_identity_named named;
    struct sl_identity_mention *mentions = NULL;
    struct sl_identity_mention one;
    size_t count = 0;

    SL_TRY(sl_identity_find(work->store, sl_str_from(name), &named, err));
    if (named.mention != 0) {
        SL_TRY(sl_identity_mention_get(work->store, named.mention, &work->arena, &one, err));
        return add_mention(work, &one.mention, side, err);
    }
    SL_TRY(sl_identity_mentions(work->store, named.identity, &work->arena, &mentions, &count, err));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(add_mention(work, &mentions[i].mention, side, err));
    }
    return SL_OK;
}

/* Whose mentions are split: the identity, also when it is named by one of its mentions. */
static enum sl_status add_whole(struct work *work, const char *name, struct sl_error *err)
{
    struct sl_identity_named named;
    struct sl_identity_mention *mentions = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_find(work->store, sl_str_from(name), &named, err));
    SL_TRY(sl_identity_mentions(work->store, named.identity, &work->arena, &mentions, &count, err));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(add_mention(work, &mentions[i].mention, 0, err));
    }
    return SL_OK;
}

static enum sl_status check_sides(const struct work *work, struct sl_error *err)
{
    size_t sides[2] = { 0, 0 };

    for (size_t i = 0; i < work->count; i++) {
        sides[work->mentions[i].side]++;
    }
    if (work->request->kind == SL_DECISION_JOIN) {
        return work->count < 2 ? sl_fail(err, SL_INVALID, "one mention alone cannot be joined")
                               : SL_OK;
    }
    if (sides[0] == 0 || sides[1] == 0) {
        return sl_fail(err, SL_INVALID, "nobody is left on one of the two sides");
    }
    if (sides[0] > PAIR_LIMIT / sides[1]) {
        return sl_fail(err, SL_LIMIT, "too many mentions would be held apart");
    }
    return SL_OK;
}

static enum sl_status name_mentions(struct work *work, struct sl_error *err)
{
    const struct sl_identity_request *request = work->request;
    const size_t first = request->kind == SL_DECISION_SPLIT ? 1 : 0;

    if (request->name_count < 2) {
        return sl_fail(err, SL_USAGE, "two are needed at least");
    }
    if (request->kind == SL_DECISION_HOLD_APART && request->name_count > 2) {
        return sl_fail(err, SL_USAGE, "two are held apart at a time");
    }
    if (first == 1) {
        const size_t before = work->count;
        SL_TRY(add_whole(work, request->names[0], err));
        const size_t whole = work->count;
        for (size_t i = first; i < request->name_count; i++) {
            SL_TRY(add_named(work, request->names[i], 1, err));
        }
        if (work->count != whole || whole == before) {
            return sl_fail(err, SL_INVALID, "what is split off does not belong to it");
        }
        return check_sides(work, err);
    }
    for (size_t i = 0; i < request->name_count; i++) {
        const bool is_other = request->kind == SL_DECISION_HOLD_APART && i == 1;
        SL_TRY(add_named(work, request->names[i], is_other ? 1 : 0, err));
    }
    return check_sides(work, err);
}

static enum sl_status
keep(struct work *work, const struct sl_decision *decision, struct sl_error *err)
{
    int64_t id = 0;

    if (work->decided->decision_count == SL_DECIDED_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u decisions at once", SL_DECIDED_LIMIT);
    }
    SL_TRY(sl_store_decision_add(work->store, decision, &id, err));
    work->decided->decisions[work->decided->decision_count++] = id;
    return SL_OK;
}

static struct sl_decision decision_of(const struct work *work)
{
    return (struct sl_decision){
        .kind = work->request->kind,
        .reason = work->request->reason,
        .decided_by = work->request->decided_by,
        .decided_at = work->at,
        .mentions = work->mentions,
        .mention_count = work->count,
    };
}

/* Take one decision back, unless it is a release or has been taken back. */
static enum sl_status release_one(struct work *work, int64_t id, bool must, struct sl_error *err)
{
    struct sl_decision found = { .id = 0 };
    struct sl_decision release = decision_of(work);

    const enum sl_status status =
        sl_store_decision_next(work->store, id - 1, &work->arena, &found, err);
    if (status == SL_NOT_FOUND || (status == SL_OK && found.id != id)) {
        return sl_fail(err, SL_NOT_FOUND, "there is no decision %lld", (long long)id);
    }
    SL_TRY(status);
    if (found.kind == SL_DECISION_RELEASE || found.reversed_by != 0) {
        return must ? sl_fail(err, SL_INVALID, "decision %lld is not in force", (long long)id)
                    : SL_OK;
    }
    release.reverses = id;
    release.mentions = found.mentions;
    release.mention_count = found.mention_count;
    return keep(work, &release, err);
}

/* Take back all decisions in force about the mentions named. */
static enum sl_status release_about(struct work *work, struct sl_error *err)
{
    for (size_t i = 0; i < work->request->name_count; i++) {
        SL_TRY(add_named(work, work->request->names[i], 0, err));
    }
    for (size_t i = 0; i < work->count; i++) {
        for (int64_t id = 0;;) {
            const enum sl_status status =
                sl_store_decision_find(work->store, &work->mentions[i], id, &id, err);
            if (status == SL_NOT_FOUND) {
                break;
            }
            SL_TRY(status);
            SL_TRY(release_one(work, id, false, err));
        }
    }
    return work->decided->decision_count > 0
               ? SL_OK
               : sl_fail(err, SL_NOT_FOUND, "no decision about them is in force");
}

static enum sl_status make_decision(struct work *work, struct sl_error *err)
{
    const struct sl_identity_request *request = work->request;
    int64_t number = 0;

    work->mentions = sl_arena_alloc(&work->arena, MENTION_LIMIT, sizeof *work->mentions);
    if (work->mentions == NULL) {
        return sl_fail_memory(err);
    }
    if (request->kind == SL_DECISION_RELEASE) {
        return request->name_count == 1 &&
                       sl_parse_i64(sl_str_from(request->names[0]), 1, INT64_MAX, &number, NULL) ==
                           SL_OK
                   ? release_one(work, number, true, err)
                   : release_about(work, err);
    }
    SL_TRY(name_mentions(work, err));
    const struct sl_decision decision = decision_of(work);
    return keep(work, &decision, err);
}

/* The mentions that the decisions are about, as the store numbers them. */
static enum sl_status
find_mentions(struct work *work, int64_t **ret_mentions, size_t *ret_count, struct sl_error *err)
{
    size_t count = 0;
    size_t room = 0;
    struct sl_decided_mention *found[SL_DECIDED_LIMIT] = { NULL };
    size_t counts[SL_DECIDED_LIMIT] = { 0 };

    for (size_t i = 0; i < work->decided->decision_count; i++) {
        struct sl_decision decision = { .id = 0 };
        const int64_t before = work->decided->decisions[i] - 1;
        SL_TRY(sl_store_decision_next(work->store, before, &work->arena, &decision, err));
        SL_TRY(sl_identity_decided(work->store, &decision, &work->arena, &found[i], &counts[i], err)
        );
        room += counts[i];
    }
    int64_t *mentions = sl_arena_alloc(&work->arena, room, sizeof *mentions);
    if (mentions == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < work->decided->decision_count; i++) {
        for (size_t j = 0; j < counts[i]; j++) {
            mentions[count++] = found[i][j].mention;
        }
    }
    *ret_mentions = mentions;
    *ret_count = count;
    return SL_OK;
}

/* Within the transaction: keep it, and judge again whom it touches, or everybody. */
static enum sl_status decide(
    struct work *work,
    const struct sl_identify_options *options,
    int64_t built_through,
    struct sl_error *err
)
{
    struct sl_identify_options again = *options;
    struct sl_identify_result *result = &work->decided->result;
    int64_t *mentions = NULL;
    size_t count = 0;
    bool is_published = false;

    SL_TRY(make_decision(work, err));
    again.decision = work->decided->decisions[0];
    SL_TRY(sl_identity_is_published(work->store, built_through, &is_published, err));
    if (!is_published || options->must_learn) {
        return sl_identify_again(work->store, &again, built_through, result, err);
    }
    SL_TRY(find_mentions(work, &mentions, &count, err));
    return sl_identify_part(work->store, &again, mentions, count, result, err);
}

static enum sl_status update_index(
    struct sl_store *store,
    const struct sl_identify_options *options,
    int64_t *ret_built_through,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_people_index_close_ptr) struct sl_people_index *index = NULL;
    struct sl_people_index_result result = { .built_through = 0 };
    const struct sl_people_index_options index_options = {
        .progress = options->progress,
        .context = options->context,
    };

    SL_TRY(sl_people_index_open(&index, err));
    SL_TRY(sl_people_index_update(index, store, &index_options, &result, err));
    *ret_built_through = result.built_through;
    return SL_OK;
}

enum sl_status sl_identity_decide(
    struct sl_store *store,
    const struct sl_identity_request *request,
    const struct sl_identify_options *options,
    struct sl_identity_decided *ret_decided,
    struct sl_error *err
)
{
    struct sl_identity_decided decided = { .decision_count = 0 };
    struct work work = {
        .store = store,
        .request = request,
        .decided = &decided,
        .at = options->at,
    };
    int64_t built_through = 0;

    SL_TRY(update_index(store, options, &built_through, err));
    SL_TRY(sl_store_begin(store, err));
    sl_arena_init(&work.arena, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = decide(&work, options, built_through, err);
    sl_arena_finish(&work.arena);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    SL_TRY(sl_store_commit(store, err));
    *ret_decided = decided;
    return SL_OK;
}
