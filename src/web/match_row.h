/* SPDX-License-Identifier: Apache-2.0 */
/*
 * match_row.h - two people who may be one, as a row: the same on the home page and in their list.
 */
#ifndef SL_WEB_MATCH_ROW_H
#define SL_WEB_MATCH_ROW_H

#include "app/identity_review.h"
#include "web/rows.h"
#include "web/visit.h"

/* Two people who may be one: what the records of each say that agree best. */
struct sl_row sl_match_row(struct sl_visit *visit, const struct sl_review_pair *pair);

/* What a record is called, "agency/system/key"; and a field, "Given name". */
struct sl_str sl_match_mention(struct sl_visit *visit, const struct sl_identity_mention *mention);
struct sl_str sl_match_field(struct sl_visit *visit, struct sl_str name);

#endif
