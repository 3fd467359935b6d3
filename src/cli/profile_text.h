/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile_text.h - the profile of a file on a terminal, and as JSON.
 */
#ifndef SL_CLI_PROFILE_TEXT_H
#define SL_CLI_PROFILE_TEXT_H

#include <jansson.h>

#include "base/buf.h"
#include "base/csv.h"
#include "link/profile.h"

/*
 * Append two tables, one of what columns hold and are good for, one of values, and the line to
 * paste.
 *
 *   path        of the file, for the line
 *   short_rows  rows of the file that lack fields
 */
void sl_profile_text(
    const struct sl_profile *profile,
    const char *path,
    const struct sl_csv_short *short_rows,
    struct sl_buf *buf
);

/* The same as JSON; NULL when memory is short. */
json_t *sl_profile_json(const struct sl_profile *profile, const struct sl_csv_short *short_rows);

#endif
