/* SPDX-License-Identifier: Apache-2.0 */
#include "store/source.h"

#include "base/array.h"
#include "base/digest.h"
#include "base/memory.h"
#include "store/store_impl.h"
#include "store/text.h"

/* The longest name of an agency or a system. */
#define NAME_LIMIT_BYTES ((size_t)200)

static enum sl_status check_names(struct sl_str agency, struct sl_str system, struct sl_error *err)
{
    SL_TRY(sl_text_check(agency, "the agency's name", NAME_LIMIT_BYTES, err));
    return sl_text_check(system, "the system's name", NAME_LIMIT_BYTES, err);
}

/* Run a statement of two texts that gives an id. */
static enum sl_status find_id(
    struct sl_store *store,
    enum sl_sql sql,
    const struct sl_store_source *names,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, sql, &statement, err));
    sl_bind_text(statement, 1, names->agency);
    sl_bind_text(statement, 2, names->system);
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_store_source_find(
    struct sl_store *store,
    struct sl_str agency,
    struct sl_str system,
    int64_t *ret_id,
    struct sl_error *err
)
{
    const struct sl_store_source names = { .agency = agency, .system = system };

    SL_TRY(check_names(agency, system, err));
    const enum sl_status status = find_id(store, SL_SQL_SOURCE_FIND, &names, ret_id, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(
            err,
            SL_NOT_FOUND,
            "nothing has been taken in from system '%.*s' of agency '%.*s'",
            SL_STR_ARG(system),
            SL_STR_ARG(agency)
        );
    }
    return status;
}

enum sl_status sl_store_source_add(
    struct sl_store *store,
    struct sl_str agency,
    struct sl_str system,
    int64_t *ret_id,
    struct sl_error *err
)
{
    const struct sl_store_source names = { .agency = agency, .system = system };

    sl_store_assert_writing(store);
    SL_TRY(check_names(agency, system, err));
    enum sl_status status = find_id(store, SL_SQL_SOURCE_FIND, &names, ret_id, err);
    if (status == SL_NOT_FOUND) {
        status = find_id(store, SL_SQL_SOURCE_ADD, &names, ret_id, err);
    }
    return sl_store_note(store, status);
}

/* Add the row of a statement to a list that grows on the heap. */
static enum sl_status read_source(
    struct sl_statement *statement,
    struct sl_arena *arena,
    struct sl_store_source *ret_source,
    struct sl_error *err
)
{
    ret_source->id = sl_column_i64(statement, 0);
    SL_TRY(sl_text_column(statement, 1, arena, &ret_source->agency, err));
    return sl_text_column(statement, 2, arena, &ret_source->system, err);
}

/* A list that grows in pieces of the arena: the last piece holds all. */
struct list {
    struct sl_arena *arena;
    struct sl_store_source *items;
    size_t count, room;
};

static enum sl_status make_room(struct list *list, struct sl_error *err)
{
    if (list->count < list->room) {
        return SL_OK;
    }
    const size_t room = list->room == 0 ? 16 : 2 * list->room;
    struct sl_store_source *items = sl_arena_alloc(list->arena, room, sizeof *items);
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
    }
    list->items = items;
    list->room = room;
    return SL_OK;
}

static enum sl_status
read_list(struct sl_statement *statement, struct list *list, struct sl_error *err)
{
    bool has_row = false;

    SL_TRY(make_room(list, err));
    SL_TRY(sl_statement_step(statement, &has_row, err));
    while (has_row) {
        SL_TRY(make_room(list, err));
        SL_TRY(read_source(statement, list->arena, &list->items[list->count], err));
        list->count++;
        SL_TRY(sl_statement_step(statement, &has_row, err));
    }
    return SL_OK;
}

enum sl_status sl_store_source_list(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_store_source **ret_sources,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    struct list list = { .arena = arena };

    SL_TRY(sl_db_use(store->db, SL_SQL_SOURCE_LIST, &statement, err));
    const enum sl_status status = read_list(statement, &list, err);
    sl_statement_reset(statement);
    if (status != SL_OK) {
        return status;
    }
    *ret_sources = list.items;
    *ret_count = list.count;
    return SL_OK;
}

static enum sl_status
find_layout(struct sl_store *store, struct sl_str text, int64_t *ret_id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    const struct sl_digest digest = sl_digest_of(text);

    SL_TRY(sl_db_use(store->db, SL_SQL_LAYOUT_FIND, &statement, err));
    sl_bind_bytes(statement, 1, sl_digest_str(&digest));
    const enum sl_status status = sl_text_first_i64(statement, ret_id, err);
    if (status != SL_NOT_FOUND) {
        return status;
    }
    SL_TRY(sl_db_use(store->db, SL_SQL_LAYOUT_ADD, &statement, err));
    sl_bind_bytes(statement, 1, sl_digest_str(&digest));
    sl_bind_bytes(statement, 2, text);
    return sl_text_first_i64(statement, ret_id, err);
}

enum sl_status sl_store_layout_add(
    struct sl_store *store, struct sl_str text, int64_t *ret_id, struct sl_error *err
)
{
    sl_store_assert_writing(store);
    return sl_store_note(store, find_layout(store, text, ret_id, err));
}

enum sl_status sl_store_layout_text(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    if (id == 0) {
        *ret_text = SL_STR("");
        return SL_OK;
    }
    SL_TRY(sl_db_use(store->db, SL_SQL_LAYOUT_TEXT, &statement, err));
    sl_bind_i64(statement, 1, id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return sl_fail(err, SL_NOT_FOUND, "there is no layout %lld", (long long)id);
    }
    const enum sl_status status = sl_text_column(statement, 0, arena, ret_text, err);
    sl_statement_reset(statement);
    return status;
}
