/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Elements: Department for Education, Children in need census, technical specifications of the
 * collections 2020 to 2021 until 2025 to 2026.
 */
#include <string.h>

#include "base/utf8.h"
#include "intake/child_part.h"
#include "intake/cin_rules.h"
#include "intake/key.h"
#include "intake/xml_cut.h"
#include "intake/xml_read.h"
#include "record/code_list.h"

#define HEADER_LIMIT_BYTES ((size_t)64 << 10)

/* Entities of one child; more reject the record. */

#define NAME(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* What an element stands in. */
enum scope {
    SCOPE_CHILD,
    SCOPE_REFERRAL,
    SCOPE_ASSESSMENT,
    SCOPE_NEED_PLAN,
    SCOPE_SECTION_47,
    SCOPE_PROTECTION_PLAN,
    SCOPE_PRE_PROCEEDINGS,
};

enum use {
    USE_ID,     /* names the child */
    USE_GROUP,  /* holds elements of the same scope */
    USE_EVENT,  /* holds elements of a scope of its own */
    USE_MOMENT, /* a date that is an event */
    USE_START,  /* a date: the event begins, and its key ends in it */
    USE_END,
    USE_DATE, /* a date that is a value */
    USE_TEXT,
    USE_CODE,
    USE_NO_UPN, /* a code that says why there is no number */
};

/* clang-format off */
static const struct element {
    enum scope scope;
    struct sl_str name;
    enum use use;
    unsigned what; /* enum sl_attribute, or enum sl_event_kind of an event */
    enum sl_code_list_id list;
    enum scope inside; /* of an event */
} elements[] = {
    { SCOPE_CHILD, NAME("ChildIdentifiers"), USE_GROUP, 0, 0, 0 },
    { SCOPE_CHILD, NAME("LAchildID"), USE_ID, 0, 0, 0 },
    { SCOPE_CHILD, NAME("UPN"), USE_TEXT, SL_ATTRIBUTE_UPN, 0, 0 },
    { SCOPE_CHILD, NAME("FormerUPN"), USE_TEXT, SL_ATTRIBUTE_FORMER_UPN, 0, 0 },
    { SCOPE_CHILD, NAME("UPNunknown"), USE_NO_UPN, SL_ATTRIBUTE_UPN, 0, 0 },
    { SCOPE_CHILD, NAME("PersonBirthDate"), USE_DATE, SL_ATTRIBUTE_BIRTH_DATE, 0, 0 },
    { SCOPE_CHILD, NAME("ExpectedPersonBirthDate"), USE_DATE, SL_ATTRIBUTE_EXPECTED_BIRTH_DATE, 0,
      0 },
    /* Until the collection of 2023, and from that of 2024 on. */
    { SCOPE_CHILD, NAME("GenderCurrent"), USE_TEXT, SL_ATTRIBUTE_GENDER, 0, 0 },
    { SCOPE_CHILD, NAME("Sex"), USE_TEXT, SL_ATTRIBUTE_SEX, 0, 0 },
    { SCOPE_CHILD, NAME("PersonDeathDate"), USE_DATE, SL_ATTRIBUTE_DEATH_DATE, 0, 0 },
    { SCOPE_CHILD, NAME("ChildCharacteristics"), USE_GROUP, 0, 0, 0 },
    { SCOPE_CHILD, NAME("Ethnicity"), USE_CODE, SL_ATTRIBUTE_ETHNICITY, SL_CODES_ETHNICITY, 0 },
    { SCOPE_CHILD, NAME("Disabilities"), USE_GROUP, 0, 0, 0 },
    { SCOPE_CHILD, NAME("Disability"), USE_TEXT, SL_ATTRIBUTE_DISABILITY, 0, 0 },
    { SCOPE_CHILD, NAME("CINdetails"), USE_EVENT, SL_EVENT_REFERRAL, 0, SCOPE_REFERRAL },
    { SCOPE_REFERRAL, NAME("CINreferralDate"), USE_START, 0, 0, 0 },
    { SCOPE_REFERRAL, NAME("ReferralSource"), USE_TEXT, SL_ATTRIBUTE_SOURCE, 0, 0 },
    { SCOPE_REFERRAL, NAME("PrimaryNeedCode"), USE_TEXT, SL_ATTRIBUTE_NEED, 0, 0 },
    { SCOPE_REFERRAL, NAME("CINclosureDate"), USE_END, 0, 0, 0 },
    { SCOPE_REFERRAL, NAME("ReasonForClosure"), USE_TEXT, SL_ATTRIBUTE_REASON, 0, 0 },
    { SCOPE_REFERRAL, NAME("ReferralNFA"), USE_TEXT, SL_ATTRIBUTE_NO_FURTHER_ACTION, 0, 0 },
    { SCOPE_REFERRAL, NAME("DateOfInitialCPC"), USE_MOMENT, SL_EVENT_CONFERENCE, 0, 0 },
    { SCOPE_REFERRAL, NAME("Assessments"), USE_EVENT, SL_EVENT_ASSESSMENT, 0, SCOPE_ASSESSMENT },
    { SCOPE_ASSESSMENT, NAME("AssessmentActualStartDate"), USE_START, 0, 0, 0 },
    /* Until the collection of 2023. */
    { SCOPE_ASSESSMENT, NAME("AssessmentInternalReviewDate"), USE_DATE, SL_ATTRIBUTE_REVIEW_DATE,
      0, 0 },
    { SCOPE_ASSESSMENT, NAME("AssessmentAuthorisationDate"), USE_END, 0, 0, 0 },
    { SCOPE_ASSESSMENT, NAME("FactorsIdentifiedAtAssessment"), USE_GROUP, 0, 0, 0 },
    { SCOPE_ASSESSMENT, NAME("AssessmentFactors"), USE_TEXT, SL_ATTRIBUTE_FACTOR, 0, 0 },
    { SCOPE_REFERRAL, NAME("CINPlanDates"), USE_EVENT, SL_EVENT_NEED_PLAN, 0, SCOPE_NEED_PLAN },
    { SCOPE_NEED_PLAN, NAME("CINPlanStartDate"), USE_START, 0, 0, 0 },
    { SCOPE_NEED_PLAN, NAME("CINPlanEndDate"), USE_END, 0, 0, 0 },
    { SCOPE_REFERRAL, NAME("Section47"), USE_EVENT, SL_EVENT_SECTION_47, 0, SCOPE_SECTION_47 },
    { SCOPE_SECTION_47, NAME("S47ActualStartDate"), USE_START, 0, 0, 0 },
    { SCOPE_SECTION_47, NAME("InitialCPCtarget"), USE_DATE, SL_ATTRIBUTE_TARGET_DATE, 0, 0 },
    { SCOPE_SECTION_47, NAME("DateOfInitialCPC"), USE_MOMENT, SL_EVENT_CONFERENCE, 0, 0 },
    { SCOPE_SECTION_47, NAME("ICPCnotRequired"), USE_TEXT, SL_ATTRIBUTE_NO_FURTHER_ACTION, 0, 0 },
    { SCOPE_REFERRAL, NAME("ChildProtectionPlans"), USE_EVENT, SL_EVENT_PROTECTION_PLAN, 0,
      SCOPE_PROTECTION_PLAN },
    { SCOPE_PROTECTION_PLAN, NAME("CPPstartDate"), USE_START, 0, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("CPPendDate"), USE_END, 0, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("InitialCategoryOfAbuse"), USE_TEXT, SL_ATTRIBUTE_CATEGORY, 0,
      0 },
    { SCOPE_PROTECTION_PLAN, NAME("LatestCategoryOfAbuse"), USE_TEXT,
      SL_ATTRIBUTE_LATEST_CATEGORY, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("NumberOfPreviousCPP"), USE_TEXT, SL_ATTRIBUTE_COUNT, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("Reviews"), USE_GROUP, 0, 0, 0 },
    { SCOPE_PROTECTION_PLAN, NAME("CPPreviewDate"), USE_MOMENT, SL_EVENT_PLAN_REVIEW, 0, 0 },
    /* From the collection of 2026 on. */
    { SCOPE_REFERRAL, NAME("PreProceedingsandFGDM"), USE_EVENT, SL_EVENT_PRE_PROCEEDINGS, 0,
      SCOPE_PRE_PROCEEDINGS },
    { SCOPE_PRE_PROCEEDINGS, NAME("PPStartDate"), USE_START, 0, 0, 0 },
    { SCOPE_PRE_PROCEEDINGS, NAME("FGDMMeetingOffer"), USE_TEXT, SL_ATTRIBUTE_OFFERED, 0, 0 },
    { SCOPE_PRE_PROCEEDINGS, NAME("FGDMMeetingFac"), USE_TEXT, SL_ATTRIBUTE_ACCEPTED, 0, 0 },
    { SCOPE_PRE_PROCEEDINGS, NAME("ReviewMeetingsCount"), USE_TEXT, SL_ATTRIBUTE_COUNT, 0, 0 },
    { SCOPE_PRE_PROCEEDINGS, NAME("StepDecisionDate"), USE_END, 0, 0, 0 },
    { SCOPE_PRE_PROCEEDINGS, NAME("PPOutcome"), USE_TEXT, SL_ATTRIBUTE_OUTCOME, 0, 0 },
};
/* clang-format on */

#define ELEMENT_COUNT (sizeof elements / sizeof elements[0])

/* What a walk over the elements of one scope is for. */
enum pass { PASS_DATES, PASS_VALUES, PASS_EVENTS };

/* An event under way, or the child. */
struct subject {
    struct sl_reading *reading;
    enum scope scope;
    struct sl_str key; /* of the event; of the child once its id has been met */
    struct sl_moment start, end;
};

static const struct element *find_element(enum scope scope, struct sl_str name)
{
    for (size_t i = 0; i < ELEMENT_COUNT; i++) {
        if (elements[i].scope == scope && sl_str_equal(elements[i].name, name)) {
            return &elements[i];
        }
    }
    return NULL;
}

static enum sl_status
want_date(const struct sl_xml_node *node, struct sl_moment *ret_moment, struct sl_error *err)
{
    *ret_moment = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    return node->text.len == 0 ? SL_OK : sl_moment_parse(node->text, ret_moment, err);
}

/* Begin an event of the child, or of what it is part of. */
static enum sl_status begin_event(
    struct subject *of, const struct element *element, struct subject *event, struct sl_error *err
)
{
    const struct sl_child_part part = {
        .of_key = of->scope == SCOPE_CHILD ? of->reading->key : of->key,
        .start = event->start,
        .end = event->end,
        .kind = element->what,
    };
    return sl_child_part_begin(of->reading, &part, &event->key, err);
}

static enum sl_status take_date(
    struct subject *subject,
    const struct element *element,
    const struct sl_xml_node *node,
    struct sl_error *err
)
{
    struct sl_moment moment;
    if (element->use == USE_START || element->use == USE_END || element->use == USE_DATE ||
        element->use == USE_MOMENT) {
        SL_TRY(want_date(node, &moment, err));
        if (element->use == USE_START) {
            subject->start = moment;
        } else if (element->use == USE_END) {
            subject->end = moment;
        }
    }
    if (element->use == USE_ID) {
        subject->key = node->text;
        return sl_key_check(node->text, err);
    }
    return SL_OK;
}

static enum sl_status take_value(
    struct subject *subject,
    const struct element *element,
    const struct sl_xml_node *node,
    struct sl_error *err
)
{
    struct sl_fact_value value = { .attribute = element->what, .text = node->text };
    if (element->use == USE_CODE) {
        value.known = sl_code_known(element->list, node->text);
    } else if (element->use == USE_NO_UPN || node->text.len == 0) {
        value.known = SL_NOT_RECORDED;
    } else if (element->use != USE_TEXT && element->use != USE_DATE) {
        return SL_OK;
    }
    if (element->use != USE_CODE && element->use != USE_TEXT && element->use != USE_DATE &&
        element->use != USE_NO_UPN) {
        return SL_OK;
    }
    return sl_facts_value(subject->reading->facts, value, err);
}

static enum sl_status
walk(struct subject *subject, const struct sl_xml_node *node, enum pass pass, struct sl_error *err);

/* An element that is an event of its own, with all that it holds. */
static enum sl_status take_event(
    struct subject *subject,
    const struct element *element,
    const struct sl_xml_node *node,
    struct sl_error *err
)
{
    struct subject event = { .reading = subject->reading, .scope = element->inside };
    if (element->use == USE_MOMENT) {
        if (node->text.len == 0) {
            return SL_OK;
        }
        SL_TRY(want_date(node, &event.start, err));
        return begin_event(subject, element, &event, err);
    }
    SL_TRY(walk(&event, node, PASS_DATES, err));
    SL_TRY(begin_event(subject, element, &event, err));
    SL_TRY(walk(&event, node, PASS_VALUES, err));
    return walk(&event, node, PASS_EVENTS, err);
}

/*
 * The elements of a scope are walked three times, as the values of an entity must stand together:
 * for its dates and key, for its values, and for the events that it holds.
 */
static enum sl_status
walk(struct subject *subject, const struct sl_xml_node *node, enum pass pass, struct sl_error *err)
{
    for (const struct sl_xml_node *at = node->first; at != NULL; at = at->next) {
        const struct element *element = find_element(subject->scope, at->name);
        if (element == NULL) {
            continue;
        }
        subject->reading->field = element->name;
        subject->reading->line = at->line;
        if (element->use == USE_GROUP) {
            SL_TRY(walk(subject, at, pass, err));
        } else if (pass == PASS_DATES) {
            SL_TRY(take_date(subject, element, at, err));
        } else if (pass == PASS_VALUES) {
            SL_TRY(take_value(subject, element, at, err));
        } else if (element->use == USE_EVENT || element->use == USE_MOMENT) {
            SL_TRY(take_event(subject, element, at, err));
        }
    }
    return SL_OK;
}

static enum sl_status name_child(struct subject *child, struct sl_error *err)
{
    struct sl_buf buf;
    if (child->key.len == 0) {
        child->reading->field = SL_STR("LAchildID");
        child->reading->line = 0;
        return sl_fail(err, SL_INVALID, "the element is missing");
    }
    sl_buf_init(&buf, SL_SPLIT_KEY_ROOM_BYTES);
    sl_buf_add(&buf, SL_STR("child/"));
    sl_buf_add(&buf, child->key);
    const enum sl_status status = sl_buf_status(&buf, err);
    if (status == SL_OK) {
        child->reading->key = sl_arena_copy(child->reading->facts->arena, sl_buf_str(&buf));
    }
    sl_buf_finish(&buf);
    SL_TRY(status);
    return child->reading->key.ptr == NULL ? sl_fail_memory(err)
                                           : sl_key_check(child->reading->key, err);
}

static enum sl_status read_child(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_facts *facts = reading->facts;
    struct subject child = { .reading = reading, .scope = SCOPE_CHILD };
    struct sl_xml_node *root = NULL;
    size_t line = 0;
    const enum sl_status status = sl_xml_read(reading->body, facts->arena, &root, &line, err);
    reading->line = line;
    SL_TRY(status);
    SL_TRY(walk(&child, root, PASS_DATES, err));
    if (reading->key.len == 0 || child.key.len == 0) {
        SL_TRY(name_child(&child, err));
    }
    const struct sl_entity person = { .class = SL_PERSON, .key = reading->key };
    SL_TRY(sl_facts_entity(facts, person, err));
    const struct sl_fact_value id = { .attribute = SL_ATTRIBUTE_LA_CHILD_ID, .text = child.key };
    SL_TRY(sl_facts_value(facts, id, err));
    SL_TRY(walk(&child, root, PASS_VALUES, err));
    return walk(&child, root, PASS_EVENTS, err);
}

/* A splitter's state. */
struct state {
    struct sl_xml_cut cut;
    struct sl_buf header;
};

/* What all children share: the Header element as it stands, or nothing if there is none. */
static void keep_header(struct sl_buf *before)
{
    const struct sl_str text = sl_buf_str(before);
    const size_t first = sl_str_find(text, SL_STR("<Header"));
    const size_t end = sl_str_find(text, SL_STR("</Header>"));
    if (first < end && end < text.len) {
        const size_t len = end + 9 - first;
        memmove(before->ptr, before->ptr + first, len);
        sl_buf_cut(before, len);
        return;
    }
    sl_buf_clear(before);
}

static enum sl_status open_file(struct sl_splitter *splitter, struct sl_error *err)
{
    struct state *state = splitter->state;
    state->cut = (struct sl_xml_cut){ .name = SL_STR("Child") };
    sl_buf_init(&state->header, HEADER_LIMIT_BYTES);
    SL_TRY(sl_xml_cut_open(&state->cut, &splitter->stream, SL_STR("Message"), &state->header, err));
    if (sl_utf8_check(sl_buf_str(&state->header)) < state->header.len) {
        return sl_fail(err, SL_UNSUPPORTED, "'%s' is not UTF-8", splitter->stream.path);
    }
    keep_header(&state->header);
    return SL_OK;
}

static enum sl_status
next_child(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    struct state *state = splitter->state;
    return sl_xml_cut_split(&state->cut, splitter, sl_buf_str(&state->header), ret_split, err);
}

static void close_file(struct sl_splitter *splitter)
{
    struct state *state = splitter->state;
    sl_buf_finish(&state->header);
}

const struct sl_format sl_format_cin_xml = {
    .name = NAME("cin-xml"),
    .title = NAME("children in need census, collections 2021 to 2026"),
    .state_bytes = sizeof(struct state),
    .open = open_file,
    .next = next_child,
    .close = close_file,
    .read = read_child,
    .rules = sl_cin_rules,
    .rule_count = SL_CIN_RULE_COUNT,
};
