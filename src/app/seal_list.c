/* SPDX-License-Identifier: Apache-2.0 */
/* What an agency has sealed and withholds. */
#include "app/seal_manage.h"
#include "base/array.h"
#include "store/source.h"

/* A list in the making. */
struct list {
    struct sl_access *access;
    struct sl_store *store;
    struct sl_arena *arena;
    bool with_ended;
    struct sl_store_source *sources;
    size_t source_count;
    struct sl_seal_entry *entries;
    size_t count;
};

/* Add what is of the user's agency, and not kept from the user. */
static enum sl_status add_entry(
    struct list *list,
    int64_t source,
    struct sl_seal_entry entry,
    const struct sl_stamp *ended,
    struct sl_error *err
)
{
    const struct sl_store_source *from = NULL;

    for (size_t i = 0; i < list->source_count; i++) {
        from = list->sources[i].id == source ? &list->sources[i] : from;
    }
    if (from == NULL || !sl_str_equal(from->agency, sl_access_user(list->access)->agency) ||
        (ended->at != 0 && !list->with_ended) ||
        sl_seal_book_key(sl_access_seals(list->access), source, entry.key) == SL_SEAL_DENIED) {
        return SL_OK;
    }
    entry.agency = from->agency;
    entry.system = from->system;
    SL_TRY(sl_array_room(list->arena, &list->entries, list->count, sizeof entry, err));
    list->entries[list->count++] = entry;
    return SL_OK;
}

static enum sl_status add_seals(struct list *list, struct sl_error *err)
{
    for (int64_t after = 0;;) {
        struct sl_store_seal *seal = sl_arena_alloc(list->arena, 1, sizeof *seal);
        if (seal == NULL) {
            return sl_fail_memory(err);
        }
        const enum sl_status status =
            sl_store_seal_next(list->store, after, list->arena, seal, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        after = seal->id;
        const struct sl_seal_entry entry = { .key = seal->key, .seal = seal };
        SL_TRY(add_entry(list, seal->source, entry, &seal->ended, err));
    }
}

static enum sl_status add_names(struct list *list, struct sl_error *err)
{
    for (int64_t after = 0;;) {
        struct sl_store_seal_name *name = sl_arena_alloc(list->arena, 1, sizeof *name);
        if (name == NULL) {
            return sl_fail_memory(err);
        }
        const enum sl_status status =
            sl_store_seal_name_next(list->store, after, list->arena, name, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        after = name->id;
        const struct sl_seal_entry entry = { .key = name->key, .name = name };
        SL_TRY(add_entry(list, name->source, entry, &name->ended, err));
    }
}

static enum sl_status add_withheld(struct list *list, struct sl_error *err)
{
    for (int64_t after = 0;;) {
        struct sl_store_withheld *withheld = sl_arena_alloc(list->arena, 1, sizeof *withheld);
        if (withheld == NULL) {
            return sl_fail_memory(err);
        }
        const enum sl_status status =
            sl_store_withheld_next(list->store, after, list->arena, withheld, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        after = withheld->id;
        const struct sl_seal_entry entry = { .key = withheld->key, .withheld = withheld };
        SL_TRY(add_entry(list, withheld->source, entry, &withheld->ended, err));
    }
}

enum sl_status sl_seal_list(
    struct sl_access *access,
    bool with_ended,
    struct sl_arena *arena,
    struct sl_seal_entry **ret_entries,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_LIST,
        .kind = SL_STR("seal"),
        .subject = sl_access_user(access)->agency,
    };
    struct list list = {
        .access = access,
        .store = sl_access_store(access),
        .arena = arena,
        .with_ended = with_ended,
    };

    SL_TRY(sl_access_act(access, SL_MAY_SEAL, &deed, err));
    SL_TRY(sl_store_source_list(list.store, arena, &list.sources, &list.source_count, err));
    SL_TRY(add_seals(&list, err));
    SL_TRY(add_names(&list, err));
    SL_TRY(add_withheld(&list, err));
    *ret_entries = list.entries;
    *ret_count = list.count;
    return SL_OK;
}
