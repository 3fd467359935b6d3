/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/print.h"

#include <math.h>

#include "support/support.h"

#define TEXT_LIMIT_BYTES 1000u

static int set_up(void **state)
{
    static struct sl_buf buf;

    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    *state = &buf;
    return 0;
}

static int tear_down(void **state)
{
    sl_buf_finish(*state);
    return 0;
}

static void test_counts(void **state)
{
    static const struct {
        uint64_t count;
        const char *text;
    } rows[] = {
        {0,           "0"                         },
        { 999,        "999"                       },
        { 1000,       "1,000"                     },
        { 1279041753, "1,279,041,753"             },
        { 1002003,    "1,002,003"                 },
        { UINT64_MAX, "18,446,744,073,709,551,615"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sl_buf_clear(*state);
        sl_print_count(*state, rows[i].count);
        SL_CHECK_STR(sl_buf_str(*state), rows[i].text);
    }
}

static void test_bytes_and_seconds(void **state)
{
    static const struct {
        double number;
        const char *bytes;
        const char *seconds;
    } rows[] = {
        {0.0,          "0 bytes",   "0.00 s"          },
        { 9.0,         "9 bytes",   "9.00 s"          },
        { 60.0,        "60 bytes",  "60.0 s"          },
        { 119.6,       "119 bytes", "2 min 00 s"      },
        { 2048.0,      "2.0 KiB",   "34 min 08 s"     },
        { 190840832.0, "182 MiB",   "3180680 min 32 s"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sl_buf_clear(*state);
        sl_print_bytes(*state, (uint64_t)rows[i].number);
        SL_CHECK_STR(sl_buf_str(*state), rows[i].bytes);
        sl_buf_clear(*state);
        sl_print_seconds(*state, rows[i].number);
        SL_CHECK_STR(sl_buf_str(*state), rows[i].seconds);
    }
}

/* What a file holds cannot move the cursor of a terminal. */
static void test_values_are_tame(void **state)
{
    sl_print_value(*state, SL_STR("a\x1B[2Jb\nc\xC2\x9B"), 0, 0);
    SL_CHECK_STR(sl_buf_str(*state), "a [2Jb c ");
    sl_buf_clear(*state);
    sl_print_value(*state, SL_STR("Zo\xC3\xAB Okonkwo"), 6, 8);
    SL_CHECK_STR(sl_buf_str(*state), "Zo\xC3\xAB...  ");
    sl_buf_clear(*state);
    sl_print_value(*state, SL_STR("ab"), 6, 4);
    SL_CHECK_STR(sl_buf_str(*state), "ab  ");
}

static void test_shell_words(void **state)
{
    static const struct {
        const char *word;
        const char *text;
    } rows[] = {
        {"people.csv", "people.csv"},
        { "a b",       "'a b'"     },
        { "it's",      "'it'\\''s'"},
        { "$(x)",      "'$(x)'"    },
        { "",          "''"        },
        { "a=b,c=d",   "a=b,c=d"   },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sl_buf_clear(*state);
        sl_print_shell_word(*state, sl_str_from(rows[i].word));
        SL_CHECK_STR(sl_buf_str(*state), rows[i].text);
    }
}

static void check_stream(FILE *stream, const char *expected)
{
    char text[TEXT_LIMIT_BYTES];

    rewind(stream);
    const size_t len = fread(text, 1, sizeof(text), stream);
    SL_CHECK_BYTES(((struct sl_str){ .ptr = text, .len = len }), sl_str_from(expected));
    (void)fclose(stream);
}

static void test_failures_have_three_parts(void **state)
{
    const struct sl_error whole = { .message = "m\x1B", .detail = "d", .hint = "h" };
    const struct sl_error bare = { .message = "m" };
    FILE *stream = tmpfile();

    (void)state;
    assert_non_null(stream);
    sl_print_failure(stream, &whole);
    sl_print_failure(stream, &bare);
    check_stream(stream, "sightline: m \n  d\n  h\nsightline: m\n");
}

static void test_json_is_sorted(void **state)
{
    FILE *stream = tmpfile();
    struct sl_error err;

    (void)state;
    assert_non_null(stream);
    SL_CHECK_OK(
        sl_print_json(
            stream,
            json_pack(
                "{s:o, s:o}", "b", sl_print_json_number(0.5), "a", sl_print_json_number(HUGE_VAL)
            ),
            &err
        ),
        &err
    );
    SL_CHECK_STATUS(sl_print_json(stream, NULL, &err), SL_NO_MEMORY);
    check_stream(stream, "{\n  \"a\": null,\n  \"b\": 0.5\n}\n");
}

static void test_a_full_device_is_a_failure(void **state)
{
    FILE *stream = fopen("/dev/full", "w");
    struct sl_error err;

    if (stream == NULL) {
        skip();
        return;
    }
    sl_buf_add(*state, SL_STR("text"));
    SL_CHECK_STATUS(sl_print_buf(stream, *state, &err), SL_IO);
    (void)fclose(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bytes_and_seconds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values_are_tame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shell_words, set_up, tear_down),
        cmocka_unit_test(test_failures_have_three_parts),
        cmocka_unit_test(test_json_is_sorted),
        cmocka_unit_test_setup_teardown(test_a_full_device_is_a_failure, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("cli/print", tests, NULL, NULL);
}
