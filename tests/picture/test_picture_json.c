/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"
#include "family.h"
#include "picture/picture_json.h"

static void test_is_json_and_leads_to_records(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    struct sl_buf out;
    struct sl_json json;
    struct sl_json_token token;
    size_t sourced = 0;
    sl_buf_init(&out, (size_t)1 << 20);
    tell_family(&told);
    sl_picture_json(told_make(&told), &out);
    SL_CHECK_OK(sl_buf_status(&out, NULL), NULL);
    sl_json_init(&json, sl_buf_str(&out), 16, &told.arena);
    do {
        SL_CHECK_OK(sl_json_next(&json, &token, NULL), NULL);
        sourced += sl_str_equal(token.name, SL_STR("record"));
    } while (token.kind != SL_JSON_END);
    assert_true(sourced > 30);
    assert_non_null(strstr(
        out.ptr,
        "\"words\":[{\"text\":\"Not back \\u001b[2J "
        "there.\",\"event\":3,\"shared\":false,\"record\":5}]"
    ));
    assert_non_null(strstr(
        out.ptr,
        "{\"known\":\"refused\",\"dated\":\"2024-05-03T10:11\",\"current\":true,\"leads\":false,"
        "\"record\":1}"
    ));
    assert_non_null(strstr(out.ptr, "{\"kind\":\"no_agency\",\"agency\":\"nhs-north\"}"));
    assert_non_null(strstr(out.ptr, "\"from\":2,\"role\":\"mother\",\"to\":0,\"record\":8"));
    sl_buf_finish(&out);
    told_close(&told);
}

/* What the reader is told of an agency, and what is withheld. */
static void test_answers(void **state)
{
    static const struct sl_picture_answer answer = {
        .agency = {"oldham",        6 },
        .kinds = { "alerts",       6 },
        .answer = { "records_held", 12},
        .count = 2,
        .more = true,
    };
    static const struct sl_picture_withheld withheld = {
        .agency = {"oldham",       6 },
          .fields = { "whereabouts", 11}
    };
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    sl_buf_init(&out, (size_t)1 << 20);
    tell_family(&told);
    told.input.answers = &answer;
    told.input.withheld = &withheld;
    told.input.answer_count = told.input.withheld_count = 1;
    sl_picture_json(told_make(&told), &out);
    assert_non_null(strstr(
        out.ptr,
        "\"answers\":[{\"agency\":\"oldham\",\"kinds\":\"alerts\",\"answer\":\"records_held\","
        "\"records\":2,\"readable\":false,\"maybe_more\":true}],"
        "\"withheld\":[{\"agency\":\"oldham\",\"fields\":\"whereabouts\"}]"
    ));
    assert_null(strstr(out.ptr, "no_agency"));
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_limit_sticks(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    struct sl_buf out;
    sl_buf_init(&out, 200);
    tell_family(&told);
    sl_picture_json(told_make(&told), &out);
    SL_CHECK_STATUS(sl_buf_status(&out, NULL), SL_LIMIT);
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_json_and_leads_to_records),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_limit_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
