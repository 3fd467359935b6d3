/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake_text.h - what became of files that were taken in, as a table or as JSON.
 */
#ifndef SL_CLI_INTAKE_TEXT_H
#define SL_CLI_INTAKE_TEXT_H

#include <jansson.h>
#include <stdio.h>

#include "app/intake_list.h"
#include "base/buf.h"
#include "base/error.h"

/* A report while files come in. Failures to build it are kept and told when it is printed. */
struct sl_intake_report {
    bool as_json;
    bool has_lines;      /* each file stands alone: no head, no sum */
    struct sl_buf text;  /* the table so far, or JSON a line */
    struct sl_buf notes; /* what stands below it */
    json_t *files;
    size_t file_count;
    struct sl_run_counts counts; /* of all files */
    uint64_t finding_count;
};

/* Begin; give it back with finish. has_lines: for a watch, which prints file by file. */
void sl_intake_report_init(struct sl_intake_report *report, bool as_json, bool has_lines);
void sl_intake_report_finish(struct sl_intake_report *report);

/* Add a file; rejects is NULL or where they were written. */
void sl_intake_report_add(
    struct sl_intake_report *report,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    const struct sl_reject_files *rejects
);

/* Print all of it. Errors: SL_IO, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_intake_report_print(struct sl_intake_report *report, FILE *stream, struct sl_error *err);

/* With has_lines: print what was added since the last time. Errors: as above. */
SL_NODISCARD enum sl_status
sl_intake_report_flush(struct sl_intake_report *report, FILE *stream, struct sl_error *err);

#endif
