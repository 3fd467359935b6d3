/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/agreement.h"

#include "example.h"

static void test_agreement(void **state)
{
    struct sl_arena arena;
    struct sl_sharing_document document;
    struct sl_error err;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(sl_agreement_parse(SL_STR(EXAMPLE_AGREEMENT), &arena, &document, &err), &err);
    const struct sl_agreement *agreement = &document.agreement;
    assert_false(document.revokes);
    SL_CHECK_STR(agreement->id, "joint");
    SL_CHECK_I64(agreement->version, 2);
    SL_CHECK_STR(agreement->title, "Joint working");
    SL_CHECK_I64(agreement->valid.from, example_day("2026-04-01"));
    SL_CHECK_I64(agreement->valid.until, example_day("2027-03-31"));
    SL_CHECK_U64(agreement->party_count, 3);
    SL_CHECK_STR(agreement->parties[2].name, "gmp");
    SL_CHECK_STR(agreement->parties[2].title, "Greater Manchester Police");
    SL_CHECK_U64(agreement->share_count, 2);
    const struct sl_share *first = &agreement->shares[0], *second = &agreement->shares[1];
    assert_true(first->both_ways && !second->both_ways);
    SL_CHECK_U64(first->of, 1);
    SL_CHECK_U64(first->to, 2);
    SL_CHECK_U64(second->of, 3);
    SL_CHECK_U64(second->to, 4);
    SL_CHECK_U64(first->level, SL_SIGHT_CONTENT);
    SL_CHECK_U64(first->emergency, SL_SIGHT_CONTENT);
    SL_CHECK_U64(second->level, SL_SIGHT_EXISTENCE);
    SL_CHECK_U64(second->emergency, SL_SIGHT_CONTENT);
    SL_CHECK_U64(second->purposes, SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(INVESTIGATION));
    SL_CHECK_U64(first->fields, SL_SHARE_ALL_FIELDS & ~sl_field_group_fields(SL_FIELD_WHEREABOUTS));
    SL_CHECK_U64(
        second->kinds,
        SL_SHARE_BIT(SL_SHARE_DETAILS) | sl_share_group_kinds(SL_SHARE_PROTECTION) |
            SL_SHARE_BIT(SL_EVENT_MISSING)
    );
    sl_arena_finish(&arena);
}

static void test_revocation(void **state)
{
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const struct sl_sharing_document document = example_read(EXAMPLE_REVOCATION, &arena);
    assert_true(document.revokes);
    SL_CHECK_STR(document.revocation.agreement, "joint");
    SL_CHECK_I64(document.revocation.version, 2);
    SL_CHECK_I64(document.revocation.on, example_day("2026-09-01"));
    SL_CHECK_STR(document.revocation.by, "bury");
    SL_CHECK_STR(document.revocation.reason, "the lawful basis is in question");
    sl_arena_finish(&arena);
}

/* One change to a good document, what is said of it, and where. */
struct fault {
    const char *old, *new, *message, *detail;
};

static void check_faults(const char *text, const struct fault *faults, size_t count)
{
    struct sl_buf changed;
    sl_buf_init(&changed, EXAMPLE_LIMIT_BYTES);
    for (size_t i = 0; i < count; i++) {
        struct sl_sharing_document document = { .revokes = false };
        struct sl_error err = { .status = SL_OK };
        struct sl_arena arena;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        example_with(text, faults[i].old, faults[i].new, &changed);
        SL_CHECK_STATUS(
            sl_agreement_parse(sl_buf_str(&changed), &arena, &document, &err), SL_INVALID
        );
        SL_CHECK_STR(sl_str_from(err.message), faults[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), faults[i].detail);
        SL_CHECK_U64(document.agreement.share_count, 0);
        sl_arena_finish(&arena);
    }
    sl_buf_finish(&changed);
}

#define LONG_ID "a1234567890123456789012345678901234567890123456789012345678901234"

/* clang-format off */
static const struct fault agreement_faults[] = {
    { "sightline-agreement-1", "sightline-agreement-2",
      "this is no sharing agreement, and no revocation of one", "line 1, column 1" },
    { "format:", "fromat:", "this is no sharing agreement, and no revocation of one",
      "line 1, column 1" },
    { "format: sightline-agreement-1", "format: []",
      "this is no sharing agreement, and no revocation of one", "line 1, column 1" },
    { "id: joint", "id: Joint", "an id is 1 to 64 of a-z, 0-9 and '-', and not 'Joint'",
      "line 2, column 5" },
    { "id: joint", "id:", "an id is 1 to 64 of a-z, 0-9 and '-', and not ''",
      "line 2, column 4" },
    { "id: joint", "id: " LONG_ID, "an id is 1 to 64 of a-z, 0-9 and '-', and not '" LONG_ID "'",
      "line 2, column 5" },
    { "id: joint\n", "", "'id' is missing here", "line 1, column 1" },
    { "id: joint", "id: joint\nid: other", "a member stands twice", "line 3, column 1" },
    { "id: joint", "id: joint\nidd: other", "there is no member 'idd' here", "line 3, column 1" },
    { "version: 2", "version: 0", "a version is a whole number from 1 to 1000000",
      "line 3, column 10" },
    { "version: 2", "version: two", "a version is a whole number from 1 to 1000000",
      "line 3, column 10" },
    { "title: Joint working", "title: ''",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: ' x'",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\u202eb\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\tb\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\x85b\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\u200bb\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\u2066b\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\ufeffb\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\uffffb\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "title: Joint working", "title: \"a\\ufffeb\"",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 8" },
    { "from: 2026-04-01", "from: 1.4.2026", "'1.4.2026' is not a day, such as 2026-04-01",
      "line 5, column 15" },
    { "until: 2027-03-31", "until: 2027-02-30", "'2027-02-30' is not a day, such as 2026-04-01",
      "line 5, column 34" },
    { "until: 2027-03-31", "until: 2026-03-31", "it ends before it begins", "line 5, column 34" },
    { "{from: 2026-04-01, until: 2027-03-31}", "{from: 2026-04-01}", "'until' is missing here",
      "line 5, column 8" },
    { "  bury: Bury Council\n  gmp: Greater Manchester Police\n", "",
      "an agreement has 2 to 64 parties", "line 7, column 3" },
    { "bury: Bury Council", "bury: [x]", "'bury' must be a text, and is a list",
      "line 8, column 9" },
    { "bury: Bury Council", "all: Bury Council",
      "'all' cannot be an agency: it means all of them", "line 8, column 8" },
    { "bury: Bury Council", "\"b\\nury\": Bury Council",
      "this must be a line of 1 to 128 bytes, without blanks around it", "line 8, column 13" },
    { "bury: Bury Council", "bury: ' '",
      "this must be a line of 1 to 500 bytes, without blanks around it", "line 8, column 9" },
    { "of: [bolton]", "of: []", "'of' is empty", "line 11, column 9" },
    { "of: [bolton]", "of: [[bolton]]", "this must be a text, and is a list",
      "line 11, column 10" },
    { "of: [bolton]", "of: [boltn]", "'boltn' is not a party", "line 11, column 10" },
    { "of: [bolton]", "of: [bolton, bolton]", "'bolton' stands in the list already",
      "line 11, column 18" },
    { "of: [bolton]", "of: [all, bolton]", "'bolton' stands in the list already",
      "line 11, column 15" },
    { "to: [bury]", "to: [bolton]", "a party shares with itself and nobody else",
      "line 11, column 5" },
    { "to: [bury]", "to: [oldham]", "'oldham' is not a party", "line 12, column 10" },
    { "direction: both_ways", "direction: both",
      "this must be one_way or both_ways, and not 'both'", "line 13, column 16" },
    { "purposes: [safeguarding]", "purposes: [fun]", "there is no purpose 'fun'",
      "line 14, column 16" },
    { "purposes: [safeguarding]", "purposes: [running]", "there is no purpose 'running'",
      "line 14, column 16" },
    { "level: content", "level: all", "this must be existence or content, and not 'all'",
      "line 15, column 12" },
    { "kinds: [details,", "kinds: [detail,", "there is no kind 'detail'", "line 16, column 13" },
    { "fields: [all]", "fields: [any]", "there is no field 'any'", "line 17, column 14" },
    { "    fields: [all]\n", "", "'fields' is missing here", "line 11, column 5" },
    { "except: [whereabouts]", "except: [any]", "there is no field 'any'", "line 18, column 14" },
    { "except: [whereabouts]", "except: [all]", "'except' leaves no field",
      "line 18, column 13" },
    { "fields: [all]", "fields: [names]", "'except' names a field that is not in 'fields'",
      "line 18, column 13" },
    { "level: content", "level: content\n    in_emergency: existence",
      "less is shared in an emergency than always", "line 16, column 19" },
    { "level: content", "level: content\n    in_emergency: never",
      "this must be existence or content, and not 'never'", "line 16, column 19" },
    { "    in_emergency: content\n", "", "fields are named, and no content is shared",
      "line 19, column 5" },
    { "fields: [names, address, summary]", "except: [names]", "'fields' is missing here",
      "line 19, column 5" },
    { "shares:\n", "shares: []\nother:\n", "there is no member 'other' here",
      "line 11, column 1" },
    { "  - of: [bolton]\n", "  - 1\n  - of: [bolton]\n",
      "this must be a map of members, and is a text", "line 11, column 5" },
};
/* clang-format on */

static void test_agreement_faults(void **state)
{
    static const char no_share[] =
        "format: sightline-agreement-1\nid: a\nversion: 1\ntitle: t\n"
        "valid: {from: 2026-04-01, until: 2027-03-31}\nparties: {a: A, b: B}\nshares: []";
    /* clang-format off */
    static const struct fault no_shares[] = {
        { "[]", "[]", "an agreement has 1 to 64 shares", "line 7, column 9" },
        { "{a: A, b: B}", "[]", "'parties' must be a map of members, and is a list",
          "line 6, column 10" },
        { "format: sightline-agreement-1\n", "",
          "this is no sharing agreement, and no revocation of one", "line 1, column 1" },
    };
    /* clang-format on */
    /* clang-format off */
    static const struct fault except_only[] = {
        { "    in_emergency: content\n    kinds: [details, child_protection, missing]\n"
          "    fields: [names, address, summary]\n",
          "    kinds: [details]\n    except: [names]\n",
          "fields are named, and no content is shared", "line 19, column 5" },
    };
    /* clang-format on */
    (void)state;
    check_faults(
        EXAMPLE_AGREEMENT, agreement_faults, sizeof(agreement_faults) / sizeof(agreement_faults[0])
    );
    check_faults(no_share, no_shares, sizeof(no_shares) / sizeof(no_shares[0]));
    check_faults(EXAMPLE_AGREEMENT, except_only, 1);
    check_faults(
        "[a]",
        &(struct fault
        ){ "a", "b", "this is no sharing agreement, and no revocation of one", "line 1, column 1" },
        1
    );
    check_faults(
        "a: [",
        &(struct fault
        ){ "a", "b", "this is not YAML: did not find expected node content", "line 2, column 1" },
        1
    );
}

static void test_revocation_faults(void **state)
{
    /* clang-format off */
    static const struct fault faults[] = {
        { "agreement: joint", "agreement: ''", "an id is 1 to 64 of a-z, 0-9 and '-', and not ''",
          "line 2, column 12" },
        { "version: 2", "version: 1000001", "a version is a whole number from 1 to 1000000",
          "line 3, column 10" },
        { "on: 2026-09-01", "on: soon", "'soon' is not a day, such as 2026-04-01",
          "line 4, column 5" },
        { "by: bury", "by: all", "'all' cannot be an agency: it means all of them",
          "line 5, column 5" },
        { "by: bury", "by: ''", "this must be a line of 1 to 128 bytes, without blanks around it",
          "line 5, column 5" },
        { "reason: the lawful basis is in question", "reason: ''",
          "this must be a line of 1 to 500 bytes, without blanks around it", "line 6, column 9" },
        { "reason: the", "raeson: the", "there is no member 'raeson' here", "line 6, column 1" },
    };
    /* clang-format on */
    (void)state;
    check_faults(EXAMPLE_REVOCATION, faults, sizeof(faults) / sizeof(faults[0]));
}

static void write_wide(unsigned party_count, unsigned share_count, struct sl_buf *text)
{
    sl_buf_clear(text);
    sl_buf_add(
        text,
        SL_STR("format: sightline-agreement-1\nid: a\nversion: 1\ntitle: t\n"
               "valid: {from: 2026-04-01, until: 2027-03-31}\nparties:\n")
    );
    for (unsigned i = 0; i < party_count; i++) {
        sl_buf_addf(text, "  p%u: P\n", i);
    }
    sl_buf_add(text, SL_STR("shares:\n"));
    for (unsigned i = 0; i < share_count; i++) {
        sl_buf_add(
            text,
            SL_STR("- {of: [all], to: [p0], direction: one_way, purposes: [care],"
                   " level: existence, kinds: [all]}\n")
        );
    }
}

/* A line of the longest length, and one byte more. */
static void test_long_line(void **state)
{
    struct sl_buf text, title;
    (void)state;
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&title, EXAMPLE_LIMIT_BYTES);
    for (unsigned i = 0; i < SL_AGREEMENT_TEXT_BYTES; i++) {
        sl_buf_add_byte(&title, 'x');
    }
    for (unsigned extra = 0; extra < 2; extra++) {
        struct sl_sharing_document document;
        struct sl_arena arena;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        example_with(EXAMPLE_AGREEMENT, "Joint working", title.ptr, &text);
        SL_CHECK_STATUS(
            sl_agreement_parse(sl_buf_str(&text), &arena, &document, NULL),
            extra == 0 ? SL_OK : SL_INVALID
        );
        sl_buf_add_byte(&title, 'x');
        sl_arena_finish(&arena);
    }
    sl_buf_finish(&text);
    sl_buf_finish(&title);
}

/* More parties than a set has bits, and more shares than are taken. */
static void test_limits(void **state)
{
    struct sl_sharing_document document;
    struct sl_arena arena;
    struct sl_buf text;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    for (unsigned i = 0; i < 4; i++) {
        const unsigned party_count = SL_PARTY_LIMIT + i % 2;
        const unsigned share_count = SL_SHARE_LIMIT + i / 2;
        write_wide(party_count, share_count, &text);
        SL_CHECK_STATUS(
            sl_agreement_parse(sl_buf_str(&text), &arena, &document, NULL),
            i == 0 ? SL_OK : SL_INVALID
        );
    }
    SL_CHECK_U64(document.agreement.shares[0].of, UINT64_MAX);
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}

static enum sl_status read_once(void *context)
{
    struct sl_sharing_document document;
    struct sl_arena arena;
    sl_arena_init(&arena, *(size_t *)context);
    const enum sl_status status =
        sl_agreement_parse(SL_STR(EXAMPLE_AGREEMENT), &arena, &document, NULL);
    sl_arena_finish(&arena);
    return status;
}

/* Memory that ends: every allocation, and arenas that end at every byte. */
static void test_failing_allocations(void **state)
{
    size_t limit = EXAMPLE_LIMIT_BYTES;
    (void)state;
    assert_true(sl_test_failing_allocations(read_once, &limit) > 0);
    for (limit = 0; read_once(&limit) != SL_OK; limit += 8) {
        SL_CHECK_STATUS(read_once(&limit), SL_NO_MEMORY);
        assert_true(limit < 65536);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_revocation),
        cmocka_unit_test(test_agreement_faults),
        cmocka_unit_test(test_revocation_faults),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("sharing/agreement_read", tests, NULL, NULL);
}
