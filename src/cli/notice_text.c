/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/notice_text.h"

#include "cli/print.h"
#include "notice/plain.h"
#include "record/say.h"

/* What is known to the minute is known exactly. */
#define MINUTE_SECONDS 60

/* A record, after what it tells of: "missing, 2 Jan 2026 21:00 to 3 Jan 06:00, police #4". */
static void add_proof(const struct sl_notice_answer *answer, uint32_t number, struct sl_buf *buf)
{
    const struct sl_notice_proof proof = sl_notice_proof(answer->picture, number);
    const struct sl_picture_record *record = &answer->picture->input->records[proof.record];

    if (proof.event != NULL) {
        const struct sl_entity *event = proof.event->entity;
        sl_buf_add(buf, sl_event_kind_terms()[event->kind].words);
        sl_buf_add(buf, SL_STR(", "));
        sl_say_span(event->start, event->end, buf);
        sl_buf_add(buf, SL_STR(", "));
    }
    sl_print_value(buf, record->agency, 0, 0);
    sl_buf_addf(buf, " #%lld", (long long)record->id);
}

/* "  met by: " and the event; nothing when there is none. */
static void add_event(
    const struct sl_notice_answer *answer,
    const char *what,
    const struct sl_history_event *event,
    struct sl_buf *buf
)
{
    if (event != NULL) {
        sl_buf_addf(buf, "  %s: ", what);
        add_proof(answer, event->record, buf);
        sl_buf_add_byte(buf, '\n');
    }
}

/* Up to when: the last second of a day is the day. */
static void add_instant(int64_t instant, struct sl_buf *buf)
{
    const struct sl_moment moment = sl_history_moment(instant);

    if ((instant + 1) % SL_DAY_SECONDS == 0) {
        sl_buf_add(buf, SL_STR("the end of "));
        sl_say_day(moment, buf);
    } else {
        sl_say_moment(moment, buf);
    }
}

static void add_deadline(const struct sl_clock_run *run, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("  due by: "));
    if (run->deadline_last == INT64_MAX) {
        sl_buf_add(buf, SL_STR("not known, as nobody knows the bank holidays of that time\n"));
        return;
    }
    add_instant(run->deadline_last, buf);
    if (run->deadline_last - run->deadline_first >= MINUTE_SECONDS) {
        sl_buf_add(buf, SL_STR(", or as early as "));
        add_instant(run->deadline_first, buf);
        sl_buf_add(buf, SL_STR(", as it is not known exactly when it began"));
    }
    sl_buf_addf(
        buf, "%s\n", run->is_by_rule ? "; bank holidays of that time are not published yet" : ""
    );
}

/* Which moment of its anchor a round runs from. */
static const char *anchor_words(const struct sl_clock_run *run)
{
    static const char *const words[SL_AT_COUNT] = {
        [SL_AT_START] = "from",
        [SL_AT_END] = "from the end of",
        [SL_AT_BIRTH] = "from the birth after",
    };

    return run->round == 0 ? words[run->clock->starts.at] : "from the last time";
}

static void
add_run(const struct sl_notice_answer *answer, const struct sl_clock_run *run, struct sl_buf *buf)
{
    const struct sl_clock *clock = run->clock;

    sl_buf_addf(
        buf,
        "%.*s%s: %.*s (%.*s)\n",
        SL_STR_ARG(sl_clock_state_terms()[run->state].words),
        run->is_certain ? "" : ", as far as can be known",
        SL_STR_ARG(clock->title),
        SL_STR_ARG(clock->id)
    );
    add_event(answer, "should have begun before", run->awaited, buf);
    if (run->anchor != NULL) {
        add_event(answer, anchor_words(run), run->anchor, buf);
        add_deadline(run, buf);
    }
    add_event(answer, "met by", run->stop, buf);
    add_event(answer, "no longer needed after", run->cease, buf);
    sl_buf_addf(
        buf,
        "  owner: %.*s\n  basis: %.*s\n  source: %.*s, %.*s, %.*s\n\n",
        SL_STR_ARG(clock->owner),
        SL_STR_ARG(sl_clock_basis_terms()[clock->basis].words),
        SL_STR_ARG(clock->source.title),
        SL_STR_ARG(clock->source.version),
        SL_STR_ARG(clock->source.section)
    );
}

static void add_clocks(const struct sl_notice_answer *answer, bool is_all, struct sl_buf *buf)
{
    size_t idle = 0;

    sl_buf_add(buf, SL_STR("TIME LIMITS\n\n"));
    for (size_t i = 0; i < answer->clock_count; i++) {
        const struct sl_clock_runs *runs = &answer->clocks[i].runs;
        for (size_t j = 0; j < runs->count; j++) {
            const struct sl_clock_run *run = &runs->items[j];
            if (is_all || run->anchor != NULL || run->awaited != NULL) {
                add_run(answer, run, buf);
            } else {
                idle++;
            }
        }
    }
    if (idle > 0) {
        sl_buf_addf(buf, "Clocks that nothing has started: %zu.\n\n", idle);
    }
}

/* Which test failed, and how much it found of what it asks. */
static void add_failed(const struct sl_notice_indicator *one, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("  why not: "));
    sl_test_plain(&one->indicator->condition.tests[one->finding.test], buf);
    sl_buf_addf(buf, "; on record: %u\n", one->finding.found);
}

static void add_indicator(
    const struct sl_notice_answer *answer, const struct sl_notice_indicator *one, struct sl_buf *buf
)
{
    const struct sl_indicator *indicator = one->indicator;
    const char *state = one->finding.holds ? "holds" : "does not hold";

    if (indicator->is_asked) {
        state = "only a person can say";
    } else if (one->is_around) {
        state = "asked of everybody together, by 'sightline notice run'";
    }

    sl_buf_addf(
        buf,
        "%s: %.*s (%.*s)\n  means: %.*s\n",
        state,
        SL_STR_ARG(indicator->wording),
        SL_STR_ARG(indicator->id),
        SL_STR_ARG(sl_indicator_meaning_terms()[indicator->meaning].words)
    );
    if (!indicator->is_asked) {
        sl_buf_addf(buf, "  when: %.*s\n", SL_STR_ARG(indicator->condition_text));
    }
    for (size_t i = 0; i < one->finding.record_count; i++) {
        sl_buf_addf(buf, "  %s ", i == 0 ? "because of:" : "           ");
        add_proof(answer, one->finding.records[i], buf);
        sl_buf_add_byte(buf, '\n');
    }
    if (one->finding.is_cut) {
        sl_buf_add(buf, SL_STR("              and more records\n"));
    }
    if (!indicator->is_asked && !one->is_around && !one->finding.holds) {
        add_failed(one, buf);
    }
    sl_buf_addf(
        buf,
        "  source: %.*s, %.*s, %.*s, %.*s\n\n",
        SL_STR_ARG(indicator->source->title),
        SL_STR_ARG(indicator->source->publisher),
        SL_STR_ARG(indicator->source->version),
        SL_STR_ARG(indicator->source->page)
    );
}

static void add_indicators(const struct sl_notice_answer *answer, bool is_all, struct sl_buf *buf)
{
    size_t asked = 0, around = 0, failing = 0;

    sl_buf_add(buf, SL_STR("WHAT GUIDANCE SAYS TO LOOK FOR\n\n"));
    for (size_t i = 0; i < answer->indicator_count; i++) {
        const struct sl_notice_indicator *one = &answer->indicators[i];
        if (is_all || one->finding.holds) {
            add_indicator(answer, one, buf);
        } else if (one->indicator->is_asked) {
            asked++;
        } else if (one->is_around) {
            around++;
        } else {
            failing++;
        }
    }
    if (!is_all) {
        sl_buf_addf(
            buf,
            "Indicators that do not hold: %zu. That only a person can say: %zu. That are asked of "
            "everybody together, as they look at people and things around: %zu.\n\n",
            failing,
            asked,
            around
        );
    }
}

void sl_notice_text(const struct sl_notice_answer *answer, bool is_all, struct sl_buf *buf)
{
    const struct sl_picture_input *input = answer->picture->input;

    sl_buf_addf(buf, "%.*s, as of ", SL_STR_ARG(input->child));
    add_instant(answer->as_of, buf);
    sl_buf_add(buf, SL_STR("\nNumbers such as #12 are those of records.\n"));
    for (size_t i = 0; i < input->note_count; i++) {
        sl_buf_addf(buf, "%.*s\n", SL_STR_ARG(input->notes[i]));
    }
    if (answer->undated_count > 0) {
        sl_buf_addf(
            buf,
            "Events that are left out, as nobody says when they were: %zu.\n",
            answer->undated_count
        );
    }
    sl_buf_add_byte(buf, '\n');
    if (answer->clock_count > 0) {
        add_clocks(answer, is_all, buf);
    }
    if (answer->indicator_count > 0) {
        add_indicators(answer, is_all, buf);
    }
    sl_buf_add(
        buf,
        SL_STR("This is by records that are open to you and had come in by then. That none holds "
               "proves nothing.\n")
    );
}
