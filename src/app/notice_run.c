/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_run.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"

/* Persons that one thread asks about at a time. */
#define PART_PERSONS ((size_t)1024)

/* What one task found. */
struct sl_notice_part {
    struct sl_arena arena;
    struct sl_raised *items;
    size_t count, child_count;
};

/* All tasks, with the memory of each thread. */
struct running {
    const struct sl_evaluation *evaluation;
    struct sl_arena *scratch; /* by worker */
    struct sl_notice_raised *raised;
};

/* Keep what is raised: sl_raised_fn. */
static enum sl_status keep(void *context, const struct sl_raised *raised, struct sl_error *err)
{
    struct sl_notice_part *part = context;
    struct sl_raised_proof *proofs =
        sl_arena_alloc(&part->arena, raised->proof_count + 1, sizeof *proofs);

    if (proofs == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_array_room(&part->arena, &part->items, part->count, sizeof *part->items, err));
    memcpy(proofs, raised->proofs, raised->proof_count * sizeof *proofs);
    part->items[part->count] = *raised;
    part->items[part->count++].proofs = proofs;
    return SL_OK;
}

static enum sl_status run_part(void *context, size_t index, unsigned worker)
{
    const struct running *running = context;
    const struct sl_world *world = running->evaluation->world;
    struct sl_notice_part *part = &running->raised->parts[index];
    const size_t first = index * PART_PERSONS;
    const size_t left = world->named_count - first;
    const size_t count = left < PART_PERSONS ? left : PART_PERSONS;

    for (size_t i = first; i < first + count; i++) {
        part->child_count +=
            sl_history_is_minor(world->persons[i].born, running->evaluation->as_of) ? 1 : 0;
        SL_TRY(
            sl_evaluate_person(running->evaluation, i, &running->scratch[worker], keep, part, NULL)
        );
    }
    return SL_OK;
}

/* Put the parts together, in their order. */
static enum sl_status join_parts(struct sl_notice_raised *raised, struct sl_error *err)
{
    size_t count = 0;

    for (size_t i = 0; i < raised->part_count; i++) {
        count += raised->parts[i].count;
        raised->child_count += raised->parts[i].child_count;
    }
    raised->items = sl_alloc(count + 1, sizeof *raised->items);
    if (raised->items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < raised->part_count; i++) {
        const struct sl_notice_part *part = &raised->parts[i];
        if (part->count > 0) {
            memcpy(&raised->items[raised->count], part->items, part->count * sizeof *part->items);
        }
        raised->count += part->count;
    }
    return SL_OK;
}

static enum sl_status
run_parts(const struct running *running, unsigned thread_count, struct sl_error *err)
{
    struct sl_notice_raised *raised = running->raised;
    struct running tasks = *running;

    for (unsigned i = 0; i < thread_count; i++) {
        sl_arena_init(&running->scratch[i], SL_EVALUATE_BYTES);
    }
    for (size_t i = 0; i < raised->part_count; i++) {
        sl_arena_init(&raised->parts[i].arena, SL_EVALUATE_BYTES);
    }
    SL_TRY(sl_threads_run(thread_count, raised->part_count, run_part, &tasks, err));
    return join_parts(raised, err);
}

enum sl_status sl_notice_evaluate(
    const struct sl_evaluation *evaluation,
    unsigned thread_count,
    struct sl_notice_raised *ret_raised,
    struct sl_error *err
)
{
    const size_t part_count = (evaluation->world->named_count + PART_PERSONS - 1) / PART_PERSONS;
    struct running running = { .evaluation = evaluation, .raised = ret_raised };

    *ret_raised = (struct sl_notice_raised){ .count = 0 };
    ret_raised->parts = sl_calloc(part_count + 1, sizeof *ret_raised->parts);
    running.scratch = sl_calloc(thread_count, sizeof *running.scratch);
    enum sl_status status =
        ret_raised->parts == NULL || running.scratch == NULL ? sl_fail_memory(err) : SL_OK;
    if (status == SL_OK) {
        ret_raised->part_count = part_count;
        status = run_parts(&running, thread_count, err);
    }
    for (unsigned i = 0; running.scratch != NULL && i < thread_count; i++) {
        sl_arena_finish(&running.scratch[i]);
    }
    sl_free(running.scratch);
    return status;
}

void sl_notice_raised_finish(struct sl_notice_raised *raised)
{
    for (size_t i = 0; i < raised->part_count; i++) {
        sl_arena_finish(&raised->parts[i].arena);
    }
    sl_free(raised->parts);
    sl_free(raised->items);
    *raised = (struct sl_notice_raised){ .count = 0 };
}
