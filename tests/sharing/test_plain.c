/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/plain.h"

#include <string.h>

#include "example.h"

static void check_plain(const char *text, const char *expected)
{
    struct sl_arena arena;
    struct sl_buf buf;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
    const struct sl_sharing_document document = example_read(text, &arena);
    sl_agreement_plain(&document, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
    sl_arena_finish(&arena);
}

static void test_documents(void **state)
{
    (void)state;
    check_plain(
        EXAMPLE_AGREEMENT,
        "Joint working (joint, version 2)\n"
        "From 1 April 2026 to 31 March 2027, both days included:\n"
        " 1. Bury Council may see records of Bolton Council, and the other way round.\n"
        "    which records: details of the person; child protection enquiries and plans\n"
        "    what for:      to safeguard a child\n"
        "    how much:      what they say, but not addresses and places\n"
        " 2. Greater Manchester Police may see records of Bolton Council and Bury Council; not the "
        "other way\n"
        "    round.\n"
        "    which records: details of the person; child protection enquiries and plans; missing\n"
        "    what for:      to safeguard a child; to investigate crime\n"
        "    how much:      that there are records, how many and of which kind; not what they say\n"
        "    in emergency:  what they say, of names; address; summary only\n"
    );
    check_plain(
        EXAMPLE_REVOCATION,
        "Revocation of joint, version 2 and all before it\n"
        "From 1 September 2026 on nothing is shared by it. Revoked by bury: the lawful basis is "
        "in question\n"
    );
}

/* Everything to everyone, and a tenth share. */
static void test_wide(void **state)
{
    static const char share[] = "- {of: [all], to: [all], direction: both_ways, purposes: [care],"
                                " level: content, kinds: [all], fields: [all]}\n";
    struct sl_buf text, plain;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&plain, EXAMPLE_LIMIT_BYTES);
    sl_buf_add(
        &text,
        SL_STR("format: sightline-agreement-1\nid: w\nversion: 1\ntitle: Wide\n"
               "valid: {from: 2026-04-01, until: 2026-04-01}\n"
               "parties: {a: A, b: B, c: C}\nshares:\n")
    );
    for (unsigned i = 0; i < 10; i++) {
        sl_buf_add(&text, sl_str_from(share));
    }
    const struct sl_sharing_document document = example_read(text.ptr, &arena);
    sl_agreement_plain(&document, &plain);
    assert_non_null(strstr(
        plain.ptr,
        "\n10. A, B and C may see each other's records.\n"
        "    which records: everything\n"
        "    what for:      to care for a patient\n"
        "    how much:      what they say\n"
    ));
    sl_buf_finish(&text);
    sl_buf_finish(&plain);
    sl_arena_finish(&arena);
}

/* A word longer than a line stands alone on one. */
static void test_fill(void **state)
{
    char word[SL_PLAIN_COLUMNS + 20];
    struct sl_buf text, buf;
    (void)state;
    memset(word, 'w', sizeof(word));
    sl_buf_init(&text, 4096);
    sl_buf_init(&buf, 4096);
    sl_buf_add(&text, SL_STR("a "));
    sl_buf_add(&text, (struct sl_str){ .ptr = word, .len = sizeof(word) });
    sl_buf_add(&text, SL_STR(" b"));
    sl_plain_fill(SL_STR("> "), sl_buf_str(&text), &buf);
    SL_CHECK_U64(buf.len, 4 + 2 + sizeof(word) + 1 + 2 + 1 + 1);
    assert_memory_equal(buf.ptr, "> a\n  www", 9);
    sl_buf_clear(&buf);
    sl_plain_fill(SL_STR("> "), SL_STR(""), &buf);
    SL_CHECK_STR(sl_buf_str(&buf), "> \n");
    sl_buf_finish(&text);
    sl_buf_finish(&buf);
}

struct operation {
    struct sl_sharing_document document;
};

static enum sl_status show(void *context)
{
    const struct operation *operation = context;
    struct sl_buf buf;
    sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
    sl_agreement_plain(&operation->document, &buf);
    const enum sl_status status = sl_buf_status(&buf, NULL);
    sl_buf_finish(&buf);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct operation operation;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    operation.document = example_read(EXAMPLE_AGREEMENT, &arena);
    assert_true(sl_test_failing_allocations(show, &operation) > 0);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_wide),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("sharing/plain", tests, NULL, NULL);
}
