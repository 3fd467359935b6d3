/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct status_row {
    const char *text;
    int exit_status;
};

static const struct status_row STATUS_ROWS[] = {
#define SL_STATUS_ROW(name, exit, words) [name] = { .text = (words), .exit_status = (exit) },
    SL_STATUS_TABLE(SL_STATUS_ROW)
#undef SL_STATUS_ROW
};

/* The row of a status; a value that is none counts as invalid input. */
static const struct status_row *status_row(enum sl_status status)
{
    const size_t index = (size_t)status;
    const size_t count = sizeof STATUS_ROWS / sizeof STATUS_ROWS[0];
    return &STATUS_ROWS[index < count ? index : (size_t)SL_INVALID];
}

const char *sl_status_text(enum sl_status status)
{
    return status_row(status)->text;
}

int sl_status_exit(enum sl_status status)
{
    return status_row(status)->exit_status;
}

_Noreturn void sl_assert_failed(const char *condition, const char *file, int line)
{
    (void)fprintf(stderr, "%s:%d: the program broke its own rule: %s\n", file, line, condition);
    abort();
}

/* Drop the bytes of a code point that cutting at the end has left incomplete. */
static void drop_half_code_point(char *text)
{
    size_t end = strlen(text);
    size_t first = end;
    while (first > 0 && end - first < 3 && ((unsigned char)text[first - 1] & 0xC0u) == 0x80u) {
        first--;
    }
    if (first == 0) {
        return;
    }
    const unsigned lead = (unsigned char)text[first - 1];
    const size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (end - first < want) {
        text[first - 1] = '\0';
    }
}

/* Print into one part of an error; what does not fit is cut between code points. */
SL_PRINTF(2, 0) static void print_part(char *part, const char *format, va_list arguments)
{
    const int length = vsnprintf(part, SL_ERROR_TEXT_BYTES, format, arguments);
    if (length < 0) {
        part[0] = '\0';
    } else if (length >= SL_ERROR_TEXT_BYTES) {
        drop_half_code_point(part);
    }
}

enum sl_status sl_fail(struct sl_error *err, enum sl_status status, const char *format, ...)
{
    SL_ASSERT(status != SL_OK);
    if (err != NULL) {
        err->status = status;
        err->detail[0] = '\0';
        err->hint[0] = '\0';
        va_list arguments;
        va_start(arguments, format);
        print_part(err->message, format, arguments);
        va_end(arguments);
    }
    return status;
}

void sl_fail_detail(struct sl_error *err, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        print_part(err->detail, format, arguments);
        va_end(arguments);
    }
}

void sl_fail_hint(struct sl_error *err, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        print_part(err->hint, format, arguments);
        va_end(arguments);
    }
}

enum sl_status sl_fail_memory(struct sl_error *err)
{
    return sl_fail(err, SL_NO_MEMORY, "%s", sl_status_text(SL_NO_MEMORY));
}
