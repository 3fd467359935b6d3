/* SPDX-License-Identifier: Apache-2.0 */
/*
 * response.h - what is answered: status, headers, body, whichever library speaks HTTP.
 */
#ifndef SL_WEB_RESPONSE_H
#define SL_WEB_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/keep.h"
#include "base/str.h"

#define SL_RESPONSE_HEADERS 16u

struct sl_visit;

struct sl_response_header {
    const char *name, *value;
};

/*
 * An answer. The body is written (body), lies in the program (asset), or is held (again.h). Texts
 * of headers live in the arena of the request.
 */
struct sl_response {
    unsigned status; /* 200 ... */
    struct sl_buf body;
    struct sl_str fixed;  /* instead of body, when ptr is not NULL: lives as long as the program, or
                           * as `held` */
    struct sl_keep *keep; /* of what is held, or NULL */
    struct sl_kept *held; /* until the answer is finished; not more than one */
    bool is_kept;         /* a browser may keep it for ever: its address changes with it */
    size_t header_count;
    struct sl_response_header headers[SL_RESPONSE_HEADERS];
    struct sl_visit *pending; /* not to be sent yet: ended by sl_site_end (site.h) */
};

/* An empty answer, 200. Give back with sl_response_finish. */
void sl_response_init(struct sl_response *response);
void sl_response_finish(struct sl_response *response);

/* Take back all that was said, but cookies. */
void sl_response_clear(struct sl_response *response);

/*
 * Say a header. The name is a literal in lower case; one that was said before is replaced, but for
 * set-cookie.
 *
 * Errors: SL_INVALID when the value has bytes that no header may have (a line end, say); SL_LIMIT
 * when there are SL_RESPONSE_HEADERS already; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_response_header(
    struct sl_response *response,
    const char *name,
    struct sl_str value,
    struct sl_arena *arena,
    struct sl_error *err
);

/* The value of a header that was said, or NULL. */
const char *sl_response_find(const struct sl_response *response, const char *name);

/* What the body is: that which lies in the program, else what was written. */
struct sl_str sl_response_text(const struct sl_response *response);

#endif
