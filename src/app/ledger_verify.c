/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_verify.h"

#include "base/file.h"
#include "logbook/key_file.h"
#include "logbook/view.h"

/* What was read for a run. */
struct reading {
    struct sl_verifier owner, witness;
    struct sl_buf texts[SL_VERIFY_NOTES];
    struct sl_checkpoint notes[SL_VERIFY_NOTES];
};

/* The owner's key, to check the notes with. */
static enum sl_status
find_owner(const struct sl_ledger_verify_job *job, struct sl_verifier *owner, struct sl_error *err)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;

    if (job->key != NULL) {
        return sl_key_find(job->key, owner, err);
    }
    if (job->note_count == 0) {
        return SL_OK;
    }
    SL_TRY(sl_view_open(job->path, NULL, &view, err));
    *owner = *sl_view_verifier(view);
    return SL_OK;
}

static enum sl_status read_note(
    const struct sl_ledger_verify_job *job,
    struct reading *reading,
    size_t index,
    struct sl_error *err
)
{
    struct sl_buf *text = &reading->texts[index];
    struct sl_checkpoint *note = &reading->notes[index];

    SL_TRY(sl_file_read(job->notes[index], text, err));
    enum sl_status status = sl_checkpoint_parse(sl_buf_str(text), note, err);
    if (status == SL_OK) {
        status = sl_checkpoint_check(note, &reading->owner, NULL, err);
    }
    if (status == SL_OK && job->witness != NULL) {
        status = sl_checkpoint_check(note, &reading->witness, NULL, err);
    }
    if (status != SL_OK) {
        sl_fail_detail(err, "%s", job->notes[index]);
    }
    return status == SL_NOT_FOUND ? SL_INVALID : status;
}

static enum sl_status verify(
    const struct sl_ledger_verify_job *job,
    struct reading *reading,
    struct sl_verify_result *ret_result,
    struct sl_error *err
)
{
    const struct sl_verify_job run = {
        .path = job->path,
        .verifier = job->key == NULL ? NULL : &reading->owner,
        .note_count = job->note_count,
        .notes = reading->notes,
    };

    SL_TRY(find_owner(job, &reading->owner, err));
    if (job->witness != NULL) {
        SL_TRY(sl_key_find(job->witness, &reading->witness, err));
    }
    for (size_t i = 0; i < job->note_count; i++) {
        SL_TRY(read_note(job, reading, i, err));
    }
    return sl_verify(&run, ret_result, err);
}

enum sl_status sl_ledger_verify(
    const struct sl_ledger_verify_job *job,
    struct sl_verify_result *ret_result,
    struct sl_error *err
)
{
    struct reading reading = { .owner = { .id = 0 } };

    if (job->note_count > SL_VERIFY_NOTES) {
        return sl_fail(err, SL_LIMIT, "more than %u checkpoints", SL_VERIFY_NOTES);
    }
    for (size_t i = 0; i < SL_VERIFY_NOTES; i++) {
        sl_buf_init(&reading.texts[i], SL_CHECKPOINT_LIMIT_BYTES);
    }
    const enum sl_status status = verify(job, &reading, ret_result, err);
    for (size_t i = 0; i < SL_VERIFY_NOTES; i++) {
        sl_buf_finish(&reading.texts[i]);
    }
    return status;
}
