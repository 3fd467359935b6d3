/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/probe.h"
#include "link/probe_impl.h"
#include "link/probe_plan.h"
#include "link/shop.h"

/* The same record loaded into two probes, one of which searches and the other scans. */
struct pair {
    struct sl_probe searching, scanning;
    const uint32_t *row; /* of the record */
    uint32_t *places;    /* by record */
    uint32_t *expected;
    uint64_t looked_at; /* by the last search from all places */
};

static void
open_pair(struct pair *pair, const struct sl_weights *weights, const struct sl_index *index)
{
    const uint32_t count = index->table->record_count;
    SL_CHECK_OK(sl_probe_open(&pair->searching, weights, index, NULL), NULL);
    SL_CHECK_OK(sl_probe_open(&pair->scanning, weights, NULL, NULL), NULL);
    pair->places = sl_alloc((size_t)count + 1, sizeof(uint32_t));
    pair->expected = sl_alloc((size_t)count + 1, sizeof(uint32_t));
    assert_non_null(pair->places);
    assert_non_null(pair->expected);
    for (uint32_t place = 0; place < count; place++) {
        pair->places[index->order[place]] = place;
    }
}

static void close_pair(struct pair *pair)
{
    sl_probe_close(&pair->searching);
    sl_probe_close(&pair->scanning);
    sl_free(pair->places);
    sl_free(pair->expected);
}

static void set_record(struct pair *pair, uint32_t record)
{
    pair->row = sl_table_row(pair->searching.index->table, record);
    sl_probe_set_row(&pair->searching, pair->row);
    sl_probe_set_row(&pair->scanning, pair->row);
}

/* Of some records, those that a search must find. Gives how many there are. */
static size_t
keep_wanted(struct pair *pair, const struct sl_search *search, uint32_t *records, size_t count)
{
    size_t kept = 0;
    for (size_t at = 0; at < count; at++) {
        const uint32_t record = records[at];
        if (record >= search->records.low && record < search->records.end &&
            pair->places[record] >= search->first_place) {
            records[kept++] = record;
        }
    }
    return kept;
}

/*
 * A search gives what a scan of all records gives, of those that stand far enough behind, whatever
 * it skips on the way. The scan has been made. Gives how many are found.
 */
static size_t check_against_scan(struct pair *pair, struct sl_search search)
{
    const struct sl_probe *scanned = &pair->scanning;
    struct sl_probe *searched = &pair->searching;
    SL_CHECK_OK(sl_probe_search(searched, &search, NULL), NULL);
    for (size_t at = 0; at < searched->found_count; at++) {
        const uint32_t record = searched->found[at];
        assert_true(record >= search.records.low && record < search.records.end);
        assert_true(pair->places[record] >= search.first_place);
    }
    for (size_t at = 0; at < scanned->found_count; at++) {
        pair->expected[at] = scanned->found[at];
    }
    const size_t count = keep_wanted(pair, &search, pair->expected, scanned->found_count);
    const size_t found = keep_wanted(pair, &search, searched->found, searched->found_count);
    SL_CHECK_U64(found, count);
    if (count > 0) {
        engine_check_same(
            searched->found, pair->expected, count * sizeof(*pair->expected), "found records"
        );
    }
    return count;
}

/* From all places, from behind the record itself, from anywhere, and in a part of the records. */
static size_t check_search(struct pair *pair, uint32_t record, int32_t least)
{
    const uint32_t count = pair->searching.index->table->record_count;
    const uint32_t some = (uint32_t)(((uint64_t)record * 7919 + 13) % count);
    struct sl_search search = {
        .records = {0, count},
          .least_ticks = least
    };
    SL_CHECK_OK(sl_probe_scan(&pair->scanning, search.records, least, NULL), NULL);
    const uint64_t before = pair->searching.looked_at;
    const size_t found = check_against_scan(pair, search);
    pair->looked_at = pair->searching.looked_at - before;
    search.first_place = pair->places[record] + 1;
    (void)check_against_scan(pair, search);
    search.first_place = some;
    search.records.low = some / 3;
    (void)check_against_scan(pair, search);
    search.records = (struct sl_range){ some / 2, some };
    search.first_place = 0;
    (void)check_against_scan(pair, search);
    return found;
}

static void search_all(struct pair *pair)
{
    const struct sl_table *table = pair->searching.index->table;
    for (uint32_t record = 0; record < table->record_count; record++) {
        set_record(pair, record);
        for (int32_t bits = -24; bits <= 40; bits += 4) {
            const int32_t least = bits * SL_TICKS_A_BIT + (int32_t)(record % SL_TICKS_A_BIT);
            (void)check_search(pair, record, least);
        }
    }
}

static void test_search_finds_what_a_scan_finds(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 50);
        struct pair pair;
        open_pair(&pair, &linkage->weights, &linkage->index);
        search_all(&pair);
        close_pair(&pair);
        sl_linkage_close(linkage);
    }
}

/* The point of it all: at a threshold that matters, few records are looked at. */
static void test_search_looks_at_few(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 300);
    const uint32_t count = linkage->table.record_count;
    const struct sl_search search = {
        .records = {0, count},
          .least_ticks = 4 * SL_TICKS_A_BIT
    };
    struct pair pair;
    (void)state;
    open_pair(&pair, &linkage->weights, &linkage->index);
    for (uint32_t record = 0; record < count; record++) {
        set_record(&pair, record);
        SL_CHECK_OK(sl_probe_scan(&pair.scanning, search.records, search.least_ticks, NULL), NULL);
        (void)check_against_scan(&pair, search);
    }
    SL_CHECK_U64(pair.scanning.looked_at, (uint64_t)count * count);
    assert_true(pair.searching.looked_at * 3 < pair.scanning.looked_at);
    close_pair(&pair);
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
        struct pair pair;
        for (unsigned field = 0; field < schema->field_count; field++) {
            for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
                linkage->scorer.m_bits[field][level] = -12.0 * sl_random_unit(&random);
            }
        }
        sl_weights_finish(&linkage->weights);
        SL_CHECK_OK(sl_weights_init(&linkage->weights, &linkage->scorer, NULL, 1, NULL), NULL);
        open_pair(&pair, &linkage->weights, &linkage->index);
        search_all(&pair);
        close_pair(&pair);
    }
    sl_linkage_close(linkage);
}

/* What searches of many records did. */
struct tally {
    size_t scans;          /* plans that could not be made */
    size_t narrowed;       /* steps of many records, their lists narrowed */
    size_t found;          /* records, but for the probing ones */
    size_t crossed;        /* of these, after narrowing: those found by changed names alone */
    uint64_t step_records; /* in the lists of all steps, at their full length */
    uint64_t looked_at;
};

/* Make the plans of a search as it does. Gives how many long steps were narrowed. */
static size_t add_plans(struct sl_probe *probe, int32_t least, struct tally *tally)
{
    const struct sl_search search = {
        .records = {0, probe->index->table->record_count},
          .least_ticks = least
    };
    struct sl_plan *plan = probe->plan;
    uint64_t step_records = 0;
    size_t long_ones = 0;
    for (unsigned part = 0; part < probe->index->part_count; part++) {
        struct sl_step step;
        bool narrowed = false;
        sl_plan_init(plan, probe, &probe->index->parts[part], &search);
        if (!sl_plan_choose(plan)) {
            tally->scans++;
            return 0;
        }
        sl_plan_rewind(plan);
        while (sl_plan_take(plan, &step, &narrowed)) {
            step_records += (uint64_t)step.records;
            long_ones += narrowed && step.records > 500.0 ? 1 : 0;
        }
    }
    tally->step_records += long_ones > 0 ? step_records : 0;
    tally->narrowed += long_ones;
    return long_ones;
}

/* How many records are found only when names are read in the other order. */
static size_t count_crossed(struct pair *pair, int32_t least)
{
    struct sl_probe *probe = &pair->scanning;
    const struct sl_range all = { 0, pair->searching.index->table->record_count };
    SL_CHECK_OK(sl_probe_scan(probe, all, least, NULL), NULL);
    const size_t found = probe->found_count;
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        probe->fields[field].crossed_count = 0;
    }
    SL_CHECK_OK(sl_probe_scan(probe, all, least, NULL), NULL);
    assert_true(found >= probe->found_count);
    return found - probe->found_count;
}

/* The weight that a record like the probing one in all would have, as far as ticks tell. */
static int32_t own_ticks(const struct sl_probe *probe)
{
    int32_t sum = probe->weights->prior_ticks;
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        sum += in->item_count > 0 ? in->items[0].ticks : 0;
    }
    return sum;
}

/* Every step-th record of a crowd, at thresholds so many bits below its own weight. */
static void search_crowd(struct pair *pair, uint32_t step, struct tally *tally)
{
    static const int32_t bits_short[] = { 1, 5, 8, 11, 14, 20 };
    const uint32_t count = pair->searching.index->table->record_count;
    for (uint32_t record = step / 2; record < count; record += step) {
        for (size_t at = 0; at < sizeof(bits_short) / sizeof(bits_short[0]); at++) {
            set_record(pair, record);
            const int32_t least = own_ticks(&pair->searching) - bits_short[at] * SL_TICKS_A_BIT;
            const size_t found = check_search(pair, record, least);
            tally->found += found > 0 ? found - 1 : 0;
            if (add_plans(&pair->searching, least, tally) > 0) {
                tally->looked_at += pair->looked_at;
                tally->crossed += count_crossed(pair, least);
            }
        }
    }
}

/* Columns left out: none; the date, so that the postcode sorts; both, so that the name does. */
static const unsigned layouts[] = { 0, 1U << CROWD_DOB, 1U << CROWD_DOB | 1U << CROWD_POSTCODE };

/* Lists were narrowed, and little of them was looked at. */
static void check_tally(const struct tally *tally)
{
    assert_true(tally->found > 1000);
    assert_true(tally->narrowed > 20);
    assert_true(tally->looked_at * 4 < tally->step_records * 3);
}

static void test_search_of_many_records(void **state)
{
    size_t crossed = 0;
    (void)state;
    for (unsigned layout = 0; layout < 3; layout++) {
        struct crowd crowd = shop_crowd(CROWD_RECORDS);
        struct shop shop;
        struct pair pair;
        struct tally tally = { .scans = 0 };
        crowd.without = layouts[layout];
        crowd.first_file = layout == 0 ? CROWD_RECORDS : CROWD_RECORDS / 4;
        shop_open_crowd(&shop, &crowd, layout > 0);
        open_pair(&pair, &shop.weights, &shop.index);
        search_crowd(&pair, layout == 0 ? 157 : 499, &tally);
        check_tally(&tally);
        crossed += tally.crossed;
        close_pair(&pair);
        shop_close(&shop);
    }
    assert_true(crossed > 20);
}

/* Weights that no learning would give, of records whose lists are long. */
static void test_strange_models_of_many_records(void **state)
{
    struct sl_random random;
    size_t crossed = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned layout = 0; layout < 3; layout++) {
        struct crowd crowd = shop_crowd(CROWD_RECORDS);
        struct shop shop;
        struct tally tally = { .scans = 0 };
        crowd.without = layouts[layout];
        shop_open_crowd(&shop, &crowd, false);
        for (unsigned round = 0; round < 6; round++) {
            struct pair pair;
            shop_change_model(&shop, &random, 3.0 + 2.0 * round);
            open_pair(&pair, &shop.weights, &shop.index);
            search_crowd(&pair, 1997 + 2 * round, &tally);
            close_pair(&pair);
        }
        check_tally(&tally);
        crossed += tally.crossed;
        shop_close(&shop);
    }
    assert_true(crossed > 20);
}

static enum sl_status open_and_search(void *context)
{
    struct sl_linkage *linkage = context;
    const struct sl_search search = {
        .records = {0, linkage->table.record_count}
    };
    struct sl_probe probe;
    SL_TRY(sl_probe_open(&probe, &linkage->weights, &linkage->index, NULL));
    enum sl_status status = SL_OK;
    for (uint32_t record = 0; record < search.records.end && status == SL_OK; record++) {
        sl_probe_set_row(&probe, sl_table_row(&linkage->table, record));
        status = sl_probe_search(&probe, &search, NULL);
    }
    sl_probe_close(&probe);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 20);
    (void)state;
    assert_true(sl_test_failing_allocations(open_and_search, linkage) >= 4);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_finds_what_a_scan_finds),
        cmocka_unit_test(test_search_looks_at_few),
        cmocka_unit_test(test_strange_models),
        cmocka_unit_test(test_search_of_many_records),
        cmocka_unit_test(test_strange_models_of_many_records),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
