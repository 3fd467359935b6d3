/* SPDX-License-Identifier: Apache-2.0 */
#include "app/note_manage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "app/access_change.h"
#include "app/child_find.h"
#include "app/identity_find.h"
#include "app/identity_meant.h"
#include "app/identity_publish.h"
#include "app/note_impl.h"
#include "base/digest.h"
#include "identity/identity_id.h"
#include "store/draft.h"
#include "store/put.h"
#include "store/run.h"
#include "store/source.h"

#define ID_DIGITS 32u
/* A note as a line, and what the ledger says of it. */
#define BODY_BYTES   ((size_t)1 << 20)
#define DETAIL_BYTES ((size_t)2048)
/* "c-" and 32 digits. */
#define CHILD_KEY_BYTES SL_NOTE_ID_BYTES
#define REASON          "the writer of a note chose this child"

/* Recording under way. */
struct work {
    struct sl_access *access;
    const struct sl_note_written *written;
    struct sl_arena *arena;
    struct sl_note note;         /* whole */
    struct sl_child_found child; /* whom it means; no key: it is not new, and stays with them */
    char child_key[CHILD_KEY_BYTES];
    struct sl_note_versions known; /* that there are */
    struct sl_str body;
    struct sl_note_result result;
};

enum sl_status sl_note_id_make(char ret_id[SL_NOTE_ID_BYTES], struct sl_error *err)
{
    uint8_t random[ID_DIGITS / 2];

    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return sl_fail_io(err, "read", "random numbers", errno);
    }
    memcpy(ret_id, "n-", 2);
    for (size_t i = 0; i < sizeof random; i++) {
        (void)snprintf(ret_id + 2 + 2 * i, 3, "%02x", random[i]);
    }
    return SL_OK;
}

bool sl_note_id_is(struct sl_str id)
{
    if (id.len != SL_NOTE_ID_BYTES - 1 || !sl_str_starts(id, SL_STR("n-"))) {
        return false;
    }
    for (size_t i = 2; i < id.len; i++) {
        const char byte = id.ptr[i];
        if ((byte < '0' || byte > '9') && (byte < 'a' || byte > 'f')) {
            return false;
        }
    }
    return true;
}

/*
 * The mention by which the agency's notes mean the child: the one that it has, or a new one, whose
 * key tells nothing of the child. What is sealed to the user is not there for them; of what they
 * are let in to, a note would not keep the seal.
 */
static enum sl_status choose_child(struct work *work, struct sl_error *err)
{
    const struct sl_str agency = sl_access_user(work->access)->agency;
    const struct sl_seal_book *seals = sl_access_seals(work->access);
    struct sl_identity_mention *mentions = NULL;
    struct sl_buf digits;
    size_t count = 0;

    SL_TRY(sl_identity_mentions(
        sl_access_store(work->access), work->child.identity, work->arena, &mentions, &count, err
    ));
    for (size_t i = 0; i < count; i++) {
        if (sl_seal_book_mention(seals, mentions[i].mention.id) == SL_SEAL_OPEN) {
            sl_fail(err, SL_INVALID, "records of this child are sealed, and a note would not be");
            sl_fail_hint(err, "Write it in your agency's own system.");
            return SL_INVALID;
        }
        if (sl_str_equal(mentions[i].agency, agency) &&
            sl_str_equal(mentions[i].system, SL_STR(SL_NOTE_SYSTEM))) {
            work->note.child = mentions[i].mention.key;
            return SL_OK;
        }
    }
    const struct sl_digest digest = sl_digest_of(work->written->note.id);
    sl_buf_init(&digits, BODY_BYTES);
    sl_digest_print(&digest, &digits);
    const enum sl_status status = sl_buf_status(&digits, err);
    (void)snprintf(
        work->child_key, sizeof work->child_key, "c-%.*s", (int)ID_DIGITS, sl_buf_str(&digits).ptr
    );
    sl_buf_finish(&digits);
    work->note.child = sl_str_from(work->child_key);
    return status;
}

/* Whom a new note means; whoever tries names until one is somebody's leaves a trace of each. */
static enum sl_status
find_child(struct work *work, const struct sl_access_deed *deed, struct sl_error *err)
{
    const enum sl_status status = sl_child_find_known(
        work->access, work->written->child, deed, work->arena, &work->child, err
    );

    SL_TRY(sl_access_done(work->access, deed, status, err));
    return sl_access_done(work->access, deed, choose_child(work, err), err);
}

static enum sl_status check_id(struct work *work, struct sl_error *err)
{
    return sl_note_id_is(work->written->note.id)
               ? SL_OK
               : sl_fail(err, SL_INVALID, "the id of the note is none");
}

/* What stands in both is the same, whoever wrote it and when. */
static enum sl_status
is_same(struct work *work, const struct sl_note *latest, bool *ret_is, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf left;
    SL_CLEANUP(sl_buf_finish) struct sl_buf right;
    struct sl_note one = work->note;
    struct sl_note other = *latest;

    one.by = one.worker = one.why = other.by = other.worker = other.why = SL_STR("");
    one.at = other.at = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    sl_buf_init(&left, BODY_BYTES);
    sl_buf_init(&right, BODY_BYTES);
    sl_note_print(&one, &left);
    sl_note_print(&other, &right);
    SL_TRY(sl_buf_status(&left, err));
    SL_TRY(sl_buf_status(&right, err));
    *ret_is = sl_str_equal(sl_buf_str(&left), sl_buf_str(&right));
    return SL_OK;
}

/* Does what was written follow the latest version? Nobody else writes records meanwhile. */
static enum sl_status compare(struct work *work, struct sl_error *err)
{
    bool same = false;

    work->result.version = (int64_t)work->known.count;
    if (work->known.count == 0) {
        return SL_OK;
    }
    const struct sl_note *latest = &work->known.items[work->known.count - 1];
    SL_TRY(is_same(work, latest, &same, err));
    if (same) {
        work->result.outcome = SL_NOTE_SAME;
        return SL_OK;
    }
    if (latest->withdrawn) {
        sl_fail(err, SL_INVALID, "the note was withdrawn");
        sl_fail_hint(err, "Write a new one.");
        return SL_INVALID;
    }
    if (work->written->base != work->result.version) {
        work->result.outcome = SL_NOTE_CONFLICT;
        return SL_OK;
    }
    if (sl_str_trim(work->note.why).len == 0) {
        return sl_fail(err, SL_INVALID, "say why it is changed");
    }
    return SL_OK;
}

/* The rest of the note: who, when, and as the line that it is kept as. */
static enum sl_status complete(struct work *work, struct sl_error *err)
{
    const struct sl_user *user = sl_access_user(work->access);
    SL_CLEANUP(sl_buf_finish) struct sl_buf body;

    sl_buf_init(&body, BODY_BYTES);
    work->note.by = user->id;
    work->note.at = sl_moment_of_utc(sl_access_now(work->access) / 1000000);
    SL_TRY(sl_note_worker(work->access, work->arena, &work->note.worker, err));
    SL_TRY(sl_note_check(&work->note, err));
    sl_note_print(&work->note, &body);
    SL_TRY(sl_buf_status(&body, err));
    work->body = sl_arena_copy(work->arena, sl_buf_str(&body));
    return work->body.ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* One small run: the record, as it comes from any other system. */
static enum sl_status
put(struct sl_store *store,
    const struct work *work,
    int64_t source,
    int64_t *ret_run,
    struct sl_error *err)
{
    const int64_t now = sl_access_now(work->access);
    const struct sl_digest hash = sl_digest_of(work->body);
    const struct sl_put_record record = { .key = work->note.id, .body = work->body, .hash = hash };
    const struct sl_run_file file = {
        .source = source,
        .format = SL_STR(SL_NOTE_FORMAT),
        .name = work->note.id,
        .hash = hash,
        .bytes = work->body.len,
    };
    bool is_resumed = false;

    SL_TRY(sl_store_run_begin(store, &file, now, ret_run, &is_resumed, err));
    SL_TRY(sl_store_put(store, *ret_run, &record, 1, NULL, err));
    SL_TRY(sl_store_run_progress(store, *ret_run, 1, work->body.len, err));
    return sl_store_run_finish(store, *ret_run, now, err);
}

static enum sl_status add_note(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;
    const struct sl_user *user = sl_access_user(work->access);
    struct sl_identity_meant meant = {
        .meant.key = work->note.child,
        .anchor = {.source = work->child.source, .key = work->child.key},
        .reason = SL_STR(REASON),
        .decided_by = user->id,
        .at = sl_access_now(work->access),
    };
    bool was_published = false;
    int64_t as_of = 0;

    SL_TRY(sl_store_as_of(store, &as_of, err));
    SL_TRY(sl_identity_is_published(store, as_of, &was_published, err));
    SL_TRY(
        sl_store_source_add(store, user->agency, SL_STR(SL_NOTE_SYSTEM), &meant.meant.source, err)
    );
    SL_TRY(put(store, work, meant.meant.source, &meant.run, err));
    SL_TRY(sl_identity_meant_settle(store, &meant, was_published, work->arena, err));
    return sl_store_draft_remove(store, user->id, work->note.id, err);
}

/* "n-... version 2, withdrawn: written about another child": never what the note says. */
static enum sl_status say_and_add(struct work *work, struct sl_error *err)
{
    const struct sl_identity_id id = sl_identity_print(work->child.identity);
    struct sl_access_deed deed = {
        .verb = SL_VERB_WRITE,
        .kind = SL_STR("note"),
        .subject = sl_str_from(id.text),
    };
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(
        &detail,
        "%.*s version %lld%s",
        SL_STR_ARG(work->note.id),
        (long long)work->result.version + 1,
        work->note.withdrawn ? ", withdrawn" : ""
    );
    if (work->note.why.len > 0) {
        sl_buf_addf(&detail, ": %.*s", SL_STR_ARG(work->note.why));
    }
    SL_TRY(sl_buf_status(&detail, err));
    deed.detail = sl_buf_str(&detail);
    SL_TRY(sl_access_change(work->access, &deed, 1, add_note, work, err));
    work->result.outcome = SL_NOTE_RECORDED;
    work->result.version++;
    return SL_OK;
}

/* A note that is there stays with whom it means; a new one means whose page it was written on. */
static enum sl_status
prepare(struct work *work, const struct sl_access_deed *deed, struct sl_error *err)
{
    const struct sl_str id = work->written->note.id;

    SL_TRY(sl_access_done(work->access, deed, check_id(work, err), err));
    const enum sl_status status =
        sl_note_versions_read(work->access, id, work->arena, &work->known, err);
    if (status != SL_OK && (status != SL_NOT_FOUND || work->written->base != 0)) {
        return sl_access_done(work->access, deed, status, err);
    }
    if (status == SL_OK) {
        work->child.identity = work->known.identity;
        work->note.child = work->known.items[0].child;
    } else {
        SL_TRY(find_child(work, deed, err));
    }
    SL_TRY(sl_access_done(work->access, deed, complete(work, err), err));
    return sl_access_done(work->access, deed, compare(work, err), err);
}

enum sl_status sl_note_record(
    struct sl_access *access,
    const struct sl_note_written *written,
    struct sl_arena *arena,
    struct sl_note_result *ret_result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_WRITE,
        .kind = SL_STR("note"),
        .subject = written->child,
        .detail = sl_str_part(written->note.id, 0, SL_NOTE_ID_BYTES),
    };
    struct work work = {
        .access = access,
        .written = written,
        .arena = arena,
        .note = written->note,
        .result.outcome = SL_NOTE_RECORDED,
    };

    SL_TRY(sl_access_may(access, SL_MAY_CONTACT, &deed, err));
    SL_TRY(prepare(&work, &deed, err));
    if (work.result.outcome == SL_NOTE_RECORDED) {
        SL_TRY(say_and_add(&work, err));
    }
    *ret_result = work.result;
    return SL_OK;
}
