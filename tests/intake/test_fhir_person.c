/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/fhir_person.h"

#include <stdio.h>

#include "shown.h"

static void check_person(const char *bytes, const char *expected)
{
    check_shown("fhir-r4", sl_str_from(bytes), expected);
}

static void test_patient(void **state)
{
    (void)state;
    check_person(
        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"identifier\":["
        "{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"9434765919\"},"
        "{\"system\":\"urn:mrn\",\"value\":\"77\"}],"
        "\"name\":[{\"use\":\"old\",\"family\":\"Kowalska\",\"given\":[\"Ola\"],"
        "\"period\":{\"end\":\"2019\"}},"
        "{\"use\":\"usual\",\"given\":[\"Al\"],\"family\":\"Brown\"},"
        "{\"use\":\"nickname\",\"text\":\"Ally B\"},"
        "{\"use\":\"official\",\"given\":[\"Aleksandra\",\"Maria\"],\"family\":\"Brown\","
        "\"period\":{\"start\":\"2019\"}}],"
        "\"gender\":\"female\",\"birthDate\":\"2012-05\",\"multipleBirthInteger\":2,"
        "\"deceasedDateTime\":\"2024-01-02T03:04:05Z\","
        "\"telecom\":[{\"system\":\"phone\",\"value\":\"0161 496 0000\"},"
        "{\"system\":\"email\",\"value\":\"a@example.org\"},{\"system\":\"url\",\"value\":\"x\"}],"
        "\"address\":[{\"use\":\"old\",\"text\":\"Elsewhere\"},"
        "{\"line\":[\"Flat 2\",\"1 High Street\"],\"city\":\"Bury\",\"postalCode\":\"BL9 0AA\","
        "\"period\":{\"start\":\"2020-03-01\"}}],"
        "\"extension\":[{\"url\":\"https://fhir.hl7.org.uk/StructureDefinition/"
        "Extension-UKCore-EthnicCategory\",\"valueCodeableConcept\":{\"coding\":["
        "{\"code\":\"Z\"}]}}],"
        "\"communication\":[{\"language\":{\"coding\":[{\"code\":\"pl\"}]}}],"
        "\"generalPractitioner\":[{\"display\":\"Dr Hill\"}]}",
        "Patient/1 @1\n"
        "  person Patient/1\n"
        "    given_name Aleksandra Maria 2019..\n"
        "    surname Brown 2019..\n"
        "    former_given_name Ola ..2019\n"
        "    former_surname Kowalska ..2019\n"
        "    known_as Al Brown\n"
        "    known_as Ally B\n"
        "    birth_date 2012-05\n"
        "    gender female\n"
        "    nhs_number 9434765919\n"
        "    other_id urn:mrn|77\n"
        "    phone 0161 496 0000\n"
        "    email a@example.org\n"
        "    address Flat 2, 1 High Street, Bury 2020-03-01..\n"
        "    postcode BL9 0AA 2020-03-01..\n"
        "    address Elsewhere\n"
        "    death_date 2024-01-02T03:04:05Z\n"
        "    birth_order 2\n"
        "    ethnicity Z (refused)\n"
        "    language pl\n"
        "    gp_practice Dr Hill\n"
    );
    check_person(
        "{\"resourceType\":\"Patient\",\"id\":\"2\",\"name\":[{\"text\":\"Ann Green\"}],"
        "\"gender\":\"unknown\",\"deceasedBoolean\":true,\"multipleBirthBoolean\":true,"
        "\"contact\":[{\"name\":{\"family\":\"Green\"},\"gender\":\"male\",\"relationship\":["
        "{\"coding\":[{\"code\":\"N\"}]},{\"text\":\"Father\"}]}]}",
        "Patient/2 @1\n"
        "  person Patient/2\n"
        "    full_name Ann Green\n"
        "    gender unknown (not recorded)\n"
        "    death_date true (not recorded)\n"
        "    birth_order true (not recorded)\n"
        "  person Patient/2/contact/1\n"
        "    surname Green\n"
        "    gender male\n"
        "  Patient/2/contact/1 relative Patient/2\n"
        "  Patient/2/contact/1 father Patient/2\n"
    );
}

static void test_related(void **state)
{
    static const struct {
        const char *relationship, *expected;
    } rows[] = {
  /* clang-format off */
        { "{\"coding\":[{\"code\":\"MTH\"}]}", "RelatedPerson/r mother Patient/1" },
        { "{\"coding\":[{\"code\":\"x\"},{\"code\":\"GRMTH\"}]}",
          "RelatedPerson/r grandparent Patient/1" },
        { "{\"text\":\"Stepfather\"}", "RelatedPerson/r step_parent Patient/1" },
        { "{\"coding\":[{\"code\":\"TWINSIS\"}]}", "RelatedPerson/r twin Patient/1" },
        { "{\"coding\":[{\"code\":\"SONC\"}]}", "Patient/1 parent RelatedPerson/r" },
        { "{\"text\":\"Neighbour\"}", "RelatedPerson/r associate Patient/1" },
  /* clang-format on */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char bytes[400];
        char expected[400];
        (void)snprintf(
            bytes,
            sizeof bytes,
            "{\"resourceType\":\"RelatedPerson\",\"id\":\"r\",\"patient\":{\"reference\":"
            "\"Patient/1\"},\"relationship\":[%s],\"period\":{\"start\":\"2020\"}}",
            rows[i].relationship
        );
        (void)snprintf(
            expected,
            sizeof expected,
            "RelatedPerson/r @1\n  person RelatedPerson/r\n  %s 2020..\n",
            rows[i].expected
        );
        check_person(bytes, expected);
    }
    check_person(
        "{\"resourceType\":\"RelatedPerson\",\"id\":\"r\"}",
        "RelatedPerson/r @1\n  person RelatedPerson/r\n"
    );
}

/* Who has only a number is a person of the event. */
static void test_subject(void **state)
{
    (void)state;
    check_person(
        "{\"resourceType\":\"Flag\",\"id\":\"1\",\"subject\":{\"display\":\"Ann Green\","
        "\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\","
        "\"value\":\"9434765919\"}}}",
        "Flag/1 @1\n"
        "  event flag Flag/1\n"
        "  person Flag/1/subject/1\n"
        "    nhs_number 9434765919\n"
        "    full_name Ann Green\n"
        "  Flag/1/subject/1 subject Flag/1\n"
    );
    check_person(
        "{\"resourceType\":\"Flag\",\"id\":\"1\",\"subject\":{\"reference\":\"Location/1\"}}",
        "Flag/1 @1\n  event flag Flag/1\n"
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patient),
        cmocka_unit_test(test_related),
        cmocka_unit_test(test_subject),
    };
    return cmocka_run_group_tests_name("fhir_person", tests, NULL, NULL);
}
