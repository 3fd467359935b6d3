/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/share_kind.h"

#include "base/error.h"

_Static_assert(SL_SHARE_KIND_COUNT < 64, "a set of kinds is 64 bits");
_Static_assert(SL_ATTRIBUTE_TABLE_COUNT < 64, "a set of fields is 64 bits");

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },

static const struct sl_term share_groups[] = { SL_SHARE_GROUP_TABLE(TERM) };
static const struct sl_term field_groups[] = { SL_FIELD_GROUP_TABLE(TERM) };

#define KIND(kind)       SL_SHARE_BIT(SL_EVENT_##kind)
#define FIELD(attribute) SL_SHARE_BIT(SL_ATTRIBUTE_##attribute)

static const uint64_t group_kinds[] = {
    [SL_SHARE_PERSON] = SL_SHARE_BIT(SL_SHARE_DETAILS),
    [SL_SHARE_FIRST_CONTACT] = KIND(CONTACT) | KIND(REFERRAL) | KIND(EARLY_HELP),
    [SL_SHARE_NEED] = KIND(ASSESSMENT) | KIND(NEED_PLAN) | KIND(VISIT) | KIND(FAMILY_MEETING),
    [SL_SHARE_PROTECTION] = KIND(STRATEGY_DISCUSSION) | KIND(SECTION_47) | KIND(CONFERENCE) |
                            KIND(PROTECTION_PLAN) | KIND(PLAN_REVIEW) | KIND(CORE_GROUP) |
                            KIND(POLICE_PROTECTION) | KIND(EMERGENCY_ORDER),
    [SL_SHARE_CARE] = KIND(LOOKED_AFTER) | KIND(PLACEMENT) | KIND(LEGAL_STATUS) |
                      KIND(CARE_REVIEW) | KIND(PRE_PROCEEDINGS) | KIND(PERMANENCE) |
                      KIND(CARE_LEAVER) | KIND(ASYLUM_SEEKING),
    [SL_SHARE_ADOPTION] = KIND(ADOPTION),
    [SL_SHARE_MISSING] = KIND(MISSING) | KIND(ABSENT) | KIND(RETURN_INTERVIEW),
    [SL_SHARE_CRIME] = KIND(CRIME) | KIND(INCIDENT) | KIND(PROTECTION_NOTICE) | KIND(CUSTODY) |
                       KIND(CONVICTION),
    [SL_SHARE_INTELLIGENCE] = KIND(INTELLIGENCE) | KIND(WARNING_MARKER),
    [SL_SHARE_INVESTIGATION] = KIND(INTERVIEW) | KIND(ONLINE_REFERRAL) | KIND(OPERATION) |
                               KIND(LINE_OF_ENQUIRY),
    [SL_SHARE_HEALTH_CARE] = KIND(ATTENDANCE) | KIND(ADMISSION) | KIND(APPOINTMENT) |
                             KIND(NOT_BROUGHT) | KIND(HEALTH_CHECK),
    [SL_SHARE_HEALTH] = KIND(CONDITION) | KIND(OBSERVATION) | KIND(WELLBEING_SCORE),
    [SL_SHARE_ALERTS] = KIND(FLAG),
    [SL_SHARE_DECISIONS] = KIND(DECISION),
};

static const uint64_t group_fields[] = {
    [SL_FIELD_NAMES] = FIELD(GIVEN_NAME) | FIELD(SURNAME) | FIELD(FULL_NAME) | FIELD(KNOWN_AS) |
                       FIELD(FORMER_GIVEN_NAME) | FIELD(FORMER_SURNAME),
    [SL_FIELD_BIRTH_AND_SEX] = FIELD(BIRTH_DATE) | FIELD(EXPECTED_BIRTH_DATE) | FIELD(DEATH_DATE) |
                       FIELD(BIRTH_ORDER) | FIELD(SEX) | FIELD(GENDER),
    [SL_FIELD_CHARACTERISTICS] = FIELD(ETHNICITY) | FIELD(DISABILITY) | FIELD(SPECIAL_NEEDS) |
                                 FIELD(LANGUAGE) | FIELD(INTERPRETER),
    [SL_FIELD_IDENTIFIERS] = FIELD(NHS_NUMBER) | FIELD(UPN) | FIELD(FORMER_UPN) |
                             FIELD(LA_CHILD_ID) | FIELD(PNC_ID) | FIELD(OTHER_ID) |
                             FIELD(MEANT),
    [SL_FIELD_CONTACT] = FIELD(PHONE) | FIELD(EMAIL),
    [SL_FIELD_WHEREABOUTS] = FIELD(ADDRESS) | FIELD(POSTCODE) | FIELD(PLACE_NAME) |
                             FIELD(DISTRICT),
    [SL_FIELD_SERVICES] = FIELD(SCHOOL) | FIELD(GP_PRACTICE) | FIELD(OCCUPATION) |
                          FIELD(PROVIDER) | FIELD(TEAM) | FIELD(WORKER),
    [SL_FIELD_THINGS] = FIELD(REGISTRATION) | FIELD(DEVICE_ID) | FIELD(PLATFORM) |
                        FIELD(HANDLE) | FIELD(DESCRIPTION),
    [SL_FIELD_VOICE] = FIELD(CHILD_WORDS) | FIELD(OBSERVED),
    [SL_FIELD_NARRATIVE] = FIELD(SUMMARY) | FIELD(SOURCE) | FIELD(REASON),
    [SL_FIELD_CASE] = FIELD(CODE) | FIELD(NEED) | FIELD(FACTOR) | FIELD(CATEGORY) |
                      FIELD(LATEST_CATEGORY) | FIELD(GRADE) | FIELD(STATUS) | FIELD(OUTCOME) |
                      FIELD(NO_FURTHER_ACTION) | FIELD(TARGET_DATE) | FIELD(REVIEW_DATE) |
                      FIELD(OFFERED) | FIELD(ACCEPTED) | FIELD(COUNT) | FIELD(SCORE),
};
/* clang-format on */

/* What names and sets are made of, for kinds and for fields. */
struct vocabulary {
    const struct sl_term *groups;
    const uint64_t *group_sets;
    unsigned group_count;
    const struct sl_term *terms;
    unsigned term_count;
    uint64_t all;
};

static struct vocabulary kinds_vocabulary(void)
{
    return (struct vocabulary){
        .groups = share_groups,
        .group_sets = group_kinds,
        .group_count = SL_SHARE_GROUP_COUNT,
        .terms = sl_event_kind_terms(),
        .term_count = SL_EVENT_KIND_COUNT,
        .all = SL_SHARE_ALL_KINDS,
    };
}

static struct vocabulary fields_vocabulary(void)
{
    return (struct vocabulary){
        .groups = field_groups,
        .group_sets = group_fields,
        .group_count = SL_FIELD_GROUP_COUNT,
        .terms = sl_attribute_terms(),
        .term_count = SL_ATTRIBUTE_TABLE_COUNT,
        .all = SL_SHARE_ALL_FIELDS,
    };
}

const struct sl_term *sl_share_group_terms(void)
{
    return share_groups;
}

const struct sl_term *sl_field_group_terms(void)
{
    return field_groups;
}

uint64_t sl_share_group_kinds(enum sl_share_group group)
{
    return group_kinds[group];
}

uint64_t sl_field_group_fields(enum sl_field_group group)
{
    return group_fields[group];
}

enum sl_share_group sl_share_kind_group(unsigned kind)
{
    unsigned group = 0;

    while ((group_kinds[group] & SL_SHARE_BIT(kind)) == 0) {
        group++;
    }
    return (enum sl_share_group)group;
}

const struct sl_term *sl_share_kind_term(unsigned kind)
{
    return kind == SL_SHARE_DETAILS ? &share_groups[SL_SHARE_PERSON] : &sl_event_kind_terms()[kind];
}

static bool find_set(const struct vocabulary *vocabulary, struct sl_str name, uint64_t *ret_set)
{
    const unsigned group = sl_term_find(vocabulary->groups, vocabulary->group_count, name);
    const unsigned term = sl_term_find(vocabulary->terms, vocabulary->term_count, name);

    if (sl_str_equal(name, SL_STR("all"))) {
        *ret_set = vocabulary->all;
    } else if (group < vocabulary->group_count) {
        *ret_set = vocabulary->group_sets[group];
    } else if (term < vocabulary->term_count) {
        *ret_set = SL_SHARE_BIT(term);
    } else {
        return false;
    }
    return true;
}

bool sl_share_find_kinds(struct sl_str name, uint64_t *ret_kinds)
{
    const struct vocabulary vocabulary = kinds_vocabulary();
    return find_set(&vocabulary, name, ret_kinds);
}

bool sl_share_find_fields(struct sl_str name, uint64_t *ret_fields)
{
    const struct vocabulary vocabulary = fields_vocabulary();
    return find_set(&vocabulary, name, ret_fields);
}

static void print_term(const struct sl_term *term, bool words, bool first, struct sl_buf *buf)
{
    if (!first) {
        /* Words have commas of their own. */
        sl_buf_add(buf, words ? SL_STR("; ") : SL_STR(", "));
    }
    sl_buf_add(buf, words ? term->words : term->name);
}

static void
print_set(const struct vocabulary *vocabulary, uint64_t set, bool words, struct sl_buf *buf)
{
    bool first = true;

    if (set == vocabulary->all) {
        sl_buf_add(buf, words ? SL_STR("everything") : SL_STR("all"));
        return;
    }
    for (unsigned i = 0; i < vocabulary->group_count; i++) {
        if ((set & vocabulary->group_sets[i]) == vocabulary->group_sets[i]) {
            print_term(&vocabulary->groups[i], words, first, buf);
            set &= ~vocabulary->group_sets[i];
            first = false;
        }
    }
    for (unsigned i = 0; i < vocabulary->term_count; i++) {
        if ((set & SL_SHARE_BIT(i)) != 0) {
            print_term(&vocabulary->terms[i], words, first, buf);
            first = false;
        }
    }
}

void sl_share_print_kinds(uint64_t kinds, bool words, struct sl_buf *buf)
{
    const struct vocabulary vocabulary = kinds_vocabulary();
    print_set(&vocabulary, kinds, words, buf);
}

void sl_share_print_fields(uint64_t fields, bool words, struct sl_buf *buf)
{
    const struct vocabulary vocabulary = fields_vocabulary();
    print_set(&vocabulary, fields, words, buf);
}
