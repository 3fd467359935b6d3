/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pnc_id.h - numbers of people on the Police National Computer, and what is looked up beside them.
 */
#ifndef SL_RECORD_PNC_ID_H
#define SL_RECORD_PNC_ID_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the normal form of a PNC id: two digits of the year, seven of the serial number and the
 * check letter. "2012/0123456A", "12/123456a" and "20120123456A" are all "120123456a". The century
 * is left out, as half of those who write them leave it out. Anything that has not the shape is as
 * sl_identifier_normal makes it: whoever looks for a number need not know what it is.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_pnc_id_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
