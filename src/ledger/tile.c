/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/tile.h"

#define GROUP        UINT64_C(1000)
#define GROUP_DIGITS ((size_t)3)

unsigned sl_tile_width(uint64_t count, unsigned level, uint64_t number)
{
    const uint64_t hashes = count >> (SL_TILE_HEIGHT * level);
    const uint64_t full = hashes / SL_TILE_WIDTH;

    if (number < full) {
        return SL_TILE_WIDTH;
    }
    return number == full ? (unsigned)(hashes % SL_TILE_WIDTH) : 0;
}

static void print_number(uint64_t number, struct sl_buf *buf)
{
    uint64_t power = 1;

    while (number / power >= GROUP) {
        power *= GROUP;
    }
    for (; power >= GROUP; power /= GROUP) {
        sl_buf_addf(buf, "x%03u/", (unsigned)(number / power % GROUP));
    }
    sl_buf_addf(buf, "%03u", (unsigned)(number % GROUP));
}

void sl_tile_print(const struct sl_tile *tile, struct sl_buf *buf)
{
    static const char *const tops[] = {
        [SL_TILE_HASHES] = "tile/",
        [SL_TILE_ENTRIES] = "tile/entries/",
        [SL_TILE_PRIVATE] = "private/",
    };

    sl_buf_add(buf, sl_str_from(tops[tile->kind]));
    if (tile->kind == SL_TILE_HASHES) {
        sl_buf_addf(buf, "%u/", tile->level);
    }
    print_number(tile->number, buf);
    if (tile->width < SL_TILE_WIDTH) {
        sl_buf_addf(buf, ".p/%u", tile->width);
    }
}

/* Read digits, a leading zero at the most when it is alone or `width` says how many there are. */
static bool take_digits(struct sl_str *rest, size_t width, uint64_t max, uint64_t *ret_value)
{
    uint64_t value = 0;
    size_t len = 0;

    for (; len < rest->len && rest->ptr[len] >= '0' && rest->ptr[len] <= '9'; len++) {
        if (len == GROUP_DIGITS) {
            return false;
        }
        value = 10 * value + (uint64_t)(rest->ptr[len] - '0');
    }
    const bool is_padded = len > 1 && rest->ptr[0] == '0';
    if (len == 0 || value > max || (width == 0 ? is_padded : len != width)) {
        return false;
    }
    *rest = sl_str_part(*rest, len, rest->len);
    *ret_value = value;
    return true;
}

static bool take_word(struct sl_str *rest, struct sl_str word)
{
    if (!sl_str_starts(*rest, word)) {
        return false;
    }
    *rest = sl_str_part(*rest, word.len, rest->len);
    return true;
}

static bool take_top(struct sl_str *rest, struct sl_tile *tile)
{
    uint64_t level = 0;

    tile->level = 0;
    if (take_word(rest, SL_STR("private/"))) {
        tile->kind = SL_TILE_PRIVATE;
        return true;
    }
    if (take_word(rest, SL_STR("tile/entries/"))) {
        tile->kind = SL_TILE_ENTRIES;
        return true;
    }
    tile->kind = SL_TILE_HASHES;
    if (!take_word(rest, SL_STR("tile/")) || !take_digits(rest, 0, SL_TILE_LEVELS - 1, &level)) {
        return false;
    }
    tile->level = (unsigned)level;
    return take_word(rest, SL_STR("/"));
}

static bool take_number(struct sl_str *rest, uint64_t *ret_number)
{
    const uint64_t most = UINT64_MAX / SL_TILE_WIDTH; /* its last index must be a number, too */
    uint64_t group = 0;
    uint64_t number = 0;

    for (unsigned i = 0;; i++) { /* as the first group is not 0, `most` ends it */
        const bool is_more = take_word(rest, SL_STR("x"));
        if (!take_digits(rest, GROUP_DIGITS, GROUP - 1, &group)) {
            return false;
        }
        if (number > (most - group) / GROUP || (i == 0 && is_more && group == 0)) {
            return false;
        }
        number = number * GROUP + group;
        if (!is_more) {
            *ret_number = number;
            return true;
        }
        if (!take_word(rest, SL_STR("/"))) {
            return false;
        }
    }
}

static bool take_width(struct sl_str *rest, unsigned *ret_width)
{
    uint64_t width = SL_TILE_WIDTH;

    if (take_word(rest, SL_STR(".p/")) &&
        (!take_digits(rest, 0, SL_TILE_WIDTH - 1, &width) || width == 0)) {
        return false;
    }
    *ret_width = (unsigned)width;
    return rest->len == 0;
}

enum sl_status sl_tile_parse(struct sl_str path, struct sl_tile *ret_tile, struct sl_error *err)
{
    struct sl_tile tile = { .level = 0 };
    struct sl_str rest = path;

    if (!take_top(&rest, &tile) || !take_number(&rest, &tile.number) ||
        !take_width(&rest, &tile.width)) {
        return sl_fail(err, SL_INVALID, "'%.*s' is not the path of a tile", SL_STR_ARG(path));
    }
    *ret_tile = tile;
    return SL_OK;
}
