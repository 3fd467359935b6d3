/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/policy.h"

#include <string.h>

#include "base/digest.h"
#include "base/hash.h"

uint16_t sl_policy_agency(const struct sl_policy *policy, struct sl_str name)
{
    size_t low = 0, high = policy->agency_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = sl_str_compare(policy->agencies[middle], name);

        if (order == 0) {
            return (uint16_t)middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return SL_POLICY_NONE;
}

struct sl_policy sl_policy_damaged(void)
{
    return (struct sl_policy){ .state = SL_POLICY_DAMAGED };
}

enum sl_policy_state sl_policy_state_on(const struct sl_policy *policy, int32_t day)
{
    if (policy == NULL) {
        return SL_POLICY_MISSING;
    }
    if (policy->state != SL_POLICY_READY) {
        return SL_POLICY_DAMAGED;
    }
    if (day < policy->confirmed) {
        return SL_POLICY_EARLY;
    }
    return (int64_t)day - policy->confirmed > SL_POLICY_STALE_DAYS ? SL_POLICY_STALE
                                                                   : SL_POLICY_READY;
}

bool sl_policy_is_whole(const struct sl_policy *policy)
{
    const size_t cell_count = policy->agency_count * policy->agency_count * SL_PURPOSE_COUNT;

    if (policy->state != SL_POLICY_READY) {
        return false;
    }
    const struct sl_str cells = { .ptr = (const char *)policy->cells,
                                  .len = (cell_count + 1) * sizeof(policy->cells[0]) };
    const struct sl_str rules = { .ptr = (const char *)policy->rules,
                                  .len = policy->cells[cell_count] * sizeof(policy->rules[0]) };
    return sl_hash_str(rules, sl_hash_str(cells, 0)) == policy->tables_hash;
}

struct sl_policy_answer
sl_policy_find(const struct sl_policy *policy, const struct sl_policy_question *question)
{
    struct sl_policy_answer answer = { .level = SL_SIGHT_REFUSED, .agreement = SL_POLICY_NONE };
    const size_t count = policy->agency_count;

    if (question->reader >= count || question->holder >= count) {
        return answer;
    }
    const size_t cell = (question->reader * count + question->holder) * SL_PURPOSE_COUNT +
                        (size_t)question->purpose;
    for (uint32_t i = policy->cells[cell]; i < policy->cells[cell + 1]; i++) {
        const struct sl_policy_rule *rule = &policy->rules[i];
        const enum sl_sight level =
            (enum sl_sight)(question->emergency ? rule->emergency : rule->level);

        if ((rule->kinds & SL_SHARE_BIT(question->kind)) == 0 ||
            !sl_span_has(rule->valid, question->day) || level < answer.level) {
            continue;
        }
        if (level > answer.level) {
            answer = (struct sl_policy_answer){ .level = level, .agreement = rule->agreement };
        }
        answer.fields |= level == SL_SIGHT_CONTENT ? rule->fields : 0;
    }
    return answer;
}

void sl_policy_id_print(const struct sl_policy_id *id, struct sl_buf *buf)
{
    sl_digest_print_hex(id->bytes, SL_POLICY_ID_BYTES, buf);
}
