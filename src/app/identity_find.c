/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_find.h"

#include <string.h>

#include "identity/identity_id.h"
#include "store/identity_event.h"
#include "store/membership.h"
#include "store/source.h"

/* What an identity went into when it was last joined; 0: it never was. */
static enum sl_status
find_join(struct sl_store *store, int64_t identity, int64_t *ret_into, struct sl_error *err)
{
    struct sl_identity_event event = { .id = 0 };

    *ret_into = 0;
    for (;;) {
        const enum sl_status status =
            sl_store_identity_event_next(store, event.id, identity, &event, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        if (event.kind == SL_IDENTITY_JOINED && event.identity == identity) {
            *ret_into = event.other_identity;
        }
    }
}

enum sl_status sl_identity_follow(
    struct sl_store *store, int64_t identity, int64_t *ret_identity, struct sl_error *err
)
{
    struct sl_membership member;

    *ret_identity = 0;
    for (unsigned i = 0; i < SL_IDENTITY_JOIN_LIMIT && identity != 0; i++) {
        const enum sl_status status = sl_store_membership_next(store, identity, 0, &member, err);
        if (status == SL_OK) {
            *ret_identity = identity;
            return SL_OK;
        }
        if (status != SL_NOT_FOUND) {
            return status;
        }
        SL_TRY(find_join(store, identity, &identity, err));
    }
    return SL_OK;
}

/* Say where an identity went that is no more. */
static enum sl_status fail_gone(struct sl_store *store, int64_t identity, struct sl_error *err)
{
    const struct sl_identity_id id = sl_identity_print(identity);
    int64_t into = 0;

    SL_TRY(find_join(store, identity, &into, err));
    if (into == 0) {
        return sl_fail(err, SL_NOT_FOUND, "there is no identity %s", id.text);
    }
    sl_fail(err, SL_NOT_FOUND, "there is no identity %s any more", id.text);
    sl_fail_hint(err, "It went into %s.", sl_identity_print(into).text);
    return SL_NOT_FOUND;
}

static enum sl_status find_identity(
    struct sl_store *store,
    struct sl_str text,
    struct sl_identity_named *ret_named,
    struct sl_error *err
)
{
    struct sl_membership member;
    int64_t identity = 0;

    SL_TRY(sl_identity_parse(text, &identity, err));
    const enum sl_status status = sl_store_membership_next(store, identity, 0, &member, err);
    if (status == SL_NOT_FOUND) {
        return fail_gone(store, identity, err);
    }
    SL_TRY(status);
    *ret_named = (struct sl_identity_named){ .identity = identity };
    return SL_OK;
}

static enum sl_status
find_mention(struct sl_store *store, struct sl_str text, int64_t *ret_mention, struct sl_error *err)
{
    struct sl_stored_mention mention = { .id = 0 };
    struct sl_str key = text;
    struct sl_str agency = { 0 };
    struct sl_str system = { 0 };
    int64_t source = 0;

    if (!sl_str_split(&key, '/', &agency) || !sl_str_split(&key, '/', &system) || key.len == 0) {
        sl_fail(err, SL_INVALID, "'%.*s' is nobody's name", SL_STR_ARG(text));
        sl_fail_hint(err, "Give an identity such as P3K7Q0ZD8, or agency/system/key.");
        return SL_INVALID;
    }
    enum sl_status status = sl_store_source_find(store, agency, system, &source, err);
    if (status == SL_OK) {
        status = sl_store_mention_find(store, source, key, &mention, err);
    }
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "nobody is called '%.*s'", SL_STR_ARG(text));
    }
    SL_TRY(status);
    *ret_mention = mention.id;
    return SL_OK;
}

enum sl_status sl_identity_find(
    struct sl_store *store,
    struct sl_str text,
    struct sl_identity_named *ret_named,
    struct sl_error *err
)
{
    struct sl_identity_named named = { .identity = 0 };
    struct sl_membership member = { .identity = 0 };

    if (sl_str_find(text, SL_STR("/")) == text.len) {
        return find_identity(store, text, ret_named, err);
    }
    SL_TRY(find_mention(store, text, &named.mention, err));
    const enum sl_status status = sl_store_membership_get(store, named.mention, &member, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    named.identity = member.identity;
    *ret_named = named;
    return SL_OK;
}

/* The names of a source that is there. */
static enum sl_status name_source(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_identity_mention *mentions,
    size_t count,
    struct sl_error *err
)
{
    struct sl_store_source *sources = NULL;
    size_t source_count = 0;

    SL_TRY(sl_store_source_list(store, arena, &sources, &source_count, err));
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < source_count; j++) {
            if (sources[j].id == mentions[i].mention.source) {
                mentions[i].agency = sources[j].agency;
                mentions[i].system = sources[j].system;
            }
        }
    }
    return SL_OK;
}

enum sl_status sl_identity_mentions(
    struct sl_store *store,
    int64_t identity,
    struct sl_arena *arena,
    struct sl_identity_mention **ret_mentions,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_identity_mention *mentions = NULL;
    struct sl_membership member = { .mention = 0 };
    size_t count = 0;
    size_t room = 0;

    for (;;) {
        const enum sl_status status =
            sl_store_membership_next(store, identity, member.mention, &member, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        if (count == room) {
            struct sl_identity_mention *larger =
                sl_arena_alloc(arena, room = room * 2 + 16, sizeof *larger);
            if (larger == NULL) {
                return sl_fail_memory(err);
            }
            if (count > 0) {
                memcpy(larger, mentions, count * sizeof *larger);
            }
            mentions = larger;
        }
        mentions[count] = (struct sl_identity_mention){ .agency = { 0 } };
        SL_TRY(sl_store_mention_get(store, member.mention, arena, &mentions[count].mention, err));
        count++;
    }
    SL_TRY(name_source(store, arena, mentions, count, err));
    *ret_mentions = mentions;
    *ret_count = count;
    return SL_OK;
}

enum sl_status sl_identity_mention_get(
    struct sl_store *store,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_identity_mention *ret_mention,
    struct sl_error *err
)
{
    struct sl_identity_mention found = { .agency = { 0 } };

    SL_TRY(sl_store_mention_get(store, mention, arena, &found.mention, err));
    SL_TRY(name_source(store, arena, &found, 1, err));
    *ret_mention = found;
    return SL_OK;
}
