/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_pages.c - do whole pages come out as Nunjucks 3.2.4 writes them, with all of its language?
 *
 * Source: pages.json, templates/, and what nunjucks.js writes of them during the build.
 */
#include <stdio.h>

#include "base/file.h"
#include "page/value_json.h"
#include "page_text.h"

#ifdef SL_NUNJUCKS_WRITTEN
#include "components_templates.h"

#define LIMIT_BYTES ((size_t)1 << 20)

static void print_language(struct sl_page *page, struct sl_value context)
{
    const struct sl_test_language_page given = {
        .text = sl_value_get(context, SL_STR("text")),
        .html = sl_value_get(context, SL_STR("html")),
        .place = sl_value_get(context, SL_STR("place")),
        .map = sl_value_get(context, SL_STR("map")),
        .people = sl_value_get(context, SL_STR("people")),
    };
    sl_test_language_print(page, &given);
}

static void print_twenty(struct sl_page *page, struct sl_value context)
{
    const struct sl_test_twenty_page given = {
        .title = sl_value_get(context, SL_STR("title")),
        .summary = sl_value_get(context, SL_STR("summary")),
        .cells = sl_value_get(context, SL_STR("cells")),
        .cspNonce = sl_value_get(context, SL_STR("cspNonce")),
        .htmlClasses = sl_value_get(context, SL_STR("htmlClasses")),
    };
    sl_test_twenty_print(page, &given);
}

static void print_page(struct sl_page *page, struct sl_value written)
{
    const struct sl_str template = sl_value_str(sl_value_get(written, SL_STR("template")));
    const struct sl_value context = sl_value_get(written, SL_STR("context"));

    if (sl_str_equal(template, SL_STR("test/language.njk"))) {
        print_language(page, context);
    } else {
        SL_CHECK_STR(template, "test/twenty.njk");
        print_twenty(page, context);
    }
}

/* The pages as Nunjucks wrote them: a list of what they were given and what came out. */
static struct sl_value read_pages(struct page_text *text, struct sl_buf *json)
{
    struct sl_value value = sl_value_undefined();
    struct sl_error err;

    sl_buf_init(json, LIMIT_BYTES);
    SL_CHECK_OK(sl_file_read(SL_NUNJUCKS_WRITTEN, json, &err), &err);
    SL_CHECK_OK(sl_value_parse_json(sl_buf_str(json), &text->arena, &value, &err), &err);
    return sl_value_get(value, SL_STR("pages"));
}

static void test_as_nunjucks(void **state)
{
    struct page_text text;
    struct sl_buf json;
    struct sl_error err;

    (void)state;
    page_text_open(&text);
    const struct sl_value pages = read_pages(&text, &json);
    SL_CHECK_U64(pages.count, 3);
    for (uint32_t i = 0; i < pages.count; i++) {
        sl_buf_clear(&text.out);
        print_page(&text.page, pages.items[i]);
        SL_CHECK_OK(sl_page_status(&text.page, &err), &err);
        SL_CHECK_BYTES(
            sl_buf_str(&text.out), sl_value_str(sl_value_get(pages.items[i], SL_STR("html")))
        );
    }
    sl_buf_finish(&json);
    page_text_close(&text);
}

static enum sl_status print_one(void *context)
{
    struct page_text text;

    page_text_open(&text);
    print_page(&text.page, *(const struct sl_value *)context);
    const enum sl_status status = sl_page_status(&text.page, NULL);
    page_text_close(&text);
    return status;
}

static void test_no_memory(void **state)
{
    struct page_text text;
    struct sl_buf json;

    (void)state;
    page_text_open(&text);
    struct sl_value page = read_pages(&text, &json).items[0];
    assert_true(sl_test_failing_allocations(print_one, &page) >= 4);
    sl_buf_finish(&json);
    page_text_close(&text);
}

/* Whatever the limit of the text, the page ends with SL_LIMIT and within it. */
static void test_limits(void **state)
{
    struct page_text text;
    struct sl_buf json;

    (void)state;
    page_text_open(&text);
    const struct sl_value page = read_pages(&text, &json).items[2];
    for (size_t limit = 0; limit < 8000; limit += 97) {
        struct page_text small;
        page_text_open(&small);
        small.out.limit_bytes = limit;
        print_page(&small.page, page);
        SL_CHECK_STATUS(sl_page_status(&small.page, NULL), SL_LIMIT);
        assert_true(small.out.len <= limit);
        page_text_close(&small);
    }
    sl_buf_finish(&json);
    page_text_close(&text);
}

#else

static void skip_loudly(void)
{
    (void)fprintf(stderr, "SKIPPED: pages: Node or pages/node_modules is absent\n");
    skip();
}

static void test_as_nunjucks(void **state)
{
    (void)state;
    skip_loudly();
}

static void test_no_memory(void **state)
{
    (void)state;
    skip_loudly();
}

static void test_limits(void **state)
{
    (void)state;
    skip_loudly();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_nunjucks),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
