/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/fhir_value.h"

#include <stdio.h>

#include "support/support.h"

/* Reads {"x": TEXT} and gives x. */
static const struct sl_json_node *read_value(
    struct sl_arena *arena, struct sl_facts *facts, struct sl_reading *reading, const char *x
)
{
    static struct sl_buf text;
    struct sl_json_node *root = NULL;
    struct sl_error err;
    sl_arena_init(arena, (size_t)1 << 20);
    sl_facts_init(facts, arena);
    sl_buf_init(&text, 4096);
    sl_buf_addf(&text, "{\"x\":%s}", x);
    *reading = (struct sl_reading){ .key = SL_STR("Patient/1"), .facts = facts };
    reading->body = sl_arena_copy(arena, sl_buf_str(&text));
    sl_buf_finish(&text);
    SL_CHECK_OK(sl_json_tree_read(reading, &root, &err), &err);
    return sl_json_find(root, SL_STR("x"));
}

static void test_concepts(void **state)
{
    static const struct {
        const char *concept, *code, *words;
    } rows[] = {
        {"\"text\"",                                                          "",  "text"},
        { "{\"text\":\"t\",\"coding\":[{\"code\":\"c\",\"display\":\"d\"}]}", "c", "t"   },
        { "{\"coding\":[{\"code\":\"c\",\"display\":\"d\"}]}",                "c", "d"   },
        { "{\"coding\":[{\"code\":\"c\"}]}",                                  "c", "c"   },
        { "{\"code\":\"c\",\"display\":\"d\"}",                               "c", "d"   },
        { "{\"coding\":[]}",                                                  "",  ""    },
        { "{\"coding\":{\"code\":\"c\"}}",                                    "",  ""    },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_arena arena;
        struct sl_facts facts;
        struct sl_reading reading;
        const struct sl_json_node *at = read_value(&arena, &facts, &reading, rows[i].concept);
        SL_CHECK_STR(sl_fhir_code(at), rows[i].code);
        SL_CHECK_STR(sl_fhir_words(at), rows[i].words);
        sl_arena_finish(&arena);
    }
}

static void test_references(void **state)
{
    static const struct {
        const char *reference, *key;
    } rows[] = {
        {"Patient/1",                                   "Patient/1" },
        { "https://x.nhs.uk/fhir/Patient/1",            "Patient/1" },
        { "https://x.nhs.uk/fhir/Patient/1/_history/2", "Patient/1" },
        { "urn:uuid:0a-1",                              "Group/0a-1"},
        { "#p1",                                        ""          },
        { "Patient?identifier=1",                       ""          },
        { "1",                                          ""          },
        { "patient/1",                                  ""          },
        { "Patient/",                                   ""          },
        { "",                                           ""          },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_arena arena;
        struct sl_facts facts;
        struct sl_reading reading;
        struct sl_error err;
        struct sl_str key;
        char text[200];
        (void)snprintf(text, sizeof text, "{\"reference\":\"%s\"}", rows[i].reference);
        const struct sl_json_node *at = read_value(&arena, &facts, &reading, text);
        SL_CHECK_OK(sl_fhir_reference(&reading, at, SL_STR("Group"), &key, &err), &err);
        SL_CHECK_STR(key, rows[i].key);
        sl_arena_finish(&arena);
    }
}

static void test_texts(void **state)
{
    (void)state;
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_reading reading;
    struct sl_error err;
    struct sl_str text;
    struct sl_moment start;
    struct sl_moment end;
    const struct sl_json_node *at = read_value(&arena, &facts, &reading, "[\"a\",\"\",\" b \"]");
    SL_CHECK_OK(sl_fhir_join_list(&reading, at, SL_STR(", "), &text, &err), &err);
    SL_CHECK_STR(text, "a, b");
    SL_CHECK_OK(sl_fhir_part_key(&reading, SL_STR("contact"), 12, &text, &err), &err);
    SL_CHECK_STR(text, "Patient/1/contact/12");
    SL_CHECK_STATUS(sl_fhir_period(&reading, at, &start, &end, &err), SL_INVALID);
    sl_arena_finish(&arena);
    at = read_value(&arena, &facts, &reading, "{\"start\":\"2020\",\"end\":\"2021-03\"}");
    SL_CHECK_OK(sl_fhir_period(&reading, at, &start, &end, &err), &err);
    SL_CHECK_U64(start.precision, SL_PRECISION_YEAR);
    SL_CHECK_U64(end.precision, SL_PRECISION_MONTH);
    SL_CHECK_STATUS(sl_fhir_join_list(&reading, at, SL_STR(", "), &text, &err), SL_INVALID);
    const struct sl_entity entity = { .key = reading.key };
    SL_CHECK_OK(sl_facts_entity(&facts, entity, &err), &err);
    SL_CHECK_OK(sl_fhir_add(&reading, SL_ATTRIBUTE_REASON, SL_STR(""), &err), &err);
    SL_CHECK_OK(sl_fhir_add(&reading, SL_ATTRIBUTE_REASON, SL_STR("r"), &err), &err);
    SL_CHECK_U64(facts.value_count, 1);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_concepts),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests_name("fhir_value", tests, NULL, NULL);
}
