/* SPDX-License-Identifier: Apache-2.0 */
/*
 * indicators.h - a small catalogue of indicators, and reading the one that the program comes with.
 */
#ifndef SL_TESTS_NOTICE_INDICATORS_H
#define SL_TESTS_NOTICE_INDICATORS_H

#include "base/buf.h"
#include "base/yaml.h"
#include "example.h"
#include "notice/indicator.h"

#define INDICATORS_EXAMPLE                                         \
    "format: sightline-indicators-1\n"                             \
    "sources:\n"                                                   \
    "  guide: {title: T, publisher: P, version: V, page: \"7\"}\n" \
    "indicators:\n"                                                \
    "  - id: gifts\n"                                              \
    "    wording: Gifts\n"                                         \
    "    set: signs\n"                                             \
    "    meaning: sign_of_harm\n"                                  \
    "    source: guide\n"                                          \
    "    asked: true\n"                                            \
    "  - id: repeated\n"                                           \
    "    wording: Missing again\n"                                 \
    "    set: patterns\n"                                          \
    "    meaning: response\n"                                      \
    "    source: guide\n"                                          \
    "    condition: at least 2 missing in 90 days\n"               \
    "    question: Why?\n"

static inline struct sl_indicators indicators_read(struct sl_str text, struct sl_arena *arena)
{
    struct sl_indicators indicators = { .count = 0 };
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_indicators_parse(text, arena, &indicators, &err), &err);
    return indicators;
}

/* The catalogue that the program comes with. */
static inline struct sl_indicators indicators_catalogue(struct sl_arena *arena)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_YAML_LIMIT_BYTES);
    sl_test_read("catalogue/indicators.yaml", &text);
    const struct sl_indicators indicators = indicators_read(sl_buf_str(&text), arena);
    sl_buf_finish(&text);
    return indicators;
}

#endif
