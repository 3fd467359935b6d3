/* SPDX-License-Identifier: Apache-2.0 */
#include "link/meet.h"

#include "link/engine.h"
#include "link/probe.h"

/* All records, and behind them one row of nobody: the values of two records mixed. */
struct guests {
    struct sl_linkage *linkage;
    uint32_t *rows;
    uint32_t *records;
    size_t count;
};

static void invite(struct guests *guests, unsigned data, unsigned person_count)
{
    guests->linkage = engine_linked(data, person_count);
    const struct sl_table *table = &guests->linkage->table;
    guests->count = (size_t)table->record_count + 1;
    guests->rows = sl_alloc(guests->count * table->field_count, sizeof(uint32_t));
    guests->records = sl_alloc(guests->count, sizeof(uint32_t));
    assert_non_null(guests->rows);
    assert_non_null(guests->records);
    for (uint32_t record = 0; record < guests->count; record++) {
        const bool nobody = record == table->record_count;
        uint32_t *row = guests->rows + (size_t)record * table->field_count;
        guests->records[record] = nobody ? SL_RECORD_NONE : record;
        for (unsigned field = 0; field < table->field_count; field++) {
            row[field] = sl_table_row(table, nobody ? field % 2 : record)[field];
        }
    }
}

static void send_home(struct guests *guests)
{
    sl_free(guests->rows);
    sl_free(guests->records);
    sl_linkage_close(guests->linkage);
}

static struct sl_meeting meeting_of(const struct guests *guests)
{
    const struct sl_table *table = &guests->linkage->table;
    const bool two = guests->linkage->options.two_sources;
    return (struct sl_meeting){
        .weights = &guests->linkage->weights,
        .index = &guests->linkage->index,
        .rows = guests->rows,
        .records = guests->records,
        .row_count = guests->count,
        .partners = {two ? table->source_count[0] : 0, table->record_count},
        .least_bits = -2.0,
        .thread_count = 1,
    };
}

/* The pairs of one row are those that a scan of all partners finds, with their agreements. */
static size_t check_row(
    const struct sl_meeting *meeting,
    const struct sl_sample *sample,
    struct sl_probe *probe,
    uint32_t owner,
    size_t at
)
{
    const struct sl_scorer *scorer = meeting->weights->scorer;
    const struct sl_table *table = scorer->table;
    const uint32_t *row = meeting->rows + (size_t)owner * table->field_count;
    const int32_t least = sl_ticks(meeting->least_bits) - SL_TICK_SLACK;
    sl_probe_set_row(probe, row);
    SL_CHECK_OK(sl_probe_scan(probe, meeting->partners, least, NULL), NULL);
    for (size_t found = 0; found < probe->found_count; found++) {
        struct sl_agreement agreement;
        const uint32_t met = probe->found[found];
        if (met == meeting->records[owner]) {
            continue;
        }
        assert_true(at < sample->pair_count);
        SL_CHECK_U64(sample->owners[at], owner);
        SL_CHECK_U64(sample->met[at], met);
        sl_scorer_compare(scorer, row, sl_table_row(table, met), &agreement);
        for (unsigned field = 0; field < table->field_count; field++) {
            const unsigned level = sample->levels[at * table->field_count + field];
            const bool fixed = (agreement.fixed >> field & 1U) != 0;
            SL_CHECK_U64(level, fixed ? SL_LEVEL_MISSING : agreement.level[field]);
        }
        at++;
    }
    return at;
}

static void test_rows_meet_all_that_are_close(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct guests guests;
        struct sl_sample sample;
        struct sl_probe probe;
        size_t at = 0;
        invite(&guests, data, 80);
        const struct sl_meeting meeting = meeting_of(&guests);
        SL_CHECK_OK(sl_meet(&meeting, &sample, NULL), NULL);
        SL_CHECK_U64(sample.record_count, guests.count);
        SL_CHECK_NEAR(sample.others, guests.linkage->scorer.others, 0.0);
        SL_CHECK_OK(sl_probe_open(&probe, meeting.weights, NULL, NULL), NULL);
        for (uint32_t owner = 0; owner < guests.count; owner++) {
            at = check_row(&meeting, &sample, &probe, owner, at);
        }
        SL_CHECK_U64(sample.pair_count, at);
        sl_probe_close(&probe);
        sl_sample_finish(&sample);
        send_home(&guests);
    }
}

static void check_same(const struct sl_sample *actual, const struct sl_sample *expected)
{
    const size_t count = expected->pair_count;
    const size_t cells = count * expected->field_count;
    SL_CHECK_U64(actual->pair_count, count);
    engine_check_same(actual->owners, expected->owners, count * sizeof(uint32_t), "owners");
    engine_check_same(actual->met, expected->met, count * sizeof(uint32_t), "met");
    engine_check_same(actual->plain_bits, expected->plain_bits, count * sizeof(float), "plain");
    engine_check_same(actual->levels, expected->levels, cells, "levels");
    engine_check_same(actual->rarities, expected->rarities, cells * sizeof(float), "rarities");
    engine_check_same(actual->discounts, expected->discounts, count * sizeof(float), "discounts");
}

static void test_threads_do_not_matter(void **state)
{
    struct guests guests;
    struct sl_sample one;
    (void)state;
    invite(&guests, 0, 150);
    struct sl_meeting meeting = meeting_of(&guests);
    SL_CHECK_OK(sl_meet(&meeting, &one, NULL), NULL);
    assert_true(one.pair_count > 100);
    for (meeting.thread_count = 2; meeting.thread_count <= 3; meeting.thread_count++) {
        struct sl_sample more;
        SL_CHECK_OK(sl_meet(&meeting, &more, NULL), NULL);
        check_same(&more, &one);
        sl_sample_finish(&more);
    }
    sl_sample_finish(&one);
    send_home(&guests);
}

/* Seen again by the same scorer, pairs agree as when they met, whatever stood there between. */
static void test_pairs_are_seen_again(void **state)
{
    struct guests guests;
    struct sl_sample once;
    struct sl_sample again;
    (void)state;
    invite(&guests, 0, 600);
    const struct sl_meeting meeting = meeting_of(&guests);
    SL_CHECK_OK(sl_meet(&meeting, &once, NULL), NULL);
    SL_CHECK_OK(sl_meet(&meeting, &again, NULL), NULL);
    assert_true(once.pair_count > 1024); /* more than one task */
    for (unsigned threads = 1; threads <= 3; threads++) {
        const size_t cells = again.pair_count * again.field_count;
        memset(again.levels, 0x55, cells);
        memset(again.rarities, 0x55, cells * sizeof(float));
        memset(again.plain_bits, 0x55, again.pair_count * sizeof(float));
        memset(again.discounts, 0x55, again.pair_count * sizeof(float));
        sl_meet_again(&again, &guests.linkage->scorer, guests.rows, threads);
        check_same(&again, &once);
    }
    sl_sample_finish(&once);
    sl_sample_finish(&again);
    send_home(&guests);
}

static void test_nobody_meets_nobody(void **state)
{
    struct guests guests;
    struct sl_sample sample;
    (void)state;
    invite(&guests, 0, 20);
    struct sl_meeting meeting = meeting_of(&guests);
    meeting.row_count = 0;
    SL_CHECK_OK(sl_meet(&meeting, &sample, NULL), NULL);
    SL_CHECK_U64(sample.pair_count, 0);
    sl_sample_finish(&sample);
    meeting = meeting_of(&guests);
    meeting.partners = (struct sl_range){ 5, 5 };
    SL_CHECK_OK(sl_meet(&meeting, &sample, NULL), NULL);
    SL_CHECK_U64(sample.pair_count, 0);
    sl_sample_finish(&sample);
    send_home(&guests);
}

static enum sl_status meet_and_forget(void *context)
{
    const struct sl_meeting meeting = meeting_of(context);
    struct sl_sample sample;
    SL_TRY(sl_meet(&meeting, &sample, NULL));
    sl_sample_finish(&sample);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct guests guests;
    (void)state;
    invite(&guests, 0, 40);
    assert_true(sl_test_failing_allocations(meet_and_forget, &guests) > 20);
    send_home(&guests);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_meet_all_that_are_close),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_pairs_are_seen_again),
        cmocka_unit_test(test_nobody_meets_nobody),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
