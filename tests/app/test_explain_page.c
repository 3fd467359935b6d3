/* SPDX-License-Identifier: Apache-2.0 */
#include "app/explain_page.h"

#include <stdbool.h>
#include <string.h>

#include "support/support.h"

#define PAGE_LIMIT_BYTES ((size_t)1 << 20)
#define ALPHABET         "abcdefghijklmnopqrstuvwxyz"

/* clang-format off */
static struct sl_step steps[] = {
    { .kind = SL_STEP_PRIOR,
      .name = { "Starting point", 14 },
      .what = { "before anything", 15 },
      .bits = -10.0,
      .to_bits = -10.0 },
    { .kind = SL_STEP_FIELD,
      .name = { "<b>name</b> of a very long column", 33 },
      .left = { "i", 1 },
      .shown = { { "<i>", 3 } },
      .what = { "different", 9 },
      .why = { "said \"why\"", 10 },
      .bits = 15.0,
      .from_bits = -10.0,
      .to_bits = 5.0 },
    { .kind = SL_STEP_TOTAL, .name = { "Match weight", 12 }, .bits = 5.0, .to_bits = 5.0 },
};
/* clang-format on */

static struct sl_waterfall waterfall(double threshold_bits)
{
    return (struct sl_waterfall){
        .steps = steps,
        .count = 3,
        .low_bits = -10.0,
        .high_bits = 5.0,
        .weight_bits = 5.0,
        .probability = 0.97,
        .threshold_bits = threshold_bits,
        .reaches_threshold = threshold_bits <= 5.0,
    };
}

static void draw(double threshold_bits, struct sl_buf *page)
{
    const struct sl_waterfall drawn = waterfall(threshold_bits);
    const struct sl_str ids[2] = { SL_STR("a<1>"), SL_STR("b&2") };

    sl_buf_init(page, PAGE_LIMIT_BYTES);
    sl_explain_page(&drawn, ids, page);
    SL_CHECK_STATUS(sl_buf_status(page, NULL), SL_OK);
}

static bool has(const struct sl_buf *page, const char *text)
{
    return strstr(page->ptr, text) != NULL;
}

static void test_is_a_page_that_stands_alone(void **state)
{
    struct sl_buf page;

    (void)state;
    draw(2.0, &page);
    assert_true(sl_str_starts(sl_buf_str(&page), SL_STR("<!DOCTYPE html>\n<html lang=\"en\">")));
    assert_true(has(&page, "<title>Are a&lt;1&gt; and b&amp;2 the same person?"));
    assert_true(has(&page, "<h1>"));
    assert_true(has(&page, "<caption>"));
    assert_true(has(&page, "scope=\"col\""));
    assert_true(has(&page, "scope=\"row\""));
    assert_true(has(&page, "role=\"img\" aria-labelledby=\"chart-text\""));
    assert_true(has(&page, "<p id=\"chart-text\" hidden>"));
    assert_true(has(&page, "@media print"));
    assert_false(has(&page, "<script"));
    assert_false(has(&page, "http"));
    assert_false(has(&page, "url("));
    assert_false(has(&page, "@import"));
    sl_buf_finish(&page);
}

static void test_shows_what_it_is_given_and_nothing_else(void **state)
{
    struct sl_buf page;

    (void)state;
    draw(2.0, &page);
    assert_false(has(&page, "<b>"));
    assert_false(has(&page, "<i>"));
    assert_true(has(&page, "&lt;b&gt;name&lt;/b&gt; of a very long col\xE2\x80\xA6<span "));
    assert_true(has(&page, "&lt;b&gt;name&lt;/b&gt; of a very long column</th>"));
    assert_true(has(&page, "Different. Said &quot;why&quot;."));
    assert_true(has(&page, "not recorded"));
    assert_true(
        has(&page,
            "\xE2\x88\x92"
            "10.0")
    );
    assert_true(has(&page, "+15.0"));
    sl_buf_finish(&page);
}

/* The chart names values in a few words: both when they are the same, and when there is none. */
static void test_the_chart_shows_values(void **state)
{
    static const struct {
        const char *left, *right, *text;
    } rows[] = {
        {"M1 1AA",  "M1 1AA", ">both M1 1AA</span></span>"                        },
        { "prixe",  "price",  "><span>prixe /</span> <span>price</span></span>"   },
        { "",       "",       ">not recorded in either</span></span>"             },
        { "ann",    "",       "<span>ann /</span> <span>not recorded</span></sp"  },
        { ALPHABET, "<",      "uvwx\xE2\x80\xA6 /</span> <span>&lt;</span></span>"},
    };
    const struct sl_str ids[2] = { SL_STR("1"), SL_STR("2") };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_step field = steps[1];
        const struct sl_waterfall drawn = { .steps = &field, .count = 1 };
        struct sl_buf page;
        field.shown[0] = sl_str_from(rows[i].left);
        field.shown[1] = sl_str_from(rows[i].right);
        sl_buf_init(&page, PAGE_LIMIT_BYTES);
        sl_explain_page(&drawn, ids, &page);
        assert_true(has(&page, rows[i].text));
        sl_buf_finish(&page);
    }
}

static void test_says_yes_or_no(void **state)
{
    struct sl_buf page;

    (void)state;
    draw(2.0, &page);
    assert_true(has(&page, "The model says yes"));
    assert_true(has(&page, "reaches the threshold of 2.0"));
    sl_buf_finish(&page);
    draw(6.0, &page);
    assert_true(has(&page, "The model says no"));
    assert_true(has(&page, "below the threshold of 6.0"));
    sl_buf_finish(&page);
}

static void test_tells_of_a_rule(void **state)
{
    struct sl_waterfall drawn = waterfall(2.0);
    const struct sl_str ids[2] = { SL_STR("1"), SL_STR("2") };
    struct sl_buf page;

    (void)state;
    drawn.rule = SL_STR("both come from <police>");
    sl_buf_init(&page, PAGE_LIMIT_BYTES);
    sl_explain_page(&drawn, ids, &page);
    assert_true(has(&page, "<p>The rule: both come from &lt;police&gt;.</p>"));
    sl_buf_finish(&page);
    draw(2.0, &page);
    assert_false(has(&page, "A rule"));
    sl_buf_finish(&page);
}

static void test_failures_stick_to_the_page(void **state)
{
    const struct sl_waterfall drawn = waterfall(0.0);
    const struct sl_str ids[2] = { SL_STR("1"), SL_STR("2") };
    struct sl_buf page;

    (void)state;
    sl_buf_init(&page, 100);
    sl_explain_page(&drawn, ids, &page);
    SL_CHECK_STATUS(sl_buf_status(&page, NULL), SL_LIMIT);
    sl_buf_finish(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_a_page_that_stands_alone),
        cmocka_unit_test(test_shows_what_it_is_given_and_nothing_else),
        cmocka_unit_test(test_the_chart_shows_values),
        cmocka_unit_test(test_says_yes_or_no),
        cmocka_unit_test(test_tells_of_a_rule),
        cmocka_unit_test(test_failures_stick_to_the_page),
    };
    return cmocka_run_group_tests_name("app/explain_page", tests, NULL, NULL);
}
