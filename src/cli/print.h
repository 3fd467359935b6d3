/* SPDX-License-Identifier: Apache-2.0 */
/*
 * print.h - what a command prints: text, JSON, messages of failure, and numbers for people.
 */
#ifndef SL_CLI_PRINT_H
#define SL_CLI_PRINT_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/error.h"

/* Room for everything that a command prints itself. */
#define SL_PRINT_LIMIT_BYTES ((size_t)64 << 20)

/* Write all of buf to a stream. Errors: those that stick to buf; SL_IO. */
SL_NODISCARD enum sl_status
sl_print_buf(FILE *stream, const struct sl_buf *buf, struct sl_error *err);

/*
 * Write a JSON value with sorted keys, indented, and a line end. Takes the value over.
 *
 *   json  NULL when making it has failed
 *
 * Errors: SL_NO_MEMORY, SL_IO.
 */
SL_NODISCARD enum sl_status sl_print_json(FILE *stream, json_t *json, struct sl_error *err);

/* A number as JSON, with null for one that is not finite. */
json_t *sl_print_json_number(double number);

/* Tell why a command failed: "sightline: MESSAGE", then detail and hint on lines of their own. */
void sl_print_failure(FILE *stream, const struct sl_error *err);

/*
 * Append text that came from a file, safe for a terminal: control characters become blanks.
 *
 *   limit  code points shown; a longer text ends in "..." within the limit; 0 is no limit
 *   width  blanks are added behind it up to so many columns
 */
void sl_print_value(struct sl_buf *buf, struct sl_str text, size_t limit, size_t width);

/* Append a word as a shell takes it: between single quotes where it must. */
void sl_print_shell_word(struct sl_buf *buf, struct sl_str word);

/* Append a count with commas between thousands: 1,279,041,753. */
void sl_print_count(struct sl_buf *buf, uint64_t count);

/* Append a number of bytes: "182 MiB". */
void sl_print_bytes(struct sl_buf *buf, uint64_t bytes);

/* Append a time: "0.31 s", "12.4 s", "5 min 02 s". */
void sl_print_seconds(struct sl_buf *buf, double seconds);

#endif
