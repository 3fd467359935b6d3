/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/pattern.h"

#define AT_TERM(name_text, words_text)                                   \
    {                                                                    \
        .name = { .ptr = (name_text), .len = sizeof(name_text) - 1 },    \
        .words = { .ptr = (words_text), .len = sizeof(words_text) - 1 }, \
    }

const struct sl_term *sl_pattern_at_terms(void)
{
    static const struct sl_term terms[SL_AT_COUNT] = {
        [SL_AT_START] = AT_TERM("start", "start of"),
        [SL_AT_END] = AT_TERM("end", "end of"),
        [SL_AT_BIRTH] = AT_TERM("birth", "birth after"),
    };
    return terms;
}

static bool has_code(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
)
{
    for (uint32_t i = 0; i < event->value_count; i++) {
        const struct sl_history_value *value = &history->values[event->first_value + i];
        if (value->attribute != pattern->attribute) {
            continue;
        }
        for (size_t j = 0; j < pattern->text_count; j++) {
            if (sl_str_equal(value->text, pattern->texts[j])) {
                return true;
            }
        }
    }
    return false;
}

bool sl_pattern_fits(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
)
{
    const uint64_t roles = pattern->roles == 0 ? UINT64_MAX : pattern->roles;

    return (roles & event->roles) != 0 && sl_pattern_fits_around(pattern, history, event);
}

bool sl_pattern_fits_around(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
)
{
    return (pattern->kinds & SL_HISTORY_BIT(event->kind)) != 0 &&
           (!pattern->is_coded || has_code(pattern, history, event));
}

struct sl_moment sl_pattern_moment(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event
)
{
    const struct sl_moment unknown = { .precision = SL_PRECISION_NONE };

    if (pattern->at == SL_AT_START) {
        return event->start;
    }
    if (pattern->at == SL_AT_END) {
        return event->end;
    }
    return sl_moment_compare(event->start, history->born) <= 0 ? history->born : unknown;
}

/* Was the moment that a pattern speaks of known and reached at an instant? */
static bool is_reached(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event,
    int64_t as_of
)
{
    const struct sl_moment moment = sl_pattern_moment(pattern, history, event);
    const bool has_ended =
        event->end.precision != SL_PRECISION_NONE && sl_history_first_instant(event->end) <= as_of;

    return !(pattern->is_open && has_ended) && sl_history_is_known(event->known, as_of) &&
           moment.precision != SL_PRECISION_NONE && sl_history_first_instant(moment) <= as_of;
}

bool sl_pattern_holds(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event,
    int64_t as_of
)
{
    return is_reached(pattern, history, event, as_of) && sl_pattern_fits(pattern, history, event);
}

bool sl_pattern_holds_around(
    const struct sl_pattern *pattern,
    const struct sl_history *history,
    const struct sl_history_event *event,
    int64_t as_of
)
{
    return is_reached(pattern, history, event, as_of) &&
           sl_pattern_fits_around(pattern, history, event);
}
