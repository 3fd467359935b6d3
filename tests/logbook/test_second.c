/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_second.c - a second verifier, a shell script with openssl that knows docs/formats/ledger.md
 * and nothing else, finds what the first one finds.
 */
#include "logbook/damage.h"

/* The exit status of the script; what it says goes where the test's own words go. */
static int run_script(struct fixture *fixture)
{
    char *const words[] = { (char[]){ "tools/ledger-verify" }, fixture->path, NULL };

    return damage_run(words);
}

static bool has_openssl(void)
{
    char *const words[] = { (char[]){ "openssl" }, (char[]){ "version" }, NULL };

    return damage_run(words) == 0;
}

/* Erased by hand, in the name of an order that does not cover it: both find it, and only that. */
static void an_order_covers_what_it_names(void **state)
{
    static const struct {
        const char *kind;
        bool is_covered;
    } rows[] = {
        {"both 1",         true },
        { "about 0-1,4-7", true },
        { "who 1",         false},
        { "about 01",      false},
        { "about 1,2",     false},
        { "about 2,1",     false},
        { "about 1\n",     false},
    };
    struct fixture *fixture = *state;
    const uint64_t count = sizeof rows / sizeof rows[0];
    char name[30];
    struct sl_buf bytes;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 2);
    for (uint64_t i = 0; i < count; i++) {
        (void)fixture_order(fixture->book, rows[i].kind);
    }
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    fixture_close(fixture);
    if (!has_openssl()) {
        print_message("openssl is not installed: skipped\n");
        skip();
    }
    (void)snprintf(name, sizeof name, "private/000.p/%u", (unsigned)count + 2);
    damage_read(fixture, name, &bytes);
    for (uint64_t i = 0; i < count; i++) {
        const struct sl_entry_part gone = { .is_erased = true, .erased_by = 2 + i };
        struct sl_buf other;
        damage_erase(sl_buf_str(&bytes), 3, &gone, &other);
        damage_write(fixture, name, sl_buf_str(&other));
        damage_check(fixture, rows[i].is_covered ? "" : "erased 1-2; ");
        assert_int_equal(run_script(fixture), rows[i].is_covered ? 0 : 1);
        sl_buf_finish(&other);
    }
    sl_buf_finish(&bytes);
}

static void agrees(void **state)
{
    static const struct {
        const char *name;
        size_t byte;
    } rows[] = {
        {"checkpoint",            3  },
        { "checkpoint",           70 },
        { "key",                  40 },
        { "tile/0/000.p/5",       70 },
        { "tile/entries/000.p/5", 150},
        { "private/000.p/5",      30 },
        { "tile/entries/000.p/5", 20 },
    };
    struct fixture *fixture = *state;
    static const uint64_t indexes[] = { 2 };
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 4);
    const struct sl_erasure erasure = {
        .what = {.parts = { [SL_PART_WHO] = true }, .indexes = indexes, .count = 1},
        .ordered_by = fixture_order(fixture->book, "who 2"),
    };
    SL_CHECK_OK(sl_logbook_erase(fixture->book, &erasure, &err), &err);
    fixture_close(fixture);
    if (!has_openssl()) {
        print_message("openssl is not installed: skipped\n");
        skip();
    }
    assert_int_equal(run_script(fixture), 0);
    fixture_check_sound(fixture, 5);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        damage_flip(fixture, rows[i].name, 8 * rows[i].byte);
        assert_int_equal(run_script(fixture), 1);
        damage_flip(fixture, rows[i].name, 8 * rows[i].byte);
    }
}

/* Sign a text as the checkpoint, in the place of the one that is there. */
static void sign_text(struct fixture *fixture, struct sl_buf *text)
{
    sl_checkpoint_sign(&fixture->signer, 0, text);
    damage_write(fixture, "checkpoint", sl_buf_str(text));
}

/* A ledger of one entry, which an owner signs whatever it holds: byte `at` of its leaf is `byte`.
 */
static void sign_leaf(struct fixture *fixture, struct sl_str leaf, size_t at, uint8_t byte)
{
    struct sl_tree_head head = { .count = 1 };
    struct sl_buf file;
    struct sl_buf text;

    sl_buf_init(&file, 10000);
    sl_buf_init(&text, 10000);
    sl_buf_add(&file, leaf);
    file.ptr[2 + at] = (char)byte;
    damage_write(fixture, "tile/entries/000.p/1", sl_buf_str(&file));
    file.ptr[1] = 0; /* what a leaf is hashed with, in the place of its length */
    head.root = sl_digest_of(sl_str_part(sl_buf_str(&file), 1, file.len));
    damage_write(
        fixture,
        "tile/0/000.p/1",
        (struct sl_str){ (const char *)head.root.bytes, sizeof head.root.bytes }
    );
    sl_checkpoint_print(SL_STR("ledger.example.org"), &head, &text);
    sign_text(fixture, &text);
    sl_buf_finish(&file);
    sl_buf_finish(&text);
}

/* What no writer writes, though all hashes and the signature are right. */
static void a_signed_leaf_that_is_none(void **state)
{
    static const struct {
        size_t at;
        uint8_t byte;
        bool is_one;
    } rows[] = {
        {12,  'q',  true }, /* the agency's first letter */
        { 12, 0xff, false},
        { 12, 0xc3, false}, /* what follows is no second byte */
        { 0,  2,    false},
        { 1,  0x80, false},
        { 9,  0,    false},
        { 9,  15,   false},
        { 9,  14,   true },
        { 10, 0,    false},
        { 10, 4,    false},
    };
    struct fixture *fixture = *state;
    struct sl_buf leaf;
    struct sl_buf told;

    if (!has_openssl()) {
        print_message("openssl is not installed: skipped\n");
        skip();
    }
    fixture_fill(fixture, 1);
    damage_read(fixture, "tile/entries/000.p/1", &leaf);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sign_leaf(fixture, sl_buf_str(&leaf), rows[i].at, rows[i].byte);
        damage_told(fixture, &told);
        assert_int_equal(told.len == 0, rows[i].is_one);
        assert_int_equal(run_script(fixture) == 0, rows[i].is_one);
        sl_buf_finish(&told);
    }
    sl_buf_finish(&leaf);
}

/* The last letter that counts of the base64 that stands before `behind`: bits that say nothing. */
static void loosen(struct sl_buf *text, size_t behind)
{
    while (text->ptr[behind - 1] != '=') {
        behind--;
    }
    assert_true(text->ptr[behind - 2] != '/' && text->ptr[behind - 2] != '9');
    text->ptr[behind - 2]++;
}

static void base64_has_one_form(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf signature;
    struct sl_buf text;

    if (!has_openssl()) {
        print_message("openssl is not installed: skipped\n");
        skip();
    }
    fixture_fill(fixture, 2);
    damage_read(fixture, "checkpoint", &signature);
    sl_buf_init(&text, 10000);
    sl_buf_add(
        &text,
        sl_str_part(
            sl_buf_str(&signature), 0, sl_str_find(sl_buf_str(&signature), SL_STR("\n\n")) + 2
        )
    );
    loosen(&signature, signature.len);
    damage_write(fixture, "checkpoint", sl_buf_str(&signature));
    assert_int_equal(run_script(fixture), 1);
    loosen(&text, text.len); /* the root; and the owner signs it */
    sign_text(fixture, &text);
    assert_int_equal(run_script(fixture), 1);
    text.ptr[sl_str_find(sl_buf_str(&text), SL_STR("=")) - 1]--; /* back, signed as it was */
    damage_write(fixture, "checkpoint", sl_buf_str(&text));
    assert_int_equal(run_script(fixture), 1);
    sl_buf_finish(&signature);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(agrees),
        BOOK_TEST(an_order_covers_what_it_names),
        BOOK_TEST(a_signed_leaf_that_is_none),
        BOOK_TEST(base64_has_one_form),
    };
    return cmocka_run_group_tests_name("logbook/second", tests, NULL, NULL);
}
