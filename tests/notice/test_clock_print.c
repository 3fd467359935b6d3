/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue.h"

static void test_canonical(void **state)
{
    struct sl_arena arena;
    struct sl_clocks clocks;
    struct sl_error err;
    struct sl_buf buf;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&buf, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(
        sl_clocks_parse(
            SL_STR("clocks: [{note: n, soon: 1 hour, then: [1 day, 2 days], limit: 3 months,\n"
                   "stops: [{event: visit}], title: a \"b\" \\, id: c, owner: d, basis: to_check,\n"
                   "ceases: [{event: missing, at: end}],\n"
                   "source: {section: s, version: \"1\", title: t}, starts: {which: last,\n"
                   "is: [\"x, y\", z], attribute: code, role: victim, event: crime,\n"
                   "leads_to: section_47}}]\n"
                   "format: sightline-clocks-1\n"),
            &arena,
            &clocks,
            &err
        ),
        &err
    );
    sl_clocks_print(&clocks, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "format: sightline-clocks-1\n"
        "clocks:\n"
        "  - id: \"c\"\n"
        "    title: \"a \\\"b\\\" \\\\\"\n"
        "    basis: to_check\n"
        "    owner: \"d\"\n"
        "    starts: {event: crime, at: start, role: victim, attribute: code, "
        "is: [\"x, y\", \"z\"], which: last, leads_to: section_47}\n"
        "    stops:\n"
        "      - {event: visit, at: start}\n"
        "    ceases:\n"
        "      - {event: missing, at: end}\n"
        "    limit: 3 months\n"
        "    then: [1 day, 2 days]\n"
        "    soon: 1 hour\n"
        "    source:\n"
        "      title: \"t\"\n"
        "      version: \"1\"\n"
        "      section: \"s\"\n"
        "    note: \"n\"\n"
    );
    sl_buf_finish(&buf);
    sl_arena_finish(&arena);
}

/* What is printed is read as the same. */
static void test_again(void **state)
{
    static const char *const paths[] = { CATALOGUE_CLOCKS, CATALOGUE_LOCAL };
    (void)state;
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct sl_arena arena;
        struct sl_buf first, second;
        struct sl_clocks again;
        struct sl_error err;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        sl_buf_init(&first, EXAMPLE_LIMIT_BYTES);
        sl_buf_init(&second, EXAMPLE_LIMIT_BYTES);
        const struct sl_clocks clocks = catalogue_read(paths[i], &arena);
        sl_clocks_print(&clocks, &first);
        SL_CHECK_OK(sl_clocks_parse(sl_buf_str(&first), &arena, &again, &err), &err);
        SL_CHECK_U64(again.count, clocks.count);
        sl_clocks_print(&again, &second);
        SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
        sl_buf_finish(&first);
        sl_buf_finish(&second);
        sl_arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_again),
    };
    return cmocka_run_group_tests_name("notice/clock_print", tests, NULL, NULL);
}
