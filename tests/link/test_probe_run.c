/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/probe.h"

/* More values and more records than a glance tells apart or a run keeps waiting. */
#define VALUES  6000u
#define RECORDS 6500u

/* All that a search needs, with a model that nothing was learned for. */
struct shop {
    struct fixture_table made;
    struct sl_index index;
    struct sl_community community; /* no classes */
    struct sl_model model;
    struct sl_chance chances[SL_FIELD_LIMIT];
    struct sl_scorer scorer;
    struct sl_weights weights;
    struct sl_probe searching, scanning;
};

/* Names that hold a thousand records and more, a value that hardly two share, and gaps. */
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
        values[0] = names[sl_random_below(&random, 6)];
        values[1] = names[sl_random_below(&random, 6)];
        values[2] = texts[1];
        values[3] = texts[2];
        if (sl_random_below(&random, 4) == 0) {
            values[sl_random_below(&random, 4)] = NULL;
        }
        fixture_add(fixture, 0, texts[0], values);
    }
}

static void count_chances(struct shop *shop)
{
    const struct sl_table *table = &shop->made.table;
    for (unsigned field = 0; field < table->field_count; field++) {
        SL_CHECK_OK(
            sl_chance_count(
                &shop->chances[field],
                sl_table_domain(table, field),
                table->frequency[field],
                table->record_count,
                NULL
            ),
            NULL
        );
        sl_chance_update(&shop->chances[field], &shop->model, field, 1);
    }
}

static void open_shop(struct shop *shop)
{
    struct fixture fixture;
    *shop = (struct shop){ .community = { 0 } };
    stock(&fixture);
    SL_CHECK_OK(fixture_table_init(&shop->made, &fixture, 1, true, NULL), NULL);
    fixture_finish(&fixture);
    SL_CHECK_OK(sl_index_init(&shop->index, &shop->made.table, 1, NULL), NULL);
    sl_model_init(&shop->model, &shop->made.schema);
    count_chances(shop);
    sl_scorer_init(
        &shop->scorer, &shop->made.table, &shop->model, shop->chances, &shop->community, false
    );
}

static void open_probes(struct shop *shop)
{
    SL_CHECK_OK(sl_weights_init(&shop->weights, &shop->scorer, NULL, 1, NULL), NULL);
    SL_CHECK_OK(sl_probe_open(&shop->searching, &shop->weights, &shop->index, NULL), NULL);
    SL_CHECK_OK(sl_probe_open(&shop->scanning, &shop->weights, NULL, NULL), NULL);
}

static void close_probes(struct shop *shop)
{
    sl_probe_close(&shop->searching);
    sl_probe_close(&shop->scanning);
    sl_weights_finish(&shop->weights);
}

static void close_shop(struct shop *shop)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_chance_finish(&shop->chances[field]);
    }
    sl_model_finish(&shop->model);
    sl_index_finish(&shop->index);
    fixture_table_finish(&shop->made);
}

/* A search finds what a scan finds. Gives how many that is. */
static size_t check_record(struct shop *shop, uint32_t record, struct sl_range range, int32_t least)
{
    struct sl_probe *fast = &shop->searching;
    struct sl_probe *slow = &shop->scanning;
    sl_probe_set_row(fast, sl_table_row(&shop->made.table, record));
    sl_probe_set_row(slow, sl_table_row(&shop->made.table, record));
    SL_CHECK_OK(sl_probe_search(fast, range, least, NULL), NULL);
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
    struct shop shop;
    uint64_t most = 0;
    (void)state;
    open_shop(&shop);
    open_probes(&shop);
    const uint32_t count = shop.made.table.record_count;
    for (uint32_t record = 0; record < count; record += 97) {
        for (int32_t bits = -24; bits <= 12; bits += 4) {
            const struct sl_range all = { 0, count };
            const struct sl_range behind = { record + 1, count };
            const int32_t least = bits * SL_TICKS_A_BIT + (int32_t)(record % SL_TICKS_A_BIT);
            const uint64_t before = shop.searching.looked_at;
            const size_t found = check_record(&shop, record, all, least);
            const uint64_t looked_at = shop.searching.looked_at - before;
            assert_true(found >= check_record(&shop, record, behind, least));
            most = looked_at < count && looked_at > most ? looked_at : most;
        }
    }
    assert_true(most > 1024);
    close_probes(&shop);
    close_shop(&shop);
}

/* Names that never agree, not even in the other order, but for a hair: least of all then. */
static void test_models_at_the_edge(void **state)
{
    struct shop shop;
    struct sl_random random;
    (void)state;
    open_shop(&shop);
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 12; round++) {
        for (unsigned field = 0; field < shop.made.table.field_count; field++) {
            for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
                const bool least = sl_random_below(&random, 2) == 0;
                shop.scorer.m_bits[field][level] = least ? -16.6 : -16.6 * sl_random_unit(&random);
            }
        }
        open_probes(&shop);
        for (uint32_t record = round; record < shop.made.table.record_count; record += 801) {
            for (int32_t bits = -60; bits <= 0; bits += 4) {
                const struct sl_range some = { 0, 900 };
                (void)check_record(&shop, record, some, bits * SL_TICKS_A_BIT);
            }
        }
        close_probes(&shop);
    }
    close_shop(&shop);
}

static enum sl_status search_some(void *context)
{
    struct shop *shop = context;
    const struct sl_range all = { 0, shop->made.table.record_count };
    struct sl_probe probe;
    SL_TRY(sl_probe_open(&probe, &shop->weights, &shop->index, NULL));
    sl_probe_set_row(&probe, sl_table_row(&shop->made.table, 5));
    const enum sl_status status = sl_probe_search(&probe, all, -4 * SL_TICKS_A_BIT, NULL);
    sl_probe_close(&probe);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct shop shop;
    (void)state;
    open_shop(&shop);
    open_probes(&shop);
    assert_true(sl_test_failing_allocations(search_some, &shop) > 5);
    close_probes(&shop);
    close_shop(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_values_and_records),
        cmocka_unit_test(test_models_at_the_edge),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
