/* SPDX-License-Identifier: Apache-2.0 */
/*
 * subject_access.h - what a child who asks is given by the own agency.
 *
 *     records.csv  the own agency's records that name the child, as they came
 *     looked.csv   who has looked: when, agency, role, purpose and what; no names
 *
 * What is sealed to whoever answers, and looks that a seal kept back, are not in it. Each time is
 * an entry, which is on the disk before anything is told. Permission: subject_access. A child is
 * meant as in sl_child_find.
 */
#ifndef SL_APP_SUBJECT_ACCESS_H
#define SL_APP_SUBJECT_ACCESS_H

#include "app/child_records.h"
#include "app/ledger_answer.h"
#include "base/buf.h"

enum sl_subject_file { SL_SUBJECT_RECORDS, SL_SUBJECT_LOOKED, SL_SUBJECT_FILE_COUNT };

/* The name of a file; static. */
const char *sl_subject_file_name(enum sl_subject_file file);

/* Who is told: one call for each line. */
struct sl_subject_access_told {
    sl_child_record_fn *record;
    sl_ledger_act_fn *act;
    void *context;
};

/* Tell of both. Errors: SL_DENIED; SL_NOT_FOUND; those of sl_child_find, the ledger, and told. */
SL_NODISCARD enum sl_status sl_subject_access_tell(
    struct sl_access *access,
    struct sl_str child,
    const struct sl_subject_access_told *told,
    struct sl_error *err
);

/* Append one of the files. Errors: as above; SL_LIMIT of the buffer. */
SL_NODISCARD enum sl_status sl_subject_access_print(
    struct sl_access *access,
    struct sl_str child,
    enum sl_subject_file file,
    struct sl_buf *text,
    struct sl_error *err
);

/* What was written. Plain memory. */
struct sl_subject_access {
    uint64_t record_count, act_count;
};

/* Write both files into a folder, which is made. Errors: as above; SL_IO. */
SL_NODISCARD enum sl_status sl_subject_access_write(
    struct sl_access *access,
    struct sl_str child,
    const char *folder,
    struct sl_subject_access *ret_written,
    struct sl_error *err
);

#endif
