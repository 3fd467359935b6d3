/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/witness.h"

#include "ledger/simple_tree.h"
#include "support/support.h"

#define LEAVES 20

static struct sl_digest leaves[LEAVES];

static struct sl_checkpoint checkpoint_of(struct sl_str origin, uint64_t count)
{
    struct sl_checkpoint checkpoint = { .origin = origin, .head = { .count = count } };

    simple_root(leaves, 0, count, &checkpoint.head.root);
    return checkpoint;
}

static struct sl_proof proof_of(uint64_t before, uint64_t count)
{
    struct simple_source source = { leaves, count, UINT64_MAX };
    struct sl_proof proof;

    SL_CHECK_OK(sl_proof_of_growth(before, count, simple_read, &source, &proof, NULL), NULL);
    return proof;
}

static void grown(void **state)
{
    const struct sl_checkpoint seen = checkpoint_of(SL_STR("a"), 7);
    const struct sl_checkpoint now = checkpoint_of(SL_STR("a"), 20);
    struct sl_proof proof = proof_of(7, 20);
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_witness_check(NULL, &now, NULL, &err), &err);
    SL_CHECK_OK(sl_witness_check(&seen, &now, &proof, &err), &err);
    proof = proof_of(7, 7);
    SL_CHECK_OK(sl_witness_check(&seen, &seen, &proof, &err), &err);
}

static void refused(void **state)
{
    const struct sl_checkpoint seen = checkpoint_of(SL_STR("a"), 7);
    const struct sl_checkpoint other = checkpoint_of(SL_STR("b"), 20);
    const struct sl_checkpoint shorter = checkpoint_of(SL_STR("a"), 6);
    const struct sl_proof none = { .count = 0 };
    struct sl_proof proof = proof_of(7, 20);
    struct sl_checkpoint now = checkpoint_of(SL_STR("a"), 20);
    struct sl_error err;

    (void)state;
    SL_CHECK_STATUS(sl_witness_check(&seen, &other, &proof, &err), SL_INVALID);
    assert_string_equal(err.hint, "");
    SL_CHECK_STATUS(sl_witness_check(&seen, &shorter, &none, &err), SL_INVALID);
    assert_string_equal(err.message, "the ledger has 6 entries, and had 7 before");
    SL_CHECK_STATUS(sl_witness_check(&seen, &now, &none, &err), SL_INVALID);
    now.head.root.bytes[0] ^= 1;
    SL_CHECK_STATUS(sl_witness_check(&seen, &now, &proof, &err), SL_INVALID);
    assert_true(err.hint[0] != '\0');
    /* Another history of the same length. */
    now = seen;
    now.head.root.bytes[0] ^= 1;
    SL_CHECK_STATUS(sl_witness_check(&seen, &now, &none, &err), SL_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grown),
        cmocka_unit_test(refused),
    };
    simple_leaves(leaves, LEAVES);
    return cmocka_run_group_tests_name("ledger/witness", tests, NULL, NULL);
}
