/* SPDX-License-Identifier: Apache-2.0 */
#include "store/withheld.h"

#include "base/array.h"
#include "base/buf.h"
#include "record/entity_key.h"
#include "sharing/share_kind.h"
#include "store/stamp_impl.h"
#include "store/text.h"

/* The names of all fields, with commas. */
#define FIELDS_LIMIT_BYTES ((size_t)4096)

/* Fields that an agency withholds of an identity. */
struct sl_withheld_line {
    int64_t identity; /* 0: of nobody yet */
    struct sl_str agency;
    uint64_t fields;
};

static enum sl_status
add(struct sl_store *store,
    const struct sl_store_withheld *withheld,
    struct sl_str fields,
    int64_t *ret_id,
    struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_store_note(store, sl_db_use(store->db, SL_SQL_WITHHELD_ADD, &statement, err)));
    sl_bind_i64(statement, 1, withheld->source);
    sl_bind_text(statement, 2, withheld->key);
    sl_bind_i64(statement, 3, sl_entity_hash(withheld->source, withheld->key));
    sl_bind_text(statement, 4, fields);
    sl_bind_text(statement, 5, withheld->reason);
    sl_stamp_bind(statement, 6, &withheld->withheld);
    const enum sl_status status =
        sl_stamp_run(store, statement, ret_id, SL_INVALID, "fields are withheld already", err);
    if (status == SL_INVALID) {
        sl_fail_hint(err, "End what is withheld now, then withhold more or less.");
    }
    return status;
}

enum sl_status sl_store_withheld_add(
    struct sl_store *store,
    const struct sl_store_withheld *withheld,
    int64_t *ret_id,
    struct sl_error *err
)
{
    struct sl_buf fields;

    sl_store_assert_brief(store);
    if (withheld->fields == 0 || (withheld->fields & ~SL_SHARE_ALL_FIELDS) != 0) {
        return sl_fail(err, SL_INVALID, "it is not said which fields are withheld");
    }
    SL_TRY(sl_stamp_check_key(store, withheld->source, withheld->key, err));
    SL_TRY(sl_stamp_check_words(withheld->reason, err));
    SL_TRY(sl_stamp_check_user(store, withheld->withheld.by, err));
    sl_buf_init(&fields, FIELDS_LIMIT_BYTES);
    sl_share_print_fields(withheld->fields, false, &fields);
    enum sl_status status = sl_buf_status(&fields, err);
    if (status == SL_OK) {
        status = add(store, withheld, sl_buf_str(&fields), ret_id, err);
    }
    sl_buf_finish(&fields);
    return status;
}

enum sl_status sl_store_withheld_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_stamp_end(store, SL_SQL_WITHHELD_END, id, stamp, "withheld entry", err);
}

/* Fields by their names. A name of a later version stands for all: less is shown, and not more. */
static uint64_t find_fields(struct sl_str names)
{
    uint64_t fields = 0;
    struct sl_str name;

    while (sl_str_split(&names, ',', &name)) {
        uint64_t some = SL_SHARE_ALL_FIELDS;
        (void)sl_share_find_fields(sl_str_trim(name), &some);
        fields |= some;
    }
    return fields;
}

static enum sl_status read_withheld(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_store_withheld *ret_withheld,
    struct sl_error *err
)
{
    ret_withheld->id = sl_column_i64(row, 0);
    ret_withheld->source = sl_column_i64(row, 1);
    ret_withheld->fields = find_fields(sl_column_str(row, 3));
    SL_TRY(sl_text_column(row, 2, arena, &ret_withheld->key, err));
    SL_TRY(sl_text_column(row, 4, arena, &ret_withheld->reason, err));
    SL_TRY(sl_stamp_column(row, 5, arena, &ret_withheld->withheld, err));
    return sl_stamp_column(row, 7, arena, &ret_withheld->ended, err);
}

enum sl_status sl_store_withheld_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_withheld *ret_withheld,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_stamp_next(store, SL_SQL_WITHHELD_NEXT, after, &row, err));
    const enum sl_status status = read_withheld(row, arena, ret_withheld, err);
    sl_statement_reset(row);
    return status;
}

static enum sl_status read_book(
    struct sl_statement *row,
    struct sl_arena *arena,
    struct sl_withheld_book *ret_book,
    struct sl_error *err
)
{
    struct sl_withheld_line *lines = NULL;
    bool has_row = false;
    size_t count = 0;

    SL_TRY(sl_statement_step(row, &has_row, err));
    for (; has_row; count++) {
        SL_TRY(sl_array_room(arena, &lines, count, sizeof *lines, err));
        lines[count].identity = sl_column_i64(row, 0);
        lines[count].fields = find_fields(sl_column_str(row, 2));
        SL_TRY(sl_text_column(row, 1, arena, &lines[count].agency, err));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    ret_book->lines = lines;
    ret_book->line_count = count;
    return SL_OK;
}

enum sl_status sl_store_withheld_book(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_withheld_book *ret_book,
    struct sl_error *err
)
{
    struct sl_statement *row = NULL;

    SL_TRY(sl_db_use(store->db, SL_SQL_WITHHELD_BOOK, &row, err));
    const enum sl_status status = read_book(row, arena, ret_book, err);
    sl_statement_reset(row);
    return status;
}

uint64_t
sl_withheld_book_fields(const struct sl_withheld_book *book, int64_t identity, struct sl_str holder)
{
    uint64_t fields = 0;
    size_t low = 0;

    if (book == NULL) {
        return SL_SHARE_ALL_FIELDS;
    }
    for (size_t high = book->line_count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (book->lines[middle].identity < identity) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < book->line_count && book->lines[low].identity == identity; low++) {
        if (sl_str_equal(book->lines[low].agency, holder)) {
            fields |= book->lines[low].fields;
        }
    }
    return fields;
}
