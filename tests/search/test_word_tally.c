/* SPDX-License-Identifier: Apache-2.0 */
#include "search/word_tally.h"

#include <stdio.h>

#include "support/support.h"

static void test_adds_up(void **state)
{
    (void)state;
    struct sl_word_tally tally;
    const struct sl_str first[] = { SL_STR(""), SL_STR("khan"), SL_STR("ola") };
    const struct sl_str second[] = { SL_STR(""), SL_STR("khan") };

    sl_word_tally_init(&tally);
    for (unsigned round = 0; round < 2; round++) {
        SL_CHECK_OK(sl_word_tally_add(&tally, first, 3, 1, NULL), NULL);
        SL_CHECK_OK(sl_word_tally_add(&tally, second, 2, 1, NULL), NULL);
        SL_CHECK_OK(sl_word_tally_add(&tally, first, 3, -1, NULL), NULL);
        sl_word_tally_sort(&tally);
        SL_CHECK_U64(tally.word_count, 3);
        SL_CHECK_STR(tally.words[0].word, "");
        SL_CHECK_I64(tally.words[0].change, 1);
        SL_CHECK_STR(tally.words[1].word, "khan");
        SL_CHECK_I64(tally.words[1].change, 1);
        SL_CHECK_STR(tally.words[2].word, "ola");
        SL_CHECK_I64(tally.words[2].change, 0);
        sl_word_tally_clear(&tally);
        SL_CHECK_U64(tally.word_count, 0);
    }
    sl_word_tally_finish(&tally);
    sl_word_tally_finish(&tally);
    sl_word_tally_finish(NULL);
}

static enum sl_status add_many(void *context)
{
    struct sl_word_tally tally;
    enum sl_status status = SL_OK;

    (void)context;
    sl_word_tally_init(&tally);
    for (unsigned i = 0; i < 6000 && status == SL_OK; i++) {
        char text[16];
        const int len = snprintf(text, sizeof text, "word%u", i % 2000);
        const struct sl_str word = { .ptr = text, .len = (size_t)len };
        status = sl_word_tally_add(&tally, &word, 1, 1, NULL);
    }
    if (status == SL_OK) {
        sl_word_tally_sort(&tally);
        SL_CHECK_U64(tally.word_count, 2000);
        for (size_t i = 0; i < tally.word_count; i++) {
            SL_CHECK_I64(tally.words[i].change, 3);
            assert_true(i == 0 || sl_str_compare(tally.words[i - 1].word, tally.words[i].word) < 0);
        }
    }
    sl_word_tally_finish(&tally);
    return status;
}

static void test_many(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add_many, NULL) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_adds_up),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
