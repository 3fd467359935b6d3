/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree.h - one hash for any number of entries: the Merkle tree.
 *
 * Source: B. Laurie, A. Langley, E. Kasper, RFC 6962, "Certificate Transparency", 2013, section
 *         2.1: a leaf is SHA-256(0x00, entry), a node SHA-256(0x01, left, right); n leaves are
 *         split at the largest power of two below n.
 *
 * A subtree is complete when it has 2^height leaves and begins at a multiple of that; it is named
 * by its height and its index among those of its height.
 */
#ifndef SL_LEDGER_TREE_H
#define SL_LEDGER_TREE_H

#include <stdint.h>

#include "ledger/sha256.h"

/* Heights of complete subtrees: 0 is a leaf. */
#define SL_TREE_HEIGHTS 64u

/* A tile holds the hashes of 256 subtrees that stand side by side. */
#define SL_TILE_HEIGHT 8u
#define SL_TILE_WIDTH  256u

/*
 * A tree that grows at its end, as the complete subtrees that it is made of.
 * Invariant: nodes[h] is in use exactly when bit h of count is set.
 * Zeroed: the tree without a leaf.
 */
struct sl_tree {
    uint64_t count;
    struct sl_digest nodes[SL_TREE_HEIGHTS];
};

/* The hash of a leaf: of the bytes of its entry. */
void sl_tree_leaf(struct sl_str entry, struct sl_digest *ret_hash);

/* The hash of a node over two subtrees. */
void sl_tree_node(
    const struct sl_digest *left, const struct sl_digest *right, struct sl_digest *ret_hash
);

/*
 * Add a complete subtree at the end.
 *
 *   height  less than SL_TREE_HEIGHTS; tree->count is a multiple of 2^height
 */
void sl_tree_add(struct sl_tree *tree, unsigned height, const struct sl_digest *hash);

/* The hash of the whole tree: of no bytes when it has no leaf. */
void sl_tree_root(const struct sl_tree *tree, struct sl_digest *ret_hash);

/*
 * Fold neighbours into one hash.
 *
 *   hashes  2^height of them, overwritten; the result is hashes[0]
 *   height  0 to SL_TILE_HEIGHT
 */
void sl_tree_fold(struct sl_digest *hashes, unsigned height);

/*
 * Add `count` subtrees of one height that stand side by side: as often sl_tree_add, but folded
 * first where they fill a tile.
 *
 *   hashes  count of them, at most SL_TILE_WIDTH; left as they are
 */
void sl_tree_add_tile(
    struct sl_tree *tree, unsigned height, const struct sl_digest *hashes, unsigned count
);

#endif
