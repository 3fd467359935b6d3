/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_explain.h"

#define HIT_LIMIT 2u

/* Is a rule asked about? All are when none is named. */
static bool is_asked(const struct sl_notice_question *question, struct sl_str id)
{
    for (size_t i = 0; i < question->rule_count; i++) {
        if (sl_str_equal(id, sl_str_from(question->rules[i]))) {
            return true;
        }
    }
    return question->rule_count == 0;
}

static bool is_in_catalogues(const struct sl_notice_catalogues *catalogues, struct sl_str id)
{
    for (size_t i = 0; i < catalogues->clocks.count; i++) {
        if (sl_str_equal(catalogues->clocks.items[i].id, id)) {
            return true;
        }
    }
    for (size_t i = 0; i < catalogues->indicators.count; i++) {
        if (sl_str_equal(catalogues->indicators.items[i].id, id)) {
            return true;
        }
    }
    return false;
}

static enum sl_status check_rules(const struct sl_notice_question *question, struct sl_error *err)
{
    for (size_t i = 0; i < question->rule_count; i++) {
        if (!is_in_catalogues(question->catalogues, sl_str_from(question->rules[i]))) {
            sl_fail(err, SL_USAGE, "no clock and no indicator is called '%s'", question->rules[i]);
            sl_fail_hint(err, "'sightline notice check' tells what is in the catalogues.");
            return SL_USAGE;
        }
    }
    return SL_OK;
}

/* Whose picture is it, and the picture. */
static enum sl_status open_picture(
    struct sl_access *access,
    struct sl_picture_loader *loader,
    const struct sl_notice_question *question,
    const struct sl_picture **ret_picture,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *search = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_picture_found found;
    const int32_t today = (int32_t)(question->as_of / SL_DAY_SECONDS);
    const struct sl_search_request request = { .text = question->child,
                                               .today = today,
                                               .limit = HIT_LIMIT };

    sl_arena_init(&arena, SL_NOTICE_EXPLAIN_BYTES);
    SL_TRY(sl_picture_find(access, &search, &request, &arena, &found, err));
    if (found.identity == 0) {
        sl_fail(err, SL_NOT_FOUND, "it is not certain who '%.*s' is", SL_STR_ARG(question->child));
        sl_fail_hint(err, "Find the id with 'sightline search', and give that.");
        return SL_NOT_FOUND;
    }
    const struct sl_picture_request wanted = {
        .identity = found.identity,
        .access = access,
        .today = today,
        .kind = SL_STR("notice"),
        .notes = found.notes,
        .note_count = found.note_count,
    };
    return sl_picture_open(loader, &wanted, ret_picture, err);
}

static enum sl_status ask_clocks(
    const struct sl_notice_question *question,
    struct sl_arena *arena,
    struct sl_notice_answer *answer,
    struct sl_error *err
)
{
    const struct sl_clocks *clocks = &question->catalogues->clocks;
    struct sl_notice_clock *asked = sl_arena_alloc(arena, clocks->count, sizeof(*asked));

    if (asked == NULL) {
        return sl_fail_memory(err);
    }
    answer->clocks = asked;
    for (size_t i = 0; i < clocks->count; i++) {
        struct sl_notice_clock *one = &asked[answer->clock_count];
        if (is_asked(question, clocks->items[i].id)) {
            one->clock = &clocks->items[i];
            SL_TRY(
                sl_clock_runs(one->clock, &answer->history, question->as_of, arena, &one->runs, err)
            );
            answer->clock_count++;
        }
    }
    return SL_OK;
}

static enum sl_status ask_indicators(
    const struct sl_notice_question *question,
    struct sl_arena *arena,
    struct sl_notice_answer *answer,
    struct sl_error *err
)
{
    const struct sl_indicators *indicators = &question->catalogues->indicators;
    struct sl_notice_indicator *asked = sl_arena_alloc(arena, indicators->count, sizeof(*asked));

    if (asked == NULL) {
        return sl_fail_memory(err);
    }
    answer->indicators = asked;
    for (size_t i = 0; i < indicators->count; i++) {
        const struct sl_indicator *indicator = &indicators->items[i];
        if (!is_asked(question, indicator->id)) {
            continue;
        }
        struct sl_notice_indicator *one = &asked[answer->indicator_count++];
        *one = (struct sl_notice_indicator){
            .indicator = indicator,
            .is_around = indicator->condition.around != 0 || indicator->condition.things != 0,
        };
        if (!indicator->is_asked && !one->is_around) {
            sl_condition_evaluate(
                &indicator->condition, &answer->history, question->as_of, &one->finding
            );
        }
    }
    return SL_OK;
}

enum sl_status sl_notice_ask(
    const struct sl_notice_question *question,
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_notice_answer *ret_answer,
    struct sl_error *err
)
{
    struct sl_notice_answer answer = { .picture = picture, .as_of = question->as_of };

    SL_TRY(check_rules(question, err));
    SL_TRY(sl_notice_history(picture, arena, &answer.history, &answer.undated_count, err));
    SL_TRY(ask_clocks(question, arena, &answer, err));
    SL_TRY(ask_indicators(question, arena, &answer, err));
    *ret_answer = answer;
    return SL_OK;
}

enum sl_status sl_notice_explain(
    struct sl_access *access,
    struct sl_picture_loader *loader,
    const struct sl_notice_question *question,
    struct sl_arena *arena,
    struct sl_notice_answer *ret_answer,
    struct sl_error *err
)
{
    const struct sl_picture *picture = NULL;

    SL_TRY(check_rules(question, err));
    SL_TRY(open_picture(access, loader, question, &picture, err));
    return sl_notice_ask(question, picture, arena, ret_answer, err);
}
