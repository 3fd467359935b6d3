/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role.h - what can be done, by whom, and what for: permissions, roles, purposes, relationships.
 *
 * Each is a table. A permission is a use case, and its line says how far it reaches; a role's line
 * says which permissions it has, and for which purposes they may be used. Commands, pages and the
 * decision (decide.h) read the same tables, so there is no second list to disagree with.
 *
 * Source: roles are those of the people who work with Sightline; the three tests - a role, a
 *         legitimate relationship, and permission to view - are those of the NHS Summary
 *         Care Record.
 */
#ifndef SL_SHARING_ROLE_H
#define SL_SHARING_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "record/term.h"
#include "sharing/share_kind.h"

/* What somebody may be told. The order is that of more. */
enum sl_sight {
    SL_SIGHT_HIDDEN,    /* for this reader there is no such record: see decide.h */
    SL_SIGHT_REFUSED,   /* not permitted to say */
    SL_SIGHT_EXISTENCE, /* that there are records, how many and of which kind */
    SL_SIGHT_CONTENT,   /* what they say, but for fields that are withheld */
};

/* Whose records a permission reaches. */
enum sl_reach {
    SL_REACH_NOBODY, /* it shows no person's data */
    SL_REACH_OWN,    /* records that the user's own agency holds */
    SL_REACH_SHARED, /* those of others, too, as far as agreements go */
};

/* X(enumerator, name, words): why somebody reads. Agreements name all but the last. */
/* clang-format off */
#define SL_PURPOSE_TABLE(X)                                                       \
    X(SL_PURPOSE_SAFEGUARDING, "safeguarding", "to safeguard a child")            \
    X(SL_PURPOSE_INVESTIGATION, "investigation", "to investigate crime")          \
    X(SL_PURPOSE_CARE, "care", "to care for a patient")                           \
    X(SL_PURPOSE_QUALITY, "data_quality", "to join records and mend data")        \
    X(SL_PURPOSE_ASSURANCE, "assurance", "to inspect, audit and oversee")         \
    X(SL_PURPOSE_RIGHTS, "data_rights", "to answer for the use of personal data") \
    X(SL_PURPOSE_RUNNING, "running", "to run the system")
/* clang-format on */

/* Fields by which a person is found, and those by which records are judged to be one person. */
#define SL_FIELDS_FINDING                                                                     \
    (SL_SHARE_BIT(SL_ATTRIBUTE_GIVEN_NAME) | SL_SHARE_BIT(SL_ATTRIBUTE_SURNAME) |             \
     SL_SHARE_BIT(SL_ATTRIBUTE_FULL_NAME) | SL_SHARE_BIT(SL_ATTRIBUTE_KNOWN_AS) |             \
     SL_SHARE_BIT(SL_ATTRIBUTE_BIRTH_DATE) | SL_SHARE_BIT(SL_ATTRIBUTE_EXPECTED_BIRTH_DATE) | \
     SL_SHARE_BIT(SL_ATTRIBUTE_SEX) | SL_SHARE_BIT(SL_ATTRIBUTE_DISTRICT))
#define SL_FIELDS_MATCHING                                                               \
    (SL_FIELDS_FINDING | SL_SHARE_BIT(SL_ATTRIBUTE_FORMER_GIVEN_NAME) |                  \
     SL_SHARE_BIT(SL_ATTRIBUTE_FORMER_SURNAME) | SL_SHARE_BIT(SL_ATTRIBUTE_DEATH_DATE) | \
     SL_SHARE_BIT(SL_ATTRIBUTE_BIRTH_ORDER) | SL_SHARE_BIT(SL_ATTRIBUTE_GENDER) |        \
     SL_SHARE_BIT(SL_ATTRIBUTE_NHS_NUMBER) | SL_SHARE_BIT(SL_ATTRIBUTE_UPN) |            \
     SL_SHARE_BIT(SL_ATTRIBUTE_FORMER_UPN) | SL_SHARE_BIT(SL_ATTRIBUTE_LA_CHILD_ID) |    \
     SL_SHARE_BIT(SL_ATTRIBUTE_PNC_ID) | SL_SHARE_BIT(SL_ATTRIBUTE_OTHER_ID) |           \
     SL_SHARE_BIT(SL_ATTRIBUTE_PHONE) | SL_SHARE_BIT(SL_ATTRIBUTE_EMAIL) |               \
     SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) | SL_SHARE_BIT(SL_ATTRIBUTE_POSTCODE))

/*
 * X(enumerator, name, words, reach, most, fields, tie): `most` is the most that it shows; `tie` is
 * whether content needs a relationship to the child.
 */
/* clang-format off */
#define SL_PERMISSION_TABLE(X)                                                               \
    X(SL_MAY_SEARCH, "search", "search for a person", SL_REACH_SHARED, SL_SIGHT_CONTENT,     \
      SL_FIELDS_FINDING, false)                                                              \
    X(SL_MAY_PICTURE, "picture", "read the picture of a child", SL_REACH_SHARED,             \
      SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, true)                                           \
    X(SL_MAY_RECORD, "record", "read a source record", SL_REACH_SHARED, SL_SIGHT_CONTENT,    \
      SL_SHARE_ALL_FIELDS, true)                                                             \
    X(SL_MAY_EXPORT, "export", "take a picture out of the system", SL_REACH_SHARED,          \
      SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, true)                                           \
    X(SL_MAY_CONTACT, "contact", "record a contact about a child", SL_REACH_OWN,             \
      SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, false)                                          \
    X(SL_MAY_ALLOCATE, "allocate", "allocate work", SL_REACH_OWN, SL_SIGHT_EXISTENCE, 0,     \
      false)                                                                                 \
    X(SL_MAY_IDENTITY, "identity", "decide which records are one person", SL_REACH_SHARED,   \
      SL_SIGHT_CONTENT, SL_FIELDS_MATCHING, false)                                           \
    X(SL_MAY_INTAKE, "intake", "take files in", SL_REACH_NOBODY, SL_SIGHT_REFUSED, 0, false) \
    X(SL_MAY_REJECTS, "rejects", "see rejected records and findings", SL_REACH_OWN,          \
      SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, false)                                          \
    X(SL_MAY_ASK, "ask", "ask a holder for named records", SL_REACH_NOBODY,                  \
      SL_SIGHT_REFUSED, 0, false)                                                            \
    X(SL_MAY_ANSWER, "answer", "answer another agency's request", SL_REACH_OWN,              \
      SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, false)                                          \
    X(SL_MAY_AGREEMENT, "agreement", "put sharing agreements in force", SL_REACH_NOBODY,     \
      SL_SIGHT_REFUSED, 0, false)                                                            \
    X(SL_MAY_OVERSIGHT, "oversight", "see numbers and which records make them",              \
      SL_REACH_SHARED, SL_SIGHT_EXISTENCE, 0, false)                                         \
    X(SL_MAY_SAMPLE, "sample", "draw a sample of cases", SL_REACH_SHARED,                    \
      SL_SIGHT_EXISTENCE, 0, false)                                                          \
    X(SL_MAY_AUDIT, "audit", "audit a case", SL_REACH_SHARED, SL_SIGHT_CONTENT,              \
      SL_SHARE_ALL_FIELDS, true)                                                             \
    X(SL_MAY_PUBLISH, "publish", "judge and publish an inspection", SL_REACH_NOBODY,         \
      SL_SIGHT_REFUSED, 0, false)                                                            \
    X(SL_MAY_BREAK_GLASS, "break_glass", "break the glass in an emergency", SL_REACH_NOBODY, \
      SL_SIGHT_REFUSED, 0, false)                                                            \
    X(SL_MAY_GLASS_REVIEW, "glass_review", "judge whether breaking the glass was right",     \
      SL_REACH_SHARED, SL_SIGHT_EXISTENCE, 0, false)                                         \
    X(SL_MAY_LEDGER_READ, "ledger_read", "see who has read what", SL_REACH_SHARED,           \
      SL_SIGHT_EXISTENCE, 0, false)                                                          \
    X(SL_MAY_LEDGER_VERIFY, "ledger_verify", "verify the ledger", SL_REACH_NOBODY,           \
      SL_SIGHT_REFUSED, 0, false)                                                            \
    X(SL_MAY_SUBJECT_ACCESS, "subject_access", "answer a subject access request",            \
      SL_REACH_OWN, SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, false)                            \
    X(SL_MAY_SEAL, "seal", "seal records and keep their lists", SL_REACH_OWN,                \
      SL_SIGHT_EXISTENCE, 0, false)                                                          \
    X(SL_MAY_USERS, "users", "make users and give roles", SL_REACH_NOBODY, SL_SIGHT_REFUSED, \
      0, false)                                                                              \
    X(SL_MAY_ERASE, "erase", "ask that what the ledger says of people is erased",            \
      SL_REACH_NOBODY, SL_SIGHT_REFUSED, 0, false)                                           \
    X(SL_MAY_ERASE_CONFIRM, "erase_confirm", "confirm that what the ledger says is erased",  \
      SL_REACH_NOBODY, SL_SIGHT_REFUSED, 0, false)                                           \
    X(SL_MAY_STORE, "store", "make, copy and check the store", SL_REACH_NOBODY,              \
      SL_SIGHT_REFUSED, 0, false)                                                            \
    X(SL_MAY_QUESTION, "question", "see and answer questions about a child",                 \
      SL_REACH_SHARED, SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS, false)                         \
    X(SL_MAY_FAIRNESS, "fairness", "see how often indicators are raised, and of whom",       \
      SL_REACH_NOBODY, SL_SIGHT_REFUSED, 0, false)
/* clang-format on */

/* Sets of one, for the tables below. */
#define SL_MAY(permission) (UINT32_C(1) << SL_MAY_##permission)
/* The same of purposes. */
#define SL_FOR_PURPOSE(purpose) ((uint8_t)(1u << SL_PURPOSE_##purpose))

/* X(enumerator, name, words, permissions, purposes) */
/* clang-format off */
#define SL_USER_ROLE_TABLE(X)                                                                \
    X(SL_USER_PRACTITIONER, "practitioner", "practitioner", SL_MAY(SEARCH) | SL_MAY(PICTURE) \
      | SL_MAY(RECORD) | SL_MAY(CONTACT) | SL_MAY(ASK) | SL_MAY(BREAK_GLASS) |               \
      SL_MAY(QUESTION), SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(CARE)) \
    X(SL_USER_INVESTIGATOR, "investigator", "investigator", SL_MAY(SEARCH) | SL_MAY(PICTURE) \
      | SL_MAY(RECORD) | SL_MAY(EXPORT) | SL_MAY(CONTACT) | SL_MAY(ASK) |                    \
      SL_MAY(BREAK_GLASS) | SL_MAY(QUESTION),                                                \
      SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(INVESTIGATION))                          \
    X(SL_USER_MANAGER, "manager", "team manager", SL_MAY(SEARCH) | SL_MAY(PICTURE) |         \
      SL_MAY(RECORD) | SL_MAY(EXPORT) | SL_MAY(CONTACT) | SL_MAY(ALLOCATE) | SL_MAY(ASK) |   \
      SL_MAY(ANSWER) | SL_MAY(BREAK_GLASS) | SL_MAY(QUESTION),                               \
      SL_FOR_PURPOSE(SAFEGUARDING))                                                          \
    X(SL_USER_STEWARD, "data_steward", "data steward", SL_MAY(SEARCH) | SL_MAY(IDENTITY) |   \
      SL_MAY(INTAKE) | SL_MAY(REJECTS), SL_FOR_PURPOSE(QUALITY))                             \
    X(SL_USER_LEADER, "leader", "senior leader", SL_MAY(OVERSIGHT) | SL_MAY(LEDGER_VERIFY) | \
      SL_MAY(ERASE_CONFIRM) | SL_MAY(FAIRNESS), SL_FOR_PURPOSE(ASSURANCE))                   \
    X(SL_USER_INSPECTOR, "inspector", "inspector", SL_MAY(OVERSIGHT) | SL_MAY(SAMPLE) |      \
      SL_MAY(AUDIT) | SL_MAY(PUBLISH) | SL_MAY(LEDGER_VERIFY) | SL_MAY(FAIRNESS),            \
      SL_FOR_PURPOSE(ASSURANCE))                                                             \
    X(SL_USER_PARTNERSHIP, "partnership_lead", "partnership lead", SL_MAY(OVERSIGHT) |       \
      SL_MAY(PUBLISH) | SL_MAY(AGREEMENT) | SL_MAY(LEDGER_VERIFY) | SL_MAY(FAIRNESS),        \
      SL_FOR_PURPOSE(ASSURANCE))                                                             \
    X(SL_USER_PRIVACY, "privacy_officer", "privacy officer", SL_MAY(GLASS_REVIEW) |          \
      SL_MAY(LEDGER_READ) | SL_MAY(LEDGER_VERIFY) | SL_MAY(SUBJECT_ACCESS) | SL_MAY(SEAL) |  \
      SL_MAY(ANSWER) | SL_MAY(ERASE) | SL_MAY(ERASE_CONFIRM) | SL_MAY(FAIRNESS),             \
      SL_FOR_PURPOSE(RIGHTS))                                                                \
    X(SL_USER_ADMINISTRATOR, "administrator", "administrator", SL_MAY(USERS) | SL_MAY(STORE) \
      | SL_MAY(INTAKE) | SL_MAY(LEDGER_VERIFY), SL_FOR_PURPOSE(RUNNING))
/* clang-format on */

/* X(enumerator, name, words, purposes): what ties a user to a child, and what for it counts. */
/* clang-format off */
#define SL_USER_TIE_TABLE(X)                                                                     \
    X(SL_USER_TIE_ALLOCATED, "allocated", "the child is allocated to the user",                  \
      SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(INVESTIGATION) | SL_FOR_PURPOSE(CARE))  \
    X(SL_USER_TIE_TEAM, "team", "the child is allocated to the user's team",                     \
      SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(INVESTIGATION) | SL_FOR_PURPOSE(CARE))  \
    X(SL_USER_TIE_HOUSEHOLD, "household", "the child lives with one allocated to the user",      \
      SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(INVESTIGATION))                         \
    X(SL_USER_TIE_OPERATION, "operation", "the user works on an operation about the child",      \
      SL_FOR_PURPOSE(SAFEGUARDING) | SL_FOR_PURPOSE(INVESTIGATION))                         \
    X(SL_USER_TIE_SAMPLE, "sample", "the case is in the sample of an inspection",                \
      SL_FOR_PURPOSE(ASSURANCE))
/* clang-format on */

#define SL_ROLE_ENUM(enumerator, ...) enumerator,
enum sl_purpose { SL_PURPOSE_TABLE(SL_ROLE_ENUM) SL_PURPOSE_COUNT };
enum sl_permission { SL_PERMISSION_TABLE(SL_ROLE_ENUM) SL_PERMISSION_COUNT };
enum sl_user_role { SL_USER_ROLE_TABLE(SL_ROLE_ENUM) SL_USER_ROLE_COUNT };
enum sl_user_tie_kind { SL_USER_TIE_TABLE(SL_ROLE_ENUM) SL_USER_TIE_COUNT };
#undef SL_ROLE_ENUM

/* A line of each table. */
struct sl_permission_line {
    enum sl_reach reach;
    enum sl_sight most;
    uint64_t fields;
    bool needs_tie;
};
struct sl_user_role_line {
    uint32_t permissions; /* bits of enum sl_permission */
    uint8_t purposes;     /* bits of enum sl_purpose */
};

/* The terms of each table by enumerator (for sl_term_find, too); static. */
const struct sl_term *sl_purpose_terms(void);
const struct sl_term *sl_permission_terms(void);
const struct sl_term *sl_user_role_terms(void);
const struct sl_term *sl_tie_terms(void);

/* What the tables say of one; static. */
const struct sl_permission_line *sl_permission_get(enum sl_permission permission);
const struct sl_user_role_line *sl_user_role_get(enum sl_user_role role);
/* The purposes for which a relationship counts, as bits. */
uint8_t sl_tie_purposes(enum sl_user_tie_kind kind);

#endif
