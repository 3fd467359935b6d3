/* SPDX-License-Identifier: Apache-2.0 */
#include "link/model.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

static void
make(struct sl_model *model, struct sl_schema *schema, const enum sl_kind *kinds, size_t count)
{
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(sl_schema_init(schema, kinds, NULL, count, &err), &err);
    sl_model_init(model, schema);
}

static void test_what_is_usual_is_a_distribution(void **state)
{
    (void)state;
    for (unsigned family = 0; family < SL_FAMILY_COUNT; family++) {
        double sum = 0.0;
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            const double m = sl_model_usual_m((enum sl_family)family, level);
            assert_true(m >= 0.0 && m <= 1.0);
            assert_true(m > 0.0 || !sl_level_used((enum sl_family)family, level));
            sum += m;
        }
        SL_CHECK_NEAR(sum, 1.0, 1e-12);
        assert_true(sl_model_usual_m((enum sl_family)family, SL_LEVEL_EXACT) > 0.5);
    }
}

/* The relation of exactly these fields, or NULL. */
static const struct sl_relation *find_relation(const struct sl_model *model, uint32_t fields)
{
    for (unsigned at = 0; at < model->relation_count; at++) {
        if (model->relations[at].fields == fields) {
            return &model->relations[at];
        }
    }
    return NULL;
}

static void test_people_share_two_or_more_things(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME,      SL_KIND_DOB,      SL_KIND_ADDRESS,
        SL_KIND_SEX,        SL_KIND_HOUSE_NUMBER, SL_KIND_POSTCODE,
    };
    struct sl_schema schema;
    struct sl_model model;
    (void)state;
    make(&model, &schema, kinds, 7);
    const uint32_t surname = 1U << 1;
    const uint32_t birth = 1U << 2;
    const uint32_t address = 1U << 3 | 1U << 5; /* one thing, in two columns */
    const uint32_t postcode = 1U << 6;
    SL_CHECK_U64(model.relation_count, 5);
    assert_non_null(find_relation(&model, surname | address));
    assert_non_null(find_relation(&model, surname | postcode));
    assert_non_null(find_relation(&model, address | postcode));
    assert_non_null(find_relation(&model, surname | address | postcode));
    assert_non_null(find_relation(&model, surname | address | postcode | birth)); /* twins */
    SL_CHECK_U64(model.birth_fields, birth);
    for (unsigned at = 0; at < model.relation_count; at++) {
        assert_true(model.relations[at].rate > 0.0);
    }
    sl_model_finish(&model);
    sl_schema_finish(&schema);
}

static void test_what_is_personal_alone_relates_nobody(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_DOB, SL_KIND_EMAIL, SL_KIND_SEX
    };
    struct sl_schema schema;
    struct sl_model model;
    (void)state;
    make(&model, &schema, kinds, 4);
    SL_CHECK_U64(model.relation_count, 0);
    assert_true(model.match_rate > 0.0);
    sl_model_finish(&model);
    sl_model_finish(&model);
    sl_schema_finish(&schema);
}

/* However many columns can be shared, families who share all and twins are among the relations. */
static void test_many_columns_leave_room_for_families_and_twins(void **state)
{
    enum sl_kind kinds[SL_FIELD_LIMIT];
    (void)state;
    for (size_t count = 2; count <= SL_FIELD_LIMIT; count++) {
        struct sl_schema schema;
        struct sl_model model;
        kinds[0] = SL_KIND_DOB;
        for (size_t at = 1; at < count; at++) {
            kinds[at] = at == 1 ? SL_KIND_SURNAME : SL_KIND_CATEGORY;
        }
        make(&model, &schema, kinds, count);
        const uint32_t all = (1U << count) - 2;
        assert_true(model.relation_count <= SL_RELATION_LIMIT);
        assert_true(count < 3 || find_relation(&model, all) != NULL);
        assert_non_null(find_relation(&model, all | 1U));
        for (unsigned at = 0; at < model.relation_count; at++) {
            assert_ptr_equal(
                find_relation(&model, model.relations[at].fields), &model.relations[at]
            );
        }
        sl_model_finish(&model);
        sl_schema_finish(&schema);
    }
}

static void test_invariants_hold_for_any_columns(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 500; round++) {
        enum sl_kind kinds[SL_FIELD_LIMIT];
        struct sl_schema schema;
        struct sl_model model;
        const size_t count = 1 + (size_t)sl_random_below(&random, 16);
        for (size_t at = 0; at < count; at++) {
            kinds[at] = (enum sl_kind)sl_random_below(&random, SL_KIND_COUNT);
        }
        if (sl_schema_init(&schema, kinds, NULL, count, NULL) != SL_OK) {
            continue;
        }
        sl_model_init(&model, &schema);
        SL_CHECK_U64(model.field_count, schema.field_count);
        for (unsigned field = 0; field < model.field_count; field++) {
            double sum = 0.0;
            for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
                sum += model.m[field][level];
            }
            SL_CHECK_NEAR(sum, 1.0, 1e-12);
        }
        for (unsigned at = 0; at < model.relation_count; at++) {
            assert_true(model.relations[at].fields >> model.field_count == 0);
            assert_true(model.relations[at].rate >= 0.0);
        }
        sl_model_finish(&model);
        sl_schema_finish(&schema);
    }
}

static void test_variants_are_copied(void **state)
{
    static const enum sl_kind kind = SL_KIND_GIVEN_NAME;
    struct sl_schema schema;
    struct sl_model model;
    char left[] = "bill";
    (void)state;
    make(&model, &schema, &kind, 1);
    for (unsigned at = 0; at < 100; at++) {
        SL_CHECK_STATUS(
            sl_model_add_variant(&model, 0, sl_str_from(left), SL_STR("william"), NULL), SL_OK
        );
    }
    left[0] = 'x';
    SL_CHECK_U64(model.variant_count, 100);
    for (unsigned at = 0; at < 100; at++) {
        SL_CHECK_STR(model.variants[at].left, "bill");
        SL_CHECK_STR(model.variants[at].right, "william");
        SL_CHECK_U64(model.variants[at].domain, 0);
    }
    sl_model_finish(&model);
    sl_schema_finish(&schema);
}

static void test_variants_have_a_limit(void **state)
{
    static const enum sl_kind kind = SL_KIND_GIVEN_NAME;
    static char text[8 << 20];
    const struct sl_str large = { text, sizeof(text) };
    struct sl_schema schema;
    struct sl_model model;
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = SL_OK;
    (void)state;
    make(&model, &schema, &kind, 1);
    size_t added = 0;
    while (status == SL_OK && added < 1000) {
        status = sl_model_add_variant(&model, 0, large, large, &err);
        added += status == SL_OK ? 1 : 0;
    }
    SL_CHECK_STATUS(status, SL_LIMIT);
    SL_CHECK_STATUS(err.status, SL_LIMIT);
    SL_CHECK_U64(model.variant_count, added);
    sl_model_finish(&model);
    sl_schema_finish(&schema);
}

static enum sl_status add_afresh(void *context)
{
    static const enum sl_kind kind = SL_KIND_GIVEN_NAME;
    struct sl_schema schema SL_CLEANUP(sl_schema_finish) = { 0 };
    struct sl_model model SL_CLEANUP(sl_model_finish) = { 0 };
    (void)context;
    SL_TRY(sl_schema_init(&schema, &kind, NULL, 1, NULL));
    sl_model_init(&model, &schema);
    return sl_model_add_variant(&model, 0, SL_STR("bill"), SL_STR("william"), NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add_afresh, NULL) > 1);
}

/* A calibration as the model promises it: weight + shift does not fall. */
static void draw_calibration(struct sl_calibration *calibration, struct sl_random *random)
{
    double shift = SL_CALIBRATION_LIMIT_BITS * (2.0 * sl_random_unit(random) - 1.0);
    for (int step = 0; step < SL_CALIBRATION_STEPS; step++) {
        calibration->shift_bits[step] = shift;
        const double rise = sl_random_below(random, 3) == 0 ? -1.0 : sl_random_unit(random) * 3 - 1;
        shift += rise;
        shift = shift > SL_CALIBRATION_LIMIT_BITS ? SL_CALIBRATION_LIMIT_BITS : shift;
        shift = shift < -SL_CALIBRATION_LIMIT_BITS ? -SL_CALIBRATION_LIMIT_BITS : shift;
    }
}

static void test_a_calibration_is_linear_between_its_steps(void **state)
{
    struct sl_calibration calibration = { { 0.0 } };
    (void)state;
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, -3.25), -3.25, 0.0);
    calibration.shift_bits[0] = 1.0;
    calibration.shift_bits[1] = 2.0;
    calibration.shift_bits[SL_CALIBRATION_STEPS - 1] = -0.5;
    const double first = SL_CALIBRATION_LOW + 0.5;
    const double last = first + SL_CALIBRATION_STEPS - 1;
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, first), first + 1.0, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, first - 50), first - 49.0, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, first + 0.25), first + 1.5, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, first + 1.0), first + 3.0, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, first + 1.5), first + 2.5, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, last), last - 0.5, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, last + 9), last + 8.5, 1e-12);
    SL_CHECK_NEAR(sl_calibration_apply(&calibration, last - 0.5), last - 0.75, 1e-12);
}

static void test_a_corrected_weight_rises_and_has_a_floor(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 200; round++) {
        struct sl_calibration calibration;
        draw_calibration(&calibration, &random);
        double last = -1e9;
        for (int part = -12 * 32; part < 25 * 32; part++) {
            const double bits = sl_calibration_apply(&calibration, part / 32.0);
            assert_true(bits >= last - 1e-9);
            last = bits;
        }
        for (int part = -40; part < 80; part++) {
            const double bits = part / 3.0;
            const double least = sl_calibration_floor(&calibration, bits);
            /* Nothing below it reaches bits; a little above it something does. */
            assert_true(sl_calibration_apply(&calibration, least - 1e-9) < bits);
            assert_true(sl_calibration_apply(&calibration, least + 1e-3) >= bits - 1e-3);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_usual_is_a_distribution),
        cmocka_unit_test(test_people_share_two_or_more_things),
        cmocka_unit_test(test_what_is_personal_alone_relates_nobody),
        cmocka_unit_test(test_many_columns_leave_room_for_families_and_twins),
        cmocka_unit_test(test_invariants_hold_for_any_columns),
        cmocka_unit_test(test_variants_are_copied),
        cmocka_unit_test(test_variants_have_a_limit),
        cmocka_unit_test(test_survives_failing_allocations),
        cmocka_unit_test(test_a_calibration_is_linear_between_its_steps),
        cmocka_unit_test(test_a_corrected_weight_rises_and_has_a_floor),
    };
    return cmocka_run_group_tests_name("link/model", tests, NULL, NULL);
}
