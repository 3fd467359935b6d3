/* SPDX-License-Identifier: Apache-2.0 */
#include "record/postcode.h"

#include <stdbool.h>
#include <string.h>

#include "record/identifier.h"

/* A British postcode ends with a digit and two letters. */
#define INWARD_LEN 3
/* The longest part before those. */
#define OUTWARD_LIMIT 4

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* What the shape says of a text: L a letter, D a digit, other bytes as they are. */
static bool has_shape(const char *text, const char *shape, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (shape[i] == 'L' ? !is_letter(text[i]) : !is_digit(text[i])) {
            return false;
        }
    }
    return true;
}

/* Does the text have one of the shapes of an outward code? I, L and O never end one. */
static bool is_outward(const char *text, size_t len)
{
    if (len == 0 || memchr("ilo", text[len - 1], 3) != NULL) {
        return false;
    }
    static const char *const shapes[] = { "LD", "LDD", "LLD", "LDL", "LLDD", "LLDL" };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (strlen(shapes[i]) == len && has_shape(text, shapes[i], len)) {
            return true;
        }
    }
    return len == 3 && memcmp(text, "gir", 3) == 0;
}

static bool is_full(struct sl_str normal)
{
    if (normal.len < INWARD_LEN + 2 || normal.len > INWARD_LEN + OUTWARD_LIMIT) {
        return false;
    }
    const size_t outward_len = normal.len - INWARD_LEN;
    return has_shape(normal.ptr + outward_len, "DLL", INWARD_LEN) &&
           is_outward(normal.ptr, outward_len);
}

static char as_digit(char byte)
{
    return byte == 'o' ? '0' : byte == 'i' || byte == 'l' ? '1' : byte;
}

/* The first letter of an area: a 1 is an L where that makes an area (LA, LS ...), else an I. */
static char as_first_letter(char byte, char next)
{
    if (byte == '1') {
        return memchr("adelnsu", next, 7) != NULL ? 'l' : 'i';
    }
    return byte == '0' ? 'o' : byte;
}

/* The second letter of an area: O ends four areas, L nine, I none. */
static char as_second_letter(char byte)
{
    return byte == '0' ? 'o' : byte == '1' ? 'l' : byte;
}

/*
 * Exchange look-alikes in an outward code where its length leaves no other shape. With three
 * characters the second may be a letter or a digit; only CO, PO, SO and YO are certain, because no
 * district begins with a zero.
 */
static void repair_outward(char *text, size_t len)
{
    text[0] = as_first_letter(text[0], text[1]);
    if (len == 2) {
        text[1] = as_digit(text[1]);
    } else if (len == 3 && is_digit(text[1])) {
        if (text[1] == '0' && memchr("cpsy", text[0], 4) != NULL) {
            text[1] = 'o';
        }
        text[2] = as_digit(text[2]);
    } else if (len == 3) {
        text[2] = as_digit(text[2]);
    } else {
        text[1] = as_second_letter(text[1]);
        text[2] = as_digit(text[2]);
        text[3] = as_digit(text[3]);
    }
}

/* Repair a code that then has a full British shape; any other stays as it was. */
static void repair(struct sl_buf *out, size_t start)
{
    char text[INWARD_LEN + OUTWARD_LIMIT];
    const size_t len = out->len - start;
    if (len < INWARD_LEN + 2 || len > sizeof text) {
        return;
    }
    memcpy(text, out->ptr + start, len);
    if (is_full((struct sl_str){ .ptr = text, .len = len }) && text[1] != '0') {
        return;
    }
    repair_outward(text, len - INWARD_LEN);
    text[len - INWARD_LEN] = as_digit(text[len - INWARD_LEN]);
    if (is_full((struct sl_str){ .ptr = text, .len = len })) {
        memcpy(out->ptr + start, text, len);
    }
}

void sl_postcode_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_identifier_normal(fold, raw, out);
    repair(out, start);
    const struct sl_str normal = { .ptr = out->ptr + start, .len = out->len - start };
    if (sl_str_starts(normal, SL_STR("zz99"))) {
        sl_buf_cut(out, start);
    }
}

static bool has_letter(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_letter(text.ptr[i])) {
            return true;
        }
    }
    return false;
}

struct sl_postcode_parents sl_postcode_parents(struct sl_str normal)
{
    const size_t len = normal.len;
    if (len >= 2 && len <= OUTWARD_LIMIT && is_outward(normal.ptr, len)) {
        return (struct sl_postcode_parents){ .sector_len = 0, .district_len = len };
    }
    if (len >= 3 && is_digit(normal.ptr[len - 1]) && is_outward(normal.ptr, len - 1)) {
        return (struct sl_postcode_parents){ .sector_len = len, .district_len = len - 1 };
    }
    /* A slip in one place leaves most of the British shape, so its parts still stand there. */
    if (len >= INWARD_LEN + 2 && len <= INWARD_LEN + OUTWARD_LIMIT && has_letter(normal)) {
        return (struct sl_postcode_parents){ .sector_len = len - 2, .district_len = len - 3 };
    }
    return (struct sl_postcode_parents){
        .sector_len = len >= 3 ? len - 1 : 0,
        .district_len = len >= 4 ? len - 2 : 0,
    };
}
