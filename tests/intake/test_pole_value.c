/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/pole_value.h"

#include "support/support.h"

/* What a value says: how many values, and what is known of the first; count 9: it is refused. */
static void test_values(void **state)
{
    static const struct {
        const char *json;
        size_t count;
        enum sl_known known;
        const char *text;
    } rows[] = {
        {"\"a\"",                                               1, SL_KNOWN,        "a"},
        { "\" \"",                                              1, SL_NOT_RECORDED, "" },
        { "null",                                               1, SL_NOT_RECORDED, "" },
        { "[]",                                                 1, SL_NOT_RECORDED, "" },
        { "[\"a\",\"b\",{\"value\":\"c\"}]",                    3, SL_KNOWN,        "a"},
        { "{\"value\":\"a\",\"from\":\"2012\",\"until\":null}", 1, SL_KNOWN,        "a"},
        { "{\"known\":\"not_recorded\"}",                       1, SL_NOT_RECORDED, "" },
        { "{\"known\":\"not_asked\",\"from\":\"2012-01\"}",     1, SL_NOT_ASKED,    "" },
        { "true",                                               9, SL_KNOWN,        "" },
        { "[[\"a\"]]",                                          9, SL_KNOWN,        "" },
        { "{\"known\":\"maybe\"}",                              9, SL_KNOWN,        "" },
        { "{\"value\":null}",                                   9, SL_KNOWN,        "" },
        { "{\"value\":\"a\",\"from\":\"2012-13\"}",             9, SL_KNOWN,        "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sl_arena arena;
        struct sl_facts facts;
        struct sl_reading reading = { .body = sl_str_from(rows[i].json), .facts = &facts };
        struct sl_json_read read;
        struct sl_error err;
        sl_arena_init(&arena, 65536);
        sl_facts_init(&facts, &arena);
        SL_CHECK_OK(sl_facts_entity(&facts, (struct sl_entity){ .key = SL_STR("k") }, &err), &err);
        sl_json_read_init(&read, &reading, 4);
        SL_CHECK_OK(sl_json_read_next(&read, &err), &err);
        const enum sl_status status = sl_pole_value_take(&read, SL_ATTRIBUTE_SURNAME, &err);
        SL_CHECK_STATUS(status, rows[i].count == 9 ? SL_INVALID : SL_OK);
        if (status == SL_OK) {
            SL_CHECK_U64(facts.value_count, rows[i].count);
            SL_CHECK_U64(facts.values[0].known, rows[i].known);
            SL_CHECK_STR(facts.values[0].text, rows[i].text);
        }
        sl_arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_values) };
    return cmocka_run_group_tests_name("pole_value", tests, NULL, NULL);
}
