/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_json.h"

#include "base/json_write.h"
#include "picture/codes.h"
#include "picture/labels.h"

/* Moments, indexes and texts that are not there are left out. */
static void moment(struct sl_buf *buf, const char *member, struct sl_moment value)
{
    if (value.precision != SL_PRECISION_NONE) {
        sl_json_begin_value(buf, member);
        sl_buf_add_byte(buf, '"');
        sl_moment_print(value, buf);
        sl_buf_add_byte(buf, '"');
    }
}

static void place(struct sl_buf *buf, const char *member, size_t index)
{
    if (index != SL_PICTURE_NONE) {
        sl_json_add_i64(buf, member, (int64_t)index);
    }
}

static void record(struct sl_buf *buf, const struct sl_picture *picture, size_t index)
{
    if (index != SL_PICTURE_NONE) {
        sl_json_add_i64(buf, "record", picture->input->records[index].id);
    }
}

/* The record that is shown, and where there are several, all that say it word for word. */
static void
sources(struct sl_buf *buf, const struct sl_picture *picture, const struct sl_picture_sources *told)
{
    record(buf, picture, told->records[0]);
    if (told->count > 1) {
        sl_json_begin_list(buf, "records");
        for (size_t i = 0; i < told->count; i++) {
            sl_json_add_i64(buf, NULL, picture->input->records[told->records[i]].id);
        }
        sl_json_end_list(buf);
    }
}

/* What a value says, as every part of the picture shows it; entity: NULL of a person. */
static void value_members(
    struct sl_buf *buf,
    const struct sl_entity *entity,
    const struct sl_fact_value *value,
    enum sl_known known
)
{
    const char *words = sl_picture_code_words(entity, value);
    sl_json_add_text(buf, "known", sl_picture_known_terms()[known].name);
    if (value->text.len > 0) {
        sl_json_add_text(buf, "text", value->text);
    }
    if (words != NULL) {
        sl_json_add_text(buf, "words", sl_str_from(words));
    }
    moment(buf, "from", value->from);
    moment(buf, "until", value->until);
}

static void add_said(
    const struct sl_picture *picture,
    const char *member,
    const struct sl_picture_said *said,
    struct sl_buf *buf
)
{
    if (said->value != NULL) {
        sl_json_begin_object(buf, member);
        sl_json_add_text(buf, "text", said->value->text);
        record(buf, picture, said->record);
        sl_json_end_object(buf);
    }
}

static void add_words(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "words");
    for (size_t i = 0; i < picture->word_count; i++) {
        const struct sl_picture_words *words = &picture->words[i];
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "text", words->value->text);
        place(buf, "event", words->event);
        sl_json_add_truth(buf, "shared", words->shared);
        sources(buf, picture, &words->sources);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_fields(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "fields");
    for (size_t i = 0; i < picture->field_count; i++) {
        const struct sl_picture_field *field = &picture->fields[i];
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "attribute", sl_attribute_terms()[field->attribute].name);
        sl_json_add_text(buf, "agreement", sl_picture_agreement_terms()[field->agreement].name);
        sl_json_add_text(buf, "known", sl_picture_known_terms()[field->known].name);
        sl_json_begin_list(buf, "values");
        for (size_t j = 0; j < field->value_count; j++) {
            const struct sl_picture_value *value = &field->values[j];
            sl_json_begin_object(buf, NULL);
            value_members(buf, NULL, value->value, value->known);
            moment(buf, "dated", value->dated);
            sl_json_add_truth(buf, "current", value->current);
            sl_json_add_truth(buf, "leads", value->leads);
            sources(buf, picture, &value->sources);
            sl_json_end_object(buf);
        }
        sl_json_end_list(buf);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_events(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "events");
    for (size_t i = 0; i < picture->event_count; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "kind", sl_event_kind_terms()[event->entity->kind].name);
        sl_json_add_text(buf, "key", event->entity->key);
        sl_json_add_text(buf, "role", sl_role_terms()[event->role].name);
        moment(buf, "start", event->entity->start);
        moment(buf, "end", event->entity->end);
        sl_json_add_i64(buf, "number", (int64_t)event->number);
        sl_json_add_i64(buf, "in_year", (int64_t)event->in_year);
        place(buf, "same_as", event->same_as);
        sl_json_add_truth(buf, "current", event->current);
        add_said(picture, "place", &event->place, buf);
        sl_json_begin_list(buf, "values");
        for (size_t j = 0; j < event->entity->value_count; j++) {
            const struct sl_fact_value *value =
                &event->facts->values[event->entity->first_value + j];
            sl_json_begin_object(buf, NULL);
            sl_json_add_text(buf, "attribute", sl_attribute_terms()[value->attribute].name);
            value_members(buf, event->entity, value, sl_picture_known(event->entity, value));
            sl_json_end_object(buf);
        }
        sl_json_end_list(buf);
        sources(buf, picture, &event->sources);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_persons(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "persons");
    for (size_t i = 0; i < picture->person_count; i++) {
        const struct sl_picture_person *person = &picture->persons[i];
        sl_json_begin_object(buf, NULL);
        if (person->identity.len > 0) {
            sl_json_add_text(buf, "identity", person->identity);
        }
        sl_json_add_text(buf, "key", person->key);
        add_said(picture, "given_name", &person->given_name, buf);
        add_said(picture, "surname", &person->surname, buf);
        add_said(picture, "full_name", &person->full_name, buf);
        add_said(picture, "birth_date", &person->birth_date, buf);
        add_said(picture, "expected_birth_date", &person->expected_birth_date, buf);
        add_said(picture, "sex", &person->sex, buf);
        add_said(picture, "gender", &person->gender, buf);
        add_said(picture, "death_date", &person->death_date, buf);
        record(buf, picture, person->record);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
    sl_json_begin_list(buf, "relations");
    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        sl_json_begin_object(buf, NULL);
        place(buf, "from", relation->from);
        sl_json_add_text(buf, "role", sl_role_terms()[relation->role].name);
        place(buf, "to", relation->to);
        moment(buf, "start", relation->start);
        moment(buf, "end", relation->end);
        record(buf, picture, relation->record);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_reason(
    const struct sl_picture *picture, const struct sl_picture_reason *reason, struct sl_buf *buf
)
{
    sl_json_begin_object(buf, NULL);
    sl_json_add_text(buf, "bond", sl_picture_bond_terms()[reason->bond].name);
    sl_json_add_text(buf, "role", sl_role_terms()[reason->role].name);
    if (reason->bond == SL_PICTURE_STATED) {
        sl_json_add_truth(buf, "of_child", reason->of_child);
    }
    if (reason->what.len > 0) {
        sl_json_add_text(buf, "what", reason->what);
    }
    place(buf, "event", reason->event);
    place(buf, "via", reason->via);
    moment(buf, "start", reason->start);
    moment(buf, "end", reason->end);
    sl_json_add_i64(buf, "child_record", picture->input->records[reason->child_record].id);
    record(buf, picture, reason->record);
    sl_json_end_object(buf);
}

static void add_ties(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "ties");
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[i];
        sl_json_begin_object(buf, NULL);
        place(buf, "person", tie->person);
        sl_json_add_text(buf, "circle", sl_picture_circle_terms()[tie->circle].name);
        sl_json_add_truth(buf, "stated", tie->stated);
        sl_json_begin_list(buf, "reasons");
        for (size_t j = 0; j < tie->reason_count; j++) {
            add_reason(picture, &tie->reasons[j], buf);
        }
        sl_json_end_list(buf);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_gaps(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "gaps");
    for (size_t i = 0; i < picture->gap_count; i++) {
        const struct sl_picture_gap *gap = &picture->gaps[i];
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "kind", sl_picture_gap_terms()[gap->kind].name);
        if (gap->attribute != SL_ATTRIBUTE_TABLE_COUNT) {
            sl_json_add_text(buf, "attribute", sl_attribute_terms()[gap->attribute].name);
        }
        if (gap->kind == SL_PICTURE_NO_FIELD) {
            sl_json_add_text(buf, "known", sl_picture_known_terms()[gap->known].name);
        }
        if (gap->text.len > 0) {
            sl_json_add_text(buf, gap->kind == SL_PICTURE_NO_AGENCY ? "agency" : "key", gap->text);
        }
        place(buf, "event", gap->event);
        record(buf, picture, gap->record);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

/* What the reader is told of each agency; nothing where everything may be seen. */
static void add_answers(const struct sl_picture_input *input, struct sl_buf *buf)
{
    if (input->answer_count == 0) {
        return;
    }
    sl_json_begin_list(buf, "answers");
    for (size_t i = 0; i < input->answer_count; i++) {
        const struct sl_picture_answer *answer = &input->answers[i];
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "agency", answer->agency);
        sl_json_add_text(buf, "kinds", answer->kinds);
        sl_json_add_text(buf, "answer", answer->answer);
        if (answer->count > 0) {
            sl_json_add_i64(buf, "records", (int64_t)answer->count);
            sl_json_add_truth(buf, "readable", answer->content);
            sl_json_add_truth(buf, "maybe_more", answer->more);
        }
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
    sl_json_begin_list(buf, "withheld");
    for (size_t i = 0; i < input->withheld_count; i++) {
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "agency", input->withheld[i].agency);
        sl_json_add_text(buf, "fields", input->withheld[i].fields);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_holders(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "holders");
    for (size_t i = 0; i < picture->holder_count; i++) {
        sl_json_begin_object(buf, NULL);
        sl_json_add_text(buf, "agency", picture->holders[i].agency);
        sl_json_add_text(buf, "system", picture->holders[i].system);
        sl_json_add_i64(buf, "records", (int64_t)picture->holders[i].record_count);
        moment(buf, "latest", picture->holders[i].latest);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

static void add_records(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_list(buf, "records");
    for (size_t i = 0; i < picture->input->record_count; i++) {
        const struct sl_picture_record *found = &picture->input->records[i];
        sl_json_begin_object(buf, NULL);
        sl_json_add_i64(buf, "id", found->id);
        sl_json_add_text(buf, "agency", found->agency);
        sl_json_add_text(buf, "system", found->system);
        sl_json_add_text(buf, "key", found->key);
        sl_json_add_i64(buf, "version", found->version);
        moment(buf, "received", found->received);
        moment(buf, "changed", found->changed);
        sl_json_end_object(buf);
    }
    sl_json_end_list(buf);
}

void sl_picture_json(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_object(buf, NULL);
    sl_json_add_text(buf, "child", picture->input->child);
    moment(buf, "today", sl_moment_of_day(picture->input->today));
    sl_json_begin_list(buf, "notes");
    for (size_t i = 0; i < picture->input->note_count; i++) {
        sl_json_add_text(buf, NULL, picture->input->notes[i]);
    }
    sl_json_end_list(buf);
    add_words(picture, buf);
    add_fields(picture, buf);
    add_events(picture, buf);
    add_persons(picture, buf);
    add_ties(picture, buf);
    add_gaps(picture, buf);
    add_answers(picture->input, buf);
    add_holders(picture, buf);
    add_records(picture, buf);
    sl_json_end_object(buf);
}

void sl_picture_holders_json(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_json_begin_object(buf, NULL);
    sl_json_add_text(buf, "child", picture->input->child);
    moment(buf, "today", sl_moment_of_day(picture->input->today));
    add_answers(picture->input, buf);
    add_holders(picture, buf);
    sl_json_end_object(buf);
}
