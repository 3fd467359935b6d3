/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/tree.h"

#include <string.h>

/* RFC 6962, 2.1: what keeps a leaf from being taken for a node. */
#define LEAF_BYTE 0x00
#define NODE_BYTE 0x01

void sl_tree_leaf(struct sl_str entry, struct sl_digest *ret_hash)
{
    sl_sha256_of(LEAF_BYTE, entry, ret_hash);
}

void sl_tree_node(
    const struct sl_digest *left, const struct sl_digest *right, struct sl_digest *ret_hash
)
{
    const struct sl_digest pair[2] = { *left, *right };

    sl_sha256_pairs(NODE_BYTE, pair, 1, ret_hash);
}

void sl_tree_add(struct sl_tree *tree, unsigned height, const struct sl_digest *hash)
{
    struct sl_digest carried = *hash;
    unsigned at = height;

    for (; (tree->count >> at & 1) != 0; at++) {
        sl_tree_node(&tree->nodes[at], &carried, &carried);
    }
    tree->nodes[at] = carried;
    tree->count += UINT64_C(1) << height;
}

void sl_tree_root(const struct sl_tree *tree, struct sl_digest *ret_hash)
{
    bool is_begun = false;

    *ret_hash = sl_digest_of(SL_STR(""));
    for (unsigned at = 0; at < SL_TREE_HEIGHTS; at++) {
        if ((tree->count >> at & 1) == 0) {
            continue;
        }
        if (is_begun) {
            sl_tree_node(&tree->nodes[at], ret_hash, ret_hash);
        } else {
            *ret_hash = tree->nodes[at];
        }
        is_begun = true;
    }
}

void sl_tree_fold(struct sl_digest *hashes, unsigned height)
{
    for (size_t pairs = (size_t)1 << height >> 1; pairs > 0; pairs >>= 1) {
        sl_sha256_pairs(NODE_BYTE, hashes, pairs, hashes);
    }
}

void sl_tree_add_tile(
    struct sl_tree *tree, unsigned height, const struct sl_digest *hashes, unsigned count
)
{
    struct sl_digest scratch[SL_TILE_WIDTH];

    if (count == SL_TILE_WIDTH) {
        memcpy(scratch, hashes, sizeof scratch);
        sl_tree_fold(scratch, SL_TILE_HEIGHT);
        sl_tree_add(tree, height + SL_TILE_HEIGHT, &scratch[0]);
        return;
    }
    for (unsigned i = 0; i < count; i++) {
        sl_tree_add(tree, height, &hashes[i]);
    }
}
