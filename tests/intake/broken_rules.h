/* SPDX-License-Identifier: Apache-2.0 */
/*
 * broken_rules.h - the rules that a child of the census breaks, as text that a test can compare,
 * and the elements of such a child. All is in October 2022 where no month is said.
 */
#ifndef SL_TESTS_INTAKE_BROKEN_RULES_H
#define SL_TESTS_INTAKE_BROKEN_RULES_H

#include "intake/format.h"
#include "support/support.h"

#define ETHNIC        "<Ethnicity>WBRI</Ethnicity>"
#define SICK(code)    "<Disability>" code "</Disability>"
#define DIED(day)     "<PersonDeathDate>2022-10-" day "</PersonDeathDate>"
#define AGAIN(day)    "<CINdetails><CINreferralDate>2022-10-" day "</CINreferralDate>"
#define REFERRED      ETHNIC AGAIN("06")
#define NO_ACTION(is) "<ReferralNFA>" is "</ReferralNFA>"
#define CLOSED(day)   "<CINclosureDate>2022-10-" day "</CINclosureDate>"
#define END           "</CINdetails>"

#define BEGUN(day)     "<AssessmentActualStartDate>" day "</AssessmentActualStartDate>"
#define DONE(day)      "<AssessmentAuthorisationDate>2022-10-" day "</AssessmentAuthorisationDate>"
#define ASSESS(inside) "<Assessments>" inside "</Assessments>"

#define CONFERENCE(day) "<DateOfInitialCPC>2022-10-" day "</DateOfInitialCPC>"
#define NOT_NEEDED(is)  "<ICPCnotRequired>" is "</ICPCnotRequired>"
#define ENQUIRY(day, inside) \
    "<Section47><S47ActualStartDate>2022-10-" day "</S47ActualStartDate>" inside "</Section47>"

#define HARM                                               \
    "<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>" \
    "<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>"
#define BARE_PLAN(day, inside)                                                  \
    "<ChildProtectionPlans><CPPstartDate>2022-10-" day "</CPPstartDate>" inside \
    "</ChildProtectionPlans>"
#define PLAN(day, inside) BARE_PLAN(day, HARM inside)
#define ENDED(day)        "<CPPendDate>2022-10-" day "</CPPendDate>"
#define REVIEWED(day)     "<Reviews><CPPreviewDate>2022-10-" day "</CPPreviewDate></Reviews>"

#define HELP(day, inside) \
    "<CINPlanDates><CINPlanStartDate>2022-10-" day "</CINPlanStartDate>" inside "</CINPlanDates>"
#define HELPED(day) "<CINPlanEndDate>2022-10-" day "</CINPlanEndDate>"

#define HEADER(day)                                         \
    SL_STR("<Header><CollectionDetails><ReferenceDate>" day \
           "</ReferenceDate></CollectionDetails></Header>")

/* A child, and the rules that it breaks in the order of the table, each with a blank behind it. */
struct broken_row {
    const char *inside, *rules;
};

static inline void check_rules(struct sl_str layout, const char *inside, const char *expected)
{
    const struct sl_format *format = sl_format_find(SL_STR("cin-xml"));
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_buf body;
    struct sl_buf shown;
    struct sl_error err;
    sl_arena_init(&arena, (size_t)1 << 20);
    sl_facts_init(&facts, &arena);
    sl_buf_init(&body, 4096);
    sl_buf_init(&shown, 4096);
    sl_buf_addf(&body, "<Child><LAchildID>X</LAchildID>%s</Child>", inside);
    SL_CHECK_OK(
        sl_format_read(format, layout, SL_STR("child/X"), sl_buf_str(&body), &facts, &err), &err
    );
    struct sl_findings findings = { .arena = &arena };
    SL_CHECK_OK(sl_format_check(format, layout, &facts, &findings, &err), &err);
    for (size_t i = 0; i < findings.count; i++) {
        sl_buf_addf(&shown, "%.*s ", SL_STR_ARG(findings.items[i].rule));
    }
    SL_CHECK_STR(sl_buf_str(&shown), expected);
    sl_buf_finish(&body);
    sl_buf_finish(&shown);
    sl_arena_finish(&arena);
}

static inline void check_rows(struct sl_str layout, const struct broken_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_rules(layout, rows[i].inside, rows[i].rules);
    }
}

#define CHECK_ROWS(layout, rows) check_rows(layout, rows, sizeof(rows) / sizeof *(rows))

#endif
