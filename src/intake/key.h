/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key.h - names of records, and the numbering of rows that share one.
 *
 * Some formats have no id in a row: a review is named by its child and its day. Two different rows
 * of one file with one such name are two records all the same: the second is "...#2".
 */
#ifndef SL_INTAKE_KEY_H
#define SL_INTAKE_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/*
 * May this text name a record? 1 to SL_SPLIT_KEY_LIMIT_BYTES bytes, no control characters, no
 * blanks at the ends.
 * Errors: SL_INVALID.
 */
SL_NODISCARD enum sl_status sl_key_check(struct sl_str key, struct sl_error *err);

struct sl_key_slot;

/* The rows that a file had so far. Zeroed is none. */
struct sl_key_set {
    struct sl_key_slot *slots;
    size_t slot_count, used_count; /* slot_count is 0 or a power of two */
};

/* Give its memory back. */
void sl_key_set_finish(struct sl_key_set *set);

/*
 * Which of the different rows with this key is this, from 1? A row that stands in the file again,
 * byte by byte, has the number that it had.
 *
 * Rows are told apart by 64-bit hashes, so that a long file needs 64 to 128 bytes a row: in a file
 * of four million, two that differ are taken for one with a chance below 1e-6.
 *
 * Errors: SL_NO_MEMORY, SL_LIMIT (SL_SPLIT_KEY_LIMIT rows).
 */
SL_NODISCARD enum sl_status sl_key_set_number(
    struct sl_key_set *set,
    struct sl_str key,
    struct sl_str row,
    uint32_t *ret_number,
    struct sl_error *err
);

#endif
