/* SPDX-License-Identifier: Apache-2.0 */
#include "link/component.h"

#include "base/hash.h"
#include "support/support.h"

#define RECORDS 60u
#define EDGES   80u

/* Edges in the order in which they are promised, each once. */
static size_t draw_edges(struct sl_edge *items, struct sl_random *random, unsigned most)
{
    const uint64_t share = sl_random_below(random, most);
    size_t count = 0;
    for (uint32_t left = 0; left < RECORDS; left++) {
        for (uint32_t right = left + 1; right < RECORDS; right++) {
            if (count < EDGES && sl_random_below(random, 1000) < share) {
                items[count++] = (struct sl_edge){ left, right, 1.0F };
            }
        }
    }
    return count;
}

/* The lowest record that can be reached, by walking all edges until nothing changes. */
static void label_naively(const struct sl_edge *items, size_t count, uint32_t *labels)
{
    bool changed = true;
    for (uint32_t record = 0; record < RECORDS; record++) {
        labels[record] = record;
    }
    while (changed) {
        changed = false;
        for (size_t at = 0; at < count; at++) {
            uint32_t *left = &labels[items[at].left];
            uint32_t *right = &labels[items[at].right];
            changed = changed || *left != *right;
            *left = *left < *right ? *left : *right;
            *right = *left;
        }
    }
}

static void test_sets_are_named_by_their_lowest_member(void **state)
{
    struct sl_union sets;
    (void)state;
    SL_CHECK_STATUS(sl_union_init(&sets, 6, NULL), SL_OK);
    for (uint32_t item = 0; item < 6; item++) {
        SL_CHECK_U64(sl_union_find(&sets, item), item);
    }
    SL_CHECK_U64(sl_union_join(&sets, 5, 3), 3);
    SL_CHECK_U64(sl_union_join(&sets, 2, 4), 2);
    SL_CHECK_U64(sl_union_join(&sets, 5, 4), 2);
    SL_CHECK_U64(sl_union_join(&sets, 3, 3), 2);
    SL_CHECK_U64(sl_union_find(&sets, 5), 2);
    SL_CHECK_U64(sl_union_find(&sets, 0), 0);
    SL_CHECK_U64(sl_union_find(&sets, 1), 1);
    sl_union_finish(&sets);
    sl_union_finish(&sets);
}

static void test_union_find_agrees_with_walking(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 300; round++) {
        struct sl_edge items[EDGES];
        uint32_t labels[RECORDS];
        struct sl_union sets;
        const size_t count = draw_edges(items, &random, 60);
        label_naively(items, count, labels);
        SL_CHECK_STATUS(sl_union_init(&sets, RECORDS, NULL), SL_OK);
        for (size_t at = count; at > 0; at--) { /* any order gives the same sets */
            (void)sl_union_join(&sets, items[at - 1].right, items[at - 1].left);
        }
        for (uint32_t record = 0; record < RECORDS; record++) {
            SL_CHECK_U64(sl_union_find(&sets, record), labels[record]);
            assert_true(sets.parents[record] <= record);
        }
        sl_union_finish(&sets);
    }
}

/* Each edge is in the part of its label; in a part edges ascend; parts go by lowest record. */
static void check_parts(const struct sl_components *parts, const struct sl_edges *edges)
{
    uint32_t labels[RECORDS];
    uint32_t last = 0;
    label_naively(edges->items, edges->count, labels);
    SL_CHECK_U64(parts->starts[0], 0);
    SL_CHECK_U64(parts->starts[parts->count], edges->count);
    for (size_t part = 0; part < parts->count; part++) {
        assert_true(parts->starts[part] < parts->starts[part + 1]);
        const uint32_t label = labels[edges->items[parts->order[parts->starts[part]]].left];
        assert_true(part == 0 || label > last);
        last = label;
        for (size_t at = parts->starts[part]; at < parts->starts[part + 1]; at++) {
            SL_CHECK_U64(labels[edges->items[parts->order[at]].left], label);
            assert_true(at == parts->starts[part] || parts->order[at] > parts->order[at - 1]);
        }
        uint32_t records = 0;
        for (uint32_t record = 0; record < RECORDS; record++) {
            records += labels[record] == label ? 1 : 0;
        }
        SL_CHECK_U64(parts->records[part], records);
    }
}

static void test_parts_hold_every_edge_once(void **state)
{
    struct sl_random random;
    size_t most = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 300; round++) {
        struct sl_edge items[EDGES];
        struct sl_components parts;
        struct sl_edges edges = { .items = items };
        edges.count = draw_edges(items, &random, 40);
        SL_CHECK_STATUS(sl_components_find(&parts, &edges, NULL, RECORDS, NULL), SL_OK);
        check_parts(&parts, &edges);
        most = parts.count > most ? parts.count : most;
        sl_components_finish(&parts);
        sl_components_finish(&parts);
    }
    assert_true(most > 5);
}

static void test_no_edges_have_no_parts(void **state)
{
    const struct sl_edges edges = { 0 };
    struct sl_components parts;
    (void)state;
    SL_CHECK_STATUS(sl_components_find(&parts, &edges, NULL, 5, NULL), SL_OK);
    SL_CHECK_U64(parts.count, 0);
    sl_components_finish(&parts);
    SL_CHECK_STATUS(sl_components_find(&parts, &edges, NULL, 0, NULL), SL_OK);
    SL_CHECK_U64(parts.count, 0);
    sl_components_finish(&parts);
}

static enum sl_status find_afresh(void *context)
{
    struct sl_components parts;
    (void)context;
    struct sl_edge items[] = {
        {0,  1, 1.0F},
        { 2, 4, 1.0F}
    };
    const struct sl_edges edges = { .items = items, .count = 2 };
    SL_TRY(sl_components_find(&parts, &edges, NULL, 5, NULL));
    sl_components_finish(&parts);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(find_afresh, NULL) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets_are_named_by_their_lowest_member),
        cmocka_unit_test(test_union_find_agrees_with_walking),
        cmocka_unit_test(test_parts_hold_every_edge_once),
        cmocka_unit_test(test_no_edges_have_no_parts),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/component", tests, NULL, NULL);
}
