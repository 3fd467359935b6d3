/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hall.h - what doors (access.h) stand on: open stores, a compiled policy, a scribe.
 *
 * A command opens one door, and a hall for it. A service keeps one hall for all of its doors; then
 * what takes long to open is opened once for each thread, in a room, and who comes next finds it.
 * Nothing that says what somebody may do is kept without asking whether it is still so: what is
 * kept of users, roles and seals is that of a state of the store (rights.h), the policy is compared
 * with what is in force (policy_keep.h), the store with the file of its path.
 */
#ifndef SL_APP_HALL_H
#define SL_APP_HALL_H

#include "app/policy_keep.h"
#include "app/scribe.h"
#include "base/error.h"
#include "base/keep.h"
#include "record/fold.h"
#include "store/store.h"

struct sl_hall;

/*
 * Make a hall for a store, which is not opened yet.
 *
 *   store  path; copied
 *
 * Errors: SL_LIMIT when the path is too long; SL_NO_MEMORY. Close when all doors are closed.
 */
SL_NODISCARD enum sl_status
sl_hall_open(const char *store, struct sl_hall **ret_hall, struct sl_error *err);
/* NULL is fine. */
void sl_hall_close(struct sl_hall *hall);

/* The path of its store. */
const char *sl_hall_store(const struct sl_hall *hall);

/* Close what is kept: until somebody enters again, nothing of the store is open. Nobody is in. */
void sl_hall_clear(struct sl_hall *hall);

/* Who writes the ledger for all of its doors. */
struct sl_scribe *sl_hall_scribe(struct sl_hall *hall);

/* What is kept of users (rights.h), for all of its doors. */
struct sl_keep *sl_hall_rights(struct sl_hall *hall);

/* What one door at a time uses. */
struct sl_room;

/* Enter a room that nobody is in; threads may do this at once. There are as many as were ever
 * needed at once. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_hall_enter(struct sl_hall *hall, struct sl_room **ret_room, struct sl_error *err);

/* Leave it: what was not committed is gone, a store to write is closed. NULL is fine. */
void sl_hall_leave(struct sl_room *room);

/*
 * The store, open in this mode, with no transaction; good until the room is left. One to write is
 * the only one of the room that is open.
 * Errors: those of sl_store_open.
 */
SL_NODISCARD enum sl_status sl_room_store(
    struct sl_room *room, enum sl_store_mode mode, struct sl_store **ret_store, struct sl_error *err
);

/* The policy of the room, to be asked by policy_keep.h. */
struct sl_policy_keep *sl_room_policy(struct sl_room *room);

/* A folder of text, for one thing at a time. Errors: those of sl_fold_open. */
SL_NODISCARD enum sl_status
sl_room_fold(struct sl_room *room, struct sl_fold **ret_fold, struct sl_error *err);

#endif
