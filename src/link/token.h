/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token.h - a value as a bag of words.
 *
 * Words are separated by single blanks. Order does not matter, how often a word stands does.
 */
#ifndef SL_LINK_TOKEN_H
#define SL_LINK_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* The most words of a value that are looked at one by one. */
#define SL_TOKEN_LIMIT 32u

/* The words of one value; they borrow from it. */
struct sl_tokens {
    size_t count;
    struct sl_str words[SL_TOKEN_LIMIT];
};

/*
 * Take a value apart into its words, in their order. Blanks too many do no harm.
 * Returns false, with count 0, when there are more than SL_TOKEN_LIMIT.
 */
bool sl_tokens_split(struct sl_str value, struct sl_tokens *ret_tokens);

/* Put the words in byte order, as the functions below need them. */
void sl_tokens_sort(struct sl_tokens *tokens);

/* The words of two values: those of both, and those left over on each side; ascending. */
struct sl_token_parts {
    struct sl_tokens common, left, right;
};

/* Compare two bags of sorted words. */
void sl_tokens_part(
    const struct sl_tokens *left, const struct sl_tokens *right, struct sl_token_parts *ret_parts
);

/* Whether a word is a number: digits only, at least one. */
bool sl_token_is_number(struct sl_str word);

/* Whether a word holds a digit. */
bool sl_token_has_digit(struct sl_str word);

/*
 * Write the letters and digits of a value without its blanks.
 *
 *   ret_letters  room for `limit` bytes
 *
 * Returns how many were written, or limit + 1 when there are more than limit.
 */
size_t sl_token_letters(struct sl_str value, char *ret_letters, size_t limit);

/* Whether two values are the same but for their blanks. */
bool sl_token_same_letters(struct sl_str left, struct sl_str right);

#endif
