/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/password_rule.h"

#include <sodium/utils.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"
#include "signin/breached.h"
#include "signin/common_word_data.h"

/* What there is to choose, in halves. */
#define PIECE_WORTH 4u
#define OTHER_WORTH 2u
#define DIGIT_WORTH 1u
/* A run of the keyboard, a word of the user: at least so long. */
#define RUN_MIN  3u
#define YEAR_LEN 4u

/* A password as code points in lower case. */
struct text {
    uint32_t at[SL_PASSWORD_MAX_CHARS];
    size_t len;
};

static uint32_t lower(uint32_t code)
{
    return code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || code > 0x7f;
}

static unsigned worth_alone(uint32_t code)
{
    return is_digit(code) ? DIGIT_WORTH : OTHER_WORTH;
}

/* Does a character stand for a letter: itself, or the sign that looks like it? */
static bool stands_for(uint32_t code, char letter)
{
    static const char signs[] = "0o1i1l3e4a5s7t8b9g@a$s!i!l|l";

    if (code == (uint32_t)(unsigned char)letter) {
        return true;
    }
    for (size_t i = 0; i + 1 < sizeof signs; i += 2) {
        if (code == (uint32_t)(unsigned char)signs[i] && letter == signs[i + 1]) {
            return true;
        }
    }
    return false;
}

/* How long a word is that stands at a place; 0: it does not. */
static size_t word_at(const struct text *text, size_t first, struct sl_str word)
{
    if (word.len > text->len - first) {
        return 0;
    }
    for (size_t i = 0; i < word.len; i++) {
        if (!stands_for(text->at[first + i], (char)lower((unsigned char)word.ptr[i]))) {
            return 0;
        }
    }
    return word.len;
}

/* What the rest of a text is worth, from each place on: filled from the end. */
struct worth {
    const struct text *text;
    unsigned from[SL_PASSWORD_MAX_CHARS + 1];
};

/* A piece of this length may stand at a place: if that is worth less, it does. */
static void try_piece(struct worth *worth, size_t first, size_t len)
{
    if (len > 0 && worth->from[first + len] + PIECE_WORTH < worth->from[first]) {
        worth->from[first] = worth->from[first + len] + PIECE_WORTH;
    }
}

/* The common words at a place. */
static void try_common(struct worth *worth, size_t first)
{
    for (size_t i = 0; i < sl_common_word_count; i++) {
        try_piece(worth, first, word_at(worth->text, first, sl_str_from(sl_common_words[i])));
    }
}

/* The parts of what is known of the user, between characters that are no letters. */
static void try_known(struct worth *worth, size_t first, struct sl_str known)
{
    while (known.len > 0) {
        size_t part = 0;
        while (part < known.len && is_letter(lower((unsigned char)known.ptr[part]))) {
            part++;
        }
        if (part >= RUN_MIN) {
            try_piece(worth, first, word_at(worth->text, first, sl_str_part(known, 0, part)));
        }
        known = sl_str_part(known, part + 1, known.len);
    }
}

/* Are two characters neighbours on the keyboard, in this direction? */
static bool on_keyboard(uint32_t left, uint32_t right, int step)
{
    static const char rows[] = "1234567890 qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv5tgb6yhn";

    if (left > 0x7f || right > 0x7f || left == ' ' || right == ' ') {
        return false;
    }
    for (size_t i = 1; i + 1 < sizeof rows; i++) {
        const char from = step > 0 ? rows[i - 1] : rows[i];
        const char to = step > 0 ? rows[i] : rows[i - 1];
        if ((uint32_t)(unsigned char)from == left && (uint32_t)(unsigned char)to == right) {
            return true;
        }
    }
    return false;
}

/* How long it goes on from a place: the same character, the alphabet, digits; up or down. */
static size_t steps_at(const struct text *text, size_t first, int step)
{
    size_t len = 1;

    while (first + len < text->len &&
           (int64_t)text->at[first + len] - (int64_t)text->at[first + len - 1] == step) {
        len++;
    }
    return len;
}

/* The same on the keyboard, to the right or to the left. */
static size_t keys_at(const struct text *text, size_t first, int step)
{
    size_t len = 1;

    while (first + len < text->len &&
           on_keyboard(text->at[first + len - 1], text->at[first + len], step)) {
        len++;
    }
    return len;
}

/* The runs at a place, also cut short. */
static void try_runs(struct worth *worth, size_t first)
{
    for (int step = -1; step <= 1; step++) {
        const size_t steps = steps_at(worth->text, first, step);
        const size_t keys = step == 0 ? 0 : keys_at(worth->text, first, step);
        for (size_t len = RUN_MIN; len <= steps || len <= keys; len++) {
            try_piece(worth, first, len);
        }
    }
}

/* A year of somebody's life. */
static void try_year(struct worth *worth, size_t first)
{
    const uint32_t *at = worth->text->at + first;

    if (worth->text->len - first >= YEAR_LEN && is_digit(at[2]) && is_digit(at[3]) &&
        ((at[0] == '1' && at[1] == '9') || (at[0] == '2' && at[1] == '0'))) {
        try_piece(worth, first, YEAR_LEN);
    }
}

/* The least that a text is worth, however it is taken apart. */
static unsigned worth_of(const struct text *text, const struct sl_str *words, size_t word_count)
{
    struct worth worth = { .text = text };

    for (size_t i = text->len; i-- > 0;) {
        worth.from[i] = worth.from[i + 1] + worth_alone(text->at[i]);
        try_common(&worth, i);
        try_runs(&worth, i);
        try_year(&worth, i);
        for (size_t k = 0; k < word_count; k++) {
            try_known(&worth, i, words[k]);
        }
    }
    return worth.from[0];
}

/* What is only said again is left out: "abcabcab" is "abc". */
static void cut_repeats(struct text *text)
{
    for (size_t period = 1; period <= text->len / 2; period++) {
        size_t i = period;
        while (i < text->len && text->at[i] == text->at[i - period]) {
            i++;
        }
        if (i == text->len) {
            text->len = period;
            return;
        }
    }
}

/* Characters of a text that were stolen; those of the list are in ASCII. */
static bool is_stolen(const struct text *text, size_t first, size_t last)
{
    char bytes[SL_PASSWORD_MAX_CHARS];
    size_t len = 0;

    while (first + len < last && text->at[first + len] <= 0x7f) {
        bytes[len] = (char)text->at[first + len];
        len++;
    }
    const bool is_one =
        first + len == last && sl_breached_has((struct sl_str){ .ptr = bytes, .len = len });
    sodium_memzero(bytes, sizeof bytes);
    return is_one;
}

/* Where it may end, when it begins here: before any of the digits and signs behind it. What stands
 * around it adds its own worth: a long number behind a stolen word is a number. */
static bool is_breached_from(const struct text *text, size_t first, unsigned worth)
{
    size_t last = text->len;

    while (last > first && worth < SL_PASSWORD_MIN_WORTH) {
        if (is_stolen(text, first, last)) {
            return true;
        }
        if (is_letter(text->at[--last])) {
            return false;
        }
        worth += worth_alone(text->at[last]);
    }
    return false;
}

/* Is it a password that was stolen, with little but digits and signs around it? */
static bool is_breached(const struct text *text)
{
    unsigned worth = PIECE_WORTH;

    for (size_t first = 0; first < text->len && worth < SL_PASSWORD_MIN_WORTH; first++) {
        if (is_breached_from(text, first, worth)) {
            return true;
        }
        if (is_letter(text->at[first])) {
            return false;
        }
        worth += worth_alone(text->at[first]);
    }
    return false;
}

static enum sl_password_fault read_text(struct sl_str password, struct text *text)
{
    if (sl_utf8_check(password) < password.len) {
        return SL_PASSWORD_NOT_TEXT;
    }
    text->len = 0;
    while (password.len > 0) {
        const uint32_t code = sl_utf8_take(&password);
        if (code < ' ' || code == 0x7f) {
            return SL_PASSWORD_NOT_TEXT;
        }
        if (text->len == SL_PASSWORD_MAX_CHARS) {
            return SL_PASSWORD_LONG;
        }
        text->at[text->len++] = lower(code);
    }
    return text->len < SL_PASSWORD_MIN_CHARS ? SL_PASSWORD_SHORT : SL_PASSWORD_GOOD;
}

enum sl_password_fault
sl_password_judge(struct sl_str password, const struct sl_str *words, size_t word_count)
{
    struct text text;

    enum sl_password_fault fault = read_text(password, &text);
    if (fault == SL_PASSWORD_GOOD) {
        cut_repeats(&text);
        if (worth_of(&text, words, word_count) < SL_PASSWORD_MIN_WORTH || is_breached(&text)) {
            fault = SL_PASSWORD_COMMON;
        }
    }
    sodium_memzero(&text, sizeof text);
    return fault;
}

const char *sl_password_fault_words(enum sl_password_fault fault)
{
    static const char *const words[] = {
#define SL_PASSWORD_FAULT_WORDS(enumerator, text) [enumerator] = (text),
        SL_PASSWORD_FAULT_TABLE(SL_PASSWORD_FAULT_WORDS)
#undef SL_PASSWORD_FAULT_WORDS
    };

    return words[fault];
}
