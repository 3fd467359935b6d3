/* SPDX-License-Identifier: Apache-2.0 */
#include "shuffle.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

struct line {
    uint16_t len;
    char bytes[SL_SHUFFLE_LINE_LIMIT_BYTES];
};

struct sl_shuffle {
    struct line *lines;
    size_t pool_lines;
    size_t held;
    struct sl_random random;
    sl_shuffle_out_fn *out;
    void *context;
};

enum sl_status sl_shuffle_open(
    size_t pool_lines,
    uint64_t seed,
    sl_shuffle_out_fn *out,
    void *context,
    struct sl_shuffle **ret_shuffle,
    struct sl_error *err
)
{
    struct sl_shuffle *shuffle = sl_calloc(1, sizeof(*shuffle));
    if (shuffle == NULL) {
        return sl_fail_memory(err);
    }
    shuffle->pool_lines = pool_lines;
    shuffle->out = out;
    shuffle->context = context;
    sl_random_init(&shuffle->random, sl_hash_u64(seed + 2));
    shuffle->lines = sl_alloc(pool_lines, sizeof(*shuffle->lines));
    if (shuffle->lines == NULL) {
        sl_shuffle_close(shuffle);
        return sl_fail_memory(err);
    }
    *ret_shuffle = shuffle;
    return SL_OK;
}

static void put_out(struct sl_shuffle *shuffle, const struct line *line)
{
    shuffle->out(shuffle->context, (struct sl_str){ .ptr = line->bytes, .len = line->len });
}

static void fill_line(struct line *line, struct sl_str text)
{
    memcpy(line->bytes, text.ptr, text.len);
    line->len = (uint16_t)text.len;
}

void sl_shuffle_add(struct sl_shuffle *shuffle, struct sl_str line)
{
    SL_ASSERT(line.len > 0 && line.len <= SL_SHUFFLE_LINE_LIMIT_BYTES);
    if (shuffle->held < shuffle->pool_lines) {
        fill_line(&shuffle->lines[shuffle->held++], line);
        return;
    }
    struct line *place = &shuffle->lines[sl_random_below(&shuffle->random, shuffle->pool_lines)];
    put_out(shuffle, place);
    fill_line(place, line);
}

void sl_shuffle_flush(struct sl_shuffle *shuffle)
{
    while (shuffle->held > 0) {
        struct line *place = &shuffle->lines[sl_random_below(&shuffle->random, shuffle->held)];
        put_out(shuffle, place);
        *place = shuffle->lines[--shuffle->held];
    }
}

void sl_shuffle_close(struct sl_shuffle *shuffle)
{
    if (shuffle != NULL) {
        sl_free(shuffle->lines);
        sl_free(shuffle);
    }
}

void sl_shuffle_close_ptr(struct sl_shuffle **shuffle)
{
    sl_shuffle_close(*shuffle);
}
