/* SPDX-License-Identifier: Apache-2.0 */
#include "write_situations.h"

#include <stdio.h>

#include "base/csv.h"
#include "draw.h"
#include "write_health.h"
#include "write_police.h"

#define PURPOSE_SITUATION 10u
#define FIRST_INCIDENT    100u /* of planted ones; those of incident.h are below */
#define INCIDENTS_EACH    8u
#define KEY_LIMIT         16u
#define NTH_COMPANION     30u /* of the records of a trust; others are below */

/* One line of the truth under construction. */
struct line {
    struct sl_clerk *clerk;
    const struct sl_house *houses;
    const struct sl_plant *plant; /* NULL for what occurs by itself */
    struct sl_random random;
    unsigned next_incident;
    unsigned key_count;
    struct {
        unsigned stream;
        struct sl_text key;
    } keys[KEY_LIMIT];
};

static void note_key(struct line *line, unsigned stream, struct sl_text key)
{
    if (line->key_count < KEY_LIMIT) {
        line->keys[line->key_count].stream = stream;
        line->keys[line->key_count++].key = key;
    }
}

static const struct sl_person *member_of(const struct line *line, unsigned index)
{
    const struct sl_member member = line->plant->members[index];
    return &line->houses[member.house].household.people[member.person];
}

/* Begin an event of the police that the situation makes. */
static struct sl_json_writer
begin_event(struct line *line, enum sl_event_kind kind, int32_t days_ago, const char *summary)
{
    const uint64_t house = line->clerk->house->household.number;
    const struct sl_text key = sl_police_incident_key(kind, house, line->next_incident++);
    struct sl_json_writer json = sl_police_begin(line->clerk, "event", sl_text_str(&key));
    const unsigned minute = (unsigned)sl_random_below(&line->random, 1440);
    sl_json_text(&json, "kind", sl_event_kind_terms()[kind].name);
    sl_police_moment(&json, "start", line->clerk->world->today - days_ago, minute);
    if (kind == SL_EVENT_MISSING) {
        sl_police_moment(&json, "end", line->clerk->world->today - days_ago + 1, minute);
    }
    sl_json_text_if(&json, "summary", sl_str_from(summary));
    note_key(line, SL_STREAM_POLICE, key);
    return json;
}

static void end_event(struct sl_json_writer *json, const struct sl_text *place, enum sl_role role)
{
    if (place != NULL) {
        sl_json_open(json, "locations", '[');
        sl_police_reference(json, sl_text_str(place), role);
        sl_json_close(json, ']');
    }
    sl_police_end(json);
}

static void refer_to(struct sl_json_writer *json, const struct sl_person *person, enum sl_role role)
{
    const struct sl_text key = sl_police_nominal_key(person->number, 0);
    sl_police_reference(json, sl_text_str(&key), role);
}

/* An adult who is no relative brings the first child to accident and emergency. */
static void write_companion(struct line *line)
{
    const struct sl_member child = line->plant->members[1];
    const int32_t today = line->clerk->world->today;
    const unsigned trust = sl_health_trust(&line->houses[child.house], child.person, today);
    const unsigned stream = sl_stream_of_trust(trust);
    const struct sl_sighted sighted = {
        .person = line->plant->members[0].person,
        .stream = stream,
        .nth = NTH_COMPANION,
        .day = today,
        .source = SL_SOURCE_NHS,
    };
    struct sl_record record;
    sl_clerk_write(line->clerk, &line->clerk->world->trusts[trust], &sighted, &record);
    record.fields[SL_FIELD_NHS].len = 0;
    const uint64_t number = member_of(line, 1)->number;
    const struct sl_text patient = sl_health_key("Patient/p", trust, number, 0);
    const struct sl_text key = sl_health_key("RelatedPerson/r", trust, number, 2);
    const struct sl_related related = {
        .trust = trust,
        .patient = &patient,
        .key = &key,
        .relationship = "FRND",
        .person = line->plant->members[0].person,
    };
    sl_health_write_related(line->clerk, &related, &record);
    note_key(line, stream, key);
}

/* The adult turns up beside each child in another way. */
static void write_adult(struct line *line)
{
    /* clang-format off */
    static const struct {
        enum sl_event_kind kind;
        const char *summary;
        enum sl_role adult, child;
    } WAYS[] = {
        { SL_EVENT_MISSING, NULL, SL_ROLE_FOUND_WITH, SL_ROLE_SUBJECT },
        { SL_EVENT_INTELLIGENCE, "Seen with children in a parked car.",
          SL_ROLE_SUBJECT, SL_ROLE_MENTIONED },
        { SL_EVENT_CRIME, "Sexual communication with a child", SL_ROLE_SUSPECT, SL_ROLE_VICTIM },
        { SL_EVENT_INCIDENT, "Brought home by a man who is no relative.",
          SL_ROLE_PRESENT, SL_ROLE_SUBJECT },
        { SL_EVENT_MISSING, NULL, SL_ROLE_FOUND_WITH, SL_ROLE_SUBJECT },
    };
    /* clang-format on */
    const struct sl_person *adult = member_of(line, 0);
    for (unsigned i = 1; i < line->plant->member_count; i++) {
        const struct sl_person *child = member_of(line, i);
        const int32_t ago = sl_draw_between(&line->random, 10, 400);
        struct sl_json_writer json = begin_event(line, WAYS[i - 1].kind, ago, WAYS[i - 1].summary);
        sl_json_open(&json, "people", '[');
        refer_to(&json, child, WAYS[i - 1].child);
        refer_to(&json, adult, WAYS[i - 1].adult);
        sl_json_close(&json, ']');
        end_event(&json, NULL, SL_ROLE_HAPPENED_AT);
    }
    write_companion(line);
}

static void write_phone(struct line *line)
{
    const struct sl_text phone = sl_police_phone_key(line->plant->phone);
    sl_police_write_phone(line->clerk, line->plant->phone);
    note_key(line, SL_STREAM_POLICE, phone);
    for (unsigned i = 0; i < line->plant->member_count; i++) {
        const struct sl_text user = sl_police_nominal_key(member_of(line, i)->number, 0);
        const struct sl_text id =
            sl_clerk_key("link/", SL_STREAM_POLICE, member_of(line, i)->number, 2);
        struct sl_json_writer json = sl_police_begin(line->clerk, "link", sl_text_str(&id));
        sl_json_text(&json, "from", sl_text_str(&user));
        sl_json_text(&json, "role", sl_role_terms()[SL_ROLE_USES].name);
        sl_json_text(&json, "to", sl_text_str(&phone));
        const int32_t ago = sl_draw_between(&line->random, 5, 300);
        sl_json_day(&json, "start", line->clerk->world->today - ago);
        sl_police_end(&json);
    }
}

static void write_suspect(struct line *line)
{
    const struct sl_person *man = member_of(line, 0);
    const int32_t ago = sl_draw_between(&line->random, 20, 200);
    struct sl_json_writer json = begin_event(
        line, SL_EVENT_ONLINE_REFERRAL, ago, "Industry report: indecent images uploaded."
    );
    sl_json_open(&json, "people", '[');
    refer_to(&json, man, SL_ROLE_SUSPECT);
    sl_json_close(&json, ']');
    const struct sl_text home = sl_police_home_key(
        sl_house_home(line->clerk->house, line->plant->members[0].person, line->clerk->world->today)
    );
    end_event(&json, &home, SL_ROLE_HAPPENED_AT);
}

static void write_missing(struct line *line)
{
    const struct sl_text place = sl_police_place_key(line->plant->place);
    note_key(line, SL_STREAM_POLICE, place);
    for (unsigned i = 0; i < 7; i++) {
        const int32_t ago = 20 + (int32_t)i * 24 + sl_draw_between(&line->random, 0, 6);
        struct sl_json_writer json = begin_event(line, SL_EVENT_MISSING, ago, NULL);
        sl_json_open(&json, "people", '[');
        refer_to(&json, member_of(line, i == 3 ? 1 : 0), SL_ROLE_SUBJECT);
        sl_json_close(&json, ']');
        end_event(&json, &place, SL_ROLE_FOUND_AT);
    }
}

/* The notice is among the house's own incidents, the referral at the council. */
static void note_unanswered(struct line *line)
{
    const struct sl_clerk *clerk = line->clerk;
    const unsigned child = line->plant->members[0].person;
    const struct sl_incidents *incidents = &clerk->incidents;
    for (unsigned i = 0; i < incidents->count; i++) {
        const struct sl_incident *incident = &incidents->items[i];
        if (incident->kind == SL_EVENT_PROTECTION_NOTICE && incident->parts[0].person == child) {
            const uint64_t house = clerk->house->household.number;
            note_key(line, SL_STREAM_POLICE, sl_police_incident_key(incident->kind, house, i));
        }
    }
}

/* Where the child stands at its council, school list and trust. */
static void note_child(struct line *line)
{
    const struct sl_clerk *clerk = line->clerk;
    const unsigned child = line->plant->members[0].person;
    const uint64_t number = clerk->house->household.people[child].number;
    const struct sl_referral *last =
        sl_care_last(&clerk->care, child, SL_COUNCIL_COUNT, clerk->world->today);
    if (last != NULL) {
        const unsigned stream = sl_stream_of_council(last->council, SL_FILE_CSC);
        note_key(line, stream, sl_clerk_key("child/", stream, number, 0));
    }
    const unsigned trust = sl_health_trust(clerk->house, child, clerk->world->today);
    note_key(line, sl_stream_of_trust(trust), sl_health_key("Patient/p", trust, number, 0));
}

static void write_keys(const struct line *line, struct sl_json_writer *json)
{
    sl_json_open(json, "keys", '[');
    for (unsigned i = 0; i < line->key_count; i++) {
        const struct sl_stream stream = sl_stream_describe(line->keys[i].stream);
        sl_json_open(json, NULL, '{');
        sl_json_text(json, "agency", sl_str_from(stream.agency));
        sl_json_text(json, "system", sl_str_from(stream.system));
        sl_json_text(json, "key", sl_text_str(&line->keys[i].key));
        sl_json_close(json, '}');
    }
    sl_json_close(json, ']');
}

/* Begin a line of the truth, up to its list of persons. */
static struct sl_json_writer begin_truth(struct sl_clerk *clerk, enum sl_situation kind)
{
    struct sl_json_writer json = { .buf = sl_clerk_begin(clerk, SL_STREAM_SITUATIONS) };
    clerk->tally.situations++;
    sl_json_open(&json, NULL, '{');
    sl_json_text(&json, "kind", sl_str_from(sl_situation_name(kind)));
    sl_json_text(&json, "words", sl_str_from(sl_situation_words(kind)));
    sl_json_open(&json, "persons", '[');
    return json;
}

void sl_write_plant(
    struct sl_clerk *clerk,
    const struct sl_house *houses,
    const struct sl_plant *plant,
    unsigned number
)
{
    struct line line = {
        .clerk = clerk,
        .houses = houses,
        .plant = plant,
        .next_incident = FIRST_INCIDENT + number * INCIDENTS_EACH,
    };
    const uint64_t thing = clerk->house->household.number * SL_PLANTED_COUNT + plant->kind;
    sl_draw_begin(&line.random, clerk->world->seed, thing, PURPOSE_SITUATION);
    for (unsigned i = 0; i < plant->member_count; i++) {
        const uint64_t person = member_of(&line, i)->number;
        note_key(&line, SL_STREAM_POLICE, sl_police_nominal_key(person, 0));
    }
    if (plant->kind == SL_ADULT_AROUND) {
        write_adult(&line);
    } else if (plant->kind == SL_SHARED_PHONE) {
        write_phone(&line);
    } else if (plant->kind == SL_SUSPECT_HOUSEHOLD) {
        write_suspect(&line);
    } else if (plant->kind == SL_REPEATED_MISSING) {
        write_missing(&line);
    } else if (plant->kind == SL_UNANSWERED) {
        note_unanswered(&line);
    }
    if (plant->kind == SL_UNANSWERED || plant->kind == SL_THREE_NAMES) {
        note_child(&line);
    }
    struct sl_json_writer json = begin_truth(clerk, plant->kind);
    for (unsigned i = 0; i < plant->member_count; i++) {
        sl_json_number(&json, NULL, member_of(&line, i)->number + 1);
    }
    if (plant->kind == SL_SUSPECT_HOUSEHOLD) {
        const struct sl_household *household = &clerk->house->household;
        for (unsigned i = 0; i < household->count; i++) {
            if (household->people[i].role == SL_CHILD) {
                sl_json_number(&json, NULL, household->people[i].number + 1);
            }
        }
    }
    sl_json_close(&json, ']');
    write_keys(&line, &json);
    sl_json_close(&json, '}');
    sl_buf_add_byte(json.buf, '\n');
}

static void
write_natural(struct sl_clerk *clerk, enum sl_situation kind, unsigned first, unsigned second)
{
    const struct sl_household *household = &clerk->house->household;
    struct sl_json_writer json = begin_truth(clerk, kind);
    sl_json_number(&json, NULL, household->people[first].number + 1);
    if (second != SL_NOBODY) {
        sl_json_number(&json, NULL, household->people[second].number + 1);
    }
    sl_json_close(&json, ']');
    sl_json_open(&json, "keys", '[');
    sl_json_close(&json, ']');
    sl_json_close(&json, '}');
    sl_buf_add_byte(json.buf, '\n');
}

static void write_occurring(struct sl_clerk *clerk, unsigned index)
{
    const struct sl_household *household = &clerk->house->household;
    const struct sl_person *person = &household->people[index];
    const struct sl_kin *kin = &clerk->house->kin[index];
    if (person->role == SL_UNBORN) {
        write_natural(clerk, SL_UNBORN_CHILD, index, kin->mother);
    }
    if (person->role == SL_FORMER) {
        write_natural(clerk, SL_ADOPTION, kin->former, index);
    }
    if (person->role != SL_CHILD) {
        return;
    }
    if (person->twin != SL_NO_TWIN && person->twin < index) {
        write_natural(clerk, SL_TWINS, person->twin, index);
    }
    if (kin->renamed_day > 0) {
        write_natural(clerk, SL_RENAMED, index, SL_NOBODY);
    }
    if (sl_health_has_baby(clerk, index)) {
        write_natural(clerk, SL_BABY, index, SL_NOBODY);
    }
    const unsigned parents[] = { kin->mother, kin->father };
    for (unsigned i = 0; i < 2; i++) {
        if (parents[i] != SL_NOBODY &&
            sl_text_equal(&household->people[parents[i]].given, &person->given) &&
            sl_text_equal(&household->people[parents[i]].surname, &person->surname)) {
            write_natural(clerk, SL_SAME_NAME, parents[i], index);
        }
    }
}

/* The number of a person of the house in the truth; nothing for nobody. */
static void add_person(struct sl_buf *line, const struct sl_household *household, unsigned index)
{
    sl_buf_add_byte(line, ',');
    if (index != SL_NOBODY) {
        sl_buf_add_u64(line, household->people[index].number + 1);
    }
}

static void write_person(struct sl_clerk *clerk, unsigned index)
{
    static const char *const ROLES[] = {
        "mother",           "father",      "child",  "step_father",
        "father_elsewhere", "grandmother", "unborn", "former",
    };
    const struct sl_household *household = &clerk->house->household;
    const struct sl_person *person = &household->people[index];
    const struct sl_kin *kin = &clerk->house->kin[index];
    struct sl_buf *line = sl_clerk_begin(clerk, SL_STREAM_PEOPLE);
    const struct sl_home home = sl_house_home(clerk->house, index, clerk->world->today);
    const unsigned council = sl_stream_of_council(sl_place_council(home.postcode), SL_FILE_CIN);
    struct sl_text postcode;
    sl_place_print_postcode(home.postcode, &postcode);
    const char *sex = person->role == SL_UNBORN ? "" : person->sex == 'F' ? "F" : "M";
    sl_buf_add_u64(line, person->number + 1);
    sl_buf_add_byte(line, ',');
    sl_buf_add_u64(line, household->number + 1);
    sl_csv_write_field(line, sl_str_from(ROLES[person->role]), false);
    sl_csv_write_field(line, sl_str_from(sl_community_text(person->community)), false);
    sl_csv_write_field(line, sl_text_str(&person->given), false);
    sl_csv_write_field(line, sl_text_str(&person->surname), false);
    sl_csv_write_field(line, sl_text_str(&kin->former_surname), false);
    sl_buf_add_byte(line, ',');
    sl_date_print(sl_date_from_days(kin->birth_day), line);
    sl_csv_write_field(line, sl_str_from(sex), false);
    sl_buf_add_byte(line, ',');
    if (person->nhs_number != 0 && person->role != SL_UNBORN) {
        sl_buf_add_u64(line, person->nhs_number);
    }
    add_person(line, household, kin->mother);
    add_person(line, household, kin->father);
    add_person(line, household, person->twin == SL_NO_TWIN ? SL_NOBODY : person->twin);
    sl_csv_write_field(line, sl_str_from(sl_stream_describe(council).agency), false);
    sl_csv_write_field(line, sl_text_str(&postcode), false);
    sl_buf_add_byte(line, '\n');
}

void sl_write_truth(struct sl_clerk *clerk)
{
    for (unsigned i = 0; i < clerk->house->household.count; i++) {
        write_person(clerk, i);
        write_occurring(clerk, i);
    }
}
