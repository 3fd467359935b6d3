/* SPDX-License-Identifier: Apache-2.0 */
#include "web/response.h"

#include <string.h>

#include "web/limit.h"

void sl_response_init(struct sl_response *response)
{
    *response = (struct sl_response){ .status = 200 };
    sl_buf_init(&response->body, SL_WEB_PAGE_BYTES);
}

static void release(struct sl_response *response)
{
    if (response->held != NULL) {
        sl_keep_release(response->keep, response->held);
        response->held = NULL;
    }
}

void sl_response_finish(struct sl_response *response)
{
    release(response);
    sl_buf_finish(&response->body);
}

static bool is_cookie(const char *name)
{
    return strcmp(name, "set-cookie") == 0;
}

void sl_response_clear(struct sl_response *response)
{
    size_t kept = 0;

    for (size_t i = 0; i < response->header_count; i++) {
        if (is_cookie(response->headers[i].name)) {
            response->headers[kept++] = response->headers[i];
        }
    }
    response->header_count = kept;
    response->status = 200;
    response->fixed = (struct sl_str){ .ptr = NULL, .len = 0 };
    release(response);
    response->is_kept = false;
    sl_buf_clear(&response->body);
}

/* Visible characters and blanks: RFC 9110, 5.5, without what is obsolete there. */
static bool is_header_text(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < ' ' || text.ptr[i] > '~') {
            return false;
        }
    }
    return true;
}

enum sl_status sl_response_header(
    struct sl_response *response,
    const char *name,
    struct sl_str value,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    size_t place = 0;

    if (!is_header_text(value)) {
        return sl_fail(err, SL_INVALID, "the answer would have a header that is no text");
    }
    const struct sl_str copy = sl_arena_copy(arena, value);
    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    while (place < response->header_count &&
           (is_cookie(name) || strcmp(response->headers[place].name, name) != 0)) {
        place++;
    }
    if (place == SL_RESPONSE_HEADERS) {
        return sl_fail(err, SL_LIMIT, "the answer has too many headers");
    }
    response->headers[place] = (struct sl_response_header){ .name = name, .value = copy.ptr };
    response->header_count += place == response->header_count;
    return SL_OK;
}

const char *sl_response_find(const struct sl_response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++) {
        if (strcmp(response->headers[i].name, name) == 0) {
            return response->headers[i].value;
        }
    }
    return NULL;
}

struct sl_str sl_response_text(const struct sl_response *response)
{
    return response->fixed.ptr != NULL ? response->fixed : sl_buf_str(&response->body);
}
