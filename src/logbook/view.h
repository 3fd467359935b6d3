/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view.h - a ledger that is read: entries, hashes and proofs, also while another process writes.
 *
 * Proofs are of what is published. Entries are those of the journal, too.
 */
#ifndef SL_LOGBOOK_VIEW_H
#define SL_LOGBOOK_VIEW_H

#include <stdint.h>

#include "base/error.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/proof.h"

struct sl_view;

/*
 * Open the ledger in a folder as it is now. Only the checkpoint is checked (verify.h checks all).
 *
 *   verifier  the owner's key; NULL: the one that lies in the folder, which proves less
 *
 * Errors: SL_IO, SL_INVALID (the checkpoint is not the owner's), SL_NO_MEMORY. Close with
 * sl_view_close.
 */
SL_NODISCARD enum sl_status sl_view_open(
    const char *path,
    const struct sl_verifier *verifier,
    struct sl_view **ret_view,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_view_close(struct sl_view *view);
/* For SL_CLEANUP on a struct sl_view * variable. */
void sl_view_close_ptr(struct sl_view **view);

/* The checkpoint as it was when the view was opened, and its text. Good until close. */
const struct sl_checkpoint *sl_view_checkpoint(const struct sl_view *view);
struct sl_str sl_view_note(const struct sl_view *view);

/* The owner's key. */
const struct sl_verifier *sl_view_verifier(const struct sl_view *view);

/* The hash of a complete subtree, out of the tiles: a sl_tree_read_fn with the view as context. */
SL_NODISCARD enum sl_status sl_view_hash(
    void *view, unsigned height, uint64_t index, struct sl_digest *ret_hash, struct sl_error *err
);

/* Fail unless the tiles have the root that was signed. Errors: SL_INVALID, SL_IO, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_view_check_root(struct sl_view *view, struct sl_error *err);

/* An entry with its parts; slices are good during the call that it is given to. */
struct sl_view_entry {
    uint64_t index;
    bool is_published;
    struct sl_str leaf;
    struct sl_entry entry;
    struct sl_entry_part parts[SL_PART_COUNT];
};

/* Take an entry; a failure ends going through them and is handed on. */
typedef enum sl_status
sl_view_fn(void *context, const struct sl_view_entry *entry, struct sl_error *err);

/*
 * Go through entries in their order.
 *
 *   first, last  numbers: from first to last - 1, and to the end of the journal at most
 *
 * Errors: SL_INVALID (a file is damaged), SL_IO, SL_NO_MEMORY; those of `take`.
 */
SL_NODISCARD enum sl_status sl_view_each(
    struct sl_view *view,
    uint64_t first,
    uint64_t last,
    sl_view_fn *take,
    void *context,
    struct sl_error *err
);

#endif
