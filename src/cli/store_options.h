/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_options.h - what commands on a store have in common: which file it is, and times.
 */
#ifndef SL_CLI_STORE_OPTIONS_H
#define SL_CLI_STORE_OPTIONS_H

#include <stdint.h>

#include "base/buf.h"
#include "cli/command.h"

/* The option --store in a command's table. */
#define SL_STORE_OPTION                                                               \
    {                                                                                 \
        .name = "--store", .value = "FILE", .type = SL_OPTION_TEXT,                   \
        .text = "The store (default: the environment variable SIGHTLINE_STORE, else " \
                "sightline.db in this folder)"                                        \
    }

/* The store that is meant: what --store says, else SIGHTLINE_STORE, else sightline.db. */
const char *sl_cli_store_path(const struct sl_option_value *option);

/* Now, in microseconds since 1970 in UTC. */
int64_t sl_cli_now(void);

/* Append a time as above: "2026-03-31 09:30:00", or nothing for 0. */
void sl_cli_add_time(struct sl_buf *buf, int64_t at);

#endif
