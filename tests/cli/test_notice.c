/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/capture.h"

#define CLOCKS     "catalogue/clocks.yaml"
#define INDICATORS "catalogue/indicators.yaml"

static void test_text(void **state)
{
    struct capture capture;
    (void)state;
    CAPTURE(&capture, "notice", "check", CLOCKS, INDICATORS);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "(section-47-conference)\n  within 15 working days of: ")
    );
    assert_true(capture_has(&capture.out, "\nClocks: 20. Indicators: 78. Phrases: 0.\n"));
    capture_finish(&capture);
}

static void test_json(void **state)
{
    struct capture capture;
    (void)state;
    CAPTURE(&capture, "notice", "check", "--json", CLOCKS, INDICATORS);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "\"limit\": \"15 working days\""));
    assert_true(
        capture_has(&capture.out, "\"condition\": \"at least 3 missing, absent in 90 days\"")
    );
    capture_finish(&capture);
}

static void test_fault(void **state)
{
    struct capture capture;
    (void)state;
    CAPTURE(&capture, "notice", "check", "docs/formats/agreement/night.yaml");
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "this is no catalogue"));
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_fault),
    };
    return cmocka_run_group_tests_name("cli/notice", tests, NULL, NULL);
}
