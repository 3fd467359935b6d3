/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_profile.h - the use case "what is in this file, and how would I link it?"
 */
#ifndef SL_APP_LINK_PROFILE_H
#define SL_APP_LINK_PROFILE_H

#include "base/csv.h"
#include "base/error.h"
#include "link/profile.h"
#include "sightline/linkage.h"

/*
 * Read a file and profile it. Rows that lack fields at their end are taken as they are, for this is
 * where somebody finds out about them.
 *
 *   path         "-" is standard input
 *   progress     hears of bytes read, as SL_STAGE_READ; may be NULL
 *   context      given to progress
 *   ret_profile  finished; free with sl_profile_close
 *   ret_short    the rows that lack fields
 *
 * Errors: as of reading CSV.
 */
SL_NODISCARD enum sl_status sl_link_profile(
    const char *path,
    sl_progress_fn *progress,
    void *context,
    struct sl_profile **ret_profile,
    struct sl_csv_short *ret_short,
    struct sl_error *err
);

#endif
