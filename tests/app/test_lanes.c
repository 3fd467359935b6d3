/* SPDX-License-Identifier: Apache-2.0 */
#include "app/lanes.h"

#include "support/support.h"

#define BATCH_COUNT (SL_LANE_COUNT * SL_LANE_BATCHES)

struct batch {
    uint64_t number, squared;
    bool is_filled, is_done;
};

struct fixture {
    struct batch batches[BATCH_COUNT];
    void *pointers[BATCH_COUNT];
    struct sl_lanes lanes;
    uint64_t sum, back_count;
    uint64_t fail_at;
};

static void square(void *one)
{
    struct batch *batch = one;
    batch->squared = batch->number * batch->number;
    batch->is_done = true;
}

static enum sl_status take_back(void *context, void *one, struct sl_error *err)
{
    struct fixture *fixture = context;
    struct batch *batch = one;
    if (!batch->is_filled) {
        return SL_OK;
    }
    assert_true(batch->is_done);
    fixture->sum += batch->squared;
    fixture->back_count++;
    batch->is_filled = false;
    batch->is_done = false;
    return fixture->back_count == fixture->fail_at ? sl_fail(err, SL_IO, "as wanted") : SL_OK;
}

static enum sl_status run(struct fixture *fixture, uint64_t count)
{
    SL_TRY(sl_lanes_open(&fixture->lanes, fixture->pointers, square, take_back, fixture, NULL));
    for (uint64_t i = 1; i <= count; i++) {
        struct batch *batch = sl_lanes_batch(&fixture->lanes);
        assert_false(batch->is_filled);
        batch->number = i;
        batch->is_filled = true;
        if (i < count) {
            SL_TRY(sl_lanes_hand(&fixture->lanes, NULL));
        }
    }
    return sl_lanes_end(&fixture->lanes, NULL);
}

static void begin(struct fixture *fixture)
{
    *fixture = (struct fixture){ .sum = 0 };
    for (size_t i = 0; i < BATCH_COUNT; i++) {
        fixture->pointers[i] = &fixture->batches[i];
    }
}

static void each_batch_comes_back_once(void **state)
{
    static struct fixture fixture;
    (void)state;
    for (uint64_t count = 0; count < 40; count++) {
        begin(&fixture);
        SL_CHECK_OK(run(&fixture, count), NULL);
        sl_lanes_close(&fixture.lanes);
        SL_CHECK_U64(fixture.back_count, count);
        SL_CHECK_U64(fixture.sum, count * (count + 1) * (2 * count + 1) / 6);
    }
}

static void a_failure_ends_it(void **state)
{
    static struct fixture fixture;
    (void)state;
    begin(&fixture);
    fixture.fail_at = 3;
    SL_CHECK_STATUS(run(&fixture, 30), SL_IO);
    sl_lanes_close(&fixture.lanes);
    SL_CHECK_U64(fixture.back_count, 3);
}

static enum sl_status run_anew(void *context)
{
    struct fixture *fixture = context;
    begin(fixture);
    const enum sl_status status = run(fixture, 3);
    sl_lanes_close(&fixture->lanes);
    return status;
}

static void memory_may_run_out(void **state)
{
    static struct fixture fixture;
    (void)state;
    assert_true(sl_test_failing_allocations(run_anew, &fixture) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_batch_comes_back_once),
        cmocka_unit_test(a_failure_ends_it),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
