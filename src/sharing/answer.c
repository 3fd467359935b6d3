/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/answer.h"

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
static const struct sl_term answers[] = { SL_ANSWER_TABLE(TERM) };
/* clang-format on */

const struct sl_term *sl_answer_terms(void)
{
    return answers;
}

/* The kinds of a holder about which the reader may be told something, as a set. */
static uint64_t
kinds_told(struct sl_reader *reader, const struct sl_answer_child *child, size_t holder)
{
    uint64_t told = 0;

    for (unsigned kind = 0; kind < SL_SHARE_KIND_COUNT; kind++) {
        const struct sl_reader_item item = {
            .holder = (uint16_t)holder,
            .kind = (uint8_t)kind,
            .ties = child->ties,
            .glass = child->glass,
        };
        if (sl_reader_decide(reader, &item).sight >= SL_SIGHT_EXISTENCE) {
            told |= SL_SHARE_BIT(kind);
        }
    }
    return told;
}

/* The answer when so many records were counted. */
static void close_answer(struct sl_answer *answer, uint64_t kinds, uint64_t told, uint64_t answered)
{
    const bool all_told = (kinds & ~told) == 0;
    const bool all_answered = (kinds & told & ~answered) == 0;

    if (answer->count > 0) {
        answer->kind = SL_ANSWER_HELD;
        answer->more = !all_told || !all_answered;
    } else if (!all_told) {
        answer->kind = SL_ANSWER_REFUSED;
    } else {
        answer->kind = all_answered ? SL_ANSWER_NONE : SL_ANSWER_WAITING;
    }
}

void sl_answers_make(
    struct sl_reader *reader, const struct sl_answer_child *child, struct sl_answer *ret_answers
)
{
    const size_t answer_count = reader->holder_count * SL_SHARE_GROUP_COUNT;

    for (size_t i = 0; i < answer_count; i++) {
        ret_answers[i] = (struct sl_answer){ .kind = SL_ANSWER_REFUSED };
    }
    for (size_t i = 0; i < child->item_count; i++) {
        const struct sl_reader_item *item = &child->items[i];
        struct sl_answer *answer =
            &ret_answers
                [item->holder * (size_t)SL_SHARE_GROUP_COUNT + sl_share_kind_group(item->kind)];

        answer->count += child->shown[i].sight >= SL_SIGHT_EXISTENCE ? 1u : 0u;
        answer->content = answer->content || child->shown[i].sight == SL_SIGHT_CONTENT;
    }
    for (size_t holder = 0; holder < reader->holder_count; holder++) {
        const uint64_t told = kinds_told(reader, child, holder);

        for (unsigned group = 0; group < SL_SHARE_GROUP_COUNT; group++) {
            close_answer(
                &ret_answers[holder * SL_SHARE_GROUP_COUNT + group],
                sl_share_group_kinds((enum sl_share_group)group),
                told,
                child->answered[holder]
            );
        }
    }
}
