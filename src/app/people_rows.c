/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_rows.h"

enum sl_status sl_people_rows_open(struct sl_people_rows *rows, struct sl_error *err)
{
    SL_TRY(sl_fold_open(&rows->fold, err));
    sl_row_maker_init(&rows->maker, rows->fold);
    sl_search_keys_init(&rows->keys);
    return SL_OK;
}

void sl_people_rows_finish(struct sl_people_rows *rows)
{
    if (rows->fold != NULL) {
        sl_row_maker_finish(&rows->maker);
        sl_search_keys_finish(&rows->keys);
        sl_fold_close(rows->fold);
        rows->fold = NULL;
    }
}

void sl_people_rows_begin(struct sl_people_rows *rows)
{
    sl_row_maker_begin(&rows->maker);
    rows->row_count = 0;
}

void sl_people_rows_add(struct sl_people_rows *rows, int64_t record, const struct sl_said *said)
{
    sl_row_maker_add(&rows->maker, record, said);
}

enum sl_status sl_people_rows_make(
    struct sl_people_rows *rows,
    struct sl_str agency,
    struct sl_stored_mention *mention,
    struct sl_error *err
)
{
    SL_TRY(sl_row_maker_make(&rows->maker, agency, mention->id, rows->rows, &rows->row_count, err));
    const struct sl_search_mention searched = { .own_key = mention->key,
                                                .rows = rows->rows,
                                                .row_count = rows->row_count };
    SL_TRY(sl_search_keys_make(&rows->keys, rows->fold, &searched, err));
    mention->flags &= ~(unsigned)SL_MENTION_DESCRIBED;
    mention->flags |= rows->row_count > 0 ? (unsigned)SL_MENTION_DESCRIBED : 0U;
    return SL_OK;
}
