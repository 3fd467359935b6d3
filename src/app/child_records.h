/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_records.h - the records that name a child, one by one, as far as a reader may know of them.
 */
#ifndef SL_APP_CHILD_RECORDS_H
#define SL_APP_CHILD_RECORDS_H

#include "app/access.h"
#include "store/record.h"
#include "store/run.h"
#include "store/source.h"

/* A record that names the child. Texts are good for the call. */
struct sl_child_record {
    const struct sl_stored_record *record; /* its latest version */
    const struct sl_store_source *source;
    const struct sl_run *run;  /* that brought it */
    int64_t first_received_us; /* when the first version of its key came */
    enum sl_sight sight;       /* of the details of a person of its holder: EXISTENCE or CONTENT */
};

typedef enum sl_status
sl_child_record_fn(void *context, const struct sl_child_record *one, struct sl_error *err);

/*
 * Go through them, by the permission that was asked for last. What is sealed to the user, or held
 * by an agency of which they may not be told, is passed over.
 *
 * Errors: those of the store and of told. Time: some 50 microseconds for each.
 */
SL_NODISCARD enum sl_status sl_child_records_tell(
    struct sl_access *access,
    int64_t identity,
    sl_child_record_fn *told,
    void *context,
    struct sl_error *err
);

#endif
