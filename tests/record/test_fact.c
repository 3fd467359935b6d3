/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fact.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/support.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 20)

static struct sl_entity person(const char *key)
{
    return (struct sl_entity){ .class = SL_PERSON, .key = sl_str_from(key) };
}

static void test_a_record_is_told(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_error err = { .status = SL_OK };
    (void)state;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    sl_facts_init(&facts, &arena);
    SL_CHECK_U64(arena.used_bytes, 0);

    SL_CHECK_OK(sl_facts_entity(&facts, person("child/1"), &err), &err);
    SL_CHECK_OK(sl_facts_text(&facts, SL_ATTRIBUTE_GIVEN_NAME, SL_STR(" Ada\r\n"), &err), &err);
    SL_CHECK_OK(sl_facts_text(&facts, SL_ATTRIBUTE_SURNAME, SL_STR("  "), &err), &err);
    const struct sl_entity assessment = {
        .class = SL_EVENT,
        .kind = SL_EVENT_ASSESSMENT,
        .key = SL_STR("child/1/assessment/2022-10-06"),
        .start = sl_moment_of_day(19271),
        .first_value = 77, /* whatever stands here is put right */
        .value_count = 77,
    };
    SL_CHECK_OK(sl_facts_entity(&facts, assessment, &err), &err);
    const struct sl_fact_value refused = { .attribute = SL_ATTRIBUTE_FACTOR,
                                           .known = SL_REFUSED,
                                           .text = SL_STR(" REFU ") };
    SL_CHECK_OK(sl_facts_value(&facts, refused, &err), &err);
    const struct sl_link link = {
        .from_key = SL_STR("child/1"),
        .to_key = assessment.key,
        .role = SL_ROLE_SUBJECT,
    };
    SL_CHECK_OK(sl_facts_link(&facts, link, &err), &err);

    SL_CHECK_U64(facts.entity_count, 2);
    SL_CHECK_U64(facts.value_count, 3);
    SL_CHECK_U64(facts.link_count, 1);
    SL_CHECK_U64(facts.entities[0].first_value, 0);
    SL_CHECK_U64(facts.entities[0].value_count, 2);
    SL_CHECK_U64(facts.entities[1].first_value, 2);
    SL_CHECK_U64(facts.entities[1].value_count, 1);
    const struct sl_fact_value *given =
        sl_facts_find(&facts, &facts.entities[0], SL_ATTRIBUTE_GIVEN_NAME);
    SL_CHECK_STR(given->text, "Ada");
    SL_CHECK_U64(given->known, SL_KNOWN);
    const struct sl_fact_value *surname =
        sl_facts_find(&facts, &facts.entities[0], SL_ATTRIBUTE_SURNAME);
    SL_CHECK_STR(surname->text, "");
    SL_CHECK_U64(surname->known, SL_NOT_RECORDED);
    const struct sl_fact_value *factor =
        sl_facts_find(&facts, &facts.entities[1], SL_ATTRIBUTE_FACTOR);
    SL_CHECK_STR(factor->text, "REFU");
    SL_CHECK_U64(factor->known, SL_REFUSED);
    assert_null(sl_facts_find(&facts, &facts.entities[0], SL_ATTRIBUTE_FACTOR));
    assert_null(sl_facts_find(&facts, &facts.entities[1], SL_ATTRIBUTE_SURNAME));
    sl_arena_finish(&arena);
}

static void test_keys_are_never_empty(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_link link = { .from_key = SL_STR("child/1"), .role = SL_ROLE_TWIN };
    (void)state;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    sl_facts_init(&facts, &arena);
    SL_CHECK_STATUS(sl_facts_entity(&facts, person(""), NULL), SL_INVALID);
    SL_CHECK_STATUS(sl_facts_link(&facts, link, NULL), SL_INVALID);
    link.to_key = link.from_key;
    link.from_key.len = 0;
    SL_CHECK_STATUS(sl_facts_link(&facts, link, NULL), SL_INVALID);
    SL_CHECK_U64(facts.entity_count + facts.link_count, 0);
    sl_arena_finish(&arena);
}

/* Many entities, each with its number as a value and a link to the one before it. */
static enum sl_status tell_many(struct sl_facts *facts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "%zu", i);
        const struct sl_str key = sl_arena_copy(facts->arena, sl_str_from(text));
        if (key.ptr == NULL) {
            return SL_NO_MEMORY;
        }
        struct sl_entity entity = person("x");
        entity.key = key;
        SL_TRY(sl_facts_entity(facts, entity, NULL));
        for (size_t k = 0; k < i % 4; k++) {
            SL_TRY(sl_facts_text(facts, SL_ATTRIBUTE_OTHER_ID, key, NULL));
        }
        const struct sl_link link = { .from_key = key, .to_key = key, .role = SL_ROLE_RELATIVE };
        SL_TRY(sl_facts_link(facts, link, NULL));
    }
    return SL_OK;
}

static void check_many(const struct sl_facts *facts, size_t count)
{
    SL_CHECK_U64(facts->entity_count, count);
    SL_CHECK_U64(facts->link_count, count);
    for (size_t i = 0; i < count; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "%zu", i);
        const struct sl_entity *entity = &facts->entities[i];
        SL_CHECK_STR(entity->key, text);
        SL_CHECK_STR(facts->links[i].to_key, text);
        SL_CHECK_U64(entity->value_count, i % 4);
        for (size_t k = 0; k < entity->value_count; k++) {
            SL_CHECK_STR(facts->values[entity->first_value + k].text, text);
        }
    }
}

/* Arrays that grow keep what they hold, and an arena that is reset serves the next record. */
static void test_arrays_grow(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    (void)state;
    sl_arena_init(&arena, (size_t)16 << 20);
    for (size_t count = 0; count < 3000; count = count * 3 + 1) {
        sl_arena_reset(&arena);
        sl_facts_init(&facts, &arena);
        SL_CHECK_STATUS(tell_many(&facts, count), SL_OK);
        check_many(&facts, count);
    }
    sl_arena_finish(&arena);
}

/* A record that says too much fails, and what was told before stays whole. */
static void test_an_arena_that_is_full(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    (void)state;
    sl_arena_init(&arena, 20000);
    sl_facts_init(&facts, &arena);
    SL_CHECK_STATUS(tell_many(&facts, 1000), SL_NO_MEMORY);
    assert_true(facts.entity_count > 8);
    for (size_t i = 0; i < facts.entity_count; i++) {
        assert_true(facts.entities[i].key.len > 0);
        assert_true(
            facts.entities[i].first_value + facts.entities[i].value_count <= facts.value_count
        );
    }
    sl_arena_finish(&arena);
}

static enum sl_status tell_in_fresh_arena(void *context)
{
    struct sl_arena arena;
    struct sl_facts facts;
    (void)context;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    sl_facts_init(&facts, &arena);
    const enum sl_status status = tell_many(&facts, 100);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(tell_in_fresh_arena, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_record_is_told), cmocka_unit_test(test_keys_are_never_empty),
        cmocka_unit_test(test_arrays_grow),      cmocka_unit_test(test_an_arena_that_is_full),
        cmocka_unit_test(test_failing_memory),
    };
    return cmocka_run_group_tests_name("record/fact", tests, NULL, NULL);
}
