/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/around.h"

#define NO_DAY INT64_MIN

/* Users of one thing that are looked at; a crowd has more. */
#define USER_LIMIT 32u

/* Ties by which somebody is no stranger. */
#define FAMILY_TIES (UINT64_MAX & ~SL_HISTORY_BIT(SL_ROLE_ASSOCIATE))

/* Are two people of one family or household? */
static bool is_family(const struct sl_ask *ask, uint32_t one, uint32_t other)
{
    for (size_t i = 0; i < ask->history->tie_count; i++) {
        const struct sl_history_tie *tie = &ask->history->ties[i];
        const bool joins =
            (tie->from == one && tie->to == other) || (tie->from == other && tie->to == one);
        if (joins && (FAMILY_TIES & SL_HISTORY_BIT(tie->role)) != 0 &&
            sl_history_is_known(tie->known, ask->as_of)) {
            return true;
        }
    }
    return false;
}

static bool is_child(const struct sl_ask *ask, uint32_t person)
{
    return person < ask->history->person_count &&
           sl_history_is_minor(ask->history->people[person].born, ask->as_of);
}

/* What somebody is in an event, as a set. */
static uint64_t
roles_of(const struct sl_ask *ask, const struct sl_history_event *event, uint32_t person)
{
    uint64_t roles = 0;

    if (person == SL_HISTORY_CHILD) {
        return event->roles;
    }
    for (uint32_t i = 0; i < event->part_count; i++) {
        const struct sl_history_part part = ask->history->parts[event->first_part + i];
        roles |= part.person == person ? SL_HISTORY_BIT(part.role) : 0;
    }
    return roles;
}

/* On how many days were events at the place of one of them? Records only when must_add. */
static uint32_t
count_at(const struct sl_ask *ask, const struct sl_test *test, int64_t place, bool must_add)
{
    const struct sl_history *history = ask->history;
    int64_t last_day = NO_DAY;
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (event->place != place || !sl_pattern_fits(&test->first, history, event) ||
            !sl_ask_is_in_window(ask, &test->first, test->window, event)) {
            continue;
        }
        const int64_t day = sl_pattern_moment(&test->first, history, event).day;
        count += day != last_day ? 1 : 0;
        last_day = day;
        if (must_add) {
            sl_ask_add_record(ask, event->record);
        }
    }
    return count;
}

uint32_t sl_ask_place(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    int64_t best = 0;
    uint32_t most = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const int64_t place = history->events[i].place;
        const uint32_t count = place == 0 || place == best ? 0 : count_at(ask, test, place, false);
        if (count > most) {
            most = count;
            best = place;
        }
    }
    return most == 0 ? 0 : count_at(ask, test, best, true);
}

uint32_t sl_ask_open(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *closed = &history->events[i];
        const size_t before = ask->finding->record_count;
        if (!sl_pattern_fits(&test->first, history, closed) ||
            !sl_ask_is_in_window(ask, &test->first, test->window, closed)) {
            continue;
        }
        for (size_t j = 0; j < history->event_count; j++) {
            const struct sl_history_event *open = &history->events[j];
            if (open->follows == closed->record &&
                sl_pattern_holds_around(&test->second, history, open, ask->as_of)) {
                sl_ask_add_record(ask, open->record);
                count++;
            }
        }
        if (ask->finding->record_count > before) {
            sl_ask_add_record(ask, closed->record);
        }
    }
    return count;
}

/* Is the use one of the same person and thing as one before it, or not known? */
static bool is_passed_over(const struct sl_ask *ask, size_t index)
{
    const struct sl_history_use *uses = ask->history->uses;

    if (!sl_history_is_known(uses[index].known, ask->as_of)) {
        return true;
    }
    for (size_t i = index; i > 0; i--) {
        if (uses[i - 1].thing != uses[index].thing || uses[i - 1].person != uses[index].person) {
            return false;
        }
        if (sl_history_is_known(uses[i - 1].known, ask->as_of)) {
            return true;
        }
    }
    return false;
}

/* Who uses one thing, each once, and to which family they belong: the lowest place of one of it. */
struct users {
    const struct sl_history_use *uses[USER_LIMIT];
    size_t families[USER_LIMIT];
    size_t count;
};

/* Put two users and all of their families together. */
static void join_families(struct users *users, size_t one, size_t other)
{
    const size_t low = users->families[one] < users->families[other] ? users->families[one]
                                                                     : users->families[other];
    const size_t left = users->families[one], right = users->families[other];

    for (size_t i = 0; i < users->count; i++) {
        if (users->families[i] == left || users->families[i] == right) {
            users->families[i] = low;
        }
    }
}

/* Gather the users among the uses first .. end. */
static void gather_users(const struct sl_ask *ask, size_t first, size_t end, struct users *users)
{
    users->count = 0;
    for (size_t i = first; i < end && users->count < USER_LIMIT; i++) {
        if (!is_passed_over(ask, i)) {
            users->families[users->count] = users->count;
            users->uses[users->count++] = &ask->history->uses[i];
        }
    }
    for (size_t i = 0; i < users->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (is_family(ask, users->uses[i]->person, users->uses[j]->person)) {
                join_families(users, i, j);
            }
        }
    }
}

/* Does a child of the family of a user use it? */
static bool has_minor(const struct sl_ask *ask, const struct users *users, size_t family)
{
    for (size_t i = 0; i < users->count; i++) {
        if (users->families[i] == family && is_child(ask, users->uses[i]->person)) {
            return true;
        }
    }
    return false;
}

/* How many families use one thing, if the child does and two of them have children who do? */
static uint32_t count_families(const struct sl_ask *ask, const struct users *users)
{
    uint32_t families = 0, with_children = 0;
    bool has_child = false;

    for (size_t i = 0; i < users->count; i++) {
        has_child = has_child || users->uses[i]->person == SL_HISTORY_CHILD;
        if (users->families[i] == i) {
            families++;
            with_children += has_minor(ask, users, i) ? 1 : 0;
        }
    }
    return has_child && with_children > 1 ? families : 0;
}

uint32_t sl_ask_shares(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_history *history = ask->history;
    struct users users, best = { .count = 0 };
    uint32_t most = 0;

    for (size_t i = 0, end = 0; i < history->use_count; i = end) {
        for (end = i;
             end < history->use_count && history->uses[end].thing == history->uses[i].thing;
             end++) {
        }
        if ((test->things & SL_HISTORY_BIT(history->uses[i].kind)) == 0) {
            continue;
        }
        gather_users(ask, i, end, &users);
        const uint32_t count = count_families(ask, &users);
        if (count > most) {
            most = count;
            best = users;
        }
    }
    for (size_t i = 0; i < best.count; i++) {
        sl_ask_add_record(ask, best.uses[i]->record);
    }
    return most;
}

/* How many children who are strangers to each other has somebody met in such events? */
static uint32_t count_met(const struct sl_ask *ask, const struct sl_test *test, uint32_t person)
{
    const struct sl_history *history = ask->history;
    uint32_t count = 1;

    for (uint32_t other = 1; other < history->person_count; other++) {
        bool is_met = false;
        if (other == person || !is_child(ask, other) || is_family(ask, other, SL_HISTORY_CHILD) ||
            is_family(ask, other, person)) {
            continue;
        }
        for (size_t i = 0; i < history->event_count; i++) {
            const struct sl_history_event *event = &history->events[i];
            if ((roles_of(ask, event, person) & test->parts) != 0 &&
                roles_of(ask, event, other) != 0 &&
                sl_ask_is_in_window(ask, &test->first, test->window, event)) {
                sl_ask_add_record(ask, event->record);
                is_met = true;
            }
        }
        count += is_met ? 1 : 0;
    }
    return count;
}

/* In how many events has somebody the other part that the test asks for? */
static uint32_t count_other(const struct sl_ask *ask, const struct sl_test *test, uint32_t person)
{
    const struct sl_history *history = ask->history;
    uint32_t count = 0;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if ((roles_of(ask, event, person) & SL_HISTORY_BIT(test->part)) != 0 &&
            sl_pattern_holds_around(&test->second, history, event, ask->as_of)) {
            sl_ask_add_record(ask, event->record);
            count++;
        }
    }
    return count;
}

/* Has somebody met the child in such an event? Takes the records. */
static bool has_met(const struct sl_ask *ask, const struct sl_test *test, uint32_t person)
{
    const struct sl_history *history = ask->history;
    bool is_met = false;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if (event->roles != 0 && (roles_of(ask, event, person) & test->parts) != 0 &&
            sl_ask_is_in_window(ask, &test->first, test->window, event)) {
            sl_ask_add_record(ask, event->record);
            is_met = true;
        }
    }
    return is_met;
}

uint32_t sl_ask_met(const struct sl_ask *ask, const struct sl_test *test)
{
    const struct sl_condition_finding before = *ask->finding;
    uint32_t most = 0;

    for (uint32_t person = 1; person < ask->history->person_count; person++) {
        const bool is_met = !is_family(ask, person, SL_HISTORY_CHILD) &&
                            (test->kind == SL_TEST_MET_WHO || !is_child(ask, person)) &&
                            has_met(ask, test, person);
        uint32_t count = 0;
        if (is_met && test->kind == SL_TEST_MET) {
            count = count_met(ask, test, person);
        } else if (is_met) {
            count = count_other(ask, test, person);
        }
        if (count >= test->at_least) {
            return count;
        }
        *ask->finding = before;
        most = count > most ? count : most;
    }
    return most;
}

/* Do somebody and the child use one thing, or have a part in one event? Takes the records. */
static bool is_linked(const struct sl_ask *ask, uint32_t person)
{
    const struct sl_history *history = ask->history;
    bool is_linked = false;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        const uint64_t roles = roles_of(ask, event, person) & ~SL_HISTORY_BIT(SL_ROLE_PROFESSIONAL);
        if (event->roles != 0 && roles != 0 && sl_history_has_begun(event, ask->as_of)) {
            sl_ask_add_record(ask, event->record);
            is_linked = true;
        }
    }
    for (size_t i = 0; i < history->use_count; i++) {
        const struct sl_history_use *own = &history->uses[i];
        for (size_t j = 0; own->person == SL_HISTORY_CHILD && j < history->use_count; j++) {
            const struct sl_history_use *use = &history->uses[j];
            if (use->person == person && use->thing == own->thing &&
                sl_history_is_known(own->known, ask->as_of) &&
                sl_history_is_known(use->known, ask->as_of)) {
                sl_ask_add_record(ask, own->record);
                sl_ask_add_record(ask, use->record);
                is_linked = true;
            }
        }
    }
    return is_linked;
}

/* Has somebody one of the parts in such an event? Takes the records. */
static bool has_part(const struct sl_ask *ask, const struct sl_test *test, uint32_t person)
{
    const struct sl_history *history = ask->history;
    bool has_one = false;

    for (size_t i = 0; i < history->event_count; i++) {
        const struct sl_history_event *event = &history->events[i];
        if ((roles_of(ask, event, person) & test->parts) != 0 &&
            sl_ask_is_in_window(ask, &test->first, test->window, event)) {
            sl_ask_add_record(ask, event->record);
            has_one = true;
        }
    }
    return has_one;
}

uint32_t sl_ask_linked(const struct sl_ask *ask, const struct sl_test *test)
{
    uint32_t count = 0;

    for (uint32_t person = 1; person < ask->history->person_count; person++) {
        const struct sl_condition_finding before = *ask->finding;
        if (!is_family(ask, person, SL_HISTORY_CHILD) && has_part(ask, test, person) &&
            is_linked(ask, person)) {
            count++;
        } else {
            *ask->finding = before;
        }
    }
    return count;
}
