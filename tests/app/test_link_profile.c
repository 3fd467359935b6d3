/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_profile.h"

#include <stdio.h>

#include "base/buf.h"
#include "support/support.h"

static int set_up(void **state)
{
    static struct sl_test_folder folder;

    sl_test_folder_open(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    sl_test_folder_close(*state);
    return 0;
}

static void test_reads_a_file(void **state)
{
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    struct sl_csv_short rows;
    struct sl_error err;
    const char *path =
        sl_test_folder_write(*state, "p.csv", SL_STR("id,surname\n1,Khan\n2,Khan\n3,Ward\n"));

    SL_CHECK_OK(sl_link_profile(path, NULL, NULL, &profile, &rows, &err), &err);
    SL_CHECK_U64(sl_profile_record_count(profile), 3);
    SL_CHECK_U64(sl_profile_column(profile, 1)->distinct_count, 2);
    SL_CHECK_U64(sl_profile_id(profile), 0);
}

static void count_calls(void *context, enum sl_stage stage, uint64_t done, uint64_t total)
{
    unsigned *count = context;

    SL_CHECK_U64(stage, SL_STAGE_READ);
    assert_true(done <= total);
    (*count)++;
}

static void test_tells_its_progress(void **state)
{
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    struct sl_csv_short rows;
    struct sl_buf text;
    unsigned count = 0;

    sl_buf_init(&text, 1000000);
    sl_buf_addf(&text, "id\n");
    for (unsigned i = 0; i < 10000; i++) {
        sl_buf_addf(&text, "%u\n", i);
    }
    const char *path = sl_test_folder_write(*state, "p.csv", sl_buf_str(&text));
    SL_CHECK_STATUS(sl_link_profile(path, count_calls, &count, &profile, &rows, NULL), SL_OK);
    SL_CHECK_U64(count, 2);
    sl_buf_finish(&text);
}

/* Short rows are read, and told: this is where one finds out about them. */
static void test_short_rows_are_told(void **state)
{
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    struct sl_csv_short rows;
    struct sl_error err;
    const char *path =
        sl_test_folder_write(*state, "p.csv", SL_STR("id,surname,born\n1,Khan,2001\n2\n3,Ward\n"));

    SL_CHECK_OK(sl_link_profile(path, NULL, NULL, &profile, &rows, &err), &err);
    SL_CHECK_U64(sl_profile_record_count(profile), 3);
    SL_CHECK_U64(sl_profile_column(profile, 1)->filled_count, 2);
    SL_CHECK_U64(rows.count, 2);
    SL_CHECK_U64(rows.first_line, 3);
}

static void test_fails_as_reading_does(void **state)
{
    struct sl_profile *profile = NULL;
    struct sl_csv_short rows;
    struct sl_error err;

    SL_CHECK_STATUS(
        sl_link_profile(sl_test_folder_path(*state, "absent"), NULL, NULL, &profile, &rows, &err),
        SL_IO
    );
    const char *path = sl_test_folder_write(*state, "p.csv", SL_STR("id,a\n1,2,3\n"));
    SL_CHECK_STATUS(sl_link_profile(path, NULL, NULL, &profile, &rows, &err), SL_INVALID);
    assert_null(profile);
}

static enum sl_status profile_afresh(void *context)
{
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    struct sl_csv_short rows;
    return sl_link_profile(context, NULL, NULL, &profile, &rows, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    char path[512];

    (void)snprintf(
        path, sizeof(path), "%s", sl_test_folder_write(*state, "p.csv", SL_STR("id,a\n1,x\n2,y\n"))
    );
    assert_true(sl_test_failing_allocations(profile_afresh, path) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_a_file),
        cmocka_unit_test(test_tells_its_progress),
        cmocka_unit_test(test_short_rows_are_told),
        cmocka_unit_test(test_fails_as_reading_does),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/link_profile", tests, set_up, tear_down);
}
