/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue.h"

#include <string.h>

#define EXAMPLE                                                                  \
    "format: sightline-clocks-1\n"                                               \
    "clocks:\n"                                                                  \
    "  - id: reviews\n"                                                          \
    "    title: A plan is reviewed\n"                                            \
    "    basis: local\n"                                                         \
    "    owner: council\n"                                                       \
    "    starts: {event: conference, which: each}\n"                             \
    "    stops:\n"                                                               \
    "      - {event: plan_review, role: subject}\n"                              \
    "    ceases:\n"                                                              \
    "      - {event: protection_plan, at: end, attribute: reason, is: [a, b]}\n" \
    "    limit: 3 months\n"                                                      \
    "    then: [6 months, 9 months]\n"                                           \
    "    soon: 5 working days\n"                                                 \
    "    source: {title: A, version: B, section: C}\n"

static void test_catalogue(void **state)
{
    static const struct {
        const char *id;
        struct sl_limit limit;
        enum sl_clock_basis basis;
    } rows[] = {
        {"referral-decision",      { 1, SL_UNIT_WORKING_DAY },  SL_BASIS_STATUTORY},
        { "assessment",            { 45, SL_UNIT_WORKING_DAY }, SL_BASIS_STATUTORY},
        { "strategy-discussion",   { 24, SL_UNIT_HOUR },        SL_BASIS_LOCAL    },
        { "section-47-conference", { 15, SL_UNIT_WORKING_DAY }, SL_BASIS_STATUTORY},
        { "core-group",            { 10, SL_UNIT_WORKING_DAY }, SL_BASIS_TO_CHECK },
        { "plan-review",           { 3, SL_UNIT_MONTH },        SL_BASIS_STATUTORY},
        { "birth-core-group",      { 10, SL_UNIT_DAY },         SL_BASIS_LOCAL    },
        { "return-interview",      { 72, SL_UNIT_HOUR },        SL_BASIS_STATUTORY},
        { "police-protection",     { 72, SL_UNIT_HOUR },        SL_BASIS_TO_CHECK },
        { "emergency-order",       { 8, SL_UNIT_DAY },          SL_BASIS_TO_CHECK },
        { "incident-notification", { 5, SL_UNIT_WORKING_DAY },  SL_BASIS_TO_CHECK },
        { "rapid-review",          { 15, SL_UNIT_WORKING_DAY }, SL_BASIS_TO_CHECK },
        { "practice-review",       { 6, SL_UNIT_MONTH },        SL_BASIS_TO_CHECK },
        { "care-review",           { 20, SL_UNIT_WORKING_DAY }, SL_BASIS_TO_CHECK },
        { "designated-officer",    { 1, SL_UNIT_WORKING_DAY },  SL_BASIS_TO_CHECK },
        { "online-very-high",      { 1, SL_UNIT_DAY },          SL_BASIS_LOCAL    },
        { "online-high",           { 7, SL_UNIT_DAY },          SL_BASIS_LOCAL    },
        { "online-medium",         { 14, SL_UNIT_DAY },         SL_BASIS_LOCAL    },
        { "online-low",            { 30, SL_UNIT_DAY },         SL_BASIS_LOCAL    },
        { "data-request",          { 5, SL_UNIT_WORKING_DAY },  SL_BASIS_LOCAL    },
    };
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const struct sl_clocks clocks = catalogue_read(CATALOGUE_CLOCKS, &arena);
    SL_CHECK_U64(clocks.count, sizeof(rows) / sizeof(rows[0]));
    for (size_t i = 0; i < clocks.count; i++) {
        SL_CHECK_STR(clocks.items[i].id, rows[i].id);
        SL_CHECK_I64(clocks.items[i].limit.count, rows[i].limit.count);
        SL_CHECK_U64(clocks.items[i].limit.unit, rows[i].limit.unit);
        SL_CHECK_U64(clocks.items[i].basis, rows[i].basis);
    }
    sl_arena_finish(&arena);
}

static void test_members(void **state)
{
    struct sl_clocks clocks;
    struct sl_error err;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(sl_clocks_parse(SL_STR(EXAMPLE), &arena, &clocks, &err), &err);
    SL_CHECK_U64(clocks.count, 1);
    const struct sl_clock *clock = &clocks.items[0];
    SL_CHECK_STR(clock->title, "A plan is reviewed");
    SL_CHECK_U64(clock->which, SL_WHICH_EACH);
    SL_CHECK_U64(clock->leads_to, SL_EVENT_KIND_COUNT);
    SL_CHECK_U64(clock->stops[0].roles, SL_HISTORY_BIT(SL_ROLE_SUBJECT));
    SL_CHECK_U64(clock->ceases[0].at, SL_AT_END);
    SL_CHECK_U64(clock->ceases[0].attribute, SL_ATTRIBUTE_REASON);
    SL_CHECK_STR(clock->ceases[0].texts[1], "b");
    SL_CHECK_U64(clock->then_count, 2);
    SL_CHECK_I64(clock->then[1].count, 9);
    SL_CHECK_I64(clock->soon.count, 5);
    SL_CHECK_STR(clock->source.section, "C");
    SL_CHECK_STR(clock->note, "");
    sl_arena_finish(&arena);
}

/* Text with one part replaced. */
static void replace(const char *old, const char *new, struct sl_buf *ret_text)
{
    const char *at = strstr(EXAMPLE, old);
    assert_non_null(at);
    const size_t before = strlen(EXAMPLE) - strlen(at);
    sl_buf_clear(ret_text);
    sl_buf_add(ret_text, sl_str_part(SL_STR(EXAMPLE), 0, before));
    sl_buf_add(ret_text, sl_str_from(new));
    sl_buf_add(ret_text, sl_str_from(at + strlen(old)));
}

static void test_faults(void **state)
{
    /* clang-format off */
    static const struct {
        const char *old, *new, *message, *detail;
    } rows[] = {
        { "clocks-1", "clocks-2", "this is no catalogue of clocks", "line 1, column 9" },
        { "basis: local", "basis: lawful", "there is no basis 'lawful'", "line 5, column 12" },
        { "id: reviews", "id: Reviews", "an id is made of a-z, 0-9 and '-'", "line 3, column 9" },
        { "conference,", "party,", "there is no kind of event 'party'", "line 7, column 21" },
        { "each", "some", "there is no choice of an anchor 'some'", "line 7, column 40" },
        { "each", "initiating", "'leads_to' must say what it initiates", "line 7, column 40" },
        { "each", "each, leads_to: section_47",
          "with 'leads_to' this must be initiating or last", "line 7, column 40" },
        { "subject", "mother", "'mother' is no role of a person in an event", "line 9, column 36" },
        { "role: subject", "at: end", "'plan_review' happens at one moment, and has no end",
          "line 9, column 34" },
        { "attribute: reason, ", "", "'attribute' and 'is' go together", "line 11, column 9" },
        { "[a, b]", "[]", "'is' has 1 to 32 items", "line 11, column 66" },
        { "3 months", "3 weeks", "'3 weeks' is not a length of time", "line 12, column 12" },
        { "9 months", "9", "'9' is not a length of time", "line 13, column 22" },
        { "section: C", "page: C", "there is no member 'page' here", "line 15, column 36" },
        { "    soon", "    often", "there is no member 'often' here", "line 14, column 5" },
    };
    /* clang-format on */
    struct sl_buf text;
    (void)state;
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_clocks clocks;
        struct sl_error err = { .status = SL_OK };
        struct sl_arena arena;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        replace(rows[i].old, rows[i].new, &text);
        SL_CHECK_STATUS(sl_clocks_parse(sl_buf_str(&text), &arena, &clocks, &err), SL_INVALID);
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), rows[i].detail);
        sl_arena_finish(&arena);
    }
    sl_buf_finish(&text);
}

static void test_twice(void **state)
{
    struct sl_clocks clocks;
    struct sl_error err;
    struct sl_arena arena;
    struct sl_buf text;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    sl_buf_add(&text, SL_STR(EXAMPLE));
    sl_buf_add(&text, sl_str_from(strstr(EXAMPLE, "  - id")));
    SL_CHECK_STATUS(sl_clocks_parse(sl_buf_str(&text), &arena, &clocks, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "there is a clock 'reviews' already");
    SL_CHECK_STR(sl_str_from(err.detail), "line 16, column 5");
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}

/* A local clock takes the place of one, or comes behind; it never gives more time than the law. */
static void test_override(void **state)
{
    struct sl_arena arena;
    struct sl_clocks both;
    struct sl_error err;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    const struct sl_clocks clocks = catalogue_read(CATALOGUE_CLOCKS, &arena);
    const struct sl_clocks local = catalogue_read(CATALOGUE_LOCAL, &arena);
    SL_CHECK_OK(sl_clocks_override(&clocks, &local, &arena, &both, &err), &err);
    SL_CHECK_U64(both.count, clocks.count + 1);
    SL_CHECK_I64(catalogue_find(&both, "section-47-conference")->limit.count, 10);
    SL_CHECK_STR(both.items[3].id, "section-47-conference");
    SL_CHECK_STR(both.items[clocks.count].id, "plan-visit");
    struct sl_clock longer = *catalogue_find(&local, "section-47-conference");
    longer.limit.count = 16;
    const struct sl_clocks one = { &longer, 1 };
    SL_CHECK_STATUS(sl_clocks_override(&clocks, &one, &arena, &both, &err), SL_INVALID);
    SL_CHECK_STR(
        sl_str_from(err.message),
        "the local clock 'section-47-conference' gives more time than the statutory one"
    );
    sl_arena_finish(&arena);
}

static enum sl_status parse(void *context)
{
    struct sl_clocks clocks, both;
    struct sl_arena arena;
    (void)context;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    enum sl_status status = sl_clocks_parse(SL_STR(EXAMPLE), &arena, &clocks, NULL);
    if (status == SL_OK) {
        status = sl_clocks_override(&clocks, &clocks, &arena, &both, NULL);
    }
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue), cmocka_unit_test(test_members),
        cmocka_unit_test(test_faults),    cmocka_unit_test(test_twice),
        cmocka_unit_test(test_override),  cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("notice/clock_read", tests, NULL, NULL);
}
