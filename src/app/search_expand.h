/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_expand.h - which words in use may be meant by those that were typed?
 */
#ifndef SL_APP_SEARCH_EXPAND_H
#define SL_APP_SEARCH_EXPAND_H

#include "app/search_run.h"

/*
 * Fill sounds, common and scale of a search whose query is parsed.
 * Errors: those of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_expand(struct sl_search *search, struct sl_error *err);

#endif
