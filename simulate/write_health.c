/* SPDX-License-Identifier: Apache-2.0 */
#include "write_health.h"

#include <string.h>

#include "draw.h"
#include "rates_data.h"

#define PURPOSE_HEALTH 8u
#define PURPOSE_BABY   11u
#define HISTORY_DAYS   1095
#define COUNT(array)   (unsigned)(sizeof(array) / sizeof((array)[0]))

/* A record of the maternity ward is the second, one of another trust the third. */
#define NTH_BABY    1u
#define NTH_OTHER   2u
#define NTH_RELATED 3u

static const char *const REASONS[] = {
    "Fever",          "Cough and wheeze",     "Fall at home",
    "Head injury",    "Fracture of forearm",  "Burn or scald",
    "Abdominal pain", "Laceration of hand",   "Ingestion of medicine",
    "Self-harm",      "Alcohol intoxication", "Rash",
};
static const unsigned REASON_WEIGHTS[] = { 220, 160, 130, 90, 60, 25, 90, 60, 15, 15, 8, 100 };

static const char *const CONDITIONS[] = {
    "Asthma",
    "Eczema",
    "Autism spectrum disorder",
    "Attention deficit hyperactivity disorder",
    "Epilepsy",
    "Type 1 diabetes",
    "Anxiety disorder",
    "Speech and language delay",
};

static const char *const OBSERVATIONS[] = {
    "Weight below the 2nd centile",
    "Untreated dental caries",
    "Was not brought to two appointments",
    "Immunisations not up to date",
    "Parent reported low mood",
};

struct sl_text sl_health_key(const char *type_letter, unsigned trust, uint64_t person, unsigned nth)
{
    return sl_clerk_key(type_letter, sl_stream_of_trust(trust), person, nth);
}

unsigned sl_health_trust(const struct sl_house *house, unsigned person, int32_t day)
{
    const struct sl_home home = sl_house_home(house, person, day);
    return sl_council_trust(sl_place_council(home.postcode));
}

struct sl_json_writer
sl_health_begin(struct sl_clerk *clerk, unsigned trust, const struct sl_text *key)
{
    struct sl_json_writer json = { .buf = sl_clerk_begin(clerk, sl_stream_of_trust(trust)) };
    const struct sl_str whole = sl_text_str(key);
    const size_t slash = sl_str_find(whole, SL_STR("/"));
    sl_json_open(&json, NULL, '{');
    sl_json_text(&json, "resourceType", sl_str_part(whole, 0, slash));
    sl_json_text(&json, "id", sl_str_part(whole, slash + 1, whole.len));
    return json;
}

void sl_health_end(struct sl_json_writer *json)
{
    sl_json_close(json, '}');
    sl_buf_add_byte(json->buf, '\n');
}

void sl_health_reference(struct sl_json_writer *json, const char *name, const struct sl_text *key)
{
    sl_json_open(json, name, '{');
    sl_json_text(json, "reference", sl_text_str(key));
    sl_json_close(json, '}');
}

/* A concept that is only a text. */
static void add_text(struct sl_json_writer *json, const char *name, const char *text)
{
    sl_json_open(json, name, '{');
    sl_json_text(json, "text", sl_str_from(text));
    sl_json_close(json, '}');
}

/* A code of a terminology, without its display text. */
static void
add_coding(struct sl_json_writer *json, const char *name, const char *system, const char *code)
{
    sl_json_open(json, name, '{');
    sl_json_text(json, "system", sl_str_from(system));
    sl_json_text(json, "code", sl_str_from(code));
    sl_json_close(json, '}');
}

static void write_name(struct sl_json_writer *json, const struct sl_record *record)
{
    const struct sl_str surname = sl_text_str(&record->fields[SL_FIELD_SURNAME]);
    struct sl_str rest = sl_text_str(&record->fields[SL_FIELD_GIVEN]);
    if (surname.len == 0 && rest.len == 0) {
        return;
    }
    sl_json_open(json, "name", '[');
    sl_json_open(json, NULL, '{');
    sl_json_text(json, "use", SL_STR("official"));
    sl_json_text_if(json, "family", surname);
    if (rest.len > 0) {
        struct sl_str part;
        sl_json_open(json, "given", '[');
        while (sl_str_split(&rest, ' ', &part)) {
            if (part.len > 0) {
                sl_json_text(json, NULL, part);
            }
        }
        sl_json_close(json, ']');
    }
    sl_json_close(json, '}');
    sl_json_close(json, ']');
}

void sl_health_write_person(struct sl_json_writer *json, const struct sl_record *record)
{
    const struct sl_str phone = sl_text_str(&record->fields[SL_FIELD_PHONE]);
    const struct sl_str address = sl_text_str(&record->fields[SL_FIELD_ADDRESS]);
    const struct sl_str postcode = sl_text_str(&record->fields[SL_FIELD_POSTCODE]);
    const struct sl_str sex = sl_text_str(&record->fields[SL_FIELD_SEX]);
    write_name(json, record);
    if (phone.len > 0) {
        sl_json_open(json, "telecom", '[');
        sl_json_open(json, NULL, '{');
        sl_json_text(json, "system", SL_STR("phone"));
        sl_json_text(json, "value", phone);
        sl_json_close(json, '}');
        sl_json_close(json, ']');
    }
    const bool female = sl_str_equal(sex, SL_STR("F"));
    const struct sl_str gender = female ? SL_STR("female") : SL_STR("male");
    sl_json_text(json, "gender", sex.len == 0 ? SL_STR("unknown") : gender);
    sl_json_text_if(json, "birthDate", sl_text_str(&record->fields[SL_FIELD_BIRTH]));
    if (address.len + postcode.len > 0) {
        sl_json_open(json, "address", '[');
        sl_json_open(json, NULL, '{');
        sl_json_text(json, "use", SL_STR("home"));
        if (address.len > 0) {
            sl_json_open(json, "line", '[');
            sl_json_text(json, NULL, address);
            sl_json_close(json, ']');
        }
        sl_json_text_if(json, "postalCode", postcode);
        sl_json_close(json, '}');
        sl_json_close(json, ']');
    }
}

static void
write_identifiers(struct sl_json_writer *json, const struct sl_record *record, struct sl_str local)
{
    const struct sl_str number = sl_text_str(&record->fields[SL_FIELD_NHS]);
    sl_json_open(json, "identifier", '[');
    if (number.len > 0) {
        sl_json_open(json, NULL, '{');
        sl_json_text(json, "system", SL_STR("https://fhir.nhs.uk/Id/nhs-number"));
        sl_json_text(json, "value", number);
        sl_json_close(json, '}');
    }
    sl_json_open(json, NULL, '{');
    sl_json_text(json, "system", SL_STR("https://example.org/Id/local-patient-identifier"));
    sl_json_text(json, "value", local);
    sl_json_close(json, '}');
    sl_json_close(json, ']');
}

static struct sl_text
write_patient(struct sl_clerk *clerk, unsigned trust, unsigned person, unsigned nth, int32_t day)
{
    const struct sl_person *who = &clerk->house->household.people[person];
    const struct sl_sighted sighted = {
        .person = person,
        .stream = sl_stream_of_trust(trust),
        .nth = nth,
        .day = day,
        .source = SL_SOURCE_NHS,
    };
    struct sl_record record;
    sl_clerk_write(clerk, &clerk->world->trusts[trust], &sighted, &record);
    if (nth == NTH_BABY) {
        struct sl_text *given = &record.fields[SL_FIELD_GIVEN];
        sl_text_set(given, who->sex == 'F' ? SL_STR("Baby Girl") : SL_STR("Baby Boy"));
        const unsigned char mother = clerk->house->kin[person].mother;
        record.fields[SL_FIELD_SURNAME] = clerk->house->household.people[mother].surname;
    }
    const struct sl_text key = sl_health_key("Patient/p", trust, who->number, nth);
    struct sl_json_writer json = sl_health_begin(clerk, trust, &key);
    write_identifiers(&json, &record, sl_str_part(sl_text_str(&key), 9, key.len));
    sl_health_write_person(&json, &record);
    if (who->twin != SL_NO_TWIN) {
        sl_json_number(&json, "multipleBirthInteger", who->twin < person ? 2 : 1);
    }
    sl_health_end(&json);
    sl_clerk_mention(clerk, sl_stream_of_trust(trust), &key, person);
    return key;
}

static void write_related(
    struct sl_clerk *clerk,
    struct sl_random *random,
    unsigned trust,
    unsigned child,
    const struct sl_text *patient
)
{
    const struct sl_kin *kin = &clerk->house->kin[child];
    const bool is_father = kin->father != SL_NOBODY && sl_draw_chance(random, 200);
    const unsigned relative = is_father ? kin->father : kin->mother;
    if (relative == SL_NOBODY) {
        return;
    }
    const struct sl_sighted sighted = {
        .person = relative,
        .stream = sl_stream_of_trust(trust),
        .nth = 4 + child,
        .day = clerk->world->today,
        .source = SL_SOURCE_NHS,
    };
    struct sl_record record;
    sl_clerk_write(clerk, &clerk->world->trusts[trust], &sighted, &record);
    record.fields[SL_FIELD_NHS].len = 0;
    /* A parent is written down beside the child, mostly without a date of birth. */
    if (!sl_draw_chance(random, 250)) {
        record.fields[SL_FIELD_BIRTH].len = 0;
    }
    const uint64_t number = clerk->house->household.people[child].number;
    const struct sl_text key = sl_health_key("RelatedPerson/r", trust, number, NTH_RELATED);
    const struct sl_related related = {
        .trust = trust,
        .patient = patient,
        .key = &key,
        .relationship = is_father ? "FTH" : "MTH",
        .person = relative,
    };
    sl_health_write_related(clerk, &related, &record);
}

void sl_health_write_related(
    struct sl_clerk *clerk, const struct sl_related *related, const struct sl_record *record
)
{
    struct sl_json_writer json = sl_health_begin(clerk, related->trust, related->key);
    sl_health_reference(&json, "patient", related->patient);
    sl_json_open(&json, "relationship", '[');
    sl_json_open(&json, NULL, '{');
    sl_json_open(&json, "coding", '[');
    add_coding(
        &json, NULL, "http://terminology.hl7.org/CodeSystem/v3-RoleCode", related->relationship
    );
    sl_json_close(&json, ']');
    sl_json_close(&json, '}');
    sl_json_close(&json, ']');
    sl_health_write_person(&json, record);
    sl_health_end(&json);
    sl_clerk_mention(clerk, sl_stream_of_trust(related->trust), related->key, related->person);
}

/* The key of a resource about a patient: the patient's own, a letter and a number. */
static struct sl_text
part_key(const char *type, const struct sl_text *patient, const char *letter, unsigned count)
{
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, sl_str_from(type));
    sl_text_add(&key, SL_STR("/"));
    sl_text_add(&key, sl_str_part(sl_text_str(patient), 8, patient->len));
    sl_text_add(&key, SL_STR("-"));
    sl_text_add(&key, sl_str_from(letter));
    sl_text_add_number(&key, count, 1);
    return key;
}

/* The local time; Greenwich or summer time is left to who reads it, as many systems do. */
static void add_time(struct sl_json_writer *json, const char *name, int32_t day, unsigned minute)
{
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
    sl_text_add(&text, SL_STR(":00Z"));
    sl_json_text(json, name, sl_text_str(&text));
}

static void write_attendances(
    struct sl_clerk *clerk,
    struct sl_random *random,
    unsigned trust,
    unsigned child,
    const struct sl_text *patient
)
{
    const int32_t today = clerk->world->today;
    const int32_t birth = clerk->house->kin[child].birth_day;
    int32_t day = today - HISTORY_DAYS > birth ? today - HISTORY_DAYS : birth;
    for (unsigned count = 1; count < 20; count++) {
        day += sl_draw_wait(random, SL_RATE_ATTENDANCE_YEAR);
        if (day >= today) {
            return;
        }
        const struct sl_text key = part_key("Encounter", patient, "e", count);
        struct sl_json_writer json = sl_health_begin(clerk, trust, &key);
        const unsigned reason = sl_draw_weighted(random, REASON_WEIGHTS, COUNT(REASON_WEIGHTS));
        const unsigned minute = (unsigned)sl_random_below(random, 1200);
        sl_json_text(&json, "status", SL_STR("finished"));
        add_coding(&json, "class", "http://terminology.hl7.org/CodeSystem/v3-ActCode", "EMER");
        sl_health_reference(&json, "subject", patient);
        sl_json_open(&json, "period", '{');
        add_time(&json, "start", day, minute);
        add_time(&json, "end", day, minute + 30 + (unsigned)sl_random_below(random, 200));
        sl_json_close(&json, '}');
        sl_json_open(&json, "reasonCode", '[');
        add_text(&json, NULL, REASONS[reason]);
        sl_json_close(&json, ']');
        sl_health_end(&json);
    }
}

static void
write_flags(struct sl_clerk *clerk, unsigned trust, unsigned child, const struct sl_text *patient)
{
    unsigned count = 0;
    for (unsigned i = 0; i < clerk->care.count; i++) {
        const struct sl_referral *referral = &clerk->care.referrals[i];
        const unsigned placements = referral->placement_count;
        const bool is_plan = referral->protection_from > 0;
        if (referral->child != child || (!is_plan && placements == 0)) {
            continue;
        }
        int32_t from = referral->protection_from;
        int32_t until = referral->protection_until;
        if (!is_plan) {
            from = referral->placements[0].from;
            until = referral->placements[placements - 1].until;
        }
        const struct sl_text key = part_key("Flag", patient, "f", ++count);
        struct sl_json_writer json = sl_health_begin(clerk, trust, &key);
        sl_json_text(&json, "status", until == 0 ? SL_STR("active") : SL_STR("inactive"));
        add_text(&json, "code", is_plan ? "Child protection plan" : "Looked-after child");
        sl_health_reference(&json, "subject", patient);
        sl_json_open(&json, "period", '{');
        sl_json_day(&json, "start", from);
        if (until > 0) {
            sl_json_day(&json, "end", until);
        }
        sl_json_close(&json, '}');
        sl_health_end(&json);
    }
}

static void write_findings(
    struct sl_clerk *clerk,
    struct sl_random *random,
    unsigned trust,
    unsigned child,
    const struct sl_text *patient
)
{
    const int32_t today = clerk->world->today;
    const int32_t birth = clerk->house->kin[child].birth_day;
    if (today - birth < 400) {
        return;
    }
    if (sl_draw_chance(random, SL_RATE_CONDITION)) {
        const struct sl_text key = part_key("Condition", patient, "c", 1);
        struct sl_json_writer json = sl_health_begin(clerk, trust, &key);
        const char *condition = CONDITIONS[sl_random_below(random, COUNT(CONDITIONS))];
        sl_json_open(&json, "clinicalStatus", '{');
        sl_json_open(&json, "coding", '[');
        add_coding(
            &json, NULL, "http://terminology.hl7.org/CodeSystem/condition-clinical", "active"
        );
        sl_json_close(&json, ']');
        sl_json_close(&json, '}');
        add_text(&json, "code", condition);
        sl_health_reference(&json, "subject", patient);
        sl_json_day(&json, "onsetDateTime", sl_draw_between(random, birth + 200, today));
        sl_health_end(&json);
    }
    if (sl_draw_chance(random, SL_RATE_OBSERVATION)) {
        const struct sl_text key = part_key("Observation", patient, "o", 1);
        struct sl_json_writer json = sl_health_begin(clerk, trust, &key);
        const char *observed = OBSERVATIONS[sl_random_below(random, COUNT(OBSERVATIONS))];
        const int32_t since = today - HISTORY_DAYS > birth ? today - HISTORY_DAYS : birth;
        sl_json_text(&json, "status", SL_STR("final"));
        add_text(&json, "code", observed);
        sl_health_reference(&json, "subject", patient);
        sl_json_day(&json, "effectiveDateTime", sl_draw_between(random, since, today));
        sl_health_end(&json);
    }
}

bool sl_health_has_baby(const struct sl_clerk *clerk, unsigned child)
{
    const struct sl_kin *kin = &clerk->house->kin[child];
    struct sl_random random;
    sl_draw_begin(
        &random, clerk->world->seed, clerk->house->household.people[child].number, PURPOSE_BABY
    );
    const bool young = clerk->world->today - kin->birth_day < 5 * 365 && kin->adopted_day == 0;
    return young && kin->mother != SL_NOBODY && sl_draw_chance(&random, SL_RATE_BABY_RECORD);
}

static void write_child(struct sl_clerk *clerk, struct sl_random *random, unsigned child)
{
    const int32_t today = clerk->world->today;
    const struct sl_kin *kin = &clerk->house->kin[child];
    const unsigned trust = sl_health_trust(clerk->house, child, today);
    /* A new name is late in half of the records, and in those of planted people. */
    const bool late = sl_draw_chance(random, 500) || kin->known_as.len > 0;
    const int32_t day = late && kin->renamed_day > 0 ? kin->renamed_day - 1 : today;
    const struct sl_text patient = write_patient(clerk, trust, child, 0, day);
    if (sl_draw_chance(random, SL_RATE_RELATED_PERSON)) {
        write_related(clerk, random, trust, child, &patient);
    }
    write_attendances(clerk, random, trust, child, &patient);
    write_flags(clerk, trust, child, &patient);
    write_findings(clerk, random, trust, child, &patient);
    if (sl_health_has_baby(clerk, child)) {
        (void)write_patient(clerk, trust, child, NTH_BABY, kin->birth_day + 1);
    }
    if (sl_draw_chance(random, SL_RATE_SECOND_PATIENT)) {
        const unsigned other = (trust + 1 + (unsigned)sl_random_below(random, 3)) % SL_TRUST_COUNT;
        (void)write_patient(clerk, other, child, NTH_OTHER, today);
    }
}

void sl_write_health(struct sl_clerk *clerk)
{
    for (unsigned i = 0; i < clerk->house->household.count; i++) {
        const struct sl_person *person = &clerk->house->household.people[i];
        const struct sl_kin *kin = &clerk->house->kin[i];
        struct sl_random random;
        sl_draw_begin(&random, clerk->world->seed, person->number, PURPOSE_HEALTH);
        if (person->role == SL_CHILD) {
            write_child(clerk, &random, i);
            continue;
        }
        const unsigned permille = person->role == SL_MOTHER   ? SL_RATE_MOTHER_PATIENT
                                  : person->role == SL_UNBORN ? 0
                                  : person->role == SL_FORMER ? 1000
                                                              : SL_RATE_ADULT_PATIENT;
        if (sl_draw_chance(&random, permille) || (kin->needs & SL_NEED_HEALTH) != 0) {
            const int32_t day =
                person->role == SL_FORMER ? kin->adopted_day - 1 : clerk->world->today;
            const unsigned trust = sl_health_trust(clerk->house, i, clerk->world->today);
            (void)write_patient(clerk, trust, i, 0, day);
        }
    }
}
