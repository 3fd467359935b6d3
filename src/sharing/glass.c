/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/glass.h"

#include "base/utf8.h"

#define DAY_MICROSECONDS (INT64_C(86400) * 1000000)

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
static const struct sl_term reasons[] = { SL_GLASS_REASON_TABLE(TERM) };
/* clang-format on */

const struct sl_term *sl_glass_reason_terms(void)
{
    return reasons;
}

enum sl_status sl_glass_check(const struct sl_glass *glass, struct sl_error *err)
{
    const size_t word_count = sl_utf8_count(sl_str_trim(glass->words));

    if (glass->user.len == 0 || glass->identity.len == 0) {
        return sl_fail(err, SL_INVALID, "it is not said who opens whose records");
    }
    if ((unsigned)glass->reason >= SL_GLASS_REASON_COUNT) {
        return sl_fail(err, SL_INVALID, "the reason is not one of the list");
    }
    if (word_count < SL_GLASS_WORDS_MIN || word_count > SL_GLASS_WORDS_MAX) {
        sl_fail(err, SL_INVALID, "the reason must be told in words, too");
        sl_fail_hint(err, "Say it in %u to %u characters.", SL_GLASS_WORDS_MIN, SL_GLASS_WORDS_MAX);
        return SL_INVALID;
    }
    if (glass->from < 0 || glass->until <= glass->from ||
        glass->until - glass->from > SL_GLASS_LONGEST_MICROSECONDS) {
        sl_fail(err, SL_INVALID, "it must end after it begins, and within eight hours");
        sl_fail_hint(err, "Break the glass again when it is still needed then.");
        return SL_INVALID;
    }
    return SL_OK;
}

int64_t sl_glass_left(
    const struct sl_glass *glass, struct sl_str user_id, struct sl_str identity, int64_t at
)
{
    if (glass == NULL || sl_glass_check(glass, NULL) != SL_OK ||
        !sl_str_equal(glass->user, user_id) || !sl_str_equal(glass->identity, identity)) {
        return 0;
    }
    const int64_t end =
        glass->ended != 0 && glass->ended < glass->until ? glass->ended : glass->until;
    return at < glass->from || at >= end ? 0 : end - at;
}

enum sl_glass_review_state sl_glass_review_state_of(
    const struct sl_glass *glass, const struct sl_glass_review *review, int64_t at
)
{
    if (review->by.len > 0 && !sl_str_equal(review->by, glass->user)) {
        return review->right ? SL_GLASS_RIGHT : SL_GLASS_WRONG;
    }
    return at - glass->from > SL_GLASS_REVIEW_DAYS * DAY_MICROSECONDS ? SL_GLASS_OVERDUE
                                                                      : SL_GLASS_WAITING;
}
