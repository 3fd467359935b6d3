/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_who.h - who somebody is, in one line: the values that most of their rows have.
 */
#ifndef SL_APP_SEARCH_WHO_H
#define SL_APP_SEARCH_WHO_H

#include "app/search.h"
#include "base/arena.h"
#include "record/mention_field.h"

/* Different values of one kind that are counted; further ones are left out. */
#define SL_SEARCH_WHO_VALUES 32

/* A value and how many rows have it. */
struct sl_search_count {
    struct sl_str text;
    size_t count;
};

/* Values of one kind. Zeroed is empty. */
struct sl_search_counts {
    size_t count;
    struct sl_search_count items[SL_SEARCH_WHO_VALUES];
};

/* What is counted of one person. Zeroed is nobody. */
struct sl_search_telling {
    struct sl_search_counts names, birth_dates, places, agencies;
    size_t mention_count;
};

/*
 * Count the rows of a mention. Texts are borrowed; names are made in the arena.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_tell(
    struct sl_search_telling *telling,
    struct sl_arena *arena,
    struct sl_str agency,
    const struct sl_mention_row *rows,
    size_t row_count,
    struct sl_error *err
);

/* The commonest values, those that came first before others that are as common. */
void sl_search_told(struct sl_search_telling *telling, struct sl_search_who *ret_who);

#endif
