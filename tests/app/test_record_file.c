/* SPDX-License-Identifier: Apache-2.0 */
#include "app/record_file.h"

#include <stdbool.h>

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

static const struct sl_spec two_columns = {
    .count = 2,
    .fields = {{ .column = { "born", 4 }, .kind = SL_KIND_DOB },
               { .column = { "name", 4 }, .kind = SL_KIND_SURNAME }},
};

static void test_gives_ids_and_chosen_columns(void **state)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
    const char *path = sl_test_folder_write(
        *state, "people.csv", SL_STR("id, name , other,born\n 7 , Ada,x,1815\n8,Bob,y,\n")
    );
    const struct sl_str *values = NULL;
    struct sl_error err;
    struct sl_str id;
    bool more = false;

    SL_CHECK_OK(sl_record_file_open(path, " id", &two_columns, &file, &err), &err);
    assert_true(sl_record_file_has(file, SL_STR("other")));
    assert_false(sl_record_file_has(file, SL_STR("another")));
    SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
    assert_true(more);
    SL_CHECK_STR(id, "7");
    SL_CHECK_STR(values[0], "1815");
    SL_CHECK_STR(values[1], " Ada");
    SL_CHECK_U64(sl_record_file_line(file), 2);
    SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
    SL_CHECK_STR(id, "8");
    SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
    assert_false(more);
    SL_CHECK_U64(sl_record_file_bytes_read(file), sl_record_file_bytes_total(file));
}

/* One more column stands behind those of the specification, wherever the file has it. */
static void test_reads_one_column_more(void **state)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
    const char *path =
        sl_test_folder_write(*state, "people.csv", SL_STR("system,name,born\ngmp,Ada,1815\n"));
    const struct sl_str *values = NULL;
    struct sl_error err;
    struct sl_str id;
    bool more = false;

    SL_CHECK_OK(sl_record_file_open(path, NULL, &two_columns, &file, &err), &err);
    SL_CHECK_STATUS(sl_record_file_want(file, "sytem", &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.detail), path);
    SL_CHECK_OK(sl_record_file_want(file, " system", &err), &err);
    SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
    SL_CHECK_STR(values[1], "Ada");
    SL_CHECK_STR(values[2], "gmp");
}

/* A short row is refused with a hint, or filled and counted. */
static void test_short_rows_are_filled_or_refused(void **state)
{
    const char *path =
        sl_test_folder_write(*state, "people.csv", SL_STR("name,born\nAda,1815\nBob\nEve\n"));

    for (unsigned fill = 0; fill < 2; fill++) {
        SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
        const struct sl_str *values = NULL;
        struct sl_error err = { .status = SL_OK };
        struct sl_str id;
        uint64_t short_rows = 10;
        bool more = false;
        SL_CHECK_OK(sl_record_file_open(path, NULL, &two_columns, &file, &err), &err);
        if (fill != 0) {
            sl_record_file_fill_short(file, &short_rows);
        }
        SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
        const enum sl_status status = sl_record_file_next(file, &id, &values, &more, &err);
        if (fill == 0) {
            SL_CHECK_STATUS(status, SL_INVALID);
            assert_true(sl_str_ends(sl_str_from(err.hint), SL_STR("what a row lacks for empty.")));
            continue;
        }
        SL_CHECK_OK(status, &err);
        SL_CHECK_STR(values[0], "");
        SL_CHECK_STR(values[1], "Bob");
        SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
        SL_CHECK_OK(sl_record_file_next(file, &id, &values, &more, &err), &err);
        assert_false(more);
        SL_CHECK_U64(short_rows, 12);
    }
}

static void test_numbers_records_without_an_id(void **state)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
    const char *path = sl_test_folder_write(*state, "people.csv", SL_STR("name,born\na,\nb,\n"));
    const struct sl_str *values = NULL;
    struct sl_str id;
    bool more = false;

    SL_CHECK_STATUS(sl_record_file_open(path, NULL, &two_columns, &file, NULL), SL_OK);
    SL_CHECK_STATUS(sl_record_file_next(file, &id, &values, &more, NULL), SL_OK);
    SL_CHECK_STR(id, "1");
    SL_CHECK_STATUS(sl_record_file_next(file, &id, &values, &more, NULL), SL_OK);
    SL_CHECK_STR(id, "2");
}

static void test_says_what_is_wrong_and_where(void **state)
{
    static const struct {
        const char *text;
        enum sl_status status;
        const char *message;
        const char *detail; /* behind the path */
    } rows[] = {
        {"id,name\n",                      SL_INVALID, "the file has no column 'born'", ""  },
        { "name,born\n",                   SL_INVALID, "the file has no column 'id'",   ""  },
        { "id,name,born\n1,a,b\n  ,a,b\n", SL_INVALID, "a record has no id",            ":3"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
        const char *path = sl_test_folder_write(*state, "p.csv", sl_str_from(rows[i].text));
        const struct sl_str *values = NULL;
        struct sl_error err;
        struct sl_str id;
        bool more = true;
        enum sl_status status = sl_record_file_open(path, "id", &two_columns, &file, &err);
        while (status == SL_OK && more) {
            status = sl_record_file_next(file, &id, &values, &more, &err);
        }
        SL_CHECK_STATUS(status, rows[i].status);
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        assert_true(sl_str_starts(sl_str_from(err.detail), sl_str_from(path)));
        assert_true(sl_str_ends(sl_str_from(err.detail), sl_str_from(rows[i].detail)));
    }
}

static void test_a_file_that_is_not_there(void **state)
{
    struct sl_record_file *file = NULL;

    SL_CHECK_STATUS(
        sl_record_file_open(sl_test_folder_path(*state, "absent"), "id", &two_columns, &file, NULL),
        SL_IO
    );
    assert_null(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gives_ids_and_chosen_columns),
        cmocka_unit_test(test_reads_one_column_more),
        cmocka_unit_test(test_short_rows_are_filled_or_refused),
        cmocka_unit_test(test_numbers_records_without_an_id),
        cmocka_unit_test(test_says_what_is_wrong_and_where),
        cmocka_unit_test(test_a_file_that_is_not_there),
    };
    return cmocka_run_group_tests_name("app/record_file", tests, set_up, tear_down);
}
