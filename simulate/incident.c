/* SPDX-License-Identifier: Apache-2.0 */
#include "incident.h"

#include <string.h>

#include "draw.h"
#include "place_list.h"
#include "rates_data.h"

#define PURPOSE_INCIDENT 3u
#define HISTORY_DAYS     1826
#define DAY_MINUTES      UINT64_C(1440)
#define COUNT(array)     (unsigned)(sizeof(array) / sizeof((array)[0]))

/* Crimes as forces count them (Home Office counting rules name the offences; codes are made). */
static const struct {
    const char *code;
    const char *summary;
    unsigned weight;
    bool at_home;
} CRIMES[] = {
    {"8N",    "Assault occasioning actual bodily harm", 120, true },
    { "105A", "Common assault",                         260, true },
    { "8L",   "Harassment",                             90,  true },
    { "8Q",   "Controlling or coercive behaviour",      50,  true },
    { "34B",  "Robbery of personal property",           40,  false},
    { "49",   "Theft",                                  90,  false},
    { "28A",  "Burglary of a dwelling",                 40,  true },
    { "58A",  "Criminal damage",                        80,  true },
    { "92D",  "Possession of a controlled drug",        90,  false},
    { "8S",   "Threats to kill",                        30,  true },
    { "11A",  "Child cruelty or neglect",               30,  true },
    { "17A",  "Sexual assault",                         30,  false},
    { "22B",  "Sexual communication with a child",      15,  false},
};

static const char *const WORDS[] = {
    "I want it to stop.",    "I don't like it when they shout.",
    "He came in my room.",   "I hid under the bed with my sister.",
    "Can I go to my nan's?", "I'm fine. Nothing happened.",
    "Mum was crying.",       "I was hungry.",
    "They gave me a phone.", "I don't want to go back there.",
};

static const char *const OBSERVED[] = {
    "No food in the kitchen.",
    "Child withdrawn, would not look up.",
    "House clean, children asleep.",
    "Broken door; children on the stairs.",
    "Child wore a coat too thin for the weather.",
    "Bruise on the left arm, no explanation.",
    "Child calm, spoke freely.",
};

static const char *const HINTS[] = {
    "Seen getting into a silver car outside school.",
    "Has new trainers and two phones.",
    "Said to carry a knife for somebody older.",
    "Messages from an account that nobody at home knows.",
    "Adults come and go at the address at night.",
    "Said to hold drugs for others.",
};

/* Everything that the making of one house's incidents passes around. */
struct maker {
    const struct sl_house *house;
    const struct sl_care *care;
    struct sl_random random;
    int32_t today;
    struct sl_incidents *incidents;
};

/* Begin an incident; NULL when there is no room. */
static struct sl_incident *begin(struct maker *maker, enum sl_event_kind kind, int32_t day)
{
    struct sl_incidents *incidents = maker->incidents;
    if (incidents->count == SL_INCIDENT_LIMIT || day > maker->today) {
        return NULL;
    }
    struct sl_incident *incident = &incidents->items[incidents->count++];
    *incident = (struct sl_incident){
        .kind = kind,
        .from = day,
        .from_minute = (unsigned)sl_random_below(&maker->random, DAY_MINUTES),
        .place = SL_NO_PLACE,
    };
    const bool late = sl_draw_chance(&maker->random, SL_RATE_LATE_ENTRY);
    const int32_t entered = day + (late ? sl_draw_between(&maker->random, 2, 45) : 1);
    incident->entered = entered < maker->today ? entered : maker->today;
    incident->entered_minute = (unsigned)sl_random_below(&maker->random, DAY_MINUTES);
    return incident;
}

static void
add_part(struct maker *maker, struct sl_incident *incident, unsigned person, enum sl_role role)
{
    if (person != SL_NOBODY && incident->part_count < SL_INCIDENT_PEOPLE) {
        incident->parts[incident->part_count++] = (struct sl_part){ person, role };
        maker->incidents->known[person] = true;
    }
}

static const char *pick(struct maker *maker, const char *const *texts, unsigned count)
{
    return texts[sl_random_below(&maker->random, count)];
}

static const char *draw_grade(struct maker *maker)
{
    static const char *const GRADES[] = { "standard", "medium", "high" };
    static const unsigned WEIGHTS[] = { 500, 350, 150 };
    return GRADES[sl_draw_weighted(&maker->random, WEIGHTS, COUNT(WEIGHTS))];
}

static struct sl_incident *draw_crime(struct maker *maker, int32_t day)
{
    struct sl_incident *crime = begin(maker, SL_EVENT_CRIME, day);
    if (crime == NULL) {
        return NULL;
    }
    unsigned weights[COUNT(CRIMES)];
    for (unsigned i = 0; i < COUNT(CRIMES); i++) {
        weights[i] = CRIMES[i].weight;
    }
    const unsigned which = sl_draw_weighted(&maker->random, weights, COUNT(CRIMES));
    crime->code = CRIMES[which].code;
    crime->summary = CRIMES[which].summary;
    crime->at_home = CRIMES[which].at_home;
    const bool open = maker->today - day < 120 && sl_draw_chance(&maker->random, 600);
    crime->status = open ? "under investigation" : "filed";
    crime->outcome = open ? NULL
                     : sl_draw_chance(&maker->random, 120)
                         ? "charged"
                         : "no further action: evidential difficulties";
    return crime;
}

/* The man of the family of a child, or SL_NOBODY. */
static unsigned man_of(const struct sl_house *house, unsigned child)
{
    const struct sl_kin *kin = &house->kin[child];
    return kin->step_father != SL_NOBODY ? kin->step_father : kin->father;
}

/* What a policeman saw that became a referral: an incident at home, and a notice for each child. */
static void draw_notices(struct maker *maker, const struct sl_referral *first)
{
    struct sl_random *random = &maker->random;
    const int32_t day = first->day - sl_draw_between(random, 0, 2);
    struct sl_incident *incident =
        sl_draw_chance(random, 500) ? draw_crime(maker, day) : begin(maker, SL_EVENT_INCIDENT, day);
    if (incident == NULL) {
        return;
    }
    const unsigned follows = maker->incidents->count;
    incident->at_home = true;
    if (incident->summary == NULL) {
        incident->summary = "Domestic incident, no offence disclosed";
    }
    add_part(maker, incident, maker->house->kin[first->child].mother, SL_ROLE_VICTIM);
    add_part(maker, incident, man_of(maker->house, first->child), SL_ROLE_SUSPECT);
    for (unsigned i = 0; i < maker->care->count; i++) {
        const struct sl_referral *referral = &maker->care->referrals[i];
        if (referral->number != first->number ||
            maker->house->household.people[referral->child].role == SL_UNBORN) {
            continue;
        }
        add_part(maker, &maker->incidents->items[follows - 1], referral->child, SL_ROLE_PRESENT);
        struct sl_incident *notice = begin(maker, SL_EVENT_PROTECTION_NOTICE, day);
        if (notice == NULL) {
            return;
        }
        notice->follows = follows;
        notice->grade = draw_grade(maker);
        const int32_t age = day - maker->house->kin[referral->child].birth_day;
        const bool speaks = age > 4 * 365 && sl_draw_chance(random, 450);
        notice->words = speaks ? pick(maker, WORDS, COUNT(WORDS)) : NULL;
        notice->observed =
            sl_draw_chance(random, 600) ? pick(maker, OBSERVED, COUNT(OBSERVED)) : NULL;
        add_part(maker, notice, referral->child, SL_ROLE_SUBJECT);
    }
}

static void draw_all_notices(struct maker *maker)
{
    unsigned last = 0;
    for (unsigned i = 0; i < maker->care->count; i++) {
        const struct sl_referral *referral = &maker->care->referrals[i];
        const bool police = strcmp(referral->source, "6") == 0;
        if (police && referral->number != last && maker->today - referral->day < HISTORY_DAYS &&
            maker->house->household.people[referral->child].role != SL_UNBORN) {
            last = referral->number;
            draw_notices(maker, referral);
        }
    }
}

static void draw_missing(struct maker *maker, const struct sl_absence *absence)
{
    struct sl_incident *missing = begin(maker, SL_EVENT_MISSING, absence->from);
    if (missing == NULL) {
        return;
    }
    const unsigned follows = maker->incidents->count;
    missing->until = absence->until <= maker->today ? absence->until : 0;
    missing->from_minute = absence->from_minute;
    missing->until_minute = absence->until_minute;
    missing->grade = draw_grade(maker);
    missing->place = absence->place;
    add_part(maker, missing, absence->child, SL_ROLE_SUBJECT);
    if (!absence->interviewed || missing->until == 0) {
        return;
    }
    const int32_t day = absence->until + sl_draw_between(&maker->random, 1, 8);
    struct sl_incident *interview = begin(maker, SL_EVENT_RETURN_INTERVIEW, day);
    if (interview != NULL) {
        interview->follows = follows;
        interview->words =
            sl_draw_chance(&maker->random, 500) ? pick(maker, WORDS, COUNT(WORDS)) : NULL;
        interview->outcome = sl_draw_chance(&maker->random, 250) ? "declined" : "completed";
        add_part(maker, interview, absence->child, SL_ROLE_SUBJECT);
    }
}

static void draw_custody(struct maker *maker, unsigned person, int32_t day, unsigned follows)
{
    if (!sl_draw_chance(&maker->random, SL_RATE_CUSTODY)) {
        return;
    }
    struct sl_incident *custody = begin(maker, SL_EVENT_CUSTODY, day);
    if (custody != NULL) {
        custody->until = day + (custody->from_minute > 12 * 60);
        custody->until_minute = (custody->from_minute + 11 * 60) % (24 * 60);
        custody->follows = follows;
        custody->outcome = sl_draw_chance(&maker->random, 400) ? "released on bail"
                                                               : "released under investigation";
        add_part(maker, custody, person, SL_ROLE_SUBJECT);
    }
}

/* A crime of somebody of the house, in the last years. */
static void draw_suspect(struct maker *maker, unsigned person)
{
    struct sl_random *random = &maker->random;
    const int32_t day = maker->today - sl_draw_between(random, 5, HISTORY_DAYS);
    struct sl_incident *crime = draw_crime(maker, day);
    if (crime == NULL) {
        return;
    }
    const unsigned follows = maker->incidents->count;
    crime->at_home = false;
    const struct sl_home home = sl_house_home(maker->house, person, day);
    crime->place = sl_place_list_draw(random, sl_place_district(home.postcode));
    add_part(maker, crime, person, SL_ROLE_SUSPECT);
    draw_custody(maker, person, day, follows);
    const bool adult = day - maker->house->kin[person].birth_day > 18 * 366;
    if (adult && sl_draw_chance(random, SL_RATE_WARNING_MARKER)) {
        struct sl_incident *marker = begin(maker, SL_EVENT_WARNING_MARKER, day + 1);
        if (marker != NULL) {
            marker->code = sl_draw_chance(random, 600) ? "violent" : "weapons";
            add_part(maker, marker, person, SL_ROLE_SUBJECT);
        }
    }
}

static void draw_victim(struct maker *maker, unsigned child)
{
    const int32_t day = maker->today - sl_draw_between(&maker->random, 5, HISTORY_DAYS);
    if (day <= maker->house->kin[child].birth_day) {
        return;
    }
    struct sl_incident *crime = draw_crime(maker, day);
    if (crime != NULL) {
        add_part(maker, crime, child, SL_ROLE_VICTIM);
        if (crime->at_home && sl_draw_chance(&maker->random, 600)) {
            add_part(maker, crime, man_of(maker->house, child), SL_ROLE_SUSPECT);
        }
        add_part(maker, crime, maker->house->kin[child].mother, SL_ROLE_WITNESS);
    }
}

static void draw_hint(struct maker *maker, unsigned person)
{
    const int32_t day = maker->today - sl_draw_between(&maker->random, 5, 900);
    if (day - maker->house->kin[person].birth_day < 11 * 366) {
        return;
    }
    struct sl_incident *hint = begin(maker, SL_EVENT_INTELLIGENCE, day);
    if (hint != NULL) {
        hint->summary = pick(maker, HINTS, COUNT(HINTS));
        hint->grade = sl_draw_chance(&maker->random, 300) ? "B21" : "E41";
        add_part(maker, hint, person, SL_ROLE_SUBJECT);
    }
}

static void draw_of_person(struct maker *maker, unsigned index)
{
    struct sl_random *random = &maker->random;
    const struct sl_person *person = &maker->house->household.people[index];
    const int32_t age = maker->today - maker->house->kin[index].birth_day;
    if (person->role == SL_UNBORN || person->role == SL_FORMER) {
        return;
    }
    if (person->role == SL_CHILD) {
        if (sl_draw_chance(random, SL_RATE_CHILD_VICTIM)) {
            draw_victim(maker, index);
        }
        if (age > 12 * 366 && sl_draw_chance(random, SL_RATE_CHILD_SUSPECT)) {
            draw_suspect(maker, index);
        }
    } else if (sl_draw_chance(random, SL_RATE_ADULT_KNOWN)) {
        draw_suspect(maker, index);
    }
    const bool needed = (maker->house->kin[index].needs & SL_NEED_POLICE) != 0;
    maker->incidents->known[index] = maker->incidents->known[index] || needed;
    if (maker->incidents->known[index] && sl_draw_chance(random, SL_RATE_INTELLIGENCE)) {
        draw_hint(maker, index);
    }
}

void sl_incidents_make(
    const struct sl_house *house,
    const struct sl_care *care,
    uint64_t seed,
    int32_t today,
    struct sl_incidents *ret_incidents
)
{
    struct maker maker = {
        .house = house,
        .care = care,
        .today = today,
        .incidents = ret_incidents,
    };
    sl_draw_begin(&maker.random, seed, house->household.number, PURPOSE_INCIDENT);
    ret_incidents->count = 0;
    memset(ret_incidents->known, 0, sizeof(ret_incidents->known));
    draw_all_notices(&maker);
    for (unsigned i = 0; i < care->absence_count; i++) {
        draw_missing(&maker, &care->absences[i]);
    }
    for (unsigned i = 0; i < house->household.count; i++) {
        draw_of_person(&maker, i);
    }
}
