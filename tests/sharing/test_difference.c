/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/difference.h"

#include "example.h"

static void check_printed(const char *before, const char *after, const char *expected)
{
    struct sl_difference difference;
    struct sl_error err;
    struct sl_arena arena;
    struct sl_buf text;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    const struct sl_sharing_document first = example_read(before, &arena);
    const struct sl_sharing_document second = example_read(after, &arena);
    SL_CHECK_OK(
        sl_agreement_compare(&first.agreement, &second.agreement, &arena, &difference, &err), &err
    );
    sl_difference_print(&difference, &text);
    SL_CHECK_STR(sl_buf_str(&text), expected);
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}

/* The example with one change, against the example, and the other way round. */
static void check_change(const char *old, const char *new, const char *there, const char *back)
{
    struct sl_buf changed;
    sl_buf_init(&changed, EXAMPLE_LIMIT_BYTES);
    example_with(EXAMPLE_AGREEMENT, old, new, &changed);
    check_printed(EXAMPLE_AGREEMENT, changed.ptr, there);
    check_printed(changed.ptr, EXAMPLE_AGREEMENT, back);
    sl_buf_finish(&changed);
}

static void test_same(void **state)
{
    struct sl_buf changed;
    (void)state;
    check_printed(EXAMPLE_AGREEMENT, EXAMPLE_AGREEMENT, "The same is shared.\n");
    sl_buf_init(&changed, EXAMPLE_LIMIT_BYTES);
    /* Said in another way. */
    example_with(
        EXAMPLE_AGREEMENT, "of: [bolton]\n    to: [bury]", "of: [bury]\n    to: [bolton]", &changed
    );
    check_printed(EXAMPLE_AGREEMENT, changed.ptr, "The same is shared.\n");
    example_with(
        EXAMPLE_AGREEMENT,
        "id: joint\nversion: 2\ntitle: Joint working",
        "id: other\nversion: 3\ntitle: Other",
        &changed
    );
    check_printed(EXAMPLE_AGREEMENT, changed.ptr, "The same is shared.\n");
    sl_buf_finish(&changed);
}

static void test_levels(void **state)
{
    (void)state;
    check_change(
        "level: existence\n    in_emergency: content",
        "level: content\n    in_emergency: content",
        "More open:\n"
        "+ content instead of existence, fields: names; address; summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bolton, bury, to safeguard a child\n"
        "    gmp, of bolton, bury, to investigate crime\n",
        "More closed:\n"
        "- existence instead of content, fields: names; address; summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bolton, bury, to safeguard a child\n"
        "    gmp, of bolton, bury, to investigate crime\n"
    );
    check_change(
        "    in_emergency: content\n    kinds: [details, child_protection, missing]\n"
        "    fields: [names, address, summary]\n",
        "    kinds: [details, child_protection, missing]\n",
        "More closed:\n"
        "- existence instead of content in an emergency, fields: names; address; summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bolton, bury, to safeguard a child\n"
        "    gmp, of bolton, bury, to investigate crime\n",
        "More open:\n"
        "+ content instead of existence in an emergency, fields: names; address; summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bolton, bury, to safeguard a child\n"
        "    gmp, of bolton, bury, to investigate crime\n"
    );
}

static void test_kinds_and_ways(void **state)
{
    (void)state;
    check_change(
        "kinds: [details, child_protection]\n",
        "kinds: [details]\n",
        "More closed:\n"
        "- nothing instead of content, fields: names; dates of birth and death, and sex; "
        "ethnicity, disability and language; identifiers; phones and e-mail; school, practice, "
        "workers and teams; vehicles, devices and accounts; the child's words and what was "
        "observed; what is told in sentences; codes, dates and outcomes of the case\n"
        "    of: child protection enquiries and plans\n"
        "    bolton, of bury, to safeguard a child\n"
        "    bury, of bolton, to safeguard a child\n",
        "More open:\n"
        "+ content instead of nothing, fields: names; dates of birth and death, and sex; "
        "ethnicity, disability and language; identifiers; phones and e-mail; school, practice, "
        "workers and teams; vehicles, devices and accounts; the child's words and what was "
        "observed; what is told in sentences; codes, dates and outcomes of the case\n"
        "    of: child protection enquiries and plans\n"
        "    bolton, of bury, to safeguard a child\n"
        "    bury, of bolton, to safeguard a child\n"
    );
    check_change(
        "of: [bolton, bury]\n    to: [gmp]",
        "of: [bolton]\n    to: [gmp]",
        "More closed:\n"
        "- nothing instead of existence\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bury, to safeguard a child\n"
        "    gmp, of bury, to investigate crime\n"
        "- nothing instead of content in an emergency, fields: names; address; summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bury, to safeguard a child\n"
        "    gmp, of bury, to investigate crime\n",
        "More open:\n"
        "+ existence instead of nothing\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bury, to safeguard a child\n"
        "    gmp, of bury, to investigate crime\n"
        "+ content instead of nothing in an emergency, fields: names; address; summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bury, to safeguard a child\n"
        "    gmp, of bury, to investigate crime\n"
    );
}

static void test_fields_and_days(void **state)
{
    (void)state;
    check_change(
        "except: [whereabouts]",
        "except: [voice]",
        "More open:\n"
        "+ more fields: addresses and places\n"
        "    of: details of the person; child protection enquiries and plans\n"
        "    bolton, of bury, to safeguard a child\n"
        "    bury, of bolton, to safeguard a child\n"
        "More closed:\n"
        "- fewer fields: the child's words and what was observed\n"
        "    of: details of the person; child protection enquiries and plans\n"
        "    bolton, of bury, to safeguard a child\n"
        "    bury, of bolton, to safeguard a child\n",
        "More open:\n"
        "+ more fields: the child's words and what was observed\n"
        "    of: details of the person; child protection enquiries and plans\n"
        "    bolton, of bury, to safeguard a child\n"
        "    bury, of bolton, to safeguard a child\n"
        "More closed:\n"
        "- fewer fields: addresses and places\n"
        "    of: details of the person; child protection enquiries and plans\n"
        "    bolton, of bury, to safeguard a child\n"
        "    bury, of bolton, to safeguard a child\n"
    );
    check_change(
        "fields: [names, address, summary]",
        "fields: [names, address]",
        "More closed:\n"
        "- fewer fields in an emergency: summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bolton, bury, to safeguard a child\n"
        "    gmp, of bolton, bury, to investigate crime\n",
        "More open:\n"
        "+ more fields in an emergency: summary\n"
        "    of: details of the person; child protection enquiries and plans; missing\n"
        "    gmp, of bolton, bury, to safeguard a child\n"
        "    gmp, of bolton, bury, to investigate crime\n"
    );
    check_change(
        "from: 2026-04-01, until: 2027-03-31",
        "from: 2026-03-01, until: 2027-02-28",
        "More open:\n+ begins 1 March 2026 instead of 1 April 2026\n"
        "More closed:\n- ends 28 February 2027 instead of 31 March 2027\n",
        "More open:\n+ ends 31 March 2027 instead of 28 February 2027\n"
        "More closed:\n- begins 1 April 2026 instead of 1 March 2026\n"
    );
}

/* A party that leaves, one that joins. */
static void test_parties(void **state)
{
    struct sl_buf changed;
    (void)state;
    sl_buf_init(&changed, EXAMPLE_LIMIT_BYTES);
    example_with(
        "format: sightline-agreement-1\nid: x\nversion: 1\ntitle: t\n"
        "valid: {from: 2026-04-01, until: 2027-03-31}\nparties: {a: A, b: B}\n"
        "shares: [{of: [a], to: [b], direction: one_way, purposes: [care], level: existence,\n"
        "kinds: [crime]}]\n",
        "parties: {a: A, b: B}",
        "parties: {a: A, b: B, c: C}",
        &changed
    );
    struct sl_buf other;
    sl_buf_init(&other, EXAMPLE_LIMIT_BYTES);
    example_with(
        changed.ptr,
        "parties: {a: A, b: B, c: C}\nshares: [{of: [a], to: [b]",
        "parties: {a: A, c: C}\nshares: [{of: [a], to: [c]",
        &other
    );
    check_printed(
        changed.ptr,
        other.ptr,
        "More open:\n+ existence instead of nothing\n    of: crime\n    c, of a, to care for a "
        "patient\n"
        "More closed:\n- nothing instead of existence\n    of: crime\n    b, of a, to care for a "
        "patient\n"
    );
    sl_buf_finish(&changed);
    sl_buf_finish(&other);
}

/* One pair, and the shares of it that are given. */
#define PAIR(shares)                                                        \
    "format: sightline-agreement-1\nid: x\nversion: 1\ntitle: t\n"          \
    "valid: {from: 2026-04-01, until: 2027-03-31}\nparties: {a: A, b: B}\n" \
    "shares: [" shares "]\n"
#define GIVES(purposes, level, kinds, more)                                            \
    "{of: [a], to: [b], direction: one_way, purposes: [" purposes "],\n level: " level \
    ", kinds: [" kinds "]" more "}"

/* Changes that are nearly alike stay apart. */
static void test_mixed(void **state)
{
    (void)state;
    check_printed(
        PAIR(GIVES("care", "existence", "custody", "")),
        PAIR(GIVES("care", "existence", "crime, custody", "") "," GIVES(
            "care", "content", "incident, custody", ", fields: [names]"
        ) "," GIVES("safeguarding", "existence", "crime, flag", "")),
        "More open:\n"
        "+ existence instead of nothing\n    of: flags; crime\n    b, of a, to safeguard a child\n"
        "+ existence instead of nothing\n    of: crime\n    b, of a, to care for a patient\n"
        "+ content instead of nothing, fields: names\n    of: incident\n"
        "    b, of a, to care for a patient\n"
        "+ content instead of existence, fields: names\n    of: custody\n"
        "    b, of a, to care for a patient\n"
    );
    /* Content both times, of more fields in an emergency. */
    check_printed(
        PAIR(GIVES("care", "content", "crime", ", fields: [names]")),
        PAIR(GIVES("care", "content", "crime", ", fields: [names]") "," GIVES(
            "care", "existence", "crime", ", in_emergency: content, fields: [voice]"
        )),
        "More open:\n"
        "+ more fields in an emergency: the child's words and what was observed\n"
        "    of: crime\n    b, of a, to care for a patient\n"
    );
}

/* Fields that differ for each kind make one change each. */
static void write_many(const char *id, unsigned offset, struct sl_buf *text)
{
    sl_buf_addf(text, "format: sightline-agreement-1\nid: %s\nversion: 1\ntitle: t\n", id);
    sl_buf_add(text, SL_STR("valid: {from: 2026-04-01, until: 2027-03-31}\nparties:\n"));
    for (unsigned i = 0; i < 30; i++) {
        sl_buf_addf(text, "  p%02u: P\n", i);
    }
    sl_buf_add(text, SL_STR("shares:\n"));
    for (unsigned i = 0; i < SL_EVENT_KIND_COUNT; i++) {
        sl_buf_addf(
            text,
            "- {of: [all], to: [all], direction: one_way, kinds: [%.*s], fields: [%.*s],\n"
            "   level: content, purposes: [safeguarding, care]}\n",
            SL_STR_ARG(sl_event_kind_terms()[i].name),
            SL_STR_ARG(sl_attribute_terms()[(i + offset) % SL_ATTRIBUTE_TABLE_COUNT].name)
        );
    }
}

static void test_limits(void **state)
{
    struct sl_difference difference;
    struct sl_error err;
    struct sl_arena arena;
    struct sl_buf text;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    write_many("a", 0, &text);
    const struct sl_sharing_document before = example_read(text.ptr, &arena);
    sl_buf_clear(&text);
    write_many("b", 1, &text);
    const struct sl_sharing_document after = example_read(text.ptr, &arena);
    SL_CHECK_STATUS(
        sl_agreement_compare(&before.agreement, &after.agreement, &arena, &difference, &err),
        SL_LIMIT
    );
    struct sl_arena small;
    sl_arena_init(&small, 1000);
    SL_CHECK_STATUS(
        sl_agreement_compare(&before.agreement, &before.agreement, &small, &difference, &err),
        SL_NO_MEMORY
    );
    sl_arena_finish(&small);
    sl_arena_finish(&arena);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),           cmocka_unit_test(test_levels),
        cmocka_unit_test(test_kinds_and_ways), cmocka_unit_test(test_fields_and_days),
        cmocka_unit_test(test_parties),        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_mixed),
    };
    return cmocka_run_group_tests_name("sharing/difference", tests, NULL, NULL);
}
