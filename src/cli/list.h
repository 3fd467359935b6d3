/* SPDX-License-Identifier: Apache-2.0 */
/*
 * list.h - commands that list: the door is opened, rows are read, and printed as lines or as JSON.
 *
 * What differs between lists is data: how rows are read, and what one row is as a line and as JSON.
 */
#ifndef SL_CLI_LIST_H
#define SL_CLI_LIST_H

#include <jansson.h>

#include "app/access.h"
#include "base/arena.h"
#include "base/buf.h"
#include "cli/command.h"

/* The option --json of a list. */
#define SL_JSON_OPTION                                                                 \
    {                                                                                  \
        .name = "--json", .type = SL_OPTION_FLAG, .text = "Print JSON instead of text" \
    }

/* A listing under way. The rows are in the arena. */
struct sl_cli_listing {
    struct sl_cli *cli;
    const struct sl_option_value *options;
    const char *const *operands; /* of the command */
    struct sl_access *access;
    struct sl_arena arena;
    const void *rows;
    size_t count;
};

/* What is listed, and how. The command's options begin with those of sl_cli_open. */
struct sl_cli_list {
    enum sl_store_mode mode;
    size_t row_bytes;
    const char *title; /* a line above; NULL: none */
    /* Read all rows: sets rows and count. */
    enum sl_status (*read)(struct sl_cli_listing *listing, struct sl_error *err);
    /* Append a row as a line or more. */
    void (*add)(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text);
    /* A row as JSON; NULL when memory is short. Not given: the list has no --json. */
    json_t *(*json)(const struct sl_cli_listing *listing, const void *row);
    unsigned json_option; /* which option --json is, when `json` is given */
};

/*
 * Do what a command that lists does.
 *
 * Errors: those of sl_cli_open, of `read` and of printing; nothing is printed then.
 * Memory: the rows, at most 256 MiB.
 */
SL_NODISCARD enum sl_status sl_cli_list_run(
    const struct sl_cli_list *list,
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    struct sl_error *err
);

#endif
