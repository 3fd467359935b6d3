/* SPDX-License-Identifier: Apache-2.0 */
/* What goes on now, and what happened: sections of the page. */
#include "picture/codes.h"
#include "picture/labels.h"
#include "picture/picture_text_impl.h"
#include "record/say.h"

#define YEAR_DAYS      365
#define WHEN_COLUMNS   25u
#define TELLER_COLUMNS 24u
/* Values of one event that are shown; there are hardly ever so many. */
#define DETAIL_LIMIT 64u

/* How a value of an event is told: what stands before it. The child's words stand at the top. */
static const struct detail {
    const char *before;
    enum sl_attribute attribute;
    bool is_date, is_now_only;
} details[] = {
  /* clang-format off */
    { "", SL_ATTRIBUTE_SUMMARY, false, false },
    { "", SL_ATTRIBUTE_CATEGORY, false, false },
    { "now ", SL_ATTRIBUTE_LATEST_CATEGORY, false, false },
    { "code ", SL_ATTRIBUTE_CODE, false, false },
    { "from ", SL_ATTRIBUTE_SOURCE, false, false },
    { "need: ", SL_ATTRIBUTE_NEED, false, false },
    { "factors: ", SL_ATTRIBUTE_FACTOR, false, false },
    { "grade ", SL_ATTRIBUTE_GRADE, false, false },
    { "score ", SL_ATTRIBUTE_SCORE, false, false },
    { "observed: ", SL_ATTRIBUTE_OBSERVED, false, false },
    { "", SL_ATTRIBUTE_DESCRIPTION, false, false },
    { "provided by ", SL_ATTRIBUTE_PROVIDER, false, false },
    { "in ", SL_ATTRIBUTE_POSTCODE, false, false },
    { "offered: ", SL_ATTRIBUTE_OFFERED, false, false },
    { "accepted: ", SL_ATTRIBUTE_ACCEPTED, false, false },
    { "", SL_ATTRIBUTE_STATUS, false, false },
    { "outcome: ", SL_ATTRIBUTE_OUTCOME, false, false },
    { "reason: ", SL_ATTRIBUTE_REASON, false, false },
    { "", SL_ATTRIBUTE_NO_FURTHER_ACTION, false, false },
    { "review on ", SL_ATTRIBUTE_REVIEW_DATE, true, false },
    { "target ", SL_ATTRIBUTE_TARGET_DATE, true, false },
    { "team ", SL_ATTRIBUTE_TEAM, false, true },
    { "worker ", SL_ATTRIBUTE_WORKER, false, true },
  /* clang-format on */
};

/* What is told first of all that goes on now: plans and orders, then where the child is. */
static const enum sl_event_kind urgent[] = {
    SL_EVENT_MISSING,         SL_EVENT_POLICE_PROTECTION, SL_EVENT_EMERGENCY_ORDER,
    SL_EVENT_CUSTODY,         SL_EVENT_PROTECTION_PLAN,   SL_EVENT_SECTION_47,
    SL_EVENT_PRE_PROCEEDINGS, SL_EVENT_LEGAL_STATUS,      SL_EVENT_LOOKED_AFTER,
    SL_EVENT_PLACEMENT,       SL_EVENT_NEED_PLAN,
};
#define URGENT_COUNT (sizeof urgent / sizeof urgent[0])

/* Is an event of the group of one that stands for it? */
static bool is_of_group(const struct sl_picture *picture, size_t event, size_t leader)
{
    return event == leader || picture->events[event].same_as == leader;
}

static struct sl_str value_words(const struct sl_entity *entity, const struct sl_fact_value *value)
{
    const char *words = sl_picture_code_words(entity, value);
    if (value->attribute == SL_ATTRIBUTE_NO_FURTHER_ACTION) {
        return sl_picture_says_no_action(value) ? SL_STR("no further action") : SL_STR("");
    }
    return words != NULL ? sl_str_from(words) : value->text;
}

/* What says no more than that the event is an event. */
static bool is_idle(const struct sl_fact_value *value)
{
    static const char *const idle[] = { "active", "completed", "final", "finished", "fulfilled" };
    for (size_t i = 0; value->attribute == SL_ATTRIBUTE_STATUS && i < sizeof idle / sizeof idle[0];
         i++) {
        if (sl_str_equal(value->text, sl_str_from(idle[i]))) {
            return true;
        }
    }
    return false;
}

/* Does a value hold on the day of the picture, or does nobody say for how long? */
static bool holds_now(const struct sl_page *page, const struct sl_fact_value *value)
{
    return value->until.precision == SL_PRECISION_NONE ||
           sl_moment_last_day(value->until) >= page->picture->input->today;
}

/* The values of one attribute in a group of events, each wording once. */
struct telling {
    const struct detail *detail;
    size_t leader;
    bool is_now;
    struct sl_str told[DETAIL_LIMIT];
    size_t count;
};

static void tell_value(
    struct sl_page *page,
    struct telling *telling,
    const struct sl_entity *entity,
    const struct sl_fact_value *value
)
{
    const struct sl_str words = value_words(entity, value);
    if (value->attribute != telling->detail->attribute || words.len == 0 || is_idle(value) ||
        sl_picture_known(entity, value) != SL_KNOWN || telling->count == DETAIL_LIMIT ||
        (telling->is_now && telling->detail->is_now_only && !holds_now(page, value))) {
        return;
    }
    for (size_t i = 0; i < telling->count; i++) {
        if (sl_str_equal(telling->told[i], words)) {
            return;
        }
    }
    /* "code" stands before codes only. */
    const bool is_code = sl_picture_code_words(entity, value) == NULL;
    if (telling->count == 0 && (is_code || value->attribute != SL_ATTRIBUTE_CODE)) {
        sl_buf_add(&page->text, sl_str_from(telling->detail->before));
    }
    sl_buf_add(&page->text, telling->count > 0 ? SL_STR(", ") : SL_STR(""));
    telling->told[telling->count++] = words;
    if (telling->detail->is_date) {
        sl_say_date(words, &page->text);
    } else {
        sl_buf_add(&page->text, words);
    }
}

/* What sources say of a group of events, after its kind. */
static void add_details(struct sl_page *page, size_t leader, bool is_now)
{
    const struct sl_picture *picture = page->picture;
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        struct telling telling = { .detail = &details[i], .leader = leader, .is_now = is_now };
        const size_t begin = page->text.len;
        if (details[i].is_now_only && !is_now) {
            continue;
        }
        sl_buf_add(&page->text, SL_STR("; "));
        for (size_t j = leader; j < picture->event_count; j++) {
            const struct sl_picture_event *event = &picture->events[j];
            for (size_t k = 0; is_of_group(picture, j, leader) && k < event->entity->value_count;
                 k++) {
                tell_value(
                    page,
                    &telling,
                    event->entity,
                    &event->facts->values[event->entity->first_value + k]
                );
            }
        }
        if (telling.count == 0) {
            sl_buf_cut(&page->text, begin);
        }
    }
}

/* Where a group of events was: by the first that says so; value NULL. */
static struct sl_picture_said find_place(const struct sl_picture *picture, size_t leader)
{
    const struct sl_picture_said nowhere = { .value = NULL };
    for (size_t i = leader; i < picture->event_count; i++) {
        if (is_of_group(picture, i, leader) && picture->events[i].place.value != NULL) {
            return picture->events[i].place;
        }
    }
    return nowhere;
}

static void add_place(struct sl_page *page, size_t leader)
{
    const struct sl_picture_said place = find_place(page->picture, leader);
    if (place.value != NULL) {
        sl_buf_add(&page->text, SL_STR("; at "));
        sl_buf_add(&page->text, place.value->text);
        sl_buf_add_byte(&page->text, ' ');
        sl_page_record(page, place.record);
    }
}

/* What somebody was in an event, of a child or an adult alike. */
static struct sl_str part_words(enum sl_role role)
{
    return role == SL_ROLE_VICTIM       ? SL_STR("as the victim")
           : role == SL_ROLE_SUSPECT    ? SL_STR("as a suspect")
           : role == SL_ROLE_WITNESS    ? SL_STR("as a witness")
           : role == SL_ROLE_REFERRER   ? SL_STR("as the one who referred")
           : role == SL_ROLE_FOUND_WITH ? SL_STR("found with another")
                                        : sl_role_terms()[role].name;
}

/* "missing, the 3rd (2 within 12 months)", the child's role in it, and what is said. */
static void add_event(struct sl_page *page, size_t leader, bool is_now)
{
    static const char *const endings[] = { "th", "st", "nd", "rd" };
    const struct sl_picture_event *event = &page->picture->events[leader];
    struct sl_buf *text = &page->text;
    sl_buf_add(text, sl_event_kind_terms()[event->entity->kind].words);
    if (event->number > 1 && !is_now) {
        const size_t last = event->number % 10;
        const bool is_teen = event->number / 10 % 10 == 1;
        sl_buf_addf(text, ", the %zu%s", event->number, endings[last > 3 || is_teen ? 0 : last]);
        if (event->in_year > 1) {
            sl_buf_addf(text, " (%zu within 12 months)", event->in_year);
        }
    }
    if (event->role != SL_ROLE_SUBJECT) {
        sl_buf_add(text, SL_STR(", "));
        sl_buf_add(text, part_words(event->role));
    }
    if (page->as_rows) {
        sl_page_end(page); /* what it is, and what is said of it */
    }
    add_details(page, leader, is_now);
    add_place(page, leader);
}

/* Who tells of it; of those that are possibly the same, also when, if they say so otherwise. */
static void add_tellers(struct sl_page *page, size_t leader)
{
    const struct sl_picture *picture = page->picture;
    const struct sl_entity *first = picture->events[leader].entity;
    for (size_t i = leader; i < picture->event_count; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        if (!is_of_group(picture, i, leader)) {
            continue;
        }
        sl_buf_add(&page->text, i > leader ? SL_STR("; possibly the same: ") : SL_STR(""));
        sl_page_agency(page, picture->input->records[event->record].agency);
        sl_buf_add_byte(&page->text, ' ');
        sl_page_sources(page, &event->sources);
        if (sl_moment_compare(event->entity->start, first->start) != 0 ||
            sl_moment_compare(event->entity->end, first->end) != 0) {
            sl_buf_add(&page->text, SL_STR(" ("));
            sl_say_span(event->entity->start, event->entity->end, &page->text);
            sl_buf_add_byte(&page->text, ')');
        }
    }
}

static bool is_current(const struct sl_picture *picture, size_t leader)
{
    bool current = false;
    for (size_t i = leader; i < picture->event_count && !current; i++) {
        current = is_of_group(picture, i, leader) && picture->events[i].current;
    }
    return current;
}

/* The dated current event of a kind that an undated one of its kind may be; or NONE. */
static size_t find_dated(const struct sl_picture *picture, size_t undated)
{
    for (size_t i = picture->event_count; i-- > 0;) {
        const struct sl_picture_event *event = &picture->events[i];
        if (event->entity->kind == picture->events[undated].entity->kind &&
            event->entity->start.precision != SL_PRECISION_NONE &&
            event->same_as == SL_PICTURE_NONE && is_current(picture, i)) {
            return i;
        }
    }
    return SL_PICTURE_NONE;
}

/* Sources that say the same is current, and not since when. */
static void add_undated(struct sl_page *page, size_t leader)
{
    const struct sl_picture *picture = page->picture;
    for (size_t i = 0; i < leader; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        if (event->entity->start.precision == SL_PRECISION_NONE && event->current &&
            find_dated(picture, i) == leader) {
            sl_buf_add(&page->text, SL_STR("; without a date: "));
            sl_page_agency(page, picture->input->records[event->record].agency);
            sl_buf_add_byte(&page->text, ' ');
            sl_page_sources(page, &event->sources);
        }
    }
}

static void print_current(struct sl_page *page, size_t leader)
{
    const size_t widths[] = { WHEN_COLUMNS, page->columns - WHEN_COLUMNS - TELLER_COLUMNS - 5 };
    sl_buf_add(&page->text, SL_STR("since "));
    sl_say_moment(page->picture->events[leader].entity->start, &page->text);
    if (page->picture->events[leader].entity->start.precision == SL_PRECISION_NONE) {
        sl_buf_add(&page->text, SL_STR("a day not known"));
    }
    sl_page_end(page);
    add_event(page, leader, true);
    sl_page_end(page);
    add_tellers(page, leader);
    add_undated(page, leader);
    sl_page_end(page);
    sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
}

/* Does any current event name a worker or a team that is there now? */
static bool has_worker(const struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    for (size_t i = 0; i < picture->event_count; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        for (size_t j = 0; event->current && j < event->entity->value_count; j++) {
            const struct sl_fact_value *value =
                &event->facts->values[event->entity->first_value + j];
            if ((value->attribute == SL_ATTRIBUTE_WORKER || value->attribute == SL_ATTRIBUTE_TEAM
                ) &&
                value->known == SL_KNOWN && holds_now(page, value)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_urgent(enum sl_event_kind kind)
{
    for (size_t i = 0; i < URGENT_COUNT; i++) {
        if (urgent[i] == kind) {
            return true;
        }
    }
    return false;
}

void sl_page_now(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    size_t urgent_count = 0;
    sl_page_heading(page, "now", "NOW");
    for (size_t i = 0; i <= URGENT_COUNT; i++) {
        for (size_t j = picture->event_count; j-- > 0;) {
            const struct sl_picture_event *event = &picture->events[j];
            const bool is_turn = i < URGENT_COUNT ? event->entity->kind == urgent[i]
                                                  : !is_urgent(event->entity->kind);
            if (event->same_as == SL_PICTURE_NONE && is_turn && is_current(picture, j) &&
                (event->entity->start.precision != SL_PRECISION_NONE ||
                 find_dated(picture, j) == SL_PICTURE_NONE)) {
                print_current(page, j);
                urgent_count += i < URGENT_COUNT;
            }
        }
        if (i + 1 == URGENT_COUNT && urgent_count == 0) {
            sl_page_line(
                page, SL_STR("No record says that a plan, order or placement is current.")
            );
        }
    }
    if (!has_worker(page)) {
        sl_page_line(page, SL_STR("No record names a worker or a team for the child today."));
    }
}

/* Did it begin in the days that are asked for? */
static bool is_of_days(const struct sl_picture_view *view, struct sl_moment start)
{
    if (view->since == 0 && view->until == 0) {
        return true;
    }
    return start.precision != SL_PRECISION_NONE && start.day >= view->since &&
           (view->until == 0 || start.day <= view->until);
}

static bool is_wanted(const struct sl_page *page, size_t leader)
{
    const struct sl_picture *picture = page->picture;
    const struct sl_picture_view *view = page->view;
    bool is_kind = view->kind_count == 0;
    bool is_agency = view->agency_count == 0;
    for (size_t i = 0; i < view->kind_count; i++) {
        is_kind = is_kind || view->kinds[i] == picture->events[leader].entity->kind;
    }
    for (size_t i = leader; i < picture->event_count && !is_agency; i++) {
        const struct sl_str agency = picture->input->records[picture->events[i].record].agency;
        for (size_t j = 0; is_of_group(picture, i, leader) && j < view->agency_count; j++) {
            is_agency = is_agency || sl_str_equal(view->agencies[j], agency);
        }
    }
    return is_kind && is_agency && is_of_days(view, picture->events[leader].entity->start);
}

/* How much of each kind there has been, and of that in the last year. */
static void print_totals(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    const int32_t since = picture->input->today - YEAR_DAYS;
    bool is_begun = false;
    for (unsigned kind = 0; kind < SL_EVENT_KIND_COUNT; kind++) {
        size_t count = 0;
        size_t late_count = 0;
        for (size_t i = 0; i < picture->event_count; i++) {
            const struct sl_picture_event *event = &picture->events[i];
            if (event->entity->kind == kind && event->same_as == SL_PICTURE_NONE &&
                is_wanted(page, i)) {
                count++;
                late_count += event->entity->start.precision != SL_PRECISION_NONE &&
                              event->entity->start.day > since;
            }
        }
        if (count == 0) {
            continue;
        }
        sl_buf_add(
            &page->text, is_begun ? SL_STR(", ") : SL_STR("In all (and in the last 12 months): ")
        );
        sl_buf_add(&page->text, sl_event_kind_terms()[kind].words);
        sl_buf_addf(&page->text, " %zu", count);
        if (late_count > 0) {
            sl_buf_addf(&page->text, " (%zu)", late_count);
        }
        is_begun = true;
    }
    if (is_begun) {
        sl_page_end(page);
        sl_page_row(page, NULL, 0);
    } else {
        sl_page_line(page, SL_STR("No record has an event of the child that is asked for."));
    }
}

/* A place, and how many of the events that are asked for were there. */
struct place_count {
    const struct sl_fact_value *place;
    size_t count;
};

/* The place of each event that stands for a group: by the first of it that says so. */
static const struct sl_fact_value **list_places(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    const struct sl_fact_value **places =
        sl_arena_alloc(&page->arena, picture->event_count, sizeof(const struct sl_fact_value *));
    for (size_t i = 0; places != NULL && i < picture->event_count; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        const size_t leader = event->same_as == SL_PICTURE_NONE ? i : event->same_as;
        places[i] = event->place.value;
        if (places[leader] == NULL) {
            places[leader] = event->place.value;
        }
    }
    return places;
}

static size_t count_places(
    struct sl_page *page, const struct sl_fact_value *const *places, struct place_count *counts
)
{
    size_t count = 0;
    for (size_t i = 0; i < page->picture->event_count; i++) {
        size_t j = 0;
        if (page->picture->events[i].same_as != SL_PICTURE_NONE || places[i] == NULL ||
            !is_wanted(page, i)) {
            continue;
        }
        while (j < count && !sl_str_equal(counts[j].place->text, places[i]->text)) {
            j++;
        }
        if (j == count) {
            counts[count++] = (struct place_count){ places[i], 0 };
        }
        counts[j].count++;
    }
    return count;
}

/* Where things happened again and again. */
static void print_places(struct sl_page *page)
{
    const struct sl_fact_value **places = list_places(page);
    struct place_count *counts =
        sl_arena_alloc(&page->arena, page->picture->event_count, sizeof *counts);
    bool is_begun = false;
    if (places == NULL || counts == NULL) {
        page->out->status = SL_NO_MEMORY;
        return;
    }
    const size_t count = count_places(page, places, counts);
    for (size_t i = 0; i < count; i++) {
        if (counts[i].count > 1) {
            sl_buf_add(&page->text, is_begun ? SL_STR("; ") : SL_STR("More than once at: "));
            sl_buf_add(&page->text, counts[i].place->text);
            sl_buf_addf(&page->text, ", %zu times", counts[i].count);
            is_begun = true;
        }
    }
    if (is_begun) {
        sl_page_end(page);
        sl_page_row(page, NULL, 0);
    }
}

void sl_page_chronology(struct sl_page *page)
{
    const size_t widths[] = { WHEN_COLUMNS, page->columns - WHEN_COLUMNS - TELLER_COLUMNS - 5 };
    const struct sl_picture *picture = page->picture;
    const size_t count = picture->event_count;
    const size_t limit = page->view->row_limit;
    size_t row_count = 0;
    int year = -1;
    sl_page_heading(
        page,
        "chronology",
        page->view->oldest_first ? "CHRONOLOGY, OLDEST FIRST" : "CHRONOLOGY, NEWEST FIRST"
    );
    print_totals(page);
    print_places(page);
    for (size_t i = 0; i < count; i++) {
        const size_t at = page->view->oldest_first ? i : count - 1 - i;
        const struct sl_picture_event *event = &picture->events[at];
        if (event->same_as != SL_PICTURE_NONE || !is_wanted(page, at) ||
            (++row_count > limit && limit > 0)) {
            continue;
        }
        if (page->as_rows) {
            sl_told_year(page, event->entity->start, &year);
        }
        sl_say_span(event->entity->start, event->entity->end, &page->text);
        sl_page_end(page);
        add_event(page, at, false);
        sl_page_end(page);
        add_tellers(page, at);
        sl_page_end(page);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
    if (limit > 0 && row_count > limit) {
        sl_buf_addf(&page->text, "and %zu more: see all with --all", row_count - limit);
        sl_page_end(page);
        sl_page_row(page, NULL, 0);
    }
}
