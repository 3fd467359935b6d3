/* SPDX-License-Identifier: Apache-2.0 */
#include "web/request.h"

static const char *const names[SL_HEADER_COUNT] = {
    [SL_HEADER_ACCEPT_ENCODING] = "accept-encoding",
    [SL_HEADER_AUTHORIZATION] = "authorization",
    [SL_HEADER_CONTENT_TYPE] = "content-type",
    [SL_HEADER_COOKIE] = "cookie",
    [SL_HEADER_HOST] = "host",
    [SL_HEADER_IF_NONE_MATCH] = "if-none-match",
    [SL_HEADER_ORIGIN] = "origin",
    [SL_HEADER_FETCH_SITE] = "sec-fetch-site",
    [SL_HEADER_FORWARDED_FOR] = "x-forwarded-for",
};

const char *sl_header_name(enum sl_header header)
{
    return names[header];
}

enum sl_method sl_method_find(struct sl_str name)
{
    static const struct {
        struct sl_str name;
        enum sl_method method;
    } methods[] = {
        {{ "GET", 3 },   SL_METHOD_GET },
        { { "HEAD", 4 }, SL_METHOD_HEAD},
        { { "POST", 4 }, SL_METHOD_POST},
    };

    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (sl_str_equal(methods[i].name, name)) {
            return methods[i].method;
        }
    }
    return SL_METHOD_OTHER;
}
