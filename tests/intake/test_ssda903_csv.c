/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "shown.h"

static void check_file(const char *bytes, const char *expected)
{
    check_shown("ssda903-csv", sl_str_from(bytes), expected);
}

static void test_header(void **state)
{
    (void)state;
    check_file(
        "Child,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n"
        "566910,2,27/03/2008,REFU,,,\r\n"
        "384923,2,09/09/2001,WBRI,L034811502612,1,02/02/2018\r\n",
        "child/566910 @2\n"
        "  person child/566910\n"
        "    la_child_id 566910\n"
        "    sex 2\n"
        "    birth_date 27/03/2008\n"
        "    ethnicity REFU (refused)\n"
        "    upn  (not recorded)\n"
        "child/384923 @3\n"
        "  person child/384923\n"
        "    la_child_id 384923\n"
        "    sex 2\n"
        "    birth_date 09/09/2001\n"
        "    ethnicity WBRI\n"
        "    upn L034811502612\n"
        "  person child/384923/child\n"
        "    birth_date 02/02/2018\n"
        "  child/384923 mother child/384923/child\n"
    );
}

static void test_episodes(void **state)
{
    (void)state;
    check_file(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
        "PL_POST,URN\n"
        "566910,14/08/2017,T,C2,N3,A3,PR3,,X1,,EG19 7TT,WV27 9FW,8969628\n",
        "episodes/566910/2017-08-14 @2\n"
        "  event placement episodes/566910/2017-08-14 2017-08-14..\n"
        "    code T\n"
        "    need N3\n"
        "    category A3\n"
        "    provider PR3\n"
        "    outcome X1\n"
        "    reason  (not recorded)\n"
        "    postcode WV27 9FW\n"
        "    other_id 8969628\n"
        "  event legal_status episodes/566910/2017-08-14/legal_status 2017-08-14..\n"
        "    code C2\n"
        "  child/566910 subject episodes/566910/2017-08-14\n"
        "  child/566910 subject episodes/566910/2017-08-14/legal_status\n"
    );
}

/* Two different rows of one key are two records; the same row again is the same record. */
static void test_missing_and_numbers(void **state)
{
    (void)state;
    check_file(
        "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
        "1,12/03/2002,A,13/11/2017,25/11/2017\n"
        "1,12/03/2002,M,13/11/2017,\n"
        "1,12/03/2002,A,13/11/2017,25/11/2017\n",
        "missing/1/2017-11-13 @2\n"
        "  event absent missing/1/2017-11-13 2017-11-13..2017-11-25\n"
        "    code A\n"
        "  child/1 subject missing/1/2017-11-13\n"
        "missing/1/2017-11-13#2 @3\n"
        "  event missing missing/1/2017-11-13#2 2017-11-13..\n"
        "    code M\n"
        "  child/1 subject missing/1/2017-11-13#2\n"
        "missing/1/2017-11-13 @4\n"
        "  event absent missing/1/2017-11-13 2017-11-13..2017-11-25\n"
        "    code A\n"
        "  child/1 subject missing/1/2017-11-13\n"
    );
}

static void test_rejects(void **state)
{
    (void)state;
    check_file(
        "CHILD,DOB,REVIEW,REVIEW_CODE\n"
        "1,12/03/2002,31/02/2017,PN6\n"
        "1,12/13/2002,01/02/2017,PN6\n"
        "1,12/03/2002\n"
        ",12/03/2002,01/02/2017,PN6\n"
        "1,12/03/2002,01/02/2017,\"PN6\n"
        "1,12/03/2002,01/02/2017,PN6,\n"
        "1,12/03/2002,,PN6\n",
        "reject 2:0 REVIEW: '31/02/2017' is not a date dd/mm/yyyy\n"
        "reject 3:0 DOB: '12/13/2002' is not a date dd/mm/yyyy\n"
        "reject 4:0 : the row has 2 fields, the header 4\n"
        "reject 5:0 CHILD: the field is empty, and names the record\n"
        "reject 6:25 : a quote is not closed\n"
        "reject 7:0 : the row has 5 fields, the header 4\n"
        "reviews/1/- @8\n"
        "  event care_review reviews/1/-\n"
        "    outcome PN6\n"
        "  child/1 subject reviews/1/-\n"
    );
}

static void test_other_files(void **state)
{
    static const char *const files[] = {
        "", "CHILD\n", "CHILD,DOB,REVIEW,REVIEW\n", "CHILD,DOB,REVIEW,REVIEW_CODE,X\n", "{}\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct sl_test_folder folder;
        struct sl_splitter *splitter = NULL;
        struct sl_error err;
        sl_test_folder_open(&folder);
        const char *path = sl_test_folder_write(&folder, "in", sl_str_from(files[i]));
        SL_CHECK_STATUS(
            sl_splitter_open(sl_format_find(SL_STR("ssda903-csv")), path, &splitter, &err),
            SL_INVALID
        );
        sl_test_folder_close(&folder);
    }
}

/* The provided samples: rows as wc counts them less the header, and what awk counts in them. */
static void test_samples(void **state)
{
    static const struct {
        const char *file;
        size_t records;
        enum sl_event_kind kind;
        size_t events;
    } rows[] = {
        {"header.csv",               2675,  SL_EVENT_CONTACT,         0    },
        { "episodes.csv",            5050,  SL_EVENT_PLACEMENT,       5050 },
        { "episodes.csv",            5050,  SL_EVENT_LEGAL_STATUS,    5050 },
        { "reviews.csv",             12582, SL_EVENT_CARE_REVIEW,     12582},
        { "missing.csv",             43,    SL_EVENT_MISSING,         19   },
        { "missing.csv",             43,    SL_EVENT_ABSENT,          24   },
        { "oc2.csv",                 2675,  SL_EVENT_CONVICTION,      1306 },
        { "oc2.csv",                 2675,  SL_EVENT_WELLBEING_SCORE, 2675 },
        { "oc3.csv",                 53,    SL_EVENT_CARE_LEAVER,     53   },
        { "uasc.csv",                132,   SL_EVENT_ASYLUM_SEEKING,  132  },
        { "ad1.csv",                 29,    SL_EVENT_DECISION,        29   },
        { "previous_permanence.csv", 2675,  SL_EVENT_PERMANENCE,      2675 },
        { "placed_for_adoption.csv", 29,    SL_EVENT_ADOPTION,        29   },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct shown_counts counts = { 0 };
        char name[64];
        (void)snprintf(name, sizeof name, "returns/ssda903/%s", rows[i].file);
        show_file("ssda903-csv", sl_test_data(name), NULL, &counts);
        SL_CHECK_U64(counts.rejects, 0);
        SL_CHECK_U64(counts.records, rows[i].records);
        SL_CHECK_U64(counts.events[rows[i].kind], rows[i].events);
    }
}

static void test_failing_allocations(void **state)
{
    (void)state;
    check_failing_allocations(
        "ssda903-csv",
        SL_STR("CHILD,DOB,REVIEW,REVIEW_CODE\n1,12/03/2002,01/02/2017,PN6\n"
               "1,12/03/2002,01/02/2017,PN7\nx\n")
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_episodes),
        cmocka_unit_test(test_missing_and_numbers),
        cmocka_unit_test(test_rejects),
        cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("ssda903_csv", tests, NULL, NULL);
}
