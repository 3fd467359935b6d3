/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/glass.h"

#include <string.h>

#include "support/support.h"

#define HOUR INT64_C(3600000000)
#define DAY  (24 * HOUR)

static struct sl_glass good_glass(void)
{
    return (struct sl_glass){
        .user = SL_STR("ann"),
        .identity = SL_STR("child-1"),
        .reason = SL_GLASS_MISSING,
        .words = SL_STR("reported missing at ten, no family known"),
        .from = 100 * HOUR,
        .until = 102 * HOUR,
    };
}

static void test_check(void **state)
{
    static char long_words[SL_GLASS_WORDS_MAX + 1];
    struct sl_glass glass = good_glass();
    (void)state;
    memset(long_words, 'x', sizeof(long_words));
    SL_CHECK_OK(sl_glass_check(&glass, NULL), NULL);
    glass.until = glass.from + SL_GLASS_LONGEST_MICROSECONDS;
    SL_CHECK_OK(sl_glass_check(&glass, NULL), NULL);
    glass.until++;
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass.until = glass.from;
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass = good_glass();
    glass.from = -1;
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass = good_glass();
    glass.user = SL_STR("");
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass = good_glass();
    glass.identity = SL_STR("");
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass = good_glass();
    glass.reason = SL_GLASS_REASON_COUNT;
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass = good_glass();
    glass.words = SL_STR("  because             ");
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass.words = (struct sl_str){ .ptr = long_words, .len = sizeof(long_words) };
    SL_CHECK_STATUS(sl_glass_check(&glass, NULL), SL_INVALID);
    glass.words.len--;
    SL_CHECK_OK(sl_glass_check(&glass, NULL), NULL);
}

static void test_left(void **state)
{
    struct sl_glass glass = good_glass();
    const struct sl_str ann = SL_STR("ann"), child = SL_STR("child-1");
    (void)state;
    SL_CHECK_I64(sl_glass_left(NULL, ann, child, 100 * HOUR), 0);
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 100 * HOUR - 1), 0);
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 100 * HOUR), 2 * HOUR);
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 102 * HOUR - 1), 1);
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 102 * HOUR), 0);
    SL_CHECK_I64(sl_glass_left(&glass, SL_STR("bob"), child, 100 * HOUR), 0);
    SL_CHECK_I64(sl_glass_left(&glass, ann, SL_STR("child-2"), 100 * HOUR), 0);
    glass.ended = 101 * HOUR;
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 100 * HOUR), HOUR);
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 101 * HOUR), 0);
    glass.ended = 103 * HOUR;
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 102 * HOUR), 0);
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 101 * HOUR), HOUR);
    glass.words = SL_STR("");
    SL_CHECK_I64(sl_glass_left(&glass, ann, child, 101 * HOUR), 0);
}

static void test_review(void **state)
{
    const struct sl_glass glass = good_glass();
    const struct {
        struct sl_glass_review review;
        int64_t at;
        enum sl_glass_review_state state;
    } rows[] = {
        {{ .right = false },                       100 * HOUR + 7 * DAY,     SL_GLASS_WAITING},
        { { .right = false },                      100 * HOUR + 7 * DAY + 1, SL_GLASS_OVERDUE},
        { { .by = SL_STR("ann"), .right = true },  101 * HOUR,               SL_GLASS_WAITING},
        { { .by = SL_STR("pat"), .right = true },  101 * HOUR,               SL_GLASS_RIGHT  },
        { { .by = SL_STR("pat"), .right = false }, 101 * HOUR,               SL_GLASS_WRONG  },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CHECK_U64(sl_glass_review_state_of(&glass, &rows[i].review, rows[i].at), rows[i].state);
    }
    for (unsigned i = 0; i < SL_GLASS_REASON_COUNT; i++) {
        const struct sl_term *terms = sl_glass_reason_terms();
        SL_CHECK_U64(sl_term_find(terms, SL_GLASS_REASON_COUNT, terms[i].name), i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_left),
        cmocka_unit_test(test_review),
    };
    return cmocka_run_group_tests_name("sharing/glass", tests, NULL, NULL);
}
