/* SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include "base/memory.h"
#include "family.h"
#include "simulated.h"

static enum sl_status make_once(void *context)
{
    struct told *told = context;
    struct sl_arena arena;
    struct sl_picture picture;
    sl_arena_init(&arena, (size_t)64 << 20);
    const enum sl_status status = sl_picture_make(&told->input, told->fold, &arena, &picture, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_family(&told);
    assert_true(sl_test_failing_allocations(make_once, &told) > 1);
    told_close(&told);
}

static void test_full_arena(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    struct sl_arena small;
    tell_family(&told);
    for (size_t limit_bytes = 0;; limit_bytes += 512) {
        sl_arena_init(&small, limit_bytes);
        const enum sl_status status =
            sl_picture_make(&told.input, told.fold, &small, &told.picture, NULL);
        sl_arena_finish(&small);
        if (status == SL_OK) {
            break;
        }
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
    }
    told_close(&told);
}

static void test_no_records(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->person_count, 1);
    SL_CHECK_U64(picture->event_count, 0);
    SL_CHECK_U64(picture->tie_count, 0);
    assert_true(picture->field_count > 5);
    assert_non_null(told_gap(picture, SL_PICTURE_NO_FIELD));
    told_close(&told);
}

/* Every statement that is shown stands in the record to which it leads. */
static void check_sources(const struct sl_picture *picture)
{
    for (size_t i = 0; i < picture->field_count; i++) {
        for (size_t j = 0; j < picture->fields[i].value_count; j++) {
            const struct sl_picture_value *value = &picture->fields[i].values[j];
            const struct sl_facts *facts = picture->input->records[value->record].facts;
            assert_true(
                value->value >= facts->values && value->value < facts->values + facts->value_count
            );
        }
    }
    for (size_t i = 0; i < picture->event_count; i++) {
        const struct sl_picture_event *event = &picture->events[i];
        const struct sl_facts *facts = picture->input->records[event->record].facts;
        assert_true(
            event->entity >= facts->entities &&
            event->entity < facts->entities + facts->entity_count
        );
    }
    for (size_t i = 0; i < picture->tie_count; i++) {
        assert_true(picture->ties[i].reason_count > 0 && picture->ties[i].person > 0);
    }
}

static double seconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A picture of 300 records. The bound is loose: sanitizers and busy machines are slow. */
static void
check_time(const struct simulated *all, struct sl_picture_input input, struct sl_fold *fold)
{
    struct sl_arena request;
    struct sl_picture picture;
    double best = 1;
    sl_arena_init(&request, (size_t)64 << 20);
    input.records = &all->records[all->record_count - 300];
    input.record_count = 300;
    for (int i = 0; i < 20; i++) {
        const double start = seconds_now();
        SL_CHECK_OK(sl_picture_make(&input, fold, &request, &picture, NULL), NULL);
        const double taken = seconds_now() - start;
        best = taken < best ? taken : best;
        sl_arena_reset(&request);
    }
    print_message("300 records: %.3f ms\n", best * 1e3);
    assert_true(best < 0.05);
    sl_arena_finish(&request);
}

static void test_a_partnership(void **state)
{
    struct simulated *all = sl_alloc(1, sizeof *all);
    struct sl_fold *fold = NULL;
    size_t event_count = 0;
    size_t tie_count = 0;
    (void)state;
    assert_non_null(all);
    simulated_open(all);
    SL_CHECK_OK(sl_fold_open(&fold, NULL), NULL);
    assert_true(all->record_count > 400);
    struct sl_picture_input input = {
        .today = 20600,
        .records = all->records,
        .record_count = all->record_count,
        .mentions = all->mentions,
        .mention_count = all->mention_count,
    };
    for (size_t i = 0; i < all->mention_count; i += 40) {
        struct sl_arena request;
        struct sl_picture picture;
        sl_arena_init(&request, (size_t)64 << 20);
        input.child = all->mentions[i].identity;
        SL_CHECK_OK(sl_picture_make(&input, fold, &request, &picture, NULL), NULL);
        check_sources(&picture);
        event_count += picture.event_count;
        tie_count += picture.tie_count;
        sl_arena_finish(&request);
    }
    assert_true(event_count > 0 && tie_count > 0);
    check_time(all, input, fold);
    sl_fold_close(fold);
    sl_arena_finish(&all->arena);
    sl_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_full_arena),
        cmocka_unit_test(test_no_records),
        cmocka_unit_test(test_a_partnership),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
