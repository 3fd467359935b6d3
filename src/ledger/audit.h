/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit.h - is everything in the ledger as it was written, and if not: which entry, and why?
 *
 * Entries are looked at in their order, a bundle of 256 at a time, beside their private parts and
 * the tile of their hashes. What is found first says only that an entry and its hash differ; when
 * the root of the whole tree is known, sl_audit_settle says which of the two was changed.
 */
#ifndef SL_LEDGER_AUDIT_H
#define SL_LEDGER_AUDIT_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "ledger/batch.h"
#include "ledger/entry.h"
#include "ledger/tree.h"

/*
 * What can be wrong. The words follow on "entry N: ", "entries N to M: ", or stand alone.
 * Of kinds with an `other`, it is told behind the words.
 */
#define SL_FAULT_TABLE(X)                                                                        \
    X(SL_FAULT_DIFFERS, "differs", "the entry and its hash in the tree do not agree")            \
    X(SL_FAULT_CHANGED, "changed", "the entry is not the one that was written")                  \
    X(SL_FAULT_GONE, "gone", "the entry was taken out")                                          \
    X(SL_FAULT_MOVED, "moved", "what stands here was written as another entry")                  \
    X(SL_FAULT_HASH, "hash", "its hash in the tile was changed; the entry is good")              \
    X(SL_FAULT_FORM, "form", "what was written is not an entry")                                 \
    X(SL_FAULT_BACK_DATED, "back-dated", "it is dated before the entry in front of it")          \
    X(SL_FAULT_WHO, "who", "the part that says who it was is not the one that was written")      \
    X(SL_FAULT_ABOUT, "about", "the part that says about whom is not the one that was written")  \
    X(SL_FAULT_ERASED, "erased", "a part was erased without an entry that orders it")            \
    X(SL_FAULT_BUNDLE, "bundle", "the file of entries cannot be read from here on")              \
    X(SL_FAULT_PRIVATE, "private", "the file of private parts cannot be read from here on")      \
    X(SL_FAULT_EXTRA, "extra", "more stands in the file than was written")                       \
    X(SL_FAULT_MISSING, "missing", "a file is missing or has another size")                      \
    X(SL_FAULT_TILE, "tile", "the hash over these entries in a tile was changed; they are good") \
    X(SL_FAULT_RANGE, "range", "these entries, or the hash over them, were changed")             \
    X(SL_FAULT_ROOT, "root", "the entries are not those that were signed")                       \
    X(SL_FAULT_CHECKPOINT, "checkpoint", "the checkpoint was changed, or is not the owner's")    \
    X(SL_FAULT_JOURNAL, "journal", "the journal cannot be read from this batch on")              \
    X(SL_FAULT_NOTE, "note", "the ledger is not the one that this checkpoint was made of")

enum sl_fault_kind {
#define SL_FAULT_ENUM(name, code, words) name,
    SL_FAULT_TABLE(SL_FAULT_ENUM)
#undef SL_FAULT_ENUM
};

/* Entries first to last - 1; first == last: no entry can be named. */
struct sl_fault {
    enum sl_fault_kind kind;
    uint64_t first, last;
    uint64_t other; /* SL_FAULT_MOVED: which entry it was; SL_FAULT_ERASED: the one it names */
};

/* A short code, as in JSON, and a sentence without its stop. Static. */
const char *sl_fault_code(enum sl_fault_kind kind);
const char *sl_fault_words(enum sl_fault_kind kind);

/* Keep a fault; a failure ends the audit and is handed on. */
typedef enum sl_status
sl_fault_fn(void *context, const struct sl_fault *fault, struct sl_error *err);

/* A part that was erased. Borrowed for the call. */
struct sl_audit_erased {
    uint64_t index; /* of which entry */
    enum sl_part_index part_index;
    uint64_t erased_by; /* the entry that must order just this (erase_order.h) */
};

typedef enum sl_status
sl_erased_fn(void *context, const struct sl_audit_erased *erased, struct sl_error *err);

/* Where an audit stands. Begin with the functions and context set, all else zero. */
struct sl_audit {
    sl_fault_fn *found;
    sl_erased_fn *erased;
    void *context;
    int64_t last_when_us;
};

/* A bundle, and what stands beside it. Slices are borrowed for the call. */
struct sl_audit_bundle {
    uint64_t first;               /* number of its first entry */
    unsigned width;               /* how many entries it must have: 1 to SL_TILE_WIDTH */
    struct sl_str entries;        /* as sl_entry_take takes them */
    bool has_parts;               /* else they are not looked at */
    struct sl_str parts;          /* two for each entry */
    const struct sl_digest *tile; /* their hashes: width of them */
};

/* Hashes of the leaves of a bundle as they are; where none could be read, those of the tile. */
struct sl_audit_leaves {
    struct sl_digest hashes[SL_TILE_WIDTH];
    bool is_tile; /* they are the tile's, all of them */
};

/* Look at a bundle. Errors: those of the audit's functions. */
SL_NODISCARD enum sl_status sl_audit_look(
    struct sl_audit *audit,
    const struct sl_audit_bundle *bundle,
    struct sl_audit_leaves *ret_leaves,
    struct sl_error *err
);

/*
 * Look at a batch of a journal, which has the hashes of its entries with it.
 *
 *   by_entries  the entries as they are are added to it
 *   by_hashes   the hashes are added to it
 *
 * Errors: those of the audit's functions.
 */
SL_NODISCARD enum sl_status sl_audit_look_batch(
    struct sl_audit *audit,
    const struct sl_batch *batch,
    struct sl_tree *by_entries,
    struct sl_tree *by_hashes,
    struct sl_error *err
);

/*
 * Now that the root is known: what does a fault mean?
 *
 *   entries_proven  the entries as they are have the root that was signed
 *   tiles_proven    the hashes in the tiles have it
 */
enum sl_fault_kind sl_audit_settle(enum sl_fault_kind kind, bool entries_proven, bool tiles_proven);

#endif
