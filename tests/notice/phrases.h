/* SPDX-License-Identifier: Apache-2.0 */
/*
 * phrases.h - a small catalogue of phrases, and reading it.
 */
#ifndef SL_TESTS_NOTICE_PHRASES_H
#define SL_TESTS_NOTICE_PHRASES_H

#include "base/buf.h"
#include "notice/language.h"
#include "support/support.h"

#define LANGUAGE_LIMIT_BYTES ((size_t)16 << 20)

#define LANGUAGE_EXAMPLE                                           \
    "format: sightline-language-1\n"                               \
    "sources:\n"                                                   \
    "  guide: {title: T, publisher: P, version: V, page: \"7\"}\n" \
    "phrases:\n"                                                   \
    "  - source: guide\n"                                          \
    "    why: It blames.\n"                                        \
    "    phrase: [At risk, Putting  herself at-risk]\n"            \
    "    better: [in danger]\n"                                    \
    "  - source: guide\n"                                          \
    "    why: It asks the wrong person.\n"                         \
    "    phrase: [\"why didn't she leave\"]\n"                     \
    "    better: [what kept her, who kept her]\n"

static inline struct sl_language language_read(struct sl_str text, struct sl_arena *arena)
{
    struct sl_language language = { .phrase_count = 0 };
    struct sl_error err = { .status = SL_OK };

    SL_CHECK_OK(sl_language_parse(text, arena, &language, &err), &err);
    return language;
}

#endif
