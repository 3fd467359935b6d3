/* SPDX-License-Identifier: Apache-2.0 */
/*
 * labels.h - the words that a picture is shown in, for its text, its JSON and its genogram.
 */
#ifndef SL_PICTURE_LABELS_H
#define SL_PICTURE_LABELS_H

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

/* 'm', 'f', 'x' (stated, and neither), or 0 when it is not recorded or not understood. */
char sl_picture_sex(const struct sl_picture_person *person);

#endif
