/* SPDX-License-Identifier: Apache-2.0 */
/*
 * choice.h - words and days that are typed, and shown again: one of a list, a span of days.
 */
#ifndef SL_CLI_CHOICE_H
#define SL_CLI_CHOICE_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "cli/command.h"
#include "record/term.h"
#include "sharing/span.h"

/*
 * One of a list of terms.
 *
 *   what  for the message: "a role"
 *
 * Errors: SL_USAGE, with the names of all in the hint.
 */
SL_NODISCARD enum sl_status sl_cli_choose(
    const struct sl_term *terms,
    unsigned count,
    const char *what,
    const char *text,
    unsigned *ret_term,
    struct sl_error *err
);

/* The day that an option has; as it was when the option was not given. Errors: SL_USAGE. */
SL_NODISCARD enum sl_status
sl_cli_day(const struct sl_option_value *option, int32_t *day, struct sl_error *err);

/*
 * The days between two options, --from and --until behind one another in a table.
 *
 *   today  without --from it begins today; without --until it has no end
 *
 * Errors: SL_USAGE.
 */
SL_NODISCARD enum sl_status sl_cli_span(
    const struct sl_option_value *options,
    int32_t today,
    struct sl_span *ret_span,
    struct sl_error *err
);

/*
 * A number as the store gives them, from 1.
 *
 *   what  for the message: "a request"
 *
 * Errors: SL_USAGE.
 */
SL_NODISCARD enum sl_status
sl_cli_number(const char *text, const char *what, int64_t *ret_number, struct sl_error *err);

/* Append a day, or nothing for SL_SPAN_OPEN; the same as JSON, null for SL_SPAN_OPEN. */
void sl_cli_add_day(struct sl_buf *buf, int32_t day);
json_t *sl_cli_day_json(int32_t day);

/* A time as text of JSON, null for 0; a slice as text of JSON. */
json_t *sl_cli_time_json(int64_t at);
json_t *sl_cli_str_json(struct sl_str text);

/* The options --from and --until of a table. */
#define SL_FROM_OPTION                                             \
    {                                                              \
        .name = "--from", .value = "DATE", .type = SL_OPTION_TEXT, \
        .text = "The first day, YYYY-MM-DD (default: today)"       \
    }
#define SL_UNTIL_OPTION                                             \
    {                                                               \
        .name = "--until", .value = "DATE", .type = SL_OPTION_TEXT, \
        .text = "The last day (default: it has no end)"             \
    }

#endif
