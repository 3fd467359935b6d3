/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/print.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static enum sl_status flush(FILE *stream, bool written, struct sl_error *err)
{
    if (written && fflush(stream) == 0 && ferror(stream) == 0) {
        return SL_OK;
    }
    return sl_fail(err, SL_IO, "cannot write standard output");
}

enum sl_status sl_print_buf(FILE *stream, const struct sl_buf *buf, struct sl_error *err)
{
    SL_TRY(sl_buf_status(buf, err));
    return flush(stream, fwrite(buf->ptr, 1, buf->len, stream) == buf->len, err);
}

enum sl_status sl_print_json(FILE *stream, json_t *json, struct sl_error *err)
{
    const size_t flags = JSON_SORT_KEYS | JSON_INDENT(2) | JSON_REAL_PRECISION(12);

    if (json == NULL) {
        return sl_fail_memory(err);
    }
    const int failed = json_dumpf(json, stream, flags);
    json_decref(json);
    return flush(stream, failed == 0 && fputc('\n', stream) != EOF, err);
}

json_t *sl_print_json_number(double number)
{
    return isfinite(number) ? json_real(number) : json_null();
}

/* A line of a failure, without control characters: values of files may stand in it. */
static void print_line(FILE *stream, const char *start, const char *text)
{
    struct sl_buf line;

    if (text[0] == '\0') {
        return;
    }
    sl_buf_init(&line, (size_t)SL_ERROR_TEXT_BYTES * 2);
    sl_print_value(&line, sl_str_from(text), 0, 0);
    /* Where memory is short, the text of the failure is all that matters. */
    const bool whole = sl_buf_status(&line, NULL) == SL_OK;
    (void)fprintf(stream, "%s%s\n", start, whole ? line.ptr : text);
    sl_buf_finish(&line);
}

void sl_print_failure(FILE *stream, const struct sl_error *err)
{
    print_line(stream, "sightline: ", err->message);
    print_line(stream, "  ", err->detail);
    print_line(stream, "  ", err->hint);
    (void)fflush(stream);
}

static bool is_control(uint32_t code_point)
{
    return code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0);
}

void sl_print_value(struct sl_buf *buf, struct sl_str text, size_t limit, size_t width)
{
    const size_t count = sl_utf8_count(text);
    const bool cut = limit > 0 && count > limit;
    const size_t shown = cut ? (limit > 3 ? limit - 3 : 0) : count;
    struct sl_str rest = text;

    for (size_t i = 0; i < shown; i++) {
        const uint32_t code_point = sl_utf8_take(&rest);
        sl_utf8_add(buf, is_control(code_point) ? ' ' : code_point);
    }
    if (cut) {
        sl_buf_add(buf, SL_STR("..."));
    }
    for (size_t i = cut ? limit : shown; i < width; i++) {
        sl_buf_add_byte(buf, ' ');
    }
}

void sl_print_shell_word(struct sl_buf *buf, struct sl_str word)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "_-./,=:@%+";
    bool plain = word.len > 0;

    for (size_t i = 0; i < word.len; i++) {
        plain = plain && word.ptr[i] != '\0' && strchr(safe, word.ptr[i]) != NULL;
    }
    if (plain) {
        sl_buf_add(buf, word);
        return;
    }
    sl_buf_add_byte(buf, '\'');
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '\'') {
            sl_buf_add(buf, SL_STR("'\\''"));
        } else {
            sl_buf_add_byte(buf, word.ptr[i]);
        }
    }
    sl_buf_add_byte(buf, '\'');
}

void sl_print_count(struct sl_buf *buf, uint64_t count)
{
    uint64_t unit = 1;

    while (count / unit >= 1000) {
        unit *= 1000;
    }
    sl_buf_add_u64(buf, count / unit);
    while (unit >= 1000) {
        unit /= 1000;
        sl_buf_addf(buf, ",%03" PRIu64, count / unit % 1000);
    }
}

void sl_print_bytes(struct sl_buf *buf, uint64_t bytes)
{
    static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB" };
    double number = (double)bytes;
    size_t unit = 0;

    while (number >= 1024.0 && unit + 1 < sizeof(units) / sizeof(units[0])) {
        number /= 1024.0;
        unit++;
    }
    sl_buf_addf(buf, unit > 0 && number < 10.0 ? "%.1f %s" : "%.0f %s", number, units[unit]);
}

void sl_print_seconds(struct sl_buf *buf, double seconds)
{
    if (seconds < 10.0) {
        sl_buf_addf(buf, "%.2f s", seconds);
    } else if (seconds < 119.5) {
        sl_buf_addf(buf, "%.1f s", seconds);
    } else {
        const double minutes = floor((seconds + 0.5) / 60.0);
        sl_buf_addf(buf, "%.0f min %02.0f s", minutes, floor(seconds + 0.5 - minutes * 60.0));
    }
}
