/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/witness.h"

/* A refusal is news for people, not for programs only. */
static void hint(struct sl_error *err)
{
    sl_fail_hint(err, "Do not sign. Keep this copy and the state file, and ask the owner why.");
}

enum sl_status sl_witness_check(
    const struct sl_checkpoint *seen,
    const struct sl_checkpoint *now,
    const struct sl_proof *proof,
    struct sl_error *err
)
{
    enum sl_status status = SL_OK;

    if (seen == NULL) {
        return SL_OK;
    }
    if (!sl_str_equal(seen->origin, now->origin)) {
        status = sl_fail(
            err,
            SL_INVALID,
            "this is the ledger '%.*s', and '%.*s' was seen before",
            SL_STR_ARG(now->origin),
            SL_STR_ARG(seen->origin)
        );
    } else if (now->head.count < seen->head.count) {
        status = sl_fail(
            err,
            SL_INVALID,
            "the ledger has %llu entries, and had %llu before",
            (unsigned long long)now->head.count,
            (unsigned long long)seen->head.count
        );
        hint(err);
    } else if (!sl_proof_check_growth(proof, &seen->head, &now->head)) {
        status = sl_fail(
            err,
            SL_INVALID,
            "the ledger was rewritten: its first %llu entries are not those that were seen",
            (unsigned long long)seen->head.count
        );
        hint(err);
    }
    return status;
}
