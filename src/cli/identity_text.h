/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_text.h - what commands about identities print, as text and as JSON.
 */
#ifndef SL_CLI_IDENTITY_TEXT_H
#define SL_CLI_IDENTITY_TEXT_H

#include <jansson.h>

#include "app/identify.h"
#include "app/identify_truth.h"
#include "base/buf.h"

/* The summary of a run; quality may be NULL. Errors stick to the buffer. */
void sl_identify_text(
    struct sl_buf *text,
    const struct sl_identify_result *result,
    const struct sl_truth_quality *quality
);

/* The same as JSON; NULL when memory is short. */
json_t *
sl_identify_json(const struct sl_identify_result *result, const struct sl_truth_quality *quality);

/* Append an identity as people see it: "P3K7Q0ZD8". */
void sl_identity_add_id(struct sl_buf *text, int64_t identity);

/* The same as JSON; null for 0. */
json_t *sl_identity_json_id(int64_t identity);

#endif
