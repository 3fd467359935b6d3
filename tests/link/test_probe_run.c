/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/probe.h"
#include "link/shop.h"

/* More values and more records than a glance tells apart or a run keeps waiting. */
#define VALUES  6000u
#define RECORDS 6500u

/*
 * Names that hold a thousand records and more, a value that hardly two share, and gaps. Who was
 * born late has other names than the rest: lists stand to one side of their part.
 */
static void stock(struct fixture *fixture)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_CATEGORY, SL_KIND_DOB
    };
    static const char *const names[] = { "Khan", "Aisha", "Clegg", "Rory", "Kahn", "Aishah" };
    struct sl_random random;
    fixture_init(fixture, kinds, 4);
    sl_random_init(&random, sl_test_seed());
    for (unsigned record = 0; record < RECORDS; record++) {
        char texts[3][24];
        const char *values[4];
        (void)snprintf(texts[0], sizeof(texts[0]), "%u", record);
        (void)snprintf(texts[1], sizeof(texts[1]), "value %u", record % VALUES);
        (void)snprintf(texts[2], sizeof(texts[2]), "20%02u-01-01", record % 13);
        values[0] = names[record % 13 > 9 ? record % 2 : 1 + sl_random_below(&random, 5)];
        values[1] = names[sl_random_below(&random, 6)];
        values[2] = texts[1];
        values[3] = texts[2];
        if (sl_random_below(&random, 4) == 0) {
            values[sl_random_below(&random, 4)] = NULL;
        }
        fixture_add(fixture, 0, texts[0], values);
    }
}

/* A shop, and what searches it. */
struct counter {
    struct shop shop;
    struct sl_probe searching, scanning;
};

static void open_probes(struct counter *counter)
{
    const struct sl_weights *weights = &counter->shop.weights;
    SL_CHECK_OK(sl_probe_open(&counter->searching, weights, &counter->shop.index, NULL), NULL);
    SL_CHECK_OK(sl_probe_open(&counter->scanning, weights, NULL, NULL), NULL);
}

static void close_probes(struct counter *counter)
{
    sl_probe_close(&counter->searching);
    sl_probe_close(&counter->scanning);
}

static void open_counter(struct counter *counter)
{
    struct fixture fixture;
    stock(&fixture);
    shop_open(&counter->shop, &fixture, false);
    open_probes(counter);
}

static void close_counter(struct counter *counter)
{
    close_probes(counter);
    shop_close(&counter->shop);
}

/* A search finds what a scan finds. Gives how many that is. */
static size_t
check_record(struct counter *counter, uint32_t record, struct sl_range range, int32_t least)
{
    const struct sl_table *table = &counter->shop.made.table;
    const struct sl_search search = { .records = range, .least_ticks = least };
    struct sl_probe *fast = &counter->searching;
    struct sl_probe *slow = &counter->scanning;
    sl_probe_set_row(fast, sl_table_row(table, record));
    sl_probe_set_row(slow, sl_table_row(table, record));
    SL_CHECK_OK(sl_probe_search(fast, &search, NULL), NULL);
    SL_CHECK_OK(sl_probe_scan(slow, range, least, NULL), NULL);
    SL_CHECK_U64(fast->found_count, slow->found_count);
    if (slow->found_count > 0) {
        engine_check_same(
            fast->found, slow->found, slow->found_count * sizeof(*slow->found), "found records"
        );
    }
    return slow->found_count;
}

/* Marks are shared by several values, and runs hold more records than wait at once. */
static void test_many_values_and_records(void **state)
{
    struct counter counter;
    uint64_t most = 0;
    (void)state;
    open_counter(&counter);
    const uint32_t count = counter.shop.made.table.record_count;
    for (uint32_t record = 0; record < count; record += 97) {
        for (int32_t bits = -24; bits <= 12; bits += 4) {
            const struct sl_range all = { 0, count };
            const struct sl_range behind = { record + 1, count };
            const int32_t least = bits * SL_TICKS_A_BIT + (int32_t)(record % SL_TICKS_A_BIT);
            const uint64_t before = counter.searching.looked_at;
            const size_t found = check_record(&counter, record, all, least);
            const uint64_t looked_at = counter.searching.looked_at - before;
            assert_true(found >= check_record(&counter, record, behind, least));
            most = looked_at < count && looked_at > most ? looked_at : most;
        }
    }
    assert_true(most > 1024);
    close_counter(&counter);
}

/* Where each record stands. */
static void find_places(const struct sl_index *index, uint32_t *places)
{
    for (uint32_t place = 0; place < RECORDS; place++) {
        places[index->order[place]] = place;
    }
}

/* A search from the place of one record on finds it and all behind that a scan finds. */
static void test_from_a_place_on(void **state)
{
    struct counter counter;
    uint32_t places[RECORDS] = { 0 };
    uint64_t found = 0;
    (void)state;
    open_counter(&counter);
    find_places(&counter.shop.index, places);
    struct sl_probe *fast = &counter.searching;
    struct sl_probe *slow = &counter.scanning;
    for (uint32_t record = 0; record < RECORDS; record += 13) {
        struct sl_search search = {
            .records = {0, RECORDS},
            .least_ticks = ((int32_t)(record % 9) * 2 - 12) * SL_TICKS_A_BIT,
        };
        const uint32_t *row = sl_table_row(&counter.shop.made.table, record);
        sl_probe_set_row(fast, row);
        sl_probe_set_row(slow, row);
        SL_CHECK_OK(sl_probe_scan(slow, search.records, search.least_ticks, NULL), NULL);
        if (slow->found_count == 0) {
            continue;
        }
        search.first_place = places[slow->found[record % slow->found_count]];
        SL_CHECK_OK(sl_probe_search(fast, &search, NULL), NULL);
        size_t at = 0;
        for (size_t i = 0; i < slow->found_count; i++) {
            if (places[slow->found[i]] >= search.first_place) {
                assert_true(at < fast->found_count);
                SL_CHECK_U64(fast->found[at++], slow->found[i]);
            }
        }
        SL_CHECK_U64(fast->found_count, at);
        found += at;
    }
    assert_true(found > 1000);
    close_counter(&counter);
}

/* Names that never agree, not even in the other order, but for a hair: least of all then. */
static void test_models_at_the_edge(void **state)
{
    struct counter counter;
    struct sl_random random;
    (void)state;
    open_counter(&counter);
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 12; round++) {
        for (unsigned field = 0; field < counter.shop.made.table.field_count; field++) {
            double *m_bits = counter.shop.scorer.m_bits[field];
            for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
                const bool least = sl_random_below(&random, 2) == 0;
                m_bits[level] = least ? -16.6 : -16.6 * sl_random_unit(&random);
            }
        }
        close_probes(&counter);
        shop_weigh(&counter.shop);
        open_probes(&counter);
        for (uint32_t record = round; record < RECORDS; record += 801) {
            for (int32_t bits = -60; bits <= 0; bits += 4) {
                const struct sl_range some = { 0, 900 };
                (void)check_record(&counter, record, some, bits * SL_TICKS_A_BIT);
            }
        }
    }
    close_counter(&counter);
}

static enum sl_status search_some(void *context)
{
    struct shop *shop = context;
    const struct sl_search search = {
        .records = {0, shop->made.table.record_count},
        .least_ticks = -4 * SL_TICKS_A_BIT,
    };
    struct sl_probe probe;
    SL_TRY(sl_probe_open(&probe, &shop->weights, &shop->index, NULL));
    sl_probe_set_row(&probe, sl_table_row(&shop->made.table, 5));
    const enum sl_status status = sl_probe_search(&probe, &search, NULL);
    sl_probe_close(&probe);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct counter counter;
    (void)state;
    open_counter(&counter);
    assert_true(sl_test_failing_allocations(search_some, &counter.shop) >= 4);
    close_counter(&counter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_values_and_records),
        cmocka_unit_test(test_from_a_place_on),
        cmocka_unit_test(test_models_at_the_edge),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
