/* SPDX-License-Identifier: Apache-2.0 */
#include "link/token.h"

bool sl_tokens_split(struct sl_str value, struct sl_tokens *ret_tokens)
{
    size_t count = 0;
    struct sl_str word;
    while (sl_str_split(&value, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (count == SL_TOKEN_LIMIT) {
            ret_tokens->count = 0;
            return false;
        }
        ret_tokens->words[count++] = word;
    }
    ret_tokens->count = count;
    return true;
}

void sl_tokens_sort(struct sl_tokens *tokens)
{
    for (size_t i = 1; i < tokens->count; i++) {
        const struct sl_str word = tokens->words[i];
        size_t at = i;
        while (at > 0 && sl_str_compare(tokens->words[at - 1], word) > 0) {
            tokens->words[at] = tokens->words[at - 1];
            at--;
        }
        tokens->words[at] = word;
    }
}

static void add(struct sl_tokens *tokens, struct sl_str word)
{
    tokens->words[tokens->count++] = word;
}

void sl_tokens_part(
    const struct sl_tokens *left, const struct sl_tokens *right, struct sl_token_parts *ret_parts
)
{
    ret_parts->common.count = 0;
    ret_parts->left.count = 0;
    ret_parts->right.count = 0;
    size_t left_at = 0;
    size_t right_at = 0;
    while (left_at < left->count && right_at < right->count) {
        const int order = sl_str_compare(left->words[left_at], right->words[right_at]);
        if (order == 0) {
            add(&ret_parts->common, left->words[left_at]);
        } else if (order < 0) {
            add(&ret_parts->left, left->words[left_at]);
        } else {
            add(&ret_parts->right, right->words[right_at]);
        }
        left_at += order <= 0;
        right_at += order >= 0;
    }
    while (left_at < left->count) {
        add(&ret_parts->left, left->words[left_at++]);
    }
    while (right_at < right->count) {
        add(&ret_parts->right, right->words[right_at++]);
    }
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool sl_token_is_number(struct sl_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!is_digit(word.ptr[i])) {
            return false;
        }
    }
    return word.len > 0;
}

bool sl_token_has_digit(struct sl_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (is_digit(word.ptr[i])) {
            return true;
        }
    }
    return false;
}

size_t sl_token_letters(struct sl_str value, char *ret_letters, size_t limit)
{
    size_t len = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == ' ') {
            continue;
        }
        if (len == limit) {
            return limit + 1;
        }
        ret_letters[len++] = value.ptr[i];
    }
    return len;
}

bool sl_token_same_letters(struct sl_str left, struct sl_str right)
{
    size_t left_at = 0;
    size_t right_at = 0;
    for (;;) {
        while (left_at < left.len && left.ptr[left_at] == ' ') {
            left_at++;
        }
        while (right_at < right.len && right.ptr[right_at] == ' ') {
            right_at++;
        }
        if (left_at == left.len || right_at == right.len) {
            return left_at == left.len && right_at == right.len;
        }
        if (left.ptr[left_at++] != right.ptr[right_at++]) {
            return false;
        }
    }
}
