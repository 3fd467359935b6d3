/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_walk.h"

#include "base/memory.h"
#include "broken_rules.h"

/* Only plans that began in the year of the census are looked at by 2885. */
static void test_year(void **state)
{
    static const char plan[] = REFERRED PLAN("20", "") END;
    (void)state;
    check_rules(HEADER("2023-03-31"), plan, "2885 ");
    check_rules(HEADER("2022-10-20"), plan, "2885 ");
    check_rules(HEADER("2022-10-19"), plan, "");
    check_rules(HEADER("2023-10-19"), plan, "2885 ");
    check_rules(HEADER("2023-10-20"), plan, "");
    check_rules(HEADER("2024-02-29"), plan, "");
    check_rules(HEADER("soon"), plan, "2885 ");
    check_rules(SL_STR("<Header/>"), plan, "2885 ");
    check_rules(SL_STR("<Header"), plan, "2885 ");
}

/* When memory runs out in the middle of the rules, it is said. */
static void test_memory(void **state)
{
    const struct sl_format *format = sl_format_find(SL_STR("cin-xml"));
    const struct sl_str body = SL_STR("<Child><LAchildID>X</LAchildID>" REFERRED PLAN("20", "")
                                          PLAN("21", "") END "</Child>");
    enum sl_status status = SL_NO_MEMORY;
    size_t found = 0;
    (void)state;
    for (uint64_t allowed = 0; status != SL_OK; allowed++) {
        struct sl_arena arena;
        struct sl_arena own;
        struct sl_facts facts;
        struct sl_error err;
        assert_true(allowed < 1000);
        sl_arena_init(&arena, (size_t)1 << 20);
        sl_arena_init(&own, (size_t)1 << 20);
        sl_facts_init(&facts, &arena);
        SL_CHECK_OK(
            sl_format_read(format, SL_STR(""), SL_STR("child/X"), body, &facts, &err), &err
        );
        struct sl_findings findings = { .arena = &own };
        sl_memory_fail_after(allowed);
        status = sl_format_check(format, HEADER("2023-03-31"), &facts, &findings, &err);
        sl_memory_fail_after(UINT64_MAX);
        assert_true(status == SL_OK || status == SL_NO_MEMORY);
        found = findings.count;
        sl_arena_finish(&own);
        sl_arena_finish(&arena);
    }
    /* 2885 of both, 8935 of the child, 8940 of the first. */
    assert_int_equal(found, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_year),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("cin_walk", tests, NULL, NULL);
}
