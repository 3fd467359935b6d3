/* SPDX-License-Identifier: Apache-2.0 */
/* Notes of the user's agency, read again out of their records. */
#include <stdlib.h>

#include "app/child_find.h"
#include "app/child_records.h"
#include "app/note_impl.h"
#include "app/note_manage.h"
#include "base/array.h"
#include "base/buf.h"
#include "identity/identity_id.h"
#include "store/user.h"

/* "agency/sightline/c-..." */
#define NAME_BYTES ((size_t)1024)

static enum sl_status fail_none(struct sl_str id, struct sl_error *err)
{
    return sl_fail(err, SL_NOT_FOUND, "there is no note '%.*s'", SL_STR_ARG(id));
}

enum sl_status sl_note_worker(
    struct sl_access *access, struct sl_arena *arena, struct sl_str *ret_name, struct sl_error *err
)
{
    struct sl_store_user user;

    SL_TRY(
        sl_store_user_find(sl_access_store(access), sl_access_user(access)->id, arena, &user, err)
    );
    *ret_name = user.name;
    return SL_OK;
}

/* All versions of a key of the agency's notes. Texts are copied: those of a cursor go. */
static enum sl_status read_versions(
    struct sl_access *access,
    const struct sl_record_key *key,
    struct sl_arena *arena,
    struct sl_note_versions *versions,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_record_cursor_close_ptr) struct sl_record_cursor *cursor = NULL;
    struct sl_stored_record record;
    bool has_one = true;

    SL_TRY(sl_store_versions_open(sl_access_store(access), key, &cursor, err));
    for (;;) {
        SL_TRY(sl_record_cursor_next(cursor, &record, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        const struct sl_str body = sl_arena_copy(arena, record.body);
        if (body.ptr == NULL) {
            return sl_fail_memory(err);
        }
        SL_TRY(sl_array_room(arena, &versions->items, versions->count, sizeof *versions->items, err)
        );
        SL_TRY(sl_note_parse(body, arena, &versions->items[versions->count], err));
        versions->count++;
    }
}

/* The last version that says something: a note that was withdrawn was about somebody before. */
static const struct sl_note *last_said(const struct sl_note_versions *versions)
{
    size_t at = versions->count;

    while (at > 1 && versions->items[at - 1].withdrawn) {
        at--;
    }
    return &versions->items[at - 1];
}

/* Whom a note means now; 0: nobody, when it is withdrawn and they are known by nothing else. */
static enum sl_status find_child(
    struct sl_access *access,
    struct sl_str key,
    struct sl_arena *arena,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    const struct sl_str agency = sl_access_user(access)->agency;
    SL_CLEANUP(sl_buf_finish) struct sl_buf name;
    struct sl_child_found child;

    sl_buf_init(&name, NAME_BYTES);
    sl_buf_addf(&name, "%.*s/" SL_NOTE_SYSTEM "/%.*s", SL_STR_ARG(agency), SL_STR_ARG(key));
    SL_TRY(sl_buf_status(&name, err));
    SL_TRY(sl_child_find(access, sl_buf_str(&name), agency, arena, &child, err));
    *ret_identity = child.identity;
    return SL_OK;
}

enum sl_status sl_note_versions_read(
    struct sl_access *access,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_note_versions *ret_versions,
    struct sl_error *err
)
{
    const struct sl_str agency = sl_access_user(access)->agency;
    struct sl_note_versions versions = { .count = 0 };
    struct sl_record_key key = { .key = id, .as_of = SL_AS_OF_NOW };

    enum sl_status status = sl_store_source_find(
        sl_access_store(access), agency, SL_STR(SL_NOTE_SYSTEM), &key.source, err
    );
    if (status == SL_OK) {
        status = read_versions(access, &key, arena, &versions, err);
    }
    if (status == SL_NOT_FOUND || (status == SL_OK && versions.count == 0)) {
        return fail_none(id, err);
    }
    SL_TRY(status);
    const struct sl_note *said = last_said(&versions);
    status = find_child(access, said->child, arena, &versions.identity, err);
    if (status == SL_NOT_FOUND) {
        return fail_none(id, err);
    }
    SL_TRY(status);
    const struct sl_access_asked asked = {
        .holder = agency,
        .kind = sl_note_event(said->kind),
        .identity = versions.identity,
        .source = key.source,
        .key = id,
    };
    if (sl_access_decide(access, &asked).sight < SL_SIGHT_CONTENT) {
        return fail_none(id, err);
    }
    *ret_versions = versions;
    return SL_OK;
}

enum sl_status sl_note_open(
    struct sl_access *access,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_note_shown *ret_shown,
    struct sl_error *err
)
{
    struct sl_access_deed deed = {
        .verb = SL_VERB_READ,
        .kind = SL_STR("note"),
        .detail = sl_str_part(id, 0, SL_NOTE_ID_BYTES),
    };
    struct sl_note_versions versions = { .count = 0 };

    SL_TRY(sl_access_may(access, SL_MAY_CONTACT, &deed, err));
    SL_TRY(
        sl_access_done(access, &deed, sl_note_versions_read(access, id, arena, &versions, err), err)
    );
    const struct sl_identity_id identity = sl_identity_print(versions.identity);
    deed.subject = versions.identity == 0 ? SL_STR("") : sl_str_from(identity.text);
    SL_TRY(sl_access_say(access, &deed, 1, err));
    *ret_shown = (struct sl_note_shown){
        .identity = versions.identity,
        .versions = versions.items,
        .version_count = versions.count,
    };
    return SL_OK;
}

/* Notes of a child while they are listed. */
struct listing {
    struct sl_access *access;
    struct sl_arena *arena;
    struct sl_note_line *notes;
    size_t count;
};

/* Records of the agency's notes; what the door does not let through is passed over. */
static enum sl_status
take_record(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct listing *listing = context;
    struct sl_note note;

    if (!sl_str_equal(one->source->system, SL_STR(SL_NOTE_SYSTEM)) ||
        !sl_str_equal(one->run->file.format, SL_STR(SL_NOTE_FORMAT)) ||
        !sl_str_equal(one->source->agency, sl_access_user(listing->access)->agency)) {
        return SL_OK;
    }
    const struct sl_str body = sl_arena_copy(listing->arena, one->record->body);
    if (body.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_note_parse(body, listing->arena, &note, err));
    if (note.withdrawn) {
        return SL_OK;
    }
    SL_TRY(
        sl_array_room(listing->arena, &listing->notes, listing->count, sizeof *listing->notes, err)
    );
    listing->notes[listing->count++] = (struct sl_note_line){ note, one->record->version };
    return SL_OK;
}

static int latest_first(const void *left, const void *right)
{
    const struct sl_note_line *one = left;
    const struct sl_note_line *other = right;
    const int order = sl_moment_compare(other->note.at, one->note.at);

    return order != 0 ? order : sl_str_compare(one->note.id, other->note.id);
}

enum sl_status sl_note_list(
    struct sl_access *access,
    struct sl_str child,
    struct sl_arena *arena,
    const struct sl_note_line **ret_notes,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("note"), .subject = child };
    struct listing listing = { .access = access, .arena = arena };
    struct sl_child_found found;

    SL_TRY(sl_access_may(access, SL_MAY_CONTACT, &deed, err));
    const enum sl_status status = sl_child_find_known(access, child, &deed, arena, &found, err);
    SL_TRY(sl_access_done(access, &deed, status, err));
    SL_TRY(sl_child_records_tell(access, found.identity, take_record, &listing, err));
    const struct sl_identity_id id = sl_identity_print(found.identity);
    deed.subject = sl_str_from(id.text);
    SL_TRY(sl_access_say(access, &deed, 1, err));
    if (listing.count > 1) {
        qsort(listing.notes, listing.count, sizeof *listing.notes, latest_first);
    }
    *ret_notes = listing.notes;
    *ret_count = listing.count;
    return SL_OK;
}
