/* SPDX-License-Identifier: Apache-2.0 */
#include "app/seal_manage.h"

#include "app/access_change.h"
#include "app/child_find.h"
#include "base/buf.h"
#include "sharing/share_kind.h"
#include "store/mention.h"
#include "store/record.h"

#define DETAIL_BYTES  ((size_t)3840)
#define SCRATCH_BYTES ((size_t)64 << 20)

/* A change under way. */
struct work {
    struct sl_access *access;
    const struct sl_seal_change *change;
    struct sl_stamp stamp;
    struct sl_arena scratch;
    int64_t source;
    struct sl_str key;
};

/* By enum sl_seal_step, for the ledger. */
static const char *const step_words[] = {
    "seal", "unseal",         "allow",    "no longer allow",
    "deny", "no longer deny", "withhold", "tell again",
};

static enum sl_status fail_nothing(struct sl_str record, struct sl_error *err)
{
    return sl_fail(err, SL_NOT_FOUND, "nothing is called '%.*s'", SL_STR_ARG(record));
}

/* Is there a record or a mention with the key, and may the user know of it? */
static enum sl_status check_there(struct work *work, struct sl_error *err)
{
    struct sl_store *store = sl_access_store(work->access);
    const struct sl_record_key key = { work->source, work->key, SL_AS_OF_NOW };
    struct sl_stored_mention mention;
    struct sl_stored_record record;

    if (sl_seal_book_key(sl_access_seals(work->access), work->source, work->key) ==
        SL_SEAL_DENIED) {
        return fail_nothing(work->change->record, err);
    }
    enum sl_status status = sl_store_mention_find(store, work->source, work->key, &mention, err);
    if (status == SL_NOT_FOUND) {
        status = sl_store_record_find(store, &key, &work->scratch, &record, err);
    }
    return status == SL_NOT_FOUND ? fail_nothing(work->change->record, err) : status;
}

static enum sl_status fail_none(bool is_there, struct sl_error *err)
{
    return is_there ? SL_OK : sl_fail(err, SL_NOT_FOUND, "there is nothing of this kind to end");
}

static bool is_key(const struct work *work, int64_t source, struct sl_str key)
{
    return source == work->source && sl_str_equal(key, work->key);
}

static enum sl_status lift(struct sl_store *store, struct work *work, struct sl_error *err)
{
    struct sl_store_seal seal = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_seal_next(store, seal.id, &work->scratch, &seal, err);
        if (status == SL_NOT_FOUND) {
            return fail_none(false, err);
        }
        SL_TRY(status);
        if (seal.ended.at == 0 && is_key(work, seal.source, seal.key)) {
            return sl_store_seal_end(store, seal.id, &work->stamp, err);
        }
    }
}

static enum sl_status
take_off(struct sl_store *store, struct work *work, bool denies, struct sl_error *err)
{
    struct sl_store_seal_name name = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_seal_name_next(store, name.id, &work->scratch, &name, err);
        if (status == SL_NOT_FOUND) {
            return fail_none(false, err);
        }
        SL_TRY(status);
        if (name.ended.at == 0 && name.denies == denies && is_key(work, name.source, name.key) &&
            sl_str_equal(name.user, work->change->user)) {
            return sl_store_seal_name_end(store, name.id, &work->stamp, err);
        }
    }
}

static enum sl_status tell(struct sl_store *store, struct work *work, struct sl_error *err)
{
    struct sl_store_withheld withheld = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_withheld_next(store, withheld.id, &work->scratch, &withheld, err);
        if (status == SL_NOT_FOUND) {
            return fail_none(false, err);
        }
        SL_TRY(status);
        if (withheld.ended.at == 0 && is_key(work, withheld.source, withheld.key)) {
            return sl_store_withheld_end(store, withheld.id, &work->stamp, err);
        }
    }
}

static enum sl_status
put_on(struct sl_store *store, const struct work *work, bool denies, struct sl_error *err)
{
    const struct sl_store_seal_name name = {
        .source = work->source,
        .key = work->key,
        .denies = denies,
        .user = work->change->user,
        .listed = work->stamp,
    };
    int64_t id = 0;

    return sl_store_seal_name_add(store, &name, &id, err);
}

static enum sl_status make(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;
    const struct sl_seal_change *change = work->change;
    const struct sl_store_seal seal = {
        .source = work->source,
        .key = work->key,
        .reason = sl_str_trim(change->words),
        .sealed = work->stamp,
    };
    const struct sl_store_withheld withheld = {
        .source = work->source,
        .key = work->key,
        .fields = change->fields,
        .reason = sl_str_trim(change->words),
        .withheld = work->stamp,
    };
    int64_t id = 0;

    switch (change->step) {
    case SL_SEAL_STEP_ADD:
        return sl_store_seal_add(store, &seal, &id, err);
    case SL_SEAL_STEP_LIFT:
        return lift(store, work, err);
    case SL_SEAL_STEP_ALLOW:
        return put_on(store, work, false, err);
    case SL_SEAL_STEP_DISALLOW:
        return take_off(store, work, false, err);
    case SL_SEAL_STEP_DENY:
        return put_on(store, work, true, err);
    case SL_SEAL_STEP_UNDENY:
        return take_off(store, work, true, err);
    case SL_SEAL_STEP_WITHHOLD:
        return sl_store_withheld_add(store, &withheld, &id, err);
    case SL_SEAL_STEP_TELL:
        break;
    }
    return tell(store, work, err);
}

/* What the entry says besides the record. */
static void add_detail(const struct sl_seal_change *change, struct sl_buf *detail)
{
    sl_buf_add(detail, sl_str_from(step_words[change->step]));
    if (change->user.len > 0) {
        sl_buf_addf(detail, " %.*s", SL_STR_ARG(change->user));
    }
    if (change->fields != 0) {
        sl_buf_add_byte(detail, ' ');
        sl_share_print_fields(change->fields, false, detail);
    }
    if (change->words.len > 0) {
        sl_buf_addf(detail, ": %.*s", SL_STR_ARG(sl_str_trim(change->words)));
    }
}

static enum sl_status
refuse_own(struct sl_access *access, const struct sl_access_deed *deed, struct sl_error *err)
{
    const enum sl_status status = sl_access_refuse(access, deed, SL_RULE_SEAL_KEPT, err);

    if (status == SL_DENIED) {
        sl_fail(err, SL_DENIED, "nobody lets themselves in");
        sl_fail_hint(err, "Ask another keeper of seals of your agency.");
    }
    return status;
}

static enum sl_status
ask_and_make(struct work *work, const struct sl_access_deed *deed, struct sl_error *err)
{
    const struct sl_seal_change *change = work->change;
    struct sl_access *access = work->access;
    struct sl_str agency = { 0 };

    SL_TRY(sl_access_may(access, SL_MAY_SEAL, deed, err));
    const enum sl_status found =
        sl_child_find_key(access, change->record, &agency, &work->source, &work->key, err);
    /* Who tries names of records until there is one leaves a trace of each. */
    SL_TRY(sl_access_done(access, deed, found, err));
    if (!sl_str_equal(agency, sl_access_user(access)->agency)) {
        return sl_access_refuse(access, deed, SL_RULE_OWN_ONLY, err);
    }
    if (change->step == SL_SEAL_STEP_ALLOW &&
        sl_str_equal(change->user, sl_access_user(access)->id)) {
        return refuse_own(access, deed, err);
    }
    SL_TRY(sl_access_done(access, deed, check_there(work, err), err));
    return sl_access_change(access, deed, 1, make, work, err);
}

enum sl_status sl_seal_change_make(
    struct sl_access *access, const struct sl_seal_change *change, struct sl_error *err
)
{
    struct work work = {
        .access = access,
        .change = change,
        .stamp = {sl_access_user(access)->id, sl_access_now(access)},
    };
    struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    add_detail(change, &detail);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_SEAL,
        .kind = SL_STR("seal"),
        .subject = change->record,
        .detail = sl_buf_str(&detail),
    };
    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    const enum sl_status status = ask_and_make(&work, &deed, err);
    sl_arena_finish(&work.scratch);
    sl_buf_finish(&detail);
    return status;
}
