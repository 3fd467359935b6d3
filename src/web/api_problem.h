/* SPDX-License-Identifier: Apache-2.0 */
/*
 * api_problem.h - what programs are told of what cannot be done: a problem, as JSON.
 *
 * Source: RFC 9457 (2023), "Problem Details for HTTP APIs". The type is about:blank, so the title
 * is the phrase of the status; `hint` is ours: what to do next.
 */
#ifndef SL_WEB_API_PROBLEM_H
#define SL_WEB_API_PROBLEM_H

#include "base/error.h"
#include "web/visit.h"

#define SL_API_PROBLEM_TYPE "application/problem+json"

/*
 * Make it the answer, which says nothing yet.
 *
 *   why  of a failure of ours (5xx) nothing is told: it may name files
 */
void sl_api_problem_show(struct sl_visit *visit, unsigned status, const struct sl_error *why);

/* The statuses that have a phrase, ascending; static. */
const unsigned *sl_api_problem_statuses(size_t *ret_count);

#endif
