/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_fixtures.c - do compiled templates write what GOV.UK Frontend publishes?
 *
 * Source: the file fixtures.json of each component of govuk-frontend 6.6.0: options, and the HTML
 *         that they give. The design system says to compare without regard to white space; here
 *         every byte counts, but for blanks at the ends.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "page/page.h"
#include "page/space.h"
#include "page/value_json.h"
#include "support/support.h"

#ifdef SL_FIXTURES
#include "fixtures_templates.h"

#define LIMIT_BYTES     ((size_t)16 << 20)
#define COMPONENT_COUNT 39
#define FIXTURE_COUNT   725
#define PREFIX          "govuk/components/"
#define SUFFIX          "/macro.njk"

static const struct {
    const char *template;
    const char *macro;
    void (*write)(struct sl_page *, const struct sl_value *, const struct sl_value *);
    unsigned parameter_count;
} macros[] = {
#define MACRO(template, macro, function, parameter_count) \
    { template, macro, function, parameter_count },
    SL_FIXTURES_TEMPLATES_MACROS(MACRO)
#undef MACRO
};

/* All that a component's fixtures need. */
struct bench {
    struct sl_buf json;
    struct sl_buf html;
    struct sl_arena fixtures;
    struct sl_arena page;
};

/* Does the macro write this fixture? */
static bool is_as_published(struct bench *bench, size_t macro, struct sl_value fixture)
{
    const struct sl_value given[2] = { sl_value_get(fixture, SL_STR("options")) };
    const struct sl_str expected = sl_value_str(sl_value_get(fixture, SL_STR("html")));
    const struct sl_str name = sl_value_str(sl_value_get(fixture, SL_STR("name")));
    struct sl_page page;
    struct sl_error err;

    sl_buf_clear(&bench->html);
    sl_arena_reset(&bench->page);
    sl_page_init(&page, &bench->html, &bench->page);
    SL_CHECK_U64(macros[macro].parameter_count, 1);
    macros[macro].write(&page, NULL, given);
    SL_CHECK_OK(sl_page_status(&page, &err), &err);
    SL_CHECK_U64(page.depth, 0);
    const struct sl_str html = sl_space_trim(sl_buf_str(&bench->html));
    if (sl_str_equal(html, sl_space_trim(expected))) {
        return true;
    }
    (void)printf(
        "%s: %.*s\n--- published\n%.*s\n--- ours\n%.*s\n",
        macros[macro].macro,
        SL_STR_ARG(name),
        SL_STR_ARG(expected),
        SL_STR_ARG(html)
    );
    return false;
}

/* The fixtures of a component; adds to both counts. */
static void check_component(struct bench *bench, size_t macro, size_t *total, size_t *published)
{
    const struct sl_str template = sl_str_from(macros[macro].template);
    const struct sl_str component =
        sl_str_part(template, sizeof(PREFIX) - 1, template.len - sizeof(PREFIX SUFFIX) + 1);
    struct sl_value value = sl_value_undefined();
    struct sl_error err;
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s/%.*s/fixtures.json", SL_FIXTURES, SL_STR_ARG(component));
    sl_buf_clear(&bench->json);
    sl_arena_reset(&bench->fixtures);
    SL_CHECK_OK(sl_file_read(path, &bench->json, &err), &err);
    SL_CHECK_OK(
        sl_value_parse_json(sl_buf_str(&bench->json), &bench->fixtures, &value, &err), &err
    );
    const struct sl_value fixtures = sl_value_get(value, SL_STR("fixtures"));
    SL_CHECK_I64(fixtures.kind, SL_VALUE_LIST);
    for (uint32_t i = 0; i < fixtures.count; i++) {
        *published += is_as_published(bench, macro, fixtures.items[i]);
    }
    *total += fixtures.count;
}

static void test_fixtures(void **state)
{
    struct bench bench;
    size_t components = 0;
    size_t total = 0;
    size_t published = 0;

    (void)state;
    sl_buf_init(&bench.json, LIMIT_BYTES);
    sl_buf_init(&bench.html, LIMIT_BYTES);
    sl_arena_init(&bench.fixtures, LIMIT_BYTES);
    sl_arena_init(&bench.page, LIMIT_BYTES);
    for (size_t i = 0; i < sizeof(macros) / sizeof(macros[0]); i++) {
        if (sl_str_starts(sl_str_from(macros[i].template), SL_STR(PREFIX))) {
            check_component(&bench, i, &total, &published);
            components++;
        }
    }
    (void)printf(
        "%zu of %zu fixtures of %zu components are as published\n", published, total, components
    );
    sl_buf_finish(&bench.json);
    sl_buf_finish(&bench.html);
    sl_arena_finish(&bench.fixtures);
    sl_arena_finish(&bench.page);
    SL_CHECK_U64(components, COMPONENT_COUNT);
    SL_CHECK_U64(total, FIXTURE_COUNT);
    SL_CHECK_U64(published, FIXTURE_COUNT);
}

#else

static void test_fixtures(void **state)
{
    (void)state;
    (void)fprintf(stderr, "SKIPPED: pages/node_modules is not there; run tools/deps web\n");
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_fixtures) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
