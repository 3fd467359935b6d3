/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify_impl.h - a verification on its way, for the files that do it.
 */
#ifndef SL_LOGBOOK_VERIFY_IMPL_H
#define SL_LOGBOOK_VERIFY_IMPL_H

#include "ledger/tile.h"
#include "logbook/folder.h"
#include "logbook/verify.h"

/*
 * Hashes of full tiles of one level that wait to be compared with the tile above: as the entries
 * have them, and as the tile below has them.
 */
struct sl_verify_level {
    unsigned count;
    struct sl_digest by_entries[SL_TILE_WIDTH];
    struct sl_digest by_tile[SL_TILE_WIDTH];
};

struct sl_verify {
    const struct sl_verify_job *job;
    struct sl_verify_result *result;
    struct sl_folder folder;
    struct sl_bytes note, journal, tile, entries, parts;
    struct sl_checkpoint checkpoint;
    struct sl_audit audit;
    struct sl_tree by_entries, by_tiles;
    struct sl_verify_level levels[SL_TILE_LEVELS]; /* levels[l]: hashes that stand in level l */
    struct sl_audit_erased *erased;
    size_t erased_count, erased_capacity;
};

/* Keep a fault of entries first to last - 1. */
SL_NODISCARD enum sl_status sl_verify_tell(
    struct sl_verify *verify,
    enum sl_fault_kind kind,
    uint64_t first,
    uint64_t last,
    struct sl_error *err
);

/* The faults from number `from` on mean what the trees make them mean, now that a head is known. */
void sl_verify_settle(
    struct sl_verify *verify, size_t from, const struct sl_tree_head *head, bool *ret_is_proven
);

/* Compare checkpoints from elsewhere with the trees of more than `before` entries: by_entries, and
 * what `count` hashes behind it make. */
SL_NODISCARD enum sl_status sl_verify_notes(
    struct sl_verify *verify, const struct sl_digest *hashes, unsigned count, struct sl_error *err
);

/* Look at the journal, behind what is published. */
SL_NODISCARD enum sl_status sl_verify_journal(struct sl_verify *verify, struct sl_error *err);

#endif
