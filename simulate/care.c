/* SPDX-License-Identifier: Apache-2.0 */
#include "care.h"

#include <string.h>

#include "draw.h"
#include "place_list.h"
#include "rates_data.h"

#define PURPOSE_CARE  2u
#define HISTORY_DAYS  3650
#define ADULT_DAYS    6570
#define COUNT(array)  (unsigned)(sizeof(array) / sizeof((array)[0]))
#define PREBIRTH_DAYS 180

/* A code of a return and how often it is met, in parts of the list. */
struct code {
    const char *text;
    unsigned weight;
};

/* Who refers: code list of the census. A quarter from the police (CIN14); the rest assumed. */
static const struct code SOURCES[] = {
    {"6",   260},
    { "2A", 190},
    { "2B", 20 },
    { "3A", 30 },
    { "3B", 40 },
    { "3C", 30 },
    { "3D", 35 },
    { "3E", 20 },
    { "3F", 10 },
    { "5A", 50 },
    { "5B", 80 },
    { "5C", 15 },
    { "4",  20 },
    { "1A", 30 },
    { "1B", 20 },
    { "1C", 10 },
    { "1D", 25 },
    { "7",  30 },
    { "8",  50 },
    { "9",  25 },
    { "10", 10 },
};

/* Primary need. N1 and N5 are from CIN14; the rest assumed. */
static const struct code NEEDS[] = {
    {"N1",  472},
    { "N5", 186},
    { "N2", 90 },
    { "N3", 35 },
    { "N4", 95 },
    { "N6", 25 },
    { "N7", 10 },
    { "N8", 37 },
    { "N9", 35 },
    { "N0", 15 },
};

static const struct code FACTORS[] = {
    {"3B",   300},
    { "4B",  280},
    { "1B",  120},
    { "2B",  130},
    { "3A",  110},
    { "4A",  90 },
    { "16A", 160},
    { "17A", 190},
    { "18C", 90 },
    { "19C", 40 },
    { "14A", 50 },
    { "15A", 40 },
    { "10A", 30 },
    { "11A", 25 },
    { "24A", 20 },
    { "13A", 15 },
    { "5A",  40 },
    { "6A",  30 },
    { "7A",  25 },
    { "20",  60 },
};

static const struct code CATEGORIES[] = {
    {"NEG",  470},
    { "EMO", 370},
    { "PHY", 75 },
    { "SAB", 40 },
    { "MUL", 45 },
};

static const struct code CLOSURES[] = {
    {"RC8",  550},
    { "RC9", 180},
    { "RC7", 150},
    { "RC5", 50 },
    { "RC4", 30 },
    { "RC3", 40 },
};

static const struct code PLACES[] = {
    {"U6",  330},
    { "U4", 180},
    { "U3", 90 },
    { "U1", 60 },
    { "K2", 110},
    { "P1", 80 },
    { "H5", 60 },
    { "R2", 10 },
    { "P2", 40 },
};

/* Reasons why a placement changed: shares of CLA24. */
static const struct code CHANGES[] = {
    {"CARPL",  313},
    { "OTHER", 224},
    { "CREQB", 80 },
    { "CREQO", 63 },
    { "CHILD", 31 },
    { "LAREQ", 14 },
    { "STAND", 10 },
    { "CLOSE", 8  },
    { "ALLEG", 7  },
};

/* Everything that the making of one house's care passes around. */
struct maker {
    const struct sl_house *house;
    struct sl_random random;
    int32_t today;
    struct sl_care *care;
};

static const char *draw_code(struct sl_random *random, const struct code *codes, unsigned count)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < count; i++) {
        sum += codes[i].weight;
    }
    uint64_t target = sl_random_below(random, sum);
    unsigned chosen = 0;
    while (target >= codes[chosen].weight) {
        target -= codes[chosen++].weight;
    }
    return codes[chosen].text;
}

/* The day, or 0 when it has not come yet. */
static int32_t if_past(const struct maker *maker, int32_t day)
{
    return day <= maker->today ? day : 0;
}

static int32_t office_day(struct maker *maker, int32_t day, int32_t first, int32_t last)
{
    return sl_draw_office_day(day + sl_draw_between(&maker->random, first, last));
}

static void draw_assessment(struct maker *maker, struct sl_referral *referral)
{
    struct sl_random *random = &maker->random;
    referral->assessment_from = if_past(maker, office_day(maker, referral->day, 0, 4));
    const bool late = sl_draw_chance(random, SL_RATE_LATE_ASSESSMENT);
    const unsigned days =
        (unsigned)(late ? sl_draw_between(random, 46, 80) : sl_draw_between(random, 8, 45));
    referral->assessment_until = if_past(maker, sl_draw_working_days(referral->day, days));
    const unsigned wanted = 1 + (unsigned)sl_random_below(random, SL_CARE_FACTORS - 1);
    for (unsigned i = 0; i < wanted; i++) {
        const char *factor = draw_code(random, FACTORS, COUNT(FACTORS));
        bool known = false;
        for (unsigned j = 0; j < referral->factor_count; j++) {
            known = known || referral->factors[j] == factor;
        }
        if (!known) {
            referral->factors[referral->factor_count++] = factor;
        }
    }
}

/* First review within three months, then at most every six: Working Together 2023. */
static unsigned draw_reviews(
    struct maker *maker,
    int32_t first,
    int32_t from,
    int32_t until,
    int32_t reviews[SL_CARE_REVIEWS]
)
{
    unsigned count = 0;
    int32_t day = office_day(maker, from, first - 15, first);
    while (day < until && day <= maker->today) {
        if (count == SL_CARE_REVIEWS) {
            memmove(reviews, reviews + 1, (SL_CARE_REVIEWS - 1) * sizeof(*reviews));
            count--;
        }
        reviews[count++] = day;
        day = office_day(maker, day, 150, 182);
    }
    return count;
}

static void draw_protection(struct maker *maker, struct sl_referral *referral)
{
    struct sl_random *random = &maker->random;
    if (referral->conference == 0 || !sl_draw_chance(random, SL_RATE_PROTECTION)) {
        return;
    }
    referral->protection_from = referral->conference;
    const int32_t stay = sl_draw_wait(random, 365.25 / SL_PROTECTION_DAYS);
    const int32_t grown = maker->house->kin[referral->child].birth_day + ADULT_DAYS;
    const int32_t ends = office_day(maker, referral->conference, 60, 90) + stay;
    const int32_t until = ends < grown ? ends : grown;
    referral->protection_until = if_past(maker, sl_draw_office_day(until));
    referral->category = draw_code(random, CATEGORIES, COUNT(CATEGORIES));
    referral->latest_category = sl_draw_chance(random, 150)
                                    ? draw_code(random, CATEGORIES, COUNT(CATEGORIES))
                                    : referral->category;
    referral->review_count =
        draw_reviews(maker, 90, referral->protection_from, until, referral->reviews);
    if (sl_draw_chance(random, SL_RATE_PROCEEDINGS)) {
        const int32_t letter = office_day(maker, referral->protection_from, 20, 90);
        referral->proceedings = if_past(maker, letter);
        referral->proceedings_decided = if_past(maker, office_day(maker, letter, 60, 130));
    }
}

static void draw_enquiry(struct maker *maker, struct sl_referral *referral)
{
    struct sl_random *random = &maker->random;
    const int32_t day = office_day(maker, referral->day, 0, 12);
    if (day > maker->today || !sl_draw_chance(random, SL_RATE_ENQUIRY)) {
        return;
    }
    referral->enquiry = day;
    if (!sl_draw_chance(random, SL_RATE_CONFERENCE)) {
        referral->enquiry_until = if_past(maker, office_day(maker, day, 2, 20));
        return;
    }
    referral->enquiry_target = sl_draw_working_days(day, 15);
    const unsigned days = (unsigned
    )(sl_draw_chance(random, 200) ? sl_draw_between(random, 16, 30) : sl_draw_between(random, 8, 15)
    );
    referral->conference = if_past(maker, sl_draw_working_days(day, days));
    referral->enquiry_until = referral->conference;
    draw_protection(maker, referral);
}

static void begin_placement(
    struct maker *maker, const struct sl_referral *referral, struct sl_placement *placement
)
{
    struct sl_random *random = &maker->random;
    placement->place = draw_code(random, PLACES, COUNT(PLACES));
    const bool own = sl_draw_chance(random, 550);
    const bool with_parents = strcmp(placement->place, "P1") == 0;
    placement->provider = with_parents ? "PR0" : own ? "PR1" : "PR4";
    const enum sl_council near = sl_draw_chance(random, 700)
                                     ? referral->council
                                     : (enum sl_council)sl_random_below(random, SL_COUNCIL_COUNT);
    placement->postcode =
        with_parents ? sl_house_home(maker->house, referral->child, placement->from).postcode
                     : sl_place_draw_in(random, near).postcode;
    placement->unit = 1000000u + (uint32_t)sl_random_below(random, 8000000);
    placement->reason_ends = "";
    placement->change = "";
}

/* A stay in care: when it ends, why, and under which order it began. */
struct stay {
    int32_t begin, end;
    const char *reason; /* REC of the last placement */
    const char *legal;
};

/* How long a child who comes into care on a day will stay, at most until it is grown or adopted. */
static struct stay draw_stay(struct maker *maker, unsigned child, int32_t begin)
{
    const int32_t grown = maker->house->kin[child].birth_day + ADULT_DAYS;
    const int32_t adopted = maker->house->kin[child].adopted_day;
    struct stay stay = {
        .begin = begin,
        .end = begin + sl_draw_wait(&maker->random, 1.0 / SL_CARE_YEARS),
        .reason = "E4A",
        .legal = sl_draw_chance(&maker->random, 400) ? "V2" : "C1",
    };
    if (grown <= stay.end) {
        stay.end = grown;
        stay.reason = "E15";
    }
    if (adopted > begin && adopted <= stay.end) {
        stay.end = adopted;
        stay.reason = "E11";
    }
    return stay;
}

/* Add the placement that begins on a day; gives the day on which it ends. */
static int32_t add_placement(
    struct maker *maker, struct sl_referral *referral, const struct stay *stay, int32_t from
)
{
    struct sl_random *random = &maker->random;
    struct sl_placement *placement = &referral->placements[referral->placement_count++];
    const bool first = from == stay->begin;
    const bool voluntary = strcmp(stay->legal, "V2") == 0;
    placement->from = from;
    placement->reason_new = first ? "S" : "P";
    placement->legal = voluntary || first ? stay->legal : "C2";
    begin_placement(maker, referral, placement);
    const bool last = referral->placement_count == SL_CARE_PLACEMENTS;
    const int32_t days = last ? stay->end - from : sl_draw_between(random, 20, 900);
    const int32_t until = from + days < stay->end ? from + days : stay->end;
    if (until <= maker->today) {
        const bool moves = until < stay->end;
        placement->until = until;
        placement->reason_ends = moves ? "X1" : stay->reason;
        placement->change = moves ? draw_code(random, CHANGES, COUNT(CHANGES)) : "";
    }
    return until;
}

static void draw_care(struct maker *maker, struct sl_referral *referral)
{
    const int32_t begin = referral->day + sl_draw_between(&maker->random, 1, 120);
    if (begin > maker->today || !sl_draw_chance(&maker->random, SL_RATE_LOOKED_AFTER)) {
        return;
    }
    const struct stay stay = draw_stay(maker, referral->child, begin);
    int32_t from = begin;
    while (from < stay.end && from <= maker->today && referral->placement_count < SL_CARE_PLACEMENTS
    ) {
        from = add_placement(maker, referral, &stay, from);
    }
    referral->care_review_count = draw_reviews(maker, 28, begin, stay.end, referral->care_reviews);
}

static int32_t later(int32_t left, int32_t right)
{
    return left > right ? left : right;
}

/* The case closes after the last thing that was done, unless something goes on. */
static void draw_closure(struct maker *maker, struct sl_referral *referral)
{
    const unsigned placements = referral->placement_count;
    const bool in_care = placements > 0 && referral->placements[placements - 1].until == 0;
    const bool going_on = referral->assessment_until == 0 ||
                          (referral->enquiry > 0 && referral->enquiry_until == 0) ||
                          (referral->protection_from > 0 && referral->protection_until == 0) ||
                          (referral->plan_from > 0 && referral->plan_until == 0) || in_care;
    if (going_on) {
        return;
    }
    int32_t last = later(referral->assessment_until, referral->enquiry_until);
    last = later(last, later(referral->protection_until, referral->plan_until));
    if (placements > 0) {
        last = later(last, referral->placements[placements - 1].until);
    }
    const int32_t closed = office_day(maker, last, 0, 25);
    if (closed <= maker->today) {
        referral->closed = closed;
        referral->closure = draw_code(&maker->random, CLOSURES, COUNT(CLOSURES));
        if (placements > 0 &&
            strcmp(referral->placements[placements - 1].reason_ends, "E11") == 0) {
            referral->closure = "RC1";
        }
    }
}

static void draw_pathway(struct maker *maker, struct sl_referral *referral)
{
    struct sl_random *random = &maker->random;
    referral->worker = (uint32_t)sl_random_below(random, 900);
    if (sl_draw_chance(random, SL_RATE_NO_FURTHER_ACTION)) {
        referral->no_further_action = true;
        return;
    }
    draw_assessment(maker, referral);
    draw_enquiry(maker, referral);
    if (referral->assessment_until > 0 && referral->protection_from == 0 &&
        sl_draw_chance(random, SL_RATE_NEED_PLAN)) {
        referral->plan_from = if_past(maker, office_day(maker, referral->assessment_until, 0, 10));
        const int32_t until = office_day(maker, referral->assessment_until, 40, 300);
        referral->plan_until = if_past(maker, until);
    }
    if (maker->house->kin[referral->child].birth_day <= referral->day) {
        draw_care(maker, referral);
    }
    draw_closure(maker, referral);
}

/* May this person be in a referral of this day? An unborn child may, some months before. */
static bool may_refer(const struct maker *maker, unsigned index, int32_t day)
{
    const struct sl_person *person = &maker->house->household.people[index];
    const struct sl_kin *kin = &maker->house->kin[index];
    if (person->role == SL_FORMER) {
        return day >= kin->birth_day && day + 30 < kin->adopted_day;
    }
    if (person->role != SL_CHILD && person->role != SL_UNBORN) {
        return false;
    }
    const int32_t since = kin->adopted_day > 0 ? kin->adopted_day : kin->birth_day - PREBIRTH_DAYS;
    return day >= since && day < kin->birth_day + ADULT_DAYS - 30;
}

/*
 * Refer children of the house on one day, or `only` one of them; gives the day when all of it has
 * ended.
 */
static int32_t refer(struct maker *maker, int32_t day, unsigned number, unsigned only)
{
    const unsigned permille = only == SL_NOBODY ? SL_RATE_REFERRAL_CHILD : 1000;
    struct sl_care *care = maker->care;
    const char *source = draw_code(&maker->random, SOURCES, COUNT(SOURCES));
    const char *need = draw_code(&maker->random, NEEDS, COUNT(NEEDS));
    int32_t end = day + 1;
    for (unsigned i = 0; i < maker->house->household.count; i++) {
        if ((only != SL_NOBODY && i != only) || care->count == SL_CARE_LIMIT ||
            !may_refer(maker, i, day) || !sl_draw_chance(&maker->random, permille)) {
            continue;
        }
        struct sl_referral *referral = &care->referrals[care->count++];
        memset(referral, 0, sizeof(*referral));
        referral->child = i;
        referral->number = number;
        referral->day = day;
        referral->source = source;
        referral->need = need;
        referral->closure = "";
        referral->council = sl_place_council(sl_house_home(maker->house, i, day).postcode);
        referral->answered = true;
        draw_pathway(maker, referral);
        const int32_t closed = referral->no_further_action ? day + 1 : referral->closed;
        end = later(end, closed > 0 ? closed : maker->today + 1);
    }
    return end;
}

static double draw_rate(struct sl_random *random)
{
    static const unsigned SHARES[] = { SL_CALM_SHARE, SL_STRAINED_SHARE, SL_HARD_SHARE };
    static const double TIMES[] = { SL_CALM_TIMES, SL_STRAINED_TIMES, SL_HARD_TIMES };
    return SL_RATE_REFERRAL_YEAR * TIMES[sl_draw_weighted(random, SHARES, COUNT(SHARES))];
}

/* A referral that was received, and nothing else. */
static void leave_unanswered(struct maker *maker, unsigned child)
{
    const int32_t day = sl_draw_office_day(maker->today - sl_draw_between(&maker->random, 80, 200));
    maker->care->referrals[maker->care->count++] = (struct sl_referral){
        .child = child,
        .council = sl_place_council(sl_house_home(maker->house, child, day).postcode),
        .number = 1,
        .day = day,
        .source = "6",
        .need = "N0",
        .closure = "",
    };
}

static void draw_referrals(struct maker *maker)
{
    for (unsigned i = 0; i < maker->house->household.count; i++) {
        if ((maker->house->kin[i].needs & SL_NEED_UNANSWERED) != 0) {
            leave_unanswered(maker, i);
            return;
        }
    }
    const double rate = draw_rate(&maker->random);
    int32_t day = maker->today - HISTORY_DAYS;
    unsigned number = 1;
    for (;;) {
        day += sl_draw_wait(&maker->random, rate);
        day = sl_draw_office_day(day);
        if (day > maker->today) {
            break;
        }
        day = refer(maker, day, number++, SL_NOBODY);
    }
    /* Who is planted at a council has been referred there; an adopted child's past is known. */
    for (unsigned i = 0; i < maker->house->household.count; i++) {
        const struct sl_kin *kin = &maker->house->kin[i];
        const bool former = maker->house->household.people[i].role == SL_FORMER;
        if ((kin->needs & SL_NEED_COUNCIL) == 0 && !former) {
            continue;
        }
        const int32_t last = former ? kin->adopted_day - 200 : maker->today;
        const int32_t since = last - 400 > kin->birth_day ? last - 400 : kin->birth_day;
        if (sl_care_last(maker->care, i, SL_COUNCIL_COUNT, last) == NULL && since < last - 20 &&
            maker->care->count < SL_CARE_LIMIT) {
            const int32_t when =
                sl_draw_office_day(sl_draw_between(&maker->random, since, last - 20));
            (void)refer(maker, when, number++, i);
        }
    }
}

static void draw_absences_of(struct maker *maker, unsigned child, bool in_care)
{
    struct sl_random *random = &maker->random;
    const struct sl_kin *kin = &maker->house->kin[child];
    const unsigned count =
        sl_draw_chance(random, SL_RATE_MISSING_MORE) ? 2 + (unsigned)sl_random_below(random, 6) : 1;
    const uint32_t district =
        sl_place_district(sl_house_home(maker->house, child, maker->today).postcode);
    const uint32_t usual = sl_place_list_draw(random, district);
    for (unsigned i = 0; i < count && maker->care->absence_count < SL_CARE_ABSENCES; i++) {
        const int32_t from = maker->today - sl_draw_between(random, 3, in_care ? 700 : 900);
        if (from - kin->birth_day < 10 * 365) {
            continue;
        }
        struct sl_absence *absence = &maker->care->absences[maker->care->absence_count++];
        const struct sl_placement *placement = sl_care_placement(maker->care, child, from);
        *absence = (struct sl_absence){
            .child = child,
            .from = from,
            .until = from + (sl_draw_chance(random, 750) ? 1 : sl_draw_between(random, 1, 9)),
            .from_minute = (unsigned)sl_draw_between(random, 16 * 60, 23 * 60 + 59),
            .until_minute = (unsigned)sl_draw_between(random, 0, 18 * 60),
            .from_care = placement != NULL,
            .interviewed = sl_draw_chance(random, SL_RATE_INTERVIEW),
            .place = sl_draw_chance(random, 500) ? usual : sl_place_list_draw(random, district),
            .postcode = placement != NULL ? placement->postcode
                                          : sl_house_home(maker->house, child, from).postcode,
        };
    }
}

static void draw_absences(struct maker *maker)
{
    for (unsigned i = 0; i < maker->house->household.count; i++) {
        const struct sl_kin *kin = &maker->house->kin[i];
        if (maker->house->household.people[i].role != SL_CHILD ||
            maker->today - kin->birth_day < 10 * 365) {
            continue;
        }
        const bool in_care = sl_care_placement(maker->care, i, maker->today) != NULL;
        /* Two years of it, mostly at the age at which it happens. */
        const unsigned permille = in_care ? 3 * SL_RATE_CARE_MISSING : 2 * SL_RATE_HOME_MISSING;
        if (sl_draw_chance(&maker->random, permille)) {
            draw_absences_of(maker, i, in_care);
        }
    }
}

void sl_care_make(
    const struct sl_house *house, uint64_t seed, int32_t today, struct sl_care *ret_care
)
{
    struct maker maker = { .house = house, .today = today, .care = ret_care };
    sl_draw_begin(&maker.random, seed, house->household.number, PURPOSE_CARE);
    ret_care->count = 0;
    ret_care->absence_count = 0;
    draw_referrals(&maker);
    draw_absences(&maker);
}

const struct sl_referral *
sl_care_last(const struct sl_care *care, unsigned child, enum sl_council council, int32_t day)
{
    const struct sl_referral *last = NULL;
    for (unsigned i = 0; i < care->count; i++) {
        const struct sl_referral *referral = &care->referrals[i];
        if (referral->child == child && referral->day <= day &&
            (council == SL_COUNCIL_COUNT || referral->council == council) &&
            (last == NULL || referral->day >= last->day)) {
            last = referral;
        }
    }
    return last;
}

const struct sl_placement *
sl_care_placement(const struct sl_care *care, unsigned child, int32_t day)
{
    for (unsigned i = 0; i < care->count; i++) {
        const struct sl_referral *referral = &care->referrals[i];
        for (unsigned j = 0; referral->child == child && j < referral->placement_count; j++) {
            const struct sl_placement *placement = &referral->placements[j];
            if (placement->from <= day && (placement->until == 0 || day < placement->until)) {
                return placement;
            }
        }
    }
    return NULL;
}
