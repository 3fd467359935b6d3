/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_again.h"

#include <string.h>

#include "app/access_impl.h"
#include "base/array.h"
#include "base/memory.h"

/* A text and where it ends: no two lists of texts give the same bytes. */
static void add_text(struct sl_digest_state *state, struct sl_str text)
{
    const uint64_t len = text.len;

    sl_digest_add(state, (struct sl_str){ .ptr = (const char *)&len, .len = sizeof len });
    sl_digest_add(state, text);
}

bool sl_access_basis(const struct sl_access *access, struct sl_digest_state *state)
{
    const int64_t numbers[] = {
        access->stamp, access->day, access->wanted, access->has_session, access->factors,
    };

    if (access->stamp == 0 || access->mode != SL_STORE_READ || access->glass_count > 0 ||
        access->policy.state != SL_POLICY_READY) {
        return false;
    }
    sl_digest_add(state, (struct sl_str){ .ptr = (const char *)numbers, .len = sizeof numbers });
    add_text(state, access->user.id);
    add_text(state, sl_str_from(access->policy_id));
    return true;
}

enum sl_status
sl_access_is_settled(struct sl_access *access, bool *ret_is_settled, struct sl_error *err)
{
    int64_t stamp = 0;

    SL_TRY(sl_store_begin(access->store, err));
    const enum sl_status status = sl_store_stamp(access->store, &stamp, err);
    sl_store_rollback(access->store);
    *ret_is_settled = status == SL_OK && stamp != 0 && stamp == access->stamp;
    return status;
}

void sl_access_hear(struct sl_access *access, struct sl_heard *heard)
{
    access->heard = heard;
}

static bool copy_text(struct sl_arena *arena, struct sl_str *text)
{
    *text = text->len == 0 ? SL_STR("") : sl_arena_copy(arena, *text);
    return text->ptr != NULL;
}

/* Keep an entry with texts of its own. */
static bool keep_deed(struct sl_heard *heard, const struct sl_deed *entry)
{
    if (sl_array_room(heard->arena, &heard->deeds, heard->count, sizeof *heard->deeds, NULL) !=
        SL_OK) {
        return false;
    }
    struct sl_deed *deed = &heard->deeds[heard->count++];
    *deed = *entry;
    bool is_kept = copy_text(heard->arena, &deed->user) &&
                   copy_text(heard->arena, &deed->subject) &&
                   copy_text(heard->arena, &deed->detail);
    for (size_t i = 0; i < SL_ENTRY_TEXTS && is_kept; i++) {
        is_kept = copy_text(heard->arena, &deed->texts[i]);
    }
    return is_kept;
}

void sl_access_tell(
    struct sl_access *access, const struct sl_deed *entries, size_t count, bool is_followed
)
{
    struct sl_heard *heard = access->heard;

    if (heard == NULL) {
        return;
    }
    heard->is_more = heard->is_more || is_followed;
    for (size_t i = 0; i < count && !heard->is_more; i++) {
        heard->is_more = entries[i].outcome != SL_OUTCOME_ALLOWED || !keep_deed(heard, &entries[i]);
    }
}

/* What is to be written, as of now; in the arena of the door. */
static enum sl_status make_job(
    struct sl_access *access,
    const struct sl_deed *deeds,
    size_t count,
    struct sl_scribe_job *ret_job,
    struct sl_error *err
)
{
    struct sl_deed *entries = sl_arena_alloc(&access->arena, count + 1, sizeof *entries);

    if (entries == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        entries[i] = deeds[i];
        entries[i].when_us = access->now_us;
    }
    *ret_job = (struct sl_scribe_job){
        .ledger = access->ledger,
        .key = access->key,
        .now_us = access->now_us,
        .deeds = entries,
        .deed_count = count,
    };
    return SL_OK;
}

enum sl_status sl_access_say_again(
    struct sl_access *access, const struct sl_deed *deeds, size_t count, struct sl_error *err
)
{
    struct sl_scribe_job job;

    SL_TRY(make_job(access, deeds, count, &job, err));
    sl_access_let_go(access);
    return sl_scribe_write(sl_hall_scribe(access->hall), &job, err);
}

enum sl_status sl_access_say_later(
    struct sl_access *access, const struct sl_access_later *later, struct sl_error *err
)
{
    struct sl_scribe_errand *errand = sl_arena_alloc(&access->arena, 1, sizeof *errand);

    if (errand == NULL) {
        return sl_fail_memory(err);
    }
    *errand = (struct sl_scribe_errand){ .told = later->told, .context = later->context };
    SL_TRY(make_job(access, later->deeds, later->count, &errand->job, err));
    sl_access_let_go(access);
    later->begin(later->context);
    sl_scribe_hand(sl_hall_scribe(access->hall), errand);
    return SL_OK;
}
