/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/table.h"

#include "intake/row.h"
#include "support/support.h"

static const struct sl_column columns[] = {
    {.name = { "ID", 2 },     .use = SL_COLUMN_ID             },
    {  .name = { "DAY", 3 }, .use = SL_COLUMN_START,                   .in_key = true },
    { .name = { "NOTE", 4 },  .use = SL_COLUMN_TEXT, .attribute = SL_ATTRIBUTE_REASON },
};
static const struct sl_row_entity entities[] = {
    {.class = SL_EVENT, .kind = SL_EVENT_VISIT}
};
static const struct sl_file_kind kind = {
    .name = {"visits", 6},
    .columns = columns,
    .column_count = 3,
    .entities = entities,
    .entity_count = 1,
};

static void test_find(void **state)
{
    (void)state;
    assert_ptr_equal(sl_file_kind_find(&kind, SL_STR("day")), &columns[1]);
    assert_null(sl_file_kind_find(&kind, SL_STR("days")));
}

/* A row gives key, entity, values and the tie to its child, however the columns are ordered. */
static void test_read(void **state)
{
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_error err;
    struct sl_reading reading = { .facts = &facts };
    struct sl_row header = {
        .count = 3, .fields = {{ "note", 4 }, { "Id", 2 }, { " DAY", 4 }}
    };
    struct sl_row row = {
        .count = 3, .fields = {{ "x", 1 }, { "7", 1 }, { "02/03/2024", 10 }}
    };
    (void)state;
    sl_arena_init(&arena, 65536);
    sl_facts_init(&facts, &arena);
    SL_CHECK_OK(sl_table_read(&kind, &header, &row, &reading, &err), &err);
    SL_CHECK_STR(reading.key, "visits/7/2024-03-02");
    SL_CHECK_STR(facts.entities[0].key, "visits/7/2024-03-02");
    SL_CHECK_STR(facts.values[0].text, "x");
    SL_CHECK_STR(facts.links[0].from_key, "child/7");
    SL_CHECK_STR(facts.links[0].to_key, "visits/7/2024-03-02");
    row.fields[1].len = 0;
    reading.key.len = 0;
    SL_CHECK_STATUS(sl_table_read(&kind, &header, &row, &reading, &err), SL_INVALID);
    SL_CHECK_STR(reading.field, "ID");
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_read),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
