/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof.h - an entry is in a tree, a tree is the beginning of another: few hashes prove it.
 *
 * Source: proofs, RFC 6962, 2.1.1 and 2.1.2; checking them, RFC 9162 (B. Laurie, E. Messeri,
 *         R. Stradling, "Certificate Transparency Version 2.0", 2021), 2.1.3.2 and 2.1.4.2.
 */
#ifndef SL_LEDGER_PROOF_H
#define SL_LEDGER_PROOF_H

#include "base/buf.h"
#include "base/error.h"
#include "ledger/tree.h"

/* The most hashes of a proof: one a height, and one more where two trees part. */
#define SL_PROOF_LIMIT (SL_TREE_HEIGHTS + 1u)

struct sl_proof {
    size_t count;
    struct sl_digest hashes[SL_PROOF_LIMIT];
};

/*
 * Give the hash of the complete subtree of this height and index. Whoever asks for a proof of a
 * tree of n leaves is asked for subtrees within those n leaves only.
 */
typedef enum sl_status sl_tree_read_fn(
    void *context, unsigned height, uint64_t index, struct sl_digest *ret_hash, struct sl_error *err
);

/*
 * Prove that the leaf `index` is in the tree of `count` leaves.
 * Errors: SL_INVALID when index >= count; those of `read`.
 * Time: at most two subtrees read for each height.
 */
SL_NODISCARD enum sl_status sl_proof_of_entry(
    uint64_t index,
    uint64_t count,
    sl_tree_read_fn *read,
    void *context,
    struct sl_proof *ret_proof,
    struct sl_error *err
);

/*
 * Prove that the tree of `before` leaves is the beginning of the one of `count` leaves. The proof
 * is empty when before is 0 or count. Errors: SL_INVALID when before > count; those of `read`.
 */
SL_NODISCARD enum sl_status sl_proof_of_growth(
    uint64_t before,
    uint64_t count,
    sl_tree_read_fn *read,
    void *context,
    struct sl_proof *ret_proof,
    struct sl_error *err
);

/* Does the proof show that this leaf is entry `index` of the tree of `count` with this root? */
bool sl_proof_check_entry(
    const struct sl_proof *proof,
    const struct sl_digest *leaf,
    uint64_t index,
    uint64_t count,
    const struct sl_digest *root
);

/* A tree: how many leaves, and its hash. */
struct sl_tree_head {
    uint64_t count;
    struct sl_digest root;
};

/* Does the proof show that `before` is the beginning of `after`? */
bool sl_proof_check_growth(
    const struct sl_proof *proof,
    const struct sl_tree_head *before,
    const struct sl_tree_head *after
);

/* Append the hashes, each in base64 on a line of its own. */
void sl_proof_print(const struct sl_proof *proof, struct sl_buf *buf);

#endif
