/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/outcome.h"

#include "base/error.h"

static const struct sl_str names[] = {
#define NAME(outcome, name, words) { "" name, sizeof(name) - 1 },
    SL_OUTCOME_TABLE(NAME)
#undef NAME
};

static const struct sl_str words_of[] = {
#define WORDS(outcome, name, words) { "" words, sizeof(words) - 1 },
    SL_OUTCOME_TABLE(WORDS)
#undef WORDS
};

enum sl_outcome sl_outcome_of(const struct sl_outcome_seen *seen, double potential_bits)
{
    if (seen->is_joined) {
        return SL_OUTCOME_MATCH;
    }
    if (seen->possible_count == 0) {
        return SL_OUTCOME_NONE;
    }
    if (seen->possible_count > 1 && seen->best_bits - seen->second_bits <= SL_OUTCOME_NEAR_BITS) {
        return SL_OUTCOME_MANY;
    }
    return seen->best_bits >= potential_bits ? SL_OUTCOME_POTENTIAL : SL_OUTCOME_LOW;
}

struct sl_str sl_outcome_name(enum sl_outcome outcome)
{
    SL_ASSERT(outcome < SL_OUTCOME_COUNT);
    return names[outcome];
}

struct sl_str sl_outcome_words(enum sl_outcome outcome)
{
    SL_ASSERT(outcome < SL_OUTCOME_COUNT);
    return words_of[outcome];
}
