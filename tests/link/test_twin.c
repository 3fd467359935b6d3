/* SPDX-License-Identifier: Apache-2.0 */
#include "link/twin.h"

#include "link/engine.h"

static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME,    SL_KIND_DOB,
                                      SL_KIND_POSTCODE,   SL_KIND_NHS_NUMBER, SL_KIND_IDENTIFIER };
#define COLUMNS (sizeof(kinds) / sizeof(kinds[0]))

/* The numbers: the NHS Data Dictionary's example, and one of the range that is kept for tests. */
#define NHS_ONE "9434765919"
#define NHS_TWO "9990000018"

/* Two records, and whether a machine may say that they are one child. */
static const struct {
    const char *left[COLUMNS], *right[COLUMNS];
    bool one;
} cases[] = {
  /* twins */
    {{ "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Ruby", "Moss", "2015-03-02", "M60 1AA", "", "" },
     false},
 /* an initial and a missing name say nothing, where there is nobody else */
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "A", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Baby", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
 /* nobody can tell who these are */
    { { "Baby", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "", "Moss", "2015-03-02", "M60 1AA", "", "" },
     false},
    { { "", "Moss", "2015-03-02", "", "", "" },
     { "", "Moss", "2015-03-02", "M60 1AA", "", "" },
     false},
 /* a line without a name or a place, where there is nobody else of that birth */
    { { "", "Moss", "2015-03-02", "", "", "" },
     { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
 /* a slip, and another form of the name */
    { { "Rebecca", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Rebeca", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
    { { "Thomas", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Tom", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
    { { "Mohammed", "Zafar", "2015-03-02", "M60 1AA", "", "" },
     { "Muhammad Ali", "Zafar", "2015-03-02", "M60 1AA", "", "" },
     false},
 /* a number says more than a name, unless another number contradicts */
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", NHS_ONE, "" },
     { "Ruby", "Moss", "2015-03-02", "M60 1AA", NHS_ONE, "" },
     true },
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", NHS_ONE, "X1" },
     { "Ruby", "Moss", "2015-03-02", "M60 1AA", NHS_ONE, "Y2" },
     false},
 /* two first names with a word of their own each, and one with a word more or cut short */
    { { "Mohammed Ali", "Zafar", "2015-03-02", "M60 1AA", "", "" },
     { "Mohammed Hassan", "Zafar", "2015-03-02", "M60 1AA", "", "" },
     false},
    { { "Ava Rose", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Ava R", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
 /* under two surnames, too, names that are alike are one child's while there is nobody else */
    { { "Thomas", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Tom", "Fell", "2015-03-02", "M60 1AA", "", "" },
     true },
    { { "Thomas", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Thomas", "Fell", "2015-03-02", "M60 1AA", "", "" },
     true },
 /* names that changed places */
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Moss", "Ava", "2015-03-02", "M60 1AA", "", "" },
     true },
 /* not twins: another birth, another place, no place */
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Ruby", "Moss", "2015-03-03", "M60 1AA", "", "" },
     true },
    { { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     { "Ruby", "Moss", "2015-03-02", "BL9 7QX", "", "" },
     true },
    { { "Ava", "Moss", "2015-03-02", "", "", "" },
     { "Ruby", "Moss", "2015-03-02", "M60 1AA", "", "" },
     true },
};

/* Everybody is joined whom nothing keeps apart. */
static struct sl_linkage_options all_but_twins(void)
{
    struct sl_linkage_options options = fixture_options();
    options.threshold_auto = false;
    options.threshold_bits = -100.0;
    options.strict_twins = true;
    return options;
}

/* Are two records one person, if there are no others? Who is kept apart is counted. */
static bool are_one(
    const enum sl_kind *columns, size_t count, const char *const *left, const char *const *right
)
{
    const struct sl_linkage_options options = all_but_twins();
    struct fixture fixture;
    fixture_init(&fixture, columns, count);
    fixture_add(&fixture, 0, "1", left);
    fixture_add(&fixture, 0, "2", right);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    const bool one = sl_linkage_cluster(linkage, 1) == 0;
    SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_TWIN], one ? 0 : 1);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
    return one;
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
        if (are_one(kinds, COLUMNS, cases[at].left, cases[at].right) != cases[at].one) {
            fail_msg("case %zu: one person: %d", at, !cases[at].one);
        }
    }
}

/* Ava, Ruby, and a baby of the same birth at the same place: nobody knows which of the two. */
static void test_either_of_two(void **state)
{
    static const char *const rows[][COLUMNS] = {
        {"Ava",   "Moss", "2015-03-02", "M60 1AA", NHS_ONE, ""},
        { "Ruby", "Moss", "2015-03-02", "M60 1AA", NHS_TWO, ""},
        { "Baby", "Moss", "2015-03-02", "M60 1AA", "",      ""},
    };
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    options.threshold_auto = false;
    options.threshold_bits = -100.0;
    for (unsigned strict = 0; strict < 2; strict++) {
        options.strict_twins = strict == 1;
        fixture_init(&fixture, kinds, COLUMNS);
        fixture_add(&fixture, 0, "1", rows[0]);
        fixture_add(&fixture, 0, "2", rows[1]);
        fixture_add(&fixture, 0, "3", rows[2]);
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        const uint64_t people = sl_linkage_summary(linkage)->cluster_count;
        assert_true(strict == 1 ? people == 3 : people < 3);
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

/* A telephone is a place, and so is an address. */
static void test_other_places(void **state)
{
    static const enum sl_kind other_kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_ADDRESS, SL_KIND_PHONE
    };
    static const struct {
        const char *left[5], *right[5];
        bool one;
    } places[] = {
        {{ "Ava", "Moss", "2015-03-02", "", "07700900123" },
         { "Ruby", "Moss", "2015-03-02", "", "07700900123" },
         false},
        { { "Ava", "Moss", "2015-03-02", "14 mill road", "" },
         { "Ruby", "Moss", "2015-03-02", "14 mill road", "" },
         false},
        { { "Ava", "Moss", "2015-03-02", "14 mill road", "07700900123" },
         { "Ruby", "Moss", "2015-03-02", "9 quern lane", "07700900456" },
         true },
    };
    (void)state;
    for (size_t at = 0; at < sizeof(places) / sizeof(places[0]); at++) {
        if (are_one(other_kinds, 5, places[at].left, places[at].right) != places[at].one) {
            fail_msg("place %zu: one person: %d", at, !places[at].one);
        }
    }
}

/* Toby and Tony may be one boy, also where both are names that children have, until he has a twin.
 */
static void test_names_that_are_alike(void **state)
{
    static const char *const rows[][COLUMNS] = {
        {"Toby",  "Moss",   "2015-03-02", "M60 1AA", "", ""},
        { "Tony", "Moss",   "2015-03-02", "M60 1AA", "", ""},
        { "Toby", "Quill",  "2011-07-21", "BL9 7QX", "", ""},
        { "Tony", "Orme",   "2009-11-30", "OL1 1AA", "", ""},
        { "Toby", "Fennis", "2013-01-14", "WN4 3HX", "", ""},
        { "Tony", "Grobly", "2007-05-05", "SK3 9PH", "", ""},
        { "Ruby", "Moss",   "2015-03-02", "M60 1AA", "", ""},
    };
    static const struct {
        unsigned count;
        bool one;
    } cases_alike[] = {
        {2,  true },
        { 6, true },
        { 7, false}
    };
    const struct sl_linkage_options options = all_but_twins();
    (void)state;
    for (size_t at = 0; at < sizeof(cases_alike) / sizeof(cases_alike[0]); at++) {
        char id[2] = "1";
        struct fixture fixture;
        fixture_init(&fixture, kinds, COLUMNS);
        for (unsigned row = 0; row < cases_alike[at].count; row++, id[0]++) {
            fixture_add(&fixture, 0, id, rows[row]);
        }
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        const bool one = sl_linkage_cluster(linkage, 0) == sl_linkage_cluster(linkage, 1);
        if (one != cases_alike[at].one) {
            fail_msg("%u rows: one person: %d", cases_alike[at].count, one);
        }
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_either_of_two),
        cmocka_unit_test(test_other_places),
        cmocka_unit_test(test_names_that_are_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
