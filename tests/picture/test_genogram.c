/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/genogram.h"

#include <stdio.h>

#include "base/memory.h"
#include "kin.h"
#include "picture/labels.h"

/* Whom a person of the genogram is called by their first name. */
static struct sl_str first_name(const struct sl_genogram *genogram, size_t person)
{
    const struct sl_picture_person *found =
        &genogram->picture->persons[genogram->persons[person].person];
    return found->given_name.value == NULL ? found->key : found->given_name.value->text;
}

static size_t find_person(const struct sl_genogram *genogram, const char *name)
{
    for (size_t i = 0; i < genogram->person_count; i++) {
        if (sl_str_equal(first_name(genogram, i), sl_str_from(name))) {
            return i;
        }
    }
    fail_msg("nobody is called %s", name);
    return 0;
}

static void test_generations(void **state)
{
    struct told told;
    struct sl_genogram genogram;
    (void)state;
    told_open(&told);
    tell_kin(&told);
    SL_CHECK_OK(sl_genogram_make(told_make(&told), &told.arena, &genogram, NULL), NULL);
    SL_CHECK_U64(genogram.person_count, 8);
    SL_CHECK_STR(first_name(&genogram, 0), "Aisha");
    const size_t mother = find_person(&genogram, "Siobhan");
    const size_t father = find_person(&genogram, "Tariq");
    const struct sl_genogram_family *family = &genogram.families[genogram.persons[0].family];
    SL_CHECK_U64(family->parent_count, 2);
    SL_CHECK_U64(family->parents[0], mother);
    SL_CHECK_U64(family->parents[1], father);
    /* By birth, and the twins side by side. */
    SL_CHECK_U64(family->child_count, 3);
    SL_CHECK_U64(family->children[0], 0);
    assert_false(genogram.persons[0].is_twin);
    assert_true(genogram.persons[family->children[1]].is_twin);
    assert_true(genogram.persons[family->children[2]].is_twin);
    assert_true(genogram.persons[father].is_dead);
    SL_CHECK_U64(genogram.persons[father].shape, SL_SVG_SQUARE);
    const size_t unborn = find_person(&genogram, "Baby");
    SL_CHECK_U64(genogram.persons[unborn].shape, SL_SVG_TRIANGLE);
    assert_true(genogram.persons[unborn].family != genogram.persons[0].family);
    /* Of no recorded sex. */
    const size_t grandmother = find_person(&genogram, "Ber");
    SL_CHECK_U64(genogram.persons[grandmother].shape, SL_SVG_DIAMOND);
    assert_true(genogram.persons[mother].is_with_child);
    assert_false(genogram.persons[father].is_with_child);
    /* The stepfather and the carer are lines of their own; who lives there is not family. */
    SL_CHECK_U64(genogram.line_count, 2);
    SL_CHECK_U64(genogram.other_count, 1);
    SL_CHECK_U64(genogram.left_out, 0);
    told_close(&told);
}

static void test_limits(void **state)
{
    struct told told;
    struct sl_genogram genogram;
    char line[200];
    (void)state;
    told_open(&told);
    tell(&told, "oldham", "{'type':'person','id':'c0','given_name':'Kim'}");
    for (unsigned i = 1; i < TOLD_LIMIT - 1; i++) {
        (void)snprintf(
            line,
            sizeof line,
            "{'type':'link','id':'l%u','from':'s%u','role':'sibling','to':'c0'}",
            i,
            i
        );
        tell(&told, "oldham", line);
    }
    told_is(&told, "oldham", "c0", "C");
    SL_CHECK_OK(sl_genogram_make(told_make(&told), &told.arena, &genogram, NULL), NULL);
    SL_CHECK_U64(genogram.person_count, SL_GENOGRAM_FAMILY_LIMIT);
    SL_CHECK_U64(genogram.person_count + genogram.other_count + genogram.left_out, TOLD_LIMIT - 1);
    told_close(&told);
}

static enum sl_status make_once(void *context)
{
    struct told *told = context;
    struct sl_arena arena;
    struct sl_genogram genogram;
    sl_arena_init(&arena, (size_t)16 << 20);
    const enum sl_status status = sl_genogram_make(&told->picture, &arena, &genogram, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_kin(&told);
    (void)told_make(&told);
    assert_true(sl_test_failing_allocations(make_once, &told) >= 1);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_generations),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
