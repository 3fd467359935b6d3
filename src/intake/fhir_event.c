/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/fhir_event.h"

#include "intake/fhir_person.h"
#include "intake/fhir_value.h"
#include "intake/json_read.h"

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

enum type { TYPE_ENCOUNTER, TYPE_FLAG, TYPE_CONDITION, TYPE_OBSERVATION, TYPE_APPOINTMENT };

/* Where an event of a type goes when nothing says more. Invariant: by enumerator. */
static const struct {
    struct sl_str name;
    enum sl_event_kind kind;
} types[] = {
    [TYPE_ENCOUNTER] = {TEXT("Encounter"),    SL_EVENT_APPOINTMENT},
    [TYPE_FLAG] = { TEXT("Flag"),        SL_EVENT_FLAG       },
    [TYPE_CONDITION] = { TEXT("Condition"),   SL_EVENT_CONDITION  },
    [TYPE_OBSERVATION] = { TEXT("Observation"), SL_EVENT_OBSERVATION},
    [TYPE_APPOINTMENT] = { TEXT("Appointment"), SL_EVENT_APPOINTMENT},
};

#define TYPE_COUNT (sizeof types / sizeof types[0])

enum use {
    USE_START, /* a time; of several the first that is there */
    USE_END,
    USE_PERIOD,
    USE_SUBJECT,
    USE_TEXT,     /* a value */
    USE_CONCEPT,  /* its words are a value */
    USE_CONCEPTS, /* a list of them */
    USE_CODE,     /* its words are a value, and its code another if it differs */
    USE_NOTES,    /* a list of annotations */
    USE_NAME,     /* how a reference calls what it names */
    USE_PLACES,   /* a list of what has a location */
    USE_STAFF,    /* a list of who took part */
    USE_PARTIES,  /* the same of an appointment: patients, places, staff */
};

/* clang-format off */
static const struct member {
    enum type type;
    struct sl_str name;
    enum use use;
    enum sl_attribute attribute;
} members[] = {
    { TYPE_ENCOUNTER, TEXT("subject"), USE_SUBJECT, 0 },
    { TYPE_ENCOUNTER, TEXT("period"), USE_PERIOD, 0 },
    { TYPE_ENCOUNTER, TEXT("type"), USE_CONCEPTS, SL_ATTRIBUTE_SUMMARY },
    { TYPE_ENCOUNTER, TEXT("serviceType"), USE_CONCEPT, SL_ATTRIBUTE_SUMMARY },
    { TYPE_ENCOUNTER, TEXT("class"), USE_CONCEPT, SL_ATTRIBUTE_CODE },
    { TYPE_ENCOUNTER, TEXT("status"), USE_TEXT, SL_ATTRIBUTE_STATUS },
    { TYPE_ENCOUNTER, TEXT("reasonCode"), USE_CONCEPTS, SL_ATTRIBUTE_REASON },
    { TYPE_ENCOUNTER, TEXT("serviceProvider"), USE_NAME, SL_ATTRIBUTE_PROVIDER },
    { TYPE_ENCOUNTER, TEXT("participant"), USE_STAFF, 0 },
    { TYPE_ENCOUNTER, TEXT("location"), USE_PLACES, 0 },
    { TYPE_FLAG, TEXT("subject"), USE_SUBJECT, 0 },
    { TYPE_FLAG, TEXT("period"), USE_PERIOD, 0 },
    { TYPE_FLAG, TEXT("code"), USE_CODE, SL_ATTRIBUTE_SUMMARY },
    { TYPE_FLAG, TEXT("category"), USE_CONCEPTS, SL_ATTRIBUTE_CATEGORY },
    { TYPE_FLAG, TEXT("status"), USE_TEXT, SL_ATTRIBUTE_STATUS },
    { TYPE_FLAG, TEXT("author"), USE_NAME, SL_ATTRIBUTE_SOURCE },
    { TYPE_CONDITION, TEXT("subject"), USE_SUBJECT, 0 },
    { TYPE_CONDITION, TEXT("onsetDateTime"), USE_START, 0 },
    { TYPE_CONDITION, TEXT("onsetPeriod"), USE_PERIOD, 0 },
    { TYPE_CONDITION, TEXT("recordedDate"), USE_START, 0 },
    { TYPE_CONDITION, TEXT("abatementDateTime"), USE_END, 0 },
    { TYPE_CONDITION, TEXT("code"), USE_CODE, SL_ATTRIBUTE_SUMMARY },
    { TYPE_CONDITION, TEXT("note"), USE_NOTES, SL_ATTRIBUTE_SUMMARY },
    { TYPE_CONDITION, TEXT("verificationStatus"), USE_CONCEPT, SL_ATTRIBUTE_GRADE },
    { TYPE_CONDITION, TEXT("clinicalStatus"), USE_CONCEPT, SL_ATTRIBUTE_STATUS },
    { TYPE_OBSERVATION, TEXT("subject"), USE_SUBJECT, 0 },
    { TYPE_OBSERVATION, TEXT("effectiveDateTime"), USE_START, 0 },
    { TYPE_OBSERVATION, TEXT("effectiveInstant"), USE_START, 0 },
    { TYPE_OBSERVATION, TEXT("effectivePeriod"), USE_PERIOD, 0 },
    { TYPE_OBSERVATION, TEXT("issued"), USE_START, 0 },
    { TYPE_OBSERVATION, TEXT("note"), USE_NOTES, SL_ATTRIBUTE_SUMMARY },
    { TYPE_OBSERVATION, TEXT("status"), USE_TEXT, SL_ATTRIBUTE_STATUS },
    { TYPE_APPOINTMENT, TEXT("start"), USE_START, 0 },
    { TYPE_APPOINTMENT, TEXT("end"), USE_END, 0 },
    { TYPE_APPOINTMENT, TEXT("description"), USE_TEXT, SL_ATTRIBUTE_SUMMARY },
    { TYPE_APPOINTMENT, TEXT("serviceType"), USE_CONCEPTS, SL_ATTRIBUTE_SUMMARY },
    { TYPE_APPOINTMENT, TEXT("comment"), USE_TEXT, SL_ATTRIBUTE_SUMMARY },
    { TYPE_APPOINTMENT, TEXT("status"), USE_TEXT, SL_ATTRIBUTE_STATUS },
    { TYPE_APPOINTMENT, TEXT("reasonCode"), USE_CONCEPTS, SL_ATTRIBUTE_REASON },
    { TYPE_APPOINTMENT, TEXT("cancelationReason"), USE_CONCEPT, SL_ATTRIBUTE_REASON },
    { TYPE_APPOINTMENT, TEXT("participant"), USE_PARTIES, 0 },
};
/* clang-format on */

/* What a walk over the members is for: values of an entity must stand together. */
enum pass { PASS_TIMES, PASS_VALUES, PASS_LINKS };

/* A resource under way. */
struct event {
    struct sl_reading *reading;
    const struct sl_json_node *root;
    enum type type;
    struct sl_entity entity;
    unsigned place_count;
};

static size_t find_type(struct sl_str type)
{
    size_t found = 0;
    while (found < TYPE_COUNT && !sl_str_equal(types[found].name, type)) {
        found++;
    }
    return found;
}

bool sl_fhir_is_event(struct sl_str type)
{
    return find_type(type) < TYPE_COUNT;
}

/* What kind of event the resource says that it is. */
static enum sl_event_kind kind_of(const struct event *event)
{
    static const struct {
        struct sl_str class;
        enum sl_event_kind kind;
    } classes[] = {
        {TEXT("EMER"),    SL_EVENT_ATTENDANCE},
        { TEXT("IMP"),    SL_EVENT_ADMISSION },
        { TEXT("ACUTE"),  SL_EVENT_ADMISSION },
        { TEXT("NONAC"),  SL_EVENT_ADMISSION },
        { TEXT("OBSENC"), SL_EVENT_ADMISSION },
        { TEXT("SS"),     SL_EVENT_ADMISSION },
    };
    const struct sl_str class = sl_fhir_code(sl_json_find(event->root, SL_STR("class")));
    const struct sl_str status = sl_json_member_text(event->root, SL_STR("status"));
    for (size_t i = 0; event->type == TYPE_ENCOUNTER && i < sizeof classes / sizeof classes[0];
         i++) {
        if (sl_str_equal(classes[i].class, class)) {
            return classes[i].kind;
        }
    }
    if (event->type == TYPE_APPOINTMENT && sl_str_equal(status, SL_STR("noshow"))) {
        return SL_EVENT_NOT_BROUGHT;
    }
    return types[event->type].kind;
}

static enum sl_status take_time(
    struct event *event,
    const struct member *member,
    const struct sl_json_node *node,
    struct sl_error *err
)
{
    struct sl_moment *start = &event->entity.start;
    struct sl_moment *end = &event->entity.end;
    struct sl_moment first = *start;
    struct sl_moment last = *end;
    if (member->use == USE_PERIOD) {
        SL_TRY(sl_fhir_period(event->reading, node, &first, &last, err));
    } else if (member->use == USE_START) {
        SL_TRY(sl_json_moment_of(event->reading, node, &first, err));
    } else if (member->use == USE_END) {
        SL_TRY(sl_json_moment_of(event->reading, node, &last, err));
    }
    *start = start->precision == SL_PRECISION_NONE ? first : *start;
    *end = end->precision == SL_PRECISION_NONE ? last : *end;
    return SL_OK;
}

/* The words of each item of a list, or of the member of it that is named. */
static enum sl_status take_words(
    struct event *event,
    const struct member *member,
    const struct sl_json_node *list,
    struct sl_str inside,
    struct sl_error *err
)
{
    SL_TRY(sl_json_node_want(event->reading, list, SL_JSON_LIST, err));
    for (const struct sl_json_node *at = list->first; at != NULL; at = at->next) {
        const struct sl_json_node *item = inside.len > 0 ? sl_json_find(at, inside) : at;
        SL_TRY(sl_fhir_add(event->reading, member->attribute, sl_fhir_words(item), err));
    }
    return SL_OK;
}

/* Names of those of a list who are staff: reference and name stand in the member `inside`. */
static enum sl_status take_staff(
    struct event *event, const struct sl_json_node *list, struct sl_str inside, struct sl_error *err
)
{
    SL_TRY(sl_json_node_want(event->reading, list, SL_JSON_LIST, err));
    for (const struct sl_json_node *at = list->first; at != NULL; at = at->next) {
        const struct sl_json_node *who = sl_json_find(at, inside);
        const struct sl_str name = sl_json_member_text(who, SL_STR("display"));
        struct sl_str key;
        SL_TRY(sl_fhir_reference(event->reading, who, SL_STR("Practitioner"), &key, err));
        if (key.len == 0 || sl_str_starts(key, SL_STR("Practitioner"))) {
            SL_TRY(sl_fhir_add(event->reading, SL_ATTRIBUTE_WORKER, name, err));
        }
    }
    return SL_OK;
}

static enum sl_status take_value(
    struct event *event,
    const struct member *member,
    const struct sl_json_node *node,
    struct sl_error *err
)
{
    struct sl_reading *reading = event->reading;
    switch (member->use) {
    case USE_TEXT:
        return sl_fhir_add(reading, member->attribute, sl_json_text_of(node), err);
    case USE_CONCEPT:
        return sl_fhir_add(reading, member->attribute, sl_fhir_words(node), err);
    case USE_CODE:
        SL_TRY(sl_fhir_add(reading, member->attribute, sl_fhir_words(node), err));
        return sl_str_equal(sl_fhir_words(node), sl_fhir_code(node))
                   ? SL_OK
                   : sl_fhir_add(reading, SL_ATTRIBUTE_CODE, sl_fhir_code(node), err);
    case USE_CONCEPTS:
        return take_words(event, member, node, SL_STR(""), err);
    case USE_NOTES:
        return take_words(event, member, node, SL_STR("text"), err);
    case USE_NAME:
        return sl_fhir_add(
            reading, member->attribute, sl_json_member_text(node, SL_STR("display")), err
        );
    case USE_STAFF:
        return take_staff(event, node, SL_STR("individual"), err);
    case USE_PARTIES:
        return take_staff(event, node, SL_STR("actor"), err);
    case USE_START:
    case USE_END:
    case USE_PERIOD:
    case USE_SUBJECT:
    case USE_PLACES:
        break;
    }
    return SL_OK;
}

/* Where it was: a place of its own when the reference gives a name, else the one it names. */
static enum sl_status
take_place(struct event *event, const struct sl_json_node *reference, struct sl_error *err)
{
    struct sl_reading *reading = event->reading;
    struct sl_link link = { .from_key = reading->key, .role = SL_ROLE_HAPPENED_AT };
    const struct sl_str name = sl_json_member_text(reference, SL_STR("display"));
    if (name.len > 0) {
        struct sl_entity place = { .class = SL_LOCATION, .kind = SL_LOCATION_PLACE };
        const unsigned number = ++event->place_count;
        SL_TRY(sl_fhir_part_key(reading, SL_STR("location"), number, &place.key, err));
        SL_TRY(sl_facts_entity(reading->facts, place, err));
        SL_TRY(sl_fhir_add(reading, SL_ATTRIBUTE_PLACE_NAME, name, err));
        link.to_key = place.key;
    } else {
        SL_TRY(sl_fhir_reference(reading, reference, SL_STR("Location"), &link.to_key, err));
    }
    return link.to_key.len == 0 ? SL_OK : sl_read_add_link(reading->facts, link, err);
}

/* One who takes part in an appointment: a patient, a place; staff are values. */
static enum sl_status
take_party(struct event *event, const struct sl_json_node *actor, struct sl_error *err)
{
    struct sl_str key;
    SL_TRY(sl_fhir_reference(event->reading, actor, SL_STR("Patient"), &key, err));
    if (sl_str_starts(key, SL_STR("RelatedPerson/"))) {
        const struct sl_link link = { .from_key = key,
                                      .to_key = event->reading->key,
                                      .role = SL_ROLE_PRESENT };
        return sl_read_add_link(event->reading->facts, link, err);
    }
    if (sl_str_starts(key, SL_STR("Patient/"))) {
        return sl_fhir_subject(event->reading, actor, event->reading->key, err);
    }
    return sl_str_starts(key, SL_STR("Location/")) ? take_place(event, actor, err) : SL_OK;
}

static enum sl_status take_link(
    struct event *event,
    const struct member *member,
    const struct sl_json_node *node,
    struct sl_error *err
)
{
    if (member->use == USE_SUBJECT) {
        return sl_fhir_subject(event->reading, node, event->reading->key, err);
    }
    if (member->use != USE_PLACES && member->use != USE_PARTIES) {
        return SL_OK;
    }
    SL_TRY(sl_json_node_want(event->reading, node, SL_JSON_LIST, err));
    for (const struct sl_json_node *at = node->first; at != NULL; at = at->next) {
        if (member->use == USE_PLACES) {
            SL_TRY(take_place(event, sl_json_find(at, SL_STR("location")), err));
        } else {
            SL_TRY(take_party(event, sl_json_find(at, SL_STR("actor")), err));
        }
    }
    return SL_OK;
}

static enum sl_status walk(struct event *event, enum pass pass, struct sl_error *err)
{
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct member *member = &members[i];
        const struct sl_json_node *node =
            member->type == event->type ? sl_json_find(event->root, member->name) : NULL;
        if (node == NULL) {
            continue;
        }
        if (pass == PASS_TIMES) {
            SL_TRY(take_time(event, member, node, err));
        } else if (pass == PASS_VALUES) {
            SL_TRY(take_value(event, member, node, err));
        } else {
            SL_TRY(take_link(event, member, node, err));
        }
    }
    return SL_OK;
}

/* What was found, in words, or why there is nothing (FHIR, data-absent-reason). */
static enum sl_status found_of(
    struct event *event,
    const struct sl_json_node *node,
    struct sl_fact_value *ret_value,
    struct sl_error *err
)
{
    const struct sl_json_node *quantity = sl_json_find(node, SL_STR("valueQuantity"));
    const struct sl_json_node *concept = sl_json_find(node, SL_STR("valueCodeableConcept"));
    const struct sl_json_node *absent = sl_json_find(node, SL_STR("dataAbsentReason"));
    static const struct sl_str plain[] = {
        TEXT("valueString"),
        TEXT("valueBoolean"),
        TEXT("valueInteger"),
        TEXT("valueDateTime"),
    };
    struct sl_str text = sl_fhir_words(concept);
    for (size_t i = 0; text.len == 0 && i < sizeof plain / sizeof plain[0]; i++) {
        text = sl_json_member_text(node, plain[i]);
    }
    if (quantity != NULL) {
        const struct sl_str unit = sl_json_member_text(quantity, SL_STR("unit"));
        const struct sl_str parts[2] = {
            sl_json_member_text(quantity, SL_STR("value")),
            unit.len > 0 ? unit : sl_json_member_text(quantity, SL_STR("code")),
        };
        SL_TRY(sl_fhir_join(event->reading, parts, 2, SL_STR(" "), &text, err));
    }
    ret_value->text = text;
    if (text.len == 0 && absent != NULL) {
        const struct sl_str code = sl_fhir_code(absent);
        ret_value->text = sl_fhir_words(absent);
        ret_value->known = sl_str_equal(code, SL_STR("asked-declined")) ? SL_REFUSED
                           : sl_str_equal(code, SL_STR("not-asked"))    ? SL_NOT_ASKED
                                                                        : SL_NOT_RECORDED;
    }
    return SL_OK;
}

/* Does the patient say it? Who performs an observation may be its subject. */
static enum sl_status says_patient(const struct event *event, bool *ret_says, struct sl_error *err)
{
    const struct sl_json_node *subject = sl_json_find(event->root, SL_STR("subject"));
    const struct sl_json_node *at = NULL;
    const struct sl_str type = SL_STR("Patient");
    struct sl_str patient;
    struct sl_str performer;
    *ret_says = false;
    SL_TRY(sl_fhir_reference(event->reading, subject, type, &patient, err));
    SL_TRY(sl_json_list(event->reading, event->root, SL_STR("performer"), &at, err));
    for (; at != NULL; at = at->next) {
        SL_TRY(sl_fhir_reference(event->reading, at, type, &performer, err));
        *ret_says = *ret_says || (patient.len > 0 && sl_str_equal(patient, performer));
    }
    return SL_OK;
}

/* What was looked for, and what was found; without the latter the former is what was found. */
static enum sl_status take_found(struct event *event, struct sl_error *err)
{
    struct sl_reading *reading = event->reading;
    const struct sl_json_node *code = sl_json_find(event->root, SL_STR("code"));
    const struct sl_json_node *at = NULL;
    struct sl_fact_value value = { .attribute = SL_ATTRIBUTE_OBSERVED };
    bool says = false;
    SL_TRY(says_patient(event, &says, err));
    SL_TRY(found_of(event, event->root, &value, err));
    SL_TRY(sl_json_list(reading, event->root, SL_STR("component"), &at, err));
    if (value.text.len == 0 && at == NULL) {
        value.text = sl_fhir_words(code);
    } else {
        SL_TRY(sl_fhir_add(reading, SL_ATTRIBUTE_SUMMARY, sl_fhir_words(code), err));
    }
    if (!sl_str_equal(sl_fhir_words(code), sl_fhir_code(code))) {
        SL_TRY(sl_fhir_add(reading, SL_ATTRIBUTE_CODE, sl_fhir_code(code), err));
    }
    value.attribute = says ? SL_ATTRIBUTE_CHILD_WORDS : SL_ATTRIBUTE_OBSERVED;
    if (value.text.len > 0) {
        SL_TRY(sl_read_add_value(reading->facts, value, err));
    }
    for (; at != NULL; at = at->next) {
        struct sl_fact_value part = { .attribute = value.attribute };
        struct sl_str both[2] = { sl_fhir_words(sl_json_find(at, SL_STR("code"))) };
        SL_TRY(found_of(event, at, &part, err));
        both[1] = part.text;
        SL_TRY(sl_fhir_join(reading, both, 2, SL_STR(": "), &part.text, err));
        SL_TRY(sl_read_add_value(reading->facts, part, err));
    }
    return SL_OK;
}

enum sl_status sl_fhir_event(
    struct sl_reading *reading,
    struct sl_str type,
    const struct sl_json_node *root,
    struct sl_error *err
)
{
    struct event event = { .reading = reading, .root = root, .type = (enum type)find_type(type) };
    event.entity = (struct sl_entity){ .class = SL_EVENT, .key = reading->key };
    event.entity.kind = kind_of(&event);
    SL_TRY(walk(&event, PASS_TIMES, err));
    SL_TRY(sl_facts_entity(reading->facts, event.entity, err));
    if (event.type == TYPE_OBSERVATION) {
        SL_TRY(take_found(&event, err));
    }
    SL_TRY(walk(&event, PASS_VALUES, err));
    return walk(&event, PASS_LINKS, err);
}
