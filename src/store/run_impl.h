/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run_impl.h - runs, as the rest of src/store handles them.
 */
#ifndef SL_STORE_RUN_IMPL_H
#define SL_STORE_RUN_IMPL_H

#include "store/run.h"

/* A run that must be open; without its names. Errors: SL_NOT_FOUND, SL_INVALID, of the database. */
SL_NODISCARD enum sl_status
sl_run_get_open(struct sl_store *store, int64_t id, struct sl_run *ret_run, struct sl_error *err);

#endif
