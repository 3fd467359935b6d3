/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_show.h"

#include <stdlib.h>
#include <string.h>

#include "identity/identity_id.h"

/* Room for one more item in an arena. */
static void *grow(struct sl_arena *arena, void *items, size_t count, size_t item_bytes)
{
    if (count > 0 && (count & (count - 1)) != 0) {
        return items; /* it has room for the next power of two */
    }
    void *larger = sl_arena_alloc(arena, count == 0 ? 1 : count * 2, item_bytes);
    if (larger != NULL && count > 0) {
        memcpy(larger, items, count * item_bytes);
    }
    return larger;
}

static enum sl_status show_mentions(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    struct sl_identity_mention *mentions = NULL;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    size_t row_count = 0;

    SL_TRY(
        sl_identity_mentions(store, shown->identity, arena, &mentions, &shown->mention_count, err)
    );
    shown->mentions = sl_arena_alloc(arena, shown->mention_count, sizeof *shown->mentions);
    if (shown->mentions == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < shown->mention_count; i++) {
        shown->mentions[i] = (struct sl_shown_mention){ .who = mentions[i] };
        SL_TRY(sl_store_mention_rows(store, mentions[i].mention.id, arena, rows, &row_count, err));
        if (row_count > 0) {
            shown->mentions[i].row = rows[0];
        }
    }
    return SL_OK;
}

static enum sl_status show_events(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    struct sl_identity_event event = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_identity_event_next(store, event.id, shown->identity, &event, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        shown->events = grow(arena, shown->events, shown->event_count, sizeof *shown->events);
        if (shown->events == NULL) {
            return sl_fail_memory(err);
        }
        shown->events[shown->event_count++] = event;
    }
}

static bool has_decision(const struct sl_identity_shown *shown, int64_t id)
{
    for (size_t i = 0; i < shown->decision_count; i++) {
        if (shown->decisions[i].id == id) {
            return true;
        }
    }
    return false;
}

static enum sl_status show_decision(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    if (has_decision(shown, id)) {
        return SL_OK;
    }
    shown->decisions =
        grow(arena, shown->decisions, shown->decision_count, sizeof *shown->decisions);
    if (shown->decisions == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(
        sl_store_decision_next(store, id - 1, arena, &shown->decisions[shown->decision_count], err)
    );
    shown->decision_count++;
    return SL_OK;
}

static int by_decision(const void *left, const void *right)
{
    const struct sl_decision *one = left;
    const struct sl_decision *two = right;

    return one->id < two->id ? -1 : one->id > two->id;
}

static enum sl_status show_decisions(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    for (size_t i = 0; i < shown->mention_count; i++) {
        const struct sl_stored_mention *mention = &shown->mentions[i].who.mention;
        const struct sl_mention about = { .source = mention->source, .key = mention->key };
        for (int64_t id = 0;;) {
            const enum sl_status status = sl_store_decision_find(store, &about, id, &id, err);
            if (status == SL_NOT_FOUND) {
                break;
            }
            SL_TRY(status);
            SL_TRY(show_decision(store, id, arena, shown, err));
        }
    }
    if (shown->decision_count > 1) {
        qsort(shown->decisions, shown->decision_count, sizeof *shown->decisions, by_decision);
    }
    return SL_OK;
}

/* Who is meant; whoever asks for an identity that was joined means what it went into. */
static enum sl_status find_shown(
    struct sl_store *store,
    struct sl_str name,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    struct sl_identity_named named = { .identity = 0 };
    int64_t asked = 0;
    const enum sl_status status = sl_identity_find(store, name, &named, err);

    shown->identity = named.identity;
    if (status != SL_NOT_FOUND || sl_identity_parse(name, &asked, NULL) != SL_OK) {
        return status;
    }
    SL_TRY(sl_identity_follow(store, asked, &shown->identity, err));
    shown->asked = asked;
    return shown->identity == 0 ? SL_NOT_FOUND : SL_OK;
}

enum sl_status sl_identity_show(
    struct sl_store *store,
    struct sl_str name,
    struct sl_arena *arena,
    struct sl_identity_shown *ret_shown,
    struct sl_error *err
)
{
    struct sl_identity_shown shown = { .identity = 0 };

    SL_TRY(find_shown(store, name, &shown, err));
    if (shown.identity == 0) {
        sl_fail(err, SL_NOT_FOUND, "'%.*s' is nobody's yet", SL_STR_ARG(name));
        sl_fail_hint(err, "'sightline identify' finds out who everybody is.");
        return SL_NOT_FOUND;
    }
    SL_TRY(show_mentions(store, arena, &shown, err));
    SL_TRY(show_events(store, arena, &shown, err));
    SL_TRY(show_decisions(store, arena, &shown, err));
    *ret_shown = shown;
    return SL_OK;
}
