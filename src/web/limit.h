/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limit.h - how much a browser may send, and how long it may take.
 *
 * What goes over a limit is answered with the status beside it, and never read into memory.
 */
#ifndef SL_WEB_LIMIT_H
#define SL_WEB_LIMIT_H

#include <stddef.h>

/* The body of a request: 413. A long note has 20 KB. */
#define SL_WEB_BODY_BYTES ((size_t)1 << 20)
/* All headers together: 431. Browsers send 1 to 2 KB. */
#define SL_WEB_HEADER_BYTES ((size_t)16 << 10)
/* Path and query: 414. */
#define SL_WEB_TARGET_BYTES ((size_t)4 << 10)
/* Parameters of a query or a form, and the longest name: 400. */
#define SL_WEB_PARAMETER_LIMIT ((size_t)512)
#define SL_WEB_NAME_BYTES      ((size_t)64)

/* A file that a program sends, which goes to the disk and not into memory: 413. A whole return of a
 * large authority has some 100 MB. */
#define SL_WEB_FILE_BYTES ((size_t)512 << 20)
/* The same, for a file to come. */
#define SL_WEB_FILE_SECONDS 900u
/* Requests of one token, and tries without a good one from one address, at once and in a minute:
 * 429. */
#define SL_WEB_TOKEN_MINUTE 600u
#define SL_WEB_TRIES_MINUTE 30u
#define SL_WEB_MINUTE_US    INT64_C(60000000)
/* Children in one piece of the department's daily data, as its document says: 413. */
#define SL_WEB_RETURN_CHILDREN 100u
/* Such a piece: 413. */
#define SL_WEB_RETURN_BYTES ((size_t)16 << 20)

/* A page, and what is computed for it. */
#define SL_WEB_PAGE_BYTES  ((size_t)32 << 20)
#define SL_WEB_ARENA_BYTES ((size_t)256 << 20)

/* What is kept of pages that were shown a moment ago (again.h): some 1,500 pages of children. */
#define SL_WEB_AGAIN_BYTES ((size_t)64 << 20)

/* Connections that are open at once; more wait until one ends. */
#define SL_WEB_CONNECTIONS 1024u
/* A connection on which nothing happens is closed; so is one whose request has not come, or whose
 * answer has not gone, in the time that it has for it, whatever trickles in (connections.h). */
#define SL_WEB_IDLE_SECONDS    20u
#define SL_WEB_REQUEST_SECONDS 60u
#define SL_WEB_ANSWER_SECONDS  120u
/* How long requests that are under way may take when the program is to stop. */
#define SL_WEB_STOP_SECONDS 20u

#define SL_WEB_THREADS_MAX 64u
/* Of those who watch over it there are few. */
#define SL_WEB_WATCH_THREADS 2u

#endif
