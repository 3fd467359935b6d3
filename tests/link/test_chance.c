/* SPDX-License-Identifier: Apache-2.0 */
#include "link/chance.h"

#include <math.h>

#include "link/engine.h"

/* A table whose domains know their neighbours, and the chances of one field of it. */
struct counted {
    struct fixture_table made;
    struct sl_model model;
};

static void count_all(struct counted *counted, unsigned data, unsigned person_count)
{
    const struct fixture_people people = engine_people(data, person_count);
    struct fixture fixture;
    fixture_make_people(&fixture, &people);
    SL_CHECK_OK(fixture_table_init(&counted->made, &fixture, 1, true, NULL), NULL);
    sl_model_init(&counted->model, &counted->made.schema);
    fixture_finish(&fixture);
}

static void forget(struct counted *counted)
{
    sl_model_finish(&counted->model);
    fixture_table_finish(&counted->made);
}

static enum sl_status count_field(
    struct sl_chance *chance, const struct sl_table *table, unsigned field, unsigned threads
)
{
    return sl_chance_count(
        chance,
        sl_table_domain(table, field),
        table->frequency[field],
        table->record_count,
        threads,
        NULL
    );
}

/* How many records agree with a value at each level, by looking at all; one holder is itself. */
static void
count_slowly(const struct sl_table *table, unsigned field, uint32_t code, double counts[])
{
    const struct sl_domain *domain = sl_table_domain(table, field);
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        counts[level] = 0.0;
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        const uint32_t other = sl_table_row(table, record)[field];
        if (other != SL_CODE_MISSING) {
            counts[sl_domain_level(domain, code, other)] += 1.0;
        }
    }
    counts[SL_LEVEL_EXACT] -= counts[SL_LEVEL_EXACT] > 0.0 ? 1.0 : 0.0;
}

static void check_counts(const struct sl_table *table, unsigned field)
{
    struct sl_chance chance;
    double agreeing[SL_LEVEL_COUNT] = { 0.0 };
    SL_CHECK_OK(count_field(&chance, table, field, 1), NULL);
    SL_CHECK_U64(chance.value_count, sl_table_domain(table, field)->dictionary.count);
    SL_CHECK_U64(chance.record_count, table->record_count);
    SL_CHECK_U64(
        chance.present_count, table->record_count - table->frequency[field][SL_CODE_MISSING]
    );
    for (uint32_t code = 1; code <= chance.value_count; code++) {
        double counts[SL_LEVEL_COUNT];
        count_slowly(table, field, code, counts);
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            const double counted = (double)chance.counts[(size_t)code * SL_LEVEL_ELSE + level];
            SL_CHECK_NEAR(counted, counts[level], 0.0);
            agreeing[level] += (double)table->frequency[field][code] * counts[level];
        }
    }
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        SL_CHECK_NEAR(chance.agreeing[level], agreeing[level], 0.0);
    }
    sl_chance_finish(&chance);
}

static void test_counts_are_those_of_all_records(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct counted counted;
        count_all(&counted, data, 60);
        for (unsigned field = 0; field < counted.made.table.field_count; field++) {
            check_counts(&counted.made.table, field);
        }
        forget(&counted);
    }
}

/* What the bits promise, whatever the model. */
static void check_bits(const struct sl_chance *chance)
{
    for (uint32_t code = 1; code <= chance->value_count; code++) {
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            const size_t cell = (size_t)code * SL_LEVEL_ELSE + level;
            const double count = (double)chance->counts[cell];
            const float bits = chance->bits[cell];
            assert_true(isfinite(bits) && bits >= 0.0F);
            const float again = sl_chance_bits_of(chance, level, count, 1.0);
            engine_check_same(&bits, &again, sizeof(bits), "bits of a value");
            /* More that agree are worth less; so are those among whom no match is expected. */
            assert_true(sl_chance_bits_of(chance, level, count + 1.0, 1.0) <= bits);
            assert_true(sl_chance_bits_of(chance, level, count, 0.5) <= bits);
        }
    }
    for (uint32_t code = 2; code <= chance->value_count; code++) {
        const float one = sl_chance_bits(chance, code - 1, code, SL_LEVEL_EXACT);
        const float two = sl_chance_bits(chance, code, code - 1, SL_LEVEL_EXACT);
        engine_check_same(&one, &two, sizeof(one), "bits of two values");
        assert_true(one <= chance->bits[(size_t)code * SL_LEVEL_ELSE]);
        assert_true(one <= chance->bits[((size_t)code - 1) * SL_LEVEL_ELSE]);
    }
}

static void check_levels(const struct sl_chance *chance)
{
    double sum = 0.0;
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        assert_true(chance->level_prob[level] > 0.0 && chance->level_prob[level] <= 1.0);
        sum += chance->level_prob[level];
    }
    assert_true(sum >= 1.0 - 1e-9);
    /* More than 1 only where nearly all agree: no agreement is never taken to be impossible. */
    assert_true(sum <= 1.0 + 1e-6 || chance->level_prob[SL_LEVEL_ELSE] <= 0.01);
    SL_CHECK_NEAR(chance->else_bits, -log2(chance->level_prob[SL_LEVEL_ELSE]), 1e-12);
}

static void test_bits_of_any_model(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct counted counted;
        count_all(&counted, data, 80);
        for (unsigned field = 0; field < counted.made.table.field_count; field++) {
            struct sl_chance chance;
            SL_CHECK_OK(count_field(&chance, &counted.made.table, field, 1), NULL);
            for (unsigned rate = 0; rate < 4; rate++) {
                counted.model.match_rate = (double)rate * 1.5;
                sl_chance_update(&chance, &counted.model, field, 1);
                check_bits(&chance);
                check_levels(&chance);
            }
            sl_chance_finish(&chance);
        }
        forget(&counted);
    }
}

/* Eight records of one surname among sixteen, by hand, when nobody is expected twice. */
static void test_by_hand(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME };
    const char *const values[] = { "Okafor", "Greenhalgh" };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_model model;
    struct sl_chance chance;
    char id[8];
    (void)state;
    fixture_init(&fixture, kinds, 1);
    for (unsigned record = 0; record < 16; record++) {
        (void)snprintf(id, sizeof(id), "%u", record);
        fixture_add(&fixture, 0, id, &values[record % 2]);
    }
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, true, NULL), NULL);
    const unsigned field = engine_field(&made.schema, SL_KIND_SURNAME);
    sl_model_init(&model, &made.schema);
    SL_CHECK_OK(count_field(&chance, &made.table, field, 1), NULL);
    model.match_rate = 0.0;
    sl_chance_update(&chance, &model, field, 1);
    SL_CHECK_NEAR((double)sl_chance_bits(&chance, 1, 1, SL_LEVEL_EXACT), -log2(7.0 / 15.0), 1e-6);
    SL_CHECK_NEAR(chance.level_prob[SL_LEVEL_EXACT], 7.0 / 15.0, 1e-12);
    SL_CHECK_NEAR(chance.else_bits, -log2(8.0 / 15.0), 1e-6);
    /* Were all seven others the same person's, an agreement would be worth more. */
    model.match_rate = 7.0;
    sl_chance_update(&chance, &model, field, 1);
    assert_true(sl_chance_bits(&chance, 1, 1, SL_LEVEL_EXACT) > -log2f(7.0F / 15.0F));
    sl_chance_finish(&chance);
    sl_model_finish(&model);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

/* So many values that the work is more than one task. */
static void test_threads_do_not_matter(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_CATEGORY };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_model model;
    struct sl_chance one;
    struct sl_chance three;
    char id[8];
    (void)state;
    fixture_init(&fixture, kinds, 1);
    for (unsigned record = 0; record < 9000; record++) {
        char text[24];
        const char *const value = text;
        (void)snprintf(id, sizeof(id), "%u", record);
        (void)snprintf(text, sizeof(text), "value %u", record - record % 2);
        fixture_add(&fixture, 0, id, &value);
    }
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, true, NULL), NULL);
    sl_model_init(&model, &made.schema);
    fixture_finish(&fixture);
    SL_CHECK_OK(count_field(&one, &made.table, 0, 1), NULL);
    SL_CHECK_OK(count_field(&three, &made.table, 0, 3), NULL);
    engine_check_same(three.agreeing, one.agreeing, sizeof(one.agreeing), "agreeing");
    sl_chance_update(&one, &model, 0, 1);
    sl_chance_update(&three, &model, 0, 3);
    const size_t cells = ((size_t)one.value_count + 1) * SL_LEVEL_ELSE;
    engine_check_same(one.bits, three.bits, cells * sizeof(float), "bits");
    assert_true(one.bits[(size_t)one.value_count * SL_LEVEL_ELSE] > 1.0F);
    sl_chance_finish(&one);
    sl_chance_finish(&three);
    sl_model_finish(&model);
    fixture_table_finish(&made);
}

static void test_field_that_nobody_has(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_POSTCODE };
    const char *const values[] = { "Clegg", NULL };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_model model;
    struct sl_chance chance;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    fixture_add(&fixture, 0, "a", values);
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, true, NULL), NULL);
    sl_model_init(&model, &made.schema);
    const unsigned field = engine_field(&made.schema, SL_KIND_POSTCODE);
    SL_CHECK_OK(count_field(&chance, &made.table, field, 1), NULL);
    sl_chance_update(&chance, &model, field, 1);
    SL_CHECK_U64(chance.present_count, 0);
    check_levels(&chance);
    sl_chance_finish(&chance);
    sl_model_finish(&model);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

static enum sl_status count_and_forget(void *context)
{
    struct sl_chance chance;
    const struct counted *counted = context;
    SL_TRY(count_field(&chance, &counted->made.table, 0, 1));
    sl_chance_finish(&chance);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct counted counted;
    (void)state;
    count_all(&counted, 0, 10);
    assert_true(sl_test_failing_allocations(count_and_forget, &counted) >= 3);
    forget(&counted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_are_those_of_all_records),
        cmocka_unit_test(test_bits_of_any_model),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_field_that_nobody_has),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
