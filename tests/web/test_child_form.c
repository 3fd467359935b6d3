/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_form.h"

#include "support/support.h"

#define STR(literal)                    \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

static const struct sl_child_problem problems[] = {
    {STR("words"),  STR("Say why")},
    { STR("hours"), STR("Select") },
};

struct desk {
    struct sl_arena arena;
    struct sl_buf out;
    struct sl_page page;
};

static void open_desk(struct desk *desk)
{
    sl_arena_init(&desk->arena, (size_t)1 << 16);
    sl_buf_init(&desk->out, (size_t)1 << 16);
    sl_page_init(&desk->page, &desk->out, &desk->arena);
}

static void close_desk(struct desk *desk)
{
    sl_buf_finish(&desk->out);
    sl_arena_finish(&desk->arena);
}

static struct sl_str text_of(struct sl_value map, const char *name)
{
    return sl_value_str(sl_value_get(map, sl_str_from(name)));
}

static void test_problems_lead_to_their_fields(void **state)
{
    struct desk desk;
    (void)state;

    open_desk(&desk);
    const struct sl_value made = sl_child_problems(&desk.page, problems, 2);
    const struct sl_value list = sl_value_get(made, SL_STR("list"));
    const struct sl_value of = sl_value_get(made, SL_STR("of"));
    SL_CHECK_U64(list.count, 2);
    SL_CHECK_STR(text_of(list.items[0], "href"), "#words");
    SL_CHECK_STR(text_of(list.items[1], "text"), "Select");
    SL_CHECK_STR(text_of(sl_value_get(of, SL_STR("words")), "text"), "Say why");
    assert_true(sl_child_problems(&desk.page, NULL, 0).kind == SL_VALUE_UNDEFINED);
    SL_CHECK_OK(sl_page_status(&desk.page, NULL), NULL);
    close_desk(&desk);
}

static enum sl_status make(void *context)
{
    struct desk desk;
    (void)context;

    open_desk(&desk);
    (void)sl_child_problems(&desk.page, problems, 2);
    (void)sl_child_option(&desk.page, SL_STR("1"), SL_STR("one"));
    const enum sl_status status = sl_page_status(&desk.page, NULL);
    close_desk(&desk);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(make, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_problems_lead_to_their_fields),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
