/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <string.h>

void sl_text_set(struct sl_text *text, struct sl_str str)
{
    text->len = 0;
    sl_text_add(text, str);
}

void sl_text_add(struct sl_text *text, struct sl_str str)
{
    const size_t room = (size_t)SL_TEXT_LIMIT_BYTES - text->len;
    const size_t len = str.len < room ? str.len : room;
    if (len > 0) {
        memcpy(text->bytes + text->len, str.ptr, len);
    }
    text->len = (uint16_t)(text->len + len);
}

void sl_text_add_number(struct sl_text *text, uint64_t number, unsigned digits)
{
    char reversed[24];
    unsigned count = 0;
    do {
        reversed[count++] = (char)('0' + number % 10);
        number /= 10;
    } while ((number > 0 || count < digits) && count < sizeof(reversed));
    while (count > 0) {
        sl_text_add(text, (struct sl_str){ .ptr = &reversed[--count], .len = 1 });
    }
}

struct sl_str sl_text_str(const struct sl_text *text)
{
    return (struct sl_str){ .ptr = text->bytes, .len = text->len };
}

bool sl_text_equal(const struct sl_text *left, const struct sl_text *right)
{
    return left->len == right->len && memcmp(left->bytes, right->bytes, left->len) == 0;
}

void sl_text_insert(struct sl_text *text, unsigned position, char byte)
{
    if (text->len >= SL_TEXT_LIMIT_BYTES || position > text->len) {
        return;
    }
    memmove(text->bytes + position + 1, text->bytes + position, text->len - position);
    text->bytes[position] = byte;
    text->len++;
}

void sl_text_remove(struct sl_text *text, unsigned position)
{
    if (position >= text->len) {
        return;
    }
    memmove(text->bytes + position, text->bytes + position + 1, text->len - position - 1u);
    text->len--;
}

void sl_text_cut(struct sl_text *text, unsigned len)
{
    if (len < text->len) {
        text->len = (uint16_t)len;
    }
}

void sl_text_replace(struct sl_text *text, unsigned position, unsigned count, struct sl_str by)
{
    if (position > text->len || count > text->len - position) {
        return;
    }
    struct sl_text whole = { .len = 0 };
    sl_text_add(&whole, (struct sl_str){ .ptr = text->bytes, .len = position });
    sl_text_add(&whole, by);
    const unsigned behind = position + count;
    sl_text_add(
        &whole, (struct sl_str){ .ptr = text->bytes + behind, .len = (size_t)text->len - behind }
    );
    *text = whole;
}

/* A marked letter in UTF-8: its first byte, the second of the small and the capital letter. */
static const struct marked_letter {
    unsigned char first;
    unsigned char small;
    unsigned char capital;
    char plain; /* the small letter without its mark */
} MARKED_LETTERS[] = {
    {0xC3,  0xB3, 0x93, 'o'},
    { 0xC4, 0x85, 0x84, 'a'},
    { 0xC4, 0x87, 0x86, 'c'},
    { 0xC4, 0x99, 0x98, 'e'},
    { 0xC5, 0x82, 0x81, 'l'},
    { 0xC5, 0x84, 0x83, 'n'},
    { 0xC5, 0x9B, 0x9A, 's'},
    { 0xC5, 0xBA, 0xB9, 'z'},
    { 0xC5, 0xBC, 0xBB, 'z'},
};

/* The letter of these two bytes, or NULL. */
static const struct marked_letter *find_marked(unsigned char first, unsigned char second)
{
    for (size_t i = 0; i < sizeof(MARKED_LETTERS) / sizeof(MARKED_LETTERS[0]); i++) {
        const struct marked_letter *letter = &MARKED_LETTERS[i];
        if (letter->first == first && (letter->small == second || letter->capital == second)) {
            return letter;
        }
    }
    return NULL;
}

static char capital_of(char small)
{
    return small >= 'a' && small <= 'z' ? (char)(small - 'a' + 'A') : small;
}

void sl_text_upper(struct sl_text *text)
{
    for (unsigned i = 0; i < text->len; i++) {
        const unsigned char before = i > 0 ? (unsigned char)text->bytes[i - 1] : 0;
        const struct marked_letter *letter = find_marked(before, (unsigned char)text->bytes[i]);
        text->bytes[i] = letter == NULL ? capital_of(text->bytes[i]) : (char)letter->capital;
    }
}

void sl_text_unmark(struct sl_text *text)
{
    unsigned written = 0;
    for (unsigned i = 0; i < text->len; i++) {
        const unsigned char second = i + 1u < text->len ? (unsigned char)text->bytes[i + 1] : 0;
        const struct marked_letter *letter = find_marked((unsigned char)text->bytes[i], second);
        if (letter == NULL) {
            text->bytes[written++] = text->bytes[i];
        } else {
            text->bytes[written++] =
                letter->small == second ? letter->plain : capital_of(letter->plain);
            i++;
        }
    }
    text->len = (uint16_t)written;
}
