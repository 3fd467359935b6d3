/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_thing.h - whom does a phone, a vehicle, an online name, an e-mail or a number lead to?
 */
#ifndef SL_APP_SEARCH_THING_H
#define SL_APP_SEARCH_THING_H

#include "app/search_run.h"

/*
 * Add the mentions that a reading leads to, if it is a thing or the number of an identity, to the
 * tally and to `led`. Of a thing that very many have, not all are followed, and a note says so.
 * Errors: those of the store; SL_NO_MEMORY; SL_UNSUPPORTED when a record is of a format that this
 * program does not know.
 */
SL_NODISCARD enum sl_status sl_search_follow(
    struct sl_search *search,
    size_t part,
    const struct sl_search_reading *reading,
    struct sl_error *err
);

#endif
