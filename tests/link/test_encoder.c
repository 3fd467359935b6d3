/* SPDX-License-Identifier: Apache-2.0 */
#include "link/encoder.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "support/support.h"

/* More than any batch holds, several times over, and not a multiple of one. */
enum { RECORD_COUNT = 21000, FIELDS_MOST = 8 };

/* An encoder, its schema, and the codes that it writes. */
struct desk {
    struct sl_schema schema;
    struct sl_encoder encoder;
    uint32_t codes[RECORD_COUNT][FIELDS_MOST];
};

static const enum sl_kind usual[] = { SL_KIND_SURNAME, SL_KIND_SEX, SL_KIND_IDENTIFIER };

static struct desk *open_desk(const enum sl_kind *kinds, size_t count, unsigned threads)
{
    struct desk *desk = sl_calloc(1, sizeof(*desk));
    struct sl_error err = { .status = SL_OK };
    assert_non_null(desk);
    SL_CHECK_OK(sl_schema_init(&desk->schema, kinds, NULL, count, &err), &err);
    assert_true(desk->schema.field_count <= FIELDS_MOST);
    SL_CHECK_OK(sl_encoder_init(&desk->encoder, &desk->schema, threads, &err), &err);
    memset(desk->codes, 0xFF, sizeof(desk->codes));
    return desk;
}

static void close_desk(struct desk *desk)
{
    sl_encoder_finish(&desk->encoder);
    sl_schema_finish(&desk->schema);
    sl_free(desk);
}

/* The usual columns of a record: few surnames, two sexes and none, an identifier of its own. */
static enum sl_status add_usual(struct desk *desk, uint32_t record, struct sl_error *err)
{
    static const char *const sexes[] = { "F", " M ", "" };
    char surname[24];
    char number[24];
    (void)snprintf(surname, sizeof(surname), "Name%u", record * 7 % 1000);
    (void)snprintf(number, sizeof(number), "X%u", record);
    const struct sl_str raw[] = { sl_str_from(surname),
                                  sl_str_from(sexes[record % 3]),
                                  sl_str_from(number) };
    return sl_encoder_add(&desk->encoder, raw, desk->codes[record], err);
}

static void check_value(const struct desk *desk, uint32_t record, unsigned field, const char *value)
{
    const struct sl_dictionary *raw = &desk->encoder.raw[field];
    const uint32_t code = desk->codes[record][field];
    if (value[0] == '\0') {
        SL_CHECK_U64(code, 0);
    } else {
        assert_true(code > 0 && code <= raw->count);
        SL_CHECK_STR(raw->values[code - 1], value);
    }
}

static void test_each_record_gets_the_codes_of_its_values(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct desk *desk = open_desk(usual, 3, threads);
        for (uint32_t record = 0; record < RECORD_COUNT; record++) {
            SL_CHECK_STATUS(add_usual(desk, record, NULL), SL_OK);
        }
        SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
        SL_CHECK_U64(desk->encoder.raw[0].count, 1000);
        SL_CHECK_U64(desk->encoder.raw[1].count, 2);
        SL_CHECK_U64(desk->encoder.raw[2].count, RECORD_COUNT);
        for (uint32_t record = 0; record < RECORD_COUNT; record++) {
            char text[24];
            (void)snprintf(text, sizeof(text), "Name%u", record * 7 % 1000);
            check_value(desk, record, 0, text);
            check_value(desk, record, 1, record % 3 == 0 ? "F" : record % 3 == 1 ? "M" : "");
            SL_CHECK_U64(desk->codes[record][2], record + 1); /* by first appearance */
        }
        close_desk(desk);
    }
}

/* What no column holds as it is must outlast the record that it was put together from. */
static void test_values_put_together_are_kept(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_FULL_NAME, SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR
    };
    struct desk *desk = open_desk(kinds, 4, 2);
    unsigned date = 0;
    (void)state;
    while (desk->schema.fields[date].column_count != 3) {
        date++;
    }
    for (uint32_t record = 0; record < 3; record++) {
        static const char *const rows[][4] = {
            {"Lee, Ann",   "1",  "2",  "2015"},
            { "Khan, Bo",  "31", "12", "2014"},
            { "Smith, Cy", "",   "",   ""    }
        };
        struct sl_str raw[4];
        for (unsigned column = 0; column < 4; column++) {
            raw[column] = sl_str_from(rows[record][column]);
        }
        SL_CHECK_STATUS(sl_encoder_add(&desk->encoder, raw, desk->codes[record], NULL), SL_OK);
    }
    SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
    check_value(desk, 0, desk->schema.given, "ann");
    check_value(desk, 1, desk->schema.given, "bo");
    check_value(desk, 2, desk->schema.surname, "smith");
    check_value(desk, 0, date, "20150201");
    check_value(desk, 1, date, "20141231");
    check_value(desk, 2, date, "");
    close_desk(desk);
}

/* A batch ends early when its values are long. */
static void test_long_values_are_taken_in(void **state)
{
    enum { LONG_BYTES = 300 * 1024, LONG_COUNT = 20 };
    static const enum sl_kind kind = SL_KIND_IDENTIFIER;
    struct desk *desk = open_desk(&kind, 1, 2);
    char *text = sl_alloc(LONG_BYTES, 1);
    (void)state;
    assert_non_null(text);
    for (uint32_t record = 0; record < LONG_COUNT; record++) {
        memset(text, 'a' + (int)record, LONG_BYTES);
        const struct sl_str raw = { text, LONG_BYTES };
        SL_CHECK_STATUS(sl_encoder_add(&desk->encoder, &raw, desk->codes[record], NULL), SL_OK);
    }
    SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
    for (uint32_t record = 0; record < LONG_COUNT; record++) {
        SL_CHECK_U64(desk->codes[record][0], record + 1);
        const struct sl_str value = desk->encoder.raw[0].values[record];
        SL_CHECK_U64(value.len, LONG_BYTES);
        assert_true(value.ptr[LONG_BYTES - 1] == 'a' + (int)record);
    }
    sl_free(text);
    close_desk(desk);
}

static void test_settling_again_changes_nothing(void **state)
{
    struct desk *desk = open_desk(usual, 3, 2);
    (void)state;
    SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
    SL_CHECK_STATUS(add_usual(desk, 0, NULL), SL_OK);
    SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
    SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
    SL_CHECK_STATUS(add_usual(desk, 1, NULL), SL_OK);
    SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
    SL_CHECK_U64(desk->codes[0][2], 1);
    SL_CHECK_U64(desk->codes[1][2], 2);
    close_desk(desk);
}

/* What fails on another thread is told by a later call, and by every one from then on. */
static void test_a_failure_is_told_and_stays(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct desk *desk = open_desk(usual, 3, threads);
        struct sl_error err = { .status = SL_OK };
        enum sl_status status = SL_OK;
        uint32_t record = 0;
        while (record < RECORD_COUNT / 2) { /* after that there is room to wait in */
            SL_CHECK_STATUS(add_usual(desk, record++, NULL), SL_OK);
        }
        SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_OK);
        sl_memory_fail_after(0);
        while (status == SL_OK && record < RECORD_COUNT) {
            status = add_usual(desk, record++, &err);
        }
        status = status == SL_OK ? sl_encoder_settle(&desk->encoder, &err) : status;
        sl_memory_fail_after(UINT64_MAX);
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
        SL_CHECK_STATUS(err.status, SL_NO_MEMORY);
        err.status = SL_OK;
        SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, &err), SL_NO_MEMORY);
        SL_CHECK_STATUS(err.status, SL_NO_MEMORY);
        SL_CHECK_STATUS(sl_encoder_settle(&desk->encoder, NULL), SL_NO_MEMORY);
        close_desk(desk);
    }
}

static enum sl_status encode_afresh(void *context)
{
    const unsigned *threads = context;
    struct sl_schema schema SL_CLEANUP(sl_schema_finish) = { 0 };
    struct sl_encoder encoder SL_CLEANUP(sl_encoder_finish) = { 0 };
    static uint32_t codes[RECORD_COUNT][3];
    SL_TRY(sl_schema_init(&schema, usual, NULL, 3, NULL));
    SL_TRY(sl_encoder_init(&encoder, &schema, *threads, NULL));
    for (uint32_t record = 0; record < 13000; record++) {
        char text[24];
        const int len = snprintf(text, sizeof(text), "%u", record % 3000);
        const struct sl_str raw[] = {
            {text, (size_t)len},
            SL_STR("F"), SL_STR("")
        };
        SL_TRY(sl_encoder_add(&encoder, raw, codes[record], NULL));
    }
    return sl_encoder_settle(&encoder, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 2; threads++) {
        assert_true(sl_test_failing_allocations(encode_afresh, &threads) > 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_record_gets_the_codes_of_its_values),
        cmocka_unit_test(test_values_put_together_are_kept),
        cmocka_unit_test(test_long_values_are_taken_in),
        cmocka_unit_test(test_settling_again_changes_nothing),
        cmocka_unit_test(test_a_failure_is_told_and_stays),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/encoder", tests, NULL, NULL);
}
