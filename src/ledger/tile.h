/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tile.h - where in files the hashes and entries of a tree stand.
 *
 * Source:  C2SP, "tlog-tiles" (c2sp.org/tlog-tiles): hashes of every eighth height, 256 to a file;
 *          paths in groups of three digits; the last, partial file of a level says its width.
 * Differs: the private parts of entries have files of their own beside those, of the same shape;
 *          C2SP's tools do not look for them.
 *
 * Level l of tiles holds the hashes of complete subtrees of height 8 l. Number n of a level holds
 * those with the indices 256 n to 256 n + 255.
 */
#ifndef SL_LEDGER_TILE_H
#define SL_LEDGER_TILE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "ledger/tree.h"

/* Levels of tiles that a tree of 64 heights has. */
#define SL_TILE_LEVELS (SL_TREE_HEIGHTS / SL_TILE_HEIGHT)

/* The longest path of a tile, in bytes. */
#define SL_TILE_PATH_BYTES ((size_t)96)

enum sl_tile_kind {
    SL_TILE_HASHES,  /* tile/LEVEL/... */
    SL_TILE_ENTRIES, /* tile/entries/...; level 0 */
    SL_TILE_PRIVATE, /* private/...; level 0 */
};

/* level < SL_TILE_LEVELS; width 1 to SL_TILE_WIDTH, less only at the end of a level. */
struct sl_tile {
    enum sl_tile_kind kind;
    unsigned level;
    uint64_t number;
    unsigned width;
};

/* How many hashes tile `number` of `level` has in a tree of `count` leaves: 0 when it is none. */
unsigned sl_tile_width(uint64_t count, unsigned level, uint64_t number);

/* Append the path of a tile, without a slash at either end. */
void sl_tile_print(const struct sl_tile *tile, struct sl_buf *buf);

/* Parse exactly what sl_tile_print writes. Errors: SL_INVALID. */
SL_NODISCARD enum sl_status
sl_tile_parse(struct sl_str path, struct sl_tile *ret_tile, struct sl_error *err);

#endif
