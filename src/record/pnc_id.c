/* SPDX-License-Identifier: Apache-2.0 */
#include "record/pnc_id.h"

#include <stdbool.h>

#include "record/identifier.h"

#define YEAR_DIGITS   4
#define SHORT_DIGITS  2
#define SERIAL_DIGITS 7

/* A PNC id, taken apart; texts are borrowed. */
struct pnc_id {
    struct sl_str year, serial; /* 2 digits; 1 .. SERIAL_DIGITS of them */
    char letter;                /* in lower case */
};

static bool is_digits(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

/* Take "2012/0123456A" apart; false when it is not of this shape. */
static bool take_apart(struct sl_str raw, struct pnc_id *ret_id)
{
    const struct sl_str text = sl_str_trim(raw);
    const size_t slash = sl_str_find(text, SL_STR("/"));

    if ((slash != SHORT_DIGITS && slash != YEAR_DIGITS) || text.len < slash + 3) {
        return false;
    }
    *ret_id = (struct pnc_id){
        .year = sl_str_part(text, slash - SHORT_DIGITS, SHORT_DIGITS),
        .serial = sl_str_part(text, slash + 1, text.len - slash - 2),
        .letter = (char)(text.ptr[text.len - 1] | 0x20),
    };
    return is_digits(sl_str_part(text, 0, slash)) && is_digits(ret_id->serial) &&
           ret_id->serial.len <= SERIAL_DIGITS && ret_id->letter >= 'a' && ret_id->letter <= 'z';
}

/* Leave the century out of what is a whole PNC id without its slash. */
static void cut_century(struct sl_buf *out, size_t start)
{
    const size_t digits = YEAR_DIGITS + SERIAL_DIGITS;
    const struct sl_str all = sl_buf_str(out);

    if (all.len != start + digits + 1 || !is_digits(sl_str_part(all, start, digits)) ||
        is_digits(sl_str_part(all, start + digits, 1))) {
        return;
    }
    for (size_t i = start + SHORT_DIGITS; i < all.len; i++) {
        out->ptr[i - SHORT_DIGITS] = out->ptr[i];
    }
    sl_buf_cut(out, all.len - SHORT_DIGITS);
}

void sl_pnc_id_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    struct pnc_id id;

    if (!take_apart(raw, &id)) {
        sl_identifier_normal(fold, raw, out);
        cut_century(out, start);
        return;
    }
    sl_buf_add(out, id.year);
    for (size_t i = id.serial.len; i < SERIAL_DIGITS; i++) {
        sl_buf_add_byte(out, '0');
    }
    sl_buf_add(out, id.serial);
    sl_buf_add_byte(out, id.letter);
}
