/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_asked.h - what a page asks about a child: time limits that run or were missed, and what
 * guidance says to look for; as JSON, for the reason that child_told.h gives.
 *
 * These are questions that somebody has to answer, each with the records that raise it. Nothing is
 * added up, and nothing says how much at risk a child is.
 */
#ifndef SL_WEB_CHILD_ASKED_H
#define SL_WEB_CHILD_ASKED_H

#include "app/notice_explain.h"
#include "base/buf.h"

/*
 * Append an object:
 *
 *   clocks     that are open: { state, words, title, owner, source, runs }; those that are over
 *              first, then those due soon. A run is { due, isCertain, proofs }
 *   questions  that indicators open: { question, signs }, each once; last an empty one for
 *              indicators that open none. A sign is { indicator, wording, meaning, source, isMore,
 * proofs }
 *
 * A proof is { what, when, agency, record }, without the first two when it is no event.
 * Errors: those that stick to json.
 */
void sl_child_ask(const struct sl_notice_answer *answer, struct sl_buf *json);

#endif
