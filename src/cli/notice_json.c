/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/notice_json.h"

#include "cli/print.h"
#include "notice/plain.h"

static json_t *str_json(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}

/* What something appends to a buffer, as JSON; NULL when memory is short. */
static json_t *buf_json(struct sl_buf *buf)
{
    json_t *json = sl_buf_status(buf, NULL) == SL_OK ? str_json(sl_buf_str(buf)) : NULL;
    sl_buf_finish(buf);
    return json;
}

static json_t *limit_json(struct sl_limit limit)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_PRINT_LIMIT_BYTES);
    sl_limit_print(limit, &buf);
    return buf_json(&buf);
}

static json_t *pattern_json(const struct sl_pattern *pattern)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_PRINT_LIMIT_BYTES);
    sl_pattern_plain(pattern, &buf);
    return buf_json(&buf);
}

static json_t *patterns_json(const struct sl_pattern *patterns, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        if (json_array_append_new(list, pattern_json(&patterns[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *then_json(const struct sl_clock *clock)
{
    json_t *list = json_array();
    for (size_t i = 0; i < clock->then_count; i++) {
        if (json_array_append_new(list, limit_json(clock->then[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *clock_json(const struct sl_clock *clock)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:{s:o, s:o, s:o}}",
        "id",
        str_json(clock->id),
        "title",
        str_json(clock->title),
        "owner",
        str_json(clock->owner),
        "basis",
        str_json(sl_clock_basis_terms()[clock->basis].name),
        "starts",
        pattern_json(&clock->starts),
        "which",
        str_json(sl_clock_which_terms()[clock->which].name),
        "stops",
        patterns_json(clock->stops, clock->stop_count),
        "ceases",
        patterns_json(clock->ceases, clock->cease_count),
        "limit",
        limit_json(clock->limit),
        "then",
        then_json(clock),
        "source",
        "title",
        str_json(clock->source.title),
        "version",
        str_json(clock->source.version),
        "section",
        str_json(clock->source.section)
    );
}

static json_t *source_json(const struct sl_indicator_source *source)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o}",
        "title",
        str_json(source->title),
        "publisher",
        str_json(source->publisher),
        "version",
        str_json(source->version),
        "page",
        str_json(source->page)
    );
}

static json_t *indicator_json(const struct sl_indicator *one)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:o}",
        "id",
        str_json(one->id),
        "wording",
        str_json(one->wording),
        "set",
        str_json(sl_indicator_set_terms()[one->set].name),
        "meaning",
        str_json(sl_indicator_meaning_terms()[one->meaning].name),
        "asked",
        (int)one->is_asked,
        "condition",
        one->is_asked ? json_null() : str_json(one->condition_text),
        "question",
        one->question.len == 0 ? json_null() : str_json(one->question),
        "source",
        source_json(one->source)
    );
}

static json_t *lines_json(const struct sl_str *lines, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        if (json_array_append_new(list, str_json(lines[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *phrase_json(const struct sl_language_phrase *phrase)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o}",
        "phrase",
        lines_json(phrase->forms, phrase->form_count),
        "why",
        str_json(phrase->why),
        "better",
        lines_json(phrase->better, phrase->better_count),
        "source",
        source_json(phrase->source)
    );
}

json_t *sl_notice_catalogues_json(const struct sl_notice_catalogues *catalogues)
{
    json_t *clocks = json_array(), *indicators = json_array(), *phrases = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < catalogues->clocks.count; i++) {
        json_t *one = clock_json(&catalogues->clocks.items[i]);
        is_whole = json_array_append_new(clocks, one) == 0 && is_whole;
    }
    for (size_t i = 0; i < catalogues->indicators.count; i++) {
        json_t *one = indicator_json(&catalogues->indicators.items[i]);
        is_whole = json_array_append_new(indicators, one) == 0 && is_whole;
    }
    for (size_t i = 0; i < catalogues->language.phrase_count; i++) {
        json_t *one = phrase_json(&catalogues->language.phrases[i]);
        is_whole = json_array_append_new(phrases, one) == 0 && is_whole;
    }
    json_t *all = json_pack(
        "{s:o, s:o, s:o}", "clocks", clocks, "indicators", indicators, "phrases", phrases
    );
    if (!is_whole) {
        json_decref(all);
        all = NULL;
    }
    return all;
}

/* A moment as it was written; null when it is not known. */
static json_t *moment_json(struct sl_moment moment)
{
    struct sl_buf buf;

    if (moment.precision == SL_PRECISION_NONE) {
        return json_null();
    }
    sl_buf_init(&buf, SL_PRINT_LIMIT_BYTES);
    sl_moment_print(moment, &buf);
    return buf_json(&buf);
}

static json_t *instant_json(int64_t instant)
{
    return instant == INT64_MAX ? json_null() : moment_json(sl_history_moment(instant));
}

/* A record, and the event for which it stands. */
static json_t *proof_json(const struct sl_notice_answer *answer, uint32_t number)
{
    const struct sl_notice_proof proof = sl_notice_proof(answer->picture, number);
    const struct sl_picture_record *record = &answer->picture->input->records[proof.record];
    const struct sl_moment unknown = { .precision = SL_PRECISION_NONE };
    const struct sl_entity *event = proof.event != NULL ? proof.event->entity : NULL;

    return json_pack(
        "{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "record",
        (json_int_t)record->id,
        "agency",
        str_json(record->agency),
        "system",
        str_json(record->system),
        "key",
        str_json(record->key),
        "received",
        moment_json(record->received),
        "event",
        event != NULL ? str_json(sl_event_kind_terms()[event->kind].name) : json_null(),
        "start",
        moment_json(event != NULL ? event->start : unknown),
        "end",
        moment_json(event != NULL ? event->end : unknown)
    );
}

static json_t *
event_json(const struct sl_notice_answer *answer, const struct sl_history_event *event)
{
    return event != NULL ? proof_json(answer, event->record) : json_null();
}

static json_t *run_json(const struct sl_notice_answer *answer, const struct sl_clock_run *run)
{
    const bool is_begun = run->anchor != NULL;

    return json_pack(
        "{s:i, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "round",
        (int)run->round + 1,
        "state",
        str_json(sl_clock_state_terms()[run->state].name),
        "certain",
        (int)run->is_certain,
        "by_rule",
        (int)run->is_by_rule,
        "anchor",
        event_json(answer, run->anchor),
        "awaited_by",
        event_json(answer, run->awaited),
        "met_by",
        event_json(answer, run->stop),
        "stopped_by",
        event_json(answer, run->cease),
        "from",
        moment_json(run->from),
        "deadline",
        is_begun ? instant_json(run->deadline_last) : json_null(),
        "deadline_at_the_earliest",
        is_begun ? instant_json(run->deadline_first) : json_null()
    );
}

/* Append to a list; false when memory is short, or the item could not be made. */
static bool append(json_t *list, json_t *item)
{
    return json_array_append_new(list, item) == 0;
}

static json_t *asked_clock_json(const struct sl_notice_answer *answer, size_t index)
{
    const struct sl_notice_clock *one = &answer->clocks[index];
    json_t *runs = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < one->runs.count; i++) {
        is_whole = append(runs, run_json(answer, &one->runs.items[i])) && is_whole;
    }
    json_t *json = json_pack("{s:o, s:o}", "clock", clock_json(one->clock), "runs", runs);
    if (!is_whole) {
        json_decref(json);
        json = NULL;
    }
    return json;
}

/* Which test failed, and how much it found; null when none did. */
static json_t *failed_json(const struct sl_notice_indicator *one)
{
    struct sl_buf buf;

    if (one->indicator->is_asked || one->is_around || one->finding.holds) {
        return json_null();
    }
    sl_buf_init(&buf, SL_PRINT_LIMIT_BYTES);
    sl_test_plain(&one->indicator->condition.tests[one->finding.test], &buf);
    return json_pack("{s:o, s:I}", "test", buf_json(&buf), "found", (json_int_t)one->finding.found);
}

static json_t *asked_indicator_json(const struct sl_notice_answer *answer, size_t index)
{
    const struct sl_notice_indicator *one = &answer->indicators[index];
    json_t *records = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < one->finding.record_count; i++) {
        is_whole = append(records, proof_json(answer, one->finding.records[i])) && is_whole;
    }
    json_t *json = json_pack(
        "{s:o, s:o, s:o, s:b, s:o}",
        "indicator",
        indicator_json(one->indicator),
        "holds",
        one->indicator->is_asked || one->is_around ? json_null() : json_boolean(one->finding.holds),
        "records",
        records,
        "more_records",
        (int)one->finding.is_cut,
        "failed",
        failed_json(one)
    );
    if (!is_whole) {
        json_decref(json);
        json = NULL;
    }
    return json;
}

json_t *sl_notice_answer_json(const struct sl_notice_answer *answer)
{
    const struct sl_picture_input *input = answer->picture->input;
    json_t *clocks = json_array(), *indicators = json_array(), *notes = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < answer->clock_count; i++) {
        is_whole = append(clocks, asked_clock_json(answer, i)) && is_whole;
    }
    for (size_t i = 0; i < answer->indicator_count; i++) {
        is_whole = append(indicators, asked_indicator_json(answer, i)) && is_whole;
    }
    for (size_t i = 0; i < input->note_count; i++) {
        is_whole = append(notes, str_json(input->notes[i])) && is_whole;
    }
    json_t *json = json_pack(
        "{s:o, s:o, s:o, s:I, s:o, s:o}",
        "child",
        str_json(input->child),
        "as_of",
        instant_json(answer->as_of),
        "notes",
        notes,
        "events_without_date",
        (json_int_t)answer->undated_count,
        "clocks",
        clocks,
        "indicators",
        indicators
    );
    if (!is_whole) {
        json_decref(json);
        json = NULL;
    }
    return json;
}

/* A list to which everything could be added; else NULL. */
static json_t *whole(json_t *list, bool is_whole)
{
    if (!is_whole) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static json_t *kinds_json(const struct sl_notice_quality *quality)
{
    json_t *kinds = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < quality->kind_count; i++) {
        const struct sl_notice_kind *kind = &quality->kinds[i];
        json_t *json = json_pack(
            "{s:s, s:I, s:I, s:I}",
            "kind",
            kind->name,
            "situations",
            (json_int_t)kind->count,
            "noticed",
            (json_int_t)kind->noticed,
            "noticed_for_every_child",
            (json_int_t)kind->whole
        );
        is_whole = append(kinds, json) && is_whole;
    }
    return whole(kinds, is_whole);
}

static json_t *quality_json(const struct sl_notice_quality *quality)
{
    return json_pack(
        "{s:o, s:{s:I, s:I, s:I}}",
        "planted",
        kinds_json(quality),
        "nothing_planted",
        "children",
        (json_int_t)quality->child_count,
        "questions_in_year",
        (json_int_t)quality->question_count,
        "questions_before",
        (json_int_t)quality->standing_count
    );
}

static json_t *questions_json(const struct sl_question_raised *questions)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I}",
        "opened",
        (json_int_t)questions->opened,
        "raised_again",
        (json_int_t)questions->again,
        "back",
        (json_int_t)questions->back,
        "no_longer_raised",
        (json_int_t)questions->faded,
        "as_before",
        (json_int_t)questions->known
    );
}

json_t *sl_notice_run_json(
    const struct sl_indicators *indicators,
    const struct sl_notice_run_result *result,
    const struct sl_notice_run_options *asked
)
{
    json_t *raised = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < indicators->count; i++) {
        json_t *json = json_pack(
            "{s:o, s:I, s:b}",
            "indicator",
            str_json(indicators->items[i].id),
            "children",
            (json_int_t)result->by_indicator[i],
            "opens_question",
            (int)(indicators->items[i].question.len > 0)
        );
        is_whole = append(raised, json) && is_whole;
    }
    return json_pack(
        "{s:I, s:o, s:o, s:o, s:f, s:f}",
        "children",
        (json_int_t)result->child_count,
        "raised",
        whole(raised, is_whole),
        "quality",
        asked->truth != NULL ? quality_json(&result->quality) : json_null(),
        "questions",
        asked->must_keep ? questions_json(&result->questions) : json_null(),
        "read_seconds",
        result->read_seconds,
        "evaluate_seconds",
        result->evaluate_seconds
    );
}
