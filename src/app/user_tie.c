/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_tie.h"

#include "app/access_change.h"
#include "app/child_find.h"
#include "base/buf.h"
#include "base/date.h"
#include "identity/identity_id.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/source.h"
#include "store/user.h"

/* The longest detail of an entry that is made here. */
#define DETAIL_BYTES ((size_t)1024)
/* What one change reads. */
#define SCRATCH_BYTES ((size_t)4 << 20)

/* A change under way. */
struct work {
    struct sl_access *access;
    struct sl_stamp stamp;
    const struct sl_user_tie_change *tie;
    struct sl_arena scratch;
    struct sl_child_found child;
    bool is_administrator; /* else one who allocates work */
};

static enum sl_status give_tie(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;
    const struct sl_store_tie tie = {
        .user = work->tie->user,
        .kind = work->tie->kind,
        .source = work->child.source,
        .key = work->child.key,
        .held = work->tie->held,
        .given = work->stamp,
    };
    int64_t id = 0;

    return sl_store_tie_add(store, &tie, &id, err);
}

/* Is a tie to the child that is meant: by the same mention, or by another of the same identity? */
static enum sl_status is_same_child(
    const struct work *work, const struct sl_store_tie *tie, bool *ret_same, struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(work->access);
    struct sl_stored_mention mention;
    struct sl_membership member = { .identity = 0 };

    *ret_same = tie->source == work->child.source && sl_str_equal(tie->key, work->child.key);
    if (*ret_same || work->child.identity == 0) {
        return SL_OK;
    }
    enum sl_status status = sl_store_mention_find(store, tie->source, tie->key, &mention, err);
    if (status == SL_OK) {
        status = sl_store_membership_get(store, mention.id, &member, err);
    }
    *ret_same = status == SL_OK && member.identity == work->child.identity;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

static enum sl_status end_tie(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;
    struct sl_store_tie tie = { .id = 0 };
    size_t count = 0;

    for (;;) {
        bool is_same = false;
        const enum sl_status status =
            sl_store_tie_next(store, work->tie->user, tie.id, &work->scratch, &tie, err);
        if (status == SL_NOT_FOUND) {
            return count > 0 ? SL_OK
                             : sl_fail(err, SL_NOT_FOUND, "they do not have this relationship");
        }
        SL_TRY(status);
        if (tie.kind != work->tie->kind || tie.ended.at != 0) {
            continue;
        }
        SL_TRY(is_same_child(work, &tie, &is_same, err));
        if (is_same) {
            SL_TRY(sl_store_tie_end(store, tie.id, &work->stamp, err));
            count++;
        }
    }
}

/*
 * Who gives and ends ties: administrators, and those who allocate work to users of their agency.
 * The user's agency is found here.
 */
static enum sl_status may_tie(
    struct work *work,
    const struct sl_access_deed *deed,
    struct sl_str *ret_agency,
    struct sl_error *err
)
{
    const bool is_administrator = sl_access_holds(work->access, SL_MAY_USERS);
    struct sl_store_user user;

    work->is_administrator = is_administrator;
    SL_TRY(sl_access_may(work->access, is_administrator ? SL_MAY_USERS : SL_MAY_ALLOCATE, deed, err)
    );
    SL_TRY(sl_store_user_find(
        sl_access_store(work->access), work->tie->user, &work->scratch, &user, err
    ));
    if (!is_administrator && !sl_str_equal(user.agency, sl_access_user(work->access)->agency)) {
        return sl_access_refuse(work->access, deed, SL_RULE_OWN_ONLY, err);
    }
    *ret_agency = user.agency;
    return SL_OK;
}

/* Is the mention that was found one of the agency? */
static enum sl_status
is_of_agency(struct work *work, struct sl_str agency, bool *ret_is, struct sl_error *err)
{
    struct sl_store_source *sources = NULL;
    size_t count = 0;

    *ret_is = false;
    SL_TRY(
        sl_store_source_list(sl_access_store(work->access), &work->scratch, &sources, &count, err)
    );
    for (size_t i = 0; i < count; i++) {
        *ret_is = *ret_is ||
                  (sources[i].id == work->child.source && sl_str_equal(sources[i].agency, agency));
    }
    return SL_OK;
}

/* What the entry says: who is tied, and how. The child is its subject. */
static void add_detail(const struct sl_user_tie_change *tie, bool ends, struct sl_buf *detail)
{
    sl_buf_addf(
        detail,
        "%s %s %s %.*s",
        ends ? "end" : "give",
        sl_tie_terms()[tie->kind].name.ptr,
        ends ? "of" : "to",
        SL_STR_ARG(tie->user)
    );
    if (!ends) {
        sl_buf_add(detail, SL_STR(" from "));
        sl_date_print(sl_date_from_days(tie->held.from), detail);
    }
    if (!ends && tie->held.until != SL_SPAN_OPEN) {
        sl_buf_add(detail, SL_STR(" until "));
        sl_date_print(sl_date_from_days(tie->held.until), detail);
    }
}

/*
 * The child: for an administrator anybody; for who allocates work, a child whom their agency knows.
 * One whom only others know is nobody to them, in the same words.
 */
static enum sl_status
find_child(struct work *work, struct sl_str agency, bool ends, struct sl_error *err)
{
    struct sl_access *access = work->access;
    struct sl_child_found *child = &work->child;
    bool is_own = false;

    SL_TRY(sl_child_find(access, work->tie->child, agency, &work->scratch, child, err));
    if (ends || work->is_administrator) {
        return SL_OK;
    }
    SL_TRY(is_of_agency(work, agency, &is_own, err));
    if (!is_own && child->identity != 0) {
        const struct sl_identity_id id = sl_identity_print(child->identity);
        SL_TRY(sl_child_find(access, sl_str_from(id.text), agency, &work->scratch, child, err));
        SL_TRY(is_of_agency(work, agency, &is_own, err));
    }
    return is_own ? SL_OK
                  : sl_fail(
                        err, SL_NOT_FOUND, "nobody is called '%.*s'", SL_STR_ARG(work->tie->child)
                    );
}

static enum sl_status
change_tie(struct work *work, bool ends, struct sl_str detail, struct sl_error *err)
{
    struct sl_access_deed deed = {
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("tie"),
        .subject = work->tie->child,
        .detail = detail,
    };
    struct sl_identity_id id;
    struct sl_str agency = { 0 };

    SL_TRY(may_tie(work, &deed, &agency, err));
    const enum sl_status status = find_child(work, agency, ends, err);
    SL_TRY(sl_access_done(work->access, &deed, status, err));
    if (work->child.identity != 0) {
        id = sl_identity_print(work->child.identity);
        deed.subject = sl_str_from(id.text);
    }
    return sl_access_change(work->access, &deed, 1, ends ? end_tie : give_tie, work, err);
}

static enum sl_status
run(struct sl_access *access,
    const struct sl_user_tie_change *change,
    bool ends,
    struct sl_error *err)
{
    struct work work = {
        .access = access,
        .stamp = {sl_access_user(access)->id, sl_access_now(access)},
        .tie = change,
    };
    struct sl_buf detail;

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    sl_buf_init(&detail, DETAIL_BYTES);
    add_detail(change, ends, &detail);
    const enum sl_status status = change_tie(&work, ends, sl_buf_str(&detail), err);
    sl_buf_finish(&detail);
    sl_arena_finish(&work.scratch);
    return status;
}

enum sl_status sl_user_give_tie(
    struct sl_access *access, const struct sl_user_tie_change *change, struct sl_error *err
)
{
    return run(access, change, false, err);
}

enum sl_status sl_user_end_tie(
    struct sl_access *access, const struct sl_user_tie_change *change, struct sl_error *err
)
{
    return run(access, change, true, err);
}
