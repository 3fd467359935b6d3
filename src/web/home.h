/* SPDX-License-Identifier: Apache-2.0 */
/*
 * home.h - the parts of the home page: each adds a short list of what waits, and what to do next.
 *
 * A part is only asked for who holds a permission that it needs; the door decides all the same.
 */
#ifndef SL_WEB_HOME_H
#define SL_WEB_HOME_H

#include "web/sheet.h"

/* Adds a part. Errors: those of the use case. */
typedef enum sl_status sl_home_fn(struct sl_sheet *sheet, struct sl_error *err);

/* request_page.c: requests that the agency must decide, or waits for, those due first. */
sl_home_fn sl_home_requests;

/* emergency_page.c: claims to be judged; for leaders, how many wait. */
sl_home_fn sl_home_emergencies;
sl_home_fn sl_home_unjudged;

/* question_page.c: what waits for an answer; for who allocates, what nobody has been given. */
sl_home_fn sl_home_questions;

/* match_page.c: the surest possible matches. */
sl_home_fn sl_home_matches;

/* intake_page.c: the latest files of which something was rejected. */
sl_home_fn sl_home_rejects;

/* proposal_page.c: what waits for a second administrator. */
sl_home_fn sl_home_proposals;

/* draft_page.c: what the user has begun to write, and not recorded. */
sl_home_fn sl_home_drafts;

#endif
