/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "link/compare_impl.h"
#include "link/osa.h"
#include "record/name.h"
#include "record/nickname.h"

/* The shortest beginning of a name, and the shortest word of a contained one, that says anything.
 */
#define TELLING_LEN 3u

/* A buffer over the form's own bytes: its limit keeps it from ever asking for memory. */
static struct sl_buf open_form(struct sl_name_form *form)
{
    form->len = 0;
    form->bytes[0] = '\0';
    return (struct sl_buf){ .ptr = form->bytes,
                            .capacity = sizeof(form->bytes),
                            .limit_bytes = sizeof(form->bytes) - 1,
                            .status = SL_OK };
}

static void close_form(struct sl_name_form *form, const struct sl_buf *buf)
{
    form->len = buf->status == SL_OK ? buf->len : 0;
}

void sl_name_form_core(struct sl_str name, unsigned part, struct sl_name_form *ret_form)
{
    struct sl_buf buf = open_form(ret_form);
    if (name.len <= SL_NAME_LIMIT_BYTES) {
        sl_name_core(part == 0 ? SL_NAME_GIVEN : SL_NAME_SURNAME, name, &buf);
    }
    close_form(ret_form, &buf);
}

void sl_name_form_key(struct sl_str name, struct sl_name_form *ret_form)
{
    struct sl_buf buf = open_form(ret_form);
    if (name.len <= SL_NAME_LIMIT_BYTES) {
        sl_name_key(name, &buf);
    }
    close_form(ret_form, &buf);
}

struct sl_str sl_name_form_str(const struct sl_name_form *form)
{
    return (struct sl_str){ form->bytes, form->len };
}

static bool same_form(const struct sl_name_form *left, const struct sl_name_form *right)
{
    return left->len > 0 && sl_str_equal(sl_name_form_str(left), sl_name_form_str(right));
}

static bool same_core(struct sl_str left, struct sl_str right)
{
    struct sl_name_form left_form;
    struct sl_name_form right_form;
    for (unsigned part = 0; part < 2; part++) {
        sl_name_form_core(left, part, &left_form);
        sl_name_form_core(right, part, &right_form);
        if (same_form(&left_form, &right_form)) {
            return true;
        }
    }
    return false;
}

static bool same_key(struct sl_str left, struct sl_str right)
{
    struct sl_name_form left_form;
    struct sl_name_form right_form;
    sl_name_form_key(left, &left_form);
    sl_name_form_key(right, &right_form);
    return same_form(&left_form, &right_form);
}

enum sl_evidence sl_name_word_evidence(struct sl_str left, struct sl_str right)
{
    const enum sl_evidence letters = sl_word_evidence(&sl_word_rules_name, left, right);
    if (letters > SL_EVIDENCE_VARIANT &&
        (sl_nickname_related(left, right) || same_key(left, right))) {
        return SL_EVIDENCE_VARIANT;
    }
    return letters;
}

/* The level of two names that differ in one word. */
static unsigned differing_words_level(const struct sl_token_parts *parts)
{
    const struct sl_str *left = parts->left.words;
    const struct sl_str *right = parts->right.words;
    if (parts->left.count == 1 && parts->right.count == 1) {
        const enum sl_evidence evidence = sl_name_word_evidence(left[0], right[0]);
        return parts->common.count == 0 || sl_evidence_carries(SL_FAMILY_NAME, evidence)
                   ? sl_evidence_level(evidence)
                   : SL_LEVEL_ELSE;
    }
    return SL_LEVEL_ELSE;
}

static bool one_letter_off(struct sl_str left, struct sl_str right)
{
    char left_letters[SL_WORD_LIMIT];
    char right_letters[SL_WORD_LIMIT];
    const size_t left_len = sl_token_letters(left, left_letters, SL_WORD_LIMIT);
    const size_t right_len = sl_token_letters(right, right_letters, SL_WORD_LIMIT);
    const size_t longer = left_len > right_len ? left_len : right_len;
    return longer <= SL_WORD_LIMIT && longer >= sl_word_rules_name.one_len &&
           sl_osa_distance(
               (struct sl_str){ left_letters, left_len },
               (struct sl_str){ right_letters, right_len },
               1
           ) <= 1;
}

/* All words of one among those of the other, which has at most SL_SUBSET_LIMIT. */
static bool contains(const struct sl_token_parts *parts)
{
    if (parts->left.count > 0 && parts->right.count > 0) {
        return false;
    }
    const size_t extra = parts->left.count + parts->right.count;
    return parts->common.count > 0 && parts->common.count + extra <= SL_SUBSET_LIMIT;
}

static bool has_telling_word(const struct sl_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->words[i].len >= TELLING_LEN) {
            return true;
        }
    }
    return false;
}

/* The words behind the first, sorted. */
static struct sl_tokens rest_of(const struct sl_tokens *tokens)
{
    struct sl_tokens rest = { .count = tokens->count - 1 };
    for (size_t i = 1; i < tokens->count; i++) {
        rest.words[i - 1] = tokens->words[i];
    }
    sl_tokens_sort(&rest);
    return rest;
}

/* Two names, their words in order, that have first words and a rest. */
static unsigned first_words_level(const struct sl_tokens *left, const struct sl_tokens *right)
{
    const struct sl_str left_first = left->words[0];
    const struct sl_str right_first = right->words[0];
    const bool initial =
        (left_first.len == 1) != (right_first.len == 1) && left_first.ptr[0] == right_first.ptr[0];
    const bool nickname = left->count <= SL_SUBSET_LIMIT && right->count <= SL_SUBSET_LIMIT &&
                          sl_nickname_related(left_first, right_first);
    if (!initial && !nickname) {
        return SL_LEVEL_ELSE;
    }
    const struct sl_tokens left_rest = rest_of(left);
    const struct sl_tokens right_rest = rest_of(right);
    struct sl_token_parts parts;
    sl_tokens_part(&left_rest, &right_rest, &parts);
    if (nickname && (parts.left.count == 0 || parts.right.count == 0)) {
        return SL_LEVEL_VARIANT;
    }
    return initial && parts.left.count + parts.right.count == 0 ? SL_LEVEL_LOOSE : SL_LEVEL_ELSE;
}

static bool one_begins_with_other(struct sl_str left, struct sl_str right)
{
    return (left.len >= TELLING_LEN && sl_str_starts(right, left)) ||
           (right.len >= TELLING_LEN && sl_str_starts(left, right));
}

/* Of the levels that hold, the one that comes first: close, variant, near, loose, else. */
static unsigned stronger(unsigned left, unsigned right)
{
    static const unsigned char order[SL_LEVEL_COUNT] = {
        [SL_LEVEL_EXACT] = 0, [SL_LEVEL_CLOSE] = 1, [SL_LEVEL_VARIANT] = 2,
        [SL_LEVEL_NEAR] = 3,  [SL_LEVEL_LOOSE] = 4, [SL_LEVEL_ELSE] = 5,
    };
    return order[left] <= order[right] ? left : right;
}

/* What the words of two names say, in whatever order they stand. */
static unsigned words_level(const struct sl_tokens *left, const struct sl_tokens *right)
{
    struct sl_tokens left_sorted = *left;
    struct sl_tokens right_sorted = *right;
    struct sl_token_parts parts;
    sl_tokens_sort(&left_sorted);
    sl_tokens_sort(&right_sorted);
    sl_tokens_part(&left_sorted, &right_sorted, &parts);
    if (parts.left.count + parts.right.count == 0) {
        return SL_LEVEL_CLOSE;
    }
    const unsigned differing = differing_words_level(&parts);
    const bool contained = contains(&parts) && has_telling_word(&parts.common);
    return stronger(
        stronger(differing, contained ? SL_LEVEL_NEAR : SL_LEVEL_ELSE),
        first_words_level(left, right)
    );
}

unsigned sl_compare_name(struct sl_str left, struct sl_str right)
{
    if (sl_token_same_letters(left, right) || one_letter_off(left, right) ||
        same_core(left, right)) {
        return SL_LEVEL_CLOSE;
    }
    unsigned level = same_key(left, right) ? SL_LEVEL_VARIANT : SL_LEVEL_ELSE;
    struct sl_tokens left_tokens;
    struct sl_tokens right_tokens;
    if (sl_tokens_split(left, &left_tokens) && sl_tokens_split(right, &right_tokens) &&
        left_tokens.count > 0 && right_tokens.count > 0) {
        level = stronger(level, words_level(&left_tokens, &right_tokens));
    }
    return one_begins_with_other(left, right) ? stronger(level, SL_LEVEL_LOOSE) : level;
}
