/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/question_text.h"

#include "cli/choice.h"
#include "cli/print.h"

#define INDENT "       "

/* What is to be known beside the state: parts with ", " between them, on a line of their own. */
static void add_remarks(const struct sl_question_line *line, struct sl_buf *buf)
{
    const struct sl_question_status *status = &line->status;
    const char *before = INDENT;

    if (line->over_count > 0) {
        sl_buf_addf(buf, "%sstatutory time limits over: %zu", before, line->over_count);
        before = ", ";
    }
    if (!status->is_raised) {
        sl_buf_addf(buf, "%sno longer raised", before);
        before = ", ";
    }
    if (status->round > 1) {
        sl_buf_addf(buf, "%sopened again %u times", before, status->round - 1);
        before = ", ";
    }
    if (status->dispute != NULL) {
        sl_buf_addf(
            buf,
            "%s%.*s waits for an answer%s",
            before,
            SL_STR_ARG(status->dispute->agency),
            status->is_over ? ", and the time for it is over" : ""
        );
        before = ", ";
    }
    sl_buf_addf(buf, "%s", before[0] == ',' ? "\n" : "");
}

static void add_deed(const struct sl_question_deed *deed, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR(INDENT));
    sl_cli_add_day(buf, deed->day);
    sl_buf_addf(buf, "  %s", sl_question_act_terms()[deed->act].words.ptr);
    if (deed->act == SL_ACT_ALLOCATED) {
        sl_buf_add(buf, SL_STR(" to "));
        sl_print_value(buf, deed->user.len == 0 ? SL_STR("the team") : deed->user, 0, 0);
    }
    if (deed->by.len > 0) {
        sl_buf_addf(buf, " by %.*s of ", SL_STR_ARG(deed->by));
        sl_print_value(buf, deed->agency, 0, 0);
    }
    if (deed->act == SL_ACT_ANSWERED) {
        sl_buf_addf(buf, ": %s", sl_question_reply_terms()[deed->reply].words.ptr);
    }
    if (deed->act == SL_ACT_ANSWERED && deed->until != 0) {
        sl_buf_add(buf, SL_STR(" by "));
        sl_cli_add_day(buf, deed->until);
    }
    if (deed->words.len > 0) {
        sl_buf_add(buf, SL_STR(": "));
        sl_print_value(buf, deed->words, 0, 0);
    }
    sl_buf_add_byte(buf, '\n');
}

void sl_question_text(const struct sl_question_line *line, bool is_whole, struct sl_buf *buf)
{
    const struct sl_question_status *status = &line->status;

    sl_buf_addf(
        buf,
        "%5lld  %-10s  ",
        (long long)line->stored.id,
        sl_question_state_terms()[status->state].words.ptr
    );
    sl_print_value(buf, line->identity.len > 0 ? line->identity : line->stored.about, 0, 9);
    if (status->due != 0) {
        sl_buf_add(buf, SL_STR("  due "));
        sl_cli_add_day(buf, status->due);
    }
    sl_buf_addf(buf, "  %.*s, ", SL_STR_ARG(line->seen.question.owner));
    sl_print_value(buf, status->user.len > 0 ? status->user : SL_STR("the team"), 0, 0);
    sl_buf_add(buf, SL_STR("\n" INDENT));
    sl_print_value(buf, line->stored.wording, 0, 0);
    sl_buf_addf(
        buf, " (%s). ", sl_indicator_meaning_terms()[line->seen.question.meaning].words.ptr
    );
    sl_print_value(buf, line->stored.asks, 0, 0);
    sl_buf_add_byte(buf, '\n');
    add_remarks(line, buf);
    for (size_t i = 0; is_whole && i < line->record_count; i++) {
        sl_buf_add(buf, SL_STR(INDENT "record "));
        sl_print_value(buf, line->records[i].name, 0, 0);
        sl_buf_add_byte(buf, '\n');
    }
    for (size_t i = 0; is_whole && i < line->seen.question.deed_count; i++) {
        add_deed(&line->seen.question.deeds[i], buf);
    }
}

static json_t *optional_json(struct sl_str text)
{
    return text.len == 0 ? json_null() : sl_cli_str_json(text);
}

static json_t *day_json(int32_t day)
{
    return day == 0 ? json_null() : sl_cli_day_json(day);
}

static json_t *deed_json(const struct sl_question_deed *deed)
{
    const bool is_answer = deed->act == SL_ACT_ANSWERED;

    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "act",
        sl_cli_str_json(sl_question_act_terms()[deed->act].name),
        "day",
        sl_cli_day_json(deed->day),
        "by",
        optional_json(deed->by),
        "agency",
        optional_json(deed->agency),
        "to",
        optional_json(deed->user),
        "answer",
        is_answer ? sl_cli_str_json(sl_question_reply_terms()[deed->reply].name) : json_null(),
        "until",
        day_json(is_answer ? deed->until : 0),
        "words",
        optional_json(deed->words)
    );
}

static json_t *records_json(const struct sl_question_line *line)
{
    json_t *list = json_array();

    for (size_t i = 0; i < line->record_count; i++) {
        (void)json_array_append_new(list, sl_cli_str_json(line->records[i].name));
    }
    return list;
}

static json_t *deeds_json(const struct sl_question_line *line)
{
    json_t *list = json_array();

    for (size_t i = 0; i < line->seen.question.deed_count; i++) {
        (void)json_array_append_new(list, deed_json(&line->seen.question.deeds[i]));
    }
    return list;
}

json_t *sl_question_json(const struct sl_question_line *line)
{
    const struct sl_question_status *status = &line->status;
    const struct sl_term *meanings = sl_indicator_meaning_terms();

    return json_pack(
        "{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:i, s:I, s:o, s:o, s:o, "
        "s:o}",
        "question",
        (json_int_t)line->stored.id,
        "state",
        sl_cli_str_json(sl_question_state_terms()[status->state].name),
        "identity",
        optional_json(line->identity),
        "about",
        optional_json(line->stored.about),
        "indicator",
        sl_cli_str_json(line->stored.indicator),
        "wording",
        sl_cli_str_json(line->stored.wording),
        "asks",
        sl_cli_str_json(line->stored.asks),
        "meaning",
        sl_cli_str_json(meanings[line->seen.question.meaning].name),
        "owner",
        sl_cli_str_json(line->seen.question.owner),
        "allocated",
        optional_json(status->user),
        "raised",
        (int)status->is_raised,
        "over",
        (int)status->is_over,
        "round",
        (int)status->round,
        "clocks_over",
        (json_int_t)line->over_count,
        "opened",
        sl_cli_day_json(status->opened),
        "due",
        day_json(status->due),
        "records",
        records_json(line),
        "deeds",
        deeds_json(line)
    );
}

void sl_language_text(const struct sl_language_hit *hits, size_t count, struct sl_buf *buf)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_language_phrase *phrase = hits[i].phrase;
        sl_buf_add(buf, SL_STR("Note: '"));
        sl_print_value(buf, hits[i].text, 0, 0);
        sl_buf_addf(buf, "'. %.*s\n  Better: ", SL_STR_ARG(phrase->why));
        for (size_t j = 0; j < phrase->better_count; j++) {
            sl_buf_addf(buf, "%s'%.*s'", j == 0 ? "" : ", ", SL_STR_ARG(phrase->better[j]));
        }
        sl_buf_addf(buf, "\n  Source: %.*s\n", SL_STR_ARG(phrase->source->title));
    }
}

json_t *sl_language_json(const struct sl_language_hit *hits, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++) {
        const struct sl_language_phrase *phrase = hits[i].phrase;
        json_t *better = json_array();
        for (size_t j = 0; j < phrase->better_count; j++) {
            (void)json_array_append_new(better, sl_cli_str_json(phrase->better[j]));
        }
        (void)json_array_append_new(
            list,
            json_pack(
                "{s:o, s:o, s:o, s:o}",
                "phrase",
                sl_cli_str_json(hits[i].text),
                "why",
                sl_cli_str_json(phrase->why),
                "better",
                better,
                "source",
                sl_cli_str_json(phrase->source->title)
            )
        );
    }
    return list;
}
