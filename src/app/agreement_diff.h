/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agreement_diff.h - what one agreement opens and closes against another.
 */
#ifndef SL_APP_AGREEMENT_DIFF_H
#define SL_APP_AGREEMENT_DIFF_H

#include "base/buf.h"
#include "base/error.h"

/*
 * Read two agreements and append what becomes more open, and what more closed, from the first to
 * the second.
 *
 * Errors: those of agreement_files.h; SL_INVALID when one is a revocation; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_agreement_diff(const char *before, const char *after, struct sl_buf *text, struct sl_error *err);

#endif
