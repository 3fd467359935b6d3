/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/list.h"

#include "cli/print.h"
#include "cli/store_options.h"

/* What one listing keeps in memory. */
#define LIST_LIMIT_BYTES ((size_t)256 << 20)

static const void *
row_at(const struct sl_cli_list *list, const struct sl_cli_listing *listing, size_t i)
{
    return (const char *)listing->rows + i * list->row_bytes;
}

static enum sl_status print_json(
    const struct sl_cli_list *list, const struct sl_cli_listing *listing, struct sl_error *err
)
{
    json_t *json = json_array();

    for (size_t i = 0; i < listing->count; i++) {
        (void)json_array_append_new(json, list->json(listing, row_at(list, listing, i)));
    }
    return sl_print_json(listing->cli->out, json, err);
}

static enum sl_status print_lines(
    const struct sl_cli_list *list, const struct sl_cli_listing *listing, struct sl_error *err
)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    if (list->title != NULL) {
        sl_buf_addf(&text, "%s\n", list->title);
    }
    for (size_t i = 0; i < listing->count; i++) {
        list->add(listing, row_at(list, listing, i), &text);
    }
    const enum sl_status status = sl_print_buf(listing->cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

enum sl_status sl_cli_list_run(
    const struct sl_cli_list *list,
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    struct sl_error *err
)
{
    struct sl_cli_listing listing = { .cli = cli,
                                      .options = arguments->options,
                                      .operands = arguments->operands };

    SL_TRY(sl_cli_open(arguments->options, list->mode, &listing.access, err));
    sl_arena_init(&listing.arena, LIST_LIMIT_BYTES);
    enum sl_status status = list->read(&listing, err);
    if (status == SL_OK) {
        status = list->json != NULL && arguments->options[list->json_option].count > 0
                     ? print_json(list, &listing, err)
                     : print_lines(list, &listing, err);
    }
    sl_arena_finish(&listing.arena);
    sl_access_close(listing.access);
    return status;
}
