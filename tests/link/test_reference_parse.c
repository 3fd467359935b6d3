/* SPDX-License-Identifier: Apache-2.0 */
#include "link/engine.h"
#include "link/world.h"

static enum sl_status parse(const struct sl_schema *schema, struct sl_str bytes)
{
    struct sl_reference reference;
    const enum sl_status status = sl_reference_parse(&reference, schema, bytes, NULL);
    if (status == SL_OK) {
        sl_reference_finish(&reference);
    }
    return status;
}

/* Every byte counts, and so does every missing one. */
static void test_damage_is_seen(void **state)
{
    struct fixture fixture;
    struct sl_schema schema;
    const struct fixture_people people = engine_people(0, 30);
    (void)state;
    fixture_make_people(&fixture, &people);
    SL_CHECK_OK(
        sl_schema_init(&schema, fixture.kinds, fixture.columns, fixture.column_count, NULL), NULL
    );
    struct learned learned = world_learn(&fixture);
    const struct sl_str whole = { learned.reference, learned.reference_len };
    SL_CHECK_OK(parse(&schema, whole), NULL);
    for (size_t at = 0; at < whole.len; at += at < 64 ? 1 : 29) {
        learned.reference[at] ^= 1;
        assert_true(parse(&schema, whole) != SL_OK);
        learned.reference[at] ^= 1;
        assert_true(parse(&schema, (struct sl_str){ whole.ptr, at }) != SL_OK);
    }
    sl_schema_finish(&schema);
    world_forget(&learned);
    fixture_finish(&fixture);
}

static void test_other_fields_are_refused(void **state)
{
    struct fixture fixture;
    struct sl_schema schema;
    const struct fixture_people people = engine_people(0, 30);
    (void)state;
    fixture_make_people(&fixture, &people);
    struct learned learned = world_learn(&fixture);
    const struct sl_str whole = { learned.reference, learned.reference_len };
    SL_CHECK_OK(sl_schema_init(&schema, fixture.kinds, NULL, fixture.column_count - 1, NULL), NULL);
    SL_CHECK_STATUS(parse(&schema, whole), SL_INVALID);
    sl_schema_finish(&schema);
    SL_CHECK_OK(sl_schema_init(&schema, fixture.kinds, NULL, fixture.column_count, NULL), NULL);
    const size_t version = sl_str_find(whole, SL_STR("1"));
    assert_true(version < whole.len);
    learned.reference[version] = '2';
    SL_CHECK_STATUS(parse(&schema, whole), SL_UNSUPPORTED);
    SL_CHECK_STATUS(parse(&schema, SL_STR("")), SL_INVALID);
    sl_schema_finish(&schema);
    world_forget(&learned);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damage_is_seen),
        cmocka_unit_test(test_other_fields_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
