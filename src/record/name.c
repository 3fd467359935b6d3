/* SPDX-License-Identifier: Apache-2.0 */
#include "record/name.h"

#include <stdbool.h>
#include <string.h>

#include "record/category.h"
#include "record/name_data.h"
#include "record/placeholder.h"
#include "record/words.h"

/* A word shorter than this is not joined to a particle before it: it may be an initial. */
#define JOIN_MIN_BYTES 3
/* "mac" and at least this many bytes are the prefix Mac: "macrae", but not "mack" or "macey". */
#define MAC_REST_MIN_BYTES 3

static bool is_word(const struct sl_words *words, size_t index, const char *text)
{
    return index < words->count && sl_str_equal(words->items[index].text, sl_str_from(text));
}

/* Drop titles as long as a word remains. Returns whether any was dropped. */
static bool drop_titles(struct sl_words *words)
{
    bool dropped = false;
    size_t i = 0;
    while (i < words->count && words->count > 1) {
        const char *value = sl_word_find(&sl_name_titles, words->items[i].text);
        if (value != NULL && (i == 0 || value[0] == 'a')) {
            sl_words_drop(words, i, 1);
            dropped = true;
            i = 0; /* what now stands first may be a title that counts only there */
        } else {
            i++;
        }
    }
    return dropped;
}

/* The run of words for a nameless child at the front. */
struct unnamed {
    size_t count;
    bool core; /* it holds a word that is surely no name */
    bool kind; /* it holds boy, girl, male, ... */
};

static struct unnamed find_unnamed(const struct sl_words *words)
{
    struct unnamed found = { .count = 0 };
    while (found.count < words->count) {
        const char *value = sl_word_find(&sl_name_unnamed, words->items[found.count].text);
        if (value == NULL) {
            break;
        }
        found.core = found.core || value[0] == 'c';
        found.kind = found.kind || value[0] == 'k';
        found.count++;
    }
    return found;
}

/* Drop what stands for a missing given name; all of it when nothing else is there. */
static bool drop_unnamed(enum sl_name_part part, struct sl_words *words)
{
    const struct unnamed found = find_unnamed(words);
    const bool of = is_word(words, found.count, "of");
    if (part == SL_NAME_SURNAME || words->count == 0) {
        return false;
    }
    if (found.count == words->count) {
        /* A full name that is the one word "Baby" is a surname. */
        if (part == SL_NAME_FULL ? found.core && found.count > 1 : found.core || found.kind) {
            words->count = 0;
            return true;
        }
        return false;
    }
    if (found.core && of && part == SL_NAME_GIVEN) {
        words->count = 0; /* "baby of Sarah": the name is the mother's */
        return true;
    }
    if (!found.core || (of && found.count + 1 == words->count)) {
        return false;
    }
    sl_words_drop(words, 0, found.count + (of ? 1 : 0));
    return true;
}

static bool is_vowel(char byte)
{
    return memchr("aeiou", byte, 5) != NULL;
}

/* "Baby of Smith" in the field of the surname. */
static bool drop_baby_of(struct sl_words *words)
{
    if (words->count > 2 && is_word(words, 0, "baby") && is_word(words, 1, "of")) {
        sl_words_drop(words, 0, 2);
        return true;
    }
    return false;
}

static void strip_front(enum sl_name_part part, struct sl_words *words)
{
    bool again = true;
    while (again) {
        again = drop_titles(words);
        again = drop_unnamed(part, words) || again;
        again = drop_baby_of(words) || again;
    }
}

/* "Abd Allah", also as Arabic script writes it, without short vowels. */
static bool is_abd_allah(const struct sl_words *words, size_t index)
{
    return (is_word(words, index, "abd") || is_word(words, index, "bd")) &&
           (is_word(words, index + 1, "allah") || is_word(words, index + 1, "allh"));
}

/* "abd al" before a name is "abdul", "abd allah" is "abdullah", "ud din" is "uddin". */
static void join_pairs(struct sl_words *words)
{
    static const char *const articles[] = { "al", "el", "ul", "ur" };
    for (size_t i = 0; i + 1 < words->count; i++) {
        for (size_t k = 0; k < 4; k++) {
            if (is_word(words, i, "abd") && is_word(words, i + 1, articles[k]) &&
                i + 2 < words->count) {
                words->items[i].text = SL_STR("abdul");
                sl_words_drop(words, i + 1, 1);
            }
        }
        if (is_abd_allah(words, i)) {
            words->items[i].text = SL_STR("abdullah");
            sl_words_drop(words, i + 1, 1);
        }
        if ((is_word(words, i, "ud") || is_word(words, i, "ad") || is_word(words, i, "ed")) &&
            (is_word(words, i + 1, "din") || is_word(words, i + 1, "deen"))) {
            words->items[i].text = SL_STR("uddin");
            sl_words_drop(words, i + 1, 1);
        }
    }
}

/* Length of the word that begins at an index, with what is joined to it. */
static size_t joined_len(const struct sl_words *words, size_t index)
{
    size_t len = words->items[index].text.len;
    for (size_t i = index + 1; i < words->count && words->items[i].joined; i++) {
        len += words->items[i].text.len;
    }
    return len;
}

/* May a lone letter be the particle of the next word: the O of O'Brien, the D of D'Souza? */
static bool is_letter_particle(enum sl_name_part part, const struct sl_words *words, size_t index)
{
    if (part == SL_NAME_SURNAME) {
        return is_word(words, index, "o") || is_word(words, index, "d") ||
               is_word(words, index, "l");
    }
    return part == SL_NAME_FULL && is_word(words, index, "o") && index > 0 &&
           words->items[index - 1].text.len > 1;
}

/* What a particle becomes in front of the next word, or an empty slice for any other word. */
static struct sl_str
joining_form(enum sl_name_part part, const struct sl_words *words, size_t index)
{
    /* At the front of a full name "Al" and "Mac" are given names. */
    const bool named = part != SL_NAME_FULL || index > 0;
    if (is_word(words, index, "mc") || (named && is_word(words, index, "mac"))) {
        return SL_STR("mc");
    }
    if (is_word(words, index, "st") || is_word(words, index, "saint")) {
        return SL_STR("st");
    }
    if (named && (is_word(words, index, "al") || is_word(words, index, "el"))) {
        return SL_STR("al");
    }
    if ((named && (is_word(words, index, "ul") || is_word(words, index, "ur"))) ||
        is_letter_particle(part, words, index)) {
        return words->items[index].text;
    }
    return (struct sl_str){ .len = 0 };
}

/* Join particles to the next word, from the end so that what follows is final. */
static void join_particles(enum sl_name_part part, struct sl_words *words)
{
    for (size_t i = words->count; i-- > 0;) {
        if (i + 1 == words->count || joined_len(words, i + 1) < JOIN_MIN_BYTES) {
            continue;
        }
        const struct sl_str form = joining_form(part, words, i);
        if (form.len > 0) {
            words->items[i].text = form;
            words->items[i + 1].joined = true;
        }
    }
}

/* Does this word begin with the prefix Mac: followed by a consonant, or by a name with a vowel? */
static bool has_mac_prefix(struct sl_str word)
{
    static const char *const vowel_names[] = { "adam", "alis", "alli", "andr", "arth", "aske",
                                               "aula", "aule", "inne", "into", "inty" };
    if (word.len < 3 + MAC_REST_MIN_BYTES || memcmp(word.ptr, "mac", 3) != 0) {
        return false;
    }
    const struct sl_str rest = sl_str_part(word, 3, word.len);
    if (!is_vowel(rest.ptr[0])) {
        return rest.ptr[0] != 'h' && rest.ptr[0] >= 'a' && rest.ptr[0] <= 'z';
    }
    for (size_t i = 0; i < sizeof vowel_names / sizeof vowel_names[0]; i++) {
        if (sl_str_starts(rest, sl_str_from(vowel_names[i]))) {
            return true;
        }
    }
    return false;
}

/* Write "macdonald" as "mcdonald", in the buffer that the words lie in. */
static void shorten_mac(struct sl_words *words, struct sl_buf *out)
{
    for (size_t i = 0; i < words->count; i++) {
        struct sl_str *word = &words->items[i].text;
        if (has_mac_prefix(*word)) {
            *word = sl_str_part(*word, 1, word->len);
            out->ptr[word->ptr - out->ptr] = 'm';
        }
    }
}

/* An ordinal number in figures: 1st, 2nd, 14th. */
static bool is_ordinal(struct sl_str word)
{
    size_t digits = 0;
    while (digits < word.len && word.ptr[digits] >= '0' && word.ptr[digits] <= '9') {
        digits++;
    }
    const struct sl_str end = sl_str_part(word, digits, word.len);
    return digits > 0 && (sl_str_equal(end, SL_STR("st")) || sl_str_equal(end, SL_STR("nd")) ||
                          sl_str_equal(end, SL_STR("rd")) || sl_str_equal(end, SL_STR("th")));
}

/* Is there nothing but ranks and ordinals ("Sir", "3rd Baronet") where a name should be? */
static bool is_designation(enum sl_name_part part, const struct sl_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *value = sl_word_find(&sl_name_designations, words->items[i].text);
        const bool counts = value != NULL && (part == SL_NAME_GIVEN || strcmp(value, "both") == 0);
        if (!counts && !is_ordinal(words->items[i].text)) {
            return false;
        }
    }
    return part != SL_NAME_FULL;
}

/* One round of all rules over the text behind `start`. */
static void apply_rules(enum sl_name_part part, struct sl_buf *out, size_t start)
{
    struct sl_words words;
    if (sl_words_split(out, start, &words)) {
        strip_front(part, &words);
        if (is_designation(part, &words)) {
            words.count = 0;
        }
        shorten_mac(&words, out);
        join_pairs(&words);
        join_particles(part, &words);
        sl_words_write(&words, out, start);
    }
}

/*
 * A joined word may in rare cases be one that another rule drops, so the rules run until nothing
 * changes; as each change makes the text shorter, that ends.
 */
static void
normal(enum sl_name_part part, struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_category_normal(fold, raw, out);
    size_t len = 0;
    do {
        len = out->len;
        apply_rules(part, out, start);
    } while (out->len < len);
    if (sl_placeholder((struct sl_str){ .ptr = out->ptr + start, .len = out->len - start })) {
        sl_buf_cut(out, start);
    }
}

void sl_name_given_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    normal(SL_NAME_GIVEN, fold, raw, out);
}

void sl_name_surname_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    normal(SL_NAME_SURNAME, fold, raw, out);
}

void sl_name_full_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    normal(SL_NAME_FULL, fold, raw, out);
}
