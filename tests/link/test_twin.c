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
     { "Ava", "Moss", "2015-03-02", "M60 1AA", "", "" },
     false},
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
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.threshold_auto = false;
        options.threshold_bits = -100.0;
        options.strict_twins = true;
        fixture_init(&fixture, kinds, COLUMNS);
        fixture_add(&fixture, 0, "1", cases[at].left);
        fixture_add(&fixture, 0, "2", cases[at].right);
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        const bool one = sl_linkage_cluster(linkage, 1) == 0;
        if (one != cases[at].one) {
            fail_msg("case %zu: one person: %d", at, one);
        }
        SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_TWIN], one ? 0 : 1);
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_either_of_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
