/* SPDX-License-Identifier: Apache-2.0 */
/*
 * explain_text.h - the waterfall of one pair on a terminal, and as JSON.
 */
#ifndef SL_CLI_EXPLAIN_TEXT_H
#define SL_CLI_EXPLAIN_TEXT_H

#include <jansson.h>

#include "app/link_explain.h"
#include "base/buf.h"

/* Append the waterfall as text, at most 100 columns wide but for long values. */
void sl_explain_text(const struct sl_explained_pair *pair, struct sl_buf *buf);

/* The same as JSON; NULL when memory is short. */
json_t *sl_explain_json(const struct sl_explained_pair *pair);

/* The steps of a waterfall as a JSON array, the total last; NULL when memory is short. */
json_t *sl_explain_steps_json(const struct sl_waterfall *waterfall);

#endif
