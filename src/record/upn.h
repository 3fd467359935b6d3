/* SPDX-License-Identifier: Apache-2.0 */
/*
 * upn.h - unique pupil numbers of schools in England.
 *
 * Source: Department for Education, "Unique pupil numbers (UPNs): a guide for schools and local
 *         authorities"; the check letter also in the UK Government Data Standards Catalogue,
 *         "Unique Pupil Number", version 2.0, 18 November 2004.
 */
#ifndef SL_RECORD_UPN_H
#define SL_RECORD_UPN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the number in lower case: a letter and twelve digits, or eleven and a letter when it is
 * temporary. Where only a digit can stand, O, I, L and S become 0, 1, 1 and 5; at the end so do O,
 * I and S, which are never given there. A wrong check letter is kept, as a slip is still evidence.
 * Nothing for placeholders, and for a number of one digit repeated. Other text as an identifier.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_upn_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/* Is this normal form a number, permanent or temporary, with the right check letter? */
bool sl_upn_valid(struct sl_str normal);

/* Has this normal form the shape of a temporary number, with a letter at its end? */
bool sl_upn_temporary(struct sl_str normal);

#endif
