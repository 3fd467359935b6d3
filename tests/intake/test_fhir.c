/* SPDX-License-Identifier: Apache-2.0 */
#include "shown.h"

static void check_resources(const char *bytes, const char *expected)
{
    check_shown("fhir-r4", sl_str_from(bytes), expected);
}

static void test_shapes(void **state)
{
    (void)state;
    /* One resource a line: a broken one costs its line. */
    check_resources(
        "{\"resourceType\":\"Patient\",\"id\":\"1\"\n"
        "{\"resourceType\":\"Patient\",\"id\":\"2\"}\n",
        "reject 1:35 id: a comma or the end is missing\n"
        "Patient/2 @2\n  person Patient/2\n"
    );
    /* A Bundle, with what changed when; another type is kept without facts. */
    check_resources(
        "{\"resourceType\": \"Bundle\", \"type\": \"collection\", \"entry\": [\n"
        "  {\"fullUrl\": \"urn:uuid:1\", \"resource\": {\"resourceType\": \"Patient\",\n"
        "    \"id\": \"1\", \"meta\": {\"versionId\": \"3\",\n"
        "    \"lastUpdated\": \"2024-07-01T10:00:00.123+01:00\"}}},\n"
        "  {\"resource\": {\"resourceType\": \"Medication\", \"id\": \"m.1\"}},\n"
        "  {\"resource\": {\"resourceType\": \"Flag\", \"id\": \"f\",\n"
        "    \"status\": \"entered-in-error\"}}\n"
        "]}\n",
        "Patient/1 @2 changed 2024-07-01T10:00:00\n  person Patient/1\n"
        "Medication/m.1 @5\n"
        "Flag/f @6 withdrawn\n"
    );
    check_resources(
        "{\n \"resourceType\": \"Patient\",\n \"id\": \"1\"\n}\n",
        "Patient/1 @1\n  person Patient/1\n"
    );
    check_resources(
        "[{\"resourceType\":\"Patient\",\"id\":\"1\"}]", "Patient/1 @1\n  person Patient/1\n"
    );
    check_resources("", "");
}

static void test_rejects(void **state)
{
    (void)state;
    check_resources(
        "{\"id\":\"1\"}\n"
        "{\"resourceType\":\"Patient\"}\n"
        "{\"resourceType\":\"Patient\",\"id\":\"a\\nb\"}\n"
        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"birthDate\":\"2010-02-30\"}\n"
        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"name\":\"Ann\"}\n"
        "{\"resourceType\":\"Bundle\",\"id\":\"1\"}\n"
        "{\"resourceType\":\"Flag\",\"id\":\"1\",\"period\":{\"start\":7}}\n"
        "7\n",
        "reject 1:0 resourceType: the member is missing\n"
        "reject 2:0 id: the member is missing\n"
        "reject 3:0 id: the text has a control character\n"
        "reject 4:48 birthDate: '2010-02-30' is not a date or time written YYYY-MM-DD or "
        "YYYY-MM-DDTHH:MM\n"
        "reject 5:43 name: a list is wanted, not a text\n"
        "reject 6:0 resourceType: a Bundle stands where one resource is wanted\n"
        "reject 7:51 start: a text is wanted, not a number\n"
        "reject 8:1 : an object is wanted, not a number\n"
    );
    struct sl_test_folder folder;
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "in", SL_STR("<Bundle/>"));
    SL_CHECK_STATUS(
        sl_splitter_open(sl_format_find(SL_STR("fhir-r4")), path, &splitter, &err), SL_INVALID
    );
    sl_test_folder_close(&folder);
}

static void test_location(void **state)
{
    (void)state;
    check_resources(
        "{\"resourceType\":\"Location\",\"id\":\"ae\",\"name\":\"Emergency department\","
        "\"address\":{\"line\":[\"1 High Street\"],\"city\":\"Bury\",\"postalCode\":\"BL9 0AA\"}}",
        "Location/ae @1\n"
        "  location place Location/ae\n"
        "    place_name Emergency department\n"
        "    address 1 High Street, Bury\n"
        "    postcode BL9 0AA\n"
    );
}

/* The rules that a resource breaks, each with a blank behind it. */
static void check_rules(const char *body, const char *expected)
{
    const struct sl_format *format = sl_format_find(SL_STR("fhir-r4"));
    const struct sl_str text = sl_str_from(body);
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_buf shown;
    struct sl_error err;
    sl_arena_init(&arena, (size_t)1 << 20);
    sl_facts_init(&facts, &arena);
    sl_buf_init(&shown, 4096);
    struct sl_findings findings = { .arena = &arena };
    SL_CHECK_OK(sl_format_read(format, SL_STR(""), SL_STR("X/1"), text, &facts, &err), &err);
    SL_CHECK_OK(sl_format_check(format, SL_STR(""), &facts, &findings, &err), &err);
    for (size_t i = 0; i < findings.count; i++) {
        sl_buf_addf(&shown, "%.*s ", SL_STR_ARG(findings.items[i].rule));
    }
    SL_CHECK_STR(sl_buf_str(&shown), expected);
    sl_buf_finish(&shown);
    sl_arena_finish(&arena);
}

#define NUMBER(digits)                                                        \
    "{\"resourceType\":\"Patient\",\"id\":\"1\",\"identifier\":[{\"system\":" \
    "\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"" digits "\"}]}"

/* 943 476 5919 is the example of the NHS Data Dictionary. */
static void test_rules(void **state)
{
    (void)state;
    check_rules(NUMBER("9434765919"), "");
    check_rules(NUMBER("943 476 5919"), "");
    check_rules(NUMBER(""), "");
    check_rules(NUMBER("9434765918"), "fhir-nhs-number ");
    check_rules(NUMBER("94347659190"), "fhir-nhs-number ");
    check_rules("{\"resourceType\":\"Flag\",\"id\":\"1\"}", "fhir-subject ");
    check_rules(
        "{\"resourceType\":\"Flag\",\"id\":\"1\",\"subject\":{\"reference\":\"Patient/1\"}}", ""
    );
    check_rules("{\"resourceType\":\"Medication\",\"id\":\"1\"}", "fhir-no-facts ");
}

static void test_memory(void **state)
{
    (void)state;
    check_failing_allocations(
        "fhir-r4",
        SL_STR(
            "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\","
            "\"id\":\"1\",\"name\":[{\"given\":[\"Ann\",\"Eve\"]}]}}]}"
        )
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),   cmocka_unit_test(test_rejects),
        cmocka_unit_test(test_location), cmocka_unit_test(test_rules),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("fhir", tests, NULL, NULL);
}
