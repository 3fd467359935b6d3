/* SPDX-License-Identifier: Apache-2.0 */
#include "record/vehicle_mark.h"

#include <stddef.h>
#include <string.h>

#include "record/identifier.h"

#define MARK_LIMIT 7
/* More changes than a mark has characters: the shape cannot be had. */
#define IMPOSSIBLE (MARK_LIMIT + 1)

/*
 * Shapes: D a digit, N the first digit of a number, which is not 0; letters: A that begin a place
 * of registration (no I, Q, Z), Y of a year (no I, O, Q, U, Z; Q marks a vehicle of unknown age and
 * stands first only), L other letters (no I, Q), and * any, as in dateless and Irish marks.
 */
static const char *const shapes[] = {
    /* since 2001 */
    "AADDLLL",
    /* 1983 to 2001, letter of the year first */
    "YNLLL",
    "YNDLLL",
    "YNDDLLL",
    "QNLLL",
    "QNDLLL",
    "QNDDLLL",
    /* 1963 to 1983, letter of the year last */
    "LLLNY",
    "LLLNDY",
    "LLLNDDY",
    /* dateless and Northern Ireland */
    "*N",
    "*ND",
    "*NDD",
    "*NDDD",
    "**N",
    "**ND",
    "**NDD",
    "**NDDD",
    "***N",
    "***ND",
    "***NDD",
    "***NDDD",
    "N*",
    "ND*",
    "NDD*",
    "NDDD*",
    "N**",
    "ND**",
    "NDD**",
    "NDDD**",
    "N***",
    "ND***",
    "NDD***",
    "NDDD***",
};

#define SHAPE_COUNT (sizeof shapes / sizeof shapes[0])

static bool is_letter_of(char byte, const char *never)
{
    return byte >= 'a' && byte <= 'z' && strchr(never, byte) == NULL;
}

static bool fits(char byte, char place)
{
    switch (place) {
    case 'D':
        return byte >= '0' && byte <= '9';
    case 'N':
        return byte >= '1' && byte <= '9';
    case 'A':
        return is_letter_of(byte, "iqz");
    case 'Y':
        return is_letter_of(byte, "ioquz");
    case 'L':
        return is_letter_of(byte, "iq");
    case 'Q':
        return byte == 'q';
    default:
        return is_letter_of(byte, "q");
    }
}

static char look_alike(char byte)
{
    switch (byte) {
    case 'o':
        return '0';
    case '0':
        return 'o';
    case 'i':
        return '1';
    case '1':
        return 'i';
    default:
        return byte;
    }
}

/* How many exchanges make text into the shape; ret_fitted gets the result, as long as text. */
static size_t changes_to(struct sl_str text, const char *shape, char *ret_fitted)
{
    size_t changes = 0;
    if (strlen(shape) != text.len) {
        return IMPOSSIBLE;
    }
    for (size_t i = 0; i < text.len; i++) {
        ret_fitted[i] = text.ptr[i];
        /* Where any letter may stand, a digit stays one: WA 12345 is a Polish mark, not WAI 2345.
         */
        if (!fits(ret_fitted[i], shape[i]) && shape[i] != '*') {
            ret_fitted[i] = look_alike(text.ptr[i]);
            changes++;
        }
        if (!fits(ret_fitted[i], shape[i])) {
            return IMPOSSIBLE;
        }
    }
    return changes;
}

/* Make text into the one mark that is nearest, if there is one. */
static void repair(char *text, size_t len)
{
    char best[MARK_LIMIT] = { 0 };
    size_t fewest = IMPOSSIBLE;
    bool is_one = false;
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        char fitted[MARK_LIMIT] = { 0 };
        const struct sl_str current = { .ptr = text, .len = len };
        const size_t changes = changes_to(current, shapes[i], fitted);
        if (changes < fewest) {
            fewest = changes;
            is_one = true;
            memcpy(best, fitted, len);
        } else if (changes == fewest && memcmp(best, fitted, len) != 0) {
            is_one = false;
        }
    }
    if (fewest < IMPOSSIBLE && is_one) {
        memcpy(text, best, len);
    }
}

/* Words such as "audi" are no marks with slips: every mark has a digit, and somebody saw it. */
static bool has_digit(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            return true;
        }
    }
    return false;
}

bool sl_vehicle_mark_british(struct sl_str normal)
{
    char fitted[MARK_LIMIT];
    if (normal.len > MARK_LIMIT) {
        return false;
    }
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        if (changes_to(normal, shapes[i], fitted) == 0) {
            return true;
        }
    }
    return false;
}

void sl_vehicle_mark_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_identifier_normal(fold, raw, out);
    const size_t len = out->len - start;
    if (len <= MARK_LIMIT && has_digit(out->ptr + start, len)) {
        repair(out->ptr + start, len);
    }
}
