/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tile_file.h - tiles, bundles of entries and their private parts, as files.
 *
 * Private to src/logbook. The file of a partial tile may be gone when a wider one has taken its
 * place: the wider one begins with the same hashes or entries, and is then read instead.
 */
#ifndef SL_LOGBOOK_TILE_FILE_H
#define SL_LOGBOOK_TILE_FILE_H

#include "base/error.h"
#include "ledger/tile.h"
#include "logbook/folder.h"

/*
 * Read the file of a tile, or of a wider one of the same number; then what is too much is cut off.
 * Errors: SL_NOT_FOUND when there is neither, SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_tile_file_read(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_bytes *bytes,
    struct sl_error *err
);

/* Write it; not synced. Errors: SL_IO. */
SL_NODISCARD enum sl_status sl_tile_file_write(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_str text,
    struct sl_error *err
);

/* The same, for good, in place of what is there (sl_folder_replace). */
SL_NODISCARD enum sl_status sl_tile_file_replace(
    const struct sl_folder *folder,
    const struct sl_tile *tile,
    struct sl_str text,
    struct sl_error *err
);

/* Remove the file of a partial tile. */
void sl_tile_file_remove(const struct sl_folder *folder, const struct sl_tile *tile);

#endif
