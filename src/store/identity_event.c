/* SPDX-License-Identifier: Apache-2.0 */
#include "store/identity_event.h"

#include "store/store_impl.h"
#include "store/text.h"

/* By enum sl_identity_event_kind, as the column spells them. */
static const struct sl_str kind_names[] = {
    {"created",  7},
    { "joined",  6},
    { "split",   5},
    { "retired", 7},
    { "sealed",  6},
};

static enum sl_identity_event_kind kind_of(struct sl_str name)
{
    for (unsigned i = 0; i < sizeof kind_names / sizeof kind_names[0]; i++) {
        if (sl_str_equal(kind_names[i], name)) {
            return (enum sl_identity_event_kind)i;
        }
    }
    return SL_IDENTITY_RETIRED; /* the table allows no other */
}

enum sl_status sl_store_identity_event_add(
    struct sl_store *store,
    const struct sl_identity_event *event,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;

    sl_store_assert_writing(store);
    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_IDENTITY_EVENT_ADD, &statement, err)));
    sl_bind_i64(statement, 1, event->happened_at);
    sl_bind_text(statement, 2, kind_names[event->kind]);
    sl_bind_i64(statement, 3, event->identity);
    sl_bind_id(statement, 4, event->other_identity);
    sl_bind_id(statement, 5, event->decision);
    sl_bind_id(statement, 6, event->run);
    return sl_store_note(store, sl_text_first_i64(statement, ret_id, err));
}

enum sl_status sl_store_identity_event_next(
    struct sl_store *store,
    int64_t after,
    int64_t identity,
    struct sl_identity_event *ret_event,
    struct sl_error *err
)
{
    const enum sl_sql sql =
        identity == 0 ? SL_SQL_IDENTITY_EVENT_NEXT : SL_SQL_IDENTITY_EVENT_NEXT_OF;
    struct sl_statement *row = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(store->db, sql, &row, err));
    sl_bind_i64(row, 1, after);
    if (identity != 0) {
        sl_bind_i64(row, 2, identity);
    }
    SL_TRY(sl_statement_step(row, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    *ret_event = (struct sl_identity_event){
        .id = sl_column_i64(row, 0),
        .happened_at = sl_column_i64(row, 1),
        .kind = kind_of(sl_column_str(row, 2)),
        .identity = sl_column_i64(row, 3),
        .other_identity = sl_column_i64(row, 4),
        .decision = sl_column_i64(row, 5),
        .run = sl_column_i64(row, 6),
    };
    sl_statement_reset(row);
    return SL_OK;
}

enum sl_status
sl_store_identity_event_last(struct sl_store *store, int64_t *ret_id, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_IDENTITY_EVENT_LAST, &statement, err));
    return sl_text_first_i64(statement, ret_id, err);
}
