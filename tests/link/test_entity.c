/* SPDX-License-Identifier: Apache-2.0 */
#include "link/entity.h"

#include <math.h>

#include "link/engine.h"

#define ARENA_BYTES ((size_t)16 << 20)

/* A linkage and one entity for each of its records. */
struct people {
    struct sl_linkage *linkage;
    struct sl_arena arena;
    struct sl_person_values *singles;
};

static void meet_people(struct people *people, unsigned data, unsigned person_count)
{
    people->linkage = engine_linked(data, person_count);
    sl_arena_init(&people->arena, ARENA_BYTES);
    const uint32_t count = people->linkage->table.record_count;
    people->singles = sl_alloc(count, sizeof(*people->singles));
    assert_non_null(people->singles);
    for (uint32_t record = 0; record < count; record++) {
        SL_CHECK_OK(
            sl_entity_of_record(
                &people->singles[record], &people->linkage->scorer, record, &people->arena, NULL
            ),
            NULL
        );
    }
}

static void part(struct people *people)
{
    sl_free(people->singles);
    sl_arena_finish(&people->arena);
    sl_linkage_close(people->linkage);
}

static void test_entity_of_one_record(void **state)
{
    struct people people;
    (void)state;
    meet_people(&people, 1, 40);
    const struct sl_table *table = &people.linkage->table;
    for (uint32_t record = 0; record < table->record_count; record++) {
        const struct sl_person_values *entity = &people.singles[record];
        SL_CHECK_U64(entity->record_count, 1);
        SL_CHECK_U64(entity->first_record, record);
        SL_CHECK_U64(entity->sources.words[0], 1U << sl_table_source(table, record));
        for (unsigned field = 0; field < table->field_count; field++) {
            const uint32_t code = sl_table_row(table, record)[field];
            const struct sl_held_list *list = &entity->fields[field];
            SL_CHECK_U64(list->count, code == SL_CODE_MISSING ? 0 : 1);
            SL_CHECK_U64(list->total, list->count);
            assert_true(list->count == 0 || list->items[0].code == code);
            assert_true(list->count == 0 || list->items[0].count == 1);
        }
    }
    part(&people);
}

/* Entities of one record each agree as the pair does, whatever community their names are of. */
static void check_pair(const struct people *people, uint32_t left, uint32_t right)
{
    const struct sl_scorer *scorer = &people->linkage->scorer;
    const struct sl_table *table = &people->linkage->table;
    struct sl_agreement pair;
    struct sl_agreement entities;
    sl_scorer_compare(scorer, sl_table_row(table, left), sl_table_row(table, right), &pair);
    sl_entity_compare(scorer, &people->singles[left], &people->singles[right], &entities);
    for (unsigned field = 0; field < table->field_count; field++) {
        SL_CHECK_NEAR(entities.bits[field], pair.bits[field], 1e-9);
    }
    SL_CHECK_U64(entities.swapped, pair.swapped);
    SL_CHECK_NEAR(entities.community_bits, pair.community_bits, 1e-9);
    SL_CHECK_NEAR(sl_scorer_weight(scorer, &entities), sl_scorer_weight(scorer, &pair), 1e-9);
}

static void test_two_records_agree_as_the_pair(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct people people;
        meet_people(&people, data, 50);
        for (uint32_t left = 0; left < people.linkage->table.record_count; left++) {
            for (uint32_t right = 0; right < left; right++) {
                check_pair(&people, left, right);
            }
        }
        engine_make_community(people.linkage);
        for (uint32_t left = 0; left < people.linkage->table.record_count; left++) {
            for (uint32_t right = 0; right < left; right++) {
                check_pair(&people, left, right);
            }
        }
        part(&people);
    }
}

/* Names that are nothing like each other are no swap when there is no other name. */
static void test_no_swap_without_a_crossing(void **state)
{
    struct people people;
    (void)state;
    meet_people(&people, 0, 30);
    struct sl_scorer *scorer = &people.linkage->scorer;
    const uint32_t given = people.linkage->schema.given;
    const uint32_t surname = people.linkage->schema.surname;
    scorer->m_bits[given][SL_LEVEL_ELSE] = -2.0 * SL_SWAP_BITS;
    for (uint32_t left = 0; left < people.linkage->table.record_count; left++) {
        for (uint32_t right = 0; right < left; right++) {
            struct sl_agreement agreement;
            struct sl_person_values one = people.singles[left];
            struct sl_person_values two = people.singles[right];
            one.fields[surname] = (struct sl_held_list){ NULL, 0, 0, 0 };
            two.fields[surname] = (struct sl_held_list){ NULL, 0, 0, 0 };
            one.row_count = 2;
            sl_entity_compare(scorer, &one, &two, &agreement);
            assert_false(agreement.swapped);
        }
    }
    part(&people);
}

/* Join `count` records from `first` on, one after the other. */
static struct sl_person_values join_all(struct people *people, uint32_t first, uint32_t count)
{
    struct sl_person_values entity = people->singles[first];
    for (uint32_t record = first + 1; record < first + count; record++) {
        const struct sl_person_values before = entity;
        SL_CHECK_OK(
            sl_entity_join(
                &entity,
                &people->linkage->scorer,
                &before,
                &people->singles[record],
                &people->arena,
                NULL
            ),
            NULL
        );
    }
    return entity;
}

/* Every value with as many holders as there are, ascending, none of them missing. */
static void check_list(
    const struct people *people,
    const struct sl_person_values *entity,
    unsigned field,
    uint32_t first
)
{
    const struct sl_table *table = &people->linkage->table;
    const struct sl_held_list *list = &entity->fields[field];
    const uint32_t end = first + entity->record_count;
    uint32_t present = 0;
    uint32_t total = 0;
    for (uint32_t record = first; record < end; record++) {
        present += sl_table_row(table, record)[field] != SL_CODE_MISSING;
    }
    for (uint32_t at = 0; at < list->count; at++) {
        uint32_t holders = 0;
        for (uint32_t record = first; record < end; record++) {
            holders += sl_table_row(table, record)[field] == list->items[at].code;
        }
        SL_CHECK_U64(list->items[at].count, holders);
        assert_true(list->items[at].code != SL_CODE_MISSING && holders > 0);
        assert_true(at == 0 || list->items[at - 1].code < list->items[at].code);
        total += holders;
    }
    SL_CHECK_U64(list->total, total);
    SL_CHECK_U64(total, present);
}

static void test_joined_entity_holds_all_values(void **state)
{
    struct people people;
    (void)state;
    meet_people(&people, 1, 40);
    for (uint32_t count = 1; count <= 12; count++) {
        const struct sl_person_values one = join_all(&people, count, count);
        const struct sl_person_values two = join_all(&people, 2 * count, 3 * count);
        struct sl_person_values both;
        SL_CHECK_OK(
            sl_entity_join(&both, &people.linkage->scorer, &two, &one, &people.arena, NULL), NULL
        );
        SL_CHECK_U64(both.record_count, 4 * (uint64_t)count);
        SL_CHECK_U64(both.first_record, count);
        for (unsigned field = 0; field < people.linkage->table.field_count; field++) {
            check_list(&people, &one, field, count);
            check_list(&people, &both, field, count);
        }
    }
    part(&people);
}

static void test_sources_are_added_up(void **state)
{
    struct people people;
    struct sl_person_values both;
    (void)state;
    meet_people(&people, 5, 20);
    const uint32_t last = people.linkage->table.record_count - 1;
    SL_CHECK_OK(
        sl_entity_join(
            &both,
            &people.linkage->scorer,
            &people.singles[last],
            &people.singles[0],
            &people.arena,
            NULL
        ),
        NULL
    );
    SL_CHECK_U64(both.sources.words[0], 3);
    SL_CHECK_U64(both.first_record, 0);
    part(&people);
}

/* The other entity's names in the other order go where they belong. */
static void test_join_of_swapped_names(void **state)
{
    struct people people;
    struct sl_person_values joined;
    (void)state;
    meet_people(&people, 4, 30);
    const struct sl_schema *schema = &people.linkage->schema;
    const uint32_t *one = sl_table_row(&people.linkage->table, 2);
    const uint32_t *two = sl_table_row(&people.linkage->table, 3);
    struct sl_person_values turned = people.singles[3];
    turned.names_turned = true;
    SL_CHECK_OK(
        sl_entity_join(
            &joined, &people.linkage->scorer, &people.singles[2], &turned, &people.arena, NULL
        ),
        NULL
    );
    const struct sl_held_list *given = &joined.fields[schema->given];
    SL_CHECK_U64(given->total, 2);
    SL_CHECK_U64(
        (uint64_t)given->items[0].code + given->items[given->count - 1].code,
        (uint64_t)one[schema->given] + two[schema->surname]
    );
    part(&people);
}

static void check_symmetric(
    const struct people *people,
    const struct sl_person_values *left,
    const struct sl_person_values *right
)
{
    const struct sl_scorer *scorer = &people->linkage->scorer;
    struct sl_agreement there;
    struct sl_agreement back;
    sl_entity_compare(scorer, left, right, &there);
    sl_entity_compare(scorer, right, left, &back);
    for (unsigned field = 0; field < people->linkage->schema.field_count; field++) {
        assert_true(isfinite(there.bits[field]));
        SL_CHECK_NEAR(back.bits[field], there.bits[field], 1e-9);
        if (left->fields[field].total == 0 || right->fields[field].total == 0) {
            assert_true(there.swapped || !(fabs(there.bits[field]) > 0.0));
        }
    }
    SL_CHECK_U64(back.swapped, there.swapped);
    SL_CHECK_NEAR(back.community_bits, there.community_bits, 1e-9);
    assert_true(there.community_bits >= 0.0);
    SL_CHECK_NEAR(sl_scorer_weight(scorer, &back), sl_scorer_weight(scorer, &there), 1e-9);
}

static void test_symmetric(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        struct people people;
        meet_people(&people, data, 60);
        for (unsigned community = 0; community < 2; community++) {
            for (uint32_t left = 1; left < 7; left++) {
                const struct sl_person_values one = join_all(&people, 4 * left, left);
                for (uint32_t right = 1; right < 7; right++) {
                    const struct sl_person_values two = join_all(&people, 30 + 6 * right, right);
                    check_symmetric(&people, &one, &two);
                }
            }
            if (community == 0) {
                engine_make_community(people.linkage);
            }
        }
        part(&people);
    }
}

/* So many values on both sides that they are no longer compared with all in view. */
static void test_large_entities(void **state)
{
    struct people people;
    (void)state;
    meet_people(&people, 4, 150);
    const struct sl_person_values one = join_all(&people, 0, 100);
    const struct sl_person_values two = join_all(&people, 100, 100);
    check_symmetric(&people, &one, &two);
    check_symmetric(&people, &one, &one);
    part(&people);
}

/* Agreement of twins: bits by field, of a linkage whose model knows twins. */
struct twins {
    struct sl_linkage *linkage;
    struct sl_agreement agreement;
};

static void set_bits(struct twins *twins, enum sl_kind kind, double bits)
{
    twins->agreement.bits[engine_field(&twins->linkage->schema, kind)] = bits;
}

static void bear_twins(struct twins *twins)
{
    *twins = (struct twins){ .linkage = engine_linked(0, 60) };
    struct sl_model *model = &twins->linkage->model;
    const struct sl_schema *schema = &twins->linkage->schema;
    model->relation_count = 1;
    model->relations[0].rate = 0.5;
    model->relations[0].fields =
        model->birth_fields | 1U << schema->surname | 1U << engine_field(schema, SL_KIND_ADDRESS);
    set_bits(twins, SL_KIND_GIVEN_NAME, -4.0);
    set_bits(twins, SL_KIND_SURNAME, 6.0);
    set_bits(twins, SL_KIND_DOB, 9.0);
    set_bits(twins, SL_KIND_ADDRESS, 8.0);
}

static bool are_twins(const struct twins *twins)
{
    return sl_entity_twins(&twins->linkage->scorer, &twins->agreement);
}

static void test_twins(void **state)
{
    struct twins twins;
    (void)state;
    bear_twins(&twins);
    assert_true(are_twins(&twins));
    /* Each of the signs is needed. */
    static const enum sl_kind signs[] = { SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_ADDRESS };
    static const double bits[] = { 6.0, 9.0, 8.0 };
    for (unsigned at = 0; at < 3; at++) {
        set_bits(&twins, signs[at], -3.0);
        assert_false(are_twins(&twins));
        set_bits(&twins, signs[at], bits[at]);
    }
    set_bits(&twins, SL_KIND_GIVEN_NAME, 5.0);
    assert_false(are_twins(&twins));
    set_bits(&twins, SL_KIND_GIVEN_NAME, -4.0);
    /* What only one person can have speaks for one person. */
    set_bits(&twins, SL_KIND_EMAIL, 9.0);
    assert_false(are_twins(&twins));
    set_bits(&twins, SL_KIND_EMAIL, 0.0);
    /* Names in the other order are no other names. */
    twins.agreement.swapped = true;
    assert_false(are_twins(&twins));
    twins.agreement.swapped = false;
    assert_true(are_twins(&twins));
    /* Where there are no twins, a wrong name is a wrong name. */
    twins.linkage->model.relations[0].rate = 0.0;
    assert_false(are_twins(&twins));
    twins.linkage->model.relation_count = 0;
    assert_false(are_twins(&twins));
    sl_linkage_close(twins.linkage);
}

static enum sl_status make_and_join(void *context)
{
    const struct sl_linkage *linkage = context;
    struct sl_arena arena SL_CLEANUP(sl_arena_finish);
    struct sl_person_values singles[2];
    struct sl_person_values both;
    sl_arena_init(&arena, ARENA_BYTES);
    SL_TRY(sl_entity_of_record(&singles[0], &linkage->scorer, 0, &arena, NULL));
    SL_TRY(sl_entity_of_record(&singles[1], &linkage->scorer, 1, &arena, NULL));
    return sl_entity_join(&both, &linkage->scorer, &singles[0], &singles[1], &arena, NULL);
}

static void test_failing_allocations(void **state)
{
    struct sl_linkage *linkage = engine_linked(0, 10);
    struct sl_arena small;
    struct sl_person_values entity;
    (void)state;
    assert_true(sl_test_failing_allocations(make_and_join, linkage) > 0);
    sl_arena_init(&small, 8);
    SL_CHECK_STATUS(sl_entity_of_record(&entity, &linkage->scorer, 0, &small, NULL), SL_NO_MEMORY);
    sl_arena_finish(&small);
    sl_linkage_close(linkage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entity_of_one_record),
        cmocka_unit_test(test_two_records_agree_as_the_pair),
        cmocka_unit_test(test_no_swap_without_a_crossing),
        cmocka_unit_test(test_joined_entity_holds_all_values),
        cmocka_unit_test(test_sources_are_added_up),
        cmocka_unit_test(test_join_of_swapped_names),
        cmocka_unit_test(test_symmetric),
        cmocka_unit_test(test_large_entities),
        cmocka_unit_test(test_twins),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
