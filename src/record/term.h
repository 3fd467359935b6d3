/* SPDX-License-Identifier: Apache-2.0 */
/*
 * term.h - the words of the field: kinds of entity, attributes and roles, as tables.
 *
 * Each table has one line a term: its enumerator, its name in exchange formats and in JSON
 * (lower case, underscores), and the words that people read. To add a term, add a line; what
 * prints, parses and documents terms follows the tables.
 *
 * Order within a table is the order in which a picture shows things. Numbers are not stored.
 */
#ifndef SL_RECORD_TERM_H
#define SL_RECORD_TERM_H

#include <stdbool.h>

#include "base/str.h"

/* X(enumerator, name, words) */
#define SL_ENTITY_CLASS_TABLE(X)           \
    X(SL_PERSON, "person", "person")       \
    X(SL_OBJECT, "object", "object")       \
    X(SL_LOCATION, "location", "location") \
    X(SL_EVENT, "event", "event")

/* X(enumerator, name, words) */
#define SL_OBJECT_KIND_TABLE(X)                       \
    X(SL_OBJECT_PHONE, "phone", "phone")              \
    X(SL_OBJECT_VEHICLE, "vehicle", "vehicle")        \
    X(SL_OBJECT_ACCOUNT, "account", "online account") \
    X(SL_OBJECT_DEVICE, "device", "device")           \
    X(SL_OBJECT_OTHER, "other", "other object")

/* X(enumerator, name, words) */
#define SL_LOCATION_KIND_TABLE(X)                \
    X(SL_LOCATION_ADDRESS, "address", "address") \
    X(SL_LOCATION_PLACE, "place", "place")

/*
 * X(enumerator, name, words, span): a span is something that is current from its start to its end.
 */
#define SL_EVENT_KIND_TABLE(X)                                                                \
    X(SL_EVENT_CONTACT, "contact", "contact", false)                                          \
    X(SL_EVENT_REFERRAL, "referral", "referral", true)                                        \
    X(SL_EVENT_EARLY_HELP, "early_help", "early help", true)                                  \
    X(SL_EVENT_ASSESSMENT, "assessment", "child and family assessment", true)                 \
    X(SL_EVENT_STRATEGY_DISCUSSION, "strategy_discussion", "strategy discussion", false)      \
    X(SL_EVENT_SECTION_47, "section_47", "section 47 enquiry", true)                          \
    X(SL_EVENT_CONFERENCE, "conference", "child protection conference", false)                \
    X(SL_EVENT_PROTECTION_PLAN, "protection_plan", "child protection plan", true)             \
    X(SL_EVENT_PLAN_REVIEW, "plan_review", "child protection review", false)                  \
    X(SL_EVENT_CORE_GROUP, "core_group", "core group", false)                                 \
    X(SL_EVENT_NEED_PLAN, "need_plan", "child in need plan", true)                            \
    X(SL_EVENT_VISIT, "visit", "visit", false)                                                \
    X(SL_EVENT_LOOKED_AFTER, "looked_after", "looked after", true)                            \
    X(SL_EVENT_PLACEMENT, "placement", "placement", true)                                     \
    X(SL_EVENT_LEGAL_STATUS, "legal_status", "legal status", true)                            \
    X(SL_EVENT_CARE_REVIEW, "care_review", "looked-after review", false)                      \
    X(SL_EVENT_PRE_PROCEEDINGS, "pre_proceedings", "pre-proceedings", true)                   \
    X(SL_EVENT_FAMILY_MEETING, "family_meeting", "family group decision making", false)       \
    X(SL_EVENT_ADOPTION, "adoption", "adoption", true)                                        \
    X(SL_EVENT_PERMANENCE, "permanence", "permanence", false)                                 \
    X(SL_EVENT_CARE_LEAVER, "care_leaver", "care leaver contact", false)                      \
    X(SL_EVENT_ASYLUM_SEEKING, "asylum_seeking", "unaccompanied asylum-seeking child", true)  \
    X(SL_EVENT_MISSING, "missing", "missing", true)                                           \
    X(SL_EVENT_ABSENT, "absent", "away from placement without authorisation", true)           \
    X(SL_EVENT_RETURN_INTERVIEW, "return_interview", "return home interview", false)          \
    X(SL_EVENT_CRIME, "crime", "crime", false)                                                \
    X(SL_EVENT_INCIDENT, "incident", "incident", false)                                       \
    X(SL_EVENT_PROTECTION_NOTICE, "protection_notice", "public protection notice", false)     \
    X(SL_EVENT_INTELLIGENCE, "intelligence", "intelligence", false)                           \
    X(SL_EVENT_WARNING_MARKER, "warning_marker", "warning marker", true)                      \
    X(SL_EVENT_CUSTODY, "custody", "custody", true)                                           \
    X(SL_EVENT_POLICE_PROTECTION, "police_protection", "police protection", true)             \
    X(SL_EVENT_EMERGENCY_ORDER, "emergency_order", "emergency protection order", true)        \
    X(SL_EVENT_INTERVIEW, "interview", "interview", false)                                    \
    X(SL_EVENT_ONLINE_REFERRAL, "online_referral", "online referral", true)                   \
    X(SL_EVENT_OPERATION, "operation", "operation", true)                                     \
    X(SL_EVENT_LINE_OF_ENQUIRY, "line_of_enquiry", "line of enquiry", true)                   \
    X(SL_EVENT_CONVICTION, "conviction", "conviction", false)                                 \
    X(SL_EVENT_ATTENDANCE, "attendance", "unscheduled attendance", false)                     \
    X(SL_EVENT_ADMISSION, "admission", "hospital stay", true)                                 \
    X(SL_EVENT_APPOINTMENT, "appointment", "appointment", false)                              \
    X(SL_EVENT_NOT_BROUGHT, "not_brought", "was not brought", false)                          \
    X(SL_EVENT_CONDITION, "condition", "health condition", true)                              \
    X(SL_EVENT_OBSERVATION, "observation", "observation", false)                              \
    X(SL_EVENT_FLAG, "flag", "flag", true)                                                    \
    X(SL_EVENT_HEALTH_CHECK, "health_check", "health check", false)                           \
    X(SL_EVENT_WELLBEING_SCORE, "wellbeing_score", "strengths and difficulties score", false) \
    X(SL_EVENT_DECISION, "decision", "decision", false)

/*
 * X(enumerator, name, words). Of persons first, then of objects and locations, then of events.
 */
#define SL_ATTRIBUTE_TABLE(X)                                                         \
    X(SL_ATTRIBUTE_GIVEN_NAME, "given_name", "given name")                            \
    X(SL_ATTRIBUTE_SURNAME, "surname", "surname")                                     \
    X(SL_ATTRIBUTE_FULL_NAME, "full_name", "full name")                               \
    X(SL_ATTRIBUTE_KNOWN_AS, "known_as", "known as")                                  \
    X(SL_ATTRIBUTE_FORMER_GIVEN_NAME, "former_given_name", "former given name")       \
    X(SL_ATTRIBUTE_FORMER_SURNAME, "former_surname", "former surname")                \
    X(SL_ATTRIBUTE_BIRTH_DATE, "birth_date", "date of birth")                         \
    X(SL_ATTRIBUTE_EXPECTED_BIRTH_DATE, "expected_birth_date", "expected birth date") \
    X(SL_ATTRIBUTE_DEATH_DATE, "death_date", "date of death")                         \
    X(SL_ATTRIBUTE_BIRTH_ORDER, "birth_order", "order in a multiple birth")           \
    X(SL_ATTRIBUTE_SEX, "sex", "sex")                                                 \
    X(SL_ATTRIBUTE_GENDER, "gender", "gender")                                        \
    X(SL_ATTRIBUTE_ETHNICITY, "ethnicity", "ethnicity")                               \
    X(SL_ATTRIBUTE_DISABILITY, "disability", "disability")                            \
    X(SL_ATTRIBUTE_SPECIAL_NEEDS, "special_needs", "special educational needs")       \
    X(SL_ATTRIBUTE_LANGUAGE, "language", "language")                                  \
    X(SL_ATTRIBUTE_INTERPRETER, "interpreter", "interpreter needed")                  \
    X(SL_ATTRIBUTE_NHS_NUMBER, "nhs_number", "NHS number")                            \
    X(SL_ATTRIBUTE_UPN, "upn", "unique pupil number")                                 \
    X(SL_ATTRIBUTE_FORMER_UPN, "former_upn", "former unique pupil number")            \
    X(SL_ATTRIBUTE_LA_CHILD_ID, "la_child_id", "council's child id")                  \
    X(SL_ATTRIBUTE_PNC_ID, "pnc_id", "Police National Computer id")                   \
    X(SL_ATTRIBUTE_OTHER_ID, "other_id", "other identifier")                          \
    X(SL_ATTRIBUTE_MEANT, "meant", "whom a writer chose")                             \
    X(SL_ATTRIBUTE_PHONE, "phone", "phone")                                           \
    X(SL_ATTRIBUTE_EMAIL, "email", "e-mail")                                          \
    X(SL_ATTRIBUTE_ADDRESS, "address", "address")                                     \
    X(SL_ATTRIBUTE_POSTCODE, "postcode", "postcode")                                  \
    X(SL_ATTRIBUTE_SCHOOL, "school", "school")                                        \
    X(SL_ATTRIBUTE_GP_PRACTICE, "gp_practice", "GP practice")                         \
    X(SL_ATTRIBUTE_OCCUPATION, "occupation", "occupation")                            \
    X(SL_ATTRIBUTE_REGISTRATION, "registration", "registration mark")                 \
    X(SL_ATTRIBUTE_DEVICE_ID, "device_id", "device id")                               \
    X(SL_ATTRIBUTE_PLATFORM, "platform", "platform")                                  \
    X(SL_ATTRIBUTE_HANDLE, "handle", "handle")                                        \
    X(SL_ATTRIBUTE_DESCRIPTION, "description", "description")                         \
    X(SL_ATTRIBUTE_PLACE_NAME, "place_name", "place")                                 \
    X(SL_ATTRIBUTE_DISTRICT, "district", "district")                                  \
    X(SL_ATTRIBUTE_CHILD_WORDS, "child_words", "the child's words")                   \
    X(SL_ATTRIBUTE_OBSERVED, "observed", "what was observed")                         \
    X(SL_ATTRIBUTE_SUMMARY, "summary", "summary")                                     \
    X(SL_ATTRIBUTE_SOURCE, "source", "who referred")                                  \
    X(SL_ATTRIBUTE_CODE, "code", "code")                                              \
    X(SL_ATTRIBUTE_NEED, "need", "primary need")                                      \
    X(SL_ATTRIBUTE_FACTOR, "factor", "factor identified")                             \
    X(SL_ATTRIBUTE_CATEGORY, "category", "category of abuse")                         \
    X(SL_ATTRIBUTE_LATEST_CATEGORY, "latest_category", "latest category of abuse")    \
    X(SL_ATTRIBUTE_GRADE, "grade", "grade")                                           \
    X(SL_ATTRIBUTE_STATUS, "status", "status")                                        \
    X(SL_ATTRIBUTE_OUTCOME, "outcome", "outcome")                                     \
    X(SL_ATTRIBUTE_REASON, "reason", "reason")                                        \
    X(SL_ATTRIBUTE_NO_FURTHER_ACTION, "no_further_action", "no further action")       \
    X(SL_ATTRIBUTE_TARGET_DATE, "target_date", "target date")                         \
    X(SL_ATTRIBUTE_REVIEW_DATE, "review_date", "review date")                         \
    X(SL_ATTRIBUTE_OFFERED, "offered", "offered")                                     \
    X(SL_ATTRIBUTE_ACCEPTED, "accepted", "accepted")                                  \
    X(SL_ATTRIBUTE_COUNT, "count", "number")                                          \
    X(SL_ATTRIBUTE_SCORE, "score", "score")                                           \
    X(SL_ATTRIBUTE_PROVIDER, "provider", "provider")                                  \
    X(SL_ATTRIBUTE_TEAM, "team", "team")                                              \
    X(SL_ATTRIBUTE_WORKER, "worker", "worker")

/*
 * X(enumerator, name, words, from, to): "from ROLE to", classes of the two ends.
 */
#define SL_ROLE_TABLE(X)                                                                \
    X(SL_ROLE_SUBJECT, "subject", "subject of", SL_PERSON, SL_EVENT)                    \
    X(SL_ROLE_VICTIM, "victim", "victim in", SL_PERSON, SL_EVENT)                       \
    X(SL_ROLE_SUSPECT, "suspect", "suspect in", SL_PERSON, SL_EVENT)                    \
    X(SL_ROLE_WITNESS, "witness", "witness in", SL_PERSON, SL_EVENT)                    \
    X(SL_ROLE_REFERRER, "referrer", "referrer in", SL_PERSON, SL_EVENT)                 \
    X(SL_ROLE_FOUND_WITH, "found_with", "found with the child in", SL_PERSON, SL_EVENT) \
    X(SL_ROLE_PRESENT, "present", "present at", SL_PERSON, SL_EVENT)                    \
    X(SL_ROLE_MENTIONED, "mentioned", "mentioned in", SL_PERSON, SL_EVENT)              \
    X(SL_ROLE_PROFESSIONAL, "professional", "professional in", SL_PERSON, SL_EVENT)     \
    X(SL_ROLE_MOTHER, "mother", "mother of", SL_PERSON, SL_PERSON)                      \
    X(SL_ROLE_FATHER, "father", "father of", SL_PERSON, SL_PERSON)                      \
    X(SL_ROLE_PARENT, "parent", "parent of", SL_PERSON, SL_PERSON)                      \
    X(SL_ROLE_STEP_PARENT, "step_parent", "step-parent of", SL_PERSON, SL_PERSON)       \
    X(SL_ROLE_GRANDPARENT, "grandparent", "grandparent of", SL_PERSON, SL_PERSON)       \
    X(SL_ROLE_CARER, "carer", "carer of", SL_PERSON, SL_PERSON)                         \
    X(SL_ROLE_ADOPTER, "adopter", "adoptive parent of", SL_PERSON, SL_PERSON)           \
    X(SL_ROLE_SIBLING, "sibling", "sibling of", SL_PERSON, SL_PERSON)                   \
    X(SL_ROLE_TWIN, "twin", "twin of", SL_PERSON, SL_PERSON)                            \
    X(SL_ROLE_PARTNER, "partner", "partner of", SL_PERSON, SL_PERSON)                   \
    X(SL_ROLE_RELATIVE, "relative", "relative of", SL_PERSON, SL_PERSON)                \
    X(SL_ROLE_HOUSEHOLD, "household", "lives with", SL_PERSON, SL_PERSON)               \
    X(SL_ROLE_ASSOCIATE, "associate", "associate of", SL_PERSON, SL_PERSON)             \
    X(SL_ROLE_USES, "uses", "uses", SL_PERSON, SL_OBJECT)                               \
    X(SL_ROLE_OWNS, "owns", "owns", SL_PERSON, SL_OBJECT)                               \
    X(SL_ROLE_LIVES_AT, "lives_at", "lives at", SL_PERSON, SL_LOCATION)                 \
    X(SL_ROLE_FREQUENTS, "frequents", "is often at", SL_PERSON, SL_LOCATION)            \
    X(SL_ROLE_PLACED_AT, "placed_at", "placed at", SL_PERSON, SL_LOCATION)              \
    X(SL_ROLE_INVOLVES, "involves", "involves", SL_EVENT, SL_OBJECT)                    \
    X(SL_ROLE_HAPPENED_AT, "happened_at", "happened at", SL_EVENT, SL_LOCATION)         \
    X(SL_ROLE_FOUND_AT, "found_at", "found at", SL_EVENT, SL_LOCATION)                  \
    X(SL_ROLE_FOLLOWS, "follows", "follows from", SL_EVENT, SL_EVENT)

/* The number of terms stands last. SL_ATTRIBUTE_COUNT is a term, so two are called otherwise. */
#define SL_TERM_ENUM(enumerator, ...) enumerator,
enum sl_entity_class { SL_ENTITY_CLASS_TABLE(SL_TERM_ENUM) SL_ENTITY_CLASS_COUNT };
enum sl_object_kind { SL_OBJECT_KIND_TABLE(SL_TERM_ENUM) SL_OBJECT_KIND_COUNT };
enum sl_location_kind { SL_LOCATION_KIND_TABLE(SL_TERM_ENUM) SL_LOCATION_KIND_COUNT };
enum sl_event_kind { SL_EVENT_KIND_TABLE(SL_TERM_ENUM) SL_EVENT_KIND_COUNT };
enum sl_attribute { SL_ATTRIBUTE_TABLE(SL_TERM_ENUM) SL_ATTRIBUTE_TABLE_COUNT };
enum sl_role { SL_ROLE_TABLE(SL_TERM_ENUM) SL_ROLE_TABLE_COUNT };
#undef SL_TERM_ENUM

/* One line of a table, as read at run time. */
struct sl_term {
    struct sl_str name;
    struct sl_str words;
};

/* The terms of a table, by enumerator; static. Their count is the last name in the enum above. */
const struct sl_term *sl_entity_class_terms(void);
const struct sl_term *sl_object_kind_terms(void);
const struct sl_term *sl_location_kind_terms(void);
const struct sl_term *sl_event_kind_terms(void);
const struct sl_term *sl_attribute_terms(void);
const struct sl_term *sl_role_terms(void);

/* Which term of `terms` has this name? Returns count when none has. Time: some tens of ns. */
unsigned sl_term_find(const struct sl_term *terms, unsigned count, struct sl_str name);

/* Is it current from its start to its end? */
bool sl_event_kind_is_span(enum sl_event_kind kind);

/* The classes that a role joins. */
enum sl_entity_class sl_role_from(enum sl_role role);
enum sl_entity_class sl_role_to(enum sl_role role);

#endif
