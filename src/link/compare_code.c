/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "link/compare_impl.h"
#include "link/osa.h"
#include "record/postcode.h"

#define DATE_LEN 8u

bool sl_date_parts_read(struct sl_str value, struct sl_date_parts *ret_parts)
{
    if (value.len != DATE_LEN || !sl_token_is_number(value)) {
        return false;
    }
    unsigned digits[DATE_LEN];
    for (size_t i = 0; i < DATE_LEN; i++) {
        digits[i] = (unsigned)(value.ptr[i] - '0');
    }
    *ret_parts = (struct sl_date_parts){
        .year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
        .month = digits[4] * 10 + digits[5],
        .day = digits[6] * 10 + digits[7],
    };
    return true;
}

/* One digit differs, or two neighbouring digits are swapped. */
static bool one_slip(struct sl_str left, struct sl_str right)
{
    size_t first = 0;
    while (left.ptr[first] == right.ptr[first]) {
        first++; /* the dates differ somewhere */
    }
    const size_t next = first + 1;
    const size_t behind = next < DATE_LEN ? next : DATE_LEN;
    if (memcmp(left.ptr + behind, right.ptr + behind, DATE_LEN - behind) == 0) {
        return true;
    }
    return left.ptr[first] == right.ptr[next] && left.ptr[next] == right.ptr[first] &&
           memcmp(left.ptr + next + 1, right.ptr + next + 1, DATE_LEN - next - 1) == 0;
}

static bool is_complete(struct sl_date_parts date)
{
    return date.year > 0 && date.month > 0 && date.day > 0;
}

unsigned sl_compare_date(struct sl_str left, struct sl_str right)
{
    struct sl_date_parts left_date;
    struct sl_date_parts right_date;
    if (!sl_date_parts_read(left, &left_date) || !sl_date_parts_read(right, &right_date)) {
        return SL_LEVEL_ELSE;
    }
    const bool same_year = left_date.year > 0 && left_date.year == right_date.year;
    const bool same_month = left_date.month > 0 && left_date.month == right_date.month;
    const bool same_day = left_date.day > 0 && left_date.day == right_date.day;
    if (is_complete(left_date) && is_complete(right_date)) {
        const bool swapped =
            same_year && left_date.month == right_date.day && left_date.day == right_date.month;
        if (swapped || one_slip(left, right)) {
            return SL_LEVEL_CLOSE;
        }
    }
    if (same_year + same_month + same_day >= 2) {
        return SL_LEVEL_NEAR;
    }
    return same_year ? SL_LEVEL_LOOSE : SL_LEVEL_ELSE;
}

static bool same_prefix(struct sl_str left, size_t left_len, struct sl_str right, size_t right_len)
{
    return left_len > 0 && left_len == right_len && memcmp(left.ptr, right.ptr, left_len) == 0;
}

unsigned sl_compare_postcode(struct sl_str left, struct sl_str right)
{
    if (sl_word_evidence(&sl_word_rules_postcode, left, right) == SL_EVIDENCE_ONE) {
        return SL_LEVEL_CLOSE;
    }
    const struct sl_postcode_parents left_parents = sl_postcode_parents(left);
    const struct sl_postcode_parents right_parents = sl_postcode_parents(right);
    if (same_prefix(left, left_parents.sector_len, right, right_parents.sector_len)) {
        return SL_LEVEL_NEAR;
    }
    return same_prefix(left, left_parents.district_len, right, right_parents.district_len)
               ? SL_LEVEL_LOOSE
               : SL_LEVEL_ELSE;
}

bool sl_code_has_suffix(struct sl_str left, struct sl_str right)
{
    const struct sl_str shorter = left.len < right.len ? left : right;
    const struct sl_str longer = left.len < right.len ? right : left;
    if (!sl_token_is_number(shorter) || longer.len == shorter.len ||
        !sl_str_starts(longer, shorter)) {
        return false;
    }
    for (size_t i = shorter.len; i < longer.len; i++) {
        if (longer.ptr[i] < 'a' || longer.ptr[i] > 'z') {
            return false;
        }
    }
    return true;
}

unsigned sl_compare_code(struct sl_str left, struct sl_str right)
{
    const unsigned level = sl_evidence_level(sl_word_evidence(&sl_word_rules_code, left, right));
    return sl_code_has_suffix(left, right) ? SL_LEVEL_CLOSE : level;
}
