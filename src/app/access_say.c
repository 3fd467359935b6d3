/* SPDX-License-Identifier: Apache-2.0 */
/* The door: what may be done, what was done, and the ledger in which both stand. */
#include <string.h>

#include "app/access_impl.h"
#include "app/ledger_note.h"
#include "base/utf8.h"

/* As much of a detail as an entry holds. */
#define DETAIL_BYTES 3840u

static const struct sl_str unreadable = { "(not text)", 10 };

void sl_access_drop_book(struct sl_access *access)
{
    sl_logbook_close_ptr(&access->book);
}

/* The hint says what follows; what failed stands in the message. */
static enum sl_status fail_unwritten(enum sl_status status, struct sl_error *err)
{
    sl_fail_hint(err, "Nothing was shown or changed: it must be written down in the ledger first.");
    return status;
}

enum sl_status sl_access_take_book(struct sl_access *access, struct sl_error *err)
{
    bool is_same = false;

    if (access->book != NULL) {
        SL_TRY(sl_logbook_resume(access->book, SL_ACCESS_WAIT_MS, &is_same, err));
        if (is_same) {
            return SL_OK;
        }
        sl_access_drop_book(access);
    }
    return sl_ledger_open(access->ledger, &access->signer, access->now_us, &access->book, err);
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

enum sl_status sl_access_add_deed(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    uint64_t *ret_index,
    struct sl_error *err
)
{
    const struct sl_str agency = access->user.agency;
    const struct sl_deed entry = {
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

    return sl_logbook_add(access->book, &entry, ret_index, err);
}

enum sl_status sl_access_say(
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    struct sl_error *err
)
{
    enum sl_status status = sl_access_take_book(access, err);

    for (size_t i = 0; i < deed_count && status == SL_OK; i++) {
        status = sl_access_add_deed(access, &deeds[i], NULL, err);
    }
    if (status == SL_OK) {
        status = sl_logbook_commit(access->book, err);
    }
    if (status != SL_OK) {
        sl_access_drop_book(access);
        return fail_unwritten(status, err);
    }
    sl_logbook_rest(access->book);
    return SL_OK;
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

enum sl_status sl_access_may(
    struct sl_access *access,
    enum sl_permission permission,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    choose_purpose(access, permission);
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
