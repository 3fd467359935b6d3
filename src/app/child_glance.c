/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_glance.h"

#include <stdlib.h>

#include "app/notice_history.h"
#include "base/array.h"
#include "picture/labels.h"

#define HISTORY_BYTES ((size_t)256 << 20)
#define TEXT_BYTES    ((size_t)64 << 10)

void sl_child_glancer_finish(struct sl_child_glancer *glancer)
{
    sl_picture_loader_close(glancer->loader);
    glancer->loader = NULL;
}

/* A text out of a buffer, which is empty then. */
static enum sl_status
keep(struct sl_arena *arena, struct sl_buf *text, struct sl_str *ret_text, struct sl_error *err)
{
    SL_TRY(sl_buf_status(text, err));
    *ret_text = sl_arena_copy(arena, sl_buf_str(text));
    sl_buf_clear(text);
    return ret_text->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static enum sl_status name_child(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_child_glance *glance,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    sl_picture_add_child_name(picture, &text);
    SL_TRY(keep(arena, &text, &glance->name, err));
    sl_picture_add_life(picture, &text);
    return keep(arena, &text, &glance->life, err);
}

/* A round that presses is added; the others are left out. */
static enum sl_status add_run(
    const struct sl_clock_run *run,
    struct sl_arena *arena,
    struct sl_child_glance *glance,
    struct sl_error *err
)
{
    const bool is_over = run->state == SL_CLOCK_OVER;
    struct sl_child_pressing *pressing = glance->pressing;

    if (!is_over && run->state != SL_CLOCK_DUE_SOON) {
        return SL_OK;
    }
    SL_TRY(sl_array_room(arena, &pressing, glance->pressing_count, sizeof(*pressing), err));
    pressing[glance->pressing_count++] =
        (struct sl_child_pressing){ run->clock, run->state, run->deadline_last };
    glance->pressing = pressing;
    glance->over_count += is_over ? 1 : 0;
    glance->soon_count += is_over ? 0 : 1;
    glance->statutory_over_count += is_over && run->clock->basis == SL_BASIS_STATUTORY ? 1 : 0;
    return SL_OK;
}

static int compare_pressing(const void *left_ptr, const void *right_ptr)
{
    const struct sl_child_pressing *left = left_ptr;
    const struct sl_child_pressing *right = right_ptr;

    if (left->state != right->state) {
        return left->state == SL_CLOCK_OVER ? -1 : 1;
    }
    if (left->deadline != right->deadline) {
        return left->deadline < right->deadline ? -1 : 1;
    }
    return (left->clock > right->clock) - (left->clock < right->clock);
}

/* All clocks, by a history that is thrown away afterwards. */
static enum sl_status ask_clocks(
    const struct sl_child_glancer *glancer,
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_child_glance *glance,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_history history;
    size_t undated = 0;

    sl_arena_init(&scratch, HISTORY_BYTES);
    SL_TRY(sl_notice_history(picture, &scratch, &history, &undated, err));
    for (size_t i = 0; i < glancer->clocks->count; i++) {
        struct sl_clock_runs runs;
        SL_TRY(sl_clock_runs(
            &glancer->clocks->items[i], &history, glancer->as_of, &scratch, &runs, err
        ));
        for (size_t j = 0; j < runs.count; j++) {
            SL_TRY(add_run(&runs.items[j], arena, glance, err));
        }
    }
    if (glance->pressing_count > 0) {
        qsort(
            glance->pressing, glance->pressing_count, sizeof(*glance->pressing), compare_pressing
        );
    }
    return SL_OK;
}

enum sl_status sl_child_glance(
    struct sl_child_glancer *glancer,
    int64_t identity,
    struct sl_arena *arena,
    struct sl_child_glance *ret_glance,
    struct sl_error *err
)
{
    const struct sl_picture_request request = {
        .identity = identity,
        .access = glancer->access,
        .today = sl_access_day(glancer->access),
        .kind = glancer->kind,
    };
    const struct sl_picture *picture = NULL;
    struct sl_child_glance glance = { .over_count = 0 };

    if (glancer->loader == NULL) {
        SL_TRY(sl_picture_loader_open(&glancer->loader, err));
    }
    const enum sl_status status =
        sl_picture_load(glancer->loader, sl_access_store(glancer->access), &request, &picture, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    if (status == SL_OK && sl_picture_loader_share(glancer->loader)->is_held) {
        SL_TRY(name_child(picture, arena, &glance, err));
        SL_TRY(ask_clocks(glancer, picture, arena, &glance, err));
    }
    *ret_glance = glance;
    return SL_OK;
}
