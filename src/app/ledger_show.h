/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_show.h - who has seen this child's record, what did this person look at, and when?
 */
#ifndef SL_APP_LEDGER_SHOW_H
#define SL_APP_LEDGER_SHOW_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "logbook/view.h"

/* Which entries: those that are all of what is given. */
struct sl_ledger_filter {
    struct sl_str user;    /* empty: anybody */
    struct sl_str subject; /* empty: about anybody */
    struct sl_str agency;  /* of the user; empty: any */
    int64_t from_us;       /* microseconds since 1970; 0: from the beginning */
    int64_t until_us;      /* before this; 0: to the end */
};

/*
 * Go through the entries of the ledger at `path`, the first one first. Entries whose user or
 * subject was erased match no filter on it.
 * Errors: those of sl_view_open, sl_view_each and `told`.
 * Time: proportional to all entries; an index is the store's business.
 */
SL_NODISCARD enum sl_status sl_ledger_show(
    const char *path,
    const struct sl_ledger_filter *filter,
    sl_view_fn *told,
    void *context,
    struct sl_error *err
);

#endif
