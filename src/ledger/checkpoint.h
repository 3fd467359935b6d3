/* SPDX-License-Identifier: Apache-2.0 */
/*
 * checkpoint.h - how far a ledger has come, signed by its owner and by others who looked.
 *
 * Source:  C2SP, "tlog-checkpoint", "signed-note", and "tlog-cosignature" (c2sp.org), the Ed25519
 *          forms of them:
 *
 *              ORIGIN
 *              COUNT
 *              BASE64 OF THE ROOT
 *
 *              — NAME BASE64(KEY ID, SIGNATURE)
 *
 * Differs: the first three lines are the whole text: a checkpoint with more is refused, as nobody
 *          could check what they say. Only what we write ourselves is read, to the byte.
 */
#ifndef SL_LEDGER_CHECKPOINT_H
#define SL_LEDGER_CHECKPOINT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "ledger/key.h"
#include "ledger/proof.h"

#define SL_CHECKPOINT_SIGNATURES  32u /* lines that are read; more are refused */
#define SL_CHECKPOINT_LIMIT_BYTES ((size_t)16 << 10)

/* One line below the text; slices of the note. */
struct sl_checkpoint_line {
    struct sl_str name;
    uint32_t key_id;
    uint64_t seconds; /* since 1970, in a cosignature; else 0 */
    bool has_seconds;
    uint8_t signature[SL_KEY_SIGNATURE_BYTES];
};

/* A checkpoint as it was read. Lines of other kinds of keys are counted, and not kept. */
struct sl_checkpoint {
    struct sl_str text; /* what is signed: three lines with their ends */
    struct sl_str origin;
    struct sl_tree_head head;
    size_t line_count;
    struct sl_checkpoint_line lines[SL_CHECKPOINT_SIGNATURES];
};

/* Append the three lines and the empty one behind them. */
void sl_checkpoint_print(struct sl_str origin, const struct sl_tree_head *head, struct sl_buf *buf);

/*
 * Append the owner's signature, or a witness's cosignature, of the checkpoint in buf: of what
 * stands before its first empty line.
 *
 *   seconds  since 1970; for a witness's key
 */
void sl_checkpoint_sign(const struct sl_signer *signer, uint64_t seconds, struct sl_buf *buf);

/*
 * Take a checkpoint apart. No signature is checked.
 *
 *   note  borrowed by *ret_checkpoint
 *
 * Errors: SL_INVALID.
 */
SL_NODISCARD enum sl_status
sl_checkpoint_parse(struct sl_str note, struct sl_checkpoint *ret_checkpoint, struct sl_error *err);

/*
 * Has this key signed it? Of several lines of a key the first counts.
 *
 *   ret_seconds  when, for a witness; else 0; may be NULL
 *
 * Errors: SL_NOT_FOUND when there is no line of this key, SL_INVALID when its signature is wrong.
 */
SL_NODISCARD enum sl_status sl_checkpoint_check(
    const struct sl_checkpoint *checkpoint,
    const struct sl_verifier *verifier,
    uint64_t *ret_seconds,
    struct sl_error *err
);

#endif
