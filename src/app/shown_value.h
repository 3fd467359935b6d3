/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shown_value.h - values as people write them, from the normal forms that are compared.
 */
#ifndef SL_APP_SHOWN_VALUE_H
#define SL_APP_SHOWN_VALUE_H

#include "base/buf.h"
#include "base/str.h"
#include "sightline/kind.h"

/*
 * Append a value as a person would write it: "20110304" of a date of birth as "4 March 2011",
 * "m601aa" of a postcode as "M60 1AA", "9434765919" of an NHS number as "943 476 5919", "f" of a
 * sex as "female". Parts of a date that are not known are left out, a day that there is not stays
 * in digits ("71-17-1862"), and what does not look like its kind is appended as it is.
 *
 *   normal  in normal form, as sl_explained_field has it
 */
void sl_shown_value(enum sl_kind kind, struct sl_str normal, struct sl_buf *out);

#endif
