/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_door.h"

#include "app/access_fixture.h"
#include "app/notice_fixture.h"

static double no_clock(void *context)
{
    (void)context;
    return 0.0;
}

struct house {
    struct people_fixture people;
    struct access_fixture access;
    struct sl_arena arena;
    struct sl_notice_catalogues catalogues;
};

static int set_up(void **state)
{
    static struct house house;

    house = (struct house){ .catalogues.clocks.count = 0 };
    (void)people_set_up_in(&house.people);
    access_equip(&house.access, &house.people.folder, house.people.store);
    (void)notice_fill(&house.people);
    sl_arena_init(&house.arena, SL_NOTICE_LOAD_BYTES);
    SL_CHECK_OK(sl_notice_load_own(&house.arena, &house.catalogues, NULL), NULL);
    *state = &house;
    return 0;
}

static int tear_down(void **state)
{
    struct house *house = *state;

    sl_arena_finish(&house->arena);
    people_tear_down_of(&house->people);
    return 0;
}

static enum sl_status
run_as(struct house *house, const char *user, struct sl_notice_run_result *result)
{
    const struct sl_notice_run_options options = {
        .indicators = &house->catalogues.indicators,
        .as_of = (int64_t)PICTURE_TODAY * SL_DAY_SECONDS,
        .known = SL_KNOWN_RECORDED,
        .thread_count = 1,
        .clock = no_clock,
    };
    struct sl_access *access = access_open(house->people.store_path, user);
    const enum sl_status status = sl_notice_run(access, &options, result, NULL);

    sl_access_close(access);
    return status;
}

static void it_is_counted_by_indicator(void **state)
{
    struct house *house = *state;
    struct sl_notice_run_result result;
    size_t sum = 0, around = 0;

    SL_CHECK_OK(run_as(house, "all", &result), NULL);
    SL_CHECK_U64(result.child_count, 2);
    for (size_t i = 0; i < house->catalogues.indicators.count; i++) {
        const struct sl_indicator *indicator = &house->catalogues.indicators.items[i];
        sum += result.by_indicator[i];
        around += sl_str_equal(indicator->id, SL_STR("pattern-adult-around"))
                      ? result.by_indicator[i]
                      : 0;
    }
    SL_CHECK_U64(sum, result.raised_count);
    SL_CHECK_U64(around, 2);
}

static void not_everybody_may(void **state)
{
    struct house *house = *state;
    struct sl_notice_run_result result;

    SL_CHECK_STATUS(run_as(house, "practitioner", &result), SL_DENIED);
    SL_CHECK_U64(result.raised_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_counted_by_indicator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(not_everybody_may, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("app/notice_door", tests, NULL, NULL);
}
