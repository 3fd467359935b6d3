/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store.h - the one file that holds what agencies sent and what people decided.
 *
 * Any number of processes read it while exactly one writes. What was committed survives a crash of
 * the program, of the machine and of the power; what was not is gone. The file can be read and
 * written by its owner only.
 *
 * A store is used by one thread at a time; threads that read at once open one each. Nothing here
 * reads a clock: times are microseconds since 1970 in UTC, given by the caller.
 */
#ifndef SL_STORE_STORE_H
#define SL_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct sl_store;

enum sl_store_mode {
    SL_STORE_READ,
    SL_STORE_WRITE, /* one at a time; an older store is brought up to date */
    /*
     * Beside readers and the writer: short changes to what people do with the system (users,
     * sessions, requests), never to records, runs or anything derived. A writer may stay for days,
     * and people must be able to sign in meanwhile. Waits up to ten seconds for a transaction of
     * somebody else.
     */
    SL_STORE_BRIEF,
};

/*
 * Make an empty store. It appears under its name only when it is complete.
 *
 *   path  a file that does not exist, in a folder that does
 *
 * Errors: SL_INVALID when the file exists; SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_store_create(const char *path, struct sl_error *err);

/*
 * Open a store.
 *
 * Errors: SL_NOT_FOUND when there is no file; SL_INVALID when it is no store or is damaged;
 * SL_UNSUPPORTED when a newer version of the program has written it, or an older one and it is
 * opened to read; SL_IO when another process writes (the hint names it), when rights are missing
 * or the disk fails; SL_NO_MEMORY.
 * Memory: a reader holds up to 64 MiB of pages, a writer up to 128 MiB and an index of 32 MiB.
 */
SL_NODISCARD enum sl_status sl_store_open(
    const char *path, enum sl_store_mode mode, struct sl_store **ret_store, struct sl_error *err
);

/* Close it; what was not committed is gone. NULL is fine. */
void sl_store_close(struct sl_store *store);
/* For SL_CLEANUP on a struct sl_store * variable. */
void sl_store_close_ptr(struct sl_store **store);

/*
 * Begin a transaction. A writer changes things between begin and commit only, and readers see all
 * of it or nothing; what it does in one transaction costs one sync of the disk. A reader that has
 * begun sees the store as it was then until it commits or rolls back. There is none open yet.
 *
 * Errors: SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_store_begin(struct sl_store *store, struct sl_error *err);

/*
 * Commit: on SL_OK everything is on the disk. After any error nothing of the transaction is, and
 * there is none open.
 *
 * Errors: SL_IO, SL_NO_MEMORY; SL_INVALID when a change before has failed, which says so.
 */
SL_NODISCARD enum sl_status sl_store_commit(struct sl_store *store, struct sl_error *err);

/*
 * Commit a transaction in which nothing was done but noting that a session was used
 * (sl_store_session_see): what is kept of the store stays good. Errors: as above.
 */
SL_NODISCARD enum sl_status sl_store_commit_seen(struct sl_store *store, struct sl_error *err);

/*
 * What tells one state of a store from every other one, of any store: each commit but those above
 * draws it anew, from so many numbers that none comes twice. So what was made from a store is what
 * would be made now as long as the stamp is the same. In a transaction it is that of the
 * transaction's moment; 0: nothing was committed since this program knows of stamps.
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status
sl_store_stamp(struct sl_store *store, int64_t *ret_stamp, struct sl_error *err);

/* Take back everything since begin. Without a transaction it does nothing. */
void sl_store_rollback(struct sl_store *store);

/*
 * For a store that stays open while nobody uses it: end whatever was begun, so that whoever goes on
 * with it sees what is there then.
 */
void sl_store_rest(struct sl_store *store);

/*
 * Is what was opened still the file of its path, and of this program's version? A restored store is
 * another file of the same path. To be asked before a store that rested is used again; when it is
 * not, close it and open it anew.
 */
bool sl_store_is_current(struct sl_store *store);

/*
 * The finish_order of the newest finished run, 0 when there is none: what is visible now. Readers
 * that are given the same number see the same records, whatever has been finished since.
 *
 * Errors: SL_IO, SL_INVALID (damaged), SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_store_as_of(struct sl_store *store, int64_t *ret_as_of, struct sl_error *err);

#endif
