/* SPDX-License-Identifier: Apache-2.0 */
/*
 * label_list.h - records and the group that each belongs to, read from files and brought together.
 *
 * A record is known by its key: its id, or "a:" and "b:" before the id when there are two files.
 * Labels name groups: clusters that were found, or people as the truth has them.
 */
#ifndef SL_APP_LABEL_LIST_H
#define SL_APP_LABEL_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct sl_label {
    struct sl_str key;
    struct sl_str label; /* empty: a group of its own */
    uint64_t line;       /* where it stands in its file */
    const char *path;
};

/* Zeroed but for the arena's limit is empty; see init. Texts live in the arena. */
struct sl_label_list {
    struct sl_arena arena;
    struct sl_label *labels;
    size_t count;
    size_t capacity;
};

/* Start empty. */
void sl_label_list_init(struct sl_label_list *list);
/* Free; zeroed is fine. */
void sl_label_list_finish(struct sl_label_list *list);

/* What a truth file says about whom a record is. One of column and pattern is not NULL. */
struct sl_truth_source {
    const char *path;
    const char *id_column;
    const char *column;   /* the column that names the person */
    const char *pattern;  /* POSIX extended expression: its first group in the id does */
    const char *prefix;   /* before ids to make keys: "", "a:" or "b:" */
    uint64_t *short_rows; /* as in struct sl_link_inputs */
};

/*
 * Add the records of a clusters file, as `sightline link` writes it.
 *
 *   two_files  expect the columns file,id,cluster instead of id,cluster
 *
 * Errors: those of reading CSV; SL_INVALID (a column missing, a column `file` that is not expected
 * or says neither a nor b).
 */
SL_NODISCARD enum sl_status sl_label_list_read_clusters(
    struct sl_label_list *list, const char *path, bool two_files, struct sl_error *err
);

/*
 * Add the records of a truth file.
 * Errors: those of reading CSV; SL_USAGE (a pattern that is none, or without a group); SL_INVALID
 * (a column missing, an id that the pattern does not fit).
 */
SL_NODISCARD enum sl_status sl_label_list_read_truth(
    struct sl_label_list *list, const struct sl_truth_source *source, struct sl_error *err
);

/*
 * Bring two lists of the same records together: sort both by key and number the groups.
 *
 *   ret_numbers  for each of list->count records in order of keys, the number of its group in
 *                `list` and in `other`; two arrays, free with sl_free
 *
 * Errors: SL_INVALID when a record is twice in a list, or in one list only: the first such record
 * of the file is named, with its line. SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_label_list_join(
    struct sl_label_list *list,
    struct sl_label_list *other,
    uint32_t *ret_numbers[2],
    struct sl_error *err
);

#endif
