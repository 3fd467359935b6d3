/* SPDX-License-Identifier: Apache-2.0 */
#include "link/trait.h"

#include <stdbool.h>
#include <stddef.h>

#include "record/nhs_number.h"
#include "record/placeholder.h"

/* The longest value looked at for anything but its number of words, in bytes. */
#define VALUE_LIMIT_BYTES 64

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_letter(char byte)
{
    return lower(byte) >= 'a' && lower(byte) <= 'z';
}

/* The number that all of text is, or -1; at most nine digits. */
static int number_of(struct sl_str text)
{
    int number = 0;

    if (text.len == 0 || text.len > 9) {
        return -1;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!is_digit(text.ptr[i])) {
            return -1;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

static bool is_month_name(struct sl_str text)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    if (text.len < 3 || text.len > 9) {
        return false;
    }
    for (size_t month = 0; month < 12; month++) {
        const char *name = names + 3 * month;
        if (lower(text.ptr[0]) == name[0] && lower(text.ptr[1]) == name[1] &&
            lower(text.ptr[2]) == name[2]) {
            return true;
        }
    }
    return false;
}

static bool is_year(struct sl_str text)
{
    const int year = number_of(text);
    return text.len == 4 && year >= 1500 && year <= 2100;
}

static bool within(struct sl_str text, int low, int high)
{
    const int number = text.len <= 2 ? number_of(text) : -1;
    return number >= low && number <= high;
}

/* Eight digits, year first or last. */
static bool is_plain_date(struct sl_str text)
{
    const struct sl_str year_first = sl_str_part(text, 0, 4);
    const struct sl_str year_last = sl_str_part(text, 4, 4);

    if (text.len != 8 || number_of(text) < 0) {
        return false;
    }
    return (is_year(year_first) && within(sl_str_part(text, 4, 2), 1, 12) &&
            within(sl_str_part(text, 6, 2), 1, 31)) ||
           (is_year(year_last) && within(sl_str_part(text, 0, 2), 1, 31) &&
            within(sl_str_part(text, 2, 2), 1, 31));
}

/* Three parts with one separator: year, month and day; or day, month and year; in any writing. */
static bool is_date(struct sl_str text)
{
    struct sl_str parts[3];
    struct sl_str rest = text;
    size_t at = 0;

    while (at < text.len && (is_digit(text.ptr[at]) || is_letter(text.ptr[at]))) {
        at++;
    }
    if (at == text.len || text.len > 30) {
        return is_plain_date(text);
    }
    const char separator = text.ptr[at];
    if (separator != '-' && separator != '/' && separator != '.' && separator != ' ') {
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        if (!sl_str_split(&rest, separator, &parts[i])) {
            return false;
        }
    }
    /* A time of day may follow the date. */
    for (size_t i = 0; i < parts[2].len; i++) {
        if (parts[2].ptr[i] == 'T' || parts[2].ptr[i] == ' ') {
            parts[2] = sl_str_part(parts[2], 0, i);
        }
    }
    const bool month = within(parts[1], 1, 31) || is_month_name(parts[1]);
    const bool year_last = is_year(parts[2]) || (parts[2].len == 2 && number_of(parts[2]) >= 0);
    return (is_year(parts[0]) && month && within(parts[2], 1, 31)) ||
           (within(parts[0], 1, 31) && month && year_last);
}

/* A9, A99, AA9, AA99, A9A or AA9A, then 9AA, with or without one blank between. */
static bool is_postcode(struct sl_str text)
{
    char code[8];
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ') {
            if (len == 7) {
                return false;
            }
            code[len++] = text.ptr[i];
        }
    }
    if (len < 5 || !is_digit(code[len - 3]) || !is_letter(code[len - 2]) ||
        !is_letter(code[len - 1])) {
        return false;
    }
    const size_t outward = len - 3;
    const size_t letters = is_letter(code[1]) ? 2 : 1;
    if (!is_letter(code[0]) || outward <= letters || outward > letters + 2 ||
        !is_digit(code[letters])) {
        return false;
    }
    return outward == letters + 1 || is_digit(code[letters + 1]) || is_letter(code[letters + 1]);
}

static bool is_email(struct sl_str text)
{
    const size_t at = sl_str_find(text, SL_STR("@"));
    const struct sl_str domain = sl_str_part(text, at + 1, text.len);

    return at > 0 && at < text.len && sl_str_find(text, SL_STR(" ")) == text.len &&
           sl_str_find(domain, SL_STR(".")) + 1 < domain.len &&
           sl_str_find(domain, SL_STR("@")) == domain.len;
}

/* Digits of a number with the marks that people write between them; 0 when there is other text. */
static size_t digits_of(struct sl_str text, char *digits, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if (is_digit(byte) && len < room) {
            digits[len++] = byte;
        } else if (byte != ' ' && byte != '-' && byte != '(' && byte != ')' && byte != '+') {
            return 0;
        }
    }
    return len;
}

static bool is_phone(struct sl_str text)
{
    char digits[16];
    const size_t len = digits_of(text, digits, sizeof(digits));

    if (len == 0) {
        return false;
    }
    if (text.ptr[0] == '+' || (digits[0] == '0' && digits[1] == '0')) {
        return len >= 9 && len <= 15;
    }
    return digits[0] == '0' && (len == 10 || len == 11);
}

static bool is_nhs_number(struct sl_str text)
{
    char digits[16];
    const size_t len = digits_of(text, digits, sizeof(digits));

    return len == 10 && sl_nhs_number_valid((struct sl_str){ .ptr = digits, .len = len });
}

/* Lower-case words with single blanks between, as the table of placeholders has them. */
static bool is_placeholder(struct sl_str text)
{
    char folded[VALUE_LIMIT_BYTES];
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char byte = lower(text.ptr[i]);
        if ((unsigned char)byte >= 0x80) {
            return false;
        }
        if (is_letter(byte) || is_digit(byte)) {
            folded[len++] = byte;
        } else if (len > 0 && folded[len - 1] != ' ') {
            folded[len++] = ' ';
        }
    }
    return sl_placeholder(sl_str_trim((struct sl_str){ .ptr = folded, .len = len }));
}

static bool is_sex(struct sl_str text)
{
    static const char *const words[] = { "m",    "f",    "male",          "female",
                                         "boy",  "girl", "indeterminate", "non-binary",
                                         "other" };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const struct sl_str word = sl_str_from(words[i]);
        size_t same = 0;
        while (same < word.len && same < text.len && lower(text.ptr[same]) == word.ptr[same]) {
            same++;
        }
        if (same == word.len && same == text.len) {
            return true;
        }
    }
    return false;
}

static bool is_long(struct sl_str text)
{
    size_t blanks = 0;

    for (size_t i = 0; i < text.len; i++) {
        blanks += text.ptr[i] == ' ' ? 1 : 0;
    }
    return blanks >= SL_TRAIT_LONG_WORDS;
}

unsigned sl_trait_set(struct sl_str value)
{
    static bool (*const tests[SL_TRAIT_COUNT])(struct sl_str) = {
        [SL_TRAIT_PLACEHOLDER] = is_placeholder,
        [SL_TRAIT_DATE] = is_date,
        [SL_TRAIT_YEAR] = is_year,
        [SL_TRAIT_POSTCODE] = is_postcode,
        [SL_TRAIT_EMAIL] = is_email,
        [SL_TRAIT_PHONE] = is_phone,
        [SL_TRAIT_NHS_NUMBER] = is_nhs_number,
        [SL_TRAIT_SEX] = is_sex,
        [SL_TRAIT_LONG] = is_long,
    };
    unsigned set = 0;

    if (value.len == 0 || value.len > VALUE_LIMIT_BYTES) {
        return value.len > 0 && is_long(value) ? 1u << SL_TRAIT_LONG : 0;
    }
    for (unsigned trait = 0; trait < SL_TRAIT_COUNT; trait++) {
        set |= tests[trait] != NULL && tests[trait](value) ? 1u << trait : 0;
    }
    set |= within(value, 1, 12) ? 1u << SL_TRAIT_MONTH : 0;
    set |= within(value, 1, 31) ? 1u << SL_TRAIT_DAY : 0;
    return set;
}
