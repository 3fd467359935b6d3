/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/tree.h"

#include <stdio.h>

#include "ledger/simple_tree.h"
#include "support/support.h"

#define LEAVES 600

static void check_hex(const struct sl_digest *hash, const char *hex)
{
    char text[2 * SL_DIGEST_BYTES + 1];

    for (size_t i = 0; i < SL_DIGEST_BYTES; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", hash->bytes[i]);
    }
    SL_CHECK_STR(sl_str_from(text), hex);
}

/*
 * The reference entries and roots of the certificate-transparency project's tests of RFC 6962
 * (cpp/merkletree/merkle_tree_test.cc).
 */
static void published_roots(void **state)
{
    static const struct {
        const char *entry;
        size_t len;
        const char *root;
    } rows[] = {
        {"",
         0,  "6e340b9cffb37a989ca544e6bb780a2c"
          "78901d3fb33738768511a30617afa01d" },
        { "\x00",
         1,  "fac54203e7cc696cf0dfcb42c92a1d9d"
          "baf70ad9e621f4bd8d98662f00e3c125" },
        { "\x10",
         1,  "aeb6bcfe274b70a14fb067a5e5578264"
          "db0fa9b51af5e0ba159158f329e06e77" },
        { "\x20\x21",
         2,  "d37ee418976dd95753c1c73862b9398f"
          "a2a2cf9b4ff0fdfe8b30cd95209614b7" },
        { "\x30\x31",
         2,  "4e3bbb1f7b478dcfe71fb631631519a3"
          "bca12c9aefca1612bfce4c13a86264d4" },
        { "\x40\x41\x42\x43",
         4,  "76e67dadbcdf1e10e1b74ddc608abd2f"
          "98dfb16fbce75277b5232a127f2087ef" },
        { "\x50\x51\x52\x53\x54\x55\x56\x57",
         8,  "ddb89be403809e325750d3d263cd7892"
          "9c2942b7942a34b77e122c9594a74c8c" },
        { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
         16, "5dc9da79a70659a9ad559cb701ded9a2"
          "ab9d823aad2f4960cfe370eff4604328"},
    };
    struct sl_tree tree = { .count = 0 };
    struct sl_digest hash;

    (void)state;
    sl_tree_root(&tree, &hash);
    check_hex(&hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sl_tree_leaf((struct sl_str){ .ptr = rows[i].entry, .len = rows[i].len }, &hash);
        sl_tree_add(&tree, 0, &hash);
        sl_tree_root(&tree, &hash);
        check_hex(&hash, rows[i].root);
    }
}

static void every_size(void **state)
{
    static struct sl_digest leaves[LEAVES];
    struct sl_tree tree = { .count = 0 };
    struct sl_digest expected;
    struct sl_digest root;

    (void)state;
    simple_leaves(leaves, LEAVES);
    for (uint64_t i = 0; i < LEAVES; i++) {
        sl_tree_add(&tree, 0, &leaves[i]);
        sl_tree_root(&tree, &root);
        simple_root(leaves, 0, i + 1, &expected);
        assert_true(sl_digest_equal(&root, &expected));
        SL_CHECK_U64(tree.count, i + 1);
    }
}

static void tiles_at_once(void **state)
{
    static struct sl_digest leaves[LEAVES];
    struct sl_tree tree = { .count = 0 };
    struct sl_digest expected;
    struct sl_digest root;

    (void)state;
    simple_leaves(leaves, LEAVES);
    sl_tree_add_tile(&tree, 0, leaves, SL_TILE_WIDTH);
    sl_tree_add_tile(&tree, 0, leaves + 256, SL_TILE_WIDTH);
    sl_tree_add_tile(&tree, 0, leaves + 512, LEAVES - 512);
    sl_tree_add_tile(&tree, 0, leaves, 0);
    sl_tree_root(&tree, &root);
    simple_root(leaves, 0, LEAVES, &expected);
    assert_true(sl_digest_equal(&root, &expected));
    simple_root(leaves, 0, 4, &expected);
    sl_tree_fold(leaves, 2);
    assert_true(sl_digest_equal(&leaves[0], &expected));
    sl_tree_fold(leaves, 0);
    assert_true(sl_digest_equal(&leaves[0], &expected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_roots),
        cmocka_unit_test(every_size),
        cmocka_unit_test(tiles_at_once),
    };
    return cmocka_run_group_tests_name("ledger/tree", tests, NULL, NULL);
}
