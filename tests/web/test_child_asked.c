/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_asked.h"

#include "base/json.h"
#include "cli/notice_told.h"

/* Ask, and have it as text that ends in a zero. */
static void ask(const struct notice_told *scene, struct sl_buf *json)
{
    sl_buf_init(json, (size_t)1 << 20);
    sl_child_ask(&scene->answer, json);
    sl_buf_add_byte(json, '\0');
    SL_CHECK_OK(sl_buf_status(json, NULL), NULL);
    json->len--;
}

#define EVENT(when, agency, record)                                                              \
    "{\"what\":\"missing\",\"when\":\"" when "\",\"agency\":\"" agency "\",\"record\":\"" record \
    "\"}"
#define SOON "1 May 2030 to 2 May 2030 09:00"

/* What is met and what nothing started is no question. */
static void test_clocks_that_are_open(void **state)
{
    struct notice_told scene;
    struct sl_buf json;

    (void)state;
    notice_told_open(&scene);
    ask(&scene, &json);
    SL_CHECK_STR(
        sl_str_part(sl_buf_str(&json), 0, sl_str_find(sl_buf_str(&json), SL_STR(",\"questions\""))),
        "{\"clocks\":["
        "{\"state\":\"running\",\"words\":\"running\",\"title\":\"A return home interview is "
        "held\","
        "\"owner\":\"council\",\"source\":\"T\",\"runs\":["
        "{\"due\":\"5 May 2030\",\"isCertain\":true,\"proofs\":[" EVENT(
            SOON, "oldham", "2"
        ) "]}]},"
          "{\"state\":\"running\",\"words\":\"running\",\"title\":\"The area looks back\","
          "\"owner\":\"council\",\"source\":\"T\",\"runs\":["
          "{\"due\":\"16 May 2030\",\"isCertain\":false,\"proofs\":[" EVENT(
              SOON, "oldham", "2"
          ) "]}]}]"
    );
    sl_buf_finish(&json);
    notice_told_close(&scene);
}

/* Each question once, with all that raises it; what only a person can say is not among it. */
static void test_questions_that_hold(void **state)
{
    struct sl_indicator copies[3];
    struct notice_told scene;
    struct sl_buf json;

    (void)state;
    notice_told_open(&scene);
    for (size_t i = 0; i < 3; i++) {
        copies[i] = *scene.indicators[i].indicator;
        copies[i].question = SL_STR("Why?");
        scene.indicators[i].indicator = &copies[i];
    }
    scene.indicators[1].finding = scene.indicators[0].finding;
    scene.indicators[1].finding.is_cut = true;
    ask(&scene, &json);
    SL_CHECK_STR(
        sl_str_part(
            sl_buf_str(&json), sl_str_find(sl_buf_str(&json), SL_STR(",\"questions\"")), SIZE_MAX
        ),
        ",\"questions\":[{\"question\":\"Why?\",\"signs\":["
        "{\"indicator\":\"repeated\",\"wording\":\"Missing again\",\"meaning\":\"a sign of "
        "harm\",\"source\":\"T\","
        "\"isMore\":false,\"proofs\":[" EVENT("Feb 2024 to 20 Feb 2024", "police", "1") "," EVENT(
            SOON, "oldham", "2"
        ) "]},"
          "{\"indicator\":\"care\",\"wording\":\"In care\",\"meaning\":\"a "
          "vulnerability\",\"source\":\"T\","
          "\"isMore\":true,\"proofs\":[" EVENT("Feb 2024 to 20 Feb 2024", "police", "1") "," EVENT(
              SOON, "oldham", "2"
          ) "]}]}]}"
    );
    sl_buf_finish(&json);
    notice_told_close(&scene);
}

/* What opens no question stands behind those that are asked. */
static void test_questions_come_first(void **state)
{
    struct sl_indicator copy;
    struct notice_told scene;
    struct sl_buf json;

    (void)state;
    notice_told_open(&scene);
    copy = *scene.indicators[1].indicator;
    copy.question = SL_STR("Why?");
    scene.indicators[1].indicator = &copy;
    scene.indicators[1].finding = scene.indicators[0].finding;
    ask(&scene, &json);
    const size_t asked = sl_str_find(sl_buf_str(&json), SL_STR("{\"question\":\"Why?\""));
    const size_t other = sl_str_find(sl_buf_str(&json), SL_STR("{\"question\":\"\""));
    assert_true(asked < other && other < json.len);
    sl_buf_finish(&json);
    notice_told_close(&scene);
}

static void test_nothing_is_empty_lists(void **state)
{
    struct notice_told scene;
    struct sl_buf json;

    (void)state;
    notice_told_open(&scene);
    scene.answer.clock_count = 0;
    scene.answer.indicator_count = 0;
    ask(&scene, &json);
    SL_CHECK_STR(sl_buf_str(&json), "{\"clocks\":[],\"questions\":[]}");
    sl_buf_finish(&json);
    notice_told_close(&scene);
}

/* A buffer that is full says so, wherever it was. */
static void test_a_full_buffer(void **state)
{
    struct notice_told scene;
    struct sl_buf json;
    size_t size = 0;

    (void)state;
    notice_told_open(&scene);
    for (enum sl_status status = SL_LIMIT; status != SL_OK; size += 7) {
        sl_buf_init(&json, size);
        sl_child_ask(&scene.answer, &json);
        status = sl_buf_status(&json, NULL);
        sl_buf_finish(&json);
    }
    assert_true(size > 500);
    notice_told_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clocks_that_are_open), cmocka_unit_test(test_questions_that_hold),
        cmocka_unit_test(test_questions_come_first), cmocka_unit_test(test_nothing_is_empty_lists),
        cmocka_unit_test(test_a_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
