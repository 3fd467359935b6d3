/* SPDX-License-Identifier: Apache-2.0 */
#include "app/glass_manage.h"

#include <stdio.h>

#include "app/access_change.h"
#include "app/child_find.h"
#include "base/array.h"
#include "base/buf.h"
#include "identity/identity_id.h"
#include "store/user.h"

#define HOUR_MICROSECONDS (INT64_C(3600) * 1000000)
#define DETAIL_BYTES      ((size_t)6000)
#define SCRATCH_BYTES     ((size_t)4 << 20)
/* "glass 7" */
#define NUMBER_BYTES 32

/* A change under way. */
struct work {
    struct sl_glass glass;
    struct sl_store_judgement judgement;
    bool ends; /* it still runs, and is judged wrong */
    int64_t id;
};

static enum sl_status add_glass(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;

    return sl_store_glass_add(store, &work->glass, &work->id, err);
}

static enum sl_status say_and_break(
    struct sl_access *access,
    struct work *work,
    const struct sl_glass_claim *claim,
    struct sl_error *err
)
{
    struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(
        &detail,
        "%s, %d hours: %.*s",
        sl_glass_reason_terms()[claim->reason].name.ptr,
        (int)claim->hours,
        SL_STR_ARG(work->glass.words)
    );
    const struct sl_access_deed deed = {
        .verb = SL_VERB_OVERRIDE,
        .kind = SL_STR("glass"),
        .subject = work->glass.identity,
        .detail = sl_buf_str(&detail),
    };
    const enum sl_status status = sl_access_change(access, &deed, 1, add_glass, work, err);
    sl_buf_finish(&detail);
    return status;
}

enum sl_status sl_glass_break(
    struct sl_access *access,
    const struct sl_glass_claim *claim,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_OVERRIDE,
        .kind = SL_STR("glass"),
        .subject = claim->child,
    };
    const struct sl_user *user = sl_access_user(access);
    const int64_t now = sl_access_now(access);
    struct sl_child_found child;

    SL_TRY(sl_access_may(access, SL_MAY_BREAK_GLASS, &deed, err));
    const enum sl_status status =
        sl_child_find_known(access, claim->child, &deed, arena, &child, err);
    /* Who tries names or numbers until one is somebody's leaves a trace of each. */
    SL_TRY(sl_access_done(access, &deed, status, err));
    const struct sl_identity_id id = sl_identity_print(child.identity);
    struct work work = {
        .glass = {
            .user = user->id,
            .identity = sl_str_from(id.text),
            .reason = claim->reason,
            .words = sl_str_trim(claim->words),
            .from = now,
            .until = now + claim->hours * HOUR_MICROSECONDS,
        },
    };
    SL_TRY(sl_access_done(access, &deed, sl_glass_check(&work.glass, err), err));
    SL_TRY(say_and_break(access, &work, claim, err));
    return sl_store_glass_get(sl_access_store(access), work.id, arena, ret_glass, err);
}

/* Is a glass one that was broken in the user's agency? */
static enum sl_status is_of_agency(
    struct sl_access *access,
    const struct sl_store_glass *glass,
    struct sl_arena *arena,
    bool *ret_is,
    struct sl_error *err
)
{
    struct sl_store_user user;

    SL_TRY(sl_store_user_find(sl_access_store(access), glass->glass.user, arena, &user, err));
    *ret_is = sl_str_equal(user.agency, sl_access_user(access)->agency);
    return SL_OK;
}

static enum sl_status judge(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct work *work = context;

    SL_TRY(sl_store_glass_judge(store, &work->judgement, err));
    return work->ends ? sl_store_glass_end(store, work->id, &work->judgement.judged, err) : SL_OK;
}

/* The glass that is to be judged, if it is of the agency. Who tries numbers leaves a trace of each.
 */
static enum sl_status find_glass(
    struct sl_access *access,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_glass *ret_glass,
    struct sl_error *err
)
{
    char detail[NUMBER_BYTES];
    bool is_own = false;

    (void)snprintf(detail, sizeof detail, "glass %lld", (long long)id);
    const struct sl_access_deed tried = { .verb = SL_VERB_DECIDE,
                                          .kind = SL_STR("glass"),
                                          .detail = sl_str_from(detail) };
    enum sl_status status = sl_store_glass_get(sl_access_store(access), id, arena, ret_glass, err);
    if (status == SL_OK) {
        status = is_of_agency(access, ret_glass, arena, &is_own, err);
    }
    if (status == SL_OK && !is_own) {
        status = sl_fail(err, SL_NOT_FOUND, "there is no broken glass %lld", (long long)id);
    }
    return sl_access_done(access, &tried, status, err);
}

static enum sl_status judge_found(
    struct sl_access *access,
    const struct sl_store_judgement *judgement,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    struct sl_store_glass glass = { .id = 0 };
    struct sl_buf detail;

    SL_TRY(find_glass(access, judgement->glass, arena, &glass, err));
    struct work work = {
        .judgement = *judgement,
        .id = glass.id,
        .ends = !judgement->right && glass.glass.ended == 0 &&
                glass.glass.until > sl_access_now(access),
    };
    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(
        &detail,
        "%s broken by %.*s: %.*s",
        judgement->right ? "right" : "wrong",
        SL_STR_ARG(glass.glass.user),
        SL_STR_ARG(judgement->words)
    );
    const struct sl_access_deed deed = {
        .verb = SL_VERB_DECIDE,
        .kind = SL_STR("glass"),
        .subject = glass.glass.identity,
        .detail = sl_buf_str(&detail),
    };
    const enum sl_status status = sl_access_change(access, &deed, 1, judge, &work, err);
    sl_buf_finish(&detail);
    return status;
}

enum sl_status sl_glass_judge(
    struct sl_access *access, int64_t glass, bool right, struct sl_str words, struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_DECIDE, .kind = SL_STR("glass") };
    const struct sl_store_judgement judgement = {
        .glass = glass,
        .right = right,
        .words = sl_str_trim(words),
        .judged = {sl_access_user(access)->id, sl_access_now(access)},
    };
    struct sl_arena scratch;

    SL_TRY(sl_access_may(access, SL_MAY_GLASS_REVIEW, &deed, err));
    sl_arena_init(&scratch, SCRATCH_BYTES);
    const enum sl_status status = judge_found(access, &judgement, &scratch, err);
    sl_arena_finish(&scratch);
    return status;
}

enum sl_status sl_glass_list(
    struct sl_access *access,
    bool all,
    struct sl_arena *arena,
    struct sl_store_glass **ret_glasses,
    size_t *ret_count,
    struct sl_error *err
)
{
    const bool judges = sl_access_holds(access, SL_MAY_GLASS_REVIEW);
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("glass") };
    struct sl_store_glass *glasses = NULL;
    struct sl_store_glass glass = { .id = 0 };
    size_t count = 0;

    SL_TRY(sl_access_act(access, judges ? SL_MAY_GLASS_REVIEW : SL_MAY_BREAK_GLASS, &deed, err));
    for (;;) {
        const enum sl_status status =
            sl_store_glass_next(sl_access_store(access), glass.id, arena, &glass, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        bool is_shown = sl_str_equal(glass.glass.user, sl_access_user(access)->id);
        if (judges) {
            SL_TRY(is_of_agency(access, &glass, arena, &is_shown, err));
        }
        if (is_shown && (all || glass.reviewed_at == 0)) {
            SL_TRY(sl_array_room(arena, &glasses, count, sizeof glass, err));
            glasses[count++] = glass;
        }
    }
    *ret_glasses = glasses;
    *ret_count = count;
    return SL_OK;
}

/* Count one glass, if it is of the agency. */
static enum sl_status count_glass(
    struct sl_access *access,
    const struct sl_store_glass *glass,
    struct sl_arena *arena,
    struct sl_glass_unjudged *unjudged,
    struct sl_error *err
)
{
    const enum sl_glass_review_state state =
        sl_glass_review_state_of(&glass->glass, &glass->review, sl_access_now(access));
    bool is_own = false;

    if (state != SL_GLASS_WAITING && state != SL_GLASS_OVERDUE) {
        return SL_OK;
    }
    SL_TRY(is_of_agency(access, glass, arena, &is_own, err));
    unjudged->waiting += is_own ? 1 : 0;
    unjudged->overdue += is_own && state == SL_GLASS_OVERDUE ? 1 : 0;
    return SL_OK;
}

enum sl_status sl_glass_count_unjudged(
    struct sl_access *access, struct sl_glass_unjudged *ret_unjudged, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const bool judges = sl_access_holds(access, SL_MAY_GLASS_REVIEW);
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST,
                                         .kind = SL_STR("glass"),
                                         .detail = SL_STR("how many are not judged") };
    struct sl_glass_unjudged unjudged = { .waiting = 0 };
    struct sl_store_glass glass = { .id = 0 };

    sl_arena_init(&scratch, SCRATCH_BYTES);
    SL_TRY(sl_access_act(access, judges ? SL_MAY_GLASS_REVIEW : SL_MAY_OVERSIGHT, &deed, err));
    for (;;) {
        sl_arena_reset(&scratch);
        const enum sl_status status =
            sl_store_glass_next(sl_access_store(access), glass.id, &scratch, &glass, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(count_glass(access, &glass, &scratch, &unjudged, err));
    }
    *ret_unjudged = unjudged;
    return SL_OK;
}
