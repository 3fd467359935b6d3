/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_template.c - any bytes are a template or refused, at a place that is in them.
 */
#include <stdint.h>

#include "node.h"

#define LIMIT_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Nodes lie in the text, in the order in which they stand there. */
static void check_nodes(const struct tpl_node *nodes, size_t size)
{
    for (const struct tpl_node *node = nodes; node != NULL; node = node->next) {
        SL_ASSERT(node->offset <= size);
        SL_ASSERT(node->next == NULL || node->next->offset >= node->offset);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tpl_source source = {
        .path = SL_STR("x"),
        .text = {.ptr = (const char *)data, .len = size},
    };
    struct sl_arena arena;
    struct sl_error err = { .status = SL_OK };

    sl_arena_init(&arena, LIMIT_BYTES);
    const enum sl_status status = tpl_parse(&source, &arena, &err);
    SL_ASSERT(status == SL_OK || status == SL_INVALID || status == SL_LIMIT);
    SL_ASSERT(status == SL_OK || err.message[0] != '\0');
    if (status == SL_OK) {
        check_nodes(source.nodes, size);
    }
    sl_arena_finish(&arena);
    return 0;
}
