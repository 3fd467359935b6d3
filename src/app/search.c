/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/people_index.h"
#include "app/search_expand.h"
#include "app/search_gather.h"
#include "app/search_people.h"
#include "app/search_run.h"
#include "base/memory.h"

/* The most memory that one search takes; some megabytes are usual. */
#define REQUEST_LIMIT ((size_t)256 << 20)
#define SCRATCH_LIMIT ((size_t)1 << 20)

struct sl_str sl_search_outcome_name(enum sl_search_outcome outcome)
{
    static const struct sl_str names[] = {
        [SL_SEARCH_NOBODY] = {"nobody",      6 },
          [SL_SEARCH_IN_PART] = { "in_part",    7 },
        [SL_SEARCH_ONE] = { "one",        3 },
          [SL_SEARCH_SEVERAL] = { "several",    7 },
        [SL_SEARCH_TOO_MANY] = { "too_many",   8 },
          [SL_SEARCH_TOO_LITTLE] = { "too_little", 10},
    };
    return names[outcome];
}

void sl_search_note(struct sl_search *search, const char *format, ...)
{
    struct sl_search_result *result = &search->result;
    va_list arguments;

    if (result->note_count == SL_SEARCH_NOTE_LIMIT) {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(result->notes[result->note_count++], SL_SEARCH_NOTE_BYTES, format, arguments);
    va_end(arguments);
}

enum sl_status sl_search_open(
    struct sl_store *store,
    struct sl_fold *fold,
    struct sl_search **ret_search,
    struct sl_error *err
)
{
    struct sl_search *search = sl_calloc(1, sizeof *search);

    if (search == NULL) {
        return sl_fail_memory(err);
    }
    search->store = store;
    search->fold = fold;
    sl_arena_init(&search->request, REQUEST_LIMIT);
    sl_buf_init(&search->scratch, SCRATCH_LIMIT);
    *ret_search = search;
    return SL_OK;
}

void sl_search_close(struct sl_search *search)
{
    if (search == NULL) {
        return;
    }
    sl_arena_finish(&search->request);
    sl_buf_finish(&search->scratch);
    sl_search_tally_finish(&search->tally);
    sl_free(search);
}

void sl_search_close_ptr(struct sl_search **search)
{
    sl_search_close(*search);
}

/* What was looked for, and what it weighs that nothing is known of a part. */
static void weigh_parts(struct sl_search *search)
{
    search->looked_for = 0;
    for (size_t i = 0; i < SL_SEARCH_PART_LIMIT; i++) {
        search->missing[i] = 0;
    }
    for (size_t i = 0; i < search->query.part_count; i++) {
        const struct sl_search_part *part = &search->query.parts[i];
        if (part->reading_count == 0) {
            sl_search_note(
                search, "'%.*s' was not understood and not looked for", SL_STR_ARG(part->typed)
            );
            continue;
        }
        search->looked_for |= UINT32_C(1) << i;
        if (part->readings[0].reads != SL_SEARCH_READS_INITIAL) {
            search->missing[i] = sl_search_weight_bits(
                &search->scale, i, part->readings[0].reads, SL_SEARCH_DIFFERENT
            );
        }
    }
}

/* Was nothing typed by which anybody can be looked up, but an age or a year? */
static bool is_too_little(const struct sl_search *search)
{
    bool has_birth = false;

    for (size_t i = 0; i < search->query.part_count; i++) {
        const struct sl_search_part *part = &search->query.parts[i];
        const struct sl_search_reading *birth = sl_search_part_find(part, SL_SEARCH_READS_BIRTH);
        const bool is_wide = birth != NULL && !sl_search_births_are_listed(birth);
        has_birth = has_birth || is_wide;
        if (!is_wide && part->reading_count > 0 &&
            sl_search_part_find(part, SL_SEARCH_READS_INITIAL) == NULL) {
            return false;
        }
    }
    return has_birth;
}

/* What would tell people apart that was not typed. */
static void advise(struct sl_search *search)
{
    bool has[SL_SEARCH_READING_COUNT] = { false };

    for (size_t i = 0; i < search->query.part_count; i++) {
        for (size_t k = 0; k < search->query.parts[i].reading_count; k++) {
            has[search->query.parts[i].readings[k].reads] = true;
        }
    }
    sl_search_note(
        search,
        "%s add %s%s%s",
        search->result.outcome == SL_SEARCH_TOO_LITTLE ? "to find anybody" : "to find fewer people",
        has[SL_SEARCH_READS_NAME] ? "another name, " : "a name, ",
        has[SL_SEARCH_READS_BIRTH] ? "a full date of birth, " : "a date of birth or an age, ",
        has[SL_SEARCH_READS_POSTCODE] ? "the whole postcode or a number" : "a postcode or a number"
    );
}

static enum sl_status run(struct sl_search *search, struct sl_error *err)
{
    int64_t built_through = 0;
    int64_t as_of = 0;

    SL_TRY(sl_people_index_check(search->store, &built_through, err));
    SL_TRY(sl_store_as_of(search->store, &as_of, err));
    if (as_of > built_through) {
        sl_search_note(
            search, "what was taken in since the last 'sightline identify' was not looked at"
        );
    }
    SL_TRY(sl_store_source_list(
        search->store, &search->request, &search->sources, &search->source_count, err
    ));
    SL_TRY(sl_search_expand(search, err));
    weigh_parts(search);
    SL_TRY(sl_search_gather(search, err));
    SL_TRY(sl_search_judge_people(search, err));
    if (search->result.outcome == SL_SEARCH_NOBODY && is_too_little(search)) {
        search->result.outcome = SL_SEARCH_TOO_LITTLE;
    }
    if (search->result.outcome == SL_SEARCH_TOO_MANY ||
        search->result.outcome == SL_SEARCH_TOO_LITTLE) {
        advise(search);
    }
    return SL_OK;
}

enum sl_status sl_search_find(
    struct sl_search *search,
    const struct sl_search_request *request,
    const struct sl_search_result **ret_result,
    struct sl_error *err
)
{
    SL_ASSERT(request->limit >= 1 && request->limit <= SL_SEARCH_HIT_LIMIT);
    sl_arena_reset(&search->request);
    sl_search_tally_clear(&search->tally);
    search->result = (struct sl_search_result){ .query = &search->query };
    search->wanted = request;
    search->led_count = search->read_count = 0;
    memset(search->known, 0, sizeof search->known);
    search->is_cut = search->is_complete = false;
    SL_TRY(sl_search_query_parse(
        search->fold, request->text, request->today, &search->request, &search->query, err
    ));
    SL_TRY(sl_store_begin(search->store, err));
    const enum sl_status status = run(search, err);
    sl_store_rollback(search->store);
    SL_TRY(status);
    *ret_result = &search->result;
    return SL_OK;
}
