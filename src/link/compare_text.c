/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare_impl.h"

unsigned sl_text_overlap_level(size_t common, size_t total)
{
    if (3 * common >= 2 * total) {
        return SL_LEVEL_NEAR;
    }
    return 2 * common >= total ? SL_LEVEL_LOOSE : SL_LEVEL_ELSE;
}

static unsigned differing_words_level(const struct sl_token_parts *parts)
{
    const struct sl_word_rules *rules =
        parts->common.count == 0 ? &sl_word_rules_text : &sl_word_rules_slips;
    const struct sl_str *left = parts->left.words;
    const struct sl_str *right = parts->right.words;
    if (parts->left.count == 1 && parts->right.count == 1) {
        return sl_evidence_level(sl_word_evidence(rules, left[0], right[0]));
    }
    return SL_LEVEL_ELSE;
}

static bool contains(const struct sl_compare_context *context, const struct sl_token_parts *parts)
{
    const size_t common = parts->common.count;
    if (common == 0 || (parts->left.count > 0 && parts->right.count > 0) ||
        common + parts->left.count + parts->right.count > SL_SUBSET_LIMIT) {
        return false;
    }
    return common > 1 || !sl_compare_generic(context, parts->common.words[0]);
}

static bool has_number(const struct sl_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (sl_token_is_number(tokens->words[i])) {
            return true;
        }
    }
    return false;
}

/* A word in common that is no number and not generic, and no number of one against another. */
static bool
overlap_counts(const struct sl_compare_context *context, const struct sl_token_parts *parts)
{
    if (has_number(&parts->left) && has_number(&parts->right)) {
        return false;
    }
    for (size_t i = 0; i < parts->common.count; i++) {
        if (!sl_token_is_number(parts->common.words[i]) &&
            !sl_compare_generic(context, parts->common.words[i])) {
            return true;
        }
    }
    return false;
}

unsigned
sl_compare_text(const struct sl_compare_context *context, struct sl_str left, struct sl_str right)
{
    if (sl_token_same_letters(left, right)) {
        return SL_LEVEL_CLOSE;
    }
    struct sl_tokens left_tokens;
    struct sl_tokens right_tokens;
    if (!sl_tokens_split(left, &left_tokens) || !sl_tokens_split(right, &right_tokens) ||
        left_tokens.count == 0 || right_tokens.count == 0) {
        return SL_LEVEL_ELSE;
    }
    sl_tokens_sort(&left_tokens);
    sl_tokens_sort(&right_tokens);
    struct sl_token_parts parts;
    sl_tokens_part(&left_tokens, &right_tokens, &parts);
    if (parts.left.count + parts.right.count == 0) {
        return SL_LEVEL_CLOSE;
    }
    const unsigned differing = differing_words_level(&parts);
    if (differing == SL_LEVEL_CLOSE || differing == SL_LEVEL_NEAR) {
        return differing;
    }
    if (contains(context, &parts)) {
        return SL_LEVEL_NEAR;
    }
    if (overlap_counts(context, &parts)) {
        const size_t total = parts.common.count + parts.left.count + parts.right.count;
        const unsigned overlap = sl_text_overlap_level(parts.common.count, total);
        return overlap == SL_LEVEL_ELSE ? differing : overlap;
    }
    return differing;
}
