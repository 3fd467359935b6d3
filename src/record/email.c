/* SPDX-License-Identifier: Apache-2.0 */
#include "record/email.h"

#include <stdbool.h>
#include <string.h>

#include "record/category.h"

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Bytes that an address has in practice; quoted local parts are left to the folded text. */
static bool is_address_byte(char byte)
{
    const char small = lower(byte);
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
        return true;
    }
    switch (byte) {
    case '@':
    case '.':
    case '-':
    case '+':
    case '_':
    case '\'':
    case '&':
        return true;
    default:
        return false;
    }
}

/* What stands between < and >, or else what stands behind "mailto:"; without a mark at the end. */
static struct sl_str unwrap(struct sl_str raw)
{
    const size_t open = sl_str_find(raw, SL_STR("<"));
    if (open < raw.len) {
        const struct sl_str inner = sl_str_part(raw, open + 1, raw.len);
        raw = sl_str_part(inner, 0, sl_str_find(inner, SL_STR(">")));
    }
    raw = sl_str_trim(raw);
    const struct sl_str scheme = SL_STR("mailto:");
    bool has_scheme = raw.len > scheme.len;
    for (size_t i = 0; has_scheme && i < scheme.len; i++) {
        has_scheme = lower(raw.ptr[i]) == scheme.ptr[i];
    }
    raw = has_scheme ? sl_str_trim(sl_str_part(raw, scheme.len, raw.len)) : raw;
    while (raw.len > 0 && memchr(".,;", raw.ptr[raw.len - 1], 3) != NULL) {
        raw.len--;
    }
    return raw;
}

/* One address: something, one @, something. */
static bool is_address(struct sl_str text, size_t *ret_at)
{
    const size_t at = sl_str_find(text, SL_STR("@"));
    if (at == 0 || at + 1 >= text.len) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!is_address_byte(text.ptr[i]) || (text.ptr[i] == '@' && i != at)) {
            return false;
        }
    }
    *ret_at = at;
    return true;
}

void sl_email_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const struct sl_str text = unwrap(raw);
    size_t at = 0;
    if (!is_address(text, &at)) {
        sl_category_normal(fold, raw, out);
        return;
    }
    const size_t plus = sl_str_find(sl_str_part(text, 0, at), SL_STR("+"));
    for (size_t i = 0; i < text.len; i++) {
        /* A local part that begins with + has no name before its detail: it stays whole. */
        if (plus == 0 || i < plus || i >= at) {
            sl_buf_add_byte(out, lower(text.ptr[i]));
        }
    }
}
