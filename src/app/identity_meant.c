/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_meant.h"

#include "app/identity_load.h"
#include "app/identity_publish.h"
#include "app/people_index.h"
#include "base/array.h"
#include "identity/seal.h"
#include "store/mention.h"

/* Settling under way. Lists live in the arena. */
struct settling {
    struct sl_store *store;
    const struct sl_identity_meant *meant;
    struct sl_arena *arena;
    struct sl_stored_mention mention;
    struct sl_membership was; /* no mention: it was nobody's */
    struct sl_membership *before, *after;
    size_t before_count, after_count;
    int64_t built_through;
    int64_t decision;
    bool was_published;
};

static enum sl_status update_index(struct settling *settling, struct sl_error *err)
{
    SL_CLEANUP(sl_people_index_close_ptr) struct sl_people_index *index = NULL;
    const struct sl_people_index_options options = { .is_in_transaction = true };
    struct sl_people_index_result result = { .built_through = 0 };

    SL_TRY(sl_people_index_open(&index, err));
    SL_TRY(sl_people_index_update(index, settling->store, &options, &result, err));
    settling->built_through = result.built_through;
    return SL_OK;
}

/* The members of an identity, by mention. */
static enum sl_status
read_members(struct settling *settling, int64_t identity, struct sl_error *err)
{
    struct sl_membership member = { .mention = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_membership_next(settling->store, identity, member.mention, &member, err);
        if (status != SL_OK) {
            return status == SL_NOT_FOUND ? SL_OK : status;
        }
        SL_TRY(sl_array_room(
            settling->arena,
            &settling->before,
            settling->before_count,
            sizeof *settling->before,
            err
        ));
        settling->before[settling->before_count++] = member;
    }
}

/* The answer after: the same without the mention, or with it (added is not NULL). */
static enum sl_status
set_after(struct settling *settling, const struct sl_membership *added, struct sl_error *err)
{
    settling->after =
        sl_arena_alloc(settling->arena, settling->before_count + 1, sizeof *settling->after);
    if (settling->after == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < settling->before_count; i++) {
        if (settling->before[i].mention != settling->mention.id) {
            settling->after[settling->after_count++] = settling->before[i];
        }
    }
    if (added != NULL) {
        size_t at = settling->after_count++;
        for (; at > 0 && settling->after[at - 1].mention > added->mention; at--) {
            settling->after[at] = settling->after[at - 1];
        }
        settling->after[at] = *added;
    }
    return SL_OK;
}

static enum sl_status publish(struct settling *settling, struct sl_error *err)
{
    struct sl_identity_turns turns;
    const struct sl_identity_answer answer = {
        .before = settling->before,
        .before_count = settling->before_count,
        .after = settling->after,
        .after_count = settling->after_count,
        .at = settling->meant->at,
        .decision = settling->decision,
        .run = settling->meant->run,
        .built_through = settling->built_through,
    };

    return sl_identity_publish(settling->store, &answer, &turns, err);
}

/* The decision of the writer: the mention and the anchor are one person. */
static enum sl_status decide(struct settling *settling, struct sl_error *err)
{
    const struct sl_identity_meant *meant = settling->meant;
    struct sl_mention mentions[] = { meant->meant, meant->anchor };
    const struct sl_decision decision = {
        .kind = SL_DECISION_JOIN,
        .reason = meant->reason,
        .decided_by = meant->decided_by,
        .decided_at = meant->at,
        .mentions = mentions,
        .mention_count = sizeof mentions / sizeof mentions[0],
    };

    return sl_store_decision_add(settling->store, &decision, &settling->decision, err);
}

/* It is new: it joins whom it means. */
static enum sl_status
enter(struct settling *settling, const struct sl_identity_rows *rows, struct sl_error *err)
{
    const struct sl_mention *anchor = &settling->meant->anchor;
    struct sl_stored_mention stored;
    struct sl_membership member;

    SL_TRY(sl_store_mention_find(settling->store, anchor->source, anchor->key, &stored, err));
    SL_TRY(sl_store_membership_get(settling->store, stored.id, &member, err));
    SL_TRY(decide(settling, err));
    const struct sl_membership added = { .mention = settling->mention.id,
                                         .identity = member.identity,
                                         .rows_hash = rows->hash };
    if (!settling->was_published) {
        return sl_store_membership_put(settling->store, &added, err);
    }
    SL_TRY(read_members(settling, member.identity, err));
    SL_TRY(set_after(settling, &added, err));
    return publish(settling, err);
}

/* No note means anybody by it any more. One that others are numbered by is left to the next
 * linkage. */
static enum sl_status leave(struct settling *settling, struct sl_error *err)
{
    if (!settling->was_published || settling->was.identity == settling->was.mention) {
        return SL_OK;
    }
    SL_TRY(read_members(settling, settling->was.identity, err));
    SL_TRY(set_after(settling, NULL, err));
    return publish(settling, err);
}

static enum sl_status settle(struct settling *settling, struct sl_error *err)
{
    const struct sl_mention *meant = &settling->meant->meant;
    const struct sl_seals none = { 0 };
    struct sl_identity_rows rows;

    SL_TRY(update_index(settling, err));
    SL_TRY(
        sl_store_mention_find(settling->store, meant->source, meant->key, &settling->mention, err)
    );
    enum sl_status status =
        sl_store_membership_get(settling->store, settling->mention.id, &settling->was, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    const bool was_there = status == SL_OK;
    SL_TRY(
        sl_identity_rows(settling->store, &none, settling->mention.id, settling->arena, &rows, err)
    );
    if (rows.count > 0 && !was_there && settling->meant->anchor.key.len > 0) {
        return enter(settling, &rows, err);
    }
    if (rows.count == 0 && was_there) {
        return leave(settling, err);
    }
    return settling->was_published ? publish(settling, err) : SL_OK;
}

enum sl_status sl_identity_meant_settle(
    struct sl_store *store,
    const struct sl_identity_meant *meant,
    bool was_published,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    struct settling settling = {
        .store = store,
        .meant = meant,
        .arena = arena,
        .was_published = was_published,
    };

    return settle(&settling, err);
}
