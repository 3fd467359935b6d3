/* SPDX-License-Identifier: Apache-2.0 */
#include "web/question_row.h"

#include "record/say.h"
#include "web/told.h"

#define SPAN_BYTES ((size_t)200)

/* How each state looks. By enum sl_question_state. */
static const enum sl_tag colours[SL_QUESTION_STATE_COUNT] = {
    [SL_QUESTION_OPEN] = SL_TAG_OPEN,      [SL_QUESTION_RE_RAISED] = SL_TAG_OPEN,
    [SL_QUESTION_DUE_SOON] = SL_TAG_SOON,  [SL_QUESTION_OVER] = SL_TAG_LATE,
    [SL_QUESTION_ANSWERED] = SL_TAG_DONE,  [SL_QUESTION_CHALLENGED] = SL_TAG_SOON,
    [SL_QUESTION_ESCALATED] = SL_TAG_LATE, [SL_QUESTION_CLOSED] = SL_TAG_CLOSED,
};

struct sl_work_tag sl_question_tag(struct sl_visit *visit, const struct sl_question_status *status)
{
    const struct sl_str words =
        sl_told_sentence(visit, sl_question_state_terms()[status->state].words);
    const char *before = status->is_over ? "was due" : "due";

    if (status->due == 0) {
        return (struct sl_work_tag){ words, colours[status->state] };
    }
    return (struct sl_work_tag){
        sl_told_print(
            visit,
            "%.*s, %s %.*s",
            SL_STR_ARG(words),
            before,
            SL_STR_ARG(sl_told_due(visit, status->due))
        ),
        status->is_over ? SL_TAG_LATE : colours[status->state],
    };
}

struct sl_str sl_question_who(struct sl_visit *visit, const struct sl_question_line *line)
{
    const enum sl_raised_subject subject = line->stored.subject;

    if (line->name.len > 0) {
        return line->name;
    }
    if (line->identity.len > 0) {
        return line->identity;
    }
    return line->stored.about.len > 0
               ? line->stored.about
               : sl_told_sentence(visit, sl_raised_subject_terms()[subject].words);
}

struct sl_str sl_question_asked_of(struct sl_visit *visit, const struct sl_question_line *line)
{
    const struct sl_str user = line->status.user;

    return sl_told_print(
        visit,
        "%.*s: %.*s",
        SL_STR_ARG(line->seen.question.owner),
        SL_STR_ARG(user.len > 0 ? user : SL_STR("the team"))
    );
}

struct sl_str sl_question_about(struct sl_visit *visit, const struct sl_question_line *line)
{
    return sl_told_print(
        visit,
        "%.*s%s%.*s",
        SL_STR_ARG(sl_question_who(visit, line)),
        line->life.len > 0 ? ", " : "",
        SL_STR_ARG(line->life)
    );
}

struct sl_row sl_question_row(struct sl_visit *visit, const struct sl_question_line *line)
{
    const struct sl_work_tag tag = sl_question_tag(visit, &line->status);
    const size_t over = line->over_count;

    return (struct sl_row){
        .title = line->stored.asks,
        .href = sl_told_print(visit, "/question/%lld", (long long)line->stored.id),
        .tag = tag.text,
        .colour = tag.colour,
        .lead = sl_question_about(visit, line),
        .facts[0] = over == 0 ? SL_STR("")
                              : sl_told_print(
                                    visit,
                                    "%zu statutory time limit%s over",
                                    over,
                                    over == 1 ? " of the child is" : "s of the child are"
                                ),
        .facts[1] = sl_told_print(
            visit,
            "%.*s (%.*s)",
            SL_STR_ARG(line->stored.wording),
            SL_STR_ARG(sl_indicator_meaning_terms()[line->seen.question.meaning].words)
        ),
        .facts[2] =
            sl_told_print(visit, "Asked of %.*s", SL_STR_ARG(sl_question_asked_of(visit, line))),
    };
}

/* "Answered: it is planned, by 4 May 2026"; "Allocated to ann". */
static struct sl_str deed_title(struct sl_visit *visit, const struct sl_question_deed *deed)
{
    const struct sl_str act = sl_told_sentence(visit, sl_question_act_terms()[deed->act].words);

    if (deed->act == SL_ACT_ALLOCATED) {
        return sl_told_print(
            visit,
            "%.*s to %.*s",
            SL_STR_ARG(act),
            SL_STR_ARG(deed->user.len > 0 ? deed->user : SL_STR("the team"))
        );
    }
    if (deed->act != SL_ACT_ANSWERED) {
        return act;
    }
    return sl_told_print(
        visit,
        "%.*s: %s%s%.*s",
        SL_STR_ARG(act),
        sl_question_reply_terms()[deed->reply].words.ptr,
        deed->until == 0 ? "" : ", by ",
        SL_STR_ARG(deed->until == 0 ? SL_STR("") : sl_told_day(visit, deed->until))
    );
}

struct sl_row sl_question_deed_row(struct sl_visit *visit, const struct sl_question_deed *deed)
{
    const struct sl_str day = sl_told_day(visit, deed->day);

    return (struct sl_row){
        .title = deed_title(visit, deed),
        .facts[0] = deed->by.len == 0 ? day
                                      : sl_told_print(
                                            visit,
                                            "%.*s, by %.*s of %.*s",
                                            SL_STR_ARG(day),
                                            SL_STR_ARG(deed->by),
                                            SL_STR_ARG(deed->agency)
                                        ),
        .words = deed->words,
    };
}

/* When an event was; empty when nobody says. */
static struct sl_str span_of(struct sl_visit *visit, const struct sl_question_told *told)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SPAN_BYTES);
    sl_say_span(told->start, told->end, &text);
    return sl_value_str(sl_visit_take(visit, &text));
}

struct sl_row sl_question_record_row(struct sl_visit *visit, const struct sl_question_told *told)
{
    const bool is_event = told->what.len > 0;

    return (struct sl_row){
        .title = is_event ? sl_told_sentence(visit, told->what) : SL_STR("What a record says"),
        .facts[0] = is_event ? span_of(visit, told) : SL_STR(""),
        .facts[1] = sl_told_print(visit, "Record %.*s", SL_STR_ARG(told->name)),
    };
}
