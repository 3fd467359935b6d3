/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_door.h"

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

static enum sl_status evaluate(
    struct sl_store *store,
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
        count(&raised, result, options->indicators);
        result->evaluate_seconds = options->clock(NULL) - begun;
    }
    if (status == SL_OK && options->truth != NULL) {
        status = sl_notice_truth(
            store, &evaluation, options->thread_count, options->truth, &result->quality, err
        );
    }
    sl_notice_raised_finish(&raised);
    return status;
}

static enum sl_status
run(struct sl_store *store,
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
    enum sl_status status = sl_notice_world(store, &of_world, &world, err);
    result->read_seconds = options->clock(NULL) - begun;
    if (status == SL_OK) {
        status = evaluate(store, options, &world, result, err);
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

    *ret_result = (struct sl_notice_run_result){ .child_count = 0 };
    SL_TRY(sl_access_act(access, SL_MAY_STORE, &deed, err));
    return sl_access_done(
        access, &deed, run(sl_access_store(access), options, ret_result, err), err
    );
}
