/* SPDX-License-Identifier: Apache-2.0 */
#include "link/cluster.h"

#include <math.h>

#include "link/engine.h"
#include "link/entity.h"

/* Edges of a linkage, and what becomes of them. */
struct clustered {
    struct sl_linkage *linkage;
    struct sl_edges edges;
    struct sl_joins joins;
    struct sl_aparts aparts;
    uint32_t *clusters;
};

static void find_edges(struct clustered *clustered, bool across, double least_bits)
{
    const struct sl_edge_options options = {
        .two_sources = across,
        .least_bits = least_bits,
        .thread_count = 1,
    };
    SL_CHECK_OK(
        sl_edges_find(
            &clustered->edges,
            &clustered->linkage->weights,
            &clustered->linkage->index,
            &options,
            NULL
        ),
        NULL
    );
    clustered->clusters =
        sl_alloc(clustered->linkage->table.record_count, sizeof(*clustered->clusters));
    assert_non_null(clustered->clusters);
}

static void join(struct clustered *clustered, struct sl_cluster_options options)
{
    options.thread_count = options.thread_count == 0 ? 1 : options.thread_count;
    const struct sl_scorer *scorer = &clustered->linkage->scorer;
    const struct sl_joins_notes notes = { &clustered->aparts, NULL };
    SL_CHECK_OK(
        sl_joins_find(&clustered->joins, &notes, scorer, &clustered->edges, &options, NULL), NULL
    );
}

static void cut(struct clustered *clustered, double height)
{
    const uint32_t count = clustered->linkage->table.record_count;
    SL_CHECK_OK(
        sl_joins_cut(&clustered->joins, height, NULL, clustered->clusters, count, NULL), NULL
    );
}

static void finish(struct clustered *clustered)
{
    sl_free(clustered->clusters);
    sl_edges_finish(&clustered->edges);
    sl_joins_finish(&clustered->joins);
    sl_aparts_finish(&clustered->aparts);
    sl_linkage_close(clustered->linkage);
}

/* Each record is in one cluster, named after its lowest record. */
static void check_partition(const struct clustered *clustered)
{
    for (uint32_t record = 0; record < clustered->linkage->table.record_count; record++) {
        const uint32_t name = clustered->clusters[record];
        assert_true(name <= record);
        SL_CHECK_U64(clustered->clusters[name], name);
    }
}

/* Joins are made from the surest down, none below the floor, and count the pairs that they make. */
static void check_joins(struct clustered *clustered, double least_bits)
{
    const uint32_t count = clustered->linkage->table.record_count;
    uint64_t pairs = 0;
    uint64_t joined = 0;
    for (size_t at = 0; at < clustered->joins.count; at++) {
        const struct sl_join *made = &clustered->joins.items[at];
        assert_true(made->left != made->right && made->left < count && made->right < count);
        assert_true((double)made->bits >= least_bits);
        assert_true(made->height <= made->bits);
        assert_true(made->pair_count > 0);
        pairs += made->pair_count;
    }
    cut(clustered, -(double)INFINITY);
    check_partition(clustered);
    for (uint32_t left = 0; left < count; left++) {
        for (uint32_t right = 0; right < left; right++) {
            joined += clustered->clusters[left] == clustered->clusters[right];
        }
    }
    SL_CHECK_U64(joined, pairs);
    assert_true(isfinite(clustered->joins.open_matches) && clustered->joins.open_matches >= 0.0);
}

static void test_clusters_are_a_partition(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        for (int least = -6; least < 9; least += 7) {
            struct clustered clustered = { .linkage = engine_linked(data, 100) };
            find_edges(&clustered, clustered.linkage->options.two_sources, -6.0);
            join(&clustered, (struct sl_cluster_options){ .least_bits = least });
            assert_true(clustered.joins.count > 10);
            check_joins(&clustered, least);
            finish(&clustered);
        }
    }
}

/* Cutting higher only takes clusters apart. */
static void test_higher_cut_is_finer(void **state)
{
    struct clustered clustered = { .linkage = engine_linked(2, 150) };
    const uint32_t count = clustered.linkage->table.record_count;
    uint32_t *coarse = sl_alloc(count, sizeof(*coarse));
    (void)state;
    assert_non_null(coarse);
    find_edges(&clustered, false, -6.0);
    join(&clustered, (struct sl_cluster_options){ .least_bits = -6.0 });
    cut(&clustered, -6.0);
    for (int tenth = -50; tenth < 300; tenth += 13) {
        const double height = tenth / 10.0;
        memcpy(coarse, clustered.clusters, count * sizeof(*coarse));
        cut(&clustered, height);
        check_partition(&clustered);
        for (uint32_t record = 0; record < count; record++) {
            SL_CHECK_U64(coarse[clustered.clusters[record]], coarse[record]);
        }
    }
    cut(&clustered, (double)INFINITY);
    for (uint32_t record = 0; record < count; record++) {
        SL_CHECK_U64(clustered.clusters[record], record);
    }
    sl_free(coarse);
    finish(&clustered);
}

/* The best edge of a part is always joined, when nothing forbids it. */
static void test_surest_pair_is_joined(void **state)
{
    struct clustered clustered = { .linkage = engine_linked(4, 100) };
    (void)state;
    find_edges(&clustered, false, -6.0);
    join(&clustered, (struct sl_cluster_options){ .least_bits = 0.0 });
    cut(&clustered, 0.0);
    const struct sl_edge *best = &clustered.edges.items[0];
    for (size_t at = 0; at < clustered.edges.count; at++) {
        const struct sl_edge *edge = &clustered.edges.items[at];
        best = edge->bits > best->bits ? edge : best;
    }
    SL_CHECK_U64(clustered.clusters[best->left], clustered.clusters[best->right]);
    finish(&clustered);
}

static void test_one_record_of_a_source(void **state)
{
    struct clustered clustered = { .linkage = engine_linked_twofold(100) };
    const uint32_t count = clustered.linkage->table.record_count;
    unsigned together = 0;
    (void)state;
    /* Edges within the sources, too: they must not be used. */
    find_edges(&clustered, false, -6.0);
    const struct sl_rules rules = { .distinct_in_source = true };
    join(&clustered, (struct sl_cluster_options){ .least_bits = -6.0, .rules = rules });
    assert_true(clustered.aparts.count > 0);
    check_joins(&clustered, -6.0);
    for (uint32_t left = 0; left < count; left++) {
        for (uint32_t right = 0; right < left; right++) {
            if (clustered.clusters[left] == clustered.clusters[right]) {
                const struct sl_table *table = &clustered.linkage->table;
                assert_true(sl_table_source(table, left) != sl_table_source(table, right));
                together++;
            }
        }
    }
    assert_true(together > 20);
    finish(&clustered);
}

static void check_same_joins(const struct sl_joins *actual, const struct sl_joins *expected)
{
    SL_CHECK_U64(actual->count, expected->count);
    for (size_t at = 0; at < expected->count; at++) {
        const struct sl_join *one = &actual->items[at];
        const struct sl_join *two = &expected->items[at];
        SL_CHECK_U64(one->left, two->left);
        SL_CHECK_U64(one->right, two->right);
        SL_CHECK_U64(one->pair_count, two->pair_count);
        engine_check_same(&one->bits, &two->bits, sizeof(one->bits), "bits");
        engine_check_same(&one->height, &two->height, sizeof(one->height), "height");
    }
    engine_check_exactly(actual->open_matches, expected->open_matches, "open matches");
}

/* So many parts that there is more than one task. */
static void test_threads_do_not_matter(void **state)
{
    struct clustered clustered = { .linkage = engine_linked(4, 500) };
    (void)state;
    find_edges(&clustered, false, -6.0);
    join(&clustered, (struct sl_cluster_options){ .least_bits = -6.0 });
    assert_true(clustered.joins.count > 300);
    for (unsigned threads = 2; threads <= 3; threads++) {
        struct clustered again = clustered;
        join(&again, (struct sl_cluster_options){ .least_bits = -6.0, .thread_count = threads });
        check_same_joins(&again.joins, &clustered.joins);
        sl_joins_finish(&again.joins);
    }
    finish(&clustered);
}

static void test_nothing_to_join(void **state)
{
    struct clustered clustered = { .linkage = engine_linked(0, 10) };
    (void)state;
    clustered.clusters = sl_alloc(100, sizeof(*clustered.clusters));
    assert_non_null(clustered.clusters);
    join(&clustered, (struct sl_cluster_options){ .least_bits = 0.0 });
    SL_CHECK_U64(clustered.joins.count, 0);
    cut(&clustered, 0.0);
    check_partition(&clustered);
    finish(&clustered);
}

/* However low the floor: when all pairs are taken for twins, nothing is joined. */
static void test_twins_are_never_joined(void **state)
{
    struct fixture_people people = engine_people(0, 300);
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    struct sl_agreement agreement;
    size_t twins = 0;
    (void)state;
    people.most_records = 2;
    people.family_share = 0.5;
    people.twin_share = 0.3;
    fixture_make_people(&fixture, &people);
    struct clustered clustered = { .linkage = fixture_linked(&fixture, &options) };
    const struct sl_scorer *scorer = &clustered.linkage->scorer;
    struct sl_model *model = &clustered.linkage->model;
    fixture_finish(&fixture);
    find_edges(&clustered, false, -60.0);
    /* Twins as common as can be, whatever was learned. */
    model->relation_count = 1;
    model->relations[0].rate = 0.5;
    model->relations[0].fields = model->birth_fields | 1U << clustered.linkage->schema.surname;
    for (size_t at = 0; at < clustered.edges.count; at++) {
        const struct sl_edge *edge = &clustered.edges.items[at];
        const uint32_t *left = sl_table_row(scorer->table, edge->left);
        sl_scorer_compare(scorer, left, sl_table_row(scorer->table, edge->right), &agreement);
        if (sl_entity_twins(scorer, &agreement)) {
            clustered.edges.items[twins++] = *edge;
        }
    }
    assert_true(twins > 0);
    clustered.edges.count = twins;
    join(&clustered, (struct sl_cluster_options){ .least_bits = -60.0 });
    SL_CHECK_U64(clustered.joins.count, 0);
    finish(&clustered);
}

/* Are these records of two people of one family, born on one day, with names unlike each other? */
static bool are_twins(
    const struct sl_linkage *linkage, const struct fixture_row *one, const struct fixture_row *two
)
{
    const struct sl_schema *schema = &linkage->schema;
    const unsigned birth = engine_field(schema, SL_KIND_DOB);
    uint32_t records[2];
    if (one->person == two->person || one->family != two->family) {
        return false;
    }
    SL_CHECK_OK(sl_linkage_record_find(linkage, 0, one->id, &records[0], NULL), NULL);
    SL_CHECK_OK(sl_linkage_record_find(linkage, 0, two->id, &records[1], NULL), NULL);
    const uint32_t *left = sl_table_row(&linkage->table, records[0]);
    const uint32_t *right = sl_table_row(&linkage->table, records[1]);
    return left[birth] == right[birth] && sl_domain_level(
                                              sl_table_domain(&linkage->table, schema->given),
                                              left[schema->given],
                                              right[schema->given]
                                          ) == SL_LEVEL_ELSE;
}

/* Did these two records become one person? */
static bool are_joined(
    const struct sl_linkage *linkage, const struct fixture_row *one, const struct fixture_row *two
)
{
    uint32_t records[2];
    SL_CHECK_OK(sl_linkage_record_find(linkage, 0, one->id, &records[0], NULL), NULL);
    SL_CHECK_OK(sl_linkage_record_find(linkage, 0, two->id, &records[1], NULL), NULL);
    return sl_linkage_cluster(linkage, records[0]) == sl_linkage_cluster(linkage, records[1]);
}

/* People in households, one in twenty a twin: whatever twins share, they stay two. */
static void test_twins_stay_two(void **state)
{
    struct fixture_people people = engine_people(4, 400);
    struct fixture fixture;
    struct sl_linkage_options options = fixture_options();
    unsigned pairs = 0;
    unsigned wrong = 0;
    (void)state;
    people.family_share = 0.5;
    people.twin_share = 0.1;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    for (size_t left = 0; left < fixture.count; left++) {
        for (size_t right = 0; right < left; right++) {
            const struct fixture_row *one = &fixture.rows[left];
            const struct fixture_row *two = &fixture.rows[right];
            if (are_twins(linkage, one, two)) {
                pairs++;
                wrong += are_joined(linkage, one, two);
            }
        }
    }
    assert_true(pairs > 20);
    SL_CHECK_U64(wrong, 0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static enum sl_status join_and_forget(void *context)
{
    const struct clustered *clustered = context;
    const struct sl_cluster_options options = { .least_bits = -6.0, .thread_count = 1 };
    struct sl_aparts aparts = { 0 };
    const struct sl_joins_notes notes = { &aparts, NULL };
    struct sl_joins joins;
    const enum sl_status status = sl_joins_find(
        &joins, &notes, &clustered->linkage->scorer, &clustered->edges, &options, NULL
    );
    sl_joins_finish(&joins);
    sl_aparts_finish(&aparts);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct clustered clustered = { .linkage = engine_linked(2, 50) };
    (void)state;
    find_edges(&clustered, false, -6.0);
    assert_true(sl_test_failing_allocations(join_and_forget, &clustered) > 20);
    finish(&clustered);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clusters_are_a_partition),
        cmocka_unit_test(test_higher_cut_is_finer),
        cmocka_unit_test(test_surest_pair_is_joined),
        cmocka_unit_test(test_one_record_of_a_source),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_nothing_to_join),
        cmocka_unit_test(test_twins_are_never_joined),
        cmocka_unit_test(test_twins_stay_two),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
