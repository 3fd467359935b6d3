/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_list.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/identity_find.h"
#include "app/seen_list.h"
#include "base/array.h"
#include "identity/identity_id.h"
#include "record/entity_key.h"

#define KIND SL_STR("question")
/* "question 7" */
#define NUMBER_BYTES 40

/* A list under way. */
struct work {
    struct sl_access *access;
    const struct sl_question_asked *asked;
    struct sl_question_sight sight;
    struct sl_child_glancer glancer;
    struct sl_arena *arena;
    struct sl_question_line *lines;
    size_t count;
    struct sl_error *err;
};

static void finish(struct work *work)
{
    sl_question_sight_finish(&work->sight);
    sl_child_glancer_finish(&work->glancer);
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

/* As the user may see the child: what they may not see is not counted. */
static enum sl_status glance(struct work *work, struct sl_question_line *line)
{
    struct sl_child_glance seen;

    if (work->asked->clocks == NULL || line->seen.identity == 0) {
        return SL_OK;
    }
    SL_TRY(sl_child_glance(&work->glancer, line->seen.identity, work->arena, &seen, work->err));
    line->name = seen.name;
    line->life = seen.life;
    line->over_count = seen.statutory_over_count;
    return SL_OK;
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
static enum sl_status glance_all(struct work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        size_t same = 0;
        while (same < i && work->lines[same].seen.identity != work->lines[i].seen.identity) {
            same++;
        }
        if (same < i) {
            work->lines[i].name = work->lines[same].name;
            work->lines[i].life = work->lines[same].life;
            work->lines[i].over_count = work->lines[same].over_count;
        } else {
            SL_TRY(glance(work, &work->lines[i]));
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

/* A question that is stored becomes a line, when it may be told and is asked for. */
static enum sl_status add_line(struct work *work, struct sl_question_line *line)
{
    SL_TRY(make_line(work, line));
    if (!line->seen.is_seen || !is_asked_for(work, line)) {
        return SL_OK;
    }
    SL_TRY(sl_array_room(work->arena, &work->lines, work->count, sizeof *line, work->err));
    work->lines[work->count++] = *line;
    return SL_OK;
}

static enum sl_status add_everybody(struct work *work)
{
    struct sl_question_line line = { .over_count = 0 };

    for (;;) {
        const int64_t after = line.stored.id;
        line = (struct sl_question_line){ .over_count = 0 };
        const enum sl_status status = sl_store_question_next(
            sl_access_store(work->access), after, work->arena, &line.stored, work->err
        );
        if (status != SL_OK) {
            return status == SL_NOT_FOUND ? SL_OK : status;
        }
        SL_TRY(add_line(work, &line));
    }
}

/* Those that are bound to a key by which a source names the person. */
static enum sl_status add_mention(struct work *work, const struct sl_stored_mention *mention)
{
    struct sl_store *store = sl_access_store(work->access);
    int64_t id = 0;

    for (;;) {
        const enum sl_status status =
            sl_store_question_of_mention(store, mention->source, mention->key, id, &id, work->err);
        if (status != SL_OK) {
            return status == SL_NOT_FOUND ? SL_OK : status;
        }
        struct sl_question_line line = { .over_count = 0 };
        SL_TRY(sl_store_question_get(store, id, work->arena, &line.stored, work->err));
        SL_TRY(add_line(work, &line));
    }
}

static enum sl_status add_person(struct work *work)
{
    struct sl_identity_mention *mentions = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_mentions(
        sl_access_store(work->access),
        work->asked->identity,
        work->arena,
        &mentions,
        &count,
        work->err
    ));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(add_mention(work, &mentions[i].mention));
    }
    return SL_OK;
}

static enum sl_status list(struct work *work)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = KIND };

    SL_TRY(sl_access_may(work->access, SL_MAY_QUESTION, &deed, work->err));
    SL_TRY(sl_question_sight_open(&work->sight, work->access, work->err));
    SL_TRY(work->asked->identity == 0 ? add_everybody(work) : add_person(work));
    SL_TRY(glance_all(work));
    if (work->count > 0) {
        qsort(work->lines, work->count, sizeof *work->lines, compare_lines);
    }
    return work->asked->identity != 0 && work->count == 0 ? SL_OK : say_seen(work, &deed);
}

/* Nothing is done yet. */
static struct work begin(
    struct sl_access *access,
    const struct sl_question_asked *asked,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    return (struct work){
        .access = access,
        .asked = asked,
        .glancer = {.access = access,
                    .clocks = asked->clocks,
                    .as_of = asked->as_of,
                    .kind = KIND},
        .arena = arena,
        .err = err,
    };
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
    struct work work = begin(access, asked, arena, err);
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

/* Names of records, each once. */
struct names {
    struct sl_str *items;
    size_t count;
};

/* What a mark stands for, when it is an event of the record. */
static void
tell_event(const struct sl_question_record *record, int64_t mark, struct sl_question_told *told)
{
    for (size_t i = 0; i < record->facts->entity_count; i++) {
        const struct sl_entity *entity = &record->facts->entities[i];
        if (entity->class == SL_EVENT && sl_entity_hash(record->source->id, entity->key) == mark) {
            told->what = sl_event_kind_terms()[entity->kind].words;
            told->start = entity->start;
            told->end = entity->end;
        }
    }
}

/* Tell of a record, unless it was told of. */
static enum sl_status tell_record(
    struct work *work,
    const struct sl_raised_proof *proof,
    struct names *names,
    struct sl_question_line *line
)
{
    struct sl_question_record record;
    struct sl_question_told told = { .what = SL_STR("") };

    SL_TRY(sl_question_sight_name(
        &work->sight, proof->record, work->arena, &names->items, &names->count, work->err
    ));
    if (names->count == line->record_count) {
        return SL_OK;
    }
    SL_TRY(sl_question_sight_read(&work->sight, proof->record, &record, work->err));
    tell_event(&record, proof->mark, &told);
    told.name = names->items[line->record_count];
    SL_TRY(sl_array_room(
        work->arena, &line->records, line->record_count, sizeof(*line->records), work->err
    ));
    line->records[line->record_count++] = told;
    return SL_OK;
}

/* When an event began; before all else when nobody says, and of what is no event. */
static int64_t began(const struct sl_question_told *told)
{
    return told->start.precision == SL_PRECISION_NONE ? INT64_MIN
                                                      : sl_history_first_instant(told->start);
}

/* The latest event first. */
static int compare_told(const void *left_ptr, const void *right_ptr)
{
    const struct sl_question_told *left = left_ptr;
    const struct sl_question_told *right = right_ptr;
    const int64_t left_at = began(left);
    const int64_t right_at = began(right);

    if (left_at != right_at) {
        return left_at > right_at ? -1 : 1;
    }
    return sl_str_compare(left->name, right->name);
}

static enum sl_status tell_records(struct work *work, struct sl_question_line *line)
{
    struct names names = { .count = 0 };

    for (size_t i = 0; i < line->stored.proof_count; i++) {
        if (is_told(line, &line->stored.proofs[i])) {
            SL_TRY(tell_record(work, &line->stored.proofs[i].proof, &names, line));
        }
    }
    if (line->record_count > 0) {
        qsort(line->records, line->record_count, sizeof(*line->records), compare_told);
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
    SL_TRY(glance(work, line));
    return tell_records(work, line);
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
    struct work work = begin(access, asked, arena, err);
    struct sl_question_line line = { .over_count = 0 };
    const enum sl_status status = show(&work, number, &line);

    finish(&work);
    if (status == SL_OK) {
        *ret_line = line;
    }
    return status;
}
