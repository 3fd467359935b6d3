/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/erase_order.h"

/* What stands first, and which parts it means. */
static const struct {
    struct sl_str word;
    bool parts[SL_PART_COUNT];
} words[] = {
    {{ "who ", 4 },    { [SL_PART_WHO] = true }                        },
    { { "about ", 6 }, { [SL_PART_ABOUT] = true }                      },
    { { "both ", 5 },  { [SL_PART_WHO] = true, [SL_PART_ABOUT] = true }},
};
#define WORD_COUNT (sizeof words / sizeof words[0])

/* Entries from first to last. */
struct span {
    uint64_t first, last;
};

static const struct sl_str *word_of(const bool *parts)
{
    size_t i = 0;

    while (words[i].parts[SL_PART_WHO] != parts[SL_PART_WHO] ||
           words[i].parts[SL_PART_ABOUT] != parts[SL_PART_ABOUT]) {
        i++;
        SL_ASSERT(i < WORD_COUNT);
    }
    return &words[i].word;
}

/* Append a span, if an entry has room for it. */
static bool add_span(struct sl_buf *kind, struct span span, bool is_first)
{
    const size_t before = kind->len;

    if (!is_first) {
        sl_buf_add_byte(kind, ',');
    }
    sl_buf_add_u64(kind, span.first);
    if (span.last > span.first) {
        sl_buf_add_byte(kind, '-');
        sl_buf_add_u64(kind, span.last);
    }
    if (kind->len > SL_ENTRY_TEXT_BYTES) {
        sl_buf_cut(kind, before);
        return false;
    }
    return true;
}

size_t sl_erase_order_print(const struct sl_erase_order *order, struct sl_buf *kind)
{
    size_t taken = 0;
    size_t next = 0;

    sl_buf_clear(kind);
    sl_buf_add(kind, *word_of(order->parts));
    while (next < order->count) {
        struct span span = { order->indexes[next], order->indexes[next] };
        for (next++; next < order->count && order->indexes[next] == span.last + 1; next++) {
            span.last++;
        }
        if (!add_span(kind, span, taken == 0)) {
            break;
        }
        taken = next;
    }
    return taken;
}

/* Take a number off the text: digits, none a zero in front of others. */
static bool take_number(struct sl_str *rest, uint64_t *ret_number)
{
    uint64_t number = 0;
    size_t len = 0;

    for (; len < rest->len && rest->ptr[len] >= '0' && rest->ptr[len] <= '9'; len++) {
        const uint64_t digit = (uint64_t)(rest->ptr[len] - '0');
        if (number > (UINT64_MAX - digit) / 10) {
            return false;
        }
        number = 10 * number + digit;
    }
    if (len == 0 || (len > 1 && rest->ptr[0] == '0')) {
        return false;
    }
    *ret_number = number;
    *rest = sl_str_part(*rest, len, rest->len);
    return true;
}

/* Take one byte off the text if it is this one. */
static bool take_byte(struct sl_str *rest, char byte)
{
    const bool is_it = rest->len > 0 && rest->ptr[0] == byte;

    *rest = sl_str_part(*rest, is_it ? 1 : 0, rest->len);
    return is_it;
}

static bool take_span(struct sl_str *rest, struct span *ret_span)
{
    if (!take_number(rest, &ret_span->first)) {
        return false;
    }
    ret_span->last = ret_span->first;
    return !take_byte(rest, '-') ||
           (take_number(rest, &ret_span->last) && ret_span->last > ret_span->first);
}

/* Take the spans of a text one by one. */
struct spans {
    struct sl_str rest;
    struct span last;
    bool has_last;
};

enum taken { TAKEN_SPAN, TAKEN_END, TAKEN_NONE };

/* The next span; TAKEN_NONE when what follows is not in its one form. */
static enum taken next_span(struct spans *spans, struct span *ret_span)
{
    if (spans->has_last && spans->rest.len == 0) {
        return TAKEN_END;
    }
    if ((spans->has_last && !take_byte(&spans->rest, ',')) || !take_span(&spans->rest, ret_span)) {
        return TAKEN_NONE;
    }
    const uint64_t last = spans->last.last;
    if (spans->has_last && (ret_span->first <= last || ret_span->first - last == 1)) {
        return TAKEN_NONE;
    }
    spans->last = *ret_span;
    spans->has_last = true;
    return TAKEN_SPAN;
}

/* Is the text spans in their one form, and is the number in one of them? */
static bool spans_have(struct sl_str text, uint64_t index)
{
    struct spans spans = { .rest = text };
    enum taken taken = TAKEN_SPAN;
    struct span span;
    bool has = false;

    while ((taken = next_span(&spans, &span)) == TAKEN_SPAN) {
        has = has || (span.first <= index && index <= span.last);
    }
    return has && taken == TAKEN_END;
}

/* Which word a text begins with; WORD_COUNT for none. */
static size_t find_word(struct sl_str text)
{
    size_t i = 0;

    while (i < WORD_COUNT && !sl_str_starts(text, words[i].word)) {
        i++;
    }
    return i;
}

bool sl_erase_order_covers(
    const struct sl_entry *entry, uint64_t index, enum sl_part_index part_index
)
{
    const struct sl_str kind = entry->texts[SL_ENTRY_KIND];

    if (entry->verb != SL_VERB_ERASE || entry->outcome != SL_OUTCOME_ALLOWED) {
        return false;
    }
    const size_t word = find_word(kind);
    return word < WORD_COUNT && words[word].parts[part_index] &&
           spans_have(sl_str_part(kind, words[word].word.len, kind.len), index);
}

enum sl_status sl_erase_order_parse(
    struct sl_str text,
    uint64_t *indexes,
    size_t room,
    struct sl_erase_order *ret_order,
    struct sl_error *err
)
{
    const size_t word = find_word(text);
    enum taken taken = TAKEN_NONE;
    struct span span;
    size_t count = 0;

    if (word < WORD_COUNT) {
        struct spans spans = { .rest = sl_str_part(text, words[word].word.len, text.len) };
        while ((taken = next_span(&spans, &span)) == TAKEN_SPAN) {
            if (span.last - span.first >= room - count) {
                return sl_fail(err, SL_LIMIT, "more than %zu entries", room);
            }
            for (uint64_t i = 0; i <= span.last - span.first; i++) {
                indexes[count++] = span.first + i;
            }
        }
    }
    if (taken != TAKEN_END) {
        return sl_fail(err, SL_INVALID, "'%.*s' is no order to erase", SL_STR_ARG(text));
    }
    *ret_order = (struct sl_erase_order){
        .parts = {words[word].parts[SL_PART_WHO], words[word].parts[SL_PART_ABOUT]},
        .indexes = indexes,
        .count = count,
    };
    return SL_OK;
}
