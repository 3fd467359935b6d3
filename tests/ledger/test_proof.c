/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/proof.h"

#include "ledger/simple_tree.h"
#include "support/support.h"

#define LEAVES 70

static struct sl_digest leaves[LEAVES];

static void prove_entry(uint64_t index, uint64_t count, struct sl_proof *proof)
{
    struct simple_source source = { leaves, count, UINT64_MAX };
    struct sl_error err;

    SL_CHECK_OK(sl_proof_of_entry(index, count, simple_read, &source, proof, &err), &err);
}

/* Every entry of every size, and everything that is a little wrong. */
static void entries(void **state)
{
    struct sl_digest root;
    struct sl_proof proof;

    (void)state;
    for (uint64_t count = 1; count <= LEAVES; count++) {
        simple_root(leaves, 0, count, &root);
        for (uint64_t index = 0; index < count; index++) {
            prove_entry(index, count, &proof);
            assert_true(sl_proof_check_entry(&proof, &leaves[index], index, count, &root));
            assert_false(sl_proof_check_entry(&proof, &root, index, count + 1, &root));
            assert_false(
                sl_proof_check_entry(&proof, &leaves[(index + 1) % LEAVES], index, count, &root)
            );
            assert_false(sl_proof_check_entry(&proof, &leaves[index], count, count, &root));
            for (size_t i = 0; i < proof.count; i++) {
                proof.hashes[i].bytes[i % 32] ^= 1;
                assert_false(sl_proof_check_entry(&proof, &leaves[index], index, count, &root));
                proof.hashes[i].bytes[i % 32] ^= 1;
            }
            proof.hashes[proof.count++] = root;
            assert_false(sl_proof_check_entry(&proof, &leaves[index], index, count, &root));
            proof.count -= proof.count > 1 ? 2 : 0;
            assert_false(sl_proof_check_entry(&proof, &leaves[index], index, count, &root));
        }
    }
    assert_false(sl_proof_check_entry(&proof, &leaves[0], 0, 0, &root));
}

static void check_growth(uint64_t before, uint64_t count)
{
    struct simple_source source = { leaves, count, UINT64_MAX };
    struct sl_tree_head old = { .count = before };
    struct sl_tree_head new = { .count = count };
    struct sl_proof proof;
    struct sl_error err;

    simple_root(leaves, 0, before, &old.root);
    simple_root(leaves, 0, count, &new.root);
    SL_CHECK_OK(sl_proof_of_growth(before, count, simple_read, &source, &proof, &err), &err);
    assert_true(sl_proof_check_growth(&proof, &old, &new));
    for (size_t i = 0; i < proof.count; i++) {
        proof.hashes[i].bytes[i % 32] ^= 1;
        assert_false(sl_proof_check_growth(&proof, &old, &new));
        proof.hashes[i].bytes[i % 32] ^= 1;
    }
    old.root.bytes[0] ^= 1;
    assert_false(sl_proof_check_growth(&proof, &old, &new));
    old.root.bytes[0] ^= 1;
    if (before > 0) {
        new.root.bytes[0] ^= 1;
        assert_false(sl_proof_check_growth(&proof, &old, &new));
        new.root.bytes[0] ^= 1;
    }
    proof.hashes[proof.count++] = old.root;
    assert_false(sl_proof_check_growth(&proof, &old, &new));
    proof.count--;
    if (proof.count > 0) {
        proof.count--;
        assert_false(sl_proof_check_growth(&proof, &old, &new));
        proof.count = 0;
        assert_false(sl_proof_check_growth(&proof, &old, &new));
    }
}

static void growth(void **state)
{
    struct sl_tree_head small = { .count = 3 };
    struct sl_tree_head large = { .count = 5 };
    const struct sl_proof none = { .count = 0 };

    (void)state;
    for (uint64_t count = 0; count <= LEAVES; count++) {
        for (uint64_t before = 0; before <= count; before++) {
            check_growth(before, count);
        }
    }
    simple_root(leaves, 0, 3, &small.root);
    simple_root(leaves, 0, 5, &large.root);
    assert_false(sl_proof_check_growth(&none, &large, &small)); /* it shrinks */
}

/* Reading fails at each place in turn. */
static void reading_fails(void **state)
{
    struct sl_proof proof = { .count = 99 };
    struct sl_error err;

    (void)state;
    for (uint64_t reads = 0; reads < 3; reads++) {
        for (uint64_t index = 0; index < LEAVES; index++) {
            struct simple_source source = { leaves, LEAVES, reads };
            SL_CHECK_STATUS(
                sl_proof_of_entry(index, LEAVES, simple_read, &source, &proof, &err), SL_IO
            );
        }
        for (uint64_t before = 1; before < LEAVES; before++) {
            struct simple_source source = { leaves, LEAVES, reads };
            const enum sl_status status =
                sl_proof_of_growth(before, LEAVES, simple_read, &source, &proof, &err);
            assert_true(status == SL_IO || (before == 64 && reads == 2));
        }
    }
    struct simple_source source = { leaves, 3, 1 }; /* the last hash: of leaf 2, before 3 of 4 */
    SL_CHECK_STATUS(sl_proof_of_growth(3, 3, simple_read, &source, &proof, &err), SL_OK);
    SL_CHECK_STATUS(sl_proof_of_entry(3, 3, simple_read, &source, &proof, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_proof_of_growth(4, 3, simple_read, &source, &proof, &err), SL_INVALID);
    source = (struct simple_source){ leaves, 4, 2 };
    SL_CHECK_STATUS(sl_proof_of_growth(3, 4, simple_read, &source, &proof, &err), SL_IO);
}

static void printed(void **state)
{
    struct sl_proof proof = { .count = 2 };
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 1000);
    sl_proof_print(&proof, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    );
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries),
        cmocka_unit_test(growth),
        cmocka_unit_test(reading_fails),
        cmocka_unit_test(printed),
    };
    simple_leaves(leaves, LEAVES);
    return cmocka_run_group_tests_name("ledger/proof", tests, NULL, NULL);
}
