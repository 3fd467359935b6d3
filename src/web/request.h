/* SPDX-License-Identifier: Apache-2.0 */
/*
 * request.h - what a browser asks, whichever library speaks HTTP.
 */
#ifndef SL_WEB_REQUEST_H
#define SL_WEB_REQUEST_H

#include <stddef.h>

#include "base/str.h"

enum sl_method {
    SL_METHOD_OTHER, /* one that nothing here answers */
    SL_METHOD_GET,
    SL_METHOD_HEAD,
    SL_METHOD_POST,
};

/* Headers that count here. */
enum sl_header {
    SL_HEADER_ACCEPT_ENCODING,
    SL_HEADER_AUTHORIZATION,
    SL_HEADER_CONTENT_TYPE,
    SL_HEADER_COOKIE,
    SL_HEADER_HOST,
    SL_HEADER_IF_NONE_MATCH,
    SL_HEADER_ORIGIN,
    SL_HEADER_FETCH_SITE,
    SL_HEADER_FORWARDED_FOR,
    SL_HEADER_COUNT
};

/* The path of a file of which only the descriptor is known. */
#define SL_REQUEST_FILE "/proc/self/fd/%d"

/*
 * How whoever asks may be told later that an answer is ready, and do something else until then.
 * Both are called at most once, in this order; the second by any thread, and it is the last that is
 * done with the request and the answer before sl_site_end.
 */
struct sl_patience {
    void (*wait)(void *context);  /* it will take a while */
    void (*ready)(void *context); /* call sl_site_end */
    void *context;
};

/* Texts are borrowed while the request is answered. Headers that were not sent are empty. */
struct sl_request {
    enum sl_method method;
    struct sl_str target;                   /* path and query, as sent */
    struct sl_str headers[SL_HEADER_COUNT]; /* of one that came twice, the first */
    size_t header_bytes;                    /* all of them, whether they count or not */
    bool has_two_hosts;                     /* what must be there once was there twice */
    bool has_two_tokens;                    /* the same of what says who asks */
    struct sl_str body;
    const char *file;   /* path of a file that has the body instead; NULL: there is none */
    bool is_too_large;  /* the body was larger than it may be, and is not here */
    bool is_lost;       /* there was no room for it on the disk, and it is not here either */
    struct sl_str peer; /* the address of who is connected */
    const struct sl_patience *patience; /* NULL: who asks waits for the answer */
};

/* The name of a header, in lower case. */
const char *sl_header_name(enum sl_header header);

/* The method of a name. */
enum sl_method sl_method_find(struct sl_str name);

#endif
