/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/notice_json.h"

#include "cli/notice_told.h"

static const json_t *item(const json_t *json, const char *list, size_t index)
{
    const json_t *one = json_array_get(json_object_get(json, list), index);

    assert_non_null(one);
    return one;
}

static const char *text_of(const json_t *json, const char *name)
{
    return json_string_value(json_object_get(json, name));
}

static void clocks(void **state)
{
    struct notice_told scene;

    (void)state;
    notice_told_open(&scene);
    json_t *json = sl_notice_answer_json(&scene.answer);
    assert_non_null(json);
    assert_string_equal(text_of(json, "as_of"), "2030-05-03T23:59:59");
    const json_t *interview = item(json, "clocks", 0);
    assert_string_equal(text_of(json_object_get(interview, "clock"), "id"), "interview");
    const json_t *met = item(interview, "runs", 0), *running = item(interview, "runs", 1);
    assert_string_equal(text_of(met, "state"), "met");
    assert_string_equal(text_of(json_object_get(met, "anchor"), "end"), "2024-02-20");
    SL_CHECK_I64(json_integer_value(json_object_get(json_object_get(met, "met_by"), "record")), 3);
    assert_string_equal(text_of(running, "state"), "running");
    assert_true(json_is_null(json_object_get(running, "met_by")));
    const json_t *look_back = item(item(json, "clocks", 1), "runs", 0);
    assert_true(json_is_true(json_object_get(look_back, "by_rule")));
    assert_string_equal(text_of(look_back, "deadline"), "2030-05-16T23:59:59");
    const json_t *conference = item(item(json, "clocks", 2), "runs", 0);
    assert_string_equal(text_of(conference, "state"), "not_started");
    assert_true(json_is_null(json_object_get(conference, "deadline")));
    json_decref(json);
    notice_told_close(&scene);
}

static void indicators(void **state)
{
    struct notice_told scene;

    (void)state;
    notice_told_open(&scene);
    json_t *json = sl_notice_answer_json(&scene.answer);
    const json_t *repeated = item(json, "indicators", 0), *care = item(json, "indicators", 1);
    assert_true(json_is_true(json_object_get(repeated, "holds")));
    assert_true(json_is_null(json_object_get(repeated, "failed")));
    SL_CHECK_U64(json_array_size(json_object_get(repeated, "records")), 2);
    assert_string_equal(text_of(item(repeated, "records", 1), "agency"), "oldham");
    assert_string_equal(text_of(item(repeated, "records", 1), "event"), "missing");
    assert_true(json_is_false(json_object_get(care, "holds")));
    assert_string_equal(
        text_of(json_object_get(care, "failed"), "test"), "at least 1 day with looked after"
    );
    assert_true(json_is_null(json_object_get(item(json, "indicators", 2), "holds")));
    json_decref(json);
    notice_told_close(&scene);
}

static void catalogues(void **state)
{
    struct notice_told scene;

    (void)state;
    notice_told_open(&scene);
    const struct sl_str forms[] = { SL_STR("at risk"), SL_STR("at a risk") };
    const struct sl_language_phrase phrase = {
        .forms = forms,
        .better = forms,
        .form_count = 2,
        .better_count = 1,
        .why = SL_STR("why"),
        .source = scene.indicators[0].indicator->source,
    };
    const struct sl_notice_catalogues all = {
        .clocks = {scene.clocks[0].clock,                   1                },
        .indicators = { .items = scene.indicators[0].indicator, .count = 1       },
        .language = { .phrases = &phrase,                     .phrase_count = 1},
    };
    json_t *json = sl_notice_catalogues_json(&all);
    const json_t *told = item(json, "phrases", 0);
    assert_string_equal(text_of(told, "why"), "why");
    SL_CHECK_U64(json_array_size(json_object_get(told, "phrase")), 2);
    SL_CHECK_U64(json_array_size(json_object_get(told, "better")), 1);
    assert_string_equal(text_of(item(json, "clocks", 0), "limit"), "3 days");
    assert_string_equal(text_of(item(json, "indicators", 0), "meaning"), "sign_of_harm");
    json_decref(json);
    notice_told_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks),
        cmocka_unit_test(indicators),
        cmocka_unit_test(catalogues),
    };
    return cmocka_run_group_tests_name("cli/notice_json", tests, NULL, NULL);
}
