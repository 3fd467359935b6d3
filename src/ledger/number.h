/* SPDX-License-Identifier: Apache-2.0 */
/*
 * number.h - whole numbers as bytes, the most significant first.
 */
#ifndef SL_LEDGER_NUMBER_H
#define SL_LEDGER_NUMBER_H

#include <stdint.h>

#include "base/buf.h"

/* Append the last `len` bytes of a number; len 0 to 8. */
void sl_number_add(struct sl_buf *buf, size_t len, uint64_t number);

/* The number in `len` bytes; len 0 to 8. */
uint64_t sl_number_read(const char *bytes, size_t len);

#endif
