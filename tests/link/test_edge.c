/* SPDX-License-Identifier: Apache-2.0 */
#include "link/edge.h"

#include "base/array.h"
#include "link/engine.h"
#include "link/probe.h"
#include "link/shop.h"

/* All pairs that these options ask about, by comparing every one of them, without any filter. */
static void find_slowly(
    const struct sl_linkage *linkage, const struct sl_edge_options *options, struct sl_edges *edges
)
{
    const struct sl_table *table = &linkage->table;
    const bool across = options->two_sources || options->distinct_in_source;
    size_t capacity = 0;
    *edges = (struct sl_edges){ 0 };
    for (uint32_t left = 0; left < table->record_count; left++) {
        for (uint32_t right = left + 1; right < table->record_count; right++) {
            const double bits = sl_scorer_pair(&linkage->scorer, left, right);
            if ((across && sl_table_source(table, left) == sl_table_source(table, right)) ||
                bits < options->least_bits) {
                continue;
            }
            const size_t needed = edges->count + 1;
            SL_CHECK_OK(
                sl_array_reserve(&edges->items, &capacity, needed, sizeof(*edges->items), NULL),
                NULL
            );
            edges->items[edges->count++] = (struct sl_edge){ left, right, (float)bits };
        }
    }
}

static void check_same_edges(const struct sl_edges *actual, const struct sl_edges *expected)
{
    SL_CHECK_U64(actual->count, expected->count);
    for (size_t at = 0; at < expected->count; at++) {
        SL_CHECK_U64(actual->items[at].left, expected->items[at].left);
        SL_CHECK_U64(actual->items[at].right, expected->items[at].right);
        const float bits = expected->items[at].bits;
        engine_check_same(&actual->items[at].bits, &bits, sizeof(bits), "bits of an edge");
    }
}

static void
find(const struct sl_linkage *linkage, struct sl_edge_options options, struct sl_edges *edges)
{
    const struct sl_index *index = options.brute_force ? NULL : &linkage->index;
    options.thread_count = options.thread_count == 0 ? 1 : options.thread_count;
    SL_CHECK_OK(sl_edges_find(edges, &linkage->weights, index, &options, NULL), NULL);
}

/* The index, the brute force of the program and that of this test find the same edges. */
static size_t check_complete(const struct sl_linkage *linkage, struct sl_edge_options options)
{
    struct sl_edges slow;
    struct sl_edges brute;
    struct sl_edges fast;
    find_slowly(linkage, &options, &slow);
    find(linkage, options, &fast);
    check_same_edges(&fast, &slow);
    options.brute_force = true;
    find(linkage, options, &brute);
    check_same_edges(&brute, &slow);
    assert_true(fast.looked_at <= brute.looked_at);
    const size_t count = slow.count;
    sl_edges_finish(&slow);
    sl_edges_finish(&brute);
    sl_edges_finish(&fast);
    return count;
}

static void test_index_finds_what_brute_force_finds(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 60);
        size_t last = SIZE_MAX;
        for (int half = -18; half < 40; half += 7) {
            const double least = half / 2.0;
            const struct sl_edge_options options = { .two_sources = linkage->options.two_sources,
                                                     .least_bits = least };
            const size_t count = check_complete(linkage, options);
            assert_true(count <= last);
            last = count;
        }
        sl_linkage_close(linkage);
    }
}

/* The very weight of a pair as the threshold: it is still found. */
static void test_threshold_that_a_pair_just_reaches(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct sl_linkage *linkage = engine_linked(data, 40);
        struct sl_edges all;
        struct sl_edge_options options = { .two_sources = linkage->options.two_sources,
                                           .least_bits = -3.0 };
        find_slowly(linkage, &options, &all);
        assert_true(all.count > 10);
        for (size_t at = 0; at < all.count; at += all.count / 8 + 1) {
            const struct sl_edge *edge = &all.items[at];
            options.least_bits = sl_scorer_pair(&linkage->scorer, edge->left, edge->right);
            assert_true(check_complete(linkage, options) > 0);
        }
        sl_edges_finish(&all);
        sl_linkage_close(linkage);
    }
}

static void test_records_of_one_source_are_left_alone(void **state)
{
    struct sl_linkage *linkage = engine_linked_twofold(60);
    (void)state;
    const struct sl_edge_options across = { .two_sources = true, .least_bits = -6.0 };
    const struct sl_edge_options distinct = { .distinct_in_source = true, .least_bits = -6.0 };
    const struct sl_edge_options all = { .least_bits = -6.0 };
    const size_t count = check_complete(linkage, across);
    SL_CHECK_U64(check_complete(linkage, distinct), count);
    assert_true(count > 0 && check_complete(linkage, all) > count);
    sl_linkage_close(linkage);
}

/* With parts by file, and across files alone. */
static void test_index_with_parts_by_file(void **state)
{
    struct sl_linkage *linkage = engine_linked_twofold(60);
    (void)state;
    sl_index_finish(&linkage->index);
    SL_CHECK_OK(sl_index_init(&linkage->index, &linkage->table, true, 1, NULL), NULL);
    SL_CHECK_U64(linkage->index.part_count, 2);
    for (int bits = -9; bits < 12; bits += 3) {
        struct sl_edge_options options = { .two_sources = true, .least_bits = (double)bits };
        const size_t count = check_complete(linkage, options);
        options.two_sources = false;
        assert_true(check_complete(linkage, options) >= count);
    }
    sl_linkage_close(linkage);
}

/* Give every third record twice more under other ids. */
static void repeat_records(struct fixture *fixture)
{
    const size_t count = fixture->count;
    for (size_t at = 0; at < 2 * count; at++) {
        const struct fixture_row row = fixture->rows[at % count];
        const char *values[FIXTURE_COLUMN_LIMIT] = { NULL };
        char texts[FIXTURE_COLUMN_LIMIT][128];
        char id[32];
        (void)snprintf(id, sizeof(id), "again-%zu", at);
        for (size_t column = 0; column < fixture->column_count; column++) {
            const struct sl_str value = row.values[column];
            assert_true(value.len < sizeof(texts[column]));
            (void)snprintf(texts[column], sizeof(texts[column]), "%.*s", (int)value.len, value.ptr);
            values[column] = value.len > 0 ? texts[column] : NULL;
        }
        if (at % count % 3 == 0) {
            fixture_add(fixture, row.source, id, values);
        }
    }
}

/* Records with the same values are searched from together, within a file and across. */
static void test_repeated_records(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct fixture fixture;
        const struct fixture_people people = engine_people(data, 40);
        struct sl_linkage_options options = fixture_options();
        options.two_sources = people.two_sources;
        fixture_make_people(&fixture, &people);
        repeat_records(&fixture);
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        size_t repeats = 0;
        for (uint32_t place = 0; place < linkage->table.record_count; place++) {
            repeats += linkage->index.repeats[place];
        }
        assert_true(repeats >= linkage->table.record_count / 4);
        for (int bits = -9; bits < 20; bits += 4) {
            const struct sl_edge_options wanted = { .two_sources = people.two_sources,
                                                    .least_bits = (double)bits,
                                                    .ties = true };
            (void)check_complete(linkage, wanted);
        }
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

static void find_in_shop(
    const struct shop *shop, bool fast, struct sl_edge_options options, struct sl_edges *edges
)
{
    options.brute_force = !fast;
    options.thread_count = options.thread_count == 0 ? 1 : options.thread_count;
    SL_CHECK_OK(
        sl_edges_find(edges, &shop->weights, fast ? &shop->index : NULL, &options, NULL), NULL
    );
}

/*
 * Many records, and few values that hold most of them: a small file against a large one and the
 * other way round, on one thread and on several.
 */
static void test_two_files_of_many_records(void **state)
{
    (void)state;
    for (unsigned order = 0; order < 2; order++) {
        struct crowd crowd = shop_crowd(17000);
        struct sl_edge_options options = { .two_sources = true, .least_bits = -4.0 };
        struct shop shop;
        struct sl_edges slow;
        crowd.first_file = order == 0 ? 900 : 16100;
        shop_open_crowd(&shop, &crowd, true);
        assert_true(shop.index.part_count > 2);
        find_in_shop(&shop, false, options, &slow);
        assert_true(slow.count > 500);
        for (options.thread_count = 1; options.thread_count <= 3; options.thread_count += 2) {
            struct sl_edges fast;
            find_in_shop(&shop, true, options, &fast);
            check_same_edges(&fast, &slow);
            assert_true(fast.looked_at * 3 < slow.looked_at);
            sl_edges_finish(&fast);
        }
        sl_edges_finish(&slow);
        shop_close(&shop);
    }
}

/* The edges of one record are those to all others that a look at each gives. */
static size_t check_edges_of(
    const struct shop *shop, struct sl_probe *probe, uint32_t record, const struct sl_edges *edges
)
{
    const struct sl_range all = { 0, shop->made.table.record_count };
    size_t expected = 0;
    size_t actual = 0;
    for (size_t at = 0; at < edges->count; at++) {
        const struct sl_edge *edge = &edges->items[at];
        actual += edge->left == record || edge->right == record ? 1 : 0;
    }
    sl_probe_set_row(probe, sl_table_row(&shop->made.table, record));
    SL_CHECK_OK(sl_probe_scan(probe, all, sl_ticks(-4.0) - SL_TICK_SLACK, NULL), NULL);
    for (size_t at = 0; at < probe->found_count; at++) {
        const double bits = sl_scorer_pair(&shop->scorer, record, probe->found[at]);
        expected += probe->found[at] != record && bits >= -4.0 ? 1 : 0;
    }
    SL_CHECK_U64(actual, expected);
    return expected;
}

/* All edges are right, each stands there once, and some records miss none of theirs. */
static void check_one_file(uint32_t without)
{
    struct crowd crowd = shop_crowd(17000);
    struct shop shop;
    struct sl_edges edges;
    struct sl_probe probe;
    size_t count = 0;
    crowd.without = without;
    shop_open_crowd(&shop, &crowd, false);
    assert_true(shop.index.part_count > 1);
    find_in_shop(&shop, true, (struct sl_edge_options){ .least_bits = -4.0 }, &edges);
    for (size_t at = 0; at < edges.count; at++) {
        const struct sl_edge *edge = &edges.items[at];
        const float bits = (float)sl_scorer_pair(&shop.scorer, edge->left, edge->right);
        engine_check_same(&edge->bits, &bits, sizeof(bits), "bits of an edge");
        assert_true(edge->left < edge->right && (double)bits >= -4.0001);
        assert_true(
            at == 0 || edge[-1].left < edge->left ||
            (edge[-1].left == edge->left && edge[-1].right < edge->right)
        );
    }
    SL_CHECK_OK(sl_probe_open(&probe, &shop.weights, NULL, NULL), NULL);
    for (uint32_t record = 50; record < crowd.record_count; record += 113) {
        count += check_edges_of(&shop, &probe, record, &edges);
    }
    assert_true(count > 100);
    sl_probe_close(&probe);
    sl_edges_finish(&edges);
    shop_close(&shop);
}

static void test_one_file_of_many_records(void **state)
{
    (void)state;
    check_one_file(0);
}

/* Records are searched from by surname: also where some have none, and where there is no such
 * field.
 */
static void test_one_file_without_surnames(void **state)
{
    (void)state;
    check_one_file(1U << CROWD_SURNAME);
}

/* A higher threshold takes edges away and changes nothing about the others. */
static void test_higher_threshold_adds_nothing(void **state)
{
    struct sl_linkage *linkage = engine_linked(2, 80);
    struct sl_edges low;
    struct sl_edges high;
    (void)state;
    find(linkage, (struct sl_edge_options){ .least_bits = -8.0 }, &low);
    for (int tenth = -75; tenth < 160; tenth += 17) {
        const double least = tenth / 10.0;
        size_t at = 0;
        find(linkage, (struct sl_edge_options){ .least_bits = least }, &high);
        for (size_t from = 0; from < low.count; from++) {
            const struct sl_edge *edge = &low.items[from];
            const bool kept = at < high.count && high.items[at].left == edge->left &&
                              high.items[at].right == edge->right;
            assert_true(kept || (double)edge->bits <= least);
            at += kept ? 1 : 0;
        }
        SL_CHECK_U64(at, high.count);
        sl_edges_finish(&high);
    }
    sl_edges_finish(&low);
    sl_linkage_close(linkage);
}

static void count_progress(void *context, enum sl_stage stage, uint64_t done, uint64_t total)
{
    unsigned *calls = context;
    SL_CHECK_U64(stage, SL_STAGE_SCORE);
    assert_true(done > 0 && done <= total);
    (*calls)++;
}

/* So many records that there is more than one task. */
static void test_threads_do_not_matter(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 400);
    struct sl_edges one;
    unsigned calls = 0;
    struct sl_edge_options options = { .least_bits = -4.0,
                                       .progress = count_progress,
                                       .context = &calls };
    (void)state;
    assert_true(linkage->table.record_count > 600);
    find(linkage, options, &one);
    assert_true(calls > 0);
    for (options.thread_count = 2; options.thread_count <= 3; options.thread_count++) {
        struct sl_edges more;
        find(linkage, options, &more);
        check_same_edges(&more, &one);
        SL_CHECK_U64(more.looked_at, one.looked_at);
        sl_edges_finish(&more);
    }
    sl_edges_finish(&one);
    sl_linkage_close(linkage);
}

static void test_ties_on_the_way(void **state)
{
    struct sl_linkage *linkage = engine_linked(2, 120);
    struct sl_edges edges;
    (void)state;
    find(linkage, (struct sl_edge_options){ .least_bits = -4.0 }, &edges);
    SL_CHECK_U64(edges.ties.count, 0);
    sl_edges_finish(&edges);
    find(linkage, (struct sl_edge_options){ .least_bits = -4.0, .ties = true }, &edges);
    assert_true(edges.ties.count > 0);
    for (size_t at = 0; at < edges.ties.count; at++) {
        const struct sl_linkage_tie *tie = &edges.ties.items[at];
        assert_true(tie->left < tie->right && tie->right < linkage->table.record_count);
        assert_true(tie->kind < SL_TIE_COUNT);
        assert_true(tie->probability >= SL_TIE_LEAST_PROB && tie->probability <= 1.0);
    }
    sl_edges_finish(&edges);
    sl_linkage_close(linkage);
}

static enum sl_status find_with_ties(void *context)
{
    const struct sl_linkage *linkage = context;
    const struct sl_edge_options options = { .least_bits = -4.0, .ties = true, .thread_count = 1 };
    struct sl_edges edges;
    SL_TRY(sl_edges_find(&edges, &linkage->weights, &linkage->index, &options, NULL));
    sl_edges_finish(&edges);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(2, 40);
    (void)state;
    assert_true(sl_test_failing_allocations(find_with_ties, linkage) > 10);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index_finds_what_brute_force_finds),
        cmocka_unit_test(test_threshold_that_a_pair_just_reaches),
        cmocka_unit_test(test_records_of_one_source_are_left_alone),
        cmocka_unit_test(test_repeated_records),
        cmocka_unit_test(test_index_with_parts_by_file),
        cmocka_unit_test(test_two_files_of_many_records),
        cmocka_unit_test(test_one_file_of_many_records),
        cmocka_unit_test(test_one_file_without_surnames),
        cmocka_unit_test(test_higher_threshold_adds_nothing),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_ties_on_the_way),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
