/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_find.h"

#include "app/access_change.h"
#include "app/mention_sight.h"
#include "base/buf.h"
#include "base/date.h"
#include "identity/identity_id.h"
#include "store/identity_event.h"
#include "store/membership.h"

#define NOTE_LIMIT_BYTES ((size_t)1000)
#define DAY_MICROSECONDS INT64_C(86400000000)

/* Finding under way. */
struct finding {
    struct sl_access *access;
    struct sl_store *store;
    struct sl_arena *arena;
    struct sl_picture_found *found;
};

enum sl_permission sl_picture_permission(const struct sl_access *access)
{
    const bool is_auditor =
        !sl_access_holds(access, SL_MAY_PICTURE) && sl_access_holds(access, SL_MAY_AUDIT);
    return is_auditor ? SL_MAY_AUDIT : SL_MAY_PICTURE;
}

enum sl_status sl_picture_nobody(struct sl_access *access, struct sl_str id, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                         .outcome = SL_OUTCOME_REFUSED,
                                         .kind = SL_STR("picture"),
                                         .subject = id };

    SL_TRY(sl_access_say(access, &deed, 1, err));
    sl_fail(err, SL_NOT_FOUND, "nobody of whom you may be told has this id");
    sl_fail_hint(err, "Look at the letters again, or search by name, date of birth or NHS number.");
    return SL_NOT_FOUND;
}

static enum sl_status
has_mentions(struct sl_store *store, int64_t identity, bool *ret_has, struct sl_error *err)
{
    struct sl_membership member;
    const enum sl_status status = sl_store_membership_next(store, identity, 0, &member, err);
    *ret_has = status == SL_OK;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* A note of an event: "P1 BETWEEN P2 on 2026-05-03." Without room it is left out. */
static enum sl_status note_event(
    struct finding *finding,
    const struct sl_identity_event *event,
    const char *between,
    struct sl_error *err
)
{
    struct sl_picture_found *found = finding->found;
    struct sl_buf text;
    if (found->note_count == SL_PICTURE_FIND_NOTES) {
        return SL_OK;
    }
    const struct sl_identity_id one = sl_identity_print(event->identity);
    const struct sl_identity_id other = sl_identity_print(event->other_identity);
    sl_buf_init(&text, NOTE_LIMIT_BYTES);
    sl_buf_addf(&text, "%s %s %s on ", one.text, between, other.text);
    sl_date_print(sl_date_from_days((int32_t)(event->happened_at / DAY_MICROSECONDS)), &text);
    sl_buf_addf(
        &text, event->decision > 0 ? ", by decision %lld." : ".", (long long)event->decision
    );
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        struct sl_str *note = &found->notes[found->note_count];
        *note = sl_arena_copy(finding->arena, sl_buf_str(&text));
        status = note->ptr == NULL ? sl_fail_memory(err) : SL_OK;
        found->note_count += status == SL_OK;
    }
    sl_buf_finish(&text);
    return status;
}

/* The last event by which an identity went into another; its id is 0 when it never did. */
static enum sl_status find_join(
    struct sl_store *store,
    int64_t identity,
    struct sl_identity_event *ret_event,
    struct sl_error *err
)
{
    struct sl_identity_event event = { .id = 0 };
    *ret_event = event;
    for (;;) {
        const enum sl_status status =
            sl_store_identity_event_next(store, event.id, identity, &event, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        if (event.identity == identity &&
            (event.kind == SL_IDENTITY_JOINED || event.kind == SL_IDENTITY_SEALED)) {
            *ret_event = event;
        }
    }
}

/* From an id that names nobody now to the one that it went into; 0 when there is none. */
static enum sl_status
follow_joins(struct finding *finding, int64_t identity, int64_t *ret_identity, struct sl_error *err)
{
    bool is_there = false;
    *ret_identity = 0;
    for (size_t i = 0; i < SL_PICTURE_JOIN_LIMIT; i++) {
        struct sl_identity_event event;
        SL_TRY(has_mentions(finding->store, identity, &is_there, err));
        if (is_there) {
            *ret_identity = identity;
            return SL_OK;
        }
        SL_TRY(find_join(finding->store, identity, &event, err));
        if (event.id == 0 || event.kind != SL_IDENTITY_JOINED) {
            return SL_OK;
        }
        SL_TRY(note_event(finding, &event, "was joined into", err));
        identity = event.other_identity;
    }
    return SL_OK;
}

/* What came out of an identity is somebody else now: whoever knew it before must be told, if they
 * may know of the other. */
static enum sl_status note_splits(struct finding *finding, int64_t identity, struct sl_error *err)
{
    struct sl_identity_event event = { .id = 0 };
    struct sl_mention_sight sight;

    SL_TRY(sl_mention_sight_open(&sight, finding->access, finding->arena, err));
    for (;;) {
        bool is_there = false;
        const enum sl_status status =
            sl_store_identity_event_next(finding->store, event.id, identity, &event, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        if (event.kind != SL_IDENTITY_SPLIT) {
            continue;
        }
        SL_TRY(sl_mention_sight_identity(
            &sight,
            event.identity == identity ? event.other_identity : event.identity,
            &is_there,
            err
        ));
        if (is_there) {
            SL_TRY(note_event(finding, &event, "was split from", err));
        }
    }
}

static enum sl_status search_words(
    struct finding *finding,
    struct sl_search_door **search,
    const struct sl_search_request *request,
    struct sl_error *err
)
{
    struct sl_picture_found *found = finding->found;
    if (*search == NULL) {
        SL_TRY(sl_search_door_open(finding->access, request->text, search, err));
    }
    SL_TRY(sl_search_ask(*search, request, &found->result, err));
    const struct sl_search_result *result = found->result;
    if (result->outcome == SL_SEARCH_NOBODY) {
        sl_fail(err, SL_NOT_FOUND, "nobody fits '%.*s'", SL_STR_ARG(request->text));
        sl_fail_hint(err, "Try fewer words, another spelling, a date of birth or a postcode.");
        return SL_NOT_FOUND;
    }
    if (result->outcome == SL_SEARCH_TOO_LITTLE) {
        sl_fail(err, SL_INVALID, "'%.*s' is too little to find anybody", SL_STR_ARG(request->text));
        sl_fail_hint(err, "Add a name, a full date of birth or a postcode.");
        return SL_INVALID;
    }
    if (result->outcome == SL_SEARCH_ONE && result->hit_count > 0) {
        found->identity = result->hits[0].identity;
        if (found->identity == 0) {
            sl_fail(err, SL_INVALID, "records have come in that were not identified yet");
            sl_fail_hint(err, "Run 'sightline identify' first.");
            return SL_INVALID;
        }
    }
    return SL_OK;
}

enum sl_status sl_picture_find(
    struct sl_access *access,
    struct sl_search_door **search,
    const struct sl_search_request *request,
    struct sl_arena *arena,
    struct sl_picture_found *ret_found,
    struct sl_error *err
)
{
    struct finding finding = {
        .access = access, .store = sl_access_store(access), .arena = arena, .found = ret_found
    };
    struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                   .kind = SL_STR("picture"),
                                   .detail = request->text };
    int64_t typed = 0;
    *ret_found = (struct sl_picture_found){ .identity = 0 };
    const bool is_id = sl_identity_parse(sl_str_trim(request->text), &typed, NULL) == SL_OK;
    const struct sl_identity_id id = sl_identity_print(typed);
    deed.subject = is_id ? sl_str_from(id.text) : SL_STR("");
    SL_TRY(sl_access_may(access, sl_picture_permission(access), &deed, err));
    if (is_id) {
        SL_TRY(follow_joins(&finding, typed, &ret_found->identity, err));
    }
    if (ret_found->identity != 0) {
        return note_splits(&finding, ret_found->identity, err);
    }
    if (is_id && !sl_access_holds(access, SL_MAY_SEARCH)) {
        return sl_picture_nobody(access, sl_str_trim(request->text), err);
    }
    /* What looks like an id may be a name: Patricia1 is both. */
    const enum sl_status status = search_words(&finding, search, request, err);
    if (is_id && (status == SL_NOT_FOUND ||
                  (status == SL_OK && ret_found->result->outcome != SL_SEARCH_ONE))) {
        return sl_picture_nobody(access, sl_str_trim(request->text), err);
    }
    return status;
}
