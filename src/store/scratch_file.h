/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scratch_file.h - a file without a name beside the store, for what does not fit into memory.
 *
 * What is written there is about children as the store is, so it stands where the store stands, is
 * its owner's alone, and is gone when it is closed, however the process ends.
 */
#ifndef SL_STORE_SCRATCH_FILE_H
#define SL_STORE_SCRATCH_FILE_H

#include "store/store.h"

/*
 * Open one, to be read and written, empty.
 *
 *   ret_fd  closed with close(2)
 *
 * Errors: SL_IO.
 */
SL_NODISCARD enum sl_status
sl_store_scratch_file(const struct sl_store *store, int *ret_fd, struct sl_error *err);

#endif
