/* SPDX-License-Identifier: Apache-2.0 */
#include "write_police.h"

#include "draw.h"
#include "place_list.h"
#include "rates_data.h"

#define PURPOSE_NOMINAL 6u
#define PURPOSE_BELONGS 7u
#define MINUTES_UNKNOWN UINT32_MAX
#define COUNT(array)    (unsigned)(sizeof(array) / sizeof((array)[0]))

unsigned sl_police_nominal_count(const struct sl_world *world, uint64_t person)
{
    struct sl_random random;
    sl_draw_begin(&random, world->seed, person, PURPOSE_NOMINAL);
    const bool second = sl_draw_chance(&random, SL_RATE_SECOND_NOMINAL);
    return 1u + second + (second && sl_draw_chance(&random, SL_RATE_THIRD_NOMINAL));
}

struct sl_text sl_police_nominal_key(uint64_t person, unsigned nth)
{
    return sl_clerk_key("nominal/", SL_STREAM_POLICE, person, nth);
}

struct sl_text sl_police_incident_key(enum sl_event_kind kind, uint64_t house, unsigned incident)
{
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, sl_event_kind_terms()[kind].name);
    sl_text_add(&key, SL_STR("/"));
    /* An odd factor permutes 2^40 numbers: neighbours in the file have distant numbers. */
    const uint64_t number = (house * 256 + incident) * UINT64_C(364820171);
    sl_text_add_number(&key, number % (UINT64_C(1) << 40), 1);
    return key;
}

struct sl_text sl_police_home_key(struct sl_home home)
{
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, SL_STR("location/"));
    const uint64_t dwelling = (uint64_t)home.number * 64 + home.flat;
    sl_text_add_number(&key, (uint64_t)home.postcode * 16384 + dwelling, 1);
    return key;
}

struct sl_text sl_police_place_key(uint32_t place)
{
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, SL_STR("place/"));
    sl_text_add_number(&key, place + 1, 1);
    return key;
}

struct sl_text sl_police_phone_key(uint64_t phone)
{
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, SL_STR("phone/"));
    sl_text_add_number(&key, phone * UINT64_C(2685821657) % (UINT64_C(1) << 34), 1);
    return key;
}

struct sl_json_writer sl_police_begin(struct sl_clerk *clerk, const char *type, struct sl_str id)
{
    struct sl_json_writer json = { .buf = sl_clerk_begin(clerk, SL_STREAM_POLICE) };
    sl_json_open(&json, NULL, '{');
    sl_json_text(&json, "type", sl_str_from(type));
    sl_json_text(&json, "id", id);
    return json;
}

void sl_police_end(struct sl_json_writer *json)
{
    sl_json_close(json, '}');
    sl_buf_add_byte(json->buf, '\n');
}

void sl_police_moment(struct sl_json_writer *json, const char *name, int32_t day, unsigned minute)
{
    if (minute == MINUTES_UNKNOWN) {
        sl_json_day(json, name, day);
        return;
    }
    const struct sl_date date = sl_date_from_days(day);
    struct sl_text text = { .len = 0 };
    sl_text_add_number(&text, (uint64_t)date.year, 4);
    sl_text_add(&text, SL_STR("-"));
    sl_text_add_number(&text, date.month, 2);
    sl_text_add(&text, SL_STR("-"));
    sl_text_add_number(&text, date.day, 2);
    sl_text_add(&text, SL_STR("T"));
    sl_text_add_number(&text, minute / 60, 2);
    sl_text_add(&text, SL_STR(":"));
    sl_text_add_number(&text, minute % 60, 2);
    sl_json_text(json, name, sl_text_str(&text));
}

void sl_police_reference(struct sl_json_writer *json, struct sl_str id, enum sl_role role)
{
    sl_json_open(json, NULL, '{');
    sl_json_text(json, "id", id);
    sl_json_text(json, "role", sl_role_terms()[role].name);
    sl_json_close(json, '}');
}

void sl_police_write_phone(struct sl_clerk *clerk, uint64_t phone)
{
    const struct sl_text key = sl_police_phone_key(phone);
    struct sl_json_writer json = sl_police_begin(clerk, "object", sl_text_str(&key));
    struct sl_text number = { .len = 0 };
    sl_text_add_number(&number, phone, 11);
    sl_json_text(&json, "kind", SL_STR("phone"));
    sl_json_text(&json, "phone", sl_text_str(&number));
    sl_police_end(&json);
}

static void write_home(struct sl_clerk *clerk, struct sl_home home)
{
    const struct sl_text key = sl_police_home_key(home);
    struct sl_text address;
    struct sl_text postcode;
    sl_place_print_address(home, &address);
    sl_place_print_postcode(home.postcode, &postcode);
    struct sl_json_writer json = sl_police_begin(clerk, "location", sl_text_str(&key));
    sl_json_text(&json, "kind", SL_STR("address"));
    sl_json_text(&json, "address", sl_text_str(&address));
    sl_json_text(&json, "postcode", sl_text_str(&postcode));
    sl_police_end(&json);
}

void sl_write_police_places(struct sl_buf *buf)
{
    for (uint32_t place = 0; place < sl_place_list_count(); place++) {
        const struct sl_text key = sl_police_place_key(place);
        struct sl_text name;
        sl_place_list_print(place, &name);
        struct sl_json_writer json = { .buf = buf };
        sl_json_open(&json, NULL, '{');
        sl_json_text(&json, "type", SL_STR("location"));
        sl_json_text(&json, "id", sl_text_str(&key));
        sl_json_text(&json, "kind", SL_STR("place"));
        sl_json_text(&json, "place_name", sl_text_str(&name));
        sl_json_close(&json, '}');
        sl_buf_add_byte(buf, '\n');
    }
}

/* Has somebody a thing of this kind (a vehicle, an account)? The same whenever it is asked. */
static bool owns(const struct sl_clerk *clerk, unsigned person, unsigned what, unsigned permille)
{
    struct sl_random random;
    const uint64_t number = clerk->house->household.people[person].number;
    sl_draw_begin(&random, clerk->world->seed, number * 8 + what, PURPOSE_BELONGS);
    return sl_draw_chance(&random, permille);
}

static bool is_adult(const struct sl_clerk *clerk, unsigned person)
{
    return clerk->world->today - clerk->house->kin[person].birth_day > 18 * 366;
}

static bool has_vehicle(const struct sl_clerk *clerk, unsigned person)
{
    return is_adult(clerk, person) && owns(clerk, person, 0, SL_RATE_VEHICLE);
}

static bool has_account(const struct sl_clerk *clerk, unsigned person)
{
    const int32_t age = clerk->world->today - clerk->house->kin[person].birth_day;
    return age > 13 * 366 && age < 40 * 366 && owns(clerk, person, 1, SL_RATE_ACCOUNT);
}

static struct sl_text thing_key(const char *prefix, uint64_t person)
{
    return sl_clerk_key(prefix, SL_STREAM_POLICE, person, 3);
}

/* Letters that registration marks use for their first and last three. */
static void write_vehicle(struct sl_clerk *clerk, uint64_t person)
{
    static const char LETTERS[] = "ABCDEFGHJKLMNPRSTUVWXY";
    static const char *const LOOKS[] = {
        "silver hatchback", "black saloon", "white van", "blue estate", "grey hatchback",
    };
    const uint64_t mixed = sl_hash_u64(person + UINT64_C(0xCA7));
    char mark[9] = "M";
    mark[1] = LETTERS[mixed % 22];
    const unsigned age = (unsigned)(mixed / 22 % 75);
    mark[2] = (char)('0' + age / 10);
    mark[3] = (char)('0' + age % 10);
    mark[4] = ' ';
    for (unsigned i = 5; i < 8; i++) {
        mark[i] = LETTERS[mixed / (2000 + 31 * i * i * i) % 22];
    }
    const struct sl_text key = thing_key("vehicle/", person);
    struct sl_json_writer json = sl_police_begin(clerk, "object", sl_text_str(&key));
    sl_json_text(&json, "kind", SL_STR("vehicle"));
    sl_json_text(&json, "registration", sl_str_from(mark));
    sl_json_text(&json, "description", sl_str_from(LOOKS[(mixed >> 40) % COUNT(LOOKS)]));
    sl_police_end(&json);
}

static void write_account(struct sl_clerk *clerk, const struct sl_person *person)
{
    static const char *const PLATFORMS[] = { "snapchat", "instagram", "tiktok", "whatsapp" };
    const uint64_t mixed = sl_hash_u64(person->number + UINT64_C(0xACC));
    struct sl_text handle = { .len = 0 };
    for (unsigned i = 0; i < person->given.len && i < 8; i++) {
        const char letter = (char)(person->given.bytes[i] | 0x20);
        if (letter >= 'a' && letter <= 'z') {
            sl_text_add(&handle, (struct sl_str){ .ptr = &letter, .len = 1 });
        }
    }
    sl_text_add(&handle, SL_STR("_"));
    sl_text_add_number(&handle, mixed % 100000, 2);
    const struct sl_text key = thing_key("account/", person->number);
    struct sl_json_writer json = sl_police_begin(clerk, "object", sl_text_str(&key));
    sl_json_text(&json, "kind", SL_STR("account"));
    sl_json_text(&json, "platform", sl_str_from(PLATFORMS[(mixed >> 40) % COUNT(PLATFORMS)]));
    sl_json_text(&json, "handle", sl_text_str(&handle));
    sl_police_end(&json);
}

/* Relatives whom the force knows, on the first nominal of each. */
static void
write_relatives(const struct sl_clerk *clerk, struct sl_json_writer *json, unsigned person)
{
    const struct sl_kin *kin = &clerk->house->kin[person];
    const struct {
        unsigned index;
        enum sl_role role;
    } relatives[] = {
        {kin->mother,       SL_ROLE_MOTHER     },
        { kin->father,      SL_ROLE_FATHER     },
        { kin->step_father, SL_ROLE_STEP_PARENT},
    };
    sl_json_open(json, "people", '[');
    for (unsigned i = 0; i < COUNT(relatives); i++) {
        const unsigned index = relatives[i].index;
        if (index != SL_NOBODY && clerk->incidents.known[index]) {
            const uint64_t number = clerk->house->household.people[index].number;
            const struct sl_text key = sl_police_nominal_key(number, 0);
            sl_police_reference(json, sl_text_str(&key), relatives[i].role);
        }
    }
    sl_json_close(json, ']');
}

static void write_belongings(
    const struct sl_clerk *clerk,
    struct sl_json_writer *json,
    unsigned person,
    const struct sl_record *record
)
{
    const struct sl_person *who = &clerk->house->household.people[person];
    const struct sl_home home = sl_house_home(clerk->house, person, clerk->world->today);
    sl_json_open(json, "objects", '[');
    if (who->phone != 0 && record->fields[SL_FIELD_PHONE].len > 0) {
        const struct sl_text key = sl_police_phone_key(who->phone);
        sl_police_reference(json, sl_text_str(&key), SL_ROLE_USES);
    }
    if (has_vehicle(clerk, person)) {
        const struct sl_text key = thing_key("vehicle/", who->number);
        sl_police_reference(json, sl_text_str(&key), SL_ROLE_OWNS);
    }
    if (has_account(clerk, person)) {
        const struct sl_text key = thing_key("account/", who->number);
        sl_police_reference(json, sl_text_str(&key), SL_ROLE_USES);
    }
    sl_json_close(json, ']');
    const struct sl_text key = sl_police_home_key(home);
    sl_json_open(json, "locations", '[');
    sl_police_reference(json, sl_text_str(&key), SL_ROLE_LIVES_AT);
    sl_json_close(json, ']');
}

static void write_values(
    const struct sl_clerk *clerk,
    struct sl_json_writer *json,
    unsigned person,
    const struct sl_record *record
)
{
    static const struct {
        const char *name;
        enum sl_record_field field;
    } VALUES[] = {
        {"given_name",  SL_FIELD_GIVEN   },
        { "surname",    SL_FIELD_SURNAME },
        { "sex",        SL_FIELD_SEX     },
        { "phone",      SL_FIELD_PHONE   },
        { "address",    SL_FIELD_ADDRESS },
        { "postcode",   SL_FIELD_POSTCODE},
        { "nhs_number", SL_FIELD_NHS     },
    };
    for (unsigned i = 0; i < COUNT(VALUES); i++) {
        sl_json_text(json, VALUES[i].name, sl_text_str(&record->fields[VALUES[i].field]));
    }
    const struct sl_person *who = &clerk->house->household.people[person];
    sl_json_text_if(json, "birth_date", sl_text_str(&record->fields[SL_FIELD_BIRTH]));
    /* Two thirds of those whom the force meets are asked. */
    if (owns(clerk, person, 2, 620)) {
        sl_json_text(json, "ethnicity", sl_str_from(sl_agency_ethnicity(who->community)));
    } else if (owns(clerk, person, 3, 150)) {
        sl_json_open(json, "ethnicity", '{');
        sl_json_text(json, "known", SL_STR("refused"));
        sl_json_close(json, '}');
    } else {
        sl_json_text(json, "ethnicity", SL_STR(""));
    }
}

static void write_nominal(struct sl_clerk *clerk, unsigned person, unsigned nth)
{
    const struct sl_person *who = &clerk->house->household.people[person];
    const struct sl_kin *kin = &clerk->house->kin[person];
    const int32_t since = nth == 0 ? 40 : 400 + 300 * (int32_t)nth;
    const int32_t day = clerk->world->today - since > kin->birth_day ? clerk->world->today - since
                                                                     : clerk->world->today;
    const struct sl_sighted sighted = {
        .person = person,
        .stream = SL_STREAM_POLICE,
        .nth = nth,
        .day = day,
        .source = SL_SOURCE_POLICE,
    };
    struct sl_record record;
    sl_clerk_write(clerk, &clerk->world->police, &sighted, &record);
    if (kin->known_as.len > 0) {
        record.fields[SL_FIELD_GIVEN] = kin->known_as;
        sl_text_upper(&record.fields[SL_FIELD_GIVEN]);
    }
    const struct sl_text key = sl_police_nominal_key(who->number, nth);
    struct sl_json_writer json = sl_police_begin(clerk, "person", sl_text_str(&key));
    sl_police_moment(&json, "changed", day, (unsigned)(who->number * 37 % 1440));
    write_values(clerk, &json, person, &record);
    if (nth == 0) {
        write_relatives(clerk, &json, person);
        write_belongings(clerk, &json, person, &record);
    }
    sl_police_end(&json);
    sl_clerk_mention(clerk, SL_STREAM_POLICE, &key, person);
}

static void write_person(struct sl_clerk *clerk, unsigned person)
{
    const struct sl_person *who = &clerk->house->household.people[person];
    const unsigned count = sl_police_nominal_count(clerk->world, who->number);
    for (unsigned nth = 0; nth < count; nth++) {
        write_nominal(clerk, person, nth);
    }
    if (who->phone != 0) {
        sl_police_write_phone(clerk, who->phone);
    }
    if (has_vehicle(clerk, person)) {
        write_vehicle(clerk, who->number);
    }
    if (has_account(clerk, person)) {
        write_account(clerk, who);
    }
}

/* Which of somebody's nominals was found when an incident was written down. */
static struct sl_text
nominal_of(const struct sl_clerk *clerk, const struct sl_incident *incident, unsigned person)
{
    const uint64_t number = clerk->house->household.people[person].number;
    const unsigned count = sl_police_nominal_count(clerk->world, number);
    return sl_police_nominal_key(
        number, ((unsigned)incident->from + incident->from_minute) % count
    );
}

static void write_parts(
    const struct sl_clerk *clerk, struct sl_json_writer *json, const struct sl_incident *incident
)
{
    sl_json_open(json, "people", '[');
    for (unsigned i = 0; i < incident->part_count; i++) {
        const struct sl_text key = nominal_of(clerk, incident, incident->parts[i].person);
        sl_police_reference(json, sl_text_str(&key), incident->parts[i].role);
    }
    sl_json_close(json, ']');
    const bool has_place = incident->place != SL_NO_PLACE;
    if ((incident->at_home && incident->part_count > 0) || has_place) {
        const enum sl_role role =
            incident->kind == SL_EVENT_MISSING ? SL_ROLE_FOUND_AT : SL_ROLE_HAPPENED_AT;
        const struct sl_text key =
            has_place ? sl_police_place_key(incident->place)
                      : sl_police_home_key(
                            sl_house_home(clerk->house, incident->parts[0].person, incident->from)
                        );
        sl_json_open(json, "locations", '[');
        sl_police_reference(json, sl_text_str(&key), role);
        sl_json_close(json, ']');
    }
}

static void write_incident(struct sl_clerk *clerk, unsigned index)
{
    const struct sl_incident *incident = &clerk->incidents.items[index];
    const uint64_t house = clerk->house->household.number;
    const struct sl_text key = sl_police_incident_key(incident->kind, house, index);
    struct sl_json_writer json = sl_police_begin(clerk, "event", sl_text_str(&key));
    sl_json_text(&json, "kind", sl_event_kind_terms()[incident->kind].name);
    sl_police_moment(&json, "changed", incident->entered, incident->entered_minute);
    sl_police_moment(&json, "start", incident->from, incident->from_minute);
    if (incident->until > 0) {
        sl_police_moment(&json, "end", incident->until, incident->until_minute);
    }
    sl_json_text_if(&json, "code", sl_str_from(incident->code));
    sl_json_text_if(&json, "summary", sl_str_from(incident->summary));
    sl_json_text_if(&json, "grade", sl_str_from(incident->grade));
    sl_json_text_if(&json, "status", sl_str_from(incident->status));
    sl_json_text_if(&json, "outcome", sl_str_from(incident->outcome));
    sl_json_text_if(&json, "child_words", sl_str_from(incident->words));
    sl_json_text_if(&json, "observed", sl_str_from(incident->observed));
    write_parts(clerk, &json, incident);
    if (incident->follows > 0) {
        const unsigned earlier = incident->follows - 1;
        const struct sl_text follows =
            sl_police_incident_key(clerk->incidents.items[earlier].kind, house, earlier);
        sl_json_open(&json, "follows", '[');
        sl_json_text(&json, NULL, sl_text_str(&follows));
        sl_json_close(&json, ']');
    }
    sl_police_end(&json);
}

/* The addresses that records of the house refer to, each once. */
static void write_homes(struct sl_clerk *clerk)
{
    struct sl_home written[2 * SL_HOUSEHOLD_LIMIT];
    unsigned count = 0;
    for (unsigned i = 0; i < clerk->house->household.count; i++) {
        const struct sl_person *person = &clerk->house->household.people[i];
        for (unsigned j = 0; clerk->incidents.known[i] && j < (person->moved ? 2u : 1u); j++) {
            const struct sl_home home = person->homes[j];
            bool known = false;
            for (unsigned k = 0; k < count; k++) {
                known = known || (written[k].postcode == home.postcode &&
                                  written[k].number == home.number && written[k].flat == home.flat);
            }
            if (!known) {
                write_home(clerk, home);
                written[count++] = home;
            }
        }
    }
}

void sl_write_police(struct sl_clerk *clerk)
{
    write_homes(clerk);
    for (unsigned i = 0; i < clerk->house->household.count; i++) {
        if (clerk->incidents.known[i]) {
            write_person(clerk, i);
        }
    }
    for (unsigned i = 0; i < clerk->incidents.count; i++) {
        write_incident(clerk, i);
    }
}
