/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_door.h"

#include <stdlib.h>
#include <string.h>

#include "app/identity_find.h"
#include "app/mention_sight.h"
#include "app/seen_list.h"
#include "base/number.h"
#include "identity/identity_id.h"
#include "store/membership.h"

#define KIND         SL_STR("identity")
#define DETAIL_BYTES ((size_t)3800)

/* The same words for nobody, and for somebody of whom nothing may be seen. */
static enum sl_status
fail_nobody(struct sl_access *access, struct sl_access_deed deed, struct sl_error *err)
{
    deed.outcome = SL_OUTCOME_REFUSED;
    SL_TRY(sl_access_say(access, &deed, 1, err));
    sl_fail(err, SL_NOT_FOUND, "nobody is called '%.*s'", SL_STR_ARG(deed.detail));
    sl_fail_detail(err, "nobody of whom you may be told");
    sl_fail_hint(err, "Write an identity, P3K7Q0ZD8, or a mention: agency/system/key.");
    return SL_NOT_FOUND;
}

/* May everybody be seen whom a decision is about? Its reason may speak of any of them. */
static enum sl_status is_decision_seen(
    const struct sl_mention_sight *sight,
    const struct sl_decision *decision,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    *ret_is_seen = true;
    for (size_t i = 0; i < decision->mention_count && *ret_is_seen; i++) {
        const struct sl_mention *about = &decision->mentions[i];
        struct sl_stored_mention mention = { .source = about->source, .key = about->key };
        const enum sl_status status = sl_store_mention_find(
            sl_access_store(sight->access), about->source, about->key, &mention, err
        );
        if (status != SL_OK && status != SL_NOT_FOUND) {
            return status;
        }
        mention.source = about->source;
        mention.key = about->key;
        *ret_is_seen = sl_mention_sight_shown(sight, &mention, 0).sight >= SL_SIGHT_EXISTENCE;
    }
    return SL_OK;
}

/* The same of a decision by its number. One that is not there is not seen. */
static enum sl_status is_number_seen(
    const struct sl_mention_sight *sight,
    int64_t number,
    struct sl_arena *arena,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    struct sl_decision decision = { .id = 0 };
    const enum sl_status status =
        sl_store_decision_next(sl_access_store(sight->access), number - 1, arena, &decision, err);

    *ret_is_seen = false;
    if (status == SL_NOT_FOUND || (status == SL_OK && decision.id != number)) {
        return SL_OK;
    }
    SL_TRY(status);
    return is_decision_seen(sight, &decision, ret_is_seen, err);
}

/* May an event be told? By whom it names besides, and by its decision. Of an identity that is no
 * more, nobody can say whose mentions it had: it is told of when nothing of this one is hidden. */
static enum sl_status is_event_seen(
    const struct sl_mention_sight *sight,
    const struct sl_identity_event *event,
    int64_t shown,
    bool is_whole,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    const int64_t other = event->identity == shown ? event->other_identity : event->identity;
    struct sl_membership member;

    *ret_is_seen = true;
    if (other == 0) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_store_membership_next(sl_access_store(sight->access), other, 0, &member, err);
    if (status == SL_NOT_FOUND) {
        *ret_is_seen = is_whole;
        return SL_OK;
    }
    SL_TRY(status);
    return sl_mention_sight_identity(sight, other, ret_is_seen, err);
}

/* Leave of the history and of the decisions what may be seen. */
static enum sl_status leave_told(
    const struct sl_mention_sight *sight,
    bool is_whole,
    struct sl_arena *arena,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    size_t events = 0;
    size_t decisions = 0;
    bool is_seen = false;

    for (size_t i = 0; i < shown->event_count; i++) {
        const struct sl_identity_event event = shown->events[i];
        SL_TRY(is_event_seen(sight, &event, shown->identity, is_whole, &is_seen, err));
        if (is_seen && event.decision != 0) {
            SL_TRY(is_number_seen(sight, event.decision, arena, &is_seen, err));
        }
        if (is_seen) {
            shown->events[events++] = event;
        }
    }
    for (size_t i = 0; i < shown->decision_count; i++) {
        const struct sl_decision decision = shown->decisions[i];
        SL_TRY(is_decision_seen(sight, &decision, &is_seen, err));
        if (is_seen) {
            shown->decisions[decisions++] = decision;
        }
    }
    shown->event_count = events;
    shown->decision_count = decisions;
    return SL_OK;
}

/* Leave of what was gathered what may be seen. */
static enum sl_status leave_seen(
    const struct sl_mention_sight *sight,
    struct sl_arena *arena,
    struct sl_identity_shown *shown,
    struct sl_error *err
)
{
    const size_t count = shown->mention_count;
    size_t kept = 0;

    for (size_t i = 0; i < shown->mention_count; i++) {
        struct sl_shown_mention one = shown->mentions[i];
        const struct sl_shown seen =
            sl_mention_sight_shown(sight, &one.who.mention, shown->identity);
        if (seen.sight >= SL_SIGHT_EXISTENCE) {
            sl_mention_sight_blank(&one.row, sl_mention_sight_fields(seen.fields));
            shown->mentions[kept++] = one;
        }
    }
    /* Nobody can say whose mentions an identity had that is no more: see is_event_seen. */
    shown->mention_count = shown->asked != 0 && kept != count ? 0 : kept;
    return leave_told(sight, kept == count, arena, shown, err);
}

enum sl_status sl_identity_look(
    struct sl_access *access,
    struct sl_str name,
    struct sl_arena *arena,
    struct sl_identity_shown *ret_shown,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = KIND, .detail = name };
    struct sl_store *store = sl_access_store(access);
    struct sl_mention_sight sight;

    SL_TRY(sl_access_may(access, SL_MAY_IDENTITY, &deed, err));
    SL_TRY(sl_mention_sight_open(&sight, access, arena, err));
    SL_TRY(sl_store_begin(store, err));
    enum sl_status status = sl_identity_show(store, name, arena, ret_shown, err);
    if (status == SL_OK) {
        status = leave_seen(&sight, arena, ret_shown, err);
    }
    sl_store_rollback(store);
    if (status == SL_NOT_FOUND || (status == SL_OK && ret_shown->mention_count == 0)) {
        return fail_nobody(access, deed, err);
    }
    SL_TRY(status);
    const struct sl_identity_id id = sl_identity_print(ret_shown->identity);
    deed.subject = sl_str_from(id.text);
    return sl_access_say(access, &deed, 1, err);
}

/* What reviewing needs: what may be seen, and identities of which a part is sealed to who asks. */
struct reviewing {
    struct sl_mention_sight sight;
    int64_t *parts; /* ascending */
    size_t part_count;
};

static int by_number(const void *left, const void *right)
{
    const int64_t *one = left;
    const int64_t *two = right;

    return *one < *two ? -1 : *one > *two;
}

static enum sl_status list_parts(
    struct sl_access *access,
    struct sl_arena *arena,
    struct reviewing *reviewing,
    struct sl_error *err
)
{
    const struct sl_seal_book *book = sl_access_seals(access);

    reviewing->parts = sl_arena_alloc(arena, book->mention_count + 1, sizeof *reviewing->parts);
    if (reviewing->parts == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < book->mention_count; i++) {
        const int64_t mention = sl_seal_book_mention_at(book, i);
        struct sl_membership member = { .identity = 0 };
        if (!sl_identity_is_closed(book, mention)) {
            continue;
        }
        const enum sl_status status =
            sl_store_membership_get(sl_access_store(access), mention, &member, err);
        if (status == SL_OK) {
            reviewing->parts[reviewing->part_count++] = member.identity;
        } else if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    if (reviewing->part_count > 1) {
        qsort(reviewing->parts, reviewing->part_count, sizeof *reviewing->parts, by_number);
    }
    return SL_OK;
}

/* Is a part of an identity sealed? sl_review_part_fn. */
static bool is_part(void *context, int64_t identity)
{
    const struct reviewing *reviewing = context;

    return reviewing->part_count > 0 && bsearch(
                                            &identity,
                                            reviewing->parts,
                                            reviewing->part_count,
                                            sizeof *reviewing->parts,
                                            by_number
                                        ) != NULL;
}

/* May both sides of a pair be seen? sl_review_see_fn. */
static enum sl_status see_pair(
    void *context, const struct sl_stored_review *pair, bool *ret_is_seen, struct sl_error *err
)
{
    const struct reviewing *reviewing = context;
    const struct sl_mention_sight *sight = &reviewing->sight;

    SL_TRY(sl_mention_sight_identity(sight, pair->low, ret_is_seen, err));
    return *ret_is_seen ? sl_mention_sight_identity(sight, pair->high, ret_is_seen, err) : SL_OK;
}

/* May a mention be seen, and which fields of it? sl_review_look_fn. */
static bool look_at(
    void *context, const struct sl_stored_mention *mention, int64_t identity, uint32_t *ret_fields
)
{
    const struct reviewing *reviewing = context;
    const struct sl_shown seen = sl_mention_sight_shown(&reviewing->sight, mention, identity);
    *ret_fields = sl_mention_sight_fields(seen.fields);
    return seen.sight >= SL_SIGHT_EXISTENCE;
}

static enum sl_status find_whom(
    struct sl_access *access,
    const struct sl_mention_sight *sight,
    struct sl_str name,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = KIND, .detail = name };
    struct sl_identity_named named;
    bool is_seen = false;

    const enum sl_status status = sl_identity_find(sl_access_store(access), name, &named, err);
    if (status == SL_OK) {
        SL_TRY(sl_mention_sight_named(sight, &named, &is_seen, err));
    }
    if (status == SL_NOT_FOUND || (status == SL_OK && !is_seen)) {
        return fail_nobody(access, deed, err);
    }
    SL_TRY(status);
    *ret_identity = named.identity;
    return SL_OK;
}

enum sl_status sl_identity_list(
    struct sl_access *access,
    struct sl_str name,
    size_t limit,
    struct sl_arena *arena,
    struct sl_review_list *ret_list,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST,
                                         .kind = SL_STR("possible matches"),
                                         .detail = name };
    SL_CLEANUP(sl_seen_list_finish) struct sl_seen_list seen;
    struct sl_store *store = sl_access_store(access);
    struct reviewing reviewing = { .part_count = 0 };
    struct sl_review_wanted wanted = { .limit = limit,
                                       .see_pair = see_pair,
                                       .look = look_at,
                                       .is_part = is_part,
                                       .context = &reviewing };

    sl_seen_list_init(&seen, SL_STR("possible matches"));
    SL_TRY(sl_access_may(access, SL_MAY_IDENTITY, &deed, err));
    SL_TRY(sl_mention_sight_open(&reviewing.sight, access, arena, err));
    if (name.len > 0) {
        SL_TRY(find_whom(access, &reviewing.sight, name, &wanted.identity, err));
    }
    SL_TRY(sl_store_begin(store, err));
    enum sl_status status = list_parts(access, arena, &reviewing, err);
    if (status == SL_OK) {
        status = sl_identity_review(store, &wanted, arena, ret_list, err);
    }
    sl_store_rollback(store);
    SL_TRY(status);
    for (size_t i = 0; i < ret_list->count; i++) {
        const struct sl_identity_id low = sl_identity_print(ret_list->pairs[i].pair.low);
        const struct sl_identity_id high = sl_identity_print(ret_list->pairs[i].pair.high);
        sl_seen_list_add(&seen, sl_str_from(low.text));
        sl_seen_list_add(&seen, sl_str_from(high.text));
    }
    return sl_seen_list_say(&seen, access, &deed, 1, err);
}

/* What is sealed to who asks; NULL: nothing. */
static const struct sl_seal_book *book_of(const struct sl_access *access)
{
    const struct sl_seal_book *book = sl_access_seals(access);

    return sl_seal_book_is_empty(book) ? NULL : book;
}

enum sl_status sl_identity_run(
    struct sl_access *access,
    const struct sl_identify_options *options,
    struct sl_identify_result *ret_result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE, .kind = SL_STR("identities") };
    struct sl_identify_options own = *options;

    own.book = book_of(access);
    SL_TRY(sl_access_act(access, SL_MAY_IDENTITY, &deed, err));
    return sl_access_done(
        access, &deed, sl_identify(sl_access_store(access), &own, ret_result, err), err
    );
}

enum sl_status sl_identity_quality(
    struct sl_access *access,
    const char *truth,
    struct sl_truth_quality *ret_quality,
    struct sl_error *err
)
{
    return sl_identify_truth(sl_access_store(access), truth, ret_quality, err);
}

static const char *verb_of(enum sl_decision_kind kind)
{
    switch (kind) {
    case SL_DECISION_JOIN:
        return "join";
    case SL_DECISION_SPLIT:
        return "split";
    case SL_DECISION_HOLD_APART:
        return "hold apart";
    case SL_DECISION_RELEASE:
        break;
    }
    return "release";
}

/* The decision that is to be taken back; who may not see it is told that there is none. */
static enum sl_status check_number(
    struct sl_access *access,
    const struct sl_mention_sight *sight,
    int64_t number,
    struct sl_arena *arena,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    struct sl_access_deed refused = *deed;
    bool is_seen = false;

    SL_TRY(is_number_seen(sight, number, arena, &is_seen, err));
    if (is_seen) {
        return SL_OK;
    }
    refused.outcome = SL_OUTCOME_REFUSED;
    SL_TRY(sl_access_say(access, &refused, 1, err));
    return sl_fail(err, SL_NOT_FOUND, "there is no decision %lld", (long long)number);
}

/* What is decided about whom: an entry for each. */
struct judging {
    struct sl_access *access;
    const struct sl_mention_sight *sight;
    const struct sl_identity_request *request;
    struct sl_arena *arena;
    struct sl_access_deed *deeds;
    size_t deed_count;
};

/* Is an identity named once more? Joined with itself it would tell whether more is known of it. */
static bool is_named_before(const struct judging *judging, struct sl_str id)
{
    for (size_t i = 0; i < judging->deed_count; i++) {
        if (sl_str_equal(judging->deeds[i].subject, id)) {
            return true;
        }
    }
    return false;
}

/* Everybody who is named must be visible. */
static enum sl_status check_name(struct judging *judging, const char *name, struct sl_error *err)
{
    const struct sl_access_deed like = judging->deeds[0];
    int64_t identity = 0;

    SL_TRY(find_whom(judging->access, judging->sight, sl_str_from(name), &identity, err));
    const struct sl_identity_id id = sl_identity_print(identity);
    if (identity == 0) {
        return SL_OK;
    }
    if (is_named_before(judging, sl_str_from(id.text))) {
        return strchr(name, '/') != NULL ? SL_OK
                                         : sl_fail(err, SL_INVALID, "'%s' is named twice", name);
    }
    struct sl_access_deed *deed = &judging->deeds[judging->deed_count];
    *deed = like;
    deed->subject = sl_arena_copy(judging->arena, sl_str_from(id.text));
    judging->deed_count++;
    return deed->subject.ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static enum sl_status
check_names(struct judging *judging, const struct sl_access_deed *deed, struct sl_error *err)
{
    const struct sl_identity_request *request = judging->request;
    int64_t number = 0;

    judging->deeds =
        sl_arena_alloc(judging->arena, request->name_count + 1, sizeof *judging->deeds);
    if (judging->deeds == NULL) {
        return sl_fail_memory(err);
    }
    judging->deeds[0] = *deed;
    if (request->kind == SL_DECISION_RELEASE && request->name_count == 1 &&
        sl_parse_i64(sl_str_from(request->names[0]), 1, INT64_MAX, &number, NULL) == SL_OK) {
        judging->deed_count = 1;
        return check_number(judging->access, judging->sight, number, judging->arena, deed, err);
    }
    for (size_t i = 0; i < request->name_count; i++) {
        SL_TRY(check_name(judging, request->names[i], err));
    }
    judging->deed_count = judging->deed_count == 0 ? 1 : judging->deed_count;
    return SL_OK;
}

enum sl_status sl_identity_judge(
    struct sl_access *access,
    const struct sl_identity_request *request,
    const struct sl_identify_options *options,
    struct sl_identity_decided *ret_decided,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .verb = SL_VERB_DECIDE, .kind = KIND };
    struct sl_identity_request own = *request;
    struct sl_identify_options told = *options;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;
    struct sl_mention_sight sight;

    sl_arena_init(&arena, (size_t)64 << 20);
    sl_buf_init(&detail, (size_t)1 << 20);
    sl_buf_addf(&detail, "%s:", verb_of(request->kind));
    for (size_t i = 0; i < request->name_count; i++) {
        sl_buf_addf(&detail, " %s", request->names[i]);
    }
    sl_buf_add(&detail, SL_STR(": "));
    sl_buf_add(&detail, request->reason);
    SL_TRY(sl_buf_status(&detail, err));
    deed.detail = sl_buf_str(&detail);
    own.decided_by = sl_access_user(access)->id;
    told.book = book_of(access);
    SL_TRY(sl_access_may(access, SL_MAY_IDENTITY, &deed, err));
    SL_TRY(sl_mention_sight_open(&sight, access, &arena, err));
    struct judging judging = {
        .access = access, .sight = &sight, .request = request, .arena = &arena
    };
    SL_TRY(check_names(&judging, &deed, err));
    SL_TRY(sl_access_say(access, judging.deeds, judging.deed_count, err));
    return sl_access_done(
        access,
        &deed,
        sl_identity_decide(sl_access_store(access), &own, &told, ret_decided, err),
        err
    );
}

enum sl_status sl_identity_named_now(
    struct sl_access *access,
    struct sl_str name,
    struct sl_identity_named *ret_named,
    struct sl_error *err
)
{
    return sl_identity_find(sl_access_store(access), name, ret_named, err);
}
