/* SPDX-License-Identifier: Apache-2.0 */
#include "program/serve.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "support/support.h"
#include "web/limit.h"

/* The place of an option in the table; their count when it is none. */
static size_t option_of(const char *name)
{
    size_t i = 0;

    while (i < sl_command_serve.option_count && strcmp(sl_command_serve.options[i].name, name) != 0
    ) {
        i++;
    }
    return i;
}

static void test_the_table_is_whole(void **state)
{
    (void)state;
    assert_string_equal(sl_command_serve.group, "serve");
    for (size_t i = 0; i < sl_command_serve.option_count; i++) {
        assert_non_null(sl_command_serve.options[i].name);
    }
}

static void test_what_is_no_address_is_refused(void **state)
{
    struct sl_cli cli = { .out = stdout, .err = stderr };
    struct sl_arguments arguments = { .operand_count = 0 };
    struct sl_error err;

    (void)state;
    arguments.options[1].count = 1;
    arguments.options[1].texts[0] = "here";
    SL_CHECK_STATUS(sl_command_serve.run(&cli, &arguments, &err), SL_USAGE);
    arguments.options[option_of("--log")].count = 1;
    arguments.options[option_of("--log")].texts[0] = "loud";
    SL_CHECK_STATUS(sl_command_serve.run(&cli, &arguments, &err), SL_USAGE);
    assert_non_null(strstr(err.hint, "json"));
}

/* A file beside the sources; good until the next call. */
static const char *read_source(const char *name)
{
    static struct sl_buf text;
    char path[1200];

    sl_buf_finish(&text);
    sl_buf_init(&text, (size_t)1 << 20);
    (void)snprintf(path, sizeof path, "%s/%s", SL_TEST_SOURCES, name);
    sl_test_read(path, &text);
    sl_buf_add_byte(&text, '\0');
    return text.ptr;
}

/* The whole number that stands behind some words. */
static uint64_t number_behind(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    int64_t number = 0;

    assert_non_null(at);
    at += strlen(words);
    const struct sl_str digits = { .ptr = at, .len = strspn(at, "0123456789") };
    SL_CHECK_OK(sl_parse_i64(digits, 0, INT64_MAX, &number, NULL), NULL);
    return (uint64_t)number;
}

/* The unit for systemd is started as the program wants it, and waits for as long as it may take. */
static void test_the_unit_fits_the_program(void **state)
{
    const char *unit = read_source("docs/examples/sightline.service");
    const char *at = strstr(unit, "ExecStart=/usr/bin/sightline serve ");

    (void)state;
    assert_non_null(at);
    const struct sl_str line = sl_str_part(sl_str_from(at), 0, strcspn(at, "\n"));
    struct sl_str rest = line;
    struct sl_str word;
    size_t count = 0;
    while (sl_str_split(&rest, ' ', &word)) {
        if (sl_str_starts(word, SL_STR("--"))) {
            char name[100];
            (void)snprintf(name, sizeof name, "%.*s", SL_STR_ARG(word));
            assert_true(option_of(name) < sl_command_serve.option_count);
            count++;
        }
    }
    assert_true(count >= 4);
    assert_true(number_behind(unit, "TimeoutStopSec=") > SL_WEB_STOP_SECONDS);
}

/* What nginx lets through is what is taken here; it keeps no log of addresses. */
static void test_the_proxy_has_the_same_limits(void **state)
{
    const char *conf = read_source("docs/examples/nginx.conf");

    (void)state;
    SL_CHECK_U64(number_behind(conf, "client_max_body_size ") << 20, SL_WEB_BODY_BYTES);
    SL_CHECK_U64(number_behind(conf, "client_body_timeout "), SL_WEB_IDLE_SECONDS);
    assert_non_null(strstr(conf, "access_log off;"));
    assert_non_null(strstr(conf, "proxy_set_header X-Forwarded-For $remote_addr;"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_is_whole),
        cmocka_unit_test(test_what_is_no_address_is_refused),
        cmocka_unit_test(test_the_unit_fits_the_program),
        cmocka_unit_test(test_the_proxy_has_the_same_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
