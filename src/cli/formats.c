/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/format.h"

#include "cli/command.h"
#include "cli/print.h"

#define NAME_COLUMNS 16u

enum { JSON };

/* clang-format off */
static const struct sl_option options[] = {
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of a table" },
};
/* clang-format on */

static json_t *formats_json(void)
{
    json_t *list = json_array();
    size_t count = 0;
    const struct sl_format *const *formats = sl_format_list(&count);

    for (size_t i = 0; i < count; i++) {
        const struct sl_str name = sl_format_name(formats[i]);
        const struct sl_str title = sl_format_title(formats[i]);
        json_t *format =
            json_pack("{s:s%, s:s%}", "name", name.ptr, name.len, "title", title.ptr, title.len);
        if (json_array_append_new(list, format) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static void formats_text(struct sl_buf *text)
{
    size_t count = 0;
    const struct sl_format *const *formats = sl_format_list(&count);

    for (size_t i = 0; i < count; i++) {
        sl_print_value(text, sl_format_name(formats[i]), 0, NAME_COLUMNS);
        sl_buf_addf(text, "%.*s\n", SL_STR_ARG(sl_format_title(formats[i])));
    }
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_buf text;

    if (arguments->options[JSON].count > 0) {
        return sl_print_json(cli->out, formats_json(), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    formats_text(&text);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

const struct sl_command sl_command_formats = {
    .group = "formats",
    .name = "",
    .operands = "",
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "List the formats of files that can be taken in",
    .text = "List the formats that 'sightline intake --format' knows. Each has a page in "
            "docs/formats.",
    .example = "sightline formats",
    .run = run,
};
