/* SPDX-License-Identifier: Apache-2.0 */
/*
 * postcode.h - postcodes, and the larger areas that their first characters name.
 *
 * Source: Royal Mail's shapes of UK postcodes (A9, A99, AA9, AA99, A9A, AA9A before 9AA), as in
 *         BS 7666-2; ZZ99 pseudo-postcodes from the NHS Data Dictionary.
 */
#ifndef SL_RECORD_POSTCODE_H
#define SL_RECORD_POSTCODE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the postcode: lower case, without blanks, "m13 9PL" as "m139pl". Where a UK shape demands
 * a digit or a letter, O and 0, I, L and 1 change places; nothing else is corrected.
 * Nothing for placeholders and the NHS pseudo-postcodes (ZZ99...).
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_postcode_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/* Lengths of the prefixes of a normal postcode that name its larger areas; 0 when there is none. */
struct sl_postcode_parents {
    size_t sector_len;
    size_t district_len;
};

/*
 * Find the larger areas of a normal postcode: for a UK one the sector ("m139" of "m139pl") and
 * the district ("m13"); a district alone names itself. Other codes: all but the last character
 * and all but the last two, as long as two characters remain.
 */
struct sl_postcode_parents sl_postcode_parents(struct sl_str normal);

#endif
