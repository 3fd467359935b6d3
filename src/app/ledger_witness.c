/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_witness.h"

#include <unistd.h>

#include "base/file.h"
#include "ledger/witness.h"
#include "logbook/key_file.h"
#include "logbook/view.h"

/* What was seen before, if anything; its own signature says that nobody changed the state. */
static enum sl_status read_state(
    const struct sl_ledger_witness_job *job,
    const struct sl_signer *signer,
    struct sl_buf *text,
    struct sl_checkpoint *seen,
    struct sl_error *err
)
{
    SL_TRY(sl_file_read(job->state, text, err));
    enum sl_status status = sl_checkpoint_parse(sl_buf_str(text), seen, err);
    if (status == SL_OK) {
        status = sl_checkpoint_check(seen, &signer->verifier, NULL, err);
    }
    if (status != SL_OK) {
        sl_fail_detail(err, "%s", job->state);
        sl_fail_hint(err, "The state file was changed, or belongs to another witness.");
    }
    return status == SL_NOT_FOUND ? SL_INVALID : status;
}

/* Has the ledger in the view grown from what was seen? */
static enum sl_status
check_growth(struct sl_view *view, const struct sl_checkpoint *seen, struct sl_error *err)
{
    const struct sl_checkpoint *now = sl_view_checkpoint(view);
    struct sl_proof proof = { .count = 0 };

    if (seen != NULL && seen->head.count <= now->head.count) {
        SL_TRY(
            sl_proof_of_growth(seen->head.count, now->head.count, sl_view_hash, view, &proof, err)
        );
    }
    SL_TRY(sl_witness_check(seen, now, &proof, err));
    return sl_view_check_root(view, err);
}

static enum sl_status keep_state(const char *path, struct sl_str note, struct sl_error *err)
{
    struct sl_file_writer *writer = NULL;

    SL_TRY(sl_file_create(path, &writer, err));
    sl_file_write(writer, note);
    return sl_file_commit(writer, err);
}

/* The checkpoint with the owner's signature, and the witness's. */
static enum sl_status cosign(
    const struct sl_ledger_witness_job *job,
    const struct sl_signer *signer,
    const struct sl_view *view,
    struct sl_buf *note,
    struct sl_error *err
)
{
    const size_t before = note->len;
    struct sl_buf text;

    sl_buf_init(&text, SL_CHECKPOINT_LIMIT_BYTES);
    sl_buf_add(&text, sl_view_note(view));
    sl_checkpoint_sign(signer, job->seconds, &text);
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        sl_buf_add(note, sl_buf_str(&text));
        status = sl_buf_status(note, err);
    }
    if (status == SL_OK) {
        status = keep_state(job->state, sl_buf_str(&text), err);
    }
    if (status != SL_OK) {
        sl_buf_cut(note, before);
    }
    sl_buf_finish(&text);
    return status;
}

static enum sl_status witness(
    const struct sl_ledger_witness_job *job,
    const struct sl_signer *signer,
    struct sl_buf *note,
    struct sl_ledger_witnessed *ret_witnessed,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf state;
    struct sl_verifier owner;
    struct sl_checkpoint seen;
    const bool is_first = access(job->state, F_OK) != 0;

    sl_buf_init(&state, SL_CHECKPOINT_LIMIT_BYTES);
    if (signer->verifier.use != SL_KEY_WITNESS) {
        return sl_fail(err, SL_INVALID, "'%s' is not a key for a witness", job->key);
    }
    if (job->owner != NULL) {
        SL_TRY(sl_key_find(job->owner, &owner, err));
    }
    SL_TRY(sl_view_open(job->path, job->owner == NULL ? NULL : &owner, &view, err));
    if (!is_first) {
        SL_TRY(read_state(job, signer, &state, &seen, err));
    }
    SL_TRY(check_growth(view, is_first ? NULL : &seen, err));
    SL_TRY(cosign(job, signer, view, note, err));
    ret_witnessed->is_first = is_first;
    ret_witnessed->before = is_first ? 0 : seen.head.count;
    ret_witnessed->count = sl_view_checkpoint(view)->head.count;
    return SL_OK;
}

enum sl_status sl_ledger_witness(
    const struct sl_ledger_witness_job *job,
    struct sl_buf *note,
    struct sl_ledger_witnessed *ret_witnessed,
    struct sl_error *err
)
{
    struct sl_signer signer;

    SL_TRY(sl_key_file_read(job->key, &signer, err));
    const enum sl_status status = witness(job, &signer, note, ret_witnessed, err);
    sl_signer_wipe(&signer);
    return status;
}
