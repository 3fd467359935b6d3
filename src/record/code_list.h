/* SPDX-License-Identifier: Apache-2.0 */
/*
 * code_list.h - what the codes of the statutory returns mean, in plain words.
 *
 * A list holds only codes that are certain, in all years we know of: a code that is missing here is
 * not thereby wrong. Facts keep codes as the agency wrote them; words are for people.
 */
#ifndef SL_RECORD_CODE_LIST_H
#define SL_RECORD_CODE_LIST_H

#include "base/str.h"
#include "record/fact.h"
#include "record/words.h"

#define SL_SOURCE_CBDS \
    "Department for Education, Common Basic Data Set, code sets of the 2024 to 2025 collections"
#define SL_SOURCE_CIN \
    "Department for Education, Children in need census, guide for the 2024 to 2025 collection"
#define SL_SOURCE_SSDA903 \
    "Department for Education, Guide to the SSDA903 collection, 1 April 2024 to 31 March 2025"

/* X(enumerator, name, title, source); the rows of a list are called after its name. */
#define SL_CODE_LIST_TABLE(X)                                                                  \
    X(SL_CODES_ETHNICITY, ethnicity, "ethnicity", SL_SOURCE_CBDS)                              \
    X(SL_CODES_DISABILITY, disability, "disability", SL_SOURCE_CIN)                            \
    X(SL_CODES_UPN_UNKNOWN, upn_unknown, "why there is no unique pupil number", SL_SOURCE_CIN) \
    X(SL_CODES_REFERRAL_SOURCE, referral_source, "source of a referral", SL_SOURCE_CIN)        \
    X(SL_CODES_NEED, need, "primary need", SL_SOURCE_CIN)                                      \
    X(SL_CODES_CLOSURE, closure, "reason for closure", SL_SOURCE_CIN)                          \
    X(SL_CODES_ABUSE, abuse, "category of abuse", SL_SOURCE_CIN)                               \
    X(SL_CODES_FACTOR, factor, "factor identified at an assessment", SL_SOURCE_CIN)            \
    X(SL_CODES_LEGAL_STATUS, legal_status, "legal status", SL_SOURCE_SSDA903)                  \
    X(SL_CODES_PLACEMENT, placement, "type of placement", SL_SOURCE_SSDA903)                   \
    X(SL_CODES_PROVIDER, provider, "provider of a placement", SL_SOURCE_SSDA903)               \
    X(SL_CODES_NEW_EPISODE, new_episode, "reason for a new episode", SL_SOURCE_SSDA903)        \
    X(SL_CODES_EPISODE_CEASED, episode_ceased, "why an episode ceased", SL_SOURCE_SSDA903)     \
    X(SL_CODES_PLACE_CHANGE, place_change, "why a placement changed", SL_SOURCE_SSDA903)       \
    X(SL_CODES_MISSING, missing, "missing or away", SL_SOURCE_SSDA903)                         \
    X(SL_CODES_REVIEW, review, "the child's part in a review", SL_SOURCE_SSDA903)              \
    X(SL_CODES_SDQ_REASON,                                                                     \
      sdq_reason,                                                                              \
      "why there is no strengths and difficulties score",                                      \
      SL_SOURCE_SSDA903)                                                                       \
    X(SL_CODES_ADOPTION_CEASED,                                                                \
      adoption_ceased,                                                                         \
      "why the plan of adoption ended",                                                        \
      SL_SOURCE_SSDA903)

enum sl_code_list_id {
#define SL_CODE_LIST_ENUM(enumerator, name, title, source) enumerator,
    SL_CODE_LIST_TABLE(SL_CODE_LIST_ENUM)
#undef SL_CODE_LIST_ENUM
        SL_CODE_LIST_COUNT
};

/* A list: static. The word of a row is a code, its value the plain words. */
struct sl_code_list {
    struct sl_str name;   /* lower case, underscores */
    struct sl_str title;  /* what the codes are of */
    struct sl_str source; /* who publishes it, and which edition */
    struct sl_word_table codes;
};

/* The list of an id. */
const struct sl_code_list *sl_code_list_get(enum sl_code_list_id id);
/* The list with a name; NULL when there is none. */
const struct sl_code_list *sl_code_list_find(struct sl_str name);

/*
 * What a code of a list means, in plain words of lower case ("interim care order"); NULL when the
 * list does not have it. Codes are upper case, exactly as published, without blanks around.
 */
const char *sl_code_words(enum sl_code_list_id id, struct sl_str code);

/*
 * What a code says of knowing: SL_REFUSED for ethnicity REFU, SL_NOT_ASKED for NOBT,
 * SL_NOT_RECORDED for codes of "not stated" and "unknown" and for no code at all; else SL_KNOWN,
 * whether the list has the code or not.
 */
enum sl_known sl_code_known(enum sl_code_list_id id, struct sl_str code);

#endif
