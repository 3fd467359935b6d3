/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/codes.h"

/* A list that an attribute's codes are from, in events of a kind; SL_EVENT_KIND_COUNT is any. */
struct code_place {
    enum sl_attribute attribute;
    enum sl_event_kind kind;
    enum sl_code_list_id list;
};

/* clang-format off */
static const struct code_place event_places[] = {
    { SL_ATTRIBUTE_SOURCE, SL_EVENT_KIND_COUNT, SL_CODES_REFERRAL_SOURCE },
    { SL_ATTRIBUTE_NEED, SL_EVENT_KIND_COUNT, SL_CODES_NEED },
    { SL_ATTRIBUTE_FACTOR, SL_EVENT_KIND_COUNT, SL_CODES_FACTOR },
    { SL_ATTRIBUTE_LATEST_CATEGORY, SL_EVENT_KIND_COUNT, SL_CODES_ABUSE },
    { SL_ATTRIBUTE_CATEGORY, SL_EVENT_PROTECTION_PLAN, SL_CODES_ABUSE },
    { SL_ATTRIBUTE_REASON, SL_EVENT_REFERRAL, SL_CODES_CLOSURE },
    { SL_ATTRIBUTE_CODE, SL_EVENT_PLACEMENT, SL_CODES_NEW_EPISODE },
    { SL_ATTRIBUTE_CATEGORY, SL_EVENT_PLACEMENT, SL_CODES_PLACEMENT },
    { SL_ATTRIBUTE_PROVIDER, SL_EVENT_PLACEMENT, SL_CODES_PROVIDER },
    { SL_ATTRIBUTE_OUTCOME, SL_EVENT_PLACEMENT, SL_CODES_EPISODE_CEASED },
    { SL_ATTRIBUTE_REASON, SL_EVENT_PLACEMENT, SL_CODES_PLACE_CHANGE },
    { SL_ATTRIBUTE_CODE, SL_EVENT_LOOKED_AFTER, SL_CODES_NEW_EPISODE },
    { SL_ATTRIBUTE_OUTCOME, SL_EVENT_LOOKED_AFTER, SL_CODES_EPISODE_CEASED },
    { SL_ATTRIBUTE_CODE, SL_EVENT_LEGAL_STATUS, SL_CODES_LEGAL_STATUS },
    { SL_ATTRIBUTE_OUTCOME, SL_EVENT_CARE_REVIEW, SL_CODES_REVIEW },
    { SL_ATTRIBUTE_CODE, SL_EVENT_MISSING, SL_CODES_MISSING },
    { SL_ATTRIBUTE_CODE, SL_EVENT_ABSENT, SL_CODES_MISSING },
    { SL_ATTRIBUTE_REASON, SL_EVENT_WELLBEING_SCORE, SL_CODES_SDQ_REASON },
    { SL_ATTRIBUTE_REASON, SL_EVENT_ADOPTION, SL_CODES_ADOPTION_CEASED },
};

static const struct code_place person_places[] = {
    { SL_ATTRIBUTE_ETHNICITY, SL_EVENT_KIND_COUNT, SL_CODES_ETHNICITY },
    { SL_ATTRIBUTE_DISABILITY, SL_EVENT_KIND_COUNT, SL_CODES_DISABILITY },
    { SL_ATTRIBUTE_UPN, SL_EVENT_KIND_COUNT, SL_CODES_UPN_UNKNOWN },
};

/*
 * Sex as systems write it in one character: a letter, or a number.
 * Source: ISO/IEC 5218:2022; the letters are those of the children in need census.
 */
static const struct sl_word_row sex_rows[] = {
    { "0", "not known" }, { "1", "male" }, { "2", "female" }, { "F", "female" }, { "M", "male" },
    { "U", "unknown" },
};

/*
 * Classes of an encounter, as NHS systems write them.
 * Source: HL7 Version 3, vocabulary ActCode, value set ActEncounterCode.
 */
static const struct sl_word_row encounter_rows[] = {
    { "ACUTE", "acute inpatient" }, { "AMB", "outpatient" }, { "EMER", "emergency" },
    { "FLD", "outside a hospital" }, { "HH", "at home" }, { "IMP", "inpatient" },
    { "NONAC", "inpatient, not acute" }, { "OBSENC", "under observation" },
    { "PRENC", "before admission" }, { "SS", "short stay" }, { "VR", "remote" },
};
/* clang-format on */

static bool is_encounter(const struct sl_entity *entity)
{
    return entity != NULL && entity->class == SL_EVENT &&
           (entity->kind == SL_EVENT_ATTENDANCE || entity->kind == SL_EVENT_ADMISSION ||
            entity->kind == SL_EVENT_APPOINTMENT);
}

static const struct code_place *
find_place(const struct sl_entity *entity, enum sl_attribute attribute)
{
    const bool is_event = entity != NULL && entity->class == SL_EVENT;
    const struct code_place *places = is_event ? event_places : person_places;
    const size_t count = is_event ? sizeof event_places / sizeof event_places[0]
                                  : sizeof person_places / sizeof person_places[0];
    const unsigned kind = is_event ? entity->kind : SL_EVENT_KIND_COUNT;
    for (size_t i = 0; i < count; i++) {
        if (places[i].attribute == attribute &&
            (places[i].kind == SL_EVENT_KIND_COUNT || places[i].kind == kind)) {
            return &places[i];
        }
    }
    return NULL;
}

const char *sl_picture_code_words(const struct sl_entity *entity, const struct sl_fact_value *value)
{
    static const struct sl_word_table sexes = SL_WORD_TABLE(sex_rows);
    static const struct sl_word_table encounters = SL_WORD_TABLE(encounter_rows);
    const struct code_place *place = find_place(entity, value->attribute);
    if (value->attribute == SL_ATTRIBUTE_CODE && is_encounter(entity)) {
        return sl_word_find(&encounters, value->text);
    }
    if (value->attribute == SL_ATTRIBUTE_SEX || value->attribute == SL_ATTRIBUTE_GENDER) {
        return sl_word_find(&sexes, value->text);
    }
    return place == NULL ? NULL : sl_code_words(place->list, value->text);
}

enum sl_known sl_picture_known(const struct sl_entity *entity, const struct sl_fact_value *value)
{
    const struct code_place *place = find_place(entity, value->attribute);
    return value->known == SL_KNOWN && place != NULL ? sl_code_known(place->list, value->text)
                                                     : value->known;
}

bool sl_picture_says_no_action(const struct sl_fact_value *value)
{
    return value->attribute == SL_ATTRIBUTE_NO_FURTHER_ACTION && value->known == SL_KNOWN &&
           !sl_str_equal(value->text, SL_STR("false")) && !sl_str_equal(value->text, SL_STR("0"));
}
