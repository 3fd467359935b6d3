/* SPDX-License-Identifier: Apache-2.0 */
#include "indicators.h"

static void test_canonical(void **state)
{
    struct sl_arena arena;
    struct sl_buf buf;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
    const struct sl_indicators indicators = indicators_read(SL_STR(INDICATORS_EXAMPLE), &arena);
    sl_indicators_print(&indicators, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "format: sightline-indicators-1\n"
        "sources:\n"
        "  \"guide\":\n"
        "    title: \"T\"\n"
        "    publisher: \"P\"\n"
        "    version: \"V\"\n"
        "    page: \"7\"\n"
        "indicators:\n"
        "  - id: gifts\n"
        "    wording: \"Gifts\"\n"
        "    set: \"signs\"\n"
        "    meaning: \"sign_of_harm\"\n"
        "    source: \"guide\"\n"
        "    asked: \"true\"\n"
        "  - id: repeated\n"
        "    wording: \"Missing again\"\n"
        "    set: \"patterns\"\n"
        "    meaning: \"response\"\n"
        "    source: \"guide\"\n"
        "    condition: \"at least 2 missing in 90 days\"\n"
        "    question: \"Why?\"\n"
    );
    sl_buf_finish(&buf);
    sl_arena_finish(&arena);
}

/* What is printed is read as the same. */
static void test_again(void **state)
{
    struct sl_arena arena;
    struct sl_buf first, second;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&first, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&second, EXAMPLE_LIMIT_BYTES);
    const struct sl_indicators indicators = indicators_catalogue(&arena);
    sl_indicators_print(&indicators, &first);
    const struct sl_indicators again = indicators_read(sl_buf_str(&first), &arena);
    SL_CHECK_U64(again.count, indicators.count);
    sl_indicators_print(&again, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    sl_buf_finish(&first);
    sl_buf_finish(&second);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_again),
    };
    return cmocka_run_group_tests_name("notice/indicator_print", tests, NULL, NULL);
}
