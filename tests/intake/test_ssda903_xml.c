/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "shown.h"

#define LINE_LIMIT 200

static const char header_csv[] =
    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,2,28/07/2010,REFU,,1,03/04/2026\n";
static const char reviews_csv[] = "CHILD,DOB,REVIEW,REVIEW_CODE\n1,28/07/2010,27/09/2015,PN0\n"
                                  "1,28/07/2010,27/09/2015,PN1\n";
static const char missing_csv[] =
    "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,28/07/2010,A,13/11/2017,\n";
static const char oc2_csv[] =
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
    "1,28/07/2010,21,,1,1,1,1,0,1,0,1\n";
static const char oc3_csv[] = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,28/07/2010,YES,F1,B\n";
static const char uasc_csv[] = "CHILD,SEX,DOB,DUC\n1,2,28/07/2010,28/07/2028\n";
static const char ad1_csv[] =
    "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
    "1,28/07/2010,22/11/2015,23/11/2015,1,2,MM,L11\n";
static const char permanence_csv[] = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n1,28/07/2010,Z1,,\n";
static const char placed_csv[] = "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n"
                                 "1,28/07/2010,22/11/2015,07/04/2017,RD1\n";
static const char episodes_csv[] =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,"
    "URN\n1,06/01/2017,T,J3,N4,R5,PR2,06/10/2017,X1,CUSTOD,B15 8PZ,E7 5YR,1465167\n";

static const char child_xml[] =
    "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><UPN/><SEX>2</SEX><DOB>28/07/2010</DOB>"
    "<ETHNIC>REFU</ETHNIC><UASC/><DUC>28/07/2028</DUC>"
    "<AREVIEW><REVIEW>27/09/2015</REVIEW><REVIEW_CODE>PN0</REVIEW_CODE></AREVIEW>"
    "<AREVIEW><REVIEW>27/09/2015</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
    "<AMISSING><MISSING>A</MISSING><MIS_START>13/11/2017</MIS_START><MIS_END/></AMISSING>"
    "<MOTHER>1</MOTHER><MC_DOB>03/04/2026</MC_DOB>"
    "<PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>"
    "<OC2><SDQ_SCORE>21</SDQ_SCORE><CONVICTED>1</CONVICTED><HEALTH_CHECK>1</HEALTH_CHECK>"
    "<HEALTH_ASSESSMENT>0</HEALTH_ASSESSMENT><SUBSTANCE_MISUSE>1</SUBSTANCE_MISUSE>"
    "<INTERVENTION_RECEIVED>0</INTERVENTION_RECEIVED>"
    "<INTERVENTION_OFFERED>1</INTERVENTION_OFFERED></OC2>"
    "<IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B</ACCOM>"
    "<DATE_INT>22/11/2015</DATE_INT><DATE_MATCH>23/11/2015</DATE_MATCH>"
    "<NB_ADOPTR>2</NB_ADOPTR><AD_PLACED><DATE_PLACED>22/11/2015</DATE_PLACED>"
    "<DATE_PLACED_CEASED>07/04/2017</DATE_PLACED_CEASED>"
    "<REASON_PLACED_CEASED>RD1</REASON_PLACED_CEASED></AD_PLACED></HEADER>"
    "<EPISODE><DECOM>06/01/2017</DECOM><RNE>T</RNE><LS>J3</LS><CIN>N4</CIN><PL>R5</PL>"
    "<PL_POST>E7 5YR</PL_POST><URN>1465167</URN><PLACE_PROVIDER>PR2</PLACE_PROVIDER>"
    "<DEC>06/10/2017</DEC><REC>X1</REC><REASON_PLACE_CHANGE>CUSTOD</REASON_PLACE_CHANGE>"
    "</EPISODE></CHILD></EXPSSDA903>";

static int compare_lines(const void *left, const void *right)
{
    return sl_str_compare(*(const struct sl_str *)left, *(const struct sl_str *)right);
}

/* The facts that are shown, without the lines of records, in the order of their text. */
static void sort_facts(const struct sl_buf *shown, struct sl_buf *out)
{
    struct sl_str lines[LINE_LIMIT] = { SL_STR("") };
    struct sl_str rest = sl_buf_str(shown);
    struct sl_str line;
    size_t count = 0;
    while (sl_str_split(&rest, '\n', &line)) {
        if (sl_str_starts(line, SL_STR("  "))) {
            assert_true(count < LINE_LIMIT);
            lines[count++] = line;
        }
    }
    qsort(lines, count, sizeof lines[0], compare_lines);
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(out, lines[i]);
        sl_buf_add_byte(out, '\n');
    }
}

/* A child's CSV rows and its XML state the same under the same keys. */
static void test_same_as_csv(void **state)
{
    static const char *const files[] = {
        header_csv, reviews_csv, missing_csv,    oc2_csv,    oc3_csv,
        uasc_csv,   ad1_csv,     permanence_csv, placed_csv, episodes_csv,
    };
    (void)state;
    struct sl_test_folder folder;
    struct sl_buf shown[2];
    struct sl_buf sorted[2];
    sl_test_folder_open(&folder);
    for (size_t i = 0; i < 2; i++) {
        sl_buf_init(&shown[i], (size_t)1 << 20);
        sl_buf_init(&sorted[i], (size_t)1 << 20);
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const char *path = sl_test_folder_write(&folder, "in", sl_str_from(files[i]));
        show_file("ssda903-csv", path, &shown[0], NULL);
    }
    const char *path = sl_test_folder_write(&folder, "in", sl_str_from(child_xml));
    show_file("ssda903-xml", path, &shown[1], NULL);
    sort_facts(&shown[0], &sorted[0]);
    sort_facts(&shown[1], &sorted[1]);
    assert_true(sorted[0].len > 1000);
    SL_CHECK_BYTES(sl_buf_str(&sorted[1]), sl_buf_str(&sorted[0]));
    for (size_t i = 0; i < 2; i++) {
        sl_buf_finish(&shown[i]);
        sl_buf_finish(&sorted[i]);
    }
    sl_test_folder_close(&folder);
}

static void test_rejects(void **state)
{
    (void)state;
    check_shown(
        "ssda903-xml",
        SL_STR("<EXPSSDA903>\n<CHILD><HEADER><SEX>1</SEX></HEADER></CHILD>\n"
               "<CHILD><HEADER><CHILDID>1</CHILDID>\n<DOB>30/02/2010</DOB></HEADER></CHILD>\n"
               "<CHILD><HEADER><CHILDID>2</CHILDID></HEADER></CHILD></EXPSSDA903>"),
        "reject 2:0 CHILDID: the element is missing\n"
        "reject 4:0 DOB: '30/02/2010' is not a date dd/mm/yyyy\n"
        "child/2 @5\n"
        "  person child/2\n"
        "    la_child_id 2\n"
        "    sex  (not recorded)\n"
        "    birth_date  (not recorded)\n"
        "    ethnicity  (not recorded)\n"
        "    upn  (not recorded)\n"
    );
    struct sl_test_folder folder;
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "in", SL_STR("<Message></Message>"));
    SL_CHECK_STATUS(
        sl_splitter_open(sl_format_find(SL_STR("ssda903-xml")), path, &splitter, &err), SL_INVALID
    );
    sl_test_folder_close(&folder);
}

/* The provided sample: elements as another parser counts them. */
static void test_sample(void **state)
{
    (void)state;
    struct shown_counts counts = { 0 };
    show_file("ssda903-xml", sl_test_data("returns/ssda903/fake_903.xml"), NULL, &counts);
    SL_CHECK_U64(counts.rejects, 0);
    SL_CHECK_U64(counts.records, 253);
    SL_CHECK_U64(counts.events[SL_EVENT_PLACEMENT], 459);
    SL_CHECK_U64(counts.events[SL_EVENT_LEGAL_STATUS], 459);
    SL_CHECK_U64(counts.events[SL_EVENT_CARE_REVIEW], 1206);
    SL_CHECK_U64(counts.events[SL_EVENT_PERMANENCE], 253);
    SL_CHECK_U64(counts.events[SL_EVENT_WELLBEING_SCORE], 253);
    SL_CHECK_U64(counts.events[SL_EVENT_MISSING] + counts.events[SL_EVENT_ABSENT], 6);
    SL_CHECK_U64(counts.events[SL_EVENT_CARE_LEAVER], 6);
    SL_CHECK_U64(counts.events[SL_EVENT_ASYLUM_SEEKING], 12);
    SL_CHECK_U64(counts.events[SL_EVENT_DECISION], 3);
    SL_CHECK_U64(counts.events[SL_EVENT_ADOPTION], 6);
}

static void test_memory(void **state)
{
    (void)state;
    check_failing_allocations(
        "ssda903-xml",
        SL_STR("<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><AREVIEW/><AREVIEW/></HEADER>"
               "</CHILD></EXPSSDA903>")
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_csv),
        cmocka_unit_test(test_rejects),
        cmocka_unit_test(test_sample),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("ssda903_xml", tests, NULL, NULL);
}
