/* SPDX-License-Identifier: Apache-2.0 */
#include "web/log.h"

#include <string.h>

#include "support/support.h"

/* 2026-04-01 10:00:00.123 */
#define WHEN INT64_C(1775037600123456)

/* What is written in a style; the caller frees nothing. */
static const char *written(enum sl_log_style style, const struct sl_error *why)
{
    static char text[4096];
    struct sl_log log = { .out = tmpfile(), .style = style };
    const struct sl_log_request request = {
        .at_us = WHEN,
        .route = "child",
        .method = "GET",
        .status = why == NULL ? 200 : 503,
        .took_us = 1234,
        .bytes = 5678,
        .why = why,
    };

    assert_non_null(log.out);
    sl_log_request(&log, &request);
    sl_log_event(&log, WHEN, "listening", "127.0.0.1:8080");
    sl_log_event(&log, WHEN, "stopped", "");
    rewind(log.out);
    const size_t len = fread(text, 1, sizeof text - 1, log.out);
    text[len] = '\0';
    (void)fclose(log.out);
    return text;
}

static void test_a_line_for_each(void **state)
{
    (void)state;
    assert_string_equal(
        written(SL_LOG_TEXT, NULL),
        "2026-04-01T10:00:00.123Z GET child 200 1.2 ms 5678 bytes\n"
        "2026-04-01T10:00:00.123Z listening: 127.0.0.1:8080\n"
        "2026-04-01T10:00:00.123Z stopped\n"
    );
    assert_string_equal(
        written(SL_LOG_JSON, NULL),
        "{\"at\":\"2026-04-01T10:00:00.123Z\",\"event\":\"request\",\"method\":\"GET\","
        "\"route\":\"child\",\"status\":200,\"ms\":1.234,\"bytes\":5678}\n"
        "{\"at\":\"2026-04-01T10:00:00.123Z\",\"event\":\"listening\","
        "\"detail\":\"127.0.0.1:8080\"}\n"
        "{\"at\":\"2026-04-01T10:00:00.123Z\",\"event\":\"stopped\"}\n"
    );
    assert_string_equal(written(SL_LOG_NONE, NULL), "");
    const struct sl_log nowhere = { .style = SL_LOG_TEXT };
    sl_log_event(&nowhere, WHEN, "stopped", "");
    sl_log_request(&nowhere, &(struct sl_log_request){ .route = "home" });
}

static void test_a_failure_is_told(void **state)
{
    struct sl_error why = { .status = SL_OK };

    (void)state;
    sl_fail(&why, SL_IO, "the disk is \"full\"\n");
    sl_fail_detail(&why, "a line");
    const char *text = written(SL_LOG_JSON, &why);
    assert_non_null(strstr(text, "\"error\":\"the disk is \\\"full\\\""));
    assert_non_null(strstr(text, "\"detail\":\"a line\"}\n"));
    assert_non_null(strstr(written(SL_LOG_TEXT, &why), "the disk is"));
}

static void test_styles_have_names(void **state)
{
    const struct sl_term *terms = sl_log_style_terms();

    (void)state;
    SL_CHECK_STR(terms[SL_LOG_TEXT].name, "text");
    SL_CHECK_STR(terms[SL_LOG_JSON].name, "json");
    SL_CHECK_STR(terms[SL_LOG_NONE].name, "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_for_each),
        cmocka_unit_test(test_a_failure_is_told),
        cmocka_unit_test(test_styles_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
