/* SPDX-License-Identifier: Apache-2.0 */
/*
 * problem.h - pages for what cannot be done: what happened, and what to do now.
 */
#ifndef SL_WEB_PROBLEM_H
#define SL_WEB_PROBLEM_H

#include "web/visit.h"

/* The HTTP status of a failure: SL_NOT_FOUND 404, SL_DENIED 403, what the browser sent 400, what
 * passes by itself 503, all else 500. */
unsigned sl_problem_status(enum sl_status status);

/*
 * Take back what was written, and write the page of a status.
 *
 *   why  said on it for what users can do something about (400, 403, 404); NULL: nothing more.
 *        What failed within is not told: the log has it
 *
 * There always is a page: when memory is short, a line of text.
 */
void sl_problem_show(struct sl_visit *visit, unsigned status, const struct sl_error *why);

#endif
