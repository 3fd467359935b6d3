/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/records.h"

#include "bench/population.h"
#include "support/support.h"

struct tools {
    struct sl_names *names;
    struct sl_variants *variants;
};

static int open_tools(void **state)
{
    static struct tools tools;
    *state = &tools;
    return sl_names_open(&tools.names, NULL) == SL_OK &&
                   sl_variants_open(&tools.variants, NULL) == SL_OK
               ? 0
               : -1;
}

static int close_tools(void **state)
{
    struct tools *tools = *state;
    sl_names_close(tools->names);
    sl_variants_close(tools->variants);
    return 0;
}

/* Without errors a record says what is true. */
static void test_no_errors(void **state)
{
    const struct tools *tools = *state;
    struct sl_recorder recorder;
    sl_recorder_init(&recorder, tools->variants, 1, 0);
    struct sl_household household;
    sl_household_make(
        &(struct sl_people_plan){ tools->names, 1, SL_POPULATION_TODAY }, 3, 0, &household
    );
    for (unsigned i = 0; i < household.count; i++) {
        struct sl_record records[SL_RECORDS_LIMIT];
        const unsigned count = sl_recorder_write(&recorder, &household, i, records);
        assert_in_range(count, 1, SL_RECORDS_LIMIT);
        for (unsigned r = 0; r < count; r++) {
            struct sl_text given = household.people[i].given;
            struct sl_text written = records[r].fields[SL_FIELD_GIVEN];
            sl_text_upper(&given);
            sl_text_upper(&written);
            SL_CHECK_BYTES(sl_text_str(&written), sl_text_str(&given));
            SL_CHECK_U64(records[r].errors & ~(UINT64_C(1) << SL_ADDRESS_NEW), 0);
            assert_true(records[r].fields[SL_FIELD_SEX].bytes[0] == household.people[i].sex);
            SL_CHECK_U64(records[r].fields[SL_FIELD_BIRTH].len, 10);
        }
    }
}

/* The counts of errors are near the rates of the table, where every record is concerned. */
static void test_rates(void **state)
{
    static const struct {
        enum sl_error_kind kind;
        double rate;
    } CASES[] = {
        {SL_GIVEN_MISSING,     0.012},
        { SL_SURNAME_MISSING,  0.007},
        { SL_BIRTH_MISSING,    0.015},
        { SL_SEX_MISSING,      0.040},
        { SL_POSTCODE_MISSING, 0.050},
        { SL_ADDRESS_MISSING,  0.100},
        { SL_PHONE_MISSING,    0.480},
    };
    const struct tools *tools = *state;
    struct sl_recorder recorder;
    sl_recorder_init(&recorder, tools->variants, 5, 100);
    const struct sl_people_plan plan = { tools->names, 5, SL_POPULATION_TODAY };
    uint64_t persons = 0;
    uint64_t records = 0;
    uint64_t counts[SL_ERROR_KIND_COUNT] = { 0 };
    for (uint64_t number = 0; number < 4000; number++) {
        struct sl_household household;
        sl_household_make(&plan, number, persons, &household);
        persons += household.count;
        for (unsigned i = 0; i < household.count; i++) {
            struct sl_record made[SL_RECORDS_LIMIT];
            const unsigned count = sl_recorder_write(&recorder, &household, i, made);
            records += count;
            for (unsigned bit = 0; bit < SL_ERROR_KIND_COUNT * count; bit++) {
                counts[bit / count] += made[bit % count].errors >> (bit / count) & 1;
            }
        }
    }
    SL_CHECK_NEAR((double)records / (double)persons, 2.65, 0.05);
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        const double share = (double)counts[CASES[i].kind] / (double)records;
        SL_CHECK_NEAR(share, CASES[i].rate, 0.1 * CASES[i].rate);
    }
    for (unsigned kind = 0; kind < SL_ERROR_KIND_COUNT; kind++) {
        assert_true(counts[kind] > 0);
        assert_true(sl_error_kind_text((enum sl_error_kind)kind)[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_errors),
        cmocka_unit_test(test_rates),
    };
    return cmocka_run_group_tests_name("simulate/records", tests, open_tools, close_tools);
}
