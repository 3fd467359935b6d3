/* SPDX-License-Identifier: Apache-2.0 */
#include "emit.h"

#include <stdarg.h>
#include <stdio.h>

/* The longest line that is put together here; C itself promises no longer ones either. */
#define TEXT_LIMIT_BYTES ((size_t)1 << 20)
#define LINE_BYTES       160
#define INDENT_BLANKS    4

bool tpl_keep(struct tpl_unit *unit, enum sl_status status)
{
    if (unit->status == SL_OK) {
        unit->status = status;
    }
    return unit->status == SL_OK;
}

void tpl_refuse(
    struct tpl_unit *unit, const struct tpl_node *node, const char *hint, const char *format, ...
)
{
    char message[LINE_BYTES];
    va_list arguments;

    if (unit->status != SL_OK) {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    unit->status = tpl_fail(node->source, node->offset, unit->err, "%s", message);
    sl_fail_hint(unit->err, "%s", hint);
}

/* What printf makes, in the arena. */
SL_PRINTF(2, 0)
static struct sl_str formatted(struct tpl_unit *unit, const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    const int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = len < 0 ? NULL : sl_arena_alloc(unit->library->arena, (size_t)len + 1, 1);
    if (text == NULL) {
        (void)tpl_keep(unit, sl_fail_memory(unit->err));
        return SL_STR("");
    }
    (void)vsnprintf(text, (size_t)len + 1, format, arguments);
    return (struct sl_str){ .ptr = text, .len = (size_t)len };
}

struct sl_str tpl_textf(struct tpl_unit *unit, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const struct sl_str text = formatted(unit, format, arguments);
    va_end(arguments);
    return text;
}

void tpl_emit(struct tpl_unit *unit, const char *format, ...)
{
    struct tpl_function *function = unit->function;
    va_list arguments;

    va_start(arguments, format);
    const struct sl_str line = formatted(unit, format, arguments);
    va_end(arguments);
    if (sl_str_starts(line, SL_STR("}"))) {
        function->indent--;
    }
    for (unsigned i = 0; i < (function->indent + 1) * INDENT_BLANKS; i++) {
        sl_buf_add_byte(&function->code, ' ');
    }
    sl_buf_add(&function->code, line);
    sl_buf_add_byte(&function->code, '\n');
    if (sl_str_ends(line, SL_STR("{"))) {
        function->indent++;
    }
}

/* One byte of a C string literal. */
static void add_quoted(struct sl_buf *buf, unsigned char byte)
{
    if (byte == '"' || byte == '\\' || byte == '?') {
        sl_buf_add_byte(buf, '\\');
        sl_buf_add_byte(buf, (char)byte);
    } else if (byte == '\n') {
        sl_buf_add(buf, SL_STR("\\n"));
    } else if (byte < 0x20 || byte == 0x7F) {
        sl_buf_addf(buf, "\\%03o", byte);
    } else {
        sl_buf_add_byte(buf, (char)byte);
    }
}

struct sl_str tpl_quoted(struct tpl_unit *unit, struct sl_str text)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf buf;

    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    sl_buf_add_byte(&buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        add_quoted(&buf, (unsigned char)text.ptr[i]);
    }
    sl_buf_add_byte(&buf, '"');
    if (!tpl_keep(unit, sl_buf_status(&buf, unit->err))) {
        return SL_STR("");
    }
    const struct sl_str copy = sl_arena_copy(unit->library->arena, sl_buf_str(&buf));
    (void)tpl_keep(unit, copy.ptr == NULL ? sl_fail_memory(unit->err) : SL_OK);
    return copy;
}

struct sl_str tpl_c_name(struct tpl_unit *unit, struct sl_str name)
{
    const struct sl_str suffix = SL_STR(".njk");
    const size_t len = sl_str_ends(name, suffix) ? name.len - suffix.len : name.len;
    char *copy = sl_arena_alloc(unit->library->arena, len + 1, 1);

    if (copy == NULL) {
        (void)tpl_keep(unit, sl_fail_memory(unit->err));
        return SL_STR("");
    }
    for (size_t i = 0; i < len; i++) {
        const char byte = name.ptr[i];
        const bool is_name = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                             (byte >= '0' && byte <= '9');
        copy[i] = is_name ? byte : '_';
    }
    return (struct sl_str){ .ptr = copy, .len = len };
}

struct sl_str tpl_c_macro(struct tpl_unit *unit, struct sl_str name)
{
    char *copy = sl_arena_alloc(unit->library->arena, 2 * name.len + 1, 1);
    size_t len = 0;

    if (copy == NULL) {
        (void)tpl_keep(unit, sl_fail_memory(unit->err));
        return SL_STR("");
    }
    for (size_t i = 0; i < name.len; i++) {
        const char byte = name.ptr[i];
        const bool is_capital = byte >= 'A' && byte <= 'Z';
        if (is_capital && i > 0) {
            copy[len++] = '_';
        }
        copy[len++] = is_capital ? (char)(byte - 'A' + 'a') : byte;
    }
    return (struct sl_str){ .ptr = copy, .len = len };
}

unsigned tpl_number(struct tpl_unit *unit)
{
    return ++unit->function->number_count;
}

struct sl_str tpl_as_value(struct tpl_unit *unit, struct tpl_operand operand)
{
    return operand.is_truth ? tpl_textf(unit, "sl_value_bool(%.*s)", SL_STR_ARG(operand.code))
                            : operand.code;
}

struct sl_str tpl_as_truth(struct tpl_unit *unit, struct tpl_operand operand)
{
    return operand.is_truth ? operand.code
                            : tpl_textf(unit, "sl_value_truth(%.*s)", SL_STR_ARG(operand.code));
}
