/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_about.h - the entries that are about one child: by their id, and by ids that were joined
 * into it; alone, or among others.
 */
#ifndef SL_APP_LEDGER_ABOUT_H
#define SL_APP_LEDGER_ABOUT_H

#include "app/ledger_answer.h"
#include "identity/identity_id.h"
#include "logbook/view.h"

/* Ids of one child. */
#define SL_LEDGER_ABOUT_LIMIT 64u

/* A child. names[0] is the id of today. */
struct sl_ledger_about {
    struct sl_access *access;
    int64_t identity;
    size_t name_count;
    struct sl_identity_id ids[SL_LEDGER_ABOUT_LIMIT];
    struct sl_str names[SL_LEDGER_ABOUT_LIMIT];
};

/*
 * Whom a text means (sl_child_find). *about stays where it is.
 * Errors: those of sl_child_find; SL_NOT_FOUND, also for somebody who is nobody's yet.
 */
SL_NODISCARD enum sl_status sl_ledger_about_find(
    struct sl_ledger_about *about,
    struct sl_access *access,
    struct sl_str text,
    struct sl_error *err
);

/* Tell the entries before a time (0: all). Errors: those of the ledger, and of told. */
SL_NODISCARD enum sl_status sl_ledger_about_tell(
    const struct sl_ledger_about *about,
    int64_t until_us,
    sl_ledger_act_fn *told,
    void *context,
    struct sl_error *err
);

/*
 * What a seal kept back is its holder's business: false when an act is nothing else, and not of
 * this agency. For the holder it is made an act of the kind "sealed record", and refused.
 */
bool sl_ledger_act_open(struct sl_ledger_act *act, struct sl_str agency);

/* An entry as an act, with everything that it says. */
struct sl_ledger_act sl_ledger_act_of(const struct sl_view_entry *entry);

#endif
