/* SPDX-License-Identifier: Apache-2.0 */
#include "record/nhs_number.h"

#include "record/identifier.h"

#define NHS_DIGITS 10

static bool is_placeholder(struct sl_str number)
{
    if (number.len != NHS_DIGITS) {
        return false;
    }
    size_t same = 0;
    for (size_t i = 0; i < number.len; i++) {
        same += number.ptr[i] == number.ptr[0] ? 1 : 0;
    }
    /* 0123456789 has a right check digit but was never given out. */
    return same == NHS_DIGITS || sl_str_equal(number, SL_STR("0123456789"));
}

void sl_nhs_number_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_identifier_normal(fold, raw, out);
    const struct sl_str number = { .ptr = out->ptr + start, .len = out->len - start };
    if (is_placeholder(number)) {
        sl_buf_cut(out, start);
    }
}

bool sl_nhs_number_valid(struct sl_str normal)
{
    if (normal.len != NHS_DIGITS) {
        return false;
    }
    unsigned sum = 0;
    for (unsigned i = 0; i < NHS_DIGITS; i++) {
        if (normal.ptr[i] < '0' || normal.ptr[i] > '9') {
            return false;
        }
        if (i < NHS_DIGITS - 1) {
            sum += (unsigned)(normal.ptr[i] - '0') * (NHS_DIGITS - i);
        }
    }
    const unsigned check = (11 - sum % 11) % 11;
    return check != 10 && check == (unsigned)(normal.ptr[NHS_DIGITS - 1] - '0');
}
