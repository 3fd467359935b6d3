/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_fixtures.c - do compiled templates write what the design systems' own tools write?
 *
 * Source: for GOV.UK Frontend 6.6.0 the file fixtures.json of each component: options, and the HTML
 *         that they give. The design system says to compare without regard to white space; here
 *         every byte counts, but for blanks at the ends. MoJ Frontend 11.1.0 has no such files: for
 *         the options of moj_cases.json, what Nunjucks 3.2.4 writes during the build.
 */
#include <stdio.h>

#include "base/file.h"
#include "page/page.h"
#include "page/space.h"
#include "page/value_json.h"
#include "support/support.h"

#define GOVUK_COMPONENTS 39
#define GOVUK_FIXTURES   725
#define MOJ_COMPONENTS   24

#ifdef SL_GOVUK
#include "components_templates.h"

#define LIMIT_BYTES ((size_t)16 << 20)

static const struct {
    const char *template;
    const char *macro;
    void (*write)(struct sl_page *, const struct sl_value *, const struct sl_value *);
    unsigned parameter_count;
} macros[] = {
#define MACRO(template, macro, function, parameter_count) \
    { template, macro, function, parameter_count },
    SL_COMPONENTS_TEMPLATES_MACROS(MACRO)
#undef MACRO
};
#define MACRO_COUNT (sizeof(macros) / sizeof(macros[0]))

/* What is counted, and the memory for it. */
struct bench {
    struct sl_buf json;
    struct sl_buf html;
    struct sl_arena fixtures;
    struct sl_arena page;
    size_t component_count;
    size_t fixture_count;
    size_t equal_count;
};

static void bench_open(struct bench *bench)
{
    *bench = (struct bench){ .component_count = 0 };
    sl_buf_init(&bench->json, LIMIT_BYTES);
    sl_buf_init(&bench->html, LIMIT_BYTES);
    sl_arena_init(&bench->fixtures, LIMIT_BYTES);
    sl_arena_init(&bench->page, LIMIT_BYTES);
}

static void bench_close(struct bench *bench)
{
    sl_buf_finish(&bench->json);
    sl_buf_finish(&bench->html);
    sl_arena_finish(&bench->fixtures);
    sl_arena_finish(&bench->page);
}

static size_t find_macro(const char *design, struct sl_str component)
{
    char template[256];

    (void)snprintf(
        template, sizeof(template), "%s/components/%.*s/macro.njk", design, SL_STR_ARG(component)
    );
    for (size_t i = 0; i < MACRO_COUNT; i++) {
        if (sl_str_equal(sl_str_from(macros[i].template), sl_str_from(template))) {
            return i;
        }
    }
    fail_msg("no macro for %s", template);
    return 0;
}

/* Does the macro write this fixture? */
static bool is_equal(struct bench *bench, size_t macro, struct sl_value fixture)
{
    const struct sl_value caller = sl_value_get(fixture, SL_STR("caller"));
    const struct sl_value given[2] = {
        sl_value_get(fixture, SL_STR("options")),
        sl_value_is_text(caller) ? sl_value_safe(sl_value_str(caller)) : caller,
    };
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
        "%s: %.*s\n--- expected\n%.*s\n--- ours\n%.*s\n",
        macros[macro].macro,
        SL_STR_ARG(name),
        SL_STR_ARG(expected),
        SL_STR_ARG(html)
    );
    return false;
}

/* All fixtures of {"component": ..., "fixtures": [...]}. */
static void check_component(struct bench *bench, const char *design, struct sl_value component)
{
    const struct sl_value fixtures = sl_value_get(component, SL_STR("fixtures"));
    const struct sl_str name = sl_value_str(sl_value_get(component, SL_STR("component")));
    const size_t macro = find_macro(design, name);

    SL_CHECK_I64(fixtures.kind, SL_VALUE_LIST);
    for (uint32_t i = 0; i < fixtures.count; i++) {
        bench->equal_count += is_equal(bench, macro, fixtures.items[i]);
    }
    bench->fixture_count += fixtures.count;
    bench->component_count++;
}

static struct sl_value read_json(struct bench *bench, const char *path)
{
    struct sl_value value = sl_value_undefined();
    struct sl_error err;

    sl_buf_clear(&bench->json);
    sl_arena_reset(&bench->fixtures);
    SL_CHECK_OK(sl_file_read(path, &bench->json, &err), &err);
    SL_CHECK_OK(
        sl_value_parse_json(sl_buf_str(&bench->json), &bench->fixtures, &value, &err), &err
    );
    return value;
}

static void test_govuk(void **state)
{
    static const struct sl_str prefix = { "govuk/components/", 17 };
    struct bench bench;
    char path[4096];

    (void)state;
    bench_open(&bench);
    for (size_t i = 0; i < MACRO_COUNT; i++) {
        const struct sl_str template = sl_str_from(macros[i].template);
        if (sl_str_starts(template, prefix)) {
            const struct sl_str rest = sl_str_part(template, prefix.len, template.len);
            const struct sl_str name = sl_str_part(rest, 0, sl_str_find(rest, SL_STR("/")));
            (void)snprintf(
                path, sizeof(path), "%s/components/%.*s/fixtures.json", SL_GOVUK, SL_STR_ARG(name)
            );
            check_component(&bench, "govuk", read_json(&bench, path));
        }
    }
    (void)printf(
        "%zu of %zu fixtures of %zu components are as published\n",
        bench.equal_count,
        bench.fixture_count,
        bench.component_count
    );
    bench_close(&bench);
    SL_CHECK_U64(bench.component_count, GOVUK_COMPONENTS);
    SL_CHECK_U64(bench.fixture_count, GOVUK_FIXTURES);
    SL_CHECK_U64(bench.equal_count, GOVUK_FIXTURES);
}

#else

static void test_govuk(void **state)
{
    (void)state;
    (void)fprintf(
        stderr,
        "SKIPPED: %d fixtures of %d components: run tools/deps web for pages/node_modules\n",
        GOVUK_FIXTURES,
        GOVUK_COMPONENTS
    );
    skip();
}

#endif

#ifdef SL_NUNJUCKS_WRITTEN

static void test_moj(void **state)
{
    struct bench bench;

    (void)state;
    bench_open(&bench);
    const struct sl_value components =
        sl_value_get(read_json(&bench, SL_NUNJUCKS_WRITTEN), SL_STR("components"));
    for (uint32_t i = 0; i < components.count; i++) {
        check_component(&bench, "moj", components.items[i]);
    }
    (void)printf(
        "%zu of %zu cases of %zu MoJ components are as Nunjucks writes them\n",
        bench.equal_count,
        bench.fixture_count,
        bench.component_count
    );
    bench_close(&bench);
    SL_CHECK_U64(bench.component_count, MOJ_COMPONENTS);
    SL_CHECK_U64(bench.equal_count, bench.fixture_count);
}

#else

static void test_moj(void **state)
{
    (void)state;
    (void)fprintf(
        stderr, "SKIPPED: %d MoJ components: Node or pages/node_modules is absent\n", MOJ_COMPONENTS
    );
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_govuk),
        cmocka_unit_test(test_moj),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
