/* SPDX-License-Identifier: Apache-2.0 */
/*
 * share_kind.h - what agreements share: kinds of record, and fields, each in groups with a name.
 *
 * A kind is a kind of event (record/term.h), or the details of the person: all that a record says
 * of people, objects and places outside any event. A field is an attribute. Sets of either are bits
 * of 64, by number. Groups are what people write in agreements and read in answers: each kind and
 * each attribute belongs to exactly one, so that nothing is shared, or answered, twice.
 *
 * Source of the groups of kinds: the types of record of the department's single unique identifier
 *         designs (children's services, crime and justice, health, personal details), divided where
 *         statutory guidance and the Data Protection Act 2018, part 3 and schedule 8, treat parts
 *         differently: intelligence, health, adoption.
 */
#ifndef SL_SHARING_SHARE_KIND_H
#define SL_SHARING_SHARE_KIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/term.h"

/* Kinds are those of events, by their number, and behind them the details of the person. */
#define SL_SHARE_DETAILS    ((unsigned)SL_EVENT_KIND_COUNT)
#define SL_SHARE_KIND_COUNT (SL_SHARE_DETAILS + 1u)

/* Sets: one, and all. */
#define SL_SHARE_BIT(number) (UINT64_C(1) << (number))
#define SL_SHARE_ALL_KINDS   (SL_SHARE_BIT(SL_SHARE_KIND_COUNT) - 1u)
#define SL_SHARE_ALL_FIELDS  (SL_SHARE_BIT(SL_ATTRIBUTE_TABLE_COUNT) - 1u)

/* X(enumerator, name, words). No name is that of an event. */
#define SL_SHARE_GROUP_TABLE(X)                                                                \
    X(SL_SHARE_PERSON, "details", "details of the person")                                     \
    X(SL_SHARE_FIRST_CONTACT, "first_contact", "contacts, referrals and early help")           \
    X(SL_SHARE_NEED, "children_in_need", "assessments, child in need plans and visits")        \
    X(SL_SHARE_PROTECTION, "child_protection", "child protection enquiries and plans")         \
    X(SL_SHARE_CARE, "children_in_care", "children in care and care leavers")                  \
    X(SL_SHARE_ADOPTION, "adoption_records", "adoption")                                       \
    X(SL_SHARE_MISSING, "missing_episodes", "missing episodes and return home interviews")     \
    X(SL_SHARE_CRIME, "crime_and_incidents", "crimes, incidents and custody")                  \
    X(SL_SHARE_INTELLIGENCE, "police_intelligence", "police intelligence and warnings")        \
    X(SL_SHARE_INVESTIGATION, "investigations", "operations, lines of enquiry and interviews") \
    X(SL_SHARE_HEALTH_CARE, "health_care", "attendances, stays and appointments")              \
    X(SL_SHARE_HEALTH, "health_conditions", "health conditions and observations")              \
    X(SL_SHARE_ALERTS, "alerts", "flags")                                                      \
    X(SL_SHARE_DECISIONS, "case_decisions", "decisions")

/* X(enumerator, name, words). No name is that of an attribute. */
#define SL_FIELD_GROUP_TABLE(X)                                                          \
    X(SL_FIELD_NAMES, "names", "names")                                                  \
    X(SL_FIELD_BIRTH_AND_SEX, "birth_and_sex", "dates of birth and death, and sex")      \
    X(SL_FIELD_CHARACTERISTICS, "characteristics", "ethnicity, disability and language") \
    X(SL_FIELD_IDENTIFIERS, "identifiers", "identifiers")                                \
    X(SL_FIELD_CONTACT, "contact_details", "phones and e-mail")                          \
    X(SL_FIELD_WHEREABOUTS, "whereabouts", "addresses and places")                       \
    X(SL_FIELD_SERVICES, "services", "school, practice, workers and teams")              \
    X(SL_FIELD_THINGS, "things", "vehicles, devices and accounts")                       \
    X(SL_FIELD_VOICE, "voice", "the child's words and what was observed")                \
    X(SL_FIELD_NARRATIVE, "narrative", "what is told in sentences")                      \
    X(SL_FIELD_CASE, "case_facts", "codes, dates and outcomes of the case")

#define SL_GROUP_ENUM(enumerator, ...) enumerator,
enum sl_share_group { SL_SHARE_GROUP_TABLE(SL_GROUP_ENUM) SL_SHARE_GROUP_COUNT };
enum sl_field_group { SL_FIELD_GROUP_TABLE(SL_GROUP_ENUM) SL_FIELD_GROUP_COUNT };
#undef SL_GROUP_ENUM

/* The groups by enumerator; static. */
const struct sl_term *sl_share_group_terms(void);
const struct sl_term *sl_field_group_terms(void);

/* The members of a group, as a set. */
uint64_t sl_share_group_kinds(enum sl_share_group group);
uint64_t sl_field_group_fields(enum sl_field_group group);

/* The group that a kind belongs to; kind < SL_SHARE_KIND_COUNT. */
enum sl_share_group sl_share_kind_group(unsigned kind);

/* What a kind is called; static. The details of the person are called as their group. */
const struct sl_term *sl_share_kind_term(unsigned kind);

/*
 * Which set has this name: that of a group, of a kind of event or of an attribute, or "all"?
 * Returns false, and leaves the set alone, when none has.
 */
bool sl_share_find_kinds(struct sl_str name, uint64_t *ret_kinds);
bool sl_share_find_fields(struct sl_str name, uint64_t *ret_fields);

/*
 * Append the names that make up a set, separated by ", ", or the words for it, by "; ": groups
 * where all of one is in the set, else single ones; "all", or "everything", when it is all. Names
 * are found again by the functions above.
 */
void sl_share_print_kinds(uint64_t kinds, bool words, struct sl_buf *buf);
void sl_share_print_fields(uint64_t fields, bool words, struct sl_buf *buf);

#endif
