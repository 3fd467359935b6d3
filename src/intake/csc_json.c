/* SPDX-License-Identifier: Apache-2.0 */
/* Members: Department for Education, children's social care data API 1.0.1, its OpenAPI schema. */
#include "intake/child_part.h"
#include "intake/json_cut.h"
#include "intake/json_read.h"
#include "intake/json_tree.h"
#include "intake/key.h"
#include "record/code_list.h"

/* Entities of one child; more reject the record. */
/* The schema's longest ids: of a child, and of what belongs to it. */
#define CHILD_ID_LIMIT_BYTES 20u
#define PART_ID_LIMIT_BYTES  36u

#define NAME(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* What a member stands in. */
enum scope {
    SCOPE_CHILD,
    SCOPE_DETAILS,
    SCOPE_WELLBEING,
    SCOPE_SCORE,
    SCOPE_EPISODE,
    SCOPE_ASSESSMENT,
    SCOPE_NEED_PLAN,
    SCOPE_SECTION_47,
    SCOPE_PROTECTION_PLAN,
    SCOPE_PLACEMENT,
    SCOPE_ADOPTION,
    SCOPE_CARE_LEAVER,
};

enum use {
    USE_GROUP,  /* an object with members of the same entity, of another scope */
    USE_EVENT,  /* an object, or a list of them, that is an event each */
    USE_MOMENT, /* a date that is an event */
    USE_IF,     /* there is an event if this is true; ends at the date that `ends` names */
    USE_ID,     /* names the event */
    USE_START,
    USE_END,
    USE_DATE, /* a date that is a value */
    USE_TEXT,
    USE_CODE,
    USE_NO_UPN,  /* a code that says why there is no number */
    USE_TEXTS,   /* a list of values */
    USE_WORKERS, /* a list of who worked with the child, and when */
};

/* clang-format off */
static const struct member {
    enum scope scope;
    struct sl_str name;
    enum use use;
    unsigned what; /* enum sl_attribute, or enum sl_event_kind of an event */
    enum sl_code_list_id list;
    enum scope inside; /* of a group or an event */
} members[] = {
    { SCOPE_CHILD, NAME("mis_child_id"), USE_TEXT, SL_ATTRIBUTE_OTHER_ID, 0, 0 },
    { SCOPE_CHILD, NAME("child_details"), USE_GROUP, 0, 0, SCOPE_DETAILS },
    { SCOPE_CHILD, NAME("health_and_wellbeing"), USE_GROUP, 0, 0, SCOPE_WELLBEING },
    { SCOPE_CHILD, NAME("social_care_episodes"), USE_EVENT, SL_EVENT_REFERRAL, 0, SCOPE_EPISODE },
    { SCOPE_DETAILS, NAME("unique_pupil_number"), USE_TEXT, SL_ATTRIBUTE_UPN, 0, 0 },
    { SCOPE_DETAILS, NAME("former_unique_pupil_number"), USE_TEXT, SL_ATTRIBUTE_FORMER_UPN, 0, 0 },
    { SCOPE_DETAILS, NAME("unique_pupil_number_unknown_reason"), USE_NO_UPN, SL_ATTRIBUTE_UPN, 0,
      0 },
    { SCOPE_DETAILS, NAME("first_name"), USE_TEXT, SL_ATTRIBUTE_GIVEN_NAME, 0, 0 },
    { SCOPE_DETAILS, NAME("surname"), USE_TEXT, SL_ATTRIBUTE_SURNAME, 0, 0 },
    { SCOPE_DETAILS, NAME("date_of_birth"), USE_DATE, SL_ATTRIBUTE_BIRTH_DATE, 0, 0 },
    { SCOPE_DETAILS, NAME("expected_date_of_birth"), USE_DATE, SL_ATTRIBUTE_EXPECTED_BIRTH_DATE,
      0, 0 },
    { SCOPE_DETAILS, NAME("sex"), USE_TEXT, SL_ATTRIBUTE_SEX, 0, 0 },
    { SCOPE_DETAILS, NAME("ethnicity"), USE_CODE, SL_ATTRIBUTE_ETHNICITY, SL_CODES_ETHNICITY, 0 },
    { SCOPE_DETAILS, NAME("disabilities"), USE_TEXTS, SL_ATTRIBUTE_DISABILITY, 0, 0 },
    { SCOPE_DETAILS, NAME("postcode"), USE_TEXT, SL_ATTRIBUTE_POSTCODE, 0, 0 },
    { SCOPE_DETAILS, NAME("uasc_flag"), USE_IF, SL_EVENT_ASYLUM_SEEKING, 0, 0 },
    { SCOPE_WELLBEING, NAME("sdq_assessments"), USE_EVENT, SL_EVENT_WELLBEING_SCORE, 0,
      SCOPE_SCORE },
    { SCOPE_SCORE, NAME("date"), USE_START, 0, 0, 0 },
    { SCOPE_SCORE, NAME("score"), USE_TEXT, SL_ATTRIBUTE_SCORE, 0, 0 },
    { SCOPE_EPISODE, NAME("social_care_episode_id"), USE_ID, 0, 0, 0 },
    { SCOPE_EPISODE, NAME("referral_date"), USE_START, 0, 0, 0 },
    { SCOPE_EPISODE, NAME("closure_date"), USE_END, 0, 0, 0 },
    { SCOPE_EPISODE, NAME("referral_source"), USE_TEXT, SL_ATTRIBUTE_SOURCE, 0, 0 },
    { SCOPE_EPISODE, NAME("referral_no_further_action_flag"), USE_TEXT,
      SL_ATTRIBUTE_NO_FURTHER_ACTION, 0, 0 },
    { SCOPE_EPISODE, NAME("closure_reason"), USE_TEXT, SL_ATTRIBUTE_REASON, 0, 0 },
    { SCOPE_EPISODE, NAME("care_worker_details"), USE_WORKERS, SL_ATTRIBUTE_WORKER, 0, 0 },
    { SCOPE_EPISODE, NAME("child_and_family_assessments"), USE_EVENT, SL_EVENT_ASSESSMENT, 0,
      SCOPE_ASSESSMENT },
    { SCOPE_EPISODE, NAME("child_in_need_plans"), USE_EVENT, SL_EVENT_NEED_PLAN, 0,
      SCOPE_NEED_PLAN },
    { SCOPE_EPISODE, NAME("section_47_assessments"), USE_EVENT, SL_EVENT_SECTION_47, 0,
      SCOPE_SECTION_47 },
    { SCOPE_EPISODE, NAME("child_protection_plans"), USE_EVENT, SL_EVENT_PROTECTION_PLAN, 0,
      SCOPE_PROTECTION_PLAN },
    { SCOPE_EPISODE, NAME("child_looked_after_placements"), USE_EVENT, SL_EVENT_PLACEMENT, 0,
      SCOPE_PLACEMENT },
    { SCOPE_EPISODE, NAME("adoption"), USE_GROUP, 0, 0, SCOPE_ADOPTION },
    { SCOPE_EPISODE, NAME("care_leavers"), USE_EVENT, SL_EVENT_CARE_LEAVER, 0, SCOPE_CARE_LEAVER },
    { SCOPE_ASSESSMENT, NAME("child_and_family_assessment_id"), USE_ID, 0, 0, 0 },
    { SCOPE_ASSESSMENT, NAME("start_date"), USE_START, 0, 0, 0 },
    { SCOPE_ASSESSMENT, NAME("authorisation_date"), USE_END, 0, 0, 0 },
    { SCOPE_ASSESSMENT, NAME("factors"), USE_TEXTS, SL_ATTRIBUTE_FACTOR, 0, 0 },
    { SCOPE_NEED_PLAN, NAME("child_in_need_plan_id"), USE_ID, 0, 0, 0 },
    { SCOPE_NEED_PLAN, NAME("start_date"), USE_START, 0, 0, 0 },
    { SCOPE_NEED_PLAN, NAME("end_date"), USE_END, 0, 0, 0 },
    { SCOPE_SECTION_47, NAME("section_47_assessment_id"), USE_ID, 0, 0, 0 },
    { SCOPE_SECTION_47, NAME("start_date"), USE_START, 0, 0, 0 },
    { SCOPE_SECTION_47, NAME("end_date"), USE_END, 0, 0, 0 },
    { SCOPE_SECTION_47, NAME("icpc_date"), USE_MOMENT, SL_EVENT_CONFERENCE, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("child_protection_plan_id"), USE_ID, 0, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("start_date"), USE_START, 0, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("end_date"), USE_END, 0, 0, 0 },
    { SCOPE_PLACEMENT, NAME("child_looked_after_placement_id"), USE_ID, 0, 0, 0 },
    { SCOPE_PLACEMENT, NAME("start_date"), USE_START, 0, 0, 0 },
    { SCOPE_PLACEMENT, NAME("end_date"), USE_END, 0, 0, 0 },
    { SCOPE_PLACEMENT, NAME("start_reason"), USE_CODE, SL_ATTRIBUTE_CODE, SL_CODES_NEW_EPISODE,
      0 },
    { SCOPE_PLACEMENT, NAME("placement_type"), USE_CODE, SL_ATTRIBUTE_CATEGORY,
      SL_CODES_PLACEMENT, 0 },
    { SCOPE_PLACEMENT, NAME("postcode"), USE_TEXT, SL_ATTRIBUTE_POSTCODE, 0, 0 },
    { SCOPE_PLACEMENT, NAME("end_reason"), USE_CODE, SL_ATTRIBUTE_OUTCOME,
      SL_CODES_EPISODE_CEASED, 0 },
    { SCOPE_PLACEMENT, NAME("change_reason"), USE_CODE, SL_ATTRIBUTE_REASON,
      SL_CODES_PLACE_CHANGE, 0 },
    { SCOPE_ADOPTION, NAME("initial_decision_date"), USE_MOMENT, SL_EVENT_DECISION, 0, 0 },
    { SCOPE_ADOPTION, NAME("matched_date"), USE_MOMENT, SL_EVENT_ADOPTION, 0, 0 },
    { SCOPE_ADOPTION, NAME("placed_date"), USE_MOMENT, SL_EVENT_ADOPTION, 0, 0 },
    { SCOPE_CARE_LEAVER, NAME("contact_date"), USE_START, 0, 0, 0 },
    { SCOPE_CARE_LEAVER, NAME("activity"), USE_TEXT, SL_ATTRIBUTE_STATUS, 0, 0 },
    { SCOPE_CARE_LEAVER, NAME("accommodation"), USE_TEXT, SL_ATTRIBUTE_CODE, 0, 0 },
};
/* clang-format on */

/* What a walk over the members of one scope is for. */
enum pass { PASS_DATES, PASS_VALUES, PASS_EVENTS };

/* An event under way, or the child. */
struct subject {
    struct sl_reading *reading;
    struct sl_str key; /* empty until it has one; of the child: that of the record */
    struct sl_str id;
    struct sl_moment start, end;
};

/* Has the agency taken this part back? */
static bool is_purged(const struct sl_json_node *node)
{
    return sl_json_is_true(sl_json_find(node, SL_STR("purge")));
}

/* An id makes keys, so what the schema says of it is held. */
static enum sl_status check_id(
    struct sl_reading *reading, const struct sl_json_node *node, size_t limit, struct sl_error *err
)
{
    const struct sl_str id = node->text;
    SL_TRY(sl_json_node_want(reading, node, SL_JSON_TEXT, err));
    sl_json_fault_at(reading, node);
    if (id.len == 0 || id.len > limit) {
        return sl_fail(err, SL_INVALID, "an id has 1 to %zu bytes", limit);
    }
    for (size_t i = 0; i < id.len; i++) {
        const char letter = (char)(id.ptr[i] | 0x20);
        const bool is_plain = (letter >= 'a' && letter <= 'z') ||
                              (id.ptr[i] >= '0' && id.ptr[i] <= '9') || id.ptr[i] == '-' ||
                              id.ptr[i] == '_';
        if (!is_plain) {
            return sl_fail(err, SL_INVALID, "an id has letters, digits, '-' and '_' only");
        }
    }
    return SL_OK;
}

/* Begin an event of the child, or of what it is part of. */
static enum sl_status begin_event(
    const struct subject *of, enum sl_event_kind kind, struct subject *event, struct sl_error *err
)
{
    const struct sl_child_part part = {
        .of_key = of->key,
        .id = event->id,
        .start = event->start,
        .end = event->end,
        .kind = kind,
    };
    return sl_child_part_begin(of->reading, &part, &event->key, err);
}

static enum sl_status take_date(
    struct subject *subject,
    const struct member *member,
    const struct sl_json_node *node,
    struct sl_error *err
)
{
    struct sl_moment moment;
    if (member->use == USE_ID) {
        subject->id = node->text;
        return check_id(subject->reading, node, PART_ID_LIMIT_BYTES, err);
    }
    if (member->use == USE_START) {
        return sl_json_moment_of(subject->reading, node, &subject->start, err);
    }
    if (member->use == USE_END) {
        return sl_json_moment_of(subject->reading, node, &subject->end, err);
    }
    return member->use == USE_DATE ? sl_json_moment_of(subject->reading, node, &moment, err)
                                   : SL_OK;
}

/* Who worked with the child, each with when. */
static enum sl_status
take_workers(struct sl_reading *reading, const struct sl_json_node *list, struct sl_error *err)
{
    for (const struct sl_json_node *at = list->first; at != NULL; at = at->next) {
        struct sl_fact_value value = { .attribute = SL_ATTRIBUTE_WORKER };
        const struct sl_json_node *start = sl_json_find(at, SL_STR("start_date"));
        const struct sl_json_node *end = sl_json_find(at, SL_STR("end_date"));
        SL_TRY(sl_json_node_want(reading, at, SL_JSON_OBJECT, err));
        value.text = sl_json_member_text(at, SL_STR("worker_id"));
        SL_TRY(sl_json_moment_of(reading, start, &value.from, err));
        SL_TRY(sl_json_moment_of(reading, end, &value.until, err));
        SL_TRY(sl_read_add_value(reading->facts, value, err));
    }
    return SL_OK;
}

static enum sl_status take_value(
    struct subject *subject,
    const struct member *member,
    const struct sl_json_node *node,
    struct sl_error *err
)
{
    struct sl_fact_value value = { .attribute = member->what, .text = sl_json_text_of(node) };
    struct sl_facts *facts = subject->reading->facts;
    switch (member->use) {
    case USE_CODE:
        value.known = sl_code_known(member->list, value.text);
        break;
    case USE_NO_UPN:
        value.known = SL_NOT_RECORDED;
        break;
    case USE_DATE:
    case USE_TEXT:
        break;
    case USE_TEXTS:
        SL_TRY(sl_json_node_want(subject->reading, node, SL_JSON_LIST, err));
        for (const struct sl_json_node *at = node->first; at != NULL; at = at->next) {
            value.text = sl_json_text_of(at);
            SL_TRY(sl_read_add_value(facts, value, err));
        }
        return SL_OK;
    case USE_WORKERS:
        SL_TRY(sl_json_node_want(subject->reading, node, SL_JSON_LIST, err));
        return take_workers(subject->reading, node, err);
    case USE_GROUP:
    case USE_EVENT:
    case USE_MOMENT:
    case USE_IF:
    case USE_ID:
    case USE_START:
    case USE_END:
        return SL_OK;
    }
    return sl_read_add_value(facts, value, err);
}

static enum sl_status walk(
    struct subject *subject,
    enum scope scope,
    const struct sl_json_node *node,
    enum pass pass,
    struct sl_error *err
);

/* An object that is an event of its own, with all that it holds. */
static enum sl_status take_event(
    struct subject *of,
    const struct member *member,
    const struct sl_json_node *node,
    struct sl_error *err
)
{
    struct subject event = { .reading = of->reading };
    SL_TRY(sl_json_node_want(of->reading, node, SL_JSON_OBJECT, err));
    if (is_purged(node)) {
        return SL_OK;
    }
    SL_TRY(walk(&event, member->inside, node, PASS_DATES, err));
    SL_TRY(begin_event(of, member->what, &event, err));
    SL_TRY(walk(&event, member->inside, node, PASS_VALUES, err));
    return walk(&event, member->inside, node, PASS_EVENTS, err);
}

static enum sl_status take_events(
    struct subject *of,
    const struct member *member,
    const struct sl_json_node *node,
    const struct sl_json_node *around,
    struct sl_error *err
)
{
    struct subject event = { .reading = of->reading };
    if (member->use == USE_MOMENT) {
        SL_TRY(sl_json_moment_of(of->reading, node, &event.start, err));
        return event.start.precision == SL_PRECISION_NONE
                   ? SL_OK
                   : begin_event(of, member->what, &event, err);
    }
    if (member->use == USE_IF) {
        const struct sl_json_node *end = sl_json_find(around, SL_STR("uasc_end_date"));
        SL_TRY(sl_json_moment_of(of->reading, end, &event.end, err));
        const bool is_there = sl_json_is_true(node) || event.end.precision != SL_PRECISION_NONE;
        return is_there ? begin_event(of, member->what, &event, err) : SL_OK;
    }
    if (member->use != USE_EVENT) {
        return SL_OK;
    }
    if (node->kind != SL_JSON_LIST) {
        return take_event(of, member, node, err);
    }
    for (const struct sl_json_node *at = node->first; at != NULL; at = at->next) {
        SL_TRY(take_event(of, member, at, err));
    }
    return SL_OK;
}

/* The details of a child that the agency has taken back: said of each that there might be. */
static enum sl_status
take_purged(struct sl_reading *reading, enum scope scope, struct sl_error *err)
{
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const bool is_value = members[i].use == USE_TEXT || members[i].use == USE_DATE ||
                              members[i].use == USE_CODE || members[i].use == USE_TEXTS;
        const struct sl_fact_value value = { .attribute = members[i].what, .known = SL_WITHDRAWN };
        if (members[i].scope == scope && is_value) {
            SL_TRY(sl_read_add_value(reading->facts, value, err));
        }
    }
    return SL_OK;
}

/*
 * The members of a scope are walked three times, as the values of an entity must stand together:
 * for its dates and id, for its values, and for the events that it holds.
 */
static enum sl_status walk(
    struct subject *subject,
    enum scope scope,
    const struct sl_json_node *node,
    enum pass pass,
    struct sl_error *err
)
{
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct member *member = &members[i];
        const struct sl_json_node *at =
            member->scope == scope ? sl_json_find(node, member->name) : NULL;
        if (at == NULL) {
            continue;
        }
        if (member->use == USE_GROUP) {
            SL_TRY(sl_json_node_want(subject->reading, at, SL_JSON_OBJECT, err));
            if (!is_purged(at)) {
                SL_TRY(walk(subject, member->inside, at, pass, err));
            } else if (pass == PASS_VALUES) {
                SL_TRY(take_purged(subject->reading, member->inside, err));
            }
        } else if (pass == PASS_DATES) {
            SL_TRY(take_date(subject, member, at, err));
        } else if (pass == PASS_VALUES) {
            SL_TRY(take_value(subject, member, at, err));
        } else {
            SL_TRY(take_events(subject, member, at, node, err));
        }
    }
    return SL_OK;
}

static enum sl_status
name_child(struct sl_reading *reading, const struct sl_json_node *id, struct sl_error *err)
{
    struct sl_buf buf;
    if (id == NULL) {
        reading->field = SL_STR("la_child_id");
        return sl_fail(err, SL_INVALID, "the member is missing");
    }
    SL_TRY(check_id(reading, id, CHILD_ID_LIMIT_BYTES, err));
    if (reading->key.len > 0) {
        return SL_OK;
    }
    sl_buf_init(&buf, SL_SPLIT_KEY_LIMIT_BYTES);
    sl_buf_add(&buf, SL_STR("child/"));
    sl_buf_add(&buf, id->text);
    const enum sl_status status = sl_buf_status(&buf, err);
    if (status == SL_OK) {
        reading->key = sl_arena_copy(reading->facts->arena, sl_buf_str(&buf));
    }
    sl_buf_finish(&buf);
    SL_TRY(status);
    return reading->key.ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static enum sl_status read_child(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_json_node *root = NULL;
    SL_TRY(sl_json_tree_read(reading, &root, err));
    const struct sl_json_node *id = sl_json_find(root, SL_STR("la_child_id"));
    SL_TRY(name_child(reading, id, err));
    reading->withdrawn = is_purged(root);
    if (reading->withdrawn) {
        return SL_OK;
    }
    struct subject child = { .reading = reading, .key = reading->key };
    const struct sl_entity person = { .class = SL_PERSON, .key = reading->key };
    const struct sl_fact_value value = { .attribute = SL_ATTRIBUTE_LA_CHILD_ID, .text = id->text };
    SL_TRY(walk(&child, SCOPE_CHILD, root, PASS_DATES, err));
    SL_TRY(sl_facts_entity(reading->facts, person, err));
    SL_TRY(sl_facts_value(reading->facts, value, err));
    SL_TRY(walk(&child, SCOPE_CHILD, root, PASS_VALUES, err));
    return walk(&child, SCOPE_CHILD, root, PASS_EVENTS, err);
}

static enum sl_status open_file(struct sl_splitter *splitter, struct sl_error *err)
{
    SL_TRY(sl_stream_more(&splitter->stream, err));
    const struct sl_str text = sl_str_trim(sl_stream_window(&splitter->stream));
    if (text.len > 0 && text.ptr[0] != '{' && text.ptr[0] != '[') {
        (void)sl_fail(err, SL_INVALID, "'%s' is not a file of dfe-csc-json", splitter->stream.path);
        sl_fail_detail(err, "it does not begin with [ or {");
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status
next_child(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    return sl_json_cut_split(splitter->state, splitter, ret_split, err);
}

/* The longest texts that the schema takes. */
static const struct {
    enum sl_attribute attribute;
    size_t limit;
} lengths[] = {
    {SL_ATTRIBUTE_UPN,         13},
    { SL_ATTRIBUTE_FORMER_UPN, 13},
    { SL_ATTRIBUTE_SEX,        1 },
    { SL_ATTRIBUTE_ETHNICITY,  4 },
    { SL_ATTRIBUTE_DISABILITY, 4 },
    { SL_ATTRIBUTE_POSTCODE,   8 },
    { SL_ATTRIBUTE_SOURCE,     2 },
    { SL_ATTRIBUTE_FACTOR,     3 },
    { SL_ATTRIBUTE_WORKER,     12},
    { SL_ATTRIBUTE_CATEGORY,   3 },
};

static enum sl_status check_lengths(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_facts *facts = context->facts;
    for (size_t i = 0; i < facts->entity_count; i++) {
        const struct sl_entity *entity = &facts->entities[i];
        for (size_t j = 0; j < entity->value_count * (sizeof lengths / sizeof lengths[0]); j++) {
            const struct sl_fact_value *value =
                &facts->values[entity->first_value + j % entity->value_count];
            const size_t row = j / entity->value_count;
            if (value->attribute == lengths[row].attribute &&
                value->text.len > lengths[row].limit) {
                SL_TRY(sl_rule_found(context, entity->key, err));
                break;
            }
        }
    }
    return SL_OK;
}

static const struct sl_rule rules[] = {
    {NAME("csc-length"), NAME("a text is longer than the schema takes"), check_lengths},
};

const struct sl_format sl_format_csc = {
    .name = NAME("dfe-csc-json"),
    .title = NAME("the department's daily data of children's social care"),
    .state_bytes = sizeof(struct sl_json_cut),
    .open = open_file,
    .next = next_child,
    .read = read_child,
    .rules = rules,
    .rule_count = sizeof rules / sizeof rules[0],
};
