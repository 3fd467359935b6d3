/* SPDX-License-Identifier: Apache-2.0 */
#include "example.h"

/* parse(print(x)) is x: printed again it is the same. */
static void check_canonical(const char *text, const char *expected)
{
    struct sl_arena arena;
    struct sl_buf first, second;
    struct sl_sharing_document again;
    struct sl_error err;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&first, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&second, EXAMPLE_LIMIT_BYTES);
    const struct sl_sharing_document document = example_read(text, &arena);
    sl_agreement_print(&document, &first);
    SL_CHECK_STR(sl_buf_str(&first), expected);
    SL_CHECK_OK(sl_agreement_parse(sl_buf_str(&first), &arena, &again, &err), &err);
    sl_agreement_print(&again, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    sl_buf_finish(&first);
    sl_buf_finish(&second);
    sl_arena_finish(&arena);
}

static void test_agreement(void **state)
{
    (void)state;
    check_canonical(
        EXAMPLE_AGREEMENT,
        "format: sightline-agreement-1\n"
        "id: \"joint\"\n"
        "version: 2\n"
        "title: \"Joint working\"\n"
        "valid:\n"
        "  from: 2026-04-01\n"
        "  until: 2027-03-31\n"
        "parties:\n"
        "  \"bolton\": \"Bolton Council\"\n"
        "  \"bury\": \"Bury Council\"\n"
        "  \"gmp\": \"Greater Manchester Police\"\n"
        "shares:\n"
        "  - of: [\"bolton\"]\n"
        "    to: [\"bury\"]\n"
        "    direction: both_ways\n"
        "    purposes: [safeguarding]\n"
        "    level: content\n"
        "    in_emergency: content\n"
        "    kinds: [details, child_protection]\n"
        "    fields: [names, birth_and_sex, characteristics, identifiers, contact_details, "
        "services, things, voice, narrative, case_facts]\n"
        "  - of: [\"bolton\", \"bury\"]\n"
        "    to: [\"gmp\"]\n"
        "    direction: one_way\n"
        "    purposes: [safeguarding, investigation]\n"
        "    level: existence\n"
        "    in_emergency: content\n"
        "    kinds: [details, child_protection, missing]\n"
        "    fields: [names, address, summary]\n"
    );
}

static void test_quotes(void **state)
{
    (void)state;
    check_canonical(
        "format: sightline-agreement-1\nid: '1'\nversion: 007\ntitle: 'a \"b\" \\ c: #d'\n"
        "valid: {from: 2026-04-01, until: 2026-04-01}\nparties: {'a b': A, \"-\": '{B}'}\n"
        "shares: [{of: [all], to: [all], direction: both_ways, purposes: [care],\n"
        "          level: existence, kinds: [all]}]",
        "format: sightline-agreement-1\nid: \"1\"\nversion: 7\ntitle: \"a \\\"b\\\" \\\\ c: #d\"\n"
        "valid:\n  from: 2026-04-01\n  until: 2026-04-01\nparties:\n  \"a b\": \"A\"\n"
        "  \"-\": \"{B}\"\nshares:\n  - of: [\"a b\", \"-\"]\n    to: [\"a b\", \"-\"]\n"
        "    direction: both_ways\n    purposes: [care]\n    level: existence\n"
        "    in_emergency: existence\n    kinds: [all]\n"
    );
}

static void test_revocation(void **state)
{
    (void)state;
    check_canonical(
        EXAMPLE_REVOCATION,
        "format: sightline-revocation-1\nagreement: \"joint\"\nversion: 2\non: 2026-09-01\n"
        "by: \"bury\"\nreason: \"the lawful basis is in question\"\n"
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_revocation),
    };
    return cmocka_run_group_tests_name("sharing/agreement_print", tests, NULL, NULL);
}
