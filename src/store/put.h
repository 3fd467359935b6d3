/* SPDX-License-Identifier: Apache-2.0 */
/*
 * put.h - records go in, and rejects with them.
 */
#ifndef SL_STORE_PUT_H
#define SL_STORE_PUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/store.h"

/* The longest key and the longest record, in bytes. */
#define SL_PUT_KEY_LIMIT_BYTES  ((size_t)1000)
#define SL_PUT_BODY_LIMIT_BYTES ((size_t)64 << 20)

/* A record as an agency sent it; texts are borrowed for the call. */
struct sl_put_record {
    struct sl_str key; /* UTF-8, not empty */
    struct sl_str body;
    struct sl_digest hash; /* of body: sl_digest_of */
    int64_t layout;        /* sl_store_layout_add, or 0 */
};

enum sl_put_outcome {
    SL_PUT_ACCEPTED,    /* the key is new */
    SL_PUT_NEW_VERSION, /* the key is known, and the record is another */
    SL_PUT_UNCHANGED,   /* it is stored already */
};

/*
 * Put records into an open run, in their order. In a transaction; some ten thousand in each are
 * fast, one is allowed.
 *
 *   outcomes  `count` of them, or NULL
 *
 * A record is unchanged when one with the same body and layout is the latest version of its key, or
 * was brought by the run that brought the latest version: so a file that has a key twice changes
 * nothing when it comes again. It must be the source's only open run (run.h sees to that).
 *
 * Errors: SL_NOT_FOUND or SL_INVALID when the run is not open; SL_INVALID or SL_LIMIT for a key or
 * body that cannot be kept; those of the store. After an error the transaction can only be rolled
 * back.
 * Time: about 3 microseconds a record, whatever the order of the keys, to ten million records.
 */
SL_NODISCARD enum sl_status sl_store_put(
    struct sl_store *store,
    int64_t run,
    const struct sl_put_record *records,
    size_t count,
    enum sl_put_outcome *outcomes,
    struct sl_error *err
);

/* A record that could not be taken. Texts are UTF-8, but `text` may be any bytes. */
struct sl_stored_reject {
    int64_t id; /* given by the store: ascends as they come */
    uint64_t line, column;
    struct sl_str field, reason, text;
    bool is_cut; /* text is only the beginning */
};

/* Put a reject into an open run, in a transaction. Errors: as sl_store_put. */
SL_NODISCARD enum sl_status sl_store_put_reject(
    struct sl_store *store, int64_t run, const struct sl_stored_reject *reject, struct sl_error *err
);

/*
 * The next reject of a run, whatever its state, behind the one with the id `after` (0: the first);
 * texts live in the arena. Errors: SL_NOT_FOUND, without a message, behind the last; those of the
 * store.
 */
SL_NODISCARD enum sl_status sl_store_reject_next(
    struct sl_store *store,
    int64_t run,
    int64_t after,
    struct sl_arena *arena,
    struct sl_stored_reject *ret_reject,
    struct sl_error *err
);

#endif
