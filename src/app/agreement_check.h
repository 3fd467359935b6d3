/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agreement_check.h - what agreements mean, before anyone puts them in force.
 */
#ifndef SL_APP_AGREEMENT_CHECK_H
#define SL_APP_AGREEMENT_CHECK_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * Read documents, and append what each means in plain English; of several, also the id of the
 * policy that they make together.
 *
 *   paths  path_count files
 *
 * Errors: those of agreement_files.h, at the first file that has one; those of sl_policy_compile.
 */
SL_NODISCARD enum sl_status sl_agreement_check(
    const char *const *paths, size_t path_count, struct sl_buf *text, struct sl_error *err
);

#endif
