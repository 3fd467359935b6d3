/* SPDX-License-Identifier: Apache-2.0 */
#include "link/either.h"

#include "link/engine.h"

static const enum sl_kind kinds[] = {
    SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE, SL_KIND_NHS_NUMBER
};
#define COLUMNS (sizeof(kinds) / sizeof(kinds[0]))
#define ROWS    4

/* The NHS Data Dictionary's example, and one of the range that is kept for tests. */
#define NHS_ONE "9434765919"
#define NHS_TWO "9990000018"

/* The first two records, one or two beside them, and what can be said of the first two. */
static const struct test_case {
    const char *rows[ROWS][COLUMNS];
    bool held; /* the third is held apart from the second */
    enum sl_either either;
} cases[] = {
  /* two forms of a name under two surnames, unless somebody else of that birth lives there */
    {{ { "Thomas", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Tom", "Hill", "2015-03-02", "M60 1AA", "" },
        { "Ruby", "Moss", "2011-07-09", "M60 1AA", "" } },
     false, SL_EITHER_ONE   },
    { { { "Thomas", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Tom", "Hill", "2015-03-02", "M60 1AA", "" },
        { "Ruby", "Moss", "2015-03-02", "M60 1AA", "" } },
     false, SL_EITHER_TWO   },
 /* a third spelling is nobody else */
    { { { "Daisy", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Daidy", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Doisy", "Moss", "2015-03-02", "M60 1AA", "" } },
     false, SL_EITHER_ONE   },
 /* a line without a name, and a twin who stands in one list with the second */
    { { { "", "Yeung", "2015-03-02", "M60 1AA", "" },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "", "" } },
     false, SL_EITHER_ONE   },
    { { { "", "Yeung", "2015-03-02", "M60 1AA", "" },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "", "" } },
     true,  SL_EITHER_UNSURE},
    { { { "", "Yeung", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Emily", "Cheng", "2015-03-02", "", "" } },
     true,  SL_EITHER_ONE   },
    { { { "", "Yeung", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "", NHS_TWO } },
     true,  SL_EITHER_ONE   },
 /* the same without a place */
    { { { "", "Cheng", "2015-03-02", "", "" },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "", "" } },
     false, SL_EITHER_ONE   },
    { { { "", "Cheng", "2015-03-02", "", "" },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "", "" } },
     true,  SL_EITHER_UNSURE},
 /* held apart, but not of one birth */
    { { { "", "Yeung", "2015-03-02", "M60 1AA", "" },
        { "Ka Yan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2012-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_ONE   },
 /* an initial tells twins apart, where it is the initial of one */
    { { { "K", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Kayan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_ONE   },
    { { { "E", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Kayan", "Cheng", "2015-03-02", "M60 1AA", "" },
        { "Emily", "Cheng", "2015-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_UNSURE},
 /* what both are called says nothing, though one is called nothing else */
    { { { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_UNSURE},
    { { { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_ONE   },
 /* nor does what is a part of one twin's name, and like the other's */
    { { { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammed", "Zafar", "2015-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_UNSURE},
    { { { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammadd Ali", "Zafar", "2015-03-02", "M60 1AA", "" } },
     true,  SL_EITHER_UNSURE},
 /* Elsie's twin is E: Eliza may be */
    { { { "Eliza", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Elsie", "Moss", "2015-03-02", "M60 1AA", NHS_ONE },
        { "E", "Moss", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_UNSURE},
    { { { "Eliza", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Elsie", "Moss", "2015-03-02", "M60 1AA", NHS_ONE },
        { "R", "Moss", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_ONE   },
 /* Anna may be short for Annabelle, or her twin; Annabelle is no Anna */
    { { { "Annabelle", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Anna", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Annabelle", "Moss", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Anna", "Moss", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_UNSURE},
    { { { "Annabelle", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Annabelle", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Annabelle", "Moss", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Anna", "Moss", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_ONE   },
 /* two spellings that look like twins' names are no twins of somebody called otherwise */
    { { { "Elliot", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Elliot", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Tom", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Tommmy", "Moss", "2015-03-02", "M60 1AA", "" } },
     false, SL_EITHER_ONE   },
    { { { "Elliot", "Moss", "2015-03-02", "M60 1AA", "" },
        { "E", "Moss", "2015-03-02", "M60 1AA", "" },
        { "Tom", "Moss", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Tommmy", "Moss", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_ONE   },
 /* two who are written short may be one of each twin, unless the names or a number say whose */
    { { { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Muhammad Hamza", "Zafar", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_UNSURE},
    { { { "", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Hamza", "Zafar", "2015-03-02", "M60 1AA", "" } },
     false, SL_EITHER_UNSURE},
    { { { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Muhammad Hamza", "Zafar", "2015-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_ONE   },
    { { { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad", "Zafar", "2015-03-02", "M60 1AA", "" },
        { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", NHS_ONE },
        { "Muhammad Hamza", "Zafar", "2012-03-02", "M60 1AA", NHS_TWO } },
     false, SL_EITHER_ONE   },
};

/* All in one part, or the third outside it. */
static void check_case(const struct test_case *test, bool outside, size_t number)
{
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    options.threshold_auto = false;
    options.threshold_bits = 100.0;
    fixture_init(&fixture, kinds, COLUMNS);
    fixture_add(&fixture, 0, "a", test->rows[0]);
    fixture_add(&fixture, 0, "b", test->rows[1]);
    fixture_add(&fixture, 0, "c", test->rows[2]);
    const uint32_t count = test->rows[3][0] == NULL ? 3 : 4;
    if (count == 4) {
        fixture_add(&fixture, 0, "d", test->rows[3]);
    }
    struct sl_linkage *linkage = NULL;
    SL_CHECK_OK(fixture_open(&fixture, &options, &linkage, NULL), NULL);
    if (test->held) {
        SL_CHECK_OK(sl_linkage_hold(linkage, SL_HOLD_APART, SL_STR("b"), SL_STR("c"), NULL), NULL);
    }
    SL_CHECK_OK(sl_linkage_run(linkage, NULL), NULL);
    const struct sl_scorer *scorer = &linkage->scorer;
    const struct sl_known *known = test->held ? &linkage->known : NULL;
    struct sl_person_values people[ROWS];
    struct sl_bond items[ROWS];
    uint32_t links[2] = { 0 };
    uint32_t local[ROWS] = { 0, 1, outside ? UINT32_MAX : 2, 3 };
    uint32_t beside[ROWS][3] = {
        {1,  2, 3},
        { 0, 2, 3},
        { 0, 1, 3},
        { 0, 1, 2}
    };
    const bool gone[ROWS] = { false, false, false, false };
    const uint32_t near_count = outside ? 1 : count - 1;
    const struct sl_near_list near[ROWS] = {
        {beside[0],  near_count, 3},
        { beside[1], near_count, 3},
        { beside[2], near_count, 3},
        { beside[3], near_count, 3}
    };
    const struct sl_bonds bonds = { known, links, items, local };
    struct sl_arena arena;
    sl_arena_init(&arena, 1 << 20);
    for (uint32_t at = 0; at < count; at++) {
        SL_CHECK_OK(sl_entity_of_record(&people[at], scorer, at, &arena, NULL), NULL);
        if (known != NULL) {
            SL_CHECK_OK(sl_bond_start(&bonds, at, at, &arena), NULL);
        }
    }
    const struct sl_company company = { scorer, people, near, gone, bonds, &arena };
    enum sl_either found = SL_EITHER_ONE;
    enum sl_either turned = SL_EITHER_ONE;
    SL_CHECK_OK(sl_either_find(&company, 0, 1, &found), NULL);
    SL_CHECK_OK(sl_either_find(&company, 1, 0, &turned), NULL);
    if (found != test->either || turned != found) {
        fail_msg("case %zu, outside %d: %d, turned %d", number, outside, (int)found, (int)turned);
    }
    sl_arena_finish(&arena);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
        check_case(&cases[at], false, at);
        if (cases[at].held) { /* whoever is held apart counts wherever they are */
            check_case(&cases[at], true, at);
        }
    }
}

static void test_neighbours(void **state)
{
    struct sl_near_list near = { 0 };
    (void)state;
    assert_false(sl_near_has(&near, 3));
    for (uint32_t at = 0; at < 100; at++) {
        SL_CHECK_OK(sl_near_add(&near, at * 3), NULL);
    }
    assert_true(sl_near_has(&near, 3) && sl_near_has(&near, 297) && !sl_near_has(&near, 4));
    sl_free(near.items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
