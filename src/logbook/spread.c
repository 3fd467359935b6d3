/* SPDX-License-Identifier: Apache-2.0 */
/* From the journal to the files that everybody reads: tiles, bundles, private parts. */
#include "logbook/logbook_impl.h"

#include <errno.h>
#include <unistd.h>

#include "logbook/tile_file.h"

static struct sl_str hashes_str(const struct sl_level *level)
{
    return (struct sl_str){
        .ptr = (const char *)level->hashes,
        .len = level->count * sizeof level->hashes[0],
    };
}

/* The entries of the levels below are 256^(level + 1) a tile. */
static uint64_t tile_number(uint64_t count, unsigned level)
{
    const unsigned height = SL_TILE_HEIGHT * (level + 1);
    return height < SL_TREE_HEIGHTS ? count >> height : 0;
}

/* Write the tile of a level as far as it goes; level 0 has entries and private parts beside it. */
static enum sl_status
write_level(struct sl_logbook *book, unsigned level, uint64_t number, struct sl_error *err)
{
    struct sl_tile tile = {
        .kind = SL_TILE_HASHES,
        .level = level,
        .number = number,
        .width = book->levels[level].count,
    };

    SL_TRY(sl_tile_file_write(&book->folder, &tile, hashes_str(&book->levels[level]), err));
    if (level > 0) {
        return SL_OK;
    }
    SL_TRY(sl_buf_status(&book->entries, err));
    SL_TRY(sl_buf_status(&book->parts, err));
    tile.kind = SL_TILE_ENTRIES;
    SL_TRY(sl_tile_file_write(&book->folder, &tile, sl_buf_str(&book->entries), err));
    tile.kind = SL_TILE_PRIVATE;
    return sl_tile_file_write(&book->folder, &tile, sl_buf_str(&book->parts), err);
}

/* Is the tile of a level, as far as it goes, one that a checkpoint covers? It is never written
   again: a kill in the midst of that would leave less than was signed. */
static bool is_published(const struct sl_logbook *book, unsigned level, uint64_t number)
{
    return tile_number(book->published, level) == number &&
           sl_tile_width(book->published, level, number) == book->levels[level].count;
}

/* A level is full: write its tile, and hand its hash to the level above. */
static enum sl_status carry(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_digest scratch[SL_TILE_WIDTH];
    struct sl_digest bottom = { { 0 } };

    for (unsigned level = 0; book->levels[level].count == SL_TILE_WIDTH; level++) {
        struct sl_level *full = &book->levels[level];
        struct sl_level *above = &book->levels[level + 1];
        const uint64_t number = tile_number(book->tree.count, level);
        SL_TRY(write_level(book, level, number, err));
        for (unsigned i = 0; i < SL_TILE_WIDTH; i++) {
            scratch[i] = full->hashes[i];
        }
        sl_tree_fold(scratch, SL_TILE_HEIGHT);
        above->hashes[above->count++] = scratch[0];
        full->count = 0;
        if (level == 0) {
            sl_buf_clear(&book->entries);
            sl_buf_clear(&book->parts);
            bottom = scratch[0];
        }
    }
    sl_tree_add(&book->tree, SL_TILE_HEIGHT, &bottom);
    return SL_OK;
}

void sl_logbook_take(
    struct sl_str *entries, struct sl_str *parts, struct sl_logbook_slice *ret_slice
)
{
    const struct sl_str entries_from = *entries;
    const struct sl_str parts_from = *parts;
    struct sl_entry_part part;
    struct sl_str leaf;
    const bool is_whole = sl_entry_take(entries, &leaf) && sl_entry_part_take(parts, &part) &&
                          sl_entry_part_take(parts, &part);

    SL_ASSERT(is_whole);
    ret_slice->leaf = sl_str_part(entries_from, 0, entries_from.len - entries->len);
    ret_slice->parts = sl_str_part(parts_from, 0, parts_from.len - parts->len);
}

enum sl_status sl_logbook_put(
    struct sl_logbook *book,
    const struct sl_digest *hash,
    const struct sl_logbook_slice *slice,
    struct sl_error *err
)
{
    struct sl_level *bottom = &book->levels[0];

    sl_buf_add(&book->entries, slice->leaf);
    sl_buf_add(&book->parts, slice->parts);
    bottom->hashes[bottom->count++] = *hash;
    return bottom->count == SL_TILE_WIDTH ? carry(book, err) : SL_OK;
}

void sl_logbook_head(const struct sl_logbook *book, struct sl_tree_head *ret_head)
{
    struct sl_tree tree = book->tree;

    sl_tree_add_tile(&tree, 0, book->levels[0].hashes, book->levels[0].count);
    ret_head->count = tree.count;
    sl_tree_root(&tree, &ret_head->root);
}

/* Remove the files of partial tiles of an earlier checkpoint that wider ones have replaced. */
static void remove_old(const struct sl_logbook *book, uint64_t before)
{
    for (unsigned level = 0; level < SL_TILE_LEVELS; level++) {
        const uint64_t number = tile_number(before, level);
        struct sl_tile tile = {
            .level = level,
            .number = number,
            .width = sl_tile_width(before, level, number),
        };
        const unsigned now = sl_tile_width(book->published, level, number);
        if (tile.width == 0 || tile.width == now) {
            continue;
        }
        for (tile.kind = SL_TILE_HASHES; tile.kind <= SL_TILE_PRIVATE; tile.kind++) {
            if (level == 0 || tile.kind == SL_TILE_HASHES) {
                sl_tile_file_remove(&book->folder, &tile);
            }
        }
    }
}

enum sl_status sl_logbook_spread(struct sl_logbook *book, struct sl_error *err)
{
    const uint64_t before = book->published;

    for (unsigned level = 0; level < SL_TILE_LEVELS; level++) {
        const uint64_t number = tile_number(book->committed, level);
        if (book->levels[level].count > 0 && !is_published(book, level, number)) {
            SL_TRY(write_level(book, level, number, err));
        }
    }
    SL_TRY(sl_folder_sync(&book->folder, err));
    SL_TRY(sl_folder_replace(&book->folder, "checkpoint", sl_buf_str(&book->note), err));
    book->published = book->committed;
    if (ftruncate(book->journal_fd, 0) != 0) {
        return sl_folder_fail(&book->folder, "write", "journal", err);
    }
    book->journal_bytes = 0;
    remove_old(book, before);
    return SL_OK;
}
