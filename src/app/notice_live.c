/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_live.h"

#include <string.h>

#include "app/notice_gather.h"
#include "app/notice_keep.h"
#include "app/notice_run.h"
#include "app/notice_world.h"
#include "app/people_read.h"
#include "base/array.h"
#include "base/memory.h"
#include "notice/live.h"
#include "record/entity_key.h"
#include "store/derived.h"
#include "store/identity_event.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/raised.h"
#include "store/version.h"

/* What is read and asked after one run. */
#define ROUND_BYTES ((size_t)1 << 30)

struct sl_notice_live {
    const struct sl_indicators *indicators;
    bool attributes[SL_ATTRIBUTE_TABLE_COUNT];
    struct sl_live live;
    struct sl_people_names names;
    struct sl_people_reader reader;
    struct sl_arena scratch; /* of one history */
    struct sl_arena round;   /* of one round */
    int64_t order, event;    /* the last finished run, and event of the journal, that it knows */
};

/* A round of following. */
struct following {
    struct sl_notice_live *live;
    struct sl_store *store;
    struct sl_store_source *sources;
    size_t source_count;
    int64_t as_of;
    struct sl_world news;
    int64_t *ended; /* records whose place others took, each with the instant behind it */
    size_t ended_count;
    int64_t *marks; /* of people of whom it is to be found out who they are */
    size_t mark_count;
    struct sl_raised *raised;
    size_t raised_count;
    struct sl_notice_followed told;
    struct sl_error *err;
};

static struct sl_evaluation
evaluation_of(const struct sl_notice_live *live, const struct sl_world *world, int64_t as_of)
{
    struct sl_evaluation evaluation = {
        .world = world,
        .indicators = live->indicators,
        .as_of = as_of,
    };

    sl_evaluation_prepare(&evaluation);
    return evaluation;
}

/* Until when the answers about everybody hold. */
static enum sl_status wait_for_all(
    struct sl_notice_live *live,
    const struct sl_evaluation *evaluation,
    int64_t **ret_until,
    struct sl_error *err
)
{
    const size_t count = evaluation->world->named_count;
    int64_t *until = sl_arena_alloc(&live->round, count + 1, sizeof *until);

    if (until == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        SL_TRY(sl_evaluate_next(evaluation, i, &live->scratch, &until[i], err));
    }
    *ret_until = until;
    return SL_OK;
}

/* Ask everybody, keep it, and go on with the world. */
static enum sl_status take_over(
    struct sl_notice_live *live,
    struct sl_store *store,
    struct sl_world *world,
    const struct sl_evaluation *evaluation,
    unsigned thread_count,
    struct sl_error *err
)
{
    struct sl_notice_raised raised = { .count = 0 };
    int64_t *until = NULL;

    enum sl_status status = sl_notice_evaluate(evaluation, thread_count, &raised, err);
    if (status == SL_OK) {
        status = sl_notice_keep(store, raised.items, raised.count, evaluation->as_of, err);
    }
    sl_notice_raised_finish(&raised);
    SL_TRY(status);
    SL_TRY(wait_for_all(live, evaluation, &until, err));
    const size_t count = world->named_count;
    int64_t *identities = sl_arena_alloc(&live->round, count + 1, sizeof *identities);
    if (identities == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        identities[i] = world->persons[i].identity;
    }
    SL_TRY(sl_live_open(world, &live->live, err));
    for (size_t i = 0; i < count; i++) {
        if (until[i] != INT64_MAX) {
            SL_TRY(sl_live_wait(&live->live, identities[i], until[i], err));
        }
    }
    sl_arena_reset(&live->round);
    return SL_OK;
}

/* How far the store has come. */
static enum sl_status
find_place(struct sl_notice_live *live, struct sl_store *store, struct sl_error *err)
{
    struct sl_derived people;

    SL_TRY(sl_store_derived_get(store, SL_STR("membership"), &people, err));
    live->order = people.built_through;
    return sl_store_identity_event_last(store, &live->event, err);
}

static enum sl_status open_live(
    struct sl_notice_live *live,
    struct sl_store *store,
    unsigned thread_count,
    int64_t as_of,
    struct sl_error *err
)
{
    const struct sl_notice_world_options options = { .attributes = live->attributes };
    struct sl_world world;

    sl_notice_attributes(live->indicators, live->attributes);
    sl_people_names_init(&live->names);
    sl_arena_init(&live->scratch, SL_EVALUATE_BYTES);
    sl_arena_init(&live->round, ROUND_BYTES);
    SL_TRY(sl_people_reader_open(&live->reader, err));
    SL_TRY(find_place(live, store, err));
    enum sl_status status = sl_notice_world(store, &options, &world, err);
    if (status == SL_OK) {
        const struct sl_evaluation evaluation = evaluation_of(live, &world, as_of);
        status = take_over(live, store, &world, &evaluation, thread_count, err);
    }
    sl_world_finish(&world);
    return status;
}

enum sl_status sl_notice_live_open(
    struct sl_store *store,
    const struct sl_indicators *indicators,
    unsigned thread_count,
    int64_t as_of,
    struct sl_notice_live **ret_live,
    struct sl_error *err
)
{
    struct sl_notice_live *live = sl_calloc(1, sizeof *live);

    if (live == NULL) {
        return sl_fail_memory(err);
    }
    live->indicators = indicators;
    const enum sl_status status = open_live(live, store, thread_count, as_of, err);
    if (status != SL_OK) {
        sl_notice_live_close(live);
        return status;
    }
    *ret_live = live;
    return SL_OK;
}

void sl_notice_live_close(struct sl_notice_live *live)
{
    if (live != NULL) {
        sl_live_finish(&live->live);
        sl_people_names_finish(&live->names);
        sl_people_reader_finish(&live->reader);
        sl_arena_finish(&live->scratch);
        sl_arena_finish(&live->round);
        sl_free(live);
    }
}

void sl_notice_live_close_ptr(struct sl_notice_live **live)
{
    sl_notice_live_close(*live);
    *live = NULL;
}

/* It is to be found out who a mark is. */
static enum sl_status add_mark(struct following *following, int64_t mark)
{
    SL_TRY(sl_array_room(
        &following->live->round,
        &following->marks,
        following->mark_count,
        sizeof *following->marks,
        following->err
    ));
    following->marks[following->mark_count++] = mark;
    return SL_OK;
}

/* Read a version, and note whom it names. */
static enum sl_status
read_version(struct following *following, const struct sl_stored_version *version)
{
    struct sl_notice_live *live = following->live;
    const struct sl_facts *facts = &live->reader.facts;
    struct sl_str layout;

    SL_TRY(sl_people_layout_text(
        &live->names, following->store, version->layout, &layout, following->err
    ));
    SL_TRY(sl_people_read_facts(&live->reader, version, layout, following->err));
    following->told.record_count++;
    for (size_t i = 0; i < facts->entity_count; i++) {
        if (facts->entities[i].class == SL_PERSON) {
            SL_TRY(add_mark(following, sl_entity_hash(version->source, facts->entities[i].key)));
        }
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        const struct sl_link *link = &facts->links[i];
        if (sl_role_from(link->role) == SL_PERSON) {
            SL_TRY(add_mark(following, sl_entity_hash(version->source, link->from_key)));
        }
        if (sl_role_to(link->role) == SL_PERSON) {
            SL_TRY(add_mark(following, sl_entity_hash(version->source, link->to_key)));
        }
    }
    return SL_OK;
}

/* The version before one is no longer known from when the new one came. */
static enum sl_status
end_before(struct following *following, const struct sl_stored_version *version, int64_t received)
{
    struct sl_stored_version before = {
        .source = version->source,
        .key = version->key,
        .version = version->version - 1,
    };
    int64_t *ended = following->ended;

    if (before.version == 0) {
        return SL_OK;
    }
    SL_TRY(sl_store_version_get(following->store, &following->live->round, &before, following->err)
    );
    SL_TRY(read_version(following, &before));
    for (size_t i = 0; i < 2; i++) {
        SL_TRY(sl_array_room(
            &following->live->round, &ended, following->ended_count, sizeof *ended, following->err
        ));
        ended[following->ended_count++] = i == 0 ? before.id : received;
    }
    following->ended = ended;
    return SL_OK;
}

/* What a version says is news. */
static enum sl_status
take_version(struct following *following, const struct sl_stored_version *version, int64_t received)
{
    struct sl_notice_live *live = following->live;
    const struct sl_notice_gatherer gatherer = {
        .world = &following->news,
        .fold = live->reader.fold,
        .form = &live->reader.form,
        .scratch = &live->reader.scratch,
        .attributes = live->attributes,
    };
    const struct sl_notice_record record = {
        .id = version->id,
        .source = version->source,
        .agency = sl_notice_agency(following->sources, following->source_count, version->source),
        .received = {received, SL_HISTORY_STANDS},
        .facts = &live->reader.facts,
    };

    SL_TRY(end_before(following, version, received));
    SL_TRY(read_version(following, version));
    return sl_notice_gather(&gatherer, &record, following->err);
}

/* The versions that a run has brought. */
static enum sl_status take_run(struct following *following, const struct sl_finished_run *finished)
{
    SL_CLEANUP(sl_version_cursor_close_ptr) struct sl_version_cursor *cursor = NULL;
    struct sl_error *err = following->err;
    struct sl_stored_version version;
    struct sl_run run;
    bool has_one = true;

    if (finished->first_record == 0) {
        return SL_OK;
    }
    SL_TRY(sl_store_run_get(following->store, finished->id, &following->live->round, &run, err));
    SL_TRY(sl_store_all_versions_open(
        following->store, finished->first_record, finished->last_record, &cursor, err
    ));
    for (;;) {
        SL_TRY(sl_version_cursor_next(cursor, &version, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (version.run == finished->id) {
            SL_TRY(take_version(following, &version, sl_notice_received(&run)));
        }
    }
}

static enum sl_status take_runs(struct following *following)
{
    struct sl_finished_run finished;

    SL_TRY(sl_store_source_list(
        following->store,
        &following->live->round,
        &following->sources,
        &following->source_count,
        following->err
    ));
    for (;;) {
        const enum sl_status status =
            sl_store_run_after(following->store, following->live->order, &finished, following->err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(take_run(following, &finished));
        following->live->order = finished.order;
    }
}

/* The people of an identity, as they were and as they are. */
static enum sl_status take_identity(struct following *following, int64_t identity)
{
    struct sl_arena *arena = &following->live->round;
    struct sl_membership member = { .mention = 0 };
    struct sl_stored_mention mention;
    int64_t *marks = NULL;
    size_t count = 0;

    if (identity == 0) {
        return SL_OK;
    }
    SL_TRY(sl_live_marks(&following->live->live, identity, arena, &marks, &count, following->err));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(add_mark(following, marks[i]));
    }
    for (;;) {
        const enum sl_status status = sl_store_membership_next(
            following->store, identity, member.mention, &member, following->err
        );
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(
            sl_store_mention_get(following->store, member.mention, arena, &mention, following->err)
        );
        SL_TRY(add_mark(following, sl_entity_hash(mention.source, mention.key)));
    }
}

/* Whom the journal names since. */
static enum sl_status take_journal(struct following *following)
{
    for (;;) {
        struct sl_identity_event event;
        const enum sl_status status = sl_store_identity_event_next(
            following->store, following->live->event, 0, &event, following->err
        );
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(take_identity(following, event.identity));
        SL_TRY(take_identity(following, event.other_identity));
        following->live->event = event.id;
    }
}

/* Who a mark is today. */
static enum sl_status name_mark(struct following *following, int64_t mark)
{
    struct sl_membership member = { .identity = 0 };
    int64_t mention = 0;

    enum sl_status status =
        sl_store_mention_of_entity(following->store, mark, 0, &mention, following->err);
    if (status == SL_OK) {
        status = sl_store_membership_get(following->store, mention, &member, following->err);
    }
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    return sl_live_name(
        &following->live->live, mark, status == SL_OK ? member.identity : 0, following->err
    );
}

static enum sl_status take_in(struct following *following)
{
    struct sl_live *live = &following->live->live;

    SL_TRY(take_runs(following));
    SL_TRY(take_journal(following));
    for (size_t i = 0; i + 1 < following->ended_count; i += 2) {
        SL_TRY(sl_live_end(live, following->ended[i], following->ended[i + 1], following->err));
    }
    SL_TRY(sl_live_add(live, &following->news, following->err));
    for (size_t i = 0; i < following->mark_count; i++) {
        SL_TRY(name_mark(following, following->marks[i]));
    }
    return SL_OK;
}

/* Keep what is raised until it is written: sl_raised_fn. */
static enum sl_status keep(void *context, const struct sl_raised *raised, struct sl_error *err)
{
    struct following *following = context;
    struct sl_arena *arena = &following->live->round;
    struct sl_raised_proof *proofs = sl_arena_alloc(arena, raised->proof_count + 1, sizeof *proofs);

    if (proofs == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_array_room(
        arena, &following->raised, following->raised_count, sizeof *following->raised, err
    ));
    memcpy(proofs, raised->proofs, raised->proof_count * sizeof *proofs);
    following->raised[following->raised_count] = *raised;
    following->raised[following->raised_count++].proofs = proofs;
    return SL_OK;
}

/* Ask one of a small world. */
static enum sl_status
ask(struct following *following, const struct sl_evaluation *evaluation, int64_t identity)
{
    struct sl_notice_live *live = following->live;
    const size_t person = sl_world_find(evaluation->world, identity);
    int64_t until = 0;

    SL_TRY(sl_evaluate_person(evaluation, person, &live->scratch, keep, following, following->err));
    SL_TRY(sl_evaluate_next(evaluation, person, &live->scratch, &until, following->err));
    return sl_live_wait(&live->live, identity, until, following->err);
}

static enum sl_status ask_all(struct following *following, const int64_t *identities, size_t count)
{
    struct sl_notice_live *live = following->live;
    struct sl_world part;

    enum sl_status status = sl_live_part(&live->live, identities, count, &part, following->err);
    if (status == SL_OK) {
        const struct sl_evaluation evaluation = evaluation_of(live, &part, following->as_of);
        for (size_t i = 0; i < count && status == SL_OK; i++) {
            status = ask(following, &evaluation, identities[i]);
        }
    }
    sl_world_finish(&part);
    return status;
}

static enum sl_status
write(const struct following *following, const int64_t *identities, size_t count)
{
    struct sl_store *store = following->store;
    struct sl_error *err = following->err;

    for (size_t i = 0; i < count; i++) {
        SL_TRY(sl_store_raised_remove(store, identities[i], err));
    }
    for (size_t i = 0; i < following->raised_count; i++) {
        SL_TRY(sl_store_raised_put(store, &following->raised[i], err));
    }
    return sl_notice_keep_fresh(store, following->as_of, err);
}

static enum sl_status
write_all(const struct following *following, const int64_t *identities, size_t count)
{
    SL_TRY(sl_store_begin(following->store, following->err));
    const enum sl_status status = write(following, identities, count);
    if (status != SL_OK) {
        sl_store_rollback(following->store);
        return status;
    }
    return sl_store_commit(following->store, following->err);
}

static enum sl_status follow(struct following *following)
{
    int64_t *identities = NULL;
    size_t count = 0;

    SL_TRY(take_in(following));
    SL_TRY(sl_live_concerns(
        &following->live->live,
        following->as_of,
        &following->live->round,
        &identities,
        &count,
        following->err
    ));
    SL_TRY(ask_all(following, identities, count));
    following->told.person_count = count;
    following->told.raised_count = following->raised_count;
    return write_all(following, identities, count);
}

enum sl_status sl_notice_live_follow(
    struct sl_notice_live *live,
    struct sl_store *store,
    int64_t as_of,
    struct sl_notice_followed *ret_followed,
    struct sl_error *err
)
{
    struct following following = { .live = live, .store = store, .as_of = as_of, .err = err };

    sl_world_init(&following.news);
    const enum sl_status status = follow(&following);
    sl_world_finish(&following.news);
    sl_arena_reset(&live->round);
    if (status == SL_OK) {
        *ret_followed = following.told;
    }
    return status;
}
