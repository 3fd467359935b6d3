/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_truth.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/number.h"
#include "record/entity_key.h"
#include "store/source.h"

#define PATH_LIMIT_BYTES 4096
#define TEXT_LIMIT_BYTES ((size_t)1 << 30)
#define LINE_LIMIT_BYTES ((size_t)16 << 20)
#define PERSON_LIMIT     INT64_C(100000000)
#define MEMBER_LIMIT     64u
#define KEY_LIMIT        64u
#define ABOUT_LIMIT      3u
#define WEEK_SECONDS     (7 * SL_DAY_SECONDS)

/* What the truth calls a situation, from which of its persons on they are its children, how many
 * of them at most, how much of what shows it must be told, and the indicators that are about it. */
/* clang-format off */
static const struct about {
    const char *kind;
    size_t first_child, child_limit, needed;
    const char *indicators[ABOUT_LIMIT];
} abouts[] = {
    { "adult_around_children", 1, MEMBER_LIMIT, 2, { "pattern-adult-around" } },
    { "shared_phone", 1, MEMBER_LIMIT, 1, { "pattern-shared-thing" } },
    { "suspect_household", 1, MEMBER_LIMIT, 1, { "pattern-suspect-household" } },
    { "repeated_missing", 0, 1, 2, { "pattern-missing-place" } },
    { "unanswered_referral", 0, 1, 1, { "pattern-unanswered-referral", "pattern-unanswered" } },
};
/* clang-format on */
#define ABOUT_COUNT (sizeof abouts / sizeof abouts[0])
_Static_assert(ABOUT_COUNT <= SL_NOTICE_KIND_LIMIT, "there is room for all kinds");

/* Whose a mention is: a person of the truth, and one of the world. */
struct named {
    uint32_t truth, world;
};

/* A line of situations.jsonl. */
struct situation {
    struct sl_str kind;
    uint32_t persons[MEMBER_LIMIT];
    int64_t keys[KEY_LIMIT]; /* marks */
    size_t person_count, key_count;
};

struct truth {
    struct sl_store *store;
    const struct sl_evaluation *evaluation;
    unsigned thread_count;
    const char *folder;
    struct sl_arena arena; /* of the sources */
    struct sl_store_source *sources;
    size_t source_count;
    struct named *named; /* by person of the truth */
    size_t named_count, named_room;
    bool *is_planted; /* by person of the world */
    struct sl_notice_raised raised;
    struct sl_notice_quality *quality;
};

static enum sl_status
path_of(const struct truth *truth, const char *name, char *path, struct sl_error *err)
{
    const int len = snprintf(path, PATH_LIMIT_BYTES, "%s/%s", truth->folder, name);

    return len < 0 || len >= PATH_LIMIT_BYTES
               ? sl_fail(err, SL_LIMIT, "the path of the folder is too long")
               : SL_OK;
}

/* The mark of a key of a source; 0 when nothing has come of that source. */
static int64_t
mark_of(const struct truth *truth, struct sl_str agency, struct sl_str system, struct sl_str key)
{
    for (size_t i = 0; i < truth->source_count; i++) {
        if (sl_str_equal(truth->sources[i].agency, agency) &&
            sl_str_equal(truth->sources[i].system, system)) {
            return sl_entity_hash(truth->sources[i].id, key);
        }
    }
    return 0;
}

enum { AGENCY, SYSTEM, KEY, PERSON, COLUMN_COUNT };

/* Whose mention a row names: who is in no record of the world is passed over. */
static enum sl_status
add_mention(struct truth *truth, const struct sl_str *values, struct sl_error *err)
{
    const int64_t mark = mark_of(truth, values[AGENCY], values[SYSTEM], values[KEY]);
    const size_t person = mark == 0 ? SIZE_MAX : sl_world_person(truth->evaluation->world, mark);
    int64_t number = 0;

    if (person >= truth->evaluation->world->named_count) {
        return SL_OK;
    }
    SL_TRY(sl_parse_i64(values[PERSON], 1, PERSON_LIMIT, &number, err));
    SL_TRY(sl_array_reserve(
        (void *)&truth->named, &truth->named_room, truth->named_count + 1, sizeof *truth->named, err
    ));
    truth->named[truth->named_count++] = (struct named){ (uint32_t)number, (uint32_t)person };
    return SL_OK;
}

static enum sl_status
read_rows(struct truth *truth, struct sl_csv_reader *reader, struct sl_error *err)
{
    static const char *const columns[COLUMN_COUNT] = { "agency", "system", "key", "person" };
    size_t places[COLUMN_COUNT];
    struct sl_str values[COLUMN_COUNT] = { { .len = 0 } };
    const struct sl_str *fields = NULL;
    bool has_more = true;

    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        places[i] = sl_csv_find(reader, sl_str_from(columns[i]));
        if (places[i] == SIZE_MAX) {
            return sl_fail(err, SL_INVALID, "the truth has no column '%s'", columns[i]);
        }
    }
    for (;;) {
        SL_TRY(sl_csv_next(reader, &fields, &has_more, err));
        if (!has_more) {
            return SL_OK;
        }
        for (size_t i = 0; i < COLUMN_COUNT; i++) {
            values[i] = fields[places[i]];
        }
        SL_TRY(add_mention(truth, values, err));
    }
}

static int compare_named(const void *left_ptr, const void *right_ptr)
{
    const struct named *left = left_ptr, *right = right_ptr;

    if (left->truth != right->truth) {
        return left->truth < right->truth ? -1 : 1;
    }
    return (left->world > right->world) - (left->world < right->world);
}

static enum sl_status read_mentions(struct truth *truth, struct sl_error *err)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    char path[PATH_LIMIT_BYTES];

    SL_TRY(sl_store_source_list(
        truth->store, &truth->arena, &truth->sources, &truth->source_count, err
    ));
    SL_TRY(path_of(truth, "mentions.csv", path, err));
    SL_TRY(sl_csv_open(path, &reader, err));
    SL_TRY(read_rows(truth, reader, err));
    if (truth->named_count > 1) {
        qsort(truth->named, truth->named_count, sizeof *truth->named, compare_named);
    }
    return SL_OK;
}

/* Read a line: its kind, its persons, and the marks of its keys. */
static enum sl_status read_situation(
    const struct truth *truth,
    struct sl_str line,
    struct sl_arena *arena,
    struct situation *situation,
    struct sl_error *err
)
{
    struct sl_str agency = SL_STR(""), system = SL_STR("");
    struct sl_json json;
    struct sl_json_token token;

    sl_json_init(&json, line, SL_JSON_DEPTH_LIMIT, arena);
    do {
        int64_t number = 0;
        SL_TRY(sl_json_next(&json, &token, err));
        if (token.kind == SL_JSON_NUMBER && situation->person_count < MEMBER_LIMIT) {
            SL_TRY(sl_parse_i64(token.text, 1, PERSON_LIMIT, &number, err));
            situation->persons[situation->person_count++] = (uint32_t)number;
        }
        if (token.kind != SL_JSON_TEXT) {
            continue;
        }
        if (sl_str_equal(token.name, SL_STR("kind"))) {
            situation->kind = token.text;
        } else if (sl_str_equal(token.name, SL_STR("agency"))) {
            agency = token.text;
        } else if (sl_str_equal(token.name, SL_STR("system"))) {
            system = token.text;
        } else if (sl_str_equal(token.name, SL_STR("key")) && situation->key_count < KEY_LIMIT) {
            situation->keys[situation->key_count++] = mark_of(truth, agency, system, token.text);
        }
    } while (token.kind != SL_JSON_END);
    return SL_OK;
}

/* The mentions of a person of the truth: the first, and how many. */
static size_t named_as(const struct truth *truth, uint32_t person, size_t *ret_count)
{
    size_t low = 0, high = truth->named_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (truth->named[middle].truth < person) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *ret_count = 0;
    while (low + *ret_count < truth->named_count && truth->named[low + *ret_count].truth == person
    ) {
        (*ret_count)++;
    }
    return low;
}

/* Do the records of what is raised name what shows the situation? */
static bool has_evidence(
    const struct truth *truth,
    const struct situation *situation,
    const struct sl_raised *raised,
    size_t needed
)
{
    const struct sl_world *world = truth->evaluation->world;
    size_t named = 0;

    for (size_t i = 0; i < situation->key_count; i++) {
        bool is_named = false;
        /* That a nominal is named says nothing: it is the child, or the adult. */
        if (i < situation->person_count && sl_world_person(world, situation->keys[i]) != SIZE_MAX) {
            continue;
        }
        for (size_t j = 0; j < raised->proof_count && !is_named; j++) {
            is_named = situation->keys[i] != 0 &&
                       sl_world_names(world, raised->proofs[j].record, situation->keys[i]);
        }
        named += is_named ? 1 : 0;
    }
    return named >= needed;
}

static bool is_about(const struct about *about, struct sl_str indicator)
{
    for (size_t i = 0; i < ABOUT_LIMIT && about->indicators[i] != NULL; i++) {
        if (sl_str_equal(indicator, sl_str_from(about->indicators[i]))) {
            return true;
        }
    }
    return false;
}

/* Is the situation noticed for one of its children, under any identity of theirs? */
static bool is_noticed(
    const struct truth *truth,
    const struct about *about,
    const struct situation *situation,
    uint32_t person
)
{
    const struct sl_world *world = truth->evaluation->world;
    size_t count = 0;
    const size_t first = named_as(truth, person, &count);

    for (size_t i = 0; i < truth->raised.count; i++) {
        const struct sl_raised *raised = &truth->raised.items[i];
        for (size_t j = first; j < first + count; j++) {
            if (world->persons[truth->named[j].world].identity == raised->identity &&
                is_about(about, raised->indicator) &&
                has_evidence(truth, situation, raised, about->needed)) {
                return true;
            }
        }
    }
    return false;
}

static void count_situation(struct truth *truth, const struct situation *situation)
{
    for (size_t i = 0; i < situation->person_count; i++) {
        size_t count = 0;
        const size_t first = named_as(truth, situation->persons[i], &count);
        for (size_t j = first; j < first + count; j++) {
            truth->is_planted[truth->named[j].world] = true;
        }
    }
    for (size_t i = 0; i < ABOUT_COUNT; i++) {
        const struct about *about = &abouts[i];
        struct sl_notice_kind *kind = &truth->quality->kinds[i];
        size_t children = 0, noticed = 0;
        if (!sl_str_equal(situation->kind, sl_str_from(about->kind))) {
            continue;
        }
        for (size_t j = about->first_child;
             j < situation->person_count && j < about->first_child + about->child_limit;
             j++) {
            children++;
            noticed += is_noticed(truth, about, situation, situation->persons[j]) ? 1 : 0;
        }
        kind->count++;
        kind->noticed += noticed > 0 ? 1 : 0;
        kind->whole += noticed == children ? 1 : 0;
    }
}

/* Is it put there on purpose? Else it occurs by itself, and is nothing to notice. */
static bool is_planted(struct sl_str kind)
{
    bool is_one = sl_str_equal(kind, SL_STR("three_names"));

    for (size_t i = 0; i < ABOUT_COUNT && !is_one; i++) {
        is_one = sl_str_equal(kind, sl_str_from(abouts[i].kind));
    }
    return is_one;
}

static enum sl_status read_situations(struct truth *truth, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    char path[PATH_LIMIT_BYTES];
    struct sl_str rest, line;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    sl_arena_init(&arena, LINE_LIMIT_BYTES);
    SL_TRY(path_of(truth, "situations.jsonl", path, err));
    SL_TRY(sl_file_read(path, &text, err));
    rest = sl_buf_str(&text);
    while (sl_str_split(&rest, '\n', &line)) {
        struct situation situation = { .person_count = 0 };
        if (line.len == 0) {
            continue;
        }
        sl_arena_reset(&arena);
        SL_TRY(read_situation(truth, line, &arena, &situation, err));
        if (is_planted(situation.kind)) {
            count_situation(truth, &situation);
        }
    }
    return SL_OK;
}

/* The place of an indicator in the catalogue. */
static size_t place_of(const struct truth *truth, struct sl_str indicator)
{
    const struct sl_indicators *indicators = truth->evaluation->indicators;
    size_t i = 0;

    while (i + 1 < indicators->count && !sl_str_equal(indicators->items[i].id, indicator)) {
        i++;
    }
    return i;
}

/* Count what holds in one week and did not in the week before; holds[] is by person and place. */
static void count_week(
    struct truth *truth, const struct sl_notice_raised *raised, uint8_t *holds, bool is_first
)
{
    const struct sl_world *world = truth->evaluation->world;
    const size_t width = truth->evaluation->indicators->count;

    for (size_t i = 0; i < raised->count; i++) {
        const size_t person = sl_world_find(world, raised->items[i].identity);
        const size_t place = place_of(truth, raised->items[i].indicator);
        uint8_t *one = &holds[person * width + place];
        /* Bit 1: held in the week before; bit 2: holds in this one. */
        if (is_first && !truth->is_planted[person]) {
            truth->quality->standing_count++;
        } else if ((*one & 1) == 0 && !truth->is_planted[person]) {
            truth->quality->question_count++;
            truth->quality->by_indicator[place]++;
        }
        *one |= 2;
    }
    for (size_t i = 0; i < world->named_count * width; i++) {
        holds[i] = (uint8_t)(holds[i] >> 1);
    }
}

/* Go through the weeks of the year; the one before it only says what holds already. */
static enum sl_status count_year(struct truth *truth, uint8_t *holds, struct sl_error *err)
{
    for (unsigned week = 0; week <= SL_NOTICE_TRUTH_WEEKS; week++) {
        struct sl_evaluation then = *truth->evaluation;
        struct sl_notice_raised raised;
        then.only_questions = true;
        then.without_since = true;
        then.as_of -= (int64_t)(SL_NOTICE_TRUTH_WEEKS - week) * WEEK_SECONDS;
        const enum sl_status status = sl_notice_evaluate(&then, truth->thread_count, &raised, err);
        if (status == SL_OK) {
            count_week(truth, &raised, holds, week == 0);
        }
        sl_notice_raised_finish(&raised);
        SL_TRY(status);
    }
    return SL_OK;
}

static void count_children(struct truth *truth)
{
    const struct sl_world *world = truth->evaluation->world;

    for (size_t i = 0; i < world->named_count; i++) {
        const bool is_child = sl_history_is_minor(world->persons[i].born, truth->evaluation->as_of);
        truth->quality->child_count += is_child && !truth->is_planted[i] ? 1 : 0;
    }
}

static enum sl_status measure(struct truth *truth, struct sl_error *err)
{
    const struct sl_world *world = truth->evaluation->world;
    struct sl_evaluation now = *truth->evaluation;

    now.without_since = true;
    truth->is_planted = sl_calloc(world->named_count + 1, sizeof *truth->is_planted);
    uint8_t *holds = sl_calloc(world->named_count + 1, now.indicators->count);
    if (truth->is_planted == NULL || holds == NULL) {
        sl_free(holds);
        return sl_fail_memory(err);
    }
    enum sl_status status = sl_notice_evaluate(&now, truth->thread_count, &truth->raised, err);
    if (status == SL_OK) {
        status = read_mentions(truth, err);
    }
    if (status == SL_OK) {
        status = read_situations(truth, err);
    }
    if (status == SL_OK) {
        count_children(truth);
        status = count_year(truth, holds, err);
    }
    sl_free(holds);
    return status;
}

enum sl_status sl_notice_truth(
    struct sl_store *store,
    const struct sl_evaluation *evaluation,
    unsigned thread_count,
    const char *folder,
    struct sl_notice_quality *ret_quality,
    struct sl_error *err
)
{
    struct truth truth = {
        .store = store,
        .evaluation = evaluation,
        .thread_count = thread_count,
        .folder = folder,
        .quality = ret_quality,
    };

    *ret_quality = (struct sl_notice_quality){ .kind_count = ABOUT_COUNT };
    for (size_t i = 0; i < ABOUT_COUNT; i++) {
        ret_quality->kinds[i].name = abouts[i].kind;
    }
    sl_arena_init(&truth.arena, TEXT_LIMIT_BYTES);
    const enum sl_status status = measure(&truth, err);
    sl_notice_raised_finish(&truth.raised);
    sl_arena_finish(&truth.arena);
    sl_free(truth.named);
    sl_free(truth.is_planted);
    return status;
}
