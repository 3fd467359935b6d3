/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare.h"

#include "base/error.h"
#include "link/compare_impl.h"
#include "record/postcode.h"

#define YEAR_LEN 4u
/* The letters and digits behind the district of a complete postcode: a sector and a unit. */
#define INWARD_LEN 3u

unsigned sl_compare(
    enum sl_family family,
    const struct sl_compare_context *context,
    struct sl_str left,
    struct sl_str right
)
{
    if (sl_str_equal(left, right)) {
        return SL_LEVEL_EXACT;
    }
    switch (family) {
    case SL_FAMILY_NAME:
        return sl_compare_name(left, right);
    case SL_FAMILY_TEXT:
        return sl_compare_text(context, left, right);
    case SL_FAMILY_DATE:
        return sl_compare_date(left, right);
    case SL_FAMILY_POSTCODE:
        return sl_compare_postcode(left, right);
    case SL_FAMILY_CODE:
        return sl_compare_code(left, right);
    case SL_FAMILY_EMAIL:
        return sl_compare_email(context, left, right);
    case SL_FAMILY_CATEGORY:
    case SL_FAMILY_COUNT:
        break;
    }
    return SL_LEVEL_ELSE;
}

/* NULL where a family does not have the level. */
/* clang-format off */
static const char *const level_texts[SL_FAMILY_COUNT][SL_LEVEL_COUNT] = {
    [SL_FAMILY_NAME] = {
        [SL_LEVEL_EXACT] = "the same name",
        [SL_LEVEL_CLOSE] = "one letter different, or the same words",
        [SL_LEVEL_NEAR] = "two letters different, or one name within the other",
        [SL_LEVEL_LOOSE] = "similar spelling, initial or beginning",
        [SL_LEVEL_VARIANT] = "a known variant of the name",
        [SL_LEVEL_ELSE] = "a different name",
    },
    [SL_FAMILY_TEXT] = {
        [SL_LEVEL_EXACT] = "the same text",
        [SL_LEVEL_CLOSE] = "one letter different, or the same words",
        [SL_LEVEL_NEAR] = "most words the same",
        [SL_LEVEL_LOOSE] = "half of the words the same, or a similar word",
        [SL_LEVEL_VARIANT] = "a known variant of the text",
        [SL_LEVEL_ELSE] = "a different text",
    },
    [SL_FAMILY_DATE] = {
        [SL_LEVEL_EXACT] = "the same date",
        [SL_LEVEL_CLOSE] = "one digit different, or day and month swapped",
        [SL_LEVEL_NEAR] = "two of day, month and year the same",
        [SL_LEVEL_LOOSE] = "the same year",
        [SL_LEVEL_ELSE] = "a different date",
    },
    [SL_FAMILY_POSTCODE] = {
        [SL_LEVEL_EXACT] = "the same postcode",
        [SL_LEVEL_CLOSE] = "one character different",
        [SL_LEVEL_NEAR] = "the same postcode sector",
        [SL_LEVEL_LOOSE] = "the same postcode district",
        [SL_LEVEL_ELSE] = "a different postcode district",
    },
    [SL_FAMILY_CODE] = {
        [SL_LEVEL_EXACT] = "the same",
        [SL_LEVEL_CLOSE] = "one character different",
        [SL_LEVEL_NEAR] = "two characters different",
        [SL_LEVEL_ELSE] = "different",
    },
    [SL_FAMILY_EMAIL] = {
        [SL_LEVEL_EXACT] = "the same address",
        [SL_LEVEL_CLOSE] = "one or two letters different",
        [SL_LEVEL_NEAR] = "the same name before the @",
        [SL_LEVEL_LOOSE] = "one letter different before the @, another domain",
        [SL_LEVEL_ELSE] = "a different address",
    },
    [SL_FAMILY_CATEGORY] = { [SL_LEVEL_EXACT] = "the same", [SL_LEVEL_ELSE] = "different" },
};
/* clang-format on */

bool sl_level_used(enum sl_family family, unsigned level)
{
    SL_ASSERT(family < SL_FAMILY_COUNT);
    return level < SL_LEVEL_COUNT && level_texts[family][level] != NULL;
}

const char *sl_level_text(enum sl_family family, unsigned level)
{
    return sl_level_used(family, level) ? level_texts[family][level] : "different";
}

bool sl_level_is_parent(enum sl_family family, unsigned level)
{
    return (family == SL_FAMILY_DATE && level == SL_LEVEL_LOOSE) ||
           (family == SL_FAMILY_POSTCODE && (level == SL_LEVEL_NEAR || level == SL_LEVEL_LOOSE));
}

struct sl_str sl_parent(enum sl_family family, struct sl_str value, unsigned level)
{
    size_t len = 0;
    struct sl_date_parts date;
    if (family == SL_FAMILY_DATE && level == SL_LEVEL_LOOSE && sl_date_parts_read(value, &date)) {
        len = date.year > 0 ? YEAR_LEN : 0;
    } else if (family == SL_FAMILY_POSTCODE && level == SL_LEVEL_NEAR) {
        len = sl_postcode_parents(value).sector_len;
    } else if (family == SL_FAMILY_POSTCODE && level == SL_LEVEL_LOOSE) {
        len = sl_postcode_parents(value).district_len;
    }
    return (struct sl_str){ value.ptr, len };
}

int sl_parent_order(enum sl_family family, struct sl_str left, struct sl_str right)
{
    if (family == SL_FAMILY_POSTCODE) {
        const struct sl_str left_district = sl_parent(family, left, SL_LEVEL_LOOSE);
        const struct sl_str right_district = sl_parent(family, right, SL_LEVEL_LOOSE);
        const int order = sl_str_compare(left_district, right_district);
        if (order != 0) {
            return order;
        }
    }
    return sl_str_compare(left, right);
}
