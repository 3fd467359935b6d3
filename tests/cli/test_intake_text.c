/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/intake_text.h"

#include "cli/capture.h"

static struct sl_intake_item item(void)
{
    return (struct sl_intake_item){
        .agency = "bolton",
        .system = "cin",
        .format = sl_format_find(SL_STR("cin-xml")),
        .path = "cin.xml",
        .name = "cin\x1b.xml",
    };
}

static void print(struct sl_intake_report *report, struct sl_buf *out)
{
    FILE *stream = tmpfile();
    struct sl_error err;

    assert_non_null(stream);
    SL_CHECK_OK(sl_intake_report_print(report, stream, &err), &err);
    capture_read(stream, out);
    sl_intake_report_finish(report);
}

static void test_prints_a_table(void **state)
{
    const struct sl_intake_item one = item();
    const struct sl_intake_result result = {
        .run = 7,
        .is_resumed = true,
        .counts = {.accepted = 1,   .new_version = 2, .unchanged = 3, .rejected = 4 },
        .finding_count = 5,
        .rule_count = 1,
        .rules = { { .name = "8794", .words = "a plan ends before it starts", .count = 5 }},
    };
    struct sl_intake_report report;
    struct sl_buf out;

    (void)state;
    sl_intake_report_init(&report, false, false);
    sl_intake_report_add(&report, &one, &result, NULL);
    sl_intake_report_add(&report, &one, &result, NULL);
    print(&report, &out);
    assert_true(capture_has(
        &out, "    7           1            2           3          4  bolton/cin cin .xml (gone on"
    ));
    assert_true(
        capture_has(&out, "                2            4           6          8  2 files\n")
    );
    assert_true(capture_has(&out, "          5  8794: a plan ends before it starts\n"));
    assert_true(capture_has(&out, "'sightline rejects 7' shows what was rejected\n"));
    sl_buf_finish(&out);
}

static void test_prints_json(void **state)
{
    const struct sl_intake_item one = item();
    const struct sl_intake_result result = { .run = 7, .outcome = SL_INTAKE_SAME };
    struct sl_intake_report report;
    struct sl_buf out;

    (void)state;
    sl_intake_report_init(&report, true, false);
    sl_intake_report_add(&report, &one, &result, NULL);
    print(&report, &out);
    json_t *json = json_loads(out.ptr, 0, NULL);
    const json_t *file = json_array_get(json_object_get(json, "files"), 0);
    assert_string_equal(json_string_value(json_object_get(file, "outcome")), "taken in before");
    assert_true(json_is_null(json_object_get(file, "rejects_file")));
    json_decref(json);
    sl_buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prints_a_table),
        cmocka_unit_test(test_prints_json),
    };
    return cmocka_run_group_tests_name("cli/intake_text", tests, NULL, NULL);
}
