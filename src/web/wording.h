/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wording.h - phrases that blame a child, pointed out beside what somebody writes.
 *
 * The catalogue of phrases has better words for each, with their source. Nothing is refused because
 * of it, and nothing of the text is kept.
 */
#ifndef SL_WEB_WORDING_H
#define SL_WEB_WORDING_H

#include "web/visit.h"

/* Phrases of a text as { text, why, better, source }, each of them once; undefined when it has
 * none. What went wrong sticks to the page. */
struct sl_value sl_wording_value(struct sl_visit *visit, struct sl_str text);

#endif
