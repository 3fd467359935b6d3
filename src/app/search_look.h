/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_look.h - what is recorded of a mention, as far as the reader may see it.
 */
#ifndef SL_APP_SEARCH_LOOK_H
#define SL_APP_SEARCH_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "app/search_run.h"
#include "app/search_who.h"
#include "base/error.h"
#include "search/search_person.h"

/* A person who is looked at, mention by mention. */
struct sl_search_looking {
    struct sl_search *search;
    struct sl_search_person *person;   /* what may be compared is added */
    struct sl_search_telling *telling; /* what may be told is added; or NULL */
    bool is_told;                      /* set when something was */
    bool is_led;                       /* of the mention seen last: may things lead to it? */
};

/*
 * Add what a mention says, if the reader may see it.
 *
 *   ret_is_seen  false: there is no such mention for the reader
 *
 * Errors: those of the request's `see`, and of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_look(
    struct sl_search_looking *looking, int64_t mention, bool *ret_is_seen, struct sl_error *err
);

#endif
