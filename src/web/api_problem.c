/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_problem.h"

#include <stdio.h>

#include "base/json_write.h"

#define DETAIL_BYTES \
    (sizeof(((struct sl_error *)0)->message) + sizeof(((struct sl_error *)0)->detail) + 2)

/* RFC 9110, section 15, and RFC 6585. The last is for all others. */
static const unsigned statuses[] = {
    400, 401, 403, 404, 405, 409, 413, 414, 415, 429, 431, 503, 500,
};
static const char *const phrases[] = {
    "Bad Request",
    "Unauthorized",
    "Forbidden",
    "Not Found",
    "Method Not Allowed",
    "Conflict",
    "Content Too Large",
    "URI Too Long",
    "Unsupported Media Type",
    "Too Many Requests",
    "Request Header Fields Too Large",
    "Service Unavailable",
    "Internal Server Error",
};
#define STATUS_COUNT (sizeof statuses / sizeof statuses[0])

/* When not even this can be written. */
static const struct sl_str last_words = { "{\"status\":503}\n", 15 };

const unsigned *sl_api_problem_statuses(size_t *ret_count)
{
    *ret_count = STATUS_COUNT;
    return statuses;
}

static const char *phrase_of(unsigned status)
{
    size_t i = 0;

    while (i + 1 < STATUS_COUNT && statuses[i] != status) {
        i++;
    }
    return phrases[i];
}

void sl_api_problem_show(struct sl_visit *visit, unsigned status, const struct sl_error *why)
{
    struct sl_response *response = visit->response;
    struct sl_buf *json = &response->body;
    char detail[DETAIL_BYTES];

    sl_json_begin_object(json, NULL);
    sl_json_add_text(json, "type", SL_STR("about:blank"));
    sl_json_add_text(json, "title", sl_str_from(phrase_of(status)));
    sl_json_add_i64(json, "status", (int64_t)status);
    if (status < 500 && why->message[0] != '\0') {
        (void)snprintf(
            detail,
            sizeof detail,
            "%s%s%s",
            why->message,
            why->detail[0] == '\0' ? "" : ": ",
            why->detail
        );
        sl_json_add_text(json, "detail", sl_str_from(detail));
    }
    if (status < 500 && why->hint[0] != '\0') {
        sl_json_add_text(json, "hint", sl_str_from(why->hint));
    }
    sl_json_end_object(json);
    sl_buf_add_byte(json, '\n');
    if (sl_buf_status(json, NULL) != SL_OK) {
        response->fixed = last_words;
        status = 503;
    }
    response->headers[response->header_count++] =
        (struct sl_response_header){ .name = "content-type", .value = SL_API_PROBLEM_TYPE };
    response->status = status;
}
