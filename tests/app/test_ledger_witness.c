/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_witness.h"

#include "app/ledger_fixture.h"
#include "ledger/checkpoint.h"

static struct sl_ledger_witness_job job_of(const struct ledger_fixture *fixture)
{
    return (struct sl_ledger_witness_job){
        .path = fixture->path,
        .key = fixture->witness,
        .state = fixture->state,
        .seconds = 1700000100,
    };
}

static void only_what_grew(void **state)
{
    struct ledger_fixture *fixture = *state;
    const struct sl_ledger_witness_job job = job_of(fixture);
    struct sl_ledger_witnessed witnessed;
    struct sl_checkpoint checkpoint;
    struct sl_error err;
    struct sl_buf note;

    sl_buf_init(&note, 100000);
    SL_CHECK_OK(sl_ledger_witness(&job, &note, &witnessed, &err), &err);
    assert_true(witnessed.is_first && witnessed.count == 9);
    SL_CHECK_OK(sl_checkpoint_parse(sl_buf_str(&note), &checkpoint, &err), &err);
    SL_CHECK_U64(checkpoint.line_count, 2);
    SL_CHECK_U64(checkpoint.lines[1].seconds, 1700000100);
    ledger_add(fixture->path, &fixture->signer, 300);
    SL_CHECK_OK(sl_ledger_witness(&job, &note, &witnessed, &err), &err);
    assert_true(!witnessed.is_first && witnessed.before == 9 && witnessed.count == 309);
    sl_buf_finish(&note);
}

/* The owner writes another history with the same key: same length, longer, shorter. */
static void a_fork_is_refused(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct sl_ledger_witness_job job = job_of(fixture);
    struct sl_ledger_witnessed witnessed;
    struct sl_error err;
    struct sl_buf note;
    char fork[600];

    sl_buf_init(&note, 100000);
    SL_CHECK_OK(sl_ledger_witness(&job, &note, &witnessed, &err), &err);
    const size_t len = note.len;
    ledger_path(fixture, "fork", fork);
    SL_CHECK_OK(sl_logbook_create(fork, &fixture->signer, &err), &err);
    job.path = fork;
    for (unsigned i = 0; i < 4; i++) {
        ledger_add(fork, &fixture->signer, 4); /* salts differ: no entry is the same */
        SL_CHECK_STATUS(sl_ledger_witness(&job, &note, &witnessed, &err), SL_INVALID);
        assert_true(err.hint[0] != '\0');
        SL_CHECK_U64(note.len, len);
    }
    job.path = fixture->path; /* the state is as it was */
    SL_CHECK_OK(sl_ledger_witness(&job, &note, &witnessed, &err), &err);
    sl_buf_finish(&note);
}

static void refused(void **state)
{
    struct ledger_fixture *fixture = *state;
    struct sl_ledger_witness_job job = job_of(fixture);
    struct sl_ledger_witnessed witnessed;
    struct sl_error err;
    struct sl_buf note;

    sl_buf_init(&note, 100000);
    job.key = fixture->owner;
    SL_CHECK_STATUS(sl_ledger_witness(&job, &note, &witnessed, &err), SL_INVALID);
    job.key = "/no/such/key";
    SL_CHECK_STATUS(sl_ledger_witness(&job, &note, &witnessed, &err), SL_IO);
    job = job_of(fixture);
    job.owner = "nonsense";
    SL_CHECK_STATUS(sl_ledger_witness(&job, &note, &witnessed, &err), SL_IO);
    job = job_of(fixture);
    job.state = sl_test_folder_write(&fixture->folder, "odd", SL_STR("nonsense"));
    SL_CHECK_STATUS(sl_ledger_witness(&job, &note, &witnessed, &err), SL_INVALID);
    SL_CHECK_U64(note.len, 0);
    sl_buf_finish(&note);
}

int main(void)
{
    const struct CMUnitTest tests[] = { LEDGER_TEST(only_what_grew),
                                        LEDGER_TEST(a_fork_is_refused),
                                        LEDGER_TEST(refused) };
    return cmocka_run_group_tests_name("app/ledger_witness", tests, NULL, NULL);
}
