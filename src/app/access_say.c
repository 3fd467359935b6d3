/* SPDX-License-Identifier: Apache-2.0 */
/* The door: what may be done, what was done, and the ledger in which both stand. */
#include "app/access_impl.h"
#include "base/memory.h"
#include "base/utf8.h"

/* As much of a detail as an entry holds. */
#define DETAIL_BYTES 3840u

static const struct sl_str unreadable = { "(not text)", 10 };

/* The hint says what follows; what failed stands in the message. */
static enum sl_status fail_unwritten(enum sl_status status, struct sl_error *err)
{
    sl_fail_hint(err, "Nothing was shown or changed: it must be written down in the ledger first.");
    return status;
}

/* The first role that is held and may do it for the purpose; empty when none may. */
static struct sl_str role_of(const struct sl_access *access)
{
    const struct sl_asking *asking = &access->asking;

    for (size_t i = 0; i < access->user.role_count; i++) {
        const enum sl_user_role role = access->user.roles[i].role;
        const struct sl_user_role_line *line = sl_user_role_get(role);
        if (asking->permission < SL_PERMISSION_COUNT &&
            sl_span_has(access->user.roles[i].held, access->day) &&
            (line->permissions & (UINT32_C(1) << asking->permission)) != 0 &&
            (line->purposes & (1u << asking->purpose)) != 0) {
            return sl_user_role_terms()[role].name;
        }
    }
    return SL_STR("");
}

/* What is not text is not kept; of what is too long, the beginning is. */
static struct sl_str fit(struct sl_str text, size_t limit)
{
    if (sl_utf8_check(text) < text.len) {
        return unreadable;
    }
    if (text.len > limit) {
        text.len = limit;
        text.len = sl_utf8_check(text);
    }
    return text;
}

/* The entry of a deed: who, for whom, as what, by which policy and when are the door's. */
static struct sl_deed entry_of(const struct sl_access *access, const struct sl_access_deed *deed)
{
    const struct sl_str agency = access->user.agency;

    return (struct sl_deed){
        .when_us = access->now_us,
        .verb = deed->verb,
        .outcome = deed->outcome == 0 ? SL_OUTCOME_ALLOWED : deed->outcome,
        .texts = {
            [SL_ENTRY_AGENCY] = agency,
            [SL_ENTRY_ON_BEHALF] = deed->on_behalf.len > 0 ? deed->on_behalf : agency,
            [SL_ENTRY_ROLE] = role_of(access),
            [SL_ENTRY_PURPOSE] = sl_purpose_terms()[access->asking.purpose].name,
            [SL_ENTRY_KIND] = deed->kind,
            [SL_ENTRY_POLICY] = sl_str_from(access->policy_id),
        },
        .user = access->user.id,
        .subject = fit(deed->subject, SL_ENTRY_TEXT_BYTES),
        .detail = fit(deed->detail, DETAIL_BYTES),
    };
}

enum sl_status sl_access_say_then(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    const struct sl_scribe_next *next,
    struct sl_error *err
)
{
    struct sl_deed *entries = sl_calloc(deed_count, sizeof *entries);

    if (entries == NULL && deed_count > 0) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < deed_count; i++) {
        entries[i] = entry_of(access, &deeds[i]);
    }
    const struct sl_scribe_job job = {
        .ledger = access->ledger,
        .key = access->key,
        .now_us = access->now_us,
        .deeds = entries,
        .deed_count = deed_count,
        .next = next,
    };
    const enum sl_status status = sl_scribe_write(sl_hall_scribe(access->hall), &job, err);
    if (status == SL_OK) {
        sl_access_tell(access, entries, deed_count, next != NULL);
    }
    sl_free(entries);
    return status;
}

enum sl_status sl_access_say(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    struct sl_error *err
)
{
    const enum sl_status status = sl_access_say_then(access, deeds, deed_count, NULL, err);

    return status == SL_OK ? SL_OK : fail_unwritten(status, err);
}

/* The purpose for which it is done: what was named, else the first that a role has. */
static void choose_purpose(struct sl_access *access, enum sl_permission permission)
{
    access->asking.permission = permission;
    if (access->wanted != SL_PURPOSE_COUNT) {
        return;
    }
    access->asking.purpose = (enum sl_purpose)0;
    for (unsigned purpose = 0; purpose < SL_PURPOSE_COUNT; purpose++) {
        if (sl_user_may(&access->user, permission, (enum sl_purpose)purpose, access->day) ==
            SL_POWER_HELD) {
            access->asking.purpose = (enum sl_purpose)purpose;
            return;
        }
    }
}

enum sl_status sl_access_refuse(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    enum sl_rule_name rule,
    struct sl_error *err
)
{
    struct sl_access_deed refused = *deed;
    const enum sl_permission permission = access->asking.permission;
    const char *words =
        permission < SL_PERMISSION_COUNT ? sl_permission_terms()[permission].words.ptr : "do this";

    refused.outcome = SL_OUTCOME_REFUSED;
    SL_TRY(sl_access_say(access, &refused, 1, err));
    sl_fail(err, SL_DENIED, "you may not %s", words);
    /* A hidden record is not there, and neither is a reason. */
    sl_fail_detail(
        err,
        "%s",
        rule == SL_RULE_SEALED ? sl_rule_terms()[SL_RULE_NO_AGREEMENT].words.ptr
                               : sl_rule_terms()[rule].words.ptr
    );
    if (rule == SL_RULE_NO_ROLE) {
        sl_fail_hint(err, "An administrator of your agency can give you a role that may.");
    } else if (rule == SL_RULE_OTHER_PURPOSE) {
        sl_fail_hint(err, "Say with --purpose what it is for.");
    }
    return SL_DENIED;
}

/* A program, for what its token is not for, whatever its user may do. */
static enum sl_status
refuse_program(struct sl_access *access, const struct sl_access_deed *deed, struct sl_error *err)
{
    const enum sl_status status = sl_access_refuse(access, deed, SL_RULE_NO_ROLE, err);

    if (status == SL_DENIED) {
        sl_fail(err, SL_DENIED, "the token is not for this");
        sl_fail_hint(err, "Its user can make one with the scope that is needed.");
    }
    return status;
}

enum sl_status sl_access_may(
    struct sl_access *access,
    enum sl_permission permission,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    choose_purpose(access, permission);
    if ((access->permissions & (UINT32_C(1) << permission)) == 0) {
        return refuse_program(access, deed, err);
    }
    const enum sl_power power =
        sl_user_may(&access->user, permission, access->asking.purpose, access->day);
    switch (power) {
    case SL_POWER_HELD:
        return SL_OK;
    case SL_POWER_OTHER_PURPOSE:
        return sl_access_refuse(access, deed, SL_RULE_OTHER_PURPOSE, err);
    case SL_POWER_NONE:
        break;
    }
    return sl_access_refuse(access, deed, SL_RULE_NO_ROLE, err);
}

enum sl_status sl_access_act(
    struct sl_access *access,
    enum sl_permission permission,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    SL_TRY(sl_access_may(access, permission, deed, err));
    return sl_access_say(access, deed, 1, err);
}

enum sl_status sl_access_done(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    enum sl_status status,
    struct sl_error *err
)
{
    struct sl_access_deed failed = *deed;

    if (status == SL_OK) {
        return SL_OK;
    }
    struct sl_error why = { .status = status };
    if (err != NULL) {
        why = *err;
    }
    failed.outcome = SL_OUTCOME_FAILED;
    const enum sl_status said = sl_access_say(access, &failed, 1, NULL);
    (void)said; /* the act is in the ledger; what failed is told, and not that this is not */
    if (err != NULL) {
        *err = why;
    }
    return status;
}
