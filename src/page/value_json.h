/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value_json.h - a value out of JSON text.
 */
#ifndef SL_PAGE_VALUE_JSON_H
#define SL_PAGE_VALUE_JSON_H

#include "base/arena.h"
#include "base/error.h"
#include "page/value.h"

/*
 * Read one JSON text (RFC 8259) as a value. A member that stands twice counts as it stands last.
 *
 *   json   borrowed as long as the value is used: texts without escapes are slices of it
 *   arena  takes the rest of the value, and meanwhile as much again
 *
 * Errors: SL_INVALID with the column; SL_LIMIT (nested deeper than SL_JSON_DEPTH_LIMIT);
 *         SL_NO_MEMORY, also when the arena is full.
 * Time:   proportional to the text, and to the square of the members of a map.
 */
SL_NODISCARD enum sl_status sl_value_parse_json(
    struct sl_str json, struct sl_arena *arena, struct sl_value *ret_value, struct sl_error *err
);

#endif
