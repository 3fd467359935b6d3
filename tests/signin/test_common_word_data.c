/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/common_word_data.h"

#include <string.h>

#include "support/support.h"

static void the_words_are_sorted_and_lower_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_common_word_count; i++) {
        const char *word = sl_common_words[i];
        assert_true(i == 0 || strcmp(sl_common_words[i - 1], word) < 0);
        assert_true(strlen(word) >= 3);
        SL_CHECK_U64(strspn(word, "abcdefghijklmnopqrstuvwxyz"), strlen(word));
    }
}

/* The words of the context that docs/security/signing-in.md names. */
static void the_words_of_this_work_are_there(void **state)
{
    static const char *const named[] = { "sightline", "safeguarding", "council",  "police",
                                         "social",    "worker",       "children", "nhs",
                                         "hospital",  "school" };

    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        size_t k = 0;
        while (k < sl_common_word_count && strcmp(sl_common_words[k], named[i]) != 0) {
            k++;
        }
        assert_true(k < sl_common_word_count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_are_sorted_and_lower_case),
        cmocka_unit_test(the_words_of_this_work_are_there),
    };
    return cmocka_run_group_tests_name("signin/common_word_data", tests, NULL, NULL);
}
