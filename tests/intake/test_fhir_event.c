/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/fhir_event.h"

#include <stdio.h>

#include "shown.h"

#define SUBJECT "\"subject\":{\"reference\":\"Patient/1\"},"

static void check_event(const char *bytes, const char *expected)
{
    check_shown("fhir-r4", sl_str_from(bytes), expected);
}

static void test_types(void **state)
{
    static const char *const names[] = {
        "Encounter", "Flag", "Condition", "Observation", "Appointment"
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_true(sl_fhir_is_event(sl_str_from(names[i])));
    }
    assert_false(sl_fhir_is_event(SL_STR("Patient")));
}

static void test_encounter(void **state)
{
    (void)state;
    check_event(
        "{\"resourceType\":\"Encounter\",\"id\":\"e\"," SUBJECT
        "\"status\":\"finished\",\"class\":{\"code\":\"EMER\"},"
        "\"period\":{\"start\":\"2024-01-02T22:10:00Z\",\"end\":\"2024-01-03\"},"
        "\"reasonCode\":[{\"text\":\"Fall at home\"}],"
        "\"serviceProvider\":{\"display\":\"Northern Care\"},"
        "\"participant\":[{\"individual\":{\"display\":\"Sr Moss\"}}],"
        "\"location\":[{\"location\":{\"display\":\"Bay 4\"}},"
        "{\"location\":{\"reference\":\"Location/ae\"}}]}",
        "Encounter/e @1\n"
        "  event attendance Encounter/e 2024-01-02T22:10:00..2024-01-03\n"
        "    code EMER\n"
        "    status finished\n"
        "    reason Fall at home\n"
        "    provider Northern Care\n"
        "    worker Sr Moss\n"
        "  location place Encounter/e/location/1\n"
        "    place_name Bay 4\n"
        "  Patient/1 subject Encounter/e\n"
        "  Encounter/e happened_at Encounter/e/location/1\n"
        "  Encounter/e happened_at Location/ae\n"
    );
    check_event(
        "{\"resourceType\":\"Encounter\",\"id\":\"e\"," SUBJECT "\"class\":{\"code\":\"IMP\"}}",
        "Encounter/e @1\n  event admission Encounter/e\n    code IMP\n"
        "  Patient/1 subject Encounter/e\n"
    );
    check_event(
        "{\"resourceType\":\"Encounter\",\"id\":\"e\"," SUBJECT "\"class\":{\"code\":\"AMB\"}}",
        "Encounter/e @1\n  event appointment Encounter/e\n    code AMB\n"
        "  Patient/1 subject Encounter/e\n"
    );
}

static void test_flag_and_condition(void **state)
{
    (void)state;
    check_event(
        "{\"resourceType\":\"Flag\",\"id\":\"f\"," SUBJECT
        "\"status\":\"active\",\"code\":{\"text\":\"Child protection plan\",\"coding\":["
        "{\"code\":\"375041000000100\"}]},\"category\":[{\"text\":\"safety\"}],"
        "\"period\":{\"start\":\"2024-01-02\"}}",
        "Flag/f @1\n"
        "  event flag Flag/f 2024-01-02..\n"
        "    summary Child protection plan\n"
        "    code 375041000000100\n"
        "    category safety\n"
        "    status active\n"
        "  Patient/1 subject Flag/f\n"
    );
    check_event(
        "{\"resourceType\":\"Condition\",\"id\":\"c\"," SUBJECT
        "\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]},"
        "\"verificationStatus\":{\"coding\":[{\"code\":\"confirmed\"}]},"
        "\"code\":{\"text\":\"Asthma\"},\"recordedDate\":\"2021\",\"onsetDateTime\":\"2020-05\","
        "\"note\":[{\"text\":\"Inhaler at school\"}]}",
        "Condition/c @1\n"
        "  event condition Condition/c 2020-05..\n"
        "    summary Asthma\n"
        "    summary Inhaler at school\n"
        "    grade confirmed\n"
        "    status active\n"
        "  Patient/1 subject Condition/c\n"
    );
    check_event(
        "{\"resourceType\":\"Condition\",\"id\":\"c\",\"verificationStatus\":{\"coding\":["
        "{\"code\":\"entered-in-error\"}]}}",
        "Condition/c @1 withdrawn\n"
    );
}

static void test_observation(void **state)
{
    static const struct {
        const char *inside, *expected;
    } rows[] = {
  /* clang-format off */
        { "\"code\":{\"text\":\"Untreated caries\"}", "    observed Untreated caries\n" },
        { "\"code\":{\"text\":\"Weight\"},\"valueQuantity\":{\"value\":12.50,\"unit\":\"kg\"}",
          "    summary Weight\n    observed 12.50 kg\n" },
        { "\"code\":{\"text\":\"Mood\"},\"dataAbsentReason\":{\"coding\":[{\"code\":"
          "\"asked-declined\"}]}",
          "    summary Mood\n    observed asked-declined (refused)\n" },
        { "\"code\":{\"text\":\"Bruise\"},\"component\":[{\"code\":{\"text\":\"Size\"},"
          "\"valueString\":\"2 cm\"}]",
          "    summary Bruise\n    observed Size: 2 cm\n" },
        { "\"code\":{\"text\":\"At home\"},\"valueString\":\"I hide when he shouts\","
          "\"performer\":[{\"reference\":\"Patient/1\"}]",
          "    summary At home\n    child_words I hide when he shouts\n" },
  /* clang-format on */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char bytes[500];
        char expected[500];
        (void)snprintf(
            bytes,
            sizeof bytes,
            "{\"resourceType\":\"Observation\",\"id\":\"o\"," SUBJECT
            "\"effectiveDateTime\":\"2024-03-01\",%s}",
            rows[i].inside
        );
        (void)snprintf(
            expected,
            sizeof expected,
            "Observation/o @1\n  event observation Observation/o 2024-03-01..\n%s"
            "  Patient/1 subject Observation/o\n",
            rows[i].expected
        );
        check_event(bytes, expected);
    }
}

static void test_appointment(void **state)
{
    (void)state;
    check_event(
        "{\"resourceType\":\"Appointment\",\"id\":\"a\",\"status\":\"noshow\","
        "\"start\":\"2024-01-02T09:00:00Z\",\"description\":\"Hearing test\",\"participant\":["
        "{\"actor\":{\"reference\":\"Patient/1\"}},"
        "{\"actor\":{\"reference\":\"RelatedPerson/2\"}},"
        "{\"actor\":{\"reference\":\"Location/3\"}},"
        "{\"actor\":{\"reference\":\"Practitioner/4\",\"display\":\"Dr Hill\"}}]}",
        "Appointment/a @1\n"
        "  event not_brought Appointment/a 2024-01-02T09:00:00..\n"
        "    summary Hearing test\n"
        "    status noshow\n"
        "    worker Dr Hill\n"
        "  Patient/1 subject Appointment/a\n"
        "  RelatedPerson/2 present Appointment/a\n"
        "  Appointment/a happened_at Location/3\n"
    );
    check_event(
        "{\"resourceType\":\"Appointment\",\"id\":\"a\",\"status\":\"booked\"}",
        "Appointment/a @1\n  event appointment Appointment/a\n    status booked\n"
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_encounter),
        cmocka_unit_test(test_flag_and_condition),
        cmocka_unit_test(test_observation),
        cmocka_unit_test(test_appointment),
    };
    return cmocka_run_group_tests_name("fhir_event", tests, NULL, NULL);
}
