/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_verify.h"

#include "app/ledger_fixture.h"
#include "app/ledger_witness.h"

static void with_notes(void **state)
{
    struct ledger_fixture *fixture = *state;
    const struct sl_ledger_witness_job look = {
        .path = fixture->path, .key = fixture->witness, .state = fixture->state, .seconds = 5
    };
    const char *notes[] = { fixture->state };
    struct sl_ledger_verify_job job = { .path = fixture->path, .note_count = 1, .notes = notes };
    struct sl_ledger_witnessed witnessed;
    struct sl_verify_result result;
    struct sl_error err;
    struct sl_buf note;
    char fork[600];

    sl_buf_init(&note, 100000);
    SL_CHECK_OK(sl_ledger_witness(&look, &note, &witnessed, &err), &err);
    ledger_add(fixture->path, &fixture->signer, 5);
    SL_CHECK_OK(sl_ledger_verify(&job, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 0);
    SL_CHECK_U64(result.published, 14);
    sl_verify_finish(&result);
    /* A ledger that is whole, but not the one that was witnessed. */
    ledger_path(fixture, "fork", fork);
    SL_CHECK_OK(sl_logbook_create(fork, &fixture->signer, &err), &err);
    ledger_add(fork, &fixture->signer, 14);
    job.path = fork;
    SL_CHECK_OK(sl_ledger_verify(&job, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 1);
    SL_CHECK_U64(result.faults[0].kind, SL_FAULT_NOTE);
    sl_verify_finish(&result);
    /* A note that the witness did not cosign: the owner's own checkpoint. */
    char own[700];
    (void)snprintf(own, sizeof own, "%s/checkpoint", fixture->path);
    notes[0] = own;
    SL_CHECK_OK(sl_ledger_verify(&job, &result, &err), &err);
    sl_verify_finish(&result);
    job.witness = "nonsense";
    SL_CHECK_STATUS(sl_ledger_verify(&job, &result, &err), SL_IO);
    job.note_count = SL_VERIFY_NOTES + 1;
    SL_CHECK_STATUS(sl_ledger_verify(&job, &result, &err), SL_LIMIT);
    job = (struct sl_ledger_verify_job){ .path = fork, .key = "nonsense" };
    SL_CHECK_STATUS(sl_ledger_verify(&job, &result, &err), SL_IO);
    sl_buf_finish(&note);
}

int main(void)
{
    const struct CMUnitTest tests[] = { LEDGER_TEST(with_notes) };
    return cmocka_run_group_tests_name("app/ledger_verify", tests, NULL, NULL);
}
