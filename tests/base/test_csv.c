/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "support/support.h"

static struct sl_csv_reader *open_text(struct sl_str text)
{
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    SL_CHECK_OK(sl_csv_open_bytes(text, "a.csv", &reader, &err), &err);
    return reader;
}

static void test_header_and_records(void **state)
{
    struct sl_csv_reader *reader = open_text(SL_STR("id, given_name\t,\"last, name\"\n1, x ,\n"));
    const struct sl_str *fields = NULL;
    bool more = false;
    struct sl_error err;
    (void)state;
    SL_CHECK_U64(sl_csv_column_count(reader), 3);
    SL_CHECK_STR(sl_csv_column(reader, 0), "id");
    SL_CHECK_STR(sl_csv_column(reader, 1), "given_name");
    SL_CHECK_STR(sl_csv_column(reader, 2), "last, name");
    SL_CHECK_U64(sl_csv_find(reader, SL_STR("given_name")), 1);
    SL_CHECK_U64(sl_csv_find(reader, SL_STR("Given_Name")), SIZE_MAX);
    SL_CHECK_U64(sl_csv_find(reader, SL_STR("")), SIZE_MAX);
    SL_CHECK_U64(sl_csv_line(reader), 1);
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    assert_true(more);
    SL_CHECK_U64(sl_csv_line(reader), 2);
    SL_CHECK_STR(fields[0], "1");
    SL_CHECK_STR(fields[1], " x ");
    SL_CHECK_STR(fields[2], "");
    const struct sl_str *last = fields;
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    assert_false(more);
    assert_ptr_equal(fields, last);
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err); /* the end stays the end */
    assert_false(more);
    SL_CHECK_U64(sl_csv_bytes_read(reader), 36);
    SL_CHECK_U64(sl_csv_bytes_total(reader), 36);
    sl_csv_close_ptr(&reader);
    assert_null(reader);
    sl_csv_close_ptr(&reader);
    sl_csv_close(NULL);
}

static void test_headers_that_are_none(void **state)
{
    static const struct {
        struct sl_str text;
        enum sl_status status;
        const char *message;
        const char *detail;
    } rows[] = {
        {{ "", 0 },              SL_INVALID, "no header",                          "a.csv"    },
        { { "\n\r\n", 3 },       SL_INVALID, "no header",                          "a.csv"    },
        { { "\xEF\xBB\xBF", 3 }, SL_INVALID, "no header",                          "a.csv"    },
        { { ",,\n", 3 },         SL_INVALID, "no header",                          "a.csv"    },
        { { " \n", 2 },          SL_INVALID, "no header",                          "a.csv"    },
        { { "a,,b\n", 5 },       SL_INVALID, "column 2 of the header has no name", "a.csv:1"  },
        { { "\n, a\n", 5 },      SL_INVALID, "column 1 of the header has no name", "a.csv:2"  },
        { { "a,b, a\n", 7 },     SL_INVALID, "two columns are called 'a'",         "a.csv:1"  },
        { { "a,\"b\n", 5 },      SL_INVALID, "a quote that is never closed",       "a.csv:1:3"},
        { { "a,b\xFF\n", 5 },    SL_INVALID, "text that is not UTF-8",             "a.csv:1:4"},
    };
    const size_t held = sl_memory_held_bytes();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_csv_reader *reader = NULL;
        struct sl_error err;
        SL_CHECK_STATUS(sl_csv_open_bytes(rows[i].text, "a.csv", &reader, &err), rows[i].status);
        assert_null(reader);
        assert_string_equal(err.message, rows[i].message);
        assert_string_equal(err.detail, rows[i].detail);
        SL_CHECK_U64(sl_memory_held_bytes(), held);
    }
}

/* A header that ends in commas names nothing there, but every record holds those fields. */
static void test_empty_names_at_the_end_are_no_columns(void **state)
{
    struct sl_csv_reader *reader = open_text(SL_STR("a,b,,\n1,2,,\n3,4,5,6\n7,8\n"));
    const struct sl_str *fields = NULL;
    bool more = false;
    struct sl_error err;
    (void)state;
    SL_CHECK_U64(sl_csv_column_count(reader), 2);
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    SL_CHECK_STR(fields[1], "2");
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    SL_CHECK_STR(fields[1], "4");
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_INVALID);
    assert_string_equal(err.message, "2 fields where the header has 4");
    sl_csv_close(reader);
}

static void test_a_byte_order_mark_is_no_name(void **state)
{
    struct sl_csv_reader *reader = open_text(SL_STR("\xEF\xBB\xBFid,b\n1,\xEF\xBB\xBF\n"));
    const struct sl_str *fields = NULL;
    bool more = false;
    (void)state;
    SL_CHECK_U64(sl_csv_find(reader, SL_STR("id")), 0);
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
    SL_CHECK_STR(fields[1], "\xEF\xBB\xBF"); /* elsewhere it is text */
    sl_csv_close(reader);
    reader = open_text(SL_STR("\xEF\xBB\xBF\"id\",b\n"));
    SL_CHECK_U64(sl_csv_find(reader, SL_STR("id")), 0);
    sl_csv_close(reader);
}

static void test_nothing_is_read_after_an_error(void **state)
{
    struct sl_csv_reader *reader = open_text(SL_STR("a,b\n1,2\n3\n5,6\n"));
    const struct sl_str *fields = NULL;
    bool more = false;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_INVALID);
    assert_string_equal(err.message, "1 field where the header has 2");
    assert_string_equal(err.detail, "a.csv:3:2");
    assert_true(more); /* untouched */
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, NULL), SL_INVALID);
    sl_csv_close(reader);
}

/* Rows that lack fields, when wanted so: quoted, last without a line end, and one of nothing. */
static void test_short_rows_are_filled_when_asked(void **state)
{
    static const char text[] = "a,b,c\n1,2,3\n4\n5,\"x\"\"y\"\n\n6,7,8\n,\n9";
    static const char *const rows[][3] = {
        {"1",  "2",    "3"},
        { "4", "",     "" },
        { "5", "x\"y", "" },
        { "6", "7",    "8"},
        { "",  "",     "" },
        { "9", "",     "" },
    };
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    struct sl_error err = { .status = SL_OK };
    bool more = true;
    (void)state;
    SL_CHECK_OK(sl_csv_open_bytes(sl_str_from(text), "t", &reader, &err), &err);
    sl_csv_fill_short(reader);
    SL_CHECK_U64(sl_csv_short(reader).count, 0);
    for (size_t row = 0; row < sizeof(rows) / sizeof(rows[0]); row++) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
        assert_true(more);
        for (size_t column = 0; column < 3; column++) {
            SL_CHECK_STR(fields[column], rows[row][column]);
        }
    }
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    assert_false(more);
    SL_CHECK_U64(sl_csv_short(reader).count, 4);
    SL_CHECK_U64(sl_csv_short(reader).first_line, 3);
    assert_false(sl_csv_failed_short(reader));
}

static void test_what_failed_because_it_was_short(void **state)
{
    static const char *const texts[] = { "a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\"1\n" };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
        const struct sl_str *fields = NULL;
        bool more = true;
        SL_CHECK_OK(sl_csv_open_bytes(sl_str_from(texts[i]), "t", &reader, NULL), NULL);
        assert_false(sl_csv_failed_short(reader));
        SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, NULL), SL_INVALID);
        assert_true(sl_csv_failed_short(reader) == (i == 0));
        SL_CHECK_U64(sl_csv_short(reader).count, 0);
    }
}

/* What fails behind a filled record is not short for that. */
static void test_a_failure_after_a_filled_record(void **state)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    bool more = true;
    (void)state;
    SL_CHECK_OK(sl_csv_open_bytes(SL_STR("a,b\n1\n\xFF"), "t", &reader, NULL), NULL);
    sl_csv_fill_short(reader);
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, NULL), SL_INVALID);
    assert_false(sl_csv_failed_short(reader));
}

static void test_too_many_fields_hint_at_quotes(void **state)
{
    struct sl_csv_reader *reader = open_text(SL_STR("a,b\n1 High St, Bury,2\n"));
    const struct sl_str *fields = NULL;
    bool more = false;
    struct sl_error err;
    (void)state;
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_INVALID);
    assert_string_equal(err.message, "more than the 2 fields of the header");
    assert_string_equal(err.detail, "a.csv:2:17");
    assert_string_equal(err.hint, "Put quotes round a field that holds a comma.");
    sl_csv_close(reader);
}

static void test_a_file_that_is_not_there(void **state)
{
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    (void)state;
    SL_CHECK_STATUS(sl_csv_open("no/such.csv", &reader, &err), SL_IO);
    assert_null(reader);
    assert_string_equal(err.message, "cannot open 'no/such.csv'");
    assert_string_equal(err.detail, "No such file or directory");
}

/* Records over several blocks: each comes out as it went in. */
static void test_files_longer_than_a_block(void **state)
{
    struct sl_test_folder folder;
    struct sl_buf text;
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    const struct sl_str *fields = NULL;
    bool more = false;
    (void)state;
    sl_buf_init(&text, (size_t)16 << 20);
    sl_buf_add(&text, SL_STR("number,quoted,plain\n"));
    for (int i = 0; i < 100000; i++) {
        sl_buf_addf(&text, "%d,\"a \"\"%d\"\"\nb\",\xC3\xA9 behind %d\r\n", i, i, i);
    }
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "a.csv", sl_buf_str(&text));
    const size_t held = sl_memory_held_bytes();
    SL_CHECK_OK(sl_csv_open(path, &reader, &err), &err);
    for (int i = 0; i < 100000; i++) {
        char expected[60];
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
        assert_true(more);
        SL_CHECK_U64(sl_csv_line(reader), 2 + 2 * (uint64_t)i);
        (void)snprintf(expected, sizeof expected, "%d", i);
        SL_CHECK_STR(fields[0], expected);
        (void)snprintf(expected, sizeof expected, "a \"%d\"\nb", i);
        SL_CHECK_STR(fields[1], expected);
        (void)snprintf(expected, sizeof expected, "\xC3\xA9 behind %d", i);
        SL_CHECK_STR(fields[2], expected);
    }
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    assert_false(more);
    SL_CHECK_U64(sl_csv_bytes_read(reader), text.len);
    SL_CHECK_U64(sl_csv_bytes_total(reader), text.len);
    assert_true(sl_memory_held_bytes() - held < ((size_t)2 << 20));
    sl_csv_close(reader);
    sl_buf_finish(&text);
    sl_test_folder_close(&folder);
}

/* A quote that is never closed swallows the rest of a large file: said, with where it began. */
static void test_an_open_quote_in_a_large_file(void **state)
{
    const size_t len = SL_CSV_RECORD_LIMIT_BYTES + 100;
    char *bytes = sl_alloc(len, 1);
    const struct sl_str *fields = NULL;
    bool more = false;
    struct sl_error err;
    (void)state;
    memset(bytes, '\n', len);
    memcpy(bytes, "a,b\n1,2\n3,\"", 11);
    struct sl_csv_reader *reader = open_text((struct sl_str){ bytes, len });
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_LIMIT);
    assert_string_equal(err.detail, "a.csv:3:1");
    assert_string_equal(err.hint, "Look there for a quote that is never closed.");
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_LIMIT);
    sl_csv_close(reader);
    sl_free(bytes);
}

static void check_real_file(const char *name, size_t column_count, const char *column, size_t rows)
{
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    const struct sl_str *fields = NULL;
    bool more = true;
    size_t count = 0;
    SL_CHECK_OK(sl_csv_open(sl_test_data(name), &reader, &err), &err);
    SL_CHECK_U64(sl_csv_column_count(reader), column_count);
    assert_true(sl_csv_find(reader, sl_str_from(column)) < column_count);
    while (count < rows) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
        assert_true(more);
        count++;
    }
    SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    assert_false(more);
    sl_csv_close(reader);
}

static void test_real_files(void **state)
{
    (void)state;
    check_real_file("linkage/febrl_dataset3.csv", 11, "given_name", 5000);
    check_real_file("linkage/febrl_dataset4a.csv", 11, "date_of_birth", 5000); /* CRLF */
    check_real_file("linkage/fake_1000.csv", 7, "cluster", 1000);
    check_real_file("linkage/historical_50k.csv", 11, "postcode_fake", 50578); /* quotes */
}

/* A real return: its header ends in a comma, and its last line is cut short. */
static void test_a_real_return_that_is_cut_short(void **state)
{
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    const struct sl_str *fields = NULL;
    bool more = true;
    (void)state;
    const char *path = sl_test_data("returns/sui/sui_batch_search_queries.csv");
    SL_CHECK_OK(sl_csv_open(path, &reader, &err), &err);
    SL_CHECK_U64(sl_csv_column_count(reader), 5);
    for (int i = 0; i < 900; i++) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
    }
    SL_CHECK_STATUS(sl_csv_next(reader, &fields, &more, &err), SL_INVALID);
    assert_string_equal(err.message, "4 fields where the header has 6");
    assert_non_null(strstr(err.detail, ".csv:902:"));
    sl_csv_close(reader);
}

static enum sl_status read_all(void *context)
{
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    const struct sl_str *fields = NULL;
    bool more = true;
    (void)context;
    SL_TRY(sl_csv_open_bytes(SL_STR("a,b\n1,\"2\"\"\"\n"), "mem", &reader, &err));
    enum sl_status status = SL_OK;
    while (status == SL_OK && more) {
        status = sl_csv_next(reader, &fields, &more, &err);
    }
    sl_csv_close(reader);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(read_all, NULL), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header_and_records),
        cmocka_unit_test(test_headers_that_are_none),
        cmocka_unit_test(test_empty_names_at_the_end_are_no_columns),
        cmocka_unit_test(test_a_byte_order_mark_is_no_name),
        cmocka_unit_test(test_nothing_is_read_after_an_error),
        cmocka_unit_test(test_short_rows_are_filled_when_asked),
        cmocka_unit_test(test_what_failed_because_it_was_short),
        cmocka_unit_test(test_a_failure_after_a_filled_record),
        cmocka_unit_test(test_too_many_fields_hint_at_quotes),
        cmocka_unit_test(test_a_file_that_is_not_there),
        cmocka_unit_test(test_files_longer_than_a_block),
        cmocka_unit_test(test_an_open_quote_in_a_large_file),
        cmocka_unit_test(test_real_files),
        cmocka_unit_test(test_a_real_return_that_is_cut_short),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("base/csv", tests, NULL, NULL);
}
