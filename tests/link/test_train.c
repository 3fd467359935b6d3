/* SPDX-License-Identifier: Apache-2.0 */
#include "link/train.h"

#include <math.h>

#include "link/engine.h"

/* All that training starts from. */
struct school {
    struct fixture_table made;
    struct sl_index index;
    struct sl_community community; /* no classes */
    struct sl_model model;
    struct sl_chance chances[SL_FIELD_LIMIT];
};

static void
start_school(struct school *school, const struct fixture_people *people, uint64_t shuffle)
{
    struct fixture fixture;
    *school = (struct school){ .community = { 0 } };
    fixture_make_people(&fixture, people);
    fixture_shuffle(&fixture, shuffle);
    SL_CHECK_OK(fixture_table_init(&school->made, &fixture, 1, true, NULL), NULL);
    SL_CHECK_OK(sl_index_init(&school->index, &school->made.table, false, 1, NULL), NULL);
    sl_model_init(&school->model, &school->made.schema);
    for (unsigned field = 0; field < school->made.table.field_count; field++) {
        SL_CHECK_OK(
            sl_chance_count(
                &school->chances[field],
                sl_table_domain(&school->made.table, field),
                school->made.table.frequency[field],
                school->made.table.record_count,
                1,
                NULL
            ),
            NULL
        );
    }
    fixture_finish(&fixture);
}

static void end_school(struct school *school)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_chance_finish(&school->chances[field]);
    }
    sl_model_finish(&school->model);
    sl_index_finish(&school->index);
    fixture_table_finish(&school->made);
}

/*
 * Records without a slip of the pen, and without a field but the given name that could tell twins:
 * whoever has another given name is another child.
 */
static void test_twins_in_clean_records(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE, SL_KIND_PHONE
    };
    enum { FAMILIES = 300, COPIES = 2 };
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture, kinds, 5);
    for (unsigned family = 0; family < FAMILIES; family++) {
        const bool twins = family % 20 == 0;
        char surname[16], birth[2][16], postcode[16], phone[16], id[32];
        (void
        )snprintf(surname, sizeof(surname), "Ash%c%cley", 'a' + family % 26, 'a' + family / 26);
        (void)snprintf(birth[0], sizeof(birth[0]), "20%02u-%02u-11", family % 17, 1 + family % 12);
        (void
        )snprintf(birth[1], sizeof(birth[1]), "20%02u-%02u-28", 2 + family % 19, 1 + family % 7);
        (void)snprintf(postcode, sizeof(postcode), "M%u %uAB", 1 + family % 40, family / 40);
        (void)snprintf(phone, sizeof(phone), "07700 9%05u", family * 331);
        for (unsigned record = 0; record < 2 * COPIES; record++) {
            const unsigned child = record % 2;
            const char *const values[] = {
                child == 0 ? "Rory" : "Aisha", surname, birth[twins ? 0 : child], postcode, phone
            };
            (void)snprintf(id, sizeof(id), "%u-%u-%u", family, child, record / 2);
            fixture_add(&fixture, 0, id, values);
        }
    }
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    SL_CHECK_U64(sl_linkage_summary(linkage)->cluster_count, (uint64_t)2 * FAMILIES);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static enum sl_status train(struct school *school, bool two_sources, unsigned thread_count)
{
    const struct sl_train_options options = {
        .two_sources = two_sources,
        .thread_count = thread_count,
        .seed = 1,
        .community = &school->community,
    };
    return sl_train(&school->model, school->chances, &school->index, &options, NULL);
}

/* Rows of m sum to 1, rates are not negative, and corrected weights rise with the weight. */
static void check_model(const struct sl_model *model)
{
    double last = -(double)INFINITY;
    assert_true(isfinite(model->match_rate) && model->match_rate > 0.0);
    for (unsigned field = 0; field < model->field_count; field++) {
        double sum = 0.0;
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            assert_true(model->m[field][level] > 0.0);
            sum += model->m[field][level];
        }
        SL_CHECK_NEAR(sum, 1.0, 1e-9);
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            assert_true(model->unseen[field][level] > 0.0);
        }
    }
    for (unsigned index = 0; index < model->relation_count; index++) {
        assert_true(isfinite(model->relations[index].rate) && model->relations[index].rate >= 0.0);
    }
    for (int eighth = -80; eighth < 200; eighth++) {
        const double bits = eighth / 8.0;
        const double applied = sl_calibration_apply(&model->calibration, bits);
        assert_true(applied >= last - 1e-9);
        last = applied;
    }
}

static void test_model_of_any_data(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 80);
        struct school school;
        start_school(&school, &people, 1);
        SL_CHECK_OK(train(&school, people.two_sources, 1), NULL);
        check_model(&school.model);
        end_school(&school);
    }
}

/* Other partners that a record has, in truth: people have 1 to `most` records, evenly. */
static double true_rate(double most)
{
    const double records = (1.0 + most) / 2.0;
    const double squares = (most + 1.0) * (2.0 * most + 1.0) / 6.0;
    return squares / records - 1.0;
}

static void test_match_rate_is_near_the_truth(void **state)
{
    (void)state;
    for (unsigned most = 1; most <= 3; most++) {
        struct fixture_people people = engine_people(4, 200);
        struct school school;
        people.most_records = most;
        start_school(&school, &people, 1);
        SL_CHECK_OK(train(&school, false, 1), NULL);
        SL_CHECK_NEAR(school.model.match_rate, true_rate(most), 0.25 * true_rate(most) + 0.15);
        end_school(&school);
    }
    struct fixture_people people = engine_people(5, 150);
    struct school school;
    start_school(&school, &people, 1);
    SL_CHECK_OK(train(&school, true, 1), NULL);
    SL_CHECK_NEAR(school.model.match_rate, 1.0, 0.2);
    end_school(&school);
}

/* Where one person's records differ, m says so. */
static void test_m_follows_the_errors(void **state)
{
    double last = 0.0;
    (void)state;
    for (unsigned slips = 0; slips < 3; slips++) {
        struct fixture_people people = engine_people(4, 200);
        struct school school;
        people.typo_share = 0.2 * slips;
        start_school(&school, &people, 1);
        SL_CHECK_OK(train(&school, false, 1), NULL);
        const unsigned email = engine_field(&school.made.schema, SL_KIND_EMAIL);
        const double differ = 1.0 - school.model.m[email][SL_LEVEL_EXACT];
        const double expected = 1.0 - (1.0 - people.typo_share) * (1.0 - people.typo_share);
        assert_true(differ > last);
        SL_CHECK_NEAR(differ, expected, 0.12);
        last = differ;
        end_school(&school);
    }
}

static void check_same_model(const struct school *actual, const struct school *expected)
{
    const struct sl_model *one = &actual->model;
    const struct sl_model *two = &expected->model;
    engine_check_same(one->m, two->m, sizeof(one->m), "m");
    engine_check_same(one->unseen, two->unseen, sizeof(one->unseen), "unseen");
    engine_check_exactly(one->match_rate, two->match_rate, "match rate");
    SL_CHECK_U64(one->relation_count, two->relation_count);
    for (unsigned index = 0; index < one->relation_count; index++) {
        SL_CHECK_U64(one->relations[index].fields, two->relations[index].fields);
        engine_check_exactly(one->relations[index].rate, two->relations[index].rate, "rate");
    }
    engine_check_same(
        &one->calibration, &two->calibration, sizeof(one->calibration), "calibration"
    );
    for (unsigned field = 0; field < one->field_count; field++) {
        const size_t cells = (size_t)actual->chances[field].value_count * SL_LEVEL_ELSE;
        engine_check_same(
            actual->chances[field].bits + SL_LEVEL_ELSE,
            expected->chances[field].bits + SL_LEVEL_ELSE,
            cells * sizeof(float),
            "chances"
        );
    }
}

static void test_neither_threads_nor_order_matter(void **state)
{
    const struct fixture_people people = engine_people(0, 120);
    struct school first;
    (void)state;
    start_school(&first, &people, 1);
    SL_CHECK_OK(train(&first, false, 1), NULL);
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct school again;
        start_school(&again, &people, 100 + threads);
        SL_CHECK_OK(train(&again, false, threads), NULL);
        check_same_model(&again, &first);
        end_school(&again);
    }
    end_school(&first);
}

static void count_progress(void *context, enum sl_stage stage, uint64_t done, uint64_t total)
{
    uint64_t *last = context;
    SL_CHECK_U64(stage, SL_STAGE_TRAIN);
    assert_true(done > *last && done <= total);
    *last = done;
}

static void test_progress_is_told(void **state)
{
    const struct fixture_people people = engine_people(0, 20);
    struct school school;
    uint64_t last = 0;
    (void)state;
    start_school(&school, &people, 1);
    const struct sl_train_options options = {
        .thread_count = 1,
        .community = &school.community,
        .progress = count_progress,
        .context = &last,
    };
    SL_CHECK_OK(sl_train(&school.model, school.chances, &school.index, &options, NULL), NULL);
    assert_true(last > 0);
    end_school(&school);
}

/* Too little to learn from: one record, or two that say nothing. */
static void test_next_to_nothing(void **state)
{
    (void)state;
    for (unsigned count = 1; count <= 2; count++) {
        struct fixture_people people = engine_people(0, count);
        struct school school;
        people.most_records = 1;
        people.null_share = count == 2 ? 1.0 : 0.0;
        start_school(&school, &people, 1);
        SL_CHECK_OK(train(&school, false, 1), NULL);
        check_model(&school.model);
        end_school(&school);
    }
}

static enum sl_status train_anew(void *context)
{
    struct school *school = context;
    sl_model_finish(&school->model);
    sl_model_init(&school->model, &school->made.schema);
    return train(school, false, 1);
}

static void test_failing_allocations(void **state)
{
    const struct fixture_people people = engine_people(0, 12);
    struct school school;
    (void)state;
    start_school(&school, &people, 1);
    assert_true(sl_test_failing_allocations(train_anew, &school) > 50);
    end_school(&school);
}

/* Being made ready without a model learns the one that a run with this threshold learns. */
static void test_learning_alone(void **state)
{
    const struct fixture_people people = engine_people(0, 80);
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    (void)state;
    options.threshold_auto = false;
    options.threshold_bits = 3.0;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *first = fixture_linked(&fixture, &options);
    SL_CHECK_OK(fixture_open(&fixture, &options, &linkage, NULL), NULL);
    SL_CHECK_OK(sl_linkage_prepare(linkage, NULL), NULL);
    struct sl_str learned = { 0 };
    struct sl_str expected = { 0 };
    SL_CHECK_OK(sl_linkage_model_json(linkage, &learned, NULL), NULL);
    SL_CHECK_OK(sl_linkage_model_json(first, &expected, NULL), NULL);
    assert_true(sl_str_equal(learned, expected));
    sl_linkage_close(linkage);
    sl_linkage_close(first);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_twins_in_clean_records),
        cmocka_unit_test(test_model_of_any_data),
        cmocka_unit_test(test_match_rate_is_near_the_truth),
        cmocka_unit_test(test_m_follows_the_errors),
        cmocka_unit_test(test_neither_threads_nor_order_matter),
        cmocka_unit_test(test_progress_is_told),
        cmocka_unit_test(test_next_to_nothing),
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_learning_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
