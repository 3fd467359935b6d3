/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_count.h"

#include "base/memory.h"
#include "identity/identity_bits.h"

/* What is known of an identity, for the words; by its lowest mention's place in after. */
struct seen {
    uint32_t mention_count; /* that are open */
    struct sl_outcome_seen outcome;
};

static size_t place_of(const struct sl_identity_answer *answer, int64_t mention)
{
    size_t low = 0;
    size_t high = answer->after_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (answer->after[middle].mention < mention) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    SL_ASSERT(low < answer->after_count && answer->after[low].mention == mention);
    return low;
}

static void see_possible(struct sl_outcome_seen *seen, double bits)
{
    if (seen->possible_count == 0 || bits > seen->best_bits) {
        seen->second_bits = seen->best_bits;
        seen->best_bits = bits;
    } else if (seen->possible_count == 1 || bits > seen->second_bits) {
        seen->second_bits = bits;
    }
    seen->possible_count++;
}

static void count_members(
    const struct sl_identity_answer *answer, struct seen *seen, struct sl_identify_result *result
)
{
    for (size_t i = 0; i < answer->after_count; i++) {
        if (sl_identity_is_closed(answer->book, answer->after[i].mention)) {
            continue;
        }
        struct seen *of = &seen[place_of(answer, answer->after[i].identity)];
        result->mention_count++;
        result->identity_count += of->mention_count == 0 ? 1 : 0;
        of->outcome.is_joined = ++of->mention_count > 1;
    }
}

static void count_possible(
    const struct sl_identity_answer *answer, struct seen *seen, struct sl_identify_result *result
)
{
    for (size_t i = 0; i < answer->review_count; i++) {
        const double bits = (double)answer->reviews[i].weight_millibits / 1000.0;
        struct seen *low = &seen[place_of(answer, answer->reviews[i].low)];
        struct seen *high = &seen[place_of(answer, answer->reviews[i].high)];
        if (low->mention_count == 0 || high->mention_count == 0) {
            continue;
        }
        result->possible_count++;
        see_possible(&low->outcome, bits);
        see_possible(&high->outcome, bits);
    }
}

/* Those who were not there before. */
static void count_new(
    const struct sl_identity_answer *answer,
    const struct seen *seen,
    struct sl_identify_result *result
)
{
    size_t old = 0;

    for (size_t i = 0; i < answer->after_count; i++) {
        const int64_t mention = answer->after[i].mention;
        while (old < answer->before_count && answer->before[old].mention < mention) {
            old++;
        }
        if ((old < answer->before_count && answer->before[old].mention == mention) ||
            sl_identity_is_closed(answer->book, mention)) {
            continue;
        }
        const struct seen *of = &seen[place_of(answer, answer->after[i].identity)];
        result->new_mention_count++;
        result->outcomes[sl_outcome_of(&of->outcome, SL_IDENTITY_POTENTIAL_BITS)]++;
    }
}

enum sl_status sl_identity_count(
    const struct sl_identity_answer *answer, struct sl_identify_result *result, struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) struct seen *seen = sl_calloc(answer->after_count + 1, sizeof *seen);

    if (seen == NULL) {
        return sl_fail_memory(err);
    }
    count_members(answer, seen, result);
    count_possible(answer, seen, result);
    count_new(answer, seen, result);
    return SL_OK;
}
