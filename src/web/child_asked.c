/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_asked.h"

#include "base/json.h"
#include "record/say.h"

/* Texts of one answer. */
#define TEXT_BYTES ((size_t)64 << 10)
/* Records that are shown of one question. */
#define PROOF_LIMIT 6u

/* What is under way: text is empty between members. */
struct asking {
    const struct sl_notice_answer *answer;
    struct sl_buf *json;
    struct sl_buf text;
};

/* The states that somebody has to do something about, the most pressing first. */
static const enum sl_clock_state open_states[] = {
    SL_CLOCK_OVER,
    SL_CLOCK_DUE_SOON,
    SL_CLOCK_RUNNING,
};

static void add_member(struct asking *asking, const char *name, struct sl_str value)
{
    struct sl_buf *json = asking->json;

    if (json->status != SL_OK) {
        return;
    }
    sl_buf_add(json, json->ptr[json->len - 1] == '{' ? SL_STR("") : SL_STR(","));
    sl_buf_addf(json, "\"%s\":", name);
    sl_json_quote(value, json);
}

/* A member out of the text, which is then empty. */
static void add_text(struct asking *asking, const char *name)
{
    if (asking->text.status != SL_OK) {
        asking->json->status = asking->text.status;
    }
    add_member(asking, name, sl_buf_str(&asking->text));
    sl_buf_clear(&asking->text);
}

/* Begin an item of a list. */
static void open_item(struct asking *asking)
{
    struct sl_buf *json = asking->json;

    if (json->status == SL_OK) {
        sl_buf_add(json, json->ptr[json->len - 1] == '[' ? SL_STR("{") : SL_STR(",{"));
    }
}

static void add_proof(struct asking *asking, uint32_t number)
{
    const struct sl_notice_proof proof = sl_notice_proof(asking->answer->picture, number);
    const struct sl_picture_record *record = &asking->answer->picture->input->records[proof.record];

    open_item(asking);
    if (proof.event != NULL) {
        const struct sl_entity *event = proof.event->entity;
        add_member(asking, "what", sl_event_kind_terms()[event->kind].words);
        sl_say_span(event->start, event->end, &asking->text);
        add_text(asking, "when");
    }
    add_member(asking, "agency", record->agency);
    sl_buf_addf(&asking->text, "%lld", (long long)record->id);
    add_text(asking, "record");
    sl_buf_add_byte(asking->json, '}');
}

/* "the end of 4 Jan 2026", or a moment of it. */
static void say_instant(int64_t instant, struct sl_buf *text)
{
    const struct sl_moment moment = sl_history_moment(instant);

    if ((instant + 1) % SL_DAY_SECONDS == 0) {
        sl_say_day(moment, text);
    } else {
        sl_say_moment(moment, text);
    }
}

/* When it is due, and from what on it runs. */
static void add_run(struct asking *asking, const struct sl_clock_run *run)
{
    open_item(asking);
    if (run->deadline_last != INT64_MAX) {
        say_instant(run->deadline_last, &asking->text);
    }
    add_text(asking, "due");
    sl_buf_addf(
        asking->json,
        ",\"isCertain\":%s,\"proofs\":[",
        run->is_certain && !run->is_by_rule ? "true" : "false"
    );
    add_proof(asking, run->anchor->record);
    sl_buf_add(asking->json, SL_STR("]}"));
}

/* A clock with all that it counts and that stands like this; nothing when nothing does. */
static void
add_clock(struct asking *asking, const struct sl_notice_clock *one, enum sl_clock_state state)
{
    const struct sl_term *term = &sl_clock_state_terms()[state];
    bool is_begun = false;

    for (size_t i = 0; i < one->runs.count; i++) {
        const struct sl_clock_run *run = &one->runs.items[i];
        if (run->state != state || run->anchor == NULL) {
            continue;
        }
        if (!is_begun) {
            is_begun = true;
            open_item(asking);
            add_member(asking, "state", term->name);
            add_member(asking, "words", term->words);
            add_member(asking, "title", one->clock->title);
            add_member(asking, "owner", one->clock->owner);
            add_member(asking, "source", one->clock->source.title);
            sl_buf_add(asking->json, SL_STR(",\"runs\":["));
        }
        add_run(asking, run);
    }
    sl_buf_add(asking->json, is_begun ? SL_STR("]}") : SL_STR(""));
}

static void add_clocks(struct asking *asking)
{
    const struct sl_notice_answer *answer = asking->answer;

    sl_buf_add(asking->json, SL_STR("{\"clocks\":["));
    for (size_t i = 0; i < sizeof open_states / sizeof open_states[0]; i++) {
        for (size_t j = 0; j < answer->clock_count; j++) {
            add_clock(asking, &answer->clocks[j], open_states[i]);
        }
    }
    sl_buf_add_byte(asking->json, ']');
}

static void add_sign(struct asking *asking, const struct sl_notice_indicator *one)
{
    const struct sl_indicator *indicator = one->indicator;
    const size_t count = one->finding.record_count;
    const bool is_more = one->finding.is_cut || count > PROOF_LIMIT;

    open_item(asking);
    add_member(asking, "indicator", indicator->id);
    add_member(asking, "wording", indicator->wording);
    add_member(asking, "meaning", sl_indicator_meaning_terms()[indicator->meaning].words);
    add_member(asking, "source", indicator->source->title);
    sl_buf_addf(asking->json, ",\"isMore\":%s,\"proofs\":[", is_more ? "true" : "false");
    for (size_t i = 0; i < count && i < PROOF_LIMIT; i++) {
        add_proof(asking, one->finding.records[i]);
    }
    sl_buf_add(asking->json, SL_STR("]}"));
}

/* Does an indicator hold, and open this question? */
static bool opens(const struct sl_notice_answer *answer, size_t index, struct sl_str question)
{
    const struct sl_notice_indicator *one = &answer->indicators[index];

    return one->finding.holds && sl_str_equal(one->indicator->question, question);
}

static bool is_asked_before(const struct sl_notice_answer *answer, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (opens(answer, i, answer->indicators[index].indicator->question)) {
            return true;
        }
    }
    return false;
}

/* A question, and all that raises it. */
static void add_question(struct asking *asking, size_t index)
{
    const struct sl_notice_answer *answer = asking->answer;
    const struct sl_str question = answer->indicators[index].indicator->question;

    open_item(asking);
    add_member(asking, "question", question);
    sl_buf_add(asking->json, SL_STR(",\"signs\":["));
    for (size_t i = index; i < answer->indicator_count; i++) {
        if (opens(answer, i, question)) {
            add_sign(asking, &answer->indicators[i]);
        }
    }
    sl_buf_add(asking->json, SL_STR("]}"));
}

/* Those that ask something; or what indicators say that open no question. */
static void add_questions(struct asking *asking, bool asks)
{
    const struct sl_notice_answer *answer = asking->answer;

    for (size_t i = 0; i < answer->indicator_count; i++) {
        const struct sl_notice_indicator *one = &answer->indicators[i];
        if (one->finding.holds && (one->indicator->question.len > 0) == asks &&
            !is_asked_before(answer, i)) {
            add_question(asking, i);
        }
    }
}

void sl_child_ask(const struct sl_notice_answer *answer, struct sl_buf *json)
{
    struct asking asking = { .answer = answer, .json = json };

    sl_buf_init(&asking.text, TEXT_BYTES);
    add_clocks(&asking);
    sl_buf_add(json, SL_STR(",\"questions\":["));
    add_questions(&asking, true);
    add_questions(&asking, false);
    sl_buf_add(json, SL_STR("]}"));
    sl_buf_finish(&asking.text);
}
