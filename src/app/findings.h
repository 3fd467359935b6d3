/* SPDX-License-Identifier: Apache-2.0 */
/*
 * findings.h - what the departments' rules of data quality say of the records that are in a store.
 *
 * Findings are not stored: they are read from the records again, so that they are those of the
 * latest versions. What was mended and sent again is found no more.
 */
#ifndef SL_APP_FINDINGS_H
#define SL_APP_FINDINGS_H

#include <stdint.h>

#include "base/error.h"
#include "intake/format.h"
#include "store/record.h"
#include "store/source.h"

struct sl_access;

/* Which records are looked at. */
struct sl_findings_job {
    struct sl_access *access;
    int64_t run;        /* only what this run brought, or 0 */
    struct sl_str rule; /* only this rule, or empty */
};

/* A finding and where it is. Texts are good for the call. */
struct sl_told_finding {
    const struct sl_stored_record *record;
    const struct sl_store_source *source;
    const struct sl_finding
        *finding; /* its key is that of the record when it has none of its own */
};

/* Told of each: run by run, and record by record; not SL_OK ends it. */
typedef enum sl_status
sl_finding_told_fn(void *context, const struct sl_told_finding *told, struct sl_error *err);

/*
 * Go through the findings of the latest versions of the own agency: an entry before the first is
 * told. A record that is sealed to the user has none.
 *
 * Errors: SL_DENIED; SL_NOT_FOUND when there is no such run, or it is another agency's; those of
 * the store and of told. Time: that of reading each record once.
 */
SL_NODISCARD enum sl_status sl_findings_tell(
    const struct sl_findings_job *job, sl_finding_told_fn *told, void *context, struct sl_error *err
);

#endif
