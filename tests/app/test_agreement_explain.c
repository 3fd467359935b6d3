/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_explain.h"

#include <stdio.h>
#include <string.h>

#include "agreements.h"

#define USERS                                                                     \
    "format: sightline-scenario-1\nnow: 2026-06-01T10:30\nusers:\n"               \
    "- {id: ann, agency: gmp, roles: [{role: practitioner, from: 2025-01-01}],\n" \
    "   relationships: [{child: one, kind: team, from: 2025-01-01}]}\n"
#define BOB "- {id: bob, agency: gmp, roles: [{role: leader, from: 2025-01-01}]}\n"
#define RECORDS                                                                    \
    "records:\n"                                                                   \
    "- {child: one, of: bolton, kind: conference, count: 2, withheld: [voice]}\n"  \
    "- {child: one, of: bolton, kind: section_47, count: 5, sealed_but_for: []}\n" \
    "- {child: one, of: gmp, kind: crime}\n"                                       \
    "- {child: one, of: wigan, kind: crime}\n"                                     \
    "answered: [bolton]\n"

struct fixture {
    struct sl_test_folder folder;
    char agreements[512], scenario[512];
    struct sl_buf text;
    struct sl_agreement_explain_job job;
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    sl_test_folder_open(&fixture.folder);
    (void)sl_test_folder_write(&fixture.folder, "1.yaml", SL_STR(AGREEMENT("1", CONTENT)));
    (void)snprintf(fixture.agreements, sizeof(fixture.agreements), "%s", fixture.folder.path);
    (void)snprintf(
        fixture.scenario,
        sizeof(fixture.scenario),
        "%s",
        sl_test_folder_path(&fixture.folder, "scenario")
    );
    sl_buf_init(&fixture.text, AGREEMENTS_LIMIT_BYTES);
    fixture.job = (struct sl_agreement_explain_job
    ){ .folder = fixture.agreements, .scenario = fixture.scenario, .permission = SL_MAY_PICTURE };
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    sl_buf_finish(&fixture->text);
    sl_test_folder_close(&fixture->folder);
    return 0;
}

static void explain(struct fixture *fixture, const char *scenario, enum sl_status status)
{
    struct sl_error err = { .status = SL_OK };
    (void)sl_test_folder_write(&fixture->folder, "scenario", sl_str_from(scenario));
    sl_buf_clear(&fixture->text);
    SL_CHECK_STATUS(sl_agreement_explain(&fixture->job, &fixture->text, &err), status);
}

static void check_has(const struct fixture *fixture, const char *text)
{
    if (strstr(fixture->text.ptr, text) == NULL) {
        print_error("not there: %s\nin:\n%s\n", text, fixture->text.ptr);
        fail();
    }
}

static void test_explain(void **state)
{
    struct fixture *fixture = *state;
    explain(fixture, USERS RECORDS, SL_OK);
    check_has(
        fixture, "ann of gmp, on 1 June 2026, wants to read the picture of a child: one\npolicy "
    );
    check_has(
        fixture, "\nthe child is allocated to the user's team\n\nto safeguard a child:\n  gmp\n"
    );
    /* The sealed section 47 is not counted, and what is withheld is said. */
    check_has(
        fixture,
        "    records held: 2\n        of child protection enquiries and plans\n"
        "        - a role held on this day permits it for this purpose\n"
        "        - an agreement shares its content: two (version 1, until 2027-03-31)\n"
        "        - a relationship to the child counts for this purpose\n"
        "        - the holder withholds some fields of this person: the child's words "
        "and what was observed\n"
        "        - not permitted to say: address\n"
    );
    check_has(
        fixture, "    records held: 1, and there may be more\n        of crimes, incidents and"
    );
    /* Of what is partly shared nothing is said to be absent. */
    check_has(fixture, "    not permitted to say\n        of details of the person; contacts");
    check_has(
        fixture, "adoption; missing episodes and\n           return home interviews; crimes,"
    );
    check_has(fixture, "\nto care for a patient:\n");
    check_has(fixture, "  wigan\n    not permitted to say\n");
    assert_null(strstr(fixture->text.ptr, "sealed"));
    assert_null(strstr(fixture->text.ptr, "records held: 7"));
}

/* Nothing of a sealed record shows, anywhere: the text is the same without it. */
static void test_sealed(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf with;
    sl_buf_init(&with, AGREEMENTS_LIMIT_BYTES);
    explain(
        fixture,
        USERS "records:\n- {child: one, of: bolton, kind: missing, sealed_but_for: []}\n"
              "- {child: one, of: gmp, kind: crime}\n",
        SL_OK
    );
    sl_buf_add(&with, sl_buf_str(&fixture->text));
    explain(fixture, USERS "records:\n- {child: one, of: gmp, kind: crime}\n", SL_OK);
    SL_CHECK_BYTES(sl_buf_str(&fixture->text), sl_buf_str(&with));
    sl_buf_finish(&with);
}

static void test_who_and_whom(void **state)
{
    struct fixture *fixture = *state;
    explain(fixture, USERS BOB RECORDS, SL_USAGE);
    fixture->job.user = "eve";
    explain(fixture, USERS BOB RECORDS, SL_NOT_FOUND);
    fixture->job.user = "bob";
    explain(fixture, USERS BOB RECORDS, SL_OK);
    check_has(fixture, "no relationship to the child\nnot permitted: no role held on this day");
    fixture->job.user = "ann";
    explain(fixture, USERS BOB, SL_NOT_FOUND);
    explain(fixture, USERS BOB RECORDS "broken_glass: []\n", SL_OK);
    explain(
        fixture,
        USERS "records: [{child: one, of: gmp, kind: crime}, {child: two, of: gmp, kind: crime}]\n",
        SL_USAGE
    );
    fixture->job.child = "two";
    explain(
        fixture,
        USERS "records: [{child: one, of: gmp, kind: crime}, {child: two, of: gmp, kind: crime}]\n"
              "broken_glass: [{user: ann, child: two, reason: missing_child, words: gone since "
              "this morning, from: 2026-06-01T10:00, minutes: 60}]\n",
        SL_OK
    );
    check_has(fixture, "no relationship to the child\nthe glass is broken\n");
}

static void test_faults(void **state)
{
    struct fixture *fixture = *state;
    explain(fixture, "format: sightline-scenario-2", SL_INVALID);
    fixture->job.folder = "/absent";
    explain(fixture, USERS RECORDS, SL_IO);
    fixture->job.folder = fixture->agreements;
    fixture->job.scenario = "/absent";
    explain(fixture, USERS RECORDS, SL_IO);
    fixture->job.scenario = fixture->scenario;
    (void)sl_test_folder_write(&fixture->folder, "2.yaml", SL_STR(AGREEMENT("1", "existence")));
    explain(fixture, USERS RECORDS, SL_INVALID);
}

static enum sl_status explain_once(void *context)
{
    struct fixture *fixture = context;
    struct sl_buf text;
    sl_buf_init(&text, AGREEMENTS_LIMIT_BYTES);
    const enum sl_status status = sl_agreement_explain(&fixture->job, &text, NULL);
    sl_buf_finish(&text);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct fixture *fixture = *state;
    (void)sl_test_folder_write(&fixture->folder, "scenario", SL_STR(USERS RECORDS));
    assert_true(sl_test_failing_allocations(explain_once, fixture) > 0);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_explain),
        WITH_FOLDER(test_sealed),
        WITH_FOLDER(test_who_and_whom),
        WITH_FOLDER(test_faults),
        WITH_FOLDER(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/agreement_explain", tests, NULL, NULL);
}
