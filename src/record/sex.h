/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sex.h - sex or gender as recorded.
 *
 * Source: ISO/IEC 5218 (1 male, 2 female, 0 not known, 9 not applicable); NHS Data Dictionary,
 *         "PERSON STATED GENDER CODE" (the same, 9 indeterminate).
 */
#ifndef SL_RECORD_SEX_H
#define SL_RECORD_SEX_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append "m", "f" or "x" (stated, and neither); other text is folded text. Nothing for
 * placeholders, 0, 9 and "u". An sl_normal_fn: parameters, memory as it says.
 */
void sl_sex_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
