/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_line.h - files in which each line is one JSON object and one record.
 */
#ifndef SL_INTAKE_JSON_LINE_H
#define SL_INTAKE_JSON_LINE_H

#include "intake/format_impl.h"

/*
 * Is this a file of lines that are objects at all? Looks at its first byte that is no blank. For
 * the `open` of a format. Errors: SL_INVALID, naming the format; SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_json_line_open(struct sl_splitter *splitter, struct sl_error *err);

/* The next line as a record: for the `next` of a format. Errors: SL_IO, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_json_line_next(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err);

#endif
