/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "app/question_house.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

#define AUDIT(capture, house, ...) \
    CAPTURE((capture), "notice", "audit", "--store", (house)->people.store_path, __VA_ARGS__)

static void withholds_one_child(void **state)
{
    struct child_house *house = *state;
    struct capture capture;

    signed_in_agree(house->people.store_path, SIGNED_IN_AGREEMENT);
    (void)question_missing(house, 0);
    signed_in_as(house->people.store_path, &house->people.folder, "leader");
    AUDIT(&capture, house, NULL);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Missing (missing)\n  by age\n"));
    assert_true(capture_has(&capture.out, "  by agency that is asked\n"));
    assert_true(capture_has(&capture.out, "asked withheld"));
    assert_true(capture_has(&capture.out, "nobody has answered withheld"));
    capture_finish(&capture);
    AUDIT(&capture, house, "--json", NULL);
    json_t *json = json_loadb(capture.out.ptr, capture.out.len, 0, NULL);
    SL_CHECK_U64(json_array_size(json), 6);
    const json_t *sex = json_array_get(json, 1);
    assert_string_equal(json_string_value(json_object_get(sex, "by")), "sex");
    const json_t *group = json_array_get(json_object_get(sex, "groups"), 0);
    assert_true(json_is_null(json_object_get(group, "asked")));
    assert_true(json_is_null(json_object_get(group, "low")));
    json_decref(json);
    capture_finish(&capture);
}

static void is_for_leaders(void **state)
{
    struct child_house *house = *state;
    struct capture capture;

    signed_in_as(house->people.store_path, &house->people.folder, "manager");
    AUDIT(&capture, house, NULL);
    SL_CHECK_I64(capture.exit_status, sl_status_exit(SL_DENIED));
    SL_CHECK_STR(sl_buf_str(&capture.out), "");
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(withholds_one_child),
        QUESTION_TEST(is_for_leaders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
