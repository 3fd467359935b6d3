/* SPDX-License-Identifier: Apache-2.0 */
#include "app/genogram_layout.h"

#include "support/support.h"

/*
 * A mother (1) and a father (2) with the child (0) and twins (3, 4); the mother's mother (5); a
 * second partner of the mother (6) and their child (7); a brother by somebody's word (8).
 */
static const size_t first_children[] = { 0, 3, 4 };
static const size_t second_children[] = { 7 };
static const size_t third_children[] = { 1 };
static const struct sl_genogram_person persons[9] = { { .person = 0 } };
static const struct sl_genogram_family families[] = {
    {{ 1, 2 },  2, first_children,  3},
    { { 1, 6 }, 2, second_children, 1},
    { { 5, 0 }, 1, third_children,  1},
};
static const struct sl_genogram_line lines[] = {
    {6,  0, SL_ROLE_STEP_PARENT, 0},
    { 8, 0, SL_ROLE_SIBLING,     0},
    { 5, 0, SL_ROLE_GRANDPARENT, 0},
};
static const struct sl_genogram genogram = {
    .persons = persons,
    .families = families,
    .lines = lines,
    .person_count = 9,
    .family_count = 3,
    .line_count = 3,
};

static bool is_same(double left, double right)
{
    return left - right < 0.5 && right - left < 0.5;
}

static void generations_stand_in_rows(void **state)
{
    static const size_t parents[] = { 1, 2, 6 };
    static const size_t children[] = { 0, 3, 4, 7, 8 };
    struct sl_arena arena;
    struct sl_genogram_layout layout;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_CHECK_OK(sl_genogram_lay_out(&genogram, &arena, &layout, &err), &err);
    for (size_t i = 0; i < 3; i++) {
        assert_true(is_same(layout.persons[parents[i]].y, layout.persons[1].y));
    }
    for (size_t i = 0; i < 5; i++) {
        assert_true(is_same(layout.persons[children[i]].y, layout.persons[0].y));
    }
    assert_true(layout.persons[5].y + SL_GENOGRAM_BOX_HEIGHT < layout.persons[1].y);
    assert_true(layout.persons[1].y + SL_GENOGRAM_BOX_HEIGHT < layout.persons[0].y);
    /* By birth from left to right, and nobody on top of another. */
    assert_true(layout.persons[0].x < layout.persons[3].x);
    assert_true(layout.persons[3].x < layout.persons[4].x);
    for (size_t i = 0; i < 9; i++) {
        const struct sl_svg_point *at = &layout.persons[i];
        assert_true(at->x >= 0 && at->x <= layout.width && at->y >= 0 && at->y <= layout.height);
        for (size_t j = 0; j < i; j++) {
            const double apart = at->x - layout.persons[j].x;
            assert_true(
                !is_same(at->y, layout.persons[j].y) || apart > SL_GENOGRAM_BOX_WIDTH ||
                -apart > SL_GENOGRAM_BOX_WIDTH
            );
        }
    }
    sl_arena_finish(&arena);
}

static void the_same_each_time(void **state)
{
    struct sl_arena arena;
    struct sl_genogram_layout first;
    struct sl_genogram_layout second;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_CHECK_OK(sl_genogram_lay_out(&genogram, &arena, &first, &err), &err);
    SL_CHECK_OK(sl_genogram_lay_out(&genogram, &arena, &second, &err), &err);
    for (size_t i = 0; i < 9; i++) {
        assert_true(is_same(first.persons[i].x, second.persons[i].x));
    }
    sl_arena_finish(&arena);
}

static void alone(void **state)
{
    static const struct sl_genogram one = { .persons = persons, .person_count = 1 };
    struct sl_arena arena;
    struct sl_genogram_layout layout;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_CHECK_OK(sl_genogram_lay_out(&one, &arena, &layout, &err), &err);
    assert_true(layout.width >= SL_GENOGRAM_BOX_WIDTH - 1);
    sl_arena_finish(&arena);
}

static enum sl_status lay_out_once(void *context)
{
    struct sl_arena arena;
    struct sl_genogram_layout layout;

    (void)context;
    sl_arena_init(&arena, (size_t)1 << 20);
    const enum sl_status status = sl_genogram_lay_out(&genogram, &arena, &layout, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(lay_out_once, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generations_stand_in_rows),
        cmocka_unit_test(the_same_each_time),
        cmocka_unit_test(alone),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/genogram_layout", tests, NULL, NULL);
}
