/* SPDX-License-Identifier: Apache-2.0 */
#include "link/community.h"

#include <math.h>

#include "link/engine.h"

/* Below this many records there are no classes (community.c). */
#define RECORDS_LEAST 5000u

/* Two communities, each with names of its own; given name, surname, postcode. */
static const char *const given_names[2][4] = {
    {"Mohammed", "Aisha", "Yusuf", "Zainab"},
    { "Olivia",  "Jack",  "Harry", "Chloe" },
};
static const char *const surnames[2][4] = {
    {"Khan",   "Ahmed",  "Hussain", "Begum"},
    { "Smith", "Taylor", "Jones",   "Clegg"},
};

/* A table of people, a third of whom are of the first community; some have no surname. */
static void make_table(struct fixture_table *made, unsigned record_count)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_POSTCODE };
    struct fixture fixture;
    struct sl_random random;
    fixture_init(&fixture, kinds, 3);
    sl_random_init(&random, sl_test_seed());
    for (unsigned record = 0; record < record_count; record++) {
        char id[16];
        const unsigned community = sl_random_below(&random, 3) == 0 ? 0 : 1;
        const bool nameless = sl_random_below(&random, 20) == 0;
        const char *const values[] = {
            given_names[community][sl_random_below(&random, 4)],
            nameless ? NULL : surnames[community][sl_random_below(&random, 4)],
            "M1 1AA",
        };
        (void)snprintf(id, sizeof(id), "%u", record);
        fixture_add(&fixture, 0, id, values);
    }
    SL_CHECK_OK(fixture_table_init(made, &fixture, 1, false, NULL), NULL);
    fixture_finish(&fixture);
}

/* Whose names the record has: 0 or 1. */
static unsigned community_of(const struct fixture_table *made, uint32_t record)
{
    const unsigned given = made->schema.given;
    const struct sl_str name = sl_domain_value(
        sl_table_domain(&made->table, given), sl_table_row(&made->table, record)[given]
    );
    for (unsigned at = 0; at < 4; at++) {
        const struct sl_str other = sl_str_from(given_names[0][at]);
        /* Normal forms are of one case: all but the first letters are the same. */
        if (sl_str_equal(sl_str_part(name, 1, name.len), sl_str_part(other, 1, other.len))) {
            return 0;
        }
    }
    return 1;
}

static void test_too_few_records(void **state)
{
    struct fixture_table made;
    struct sl_community community;
    (void)state;
    make_table(&made, RECORDS_LEAST - 1);
    SL_CHECK_OK(sl_community_learn(&community, &made.table, 1, 1, NULL), NULL);
    SL_CHECK_U64(community.class_count, 0);
    for (uint32_t left = 0; left < 20; left++) {
        const uint32_t *row = sl_table_row(&made.table, left);
        engine_check_exactly(sl_community_bits(&community, row, row, 7), 0.0, "bits");
    }
    sl_community_finish(&community);
    fixture_table_finish(&made);
}

/* Fields that carry neither culture nor place make no classes, however many records there are. */
static void test_one_field_is_not_enough(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SEX };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_community community;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    for (unsigned record = 0; record < RECORDS_LEAST; record++) {
        char id[16];
        const char *const values[] = { given_names[record % 2][record % 4], "F" };
        (void)snprintf(id, sizeof(id), "%u", record);
        fixture_add(&fixture, 0, id, values);
    }
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
    assert_true(sl_community_uses(&made.schema, made.schema.given));
    assert_false(sl_community_uses(&made.schema, engine_field(&made.schema, SL_KIND_SEX)));
    SL_CHECK_OK(sl_community_learn(&community, &made.table, 1, 1, NULL), NULL);
    SL_CHECK_U64(community.class_count, 0);
    sl_community_finish(&community);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

/* Shares sum to 1, and over all records the lifts of a class average 1. */
static void check_shares(const struct sl_community *community, const struct sl_table *table)
{
    double sum = 0.0;
    for (unsigned class = 0; class < community->class_count; class ++) {
        assert_true(community->shares[class] > 0.0);
        sum += community->shares[class];
    }
    SL_CHECK_NEAR(sum, 1.0, 1e-9);
    for (unsigned field = 0; field < table->field_count; field++) {
        assert_true((community->lifts[field] != NULL) == sl_community_uses(table->schema, field));
        const float *lifts = community->lifts[field];
        const uint32_t values = sl_table_domain(table, field)->dictionary.count;
        for (uint32_t code = 0; lifts != NULL && code <= values; code++) {
            double mean = 0.0;
            for (unsigned class = 0; class < community->class_count; class ++) {
                const float lift = lifts[(size_t)code * community->class_count + class];
                assert_true(isfinite(lift) && lift > 0.0F);
                mean += community->shares[class] * (double)lift;
            }
            SL_CHECK_NEAR(mean, 1.0, 1e-4);
        }
    }
}

static void test_two_communities(void **state)
{
    struct fixture_table made;
    struct sl_community community;
    double total[2] = { 0.0, 0.0 };
    unsigned counts[2] = { 0, 0 };
    (void)state;
    make_table(&made, RECORDS_LEAST + 500);
    const uint32_t names = 1U << made.schema.given | 1U << made.schema.surname;
    SL_CHECK_OK(sl_community_learn(&community, &made.table, 1, 1, NULL), NULL);
    SL_CHECK_U64(community.class_count, SL_COMMUNITY_CLASSES);
    check_shares(&community, &made.table);
    for (uint32_t left = 0; left < 300; left++) {
        for (uint32_t right = 0; right <= left; right++) {
            const uint32_t *one = sl_table_row(&made.table, left);
            const uint32_t *two = sl_table_row(&made.table, right);
            for (uint32_t agreed = 0; agreed < 8; agreed++) {
                const double bits = sl_community_bits(&community, one, two, agreed);
                assert_true(bits >= 0.0 && bits < 3.0);
                engine_check_exactly(
                    sl_community_bits(&community, two, one, agreed), bits, "the other way"
                );
                /* One agreement alone is no more than it is. */
                assert_true(__builtin_popcount(agreed) > 1 || bits <= 0.7);
            }
            if (memcmp(one, two, made.table.field_count * sizeof(*one)) == 0 &&
                one[made.schema.surname] != SL_CODE_MISSING) {
                const unsigned whose = community_of(&made, left);
                total[whose] += sl_community_bits(&community, one, two, names);
                counts[whose]++;
            }
        }
    }
    /* A Khan who is a Mohammed says less beyond it than a Smith who is an Olivia. */
    assert_true(counts[0] > 100 && counts[1] > 100);
    assert_true(total[0] / counts[0] > 0.8);
    assert_true(total[0] / counts[0] > total[1] / counts[1]);
    /* log2 of 1 / share, for a community that is told without doubt. */
    assert_true(total[0] / counts[0] < log2(3.0) + 0.7);
    sl_community_finish(&community);
    fixture_table_finish(&made);
}

/* The same table and seed give the same classes; another seed may give others. */
static void test_seed_decides(void **state)
{
    struct fixture_table made;
    struct sl_community one;
    struct sl_community two;
    (void)state;
    make_table(&made, RECORDS_LEAST);
    SL_CHECK_OK(sl_community_learn(&one, &made.table, 7, 1, NULL), NULL);
    SL_CHECK_OK(sl_community_learn(&two, &made.table, 7, 3, NULL), NULL);
    engine_check_same(two.shares, one.shares, sizeof(one.shares), "shares");
    engine_check_same(two.classes, one.classes, made.table.record_count, "classes");
    const unsigned given = made.schema.given;
    const size_t values = sl_table_domain(&made.table, given)->dictionary.count;
    const size_t cells = (values + 1) * SL_COMMUNITY_CLASSES;
    engine_check_same(two.lifts[given], one.lifts[given], cells * sizeof(float), "lifts");
    for (uint32_t record = 0; record < made.table.record_count; record++) {
        assert_true(one.classes[record] < SL_COMMUNITY_CLASSES);
    }
    sl_community_finish(&one);
    sl_community_finish(&two);
    fixture_table_finish(&made);
}

static enum sl_status learn_and_forget(void *context)
{
    struct sl_community community;
    SL_TRY(sl_community_learn(&community, context, 1, 1, NULL));
    sl_community_finish(&community);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct fixture_table made;
    (void)state;
    make_table(&made, RECORDS_LEAST);
    assert_true(sl_test_failing_allocations(learn_and_forget, &made.table) >= 5);
    fixture_table_finish(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_too_few_records),     cmocka_unit_test(test_one_field_is_not_enough),
        cmocka_unit_test(test_two_communities),     cmocka_unit_test(test_seed_decides),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
