/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/indicator.h"

#include "notice/catalogue_read.h"

static void print_line(const char *name, struct sl_str line, struct sl_buf *buf)
{
    sl_buf_addf(buf, "    %s: ", name);
    sl_yaml_print_line(line, buf);
    sl_buf_add(buf, SL_STR("\n"));
}

static void print_source(const struct sl_indicator_source *source, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("  "));
    sl_yaml_print_line(source->name, buf);
    sl_buf_add(buf, SL_STR(":\n"));
    print_line("title", source->title, buf);
    print_line("publisher", source->publisher, buf);
    print_line("version", source->version, buf);
    print_line("page", source->page, buf);
}

void sl_indicator_sources_print(
    const struct sl_indicator_source *sources, size_t source_count, struct sl_buf *buf
)
{
    sl_buf_add(buf, SL_STR("sources:\n"));
    for (size_t i = 0; i < source_count; i++) {
        print_source(&sources[i], buf);
    }
}

static void print_indicator(const struct sl_indicator *indicator, struct sl_buf *buf)
{
    sl_buf_addf(buf, "  - id: %.*s\n", SL_STR_ARG(indicator->id));
    print_line("wording", indicator->wording, buf);
    print_line("set", sl_indicator_set_terms()[indicator->set].name, buf);
    print_line("meaning", sl_indicator_meaning_terms()[indicator->meaning].name, buf);
    print_line("source", indicator->source->name, buf);
    if (indicator->is_asked) {
        print_line("asked", SL_STR("true"), buf);
    } else {
        print_line("condition", indicator->condition_text, buf);
    }
    if (indicator->question.len > 0) {
        print_line("question", indicator->question, buf);
    }
}

void sl_indicators_print(const struct sl_indicators *indicators, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("format: sightline-indicators-1\n"));
    sl_indicator_sources_print(indicators->sources, indicators->source_count, buf);
    sl_buf_add(buf, SL_STR("indicators:\n"));
    for (size_t i = 0; i < indicators->count; i++) {
        print_indicator(&indicators->items[i], buf);
    }
}
