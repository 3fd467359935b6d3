/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stamp.h - who did something, and when: on every fact about users and what is kept from them.
 */
#ifndef SL_STORE_STAMP_H
#define SL_STORE_STAMP_H

#include <stdint.h>

#include "base/str.h"

/*
 * by: the id of a user; empty for what the very first administrator was given. at: microseconds
 * since 1970 in UTC; 0 where a fact has not ended.
 */
struct sl_stamp {
    struct sl_str by;
    int64_t at;
};

#endif
