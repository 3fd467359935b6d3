/* SPDX-License-Identifier: Apache-2.0 */
#include "store/node.h"

#include "store/store_impl.h"
#include "store/text.h"

enum sl_status
sl_store_node_put(struct sl_store *store, const struct sl_stored_node *node, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_NODE_PUT, &statement, err)));
    sl_bind_i64(statement, 1, node->id);
    sl_bind_text(statement, 2, sl_node_kind_terms()[node->kind].name);
    sl_bind_text(statement, 3, node->form);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_node_remove_unused(struct sl_store *store, int64_t node, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_NODE_DELETE_UNUSED, &statement, err)));
    sl_bind_i64(statement, 1, node);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_node_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_node *ret_node,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    struct sl_stored_node node = { .id = id };
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, SL_SQL_NODE_GET, &statement, err));
    sl_bind_i64(statement, 1, id);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return sl_fail(err, SL_NOT_FOUND, "there is no node %lld", (long long)id);
    }
    const unsigned kind =
        sl_term_find(sl_node_kind_terms(), SL_NODE_KIND_COUNT, sl_column_str(statement, 1));
    const enum sl_status status = sl_text_column(statement, 2, arena, &node.form, err);
    sl_statement_reset(statement);
    SL_TRY(status);
    if (kind == SL_NODE_KIND_COUNT) {
        return sl_fail(err, SL_INVALID, "node %lld has no known kind", (long long)id);
    }
    node.kind = (enum sl_node_kind)kind;
    *ret_node = node;
    return SL_OK;
}

static enum sl_status change_use(
    struct sl_store *store, enum sl_sql sql, const struct sl_node_use *use, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, sql, &statement, err)));
    sl_bind_i64(statement, 1, use->node);
    sl_bind_i64(statement, 2, use->entity);
    sl_bind_i64(statement, 3, use->record);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status
sl_store_node_use_put(struct sl_store *store, const struct sl_node_use *use, struct sl_error *err)
{
    return change_use(store, SL_SQL_NODE_USE_PUT, use, err);
}

/* Rows of the statement that puts many. */
#define MANY 32u

static enum sl_status
put_many(struct sl_store *store, const struct sl_node_use *uses, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_NODE_USE_PUT_MANY, &statement, err)));
    for (int i = 0; i < (int)MANY; i++) {
        sl_bind_i64(statement, 3 * i + 1, uses[i].node);
        sl_bind_i64(statement, 3 * i + 2, uses[i].entity);
        sl_bind_i64(statement, 3 * i + 3, uses[i].record);
    }
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_node_uses_put(
    struct sl_store *store, const struct sl_node_use *uses, size_t count, struct sl_error *err
)
{
    size_t done = 0;

    sl_store_assert_writing(store);
    for (; count - done >= MANY; done += MANY) {
        SL_TRY(put_many(store, uses + done, err));
    }
    for (; done < count; done++) {
        SL_TRY(sl_store_node_use_put(store, &uses[done], err));
    }
    return SL_OK;
}

enum sl_status sl_store_node_use_remove(
    struct sl_store *store, const struct sl_node_use *use, struct sl_error *err
)
{
    return change_use(store, SL_SQL_NODE_USE_DELETE, use, err);
}

enum sl_status sl_store_node_uses(
    struct sl_store *store, int64_t node, struct sl_node_uses *uses, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = true;

    uses->count = 0;
    SL_TRY(sl_db_use(store->db, SL_SQL_NODE_USE_NEXT, &statement, err));
    sl_bind_i64(statement, 1, node);
    sl_bind_i64(statement, 2, uses->after_entity);
    sl_bind_i64(statement, 3, uses->after_record);
    sl_bind_i64(statement, 4, SL_NODE_USES_AT_ONCE);
    while (has_row) {
        SL_TRY(sl_statement_step(statement, &has_row, err));
        if (has_row) {
            uses->after_entity = sl_column_i64(statement, 0);
            uses->after_record = sl_column_i64(statement, 1);
            uses->items[uses->count++] = (struct sl_node_use){
                .node = node,
                .entity = uses->after_entity,
                .record = uses->after_record,
            };
        }
    }
    return SL_OK;
}
