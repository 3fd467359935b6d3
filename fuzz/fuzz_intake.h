/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_intake.h - a file or a record of a format, and what must hold of its facts.
 */
#ifndef SL_FUZZ_INTAKE_H
#define SL_FUZZ_INTAKE_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "intake/format.h"

static inline void fuzz_check_facts(const struct sl_facts *facts)
{
    size_t value = 0;
    for (size_t i = 0; i < facts->entity_count; i++) {
        SL_ASSERT(facts->entities[i].key.len > 0);
        SL_ASSERT(facts->entities[i].first_value == value);
        value += facts->entities[i].value_count;
    }
    SL_ASSERT(value == facts->value_count);
    for (size_t i = 0; i < facts->link_count; i++) {
        SL_ASSERT(facts->links[i].from_key.len > 0 && facts->links[i].to_key.len > 0);
    }
}

static inline void fuzz_read(const char *name, struct sl_str layout, struct sl_str body)
{
    const struct sl_format *format = sl_format_find(sl_str_from(name));
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_error err;
    sl_arena_init(&arena, SL_SPLIT_FACTS_LIMIT_BYTES);
    sl_facts_init(&facts, &arena);
    if (sl_format_read(format, layout, SL_STR("key"), body, &facts, &err) == SL_OK) {
        struct sl_findings findings = { .arena = &arena };
        fuzz_check_facts(&facts);
        SL_ASSERT(sl_format_check(format, layout, &facts, &findings, &err) == SL_OK);
    }
    sl_arena_finish(&arena);
}

static inline void fuzz_take(const char *name, struct sl_splitter *splitter)
{
    struct sl_split split = { .step = SL_SPLIT_RECORD };
    struct sl_error err;
    while (sl_splitter_next(splitter, &split, &err) == SL_OK && split.step != SL_SPLIT_END) {
        if (split.step == SL_SPLIT_RECORD) {
            fuzz_check_facts(split.record.facts);
            fuzz_read(name, split.record.layout, split.record.body);
        }
    }
}

/* Take bytes apart as a file of a format; what was cut out reads the same alone. */
static inline void fuzz_split(const char *name, const uint8_t *data, size_t size)
{
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    char path[64];
    const int fd = memfd_create(name, 0);
    SL_ASSERT(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (sl_splitter_open(sl_format_find(sl_str_from(name)), path, &splitter, &err) == SL_OK) {
        fuzz_take(name, splitter);
        sl_splitter_close(splitter);
    }
    (void)close(fd);
}

#endif
