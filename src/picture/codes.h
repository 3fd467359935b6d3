/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codes.h - which code list a value of a statutory return is from, and what its code means.
 *
 * A return has one column for many lists: a "reason" is that of a closed referral, of a change of
 * placement, or of a score that is missing. So the list follows from the kind of event and the
 * attribute; of persons from the attribute alone. What is no code of its list stays as written.
 */
#ifndef SL_PICTURE_CODES_H
#define SL_PICTURE_CODES_H

#include <stdbool.h>

#include "record/code_list.h"
#include "record/fact.h"

/*
 * The plain words of a code; NULL when the text is none.
 *
 *   entity  that has the value; NULL: a person
 */
const char *
sl_picture_code_words(const struct sl_entity *entity, const struct sl_fact_value *value);

/* What a value says of knowing: its own word, or what a code such as REFU means by its list. */
enum sl_known sl_picture_known(const struct sl_entity *entity, const struct sl_fact_value *value);

/*
 * Does a value say that nothing more is to be done: of a referral that it went no further, of a
 * section 47 enquiry that no conference is required? Returns mark it as true or 1.
 */
bool sl_picture_says_no_action(const struct sl_fact_value *value);

#endif
