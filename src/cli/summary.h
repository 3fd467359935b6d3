/* SPDX-License-Identifier: Apache-2.0 */
/*
 * summary.h - how a run of linkage went, for people and for programs.
 */
#ifndef SL_CLI_SUMMARY_H
#define SL_CLI_SUMMARY_H

#include <jansson.h>
#include <stddef.h>

#include "app/link_run.h"
#include "base/buf.h"

/*
 * Append the summary for people: a line a figure, then the calibration table. Failures stick.
 *
 *   job                 what was asked
 *   process_peak_bytes  the most memory that the process has held
 */
void sl_summary_text(
    const struct sl_link_job *job,
    const struct sl_link_report *report,
    size_t process_peak_bytes,
    struct sl_buf *buf
);

/* The same as JSON, or NULL when memory is short. The keys are in docs/commands.md. */
json_t *sl_summary_json(
    const struct sl_link_job *job, const struct sl_link_report *report, size_t process_peak_bytes
);

/* The most memory that this process has held, in bytes; 0 when the system does not say. */
size_t sl_summary_peak_bytes(void);

#endif
