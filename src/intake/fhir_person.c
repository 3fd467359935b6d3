/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/fhir_person.h"

#include <strings.h>

#include "intake/fhir_value.h"
#include "intake/json_read.h"

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* Codes and words for how people are related. Words are compared without regard to case. */
static const struct relation {
    struct sl_str code;
    enum sl_role role;
    bool is_turned; /* the patient has the role towards the other */
} relations[] = {
  /* clang-format off */
    { TEXT("MTH"), SL_ROLE_MOTHER, false },     { TEXT("NMTH"), SL_ROLE_MOTHER, false },
    { TEXT("mother"), SL_ROLE_MOTHER, false },  { TEXT("NMTHF"), SL_ROLE_MOTHER, false },
    { TEXT("GESTM"), SL_ROLE_MOTHER, false },   { TEXT("FTH"), SL_ROLE_FATHER, false },
    { TEXT("NFTH"), SL_ROLE_FATHER, false },    { TEXT("NFTHF"), SL_ROLE_FATHER, false },
    { TEXT("father"), SL_ROLE_FATHER, false },  { TEXT("PRN"), SL_ROLE_PARENT, false },
    { TEXT("NPRN"), SL_ROLE_PARENT, false },    { TEXT("parent"), SL_ROLE_PARENT, false },
    { TEXT("STPPRN"), SL_ROLE_STEP_PARENT, false },
    { TEXT("STPMTH"), SL_ROLE_STEP_PARENT, false },
    { TEXT("STPFTH"), SL_ROLE_STEP_PARENT, false },
    { TEXT("stepmother"), SL_ROLE_STEP_PARENT, false },
    { TEXT("stepfather"), SL_ROLE_STEP_PARENT, false },
    { TEXT("step-parent"), SL_ROLE_STEP_PARENT, false },
    { TEXT("ADOPTP"), SL_ROLE_ADOPTER, false }, { TEXT("ADOPTM"), SL_ROLE_ADOPTER, false },
    { TEXT("ADOPTF"), SL_ROLE_ADOPTER, false }, { TEXT("GRPRN"), SL_ROLE_GRANDPARENT, false },
    { TEXT("GRMTH"), SL_ROLE_GRANDPARENT, false },
    { TEXT("GRFTH"), SL_ROLE_GRANDPARENT, false },
    { TEXT("MGRMTH"), SL_ROLE_GRANDPARENT, false },
    { TEXT("MGRFTH"), SL_ROLE_GRANDPARENT, false },
    { TEXT("MGRPRN"), SL_ROLE_GRANDPARENT, false },
    { TEXT("PGRMTH"), SL_ROLE_GRANDPARENT, false },
    { TEXT("PGRFTH"), SL_ROLE_GRANDPARENT, false },
    { TEXT("PGRPRN"), SL_ROLE_GRANDPARENT, false },
    { TEXT("grandmother"), SL_ROLE_GRANDPARENT, false },
    { TEXT("grandfather"), SL_ROLE_GRANDPARENT, false },
    { TEXT("grandparent"), SL_ROLE_GRANDPARENT, false },
    { TEXT("PRNFOST"), SL_ROLE_CARER, false },  { TEXT("MTHFOST"), SL_ROLE_CARER, false },
    { TEXT("FTHFOST"), SL_ROLE_CARER, false },  { TEXT("GUARD"), SL_ROLE_CARER, false },
    { TEXT("RESPRSN"), SL_ROLE_CARER, false },  { TEXT("carer"), SL_ROLE_CARER, false },
    { TEXT("guardian"), SL_ROLE_CARER, false }, { TEXT("foster carer"), SL_ROLE_CARER, false },
    { TEXT("SIB"), SL_ROLE_SIBLING, false },    { TEXT("NSIB"), SL_ROLE_SIBLING, false },
    { TEXT("HSIB"), SL_ROLE_SIBLING, false },   { TEXT("STPSIB"), SL_ROLE_SIBLING, false },
    { TEXT("BRO"), SL_ROLE_SIBLING, false },    { TEXT("NBRO"), SL_ROLE_SIBLING, false },
    { TEXT("HBRO"), SL_ROLE_SIBLING, false },   { TEXT("STPBRO"), SL_ROLE_SIBLING, false },
    { TEXT("SIS"), SL_ROLE_SIBLING, false },    { TEXT("NSIS"), SL_ROLE_SIBLING, false },
    { TEXT("HSIS"), SL_ROLE_SIBLING, false },   { TEXT("STPSIS"), SL_ROLE_SIBLING, false },
    { TEXT("brother"), SL_ROLE_SIBLING, false },
    { TEXT("sister"), SL_ROLE_SIBLING, false }, { TEXT("sibling"), SL_ROLE_SIBLING, false },
    { TEXT("TWIN"), SL_ROLE_TWIN, false },      { TEXT("TWINBRO"), SL_ROLE_TWIN, false },
    { TEXT("TWINSIS"), SL_ROLE_TWIN, false },   { TEXT("FTWIN"), SL_ROLE_TWIN, false },
    { TEXT("FTWINBRO"), SL_ROLE_TWIN, false },  { TEXT("FTWINSIS"), SL_ROLE_TWIN, false },
    { TEXT("ITWIN"), SL_ROLE_TWIN, false },     { TEXT("ITWINBRO"), SL_ROLE_TWIN, false },
    { TEXT("ITWINSIS"), SL_ROLE_TWIN, false },  { TEXT("SPS"), SL_ROLE_PARTNER, false },
    { TEXT("HUSB"), SL_ROLE_PARTNER, false },   { TEXT("WIFE"), SL_ROLE_PARTNER, false },
    { TEXT("DOMPART"), SL_ROLE_PARTNER, false },
    { TEXT("SIGOTHR"), SL_ROLE_PARTNER, false },
    { TEXT("partner"), SL_ROLE_PARTNER, false },
    { TEXT("AUNT"), SL_ROLE_RELATIVE, false },  { TEXT("MAUNT"), SL_ROLE_RELATIVE, false },
    { TEXT("PAUNT"), SL_ROLE_RELATIVE, false }, { TEXT("UNCLE"), SL_ROLE_RELATIVE, false },
    { TEXT("MUNCLE"), SL_ROLE_RELATIVE, false },
    { TEXT("PUNCLE"), SL_ROLE_RELATIVE, false },
    { TEXT("COUSN"), SL_ROLE_RELATIVE, false }, { TEXT("NIENEPH"), SL_ROLE_RELATIVE, false },
    { TEXT("NEPHEW"), SL_ROLE_RELATIVE, false },
    { TEXT("NIECE"), SL_ROLE_RELATIVE, false }, { TEXT("EXT"), SL_ROLE_RELATIVE, false },
    { TEXT("FAMMEMB"), SL_ROLE_RELATIVE, false },
    { TEXT("N"), SL_ROLE_RELATIVE, false },     { TEXT("next of kin"), SL_ROLE_RELATIVE, false },
    { TEXT("ROOM"), SL_ROLE_HOUSEHOLD, false }, { TEXT("CHILD"), SL_ROLE_PARENT, true },
    { TEXT("NCHILD"), SL_ROLE_PARENT, true },   { TEXT("SON"), SL_ROLE_PARENT, true },
    { TEXT("SONC"), SL_ROLE_PARENT, true },     { TEXT("DAU"), SL_ROLE_PARENT, true },
    { TEXT("DAUC"), SL_ROLE_PARENT, true },     { TEXT("daughter"), SL_ROLE_PARENT, true },
    { TEXT("CHLDADOPT"), SL_ROLE_ADOPTER, true },
    { TEXT("CHLDFOST"), SL_ROLE_CARER, true },  { TEXT("STPCHLD"), SL_ROLE_STEP_PARENT, true },
    { TEXT("GRNDCHILD"), SL_ROLE_GRANDPARENT, true },
  /* clang-format on */
};

/* What is said of a relation that no code of ours tells: they have to do with each other. */
static const struct relation any_relation = { .role = SL_ROLE_ASSOCIATE };

static const struct relation *find_relation(struct sl_str code)
{
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++) {
        const struct sl_str known = relations[i].code;
        if (known.len == code.len && strncasecmp(known.ptr, code.ptr, code.len) == 0) {
            return &relations[i];
        }
    }
    return NULL;
}

/* Any of the codes of a concept, or its words, that is known. */
static const struct relation *relation_of(const struct sl_json_node *concept)
{
    const struct sl_json_node *list = sl_json_find(concept, SL_STR("coding"));
    const struct sl_json_node *at = list != NULL && list->kind == SL_JSON_LIST ? list->first : NULL;
    for (; at != NULL; at = at->next) {
        const struct relation *found = find_relation(sl_json_member_text(at, SL_STR("code")));
        if (found != NULL) {
            return found;
        }
    }
    const struct relation *found = find_relation(sl_fhir_words(concept));
    return found == NULL ? &any_relation : found;
}

static enum sl_status add_value(
    struct sl_reading *reading,
    const struct sl_fact_value *pattern,
    enum sl_attribute attribute,
    struct sl_str text,
    struct sl_error *err
)
{
    struct sl_fact_value value = *pattern;
    if (text.len == 0) {
        return SL_OK;
    }
    value.attribute = attribute;
    value.text = text;
    return sl_read_add_value(reading->facts, value, err);
}

/* How good a name is as that by which a person goes: the smaller the better; 0 none. */
static unsigned name_rank(const struct sl_json_node *name)
{
    static const struct {
        struct sl_str use;
        unsigned rank;
    } uses[] = {
        {TEXT("official"), 1},
        { TEXT("usual"),   2},
        { TEXT(""),        3},
        { TEXT("temp"),    4},
    };
    const struct sl_str use = sl_json_member_text(name, SL_STR("use"));
    const bool is_over = sl_json_find(sl_json_find(name, SL_STR("period")), SL_STR("end")) != NULL;
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        if (sl_str_equal(uses[i].use, use)) {
            return uses[i].rank + (is_over ? 10 : 0);
        }
    }
    return 0;
}

/* The name that is taken for the name; NULL when all are nicknames, former ones or none. */
static const struct sl_json_node *main_name(const struct sl_json_node *first)
{
    const struct sl_json_node *best = NULL;
    for (const struct sl_json_node *at = first; at != NULL; at = at->next) {
        const unsigned rank = name_rank(at);
        if (rank > 0 && (best == NULL || rank < name_rank(best))) {
            best = at;
        }
    }
    return best;
}

static bool is_former(const struct sl_json_node *name)
{
    const struct sl_str use = sl_json_member_text(name, SL_STR("use"));
    return sl_str_equal(use, SL_STR("old")) || sl_str_equal(use, SL_STR("maiden")) ||
           name_rank(name) > 10;
}

static enum sl_status take_name(
    struct sl_reading *reading, const struct sl_json_node *name, bool is_main, struct sl_error *err
)
{
    struct sl_fact_value value = { .known = SL_KNOWN };
    struct sl_str parts[2];
    SL_TRY(sl_json_node_want(reading, name, SL_JSON_OBJECT, err));
    const struct sl_json_node *given = sl_json_find(name, SL_STR("given"));
    const struct sl_json_node *period = sl_json_find(name, SL_STR("period"));
    const struct sl_str text = sl_json_member_text(name, SL_STR("text"));
    SL_TRY(sl_fhir_period(reading, period, &value.from, &value.until, err));
    SL_TRY(sl_fhir_join_list(reading, given, SL_STR(" "), &parts[0], err));
    parts[1] = sl_json_member_text(name, SL_STR("family"));
    if (is_main && parts[0].len + parts[1].len == 0) {
        return add_value(reading, &value, SL_ATTRIBUTE_FULL_NAME, text, err);
    }
    if (is_main) {
        SL_TRY(add_value(reading, &value, SL_ATTRIBUTE_GIVEN_NAME, parts[0], err));
        return add_value(reading, &value, SL_ATTRIBUTE_SURNAME, parts[1], err);
    }
    if (is_former(name)) {
        SL_TRY(add_value(reading, &value, SL_ATTRIBUTE_FORMER_GIVEN_NAME, parts[0], err));
        return add_value(reading, &value, SL_ATTRIBUTE_FORMER_SURNAME, parts[1], err);
    }
    struct sl_str whole;
    SL_TRY(sl_fhir_join(reading, parts, 2, SL_STR(" "), &whole, err));
    return add_value(reading, &value, SL_ATTRIBUTE_KNOWN_AS, whole.len > 0 ? whole : text, err);
}

static enum sl_status
take_names(struct sl_reading *reading, const struct sl_json_node *first, struct sl_error *err)
{
    const struct sl_json_node *best = main_name(first);
    if (best != NULL) {
        SL_TRY(take_name(reading, best, true, err));
    }
    for (const struct sl_json_node *at = first; at != NULL; at = at->next) {
        if (at != best) {
            SL_TRY(take_name(reading, at, false, err));
        }
    }
    return SL_OK;
}

static enum sl_status
take_telecom(struct sl_reading *reading, const struct sl_json_node *point, struct sl_error *err)
{
    struct sl_fact_value value = { .known = SL_KNOWN };
    SL_TRY(sl_json_node_want(reading, point, SL_JSON_OBJECT, err));
    const struct sl_json_node *period = sl_json_find(point, SL_STR("period"));
    const struct sl_str system = sl_json_member_text(point, SL_STR("system"));
    const struct sl_str text = sl_json_member_text(point, SL_STR("value"));
    SL_TRY(sl_fhir_period(reading, period, &value.from, &value.until, err));
    if (sl_str_equal(system, SL_STR("email"))) {
        return add_value(reading, &value, SL_ATTRIBUTE_EMAIL, text, err);
    }
    const bool is_phone = sl_str_equal(system, SL_STR("phone")) ||
                          sl_str_equal(system, SL_STR("sms")) || system.len == 0;
    return is_phone ? add_value(reading, &value, SL_ATTRIBUTE_PHONE, text, err) : SL_OK;
}

static enum sl_status
take_address(struct sl_reading *reading, const struct sl_json_node *address, struct sl_error *err)
{
    struct sl_fact_value value = { .known = SL_KNOWN };
    struct sl_str parts[4];
    struct sl_str whole;
    SL_TRY(sl_json_node_want(reading, address, SL_JSON_OBJECT, err));
    const struct sl_json_node *lines = sl_json_find(address, SL_STR("line"));
    const struct sl_json_node *period = sl_json_find(address, SL_STR("period"));
    const struct sl_str text = sl_json_member_text(address, SL_STR("text"));
    const struct sl_str postcode = sl_json_member_text(address, SL_STR("postalCode"));
    SL_TRY(sl_fhir_period(reading, period, &value.from, &value.until, err));
    SL_TRY(sl_fhir_join_list(reading, lines, SL_STR(", "), &parts[0], err));
    parts[1] = sl_json_member_text(address, SL_STR("city"));
    parts[2] = sl_json_member_text(address, SL_STR("district"));
    parts[3] = sl_json_member_text(address, SL_STR("state"));
    SL_TRY(sl_fhir_join(reading, parts, 4, SL_STR(", "), &whole, err));
    SL_TRY(add_value(reading, &value, SL_ATTRIBUTE_ADDRESS, whole.len > 0 ? whole : text, err));
    return add_value(reading, &value, SL_ATTRIBUTE_POSTCODE, postcode, err);
}

/* Addresses: those that are called old behind the others. */
static enum sl_status
take_addresses(struct sl_reading *reading, const struct sl_json_node *first, struct sl_error *err)
{
    for (unsigned is_old = 0; is_old < 2; is_old++) {
        for (const struct sl_json_node *at = first; at != NULL; at = at->next) {
            const struct sl_str use = sl_json_member_text(at, SL_STR("use"));
            if (sl_str_equal(use, SL_STR("old")) == (is_old == 1)) {
                SL_TRY(take_address(reading, at, err));
            }
        }
    }
    return SL_OK;
}

/* An NHS number, or another number with its system in front, as FHIR writes it in searches. */
static enum sl_status take_identifier(
    struct sl_reading *reading, const struct sl_json_node *identifier, struct sl_error *err
)
{
    struct sl_fact_value value = { .known = SL_KNOWN };
    SL_TRY(sl_json_node_want(reading, identifier, SL_JSON_OBJECT, err));
    const struct sl_json_node *period = sl_json_find(identifier, SL_STR("period"));
    const struct sl_str parts[2] = {
        sl_json_member_text(identifier, SL_STR("system")),
        sl_json_member_text(identifier, SL_STR("value")),
    };
    SL_TRY(sl_fhir_period(reading, period, &value.from, &value.until, err));
    if (sl_str_equal(parts[0], SL_FHIR_NHS_NUMBER)) {
        value.attribute = SL_ATTRIBUTE_NHS_NUMBER;
        value.text = parts[1];
        return sl_read_add_value(reading->facts, value, err);
    }
    if (parts[1].len == 0) {
        return SL_OK;
    }
    struct sl_str whole;
    SL_TRY(sl_fhir_join(reading, parts, 2, SL_STR("|"), &whole, err));
    return add_value(reading, &value, SL_ATTRIBUTE_OTHER_ID, whole, err);
}

/* Call a function for each item of a list. */
typedef enum sl_status
take_fn(struct sl_reading *reading, const struct sl_json_node *item, struct sl_error *err);

static enum sl_status take_each(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    struct sl_str name,
    take_fn *take,
    struct sl_error *err
)
{
    const struct sl_json_node *at = NULL;
    SL_TRY(sl_json_list(reading, node, name, &at, err));
    for (; at != NULL; at = at->next) {
        SL_TRY(take(reading, at, err));
    }
    return SL_OK;
}

static enum sl_status
take_gender(struct sl_reading *reading, const struct sl_json_node *person, struct sl_error *err)
{
    const struct sl_str gender = sl_json_member_text(person, SL_STR("gender"));
    const bool is_unknown = sl_str_equal(gender, SL_STR("unknown"));
    const struct sl_fact_value value = { .known = is_unknown ? SL_NOT_RECORDED : SL_KNOWN };
    return add_value(reading, &value, SL_ATTRIBUTE_GENDER, gender, err);
}

/* A date that is a value: written as it is, if it is one. */
static enum sl_status take_date(
    struct sl_reading *reading,
    const struct sl_json_node *node,
    enum sl_attribute attribute,
    struct sl_error *err
)
{
    struct sl_moment moment;
    SL_TRY(sl_json_moment_of(reading, node, &moment, err));
    return sl_fhir_add(reading, attribute, sl_json_text_of(node), err);
}

/* What Patient and RelatedPerson and a contact have alike. */
static enum sl_status
take_person(struct sl_reading *reading, const struct sl_json_node *person, struct sl_error *err)
{
    const struct sl_json_node *names = NULL;
    const struct sl_json_node *addresses = NULL;
    const struct sl_json_node *name = sl_json_find(person, SL_STR("name"));
    const struct sl_json_node *address = sl_json_find(person, SL_STR("address"));
    /* A contact has one name and one address, the others have lists. */
    if (sl_json_is_object(name)) {
        SL_TRY(take_name(reading, name, true, err));
    } else {
        SL_TRY(sl_json_list(reading, person, SL_STR("name"), &names, err));
        SL_TRY(take_names(reading, names, err));
    }
    SL_TRY(
        take_date(reading, sl_json_find(person, SL_STR("birthDate")), SL_ATTRIBUTE_BIRTH_DATE, err)
    );
    SL_TRY(take_gender(reading, person, err));
    SL_TRY(take_each(reading, person, SL_STR("identifier"), take_identifier, err));
    SL_TRY(take_each(reading, person, SL_STR("telecom"), take_telecom, err));
    if (sl_json_is_object(address)) {
        return take_address(reading, address, err);
    }
    SL_TRY(sl_json_list(reading, person, SL_STR("address"), &addresses, err));
    return take_addresses(reading, addresses, err);
}

static enum sl_status
take_extension(struct sl_reading *reading, const struct sl_json_node *item, struct sl_error *err)
{
    const struct sl_str url = sl_json_member_text(item, SL_STR("url"));
    if (sl_str_ends(url, SL_STR("/Extension-UKCore-EthnicCategory"))) {
        const struct sl_json_node *concept = sl_json_find(item, SL_STR("valueCodeableConcept"));
        const struct sl_str code = sl_fhir_code(concept);
        struct sl_fact_value value = { .known = SL_KNOWN };
        value.known = sl_str_equal(code, SL_STR("Z"))    ? SL_REFUSED
                      : sl_str_equal(code, SL_STR("99")) ? SL_NOT_ASKED
                                                         : SL_KNOWN;
        return add_value(
            reading,
            &value,
            SL_ATTRIBUTE_ETHNICITY,
            code.len > 0 ? code : sl_fhir_words(concept),
            err
        );
    }
    if (sl_str_ends(url, SL_STR("/patient-interpreterRequired"))) {
        const struct sl_json_node *value = sl_json_find(item, SL_STR("valueBoolean"));
        return sl_fhir_add(reading, SL_ATTRIBUTE_INTERPRETER, sl_json_text_of(value), err);
    }
    return SL_OK;
}

static enum sl_status
take_language(struct sl_reading *reading, const struct sl_json_node *item, struct sl_error *err)
{
    const struct sl_str words = sl_fhir_words(sl_json_find(item, SL_STR("language")));
    return sl_fhir_add(reading, SL_ATTRIBUTE_LANGUAGE, words, err);
}

static enum sl_status
take_practice(struct sl_reading *reading, const struct sl_json_node *item, struct sl_error *err)
{
    const struct sl_json_node *identifier = sl_json_find(item, SL_STR("identifier"));
    const struct sl_str display = sl_json_member_text(item, SL_STR("display"));
    const struct sl_str code = sl_json_member_text(identifier, SL_STR("value"));
    const struct sl_str address = sl_json_member_text(item, SL_STR("reference"));
    const struct sl_str text = display.len > 0 ? display : code.len > 0 ? code : address;
    return sl_fhir_add(reading, SL_ATTRIBUTE_GP_PRACTICE, text, err);
}

/* Death and multiple birth, each of which is said in one of two ways. */
static enum sl_status
take_life(struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err)
{
    const struct sl_json_node *death = sl_json_find(root, SL_STR("deceasedDateTime"));
    const struct sl_json_node *order = sl_json_find(root, SL_STR("multipleBirthInteger"));
    const struct sl_json_node *multiple = sl_json_find(root, SL_STR("multipleBirthBoolean"));
    SL_TRY(take_date(reading, death, SL_ATTRIBUTE_DEATH_DATE, err));
    if (sl_json_is_true(sl_json_find(root, SL_STR("deceasedBoolean")))) {
        const struct sl_fact_value dead = { .known = SL_NOT_RECORDED };
        SL_TRY(add_value(reading, &dead, SL_ATTRIBUTE_DEATH_DATE, SL_STR("true"), err));
    }
    if (sl_json_is_true(multiple)) {
        const struct sl_fact_value among = { .known = SL_NOT_RECORDED };
        SL_TRY(add_value(reading, &among, SL_ATTRIBUTE_BIRTH_ORDER, SL_STR("true"), err));
    }
    return sl_fhir_add(reading, SL_ATTRIBUTE_BIRTH_ORDER, sl_json_text_of(order), err);
}

/* Say how a person is related to the patient: each role once. */
static enum sl_status take_relations(
    struct sl_reading *reading,
    const struct sl_json_node *first,
    const struct sl_link *pattern,
    struct sl_error *err
)
{
    uint64_t met = 0;
    const struct sl_json_node *at = first;
    do {
        const struct relation *relation = relation_of(at);
        struct sl_link link = *pattern;
        link.role = relation->role;
        if (relation->is_turned) {
            link.from_key = pattern->to_key;
            link.to_key = pattern->from_key;
        }
        if ((met >> relation->role & 1) == 0) {
            SL_TRY(sl_read_add_link(reading->facts, link, err));
        }
        met |= UINT64_C(1) << relation->role;
        at = at == NULL ? NULL : at->next;
    } while (at != NULL);
    return SL_OK;
}

/* Somebody who is to be told: a person who has no record of their own. */
static enum sl_status
take_contacts(struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err)
{
    const struct sl_json_node *at = NULL;
    SL_TRY(sl_json_list(reading, root, SL_STR("contact"), &at, err));
    for (unsigned number = 1; at != NULL; at = at->next, number++) {
        struct sl_entity person = { .class = SL_PERSON };
        struct sl_link link = { .to_key = reading->key };
        const struct sl_json_node *first = NULL;
        const struct sl_json_node *period = sl_json_find(at, SL_STR("period"));
        SL_TRY(sl_json_node_want(reading, at, SL_JSON_OBJECT, err));
        if (sl_json_find(at, SL_STR("name")) == NULL) {
            continue;
        }
        SL_TRY(sl_fhir_part_key(reading, SL_STR("contact"), number, &person.key, err));
        SL_TRY(sl_facts_entity(reading->facts, person, err));
        SL_TRY(take_person(reading, at, err));
        SL_TRY(sl_json_list(reading, at, SL_STR("relationship"), &first, err));
        SL_TRY(sl_fhir_period(reading, period, &link.start, &link.end, err));
        link.from_key = person.key;
        SL_TRY(take_relations(reading, first, &link, err));
    }
    return SL_OK;
}

enum sl_status
sl_fhir_patient(struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err)
{
    const struct sl_entity person = { .class = SL_PERSON, .key = reading->key };
    SL_TRY(sl_facts_entity(reading->facts, person, err));
    SL_TRY(take_person(reading, root, err));
    SL_TRY(take_life(reading, root, err));
    SL_TRY(take_each(reading, root, SL_STR("extension"), take_extension, err));
    SL_TRY(take_each(reading, root, SL_STR("communication"), take_language, err));
    SL_TRY(take_each(reading, root, SL_STR("generalPractitioner"), take_practice, err));
    return take_contacts(reading, root, err);
}

enum sl_status sl_fhir_related_person(
    struct sl_reading *reading, const struct sl_json_node *root, struct sl_error *err
)
{
    const struct sl_entity person = { .class = SL_PERSON, .key = reading->key };
    const struct sl_json_node *patient = sl_json_find(root, SL_STR("patient"));
    const struct sl_json_node *period = sl_json_find(root, SL_STR("period"));
    const struct sl_json_node *first = NULL;
    struct sl_link link = { .from_key = reading->key };
    SL_TRY(sl_facts_entity(reading->facts, person, err));
    SL_TRY(take_person(reading, root, err));
    SL_TRY(sl_fhir_reference(reading, patient, SL_STR("Patient"), &link.to_key, err));
    SL_TRY(sl_json_list(reading, root, SL_STR("relationship"), &first, err));
    SL_TRY(sl_fhir_period(reading, period, &link.start, &link.end, err));
    return link.to_key.len == 0 ? SL_OK : take_relations(reading, first, &link, err);
}

enum sl_status sl_fhir_subject(
    struct sl_reading *reading,
    const struct sl_json_node *reference,
    struct sl_str event,
    struct sl_error *err
)
{
    struct sl_link link = { .to_key = event, .role = SL_ROLE_SUBJECT };
    const struct sl_json_node *identifier = sl_json_find(reference, SL_STR("identifier"));
    SL_TRY(sl_json_node_want(reading, reference, SL_JSON_OBJECT, err));
    SL_TRY(sl_fhir_reference(reading, reference, SL_STR("Patient"), &link.from_key, err));
    if (link.from_key.len == 0 && identifier != NULL) {
        struct sl_entity person = { .class = SL_PERSON };
        SL_TRY(sl_fhir_part_key(reading, SL_STR("subject"), 1, &person.key, err));
        SL_TRY(sl_facts_entity(reading->facts, person, err));
        SL_TRY(take_identifier(reading, identifier, err));
        SL_TRY(sl_fhir_add(
            reading, SL_ATTRIBUTE_FULL_NAME, sl_json_member_text(reference, SL_STR("display")), err
        ));
        link.from_key = person.key;
    }
    /* A flag may be about a place or a group: nobody is its subject then. */
    const bool is_person = sl_str_starts(link.from_key, SL_STR("Patient/")) ||
                           sl_str_starts(link.from_key, SL_STR("RelatedPerson/")) ||
                           sl_str_starts(link.from_key, reading->key);
    return is_person ? sl_read_add_link(reading->facts, link, err) : SL_OK;
}
