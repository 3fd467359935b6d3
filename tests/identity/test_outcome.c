/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/outcome.h"

#include "support/support.h"

static void words_follow_from_what_is_seen(void **state)
{
    static const struct {
        struct sl_outcome_seen seen;
        enum sl_outcome outcome;
    } cases[] = {
        {{ .is_joined = true },                                         SL_OUTCOME_MATCH    },
        { { .is_joined = true, .possible_count = 2, .best_bits = 1 },   SL_OUTCOME_MATCH    },
        { { .possible_count = 0, .best_bits = 9 },                      SL_OUTCOME_NONE     },
        { { .possible_count = 1, .best_bits = 1 },                      SL_OUTCOME_POTENTIAL},
        { { .possible_count = 1, .best_bits = 0.9 },                    SL_OUTCOME_LOW      },
        { { .possible_count = 1, .best_bits = 1, .second_bits = 1 },    SL_OUTCOME_POTENTIAL},
        { { .possible_count = 2, .best_bits = 1, .second_bits = -1 },   SL_OUTCOME_MANY     },
        { { .possible_count = 2, .best_bits = 1, .second_bits = -1.5 }, SL_OUTCOME_POTENTIAL},
        { { .possible_count = 2, .best_bits = -3, .second_bits = -3 },  SL_OUTCOME_MANY     },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SL_CHECK_U64(sl_outcome_of(&cases[i].seen, 1.0), cases[i].outcome);
    }
}

/* The words of the Department for Education's SUI Matcher. */
static void words_are_the_departments(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_outcome_words(SL_OUTCOME_MATCH), "Match");
    SL_CHECK_STR(sl_outcome_words(SL_OUTCOME_POTENTIAL), "Potential match");
    SL_CHECK_STR(sl_outcome_words(SL_OUTCOME_LOW), "Low confidence");
    SL_CHECK_STR(sl_outcome_words(SL_OUTCOME_MANY), "Many match");
    SL_CHECK_STR(sl_outcome_words(SL_OUTCOME_NONE), "No match");
    SL_CHECK_STR(sl_outcome_name(SL_OUTCOME_POTENTIAL), "potential");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_follow_from_what_is_seen),
        cmocka_unit_test(words_are_the_departments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
