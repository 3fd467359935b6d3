/* SPDX-License-Identifier: Apache-2.0 */
/*
 * meet.h - some rows against all records: what learning sees.
 */
#ifndef SL_LINK_MEET_H
#define SL_LINK_MEET_H

#include "base/error.h"
#include "link/em.h"
#include "link/index.h"
#include "link/weights.h"

/* No record: the row is not one of the table's. */
#define SL_RECORD_NONE UINT32_MAX

/* Rows that meet the records of a range. All borrowed. */
struct sl_meeting {
    const struct sl_weights *weights;
    const struct sl_index *index;
    const uint32_t *rows;    /* row_count * field_count codes */
    const uint32_t *records; /* the record that each row is of, which it does not meet; or NONE */
    size_t row_count;
    struct sl_range partners;
    double least_bits; /* by the plain sum of weights */
    unsigned thread_count;
};

/*
 * Collect the agreements of all pairs whose plain sum reaches least_bits; an owner is a row's
 * place. Of a mention's rows only the lowest is met. Errors: SL_NO_MEMORY. Free with
 * sl_sample_finish. Independent of threads.
 */
SL_NODISCARD enum sl_status
sl_meet(const struct sl_meeting *meeting, struct sl_sample *sample, struct sl_error *err);

/*
 * See how the pairs of a sample agree by another scorer, with other chances. Pairs that it brings
 * into reach are not looked for, and those that it takes out of reach stay.
 *
 *   rows  those of the meeting
 */
void sl_meet_again(
    struct sl_sample *sample,
    const struct sl_scorer *scorer,
    const uint32_t *rows,
    unsigned thread_count
);

#endif
