/* SPDX-License-Identifier: Apache-2.0 */
/*
 * error.h - filling in a struct sl_error, and passing a failure on.
 */
#ifndef SL_BASE_ERROR_H
#define SL_BASE_ERROR_H

#include "base/banned.h"
#include "sightline/status.h"

/* On a variable: call function(&variable) when the variable goes out of scope. */
#define SL_CLEANUP(function) __attribute__((cleanup(function)))

/* Return from the calling function when CALL does not give SL_OK. */
#define SL_TRY(call)                                 \
    do {                                             \
        const enum sl_status sl_try_status = (call); \
        if (sl_try_status != SL_OK) {                \
            return sl_try_status;                    \
        }                                            \
    } while (0)

/* Stop the program when a condition that the code itself guarantees does not hold; on in release.
 */
#define SL_ASSERT(condition)                                  \
    do {                                                      \
        if (__builtin_expect(!(condition), 0)) {              \
            sl_assert_failed(#condition, __FILE__, __LINE__); \
        }                                                     \
    } while (0)

/* What SL_ASSERT calls: says on standard error what does not hold, and aborts. */
_Noreturn void sl_assert_failed(const char *condition, const char *file, int line);

/*
 * Record a failure: clears detail and hint, sets status and message.
 *
 *   err     may be NULL: then nothing is recorded
 *   status  not SL_OK
 *   format  printf format of the message: one line, no full stop, no function names
 *
 * Text is cut to fit between code points, and what a terminal would obey (control characters) or
 * could not show (invalid UTF-8) becomes a question mark: messages often repeat foreign input.
 *
 * Returns status, so that a function can end with `return sl_fail(err, SL_INVALID, "...");`.
 */
enum sl_status sl_fail(struct sl_error *err, enum sl_status status, const char *format, ...)
    SL_PRINTF(3, 4);

/* Add where or in which detail the failure lies. err may be NULL. */
void sl_fail_detail(struct sl_error *err, const char *format, ...) SL_PRINTF(2, 3);

/* Add what to do next: a whole sentence. err may be NULL. */
void sl_fail_hint(struct sl_error *err, const char *format, ...) SL_PRINTF(2, 3);

/* Record that memory ran out; returns SL_NO_MEMORY. err may be NULL. */
enum sl_status sl_fail_memory(struct sl_error *err);

/*
 * Record that the system refused something: "cannot WHAT 'PATH'", and in detail why.
 *
 *   what    a verb: open, read, write
 *   reason  a value of errno
 *
 * Returns SL_IO. err may be NULL.
 */
enum sl_status sl_fail_io(struct sl_error *err, const char *what, const char *path, int reason);

/*
 * What the three give back is spelt out at the call, so that compilers and analysers know that the
 * function which called them has failed, and do not look for faults on a path that is not there.
 */
#define sl_fail(err, status, ...)                       \
    (__extension__({                                    \
        const enum sl_status sl_failed = (status);      \
        (void)(sl_fail)((err), sl_failed, __VA_ARGS__); \
        sl_failed;                                      \
    }))
#define sl_fail_memory(err) ((void)(sl_fail_memory)(err), (enum sl_status)SL_NO_MEMORY)
#define sl_fail_io(err, what, path, reason) \
    ((void)(sl_fail_io)((err), (what), (path), (reason)), (enum sl_status)SL_IO)

#endif
