/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rights.h"

#include "base/memory.h"
#include "store/setting.h"
#include "store/user.h"

void sl_rights_free(void *rights)
{
    struct sl_rights *one = rights;

    if (one != NULL) {
        sl_arena_finish(&one->arena);
        sl_free(one);
    }
}

/* A place that 'init' has kept. */
static enum sl_status read_place(
    const struct sl_rights_asked *asked,
    const char *name,
    struct sl_arena *arena,
    const char **ret_path,
    struct sl_error *err
)
{
    struct sl_str value;
    const enum sl_status status =
        sl_store_setting_find(asked->store, sl_str_from(name), arena, &value, err);

    if (status == SL_NOT_FOUND) {
        sl_fail(err, SL_INVALID, "the store does not say where its %s is", name);
        sl_fail_detail(err, "%s", asked->path);
        sl_fail_hint(err, "It was not made by 'sightline init'.");
        return SL_INVALID;
    }
    SL_TRY(status);
    *ret_path = value.ptr;
    return SL_OK;
}

static enum sl_status
read_user(const struct sl_rights_asked *asked, struct sl_rights *rights, struct sl_error *err)
{
    const enum sl_status status = sl_store_user_load(
        asked->store, asked->user_id, asked->day, &rights->arena, &rights->user, err
    );

    if (status != SL_NOT_FOUND && status != SL_DENIED) {
        return status;
    }
    sl_fail(err, SL_DENIED, "there is no user '%.*s' any more", SL_STR_ARG(asked->user_id));
    sl_fail_hint(err, "Ask an administrator of your agency.");
    return SL_DENIED;
}

static enum sl_status
read_all(const struct sl_rights_asked *asked, struct sl_rights *rights, struct sl_error *err)
{
    struct sl_store *store = asked->store;
    struct sl_arena *arena = &rights->arena;

    SL_TRY(read_place(asked, SL_SETTING_LEDGER, arena, &rights->ledger, err));
    SL_TRY(read_place(asked, SL_SETTING_LEDGER_KEY, arena, &rights->key, err));
    SL_TRY(read_place(asked, SL_SETTING_AGREEMENTS, arena, &rights->agreements, err));
    SL_TRY(read_user(asked, rights, err));
    SL_TRY(sl_store_seal_book(store, rights->user.id, arena, &rights->seals, err));
    return sl_store_withheld_book(store, arena, &rights->withheld, err);
}

static struct sl_digest digest_of(const struct sl_rights_asked *asked, int64_t stamp)
{
    const int64_t numbers[] = { stamp, asked->day };
    struct sl_digest_state state;

    sl_digest_begin(&state);
    sl_digest_add(&state, (struct sl_str){ .ptr = (const char *)numbers, .len = sizeof numbers });
    sl_digest_add(&state, asked->user_id);
    return sl_digest_end(&state);
}

/* Read them, and have them kept when the store says which state of it they are of. */
static enum sl_status make(
    struct sl_keep *keep,
    const struct sl_rights_asked *asked,
    const struct sl_digest *digest,
    struct sl_rights *rights,
    struct sl_kept **ret_kept,
    struct sl_error *err
)
{
    SL_TRY(read_all(asked, rights, err));
    /* Blocks of an arena double, so half of the last one may be empty. */
    const size_t bytes = sizeof *rights + 2 * rights->arena.used_bytes;

    return sl_keep_put(keep, rights->stamp == 0 ? NULL : digest, rights, bytes, ret_kept, err);
}

enum sl_status sl_rights_take(
    struct sl_keep *keep,
    const struct sl_rights_asked *asked,
    struct sl_kept **ret_kept,
    struct sl_error *err
)
{
    int64_t stamp = 0;

    SL_TRY(sl_store_stamp(asked->store, &stamp, err));
    const struct sl_digest digest = digest_of(asked, stamp);
    *ret_kept = stamp == 0 ? NULL : sl_keep_find(keep, &digest);
    if (*ret_kept != NULL) {
        return SL_OK;
    }
    struct sl_rights *rights = sl_calloc(1, sizeof *rights);
    if (rights == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&rights->arena, SL_RIGHTS_LIMIT_BYTES);
    rights->stamp = stamp;
    const enum sl_status status = make(keep, asked, &digest, rights, ret_kept, err);
    if (status != SL_OK) {
        sl_rights_free(rights);
    }
    return status;
}
