/* SPDX-License-Identifier: Apache-2.0 */
/*
 * common_word_data.h - words that people choose for passwords.
 */
#ifndef SL_SIGNIN_COMMON_WORD_DATA_H
#define SL_SIGNIN_COMMON_WORD_DATA_H

#include <stddef.h>

#include "base/str.h"

/* Lower case, sorted, of at least three letters; static. */
extern const char *const sl_common_words[];
extern const size_t sl_common_word_count;

#endif
