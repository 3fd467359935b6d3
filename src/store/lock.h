/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lock.h - one writer at a time, and everybody else is told who it is.
 *
 * Private to src/store. The lock is on a file beside the store, "<store>-lock", which holds the
 * writer's name and process id while there is one. The system gives the lock back when the process
 * ends, however it ends, so nothing is ever left locked; the file itself stays.
 */
#ifndef SL_STORE_LOCK_H
#define SL_STORE_LOCK_H

#include "base/error.h"

/* fd: -1 when it is not held. */
struct sl_lock {
    int fd;
};

/*
 * Take the lock.
 *
 *   path  of the store
 *
 * Errors: SL_IO when another process has it, which the hint names, or when the file cannot be made.
 */
SL_NODISCARD enum sl_status
sl_lock_take(const char *path, struct sl_lock *ret_lock, struct sl_error *err);

/* Give it back; one that is not held is fine. */
void sl_lock_release(struct sl_lock *lock);

#endif
