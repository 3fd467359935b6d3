/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_json.h"

#include "base/json.h"
#include "picture/codes.h"
#include "picture/labels.h"

/* A comma is due unless a list or object has just begun. */
static void separate(struct sl_buf *buf)
{
    const char last = buf->len == 0 ? '{' : buf->ptr[buf->len - 1];
    if (last != '{' && last != '[' && last != ':') {
        sl_buf_add_byte(buf, ',');
    }
}

static void name(struct sl_buf *buf, const char *member)
{
    separate(buf);
    sl_buf_addf(buf, "\"%s\":", member);
}

static void text(struct sl_buf *buf, const char *member, struct sl_str value)
{
    name(buf, member);
    sl_json_quote(value, buf);
}

static void number(struct sl_buf *buf, const char *member, int64_t value)
{
    name(buf, member);
    sl_buf_addf(buf, "%lld", (long long)value);
}

static void truth(struct sl_buf *buf, const char *member, bool value)
{
    name(buf, member);
    sl_buf_add(buf, value ? SL_STR("true") : SL_STR("false"));
}

/* Moments, indexes and texts that are not there are left out. */
static void moment(struct sl_buf *buf, const char *member, struct sl_moment value)
{
    if (value.precision != SL_PRECISION_NONE) {
        name(buf, member);
        sl_buf_add_byte(buf, '"');
        sl_moment_print(value, buf);
        sl_buf_add_byte(buf, '"');
    }
}

static void place(struct sl_buf *buf, const char *member, size_t index)
{
    if (index != SL_PICTURE_NONE) {
        number(buf, member, (int64_t)index);
    }
}

static void record(struct sl_buf *buf, const struct sl_picture *picture, size_t index)
{
    if (index != SL_PICTURE_NONE) {
        number(buf, "record", picture->input->records[index].id);
    }
}

static void begin_list(struct sl_buf *buf, const char *member)
{
    name(buf, member);
    sl_buf_add_byte(buf, '[');
}

static void begin_item(struct sl_buf *buf)
{
    separate(buf);
    sl_buf_add_byte(buf, '{');
}

static void end_item(struct sl_buf *buf)
{
    sl_buf_add_byte(buf, '}');
}

static void end_list(struct sl_buf *buf)
{
    sl_buf_add_byte(buf, ']');
}

/* The record that is shown, and where there are several, all that say it word for word. */
static void
sources(struct sl_buf *buf, const struct sl_picture *picture, const struct sl_picture_sources *told)
{
    record(buf, picture, told->records[0]);
    if (told->count > 1) {
        begin_list(buf, "records");
        for (size_t i = 0; i < told->count; i++) {
            separate(buf);
            sl_buf_addf(buf, "%lld", (long long)picture->input->records[told->records[i]].id);
        }
        end_list(buf);
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
    text(buf, "known", sl_picture_known_terms()[known].name);
    if (value->text.len > 0) {
        text(buf, "text", value->text);
    }
    if (words != NULL) {
        text(buf, "words", sl_str_from(words));
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
        name(buf, member);
        sl_buf_add_byte(buf, '{');
        text(buf, "text", said->value->text);
        record(buf, picture, said->record);
        end_item(buf);
    }
}

static void add_words(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "words");
    for (size_t i = 0; i < picture->word_count; i++) {
        const struct sl_picture_words *words = &picture->words[i];
        begin_item(buf);
        text(buf, "text", words->value->text);
        place(buf, "event", words->event);
        truth(buf, "shared", words->shared);
        sources(buf, picture, &words->sources);
        end_item(buf);
    }
    end_list(buf);
}

static void add_fields(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "fields");
    for (size_t i = 0; i < picture->field_count; i++) {
        const struct sl_picture_field *field = &picture->fields[i];
        begin_item(buf);
        text(buf, "attribute", sl_attribute_terms()[field->attribute].name);
        text(buf, "agreement", sl_picture_agreement_terms()[field->agreement].name);
        text(buf, "known", sl_picture_known_terms()[field->known].name);
        begin_list(buf, "values");
        for (size_t j = 0; j < field->value_count; j++) {
            const struct sl_picture_value *value = &field->values[j];
            begin_item(buf);
            value_members(buf, NULL, value->value, value->known);
            moment(buf, "dated", value->dated);
            truth(buf, "current", value->current);
            truth(buf, "leads", value->leads);
            sources(buf, picture, &value->sources);
            end_item(buf);
        }
        end_list(buf);
        end_item(buf);
    }
    end_list(buf);
}

static void add_events(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "events");
    for (size_t i = 0; i < picture->event_count; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        begin_item(buf);
        text(buf, "kind", sl_event_kind_terms()[event->entity->kind].name);
        text(buf, "key", event->entity->key);
        text(buf, "role", sl_role_terms()[event->role].name);
        moment(buf, "start", event->entity->start);
        moment(buf, "end", event->entity->end);
        number(buf, "number", (int64_t)event->number);
        number(buf, "in_year", (int64_t)event->in_year);
        place(buf, "same_as", event->same_as);
        truth(buf, "current", event->current);
        add_said(picture, "place", &event->place, buf);
        begin_list(buf, "values");
        for (size_t j = 0; j < event->entity->value_count; j++) {
            const struct sl_fact_value *value =
                &event->facts->values[event->entity->first_value + j];
            begin_item(buf);
            text(buf, "attribute", sl_attribute_terms()[value->attribute].name);
            value_members(buf, event->entity, value, sl_picture_known(event->entity, value));
            end_item(buf);
        }
        end_list(buf);
        sources(buf, picture, &event->sources);
        end_item(buf);
    }
    end_list(buf);
}

static void add_persons(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "persons");
    for (size_t i = 0; i < picture->person_count; i++) {
        const struct sl_picture_person *person = &picture->persons[i];
        begin_item(buf);
        if (person->identity.len > 0) {
            text(buf, "identity", person->identity);
        }
        text(buf, "key", person->key);
        add_said(picture, "given_name", &person->given_name, buf);
        add_said(picture, "surname", &person->surname, buf);
        add_said(picture, "full_name", &person->full_name, buf);
        add_said(picture, "birth_date", &person->birth_date, buf);
        add_said(picture, "expected_birth_date", &person->expected_birth_date, buf);
        add_said(picture, "sex", &person->sex, buf);
        add_said(picture, "gender", &person->gender, buf);
        add_said(picture, "death_date", &person->death_date, buf);
        record(buf, picture, person->record);
        end_item(buf);
    }
    end_list(buf);
    begin_list(buf, "relations");
    for (size_t i = 0; i < picture->relation_count; i++) {
        const struct sl_picture_relation *relation = &picture->relations[i];
        begin_item(buf);
        place(buf, "from", relation->from);
        text(buf, "role", sl_role_terms()[relation->role].name);
        place(buf, "to", relation->to);
        moment(buf, "start", relation->start);
        moment(buf, "end", relation->end);
        record(buf, picture, relation->record);
        end_item(buf);
    }
    end_list(buf);
}

static void add_reason(
    const struct sl_picture *picture, const struct sl_picture_reason *reason, struct sl_buf *buf
)
{
    begin_item(buf);
    text(buf, "bond", sl_picture_bond_terms()[reason->bond].name);
    text(buf, "role", sl_role_terms()[reason->role].name);
    if (reason->bond == SL_PICTURE_STATED) {
        truth(buf, "of_child", reason->of_child);
    }
    if (reason->what.len > 0) {
        text(buf, "what", reason->what);
    }
    place(buf, "event", reason->event);
    place(buf, "via", reason->via);
    moment(buf, "start", reason->start);
    moment(buf, "end", reason->end);
    number(buf, "child_record", picture->input->records[reason->child_record].id);
    record(buf, picture, reason->record);
    end_item(buf);
}

static void add_ties(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "ties");
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[i];
        begin_item(buf);
        place(buf, "person", tie->person);
        text(buf, "circle", sl_picture_circle_terms()[tie->circle].name);
        truth(buf, "stated", tie->stated);
        begin_list(buf, "reasons");
        for (size_t j = 0; j < tie->reason_count; j++) {
            add_reason(picture, &tie->reasons[j], buf);
        }
        end_list(buf);
        end_item(buf);
    }
    end_list(buf);
}

static void add_gaps(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "gaps");
    for (size_t i = 0; i < picture->gap_count; i++) {
        const struct sl_picture_gap *gap = &picture->gaps[i];
        begin_item(buf);
        text(buf, "kind", sl_picture_gap_terms()[gap->kind].name);
        if (gap->attribute != SL_ATTRIBUTE_TABLE_COUNT) {
            text(buf, "attribute", sl_attribute_terms()[gap->attribute].name);
        }
        if (gap->kind == SL_PICTURE_NO_FIELD) {
            text(buf, "known", sl_picture_known_terms()[gap->known].name);
        }
        if (gap->text.len > 0) {
            text(buf, gap->kind == SL_PICTURE_NO_AGENCY ? "agency" : "key", gap->text);
        }
        place(buf, "event", gap->event);
        record(buf, picture, gap->record);
        end_item(buf);
    }
    end_list(buf);
}

/* What the reader is told of each agency; nothing where everything may be seen. */
static void add_answers(const struct sl_picture_input *input, struct sl_buf *buf)
{
    if (input->answer_count == 0) {
        return;
    }
    begin_list(buf, "answers");
    for (size_t i = 0; i < input->answer_count; i++) {
        const struct sl_picture_answer *answer = &input->answers[i];
        begin_item(buf);
        text(buf, "agency", answer->agency);
        text(buf, "kinds", answer->kinds);
        text(buf, "answer", answer->answer);
        if (answer->count > 0) {
            number(buf, "records", (int64_t)answer->count);
            truth(buf, "readable", answer->content);
            truth(buf, "maybe_more", answer->more);
        }
        end_item(buf);
    }
    end_list(buf);
    begin_list(buf, "withheld");
    for (size_t i = 0; i < input->withheld_count; i++) {
        begin_item(buf);
        text(buf, "agency", input->withheld[i].agency);
        text(buf, "fields", input->withheld[i].fields);
        end_item(buf);
    }
    end_list(buf);
}

static void add_records(const struct sl_picture *picture, struct sl_buf *buf)
{
    begin_list(buf, "holders");
    for (size_t i = 0; i < picture->holder_count; i++) {
        begin_item(buf);
        text(buf, "agency", picture->holders[i].agency);
        text(buf, "system", picture->holders[i].system);
        number(buf, "records", (int64_t)picture->holders[i].record_count);
        moment(buf, "latest", picture->holders[i].latest);
        end_item(buf);
    }
    end_list(buf);
    begin_list(buf, "records");
    for (size_t i = 0; i < picture->input->record_count; i++) {
        const struct sl_picture_record *found = &picture->input->records[i];
        begin_item(buf);
        number(buf, "id", found->id);
        text(buf, "agency", found->agency);
        text(buf, "system", found->system);
        text(buf, "key", found->key);
        number(buf, "version", found->version);
        moment(buf, "received", found->received);
        moment(buf, "changed", found->changed);
        end_item(buf);
    }
    end_list(buf);
}

void sl_picture_json(const struct sl_picture *picture, struct sl_buf *buf)
{
    sl_buf_add_byte(buf, '{');
    text(buf, "child", picture->input->child);
    moment(buf, "today", sl_moment_of_day(picture->input->today));
    begin_list(buf, "notes");
    for (size_t i = 0; i < picture->input->note_count; i++) {
        separate(buf);
        sl_json_quote(picture->input->notes[i], buf);
    }
    end_list(buf);
    add_words(picture, buf);
    add_fields(picture, buf);
    add_events(picture, buf);
    add_persons(picture, buf);
    add_ties(picture, buf);
    add_gaps(picture, buf);
    add_answers(picture->input, buf);
    add_records(picture, buf);
    sl_buf_add_byte(buf, '}');
}
