/* SPDX-License-Identifier: Apache-2.0 */
#include "link/meet.h"

#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "link/probe.h"

#define ROWS_PER_TASK 64u
/* Pairs met before that one task looks at again, and whose rows are fetched ahead. */
#define PAIRS_PER_TASK 1024u
#define FETCH_AHEAD    8u

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
        if (probe->found[found] == meeting->records[at] ||
            !sl_table_first(scorer->table, probe->found[found])) {
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
    const int32_t slack_ticks = SL_TICK_SLACK;
    sample->least_bits = work->meeting->least_bits - (double)slack_ticks / SL_TICKS_A_BIT;
    size_t at = 0;
    for (size_t task = 0; task < work->task_count; task++) {
        const struct sl_sample *part = &work->parts[task];
        if (part->pair_count > 0) {
            const size_t cells = part->pair_count * fields;
            memcpy(sample->owners + at, part->owners, part->pair_count * sizeof(uint32_t));
            memcpy(sample->plain_bits + at, part->plain_bits, part->pair_count * sizeof(float));
            memcpy(sample->met + at, part->met, part->pair_count * sizeof(uint32_t));
            memcpy(sample->discounts + at, part->discounts, part->pair_count * sizeof(float));
            memcpy(sample->levels + at * fields, part->levels, cells);
            memcpy(sample->rarities + at * fields, part->rarities, cells * sizeof(float));
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

/* Pairs that are looked at again. */
struct review {
    struct sl_sample *sample;
    const struct sl_scorer *scorer;
    const uint32_t *rows;
};

static enum sl_status review_task(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct review *review = context;
    struct sl_sample *sample = review->sample;
    const struct sl_table *table = review->scorer->table;
    const size_t first = index * PAIRS_PER_TASK;
    const size_t rest = sample->pair_count - first;
    const size_t end = first + (rest < PAIRS_PER_TASK ? rest : PAIRS_PER_TASK);
    for (size_t pair = first; pair < end; pair++) {
        if (pair + FETCH_AHEAD < end) {
            __builtin_prefetch(sl_table_row(table, sample->met[pair + FETCH_AHEAD]));
        }
        const uint32_t *row = review->rows + (size_t)sample->owners[pair] * table->field_count;
        struct sl_agreement agreement;
        sl_scorer_compare(review->scorer, row, sl_table_row(table, sample->met[pair]), &agreement);
        sl_sample_set(sample, pair, review->scorer, &agreement);
    }
    return SL_OK;
}

void sl_meet_again(
    struct sl_sample *sample,
    const struct sl_scorer *scorer,
    const uint32_t *rows,
    unsigned thread_count
)
{
    struct review review = { .sample = sample, .scorer = scorer, .rows = rows };
    const size_t tasks = (sample->pair_count + PAIRS_PER_TASK - 1) / PAIRS_PER_TASK;
    const enum sl_status status = sl_threads_run(thread_count, tasks, review_task, &review, NULL);
    SL_ASSERT(status == SL_OK);
}
