/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_records.h - the source records of one picture, each read once.
 *
 * Records are wanted by id, because the index says that they name somebody or something, and then
 * read together: their text out of the store, their facts out of the text by the reader of the
 * format in which they came. The index knows hashes, so a record is kept only if it really names
 * what it was wanted for.
 */
#ifndef SL_APP_PICTURE_RECORDS_H
#define SL_APP_PICTURE_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "picture/picture.h"
#include "store/source.h"
#include "store/store.h"

/* Records of one picture; a child has some tens, and the people around them some tens more. */
#define SL_PICTURE_RECORD_LIMIT 4000u
/* Bytes of texts and facts of one picture. */
#define SL_PICTURE_LIMIT_BYTES ((size_t)256 << 20)

/* A key of a source: what a record is wanted for. */
struct sl_picture_key {
    int64_t source;
    struct sl_str key;
    unsigned follow; /* how the caller follows it; of no meaning here */
};

/* A record that is wanted, and then read. */
struct sl_picture_entry {
    int64_t id;
    struct sl_picture_key why; /* it names this; an empty key: not looked at */
    int64_t source;            /* from here on: once it is read */
    bool is_kept;
    size_t record; /* in items; SL_PICTURE_NONE when it is not kept */
};

struct sl_picture_run;
struct sl_picture_layout;

/* A record before it is kept. Borrowed for the call. */
struct sl_picture_candidate {
    const struct sl_store_source *source;
    struct sl_str key;
    const struct sl_facts *facts;
};

/*
 * What of a record may be seen.
 *
 *   ret_facts     begun with the arena of the records; what is left of the facts is put there
 *   ret_is_shown  false: for whoever looks, the record is not there
 *
 * Errors: end the reading.
 */
typedef enum sl_status sl_picture_show_fn(
    void *context,
    const struct sl_picture_candidate *candidate,
    struct sl_facts *ret_facts,
    bool *ret_is_shown,
    struct sl_error *err
);

/*
 * Invariant: entries[0 .. read_count) have been read; items holds those that are kept. Arrays are
 * in the arena; nothing moves until the next picture.
 */
struct sl_picture_records {
    struct sl_store *store; /* borrowed, in a transaction */
    struct sl_arena *arena; /* borrowed */
    struct sl_buf *scratch; /* borrowed; changed */
    struct sl_store_source *sources;
    size_t source_count;
    struct sl_picture_entry *entries;
    struct sl_picture_record *items;
    struct sl_facts *facts; /* of items */
    uint32_t *slots;        /* of a hash table by id: an entry and 1; 0 is empty */
    size_t entry_count, read_count, item_count;
    struct sl_picture_run *runs;
    struct sl_picture_layout *layouts;
    sl_picture_show_fn *show; /* NULL: everything may be seen */
    void *context;            /* of show */
    bool is_full;             /* a record was wanted for which there was no room */
};

/*
 * Begin; the store has a transaction open, so that all is seen as of one moment.
 *
 *   records  store, arena and scratch, show and context are set, all else is zero
 *
 * Errors: SL_NO_MEMORY; those of the store.
 */
SL_NODISCARD enum sl_status
sl_picture_records_begin(struct sl_picture_records *records, struct sl_error *err);

/* Want a record: once, for the first key that it is wanted for. Sets is_full beyond the limit. */
void sl_picture_records_want(
    struct sl_picture_records *records, int64_t id, const struct sl_picture_key *why
);

/* The entry of a record that was wanted; NULL. */
const struct sl_picture_entry *
sl_picture_records_find(const struct sl_picture_records *records, int64_t id);

/*
 * Read what was wanted since the last call.
 * Errors: SL_NO_MEMORY, SL_LIMIT (SL_PICTURE_LIMIT_BYTES); SL_UNSUPPORTED when a record is of a
 * format that this program does not know; those of the store.
 */
SL_NODISCARD enum sl_status
sl_picture_records_read(struct sl_picture_records *records, struct sl_error *err);

/*
 * What kind of entity a key of a source is, by a record that describes it.
 *
 *   ret_is_known  false when no record does
 *
 * Errors: as sl_picture_records_read.
 */
SL_NODISCARD enum sl_status sl_picture_records_kind(
    struct sl_picture_records *records,
    int64_t source,
    struct sl_str key,
    struct sl_entity *ret_entity,
    bool *ret_is_known,
    struct sl_error *err
);

/* The source with an id, which is there. */
const struct sl_store_source *
sl_picture_records_source(const struct sl_picture_records *records, int64_t id);

/* Does a record name a key, as an entity of its own or at an end of a link? */
bool sl_picture_names(const struct sl_facts *facts, struct sl_str key);

#endif
