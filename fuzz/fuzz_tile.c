/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_tile.c - whatever is taken for the path of a tile is the path of that tile.
 */
#include <stdint.h>

#include "ledger/tile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str path = { .ptr = (const char *)bytes, .len = len };
    struct sl_tile tile;
    struct sl_buf buf;

    if (sl_tile_parse(path, &tile, NULL) != SL_OK) {
        return 0;
    }
    sl_buf_init(&buf, SL_TILE_PATH_BYTES);
    sl_tile_print(&tile, &buf);
    SL_ASSERT(sl_str_equal(sl_buf_str(&buf), path));
    sl_buf_finish(&buf);
    return 0;
}
