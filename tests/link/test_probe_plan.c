/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/probe.h"

/* A search gives what a scan of all records gives, whatever it skips on the way. */
static void check_search(
    struct sl_probe *searching, struct sl_probe *scanning, struct sl_range range, int32_t least
)
{
    SL_CHECK_OK(sl_probe_search(searching, range, least, NULL), NULL);
    SL_CHECK_OK(sl_probe_scan(scanning, range, least, NULL), NULL);
    SL_CHECK_U64(searching->found_count, scanning->found_count);
    if (scanning->found_count > 0) {
        engine_check_same(
            searching->found,
            scanning->found,
            scanning->found_count * sizeof(*scanning->found),
            "found records"
        );
    }
}

static void search_all(const struct sl_linkage *linkage, struct sl_probe probes[2])
{
    const struct sl_table *table = &linkage->table;
    const struct sl_range all = { 0, table->record_count };
    for (uint32_t record = 0; record < table->record_count; record++) {
        sl_probe_set_row(&probes[0], sl_table_row(table, record));
        sl_probe_set_row(&probes[1], sl_table_row(table, record));
        for (int32_t bits = -24; bits <= 40; bits += 4) {
            const int32_t least = bits * SL_TICKS_A_BIT + (int32_t)(record % SL_TICKS_A_BIT);
            check_search(&probes[0], &probes[1], all, least);
        }
        const struct sl_range behind = { record + 1, table->record_count };
        check_search(&probes[0], &probes[1], behind, 0);
    }
}

static void open_both(const struct sl_linkage *linkage, struct sl_probe probes[2])
{
    SL_CHECK_OK(sl_probe_open(&probes[0], &linkage->weights, &linkage->index, NULL), NULL);
    SL_CHECK_OK(sl_probe_open(&probes[1], &linkage->weights, NULL, NULL), NULL);
}

static void test_search_finds_what_a_scan_finds(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 50);
        struct sl_probe probes[2];
        open_both(linkage, probes);
        search_all(linkage, probes);
        sl_probe_close(&probes[0]);
        sl_probe_close(&probes[1]);
        sl_linkage_close(linkage);
    }
}

/* The point of it all: at a threshold that matters, few records are looked at. */
static void test_search_looks_at_few(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 300);
    const struct sl_range all = { 0, linkage->table.record_count };
    struct sl_probe probes[2];
    (void)state;
    open_both(linkage, probes);
    for (uint32_t record = 0; record < all.end; record++) {
        sl_probe_set_row(&probes[0], sl_table_row(&linkage->table, record));
        sl_probe_set_row(&probes[1], sl_table_row(&linkage->table, record));
        check_search(&probes[0], &probes[1], all, 4 * SL_TICKS_A_BIT);
    }
    SL_CHECK_U64(probes[1].looked_at, (uint64_t)all.end * all.end);
    assert_true(probes[0].looked_at * 3 < probes[1].looked_at);
    sl_probe_close(&probes[0]);
    sl_probe_close(&probes[1]);
    sl_linkage_close(linkage);
}

/* Weights that no learning would give: the search does not lean on what is usual. */
static void test_strange_models(void **state)
{
    struct sl_linkage *linkage = engine_linked(1, 40);
    const struct sl_schema *schema = &linkage->schema;
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 12; round++) {
        struct sl_probe probes[2];
        for (unsigned field = 0; field < schema->field_count; field++) {
            for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
                linkage->scorer.m_bits[field][level] = -12.0 * sl_random_unit(&random);
            }
        }
        sl_weights_finish(&linkage->weights);
        SL_CHECK_OK(sl_weights_init(&linkage->weights, &linkage->scorer, NULL, 1, NULL), NULL);
        open_both(linkage, probes);
        search_all(linkage, probes);
        sl_probe_close(&probes[0]);
        sl_probe_close(&probes[1]);
    }
    sl_linkage_close(linkage);
}

static enum sl_status open_and_search(void *context)
{
    struct sl_linkage *linkage = context;
    const struct sl_range all = { 0, linkage->table.record_count };
    struct sl_probe probe;
    SL_TRY(sl_probe_open(&probe, &linkage->weights, &linkage->index, NULL));
    enum sl_status status = SL_OK;
    for (uint32_t record = 0; record < all.end && status == SL_OK; record++) {
        sl_probe_set_row(&probe, sl_table_row(&linkage->table, record));
        status = sl_probe_search(&probe, all, 0, NULL);
    }
    sl_probe_close(&probe);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 20);
    (void)state;
    assert_true(sl_test_failing_allocations(open_and_search, linkage) > 10);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_finds_what_a_scan_finds),
        cmocka_unit_test(test_search_looks_at_few),
        cmocka_unit_test(test_strange_models),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
