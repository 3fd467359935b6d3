/* SPDX-License-Identifier: Apache-2.0 */
/*
 * status.h - how every fallible function of Sightline reports what happened.
 *
 * A function returns an enum sl_status; the reason goes into an optional struct sl_error that the
 * caller owns. There is no hidden last error: two threads, or two calls, never share one.
 */
#ifndef SIGHTLINE_STATUS_H
#define SIGHTLINE_STATUS_H

#include <stddef.h>

#if defined(__GNUC__)
#define SL_NODISCARD           __attribute__((warn_unused_result))
#define SL_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define SL_API                 __attribute__((visibility("default")))
#else
#define SL_NODISCARD
#define SL_PRINTF(text, first)
#define SL_API
#endif

/*
 * The one table of outcomes: name, exit status of a command, default text.
 * Values are stable; new ones are added at the end.
 */
#define SL_STATUS_TABLE(X)                             \
    X(SL_OK, 0, "done")                                \
    X(SL_USAGE, 2, "the command was not understood")   \
    X(SL_INVALID, 3, "the input is not valid")         \
    X(SL_NOT_FOUND, 4, "not found")                    \
    X(SL_LIMIT, 5, "a limit was reached")              \
    X(SL_NO_MEMORY, 6, "not enough memory")            \
    X(SL_IO, 7, "a file could not be read or written") \
    X(SL_UNSUPPORTED, 8, "not supported")              \
    X(SL_DENIED, 9, "not permitted")

enum sl_status {
#define SL_STATUS_ENUM(name, exit_status, text) name,
    SL_STATUS_TABLE(SL_STATUS_ENUM)
#undef SL_STATUS_ENUM
};

/* The longest text kept of each part, in bytes with the closing NUL; longer text is cut. */
#define SL_ERROR_TEXT_BYTES 256

/*
 * Why a call failed, in three parts: what happened (one line), where or in which detail, and what
 * to do next. Parts not given are empty strings. Owned by the caller; plain memory, copy freely.
 */
struct sl_error {
    enum sl_status status;
    char message[SL_ERROR_TEXT_BYTES];
    char detail[SL_ERROR_TEXT_BYTES];
    char hint[SL_ERROR_TEXT_BYTES];
};

/* Give the default text of a status: a static string, never NULL. */
SL_API const char *sl_status_text(enum sl_status status);

/* Give the exit status with which a command ends for this outcome: 0 to 9. */
SL_API int sl_status_exit(enum sl_status status);

#endif
