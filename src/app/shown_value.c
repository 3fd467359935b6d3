/* SPDX-License-Identifier: Apache-2.0 */
#include "app/shown_value.h"

#include <stdbool.h>

#include "base/date.h"
#include "record/nhs_number.h"
#include "record/postcode.h"

#define DATE_DIGITS 8

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

static bool all_digits(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

/* The number that some digits of a text make. */
static unsigned number_of(struct sl_str text, size_t first, size_t count)
{
    unsigned number = 0;

    for (size_t i = first; i < first + count; i++) {
        number = number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return number;
}

/* Could these parts be of a date? Zeros are parts that nobody knows. */
static bool is_date(unsigned year, unsigned month, unsigned day)
{
    const struct sl_date date = {
        .year = (int16_t)(year == 0 ? 2000 : year), /* a leap year has all days */
        .month = (uint8_t)(month == 0 ? 1 : month),
        .day = (uint8_t)(day == 0 ? 1 : day),
    };
    return sl_date_valid(date);
}

static void add_date(struct sl_str normal, struct sl_buf *out)
{
    if (sl_str_starts(normal, SL_STR("t "))) { /* text that was no date */
        sl_buf_add(out, sl_str_part(normal, 2, normal.len));
        return;
    }
    if (normal.len != DATE_DIGITS || !all_digits(normal)) {
        sl_buf_add(out, normal);
        return;
    }
    const unsigned year = number_of(normal, 0, 4);
    const unsigned month = number_of(normal, 4, 2);
    const unsigned day = number_of(normal, 6, 2);
    if (!is_date(year, month, day) || (month == 0 && day != 0)) {
        sl_buf_addf(out, "%02u-%02u-%04u", day, month, year);
        return;
    }
    if (day != 0) {
        sl_buf_addf(out, "%u ", day);
    }
    if (month != 0) {
        sl_buf_addf(out, "%s", months[month - 1]);
    }
    if (year != 0) {
        sl_buf_addf(out, month != 0 ? " %u" : "%u", year);
    }
}

static void add_upper(struct sl_str text, struct sl_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        sl_buf_add_byte(out, byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte);
    }
}

/* A whole one ends in a digit and two letters, behind which its sector has one digit. */
static void add_postcode(struct sl_str normal, struct sl_buf *out)
{
    const struct sl_postcode_parents parents = sl_postcode_parents(normal);
    const bool whole = parents.district_len + 3 == normal.len && normal.len >= 5 &&
                       parents.sector_len == parents.district_len + 1;

    if (whole) {
        add_upper(sl_str_part(normal, 0, parents.district_len), out);
        sl_buf_add_byte(out, ' ');
        add_upper(sl_str_part(normal, parents.district_len, 3), out);
    } else {
        add_upper(normal, out);
    }
}

static void add_sex(struct sl_str normal, struct sl_buf *out)
{
    static const struct {
        struct sl_str normal, shown;
    } words[] = {
        {{ "m", 1 },  { "male", 4 }   },
        { { "f", 1 }, { "female", 6 } },
        { { "x", 1 }, { "neither", 7 }},
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (sl_str_equal(words[i].normal, normal)) {
            sl_buf_add(out, words[i].shown);
            return;
        }
    }
    sl_buf_add(out, normal);
}

static void add_nhs_number(struct sl_str normal, struct sl_buf *out)
{
    if (normal.len != 10 || !all_digits(normal)) {
        sl_buf_add(out, normal);
        return;
    }
    sl_buf_add(out, sl_str_part(normal, 0, 3));
    sl_buf_add_byte(out, ' ');
    sl_buf_add(out, sl_str_part(normal, 3, 3));
    sl_buf_add_byte(out, ' ');
    sl_buf_add(out, sl_str_part(normal, 6, 4));
    if (!sl_nhs_number_valid(normal)) {
        sl_buf_add(out, SL_STR(" (wrong check digit)"));
    }
}

void sl_shown_value(enum sl_kind kind, struct sl_str normal, struct sl_buf *out)
{
    switch (kind) {
    case SL_KIND_DOB:
        add_date(normal, out);
        break;
    case SL_KIND_POSTCODE:
        add_postcode(normal, out);
        break;
    case SL_KIND_SEX:
        add_sex(normal, out);
        break;
    case SL_KIND_NHS_NUMBER:
        add_nhs_number(normal, out);
        break;
    case SL_KIND_GIVEN_NAME:
    case SL_KIND_SURNAME:
    case SL_KIND_FULL_NAME:
    case SL_KIND_DAY:
    case SL_KIND_MONTH:
    case SL_KIND_YEAR:
    case SL_KIND_ADDRESS:
    case SL_KIND_HOUSE_NUMBER:
    case SL_KIND_TOWN:
    case SL_KIND_PHONE:
    case SL_KIND_EMAIL:
    case SL_KIND_IDENTIFIER:
    case SL_KIND_CATEGORY:
    case SL_KIND_TEXT:
    case SL_KIND_COUNT:
        sl_buf_add(out, normal);
        break;
    }
}
