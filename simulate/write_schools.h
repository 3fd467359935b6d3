/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write_schools.h - each council's list of pupils, as sent to the department's matching service.
 */
#ifndef SL_SIMULATE_WRITE_SCHOOLS_H
#define SL_SIMULATE_WRITE_SCHOOLS_H

#include "clerk.h"

/* Write the children of the house who are of school age. */
void sl_write_schools(struct sl_clerk *clerk);

#endif
