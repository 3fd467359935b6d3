/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_reason.h"

#include "support/support.h"

/* Every agreement of every reading has words. */
static void has_words_for_all(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 1000);
    for (unsigned reads = 0; reads < SL_SEARCH_READING_COUNT; reads++) {
        for (unsigned how = 0; how < SL_SEARCH_AGREEMENT_COUNT; how++) {
            for (unsigned linked = 0; linked < 2; linked++) {
                const struct sl_search_agrees agrees = {
                    .agreement = (enum sl_search_agreement)how,
                    .reads = (enum sl_search_reads)reads,
                    .field = SL_MENTION_FIELD_COUNT,
                    .is_linked = linked == 1,
                };
                sl_buf_clear(&buf);
                sl_search_reason_print(&agrees, SL_STR("x"), &buf);
                assert_true(buf.len > 3);
                assert_true(sl_str_find(sl_buf_str(&buf), SL_STR("(null)")) == buf.len);
            }
        }
    }
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_words_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
