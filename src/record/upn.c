/* SPDX-License-Identifier: Apache-2.0 */
#include "record/upn.h"

#include <string.h>

#include "record/identifier.h"

#define UPN_LEN 13

/* Letters by their value in the check; I, O and S are left out, as they look like digits. */
static const char letters[] = "abcdefghjklmnpqrtuvwxyz";

#define LETTER_COUNT (sizeof letters - 1)

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *find_letter(char byte)
{
    return byte == '\0' ? NULL : strchr(letters, byte);
}

/* A letter, eleven digits, and a digit or letter. */
static bool has_shape(struct sl_str text)
{
    if (text.len != UPN_LEN || find_letter(text.ptr[0]) == NULL) {
        return false;
    }
    for (size_t i = 1; i < UPN_LEN - 1; i++) {
        if (!is_digit(text.ptr[i])) {
            return false;
        }
    }
    return is_digit(text.ptr[UPN_LEN - 1]) || find_letter(text.ptr[UPN_LEN - 1]) != NULL;
}

static char as_digit(char byte)
{
    switch (byte) {
    case 'o':
        return '0';
    case 'i':
    case 'l':
        return '1';
    case 's':
        return '5';
    default:
        return byte;
    }
}

/* Repair look-alikes where that makes a number; any other text stays as it was. */
static void repair(struct sl_buf *out, size_t start)
{
    char text[UPN_LEN];
    if (out->len - start != UPN_LEN) {
        return;
    }
    memcpy(text, out->ptr + start, UPN_LEN);
    for (size_t i = 1; i < UPN_LEN; i++) {
        const bool keeps_letter = i == UPN_LEN - 1 && find_letter(text[i]) != NULL;
        text[i] = keeps_letter ? text[i] : as_digit(text[i]);
    }
    if (has_shape((struct sl_str){ .ptr = text, .len = UPN_LEN })) {
        memcpy(out->ptr + start, text, UPN_LEN);
    }
}

static bool is_placeholder(struct sl_str normal)
{
    size_t same = 0;
    for (size_t i = 1; i < normal.len; i++) {
        same += normal.ptr[i] == normal.ptr[1] ? 1 : 0;
    }
    return has_shape(normal) && same == UPN_LEN - 1;
}

void sl_upn_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_identifier_normal(fold, raw, out);
    repair(out, start);
    if (is_placeholder((struct sl_str){ .ptr = out->ptr + start, .len = out->len - start })) {
        sl_buf_cut(out, start);
    }
}

bool sl_upn_valid(struct sl_str normal)
{
    if (!has_shape(normal)) {
        return false;
    }
    size_t sum = 0;
    for (size_t i = 1; i < UPN_LEN; i++) {
        const char byte = normal.ptr[i];
        const size_t value =
            is_digit(byte) ? (size_t)(byte - '0') : (size_t)(find_letter(byte) - letters);
        sum += value * (i + 1);
    }
    return letters[sum % LETTER_COUNT] == normal.ptr[0];
}

bool sl_upn_temporary(struct sl_str normal)
{
    return has_shape(normal) && !is_digit(normal.ptr[UPN_LEN - 1]);
}
