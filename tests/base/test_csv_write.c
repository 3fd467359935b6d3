/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/csv.h"
#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

static void check_written(struct sl_str field, bool first, const char *expected)
{
    struct sl_buf line;
    sl_buf_init(&line, 1000);
    sl_csv_write_field(&line, field, first);
    SL_CHECK_OK(sl_buf_status(&line, NULL), NULL);
    SL_CHECK_STR(sl_buf_str(&line), expected);
    sl_buf_finish(&line);
}

static void test_quotes_only_what_needs_them(void **state)
{
    (void)state;
    check_written(SL_STR("plain"), true, "plain");
    check_written(SL_STR("plain"), false, ",plain");
    check_written(SL_STR("two words"), true, "two words");
    check_written(SL_STR(""), false, ",");
    check_written((struct sl_str){ NULL, 0 }, false, ",");
    check_written(SL_STR(""), true, "\"\"");
    check_written(SL_STR("a,b"), true, "\"a,b\"");
    check_written(SL_STR("a\"b"), true, "\"a\"\"b\"");
    check_written(SL_STR("\""), true, "\"\"\"\"");
    check_written(SL_STR("a\nb"), true, "\"a\nb\"");
    check_written(SL_STR("a\rb"), false, ",\"a\rb\"");
    check_written(SL_STR(" a"), true, "\" a\"");
    check_written(SL_STR("a "), true, "\"a \"");
    check_written(SL_STR(" "), true, "\" \"");
    check_written(SL_STR("a\t"), true, "\"a\t\"");
    check_written(SL_STR("\xC3\xA9"), true, "\xC3\xA9");
}

/* The first bytes that OWASP's page "CSV Injection" names. */
static void test_formulas_are_defused(void **state)
{
    (void)state;
    check_written(SL_STR("=1+1"), true, "'=1+1");
    check_written(SL_STR("+1+1"), true, "'+1+1");
    check_written(SL_STR("-1+1"), true, "'-1+1");
    check_written(SL_STR("@SUM(A1)"), true, "'@SUM(A1)");
    check_written(SL_STR("\tx"), true, "\"'\tx\"");
    check_written(SL_STR("\rx"), true, "\"'\rx\"");
    check_written(SL_STR("="), false, ",'=");
    check_written(SL_STR("-"), true, "'-");
    check_written(
        SL_STR("=HYPERLINK(\"http://x\",\"y\")"),
        true,
        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""
    );
    check_written(SL_STR("a=1"), true, "a=1");
    check_written(SL_STR("'=1"), true, "''=1");
    check_written(SL_STR("'a"), true, "'a");
    check_written(SL_STR("'-5"), true, "'-5");
}

/* Fields that could be taken for each other come back as they were. */
static void test_the_guard_comes_off(void **state)
{
    static const char *const fields[] = {
        "=1", "'=1", "''=1", "-5", "'-5", "''-5", "-5x", "'-5x", "'", "''", "'a", "=", "'=", "",
    };
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const struct sl_str field = sl_str_from(fields[i]);
        struct sl_buf line;
        sl_buf_init(&line, 100);
        sl_csv_write_field(&line, field, false);
        const struct sl_str written = sl_str_part(sl_buf_str(&line), 1, line.len);
        SL_CHECK_BYTES(sl_csv_without_guard(written), field);
        sl_buf_finish(&line);
    }
}

static void test_plain_numbers_are_no_formulas(void **state)
{
    (void)state;
    check_written(SL_STR("-1.5"), true, "-1.5");
    check_written(SL_STR("+447700900123"), true, "+447700900123");
    check_written(SL_STR("-1e-7"), true, "-1e-7");
    check_written(SL_STR("+44 7700 900123"), true, "'+44 7700 900123");
    check_written(SL_STR("-1-1"), true, "'-1-1");
}

static bool begins_like_a_formula(struct sl_str field)
{
    return field.len > 0 && memchr("=+-@\t\r", field.ptr[0], 6) != NULL;
}

/* One random record: at most 8 fields of at most 12 pieces, as slices of the text. */
static size_t make_record(struct sl_random *random, char *text, struct sl_str *fields)
{
    static const char *const pieces[] = {
        "a",  "word ",    " ",  ",", "\"", "\n", "\r\n",
        "\r", "\xC3\xA9", "\t", "0", "=",  "-",  "\xF0\xA3\x8E\xB4"
    };
    const size_t count = 1 + (size_t)sl_random_below(random, 8);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t piece_count = sl_random_below(random, 5) * sl_random_below(random, 4);
        fields[i] = (struct sl_str){ text + len, 0 };
        for (uint64_t j = 0; j < piece_count; j++) {
            const char *piece = pieces[sl_random_below(random, 14)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        fields[i].len = (size_t)(text + len - fields[i].ptr);
        if (begins_like_a_formula(fields[i])) {
            len -= fields[i].len;
            fields[i].len = 0; /* those change on purpose */
        }
    }
    return count;
}

static void test_what_is_written_is_read(void **state)
{
    struct sl_random random;
    struct sl_buf line;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&line, 10000);
    for (int round = 0; round < 20000; round++) {
        char text[1000];
        struct sl_str fields[8];
        const size_t count = make_record(&random, text, fields);
        sl_buf_clear(&line);
        for (size_t i = 0; i < count; i++) {
            sl_buf_addf(&line, "%sc%d", i == 0 ? "" : ",", (int)i);
        }
        sl_buf_add(&line, round % 2 == 0 ? SL_STR("\n") : SL_STR("\r\n"));
        for (size_t i = 0; i < count; i++) {
            sl_csv_write_field(&line, fields[i], i == 0);
        }
        sl_buf_add(&line, round % 3 == 0 ? SL_STR("") : SL_STR("\n"));
        SL_CHECK_OK(sl_buf_status(&line, NULL), NULL);

        struct sl_csv_reader *reader = NULL;
        struct sl_error err;
        const struct sl_str *read = NULL;
        bool more = false;
        SL_CHECK_OK(sl_csv_open_bytes(sl_buf_str(&line), "mem", &reader, &err), &err);
        SL_CHECK_U64(sl_csv_column_count(reader), count);
        SL_CHECK_OK(sl_csv_next(reader, &read, &more, &err), &err);
        assert_true(more);
        for (size_t i = 0; i < count; i++) {
            SL_CHECK_BYTES(read[i], fields[i]);
        }
        SL_CHECK_OK(sl_csv_next(reader, &read, &more, &err), &err);
        assert_false(more);
        sl_csv_close(reader);
    }
    sl_buf_finish(&line);
}

static enum sl_status write_long(void *context)
{
    struct sl_buf line;
    (void)context;
    sl_buf_init(&line, 1000);
    for (int i = 0; i < 20; i++) {
        sl_csv_write_field(&line, SL_STR("=a \"field\", quoted"), i == 0);
    }
    const enum sl_status status = sl_buf_status(&line, NULL);
    sl_buf_finish(&line);
    return status;
}

static void test_errors_stick_in_the_line(void **state)
{
    struct sl_buf line;
    (void)state;
    assert_true(sl_test_failing_allocations(write_long, NULL) > 1);
    sl_buf_init(&line, 5);
    sl_csv_write_field(&line, SL_STR("four"), true);
    sl_csv_write_field(&line, SL_STR("more"), false);
    SL_CHECK_STATUS(sl_buf_status(&line, NULL), SL_LIMIT);
    sl_buf_finish(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quotes_only_what_needs_them),
        cmocka_unit_test(test_formulas_are_defused),
        cmocka_unit_test(test_the_guard_comes_off),
        cmocka_unit_test(test_plain_numbers_are_no_formulas),
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_errors_stick_in_the_line),
    };
    return cmocka_run_group_tests_name("base/csv_write", tests, NULL, NULL);
}
