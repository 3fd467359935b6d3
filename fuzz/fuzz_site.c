/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_site.c - any bytes as each part of a request to any route, of a real site over a real store:
 * every answer is one that the service may give (tests/web/hostile.h).
 *
 * An input is lines: which route (a number in two hexadecimal digits), g or p for the method, one
 * open part of the address, the query, the rest of the form or the body, and a header. What is not
 * there is empty.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "web/hostile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* The site stays while inputs come: what one leaves behind is there for the next. */
static struct hostile hostile;

static void close_site(void)
{
    hostile_close(&hostile);
}

static unsigned digit(char character)
{
    return character >= '0' && character <= '9'   ? (unsigned)(character - '0')
           : character >= 'a' && character <= 'f' ? (unsigned)(character - 'a') + 10
                                                  : (unsigned)(unsigned char)character;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct sl_str rest = { .ptr = (const char *)bytes, .len = len };
    struct sl_str lines[5];
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    if (hostile.site == NULL) {
        hostile_open(&hostile);
        hostile.learns = true;
        (void)atexit(close_site);
    }
    for (size_t i = 0; i < 5; i++) {
        if (rest.ptr == NULL || !sl_str_split(&rest, '\n', &lines[i])) {
            lines[i] = SL_STR("");
        }
    }
    const char *which = lines[0].ptr;
    const unsigned number = lines[0].len < 2 ? 0 : digit(which[0]) * 16 + digit(which[1]);
    const struct sl_route *route = &routes[number % count];
    const bool posts = lines[0].len > 2 && which[2] == 'p';
    const bool is_child = sl_str_equal(lines[1], SL_STR("child"));
    const struct sl_str parts[] = {
        is_child ? child_id(hostile.site->house->child) : lines[1],
        SL_STR("1"),
        SL_STR("pole-jsonl"),
    };
    hostile_path(&hostile, route->pattern, parts, 3);
    sl_buf_add_byte(&hostile.target, '?');
    sl_buf_add(&hostile.target, lines[2]);
    if (route->is_api) {
        sl_buf_clear(&hostile.body);
    } else {
        hostile_form(&hostile);
        sl_buf_add_byte(&hostile.body, '&');
    }
    sl_buf_add(&hostile.body, lines[3]);
    const char *fault = hostile_send(
        &hostile,
        posts ? SL_METHOD_POST : SL_METHOD_GET,
        route->is_api ? "application/json" : "application/x-www-form-urlencoded",
        lines[4]
    );
    if (fault != NULL) {
        (void)fprintf(stderr, "%s: %s\n", route->name, fault);
        SL_ASSERT(fault == NULL);
    }
    return 0;
}
