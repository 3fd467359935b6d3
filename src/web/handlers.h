/* SPDX-License-Identifier: Apache-2.0 */
/*
 * handlers.h - what answers programs at the addresses of routes.c. Each is told of in its own file;
 * what they take and give stands in docs/openapi.json.
 */
#ifndef SL_WEB_HANDLERS_H
#define SL_WEB_HANDLERS_H

#include "web/route.h"

/* api_search.c: people by what somebody knows of them. */
sl_visit_fn sl_visit_api_search;

/* api_child.c: the picture of a child; who holds records; what is asked. */
sl_visit_fn sl_visit_api_child;
sl_visit_fn sl_visit_api_holders;
sl_visit_fn sl_visit_api_questions;

/* api_request.c: requests between agencies; asking. */
sl_visit_fn sl_visit_api_requests;
sl_visit_fn sl_visit_api_request_ask;

/* api_intake.c: taking a file in; what became of one. */
sl_visit_fn sl_visit_api_intake;
sl_visit_fn sl_visit_api_run;

/* api_return.c: a piece of the department's daily data. */
sl_visit_fn sl_visit_api_return;

/* api_about.c: is the program there; the document that describes all of this. */
sl_visit_fn sl_visit_api_health;
sl_visit_fn sl_visit_api_document;

#endif
