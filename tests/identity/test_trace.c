/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/trace.h"

#include <stdio.h>

#include "record/mention_field.h"
#include "support/support.h"

struct fixture {
    struct sl_fold *fold;
    struct sl_arena arena, traced;
    struct sl_buf form, scratch;
    struct sl_facts facts;
    struct sl_trace trace;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    SL_CHECK_OK(sl_fold_open(&fixture.fold, NULL), NULL);
    sl_arena_init(&fixture.arena, (size_t)1 << 22);
    sl_arena_init(&fixture.traced, (size_t)1 << 22);
    sl_buf_init(&fixture.form, 10000);
    sl_buf_init(&fixture.scratch, 10000);
    sl_facts_init(&fixture.facts, &fixture.arena);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_fold_close(fixture->fold);
    sl_arena_finish(&fixture->arena);
    sl_arena_finish(&fixture->traced);
    sl_buf_finish(&fixture->form);
    sl_buf_finish(&fixture->scratch);
    return 0;
}

static void
add(struct fixture *fixture, enum sl_entity_class class, enum sl_event_kind kind, const char *key)
{
    const struct sl_entity entity = { .class = class, .kind = kind, .key = sl_str_from(key) };
    SL_CHECK_OK(sl_facts_entity(&fixture->facts, entity, NULL), NULL);
}

static void say(struct fixture *fixture, enum sl_attribute attribute, const char *text)
{
    SL_CHECK_OK(sl_facts_text(&fixture->facts, attribute, sl_str_from(text), NULL), NULL);
}

static void tie(struct fixture *fixture, const char *from, enum sl_role role, const char *to)
{
    const struct sl_link link = { .from_key = sl_str_from(from),
                                  .to_key = sl_str_from(to),
                                  .role = role };
    SL_CHECK_OK(sl_facts_link(&fixture->facts, link, NULL), NULL);
}

static enum sl_status make(struct fixture *fixture, struct sl_error *err)
{
    const struct sl_tracer tracer = {
        .fold = fixture->fold,
        .form = &fixture->form,
        .scratch = &fixture->scratch,
        .arena = &fixture->traced,
    };
    return sl_trace_make(&tracer, &fixture->facts, 5, &fixture->trace, err);
}

static const struct sl_trace_entity *find(const struct fixture *fixture, const char *key)
{
    for (size_t i = 0; i < fixture->trace.entity_count; i++) {
        if (sl_str_equal(fixture->trace.entities[i].key, sl_str_from(key))) {
            return &fixture->trace.entities[i];
        }
    }
    fail_msg("no entity %s", key);
}

static void every_key_is_there_once(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, SL_PERSON, 0, "p/1");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    add(fixture, SL_EVENT, SL_EVENT_CRIME, "e/1");
    tie(fixture, "p/1", SL_ROLE_VICTIM, "e/1");
    tie(fixture, "p/2", SL_ROLE_MOTHER, "p/1");
    tie(fixture, "e/1", SL_ROLE_HAPPENED_AT, "l/1");
    SL_CHECK_OK(make(fixture, NULL), NULL);
    SL_CHECK_U64(fixture->trace.entity_count, 4);
    SL_CHECK_I64(fixture->trace.person_count, 2);
    const struct sl_trace_entity *child = find(fixture, "p/1");
    SL_CHECK_U64(child->marks, SL_ENTITY_PERSON | SL_ENTITY_DESCRIBED | SL_ENTITY_HAS);
    SL_CHECK_I64(child->hash, sl_entity_hash(5, SL_STR("p/1")));
    SL_CHECK_I64(child->place, 0);
    const struct sl_trace_said *first = &fixture->trace.said[child->said];
    SL_CHECK_STR(first->said.second, "Hall");
    SL_CHECK_STR(fixture->trace.said[first->next].said.first, "07700 900123");
    SL_CHECK_U64(fixture->trace.said[first->next].next, SL_TRACE_NONE);
    SL_CHECK_U64(find(fixture, "p/2")->marks, SL_ENTITY_PERSON);
    SL_CHECK_I64(find(fixture, "p/2")->place, 1);
    SL_CHECK_U64(find(fixture, "e/1")->marks, SL_ENTITY_HAS);
    SL_CHECK_U64(find(fixture, "l/1")->marks, 0);
    SL_CHECK_U64(fixture->trace.relation_count, 1);
    SL_CHECK_U64(fixture->trace.relations[0].role, SL_ROLE_MOTHER);
    SL_CHECK_U64(fixture->trace.node_count, 1);
    SL_CHECK_STR(fixture->trace.nodes[0].form, "07700900123");
}

static void check_adopted(
    struct fixture *fixture,
    enum sl_event_kind kind,
    enum sl_attribute attribute,
    const char *code,
    bool expected
)
{
    sl_arena_reset(&fixture->arena);
    sl_facts_init(&fixture->facts, &fixture->arena);
    add(fixture, SL_EVENT, kind, "e/1");
    say(fixture, attribute, code);
    tie(fixture, "p/1", SL_ROLE_SUBJECT, "e/1");
    tie(fixture, "p/2", SL_ROLE_PROFESSIONAL, "e/1");
    SL_CHECK_OK(make(fixture, NULL), NULL);
    const unsigned adopted = expected ? SL_ENTITY_ADOPTED : 0;
    SL_CHECK_U64(find(fixture, "p/1")->marks, SL_ENTITY_PERSON | adopted);
    SL_CHECK_U64(find(fixture, "p/2")->marks, SL_ENTITY_PERSON);
}

static void adoptions_are_seen(void **state)
{
    struct fixture *fixture = *state;
    check_adopted(fixture, SL_EVENT_PLACEMENT, SL_ATTRIBUTE_OUTCOME, "E11", true);
    check_adopted(fixture, SL_EVENT_LEGAL_STATUS, SL_ATTRIBUTE_OUTCOME, "E12", true);
    check_adopted(fixture, SL_EVENT_REFERRAL, SL_ATTRIBUTE_REASON, "RC1", true);
    check_adopted(fixture, SL_EVENT_PLACEMENT, SL_ATTRIBUTE_OUTCOME, "E13", false);
    check_adopted(fixture, SL_EVENT_PLACEMENT, SL_ATTRIBUTE_REASON, "E11", false);
    check_adopted(fixture, SL_EVENT_REFERRAL, SL_ATTRIBUTE_REASON, "RC7", false);
    check_adopted(fixture, SL_EVENT_CRIME, SL_ATTRIBUTE_OUTCOME, "E11", false);
    check_adopted(fixture, SL_EVENT_ADOPTION, SL_ATTRIBUTE_COUNT, "2", true);
    check_adopted(fixture, SL_EVENT_ADOPTION, SL_ATTRIBUTE_REASON, "RD1", false);
    check_adopted(fixture, SL_EVENT_LEGAL_STATUS, SL_ATTRIBUTE_CODE, "E1", false);
}

static enum sl_status count_said(void *context, const struct sl_said *said, struct sl_error *err)
{
    (void)said;
    (void)err;
    *(int *)context += 1;
    return SL_OK;
}

static void one_person_can_be_asked_for(void **state)
{
    struct fixture *fixture = *state;
    int count = 0;
    add(fixture, SL_PERSON, 0, "child/4711");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    add(fixture, SL_PERSON, 0, "child/4712");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    SL_CHECK_OK(
        sl_trace_person(&fixture->facts, SL_STR("child/4711"), count_said, &count, NULL), NULL
    );
    assert_int_equal(count, 1);
}

static void too_many_persons_are_refused(void **state)
{
    struct fixture *fixture = *state;
    char keys[SL_MENTION_PER_RECORD + 1][16];
    for (size_t i = 0; i <= SL_MENTION_PER_RECORD; i++) {
        (void)snprintf(keys[i], sizeof(keys[i]), "p/%zu", i);
        add(fixture, SL_PERSON, 0, keys[i]);
        if (i + 1 == SL_MENTION_PER_RECORD) {
            SL_CHECK_OK(make(fixture, NULL), NULL);
        }
    }
    SL_CHECK_STATUS(make(fixture, NULL), SL_LIMIT);
}

static enum sl_status make_anew(void *context)
{
    struct fixture *fixture = context;
    sl_arena_init(&fixture->traced, (size_t)1 << 22);
    sl_buf_init(&fixture->form, 10000);
    sl_buf_init(&fixture->scratch, 10000);
    const enum sl_status status = make(fixture, NULL);
    sl_arena_finish(&fixture->traced);
    sl_buf_finish(&fixture->form);
    sl_buf_finish(&fixture->scratch);
    return status;
}

static void memory_may_run_out(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, SL_PERSON, 0, "p/1");
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "1 High Street");
    tie(fixture, "p/2", SL_ROLE_MOTHER, "p/1");
    assert_true(sl_test_failing_allocations(make_anew, fixture) > 2);
}

int main(void)
{
#define TRACE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TRACE_TEST(every_key_is_there_once),     TRACE_TEST(adoptions_are_seen),
        TRACE_TEST(one_person_can_be_asked_for), TRACE_TEST(too_many_persons_are_refused),
        TRACE_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
