/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_reach.h"

#include "store/user.h"

#define SCRATCH_BYTES ((size_t)64 << 10)

enum sl_status sl_user_reach_has(
    struct sl_access *access, struct sl_str agency, bool *ret_has, struct sl_error *err
)
{
    const struct sl_store_role_asked asked = {
        .agency = agency,
        .role = SL_USER_ADMINISTRATOR,
        .now_us = sl_access_now(access),
    };
    uint64_t count = 0;

    *ret_has = sl_str_equal(agency, sl_access_user(access)->agency);
    if (*ret_has) {
        return SL_OK;
    }
    SL_TRY(sl_store_role_count(sl_access_store(access), &asked, &count, err));
    *ret_has = count == 0;
    return SL_OK;
}

enum sl_status sl_user_reach_agency(
    struct sl_access *access,
    struct sl_str agency,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    bool has = false;

    SL_TRY(sl_user_reach_has(access, agency, &has, err));
    return has ? SL_OK : sl_access_refuse(access, deed, SL_RULE_OWN_ONLY, err);
}

enum sl_status sl_user_reach_user(
    struct sl_access *access,
    struct sl_str id,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_store_user user;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    const enum sl_status status =
        sl_store_user_find(sl_access_store(access), id, &scratch, &user, err);
    SL_TRY(sl_access_done(access, deed, status, err));
    return sl_user_reach_agency(access, user.agency, deed, err);
}

bool sl_user_reach_is_everybody(struct sl_str user)
{
    return sl_str_equal(user, SL_STR("*"));
}

enum sl_status sl_user_reach_ask(
    struct sl_access *access, struct sl_str user, struct sl_str kind, struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = kind, .subject = user };

    SL_TRY(sl_access_may(access, SL_MAY_USERS, &deed, err));
    if (user.len > 0 && !sl_user_reach_is_everybody(user)) {
        SL_TRY(sl_user_reach_user(access, user, &deed, err));
    }
    return sl_access_say(access, &deed, 1, err);
}

enum sl_status sl_user_reach_wants(
    struct sl_access *access,
    struct sl_str asked,
    struct sl_str user,
    bool *ret_wants,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_store_user found;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    *ret_wants = true;
    if (!sl_user_reach_is_everybody(asked)) {
        return SL_OK;
    }
    SL_TRY(sl_store_user_find(sl_access_store(access), user, &scratch, &found, err));
    return sl_user_reach_has(access, found.agency, ret_wants, err);
}
