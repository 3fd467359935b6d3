/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_person.h"

#include <stdio.h>

#include "support/support.h"

struct fixture {
    struct sl_fold *fold;
    struct sl_arena arena;
    struct sl_buf scratch;
    struct sl_search_person person;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    SL_CHECK_OK(sl_fold_open(&fixture.fold, NULL), NULL);
    sl_arena_init(&fixture.arena, 1 << 20);
    sl_buf_init(&fixture.scratch, 1 << 20);
    fixture.person.name_count = fixture.person.seen_count = 0;
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_fold_close(fixture->fold);
    sl_arena_finish(&fixture->arena);
    sl_buf_finish(&fixture->scratch);
    return 0;
}

static enum sl_status
add(struct fixture *fixture, const char *own_key, const struct sl_mention_row *rows, size_t count)
{
    const struct sl_search_maker maker = { .fold = fixture->fold,
                                           .arena = &fixture->arena,
                                           .scratch = &fixture->scratch };
    return sl_search_person_add(&fixture->person, &maker, sl_str_from(own_key), rows, count, NULL);
}

static void collects(void **state)
{
    struct fixture *fixture = *state;
    struct sl_search_person *person = &fixture->person;
    struct sl_mention_row rows[2] = { { .ordinal = 0 }, { .ordinal = 1 } };

    rows[0].values[SL_MENTION_GIVEN_NAME] = SL_STR("Sarah Jane");
    rows[0].values[SL_MENTION_SURNAME] = SL_STR("O'Neill");
    rows[0].values[SL_MENTION_BIRTH_DATE] = SL_STR("20130214");
    rows[0].values[SL_MENTION_POSTCODE] = SL_STR("M13 9PL");
    rows[0].values[SL_MENTION_ADDRESS] = SL_STR("1 High Street");
    rows[0].values[SL_MENTION_CHILD_ID] = SL_STR("manchester/X-17");
    rows[1] = rows[0];
    rows[1].values[SL_MENTION_SURNAME] = SL_STR("Smith");
    rows[1].values[SL_MENTION_POSTCODE] = SL_STR("m139pl");
    SL_CHECK_OK(add(fixture, "child/X-17", rows, 2), NULL);
    SL_CHECK_U64(person->name_count, 4);
    SL_CHECK_STR(person->names[0].text, "sarah");
    SL_CHECK_STR(person->names[1].raw, "Sarah Jane");
    SL_CHECK_STR(person->names[2].text, "oneill");
    SL_CHECK_I64(person->names[3].field, SL_MENTION_SURNAME);
    /* A date, one postcode in two spellings, the child's id, and the key whole and in part. */
    SL_CHECK_U64(person->seen_count, 5);
    SL_CHECK_STR(person->seen[1].text, "m139pl");
    SL_CHECK_STR(person->seen[2].text, "x17");
    SL_CHECK_STR(person->seen[3].text, "childx17");
    SL_CHECK_STR(person->seen[4].text, "x17");
    SL_CHECK_I64(person->seen[4].field, SL_MENTION_FIELD_COUNT);

    /* Another mention that says the same adds its own key. */
    SL_CHECK_OK(add(fixture, "nominal/5", rows, 2), NULL);
    SL_CHECK_U64(person->name_count, 4);
    SL_CHECK_U64(person->seen_count, 7);
}

static void has_limits(void **state)
{
    struct fixture *fixture = *state;
    static char texts[200][2][16];

    for (size_t i = 0; i < 200; i++) {
        struct sl_mention_row row = { .ordinal = 0 };
        (void)snprintf(texts[i][0], 16, "ab%c%c", 'a' + (char)(i % 26), 'a' + (char)(i / 26));
        (void)snprintf(texts[i][1], 16, "0161496%04zu", i);
        row.values[SL_MENTION_SURNAME] = sl_str_from(texts[i][0]);
        row.values[SL_MENTION_PHONE] = sl_str_from(texts[i][1]);
        SL_CHECK_OK(add(fixture, "nominal/5", &row, 1), NULL);
    }
    SL_CHECK_U64(fixture->person.name_count, SL_SEARCH_SEEN_LIMIT);
    SL_CHECK_U64(fixture->person.seen_count, SL_SEARCH_SEEN_LIMIT);
}

static enum sl_status add_failing(void *context)
{
    struct fixture *fixture = context;
    struct sl_mention_row row = { .ordinal = 0 };

    row.values[SL_MENTION_GIVEN_NAME] = SL_STR("Abdulkarim");
    row.values[SL_MENTION_BIRTH_DATE] = SL_STR("20130214");
    sl_arena_init(&fixture->arena, 1 << 20);
    sl_buf_init(&fixture->scratch, 1 << 20);
    fixture->person.name_count = fixture->person.seen_count = 0;
    const enum sl_status status = add(fixture, "nominal/5", &row, 1);
    sl_arena_finish(&fixture->arena);
    sl_buf_finish(&fixture->scratch);
    return status;
}

static void survives_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(add_failing, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(collects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_failing_allocations, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
