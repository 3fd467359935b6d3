/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake.h - one file of an agency's system into the store.
 *
 * The file's run is seen by readers when it is finished, and not at all before. It is committed
 * batch by batch: a run that was cut off, however that came, goes on behind its last batch when
 * the same file is given again. A file that was taken in already changes nothing.
 */
#ifndef SL_APP_INTAKE_H
#define SL_APP_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "intake/format.h"
#include "store/run.h"
#include "store/store.h"

/* Rules of data quality that one result can count; findings of more are in the total alone. */
#define SL_INTAKE_RULE_LIMIT       128u
#define SL_INTAKE_RULE_NAME_BYTES  16u
#define SL_INTAKE_RULE_WORDS_BYTES 160u

/* Whoever watches. Each may be NULL; they are called from the thread that calls intake. */
struct sl_intake_watcher {
    void *context;
    /* What is being done, and how much of it. */
    void (*progress)(void *context, const char *step, uint64_t done, uint64_t total);
    /* Is it to stop? Then the run stays open, and can be gone on with. */
    bool (*stop)(void *context);
};

/* A file to be taken in. Texts are borrowed. */
struct sl_intake_job {
    const char *agency, *system;
    const struct sl_format *format;
    const char *path;
    const char *name; /* as the store keeps it */
    /* Microseconds since 1970 in UTC. */
    int64_t (*clock)(void);
    struct sl_intake_watcher watcher;
};

enum sl_intake_outcome {
    SL_INTAKE_DONE,
    SL_INTAKE_SAME,    /* it was taken in before, as the run says: nothing was done */
    SL_INTAKE_STOPPED, /* the watcher wanted it; the run is open */
};

/* On whom a failure is to be blamed, for those who go on with other files. */
enum sl_intake_fault {
    SL_INTAKE_FAULT_OTHER,    /* the store, the disk, memory, or nobody */
    SL_INTAKE_FAULT_FILE,     /* it will not be better the next time */
    SL_INTAKE_FAULT_CHANGING, /* it is still being written */
    SL_INTAKE_FAULT_BLOCKED,  /* another file of the system must be finished first */
};

/* How often a rule of data quality was broken. Texts are cut to fit. */
struct sl_intake_rule {
    char name[SL_INTAKE_RULE_NAME_BYTES];
    char words[SL_INTAKE_RULE_WORDS_BYTES];
    uint64_t count;
};

/* Plain memory. counts are of the whole file, also when the run was gone on with. */
struct sl_intake_result {
    enum sl_intake_outcome outcome;
    int64_t run;
    bool is_resumed;
    enum sl_intake_fault fault;
    struct sl_run_counts counts;
    uint64_t finding_count; /* what rules of data quality say; 0 when it was taken in before */
    size_t rule_count;
    struct sl_intake_rule rules[SL_INTAKE_RULE_LIMIT];
};

/*
 * Take a file in.
 *
 *   store       open for writing, without a transaction
 *   ret_result  also filled in as far as it goes on a failure
 *
 * Errors: SL_INVALID when the file is not of the format, cannot be taken apart to its end, or
 * changes meanwhile: then none of it is taken, and the run is abandoned. SL_INVALID, too,
 * when another run of the system is open: result->fault tells these apart. SL_IO, SL_NO_MEMORY: the
 * run stays open, and the same call goes on with it. Memory: some 40 MiB beside the store's own,
 * whatever the size of the file. Time: two passes over the file, one for its hash.
 */
SL_NODISCARD enum sl_status sl_intake_file(
    struct sl_store *store,
    const struct sl_intake_job *job,
    struct sl_intake_result *ret_result,
    struct sl_error *err
);

#endif
