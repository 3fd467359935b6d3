/* SPDX-License-Identifier: Apache-2.0 */
#include "web/work.h"

#include "web/told.h"

/* What came of a request. By enum sl_request_state. */
static const struct {
    const char *words;
    enum sl_tag colour;
} states[] = {
    [SL_REQUEST_ASKED] = {"",               SL_TAG_OPEN  },
    [SL_REQUEST_FULL] = { "Given",         SL_TAG_DONE  },
    [SL_REQUEST_PART] = { "Given in part", SL_TAG_DONE  },
    [SL_REQUEST_REFUSED] = { "Refused",       SL_TAG_CLOSED},
    [SL_REQUEST_WITHDRAWN] = { "Taken back",    SL_TAG_CLOSED},
};

struct sl_work_tag
sl_work_request_tag(struct sl_visit *visit, const struct sl_request_status *status)
{
    if (status->state != SL_REQUEST_ASKED) {
        return (struct sl_work_tag){ sl_str_from(states[status->state].words),
                                     states[status->state].colour };
    }
    if (status->late) {
        return (struct sl_work_tag){
            sl_told_print(
                visit,
                "%d working day%s late",
                (int)status->late_days,
                status->late_days == 1 ? "" : "s"
            ),
            SL_TAG_LATE,
        };
    }
    return (struct sl_work_tag){
        sl_told_print(visit, "Due %.*s", SL_STR_ARG(sl_told_due(visit, status->due))),
        status->due <= sl_visit_today(visit) + 1 ? SL_TAG_SOON : SL_TAG_OPEN,
    };
}

struct sl_row sl_work_request(struct sl_visit *visit, const struct sl_request_line *line)
{
    const struct sl_record_request *request = &line->request.request;
    const struct sl_work_tag tag = sl_work_request_tag(visit, &line->status);

    return (struct sl_row){
        .title = sl_told_print(
            visit,
            "%.*s asks %.*s for %zu record%s about %.*s",
            SL_STR_ARG(request->agency),
            SL_STR_ARG(request->holder),
            request->item_count,
            request->item_count == 1 ? "" : "s",
            SL_STR_ARG(request->identity)
        ),
        .href = sl_told_print(visit, "/request/%lld", (long long)line->request.id),
        .tag = tag.text,
        .colour = tag.colour,
        .facts[0] = sl_told_print(
            visit,
            "Asked on %.*s by %.*s",
            SL_STR_ARG(sl_told_day(visit, request->asked)),
            SL_STR_ARG(request->asked_by)
        ),
        .words = request->reason,
    };
}

struct sl_work_tag sl_work_glass_tag(struct sl_visit *visit, const struct sl_store_glass *glass)
{
    /* By enum sl_glass_review_state. */
    static const struct {
        const char *words;
        enum sl_tag colour;
    } judged[] = {
        [SL_GLASS_WAITING] = {"To be judged",          SL_TAG_OPEN  },
        [SL_GLASS_OVERDUE] = { "Overdue to be judged", SL_TAG_LATE  },
        [SL_GLASS_RIGHT] = { "Judged right",         SL_TAG_DONE  },
        [SL_GLASS_WRONG] = { "Judged wrong",         SL_TAG_CLOSED},
    };
    const enum sl_glass_review_state state =
        sl_glass_review_state_of(&glass->glass, &glass->review, visit->now_us);

    return (struct sl_work_tag){ sl_str_from(judged[state].words), judged[state].colour };
}

struct sl_row sl_work_glass(struct sl_visit *visit, const struct sl_store_glass *stored)
{
    const struct sl_glass *glass = &stored->glass;
    const struct sl_work_tag tag = sl_work_glass_tag(visit, stored);

    return (struct sl_row){
        .title = sl_told_print(
            visit,
            "%.*s read the records of %.*s",
            SL_STR_ARG(glass->user),
            SL_STR_ARG(glass->identity)
        ),
        .href = sl_told_print(visit, "/emergency/%lld", (long long)stored->id),
        .tag = tag.text,
        .colour = tag.colour,
        .facts[0] = sl_told_print(
            visit,
            "From %.*s to %.*s (UTC)",
            SL_STR_ARG(sl_told_time(visit, glass->from)),
            SL_STR_ARG(sl_told_time(visit, glass->ended != 0 ? glass->ended : glass->until))
        ),
        .facts[1] = sl_told_sentence(visit, sl_glass_reason_terms()[glass->reason].words),
        .words = glass->words,
    };
}
