/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/csv_impl.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "support/support.h"

/*
 * Parse all records of a text and write them down: "LINE:[field|field]" each, and at the end "." or
 * "!line:column". The buffer begins with `capacity` bytes and grows, so that every place in a text
 * comes to stand at the end of the buffer once.
 */
static void parse_all(struct sl_str text, size_t wanted_count, size_t capacity, struct sl_buf *out)
{
    struct sl_csv_source source;
    static struct sl_csv_record record;
    struct sl_error err;
    bool more = true;
    enum sl_status status = SL_OK;
    SL_CHECK_OK(sl_csv_source_open_bytes(&source, text, "", &err), &err);
    if (capacity < source.capacity) {
        source.capacity = capacity;
    }
    record.wanted_count = wanted_count;
    while (status == SL_OK && more) {
        status = sl_csv_parse(&source, &record, &more, &err);
        if (status != SL_OK || !more) {
            break;
        }
        sl_buf_addf(out, "%d:[", (int)record.line);
        for (size_t i = 0; i < record.count; i++) {
            sl_buf_add(out, i == 0 ? SL_STR("") : SL_STR("|"));
            sl_buf_add(out, record.fields[i]);
        }
        sl_buf_add(out, SL_STR("]"));
    }
    if (status == SL_OK) {
        sl_buf_add(out, SL_STR("."));
    } else {
        SL_CHECK_STATUS(status, SL_INVALID);
        sl_buf_addf(out, "!%s", err.detail + 1); /* the name is empty: ":line:column" */
    }
    sl_csv_source_finish(&source);
}

static void check_parse(struct sl_str text, size_t wanted_count, const char *expected)
{
    struct sl_buf out;
    sl_buf_init(&out, 10000);
    for (size_t capacity = 1; capacity < text.len + 3; capacity++) {
        sl_buf_clear(&out);
        parse_all(text, wanted_count, capacity, &out);
        SL_CHECK_STR(sl_buf_str(&out), expected);
    }
    sl_buf_finish(&out);
}

#define CHECK(text, wanted_count, expected) check_parse(SL_STR(text), wanted_count, expected)

/* RFC 4180, section 2: the examples of its rules 1 to 7. */
static void test_the_rules_of_rfc_4180(void **state)
{
    (void)state;
    CHECK("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", 0, "1:[aaa|bbb|ccc]2:[zzz|yyy|xxx].");
    CHECK("aaa,bbb,ccc\r\nzzz,yyy,xxx", 0, "1:[aaa|bbb|ccc]2:[zzz|yyy|xxx].");
    CHECK("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", 0, "1:[aaa|bbb|ccc]2:[zzz|yyy|xxx].");
    CHECK(
        "\"aaa\",\"b \r\nbb\",\"ccc\" \r\nzzz,yyy,xxx", 0, "!2:10" /* a blank behind a quote */
    );
    CHECK("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", 0, "1:[aaa|b\r\nbb|ccc]3:[zzz|yyy|xxx].");
    CHECK("\"aaa\",\"b\"\"bb\",\"ccc\"", 0, "1:[aaa|b\"bb|ccc].");
}

static void test_fields_are_kept_as_written(void **state)
{
    (void)state;
    CHECK("", 0, ".");
    CHECK("a", 0, "1:[a].");
    CHECK(",", 0, "1:[|].");
    CHECK(",\n", 0, "1:[|].");
    CHECK("a,", 0, "1:[a|].");
    CHECK(" a , b \n", 0, "1:[ a | b ].");
    CHECK("\ta\x01\x0B,\x7F\n", 0, "1:[\ta\x01\x0B|\x7F].");
    CHECK("\"\"", 0, "1:[].");
    CHECK("\"\",\"\"\n", 0, "1:[|].");
    CHECK("\"\"\"\"", 0, "1:[\"].");
    CHECK("\"\"\"a\"\"\",\"\"\"\"\"\"\n", 0, "1:[\"a\"|\"\"].");
    CHECK("\"a,b\",c", 0, "1:[a,b|c].");
    CHECK("\"\r\"", 0, "1:[\r].");
    CHECK("\xC3\xA9,\"\xF0\xA3\x8E\xB4\"\n", 0, "1:[\xC3\xA9|\xF0\xA3\x8E\xB4].");
}

static void test_empty_lines_are_passed_over(void **state)
{
    (void)state;
    CHECK("\n", 0, ".");
    CHECK("\r\n\n\r\n", 0, ".");
    CHECK("\n\na\n\r\n\nb\n\n", 0, "3:[a]6:[b].");
    CHECK("a,b\n\n\"\",\n", 2, "1:[a|b]3:[|].");
    CHECK("\"\"\n", 1, "1:[].");
}

static void test_lines_are_counted_through_quotes(void **state)
{
    (void)state;
    CHECK("\"a\n\n\",b\nc,d\n", 2, "1:[a\n\n|b]4:[c|d].");
    CHECK("a,\"\r\n\"\r\nb,c\r\n", 2, "1:[a|\r\n]3:[b|c].");
}

static void test_errors_say_where(void **state)
{
    (void)state;
    CHECK("a\"b\n", 0, "!1:2");
    CHECK("a,b\nc,d\"\n", 0, "1:[a|b]!2:4");
    CHECK("\"a\"b\n", 0, "!1:4");
    CHECK("x,\"a\" ,b\n", 0, "!1:6");
    CHECK("x,\"a\n\n", 0, "!1:3");
    CHECK("\"a\"\"", 0, "!1:1");
    CHECK("\"", 0, "!1:1");
    CHECK("a\rb\n", 0, "!1:2");
    CHECK("a\r", 0, "!1:2");
    CHECK("\r", 0, "!1:1");
    CHECK("a\n\"b\"\rc\n", 0, "1:[a]!2:4");
    CHECK("a\0b\n", 0, "!1:2");
    CHECK("a,\"\0\"\n", 0, "!1:4");
    CHECK("a\n\xFF", 0, "1:[a]!2:1");
    CHECK("a,\xC3\xA9\xC3\n", 0, "!1:4");
    CHECK("a,\xC3", 0, "!1:3");
    CHECK("a,\"x\n\xC3\xA9\xE2\x89\"\n", 0, "!2:2");
}

static void test_columns_are_code_points_of_the_line(void **state)
{
    (void)state;
    CHECK("\xC3\xA9\xE2\x89\xA2,\xF0\xA3\x8E\xB4\"\n", 0, "!1:5");
    CHECK("\"x\r\n\xC3\xA9\"y\n", 0, "!2:3");
}

static void test_every_record_must_be_as_long(void **state)
{
    (void)state;
    CHECK("a,b\nc\n", 2, "1:[a|b]!2:2");
    CHECK("a,b\n\"c\"\r\n", 2, "1:[a|b]!2:4");
    CHECK("a,b\nc", 2, "1:[a|b]!2:2");
    CHECK("a,b\nc,d,e\n", 2, "1:[a|b]!2:5");
    CHECK("a,b\nc,d,\n", 2, "1:[a|b]!2:5");
    CHECK("a,b\n \n", 2, "1:[a|b]!2:2");
}

static void test_fields_have_a_limit(void **state)
{
    char text[2 * SL_CSV_FIELD_LIMIT + 4];
    struct sl_csv_source source;
    static struct sl_csv_record record;
    struct sl_error err;
    bool more = false;
    (void)state;
    memset(text, ',', sizeof text);
    for (size_t extra = 0; extra < 2; extra++) {
        const struct sl_str header = { text, SL_CSV_FIELD_LIMIT - 1 + extra };
        SL_CHECK_OK(sl_csv_source_open_bytes(&source, header, "wide", &err), &err);
        record.wanted_count = 0;
        const enum sl_status status = sl_csv_parse(&source, &record, &more, &err);
        SL_CHECK_STATUS(status, extra == 0 ? SL_OK : SL_LIMIT);
        if (extra == 0) {
            SL_CHECK_U64(record.count, SL_CSV_FIELD_LIMIT);
        } else {
            assert_string_equal(err.message, "more than 1024 columns");
            assert_string_equal(err.detail, "wide:1:1025");
        }
        sl_csv_source_finish(&source);
    }
}

/* ---- the same, byte by byte, to compare with ------------------------------------------------ */

struct slow {
    struct sl_str text;
    size_t valid; /* what comes behind is not UTF-8, or is NUL */
    size_t at;
    size_t wanted_count;
    struct sl_buf *out;
};

static void slow_fail(struct slow *slow, size_t place)
{
    int line = 1;
    size_t line_start = 0;
    for (size_t i = 0; i < place; i++) {
        if (slow->text.ptr[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    }
    const size_t column =
        sl_utf8_count(sl_str_part(slow->text, line_start, place - line_start)) + 1;
    sl_buf_addf(slow->out, "!%d:%d", line, (int)column);
}

static char slow_byte(const struct slow *slow)
{
    return slow->at < slow->valid ? slow->text.ptr[slow->at] : '\0';
}

/* Read one field into *field. False when the text is wrong at `at`. */
static bool slow_field(struct slow *slow, struct sl_buf *field)
{
    const size_t first = slow->at;
    const bool is_quoted = slow_byte(slow) == '"';
    slow->at += is_quoted ? 1 : 0;
    for (;; slow->at++) {
        const char byte = slow_byte(slow);
        if (slow->at >= slow->valid) {
            if (slow->valid == slow->text.len && is_quoted) {
                slow->at = first;
                return false;
            }
            return slow->valid == slow->text.len;
        }
        if (is_quoted && byte == '"') {
            slow->at++;
            if (slow_byte(slow) != '"') {
                return true;
            }
        } else if (!is_quoted && (byte == ',' || byte == '\n' || byte == '\r' || byte == '"')) {
            return byte != '"';
        }
        sl_buf_add_byte(field, byte);
    }
}

/* Step over what ends a field. Gives ',' or '\n', or 0 when something else stands there. */
static char slow_end(struct slow *slow)
{
    const char byte = slow_byte(slow);
    if (slow->at >= slow->valid) {
        return slow->valid == slow->text.len ? '\n' : '\0';
    }
    slow->at++;
    if (byte == '\r') {
        if (slow_byte(slow) == '\n') {
            slow->at++;
            return '\n';
        }
        slow->at -= slow->at < slow->valid || slow->valid == slow->text.len ? 1 : 0;
        return '\0';
    }
    slow->at -= byte == ',' || byte == '\n' ? 0 : 1;
    return byte == ',' || byte == '\n' ? byte : '\0';
}

static bool slow_record(struct slow *slow, struct sl_buf *record)
{
    const size_t first = slow->at;
    size_t count = 0;
    for (char end = ','; end == ',';) {
        if (slow->wanted_count > 0 && count == slow->wanted_count) {
            return false;
        }
        sl_buf_add(record, count == 0 ? SL_STR("") : SL_STR("|"));
        if (!slow_field(slow, record)) {
            return false;
        }
        end = slow_end(slow);
        if (end == '\0') {
            return false;
        }
        count++;
    }
    if (count < slow->wanted_count) {
        slow->at -= slow->text.ptr[slow->at - 1] == '\n' ? 1 : 0;
        slow->at -= slow->at > first && slow->text.ptr[slow->at - 1] == '\r' ? 1 : 0;
        return false;
    }
    return true;
}

static void slow_all(struct slow *slow)
{
    int line = 1;
    struct sl_buf record;
    sl_buf_init(&record, 10000);
    for (;;) {
        const struct sl_str rest = sl_str_part(slow->text, slow->at, slow->valid - slow->at);
        const size_t empty = sl_str_starts(rest, SL_STR("\n"))     ? 1
                             : sl_str_starts(rest, SL_STR("\r\n")) ? 2
                                                                   : 0;
        if (empty > 0) {
            slow->at += empty;
            line++;
            continue;
        }
        if (slow->at == slow->text.len) {
            sl_buf_add(slow->out, SL_STR("."));
            break;
        }
        const size_t first = slow->at;
        sl_buf_clear(&record);
        if (!slow_record(slow, &record)) {
            slow_fail(slow, slow->at);
            break;
        }
        sl_buf_addf(slow->out, "%d:[", line);
        sl_buf_add(slow->out, sl_buf_str(&record));
        sl_buf_add(slow->out, SL_STR("]"));
        for (size_t i = first; i < slow->at; i++) {
            line += slow->text.ptr[i] == '\n';
        }
    }
    sl_buf_finish(&record);
}

/* Texts of the bytes that matter: both ways of parsing agree on records, lines and errors. */
static void test_agrees_with_slow_parsing(void **state)
{
    static const char *const pieces[] = {
        "a",
        "bb",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "\"x\"",
        "\"\"",
        "\xC3\xA9",
        "\t",
        "a long plain field",
        "\"a long, quoted field\"",
        "\r",
        "\xFF",
        "\xC3",
        "",
    };
    struct sl_random random;
    struct sl_buf text;
    struct sl_buf fast;
    struct sl_buf slow;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&text, 10000);
    sl_buf_init(&fast, 10000);
    sl_buf_init(&slow, 10000);
    for (int round = 0; round < 60000; round++) {
        /* In most rounds without the pieces at the end, which spoil almost every text. */
        const uint64_t kinds = round % 4 == 0 ? 19 : 15;
        const uint64_t count = sl_random_below(&random, 14);
        sl_buf_clear(&text);
        for (uint64_t i = 0; i < count; i++) {
            const uint64_t kind = sl_random_below(&random, kinds);
            sl_buf_add(&text, kind == 18 ? SL_STR("\0") : sl_str_from(pieces[kind]));
        }
        const size_t wanted_count = (size_t)sl_random_below(&random, 4);
        const size_t capacity = 1 + (size_t)sl_random_below(&random, 40);
        sl_buf_clear(&fast);
        sl_buf_clear(&slow);
        parse_all(sl_buf_str(&text), wanted_count, capacity, &fast);
        const size_t nul = sl_str_find(sl_buf_str(&text), SL_STR("\0"));
        struct slow state_of_slow = {
            .text = sl_buf_str(&text),
            .valid = sl_utf8_check(sl_str_part(sl_buf_str(&text), 0, nul)),
            .wanted_count = wanted_count,
            .out = &slow,
        };
        slow_all(&state_of_slow);
        SL_CHECK_STR(sl_buf_str(&fast), slow.ptr);
    }
    sl_buf_finish(&text);
    sl_buf_finish(&fast);
    sl_buf_finish(&slow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_rules_of_rfc_4180),
        cmocka_unit_test(test_fields_are_kept_as_written),
        cmocka_unit_test(test_empty_lines_are_passed_over),
        cmocka_unit_test(test_lines_are_counted_through_quotes),
        cmocka_unit_test(test_errors_say_where),
        cmocka_unit_test(test_columns_are_code_points_of_the_line),
        cmocka_unit_test(test_every_record_must_be_as_long),
        cmocka_unit_test(test_fields_have_a_limit),
        cmocka_unit_test(test_agrees_with_slow_parsing),
    };
    return cmocka_run_group_tests_name("base/csv_parse", tests, NULL, NULL);
}
