/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_verify.c - everything that can be done to a small ledger is found, and named.
 */
#include "logbook/verify.h"

#include <unistd.h>

#include "ledger/number.h"
#include "logbook/damage.h"
#include "logbook/tile_file.h"
#include "logbook/view.h"

/* Every bit of every file of a ledger of six entries. */
static void every_bit(void **state)
{
    static const char *const names[] = {
        "checkpoint", "key", "tile/0/000.p/6", "tile/entries/000.p/6", "private/000.p/6"
    };
    struct fixture *fixture = *state;
    struct sl_verify_result result;
    struct sl_buf bytes;

    fixture_fill(fixture, 6);
    for (size_t name = 0; name < sizeof names / sizeof names[0]; name++) {
        damage_read(fixture, names[name], &bytes);
        /* The last byte of the key's file is the end of its line, which says nothing. */
        const size_t len = bytes.len - (name == 1 ? 1 : 0);
        for (size_t bit = 0; bit < 8 * len; bit++) {
            damage_flip(fixture, names[name], bit);
            fixture_verify(fixture, &result);
            assert_true(result.fault_count > 0);
            sl_verify_finish(&result);
            damage_flip(fixture, names[name], bit);
        }
        sl_buf_finish(&bytes);
    }
    fixture_check_sound(fixture, 6);
}

/* Where an entry begins in a bundle. */
static size_t place_of(struct sl_str bundle, uint64_t index)
{
    struct sl_str rest = bundle;
    struct sl_str leaf;

    for (uint64_t i = 0; i < index; i++) {
        assert_true(sl_entry_take(&rest, &leaf));
    }
    return bundle.len - rest.len;
}

/* A bit of an entry, and of its hash: which of the two, and which entry. */
static void named(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf bytes;

    fixture_fill(fixture, 300);
    damage_read(fixture, "tile/entries/000", &bytes);
    const size_t place = place_of(sl_buf_str(&bytes), 77);
    damage_flip(fixture, "tile/entries/000", 8 * (place + 30));
    damage_check(fixture, "changed 77-78; ");
    damage_flip(fixture, "tile/entries/000", 8 * (place + 30));
    damage_flip(fixture, "tile/0/000", (size_t)8 * ((size_t)32 * 78 + 5));
    damage_check(fixture, "hash 78-79; ");
    damage_flip(fixture, "tile/0/000", (size_t)8 * ((size_t)32 * 78 + 5));
    damage_flip(fixture, "tile/1/000.p/1", 9);
    damage_check(fixture, "tile 0-256; ");
    damage_flip(fixture, "tile/1/000.p/1", 9);
    damage_flip(fixture, "private/001.p/44", (size_t)8 * 10);
    damage_check(fixture, "who 256-257; ");
    damage_flip(fixture, "private/001.p/44", (size_t)8 * 10);
    /* A file that is gone, or short. */
    assert_int_equal(unlink(damage_path(fixture, "private/000")), 0);
    assert_int_equal(unlink(damage_path(fixture, "tile/entries/001.p/44")), 0);
    damage_check(fixture, "missing 0-256; missing 256-300; ");
    damage_write(fixture, "tile/0/000", SL_STR("short"));
    damage_check(fixture, "missing 0-256; missing 0-256; missing 256-300; ");
    sl_buf_finish(&bytes);
}

/* Drop or swap entries, all of them, in a bundle of six. */
static void dropped_and_swapped(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf bytes;
    struct sl_buf other;
    struct sl_buf told;
    char expected[40];

    fixture_fill(fixture, 6);
    damage_read(fixture, "tile/entries/000.p/6", &bytes);
    const struct sl_str whole = sl_buf_str(&bytes);
    for (uint64_t i = 0; i < 6; i++) {
        const size_t from = place_of(whole, i);
        const size_t to = place_of(whole, i + 1);
        sl_buf_init(&other, (size_t)1 << 16);
        sl_buf_add(&other, sl_str_part(whole, 0, from));
        sl_buf_add(&other, sl_str_part(whole, to, whole.len));
        damage_write(fixture, "tile/entries/000.p/6", sl_buf_str(&other));
        damage_told(fixture, &told);
        (void)snprintf(expected, sizeof expected, "gone %llu-", (unsigned long long)i);
        assert_true(i == 5 || sl_str_find(sl_buf_str(&told), sl_str_from(expected)) < told.len);
        assert_true(sl_str_find(sl_buf_str(&told), SL_STR("bundle 5-6")) < told.len);
        sl_buf_finish(&told);
        sl_buf_finish(&other);
    }
    for (uint64_t i = 0; i < 6; i++) {
        for (uint64_t j = i + 1; j < 6; j++) {
            const size_t i_to = place_of(whole, i + 1);
            const size_t j_from = place_of(whole, j);
            const size_t j_to = place_of(whole, j + 1);
            sl_buf_init(&other, (size_t)1 << 16);
            sl_buf_add(&other, sl_str_part(whole, 0, place_of(whole, i)));
            sl_buf_add(&other, sl_str_part(whole, j_from, j_to - j_from));
            sl_buf_add(&other, sl_str_part(whole, i_to, j_from - i_to));
            sl_buf_add(&other, sl_str_part(whole, place_of(whole, i), i_to - place_of(whole, i)));
            sl_buf_add(&other, sl_str_part(whole, j_to, whole.len));
            damage_write(fixture, "tile/entries/000.p/6", sl_buf_str(&other));
            (void)snprintf(
                expected,
                sizeof expected,
                "moved %llu-%llu; moved %llu-%llu; ",
                (unsigned long long)i,
                (unsigned long long)i + 1,
                (unsigned long long)j,
                (unsigned long long)j + 1
            );
            damage_check(fixture, expected);
            sl_buf_finish(&other);
        }
    }
    sl_buf_finish(&bytes);
}

/* Somebody dates an entry back and mends its hash: the tree above does not agree, or the root. */
static void dated_back(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf bytes;
    struct sl_buf tile;

    fixture_fill(fixture, 300);
    damage_read(fixture, "tile/entries/000", &bytes);
    damage_read(fixture, "tile/0/000", &tile);
    struct sl_str rest = sl_buf_str(&bytes);
    struct sl_str leaf;
    for (unsigned i = 0; i <= 9; i++) {
        assert_true(sl_entry_take(&rest, &leaf));
    }
    char *when = bytes.ptr + (leaf.ptr - bytes.ptr) + 1;
    when[6] = (char)(when[6] - 1);
    struct sl_digest hash;
    sl_tree_leaf(leaf, &hash);
    memcpy(tile.ptr + 9 * sizeof hash, &hash, sizeof hash);
    damage_write(fixture, "tile/entries/000", sl_buf_str(&bytes));
    damage_write(fixture, "tile/0/000", sl_buf_str(&tile));
    damage_check(fixture, "back-dated 9-10; range 0-256; root 0-300; ");
    sl_buf_finish(&bytes);
    sl_buf_finish(&tile);
}

/* How much somebody mends who dates an entry back; who signs has the owner's key. */
enum mending { MENDS_NOTHING, MENDS_HASH, MENDS_ALL, MENDING_COUNT };

/* Date entry `index` of a ledger of six back by 256 microseconds, and mend what stands above. */
static void
date_back(struct fixture *fixture, struct sl_str bundle, uint64_t index, enum mending mending)
{
    struct sl_tree_head head = { .count = 6 };
    struct sl_digest hashes[6];
    struct sl_tree tree = { .count = 0 };
    struct sl_buf text;
    struct sl_str leaf;

    sl_buf_init(&text, (size_t)1 << 16);
    sl_buf_add(&text, bundle);
    text.ptr[place_of(bundle, index) + 2 + 7]--;
    damage_write(fixture, "tile/entries/000.p/6", sl_buf_str(&text));
    struct sl_str rest = sl_buf_str(&text);
    for (size_t i = 0; i < 6; i++) {
        assert_true(sl_entry_take(&rest, &leaf));
        sl_tree_leaf(leaf, &hashes[i]);
    }
    sl_tree_add_tile(&tree, 0, hashes, 6);
    sl_tree_root(&tree, &head.root);
    sl_buf_clear(&text);
    sl_checkpoint_print(SL_STR("ledger.example.org"), &head, &text);
    sl_checkpoint_sign(&fixture->signer, 0, &text);
    if (mending >= MENDS_HASH) {
        const struct sl_str tile = { (const char *)hashes, sizeof hashes };
        damage_write(fixture, "tile/0/000.p/6", tile);
    }
    if (mending == MENDS_ALL) {
        damage_write(fixture, "checkpoint", sl_buf_str(&text));
    }
    sl_buf_finish(&text);
}

/* Each entry, whatever is mended: even the owner cannot date one before the one in front of it. The
 * first has none in front: another history, which only a witness can tell. */
static void every_entry_dated_back(void **state)
{
    static const char *const names[] = { "tile/entries/000.p/6", "tile/0/000.p/6", "checkpoint" };
    struct fixture *fixture = *state;
    struct sl_buf files[3];
    struct sl_buf told;
    char expected[40];

    fixture_fill(fixture, 6);
    for (size_t i = 0; i < 3; i++) {
        damage_read(fixture, names[i], &files[i]);
    }
    for (uint64_t index = 0; index < 6; index++) {
        for (enum mending mending = MENDS_NOTHING; mending < MENDING_COUNT; mending++) {
            date_back(fixture, sl_buf_str(&files[0]), index, mending);
            (void)snprintf(
                expected,
                sizeof expected,
                "back-dated %llu-%llu; ",
                (unsigned long long)index,
                (unsigned long long)index + 1
            );
            damage_told(fixture, &told);
            assert_true(told.len > 0 || (mending == MENDS_ALL && index == 0));
            if (mending == MENDS_ALL) {
                SL_CHECK_STR(sl_buf_str(&told), index == 0 ? "" : expected);
            }
            sl_buf_finish(&told);
            for (size_t i = 0; i < 3; i++) {
                damage_write(fixture, names[i], sl_buf_str(&files[i]));
            }
        }
    }
    fixture_check_sound(fixture, 6);
    for (size_t i = 0; i < 3; i++) {
        sl_buf_finish(&files[i]);
    }
}

/* Checkpoints that others kept: of this ledger, of a longer one, and of another history. */
static void notes(void **state)
{
    struct fixture *fixture = *state;
    struct sl_verify_job job = { .path = fixture->path,
                                 .verifier = &fixture->signer.verifier,
                                 .note_count = 1 };
    struct sl_verify_result result;
    struct sl_checkpoint note;
    struct sl_error err;
    struct sl_buf text;

    fixture_fill(fixture, 100);
    damage_read(fixture, "checkpoint", &text);
    fixture_fill(fixture, 400);
    fixture_open(fixture);
    fixture_add(fixture, 30);
    SL_CHECK_OK(sl_checkpoint_parse(sl_buf_str(&text), &note, &err), &err);
    job.notes = &note;
    for (unsigned i = 0; i < 4; i++) {
        note.head.count = i == 2 ? 520 : i == 3 ? 531 : 100;
        note.head.root.bytes[0] ^= i == 1 ? 1 : 0;
        SL_CHECK_OK(sl_verify(&job, &result, &err), &err);
        SL_CHECK_U64(result.fault_count, i == 0 ? 0 : 1);
        SL_CHECK_U64(i == 0 ? SL_FAULT_NOTE : result.faults[0].kind, SL_FAULT_NOTE);
        sl_verify_finish(&result);
        note.head.root.bytes[0] ^= i == 1 ? 1 : 0;
    }
    sl_buf_finish(&text);
}

/* A stranger's checkpoint; another key than the one that is known; no checkpoint at all. */
static void other_keys(void **state)
{
    static const uint8_t seed[SL_KEY_BYTES] = { 9 };
    struct fixture *fixture = *state;
    struct sl_signer stranger;
    struct sl_error err;

    fixture_fill(fixture, 3);
    SL_CHECK_OK(
        sl_signer_init(&stranger, SL_KEY_LEDGER, SL_STR("ledger.example.org"), seed, &err), &err
    );
    const struct sl_verify_job job = { .path = fixture->path, .verifier = &stranger.verifier };
    const struct sl_verify_job own = { .path = fixture->path };
    struct sl_verify_result result;
    SL_CHECK_OK(sl_verify(&job, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 2); /* the key's file, and the signature */
    assert_false(result.is_signed);
    sl_verify_finish(&result);
    SL_CHECK_OK(sl_verify(&own, &result, &err), &err);
    assert_true(result.is_signed);
    sl_verify_finish(&result);
    assert_int_equal(unlink(damage_path(fixture, "checkpoint")), 0);
    assert_int_equal(unlink(damage_path(fixture, "key")), 0);
    SL_CHECK_OK(sl_verify(&own, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 1);
    sl_verify_finish(&result);
    const struct sl_verify_job nowhere = { .path = "/no/such/folder" };
    SL_CHECK_STATUS(sl_verify(&nowhere, &result, &err), SL_IO);
}

/* A larger ledger: bits drawn from all its files. */
static void sampled(void **state)
{
    static const char *const folders[] = { "tile/0", "tile/entries", "private" };
    struct fixture *fixture = *state;
    struct sl_verify_result result;
    uint64_t drawn = sl_test_seed();
    struct sl_buf bytes;
    char name[40];

    fixture_fill(fixture, 3000);
    for (unsigned i = 0; i < 60; i++) {
        drawn = drawn * UINT64_C(6364136223846793005) + 1442695040888963407u;
        const unsigned file = (unsigned)(drawn >> 60) % 11;
        (void)snprintf(name, sizeof name, "%s/%03u", folders[i % 3], file);
        damage_read(fixture, name, &bytes);
        const size_t bit = (size_t)(drawn >> 20) % (8 * bytes.len);
        damage_flip(fixture, name, bit);
        fixture_verify(fixture, &result);
        assert_true(result.fault_count > 0);
        sl_verify_finish(&result);
        damage_flip(fixture, name, bit);
        sl_buf_finish(&bytes);
    }
    fixture_check_sound(fixture, 3000);
}

static enum sl_status verify_once(void *context)
{
    struct fixture *fixture = context;
    const struct sl_verify_job job = { .path = fixture->path };
    struct sl_verify_result result;
    const enum sl_status status = sl_verify(&job, &result, NULL);

    sl_verify_finish(&result);
    return status;
}

static void no_memory(void **state)
{
    struct fixture *fixture = *state;

    fixture_fill(fixture, 300);
    damage_flip(fixture, "private/000", 100);
    assert_true(sl_test_failing_allocations(verify_once, fixture) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(every_bit),
        BOOK_TEST(named),
        BOOK_TEST(dropped_and_swapped),
        BOOK_TEST(dated_back),
        BOOK_TEST(every_entry_dated_back),
        BOOK_TEST(notes),
        BOOK_TEST(other_keys),
        BOOK_TEST(sampled),
        BOOK_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("logbook/verify", tests, NULL, NULL);
}
