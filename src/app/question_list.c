/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_list.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/notice_history.h"
#include "app/picture_load.h"
#include "app/seen_list.h"
#include "base/array.h"
#include "identity/identity_id.h"

#define KIND          SL_STR("question")
#define HISTORY_BYTES ((size_t)256 << 20)
/* "question 7" */
#define NUMBER_BYTES 40

/* A list under way. */
struct work {
    struct sl_access *access;
    const struct sl_question_asked *asked;
    struct sl_question_sight sight;
    struct sl_picture_loader *loader; /* NULL until somebody's clocks are asked */
    struct sl_arena *arena;
    struct sl_question_line *lines;
    size_t count;
    struct sl_error *err;
};

static void finish(struct work *work)
{
    sl_question_sight_finish(&work->sight);
    sl_picture_loader_close(work->loader);
}

/* Is a child allocated to the user, for what they ask? */
static bool is_allocated(const struct work *work, int64_t identity)
{
    const uint8_t ties = identity == 0 ? 0 : sl_access_ties(work->access, identity);

    return (ties & (1u << SL_USER_TIE_ALLOCATED)) != 0;
}

static bool is_asked_for(const struct work *work, const struct sl_question_line *line)
{
    const struct sl_user *user = sl_access_user(work->access);
    const bool is_team = sl_str_equal(line->stored.question.owner, user->agency);

    const int64_t wanted = work->asked->identity;

    if ((!work->asked->all && !sl_question_waits(line->status.state)) ||
        (wanted != 0 && line->seen.identity != wanted)) {
        return false;
    }
    switch (work->asked->whose) {
    case SL_QUESTIONS_TEAM:
        return is_team;
    case SL_QUESTIONS_MINE:
        return line->status.user.len > 0 ? sl_str_equal(line->status.user, user->id)
                                         : is_team && is_allocated(work, line->seen.identity);
    case SL_QUESTIONS_ANY:
    default:
        return true;
    }
}

/* The statutory clocks of a history that are over. */
static enum sl_status count_clocks(
    struct work *work, const struct sl_history *history, struct sl_arena *scratch, size_t *ret_count
)
{
    const struct sl_clocks *clocks = work->asked->clocks;
    size_t count = 0;

    for (size_t i = 0; i < clocks->count; i++) {
        struct sl_clock_runs runs;
        if (clocks->items[i].basis != SL_BASIS_STATUTORY) {
            continue;
        }
        SL_TRY(
            sl_clock_runs(&clocks->items[i], history, work->asked->as_of, scratch, &runs, work->err)
        );
        for (size_t j = 0; j < runs.count; j++) {
            count += runs.items[j].state == SL_CLOCK_OVER ? 1 : 0;
        }
    }
    *ret_count = count;
    return SL_OK;
}

/* As the user may see the child: what they may not see is not counted. */
static enum sl_status count_over(struct work *work, struct sl_question_line *line)
{
    const struct sl_picture_request request = {
        .identity = line->seen.identity,
        .access = work->access,
        .today = sl_access_day(work->access),
        .kind = KIND,
    };
    const struct sl_picture *picture = NULL;
    struct sl_history history;
    struct sl_arena scratch;
    size_t undated = 0;

    if (work->asked->clocks == NULL || line->seen.identity == 0) {
        return SL_OK;
    }
    if (work->loader == NULL) {
        SL_TRY(sl_picture_loader_open(&work->loader, work->err));
    }
    SL_TRY(
        sl_picture_load(work->loader, sl_access_store(work->access), &request, &picture, work->err)
    );
    sl_arena_init(&scratch, HISTORY_BYTES);
    enum sl_status status = sl_notice_history(picture, &scratch, &history, &undated, work->err);
    if (status == SL_OK) {
        status = count_clocks(work, &history, &scratch, &line->over_count);
    }
    sl_arena_finish(&scratch);
    return status;
}

/* Judge one, and say how it stands. */
static enum sl_status make_line(struct work *work, struct sl_question_line *line)
{
    SL_TRY(sl_question_sight_judge(&work->sight, &line->stored, work->arena, &line->seen, work->err)
    );
    if (!line->seen.is_seen) {
        return SL_OK;
    }
    if (line->seen.identity != 0) {
        const struct sl_identity_id id = sl_identity_print(line->seen.identity);
        line->identity = sl_arena_copy(work->arena, sl_str_from(id.text));
        if (line->identity.ptr == NULL) {
            return sl_fail_memory(work->err);
        }
    }
    return sl_question_status_on(
        &line->seen.question, sl_access_day(work->access), &line->status, work->err
    );
}

/* Two questions about one child are looked at once. */
static enum sl_status count_all(struct work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        size_t same = 0;
        while (same < i && work->lines[same].seen.identity != work->lines[i].seen.identity) {
            same++;
        }
        if (same < i) {
            work->lines[i].over_count = work->lines[same].over_count;
        } else {
            SL_TRY(count_over(work, &work->lines[i]));
        }
    }
    return SL_OK;
}

static struct sl_question_attention attention_of(const struct sl_question_line *line)
{
    return (struct sl_question_attention){
        .over_count = line->over_count,
        .meaning = line->stored.question.meaning,
        .state = line->status.state,
        .opened = line->status.opened,
        .number = line->stored.id,
    };
}

static int compare_lines(const void *left_ptr, const void *right_ptr)
{
    const struct sl_question_attention left = attention_of(left_ptr);
    const struct sl_question_attention right = attention_of(right_ptr);

    return sl_question_compare(&left, &right);
}

/* The entry that names whom they are about. */
static enum sl_status say_seen(struct work *work, const struct sl_access_deed *deed)
{
    struct sl_seen_list seen;

    sl_seen_list_init(&seen, KIND);
    for (size_t i = 0; i < work->count; i++) {
        sl_seen_list_add(&seen, work->lines[i].identity);
    }
    const enum sl_status status = sl_seen_list_say(&seen, work->access, deed, 1, work->err);
    sl_seen_list_finish(&seen);
    return status;
}

static enum sl_status list(struct work *work)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = KIND };
    struct sl_question_line line = { .over_count = 0 };

    SL_TRY(sl_access_may(work->access, SL_MAY_QUESTION, &deed, work->err));
    SL_TRY(sl_question_sight_open(&work->sight, work->access, work->err));
    for (;;) {
        const int64_t after = line.stored.id;
        line = (struct sl_question_line){ .over_count = 0 };
        const enum sl_status status = sl_store_question_next(
            sl_access_store(work->access), after, work->arena, &line.stored, work->err
        );
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(make_line(work, &line));
        if (line.seen.is_seen && is_asked_for(work, &line)) {
            SL_TRY(sl_array_room(work->arena, &work->lines, work->count, sizeof line, work->err));
            work->lines[work->count++] = line;
        }
    }
    SL_TRY(count_all(work));
    if (work->count > 0) {
        qsort(work->lines, work->count, sizeof *work->lines, compare_lines);
    }
    return say_seen(work, &deed);
}

enum sl_status sl_question_list(
    struct sl_access *access,
    const struct sl_question_asked *asked,
    struct sl_arena *arena,
    struct sl_question_line **ret_lines,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct work work = { .access = access, .asked = asked, .arena = arena, .err = err };
    const enum sl_status status = list(&work);

    finish(&work);
    if (status == SL_OK) {
        *ret_lines = work.lines;
        *ret_count = work.count;
    }
    return status;
}

/* Was a proof brought by a deed that the user may know of? */
static bool
is_told(const struct sl_question_line *line, const struct sl_store_question_proof *proof)
{
    for (size_t i = 0; i < line->stored.question.deed_count; i++) {
        if (line->stored.when[i].id == proof->deed) {
            return !line->seen.hides[i];
        }
    }
    return false;
}

static enum sl_status name_records(struct work *work, struct sl_question_line *line)
{
    for (size_t i = 0; i < line->stored.proof_count; i++) {
        if (is_told(line, &line->stored.proofs[i])) {
            SL_TRY(sl_question_sight_name(
                &work->sight,
                line->stored.proofs[i].proof.record,
                work->arena,
                &line->records,
                &line->record_count,
                work->err
            ));
        }
    }
    return SL_OK;
}

static enum sl_status find_line(struct work *work, int64_t number, struct sl_question_line *line)
{
    SL_TRY(sl_store_question_get(
        sl_access_store(work->access), number, work->arena, &line->stored, work->err
    ));
    SL_TRY(make_line(work, line));
    if (!line->seen.is_seen) {
        return sl_fail(work->err, SL_NOT_FOUND, "there is no question %lld", (long long)number);
    }
    SL_TRY(count_over(work, line));
    return name_records(work, line);
}

static enum sl_status show(struct work *work, int64_t number, struct sl_question_line *line)
{
    char detail[NUMBER_BYTES];

    (void)snprintf(detail, sizeof detail, "question %lld", (long long)number);
    struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                   .kind = KIND,
                                   .detail = sl_str_from(detail) };
    SL_TRY(sl_access_may(work->access, SL_MAY_QUESTION, &deed, work->err));
    SL_TRY(sl_question_sight_open(&work->sight, work->access, work->err));
    /* Who tries numbers until one is a question leaves a trace of each. */
    SL_TRY(sl_access_done(work->access, &deed, find_line(work, number, line), work->err));
    deed.subject = line->identity;
    return sl_access_say(work->access, &deed, 1, work->err);
}

enum sl_status sl_question_show(
    struct sl_access *access,
    int64_t number,
    const struct sl_question_asked *asked,
    struct sl_arena *arena,
    struct sl_question_line *ret_line,
    struct sl_error *err
)
{
    struct work work = { .access = access, .asked = asked, .arena = arena, .err = err };
    struct sl_question_line line = { .over_count = 0 };
    const enum sl_status status = show(&work, number, &line);

    finish(&work);
    if (status == SL_OK) {
        *ret_line = line;
    }
    return status;
}
