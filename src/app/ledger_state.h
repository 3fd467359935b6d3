/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_state.h - how far the store's ledger has come, and who has looked at it.
 *
 * What witnesses give back is kept beside the ledger, in the folder of its name with
 * SL_LEDGER_WITNESSES behind it, two files each:
 *
 *     oldham.pub  the witness's public key, which the operator has from the witness
 *     oldham.txt  what 'sightline ledger witness' printed last
 *
 * A note counts when the owner and the witness have signed it, and the ledger of today has it as
 * its beginning: that is proven each time anew, from the files.
 */
#ifndef SL_APP_LEDGER_STATE_H
#define SL_APP_LEDGER_STATE_H

#include "app/access.h"
#include "base/digest.h"

#define SL_LEDGER_WITNESSES ".witnesses"

/* Witnesses that are read; more are refused. */
#define SL_LEDGER_WITNESS_LIMIT 32u

/* After so long without a look somebody should ask for one. */
#define SL_LEDGER_WITNESS_LATE_US (INT64_C(7) * 86400 * 1000000)

/* X(enumerator, words): how a witness stands to the ledger. */
#define SL_WITNESS_STANDING_TABLE(X)                               \
    X(SL_WITNESS_NEVER, "has not looked yet")                      \
    X(SL_WITNESS_HELD, "has looked, and the ledger has grown")     \
    X(SL_WITNESS_LATE, "has not looked for a week")                \
    X(SL_WITNESS_UNREAD, "its key or what it signed is not right") \
    X(SL_WITNESS_BROKEN, "has seen another ledger than this")

#define SL_WITNESS_STANDING_ENUM(enumerator, words) enumerator,
enum sl_witness_standing { SL_WITNESS_STANDING_TABLE(SL_WITNESS_STANDING_ENUM) };
#undef SL_WITNESS_STANDING_ENUM

/* The words of the table; static. */
const char *sl_witness_standing_words(enum sl_witness_standing standing);

/* A witness. name: of its key; of its file when that cannot be read. In the arena. */
struct sl_ledger_witness_line {
    struct sl_str name;
    enum sl_witness_standing standing;
    struct sl_str why; /* UNREAD and BROKEN: what is wrong, else empty */
    uint64_t count;    /* entries that it has seen; HELD and LATE */
    int64_t looked_us; /* when, by its own clock: microseconds since 1970; HELD and LATE */
};

/* The ledger. In the arena. */
struct sl_ledger_state {
    struct sl_str name;
    uint64_t published, in_journal; /* entries that the checkpoint covers, and those behind it */
    struct sl_digest root;          /* of what is published */
    int64_t last_us;                /* time of the last entry; 0: there is none */
    uint64_t seen;                  /* entries that the best of the witnesses has seen */
    struct sl_ledger_witness_line *witnesses; /* by the names of their files */
    size_t witness_count;
};

/*
 * Look. An entry of the ledger says so, and is counted.
 *
 * Permission: ledger_verify. Errors: SL_DENIED; SL_LIMIT for more witnesses; those of the door and
 * the ledger. What is wrong with a witness is a line of the result.
 */
SL_NODISCARD enum sl_status sl_ledger_state_read(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_ledger_state *ret_state,
    struct sl_error *err
);

#endif
