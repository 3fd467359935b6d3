/* SPDX-License-Identifier: Apache-2.0 */
#include "link/meet.h"

#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "link/probe.h"

#define ROWS_PER_TASK 64u

struct work {
    const struct sl_meeting *meeting;
    struct sl_probe *probes; /* one a worker, opened when first used */
    struct sl_sample *parts; /* one a task */
    size_t task_count;
};

static enum sl_status
meet_row(const struct sl_meeting *meeting, struct sl_probe *probe, size_t at, struct sl_sample *out)
{
    const struct sl_scorer *scorer = meeting->weights->scorer;
    const uint32_t *row = meeting->rows + at * scorer->table->field_count;
    const struct sl_search search = {
        .records = meeting->partners,
        .least_ticks = sl_ticks(meeting->least_bits) - SL_TICK_SLACK,
    };
    sl_probe_set_row(probe, row);
    SL_TRY(sl_probe_search(probe, &search, NULL));
    for (size_t found = 0; found < probe->found_count; found++) {
        if (probe->found[found] == meeting->records[at]) {
            continue;
        }
        struct sl_agreement agreement;
        const uint32_t *other = sl_table_row(scorer->table, probe->found[found]);
        sl_scorer_compare(scorer, row, other, &agreement);
        SL_TRY(sl_sample_add(out, scorer, (uint32_t)at, probe->found[found], &agreement, NULL));
    }
    return SL_OK;
}

static enum sl_status meet_task(void *context, size_t index, unsigned worker)
{
    const struct work *work = context;
    const struct sl_meeting *meeting = work->meeting;
    struct sl_probe *probe = &work->probes[worker];
    if (probe->weights == NULL) {
        SL_TRY(sl_probe_open(probe, meeting->weights, meeting->index, NULL));
    }
    struct sl_sample *part = &work->parts[index];
    *part = (struct sl_sample){ .field_count = meeting->index->table->field_count };
    const size_t first = index * ROWS_PER_TASK;
    for (size_t at = first; at < first + ROWS_PER_TASK && at < meeting->row_count; at++) {
        SL_TRY(meet_row(meeting, probe, at, part));
    }
    return SL_OK;
}

/* The parts one behind the other, in the order of the rows. */
static enum sl_status
join_parts(const struct work *work, struct sl_sample *sample, struct sl_error *err)
{
    const size_t fields = work->meeting->index->table->field_count;
    size_t count = 0;
    for (size_t task = 0; task < work->task_count; task++) {
        count += work->parts[task].pair_count;
    }
    SL_TRY(sl_sample_init(sample, (unsigned)fields, count, err));
    sample->record_count = work->meeting->row_count;
    sample->others = work->meeting->weights->scorer->others;
    size_t at = 0;
    for (size_t task = 0; task < work->task_count; task++) {
        const struct sl_sample *part = &work->parts[task];
        if (part->pair_count > 0) {
            const size_t cells = part->pair_count * fields;
            memcpy(sample->owners + at, part->owners, part->pair_count * sizeof(uint32_t));
            memcpy(sample->met + at, part->met, part->pair_count * sizeof(uint32_t));
            memcpy(
                sample->community_bits + at, part->community_bits, part->pair_count * sizeof(float)
            );
            memcpy(sample->levels + at * fields, part->levels, cells);
            memcpy(sample->u_bits + at * fields, part->u_bits, cells * sizeof(float));
        }
        at += part->pair_count;
    }
    sample->pair_count = count;
    return SL_OK;
}

enum sl_status
sl_meet(const struct sl_meeting *meeting, struct sl_sample *sample, struct sl_error *err)
{
    struct work work = {
        .meeting = meeting,
        .task_count = (meeting->row_count + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        .probes = sl_calloc(meeting->thread_count, sizeof(struct sl_probe)),
    };
    work.parts = sl_calloc(work.task_count + 1, sizeof(*work.parts));
    enum sl_status status =
        work.probes == NULL || work.parts == NULL
            ? sl_fail_memory(err)
            : sl_threads_run(meeting->thread_count, work.task_count, meet_task, &work, err);
    if (status == SL_OK) {
        status = join_parts(&work, sample, err);
    }
    for (unsigned at = 0; work.probes != NULL && at < meeting->thread_count; at++) {
        sl_probe_close(&work.probes[at]);
    }
    for (size_t task = 0; work.parts != NULL && task < work.task_count; task++) {
        sl_sample_finish(&work.parts[task]);
    }
    sl_free(work.probes);
    sl_free(work.parts);
    return status;
}
