/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/history.h"

#include <stdlib.h>

#include "base/array.h"

void sl_history_init(struct sl_history *history, struct sl_arena *arena)
{
    *history = (struct sl_history){ .arena = arena };
}

enum sl_status
sl_history_event(struct sl_history *history, struct sl_history_event event, struct sl_error *err)
{
    if (event.start.precision == SL_PRECISION_NONE) {
        return sl_fail(err, SL_INVALID, "an event of a history must say when it was");
    }
    SL_TRY(sl_array_room(
        history->arena, &history->events, history->event_count, sizeof(*history->events), err
    ));
    event.first_value = (uint32_t)history->value_count;
    event.value_count = 0;
    event.first_part = (uint32_t)history->part_count;
    event.part_count = 0;
    history->events[history->event_count++] = event;
    history->kinds |= SL_HISTORY_BIT(event.kind);
    return SL_OK;
}

enum sl_status
sl_history_value(struct sl_history *history, struct sl_history_value value, struct sl_error *err)
{
    SL_ASSERT(history->event_count > 0);
    SL_TRY(sl_array_room(
        history->arena, &history->values, history->value_count, sizeof(*history->values), err
    ));
    history->values[history->value_count++] = value;
    history->events[history->event_count - 1].value_count++;
    return SL_OK;
}

enum sl_status
sl_history_part(struct sl_history *history, struct sl_history_part part, struct sl_error *err)
{
    SL_ASSERT(history->event_count > 0 && part.person != SL_HISTORY_CHILD);
    SL_TRY(sl_array_room(
        history->arena, &history->parts, history->part_count, sizeof(*history->parts), err
    ));
    history->parts[history->part_count++] = part;
    history->events[history->event_count - 1].part_count++;
    return SL_OK;
}

enum sl_status
sl_history_tie(struct sl_history *history, struct sl_history_tie tie, struct sl_error *err)
{
    SL_TRY(sl_array_room(
        history->arena, &history->ties, history->tie_count, sizeof(*history->ties), err
    ));
    history->ties[history->tie_count++] = tie;
    return SL_OK;
}

enum sl_status
sl_history_detail(struct sl_history *history, struct sl_history_detail detail, struct sl_error *err)
{
    SL_TRY(sl_array_room(
        history->arena, &history->details, history->detail_count, sizeof(*history->details), err
    ));
    history->details[history->detail_count++] = detail;
    return SL_OK;
}

enum sl_status
sl_history_person(struct sl_history *history, struct sl_history_person person, struct sl_error *err)
{
    SL_TRY(sl_array_room(
        history->arena, &history->people, history->person_count, sizeof(*history->people), err
    ));
    history->people[history->person_count++] = person;
    return SL_OK;
}

enum sl_status
sl_history_use(struct sl_history *history, struct sl_history_use use, struct sl_error *err)
{
    SL_ASSERT(use.person < history->person_count);
    SL_TRY(sl_array_room(
        history->arena, &history->uses, history->use_count, sizeof(*history->uses), err
    ));
    history->uses[history->use_count++] = use;
    return SL_OK;
}

/* Versions of one record come in the order in which they were received. */
static int compare_events(const void *left_ptr, const void *right_ptr)
{
    const struct sl_history_event *left = left_ptr, *right = right_ptr;
    const int order = sl_moment_compare(left->start, right->start);

    if (order != 0) {
        return order;
    }
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    if (left->record != right->record) {
        return left->record < right->record ? -1 : 1;
    }
    return left->known.since < right->known.since ? -1 : left->known.since > right->known.since;
}

/* By thing, then person, so that those of one thing stand together. */
static int compare_uses(const void *left_ptr, const void *right_ptr)
{
    const struct sl_history_use *left = left_ptr, *right = right_ptr;

    if (left->thing != right->thing) {
        return left->thing < right->thing ? -1 : 1;
    }
    if (left->person != right->person) {
        return left->person < right->person ? -1 : 1;
    }
    return (left->record > right->record) - (left->record < right->record);
}

void sl_history_close(struct sl_history *history)
{
    if (history->use_count > 1) {
        qsort(history->uses, history->use_count, sizeof(*history->uses), compare_uses);
    }
    if (history->event_count > 1) {
        qsort(history->events, history->event_count, sizeof(*history->events), compare_events);
    }
}

int64_t sl_history_first_instant(struct sl_moment moment)
{
    return moment.day * SL_DAY_SECONDS + moment.second;
}

int64_t sl_history_last_instant(struct sl_moment moment)
{
    if (moment.precision == SL_PRECISION_SECOND) {
        return sl_history_first_instant(moment);
    }
    if (moment.precision == SL_PRECISION_MINUTE) {
        return sl_history_first_instant(moment) + 59;
    }
    return (sl_moment_last_day(moment) + 1) * SL_DAY_SECONDS - 1;
}

struct sl_moment sl_history_moment(int64_t instant)
{
    /* Rounded down, also before 1970. */
    const int64_t second = (instant % SL_DAY_SECONDS + SL_DAY_SECONDS) % SL_DAY_SECONDS;

    return (struct sl_moment){ .day = (int32_t)((instant - second) / SL_DAY_SECONDS),
                               .second = (int32_t)second,
                               .precision = SL_PRECISION_SECOND };
}

int64_t sl_history_grown_up_at(struct sl_moment born)
{
    /* By the length of a year: who is known by the year of birth is a child for all of the last. */
    const int64_t child_days = (int64_t)SL_CHILD_YEARS * 1461 / 4;

    return (sl_moment_last_day(born) + child_days) * SL_DAY_SECONDS;
}

bool sl_history_is_minor(struct sl_moment born, int64_t as_of)
{
    return born.precision != SL_PRECISION_NONE && as_of < sl_history_grown_up_at(born);
}

bool sl_history_is_known(struct sl_history_known known, int64_t as_of)
{
    return known.since <= as_of && as_of < known.until;
}

bool sl_history_has_begun(const struct sl_history_event *event, int64_t as_of)
{
    return sl_history_is_known(event->known, as_of) &&
           sl_history_first_instant(event->start) <= as_of;
}
