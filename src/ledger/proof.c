/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/proof.h"

#include "ledger/base64.h"

/* What hashes are read from. */
struct source {
    sl_tree_read_fn *read;
    void *context;
};

/* The height of the largest complete subtree of fewer than `count` leaves; count >= 2. */
static unsigned split_height(uint64_t count)
{
    return 63u - (unsigned)__builtin_clzll(count - 1);
}

/*
 * The hash over the leaves from first to last - 1, which are a subtree of the tree: complete ones
 * from right to left are joined.
 */
static enum sl_status read_range(
    const struct source *source,
    uint64_t first,
    uint64_t last,
    struct sl_digest *ret_hash,
    struct sl_error *err
)
{
    struct sl_digest node;
    bool is_begun = false;

    while (first < last) {
        const unsigned height = (unsigned)__builtin_ctzll(last - first);
        last -= UINT64_C(1) << height;
        SL_TRY(source->read(source->context, height, last >> height, &node, err));
        if (is_begun) {
            sl_tree_node(&node, ret_hash, ret_hash);
        } else {
            *ret_hash = node;
        }
        is_begun = true;
    }
    return SL_OK;
}

/* A proof is found from the root down and told from the leaf up. */
static void reverse(struct sl_proof *proof)
{
    for (size_t i = 0; i < proof->count / 2; i++) {
        const struct sl_digest hash = proof->hashes[i];
        proof->hashes[i] = proof->hashes[proof->count - 1 - i];
        proof->hashes[proof->count - 1 - i] = hash;
    }
}

enum sl_status sl_proof_of_entry(
    uint64_t index,
    uint64_t count,
    sl_tree_read_fn *read,
    void *context,
    struct sl_proof *ret_proof,
    struct sl_error *err
)
{
    const struct source source = { .read = read, .context = context };
    struct sl_proof proof = { .count = 0 };
    uint64_t first = 0;
    uint64_t last = count;

    if (index >= count) {
        return sl_fail(
            err,
            SL_INVALID,
            "there is no entry %llu among %llu",
            (unsigned long long)index,
            (unsigned long long)count
        );
    }
    while (last - first > 1) {
        const uint64_t middle = first + (UINT64_C(1) << split_height(last - first));
        struct sl_digest *place = &proof.hashes[proof.count++];
        if (index < middle) {
            SL_TRY(read_range(&source, middle, last, place, err));
            last = middle;
        } else {
            SL_TRY(read_range(&source, first, middle, place, err));
            first = middle;
        }
    }
    reverse(&proof);
    *ret_proof = proof;
    return SL_OK;
}

enum sl_status sl_proof_of_growth(
    uint64_t before,
    uint64_t count,
    sl_tree_read_fn *read,
    void *context,
    struct sl_proof *ret_proof,
    struct sl_error *err
)
{
    const struct source source = { .read = read, .context = context };
    struct sl_proof proof = { .count = 0 };
    uint64_t first = 0;
    uint64_t last = count;

    if (before > count) {
        return sl_fail(
            err,
            SL_INVALID,
            "a ledger of %llu entries does not hold one of %llu",
            (unsigned long long)count,
            (unsigned long long)before
        );
    }
    while (before > 0 && before < last) {
        const uint64_t middle = first + (UINT64_C(1) << split_height(last - first));
        struct sl_digest *place = &proof.hashes[proof.count++];
        if (before <= middle) {
            SL_TRY(read_range(&source, middle, last, place, err));
            last = middle;
        } else {
            SL_TRY(read_range(&source, first, middle, place, err));
            first = middle;
        }
    }
    if (first > 0) {
        SL_TRY(read_range(&source, first, last, &proof.hashes[proof.count++], err));
    }
    reverse(&proof);
    *ret_proof = proof;
    return SL_OK;
}

bool sl_proof_check_entry(
    const struct sl_proof *proof,
    const struct sl_digest *leaf,
    uint64_t index,
    uint64_t count,
    const struct sl_digest *root
)
{
    struct sl_digest hash = *leaf;
    uint64_t at = index;
    uint64_t last = count - 1;

    if (index >= count) {
        return false;
    }
    for (size_t i = 0; i < proof->count; i++) {
        if (last == 0) {
            return false;
        }
        if ((at & 1) != 0 || at == last) {
            sl_tree_node(&proof->hashes[i], &hash, &hash);
            /* A last node without a right neighbour stands higher; at is not 0 here. */
            const unsigned rise = (unsigned)__builtin_ctzll(at);
            at >>= rise;
            last >>= rise;
        } else {
            sl_tree_node(&hash, &proof->hashes[i], &hash);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && sl_digest_equal(&hash, root);
}

/* The two hashes that a proof of growth adds up to, where the path has come. */
struct climb {
    uint64_t at, last;
    struct sl_digest before, after;
};

/* Go up by one hash of the proof; false when there is none to come. */
static bool climb(struct climb *climb, const struct sl_digest *hash)
{
    if (climb->last == 0) {
        return false;
    }
    if ((climb->at & 1) != 0 || climb->at == climb->last) {
        sl_tree_node(hash, &climb->before, &climb->before);
        sl_tree_node(hash, &climb->after, &climb->after);
        const unsigned rise = (unsigned)__builtin_ctzll(climb->at); /* it is not 0 here */
        climb->at >>= rise;
        climb->last >>= rise;
    } else {
        sl_tree_node(&climb->after, hash, &climb->after);
    }
    climb->at >>= 1;
    climb->last >>= 1;
    return true;
}

bool sl_proof_check_growth(
    const struct sl_proof *proof,
    const struct sl_tree_head *before,
    const struct sl_tree_head *after
)
{
    if (before->count == after->count) {
        return proof->count == 0 && sl_digest_equal(&before->root, &after->root);
    }
    if (before->count == 0 || before->count > after->count) {
        struct sl_digest empty;
        empty = sl_digest_of(SL_STR(""));
        return before->count == 0 && proof->count == 0 && sl_digest_equal(&before->root, &empty);
    }
    /* A complete first tree is not told: it is known. */
    const bool is_complete = (before->count & (before->count - 1)) == 0;
    const size_t begin = is_complete ? 0 : 1;
    if (proof->count <= begin) {
        return false;
    }
    const unsigned rise = (unsigned)__builtin_ctzll(before->count);
    const struct sl_digest *seed = is_complete ? &before->root : &proof->hashes[0];
    struct climb state = {
        .at = (before->count - 1) >> rise,
        .last = (after->count - 1) >> rise,
        .before = *seed,
        .after = *seed,
    };
    for (size_t i = begin; i < proof->count; i++) {
        if (!climb(&state, &proof->hashes[i])) {
            return false;
        }
    }
    return state.last == 0 && sl_digest_equal(&state.before, &before->root) &&
           sl_digest_equal(&state.after, &after->root);
}

void sl_proof_print(const struct sl_proof *proof, struct sl_buf *buf)
{
    for (size_t i = 0; i < proof->count; i++) {
        sl_base64_print(proof->hashes[i].bytes, SL_DIGEST_BYTES, buf);
        sl_buf_add_byte(buf, '\n');
    }
}
