/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_rows.h - rows, flags and search keys of one mention after the other.
 */
#ifndef SL_APP_PEOPLE_ROWS_H
#define SL_APP_PEOPLE_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "identity/mention_row.h"
#include "record/fold.h"
#include "record/mention_field.h"
#include "search/search_key.h"
#include "store/mention.h"

/* Of one thread. Large: not for a stack. */
struct sl_people_rows {
    struct sl_fold *fold;
    struct sl_row_maker maker;
    struct sl_search_keys keys;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    size_t row_count;
};

/* Open; finish in any case (zeroed is fine). Errors: as sl_fold_open. Time: some milliseconds. */
SL_NODISCARD enum sl_status sl_people_rows_open(struct sl_people_rows *rows, struct sl_error *err);
void sl_people_rows_finish(struct sl_people_rows *rows);

/* Begin a mention, and add what its latest records say of it, as identity/mention_row.h says. */
void sl_people_rows_begin(struct sl_people_rows *rows);
void sl_people_rows_add(struct sl_people_rows *rows, int64_t record, const struct sl_said *said);

/*
 * Make the rows and the keys of the mention, and set its flag SL_MENTION_DESCRIBED. Rows and keys
 * are good until the next one is begun. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_people_rows_make(
    struct sl_people_rows *rows,
    struct sl_str agency,
    struct sl_stored_mention *mention,
    struct sl_error *err
);

#endif
