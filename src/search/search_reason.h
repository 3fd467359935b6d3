/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_reason.h - why a person was found, in words.
 */
#ifndef SL_SEARCH_SEARCH_REASON_H
#define SL_SEARCH_SEARCH_REASON_H

#include "base/buf.h"
#include "search/search_match.h"

/*
 * Append how a part agrees: "surname sounds the same (Kahn)", "no name like 'smith'". Values stand
 * as agencies wrote them, dates as people say them.
 *
 *   typed  what stood in the question
 */
void sl_search_reason_print(
    const struct sl_search_agrees *agrees, struct sl_str typed, struct sl_buf *buf
);

#endif
