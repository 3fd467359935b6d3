/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile.h - what is in a file? How complete, how varied, what it looks like, what to do with it.
 *
 *     open -> add, add, add ... -> finish -> columns, specification -> close
 */
#ifndef SL_LINK_PROFILE_H
#define SL_LINK_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "link/propose.h"
#include "link/spec.h"

/* Commonest values and shapes that are kept of a column. */
#define SL_PROFILE_VALUES 5u
#define SL_PROFILE_SHAPES 3u

/* Distinct values that are told apart in a column, and their shapes. */
#define SL_PROFILE_DISTINCT_LIMIT 1000000u
#define SL_PROFILE_SHAPE_LIMIT    1000u

/* A value or a shape, and how many records have it. */
struct sl_profile_count {
    struct sl_str text;
    uint64_t count;
};

/*
 * One column. Values are trimmed; an empty one, and one that is a placeholder ("unknown", "n/a"),
 * is not filled. A shape is the value with 9 for each digit, A and a for a capital and a small
 * letter, A+ and a+ for three or more: "M13 9PL" is "A99 9AA", "Robert" is "Aa+".
 */
struct sl_profile_column {
    struct sl_str name;
    uint64_t filled_count;
    uint64_t placeholder_count;
    uint64_t distinct_count;
    bool distinct_is_minimum; /* SL_PROFILE_DISTINCT_LIMIT was reached: there may be more */
    size_t value_count;
    struct sl_profile_count values[SL_PROFILE_VALUES]; /* most frequent first, then by bytes */
    size_t shape_count;
    struct sl_profile_count shapes[SL_PROFILE_SHAPES];
    struct sl_proposal proposal;
};

struct sl_profile;

/*
 * Start a profile of a file with these columns; the names are copied.
 * Errors: SL_NO_MEMORY. Free with sl_profile_close.
 */
SL_NODISCARD enum sl_status sl_profile_open(
    const struct sl_str *columns,
    size_t column_count,
    struct sl_profile **ret_profile,
    struct sl_error *err
);

/* Free; NULL is fine. */
void sl_profile_close(struct sl_profile *profile);
/* For SL_CLEANUP on a struct sl_profile * variable. */
void sl_profile_close_ptr(struct sl_profile **profile);

/* Look at one record: column_count values as written. Errors: SL_NO_MEMORY, SL_LIMIT. */
SL_NODISCARD enum sl_status
sl_profile_add(struct sl_profile *profile, const struct sl_str *values, struct sl_error *err);

/* Count and propose, once, when every record was added. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_profile_finish(struct sl_profile *profile, struct sl_error *err);

/* Records that were added. */
uint64_t sl_profile_record_count(const struct sl_profile *profile);
/* Columns that open was given. */
size_t sl_profile_column_count(const struct sl_profile *profile);
/* A column of a finished profile; good until close. */
const struct sl_profile_column *sl_profile_column(const struct sl_profile *profile, size_t index);

/*
 * The proposed columns of ids and of sources, or SIZE_MAX; and the proposed fields, of which there
 * may be none.
 */
size_t sl_profile_id(const struct sl_profile *profile);
size_t sl_profile_source(const struct sl_profile *profile);
void sl_profile_spec(const struct sl_profile *profile, struct sl_spec *ret_spec);

#endif
