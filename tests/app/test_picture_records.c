/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_records.h"

#include "app/picture_fixture.h"

struct reading {
    struct sl_arena arena;
    struct sl_buf scratch;
    struct sl_picture_records records;
};

static void open_reading(struct reading *reading, struct sl_store *store)
{
    sl_arena_init(&reading->arena, SL_PICTURE_LIMIT_BYTES);
    sl_buf_init(&reading->scratch, 1000);
    reading->records = (struct sl_picture_records
    ){ .store = store, .arena = &reading->arena, .scratch = &reading->scratch };
    SL_CHECK_OK(sl_picture_records_begin(&reading->records, NULL), NULL);
}

static void close_reading(struct reading *reading)
{
    sl_buf_finish(&reading->scratch);
    sl_arena_finish(&reading->arena);
}

static void each_is_read_once(void **state)
{
    const struct sl_picture_key child = { .source = 1, .key = SL_STR("n1") };
    const struct sl_picture_key other = { .source = 1, .key = SL_STR("n2") };
    struct people_fixture *fixture = *state;
    struct reading reading;

    (void)picture_fill(fixture);
    open_reading(&reading, fixture->store);
    struct sl_picture_records *records = &reading.records;
    sl_picture_records_want(records, 1, &child);
    sl_picture_records_want(records, 1, &other);
    /* Record 2 is a phone and does not name the child, as two hashes could be the same. */
    sl_picture_records_want(records, 2, &child);
    SL_CHECK_U64(records->entry_count, 2);
    SL_CHECK_OK(sl_picture_records_read(records, NULL), NULL);
    SL_CHECK_U64(records->item_count, 1);
    SL_CHECK_STR(records->items[0].agency, "police");
    SL_CHECK_STR(records->items[0].key, "n1");
    SL_CHECK_I64(records->items[0].version, 1);
    SL_CHECK_U64(records->items[0].facts->entity_count, 1);
    SL_CHECK_U64(sl_picture_records_find(records, 1)->record, 0);
    assert_true(sl_picture_records_find(records, 2)->record == SL_PICTURE_NONE);
    assert_null(sl_picture_records_find(records, 3));
    sl_picture_records_want(records, 3, &other);
    SL_CHECK_OK(sl_picture_records_read(records, NULL), NULL);
    SL_CHECK_U64(records->item_count, 2);
    SL_CHECK_STR(sl_picture_records_source(records, 3)->agency, "nhs");
    close_reading(&reading);
}

static void names(void **state)
{
    const struct sl_picture_key any = { .source = 0 };
    struct people_fixture *fixture = *state;
    struct reading reading;

    (void)picture_fill(fixture);
    open_reading(&reading, fixture->store);
    sl_picture_records_want(&reading.records, 3, &any);
    SL_CHECK_OK(sl_picture_records_read(&reading.records, NULL), NULL);
    const struct sl_facts *link = reading.records.items[0].facts;
    assert_true(sl_picture_names(link, SL_STR("n2")));
    assert_true(sl_picture_names(link, SL_STR("phone/1")));
    assert_false(sl_picture_names(link, SL_STR("n1")));
    close_reading(&reading);
}

static void no_more_than_the_limit(void **state)
{
    const struct sl_picture_key any = { .source = 0 };
    struct people_fixture *fixture = *state;
    struct reading reading;

    (void)picture_fill(fixture);
    open_reading(&reading, fixture->store);
    for (int64_t i = 1; i <= SL_PICTURE_RECORD_LIMIT; i++) {
        sl_picture_records_want(&reading.records, i, &any);
    }
    assert_false(reading.records.is_full);
    sl_picture_records_want(&reading.records, 1, &any);
    assert_false(reading.records.is_full);
    sl_picture_records_want(&reading.records, SL_PICTURE_RECORD_LIMIT + 1, &any);
    assert_true(reading.records.is_full);
    /* An index that names a record which is not there is an error, and no gap. */
    SL_CHECK_STATUS(sl_picture_records_read(&reading.records, NULL), SL_NOT_FOUND);
    close_reading(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(each_is_read_once),
        PICTURE_TEST(names),
        PICTURE_TEST(no_more_than_the_limit),
    };
    return cmocka_run_group_tests_name("app/picture_records", tests, NULL, NULL);
}
