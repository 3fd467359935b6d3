/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity_use.h"

#include "store/store_impl.h"

enum sl_status sl_store_entity_use_put(
    struct sl_store *store, int64_t entity, const struct sl_entity_use *use, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ENTITY_USE_PUT, &statement, err)));
    sl_bind_i64(statement, 1, entity);
    sl_bind_i64(statement, 2, use->record);
    sl_bind_i64(statement, 3, (int64_t)use->marks);
    return sl_store_note(store, sl_statement_run(statement, err));
}

/* Rows of the statement that puts many. */
#define MANY 32u

static enum sl_status
put_many(struct sl_store *store, const struct sl_entity_used *used, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ENTITY_USE_PUT_MANY, &statement, err)));
    for (int i = 0; i < (int)MANY; i++) {
        sl_bind_i64(statement, 3 * i + 1, used[i].entity);
        sl_bind_i64(statement, 3 * i + 2, used[i].use.record);
        sl_bind_i64(statement, 3 * i + 3, (int64_t)used[i].use.marks);
    }
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_entity_uses_put(
    struct sl_store *store, const struct sl_entity_used *used, size_t count, struct sl_error *err
)
{
    size_t done = 0;

    sl_store_assert_writing(store);
    for (; count - done >= MANY; done += MANY) {
        SL_TRY(put_many(store, used + done, err));
    }
    for (; done < count; done++) {
        SL_TRY(sl_store_entity_use_put(store, used[done].entity, &used[done].use, err));
    }
    return SL_OK;
}

enum sl_status sl_store_entity_use_remove(
    struct sl_store *store, int64_t entity, int64_t record, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_ENTITY_USE_DELETE, &statement, err)));
    sl_bind_i64(statement, 1, entity);
    sl_bind_i64(statement, 2, record);
    return sl_store_note(store, sl_statement_run(statement, err));
}

enum sl_status sl_store_entity_uses(
    struct sl_store *store, int64_t entity, struct sl_entity_uses *uses, struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = true;

    uses->count = 0;
    SL_TRY(sl_db_use(store->db, SL_SQL_ENTITY_USE_NEXT, &statement, err));
    sl_bind_i64(statement, 1, entity);
    sl_bind_i64(statement, 2, uses->after);
    sl_bind_i64(statement, 3, SL_ENTITY_USES_AT_ONCE);
    while (has_row) {
        SL_TRY(sl_statement_step(statement, &has_row, err));
        if (has_row) {
            uses->after = sl_column_i64(statement, 0);
            uses->items[uses->count++] = (struct sl_entity_use){
                .record = uses->after,
                .marks = (unsigned)sl_column_i64(statement, 1),
            };
        }
    }
    return SL_OK;
}
