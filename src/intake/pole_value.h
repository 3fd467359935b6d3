/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pole_value.h - values of pole-jsonl: a text, an object that says when it holds or why there is
 * none, or a list of these.
 */
#ifndef SL_INTAKE_POLE_VALUE_H
#define SL_INTAKE_POLE_VALUE_H

#include "intake/json_read.h"

/*
 * Read the value of a member, whose token has been read, and add what it says to the facts' last
 * entity.
 * Errors: SL_INVALID, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_pole_value_take(struct sl_json_read *read, enum sl_attribute attribute, struct sl_error *err);

/*
 * Which of these names is that of the member whose token has been read? Marks it in *met.
 * Errors: SL_INVALID: none ("'x' is not a member of WHAT"), or it is marked already.
 */
SL_NODISCARD enum sl_status sl_pole_member(
    const struct sl_json_read *read,
    const struct sl_str names[4],
    const char *what,
    unsigned *met,
    unsigned *ret_which,
    struct sl_error *err
);

#endif
