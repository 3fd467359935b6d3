/* SPDX-License-Identifier: Apache-2.0 */
#include "web/metrics.h"

#include <string.h>

#include "base/memory.h"
#include "support/support.h"

#define BEGUN INT64_C(1700000000000000)

static const struct sl_hall_state state_now = {
    .policy = SL_POLICY_STALE,
    .session_count = 7,
    .said = {.entries = 41, .refusals = 2, .batches = 30, .failures = 1},
};

static const struct sl_route *route_of(const char *name)
{
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(routes[i].name, name) == 0) {
            return &routes[i];
        }
    }
    return NULL;
}

static void check_line(const struct sl_buf *text, const char *line)
{
    if (strstr(text->ptr, line) == NULL) {
        fail_msg("'%s' is not in\n%s", line, text->ptr);
    }
}

static void note(struct sl_metrics *metrics, const char *route, unsigned status, int64_t took_us)
{
    sl_metrics_begin(metrics);
    sl_metrics_end(metrics, route == NULL ? NULL : route_of(route), status, took_us);
}

static void test_what_was_asked_is_counted(void **state)
{
    struct sl_metrics *metrics = NULL;
    struct sl_error err;
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, (size_t)1 << 20);
    SL_CHECK_OK(sl_metrics_open(BEGUN, &metrics, &err), &err);
    note(metrics, "child", 200, 900);
    note(metrics, "child", 200, 1000);
    note(metrics, "child", 200, 1001);
    note(metrics, "child", 403, 19000);
    note(metrics, "search", 599, INT64_C(6000000));
    note(metrics, NULL, 404, 10);
    sl_metrics_begin(metrics);
    sl_metrics_print(metrics, &state_now, &text);
    sl_buf_add_byte(&text, '\0');
    check_line(&text, "\nsightline_requests_total{route=\"child\",status=\"200\"} 3\n");
    check_line(&text, "\nsightline_requests_total{route=\"child\",status=\"403\"} 1\n");
    check_line(&text, "\nsightline_requests_total{route=\"search\",status=\"other\"} 1\n");
    check_line(&text, "\nsightline_requests_total{route=\"none\",status=\"404\"} 1\n");
    check_line(&text, "\nsightline_request_seconds_bucket{route=\"child\",le=\"0.001\"} 2\n");
    check_line(&text, "\nsightline_request_seconds_bucket{route=\"child\",le=\"0.0025\"} 3\n");
    check_line(&text, "\nsightline_request_seconds_bucket{route=\"child\",le=\"0.02\"} 4\n");
    check_line(&text, "\nsightline_request_seconds_bucket{route=\"child\",le=\"+Inf\"} 4\n");
    check_line(&text, "\nsightline_request_seconds_bucket{route=\"search\",le=\"5\"} 0\n");
    check_line(&text, "\nsightline_request_seconds_sum{route=\"child\"} 0.021901\n");
    check_line(&text, "\nsightline_request_seconds_count{route=\"child\"} 4\n");
    check_line(&text, "\nsightline_requests_under_way 1\n");
    check_line(&text, "\nsightline_ready 0\n");
    check_line(&text, "\nsightline_sessions_open 7\n");
    check_line(&text, "\nsightline_ledger_entries_total 41\n");
    check_line(&text, "\nsightline_ledger_refusals_total 2\n");
    check_line(&text, "\nsightline_ledger_failures_total 1\n");
    check_line(&text, "\nsightline_start_time_seconds 1700000000\n");
    assert_null(strstr(text.ptr, "route=\"home\""));
    sl_metrics_close(metrics);
    sl_buf_finish(&text);
}

/* Each line is a comment, or a name of ours, labels and a number; a metric is told of once. */
static void test_the_format_is_kept(void **state)
{
    struct sl_metrics *metrics = NULL;
    struct sl_error err;
    struct sl_buf text;
    struct sl_str line;

    (void)state;
    sl_buf_init(&text, (size_t)1 << 20);
    SL_CHECK_OK(sl_metrics_open(BEGUN, &metrics, &err), &err);
    note(metrics, "home", 200, 1);
    sl_metrics_print(metrics, &state_now, &text);
    struct sl_str rest = sl_buf_str(&text);
    assert_true(rest.ptr[rest.len - 1] == '\n');
    rest.len--;
    while (sl_str_split(&rest, '\n', &line)) {
        const bool is_comment = sl_str_starts(line, SL_STR("# HELP sightline_")) ||
                                sl_str_starts(line, SL_STR("# TYPE sightline_"));
        const size_t blank = sl_str_find(line, SL_STR(" "));
        assert_true(is_comment || sl_str_starts(line, SL_STR("sightline_")));
        assert_true(
            is_comment || (blank + 1 < line.len && strspn(line.ptr + blank + 1, "0123456789.") > 0)
        );
    }
    sl_metrics_close(metrics);
    sl_metrics_close(NULL);
    sl_buf_finish(&text);
}

static void test_without_memory(void **state)
{
    struct sl_metrics *metrics = NULL;

    (void)state;
    sl_memory_fail_after(0);
    const enum sl_status status = sl_metrics_open(BEGUN, &metrics, NULL);
    sl_memory_fail_after(UINT64_MAX);
    SL_CHECK_STATUS(status, SL_NO_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_asked_is_counted),
        cmocka_unit_test(test_the_format_is_kept),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
