/* SPDX-License-Identifier: Apache-2.0 */
/* Erasing a private part: the leaf keeps its hash, and nothing leads back from that. */
#include "logbook/logbook_impl.h"

#include <inttypes.h>

#include "logbook/tile_file.h"

/* The tile of the bundle that holds an entry, as far as it is written. */
static struct sl_tile tile_of(const struct sl_logbook *book, uint64_t index, enum sl_tile_kind kind)
{
    const uint64_t number = index / SL_TILE_WIDTH;

    return (struct sl_tile){
        .kind = kind,
        .number = number,
        .width = sl_tile_width(book->published, 0, number),
    };
}

/* Entry number `index` of a bundle that was read, taken apart. */
static enum sl_status
entry_at(struct sl_str rest, uint64_t index, struct sl_entry *ret_entry, struct sl_error *err)
{
    struct sl_str leaf = { .len = 0 };

    for (uint64_t i = 0; i <= index % SL_TILE_WIDTH; i++) {
        if (!sl_entry_take(&rest, &leaf)) {
            return sl_fail(err, SL_INVALID, "a bundle of entries is cut off");
        }
    }
    return sl_entry_parse(leaf, ret_entry, err);
}

/* Does the entry order this part to be erased, if it is to be? */
static bool is_ordered(
    const struct sl_erasure *erasure,
    const struct sl_entry *order,
    uint64_t index,
    enum sl_part_index part_index
)
{
    return !erasure->what.parts[part_index] ||
           (index < erasure->ordered_by && sl_erase_order_covers(order, index, part_index));
}

/* Does the entry order all of it? */
static enum sl_status check_order(
    const struct sl_logbook *book,
    const struct sl_erasure *erasure,
    struct sl_bytes *bytes,
    struct sl_error *err
)
{
    const struct sl_tile tile = tile_of(book, erasure->ordered_by, SL_TILE_ENTRIES);
    struct sl_entry order = { .when_us = 0 };

    if (erasure->ordered_by >= book->published) {
        return sl_fail(err, SL_INVALID, "no entry of the ledger orders this to be erased");
    }
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    SL_TRY(entry_at(sl_bytes_str(bytes), erasure->ordered_by, &order, err));
    for (size_t i = 0; i < erasure->what.count; i++) {
        const uint64_t index = erasure->what.indexes[i];
        if (!is_ordered(erasure, &order, index, SL_PART_WHO) ||
            !is_ordered(erasure, &order, index, SL_PART_ABOUT)) {
            return sl_fail(
                err,
                SL_INVALID,
                "entry %" PRIu64 " does not order this of entry %" PRIu64 " to be erased",
                erasure->ordered_by,
                index
            );
        }
    }
    return SL_OK;
}

/* Copy the parts of a bundle without what is erased; *at is where in the list the bundle begins,
 * and then where the next one does. */
static enum sl_status copy_without(
    const struct sl_erasure *erasure,
    const struct sl_tile *tile,
    size_t *at,
    struct sl_str rest,
    struct sl_buf *buf,
    struct sl_error *err
)
{
    const struct sl_erase_order *what = &erasure->what;
    const uint64_t first = tile->number * SL_TILE_WIDTH;

    for (uint64_t i = first; i < first + tile->width; i++) {
        const bool is_meant = *at < what->count && what->indexes[*at] == i;
        for (unsigned part_index = 0; part_index < SL_PART_COUNT; part_index++) {
            struct sl_entry_part part;
            if (!sl_entry_part_take(&rest, &part)) {
                return sl_fail(err, SL_INVALID, "a file of private parts is cut off");
            }
            if (is_meant && what->parts[part_index] && !part.is_erased) {
                part.is_erased = true;
                part.erased_by = erasure->ordered_by;
            }
            sl_entry_part_print(&part, buf);
        }
        *at += is_meant ? 1 : 0;
    }
    return sl_buf_status(buf, err);
}

/* A crash may have left files of the same parts: of fewer entries, or of all that were to come. */
static void remove_others(const struct sl_logbook *book, const struct sl_tile *tile)
{
    struct sl_tile other = *tile;

    for (other.width = 1; other.width <= SL_TILE_WIDTH; other.width++) {
        if (other.width != tile->width) {
            sl_tile_file_remove(&book->folder, &other);
        }
    }
}

/* Erase what is meant of the bundle in which the list goes on at *at. */
static enum sl_status erase_in_bundle(
    struct sl_logbook *book,
    const struct sl_erasure *erasure,
    size_t *at,
    struct sl_bytes *bytes,
    struct sl_buf *buf,
    struct sl_error *err
)
{
    const struct sl_tile tile = tile_of(book, erasure->what.indexes[*at], SL_TILE_PRIVATE);

    sl_buf_clear(buf);
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    SL_TRY(copy_without(erasure, &tile, at, sl_bytes_str(bytes), buf, err));
    SL_TRY(sl_tile_file_replace(&book->folder, &tile, sl_buf_str(buf), err));
    remove_others(book, &tile);
    if (tile.width < SL_TILE_WIDTH) {
        /* What is in memory is written again when the bundle grows. */
        sl_buf_clear(&book->parts);
        sl_buf_add(&book->parts, sl_buf_str(buf));
        return sl_buf_status(&book->parts, err);
    }
    return SL_OK;
}

enum sl_status
sl_logbook_erase(struct sl_logbook *book, const struct sl_erasure *erasure, struct sl_error *err)
{
    SL_CLEANUP(sl_bytes_finish) struct sl_bytes bytes = { .len = 0 };
    SL_CLEANUP(sl_buf_finish) struct sl_buf buf;
    size_t at = 0;

    sl_buf_init(&buf, book->parts.limit_bytes);
    SL_TRY(sl_logbook_publish(book, err));
    SL_TRY(check_order(book, erasure, &bytes, err));
    while (at < erasure->what.count) {
        SL_TRY(erase_in_bundle(book, erasure, &at, &bytes, &buf, err));
    }
    /* What a crash cut off may be about the same people, and nobody can tell which part is. */
    sl_folder_remove(&book->folder, SL_LOGBOOK_CUT_NAME);
    return sl_folder_sync(&book->folder, err); /* no removed file comes back */
}
