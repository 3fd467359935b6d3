/* SPDX-License-Identifier: Apache-2.0 */
/*
 * simple_tree.h - RFC 6962's definitions written down as they stand there: slow, and surely right.
 */
#ifndef SL_TESTS_LEDGER_SIMPLE_TREE_H
#define SL_TESTS_LEDGER_SIMPLE_TREE_H

#include "ledger/proof.h"
#include "ledger/tree.h"

/* The hash of leaves first to last - 1 (2.1: MTH). */
static inline void simple_root(
    const struct sl_digest *leaves, uint64_t first, uint64_t last, struct sl_digest *ret_hash
)
{
    struct sl_digest left;
    struct sl_digest right;
    uint64_t split = 1;

    if (first == last) {
        *ret_hash = sl_digest_of(SL_STR(""));
        return;
    }
    if (last - first == 1) {
        *ret_hash = leaves[first];
        return;
    }
    while (2 * split < last - first) {
        split *= 2;
    }
    simple_root(leaves, first, first + split, &left);
    simple_root(leaves, first + split, last, &right);
    sl_tree_node(&left, &right, ret_hash);
}

/* What hashes are read from; `fails_after` reads go well. */
struct simple_source {
    const struct sl_digest *leaves;
    uint64_t count;
    uint64_t fails_after;
};

static inline enum sl_status simple_read(
    void *context, unsigned height, uint64_t index, struct sl_digest *ret_hash, struct sl_error *err
)
{
    struct simple_source *source = context;
    const uint64_t first = index << height;
    const uint64_t last = first + (UINT64_C(1) << height);

    if (source->fails_after == 0) {
        return sl_fail(err, SL_IO, "no more");
    }
    source->fails_after--;
    SL_ASSERT(last <= source->count);
    simple_root(source->leaves, first, last, ret_hash);
    return SL_OK;
}

/* Leaves that differ from one another. */
static inline void simple_leaves(struct sl_digest *leaves, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        sl_tree_leaf((struct sl_str){ .ptr = (const char *)&i, .len = sizeof i }, &leaves[i]);
    }
}

#endif
