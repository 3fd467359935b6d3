/* SPDX-License-Identifier: Apache-2.0 */
/*
 * batch.h - entries that were written together, as they stand in a ledger's journal.
 *
 * Numbers are big-endian.
 *
 *     0     8   "SLbatch1"
 *     8     4   bytes of the whole batch, these included
 *     12    8   number of its first entry
 *     20    4   n, how many entries
 *     24    4   e, bytes of the entries
 *     28    2   c, bytes of the checkpoint
 *     30    c   the checkpoint of the ledger with these entries, signed by its owner
 *           32n the hash of each leaf
 *           e   the entries, as in a bundle: 2 bytes of length, the leaf
 *               their parts, two for each, to the end of the batch (entry.h)
 *
 * A batch carries its checkpoint and its hashes, so what stands in the journal is as well proven,
 * entry by entry, as the rest.
 */
#ifndef SL_LEDGER_BATCH_H
#define SL_LEDGER_BATCH_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define SL_BATCH_HEAD_BYTES  ((size_t)30)
#define SL_BATCH_LIMIT_BYTES ((size_t)256 << 20)

/* Slices of the journal. Invariant: hashes.len is 32 * count. */
struct sl_batch {
    uint64_t first;
    uint64_t count;
    struct sl_str note;
    struct sl_str hashes;
    struct sl_str entries;
    struct sl_str parts;
};

enum sl_batch_state {
    SL_BATCH_WHOLE,
    SL_BATCH_CUT, /* it begins like one and is not all there */
    SL_BATCH_BAD, /* it is none */
};

/* Append the head of a batch, up to its checkpoint; of the other texts the lengths are used. */
void sl_batch_print_head(const struct sl_batch *batch, struct sl_buf *buf);

/* Take a batch off *rest, which is then behind it when it is whole; else it stays. */
enum sl_batch_state sl_batch_take(struct sl_str *rest, struct sl_batch *ret_batch);

/* Where in the text something begins that looks like a batch; text.len when nowhere. */
size_t sl_batch_find(struct sl_str text);

#endif
