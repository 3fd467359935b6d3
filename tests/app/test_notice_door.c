/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_door.h"

#include "app/access_fixture.h"
#include "app/notice_fixture.h"
#include "store/raised.h"

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

/* Keep what holds, as "all" who may. */
static struct sl_notice_run_result keep_now(struct house *house, int32_t day)
{
    const struct sl_notice_run_options options = {
        .indicators = &house->catalogues.indicators,
        .as_of = (int64_t)day * SL_DAY_SECONDS,
        .must_keep = true,
        .thread_count = 1,
        .clock = no_clock,
    };
    const struct sl_access_opening opening = { .store = house->people.store_path,
                                               .mode = SL_STORE_WRITE,
                                               .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_notice_run_result result;
    struct sl_error err;

    sl_store_close(house->people.store);
    house->people.store = NULL;
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("all"), &access, &err), &err);
    SL_CHECK_OK(sl_notice_run(access, &options, &result, &err), &err);
    sl_access_close(access);
    SL_CHECK_OK(
        sl_store_open(house->people.store_path, SL_STORE_WRITE, &house->people.store, &err), &err
    );
    return result;
}

/* All that is kept, as text, in order. */
static void dump(struct house *house, struct sl_buf *buf)
{
    SL_CLEANUP(sl_raised_cursor_close_ptr) struct sl_raised_cursor *cursor = NULL;
    struct sl_raised raised;
    bool has_one = true;

    sl_buf_clear(buf);
    SL_CHECK_OK(sl_store_raised_open(house->people.store, 0, INT64_MAX, &cursor, NULL), NULL);
    for (;;) {
        SL_CHECK_OK(sl_raised_cursor_next(cursor, &house->arena, &raised, &has_one, NULL), NULL);
        if (!has_one) {
            return;
        }
        sl_buf_addf(
            buf,
            "%lld %.*s %d",
            (long long)raised.identity,
            SL_STR_ARG(raised.indicator),
            (int)raised.since
        );
        for (size_t i = 0; i < raised.proof_count; i++) {
            sl_buf_addf(
                buf,
                " %lld/%lld",
                (long long)raised.proofs[i].mark,
                (long long)raised.proofs[i].record
            );
        }
        sl_buf_add_byte(buf, '\n');
    }
}

/* What holds is kept, and asked once; a second run keeps the same and adds nothing. */
static void kept_and_asked(void **state)
{
    struct house *house = *state;
    struct sl_buf first, second;
    struct sl_notice_kept kept;

    sl_buf_init(&first, (size_t)1 << 20);
    sl_buf_init(&second, (size_t)1 << 20);
    struct sl_notice_run_result result = keep_now(house, PICTURE_TODAY + 300);
    assert_true(result.raised_count > 0);
    assert_true(result.questions.opened > 0);
    dump(house, &first);
    assert_true(first.len > 0);
    result = keep_now(house, PICTURE_TODAY + 300);
    SL_CHECK_U64(result.questions.opened + result.questions.again + result.questions.faded, 0);
    dump(house, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    SL_CHECK_OK(sl_notice_kept(house->people.store, &kept, NULL), NULL);
    assert_true(kept.is_there && !kept.is_stale);
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

/* Dropped, and evaluated again: the same rows. What was stale is stale again. */
static void made_again_it_is_the_same(void **state)
{
    struct house *house = *state;
    struct sl_buf first, second;
    struct sl_notice_kept kept;
    struct sl_error err;

    sl_buf_init(&first, (size_t)1 << 20);
    sl_buf_init(&second, (size_t)1 << 20);
    (void)keep_now(house, PICTURE_TODAY + 300);
    dump(house, &first);
    SL_CHECK_OK(sl_notice_kept(house->people.store, &kept, NULL), NULL);
    kept.is_stale = true;
    SL_CHECK_OK(sl_store_begin(house->people.store, &err), &err);
    SL_CHECK_OK(sl_notice_keep_drop(house->people.store, &err), &err);
    SL_CHECK_OK(sl_store_commit(house->people.store, &err), &err);
    SL_CHECK_OK(sl_notice_run_again(house->people.store, &kept, 2, &err), &err);
    dump(house, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    SL_CHECK_OK(sl_notice_kept(house->people.store, &kept, NULL), NULL);
    assert_true(kept.is_there && kept.is_stale);
    kept.is_there = false;
    SL_CHECK_OK(sl_notice_run_again(house->people.store, &kept, 2, &err), &err);
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(kept_and_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(made_again_it_is_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_is_counted_by_indicator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(not_everybody_may, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("app/notice_door", tests, NULL, NULL);
}
