/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/tile_file.h"

#include <stdio.h>

#include "ledger/entry.h"

/* The path of a tile as a C string. */
struct path {
    char text[SL_TILE_PATH_BYTES];
};

static enum sl_status
make_path(const struct sl_tile *tile, struct path *ret_path, struct sl_error *err)
{
    struct sl_buf buf;

    sl_buf_init(&buf, SL_TILE_PATH_BYTES - 1);
    sl_tile_print(tile, &buf);
    const enum sl_status status = sl_buf_status(&buf, err);
    (void)snprintf(ret_path->text, sizeof ret_path->text, "%s", buf.ptr);
    sl_buf_finish(&buf);
    return status;
}

/* How many bytes the first `width` things of a tile take; bytes->len when there are fewer. */
static size_t len_of(const struct sl_tile *tile, struct sl_str text)
{
    struct sl_str rest = text;
    struct sl_str leaf;
    struct sl_entry_part part;

    if (tile->kind == SL_TILE_HASHES) {
        const size_t len = tile->width * sizeof(struct sl_digest);
        return len < text.len ? len : text.len;
    }
    const unsigned per_entry = tile->kind == SL_TILE_ENTRIES ? 1 : SL_PART_COUNT;
    for (unsigned i = 0; i < per_entry * tile->width; i++) {
        const bool is_taken = tile->kind == SL_TILE_ENTRIES ? sl_entry_take(&rest, &leaf)
                                                            : sl_entry_part_take(&rest, &part);
        if (!is_taken) {
            return text.len;
        }
    }
    return text.len - rest.len;
}

static enum sl_status read_one(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_bytes *bytes,
    struct sl_error *err
)
{
    struct path path = { .text = "" };

    SL_TRY(make_path(tile, &path, err));
    return sl_folder_read(folder, path.text, bytes, err);
}

enum sl_status sl_tile_file_read(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_bytes *bytes,
    struct sl_error *err
)
{
    enum sl_status status = read_one(folder, tile, bytes, err);
    struct sl_tile wider = *tile;

    if (status != SL_NOT_FOUND || tile->width == SL_TILE_WIDTH) {
        return status;
    }
    for (wider.width = SL_TILE_WIDTH; wider.width > tile->width; wider.width--) {
        status = read_one(folder, &wider, bytes, NULL);
        if (status == SL_OK) {
            bytes->len = len_of(tile, sl_bytes_str(bytes));
            return SL_OK;
        }
    }
    return read_one(folder, tile, bytes, err);
}

enum sl_status sl_tile_file_write(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_str text,
    struct sl_error *err
)
{
    struct path path = { .text = "" };

    SL_TRY(make_path(tile, &path, err));
    return sl_folder_write(folder, path.text, text, err);
}

enum sl_status sl_tile_file_replace(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_str text,
    struct sl_error *err
)
{
    struct path path = { .text = "" };

    SL_TRY(make_path(tile, &path, err));
    return sl_folder_replace(folder, path.text, text, err);
}

void sl_tile_file_remove(const struct sl_folder *folder, const struct sl_tile *tile)
{
    struct path path = { .text = "" };

    if (make_path(tile, &path, NULL) == SL_OK) {
        sl_folder_remove(folder, path.text);
    }
}
