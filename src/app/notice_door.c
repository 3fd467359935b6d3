/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_door.h"

#include "app/notice_load.h"
#include "app/question_sight.h"

static void count(
    const struct sl_notice_raised *raised,
    struct sl_notice_run_result *result,
    const struct sl_indicators *indicators
)
{
    result->child_count = raised->child_count;
    result->raised_count = raised->count;
    for (size_t i = 0; i < raised->count; i++) {
        size_t place = 0;
        while (!sl_str_equal(indicators->items[place].id, raised->items[i].indicator)) {
            place++;
        }
        result->by_indicator[place]++;
    }
}

/* Ask the questions that follow of those who own them. */
static enum sl_status
ask(struct sl_access *access,
    const struct sl_notice_run_options *options,
    const struct sl_notice_raised *raised,
    struct sl_question_raised *told,
    struct sl_error *err)
{
    const struct sl_question_evaluation evaluation = {
        .indicators = options->indicators,
        .raised = raised->items,
        .raised_count = raised->count,
        .is_whole = true,
    };
    struct sl_question_sight sight;

    enum sl_status status = sl_question_sight_open(&sight, access, err);
    if (status == SL_OK) {
        status = sl_question_raise(&sight, &evaluation, told, err);
    }
    sl_question_sight_finish(&sight);
    return status;
}

/* What to do with what is raised. */
static enum sl_status
use(struct sl_access *access,
    const struct sl_notice_run_options *options,
    const struct sl_evaluation *evaluation,
    const struct sl_notice_raised *raised,
    struct sl_notice_run_result *result,
    struct sl_error *err)
{
    struct sl_store *store = sl_access_store(access);

    count(raised, result, options->indicators);
    if (options->must_keep) {
        SL_TRY(sl_notice_keep(store, raised->items, raised->count, options->as_of, err));
        SL_TRY(ask(access, options, raised, &result->questions, err));
    }
    return options->truth == NULL
               ? SL_OK
               : sl_notice_truth(
                     store, evaluation, options->thread_count, options->truth, &result->quality, err
                 );
}

static enum sl_status evaluate(
    struct sl_access *access,
    const struct sl_notice_run_options *options,
    const struct sl_world *world,
    struct sl_notice_run_result *result,
    struct sl_error *err
)
{
    struct sl_notice_raised raised = { .count = 0 };
    struct sl_evaluation evaluation = { .world = world,
                                        .indicators = options->indicators,
                                        .as_of = options->as_of };
    const double begun = options->clock(NULL);

    sl_evaluation_prepare(&evaluation);
    enum sl_status status = sl_notice_evaluate(&evaluation, options->thread_count, &raised, err);
    if (status == SL_OK) {
        result->evaluate_seconds = options->clock(NULL) - begun;
        status = use(access, options, &evaluation, &raised, result, err);
    }
    sl_notice_raised_finish(&raised);
    return status;
}

static enum sl_status
run(struct sl_access *access,
    const struct sl_notice_run_options *options,
    struct sl_notice_run_result *result,
    struct sl_error *err)
{
    bool attributes[SL_ATTRIBUTE_TABLE_COUNT];
    const struct sl_notice_world_options of_world = { .attributes = attributes,
                                                      .known = options->known,
                                                      .agency = options->agency };
    struct sl_world world;
    const double begun = options->clock(NULL);

    sl_notice_attributes(options->indicators, attributes);
    enum sl_status status = sl_notice_world(sl_access_store(access), &of_world, &world, err);
    result->read_seconds = options->clock(NULL) - begun;
    if (status == SL_OK) {
        status = evaluate(access, options, &world, result, err);
    }
    sl_world_finish(&world);
    return status;
}

enum sl_status sl_notice_run(
    struct sl_access *access,
    const struct sl_notice_run_options *options,
    struct sl_notice_run_result *ret_result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("notice") };

    SL_ASSERT(
        !options->must_keep || (options->known == SL_KNOWN_RECEIVED && options->agency.len == 0)
    );
    *ret_result = (struct sl_notice_run_result){ .child_count = 0 };
    SL_TRY(sl_access_act(access, SL_MAY_STORE, &deed, err));
    return sl_access_done(access, &deed, run(access, options, ret_result, err), err);
}

/* Evaluate as of what is kept, by a world of the store as it is, and keep that. */
static enum sl_status keep_again(
    struct sl_store *store,
    const struct sl_indicators *indicators,
    int64_t as_of,
    unsigned thread_count,
    struct sl_error *err
)
{
    bool attributes[SL_ATTRIBUTE_TABLE_COUNT];
    const struct sl_notice_world_options of_world = { .attributes = attributes };
    struct sl_notice_raised raised = { .count = 0 };
    struct sl_world world;
    struct sl_evaluation evaluation = { .world = &world, .indicators = indicators, .as_of = as_of };

    sl_notice_attributes(indicators, attributes);
    enum sl_status status = sl_notice_world(store, &of_world, &world, err);
    if (status == SL_OK) {
        sl_evaluation_prepare(&evaluation);
        status = sl_notice_evaluate(&evaluation, thread_count, &raised, err);
    }
    if (status == SL_OK) {
        status = sl_notice_keep(store, raised.items, raised.count, as_of, err);
    }
    sl_notice_raised_finish(&raised);
    sl_world_finish(&world);
    return status;
}

static enum sl_status make_stale(struct sl_store *store, struct sl_error *err)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_notice_keep_stale(store, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_notice_run_again(
    struct sl_store *store,
    const struct sl_notice_kept *kept,
    unsigned thread_count,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_notice_catalogues catalogues;

    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    if (!kept->is_there) {
        return SL_OK;
    }
    SL_TRY(sl_notice_load_own(&arena, &catalogues, err));
    SL_TRY(keep_again(store, &catalogues.indicators, kept->as_of, thread_count, err));
    return kept->is_stale ? make_stale(store, err) : SL_OK;
}
