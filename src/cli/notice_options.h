/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_options.h - what commands on time limits and indicators have in common.
 */
#ifndef SL_CLI_NOTICE_OPTIONS_H
#define SL_CLI_NOTICE_OPTIONS_H

#include "app/notice_load.h"
#include "cli/command.h"

/* The option --catalogue in a command's table. */
#define SL_CATALOGUE_OPTION                                                              \
    {                                                                                    \
        .name = "--catalogue", .value = "FILE", .type = SL_OPTION_TEXT,                  \
        .repeat = SL_OPTION_REPEAT_LIMIT,                                                \
        .text = "A catalogue of clocks or of indicators; up to 8 times (default: those " \
                "that Sightline comes with)"                                             \
    }

/* Read the catalogues that are given, or those of the program. Errors: those of sl_notice_load. */
SL_NODISCARD enum sl_status sl_cli_catalogues(
    const struct sl_option_value *given,
    struct sl_arena *arena,
    struct sl_notice_catalogues *ret_catalogues,
    struct sl_error *err
);

/* The end of the day that is given, or now, as clocks in the United Kingdom show it. Errors: those
 * of sl_cli_day. */
SL_NODISCARD enum sl_status
sl_cli_as_of(const struct sl_option_value *given, int64_t *ret_as_of, struct sl_error *err);

#endif
