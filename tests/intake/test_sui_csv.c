/* SPDX-License-Identifier: Apache-2.0 */
#include "shown.h"

static void test_rows(void **state)
{
    (void)state;
    check_shown(
        "sui-csv",
        SL_STR("Column1,SourceID,DOB,Surname,Forename,ActiveCIN,ActiveCP,NHSNumber\n"
               ",12,20/09/2008,CHISLETT,OCTAVIA,,Y,9449305552\n"
               ",12,20/09/2008,Chislett\n"
               ",,1/7/80,Dyson\n"
               ",12,20/09/2008,a,b,c,d,e,f\n"),
        "person/12 @2\n"
        "  person person/12\n"
        "    birth_date 20/09/2008\n"
        "    surname CHISLETT\n"
        "    given_name OCTAVIA\n"
        "    nhs_number 9449305552\n"
        "  event protection_plan person/12/protection_plan\n"
        "  person/12 subject person/12/protection_plan\n"
        "person/12#2 @3\n"
        "  person person/12#2\n"
        "    birth_date 20/09/2008\n"
        "    surname Chislett\n"
        "    given_name  (not recorded)\n"
        "    nhs_number  (not recorded)\n"
        "reject 4:0 DOB: '1/7/80' is not a date dd/mm/yyyy\n"
        "reject 5:0 : the row has 9 fields, the header 8\n"
    );
}

/* A row without an id is named by a hash of its text: the same in every file. */
static void test_hash(void **state)
{
    (void)state;
    check_shown(
        "sui-csv",
        SL_STR("DOB,Surname\n01/02/2015,Ahmed\n01/02/2015,Ahmed\n"),
        "row/75e860d1a5aa9a0d @2\n"
        "  person row/75e860d1a5aa9a0d\n"
        "    birth_date 01/02/2015\n"
        "    surname Ahmed\n"
        "row/75e860d1a5aa9a0d @3\n"
        "  person row/75e860d1a5aa9a0d\n"
        "    birth_date 01/02/2015\n"
        "    surname Ahmed\n"
    );
}

static void test_other_files(void **state)
{
    struct sl_test_folder folder;
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    (void)state;
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "in", SL_STR("DOB,Name\n"));
    SL_CHECK_STATUS(
        sl_splitter_open(sl_format_find(SL_STR("sui-csv")), path, &splitter, &err), SL_INVALID
    );
    assert_string_equal(err.detail, "it has no columns 'Surname' and 'DOB'");
    sl_test_folder_close(&folder);
}

static void test_samples(void **state)
{
    static const struct {
        const char *file;
        size_t records, rejects;
    } rows[] = {
        {"returns/sui/reconciliation_test_data.csv",        6,   0},
        { "returns/sui/sui_batch_search_queries.csv",       901, 0},
        { "returns/sui/sui_batch_search_queries_small.csv", 300, 0},
        { "returns/sui/test_fail_validation.csv",           0,   1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct shown_counts counts = { 0 };
        show_file("sui-csv", sl_test_data(rows[i].file), NULL, &counts);
        SL_CHECK_U64(counts.records, rows[i].records);
        SL_CHECK_U64(counts.rejects, rows[i].rejects);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests_name("sui_csv", tests, NULL, NULL);
}
