/* SPDX-License-Identifier: Apache-2.0 */
#include "web/log.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"

#define LINE_BYTES ((size_t)4096)

/* clang-format off */
#define TERM(enumerator, term_name, term_words) \
    [enumerator] = { .name = { "" term_name, sizeof(term_name) - 1 }, \
                     .words = { "" term_words, sizeof(term_words) - 1 } },
/* clang-format on */

const struct sl_term *sl_log_style_terms(void)
{
    static const struct sl_term terms[] = { SL_LOG_STYLE_TABLE(TERM) };

    return terms;
}

static void add_member(struct sl_buf *line, const char *name, const char *text)
{
    if (text[0] != '\0') {
        sl_buf_addf(line, ",\"%s\":", name);
        sl_json_quote(sl_str_from(text), line);
    }
}

/* One line, in one piece. What cannot be written is lost: pages matter more. */
static void write_line(const struct sl_log *log, struct sl_buf *line)
{
    sl_buf_add_byte(line, '\n');
    if (sl_buf_status(line, NULL) == SL_OK) {
        (void)fwrite(line->ptr, 1, line->len, log->out);
        (void)fflush(log->out);
    }
    sl_buf_finish(line);
}

static void print_request(const struct sl_log_request *request, struct sl_buf *line)
{
    sl_date_print_instant(request->at_us, line);
    sl_buf_addf(
        line,
        " %s %s %u %.1f ms %zu bytes",
        request->method,
        request->route,
        request->status,
        (double)request->took_us / 1e3,
        request->bytes
    );
    if (request->why != NULL) {
        sl_buf_addf(line, ": %s", request->why->message);
    }
    if (request->why != NULL && request->why->detail[0] != '\0') {
        sl_buf_addf(line, " (%s)", request->why->detail);
    }
}

static void print_request_json(const struct sl_log_request *request, struct sl_buf *line)
{
    sl_buf_addf(line, "{\"at\":\"");
    sl_date_print_instant(request->at_us, line);
    sl_buf_addf(line, "\",\"event\":\"request\"");
    add_member(line, "method", request->method);
    add_member(line, "route", request->route);
    sl_buf_addf(
        line,
        ",\"status\":%u,\"ms\":%.3f,\"bytes\":%zu",
        request->status,
        (double)request->took_us / 1e3,
        request->bytes
    );
    if (request->why != NULL) {
        add_member(line, "error", request->why->message);
        add_member(line, "detail", request->why->detail);
    }
    sl_buf_add_byte(line, '}');
}

void sl_log_request(const struct sl_log *log, const struct sl_log_request *request)
{
    struct sl_buf line;

    if (log->out == NULL || log->style == SL_LOG_NONE) {
        return;
    }
    sl_buf_init(&line, LINE_BYTES);
    if (log->style == SL_LOG_JSON) {
        print_request_json(request, &line);
    } else {
        print_request(request, &line);
    }
    write_line(log, &line);
}

void sl_log_event(const struct sl_log *log, int64_t at_us, const char *event, const char *detail)
{
    struct sl_buf line;

    if (log->out == NULL || log->style == SL_LOG_NONE) {
        return;
    }
    sl_buf_init(&line, LINE_BYTES);
    if (log->style == SL_LOG_JSON) {
        sl_buf_addf(&line, "{\"at\":\"");
        sl_date_print_instant(at_us, &line);
        sl_buf_addf(&line, "\"");
        add_member(&line, "event", event);
        add_member(&line, "detail", detail);
        sl_buf_add_byte(&line, '}');
    } else {
        sl_date_print_instant(at_us, &line);
        sl_buf_addf(&line, " %s%s%s", event, detail[0] == '\0' ? "" : ": ", detail);
    }
    write_line(log, &line);
}
