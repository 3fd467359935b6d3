/* SPDX-License-Identifier: Apache-2.0 */
/*
 * normal.h - when do two agencies say the same of an attribute?
 */
#ifndef SL_PICTURE_NORMAL_H
#define SL_PICTURE_NORMAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fact.h"
#include "record/fold.h"

/*
 * Append the form in which values of the attribute are compared; nothing when the text says
 * nothing. A code of a statutory list and its plain words are the same: "WBRI" and "White British".
 *
 *   fold, text, out  as sl_normal_fn says
 */
void sl_picture_normal(
    struct sl_fold *fold, enum sl_attribute attribute, struct sl_str text, struct sl_buf *out
);

/* Can one person have several of it at a time, so that different values are no contradiction? */
bool sl_picture_is_several(enum sl_attribute attribute);

/*
 * Should every child's records have it? What the statutory returns and the identity of a child
 * consist of, and what inspections found to be missing.
 */
bool sl_picture_is_expected(enum sl_attribute attribute);

#endif
