/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_load.h"
#include "cli/command.h"
#include "cli/notice_json.h"
#include "cli/print.h"
#include "notice/plain.h"

enum { JSON };

/* clang-format off */
static const struct sl_option options[] = {
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of paragraphs" },
};
/* clang-format on */

static enum sl_status
print_text(struct sl_cli *cli, const struct sl_notice_catalogues *catalogues, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_clocks_plain(&catalogues->clocks, &text);
    if (catalogues->clocks.count > 0 && catalogues->indicators.count > 0) {
        sl_buf_add(&text, SL_STR("\n"));
    }
    sl_indicators_plain(&catalogues->indicators, &text);
    if (text.len > 0 && catalogues->language.phrase_count > 0) {
        sl_buf_add(&text, SL_STR("\n"));
    }
    sl_language_plain(&catalogues->language, &text);
    sl_buf_addf(
        &text,
        "\nClocks: %zu. Indicators: %zu. Phrases: %zu.\n",
        catalogues->clocks.count,
        catalogues->indicators.count,
        catalogues->language.phrase_count
    );
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_notice_catalogues catalogues;
    struct sl_arena arena;

    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    enum sl_status status =
        sl_notice_load(arguments->operands, arguments->operand_count, &arena, &catalogues, err);
    if (status == SL_OK) {
        status = arguments->options[JSON].count > 0
                     ? sl_print_json(cli->out, sl_notice_catalogues_json(&catalogues), err)
                     : print_text(cli, &catalogues, err);
    }
    sl_arena_finish(&arena);
    return status;
}

const struct sl_command sl_command_notice_check = {
    .group = "notice",
    .name = "check",
    .operands = "FILE...",
    .operand_min = 1,
    .operand_max = SL_OPERAND_LIMIT,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "Say what catalogues of clocks, indicators and phrases mean",
    .text = "Reads catalogues of time limits, of indicators and of phrases that blame victims, and "
            "says each in plain English with its source. What is wrong is told with line and "
            "column. A later file with clocks "
            "takes the place of those with the same id in one before it, and cannot give more time "
            "than a statutory limit. The formats are described in docs/formats/clocks.md, "
            "docs/formats/indicators.md and docs/formats/language.md.",
    .example = "sightline notice check catalogue/clocks.yaml catalogue/indicators.yaml",
    .run = run,
};
