/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_options.h - what commands on a store have in common: which file it is, who asks, and times.
 */
#ifndef SL_CLI_STORE_OPTIONS_H
#define SL_CLI_STORE_OPTIONS_H

#include <stdint.h>

#include "app/access.h"
#include "base/buf.h"
#include "cli/command.h"

/* The option --store in a command's table. */
#define SL_STORE_OPTION                                                               \
    {                                                                                 \
        .name = "--store", .value = "FILE", .type = SL_OPTION_TEXT,                   \
        .text = "The store (default: the environment variable SIGHTLINE_STORE, else " \
                "sightline.db in this folder)"                                        \
    }

/* The options --session and --purpose, of every command that goes through the door. */
#define SL_SESSION_OPTION                                                      \
    {                                                                          \
        .name = "--session", .value = "FILE", .type = SL_OPTION_TEXT,          \
        .text = "The file of your session (default: the environment variable " \
                "SIGHTLINE_SESSION, else where sign-in puts it)"               \
    }
#define SL_PURPOSE_OPTION                                                           \
    {                                                                               \
        .name = "--purpose", .value = "NAME", .type = SL_OPTION_TEXT,               \
        .text = "What it is for, such as safeguarding (default: the first purpose " \
                "for which one of your roles may do this)"                          \
    }

/*
 * Open the door for a command whose table begins with --store, --session and --purpose.
 *
 *   options  what was given of the three, in this order
 *
 * Errors: those of sl_access_open.
 */
SL_NODISCARD enum sl_status sl_cli_open(
    const struct sl_option_value *options,
    enum sl_store_mode mode,
    struct sl_access **ret_access,
    struct sl_error *err
);

/* The same, and one factor is enough: for setting up the second, and for signing out. */
SL_NODISCARD enum sl_status sl_cli_open_with_one_factor(
    const struct sl_option_value *options,
    enum sl_store_mode mode,
    struct sl_access **ret_access,
    struct sl_error *err
);

/* The store that is meant: what --store says, else SIGHTLINE_STORE, else sightline.db. */
const char *sl_cli_store_path(const struct sl_option_value *option);

/* Now, in microseconds since 1970 in UTC. */
int64_t sl_cli_now(void);

/* Now, as an instant on the clock on the wall in the United Kingdom (notice/history.h). Errors:
 * SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_cli_now_instant(int64_t *ret_instant, struct sl_error *err);

/* Append a time as above: "2026-03-31 09:30:00", or nothing for 0. */
void sl_cli_add_time(struct sl_buf *buf, int64_t at);

#endif
