/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

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

static bool is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

/*
 * Make a text fit to be shown: control characters and invalid bytes become question marks. When it
 * was cut, a last code point that is not all there is dropped instead.
 */
static void make_showable(char *text, bool was_cut)
{
    struct sl_str rest = sl_str_from(text);
    while (rest.len > 0) {
        char *place = text + (rest.ptr - text);
        const size_t before = rest.len;
        const uint32_t code_point = sl_utf8_take(&rest);
        const bool is_half = code_point == UINT32_MAX && was_cut && before < 4;
        if (is_half) {
            *place = '\0';
            return;
        }
        if (code_point == UINT32_MAX || is_control(code_point)) {
            memset(place, '?', before - rest.len);
        }
    }
}

/* Print into one part of an error. */
SL_PRINTF(2, 0) static void print_part(char *part, const char *format, va_list arguments)
{
    const int len = vsnprintf(part, SL_ERROR_TEXT_BYTES, format, arguments);
    if (len < 0) {
        part[0] = '\0';
    }
    make_showable(part, len >= SL_ERROR_TEXT_BYTES);
}

enum sl_status(sl_fail)(struct sl_error *err, enum sl_status status, const char *format, ...)
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

enum sl_status(sl_fail_memory)(struct sl_error *err)
{
    return sl_fail(err, SL_NO_MEMORY, "%s", sl_status_text(SL_NO_MEMORY));
}

enum sl_status(sl_fail_io)(struct sl_error *err, const char *what, const char *path, int reason)
{
    char text[128];
    (void)sl_fail(err, SL_IO, "cannot %s '%s'", what, path);
    sl_fail_detail(err, "%s", strerror_r(reason, text, sizeof text));
    return SL_IO;
}
