/* SPDX-License-Identifier: Apache-2.0 */
/*
 * faults.h - the faults that an audit tells, as one line of text.
 */
#ifndef SL_TESTS_LEDGER_FAULTS_H
#define SL_TESTS_LEDGER_FAULTS_H

#include "base/buf.h"
#include "ledger/audit.h"

/* After `left` faults and erasures keeping them fails. */
struct faults {
    struct sl_buf text;
    uint64_t left;
};

static inline enum sl_status
faults_keep(void *context, const struct sl_fault *fault, struct sl_error *err)
{
    struct faults *faults = context;

    if (faults->left == 0) {
        return sl_fail(err, SL_LIMIT, "no more");
    }
    faults->left--;
    sl_buf_addf(
        &faults->text,
        "%s %llu-%llu",
        sl_fault_code(fault->kind),
        (unsigned long long)fault->first,
        (unsigned long long)fault->last
    );
    if (fault->kind == SL_FAULT_MOVED) {
        sl_buf_addf(&faults->text, " of %llu", (unsigned long long)fault->other);
    }
    sl_buf_addf(&faults->text, "; ");
    return SL_OK;
}

static inline enum sl_status
faults_erased(void *context, const struct sl_audit_erased *erased, struct sl_error *err)
{
    struct faults *faults = context;

    if (faults->left == 0) {
        return sl_fail(err, SL_LIMIT, "no more");
    }
    faults->left--;
    sl_buf_addf(
        &faults->text,
        "%s%llu by %llu; ",
        erased->part_index == SL_PART_WHO ? "W" : "A",
        (unsigned long long)erased->index,
        (unsigned long long)erased->erased_by
    );
    return SL_OK;
}

/* An audit whose faults go into *faults, which the caller finishes. */
static inline struct sl_audit faults_audit(struct faults *faults)
{
    sl_buf_init(&faults->text, 100000);
    faults->left = UINT64_MAX;
    return (struct sl_audit){ .found = faults_keep, .erased = faults_erased, .context = faults };
}

#endif
