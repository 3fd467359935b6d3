/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_prove.h"

#include "logbook/view.h"

/* The hashes, an empty line, and the checkpoint that they lead to. */
static enum sl_status add_proof(
    const struct sl_view *view,
    const struct sl_proof *proof,
    struct sl_buf *buf,
    struct sl_error *err
)
{
    sl_proof_print(proof, buf);
    sl_buf_add_byte(buf, '\n');
    sl_buf_add(buf, sl_view_note(view));
    return sl_buf_status(buf, err);
}

enum sl_status
sl_ledger_prove(const char *path, uint64_t index, struct sl_buf *proof, struct sl_error *err)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    struct sl_proof hashes;

    SL_TRY(sl_view_open(path, NULL, &view, err));
    const uint64_t count = sl_view_checkpoint(view)->head.count;
    SL_TRY(sl_proof_of_entry(index, count, sl_view_hash, view, &hashes, err));
    sl_buf_addf(proof, "c2sp.org/tlog-proof@v1\nindex %llu\n", (unsigned long long)index);
    return add_proof(view, &hashes, proof, err);
}

enum sl_status sl_ledger_prove_growth(
    const char *path, uint64_t before, struct sl_buf *proof, struct sl_error *err
)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    struct sl_proof hashes;

    SL_TRY(sl_view_open(path, NULL, &view, err));
    const uint64_t count = sl_view_checkpoint(view)->head.count;
    SL_TRY(sl_proof_of_growth(before, count, sl_view_hash, view, &hashes, err));
    sl_buf_addf(proof, "old %llu\n", (unsigned long long)before);
    return add_proof(view, &hashes, proof, err);
}
