/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_label.h - words that announce what follows them: "dob", "tel", "NHS number".
 */
#ifndef SL_SEARCH_SEARCH_LABEL_H
#define SL_SEARCH_SEARCH_LABEL_H

#include "search/search_query_impl.h"

/*
 * How many words from `first` on announce what follows, and what that is. 0 when none do, or when
 * nothing follows that has a digit or an @: "Reg Smith" is a name.
 */
size_t sl_search_label(
    const struct sl_search_parser *parser, size_t first, enum sl_search_reads *ret_label
);

#endif
