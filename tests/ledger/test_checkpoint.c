/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/checkpoint.h"

#include <string.h>

#include "support/support.h"

static const uint8_t seed[SL_KEY_BYTES] = { 1, 2, 3 };

#define ORIGIN "ledger.example.org"

struct keys {
    struct sl_signer owner, witness, stranger;
};

static void make_keys(struct keys *keys)
{
    struct sl_error err;

    SL_CHECK_OK(sl_signer_init(&keys->owner, SL_KEY_LEDGER, SL_STR(ORIGIN), seed, &err), &err);
    SL_CHECK_OK(sl_signer_init(&keys->witness, SL_KEY_WITNESS, SL_STR("w"), seed, &err), &err);
    SL_CHECK_OK(sl_signer_init(&keys->stranger, SL_KEY_LEDGER, SL_STR("s"), seed, &err), &err);
}

static void make_note(const struct keys *keys, struct sl_buf *note)
{
    const struct sl_tree_head head = { .count = 20852163, .root = { { 9 } } };
    struct sl_error err;

    sl_buf_init(note, SL_CHECKPOINT_LIMIT_BYTES);
    sl_checkpoint_print(SL_STR(ORIGIN), &head, note);
    sl_checkpoint_sign(&keys->owner, 0, note);
    sl_checkpoint_sign(&keys->witness, 1679315147, note);
    SL_CHECK_OK(sl_buf_status(note, &err), &err);
}

static void signed_and_cosigned(void **state)
{
    struct sl_checkpoint checkpoint;
    uint64_t seconds = 0;
    struct sl_error err;
    struct sl_buf note;
    struct keys keys;

    (void)state;
    make_keys(&keys);
    make_note(&keys, &note);
    SL_CHECK_OK(sl_checkpoint_parse(sl_buf_str(&note), &checkpoint, &err), &err);
    SL_CHECK_STR(checkpoint.origin, ORIGIN);
    SL_CHECK_U64(checkpoint.head.count, 20852163);
    SL_CHECK_U64(checkpoint.head.root.bytes[0], 9);
    SL_CHECK_U64(checkpoint.line_count, 2);
    SL_CHECK_OK(sl_checkpoint_check(&checkpoint, &keys.owner.verifier, NULL, &err), &err);
    SL_CHECK_OK(sl_checkpoint_check(&checkpoint, &keys.witness.verifier, &seconds, &err), &err);
    SL_CHECK_U64(seconds, 1679315147);
    SL_CHECK_STATUS(
        sl_checkpoint_check(&checkpoint, &keys.stranger.verifier, NULL, &err), SL_NOT_FOUND
    );
    /* A key is known by its name and its id, and by what it signs. */
    checkpoint.lines[0].name = SL_STR("other");
    SL_CHECK_STATUS(
        sl_checkpoint_check(&checkpoint, &keys.owner.verifier, NULL, &err), SL_NOT_FOUND
    );
    checkpoint.lines[1].has_seconds = false;
    SL_CHECK_STATUS(
        sl_checkpoint_check(&checkpoint, &keys.witness.verifier, NULL, &err), SL_NOT_FOUND
    );
    sl_buf_finish(&note);
}

/* The example of tlog-cosignature: it can be taken apart. */
static void published_example(void **state)
{
    static const char text[] =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "\xe2\x80\x94 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4"
        "URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "\xe2\x80\x94 witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZC"
        "B9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    struct sl_checkpoint checkpoint;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_checkpoint_parse(sl_str_from(text), &checkpoint, &err), &err);
    SL_CHECK_U64(checkpoint.head.count, 20852163);
    SL_CHECK_U64(checkpoint.line_count, 2);
    SL_CHECK_U64(checkpoint.lines[0].key_id, 0x033de0ae);
    assert_false(checkpoint.lines[0].has_seconds);
    assert_true(checkpoint.lines[1].has_seconds);
    SL_CHECK_U64(checkpoint.lines[1].seconds, 1679315147);
}

/* Whatever bit is changed, it is not a checkpoint that both have signed. */
static void every_bit(void **state)
{
    struct sl_checkpoint checkpoint;
    struct sl_buf note;
    struct keys keys;

    (void)state;
    make_keys(&keys);
    make_note(&keys, &note);
    for (size_t bit = 0; bit < 8 * note.len; bit++) {
        note.ptr[bit / 8] ^= (char)(1 << bit % 8);
        const bool is_good =
            sl_checkpoint_parse(sl_buf_str(&note), &checkpoint, NULL) == SL_OK &&
            sl_checkpoint_check(&checkpoint, &keys.owner.verifier, NULL, NULL) == SL_OK &&
            sl_checkpoint_check(&checkpoint, &keys.witness.verifier, NULL, NULL) == SL_OK;
        assert_false(is_good);
        note.ptr[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t len = 0; len < note.len; len++) {
        const struct sl_str cut = sl_str_part(sl_buf_str(&note), 0, len);
        const bool is_good =
            sl_checkpoint_parse(cut, &checkpoint, NULL) == SL_OK && checkpoint.line_count == 2;
        assert_false(is_good);
    }
    sl_buf_finish(&note);
}

#define ROOT   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define SIGNED "\n\n\xe2\x80\x94 a AAAAAAAA\n"

static void not_checkpoints(void **state)
{
    static const char *const bad[] = {
        "",
        "a",
        "a\n",
        "a\n1\n",
        "a\n1\n" ROOT,
        "a\n1\n" ROOT "\n",
        "a\n1\n" ROOT "\n\n",
        "a b\n1\n" ROOT SIGNED,
        "a\n01\n" ROOT SIGNED,
        "a\n\n" ROOT SIGNED,
        "a\n+1\n" ROOT SIGNED,
        "a\n:1\n" ROOT SIGNED,
        "a\n1x\n" ROOT SIGNED,
        "a\n9223372036854775808\n" ROOT SIGNED,
        "a\n1\nAAAA" SIGNED,
        "a\n1\nAAA" SIGNED,
        "a\n1\n" ROOT "\nmore" SIGNED,
        "a\n1\n" ROOT "\n\n- a AAAAAAAA\n",
        "a\n1\n" ROOT "\n\n\xe2\x80\x94 a AAAAAAAA",
        "a\n1\n" ROOT "\n\n\xe2\x80\x94 a AAAA\n",
        "a\n1\n" ROOT "\n\n\xe2\x80\x94 a AAA\n",
        "a\n1\n" ROOT "\n\n\xe2\x80\x94  AAAAAAAA\n",
        "a\n1\n" ROOT "\n\n\xe2\x80\x94 aAAAAAAAA\n",
        "a\n1\r\n" ROOT SIGNED,
        "a\xff\n1\n" ROOT SIGNED,
        "a\n1\n" ROOT "\n\n\xe2\x80\x94 a\xff AAAAAAAA\n",
    };
    struct sl_checkpoint checkpoint;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        SL_CHECK_STATUS(sl_checkpoint_parse(sl_str_from(bad[i]), &checkpoint, &err), SL_INVALID);
    }
    SL_CHECK_STATUS(sl_checkpoint_parse(SL_STR("a\n0\n" ROOT SIGNED), &checkpoint, &err), SL_OK);
    SL_CHECK_U64(checkpoint.line_count, 0); /* a key of a kind that we do not know */
}

static void many_lines(void **state)
{
    struct sl_checkpoint checkpoint;
    struct sl_error err;
    struct sl_buf note;
    struct keys keys;

    (void)state;
    make_keys(&keys);
    make_note(&keys, &note);
    for (unsigned i = 2; i < SL_CHECKPOINT_SIGNATURES; i++) {
        sl_checkpoint_sign(&keys.stranger, 0, &note);
        SL_CHECK_OK(sl_checkpoint_parse(sl_buf_str(&note), &checkpoint, &err), &err);
        SL_CHECK_U64(checkpoint.line_count, i + 1);
    }
    sl_checkpoint_sign(&keys.stranger, 0, &note);
    SL_CHECK_STATUS(sl_checkpoint_parse(sl_buf_str(&note), &checkpoint, &err), SL_INVALID);
    sl_buf_clear(&note);
    while (note.status == SL_OK) {
        sl_buf_add(&note, SL_STR("too long\n"));
    }
    SL_CHECK_STATUS(
        sl_checkpoint_parse((struct sl_str){ .ptr = note.ptr, .len = note.len }, &checkpoint, &err),
        SL_INVALID
    );
    sl_buf_finish(&note);
}

/* A text without controls that is too long. */
static void too_long(void **state)
{
    static char text[SL_CHECKPOINT_LIMIT_BYTES + 1];
    struct sl_checkpoint checkpoint;
    struct sl_error err;

    (void)state;
    memset(text, 'a', sizeof text);
    SL_CHECK_STATUS(
        sl_checkpoint_parse((struct sl_str){ .ptr = text, .len = sizeof text }, &checkpoint, &err),
        SL_INVALID
    );
}

static enum sl_status sign_and_check(void *context)
{
    const struct keys *keys = context;
    const struct sl_tree_head head = { .count = 5 };
    struct sl_checkpoint checkpoint;
    struct sl_buf note;

    sl_buf_init(&note, SL_CHECKPOINT_LIMIT_BYTES);
    sl_checkpoint_print(SL_STR(ORIGIN), &head, &note);
    sl_checkpoint_sign(&keys->witness, 5, &note);
    enum sl_status status = sl_buf_status(&note, NULL);
    if (status == SL_OK) {
        status = sl_checkpoint_parse(sl_buf_str(&note), &checkpoint, NULL);
    }
    if (status == SL_OK) {
        status = sl_checkpoint_check(&checkpoint, &keys->witness.verifier, NULL, NULL);
    }
    sl_buf_finish(&note);
    return status;
}

static void no_memory(void **state)
{
    struct keys keys;

    (void)state;
    make_keys(&keys);
    assert_true(sl_test_failing_allocations(sign_and_check, &keys) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signed_and_cosigned), cmocka_unit_test(published_example),
        cmocka_unit_test(every_bit),           cmocka_unit_test(not_checkpoints),
        cmocka_unit_test(many_lines),          cmocka_unit_test(too_long),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("ledger/checkpoint", tests, NULL, NULL);
}
