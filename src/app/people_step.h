/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_step.h - the people index brought forward by single versions of records.
 *
 * What a version that is superseded had put in is taken out, what the new one says is put in, and
 * then every mention that either names is made anew. To do so twice changes nothing, so an update
 * that was cut off between two transactions is simply done again.
 */
#ifndef SL_APP_PEOPLE_STEP_H
#define SL_APP_PEOPLE_STEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/people_read.h"
#include "app/people_rows.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "search/word_tally.h"
#include "store/mention.h"
#include "store/store.h"

/* A mention that a version of this step names. */
struct sl_people_touched {
    struct sl_stored_mention mention; /* key in the step's arena */
    int64_t hash;
};

/* What a record says of the mention that is made anew: where it stands in `said`. */
struct sl_people_piece {
    int64_t record;
    size_t at, end;
};

/* Is a record to be passed over? */
typedef bool sl_people_skip_fn(void *context, int64_t record);

/* Memory that is kept from step to step. Large: not for a stack. */
struct sl_people_step {
    struct sl_store *store; /* set before each use, with a transaction open */
    struct sl_people_names names;
    struct sl_people_reader reader;
    struct sl_people_rows rows;
    struct sl_search_keys old_keys;
    struct sl_word_tally words;
    struct sl_arena arena;   /* until finish */
    struct sl_arena scratch; /* of one record or mention */
    struct sl_buf said;
    struct sl_people_piece *pieces;
    size_t piece_count, piece_room;
    struct sl_people_touched *touched;
    size_t touched_count, touched_room;
    sl_people_skip_fn *skips; /* for sl_people_step_view alone */
    void *context;            /* of skips */
};

/* Open with zeroed memory; close in any case. Errors: as sl_fold_open. */
SL_NODISCARD enum sl_status sl_people_step_open(struct sl_people_step *step, struct sl_error *err);
void sl_people_step_close(struct sl_people_step *step);

/* Forget what a failed transaction left, and all names: the next store may be another. */
void sl_people_step_reset(struct sl_people_step *step);

/*
 * Take a version in, by ascending ids within a source; its run is finished.
 * Errors: those of the store and of people_read.h.
 */
SL_NODISCARD enum sl_status sl_people_step_take(
    struct sl_people_step *step, const struct sl_stored_version *version, struct sl_error *err
);

/*
 * What rows and keys a mention would have without the records that are passed over: in step->rows,
 * until the step is used again. Nothing is written. Errors: the same.
 */
SL_NODISCARD enum sl_status sl_people_step_view(
    struct sl_people_step *step, const struct sl_stored_mention *mention, struct sl_error *err
);

/* Make all mentions anew that were touched. Errors: the same. */
SL_NODISCARD enum sl_status sl_people_step_end(struct sl_people_step *step, struct sl_error *err);

#endif
