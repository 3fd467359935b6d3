/* SPDX-License-Identifier: Apache-2.0 */
#include "link/tie.h"

#include <math.h>

#include "base/hash.h"
#include "support/support.h"

#define RECORDS 24u

/* Fields of every sort, and a scorer that knows no more than these and the relations of a model. */
static const enum sl_kind kinds[] = {
    SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE, SL_KIND_TOWN,
};
enum { SURNAME = 1U << 1, BIRTH = 1U << 2, POSTCODE = 1U << 3, TOWN = 1U << 4 };

struct desk {
    struct sl_schema schema;
    struct sl_table table;
    struct sl_model model;
    struct sl_scorer scorer;
    struct sl_odds odds;
};

static int set_up(void **state)
{
    static struct desk desk;
    SL_CHECK_STATUS(sl_schema_init(&desk.schema, kinds, NULL, 5, NULL), SL_OK);
    desk.table.schema = &desk.schema;
    desk.scorer = (struct sl_scorer){ .table = &desk.table, .model = &desk.model };
    *state = &desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    sl_schema_finish(&desk->schema);
    return 0;
}

/* One relation that speaks with `odds`, against others and a match. */
static bool
see(struct desk *desk, uint32_t fields, double odds, enum sl_tie_kind *kind, double *prob)
{
    desk->model.relation_count = 1;
    desk->model.relations[0] = (struct sl_relation){ fields, 1.0 };
    desk->scorer.others = 100.0;
    desk->odds = (struct sl_odds){ .match_bits = log2(50.0), .related = odds };
    desk->odds.relations[0] = odds;
    return sl_tie_see(&desk->scorer, &desk->odds, kind, prob);
}

static void test_a_tie_is_named_by_what_is_shared(void **state)
{
    static const struct {
        uint32_t fields;
        enum sl_tie_kind kind; /* SL_TIE_COUNT: none */
    } rows[] = {
        {SURNAME | BIRTH | POSTCODE | TOWN, SL_TIE_TWIN     },
        { SURNAME | BIRTH,                  SL_TIE_TWIN     },
        { SURNAME | POSTCODE,               SL_TIE_FAMILY   },
        { SURNAME | POSTCODE | TOWN,        SL_TIE_FAMILY   },
        { POSTCODE | TOWN,                  SL_TIE_HOUSEHOLD},
        { SURNAME | TOWN,                   SL_TIE_COUNT    }, /* says nothing about people */
        { TOWN,                             SL_TIE_COUNT    },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum sl_tie_kind kind = SL_TIE_COUNT;
        double prob = 0.0;
        const bool seen = see(*state, rows[i].fields, 350.0, &kind, &prob);
        assert_true(seen == (rows[i].kind != SL_TIE_COUNT));
        if (seen) {
            SL_CHECK_U64(kind, rows[i].kind);
            SL_CHECK_NEAR(prob, 350.0 / (350.0 + 100.0 + 50.0), 1e-12);
        }
    }
}

static void test_an_unlikely_tie_is_not_told(void **state)
{
    enum sl_tie_kind kind;
    double prob;
    assert_true(see(*state, SURNAME | POSTCODE, 151.0, &kind, &prob));
    assert_true(prob >= SL_TIE_LEAST_PROB);
    assert_false(see(*state, SURNAME | POSTCODE, 149.0, &kind, &prob));
    assert_false(see(*state, SURNAME | POSTCODE, 0.0, &kind, &prob));
}

static void test_relations_of_one_kind_speak_together(void **state)
{
    struct desk *desk = *state;
    enum sl_tie_kind kind = SL_TIE_COUNT;
    double prob = 0.0;
    desk->model.relation_count = 3;
    desk->model.relations[0].fields = SURNAME | POSTCODE;
    desk->model.relations[1].fields = POSTCODE | TOWN;
    desk->model.relations[2].fields = SURNAME | POSTCODE | TOWN;
    desk->scorer.others = 100.0;
    desk->odds = (struct sl_odds){
        .match_bits = -20.0, .relations = {90.0, 120.0, 90.0}
    };
    desk->odds.related = 300.0;
    /* The family is likelier than the household, but neither is likely enough. */
    assert_false(sl_tie_see(&desk->scorer, &desk->odds, &kind, &prob));
    desk->odds.relations[1] = 20.0;
    desk->odds.related = 200.0 + 80.0;
    desk->odds.relations[0] = 170.0;
    assert_true(sl_tie_see(&desk->scorer, &desk->odds, &kind, &prob));
    SL_CHECK_U64(kind, SL_TIE_FAMILY);
    SL_CHECK_NEAR(prob, 260.0 / (100.0 + 280.0 + exp2(-20.0)), 1e-12);
}

static bool same_tie(const struct sl_linkage_tie *one, const struct sl_linkage_tie *two)
{
    return one->left == two->left && one->right == two->right && one->kind == two->kind;
}

/* Ties between records, of few probabilities. */
static void draw_ties(struct sl_ties *ties, struct sl_random *random)
{
    const uint64_t count = sl_random_below(random, 60);
    *ties = (struct sl_ties){ 0 };
    for (uint64_t at = 0; at < count; at++) {
        const struct sl_linkage_tie tie = {
            .left = (uint32_t)sl_random_below(random, RECORDS),
            .right = (uint32_t)sl_random_below(random, RECORDS),
            .kind = (enum sl_tie_kind)sl_random_below(random, SL_TIE_COUNT),
            .probability = 0.5 + (double)sl_random_below(random, 5) / 10.0,
        };
        SL_CHECK_STATUS(sl_ties_add(ties, tie, NULL), SL_OK);
    }
}

/* The likeliest tie of this kind between two clusters, among those between records; 0 if none. */
static double likeliest(
    const struct sl_linkage_tie *ties,
    size_t count,
    const uint32_t *clusters,
    const struct sl_linkage_tie *wanted
)
{
    double best = 0.0;
    for (size_t at = 0; at < count; at++) {
        const uint32_t one = clusters[ties[at].left];
        const uint32_t two = clusters[ties[at].right];
        const bool here = (one == wanted->left && two == wanted->right) ||
                          (one == wanted->right && two == wanted->left);
        if (here && one != two && ties[at].kind == wanted->kind) {
            best = fmax(best, ties[at].probability);
        }
    }
    return best;
}

static void check_lifted(
    const struct sl_ties *lifted,
    const struct sl_linkage_tie *before,
    size_t count,
    const uint32_t *clusters
)
{
    for (size_t at = 0; at < lifted->count; at++) {
        const struct sl_linkage_tie *tie = &lifted->items[at];
        assert_true(tie->left < tie->right); /* never within a cluster */
        SL_CHECK_U64(clusters[tie->left], tie->left);
        SL_CHECK_U64(clusters[tie->right], tie->right);
        SL_CHECK_NEAR(tie->probability, likeliest(before, count, clusters, tie), 0.0);
        assert_true(tie->probability > 0.0);
        const struct sl_linkage_tie *last = at > 0 ? tie - 1 : NULL;
        assert_true(
            last == NULL || last->left < tie->left ||
            (last->left == tie->left && last->right < tie->right) ||
            (last->left == tie->left && last->right == tie->right && last->kind < tie->kind)
        );
    }
    /* None is lost. */
    for (uint32_t left = 0; left < RECORDS; left++) {
        for (uint32_t right = left + 1; right < RECORDS; right++) {
            for (unsigned kind = 0; kind < SL_TIE_COUNT; kind++) {
                const struct sl_linkage_tie wanted = { .left = left,
                                                       .right = right,
                                                       .kind = (enum sl_tie_kind)kind };
                bool found = likeliest(before, count, clusters, &wanted) <= 0.0;
                for (size_t at = 0; at < lifted->count && !found; at++) {
                    found = same_tie(&lifted->items[at], &wanted);
                }
                assert_true(found);
            }
        }
    }
}

static void test_ties_are_lifted_to_clusters(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 60; round++) {
        struct sl_linkage_tie before[60];
        uint32_t clusters[RECORDS] = { 0 };
        struct sl_ties ties;
        draw_ties(&ties, &random);
        for (uint32_t record = 0; record < RECORDS; record++) {
            const uint32_t other = (uint32_t)sl_random_below(&random, record + 1);
            clusters[record] = round % 3 == 0 ? record : clusters[other] * (other < record);
        }
        clusters[0] = 0;
        for (uint32_t record = 0; record < RECORDS; record++) {
            clusters[record] = clusters[clusters[record]];
        }
        for (size_t at = 0; at < ties.count; at++) {
            before[at] = ties.items[at];
        }
        const size_t count = ties.count;
        sl_ties_lift(&ties, clusters);
        check_lifted(&ties, before, count, clusters);
        sl_ties_finish(&ties);
        sl_ties_finish(&ties);
    }
}

static enum sl_status add_afresh(void *context)
{
    struct sl_ties ties SL_CLEANUP(sl_ties_finish) = { 0 };
    (void)context;
    for (uint32_t at = 0; at < 100; at++) {
        SL_TRY(sl_ties_add(&ties, (struct sl_linkage_tie){ at, at + 1, SL_TIE_TWIN, 0.5 }, NULL));
    }
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add_afresh, NULL) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tie_is_named_by_what_is_shared),
        cmocka_unit_test(test_an_unlikely_tie_is_not_told),
        cmocka_unit_test(test_relations_of_one_kind_speak_together),
        cmocka_unit_test(test_ties_are_lifted_to_clusters),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/tie", tests, set_up, tear_down);
}
