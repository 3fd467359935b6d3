/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook.h - a ledger in a folder: entries are added, and can never be changed.
 *
 *     checkpoint            how far the ledger has come, signed
 *     key                   the owner's key, as others need it
 *     tile/0/... 1/...      hashes, as C2SP tlog-tiles has them
 *     tile/entries/...      entries, likewise
 *     private/...           the parts that can be erased
 *     journal               entries that are not in the files above yet
 *     lock
 *
 * Entries are added to a batch in memory. Committing writes the batch to the journal with its
 * signed checkpoint and syncs it once: what was committed survives a crash of program and machine.
 * Publishing writes the other files, and empties the journal. The format is in
 * docs/formats/ledger.md, to the byte.
 *
 * One process writes; others read at the same time (view.h, verify.h).
 */
#ifndef SL_LOGBOOK_LOGBOOK_H
#define SL_LOGBOOK_LOGBOOK_H

#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "ledger/entry.h"
#include "ledger/erase_order.h"
#include "ledger/key.h"

/* Committing publishes, too, when so many entries stand in the journal, or 64 MiB of them. */
#define SL_LOGBOOK_PUBLISH_COUNT UINT64_C(65536)

/* An entry that is dated so much later than the one before is refused: ten years. The clock is
 * wrong then, and all that followed would have its time until the clock has caught up. */
#define SL_LOGBOOK_LEAP_US (INT64_C(3653) * 86400 * 1000000)

struct sl_logbook;

/*
 * Make a ledger without entries.
 *
 *   path    where there must be nothing yet: a new folder
 *   signer  a key for ledgers; its name is the name of the ledger
 *
 * Errors: SL_INVALID (there is something; not such a key), SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_logbook_create(const char *path, const struct sl_signer *signer, struct sl_error *err);

/*
 * Open a ledger for writing. What a crash has left in the journal is published.
 *
 *   signer  the key that it was made with; copied
 *
 * Errors: SL_INVALID (another key; the files do not agree: 'ledger verify' says which), SL_IO
 * (another process writes), SL_NO_MEMORY. Close with sl_logbook_close.
 */
SL_NODISCARD enum sl_status sl_logbook_open(
    const char *path,
    const struct sl_signer *signer,
    struct sl_logbook **ret_book,
    struct sl_error *err
);

/* The same, but while another process writes, wait for it for up to wait_ms milliseconds. */
SL_NODISCARD enum sl_status sl_logbook_open_within(
    const char *path,
    const struct sl_signer *signer,
    unsigned wait_ms,
    struct sl_logbook **ret_book,
    struct sl_error *err
);

/*
 * Let other processes write: the batch is empty. The book stays in memory, and only serves to be
 * taken up again, or closed.
 */
void sl_logbook_rest(struct sl_logbook *book);

/*
 * Take a book up again that rests, or find that somebody has written in the meantime.
 *
 *   wait_ms      as above
 *   ret_is_same  false: others have written, so the book only serves to be closed; open it anew
 *
 * Errors: SL_IO.
 */
SL_NODISCARD enum sl_status sl_logbook_resume(
    struct sl_logbook *book, unsigned wait_ms, bool *ret_is_same, struct sl_error *err
);

/* Close. What was not committed is forgotten; what was is published when the ledger is next opened,
 * unless it was already. NULL is fine. */
void sl_logbook_close(struct sl_logbook *book);
/* For SL_CLEANUP on a struct sl_logbook * variable. */
void sl_logbook_close_ptr(struct sl_logbook **book);

/*
 * Add an entry to the batch.
 *
 *   deed       when_us: where the clock was put back, the time of the entry before is taken
 *   ret_index  its number, from 0; may be NULL
 *
 * Errors: SL_INVALID (the deed; it leaps ahead), SL_LIMIT (the batch is full: commit it), SL_IO,
 * SL_NO_MEMORY. After any but the first two the book only serves to be closed.
 */
SL_NODISCARD enum sl_status sl_logbook_add(
    struct sl_logbook *book, const struct sl_deed *deed, uint64_t *ret_index, struct sl_error *err
);

/*
 * Make the batch durable: with one sync, whatever its size. An empty batch costs nothing.
 * Errors: SL_IO, SL_NO_MEMORY: nothing of the batch is acknowledged, and the book only serves to be
 * closed (what the disk holds is read again when it is opened).
 */
SL_NODISCARD enum sl_status sl_logbook_commit(struct sl_logbook *book, struct sl_error *err);

/* Commit, and write all files, so that proofs and witnesses see everything. Errors: as commit. */
SL_NODISCARD enum sl_status sl_logbook_publish(struct sl_logbook *book, struct sl_error *err);

/* What is to be erased. */
struct sl_erasure {
    struct sl_erase_order what; /* borrowed */
    uint64_t ordered_by;        /* the number of a later entry, which orders all of it */
};

/*
 * Erase parts of entries, for good; the entries and their proofs stay. Publishes first, and removes
 * what a crash may have left of these parts: files of earlier checkpoints, files that were not
 * finished, and journal.cut. What is erased already stays as it is.
 *
 * Errors: SL_INVALID (the entry does not order all of it, and comes later than all of it: nothing
 * is erased then), SL_IO, SL_NO_MEMORY: some may be erased and some not; do it again.
 */
SL_NODISCARD enum sl_status
sl_logbook_erase(struct sl_logbook *book, const struct sl_erasure *erasure, struct sl_error *err);

/* The time of the last entry, in microseconds since 1970; 0: there is none. */
int64_t sl_logbook_last_when(const struct sl_logbook *book);

/* How many entries there are, with those of the batch. */
uint64_t sl_logbook_count(const struct sl_logbook *book);

/* The end of a journal that was no whole batch. */
struct sl_logbook_cut {
    uint64_t bytes; /* 0: nothing */
    struct sl_digest digest;
};

/* What stood at the end of the journal and was no whole batch when it was opened: what a crash cut
 * off, kept in the file journal.cut. Nothing of it was acknowledged. */
const struct sl_logbook_cut *sl_logbook_cut(const struct sl_logbook *book);

#endif
