/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_told.h - a child of whom two agencies tell, and what a clock and three indicators answer.
 */
#ifndef SL_TESTS_CLI_NOTICE_TOLD_H
#define SL_TESTS_CLI_NOTICE_TOLD_H

#include "app/notice_explain.h"
#include "picture/told.h"

#define NOTICE_TOLD_CLOCKS                                                            \
    "format: sightline-clocks-1\nclocks:\n"                                           \
    "- {id: interview, title: A return home interview is held, basis: statutory,\n"   \
    "   owner: council, starts: {event: missing, at: end, which: each},\n"            \
    "   stops: [{event: return_interview}], limit: 3 days,\n"                         \
    "   source: {title: T, version: \"1\", section: S}}\n"                            \
    "- {id: look-back, title: The area looks back, basis: local, owner: council,\n"   \
    "   starts: {event: missing, which: last}, stops: [{event: plan_review}],\n"      \
    "   limit: 10 working days, source: {title: T, version: \"1\", section: S}}\n"    \
    "- {id: conference, title: A conference is held, basis: local, owner: council,\n" \
    "   starts: {event: section_47, which: each}, stops: [{event: conference}],\n"    \
    "   limit: 15 working days, source: {title: T, version: \"1\", section: S}}\n"

#define NOTICE_TOLD_INDICATORS                                                           \
    "format: sightline-indicators-1\n"                                                   \
    "sources:\n  list: {title: T, publisher: P, version: V, page: \"7\"}\n"              \
    "indicators:\n"                                                                      \
    "- {id: repeated, wording: Missing again, set: patterns, meaning: sign_of_harm,\n"   \
    "   source: list, condition: at least 2 missing}\n"                                  \
    "- {id: care, wording: In care, set: coded, meaning: vulnerability, source: list,\n" \
    "   condition: looked_after}\n"                                                      \
    "- {id: gifts, wording: Gifts, set: signs, meaning: sign_of_harm, source: list,\n"   \
    "   asked: true}\n"

struct notice_told {
    struct told told;
    struct sl_notice_clock clocks[3];
    struct sl_notice_indicator indicators[3];
    struct sl_notice_answer answer;
};

/* Ask all rules of the history. */
static inline void notice_told_ask(struct notice_told *scene)
{
    struct told *told = &scene->told;
    struct sl_clocks clocks;
    struct sl_indicators indicators;

    SL_CHECK_OK(sl_clocks_parse(SL_STR(NOTICE_TOLD_CLOCKS), &told->arena, &clocks, NULL), NULL);
    SL_CHECK_OK(
        sl_indicators_parse(SL_STR(NOTICE_TOLD_INDICATORS), &told->arena, &indicators, NULL), NULL
    );
    for (size_t i = 0; i < 3; i++) {
        struct sl_notice_clock *clock = &scene->clocks[i];
        struct sl_notice_indicator *indicator = &scene->indicators[i];
        *clock = (struct sl_notice_clock){ .clock = &clocks.items[i] };
        SL_CHECK_OK(
            sl_clock_runs(
                clock->clock,
                &scene->answer.history,
                scene->answer.as_of,
                &told->arena,
                &clock->runs,
                NULL
            ),
            NULL
        );
        *indicator = (struct sl_notice_indicator){ .indicator = &indicators.items[i] };
        if (!indicator->indicator->is_asked) {
            sl_condition_evaluate(
                &indicator->indicator->condition,
                &scene->answer.history,
                scene->answer.as_of,
                &indicator->finding
            );
        }
    }
}

/* One missing episode, of which the start is known by the month; and one of 2030. */
static inline void notice_told_open(struct notice_told *scene)
{
    struct told *told = &scene->told;

    told_open(told);
    tell(
        told,
        "police",
        "{'type':'event','id':'m1','kind':'missing','start':'2024-02','end':'2024-02-20',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'event','id':'m2','kind':'missing','start':'2030-05-01','end':'2030-05-02T09:00',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'event','id':'i1','kind':'return_interview','start':'2024-02-21',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    told_is(told, "police", "n1", "C");
    told_is(told, "oldham", "c1", "C");
    told->agencies[0] = SL_STR("oldham");
    told->agencies[1] = SL_STR("police");
    told->input.agency_count = 2;
    scene->answer = (struct sl_notice_answer){
        .picture = told_make(told),
        .as_of = (int64_t)told_day("2030-05-04") * SL_DAY_SECONDS - 1,
        .clocks = scene->clocks,
        .clock_count = 3,
        .indicators = scene->indicators,
        .indicator_count = 3,
        .undated_count = 2,
    };
    SL_CHECK_OK(
        sl_notice_history(
            scene->answer.picture, &told->arena, &scene->answer.history, &(size_t){ 0 }, NULL
        ),
        NULL
    );
    notice_told_ask(scene);
}

static inline void notice_told_close(struct notice_told *scene)
{
    told_close(&scene->told);
}

#endif
