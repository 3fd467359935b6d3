/* SPDX-License-Identifier: Apache-2.0 */
/* Erasing a private part: the leaf keeps its hash, and nothing leads back from that. */
#include "logbook/logbook_impl.h"

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

/* Is it an entry that orders something to be erased? */
static enum sl_status check_order(
    const struct sl_logbook *book,
    const struct sl_erasure *erasure,
    struct sl_bytes *bytes,
    struct sl_error *err
)
{
    const uint64_t index = erasure->ordered_by;
    struct sl_entry entry = { .when_us = 0 };
    struct sl_str leaf = { .len = 0 };

    if (index <= erasure->index || index >= book->published) {
        return sl_fail(err, SL_INVALID, "no later entry of the ledger orders this to be erased");
    }
    const struct sl_tile tile = tile_of(book, index, SL_TILE_ENTRIES);
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    struct sl_str rest = sl_bytes_str(bytes);
    for (uint64_t i = 0; i <= index % SL_TILE_WIDTH; i++) {
        if (!sl_entry_take(&rest, &leaf)) {
            return sl_fail(err, SL_INVALID, "a bundle of entries is cut off");
        }
    }
    SL_TRY(sl_entry_parse(leaf, &entry, err));
    if (entry.verb != SL_VERB_ERASE) {
        return sl_fail(
            err,
            SL_INVALID,
            "entry %llu does not order anything to be erased",
            (unsigned long long)index
        );
    }
    return SL_OK;
}

/* Copy the parts of a bundle without what is erased. */
static enum sl_status copy_without(
    const struct sl_erasure *erasure,
    const struct sl_tile *tile,
    struct sl_str rest,
    struct sl_buf *buf,
    struct sl_error *err
)
{
    const uint64_t at = erasure->index % SL_TILE_WIDTH;

    for (uint64_t i = 0; i < tile->width; i++) {
        for (unsigned part_index = 0; part_index < SL_PART_COUNT; part_index++) {
            struct sl_entry_part part;
            if (!sl_entry_part_take(&rest, &part)) {
                return sl_fail(err, SL_INVALID, "a file of private parts is cut off");
            }
            if (i == at && erasure->parts[part_index] && !part.is_erased) {
                part.is_erased = true;
                part.erased_by = erasure->ordered_by;
            }
            sl_entry_part_print(&part, buf);
        }
    }
    return sl_buf_status(buf, err);
}

static enum sl_status erase(
    struct sl_logbook *book,
    const struct sl_erasure *erasure,
    struct sl_bytes *bytes,
    struct sl_buf *buf,
    struct sl_error *err
)
{
    const struct sl_tile tile = tile_of(book, erasure->index, SL_TILE_PRIVATE);

    SL_TRY(check_order(book, erasure, bytes, err));
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    SL_TRY(copy_without(erasure, &tile, sl_bytes_str(bytes), buf, err));
    SL_TRY(sl_tile_file_replace(&book->folder, &tile, sl_buf_str(buf), err));
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
    struct sl_bytes bytes = { .len = 0 };
    struct sl_buf buf;

    SL_TRY(sl_logbook_publish(book, err));
    sl_buf_init(&buf, book->parts.limit_bytes);
    const enum sl_status status = erase(book, erasure, &bytes, &buf, err);
    sl_bytes_finish(&bytes);
    sl_buf_finish(&buf);
    return status;
}
