/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form.h - what a form or the query of an address says: names and values.
 *
 * Source: WHATWG URL Standard, section 5.1, application/x-www-form-urlencoded parsing.
 * Different: what is not valid UTF-8, has a NUL, or a percent sign without two digits is refused
 * and not repaired; line ends become one LF, as forms send CR LF.
 */
#ifndef SL_WEB_FORM_H
#define SL_WEB_FORM_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct sl_form_field {
    struct sl_str name, value;
};

/* Fields in the order in which they came. Texts live in the arena that was given. */
struct sl_form {
    const struct sl_form_field *fields;
    size_t count;
};

/*
 * Parse "a=1&b=two+words".
 *
 * Errors: SL_INVALID when it is not valid; SL_LIMIT when it has more than SL_WEB_PARAMETER_LIMIT
 * fields or a name of more than SL_WEB_NAME_BYTES; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_form_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_form *ret_form, struct sl_error *err
);

/* The first value of a name; empty when there is none. */
struct sl_str sl_form_get(const struct sl_form *form, struct sl_str name);

/* Is there a field of this name, empty or not? */
bool sl_form_has(const struct sl_form *form, struct sl_str name);

/*
 * The next value of a name that may be there several times.
 *
 *   position  0 before the first; moved on
 *
 * Returns false when there is none any more.
 */
bool sl_form_next(
    const struct sl_form *form, struct sl_str name, size_t *position, struct sl_str *ret_value
);

#endif
