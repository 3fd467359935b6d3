/* SPDX-License-Identifier: Apache-2.0 */
/* The journal: batches that are not published yet, each with the checkpoint that proves it. */
#include "logbook/verify_impl.h"

#include <string.h>

#include "ledger/batch.h"

/* Is the checkpoint of a batch the owner's? */
static bool
is_signed(const struct sl_verify *verify, struct sl_checkpoint *checkpoint, struct sl_str note)
{
    return sl_checkpoint_parse(note, checkpoint, NULL) == SL_OK &&
           sl_checkpoint_check(checkpoint, &verify->result->verifier, NULL, NULL) == SL_OK;
}

/* Compare notes with the entries of a batch, as its hashes have them: 256 at a time. */
static enum sl_status
compare_notes(struct sl_verify *verify, const struct sl_batch *batch, struct sl_error *err)
{
    const struct sl_tree kept = verify->by_entries;
    struct sl_digest hashes[SL_TILE_WIDTH];
    enum sl_status status = SL_OK;

    for (uint64_t done = 0; done < batch->count && status == SL_OK; done += SL_TILE_WIDTH) {
        const uint64_t left = batch->count - done;
        const unsigned width = left < SL_TILE_WIDTH ? (unsigned)left : SL_TILE_WIDTH;
        memcpy(hashes, batch->hashes.ptr + done * sizeof hashes[0], width * sizeof hashes[0]);
        status = sl_verify_notes(verify, hashes, width, err);
        for (unsigned i = 0; i < width; i++) {
            sl_tree_add(&verify->by_entries, 0, &hashes[i]);
        }
    }
    verify->by_entries = kept;
    return status;
}

static enum sl_status
look_at_batch(struct sl_verify *verify, const struct sl_batch *batch, struct sl_error *err)
{
    struct sl_verify_result *result = verify->result;
    const size_t from = result->kept_count;
    const uint64_t last = batch->first + batch->count;
    struct sl_checkpoint checkpoint;
    bool is_proven = false;

    SL_TRY(compare_notes(verify, batch, err));
    SL_TRY(sl_audit_look_batch(&verify->audit, batch, &verify->by_entries, &verify->by_tiles, err));
    result->in_journal += batch->count;
    if (!is_signed(verify, &checkpoint, batch->note)) {
        return sl_verify_tell(verify, SL_FAULT_CHECKPOINT, batch->first, last, err);
    }
    sl_verify_settle(verify, from, &checkpoint.head, &is_proven);
    return is_proven ? SL_OK : sl_verify_tell(verify, SL_FAULT_ROOT, batch->first, last, err);
}

/* Is it published already, and does its own checkpoint say so? */
static bool is_published(const struct sl_verify *verify, const struct sl_batch *batch)
{
    const uint64_t count = verify->by_entries.count;
    struct sl_checkpoint checkpoint;

    return batch->first < count && batch->count <= count - batch->first &&
           is_signed(verify, &checkpoint, batch->note) &&
           checkpoint.head.count == batch->first + batch->count;
}

enum sl_status sl_verify_journal(struct sl_verify *verify, struct sl_error *err)
{
    struct sl_str rest = sl_bytes_str(&verify->journal);
    struct sl_batch batch;

    while (rest.len > 0) {
        const uint64_t count = verify->by_entries.count;
        if (sl_batch_take(&rest, &batch) != SL_BATCH_WHOLE) {
            return sl_verify_tell(verify, SL_FAULT_JOURNAL, count, count, err);
        }
        if (is_published(verify, &batch)) {
            continue;
        }
        if (batch.first != count) {
            return sl_verify_tell(verify, SL_FAULT_JOURNAL, count, count, err);
        }
        SL_TRY(look_at_batch(verify, &batch, err));
    }
    return SL_OK;
}
