/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access.h"

#include <sodium/utils.h>
#include <string.h>

#include "app/access_impl.h"
#include "app/policy_keep.h"
#include "base/memory.h"
#include "identity/identity_id.h"
#include "store/glass.h"
#include "store/user.h"

static enum sl_status
keep(char *place, size_t size, struct sl_str text, const char *what, struct sl_error *err)
{
    if (text.len >= size) {
        return sl_fail(err, SL_LIMIT, "the name of the %s is too long", what);
    }
    if (text.len > 0) {
        memcpy(place, text.ptr, text.len);
    }
    place[text.len] = '\0';
    return SL_OK;
}

/* The purpose that is named; SL_PURPOSE_COUNT for none. */
static enum sl_status
find_purpose(const char *name, enum sl_purpose *ret_purpose, struct sl_error *err)
{
    const struct sl_term *terms = sl_purpose_terms();

    *ret_purpose = SL_PURPOSE_COUNT;
    if (name == NULL) {
        return SL_OK;
    }
    const unsigned found = sl_term_find(terms, SL_PURPOSE_COUNT, sl_str_from(name));
    if (found == SL_PURPOSE_COUNT) {
        sl_fail(err, SL_USAGE, "'%s' is not a purpose", name);
        sl_fail_hint(
            err,
            "Purposes are safeguarding, investigation, care, data_quality, assurance, data_rights "
            "and running."
        );
        return SL_USAGE;
    }
    *ret_purpose = (enum sl_purpose)found;
    return SL_OK;
}

static enum sl_status
fill(struct sl_access *access, const struct sl_access_opening *opening, struct sl_error *err)
{
    const struct sl_str session =
        opening->session == NULL ? SL_STR("") : sl_str_from(opening->session);

    access->mode = opening->mode;
    access->takes_one_factor = opening->one_factor;
    access->is_program = opening->is_program;
    access->permissions = UINT32_MAX;
    access->now_us = opening->now_us;
    access->day = (int32_t)(opening->now_us / SL_ACCESS_DAY_US);
    SL_TRY(find_purpose(opening->purpose, &access->wanted, err));
    access->hall = opening->hall;
    if (access->hall == NULL) {
        SL_TRY(sl_hall_open(opening->store, &access->own_hall, err));
        access->hall = access->own_hall;
    }
    SL_TRY(keep(access->token, sizeof access->token, opening->token, "session", err));
    return keep(access->session_path, sizeof access->session_path, session, "session", err);
}

enum sl_status sl_access_make(
    const struct sl_access_opening *opening, struct sl_access **ret_access, struct sl_error *err
)
{
    struct sl_access *access = sl_calloc(1, sizeof *access);

    if (access == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&access->arena, SL_ACCESS_LIMIT_BYTES);
    const enum sl_status status = fill(access, opening, err);
    if (status != SL_OK) {
        sl_access_close(access);
        return status;
    }
    *ret_access = access;
    return SL_OK;
}

/* A policy that is damaged, or that nobody has confirmed, opens nothing; it is no failure. */
static enum sl_status read_policy(struct sl_access *access, struct sl_error *err)
{
    const struct sl_policy *policy = NULL;
    struct sl_buf text;

    SL_TRY(sl_policy_keep_load(
        sl_room_policy(access->room),
        access->store,
        access->agreements,
        &policy,
        &access->has_policy,
        err
    ));
    access->policy = *policy;
    if (access->policy.state != SL_POLICY_READY) {
        return SL_OK;
    }
    sl_buf_init(&text, sizeof access->policy_id);
    sl_policy_id_print(&access->policy.id, &text);
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        status =
            keep(access->policy_id, sizeof access->policy_id, sl_buf_str(&text), "policy", err);
    }
    sl_buf_finish(&text);
    return status;
}

static enum sl_status read_rights(struct sl_access *access, struct sl_error *err)
{
    const struct sl_rights_asked asked = {
        .store = access->store,
        .path = sl_hall_store(access->hall),
        .user_id = sl_str_from(access->user_id),
        .day = access->day,
    };

    SL_TRY(sl_rights_take(sl_hall_rights(access->hall), &asked, &access->kept, err));
    const struct sl_rights *rights = sl_kept_thing(access->kept);
    access->stamp = rights->stamp;
    access->ledger = rights->ledger;
    access->key = rights->key;
    access->agreements = rights->agreements;
    access->user = rights->user;
    access->seals = rights->seals;
    access->withheld = rights->withheld;
    return SL_OK;
}

static enum sl_status read_all(struct sl_access *access, struct sl_error *err)
{
    struct sl_glasses glasses;

    SL_TRY(read_rights(access, err));
    SL_TRY(sl_store_glasses_of(
        access->store, access->user.id, access->now_us, &access->arena, &glasses, err
    ));
    access->glasses = glasses.items;
    access->glass_count = glasses.count;
    return read_policy(access, err);
}

void sl_access_let_go(struct sl_access *access)
{
    sl_hall_leave(access->room);
    access->room = NULL;
    access->store = NULL;
}

enum sl_status sl_access_take_room(struct sl_access *access, struct sl_error *err)
{
    return access->room != NULL ? SL_OK : sl_hall_enter(access->hall, &access->room, err);
}

enum sl_status sl_access_enter(struct sl_access *access, struct sl_error *err)
{
    SL_TRY(sl_access_take_room(access, err));
    SL_TRY(sl_room_store(access->room, access->mode, &access->store, err));
    /* One snapshot: a role and what it opens are of the same moment. */
    SL_TRY(sl_store_begin(access->store, err));
    const enum sl_status status = read_all(access, err);
    sl_store_rollback(access->store);
    access->asking = (struct sl_asking){
        .policy = access->has_policy ? &access->policy : NULL,
        .user = &access->user,
        .purpose = access->wanted == SL_PURPOSE_COUNT ? 0 : access->wanted,
        .permission = SL_PERMISSION_COUNT,
        .day = access->day,
    };
    return status;
}

enum sl_status sl_access_open_as(
    const struct sl_access_opening *opening,
    struct sl_str user_id,
    struct sl_access **ret_access,
    struct sl_error *err
)
{
    struct sl_access *access = NULL;

    SL_TRY(sl_access_make(opening, &access, err));
    enum sl_status status = keep(access->user_id, sizeof access->user_id, user_id, "user", err);
    if (status == SL_OK) {
        status = sl_access_enter(access, err);
    }
    if (status != SL_OK) {
        sl_access_close(access);
        return status;
    }
    *ret_access = access;
    return SL_OK;
}

void sl_access_close(struct sl_access *access)
{
    if (access == NULL) {
        return;
    }
    sl_access_let_go(access);
    if (access->kept != NULL) {
        sl_keep_release(sl_hall_rights(access->hall), access->kept);
    }
    sl_hall_close(access->own_hall);
    sl_arena_finish(&access->arena);
    sodium_memzero(access->token, sizeof access->token);
    sl_free(access);
}

void sl_access_close_ptr(struct sl_access **access)
{
    sl_access_close(*access);
    *access = NULL;
}

enum sl_status
sl_access_fold(struct sl_access *access, struct sl_fold **ret_fold, struct sl_error *err)
{
    return sl_room_fold(access->room, ret_fold, err);
}

struct sl_store *sl_access_store(struct sl_access *access)
{
    return access->store;
}

const struct sl_user *sl_access_user(const struct sl_access *access)
{
    return &access->user;
}

const struct sl_token *sl_access_program(const struct sl_access *access)
{
    return access->is_program ? &access->program : NULL;
}

const struct sl_policy *sl_access_policy(const struct sl_access *access)
{
    return access->asking.policy;
}

int64_t sl_access_now(const struct sl_access *access)
{
    return access->now_us;
}

int32_t sl_access_day(const struct sl_access *access)
{
    return access->day;
}

const char *sl_access_ledger(const struct sl_access *access)
{
    return access->ledger;
}

const char *sl_access_agreements(const struct sl_access *access)
{
    return access->agreements;
}

int64_t sl_access_session(const struct sl_access *access)
{
    return access->session;
}

unsigned sl_access_factors(const struct sl_access *access)
{
    return access->factors;
}
