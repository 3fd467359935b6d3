/* SPDX-License-Identifier: Apache-2.0 */
#include "app/draft_manage.h"

#include <stdlib.h>

#include "app/access_change.h"
#include "app/child_find.h"
#include "app/note_manage.h"
#include "base/buf.h"
#include "identity/identity_id.h"
#include "store/record.h"
#include "store/source.h"

#define KIND SL_STR("draft")
/* "agency/system/key" */
#define NAME_BYTES ((size_t)2048)

static enum sl_status put_draft(struct sl_store *store, void *context, struct sl_error *err)
{
    return sl_store_draft_put(store, context, err);
}

static enum sl_status remove_draft(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct sl_draft *draft = context;

    return sl_store_draft_remove(store, draft->user, draft->form, err);
}

static enum sl_status
get(struct sl_access *access,
    struct sl_str form,
    struct sl_arena *arena,
    struct sl_draft *ret_draft,
    struct sl_error *err)
{
    const struct sl_draft_asked asked = { .user = sl_access_user(access)->id,
                                          .form = form,
                                          .now = sl_access_now(access) };

    return sl_store_draft_get(sl_access_store(access), &asked, arena, ret_draft, err);
}

/* Was it recorded already? What is saved late, while the form was on its way, is no draft. */
static enum sl_status is_recorded(
    struct sl_access *access,
    struct sl_str form,
    struct sl_arena *arena,
    bool *ret_is,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(access);
    struct sl_record_key key = { .key = form, .as_of = SL_AS_OF_NOW };
    struct sl_stored_record record;

    enum sl_status status = sl_store_source_find(
        store, sl_access_user(access)->agency, SL_STR(SL_NOTE_SYSTEM), &key.source, err
    );
    if (status == SL_OK) {
        status = sl_store_record_find(store, &key, arena, &record, err);
    }
    *ret_is = status == SL_OK;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* The first time: about whom, and an entry. */
static enum sl_status begin(
    struct sl_access *access,
    const struct sl_draft_job *job,
    struct sl_draft *draft,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    struct sl_access_deed deed = {
        .verb = SL_VERB_WRITE, .kind = KIND, .subject = job->child, .detail = draft->form
    };
    struct sl_child_found child;
    bool is_late = false;

    SL_TRY(is_recorded(access, job->form, arena, &is_late, err));
    if (is_late && job->base == 0) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_child_find_known(access, job->child, &deed, arena, &child, err);
    SL_TRY(sl_access_done(access, &deed, status, err));
    const struct sl_identity_id id = sl_identity_print(child.identity);
    deed.subject = sl_str_from(id.text);
    draft->source = child.source;
    draft->key = child.key;
    return sl_access_change(access, &deed, 1, put_draft, draft, err);
}

/* Again: it is under the entry of its beginning. */
static enum sl_status
save_again(struct sl_store *store, struct sl_draft *draft, struct sl_error *err)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = put_draft(store, draft, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_draft_save(
    struct sl_access *access,
    const struct sl_draft_job *job,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE,
                                         .kind = KIND,
                                         .subject = job->child };
    struct sl_draft known;
    struct sl_draft draft = {
        .user = sl_access_user(access)->id,
        .form = job->form,
        .base = job->base,
        .fields = job->fields,
        .saved_at = sl_access_now(access),
    };

    SL_TRY(sl_access_may(access, SL_MAY_CONTACT, &deed, err));
    if (!sl_note_id_is(job->form)) {
        return sl_fail(err, SL_INVALID, "the id of the note is none");
    }
    const enum sl_status status = get(access, job->form, arena, &known, err);
    if (status == SL_NOT_FOUND) {
        return begin(access, job, &draft, arena, err);
    }
    SL_TRY(status);
    draft.source = known.source;
    draft.key = known.key;
    return save_again(sl_access_store(access), &draft, err);
}

enum sl_status sl_draft_drop(struct sl_access *access, struct sl_str form, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_WRITE,
        .kind = KIND,
        .detail = sl_note_id_is(form) ? form : SL_STR("given up"),
    };
    struct sl_draft draft = { .user = sl_access_user(access)->id, .form = form };

    SL_TRY(sl_access_may(access, SL_MAY_CONTACT, &deed, err));
    return sl_access_change(access, &deed, 1, remove_draft, &draft, err);
}

/* Whom a draft is about now, by the key that it is kept by; nobody, when they are not to be known.
 */
static enum sl_status find_child(
    struct sl_access *access,
    const struct sl_draft *draft,
    struct sl_arena *arena,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf name;
    struct sl_store_source *sources = NULL;
    struct sl_child_found child;
    size_t count = 0;

    *ret_identity = 0;
    sl_buf_init(&name, NAME_BYTES);
    SL_TRY(sl_store_source_list(sl_access_store(access), arena, &sources, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (sources[i].id == draft->source) {
            sl_buf_addf(
                &name,
                "%.*s/%.*s/%.*s",
                SL_STR_ARG(sources[i].agency),
                SL_STR_ARG(sources[i].system),
                SL_STR_ARG(draft->key)
            );
        }
    }
    SL_TRY(sl_buf_status(&name, err));
    const struct sl_str agency = sl_access_user(access)->agency;
    const enum sl_status status =
        sl_child_find(access, sl_buf_str(&name), agency, arena, &child, err);
    if (status == SL_OK) {
        *ret_identity = child.identity;
    }
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* The entry: a draft about somebody was found again. */
static enum sl_status
say(struct sl_access *access, const struct sl_draft_found *found, struct sl_error *err)
{
    const struct sl_identity_id id = sl_identity_print(found->identity);
    const struct sl_access_deed deed = {
        .verb = SL_VERB_READ,
        .kind = KIND,
        .subject = found->identity == 0 ? SL_STR("") : sl_str_from(id.text),
        .detail = found->draft.form,
    };

    return sl_access_say(access, &deed, 1, err);
}

enum sl_status sl_draft_open(
    struct sl_access *access,
    struct sl_str form,
    struct sl_arena *arena,
    struct sl_draft_found *ret_found,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = KIND };
    struct sl_draft_found found;

    SL_TRY(sl_access_may(access, SL_MAY_CONTACT, &deed, err));
    const enum sl_status status = get(access, form, arena, &found.draft, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_NOT_FOUND, "there is no such draft");
    }
    SL_TRY(status);
    SL_TRY(find_child(access, &found.draft, arena, &found.identity, err));
    SL_TRY(say(access, &found, err));
    *ret_found = found;
    return SL_OK;
}

static int latest_first(const void *left, const void *right)
{
    const struct sl_draft_found *one = left;
    const struct sl_draft_found *other = right;

    return one->draft.saved_at > other->draft.saved_at   ? -1
           : one->draft.saved_at < other->draft.saved_at ? 1
                                                         : 0;
}

enum sl_status sl_draft_list(
    struct sl_access *access,
    struct sl_arena *arena,
    const struct sl_draft_found **ret_drafts,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_draft_asked asked = { .user = sl_access_user(access)->id,
                                    .form = SL_STR(""),
                                    .now = sl_access_now(access) };
    struct sl_draft_found *drafts = sl_arena_alloc(arena, SL_DRAFT_LIMIT, sizeof *drafts);
    size_t count = 0;

    if (drafts == NULL) {
        return sl_fail_memory(err);
    }
    while (sl_access_holds(access, SL_MAY_CONTACT) && count < SL_DRAFT_LIMIT) {
        struct sl_draft_found *found = &drafts[count];
        const enum sl_status status =
            sl_store_draft_next(sl_access_store(access), &asked, arena, &found->draft, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(find_child(access, &found->draft, arena, &found->identity, err));
        SL_TRY(say(access, found, err));
        asked.form = found->draft.form;
        count++;
    }
    if (count > 1) {
        qsort(drafts, count, sizeof *drafts, latest_first);
    }
    *ret_drafts = drafts;
    *ret_count = count;
    return SL_OK;
}
