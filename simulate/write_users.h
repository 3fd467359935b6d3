/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write_users.h - who works with a partnership, and what its agencies have agreed.
 *
 *     users.csv              as `sightline user import` takes it: made-up people of each agency
 *     agreements/main.yaml   who may see what of whom; signed by nobody
 */
#ifndef SL_SIMULATE_WRITE_USERS_H
#define SL_SIMULATE_WRITE_USERS_H

#include "base/error.h"

/* Write both into the folder of a partnership. The same bytes each time. Errors: SL_IO, SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_write_users(const char *out_path, struct sl_error *err);

#endif
