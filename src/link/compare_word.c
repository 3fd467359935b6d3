/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare_impl.h"
#include "link/jaro.h"
#include "link/osa.h"

const struct sl_word_rules sl_word_rules_name = {
    .one_len = 4,
    .two_len = 6,
    .two_limit = 24,
    .like = 950,
    .alike = 900,
    .vague = 820,
};

const struct sl_word_rules sl_word_rules_text = {
    .one_len = 4,
    .two_len = 6,
    .two_limit = 24,
    .like = 950,
    .vague = 850,
    .plain = true,
};

const struct sl_word_rules sl_word_rules_slips = {
    .one_len = 4,
    .two_len = 6,
    .two_limit = 24,
    .plain = true,
};

const struct sl_word_rules sl_word_rules_code = { .one_len = 3, .two_len = 7, .two_limit = 24 };
const struct sl_word_rules sl_word_rules_postcode = { .one_len = 5 };
const struct sl_word_rules sl_word_rules_local = { .one_len = 4, .two_len = 8, .two_limit = 24 };
const struct sl_word_rules sl_word_rules_domain = { .one_len = 4, .two_len = 8, .two_limit = 40 };

enum sl_evidence sl_jaro_evidence(const struct sl_word_rules *rules, unsigned permille)
{
    if (permille >= rules->like) {
        return SL_EVIDENCE_LIKE;
    }
    if (rules->alike > 0 && permille >= rules->alike) {
        return SL_EVIDENCE_ALIKE;
    }
    return permille >= rules->vague ? SL_EVIDENCE_VAGUE : SL_EVIDENCE_NONE;
}

static enum sl_evidence
jaro_evidence(const struct sl_word_rules *rules, struct sl_str left, struct sl_str right)
{
    if (rules->vague == 0 || left.len < 2 || right.len < 2 || left.ptr[0] != right.ptr[0] ||
        left.ptr[1] != right.ptr[1]) {
        return SL_EVIDENCE_NONE;
    }
    unsigned prefix = 2;
    while (prefix < SL_JARO_PREFIX_LIMIT && prefix < left.len && prefix < right.len &&
           left.ptr[prefix] == right.ptr[prefix]) {
        prefix++;
    }
    const struct sl_jaro_match match = sl_jaro_match(left, right);
    return sl_jaro_evidence(rules, sl_jaro_winkler_permille(left.len, right.len, match, prefix));
}

/* Words with digits under plain rules: only two numbers can be similar. */
static enum sl_evidence number_evidence(struct sl_str left, struct sl_str right)
{
    return sl_token_is_number(left) && sl_token_is_number(right) && left.len >= 2 &&
                   right.len >= 2 && sl_osa_distance(left, right, 1) == 1
               ? SL_EVIDENCE_NUMBER
               : SL_EVIDENCE_NONE;
}

enum sl_evidence
sl_word_evidence(const struct sl_word_rules *rules, struct sl_str left, struct sl_str right)
{
    const size_t longer = left.len > right.len ? left.len : right.len;
    if (longer > SL_WORD_LIMIT) {
        return SL_EVIDENCE_NONE;
    }
    if (rules->plain && (sl_token_has_digit(left) || sl_token_has_digit(right))) {
        return number_evidence(left, right);
    }
    const bool one = longer >= rules->one_len;
    const bool two = rules->two_len > 0 && longer >= rules->two_len && longer <= rules->two_limit;
    const unsigned distance = sl_osa_distance(left, right, two ? 2 : 1);
    if (one && distance == 1) {
        return SL_EVIDENCE_ONE;
    }
    const enum sl_evidence jaro = jaro_evidence(rules, left, right);
    return two && distance == 2 && jaro > SL_EVIDENCE_TWO ? SL_EVIDENCE_TWO : jaro;
}

unsigned sl_evidence_level(enum sl_evidence evidence)
{
    static const unsigned char levels[] = {
        [SL_EVIDENCE_ONE] = SL_LEVEL_CLOSE,       [SL_EVIDENCE_LIKE] = SL_LEVEL_CLOSE,
        [SL_EVIDENCE_VARIANT] = SL_LEVEL_VARIANT, [SL_EVIDENCE_TWO] = SL_LEVEL_NEAR,
        [SL_EVIDENCE_ALIKE] = SL_LEVEL_NEAR,      [SL_EVIDENCE_VAGUE] = SL_LEVEL_LOOSE,
        [SL_EVIDENCE_NUMBER] = SL_LEVEL_LOOSE,    [SL_EVIDENCE_NONE] = SL_LEVEL_ELSE,
    };
    return levels[evidence];
}

bool sl_evidence_carries(enum sl_family family, enum sl_evidence evidence)
{
    if (family == SL_FAMILY_NAME) {
        return evidence <= SL_EVIDENCE_ALIKE;
    }
    return evidence == SL_EVIDENCE_ONE || evidence == SL_EVIDENCE_TWO ||
           evidence == SL_EVIDENCE_NUMBER;
}

enum sl_evidence sl_carried_evidence(enum sl_family family, struct sl_str left, struct sl_str right)
{
    const enum sl_evidence evidence = family == SL_FAMILY_NAME
                                          ? sl_name_word_evidence(left, right)
                                          : sl_word_evidence(&sl_word_rules_slips, left, right);
    return sl_evidence_carries(family, evidence) ? evidence : SL_EVIDENCE_NONE;
}
