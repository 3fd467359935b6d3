/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_load.h"
#include "cli/command.h"
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

static json_t *str_json(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}

/* What something appends to a buffer, as JSON; NULL when memory is short. */
static json_t *buf_json(struct sl_buf *buf)
{
    json_t *json = sl_buf_status(buf, NULL) == SL_OK ? str_json(sl_buf_str(buf)) : NULL;
    sl_buf_finish(buf);
    return json;
}

static json_t *limit_json(struct sl_limit limit)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_PRINT_LIMIT_BYTES);
    sl_limit_print(limit, &buf);
    return buf_json(&buf);
}

static json_t *pattern_json(const struct sl_pattern *pattern)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_PRINT_LIMIT_BYTES);
    sl_pattern_plain(pattern, &buf);
    return buf_json(&buf);
}

static json_t *patterns_json(const struct sl_pattern *patterns, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        if (json_array_append_new(list, pattern_json(&patterns[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *then_json(const struct sl_clock *clock)
{
    json_t *list = json_array();
    for (size_t i = 0; i < clock->then_count; i++) {
        if (json_array_append_new(list, limit_json(clock->then[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *clock_json(const struct sl_clock *clock)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:{s:o, s:o, s:o}}",
        "id",
        str_json(clock->id),
        "title",
        str_json(clock->title),
        "owner",
        str_json(clock->owner),
        "basis",
        str_json(sl_clock_basis_terms()[clock->basis].name),
        "starts",
        pattern_json(&clock->starts),
        "which",
        str_json(sl_clock_which_terms()[clock->which].name),
        "stops",
        patterns_json(clock->stops, clock->stop_count),
        "ceases",
        patterns_json(clock->ceases, clock->cease_count),
        "limit",
        limit_json(clock->limit),
        "then",
        then_json(clock),
        "source",
        "title",
        str_json(clock->source.title),
        "version",
        str_json(clock->source.version),
        "section",
        str_json(clock->source.section)
    );
}

static json_t *indicator_json(const struct sl_indicator *one)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:{s:o, s:o, s:o, s:o}}",
        "id",
        str_json(one->id),
        "wording",
        str_json(one->wording),
        "set",
        str_json(sl_indicator_set_terms()[one->set].name),
        "meaning",
        str_json(sl_indicator_meaning_terms()[one->meaning].name),
        "asked",
        (int)one->is_asked,
        "condition",
        one->is_asked ? json_null() : str_json(one->condition_text),
        "question",
        one->question.len == 0 ? json_null() : str_json(one->question),
        "source",
        "title",
        str_json(one->source->title),
        "publisher",
        str_json(one->source->publisher),
        "version",
        str_json(one->source->version),
        "page",
        str_json(one->source->page)
    );
}

static json_t *catalogues_json(const struct sl_notice_catalogues *catalogues)
{
    json_t *clocks = json_array(), *indicators = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < catalogues->clocks.count; i++) {
        json_t *one = clock_json(&catalogues->clocks.items[i]);
        is_whole = json_array_append_new(clocks, one) == 0 && is_whole;
    }
    for (size_t i = 0; i < catalogues->indicators.count; i++) {
        json_t *one = indicator_json(&catalogues->indicators.items[i]);
        is_whole = json_array_append_new(indicators, one) == 0 && is_whole;
    }
    json_t *all = json_pack("{s:o, s:o}", "clocks", clocks, "indicators", indicators);
    if (!is_whole) {
        json_decref(all);
        all = NULL;
    }
    return all;
}

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
    sl_buf_addf(
        &text,
        "\nClocks: %zu. Indicators: %zu.\n",
        catalogues->clocks.count,
        catalogues->indicators.count
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
                     ? sl_print_json(cli->out, catalogues_json(&catalogues), err)
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
    .summary = "Say what catalogues of clocks and indicators mean",
    .text =
        "Reads catalogues of time limits and of indicators, and says each in plain English with "
        "its source. What is wrong is told with line and column. A later file with clocks "
        "takes the place of those with the same id in one before it, and cannot give more time "
        "than a statutory limit. The formats are described in docs/formats/clocks.md and "
        "docs/formats/indicators.md.",
    .example = "sightline notice check catalogue/clocks.yaml catalogue/indicators.yaml",
    .run = run,
};
