/* SPDX-License-Identifier: Apache-2.0 */
#include "web/cookie.h"

/* A name, a token, and what stands around them. */
#define COOKIE_BYTES ((size_t)512)

struct sl_str sl_cookie_find(struct sl_str header, struct sl_str name)
{
    struct sl_str found = SL_STR("");
    struct sl_str rest = header;
    struct sl_str part;
    size_t count = 0;

    while (rest.ptr != NULL && sl_str_split(&rest, ';', &part)) {
        part = sl_str_trim(part);
        const size_t sign = sl_str_find(part, SL_STR("="));
        if (sl_str_equal(sl_str_part(part, 0, sign), name)) {
            found = sl_str_part(part, sign + 1, part.len);
            count++;
        }
    }
    return count == 1 ? found : SL_STR("");
}

enum sl_status sl_cookie_set(
    struct sl_response *response,
    const char *name,
    struct sl_str value,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, COOKIE_BYTES);
    sl_buf_addf(&text, "%s=", name);
    sl_buf_add(&text, value);
    sl_buf_addf(&text, "; Path=/; Secure; HttpOnly; SameSite=Strict");
    if (value.len == 0) {
        sl_buf_addf(&text, "; Max-Age=0");
    }
    SL_TRY(sl_buf_status(&text, err));
    return sl_response_header(response, "set-cookie", sl_buf_str(&text), arena, err);
}
