/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/entry.h"

#include "ledger/deeds.h"
#include "support/support.h"

static const uint8_t salts[2 * SL_PART_SALT_BYTES] = "0123456789abcdefFEDCBA9876543210";

struct printed {
    struct sl_buf leaf, parts;
};

static void print(struct printed *printed, const struct sl_deed *deed)
{
    struct sl_error err;

    sl_buf_init(&printed->leaf, SL_ENTRY_LEAF_BYTES);
    sl_buf_init(&printed->parts, 2 * SL_ENTRY_PART_BYTES);
    SL_CHECK_OK(sl_entry_print(deed, salts, &printed->leaf, &printed->parts, &err), &err);
}

static void finish(struct printed *printed)
{
    sl_buf_finish(&printed->leaf);
    sl_buf_finish(&printed->parts);
}

static void round_trip(void **state)
{
    const struct sl_deed deed = deed_at(INT64_C(0x0102030405060708));
    struct sl_entry_part parts[2];
    struct sl_entry entry;
    struct sl_error err;
    struct printed printed;
    struct sl_str text;
    struct sl_str detail;

    (void)state;
    print(&printed, &deed);
    SL_CHECK_OK(sl_entry_parse(sl_buf_str(&printed.leaf), &entry, &err), &err);
    SL_CHECK_I64(entry.when_us, deed.when_us);
    SL_CHECK_U64(entry.verb, SL_VERB_READ);
    SL_CHECK_U64(entry.outcome, SL_OUTCOME_ALLOWED);
    for (size_t i = 0; i < SL_ENTRY_TEXTS; i++) {
        SL_CHECK_BYTES(entry.texts[i], deed.texts[i]);
    }
    struct sl_str rest = sl_buf_str(&printed.parts);
    assert_true(sl_entry_part_take(&rest, &parts[0]) && sl_entry_part_take(&rest, &parts[1]));
    SL_CHECK_U64(rest.len, 0);
    SL_CHECK_STR(parts[0].content, "u-7");
    assert_true(sl_entry_about(&parts[1], &text, &detail));
    SL_CHECK_STR(text, "child/12");
    SL_CHECK_STR(detail, "strategy discussion");
    assert_true(sl_entry_part_check(&entry, SL_PART_WHO, &parts[0]));
    assert_true(sl_entry_part_check(&entry, SL_PART_ABOUT, &parts[1]));
    assert_false(sl_entry_part_check(&entry, SL_PART_WHO, &parts[1]));
    assert_false(sl_entry_part_check(&entry, SL_PART_ABOUT, &parts[0]));
    finish(&printed);
}

/* Every byte of the head and of a text, as docs/formats/ledger.md has it. */
static void to_the_byte(void **state)
{
    struct sl_deed deed = { .when_us = 1, .verb = SL_VERB_ERASE, .outcome = SL_OUTCOME_FAILED };
    struct printed printed;

    (void)state;
    deed.texts[SL_ENTRY_ROLE] = SL_STR("x");
    deed.user = SL_STR("u");
    deed.subject = SL_STR("s");
    deed.detail = SL_STR("d");
    print(&printed, &deed);
    SL_CHECK_BYTES(
        sl_str_part(sl_buf_str(&printed.leaf), 0, 18),
        SL_STR("\x01\0\0\0\0\0\0\0\x01\x0b\x03\0\0\x01x\0\0\0")
    );
    SL_CHECK_U64(printed.leaf.len, 18 + 64);
    SL_CHECK_BYTES(
        sl_buf_str(&printed.parts),
        SL_STR("\0\x01"
               "0123456789abcdefu\0\x03"
               "FEDCBA9876543210\x01sd")
    );
    finish(&printed);
}

static void refused(void **state)
{
    static char long_text[4000];
    struct printed printed;
    struct sl_error err;
    const struct sl_str too_long = { .ptr = long_text, .len = 256 };

    (void)state;
    memset(long_text, 'x', sizeof long_text);
    sl_buf_init(&printed.leaf, SL_ENTRY_LEAF_BYTES);
    sl_buf_init(&printed.parts, 2 * SL_ENTRY_PART_BYTES);
    for (unsigned i = 0; i < 9; i++) {
        struct sl_deed deed = deed_at(5);
        deed.when_us = i == 0 ? -1 : 5;
        deed.verb = i == 1 ? (enum sl_verb)0 : deed.verb;
        deed.verb = i == 2 ? (enum sl_verb)15 : deed.verb;
        deed.outcome = i == 3 ? (enum sl_deed_outcome)4 : deed.outcome;
        deed.texts[5] = i == 4 ? too_long : deed.texts[5];
        deed.user = i == 5 ? too_long : deed.user;
        deed.subject = i == 6 ? too_long : deed.subject;
        deed.detail = i == 7 ? (struct sl_str){ .ptr = long_text, .len = 3841 } : deed.detail;
        deed.texts[0] = i == 8 ? SL_STR("\xff") : deed.texts[0];
        SL_CHECK_STATUS(
            sl_entry_print(&deed, salts, &printed.leaf, &printed.parts, &err), SL_INVALID
        );
        SL_CHECK_U64(printed.leaf.len + printed.parts.len, 0);
    }
    finish(&printed);
}

static void longest(void **state)
{
    static char long_text[4000];
    const struct sl_str text = { .ptr = long_text, .len = 255 };
    struct sl_deed deed = { .verb = SL_VERB_MANAGE, .outcome = SL_OUTCOME_REFUSED };
    struct sl_entry entry;
    struct sl_error err;
    struct printed printed;

    (void)state;
    memset(long_text, 'x', sizeof long_text);
    for (size_t i = 0; i < SL_ENTRY_TEXTS; i++) {
        deed.texts[i] = text;
    }
    deed.user = text;
    deed.subject = text;
    deed.detail = (struct sl_str){ .ptr = long_text, .len = 3840 };
    print(&printed, &deed);
    SL_CHECK_U64(printed.leaf.len, SL_ENTRY_LEAF_BYTES);
    SL_CHECK_OK(sl_entry_parse(sl_buf_str(&printed.leaf), &entry, &err), &err);
    finish(&printed);
}

/* Cut off at every place, or with one byte more, it is no entry. */
static void cut_off(void **state)
{
    const struct sl_deed deed = deed_at(5);
    struct sl_entry entry;
    struct sl_error err;
    struct printed printed;
    struct sl_entry_part part;

    (void)state;
    print(&printed, &deed);
    sl_buf_add_byte(&printed.leaf, 'x');
    for (size_t len = 0; len <= printed.leaf.len; len++) {
        const struct sl_str leaf = sl_str_part(sl_buf_str(&printed.leaf), 0, len);
        SL_CHECK_STATUS(
            sl_entry_parse(leaf, &entry, &err), len + 1 == printed.leaf.len ? SL_OK : SL_INVALID
        );
    }
    for (size_t len = 0; len < 2 + 16 + 3; len++) {
        struct sl_str parts = sl_str_part(sl_buf_str(&printed.parts), 0, len);
        assert_false(sl_entry_part_take(&parts, &part));
        SL_CHECK_U64(parts.len, len);
    }
    finish(&printed);
}

/* A change of each byte of the leaf's first half is seen or leaves an entry. */
static void not_entries(void **state)
{
    const struct sl_deed deed = deed_at(5);
    static const struct {
        size_t at;
        char byte;
        enum sl_status status;
    } rows[] = {
        {0,   2,          SL_UNSUPPORTED},
        { 1,  (char)0x80, SL_INVALID    },
        { 9,  0,          SL_INVALID    },
        { 9,  15,         SL_INVALID    },
        { 9,  1,          SL_OK         },
        { 10, 0,          SL_INVALID    },
        { 10, 4,          SL_INVALID    },
        { 12, (char)0xff, SL_INVALID    },
        { 11, 5,          SL_INVALID    },
    };
    struct sl_entry entry;
    struct sl_error err;
    struct printed printed;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print(&printed, &deed);
        printed.leaf.ptr[rows[i].at] = rows[i].byte;
        SL_CHECK_STATUS(sl_entry_parse(sl_buf_str(&printed.leaf), &entry, &err), rows[i].status);
        finish(&printed);
    }
}

static void erased(void **state)
{
    const struct sl_entry_part gone = { .is_erased = true, .erased_by = 77 };
    const struct sl_entry entry = { .when_us = 1 };
    struct sl_entry_part again;
    struct sl_str subject = SL_STR("x");
    struct sl_str detail = SL_STR("y");
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 1000);
    sl_entry_part_print(&gone, &buf);
    SL_CHECK_BYTES(sl_buf_str(&buf), SL_STR("\xff\xff\0\0\0\0\0\0\0\x4d"));
    struct sl_str rest = sl_buf_str(&buf);
    assert_true(sl_entry_part_take(&rest, &again));
    assert_true(again.is_erased && again.erased_by == 77 && again.content.len == 0);
    assert_true(sl_entry_part_check(&entry, SL_PART_WHO, &again));
    assert_true(sl_entry_about(&again, &subject, &detail));
    SL_CHECK_U64(subject.len + detail.len, 0);
    rest = sl_str_part(sl_buf_str(&buf), 0, 9);
    assert_false(sl_entry_part_take(&rest, &again));
    rest = SL_STR("\x10\x01"); /* 4097 */
    assert_false(sl_entry_part_take(&rest, &again));
    sl_buf_finish(&buf);
}

static void parts_again(void **state)
{
    const struct sl_entry_part empty = { .content = { .len = 0 } };
    const struct sl_entry_part cut = { .content = SL_STR("\x05"
                                                         "abcd") };
    const struct sl_deed deed = deed_at(5);
    struct sl_entry_part part;
    struct printed printed;
    struct sl_str subject;
    struct sl_str detail;
    struct sl_buf buf;

    (void)state;
    assert_false(sl_entry_about(&empty, &subject, &detail));
    assert_false(sl_entry_about(&cut, &subject, &detail));
    print(&printed, &deed);
    sl_buf_init(&buf, 1000);
    struct sl_str rest = sl_buf_str(&printed.parts);
    while (sl_entry_part_take(&rest, &part)) {
        sl_entry_part_print(&part, &buf);
    }
    SL_CHECK_BYTES(sl_buf_str(&buf), sl_buf_str(&printed.parts));
    sl_buf_finish(&buf);
    finish(&printed);
}

static void bundles(void **state)
{
    struct sl_str rest = SL_STR("\0\x02"
                                "ab"
                                "\0\0"
                                "\0\x05"
                                "abcd");
    struct sl_str leaf;

    (void)state;
    assert_true(sl_entry_take(&rest, &leaf));
    SL_CHECK_STR(leaf, "ab");
    assert_true(sl_entry_take(&rest, &leaf));
    SL_CHECK_U64(leaf.len, 0);
    assert_false(sl_entry_take(&rest, &leaf));
    rest = SL_STR("x");
    assert_false(sl_entry_take(&rest, &leaf));
}

static void words(void **state)
{
    (void)state;
    assert_string_equal(sl_verb_word(SL_VERB_SIGN_OUT), "sign-out");
    assert_null(sl_verb_word(0));
    assert_null(sl_verb_word(15));
    assert_string_equal(sl_outcome_word(SL_OUTCOME_REFUSED), "refused");
    assert_null(sl_outcome_word(4));
    assert_string_equal(sl_entry_text_word(SL_ENTRY_POLICY), "policy");
}

static enum sl_status print_one(void *context)
{
    const struct sl_deed deed = deed_at(5);
    struct sl_buf leaf;
    struct sl_buf parts;

    (void)context;
    sl_buf_init(&leaf, SL_ENTRY_LEAF_BYTES);
    sl_buf_init(&parts, 2 * SL_ENTRY_PART_BYTES);
    const enum sl_status status = sl_entry_print(&deed, salts, &leaf, &parts, NULL);
    sl_buf_finish(&leaf);
    sl_buf_finish(&parts);
    return status;
}

static void no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(print_one, NULL) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip), cmocka_unit_test(to_the_byte), cmocka_unit_test(refused),
        cmocka_unit_test(longest),    cmocka_unit_test(cut_off),     cmocka_unit_test(not_entries),
        cmocka_unit_test(erased),     cmocka_unit_test(parts_again), cmocka_unit_test(bundles),
        cmocka_unit_test(words),      cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("ledger/entry", tests, NULL, NULL);
}
