/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_read.h - reading a JSON record, with the place of a fault and the usual wishes.
 *
 * Each function looks at the token that was read last and leaves the column of a fault in the
 * reading; the caller sets the field.
 */
#ifndef SL_INTAKE_JSON_READ_H
#define SL_INTAKE_JSON_READ_H

#include "base/json.h"
#include "intake/format_impl.h"

/* A record under way. */
struct sl_json_read {
    struct sl_reading *reading;
    struct sl_json json;
    struct sl_json_token token; /* that was read last */
};

/* Begin with the body of a record. */
void sl_json_read_init(struct sl_json_read *read, struct sl_reading *reading, unsigned depth_limit);

/* Read the next token. Errors: as sl_json_next. */
SL_NODISCARD enum sl_status sl_json_read_next(struct sl_json_read *read, struct sl_error *err);

/*
 * The token must be of this kind: "a list is wanted, not a number".
 * Errors: SL_INVALID.
 */
SL_NODISCARD enum sl_status
sl_json_read_want(const struct sl_json_read *read, enum sl_json_kind kind, struct sl_error *err);

/* The token must be the name of a term. Errors: SL_INVALID. */
SL_NODISCARD enum sl_status sl_json_read_term(
    const struct sl_json_read *read,
    const struct sl_term *terms,
    unsigned count,
    unsigned *ret_term,
    struct sl_error *err
);

/* The token must be a moment, or null, which is one that is not known. Errors: SL_INVALID. */
SL_NODISCARD enum sl_status sl_json_read_moment(
    const struct sl_json_read *read, struct sl_moment *ret_moment, struct sl_error *err
);

/* The token must be a text that can be a key. Errors: SL_INVALID. */
SL_NODISCARD enum sl_status
sl_json_read_key(const struct sl_json_read *read, struct sl_str *ret_key, struct sl_error *err);

/* Add a value or a link, up to SL_READ_ITEM_LIMIT. Errors: SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_read_add_value(struct sl_facts *facts, struct sl_fact_value value, struct sl_error *err);
SL_NODISCARD enum sl_status
sl_read_add_link(struct sl_facts *facts, struct sl_link link, struct sl_error *err);

#endif
