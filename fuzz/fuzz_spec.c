/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_spec.c - any text is read as a specification without a fault; one that is read, printed and
 * read again is the same.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "link/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LIMIT_BYTES ((size_t)1 << 20)

static void compare(const struct sl_spec *first, const struct sl_spec *second)
{
    SL_ASSERT(first->count == second->count);
    for (size_t i = 0; i < first->count; i++) {
        SL_ASSERT(sl_str_equal(first->fields[i].column, second->fields[i].column));
        SL_ASSERT(first->fields[i].kind == second->fields[i].kind);
    }
}

/* Every item of a list, to the end of the text. */
static void take_all(struct sl_str text, struct sl_arena *arena)
{
    struct sl_str rest = text;
    struct sl_str item;
    struct sl_error err;

    while (rest.ptr != NULL && sl_spec_take(&rest, arena, &item, &err) == SL_OK) {
        SL_ASSERT(item.ptr[item.len] == '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sl_str text = { .ptr = (const char *)data, .len = size };
    struct sl_arena arena;
    struct sl_buf printed;
    struct sl_spec spec;
    struct sl_spec again;
    struct sl_error err;
    size_t order[SL_COLUMN_LIMIT];

    sl_arena_init(&arena, LIMIT_BYTES);
    sl_buf_init(&printed, LIMIT_BYTES);
    if (sl_spec_parse(text, &arena, &spec, &err) == SL_OK) {
        sl_spec_print(&spec, &printed);
        SL_ASSERT(sl_spec_parse(sl_buf_str(&printed), &arena, &again, &err) == SL_OK);
        compare(&spec, &again);
        SL_ASSERT(sl_spec_align(&spec, &again, order, &err) == SL_OK);
    }
    take_all(text, &arena);
    sl_buf_finish(&printed);
    sl_arena_finish(&arena);
    return 0;
}
