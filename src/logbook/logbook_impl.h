/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook_impl.h - a ledger that is written, for the files of this folder that do it.
 */
#ifndef SL_LOGBOOK_LOGBOOK_IMPL_H
#define SL_LOGBOOK_LOGBOOK_IMPL_H

#include "base/buf.h"
#include "ledger/checkpoint.h"
#include "ledger/tile.h"
#include "logbook/folder.h"
#include "logbook/logbook.h"

/* Salts are drawn for so many entries at once. */
#define SL_LOGBOOK_SALTS 128u

/* Hashes of a level that do not fill a tile yet. */
struct sl_level {
    unsigned count;
    struct sl_digest hashes[SL_TILE_WIDTH];
};

/* Entries that were added and not committed. */
struct sl_pending {
    uint64_t count;
    struct sl_buf hashes, entries, parts;
};

/* What a crash has cut off is kept in this file. */
#define SL_LOGBOOK_CUT_NAME "journal.cut"

/*
 * Invariants: tree holds the entries of all full bundles, levels[0] the hashes of the others, and
 * levels[l] those of full tiles of level l - 1 that do not fill a tile; entries and parts are those
 * of levels[0]. is_broken: a write failed, and nobody knows what the disk holds.
 */
struct sl_logbook {
    struct sl_folder folder;
    int lock_fd, journal_fd;
    uint64_t turn; /* of those that have written: stands in the lock */
    struct sl_signer signer;
    struct sl_tree tree;
    struct sl_level levels[SL_TILE_LEVELS];
    struct sl_buf entries, parts;
    struct sl_pending pending;
    struct sl_buf note; /* the checkpoint of what was committed */
    uint64_t committed; /* entries */
    uint64_t published;
    struct sl_logbook_cut cut;
    uint64_t journal_bytes;
    int64_t last_when_us;
    bool is_broken;
    unsigned salts_left;
    uint8_t salts[SL_LOGBOOK_SALTS][SL_PART_COUNT * SL_PART_SALT_BYTES];
};

/* An entry as it stands in a file: the leaf with its 2 bytes of length, and both parts. */
struct sl_logbook_slice {
    struct sl_str leaf, parts;
};

/* Take an entry off texts that are known to hold one. */
void sl_logbook_take(
    struct sl_str *entries, struct sl_str *parts, struct sl_logbook_slice *ret_slice
);

/* Put an entry into the levels, and write the tiles that it fills; none of it is synced. */
SL_NODISCARD enum sl_status sl_logbook_put(
    struct sl_logbook *book,
    const struct sl_digest *hash,
    const struct sl_logbook_slice *slice,
    struct sl_error *err
);

/* How many entries the levels hold, and the root over them. */
void sl_logbook_head(const struct sl_logbook *book, struct sl_tree_head *ret_head);

/* Write tiles that are not full, sync everything, name the checkpoint, and empty the journal. */
SL_NODISCARD enum sl_status sl_logbook_spread(struct sl_logbook *book, struct sl_error *err);

/* Read what is published, and what the journal holds behind it. */
SL_NODISCARD enum sl_status sl_logbook_load(struct sl_logbook *book, struct sl_error *err);

#endif
