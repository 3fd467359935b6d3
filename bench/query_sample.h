/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query_sample.h - records to ask an index about: such as it holds, and such with a slip in them.
 *
 * A sampled record is kept as its file has it, before any normal form, because that is how a
 * record arrives. Whether a damaged value is new is for the dictionaries to say: "O'Brien" and
 * "OBRIEN" are two texts and one value.
 */
#ifndef SL_BENCH_QUERY_SAMPLE_H
#define SL_BENCH_QUERY_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "sightline/linkage.h"

/* One record to ask about. */
struct sl_sample {
    uint32_t record;       /* of the linkage: the one that it was made from */
    unsigned unseen_count; /* fields whose value no record holds; 0 until damaged */
    struct sl_str *values; /* one for each column, as in the file */
};

/* Where the records are. Texts are borrowed while sampling. */
struct sl_sample_source {
    const char *path;
    const char *id_column;
    const char *fields;       /* specification, as the linkage was loaded with */
    const char *truth_column; /* says who each record is about; NULL when nothing does */
};

/* Zeroed is finished. truths holds a hash for each record of the linkage; NULL without a truth. */
struct sl_samples {
    struct sl_arena arena;
    size_t count, column_count;
    struct sl_sample *items;
    uint64_t *truths;
};

/*
 * Sample `count` records evenly, with repetition, in random order. One pass over the file.
 *
 *   linkage  prepared or run, one source, loaded from the same file
 *
 * Errors: those of reading; SL_NO_MEMORY. Free with sl_samples_finish.
 */
SL_NODISCARD enum sl_status sl_samples_read(
    struct sl_samples *samples,
    const struct sl_sample_source *source,
    const struct sl_linkage *linkage,
    size_t count,
    struct sl_random *random,
    struct sl_error *err
);

/* Give everything back; zeroed is fine. */
void sl_samples_finish(struct sl_samples *samples);

/*
 * Put typing slips into one or two values of every second record, each such that the normal form
 * of the value is in no dictionary. Records of which no value can be made new (nothing but a date
 * and a sex, say) stay as they are; so do the values of dates, codes and categories, of which all
 * that are possible are known.
 *
 *   ret_count  how many records were damaged
 *
 * Errors: SL_NO_MEMORY, SL_UNSUPPORTED (no ICU).
 */
SL_NODISCARD enum sl_status sl_samples_damage(
    struct sl_samples *samples,
    const struct sl_linkage *linkage,
    struct sl_random *random,
    size_t *ret_count,
    struct sl_error *err
);

#endif
