/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include <time.h>
#include <unistd.h>

/* Back to the first column, and clear to the end of the line (ECMA-48: CR, EL). */
#define CLEAR_LINE "\r\033[K"

double sl_progress_clock(void *context)
{
    struct timespec now;

    (void)context;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return 0.0;
    }
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void sl_progress_init(struct sl_progress *progress, FILE *stream, bool wanted, sl_clock_fn *clock)
{
    const bool draws = wanted && isatty(fileno(stream)) != 0;

    *progress = (struct sl_progress){ .stream = draws ? stream : NULL, .clock = clock };
    progress->begun = clock(progress);
}

void sl_progress_tell(void *context, enum sl_stage stage, uint64_t done, uint64_t total)
{
    sl_progress_step(context, sl_stage_text(stage), done, total);
}

void sl_progress_step(void *context, const char *step, uint64_t done, uint64_t total)
{
    struct sl_progress *progress = context;

    if (progress->stream == NULL) {
        return;
    }
    const double now = progress->clock(progress);
    const bool early = now - progress->begun < SL_PROGRESS_WAIT_SECONDS;
    if (early || (progress->drawn > 0.0 && now - progress->drawn < SL_PROGRESS_PAUSE_SECONDS)) {
        return;
    }
    progress->drawn = now;
    (void)fprintf(progress->stream, CLEAR_LINE "%s", step);
    if (total > 1) {
        const double share = done < total ? (double)done / (double)total : 1.0;
        (void)fprintf(progress->stream, ": %.0f%%", share * 100.0);
    }
    (void)fprintf(progress->stream, "  (%.0f s)", now - progress->begun);
    (void)fflush(progress->stream);
}

void sl_progress_finish(struct sl_progress *progress)
{
    if (progress->stream != NULL && progress->drawn > 0.0) {
        (void)fputs(CLEAR_LINE, progress->stream);
        (void)fflush(progress->stream);
        progress->drawn = 0.0;
    }
}
