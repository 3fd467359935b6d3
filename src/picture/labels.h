/* SPDX-License-Identifier: Apache-2.0 */
/*
 * labels.h - the words that a picture is shown in, for its text, its JSON and its genogram.
 */
#ifndef SL_PICTURE_LABELS_H
#define SL_PICTURE_LABELS_H

#include <stdbool.h>

#include "base/buf.h"
#include "picture/picture.h"

/* A name in JSON (lower case, underscores) and words for people. Static. */
const struct sl_term *sl_picture_agreement_terms(void);
const struct sl_term *sl_picture_known_terms(void);
const struct sl_term *sl_picture_bond_terms(void);
const struct sl_term *sl_picture_circle_terms(void);
const struct sl_term *sl_picture_gap_terms(void);

/* Append what a person is called, or their key when no record has a name. */
void sl_picture_add_name(const struct sl_picture_person *person, struct sl_buf *buf);

/*
 * Of statements of a field that agree with one of them, and are current if it is: the text of the
 * first that is not in capitals throughout, as people read it more easily; else its own.
 */
struct sl_str sl_picture_spelling(const struct sl_picture_field *field, size_t value);

/*
 * Append what the child is called: the names that lead, in such a spelling. */
void sl_picture_add_child_name(const struct sl_picture *picture, struct sl_buf *buf);

/* Append how old the child is: "14 years old, born 23 Nov 2009"; nothing when nobody says. */
void sl_picture_add_life(const struct sl_picture *picture, struct sl_buf *buf);

/*
 * 'm', 'f', 'x' (stated, and neither), or 0 when it is not recorded or not understood; by the
 * gender where no record has a sex.
 */
char sl_picture_sex(const struct sl_picture_person *person);

/*
 * What a person is to the child, as people say it: "mother", "sister", "cared for by the child".
 * Static.
 *
 *   is_of_child  the person is ROLE of the child; else the child is ROLE of the person
 *   sex          of the person, as above
 */
struct sl_str sl_picture_kin(enum sl_role role, bool is_of_child, char sex);

/*
 * Append why a person is tied to the child, without the numbers of records: "mother", "same phone
 * 07700 900123", "found with the child in missing, 2 May 2024".
 */
void sl_picture_add_reason(
    const struct sl_picture *picture,
    const struct sl_picture_tie *tie,
    const struct sl_picture_reason *reason,
    struct sl_buf *buf
);

#endif
