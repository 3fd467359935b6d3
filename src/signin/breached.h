/* SPDX-License-Identifier: Apache-2.0 */
/*
 * breached.h - was this password stolen and published?
 */
#ifndef SL_SIGNIN_BREACHED_H
#define SL_SIGNIN_BREACHED_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Is a text among the commonest passwords of published breaches?
 *
 *   text  in lower case (A to Z)
 *
 * One in 80,000 of all other texts is taken for one: only four bytes of each are kept.
 */
bool sl_breached_has(struct sl_str text);

#endif
