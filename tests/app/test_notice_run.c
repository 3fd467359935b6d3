/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_run.h"

#include "app/notice_fixture.h"
#include "base/hash.h"

#define MANY 3000

/* Made up: children who were missing one to four times, seen with one of some adults. */
static void make_world(struct sl_world *world)
{
    struct sl_random random;

    sl_world_init(world);
    sl_random_init(&random, 7);
    for (int64_t i = 1; i <= MANY; i++) {
        const struct sl_world_name name = { i, i };
        const struct sl_world_birth birth = { i, i, sl_moment_of_day(i % 7 == 0 ? 8000 : 15000) };
        const int64_t count = 1 + (int64_t)sl_random_below(&random, 4);
        SL_CHECK_OK(sl_world_name(world, name, NULL), NULL);
        SL_CHECK_OK(sl_world_birth(world, birth, NULL), NULL);
        for (int64_t j = 0; j < count; j++) {
            const int64_t mark = MANY + i * 8 + j;
            const int32_t day = 20000 + (int32_t)sl_random_below(&random, 300);
            const struct sl_history_known always = { INT64_MIN, SL_HISTORY_STANDS };
            const struct sl_world_event event = { .mark = mark,
                                                  .record = mark,
                                                  .known = always,
                                                  .start = sl_moment_of_day(day),
                                                  .kind = SL_EVENT_MISSING };
            struct sl_world_link link = {
                .from = i, .to = mark, .record = mark, .known = always, .role = SL_ROLE_SUBJECT
            };
            SL_CHECK_OK(sl_world_event(world, event, NULL), NULL);
            SL_CHECK_OK(sl_world_link(world, link, NULL), NULL);
            link.from = 7 * (1 + (int64_t)sl_random_below(&random, MANY / 7));
            link.role = SL_ROLE_FOUND_WITH;
            SL_CHECK_OK(sl_world_link(world, link, NULL), NULL);
        }
    }
    SL_CHECK_OK(sl_world_close(world, NULL), NULL);
}

/* With one thread and with three it is the same, to the last proof. */
static void threads_make_no_difference(void **state)
{
    struct sl_notice_catalogues catalogues;
    struct sl_notice_raised one, three;
    struct sl_world world;
    struct sl_arena arena;
    (void)state;

    make_world(&world);
    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    SL_CHECK_OK(sl_notice_load_own(&arena, &catalogues, NULL), NULL);
    struct sl_evaluation evaluation = { .world = &world,
                                        .indicators = &catalogues.indicators,
                                        .as_of = (int64_t)20300 * SL_DAY_SECONDS };
    sl_evaluation_prepare(&evaluation);
    SL_CHECK_OK(sl_notice_evaluate(&evaluation, 1, &one, NULL), NULL);
    SL_CHECK_OK(sl_notice_evaluate(&evaluation, 3, &three, NULL), NULL);
    assert_true(one.count > MANY);
    SL_CHECK_U64(one.count, three.count);
    SL_CHECK_U64(one.child_count, MANY - MANY / 7);
    for (size_t i = 0; i < one.count; i++) {
        SL_CHECK_I64(one.items[i].identity, three.items[i].identity);
        SL_CHECK_I64(one.items[i].since, three.items[i].since);
        SL_CHECK_BYTES(one.items[i].indicator, three.items[i].indicator);
        assert_true(sl_digest_equal(&one.items[i].evidence, &three.items[i].evidence));
        assert_true(i == 0 || one.items[i - 1].identity <= one.items[i].identity);
    }
    sl_notice_raised_finish(&one);
    sl_notice_raised_finish(&three);
    sl_arena_finish(&arena);
    sl_world_finish(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_make_no_difference),
    };
    return cmocka_run_group_tests_name("app/notice_run", tests, NULL, NULL);
}
