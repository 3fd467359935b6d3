/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_people.h - from mentions that stand in lists to people, read and judged.
 */
#ifndef SL_APP_SEARCH_PEOPLE_H
#define SL_APP_SEARCH_PEOPLE_H

#include "app/search_run.h"

/*
 * Judge the people of a search that is gathered, and fill hits, counts and outcome of its result.
 * Errors: those of the store; SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_search_judge_people(struct sl_search *search, struct sl_error *err);

#endif
