/* SPDX-License-Identifier: Apache-2.0 */
#include "link/probe.h"

#include <math.h>

#include "link/engine.h"
#include "link/probe_impl.h"

/* Forget the corrections of weights: ticks bound what they are before. */
static struct sl_linkage *plainly_linked(unsigned data, unsigned person_count)
{
    struct sl_linkage *linkage = engine_linked(data, person_count);
    linkage->model.calibration = (struct sl_calibration){ 0 };
    return linkage;
}

/* A probe that has been used finds what a new one finds: no record is left in it. */
static void check_unloaded(struct sl_probe *used)
{
    const struct sl_table *table = used->weights->scorer->table;
    const struct sl_range all = { 0, table->record_count };
    for (uint32_t record = 0; record < all.end; record += 7) {
        struct sl_probe fresh;
        SL_CHECK_OK(sl_probe_open(&fresh, used->weights, used->index, NULL), NULL);
        sl_probe_set_row(&fresh, sl_table_row(table, record));
        sl_probe_set_row(used, sl_table_row(table, record));
        SL_CHECK_OK(sl_probe_scan(&fresh, all, 0, NULL), NULL);
        SL_CHECK_OK(sl_probe_scan(used, all, 0, NULL), NULL);
        SL_CHECK_U64(used->found_count, fresh.found_count);
        engine_check_same(
            used->found, fresh.found, fresh.found_count * sizeof(*fresh.found), "found records"
        );
        sl_probe_close(&fresh);
    }
}

/* Each record is found by each other at the very weight of the two, whatever that is. */
static void check_bound(struct sl_probe *probe, uint32_t left)
{
    const struct sl_scorer *scorer = probe->weights->scorer;
    sl_probe_set_row(probe, sl_table_row(scorer->table, left));
    for (uint32_t right = 0; right < scorer->table->record_count; right++) {
        const struct sl_range only = { right, right + 1 };
        const int32_t ticks = sl_ticks(sl_scorer_pair(scorer, left, right));
        SL_CHECK_OK(sl_probe_scan(probe, only, ticks - SL_TICK_SLACK, NULL), NULL);
        SL_CHECK_U64(probe->found_count, 1);
    }
}

static void test_ticks_bound_every_weight(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = plainly_linked(data, 60);
        struct sl_probe probe;
        SL_CHECK_OK(sl_probe_open(&probe, &linkage->weights, NULL, NULL), NULL);
        for (uint32_t left = 0; left < linkage->table.record_count; left++) {
            check_bound(&probe, left);
        }
        check_unloaded(&probe);
        sl_probe_close(&probe);
        sl_linkage_close(linkage);
    }
}

/* What a scan finds holds every record whose weight reaches the threshold, in order, once. */
static void check_scan(struct sl_probe *probe, uint32_t left, struct sl_range range, double bits)
{
    const struct sl_scorer *scorer = probe->weights->scorer;
    const uint64_t before = probe->looked_at;
    sl_probe_set_row(probe, sl_table_row(scorer->table, left));
    SL_CHECK_OK(sl_probe_scan(probe, range, sl_ticks(bits) - SL_TICK_SLACK, NULL), NULL);
    SL_CHECK_U64(probe->looked_at - before, range.end - range.low);
    size_t at = 0;
    for (uint32_t record = range.low; record < range.end; record++) {
        const bool found = at < probe->found_count && probe->found[at] == record;
        assert_true(found || sl_scorer_pair(scorer, left, record) < bits);
        at += found ? 1 : 0;
    }
    SL_CHECK_U64(at, probe->found_count);
}

static void test_scan_finds_all_that_reach_the_threshold(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = plainly_linked(data, 50);
        const uint32_t count = linkage->table.record_count;
        struct sl_probe probe;
        SL_CHECK_OK(sl_probe_open(&probe, &linkage->weights, NULL, NULL), NULL);
        for (uint32_t left = 0; left < count; left++) {
            const double bits = (double)(left % 30) - 12.0;
            check_scan(&probe, left, (struct sl_range){ 0, count }, bits);
            check_scan(&probe, left, (struct sl_range){ left / 2, left }, bits);
        }
        check_unloaded(&probe);
        sl_probe_close(&probe);
        sl_linkage_close(linkage);
    }
}

static void test_fields_of_a_row(void **state)
{
    struct sl_linkage *linkage = engine_linked(1, 60);
    const struct sl_table *table = &linkage->table;
    const struct sl_schema *schema = &linkage->schema;
    struct sl_probe probe;
    (void)state;
    SL_CHECK_OK(sl_probe_open(&probe, &linkage->weights, &linkage->index, NULL), NULL);
    assert_true(sl_probe_crosses(&probe));
    for (uint32_t record = 0; record < table->record_count; record++) {
        const uint32_t *row = sl_table_row(table, record);
        sl_probe_set_row(&probe, row);
        for (unsigned field = 0; field < table->field_count; field++) {
            const struct sl_probe_field *in = &probe.fields[field];
            SL_CHECK_U64(in->missing, row[field] == SL_CODE_MISSING);
            /* Some record holds the value: itself; so it agrees with something. */
            SL_CHECK_U64(in->item_count > 0, row[field] != SL_CODE_MISSING);
            assert_true(!in->missing || in->parent_count == 0);
        }
        const bool no_surname = row[schema->surname] == SL_CODE_MISSING;
        assert_true(!no_surname || probe.fields[schema->given].crossed_count == 0);
    }
    sl_probe_close(&probe);
    sl_linkage_close(linkage);
}

static void test_without_names(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_DOB, SL_KIND_POSTCODE };
    const char *const values[] = { "2011-05-06", "M1 1AA" };
    struct fixture fixture;
    struct sl_linkage_options options = fixture_options();
    struct sl_probe probe;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    fixture_add(&fixture, 0, "a", values);
    fixture_add(&fixture, 0, "b", values);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    SL_CHECK_OK(sl_probe_open(&probe, &linkage->weights, &linkage->index, NULL), NULL);
    assert_false(sl_probe_crosses(&probe));
    sl_probe_set_row(&probe, sl_table_row(&linkage->table, 0));
    SL_CHECK_OK(sl_probe_scan(&probe, (struct sl_range){ 0, 2 }, -9999, NULL), NULL);
    SL_CHECK_U64(probe.found_count, 2);
    SL_CHECK_OK(sl_probe_scan(&probe, (struct sl_range){ 1, 1 }, -9999, NULL), NULL);
    SL_CHECK_U64(probe.found_count, 0);
    sl_probe_close(&probe);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static enum sl_status open_and_scan(void *context)
{
    struct sl_linkage *linkage = context;
    const struct sl_range all = { 0, linkage->table.record_count };
    struct sl_probe probe;
    SL_TRY(sl_probe_open(&probe, &linkage->weights, &linkage->index, NULL));
    sl_probe_set_row(&probe, sl_table_row(&linkage->table, 0));
    const enum sl_status status = sl_probe_scan(&probe, all, -9999, NULL);
    sl_probe_close(&probe);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 20);
    (void)state;
    assert_true(sl_test_failing_allocations(open_and_scan, linkage) >= 3);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ticks_bound_every_weight),
        cmocka_unit_test(test_scan_finds_all_that_reach_the_threshold),
        cmocka_unit_test(test_fields_of_a_row),
        cmocka_unit_test(test_without_names),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
