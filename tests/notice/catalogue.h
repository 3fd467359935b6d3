/* SPDX-License-Identifier: Apache-2.0 */
/*
 * catalogue.h - the catalogue of clocks that the program comes with, read for tests.
 */
#ifndef SL_TESTS_NOTICE_CATALOGUE_H
#define SL_TESTS_NOTICE_CATALOGUE_H

#include "base/buf.h"
#include "base/yaml.h"
#include "example.h"
#include "notice/clock.h"

#define CATALOGUE_CLOCKS "catalogue/clocks.yaml"
#define CATALOGUE_LOCAL  "docs/formats/clocks/last-discussion.yaml"

/* The catalogue in a file; it lives in the arena. */
static inline struct sl_clocks catalogue_read(const char *path, struct sl_arena *arena)
{
    struct sl_clocks clocks = { .count = 0 };
    struct sl_error err = { .status = SL_OK };
    struct sl_buf text;
    sl_buf_init(&text, SL_YAML_LIMIT_BYTES);
    sl_test_read(path, &text);
    SL_CHECK_OK(sl_clocks_parse(sl_buf_str(&text), arena, &clocks, &err), &err);
    sl_buf_finish(&text);
    return clocks;
}

static inline const struct sl_clock *catalogue_find(const struct sl_clocks *clocks, const char *id)
{
    for (size_t i = 0; i < clocks->count; i++) {
        if (sl_str_equal(clocks->items[i].id, sl_str_from(id))) {
            return &clocks->items[i];
        }
    }
    fail_msg("there is no clock %s", id);
    return NULL;
}

#endif
